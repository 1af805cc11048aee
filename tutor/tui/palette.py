"""Ctrl+P: type a few letters of a lesson, a word or a command. Textual's palette, in Dutch and without markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from tutor import learning
from tutor.learning.mode import Mode
from tutor.tui import themes
from tutor.tui.text import clean, plain

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

PLACEHOLDER = "Typ een paar letters, bijvoorbeeld: motie"
NOTHING = "Niets gevonden"


class Way(Struct, frozen=True):
    """Something to do."""

    title: str
    about: str
    go: Callable[[], object]
    main: bool = False
    """Shown before anything is typed."""


def ways(app: TutorApp) -> Iterator[Way]:
    """Everything that can be done now."""
    if app.routes:
        yield from _learning(app)
    for name, dutch in themes.THEMES.items():
        yield Way(f"Thema: {dutch}", "Andere kleuren", partial(app.look, name), main=True)
    yield Way("Hulp", "Toetsen, tekens en hoe het werkt", app.action_help, main=True)
    if app.routes:
        yield Way("Rondleiding", "De toetsen leren door ze te gebruiken", app.start_tour, main=True)
    yield Way("Profiel", "Ander profiel of nieuw profiel", app.action_profiles, main=True)
    yield Way("Stoppen", "Sluit Raadstutor af", partial(app.call_later, app.action_quit), main=True)


def _learning(app: TutorApp) -> Iterator[Way]:
    routes = app.routes
    assert routes is not None
    catalogue = routes.study.catalogue
    yield Way("Begin", "Naar het beginscherm", routes.home, main=True)
    yield Way("Herhalen", "Wat vandaag terugkomt, vijf minuten", routes.review, main=True)
    yield Way("Zelfscan", "Ontdek wat je al weet, en krijg een route", routes.scan, main=True)
    yield Way("Jouw route", "De lessen die je nog niet kent, week voor week", routes.route, main=True)
    yield Way("Zoeken in alle teksten", "Lessen, woorden, notities en vragen", routes.search, main=True)
    yield Way("Voortgang", "Wat je kunt, en wat terugkomt", routes.progress, main=True)
    yield Way("Notities en acties", "Wat je bewaarde, en je bladwijzers", routes.notebook, main=True)
    yield Way("Leerverslag", "Je uren en lessen, voor je griffier", routes.certificate)
    asked = "uit" if routes.preferences.certainty else "aan"
    yield Way(f"Zekerheid vragen: {asked}", "Hoe zeker ben je? Alleen jij ziet dit", routes.toggle_certainty)
    for programme in catalogue.programmes:
        yield Way(f"Programma: {programme.title}", programme.text, partial(routes.programme, programme))
    for module in catalogue.modules:
        yield Way(f"Module: {module.head.title}", module.head.text, partial(routes.module, module), main=True)
        for lesson in module.lessons:
            title, where = lesson.head.title, f"Module {module.head.title}"
            yield Way(f"Les: {title}", where, partial(routes.lesson, lesson))
            yield Way(f"Oefenen: {title}", "Vragen met uitleg", partial(routes.quiz, lesson, Mode.PRACTICE))
            yield Way(f"Toets: {title}", "Vragen, uitslag aan het eind", partial(routes.quiz, lesson, Mode.TEST))
            for casus in lesson.cases:
                yield Way(f"Casus: {casus.title}", f"Bij de les {title}", partial(routes.casus, casus))
    for term in catalogue.terms:
        yield Way(f"Woord: {term.term}", ", ".join(term.also) or "Uitleg", partial(routes.term, term))


class TutorCommands(Provider):
    """What the palette finds."""

    def ways(self) -> Iterable[Way]:
        """Everything that can be done now."""
        return ways(cast("TutorApp", self.app))

    async def discover(self) -> Hits:
        """The commands shown before anything is typed."""
        for way in self.ways():
            if way.main:
                yield DiscoveryHit(_shown(plain(way.title)), way.go, clean(way.title), _shown(plain(way.about)))

    async def search(self, query: str) -> Hits:
        """Everything that has all words of the query; when there is nothing, what was probably meant."""
        everything = [(way, clean(way.title)) for way in self.ways()]
        words = learning.wording.normalise(query).split()
        found = [(score, way, title) for way, title in everything if (score := _score(words, way, title))]
        if not found and (meant := learning.wording.closest(query, (_name(title) for _, title in everything))):
            found = [(1.0, way, title) for way, title in everything if _name(title) == meant]
        for score, way, title in found:
            yield Hit(score, _shown(_marked(title, query)), way.go, title, _shown(plain(way.about)))


def _name(title: str) -> str:
    return title.partition(": ")[2] or title


def _score(words: list[str], way: Way, title: str) -> float:
    """From 0: not found, to 1: the title begins with it."""
    name, whole, about = map(learning.wording.normalise, (_name(title), title, way.about))
    if not words or not all(word in whole or word in about for word in words):
        return 0
    return 1 if name.startswith(words[0]) else 0.8 if all(word in whole for word in words) else 0.5


def _marked(title: str, query: str) -> Content:
    """The title with the words of the query underlined where they stand as typed."""
    found = plain(title)
    for word in query.casefold().split():
        start = title.casefold().find(word)
        if start >= 0:
            found = found.stylize("bold underline", start, start + len(word))
    return found


def _shown(content: Content) -> str:
    """Content where the palette says that it takes a `str`: it reads a `str` as markup and leaves Content alone."""
    return cast("str", content)


class TutorPalette(CommandPalette):
    """The palette in Dutch."""

    def __init__(self, placeholder: str = PLACEHOLDER) -> None:
        """`placeholder`: written in code, with an example of what can be found."""
        super().__init__(placeholder=placeholder)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        if search_value:
            nothing = Option(plain(NOTHING), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(nothing)
        self._list_visible = bool(search_value)
