"""The app: which study is open, and what happens when something goes wrong."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.types import AnimationLevel

from tutor.study import Study
from tutor.tui import themes
from tutor.tui.desk import Desk, Profile
from tutor.tui.guide import Guide
from tutor.tui.keys import shown
from tutor.tui.palette import TutorCommands, TutorPalette
from tutor.tui.routes import Routes
from tutor.tui.screens.dialog import ConfirmDialog
from tutor.tui.screens.help import HelpScreen
from tutor.tui.screens.profiles import ProfilesScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.text import clean, harden, lines, plain

T = TypeVar("T")

THEME = "thema"
"""Setting: name of the theme."""
_SIGNALS = ("SIGTERM", "SIGHUP")


class TutorApp(App[int]):
    """Raadstutor in the terminal. After `run()`, `return_code` is the exit code and `failure` what went wrong."""

    TITLE = "Raadstutor"
    CSS_PATH = "tutor.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012
    COMMANDS = {TutorCommands}  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Stoppen", priority=True, tooltip="Sluit Raadstutor af."),
        Binding("ctrl+p", "command_palette", "Zoeken", priority=True, tooltip="Zoek een les of opdracht."),
        Binding("ctrl+c", "help_quit", "Stoppen?", show=False, system=True),
        Binding("question_mark,f1", "help", "Hulp", show=False),
    ]

    def __init__(self, desk: Desk, *, profile: Profile | None = None) -> None:
        """`profile`: whose study to open at once; None lets the learner choose."""
        harden()
        super().__init__()
        self.desk = desk
        self.routes: Routes | None = None
        """Ways through the study that is open; None before a profile was chosen."""
        self.failure: Exception | None = None
        self.animation_level: AnimationLevel = "none"
        self._profile = profile
        self._guide = Guide(self, "")
        for theme in themes.ALL:
            self.register_theme(theme)
        self.theme = themes.DEFAULT

    def on_mount(self) -> None:
        """Prepare for a closed window, and open the first screen."""
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                    asyncio.get_running_loop().add_signal_handler(number, self._stop_by_signal, int(number))
        self.keep(lambda: self.desk.recall(THEME), self._dress)
        if self._profile:
            self.enter(self._profile)
        else:
            self.push_screen(ProfilesScreen(self.desk))

    def _dress(self, theme: str | None) -> None:
        if theme in themes.THEMES:
            self.theme = theme

    def _stop_by_signal(self, number: int) -> None:
        self.exit(return_code=128 + number)

    # Who learns

    def enter(self, profile: Profile | None) -> None:
        """Open the study of a profile, or of a guest."""
        self.keep(
            lambda: self.desk.open(profile) if profile else self.desk.guest(), lambda study: self._at(study, profile)
        )

    def _at(self, study: Study, profile: Profile | None) -> None:
        self.routes = Routes(self, study)
        self._profile = profile
        self._guide = Guide(self, profile.id if profile else "")
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._guide.offer()
        self.push_screen(TodayScreen(study, profile.name if profile else ""))

    def action_profiles(self) -> None:
        """Another profile."""
        if not isinstance(self.screen, ProfilesScreen):
            self.push_screen(ProfilesScreen(self.desk))

    # Keeping, and telling

    def keep(self, action: Callable[[], T], then: Callable[[T], object]) -> bool:
        """Do something that is stored, and only once it is, go on with its result.

        When it cannot be stored the learner reads why, and nothing changes on the screen: `then` is not called.
        Gives whether it was stored.
        """
        try:
            result = action()
        except self.desk.trouble as trouble:
            self.warn(str(trouble))
            return False
        then(result)
        return True

    def tell(self, message: str) -> None:
        """A short message that goes away by itself."""
        self.notify(clean(message), markup=False)

    def warn(self, message: str) -> None:
        """Something went wrong that the learner can do something about."""
        self.notify(clean(message), title="Let op", severity="error", timeout=12, markup=False)

    # Commands

    def look(self, theme: str) -> None:
        """Wear another theme, now and next time."""
        self.theme = theme
        self.keep(lambda: self.desk.remember(THEME, theme), lambda _: None)

    def start_tour(self) -> None:
        """The tour once more, from the first screen."""
        if self.routes:
            self.routes.home()
            self._guide.start()

    def show_tour(self) -> None:
        """Called by a screen that comes into view."""
        self._guide.show(self.screen)

    def action_help(self) -> None:
        """Keys, signs and how it works."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_command_palette(self) -> None:
        """Search."""
        if not isinstance(self.screen, TutorPalette):
            self.push_screen(TutorPalette())

    def action_help_quit(self) -> None:
        """Ctrl+C copies in many programs, so it does not quit here."""
        self.tell("Stoppen? Druk op Ctrl+Q.")

    async def action_quit(self) -> None:
        """Stop. A guest who did something is asked once, because it will be gone."""
        if self._profile or not self.routes or not self.routes.study.progress.events:
            self.exit()
        elif not isinstance(self.screen, ConfirmDialog):
            question = lines("Wat je als gast deed, wordt niet bewaard.", "Toch stoppen?")
            dialog = ConfirmDialog(question, yes=plain("Ja, stoppen"), no=plain("Nee, terug"))
            self.push_screen(dialog, lambda yes: self.exit() if yes else None)

    # What Textual does otherwise

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are called in Dutch."""
        return binding.key_display or shown(binding.key)

    async def on_event(self, event: events.Event) -> None:
        """Let the tour see keys first."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._guide.key(event.key):
            return
        await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        """Stop with exit code 1, without a traceback: that would show what the learner was typing."""
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Stop without Textual's own report. Whoever runs the app tells the learner, from `failure`."""
        self._close_messages_no_wait()
