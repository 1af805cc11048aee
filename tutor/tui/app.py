"""The app of a learner: whose study is open; and that of an author, whose content changes while it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tutor.model import Catalogue, Problem
from tutor.service.workspace import Preferences, Profile, Workspace
from tutor.system import Refusal
from tutor.tui import destinations as to
from tutor.tui import themes
from tutor.tui.destinations import Go
from tutor.tui.palette import commands
from tutor.tui.routes import Routes
from tutor.tui.shell import Shell, ShellScreen, Shown, TutorScreen
from tutor.tui.text import clean, lines, plain
from tutor.tui.tour import Guide
from tutor.tui.widgets.frame import ProblemBar, errors_first

_LATER = 0.2
"""Seconds before the app does what starting left for later: the first keys come first."""


class TutorApp(Shell):
    """Opens studies, follows `Go`, and knows what Ctrl+P can offer."""

    VERTICAL_BREAKPOINTS = [*Shell.VERTICAL_BREAKPOINTS, (48, "-lofty")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,ctrl+f", "search", "Zoeken", show=False),
        Binding("k", "people", "Wie is wie", show=False),
        Binding("g", "tools", "Gereedschap", show=False),
    ]
    PALETTE_HINT = "Typ een paar letters, bijvoorbeeld: motie"
    STOP: ClassVar[Binding] = Binding("ctrl+q", "quit", "Stoppen")
    """Stands in every key line."""

    def __init__(self, workspace: Workspace, *, profile: Profile | None = None) -> None:
        """`profile`: whose study to open at once; None lets the learner choose."""
        super().__init__(workspace)
        self.routes: Routes | None = None
        """Ways through the study that is open; None before a profile was chosen."""
        self._profile = profile
        self._guide = Guide(self, workspace, "", self._events)
        self._inspected = self._listening = False
        """Whether what starting left for later was done; whether keys mean something: not before there is a screen."""

    def begin(self) -> None:
        """Straight in, if there is no choice who is learning."""
        with suppress(Refusal):  # the screen of profiles tells
            known = () if self._profile else self.workspace.profiles()
            self._profile = known[0] if len(known) == 1 else self._profile
        if self._profile:
            self.enter(self._profile)
        else:
            self.action_profiles()

    # What starting left for later, and what is tried out again

    def on_ready(self) -> None:
        """The first screen can be seen."""
        self._listening = True
        self.set_timer(_LATER, partial(self.run_worker, self._inspect, thread=True))

    def _inspect(self) -> None:
        try:
            self.workspace.inspect()
        except Refusal as refusal:
            self.call_from_thread(self.fail, refusal)
        else:
            self._inspected = True
            self._try_out()

    def _try_out(self) -> None:
        """Find out, in a thread, whether something can be stored now; the screens say so."""
        self.call_from_thread(setattr, self, "unwritable", self.workspace.trial())

    @on(Shown)
    def _shown(self) -> None:
        self._guide.look()
        if self._inspected and self.routes and self.screen is self.screen_stack[1]:
            self.run_worker(self._try_out, thread=True)

    # Going somewhere

    @on(Go)
    def _go(self, message: Go) -> None:
        match message.destination:
            case to.ToProfiles(anew):
                if anew:
                    self.routes = self._profile = None
                    while len(self.screen_stack) > 1:
                        self.pop_screen()
                self.action_profiles()
            case to.ToStudy(profile, new):
                self.enter(profile)
                if new and self.routes:
                    self.routes.go(to.ToRole())
            case _ if self.routes:
                self.routes.follow(message)

    def enter(self, profile: Profile | None) -> None:
        """Open the study of a profile, or of a guest."""
        from tutor.tui.screens.today import TodayScreen

        learner, name = (profile.id, profile.name) if profile else ("", "gast")
        self.keep_drafts()
        with self.stored():
            study = self.workspace.open(profile) if profile else self.workspace.guest()
            self.routes = Routes(self, self.workspace, study, Preferences(self.workspace, learner), name)
            self._profile = profile
            self._guide = Guide(self, self.workspace, learner, self._events)
            self._guide.offer()
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self.push_screen(TodayScreen(study, profile.label if profile else ""))

    def action_profiles(self) -> None:
        from tutor.tui.screens.profiles import ProfilesScreen

        if not isinstance(self.screen, ProfilesScreen):
            guest = self.routes.study if self.routes and self.routes.study.guest else None
            did_something = guest is not None and bool(guest.progress.active_days)
            keep = partial(self.workspace.keep_guest, guest) if guest and did_something else None
            self.push_screen(ProfilesScreen(self.workspace, keep))

    def action_search(self) -> None:
        from tutor.tui.screens.search import SearchScreen

        if self.routes and not isinstance(self.screen, SearchScreen):
            self.routes.go(to.ToSearch())

    def action_people(self) -> None:
        """Who is who in the lessons."""
        from tutor.tui.screens.search import PeopleScreen

        if self.routes and not isinstance(self.screen, PeopleScreen):
            self.routes.go(to.ToPeople())

    def action_tools(self) -> None:
        """Tools for tonight."""
        from tutor.tui.screens.tools import ToolsScreen

        if self.routes and not isinstance(self.screen, ToolsScreen):
            self.routes.go(to.ToTool())

    def action_help(self) -> None:
        """Keys, signs and how it works."""
        from tutor.tui.screens.dialog import keys_of_screen, open_help

        open_help(self, keys=keys_of_screen(self.screen))

    # What Ctrl+P finds

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that can be done now."""
        if self.routes:
            for title, about, destination, discover in commands(self.routes.study.catalogue):
                yield SystemCommand(title, about, partial(self.routes.go, destination), discover)
            asked = "uit" if self.routes.preferences.certainty else "aan"
            about = "Hoe zeker ben je? Alleen jij ziet dit"
            yield SystemCommand(f"Zekerheid vragen: {asked}", about, self.toggle_certainty, discover=False)
        for name, dutch in themes.THEMES.items():
            yield SystemCommand(f"Thema: {dutch}", "Andere kleuren", partial(self.set_theme, name))
        motion = "uit" if self.moves else "aan"
        yield SystemCommand(f"Beweging: {motion}", "De balk die groeit als een etappe klaar is", self.toggle_motion)
        yield SystemCommand("Hulp", "Toetsen, tekens en hoe het werkt", self.action_help)
        if self.routes:
            yield SystemCommand("Rondleiding", "De toetsen leren door ze te gebruiken", self.start_tour)
        yield SystemCommand("Profiel", "Ander profiel of nieuw profiel", self.action_profiles)
        yield SystemCommand("Stoppen", "Sluit Raadstutor af", partial(self.call_later, self.action_quit))

    def _events(self) -> int:
        """How many events the log of whoever is learning has."""
        return self.routes.study.progress.events if self.routes else 0

    def start_tour(self) -> None:
        """The tour once more, from the first screen."""
        if self.routes:
            self.routes.go(to.ToHome())
            self._guide.start()

    def toggle_certainty(self) -> None:
        """Ask how sure the learner is from now on, or no longer."""
        if self.routes:
            with self.stored():
                self.tell(self.routes.preferences.toggle_certainty())

    async def action_quit(self) -> None:
        """Stop, and keep what is being typed. A guest who did something is asked once, because it will be gone."""
        from tutor.tui.screens.dialog import ConfirmDialog

        if self._profile or not self.routes or not (self.routes.study.progress.active_days or [*self._typed()]):
            self.keep_drafts()
            self.exit()
        elif not isinstance(self.screen, ConfirmDialog):
            question = lines("Wat je als gast deed, wordt niet bewaard.", "Toch stoppen?")
            dialog = ConfirmDialog(question, yes=plain("Ja, stoppen"), no=plain("Nee, terug"))
            self.push_screen(dialog, lambda yes: self.exit() if yes else None)

    def _typed(self) -> Iterator[tuple[str, str]]:
        """Where something is being typed that is not stored yet, and what."""
        for screen in self.screen_stack:
            if isinstance(screen, ShellScreen) and (found := screen.typing()):
                yield found

    def keep_drafts(self) -> None:
        if self.routes:
            with suppress(Refusal):
                for place, text in self._typed():
                    self.routes.preferences.keep_draft(place, clean(text))

    def take_draft(self, place: str) -> str:
        with suppress(Refusal):
            return self.routes.preferences.take_draft(place) if self.routes else ""
        return ""

    async def on_event(self, event: events.Event) -> None:
        """Let the tour see keys and clicks first."""
        key = event.key if isinstance(event, events.Key) and not event.is_forwarded else None
        if key not in (None, "ctrl+q") and not self._listening:
            return
        pressed = key is not None or isinstance(event, events.MouseUp)
        if self._guide.tour and pressed and self._guide.pressed(key or ""):
            return
        await super().on_event(event)


LOOK_EVERY = 0.2
"""Seconds between two looks at the files of a pack."""


class Written:
    """What is in the files now. `read` may take a while and is called from a thread."""

    def __init__(
        self,
        looks: Callable[[], object],
        read: Callable[[], tuple[Catalogue, tuple[Problem, ...]]],
        edit: Callable[[Problem], None],
    ) -> None:
        """`looks`: another value after every change. `edit`: opens the place of a problem; raises Refusal."""
        self.looks = looks
        self.read = read
        self.edit = edit


class PreviewApp(TutorApp):
    """The app of a guest, whose content changes while it is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "next(1)", "Volgende fout", show=False, priority=True),
        Binding("f9", "edit", "Naar de plek", show=False, priority=True),
    ]

    def __init__(self, workspace: Workspace, written: Written, first: tuple[Problem, ...], module: str) -> None:
        """`first`: what is wrong to begin with; `module`: what to open."""
        super().__init__(workspace)
        self._written = written
        self._seen = written.looks()
        self._module = module
        self.problems = errors_first(first)
        self._at = 0

    def begin(self) -> None:
        self.enter(None)
        if self.routes and self._module:
            self.routes.go(to.ToModule(self._module))
        self.set_interval(LOOK_EVERY, self._look)

    def _look(self) -> None:
        looks = self._written.looks()
        if looks != self._seen:
            self._seen = looks
            self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        catalogue, problems = self._written.read()
        self.call_from_thread(self._renew, catalogue, problems)

    def _renew(self, catalogue: Catalogue, problems: tuple[Problem, ...]) -> None:
        self.problems = errors_first(problems)
        self._at = min(self._at, max(len(problems) - 1, 0))
        self.workspace.renew(catalogue)
        if self.routes:
            self.routes.study.catalogue = catalogue
        for screen in self.screen_stack:
            if isinstance(screen, TutorScreen):
                screen.renew(catalogue)
        self._tell_problems()

    async def action_quit(self) -> None:
        """Stop at once: an author who looks around has nothing to lose."""
        self.exit()

    # The bar

    @on(Shown)
    def _with_bar(self) -> None:
        self._tell_problems()

    def _tell_problems(self) -> None:
        screen = self.screen
        if not isinstance(screen, TutorScreen):
            return
        bars = screen.query(ProblemBar)
        bar = bars.first() if bars else ProblemBar()
        if not bars:
            screen.mount(bar)
        bar.show(self.problems, self._at)

    def action_next(self, by: int) -> None:
        """Show another problem."""
        if self.problems:
            self._at = (self._at + by) % len(self.problems)
            self._tell_problems()

    def action_edit(self) -> None:
        """Open the place of the problem in hand in the author's editor, and come back."""
        if self.problems:
            trouble = ""
            try:
                with self.suspend():
                    try:
                        self._written.edit(self.problems[self._at])
                    except Refusal as refusal:  # Textual does not wake up again for who leaves this block with an error
                        trouble = str(refusal)
            except SuspendNotSupported:
                trouble = "Hier kan ik geen editor openen; open het bestand zelf."
            if trouble:
                self.warn(trouble)
