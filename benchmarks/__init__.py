"""What is claimed about learning and speed, and the means to check it."""
