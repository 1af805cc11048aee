"""Who is learning: choose a profile, make one, or look around as a guest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.learning.profile import MAX_NAME
from tutor.service.workspace import Profile, Workspace
from tutor.tui.destinations import Destination, Go, ToStudy
from tutor.tui.shell import TutorScreen
from tutor.tui.text import lines, plain
from tutor.tui.widgets.frame import Field, KeyLine, StorageWarning, TopBar
from tutor.tui.widgets.picker import Entry, MenuList

WELCOME = (
    "Raadstutor helpt je bij het raadswerk: korte lessen, vragen en casussen, zonder internet.",
    "Maak een profiel, dan weet de tutor waar je gebleven was. Een voornaam is genoeg.",
    "Je profiel blijft op deze computer.",
)


class ProfilesScreen(TutorScreen[None]):
    """Shown first, unless a name was given on the command line; later with p, and then Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Sluiten")]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="about")
            yield StorageWarning()
            yield MenuList([], highlighted=0)
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is something to go back to once a study is open."""
        return action != "dismiss" or self in self.app.screen_stack[2:]

    def on_screen_resume(self) -> None:
        """Show the profiles there are now."""
        with self.shell.stored():
            profiles = self.workspace.profiles()
            title = "Wie ben je?" if profiles else "Welkom"
            text = [] if profiles else [part for words in WELCOME for part in ("", words)]
            self.query_one("#about", Static).update(lines((title, "bold $text-primary"), *text))
            self.query_one(MenuList).entries = tuple(
                Entry(text, (str(number),) if number < 10 else (), go=go)
                for number, (text, go) in enumerate(self._choices(profiles), 1)
            )
            self.settle()

    def _choices(self, profiles: Sequence[Profile]) -> Iterator[tuple[Content, Destination | Callable[[], object]]]:
        yield from ((plain(profile.told), ToStudy(profile)) for profile in profiles)
        yield plain("Nieuw profiel"), self._make
        yield plain("Rondkijken als gast (er wordt niets bewaard)"), ToStudy(None)
        yield plain("Profielen beheren"), self._manage

    def _make(self) -> None:
        from tutor.tui.screens.dialog import NameDialog

        field = Field("Maak profiel", placeholder="je voornaam", max_length=MAX_NAME)
        self.app.push_screen(NameDialog(plain("Hoe heet je?"), field, self.workspace.create), self._made)

    def _made(self, profile: Profile | None) -> None:
        if profile:
            self.post_message(Go(ToStudy(profile)))

    def _manage(self) -> None:
        from tutor.tui.screens.managing import Managing

        Managing(self, self.workspace).open()
