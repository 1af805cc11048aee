"""An evening with a group in two windows: one for the trainer, one for the beamer."""
