"""Lists of lessons: those of a module, those that are left after a zelfscan, week by week, and a programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.learning.events import ProfileProgramme
from tutor.learning.plan import ProgrammeState, StopState, follow, programmes_for
from tutor.learning.quiz import Mode
from tutor.learning.route import Role, called
from tutor.model import Catalogue, Lesson, Module, Programme
from tutor.service import phrases
from tutor.service.study import QUIZ, Study
from tutor.service.workspace import Preferences
from tutor.tui import destinations as to
from tutor.tui.destinations import Go, of_stop
from tutor.tui.shell import MenuScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets import charts
from tutor.tui.widgets.charts import BEGUN, FINISHED, NEW, bar, counted
from tutor.tui.widgets.picker import Entry, keys_of


class ModuleScreen(MenuScreen):
    """The highlighted lesson is open, like an accordion; the others are two lines each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "practise", "Oefenen"),
        Binding("t", "test", "Toets"),
        Binding("c", "casus", "Casus"),
        Binding("escape", "dismiss", "Terug"),
    ]

    def __init__(self, study: Study, module: Module) -> None:
        super().__init__(line(("Raadstutor › ", "$text-muted"), module.head.title))
        self.study = study
        self.module = module

    def _first(self) -> int:
        """The first lesson that is not finished."""
        learned = self.study.progress.learned
        return next((n for n, lesson in enumerate(self.module.lessons) if not learned(lesson)), 0)

    def on_mount(self) -> None:
        """Open the highlighted lesson in the list, like an accordion."""
        self.menu.highlighted = self._first()
        self.watch(self.menu, "highlighted", self._show)

    def on_screen_resume(self) -> None:
        """Show what changed since the learner was here."""
        self._show()

    def renew(self, catalogue: Catalogue) -> None:
        """Its lessons as they are now; of a module that is gone, as they were."""
        name = self.module.head.id
        self.module = next((one for one in catalogue.modules if one.head.id == name), self.module)
        self._show()

    def _show(self) -> None:
        done, total = self.study.progress.finished_in(self.module), len(self.module.lessons)
        head = self.module.head
        progress = counted(done, total, "les" if total == 1 else "lessen")
        self.about.update(lines((head.title, "bold $text-primary"), head.text, progress))
        self.menu.entries = tuple(
            Entry(
                self._text(lesson, full=number == self.menu.highlighted),
                (str((number + 1) % 10),) if number < 10 else (),
                go=to.ToLesson(lesson.head.id),
            )
            for number, lesson in enumerate(self.module.lessons)
        )
        self.settle()

    def _text(self, lesson: Lesson, *, full: bool) -> Content:
        state = charts.status_of(self.study.progress, lesson)
        facts = [state.word, phrases.minutes(lesson.head.minutes), charts.last_test(self.study.progress, lesson)]
        if lesson.draft:
            facts.append("concept")
        if state is charts.BEGUN:
            page, total = charts.place_in(self.study.progress, lesson)
            facts[0] = f"bezig, stap {page} van {total}"
        facts += [
            f"{word} bezig, vraag {left.place[0]} van {left.place[1]}" if left.current else f"{word} nog in te leveren"
            for word, purpose in (("quiz", QUIZ), ("oefenen", Mode.PRACTICE), ("toets", Mode.TEST))
            if (left := self.study.running(lesson.head.id, purpose))
        ]
        text = lines(
            line((f"{state.sign} ", state.style), (lesson.head.title, "bold")),
            ("  " + " · ".join(fact for fact in facts if fact), "$text-muted not bold"),
        )
        if not full:
            return text
        goals = [plain(f"  – {goal.text}", "not bold") for goal in lesson.head.goals]
        return lines(text, plain("  Na deze les:", "not bold"), *goals)

    @property
    def lesson(self) -> Lesson | None:
        index = self.menu.highlighted
        return self.module.lessons[index] if index is not None and index < len(self.module.lessons) else None

    def action_practise(self) -> None:
        """All questions of the lesson, with feedback."""
        if self.lesson:
            self.post_message(Go(to.ToQuiz(self.lesson.head.id, Mode.PRACTICE)))

    def action_test(self) -> None:
        """All questions of the lesson, feedback at the end."""
        if self.lesson:
            self.post_message(Go(to.ToQuiz(self.lesson.head.id, Mode.TEST)))

    def action_casus(self) -> None:
        """The first casus of the lesson that has no ending yet."""
        if self.lesson:
            self.post_message(Go(to.ToCasusOf(self.lesson.head.id)))


_DONE = "Je hebt alle lessen van deze route gehad, of je kende ze al. Met herhalen blijft het zitten."
_BAR = 12


class RouteScreen(MenuScreen):
    """Only lessons that the scan did not find known, and that are not finished since."""

    def __init__(self, study: Study, preferences: Preferences) -> None:
        """A scan was finished before."""
        super().__init__(line(("Zelfscan › ", "$text-muted"), "jouw route"))
        self._study = study
        self._preferences = preferences

    def on_screen_resume(self) -> None:
        """Show what is left now."""
        self._renew()

    def _renew(self) -> None:
        self.about.update(self._summary())
        self.menu.entries = tuple(self._rows())
        if not self.menu.keep_highlight():
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
        day = full_date(study_day(now.at))
        return lines((f"Zelfscan voor {called(now.role)}, {day}", "bold $text-primary"), *rows)

    def _rows(self) -> Iterator[Entry]:
        role = Role(self._study.progress.scans[-1].role)
        weeks = self._study.route(role, self._preferences.minutes)
        if not weeks:
            yield Entry(plain(_DONE), heading=True)
        for number, week in enumerate(weeks, 1):
            yield Entry(plain(f"Week {number} ({phrases.minutes(week.minutes)})"), heading=True)
            for lesson in week.lessons:
                about = f"  {phrases.minutes(lesson.head.minutes)}"
                text = line(lesson.head.title, (about, "$text-muted not bold"))
                yield Entry(text, go=to.ToLesson(lesson.head.id))
        yield Entry(plain("En verder"), heading=True)
        per_week = f"Andere tijd per week (nu {phrases.minutes(self._preferences.minutes)})"
        yield Entry(plain(per_week), go=self._ask_minutes)
        yield Entry(plain("Zelfscan opnieuw doen: zie wat je erbij leerde"), go=self._again)

    def _ask_minutes(self) -> None:
        self.post_message(Go(to.ToMinutes(), then=lambda _: self._renew()))

    def _again(self) -> None:
        self.post_message(Go(to.ToScan(), leaving=True))


_END = "Alles van dit programma is gedaan."


class ProgrammeScreen(MenuScreen):
    """Opens on the next stop."""

    def __init__(self, study: Study, programme: Programme) -> None:
        super().__init__(line(("Programma › ", "$text-muted"), programme.title))
        self._study = study
        self._programme = programme

    def on_screen_resume(self) -> None:
        """Show how far the learner is now."""
        state = follow(self._programme, self._study.progress, self._study.catalogue)
        about = lines(
            (self._programme.title, "bold $text-primary"),
            self._programme.text,
            counted(state.done, len(state.stops), "gedaan"),
            *([] if state.next else [(_END, "$text-success")]),
            *([(phrases.FOLLOWING, "$text-success")] if self._followed else []),
        )
        self.about.update(about)
        rows = list(self._rows(state))
        self.menu.entries = tuple(entry for entry, _ in rows)
        places = (
            n for n, (entry, stop) in enumerate(rows) if entry.go == self._follow or (stop and stop is state.next)
        )
        self.menu.highlighted = next(places, None)
        self.settle()

    def _rows(self, state: ProgrammeState) -> Iterator[tuple[Entry, StopState | None]]:
        """Entries with their stops; titles have none."""
        if not self._followed:
            yield Entry(plain(phrases.FOLLOW_PROGRAMME, "bold"), go=self._follow), None
        for section in state.sections:
            title = f"{section.section.title} ({phrases.minutes(section.section.minutes)})"
            yield Entry(plain(title), heading=True), None
            for stop in section.stops:
                what = phrases.todo(stop.stop, self._study.catalogue)
                begun = stop.stop.what == "les" and stop.stop.lesson in self._study.progress.places
                status = FINISHED if stop.done else BEGUN if begun else NEW
                done = "  gedaan" if stop.done else "  bezig" if begun else ""
                sign = (f"{status.sign} ", status.style)
                text = line(sign, what[:1].upper() + what[1:], (done, "$text-muted not bold"))
                yield Entry(text, go=of_stop(stop.stop)), stop

    @property
    def _followed(self) -> bool:
        return self._study.progress.programme == self._programme.id

    def _follow(self) -> None:
        """From now on this programme is the plan."""
        with self.shell.stored():
            self._study.tell(ProfileProgramme(programme=self._programme.id))
            self.on_screen_resume()


class ProgrammesScreen(MenuScreen):
    """The programmes that there are, to look at and to follow one."""

    def __init__(self, study: Study) -> None:
        super().__init__(plain("Programma’s"))
        self._study = study

    def on_screen_resume(self) -> None:
        """Show how far the learner is in each."""
        self.about.update(lines(("Programma’s", "bold $text-primary"), phrases.PROGRAMMES))
        self.menu.entries = tuple(self._rows())
        self.menu.keep_highlight()
        self.settle()

    def _rows(self) -> Iterator[Entry]:
        followed = self._study.progress.programme
        for number, programme in enumerate(programmes_for(self._study.progress, self._study.catalogue)):
            state = follow(programme, self._study.progress, self._study.catalogue)
            mark = "  ● je volgt dit" if programme.id == followed else ""
            text = lines(
                line((programme.title, "bold"), (mark, "$text-success")),
                (programme.text, "$text-muted not bold"),
                counted(state.done, len(state.stops), "gedaan"),
            )
            yield Entry(text, keys_of(number)[:1], go=to.ToProgramme(programme.id))
        if followed:
            yield Entry(plain(phrases.NO_PROGRAMME), go=self._leave)

    def _leave(self) -> None:
        with self.shell.stored():
            self._study.tell(ProfileProgramme(programme=""))
            self.on_screen_resume()
