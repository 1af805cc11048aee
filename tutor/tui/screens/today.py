"""Home: what to do now, in keys that never change, how the week went, and the modules as a map."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import ceil
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tutor.learning.days import rhythm, study_day
from tutor.learning.mastery import Grasp, grasp, standings
from tutor.learning.overview import calendar, forecast
from tutor.learning.plan import Plan, make_plan
from tutor.learning.review_queue import Reviewable, parts_ahead, session_size
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui import destinations as to
from tutor.tui.destinations import Destination, Go, going_on
from tutor.tui.shell import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets import charts
from tutor.tui.widgets.frame import AllKeys, KeyLine, StorageWarning, TopBar
from tutor.tui.widgets.modules import ModuleMap
from tutor.tui.widgets.picker import Entry, MenuList
from tutor.tui.widgets.progress import bar

LOOK_AT_CLOCK = 30.0
"""Seconds between looks whether the day turned, at four in the morning."""
RAIL_FROM = 110
"""Cells from which week and forecast stand beside the page."""
AHEAD = 7
"""Days of the forecast."""
_BAR = 16
PLACES: Mapping[str, Callable[[], Destination]] = {
    "session": to.ToSession,
    "scan": to.ToScan,
    "route": to.ToRoute,
    "search": to.ToSearch,
    "notes": to.ToNotebook,
    "progress": to.ToProgress,
    "laws": to.ToStatutes,
}
"""Where the letters lead."""
_NOTHING_AT = {
    "1": phrases.ALL_DONE,
    "2": phrases.NOTHING_NEXT,
    "3": phrases.NOTHING_DUE,
    "4": "Er zijn geen programma’s.",
}


class TodayScreen(TutorScreen[None]):
    """The screen below all others of a study."""

    DEFAULT_CSS = """
    TodayScreen #home { height: 1fr; }
    TodayScreen #now { border: round $rule; border-title-color: $text-primary; border-title-style: bold; }
    TodayScreen #now:focus { border: round $primary; }
    TodayScreen #week { margin: 0 1; }
    TodayScreen #rail { display: none; width: 40; height: 1fr; padding: 2 3; background: $surface; }
    TodayScreen.-rail #rail { display: block; }
    TodayScreen.-rail #week { display: none; }
    TodayScreen.-short #greeting { margin: 0; }
    TodayScreen.-short #now, TodayScreen.-short #now:focus { border: none; }
    TodayScreen.-short > AllKeys, TodayScreen.-tall > #few { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "take('1')", "Verder", show=False),
        Binding("2", "take('2')", "Volgende", show=False),
        Binding("3", "take('3')", "Herhalen", show=False),
        Binding("h", "take('3')", "Herhalen", show=False),
        Binding("4", "take('4')", "Programma", show=False),
        Binding("left,right", "map", "Modules", show=False),
        Binding("t", "go('session')", "Ik heb tijd"),
        Binding("s", "go('scan')", "Zelfscan"),
        Binding("r", "go('route')", "Route"),
        Binding("z", "go('search')", "Zoeken"),
        Binding("n", "go('notes')", "Notities"),
        Binding("v", "go('progress')", "Voortgang"),
        Binding("w", "go('laws')", "Wetten"),
        Binding("k", "app.people", "Wie is wie"),
        Binding("g", "app.tools", "Gereedschap"),
        Binding("p", "app.profiles", "Profiel"),
    ]

    def __init__(self, study: Study, name: str) -> None:
        """`name`: of the learner; empty for a guest."""
        super().__init__()
        self.study = study
        self.learner = name
        self._fresh = True
        self._due = 0
        """Questions that come back now, once that was counted."""
        self._day = study_day(study.now())

    def compose(self) -> ComposeResult:
        plan = make_plan(self.study.progress, self.study.catalogue)
        yield TopBar(plain("Raadstutor"), plain(self.learner or "gast"))
        with Horizontal(id="home"):
            with VerticalScroll(id="page", can_focus=False):
                yield Static(self._greeting(plan), id="greeting")
                if self.learner:
                    yield StorageWarning()
                menu = MenuList(tuple(self._todo(plan)), highlighted=0)
                menu.id, menu.border_title = "now", "Nu"
                yield menu
                yield Static(id="week")
                yield ModuleMap(self.study.catalogue.modules)
            yield Static(id="rail")
        yield AllKeys()
        few = KeyLine()
        few.id = "few"
        yield few

    def on_mount(self) -> None:
        """Left open overnight, it shows the new day."""
        self.set_interval(LOOK_AT_CLOCK, self._look_at_clock)
        self.call_after_refresh(self._count)

    def on_resize(self, event: Resize) -> None:
        """Make room for the rail, or take it away."""
        self.set_class(event.size.width >= RAIL_FROM, "-rail")

    def _look_at_clock(self) -> None:
        if self.is_current and study_day(self.study.now()) != self._day:
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Show what changed since the learner was here."""
        self._day = study_day(self.study.now())
        if not self._fresh:
            with self.shell.stored():
                if self.study.catch_up():
                    self.shell.tell(phrases.ELSEWHERE)
            plan = make_plan(self.study.progress, self.study.catalogue)
            self.query_one("#greeting", Static).update(self._greeting(plan))
            menu = self.query_one(MenuList)
            menu.entries = tuple(self._todo(plan))
            menu.keep_highlight()
            self.call_after_refresh(self._count)
        self._fresh = False
        self.settle()

    # What stands there

    def _greeting(self, plan: Plan) -> Content:
        hello = [] if self.has_class("-short") else [(f"Dag {self.learner or 'gast'}.", "bold $text-primary")]
        if not self.learner:
            return lines(*hello, (phrases.GUEST, "$text-muted"))
        if plan.programme:
            done, total = plan.programme.done, len(plan.programme.stops)
            told = f"  {phrases.followed(plan.programme)}"
            title = plan.programme.programme.title
            return lines(*hello, line((f"{title}  ", "bold"), bar(done, total, _BAR), (told, "$text-muted")))
        days = self.study.progress.active_days
        week = calendar(days, self.study.progress.time, self._day)[-1]
        told = phrases.this_week(week) if not days or any(day.active for day in week.days) else ""
        return lines(*hello, (told or str(rhythm(days, self._day)), "$text-muted"))

    def _todo(self, plan: Plan, due: tuple[int, int] | None = None) -> Iterator[Entry]:
        """`due`: how many questions come back now, and the minutes for them; None: not counted yet."""
        if plan.now:
            yield self._stop("1", plan, begun=plan.begun)
        if plan.next:
            yield self._stop("2", plan)
        if self.study.progress.notebook.to_check(self.study.now()) or self.study.may_review():
            yield _entry("3", "Herhalen", phrases.due(*due) if due else "", "", to.ToReview())
        if self.study.catalogue.programmes:
            chosen = plan.programme
            about = phrases.followed(chosen) if chosen else ""
            title = chosen.programme.title if chosen else phrases.CHOOSE_PROGRAMME
            yield _entry("4", "Programma", title, about, to.ToProgramme(chosen.programme.id if chosen else ""))
        progress = self.study.progress
        if progress.scanning:
            yield _entry("s", "Zelfscan", "ga verder waar je was", "", to.ToScan())
        elif not progress.scans and not progress.finished:
            yield _entry("s", "Zelfscan", "ontdek wat je al weet", "hooguit 15 vragen", to.ToScan())
        for lesson in plan.open:
            yield _entry("", "Ook open", lesson.head.title, "", to.ToLesson(lesson.head.id))
        if not plan.now:
            yield Entry(plain(phrases.ALL_DONE), heading=True)

    def _stop(self, key: str, plan: Plan, *, begun: bool = False) -> Entry:
        stop = plan.now if key == "1" else plan.next
        assert stop
        title = phrases.AFTER if key == "2" else phrases.GO_ON if begun else phrases.BEGIN
        what = self.study.catalogue.lessons[stop.lesson].head.title
        if stop.what == "les":
            return _entry(key, title, what, self._left(stop.lesson), going_on(stop))
        return _entry(key, title, phrases.todo(stop, self.study.catalogue), "", going_on(stop))

    def _left(self, lesson_id: str) -> str:
        lesson = self.study.catalogue.lessons[lesson_id]
        taken = next(parts_ahead(self.study.progress, lesson, self.study.progress.pace.slowness([lesson])))
        return phrases.etappe(taken)

    def _count(self) -> None:
        """What a first look may not wait for: what is due, how well all is known, the forecast."""
        if not self.is_attached:
            return
        study = self.study
        if review := study.review() if study.may_review() else None:
            left = review.items[review.position :]
            self._due = len(left)
            minutes = ceil(sum(study.progress.pace.minutes(item, right=True) for item in left))
            menu = self.query_one(MenuList)
            menu.entries = tuple(self._todo(make_plan(study.progress, study.catalogue), (len(left), minutes)))
        self.query_one(ModuleMap).cells = _cells(study)
        week = calendar(study.progress.active_days, study.progress.time, self._day)[-1:]
        self.query_one("#week", Static).update(line(("Deze week  ", "$text-muted"), *charts.week(week[0])))
        self.query_one("#rail", Static).update(lines(*self._rail()))

    def _rail(self) -> Iterator[Content]:
        study = self.study
        weeks = calendar(study.progress.active_days, study.progress.time, self._day)
        yield plain("Wat je deed", "bold $text-primary")
        yield from charts.calendar(weeks)
        yield plain("")
        yield plain("Wat terugkomt", "bold $text-primary")
        now = study.now()
        days = forecast(
            study.progress.memory,
            now,
            allowed=Reviewable(study.catalogue, self._day),
            session=self._due or session_size(now, None),
            days=AHEAD,
        )
        coming = list(charts.ahead(days))
        yield from coming or [plain("Nog niets. Wat je leert, zie je hier terug.", "$text-muted")]
        if skippable := make_plan(study.progress, study.catalogue).skippable:
            yield plain("")
            yield plain("Over te slaan", "bold $text-primary")
            yield plain(phrases.count(len(skippable), "les die je al kent", "lessen die je al kent"), "$text-muted")

    # Where the keys lead

    def action_go(self, name: str) -> None:
        self.post_message(Go(PLACES[name]()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is a route after a zelfscan."""
        return parameters != ("route",) or bool(self.study.progress.scans)

    def action_take(self, key: str) -> None:
        """What stands at a key, from wherever the focus is; or why nothing does."""
        menu = self.query_one(MenuList)
        found = next((n for n, entry in enumerate(menu.entries) if key in entry.keys), None)
        if found is not None:
            menu.follow(found)
        else:
            self.shell.tell(_NOTHING_AT[key])

    @on(MenuList.Ended)
    def action_map(self) -> None:
        self.set_focus(self.query_one(ModuleMap))  # at once, so that the next key goes there

    @on(ModuleMap.Left)
    def _back_to_menu(self) -> None:
        self.set_focus(self.query_one(MenuList))


def _cells(study: Study) -> tuple[tuple[Grasp, ...], ...]:
    known = standings(study.progress, study.catalogue, study.now())
    return tuple(
        tuple(grasp(study.progress, lesson, known) for lesson in module.lessons) for module in study.catalogue.modules
    )


def _entry(key: str, title: str, what: str, about: str, go: Destination) -> Entry:
    head = line((title, "bold"), f": {what}" if what else "", (f"  {about}" if about else "", "$text-muted not bold"))
    return Entry(head, (key,) if key else (), go=go)
