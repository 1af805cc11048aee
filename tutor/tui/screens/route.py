"""The lessons that are left after a zelfscan, week by week, and a programme with its next stop."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.learning.events import ProfileProgramme
from tutor.learning.office import called
from tutor.learning.plan import programmes_for
from tutor.learning.programme import ProgrammeState, StopState, follow
from tutor.learning.route import Role
from tutor.model import Programme
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui import destinations as to
from tutor.tui.destinations import Go, of_stop
from tutor.tui.lesson_status import BEGUN, FINISHED, NEW
from tutor.tui.preferences import Preferences
from tutor.tui.shell import MenuScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.picker import Entry, keys_of
from tutor.tui.widgets.progress import bar, counted

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
