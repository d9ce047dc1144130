"""How the window looks: theme, palette, icons, tray."""
