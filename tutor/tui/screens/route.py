"""What the zelfscan showed, and the lessons that are left, week by week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor import phrases
from tutor.dates import full_date
from tutor.learning.memory import local_day
from tutor.learning.route import Role
from tutor.study import Study
from tutor.tui.screens.base import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.bar import bar
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, Picker

_DONE = "Je hebt alle lessen van deze route gehad, of je kende ze al. Met herhalen blijft het zitten."
_BAR = 12

Way = Callable[[], object] | None


class RouteScreen(TutorScreen[None]):
    """Jouw route."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Sluiten")]

    def __init__(self, study: Study) -> None:
        """A scan was finished before."""
        super().__init__()
        self._study = study
        self._ways: list[Way] = []

    def compose(self) -> ComposeResult:
        """Results, and a list of weeks."""
        yield TopBar(line(("Zelfscan › ", "$text-muted"), "jouw route"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="about")
            yield Picker([])
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Show what is left now."""
        self._renew()

    def _renew(self) -> None:
        self.query_one("#about", Static).update(self._summary())
        rows = list(self._rows())
        self._ways = [way for _, way in rows]
        picker = self.query_one(Picker)
        picker.entries = tuple(entry for entry, _ in rows)
        here = picker.highlighted
        if here is None or here >= len(rows) or self._ways[here] is None:
            picker.highlighted = next(index for index, way in enumerate(self._ways) if way)
            self.call_after_refresh(self.query_one("#page").scroll_home, animate=False)

    def _summary(self) -> Content:
        """Results per module; what the scan before said stands beside them."""
        now, *earlier = self._study.progress.scans[::-1]
        before = {one.module: one for one in earlier[0].per_module(self._study.catalogue)} if earlier else {}
        titles = {module.head.id: module.head.title for module in self._study.catalogue.modules}
        rows = []
        for one in now.per_module(self._study.catalogue):
            was = before.get(one.module)
            then = f" (vorige keer {was.right} van {was.asked})" if was else ""
            rows.append(plain(titles[one.module], "bold"))
            rows.append(line(bar(one.right, one.asked, _BAR), f"  {one.right} van {one.asked} goed{then}"))
        day = full_date(local_day(now.at))
        return lines((f"Zelfscan voor {now.role}, {day}", "bold $text-primary"), *rows)

    def _rows(self) -> Iterator[tuple[Entry, Way]]:
        preferences = self.routes.preferences
        role = Role(self._study.progress.scans[-1].role)
        weeks = self._study.route(role, preferences.minutes)
        if not weeks:
            yield Entry(plain(_DONE), heading=True), None
        for number, week in enumerate(weeks, 1):
            yield Entry(plain(f"Week {number} ({phrases.minutes(week.minutes)})"), heading=True), None
            for lesson in week.lessons:
                about = f"  {phrases.minutes(lesson.head.minutes)}"
                yield (
                    Entry(line(lesson.head.title, (about, "$text-muted not bold"))),
                    partial(self.routes.lesson, lesson),
                )
        yield Entry(plain("En verder"), heading=True), None
        per_week = f"Andere tijd per week (nu {phrases.minutes(preferences.minutes)})"
        yield Entry(plain(per_week)), partial(self.routes.ask_minutes, self._renew)
        yield Entry(plain("Zelfscan opnieuw doen: zie wat je erbij leerde")), self._again

    def _again(self) -> None:
        self.dismiss()
        self.routes.scan()

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _open(self, message: Picker.Picked | Picker.Confirmed) -> None:
        way = self._ways[message.index] if message.index is not None else None
        if way:
            way()
