"""Who is learning: choose a profile, make one, or look around as a guest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tutor.learning.profile import MAX_NAME
from tutor.service import phrases
from tutor.service.workspace import Profile, Workspace
from tutor.tui.destinations import Destination, Go, ToStudy
from tutor.tui.shell import ListPage, TutorScreen
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

    def __init__(self, workspace: Workspace, keep: Callable[[str], Profile] | None = None) -> None:
        """`keep`: what a guest did, under a name; None for who is no guest, or did nothing yet."""
        super().__init__()
        self.workspace = workspace
        self._keep = keep

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor"))
        with ListPage(id="page"):
            yield Static(id="about")
            yield StorageWarning()
            yield MenuList([], highlighted=0)
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow what the window knows of the disk."""
        self.watch(self.app, "unwritable", self._prefer_guest)

    def _prefer_guest(self, reason: str) -> None:
        """A new profile cannot be stored: a guest can practise all the same."""
        menu = self.query_one(MenuList)
        offered = [entry.go for entry in menu.entries]
        if reason and menu.highlighted is not None and offered[menu.highlighted] == self._make:
            menu.highlighted = offered.index(ToStudy(None))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is something to go back to once a study is open."""
        return action != "dismiss" or self in self.app.screen_stack[2:]

    def on_screen_resume(self) -> None:
        """Show the profiles there are now."""
        with self.shell.stored():
            profiles = self.workspace.profiles()
            title = "Wie ben je?" if profiles else "Welkom"
            text = [] if profiles or self._keep else [part for words in WELCOME for part in ("", words)]
            text += ["", phrases.GUEST_LEAVES] if self._keep else []
            self.query_one("#about", Static).update(lines((title, "bold $text-primary"), *text))
            self.query_one(MenuList).entries = tuple(
                Entry(text, (str(number),) if number < 10 else (), go=go)
                for number, (text, go) in enumerate(self._choices(profiles), 1)
            )
            self.settle()

    def _choices(self, profiles: Sequence[Profile]) -> Iterator[tuple[Content, Destination | Callable[[], object]]]:
        if self._keep:
            yield plain(phrases.KEEP_GUEST, "bold"), self._keep_guest
        yield from ((plain(profile.told), ToStudy(profile)) for profile in profiles)
        yield plain("Nieuw profiel"), self._make
        yield plain("Rondkijken als gast (er wordt niets bewaard)"), ToStudy(None)
        yield plain("Profielen beheren"), self._manage

    def _make(self) -> None:
        self._ask_name(self.workspace.create)

    def _keep_guest(self) -> None:
        if self._keep:
            self._ask_name(self._keep)

    def _ask_name(self, create: Callable[[str], Profile]) -> None:
        from tutor.tui.screens.dialog import NameDialog

        field = Field("Maak profiel", placeholder="je voornaam", max_length=MAX_NAME)
        self.app.push_screen(NameDialog(plain("Hoe heet je?"), field, create), self._made)

    def _made(self, profile: Profile | None) -> None:
        if profile:
            self.post_message(Go(ToStudy(profile, new=True)))

    def _manage(self) -> None:
        from tutor.tui.screens.managing import Managing

        Managing(self, self.workspace).open()
