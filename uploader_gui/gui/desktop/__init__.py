"""What the desktop does for the window: its file manager, its taskbar."""
