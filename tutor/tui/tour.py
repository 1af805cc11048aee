"""The first minute: learn the keys by pressing them, in the real screens."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace


class Stop(Struct, frozen=True):
    """One thing to do: on this screen, press one of these keys."""

    screen: str
    """Name of the class of the screen."""
    keys: frozenset[str]
    text: str
    elsewhere: str
    """What to do when the learner is on another screen."""


_TODAY = "De rondleiding wacht op het beginscherm. Druk op Esc om terug te gaan."
_LESSON = "De rondleiding gaat verder in een les. Open een les met Enter."

STOPS = (
    Stop("TodayScreen", frozenset({"down"}), "Welkom! In één minuut ken je de toetsen. Druk op ↓.", _TODAY),
    Stop("TodayScreen", frozenset({"up"}), "Zo loop je door de lijst. Druk op ↑ om terug te gaan.", _TODAY),
    Stop("TodayScreen", frozenset({"enter"}), "▶ staat bij je eerste les. Druk op Enter om die te openen.", _TODAY),
    Stop(
        "LessonScreen",
        frozenset({"question_mark", "f1"}),
        "Dit is een stap van de les. Onderaan staan toetsen. Druk op ? voor alle toetsen.",
        _LESSON,
    ),
    Stop(
        "HelpScreen",
        frozenset({"escape", "question_mark"}),
        "Hulp is altijd één toets weg. Esc brengt je terug. Druk op Esc.",
        "Druk op ? voor hulp.",
    ),
    Stop(
        "LessonScreen",
        frozenset({"enter", "space", "pagedown", "right"}),
        "Terug in de les. Lees rustig, en druk op Enter om verder te gaan.",
        _LESSON,
    ),
)
END = "Dat is alles. Stoppen kan altijd met Ctrl+Q: je plek wordt bewaard."
SKIP = "Esc: sla over"


class Move(Enum):
    """What a key meant for the tour."""

    NOTHING = auto()
    ON = auto()
    """The learner did what was asked."""
    OUT = auto()
    """The learner skips the rest; the key means nothing else."""


class Tour(Struct, frozen=True):
    """How far the learner is."""

    index: int = 0

    @property
    def stop(self) -> Stop | None:
        """What is asked now; None at the end."""
        return STOPS[self.index] if self.index < len(STOPS) else None

    def text(self, screen: str) -> str:
        """What to say on this screen."""
        if self.stop is None:
            return END
        return f"{self.stop.text}  {SKIP}." if screen == self.stop.screen else self.stop.elsewhere

    def key(self, screen: str, key: str) -> tuple[Tour, Move]:
        """The tour after a key on a screen."""
        if self.stop is None:
            return self, Move.OUT if key == "escape" else Move.ON
        if screen != self.stop.screen:
            return self, Move.NOTHING
        if key in self.stop.keys:
            return replace(self, index=self.index + 1), Move.ON
        return self, Move.OUT if key == "escape" else Move.NOTHING
