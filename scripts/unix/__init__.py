"""What makes the folder for Linux and macOS, for those who have a Python."""
