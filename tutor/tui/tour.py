"""The first minute: learn the keys by pressing them, in the real screens."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace
from textual.screen import Screen
from textual.widgets import Static

from tutor.service.workspace import Workspace
from tutor.tui.shell import Shell
from tutor.tui.text import plain


class TourStop(Struct, frozen=True):
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
    TourStop("TodayScreen", frozenset({"down"}), "Welkom! In één minuut ken je de toetsen. Druk op ↓.", _TODAY),
    TourStop("TodayScreen", frozenset({"up"}), "Zo loop je door de lijst. Druk op ↑ om terug te gaan.", _TODAY),
    TourStop("TodayScreen", frozenset({"enter"}), "▶ staat bij je eerste les. Druk op Enter om die te openen.", _TODAY),
    TourStop(
        "LessonScreen",
        frozenset({"question_mark", "f1"}),
        "Dit is een stap van de les. Onderaan staan toetsen. Druk op ? voor alle toetsen.",
        _LESSON,
    ),
    TourStop(
        "HelpScreen",
        frozenset({"escape", "question_mark"}),
        "Hulp is altijd één toets weg. Esc brengt je terug. Druk op Esc.",
        "Druk op ? voor hulp.",
    ),
    TourStop(
        "LessonScreen",
        frozenset({"enter", "space", "pagedown", "right"}),
        "Terug in de les. Lees rustig, en druk op Enter om verder te gaan.",
        _LESSON,
    ),
)
END = "Dat is alles. Stoppen kan altijd met Ctrl+Q: je plek wordt bewaard."
SKIP = "Esc: sla over"
DONE = "klaar"
"""Value of the setting of a learner who had the tour."""


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
    def stop(self) -> TourStop | None:
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


class TourStrip(Static):
    """What the tour asks, at the bottom of the screen."""

    DEFAULT_CSS = """
    TourStrip { height: auto; background: $accent; color: $background; text-style: bold; padding: 0 2; }
    """


class Guide:
    """The tour in the app, for one profile."""

    def __init__(self, shell: Shell, workspace: Workspace, profile: str) -> None:
        """`profile`: id; empty for a guest, whose tour is not remembered."""
        self._shell = shell
        self._workspace = workspace
        self._setting = f"rondleiding:{profile}" if profile else ""
        self.tour: Tour | None = None
        """None when there is none to take."""

    def offer(self) -> None:
        """Start on the next screen for somebody who never had the tour."""
        if self._setting:
            with self._shell.stored():
                self.tour = None if self._workspace.recall(self._setting) == DONE else Tour()

    def start(self) -> None:
        """Start from the beginning, on the screen that is there."""
        self.tour = Tour()
        self._shell.call_after_refresh(self.show)

    def key(self, key: str) -> bool:
        """See a key before the screen does. True: it was meant for the tour only."""
        if self.tour is None:
            return False
        was_over = self.tour.stop is None
        self.tour, move = self.tour.key(type(self._shell.screen).__name__, key)
        if was_over or move is Move.OUT:
            self._finish()
        elif move is Move.ON:
            self._shell.call_after_refresh(self.show)
        return move is Move.OUT and not was_over

    def _finish(self) -> None:
        self.tour = None
        for screen in self._shell.screen_stack:
            screen.query(TourStrip).remove()
        if self._setting:
            with self._shell.stored():
                self._workspace.remember(self._setting, DONE)

    def show(self) -> None:
        """Say on the screen that is there what the tour asks, below everything else, so once it is complete."""
        self._shell.screen.call_after_refresh(self._say, self._shell.screen)

    def _say(self, screen: Screen[object]) -> None:
        if self.tour is None or screen.is_modal or not screen.is_attached:
            return
        text = plain(self.tour.text(type(screen).__name__))
        strips = screen.query(TourStrip)
        if strips:
            strips.first(TourStrip).update(text)
        else:
            screen.mount(TourStrip(text))
