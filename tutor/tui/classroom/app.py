"""What both windows of an evening share: they look at what is stored, many times a second."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar, cast

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen, ScreenResultType
from textual.theme import Theme
from textual.widgets import Static

from tutor.classroom.live import NO_HANDS, leaves_vote
from tutor.classroom.records import Ballot
from tutor.classroom.session import ClassSession
from tutor.service.workspace import Workspace
from tutor.system import Refusal
from tutor.tui import themes
from tutor.tui.classroom.page import BeamerPage, Moment, space_of
from tutor.tui.screens.dialog import open_help
from tutor.tui.shell import Shell, TutorScreen
from tutor.tui.text import plain

TICK = 0.05
"""Seconds between two looks: what the trainer does is on the beamer within three of them."""
PATIENCE = 40
"""Looks that may fail in a row before anybody reads about it: a window that writes keeps the file for a moment."""
UNREADABLE = "De gegevens van de avond zijn nu niet te lezen. Ik blijf het proberen."


class ClassApp(Shell):
    """A window on an evening."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "command_palette", "Opdrachten", priority=True, tooltip="Zoek een opdracht."),
    ]
    PALETTE_HINT = "Typ een paar letters, bijvoorbeeld: hulp"
    HELP_PAGE: ClassVar[str]
    FOLLOWS: ClassVar[bool] = False
    """Whether the window shows what is on the wall."""

    def __init__(
        self, workspace: Workspace, choice: Sequence[Theme] = themes.ALL, *, theme: str = themes.DEFAULT
    ) -> None:
        super().__init__(workspace, choice, theme=theme)
        self.evening = workspace.evening(follows=self.FOLLOWS)
        """The evening, from this window."""
        self._failures = 0
        self._moment: Moment | None = None

    def begin(self) -> None:
        self.look_again()
        self.set_interval(TICK, self.look_again)

    def look_again(self) -> None:
        """Take in what was stored, and show it when it differs from what is shown."""
        if not self.is_running:  # the window is closing, and its widgets go one by one
            return
        try:
            self.evening.poll()
            if self._failures:
                self._moment = None  # what could not be read is asked for again
            self._failures = 0
        except Refusal:
            self._failures += 1
        self.show()

    def show(self) -> None:
        moment = Moment(
            session=self.evening.current,
            now=self.evening.now().replace(microsecond=0),
            municipality=f"Gemeente {host.name}" if (host := self.evening.catalogue.municipality) else "",
            trouble=UNREADABLE if self._failures >= PATIENCE else "",
        )
        if moment == self._moment:
            return
        before, self._moment = self._moment, moment
        self.changed(before.session if before else None, moment.session)
        for screen in self.screen_stack:
            if isinstance(screen, ClassScreen) and screen.is_mounted:
                screen.show(moment)

    def changed(self, before: ClassSession | None, after: ClassSession | None) -> None:
        """Called before screens show something else."""

    @property
    def trouble(self) -> bool:
        """Whether the last look failed."""
        return self._failures > 0

    @property
    def moment(self) -> Moment:
        return self._moment or Moment(session=None, now=self.evening.now())

    def act(self, action: Callable[[], object]) -> bool:
        """Do something that is stored, and show it; the user reads it when that fails. Gives whether it was stored."""
        stored = False
        with self.stored():
            action()
            stored = True
            self.show()
        return stored

    def action_help(self) -> None:
        open_help(self, self.HELP_PAGE)


class ClassScreen(TutorScreen[ScreenResultType]):
    """A screen that shows the evening."""

    @property
    def room(self) -> ClassApp:
        """The app, with its own type."""
        return cast("ClassApp", self.app)

    def on_mount(self) -> None:
        self.show(self.room.moment)

    @abstractmethod
    def show(self, moment: Moment) -> None:
        """Called many times an evening: whenever what is stored, or the clock, gives another picture."""


class ClickerScreen(ClassScreen[ScreenResultType]):
    """A screen on which a clicker works: presenters send Page Down, Page Up, and `.` or `b`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,pagedown,enter,right", "forward", "Verder"),
        Binding("left,pageup,backspace", "back", "Terug", key_display="←"),
        Binding("full_stop", "black", "Zwart", key_display="."),
        Binding("b", "black(True)", "Zwart", show=False),
    ]

    _told_of: Ballot | None = None
    """The vote of which was told that nobody raised a hand: once is enough."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        session = self.room.moment.session
        if action == "black" and parameters:  # while hands are counted a letter is a hand, also in the wrong window
            return session is not None and session.ended is None and session.ballot is None
        if action in ("forward", "back", "black"):
            return session is not None and session.ended is None
        return True

    def action_forward(self) -> None:
        """The next page, stage or activity."""
        evening = self.room.evening
        session = evening.session
        if session.forward() == session.cursor:
            self.at_end()
        elif leaves_vote(session) and session.ballot != self._told_of:
            self._told_of = session.ballot
            self.room.tell(NO_HANDS)
        else:
            self.room.act(evening.forward)

    def at_end(self) -> None:
        """There is nothing after this."""

    def action_back(self) -> None:
        """The page, stage or activity before."""
        evening = self.room.evening
        if evening.session.back() != evening.session.cursor:
            self.room.act(evening.back)

    def action_black(self, by_letter: bool = False) -> None:
        """Make the beamer black, or show it again."""
        self.room.act(self.room.evening.toggle_black)


SETTLED = 0.2
"""Seconds after which a window has the size that somebody wanted."""


class BeamerScreen(ClickerScreen[None]):
    """Only the page; keys work without being shown."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "colours", "Kleuren")]
    DEFAULT_CSS = """
    BeamerScreen #trouble { dock: bottom; height: auto; text-align: center; color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        """The page, and room to say that it may be old."""
        yield BeamerPage()
        yield Static(id="trouble")

    def show(self, moment: Moment) -> None:
        self.query_one(BeamerPage).show(moment)
        trouble = self.query_one("#trouble", Static)
        trouble.update(plain(moment.trouble))
        trouble.display = bool(moment.trouble)

    def on_resize(self) -> None:
        self.set_timer(SETTLED, self._measure, name="measure")

    def _measure(self) -> None:
        """What the wall has room for decides how the evening is cut; storing it is tried, the wall works without."""
        with suppress(Refusal):
            self.room.evening.measure(space_of(self.query_one(BeamerPage).size))
            self.room.look_again()

    def on_unmount(self) -> None:
        with suppress(Refusal):
            self.room.evening.measure(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        session = self.room.moment.session
        if action == "colours":
            return session is None or session.ballot is None
        return super().check_action(action, parameters)

    def action_colours(self) -> None:
        names = self.room.theme_names
        self.room.set_theme(names[(names.index(self.room.theme) + 1) % len(names)])


class BeamerApp(ClassApp):
    """What `raadstutor klas scherm` opens: it only looks, but a clicker works here too."""

    THEME_SETTING = themes.BEAMER_SETTING
    HELP_PAGE = "classroom/scherm.md"
    FOLLOWS = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, themes.BEAMER, theme=themes.BEAMER_WHITE.name)

    def begin(self) -> None:
        self.push_screen(BeamerScreen())
        super().begin()

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """Everything that can be done now."""
        for name, dutch in ((themes.BEAMER_WHITE.name, "wit"), (themes.BEAMER_BLACK.name, "zwart")):
            yield SystemCommand(f"Kleur: {dutch}", "De achtergrond op de beamer", partial(self.set_theme, name))
        yield SystemCommand("Hulp", "Toetsen", self.action_help)
        yield SystemCommand("Stoppen", "Sluit dit venster; de avond gaat door", self.exit)
