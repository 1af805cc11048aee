"""The first minute: the tour says what there is to do next, and looks at what the learner did, however it was done."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace
from textual.screen import Screen
from textual.widgets import Static

from tutor.service.workspace import Workspace
from tutor.tui.shell import Shell
from tutor.tui.text import plain
from tutor.tui.widgets.frame import BottomLine


class Did(Enum):
    """Something that the tour waits for; it is never asked twice, and in no order of keys."""

    OPENED = auto()
    """A lesson is open."""
    READ_ON = auto()
    """A page further in a lesson, or an answer in one."""


HOME, LESSON, HELP = "TodayScreen", "LessonScreen", "HelpScreen"
SKIP = "Esc: sla over"
ASKED = {
    Did.OPENED: f"Welkom! ▶ staat bij je eerste les: Enter opent die. Met ↓ en ↑ kies je iets anders.  {SKIP}.",
    Did.READ_ON: "Dit is een stap van de les. Onderaan staan de toetsen. Lees rustig; Enter brengt je verder.",
}
"""What the tour says where it can be done."""
_AWAY = {
    Did.OPENED: "De rondleiding wacht op het beginscherm. Esc brengt je daar.",
    Did.READ_ON: "De rondleiding gaat verder in een les. Open een les met Enter.",
}
_IN_HELP = "Hulp is altijd één toets weg. Esc brengt je terug."
END = "Dat is alles. Met ? zie je alle toetsen. Stoppen kan altijd met Ctrl+Q: je plek wordt bewaard."
DONE = "klaar"
"""Value of the setting of a learner who had the tour."""


class Tour(Struct, frozen=True):
    """What the learner did of it."""

    did: frozenset[Did] = frozenset()

    @property
    def asked(self) -> Did | None:
        """What is still to be done; None at the end."""
        return next((one for one in Did if one not in self.did), None)

    def saw(self, *found: Did) -> Tour:
        """The tour after this was seen."""
        return replace(self, did=self.did.union(found))

    def text(self, screen: str) -> str:
        """What to say on this screen."""
        if screen == HELP:
            return _IN_HELP
        if self.asked is None:
            return END
        there = (screen == HOME) is (self.asked is Did.OPENED)
        return ASKED[self.asked] if there else _AWAY[self.asked]


class TourStrip(BottomLine, Static):
    """What the tour asks, at the bottom of the screen."""

    DEFAULT_CSS = """
    TourStrip { height: auto; background: $accent; color: $background; text-style: bold; padding: 0 2; }
    """


class Guide:
    """The tour in the app, for one profile."""

    def __init__(self, shell: Shell, workspace: Workspace, profile: str, events: Callable[[], int]) -> None:
        """`profile`: id; empty for a guest, whose tour is not remembered. `events`: how many the log has."""
        self._shell = shell
        self._workspace = workspace
        self._setting = f"rondleiding:{profile}" if profile else ""
        self._events = events
        self._before = 0
        """Events in the log when a lesson was opened."""
        self._told_end = False
        self.tour: Tour | None = None
        """None when there is none to take."""

    def offer(self) -> None:
        """Start on the next screen for somebody who never had the tour."""
        if self._setting:
            with self._shell.stored():
                self.tour = None if self._workspace.recall(self._setting) == DONE else Tour()

    def start(self) -> None:
        """Start from the beginning, on the screen that is there."""
        self.tour, self._told_end = Tour(), False
        self._shell.call_after_refresh(self.look)

    def pressed(self, key: str = "") -> bool:
        """Before a key or a click, during the tour. True: it only meant that the learner does without it."""
        skips = key == "escape" and type(self._shell.screen).__name__ == HOME
        if skips or self._told_end:
            self._finish()
        else:
            self._shell.call_after_refresh(self.look)
        return skips

    def look(self) -> None:
        """See what the learner did, and say what is next."""
        if self.tour is None:
            return
        screen = type(self._shell.screen).__name__
        if screen == LESSON and Did.OPENED not in self.tour.did:
            self.tour, self._before = self.tour.saw(Did.OPENED), self._events()
        elif Did.OPENED in self.tour.did and self._events() > self._before:
            self.tour = self.tour.saw(Did.READ_ON)
        self._shell.screen.call_after_refresh(self._say, self._shell.screen)

    def _finish(self) -> None:
        self.tour = None
        for screen in self._shell.screen_stack:
            screen.query(TourStrip).remove()
        if self._setting:
            with self._shell.stored():
                self._workspace.remember(self._setting, DONE)

    def _say(self, screen: Screen[object]) -> None:
        """Below everything else on the screen, so once it is complete."""
        if self.tour is None or screen.is_modal or not screen.is_attached:
            return
        name = type(screen).__name__
        self._told_end = self.tour.asked is None and name != HELP
        text = plain(self.tour.text(name))
        strips = screen.query(TourStrip)
        if strips:
            strips.first(TourStrip).update(text)
        else:
            screen.mount(TourStrip(text))
