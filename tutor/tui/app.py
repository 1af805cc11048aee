"""The app of a learner: whose study is open."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tutor import phrases
from tutor.study import Study
from tutor.tui import screens
from tutor.tui.desk import Desk, Profile
from tutor.tui.guide import Guide
from tutor.tui.palette import TutorCommands
from tutor.tui.preferences import Preferences
from tutor.tui.routes import Routes
from tutor.tui.shell import Shell
from tutor.tui.text import lines, plain

_LATER = 0.2
"""Seconds before the app does what starting left for later: the first keys come first."""
_LOOK_ONLY = (
    "Lezen, zoeken en je voortgang bekijken kan wel. Als gast kun je ook oefenen, zonder dat er iets bewaard wordt."
)


class TutorApp(Shell):
    """Raadstutor in the terminal."""

    COMMANDS = {TutorCommands}  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash,ctrl+f", "search", "Zoeken", show=False)]

    def __init__(self, desk: Desk, *, profile: Profile | None = None) -> None:
        """`profile`: whose study to open at once; None lets the learner choose."""
        super().__init__(desk)
        self.desk = desk
        self.routes: Routes | None = None
        """Ways through the study that is open; None before a profile was chosen."""
        self._profile = profile
        self._guide = Guide(self, "")
        self._trouble = ""
        """Dutch: why nothing could be stored when that was last tried out."""

    def begin(self) -> None:
        """Open the first screen."""
        if self._profile:
            self.enter(self._profile)
        else:
            self.push_screen(screens.ProfilesScreen(self.desk))

    def on_ready(self) -> None:
        """The first screen can be seen: do what starting left for later."""
        self.set_timer(_LATER, lambda: self.run_worker(self._inspect, thread=True))

    def try_out(self) -> None:
        """Find out whether something can be stored now, without waiting for the answer."""
        self.run_worker(self._try_out, thread=True)

    def _try_out(self) -> None:
        self.call_from_thread(self._know, self.desk.trial())

    def _know(self, trouble: str) -> None:
        """Say it on the screen that is there when nothing can be stored, or when it can again."""
        if trouble != self._trouble:
            self._trouble = trouble
            if isinstance(self.screen, screens.TodayScreen | screens.ProfilesScreen):
                self.screen.greet()

    def _inspect(self) -> None:
        try:
            self.desk.inspect()
        except self.desk.trouble as trouble:
            self.call_from_thread(self.fail, trouble)
        else:
            self._try_out()

    def enter(self, profile: Profile | None) -> None:
        """Open the study of a profile, or of a guest."""
        self.keep(
            lambda: self.desk.open(profile) if profile else self.desk.guest(), lambda study: self._at(study, profile)
        )

    def _at(self, study: Study, profile: Profile | None) -> None:
        learner = profile.id if profile else ""
        name = profile.name if profile else "gast"
        self.routes = Routes(self, study, Preferences(self, learner), name)
        self._profile = profile
        self._guide = Guide(self, learner)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._guide.offer()
        self.push_screen(screens.TodayScreen(study, profile.name if profile else ""))
        if self.desk.elsewhere:
            self.tell(phrases.ELSEWHERE)

    def nothing_kept(self) -> tuple[str | tuple[str, str], ...]:
        """Lines that say why nothing can be stored now, and what still works; none if all is well."""
        if not self._trouble:
            return ()
        return ("", (phrases.NOTHING_KEPT, "bold $text-error"), self._trouble, _LOOK_ONLY)

    def action_profiles(self) -> None:
        """Another profile."""
        if not isinstance(self.screen, screens.ProfilesScreen):
            self.push_screen(screens.ProfilesScreen(self.desk))

    def action_search(self) -> None:
        """Full-text search, from everywhere."""
        if self.routes and not isinstance(self.screen, screens.SearchScreen):
            self.routes.search()

    def start_tour(self) -> None:
        """The tour once more, from the first screen."""
        if self.routes:
            self.routes.home()
            self._guide.start()

    def show_tour(self) -> None:
        """Called by a screen that comes into view."""
        self._guide.show(self.screen)

    async def action_quit(self) -> None:
        """Stop. A guest who did something is asked once, because it will be gone."""
        if self._profile or not self.routes or not self.routes.study.progress.active_days:
            self.exit()
        elif not isinstance(self.screen, screens.ConfirmDialog):
            question = lines("Wat je als gast deed, wordt niet bewaard.", "Toch stoppen?")
            dialog = screens.ConfirmDialog(question, yes=plain("Ja, stoppen"), no=plain("Nee, terug"))
            self.push_screen(dialog, lambda yes: self.exit() if yes else None)

    async def on_event(self, event: events.Event) -> None:
        """Let the tour see keys first."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._guide.key(event.key):
            return
        await super().on_event(event)
