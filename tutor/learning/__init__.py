"""Rules of learning: pure functions and frozen values, without screens, storage or clocks.

A module of this package, such as `learning.quiz`, is loaded when it is first used: the first screen need not wait
for all rules.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.learning import casus as casus
    from tutor.learning import lesson as lesson
    from tutor.learning import notebook as notebook
    from tutor.learning import quiz as quiz
    from tutor.learning import resume as resume
    from tutor.learning import review_queue as review_queue
    from tutor.learning import rhythm as rhythm
    from tutor.learning import route as route
    from tutor.learning import scan as scan
    from tutor.learning import wording as wording


def __getattr__(name: str) -> object:
    """A module of this package by its name."""
    if name.startswith("_") or find_spec(f"{__name__}.{name}") is None:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
