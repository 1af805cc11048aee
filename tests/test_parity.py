"""Everything that can be done in the windows can be done in line mode, or has a verb: the accessible way is whole.

What can be done is read from the windows themselves: destinations, keys and what Ctrl+P offers. So whoever adds
something there has to say here how it is done without a screen. Seen red with: a new key in a lesson; a new
destination; a command in the palette; `bladwijzer` that line mode no longer knows.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

import pytest
from textual.binding import Binding

import tutor.tui
from tests.line.test_line import run, script
from tests.test_docs import commands
from tests.tui.classroom.room import Room, trainer
from tests.tui.helpers import SampleWorkspace, opened, press
from tutor.cli.verbs import raadstutor
from tutor.line import classroom, lesson, menu, quiz, render
from tutor.line.console import Console
from tutor.tui.classroom.dialogs import ASKED
from tutor.tui.destinations import Destination
from tutor.tui.widgets.picker import MenuList


@dataclass(frozen=True)
class Menu:
    """A command at the start of line mode."""

    word: str


@dataclass(frozen=True)
class Reply:
    """What can be typed during a lesson or at a question; the prompt or the help there names it."""

    words: str
    where: object


@dataclass(frozen=True)
class Evening:
    """A command during an evening."""

    word: str


@dataclass(frozen=True)
class Verb:
    """A verb, and an option of it."""

    path: str
    option: str = ""


@dataclass(frozen=True)
class Looks:
    """Moves around on a screen or changes how it looks. In lines there is nothing to move or colour."""

    why: str


Way = Menu | Reply | Evening | Verb | Looks
MOVING = Looks("de tekst staat er van boven naar beneden")
CHOOSING = Reply("letter", render)
LEAVING = Reply("menu", quiz)
ENTER = Reply("Enter = ", quiz)
COLOURS = Looks("regels hebben geen kleur")

DESTINATIONS: dict[str, Way] = {
    "ToProfiles": Menu("profiel"),
    "ToStudy": Menu("profiel"),
    "ToHome": Menu("lessen"),
    "ToModule": Menu("lessen"),
    "ToLesson": Menu("les"),
    "ToLessonDone": Menu("les"),
    "ToPage": Menu("les"),
    "ToStep": Menu("lees"),
    "ToPassage": Reply("lees - ", quiz),
    "ToSource": Reply("bron", quiz),
    "ToQuiz": Menu("quiz"),
    "ToItem": Menu("vraag"),
    "ToResults": Menu("uitslag"),
    "ToMistakes": Menu("fouten"),
    "ToPlan": Menu("verder"),
    "ToCasus": Menu("casus"),
    "ToCasusOf": Menu("casus"),
    "ToTerm": Menu("woord"),
    "ToArticle": Menu("wet"),
    "ToStatutes": Menu("wet"),
    "ToTool": Menu("gereedschap"),
    "ToSearch": Menu("zoek"),
    "ToReview": Menu("herhalen"),
    "ToSession": Menu("sessie"),
    "ToAction": Menu("acties"),
    "ToScan": Menu("zelfscan"),
    "ToMinutes": Menu("route"),
    "ToRole": Menu("rol"),
    "ToPeople": Menu("personen"),
    "ToRoute": Menu("route"),
    "ToProgramme": Menu("programma"),
    "ToNotebook": Menu("notities"),
    "ToProgress": Menu("voortgang"),
    "ToCertificate": Verb("exporteer leerverslag"),
}
ACTIONS: dict[str, Way] = {
    **dict.fromkeys(("scroll", "turn", "top", "bottom", "move", "select", "page_down", "page_up", "far"), MOVING),
    **dict.fromkeys(("app.focus_next", "app.focus_previous"), MOVING),
    **dict.fromkeys(("confirm", "pick", "press", "shift", "take_back", "submit"), CHOOSING),
    **dict.fromkeys(("dismiss", "leave"), LEAVING),
    **dict.fromkeys(("next", "edit", "app.next", "app.edit"), Verb("controleer")),
    **dict.fromkeys(("proceed", "read_on", "read_more", "skip", "reveal"), ENTER),
    "compare": CHOOSING,
    "take": Menu("plan"),
    "go": Menu("sessie"),
    "map": Menu("lessen"),
    "walk": MOVING,
    "rewrite": Reply("terug", quiz),
    "ask": Menu("quiz"),
    "back": Reply("terug", lesson),
    "bookmark": Reply("bladwijzer", lesson),
    "app.help": Reply("deze hulp", quiz),
    "outline": Reply("inhoud", lesson),
    "note": Reply("noteer", lesson),
    "save": Reply("noteer", lesson),
    "plan": Reply("doe = ", lesson),
    "play": Reply("= verander de tekening", lesson),
    "open": Reply("woord", lesson),
    "practise": Menu("quiz"),
    "test": Menu("toets"),
    "casus": Menu("casus"),
    "give_up": Reply("weet niet", quiz),
    "hint": Reply("hint", quiz),
    "retry": Reply("opnieuw", quiz),
    "reread": Reply("lees - ", quiz),
    "source": Reply("bron", quiz),
    "undo": Reply("terug", quiz),
    "look": Reply("volgende", quiz),
    "overview": Reply("overzicht", quiz),
    "mark": Reply("markeer", quiz),
    "certainty": Reply("a zeker", quiz),
    "certificate": Verb("exporteer leerverslag"),
    "scores": Verb("exporteer leerverslag", "--met-scores"),
    "search": Menu("zoek"),
    "command_palette": Menu("?"),
    "help": Menu("?"),
    "help_quit": Menu("stop"),
    "quit": Menu("stop"),
    "app.profiles": Menu("profiel"),
    "app.people": Menu("personen"),
    "people": Menu("personen"),
    **dict.fromkeys(("tools", "app.tools"), Menu("gereedschap")),
    "articles": Menu("wet"),
    "keep": Menu("gereedschap"),
    "lesson": Menu("les"),
    "change": CHOOSING,
    # an evening
    "app.plans": Verb("klas plannen"),
    "app.evenings": Verb("klas avonden"),
    "mend": Evening("verbeter"),
    "wall": Evening("toon"),
    "put": Evening("vraag"),
    "repeat": Evening("herhaal"),
    "draw": Evening("loot"),
    "reveal": Evening("onthul"),
    "rename": Verb("klas avonden hernoem"),
    "reopen": Verb("klas avonden heropen"),
    "erase": Verb("klas avonden wis"),
    "black": Evening("zwart"),
    "colours": COLOURS,
    "clock": Evening("klok"),
    "restart_clock": Evening("klok"),
    "longer": Evening("klok"),
    "count": Evening("+a"),
    "minus": Evening("+a"),
    "type": Evening("7 3 9 1"),
    "rehearse": Evening("repeteer"),
    "forward": Evening("verder"),
    "end": Evening("klaar"),
    "jump": Evening("naar"),
    "notes": Looks("wat voor de trainer is, staat er altijd bij"),
    "present": Evening("aanwezig"),
}
OFFERED: dict[str, Way] = {
    "Begin": Menu("lessen"),
    "Verder": Menu("verder"),
    "Volgende": Menu("volgende"),
    "Herhalen": Menu("herhalen"),
    "Fouten": Menu("fouten"),
    "Sessie": Menu("sessie"),
    "Zelfscan": Menu("zelfscan"),
    "Jouw route": Menu("route"),
    "Wat ben je?": Menu("rol"),
    "Wie is wie": Menu("personen"),
    "Gereedschap": Menu("gereedschap"),
    "Zoeken in alle teksten": Menu("zoek"),
    "Wetten": Menu("wet"),
    "Voortgang": Menu("voortgang"),
    "Notities en acties": Menu("notities"),
    "Leerverslag": Verb("exporteer leerverslag"),
    "Zekerheid vragen": Reply("a zeker", quiz),
    "Programma": Menu("programma"),
    "Module": Menu("lessen"),
    "Les": Menu("les"),
    "Oefenen": Menu("quiz"),
    "Toets": Menu("toets"),
    "Casus": Menu("casus"),
    "Woord": Menu("woord"),
    "Thema": COLOURS,
    "Beweging": Looks("in regels beweegt niets"),
    "Hulp": Menu("?"),
    "Rondleiding": Looks("leert de toetsen van de schermen"),
    "Profiel": Menu("profiel"),
    "Stoppen": Menu("stop"),
}
OFFERED_TO_A_TRAINER: dict[str, Way] = {
    "Aanwezigen": Evening("aanwezig"),
    "Ga naar": Evening("naar"),
    "Noteer": Evening("noteer"),
    "Afspraak": Evening("afspraak"),
    "Klok opnieuw": Evening("klok"),
    "Notities aan of uit": Looks("wat voor de trainer is, staat er altijd bij"),
    "Begintijd": Evening("begin"),
    "Titel": Evening("titel"),
    "Vraag erbij": Evening("vraag"),
    "Nog eens": Evening("herhaal"),
    "Vraag verbeteren": Evening("wijzig"),
    "Parkeer": Evening("parkeer"),
    "Loten": Evening("loot"),
    "Einde": Evening("klaar"),
    "Andere avond": Verb("klas plannen"),
    "Alle avonden": Verb("klas avonden"),
    "Thema": COLOURS,
    "Hulp": Evening("?"),
    "Stoppen": Evening("stop"),
}
MANAGED: dict[str, Way] = {
    "Voortgang van een stick overnemen": Menu("overnemen"),
    "Twee profielen van dezelfde persoon samenvoegen": Menu("samen"),
    "Samengevoegde profielen losmaken": Menu("los"),
    "Een andere naam geven": Menu("hernoem"),
    "Wissen op deze computer": Menu("wis"),
}
"""What the dialog *Profielen beheren* offers."""
ALL = (DESTINATIONS, ACTIONS, MANAGED, OFFERED, OFFERED_TO_A_TRAINER)
EVERY = {way for ways in ALL for way in ways.values()}


def actions() -> Iterator[str]:
    """What a key does in any window."""
    for module in pkgutil.walk_packages(tutor.tui.__path__, "tutor.tui."):
        for kind in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(kind) and kind.__module__ == module.name:
                for binding in vars(kind).get("BINDINGS", ()):
                    assert isinstance(binding, Binding)
                    yield binding.action.partition("(")[0]


def test_every_destination_has_a_way_in_lines() -> None:
    assert {kind.__name__ for kind in Destination.__subclasses__()} == DESTINATIONS.keys()


def test_every_key_has_a_way_in_lines() -> None:
    assert set(actions()) == ACTIONS.keys()


async def test_everything_in_the_palette_has_a_way_in_lines() -> None:
    async with opened(SampleWorkspace()) as (app, _):
        offered = app.get_system_commands(app.screen)
        assert {command.title.partition(": ")[0] for command in offered} == OFFERED.keys()
    room = Room()
    room.evening()
    async with trainer(room) as window:
        offered = window.app.get_system_commands(window.app.screen)
        assert {command.title.partition(": ")[0] for command in offered} == OFFERED_TO_A_TRAINER.keys()


async def test_what_can_be_done_with_profiles_has_a_way_in_lines() -> None:
    desk = SampleWorkspace()
    desk.join(desk.create("Jo"), desk.create("Kim"))
    desk.create("Bo")
    async with opened(desk, name=None) as (app, pilot):
        await press(pilot, "5")
        assert {entry.text.plain for entry in app.screen.query_one(MenuList).entries} == MANAGED.keys()


@pytest.mark.parametrize("word", sorted({way.word for way in EVERY if isinstance(way, Menu)}))
def test_line_mode_knows_the_command(word: str) -> None:
    said = run(script("stop"), word)
    assert "ken ik niet" not in said
    if word not in ("?", "vraag"):  # `zoek` tells of `vraag` when it found one
        assert any(line.split()[0] == word for line in menu.HELP.splitlines())


@pytest.mark.parametrize(
    "way", sorted((way for way in EVERY if isinstance(way, Reply)), key=str), ids=lambda way: way.words
)
def test_line_mode_tells_what_can_be_typed(way: Reply) -> None:
    """What is said there is tested in `tests/line/test_line.py`; here, that it is offered at all."""
    assert way.words in inspect.getsource(way.where)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", sorted({way.word for way in EVERY if isinstance(way, Evening)} | {*ASKED}))
def test_an_evening_in_lines_knows_the_command(word: str) -> None:
    assert word == "?" or word in classroom.HELP
    evening = Room().evening()
    evening.jump(2)
    while evening.session.ballot is None:
        evening.forward()
    screen = StringIO()
    classroom.run(Console(StringIO(f"{word} 1\nstop\n"), screen, pauses=False, width=0), evening)
    assert "ken ik hier niet" not in screen.getvalue()


@pytest.mark.parametrize(
    "way", sorted((way for way in EVERY if isinstance(way, Verb)), key=str), ids=lambda way: f"{way.path} {way.option}"
)
def test_the_verb_is_there(way: Verb) -> None:
    verb = dict(commands(raadstutor))[f"raadstutor {way.path}"]
    assert not way.option or any(way.option in param.opts for param in verb.params)
