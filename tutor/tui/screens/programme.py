"""A programme: its sections, what is done, and the next stop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tutor.learning.programme import ProgrammeState, StopState, follow
from tutor.model import Programme
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui.destinations import of_stop
from tutor.tui.screens.base import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, MenuList
from tutor.tui.widgets.progress import counted

_END = "Alles van dit programma is gedaan."


class ProgrammeScreen(TutorScreen[None]):
    """Opens on the next stop."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Sluiten")]

    def __init__(self, study: Study, programme: Programme) -> None:
        super().__init__()
        self._study = study
        self._programme = programme

    def compose(self) -> ComposeResult:
        yield TopBar(line(("Programma › ", "$text-muted"), self._programme.title))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="about")
            yield MenuList([])
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Show how far the learner is now."""
        state = follow(self._programme, self._study.progress, self._study.catalogue)
        about = lines(
            (self._programme.title, "bold $text-primary"),
            self._programme.text,
            counted(state.done, len(state.stops), "gedaan"),
            *([] if state.next else [(_END, "$text-success")]),
        )
        self.query_one("#about", Static).update(about)
        rows = list(self._rows(state))
        menu = self.query_one(MenuList)
        menu.entries = tuple(entry for entry, _ in rows)
        menu.highlighted = next((index for index, (_, stop) in enumerate(rows) if stop and stop is state.next), None)
        self.settle()

    def _rows(self, state: ProgrammeState) -> Iterator[tuple[Entry, StopState | None]]:
        """Entries with their stops; titles have none."""
        for section in state.sections:
            title = f"{section.section.title} ({phrases.minutes(section.section.minutes)})"
            yield Entry(plain(title), heading=True), None
            for stop in section.stops:
                what = phrases.stop(stop)
                sign, done = ("✓", "  gedaan") if stop.done else ("·", "")
                text = line(what[:1].upper() + what[1:], (done, "$text-muted not bold"))
                yield Entry(text, sign=sign, go=of_stop(stop.stop)), stop
