"""What else can be done with profiles, in dialogs on top of the choice of them; each also has a verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from tutor.exchange.arrival import Request
from tutor.learning.profile import MAX_NAME
from tutor.service.bringing import Bringing, asks
from tutor.service.workspace import Profile, Workspace
from tutor.system import Refusal
from tutor.tui.destinations import Go, ToProfiles
from tutor.tui.screens.dialog import ChoiceDialog, ConfirmDialog, NameDialog
from tutor.tui.shell import TutorScreen
from tutor.tui.text import lines, plain
from tutor.tui.widgets.frame import Field

Way: TypeAlias = tuple[str, Callable[[], object]]
"""What to choose, and what it does."""


class Managing:
    """Asks on, one dialog after another, until something is done or somebody goes back."""

    def __init__(self, screen: TutorScreen[None], workspace: Workspace) -> None:
        self._screen = screen
        self._workspace = workspace

    def open(self) -> None:
        """What can be done."""
        everybody = self._workspace.profiles()
        joined = [profile for profile in everybody if profile.logs]
        ways: list[Way] = [("Voortgang van een stick overnemen", self._bring)]
        if len(everybody) > 1:
            ways.append(("Twee profielen van dezelfde persoon samenvoegen", partial(self._join, everybody)))
        if joined:
            ways.append(("Samengevoegde profielen losmaken", partial(self._pick, "Welk profiel?", joined, self._part)))
        if everybody:
            ways.append(("Een andere naam geven", partial(self._pick, "Welk profiel?", everybody, self._rename)))
            ways.append(("Wissen op deze computer", partial(self._pick, "Welk profiel?", everybody, self._erase)))
        answers = [plain(words) for words, _ in ways]
        dialog = ChoiceDialog(plain("Profielen beheren"), None, answers)
        self._screen.app.push_screen(dialog, partial(self._go, ways))

    def _pick(self, title: str, among: Sequence[Profile], then: Callable[[Profile], object]) -> None:
        dialog = ChoiceDialog(plain(title), None, [plain(profile.told) for profile in among])
        self._screen.app.push_screen(dialog, partial(self._go, [("", partial(then, profile)) for profile in among]))

    @staticmethod
    def _go(ways: Sequence[Way], index: int | None) -> None:
        if index is not None:
            ways[index][1]()

    def _done(self, *told: str) -> None:
        """What is open may be of somebody who is no more, or is more than before."""
        self._screen.post_message(Go(ToProfiles(anew=True)))
        self._screen.shell.tell(" ".join(told))

    def _join(self, everybody: Sequence[Profile]) -> None:
        def other(first: Profile) -> None:
            rest = [profile for profile in everybody if profile.id != first.id]
            self._pick(f"Met welk profiel is {first.label} dezelfde persoon?", rest, partial(sure, first))

        def sure(first: Profile, second: Profile) -> None:
            question = lines(first.told, second.told, f"Dezelfde persoon? Samen heten ze {first.name}.")
            dialog = ConfirmDialog(question, yes=plain("Ja, maak er één profiel van"), no=plain("Nee, terug"))
            self._screen.app.push_screen(dialog, lambda yes: join(first, second) if yes else None)

        def join(first: Profile, second: Profile) -> None:
            with self._screen.shell.stored():
                self._done(f"Dit is nu één profiel: {self._workspace.join(first, second).told}.")

        self._pick("Welk profiel houdt zijn naam?", everybody, other)

    def _part(self, profile: Profile) -> None:
        with self._screen.shell.stored():
            self._done(*(f"Weer los: {one.told}." for one in self._workspace.part(profile)))

    def _rename(self, profile: Profile) -> None:
        field = Field("Geef deze naam", max_length=MAX_NAME)
        title = plain(f"Hoe gaat {profile.label} heten?")
        dialog = NameDialog(title, field, partial(self._workspace.rename, profile))
        self._screen.app.push_screen(dialog, lambda one: self._done(f"Heet nu: {one.name}.") if one else None)

    def _erase(self, profile: Profile) -> None:
        self._typed(profile, partial(self._workspace.erase, profile))

    def _typed(self, profile: Profile, erase: Callable[[], tuple[str, ...]]) -> None:
        """Somebody goes when the name is typed."""

        def act(typed: str) -> tuple[str, ...]:
            if typed.strip() != profile.label:
                raise Refusal("Dat is de naam niet. Er is niets gewist.")
            return erase()

        field = Field("Wis", max_length=2 * MAX_NAME)
        dialog = NameDialog(plain(f"Typ {profile.label} om alles van dit profiel hier te wissen"), field, act)
        self._screen.app.push_screen(dialog, lambda told: self._done(*told) if told else None)

    def _bring(self) -> None:
        def read(typed: str) -> tuple[str, Bringing]:
            return typed, self._workspace.bring(typed)

        field = Field("Bekijk het", placeholder="/media/stick/voortgang.json")
        dialog = NameDialog(plain("Waar staat het bestand?"), field, read)
        self._screen.app.push_screen(dialog, lambda found: self._preview(*found) if found else None)

    def _preview(self, typed: str, bringing: Bringing, *, everything: bool = False) -> None:
        """What would change; nothing comes in before somebody agreed."""
        ways: list[Way] = [("Niets overnemen", lambda: None)]
        if bringing.arrival.events:
            ways.append(("Overnemen", partial(self._take_in, bringing)))
        if bringing.arrival.asks and not everything:
            ways.append(("Bekijk het met alles wat wegblijft", partial(self._everything, typed)))
        ways += [(f"{request.profile.label} wissen", partial(self._forget, request)) for request in bringing.asked]
        text = lines(*bringing.lines, *map(asks, bringing.asked))
        dialog = ChoiceDialog(plain("Wat er verandert"), text, [plain(words) for words, _ in ways])
        self._screen.app.push_screen(dialog, partial(self._go, ways))

    def _everything(self, typed: str) -> None:
        with self._screen.shell.stored():
            self._preview(typed, self._workspace.bring(typed, everything=True), everything=True)

    def _take_in(self, bringing: Bringing) -> None:
        with self._screen.shell.stored():
            self._done(f"Opgeslagen: {bringing.take_in()} gebeurtenissen overgenomen.")

    def _forget(self, request: Request) -> None:
        self._typed(request.profile, partial(self._workspace.forget, request))
