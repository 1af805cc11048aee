"""Takes a learner through the tour: watches the keys, shows the strip, and remembers that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tutor.tui.text import plain
from tutor.tui.tour import Move, Tour

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

DONE = "klaar"


class TourStrip(Static):
    """What the tour asks, at the bottom of the screen."""

    DEFAULT_CSS = """
    TourStrip { height: auto; background: $accent; color: $background; text-style: bold; padding: 0 2; }
    """


class Guide:
    """The tour in the app, for one profile."""

    def __init__(self, app: TutorApp, profile: str) -> None:
        """`profile`: id; empty for a guest, whose tour is not remembered."""
        self._app = app
        self._setting = f"rondleiding:{profile}" if profile else ""
        self._tour: Tour | None = None

    def offer(self) -> None:
        """Start on the next screen for somebody who never had the tour."""
        if self._setting:
            self._app.keep(lambda: self._app.desk.recall(self._setting), self._offer)

    def _offer(self, done: str | None) -> None:
        self._tour = None if done == DONE else Tour()

    def start(self) -> None:
        """Start from the beginning, on the screen that is there."""
        self._tour = Tour()
        self._app.call_after_refresh(self._app.show_tour)

    def key(self, key: str) -> bool:
        """See a key before the screen does. True: it was meant for the tour only."""
        if self._tour is None:
            return False
        was_over = self._tour.stop is None
        self._tour, move = self._tour.key(type(self._app.screen).__name__, key)
        if was_over or move is Move.OUT:
            self._finish()
        elif move is Move.ON:
            self._app.call_after_refresh(self._app.show_tour)
        return move is Move.OUT and not was_over

    def _finish(self) -> None:
        self._tour = None
        for screen in self._app.screen_stack:
            screen.query(TourStrip).remove()
        if self._setting:
            self._app.keep(lambda: self._app.desk.remember(self._setting, DONE), lambda _: None)

    def show(self, screen: Screen[object]) -> None:
        """Say on this screen what the tour asks, below everything else, so once it is complete."""
        screen.call_after_refresh(self._say, screen)

    def _say(self, screen: Screen[object]) -> None:
        if self._tour is None or screen.is_modal or not screen.is_attached:
            return
        text: Content = plain(self._tour.text(type(screen).__name__))
        strips = screen.query(TourStrip)
        if strips:
            strips.first(TourStrip).update(text)
        else:
            screen.mount(TourStrip(text))
