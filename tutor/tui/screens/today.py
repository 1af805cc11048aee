"""Home: what to do now, in keys that never change, how the week went, and the modules as a map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import ceil
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tutor.dates import day_and_month
from tutor.learning.days import rhythm, study_day
from tutor.learning.mastery import Grasp, grasp, standings
from tutor.learning.overview import DAYS, DayAhead, calendar, comes_back, forecast, mistakes
from tutor.learning.plan import Plan, make_plan, quizzes_left
from tutor.learning.review_queue import Reviewable, parts_ahead
from tutor.model import Casus, Item
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui import destinations as to
from tutor.tui.destinations import Destination, Go, going_on
from tutor.tui.shell import ListPage, TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets import charts
from tutor.tui.widgets.charts import bar
from tutor.tui.widgets.frame import AllKeys, KeyLine, StorageWarning, TopBar
from tutor.tui.widgets.modules import WITH_LESSONS, ModuleMap
from tutor.tui.widgets.picker import Entry, MenuList

LOOK_AT_CLOCK = 30.0
"""Seconds between looks whether the day turned, at four in the morning."""
RAIL_FROM = 110
"""Cells from which week and forecast stand beside the page."""
ROOMY_FROM = 34
"""Lines of the window from which there is air between what stands on it."""
AHEAD, FAR_AHEAD = 7, 14
"""Days of the forecast; in a high window more."""
_PAINTED = 0.02
"""Seconds after which a first picture was painted."""
_BAR = 16
PLACES: Mapping[str, Callable[[], Destination]] = {
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
    "6": phrases.NO_MISTAKES,
}


class TodayScreen(TutorScreen[None]):
    """The screen below all others of a study."""

    DEFAULT_CSS = """
    TodayScreen #now { border: round $rule; border-title-color: $text-primary; border-title-style: bold; }
    TodayScreen #now:focus { border: round $primary; }
    TodayScreen.-short #now, TodayScreen.-short #now:focus, TodayScreen.-short ModuleMap { border: none; }
    TodayScreen.-short ModuleMap { border-top: solid $rule; }
    TodayScreen.-short > AllKeys, TodayScreen > #few { display: none; }
    TodayScreen.-short > #few { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "take('1')", "Verder", show=False),
        Binding("2", "take('2')", "Volgende", show=False),
        Binding("3", "take('3')", "Herhalen", show=False),
        Binding("h", "take('3')", "Herhalen", show=False),
        Binding("4", "take('4')", "Programma", show=False),
        Binding("5", "take('5')", "Ik heb tijd", show=False),
        Binding("6", "take('6')", "Fouten", show=False),
        Binding("7", "take('7')", "Zelfscan", show=False),
        Binding("left,right", "map", "Modules", show=False),
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
        self._fresh, self._row = True, 0
        self._day = study_day(study.now())
        self._counted: _Counted | None = None

    def compose(self) -> ComposeResult:
        plan = make_plan(self.study.progress, self.study.catalogue)
        self._air(self.app.size.height)
        yield TopBar(plain("Raadstutor"), self._who())
        with Horizontal(id="home"):
            with ListPage(id="page"):
                yield Static(self._greeting(plan), id="greeting")
                if self.learner:
                    yield StorageWarning()
                menu = MenuList(tuple(self._todo(plan)), highlighted=0)
                menu.id, menu.border_title = "now", "Nu"
                yield menu
                yield Static(id="week")
                modules, now = self.study.catalogue.modules, plan.now.lesson if plan.now else ""
                at = next((n for n, one in enumerate(modules) for lesson in one.lessons if lesson.head.id == now), 0)
                yield ModuleMap(modules, at if self.has_class("-airy") else 0)
            with VerticalScroll(id="rail", can_focus=False):
                rail = Static()
                rail.auto_links = False
                yield rail
        yield AllKeys()
        few = KeyLine()
        few.id = "few"
        yield few

    def on_mount(self) -> None:
        """Left open overnight, it shows the new day."""
        self.set_interval(LOOK_AT_CLOCK, self._look_at_clock)
        self._count_soon()

    def on_resize(self, event: Resize) -> None:
        """Make room for the rail and for air, or take it away."""
        self.set_class(event.size.width >= RAIL_FROM, "-rail")
        if self._air(event.size.height):
            self._show_todo()

    def _air(self, height: int) -> bool:
        """Whether the height of the window made a difference."""
        before = self.has_class("-roomy")
        self.set_class(height >= ROOMY_FROM, "-roomy")
        self.set_class(height >= WITH_LESSONS, "-airy")
        return before is not self.has_class("-roomy")

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
            self._counted = None
            self.query_one(TopBar).who = self._who()
            menu = self._show_todo()
            if not self._on_map:
                menu.keep_highlight()
            self._count_soon()
        self._fresh = False
        self.query_one(ModuleMap).bring_into_view() if self._on_map else self.settle()

    # What stands there

    def _who(self) -> Content:
        return plain(f"{DAYS[self._day.weekday()]} {day_and_month(self._day)}  ·  {self.learner or 'gast'}")

    def _show_todo(self) -> MenuList:
        plan = make_plan(self.study.progress, self.study.catalogue)
        self.query_one("#greeting", Static).update(self._greeting(plan))
        menu = self.query_one(MenuList)
        menu.entries = tuple(self._todo(plan))
        return menu

    def _greeting(self, plan: Plan) -> Content:
        hello = plain(f"Dag {self.learner or 'gast'}.", "bold $text-primary")
        told = self._told(plan)
        if self.has_class("-roomy"):
            return lines(hello, told)
        return told if self.has_class("-short") else line(hello, "  ", told)

    def _told(self, plan: Plan) -> Content:
        """How it goes, in a sentence."""
        if not self.learner:
            return plain(phrases.GUEST, "$text-muted")
        if not plan.now:
            coming, due = (self._counted.coming, self._counted.due) if self._counted else (None, None)
            return plain(phrases.all_done(coming, due=due is not None), "$text-success")
        if plan.programme:
            done, total = plan.programme.done, len(plan.programme.stops)
            title = plan.programme.programme.title
            return line((f"{title}  ", "bold"), bar(done, total, _BAR), (f"  {done} van {total}", "$text-muted"))
        days = self.study.progress.active_days
        week = calendar(days, self.study.progress.time, self._day)[-1]
        told = phrases.this_week(week) if not days or any(day.active for day in week.days) else ""
        return plain(told or str(rhythm(days, self._day)), "$text-muted")

    def _todo(self, plan: Plan) -> Iterator[Entry]:
        """What can be done now; with numbers once they were counted."""
        progress, catalogue, counted = self.study.progress, self.study.catalogue, self._counted
        if plan.now:
            yield self._stop("1", plan, begun=plan.begun)
        if plan.next:
            yield self._stop("2", plan)
        due = counted.due if counted else None
        if progress.notebook.to_check(self.study.now()) or (due if counted else self.study.may_review()):
            yield _entry("3", "Herhalen", "", phrases.due(*due) if due else "", to.ToReview())
        if catalogue.programmes:
            chosen = plan.programme
            about = phrases.followed(chosen) if chosen else ""
            title = chosen.programme.title if chosen else phrases.CHOOSE_PROGRAMME
            yield _entry("4", "Programma", title, about, to.ToProgramme(chosen.programme.id if chosen else ""))
        yield _entry("5", "Ik heb tijd", phrases.HAVE_MINUTES, phrases.WORTH_MOST, to.ToSession())
        if counted and counted.mistakes:
            yield _entry("6", "Fouten", "", phrases.due(*counted.mistakes), to.ToMistakes())
        if progress.scanning:
            yield _entry("7", "Zelfscan", "ga verder waar je was", "", to.ToScan())
        elif progress.scans:
            yield _entry("7", "Jouw route", "week voor week, zonder wat je al kent", "", to.ToRoute())
        else:
            yield _entry("7", "Zelfscan", "ontdek wat je al weet", "hooguit 15 vragen", to.ToScan())
        if not plan.now and (casus := counted and counted.casus):
            yield _entry("", phrases.AGAIN, f"de casus ‘{casus.title}’", phrases.OTHERWISE, to.ToCasus(casus.id))
        if not plan.now:
            yield _entry("g", "Gereedschap", "voor vanavond", "", to.ToTool())
            yield _entry("w", phrases.LAWS, "lees een artikel in gewone woorden", "", to.ToStatutes())
        for lesson in plan.open:
            about = self._left(lesson.head.id) if counted else ""
            yield _entry("", "Ook open", lesson.head.title, about, to.ToLesson(lesson.head.id))
        for what, about, go in counted.left if counted else ():
            yield _entry("", "Ook open", what, about, go)

    def _stop(self, key: str, plan: Plan, *, begun: bool = False) -> Entry:
        stop = plan.now if key == "1" else plan.next
        assert stop
        title = phrases.AFTER if key == "2" else phrases.GO_ON if begun else phrases.BEGIN
        what = self.study.catalogue.lessons[stop.lesson].head.title
        if stop.what == "les":
            go = to.ToLesson(stop.lesson, looking=key == "2")  # a glance at what comes next begins nothing
            return _entry(key, title, what, self._left(stop.lesson), go)
        return _entry(key, title, phrases.todo(stop, self.study.catalogue), "", going_on(stop))

    def _left(self, lesson_id: str) -> str:
        lesson = self.study.catalogue.lessons[lesson_id]
        taken = next(parts_ahead(self.study.progress, lesson, self.study.progress.pace.slowness([lesson])))
        return phrases.etappe(taken)

    def _count_soon(self) -> None:
        """Count once the picture is on the screen: Textual paints sixty times a second, and counting takes longer."""
        if self.app.is_headless:  # nothing is painted
            self.call_after_refresh(self._count)
        else:
            self.set_timer(_PAINTED, self._count)

    def _count(self) -> None:
        """What a first look may not wait for: what is due, how well all is known, the forecast."""
        if not self.is_attached:
            return
        study, today = self.study, self._day
        plan = make_plan(study.progress, study.catalogue)
        left = study.due()
        wrong = [study.catalogue.items[item] for item in mistakes(study.progress, study.catalogue, study.now())]
        days = forecast(
            study.progress.memory,
            study.now(),
            allowed=Reviewable(study.catalogue, today),
            asked={item.id for item in left},
            days=FAR_AHEAD if self.has_class("-airy") else AHEAD,
        )
        self._counted = _Counted(
            due=(len(left), self._minutes(left)) if left else None,
            mistakes=(len(wrong), self._minutes(wrong)) if wrong else None,
            left=tuple(self._quizzes()),
            coming=None if plan.now else comes_back(study.progress, study.catalogue, study.now()),
            casus=None if plan.now else self._casus(),
        )
        self._show_todo()
        self.query_one(ModuleMap).cells = cells = _cells(study)
        weeks = calendar(study.progress.active_days, study.progress.time, today)
        self.query_one("#week", Static).update(
            lines(
                line(("Deze week   ", "$text-muted"), *charts.week(weeks[-1])),
                line(("Komt terug   ", "$text-muted"), charts.coming(days)),
            )
        )
        self.query_one("#rail Static", Static).update(lines(*charts.rail(study, weeks, days, cells)))

    def _minutes(self, items: Iterable[Item]) -> int:
        return ceil(self.study.progress.pace.prices(self.study.catalogue.items).expected(items))

    def _casus(self) -> Casus | None:
        """The casus that was played longest ago, for who has had all lessons."""
        ended, cases = self.study.progress.ended, self.study.catalogue.cases
        longest_ago = min((one for one in ended if one in cases), key=lambda one: ended[one][1], default=None)
        return cases[longest_ago] if longest_ago else None

    def _quizzes(self) -> Iterator[tuple[str, str, Destination]]:
        """Rounds of questions that were left halfway."""
        for lesson_id, mode in quizzes_left(self.study.progress):
            lesson = self.study.catalogue.lessons.get(lesson_id)
            if lesson and (left := self.study.running(lesson_id, mode)):
                about = f"vraag {left.place[0]} van {left.place[1]}"
                yield f"{mode} bij ‘{lesson.head.title}’", about, to.ToQuiz(lesson_id, mode)

    # Where the keys lead

    def action_go(self, name: str) -> None:
        self.post_message(Go(PLACES[name]()))

    def action_programme(self, programme: str) -> None:
        """A click on a programme."""
        self.post_message(Go(to.ToProgramme(programme)))

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

    @property
    def _on_map(self) -> bool:
        return isinstance(self.focused, ModuleMap)

    def on_descendant_focus(self) -> None:
        """One ▶ at a time: in the list, or on the map."""
        menu = self.query_one(MenuList)
        if self._on_map:
            self._row, menu.highlighted = menu.highlighted or 0, None
        elif menu.highlighted is None:
            menu.highlighted = self._row
            menu.keep_highlight()


class _Counted(Struct, frozen=True, kw_only=True):
    """What takes a moment to count. Of questions: how many, and the minutes for them."""

    due: tuple[int, int] | None
    mistakes: tuple[int, int] | None
    left: tuple[tuple[str, str, Destination], ...]
    coming: DayAhead | None
    casus: Casus | None


def _cells(study: Study) -> tuple[tuple[Grasp, ...], ...]:
    known = standings(study.progress, study.catalogue, study.now())
    return tuple(
        tuple(grasp(study.progress, lesson, known) for lesson in module.lessons) for module in study.catalogue.modules
    )


def _entry(key: str, title: str, what: str, about: str, go: Destination) -> Entry:
    head = line((title, "bold"), f": {what}" if what else "")
    aside = plain(about, "$text-muted not bold") if about else None
    return Entry(head, (key,) if key else (), go=go, aside=aside)
