"""The app of a learner: whose study is open."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tutor import phrases
from tutor.study import Study
from tutor.tui.desk import Desk, Profile
from tutor.tui.guide import Guide
from tutor.tui.palette import TutorCommands
from tutor.tui.preferences import Preferences
from tutor.tui.routes import Routes
from tutor.tui.screens.dialog import ConfirmDialog
from tutor.tui.screens.profiles import ProfilesScreen
from tutor.tui.screens.search import SearchScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.shell import Shell
from tutor.tui.text import lines, plain

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

    def begin(self) -> None:
        """Open the first screen."""
        if self._profile:
            self.enter(self._profile)
        else:
            self.push_screen(ProfilesScreen(self.desk))

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
        self.push_screen(TodayScreen(study, profile.name if profile else ""))
        if self.desk.elsewhere:
            self.tell(phrases.ELSEWHERE)

    def nothing_kept(self) -> tuple[str | tuple[str, str], ...]:
        """Lines that say why nothing can be stored now, and what still works; none if all is well."""
        reason = self.desk.trial()
        if not reason:
            return ()
        return ("", (phrases.NOTHING_KEPT, "bold $text-error"), reason, _LOOK_ONLY)

    def action_profiles(self) -> None:
        """Another profile."""
        if not isinstance(self.screen, ProfilesScreen):
            self.push_screen(ProfilesScreen(self.desk))

    def action_search(self) -> None:
        """Full-text search, from everywhere."""
        if self.routes and not isinstance(self.screen, SearchScreen):
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
        if self._profile or not self.routes or not self.routes.study.progress.events:
            self.exit()
        elif not isinstance(self.screen, ConfirmDialog):
            question = lines("Wat je als gast deed, wordt niet bewaard.", "Toch stoppen?")
            dialog = ConfirmDialog(question, yes=plain("Ja, stoppen"), no=plain("Nee, terug"))
            self.push_screen(dialog, lambda yes: self.exit() if yes else None)

    async def on_event(self, event: events.Event) -> None:
        """Let the tour see keys first."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._guide.key(event.key):
            return
        await super().on_event(event)
