"""The app in the terminal: the only package that knows Textual and Rich."""
