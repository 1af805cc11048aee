"""A casus: a scene with choices, what the choice brings, and at an ending the debrief."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tutor.learning.casus import CasusSession
from tutor.study import Study
from tutor.tui.screens.asking import AskingScreen, Page
from tutor.tui.text import line, plain
from tutor.tui.widgets.frame import TopBar
from tutor.tui.widgets.keys import KeyLines
from tutor.tui.widgets.picker import Entry, Picker, keys_of, numbered
from tutor.tui.widgets.scene import Consequence, DebriefView, Scene


class CasusScreen(AskingScreen[bool]):
    """Dismisses with True once an ending was reached here, and with False before; the place is kept."""

    DEFAULT_CSS = """
    CasusScreen .how { color: $text-muted; padding: 0 1; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "proceed", "Verder"),
        Binding("backspace", "back", "Neem terug"),
        Binding("escape", "leave", "Sluiten"),
    ]

    def __init__(self, study: Study, session: CasusSession) -> None:
        super().__init__()
        self._study = study
        self.session = session
        self._reading = bool(session.path)
        """Whether the consequence of the last choice is in view."""
        self._ended = session.finished
        self._ways: list[Callable[[], object]] = []
        self._list: Picker | None = None
        """The choices in view, as long as they belong to the session: a key pressed twice chooses once."""

    def compose(self) -> ComposeResult:
        """Title, page and keys."""
        yield TopBar(line(("Casus › ", "$text-muted"), self.session.casus.title))
        yield Page()
        yield KeyLines()

    async def on_mount(self) -> None:
        """Go on where the learner was."""
        await self._show()

    async def _show(self) -> None:
        session = self.session
        if self._reading and session.last:
            await self.fill([Consequence(session.last, self._study.catalogue.register)])
        elif session.finished:
            self._ended = True
            await self.fill(self._ending())
        else:
            await self.fill(self._scene())

    def _scene(self) -> Iterator[Widget]:
        session = self.session
        came_from = session.back().role if session.path else session.casus.role
        yield Scene(session.node.text, session.role, switched=session.role != came_from)
        yield Static(plain("Wat doe je?"), classes="how")
        self._list = Picker(numbered([plain(choice.text) for choice in session.node.choices]))
        yield self._list

    def _ending(self) -> Iterator[Widget]:
        debrief = self.session.debrief()
        if debrief is None:
            return
        rows: list[tuple[Entry, Callable[[], object]]] = []
        if debrief.variations:
            rows.append((Entry(plain("Verander één feit"), heading=True), lambda: None))
        for number, variation in enumerate(debrief.variations):
            rows.append((Entry(plain(variation.question), keys_of(number)), partial(self._vary, variation.id)))
        rows += [
            (Entry(plain("En nu?"), heading=True), lambda: None),
            (Entry(plain("Opnieuw beginnen"), ("o",)), self._again),
            (Entry(plain("Klaar")), self.action_leave),
        ]
        self._ways = [way for _, way in rows]
        yield DebriefView(debrief, self.session.casus.sources, self._study.catalogue.register)
        self._list = Picker([entry for entry, _ in rows], highlighted=len(rows) - 1)
        yield self._list

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what can be done now."""
        match action:
            case "proceed":
                return self._reading
            case "back":
                return bool(self.session.path)
        return super().check_action(action, parameters)

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _picked(self, message: Picker.Picked | Picker.Confirmed) -> None:
        message.stop()
        if message.picker is not self._list:
            return
        if message.index is None:
            self.tutor.tell("Kies eerst wat je doet.")
        elif self.session.finished:
            self._ways[message.index]()
        else:
            self._choose(message.index)

    def _choose(self, index: int) -> None:
        self.keep(lambda: self._study.choose(self.session, index), partial(self._go, reading=True))

    def _vary(self, variation: str) -> None:
        self.keep(lambda: self._study.vary(self.session, variation), self._go)

    def _again(self) -> None:
        self.keep(lambda: self._study.restart_casus(self.session), self._go)

    def _go(self, session: CasusSession, *, reading: bool = False) -> None:
        self.session = session
        self._reading = reading
        self._list = None
        self.call_next(self._show)

    def action_proceed(self) -> None:
        """From the consequence to the next scene, or to the debrief."""
        self._go(self.session)

    def action_back(self) -> None:
        """Take the last choice back, and choose again."""
        self.keep(lambda: self._study.casus_back(self.session), self._go)

    def action_leave(self) -> None:
        """Leave and keep the place."""
        self.dismiss(self._ended)
