"""Ctrl+P: type a few letters of a lesson, a word or a command. Textual's palette, in Dutch and without markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from tutor.learning.answers import Mode
from tutor.learning.wording import closest, normalise
from tutor.model import Catalogue
from tutor.service import phrases
from tutor.tui import destinations as to
from tutor.tui.destinations import Destination
from tutor.tui.text import clean, plain

NOTHING = "Niets gevonden"


class CommandSearch(Provider):
    """Finds the commands of the window: `App.get_system_commands`."""

    async def discover(self) -> Hits:
        """The commands shown before anything is typed."""
        for command in self.app.get_system_commands(self.screen):
            if command.discover:
                title = clean(command.title)
                yield DiscoveryHit(_shown(plain(title)), command.callback, title, _shown(plain(command.help)))

    async def search(self, query: str) -> Hits:
        """Everything that has all words of the query; when there is nothing, what was probably meant."""
        everything = [(command, clean(command.title)) for command in self.app.get_system_commands(self.screen)]
        words = normalise(query).split()
        found = [(score, command, title) for command, title in everything if (score := _score(words, command, title))]
        if not found and (meant := closest(query, (_name(title) for _, title in everything))):
            found = [(1.0, command, title) for command, title in everything if _name(title) == meant]
        for score, command, title in found:
            yield Hit(score, _shown(_marked(title, query)), command.callback, title, _shown(plain(command.help)))


def _name(title: str) -> str:
    return title.partition(": ")[2] or title


def _score(words: list[str], command: SystemCommand, title: str) -> float:
    """From 0: not found, to 1: the title has all words, in this order, from its beginning.

    A title with all words comes before one that has some of them only in what is said about it.
    """
    name, whole, about = map(normalise, (_name(title), title, command.help))
    if not words or not all(word in whole or word in about for word in words):
        return 0
    if name.startswith(" ".join(words)):
        return 1
    begun = {word for word in words if any(part.startswith(word) for part in whole.split())}
    missing = sum(word not in whole for word in words)
    return max(0.1, 0.6 + 0.3 * len(begun) / len(words) - 0.4 * missing)


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
    """The palette, which says in Dutch that nothing was found."""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        if search_value:
            nothing = Option(plain(NOTHING), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(nothing)
        self._list_visible = bool(search_value)


def commands(catalogue: Catalogue) -> Iterator[tuple[str, str, Destination, bool]]:
    """Title, a few words about it, where it leads, and whether it is shown before anything is typed."""
    from tutor.tools.shelf import SORTS, TOOLS

    yield "Begin", "Naar het beginscherm", to.ToHome(), True
    yield "Verder", "Waar je was, of waar je begint", to.ToPlan(), True
    yield "Volgende", "Wat daarna komt in je plan", to.ToPlan(after=True), True
    yield "Herhalen", "Wat vandaag terugkomt, vijf minuten", to.ToReview(), True
    yield "Fouten", "Vragen die de vorige keer misgingen", to.ToMistakes(), True
    yield "Programma", "Kies een programma, of ga verder met dat van jou", to.ToProgramme(), True
    for minutes in phrases.SESSIONS:
        yield f"Sessie: {minutes} minuten", "Wat in die tijd het meeste oplevert", to.ToSession(minutes), True
    yield "Zelfscan", "Ontdek wat je al weet, en krijg een route", to.ToScan(), True
    yield "Wat ben je?", "Je rol en je tijd per week: daar past je plan bij", to.ToRole(), False
    yield "Jouw route", "De lessen die je nog niet kent, week voor week", to.ToRoute(), True
    yield "Zoeken in alle teksten", "Lessen, woorden, notities en vragen", to.ToSearch(), True
    yield "Wetten", "Wat de artikelen zeggen, in gewone woorden", to.ToStatutes(), True
    yield "Gereedschap", phrases.TOOLS_ABOUT, to.ToTool(), True
    yield "Wie is wie", "De mensen in de lessen", to.ToPeople(), True
    yield "Voortgang", "Wat je kunt, en wat terugkomt", to.ToProgress(), True
    yield "Notities en acties", "Wat je bewaarde, en je bladwijzers", to.ToNotebook(), True
    yield "Leerverslag", "Je uren en lessen, voor je griffier", to.ToCertificate(), False
    for tool in TOOLS.values():
        yield f"Gereedschap: {tool.title}", SORTS[tool.sort], to.ToTool(tool.id), False
    for programme in catalogue.programmes:
        yield f"Programma: {programme.title}", programme.text, to.ToProgramme(programme.id), False
    for module in catalogue.modules:
        yield f"Module: {module.head.title}", module.head.text, to.ToModule(module.head.id), True
        for lesson in module.lessons:
            title, lesson_id = lesson.head.title, lesson.head.id
            yield f"Les: {title}", f"Module {module.head.title}", to.ToLesson(lesson_id, looking=True), False
            yield f"Oefenen: {title}", "Vragen met uitleg", to.ToQuiz(lesson_id, Mode.PRACTICE), False
            yield f"Toets: {title}", "Vragen, uitslag aan het eind", to.ToQuiz(lesson_id, Mode.TEST), False
            for casus in lesson.cases:
                yield f"Casus: {casus.title}", f"Bij de les {title}", to.ToCasus(casus.id), False
    for term in catalogue.terms:
        yield (
            f"Woord: {term.term}",
            catalogue.origin(term.id).pack or ", ".join(term.also) or "Uitleg",
            to.ToTerm(term.id),
            False,
        )
