"""Raadstutor: an offline tutor in the terminal for Dutch local politicians."""

__version__ = "0.1.0"
