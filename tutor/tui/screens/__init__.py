"""A screen gets what it needs in its constructor and tells the outcome by `dismiss`.

Screens that belong to a page of a lesson dismiss with True when the learner came to the end, and with False when the
learner left halfway; the lesson then goes on or stays. `tutor.tui.routes` loads a screen when it is first opened.
"""
