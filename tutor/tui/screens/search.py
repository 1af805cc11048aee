"""Finding things back: type a few words, and open the lesson, word, note or question that has them. And who is who."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tutor.model import Person
from tutor.model.catalogue import FindKind, Found
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui import destinations as to
from tutor.tui.destinations import of_found
from tutor.tui.shell import MenuScreen, TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import Field, KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, MenuList

LONGEST = 200
"""Characters that fit in the field."""
_HINT = "Typ een paar woorden. Je zoekt in alle lessen en woorden, in je notities en in vragen die je al had."


class SearchScreen(TutorScreen[None]):
    """Results appear while typing; the arrows go through them with the words still in the field."""

    AUTO_FOCUS = "Field"
    DEFAULT_CSS = """
    SearchScreen Field { margin: 0 2; max-width: 86; border: round $primary; background: $surface; }
    SearchScreen #page { padding-top: 0; }
    SearchScreen.-narrow Field { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Omhoog", show=False),
        Binding("down", "move(1)", "Omlaag", show=False),
        Binding("escape", "dismiss", "Sluiten"),
    ]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Zoeken"))
        yield Field("Openen", placeholder="Typ een paar woorden", max_length=LONGEST)
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="about")
            yield MenuList([])
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """A note may have changed since the learner was here."""
        self._find(keep_place=True)

    @on(Input.Changed)
    def _changed(self) -> None:
        self._find()

    def _find(self, *, keep_place: bool = False) -> None:
        query = self.query_one(Field).value
        menu = self.query_one(MenuList)
        menu.entries = tuple(_rows(self._study, query))
        if not keep_place:
            menu.highlighted = None
        menu.keep_highlight()
        about = "" if menu.entries else phrases.nothing_found(self._study.meant(query)) if query.strip() else _HINT
        self.query_one("#about", Static).update(plain(about, "$text-muted"))
        self.query_one("#about").display = bool(about)
        if not keep_place:
            self.query_one("#page").scroll_home(animate=False)

    def action_move(self, step: int) -> None:
        """Go through the results, with the words still in the field."""
        try:
            self.query_one(MenuList).action_move(step)
        except SkipAction:
            self.query_one("#page").scroll_relative(y=step, animate=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        menu = self.query_one(MenuList)
        if menu.highlighted is not None:
            menu.follow(menu.highlighted)
        else:
            self.shell.tell(phrases.NOTHING_FOUND if self.query_one(Field).value.strip() else _HINT)


def _rows(study: Study, query: str) -> Iterator[Entry]:
    """What was found, under a heading for each kind."""
    results = study.search(query)
    for kind in FindKind:
        ones = [found for found in results if found.kind is kind]
        if ones:
            yield Entry(plain(phrases.FOUND[kind]), heading=True)
        yield from (Entry(_text(found), go=of_found(found)) for found in ones)


def _text(found: Found) -> Content:
    place = f"  {found.place}" if found.place else ""
    title = line((found.title, "bold"), (place, "$text-muted not bold"))
    words = [
        (piece.replace("\n", " "), "not bold underline" if number % 2 else "$text-muted not bold")
        for number, piece in enumerate(found.excerpt)
    ]
    return lines(title, line(*words))


class PeopleScreen(MenuScreen):
    """Who is who in the lessons; the highlighted person is open, with the lessons to go to."""

    def __init__(self, study: Study) -> None:
        super().__init__(plain("Wie is wie"))
        self._study = study
        self._open: Person | None = None

    def on_mount(self) -> None:
        self.about.update(plain(phrases.PEOPLE, "$text-muted"))
        self._show()

    def _show(self) -> None:
        self.menu.entries = tuple(self._rows())
        self.menu.keep_highlight()
        self.settle()

    def _rows(self) -> Iterator[Entry]:
        catalogue = self._study.catalogue
        for person in catalogue.people:
            head = line((person.name, "bold"), (f"  {person.role}", "$text-muted not bold"))
            if person is not self._open:
                yield Entry(head, go=partial(self._choose, person))
                continue
            yield Entry(lines(head, plain(person.text, "not bold")), go=partial(self._choose, person))
            for lesson in catalogue.lessons_with(person):
                yield Entry(plain(lesson.head.title), indent=2, go=to.ToLesson(lesson.head.id, looking=True))

    def _choose(self, person: Person) -> None:
        """Open a person, or close one that is open."""
        self._open = None if person is self._open else person
        self._show()
        self.menu.highlighted = self._study.catalogue.people.index(person)
