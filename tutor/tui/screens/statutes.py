"""Laws: the articles behind an answer, one article by itself, and all laws to leaf through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from tutor.content.statute import ArticleSheet, cite_all, norm, resting_on, sheets
from tutor.model import Item, Term
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui.destinations import ToArticle, ToStatutes
from tutor.tui.screens.dialog import NoteDialog
from tutor.tui.shell import MenuScreen, TutorDialog
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine
from tutor.tui.widgets.picker import Entry
from tutor.tui.widgets.scrolling import Row

CITED = "▸"
"""Before the `lid` that an answer rests on."""


class ArticlesDialog(TutorDialog[None]):
    """Articles below a title, which scroll when they do not fit."""

    DEFAULT_CSS = """
    ArticlesDialog > .dialog { width: 90%; max-width: 84; }
    ArticlesDialog.-narrow > .dialog { width: 100%; }
    ArticlesDialog .-read-on { margin-top: 1; }
    ArticlesDialog .-sheet { margin-top: 1; }
    ArticlesDialog Row { margin-top: 1; }
    ArticlesDialog.-short Row { margin-top: 0; }
    ArticlesDialog .-official { margin-top: 1; }
    ArticlesDialog .-quoted { margin-top: 1; border-left: solid $rule; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "Sluiten"),
        Binding("s", "dismiss", "Bron", show=False),
        Binding("space", "dismiss", "Sluiten", show=False),
    ]

    def __init__(self, title: str, sheets: Iterable[ArticleSheet], *below: Widget) -> None:
        super().__init__()
        self._title = title
        self._sheets = tuple(sheets)
        self._below = below

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            for number, sheet in enumerate(self._sheets):
                yield Static(_head(sheet), classes="-sheet" if number else "")
                yield from _paragraphs(sheet)
            yield from self._below
        yield KeyLine()


def _head(sheet: ArticleSheet) -> Content:
    """The article, which is a link where the terminal can follow one, and what it is about."""
    title = plain(sheet.title, "bold $text-primary")
    if sheet.address:
        title = title.stylize(Style(link=sheet.address))
    return lines(title, (sheet.heading, "bold")) if sheet.heading else title


def _paragraphs(sheet: ArticleSheet) -> Iterator[Widget]:
    for number, words in sheet.paragraphs:
        cited = number in sheet.cited
        style = "" if cited or not sheet.cited else "$text-muted"
        label = line((f"{CITED if cited else ' '} ", "$text-accent"), (f"{number}. " if number else "", style))
        yield Row(label, plain(words, style))
    if sheet.read_on:
        yield Static(plain(phrases.read_on(sheet), "$text-muted"), classes="-read-on")
    if sheet.official:
        yield Static(plain(phrases.official_of(sheet), "$text-muted"), classes="-official")
        for words in sheet.official:
            yield Static(plain(words), classes="-quoted")


def law(found: Iterable[ArticleSheet]) -> Iterator[Widget]:
    """Articles in a rail: only what is cited of each, in our own words."""
    for sheet in found:
        yield Static(_head(sheet), classes="law")
        for number, words in sheet.paragraphs:
            if number in sheet.cited or not sheet.cited:
                yield Row(plain(f"{number}. " if number else "", "$text-muted"), plain(words, "$text-muted"))


class SourceDialog(ArticlesDialog):
    """What the answer to an item rests on."""

    def __init__(self, study: Study, item: Item) -> None:
        rests = Static(plain(norm(item), "$text-muted"), classes="-sheet")
        super().__init__(phrases.SOURCES, sheets(item.sources, study.catalogue, study.official), rests)


class ArticleDialog(ArticlesDialog):
    """One article, and the lessons that rest on it."""

    def __init__(self, study: Study, reference: str) -> None:
        lessons = resting_on(reference, study.catalogue.lessons.values())
        about = phrases.resting(lesson.head.title for lesson in lessons)
        below = [Static(plain(about, "$text-muted"), classes="-sheet")] if lessons else []
        super().__init__(phrases.ARTICLE, sheets([reference], study.catalogue, study.official), *below)


def term_dialog(study: Study, term: Term) -> NoteDialog:
    """What a word means, and where that is laid down."""
    cited = cite_all(term.sources, study.catalogue.register, dated=True)
    source = [("", ""), (f"Bron: {cited}", "$text-muted")] if cited else []
    others = [other for other in study.catalogue.meanings(term.term) if other.id != term.id]
    told = phrases.word(study.catalogue, term, alone=not others)
    more = [
        part
        for other in others
        for part in (("", ""), (phrases.word(study.catalogue, other, alone=False), "bold"), other.explanation)
    ]
    return NoteDialog(plain(told), lines(term.explanation, *source, *more))


class StatutesScreen(MenuScreen):
    """The laws, or the articles of one."""

    def __init__(self, study: Study, law: str = "") -> None:
        statute = study.catalogue.statutes.get(law)
        super().__init__(plain(study.catalogue.register[law].name if statute else phrases.LAWS))
        self._study = study
        self._statute = statute

    def on_mount(self) -> None:
        self.about.update(plain(phrases.OWN_WORDS, "$text-muted"))
        self.menu.entries = tuple(self._articles() if self._statute else self._laws())
        self.menu.highlighted = 0 if self.menu.entries else None
        self.settle()

    def _laws(self) -> Iterator[Entry]:
        catalogue = self._study.catalogue
        for name, statute in catalogue.statutes.items():
            count = phrases.count(len(statute.entries), "artikel", "artikelen")
            text = line((catalogue.register[name].name, "bold"), (f"  {count}", "$text-muted not bold"))
            yield Entry(text, go=ToStatutes(name))

    def _articles(self) -> Iterator[Entry]:
        assert self._statute
        width = max(len(entry.number) for entry in self._statute.entries)
        for entry in self._statute.entries:
            text = line((f"{entry.number:>{width}}  ", "$text-accent"), entry.heading)
            yield Entry(text, go=ToArticle(f"{self._statute.law} {entry.number}"))
