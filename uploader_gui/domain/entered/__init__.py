"""What people type and paste: cleaned, or refused in words."""
