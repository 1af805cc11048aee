"""Line mode: the whole product as plain lines, for screen readers, braille displays, dumb terminals and scripts."""
