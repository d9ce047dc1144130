"""Starting the program when its user logs in: XDG autostart, a LaunchAgent, or Windows' Run key."""
