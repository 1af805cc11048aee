"""Small screens on top of another one: something to read, questions with a few answers, and help."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from importlib.resources import files
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.command import command
from tutor.learning.answers import Confidence
from tutor.model import Catalogue, Item, Step
from tutor.service import phrases
from tutor.tui.screens.base import TutorDialog, TutorScreen
from tutor.tui.text import plain
from tutor.tui.widgets.frame import KeyLine, KeyLines, TopBar
from tutor.tui.widgets.picker import Entry, MenuList, menu
from tutor.tui.widgets.row import Row
from tutor.tui.widgets.scrolling import Reader


class NoteDialog(TutorDialog[None]):
    """Something short to read, such as the meaning of a word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "Sluiten"),
        Binding("space", "dismiss", "Sluiten", show=False),
    ]

    def __init__(self, title: Content, text: Content) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(self._title, classes="dialog-title")
            yield Static(self._text)
        yield KeyLine()


class ChoiceDialog(TutorDialog[int]):
    """A question with a few answers; dismisses with the index of the one that was chosen."""

    def __init__(
        self, title: Content, text: Content | None, answers: Sequence[Content], *, highlighted: int = 0
    ) -> None:
        """`text` stands between the title and the answers."""
        super().__init__()
        self._title = title
        self._text = text
        self._answers = tuple(answers)
        self._highlighted = highlighted

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="dialog-title")
            if self._text:
                yield Static(self._text, classes="dialog-text")
            answers = ((answer, partial(self.dismiss, index)) for index, answer in enumerate(self._answers))
            yield MenuList(menu(answers), highlighted=self._highlighted)
        yield KeyLine()


class ConfirmDialog(TutorDialog[bool]):
    """A question; dismisses with True for yes. The safe answer comes first."""

    def __init__(self, question: Content, *, yes: Content, no: Content) -> None:
        super().__init__()
        self._question = question
        self._answers = (no, yes)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._question, classes="dialog-title")
            no, yes = self._answers
            yield MenuList(
                menu([(no, partial(self.dismiss, False)), (yes, partial(self.dismiss, True))]), highlighted=0
            )
        yield KeyLine()


_CHOICES = (
    (Confidence.GUESS, "Gok", ("1", "g")),
    (Confidence.THINK, "Denk ik", ("2", "d")),
    (Confidence.SURE, "Zeker", ("3", "z")),
)
_MIDDLE = 1


class CertaintyDialog(TutorDialog[Confidence]):
    """Dismisses with how sure the learner is; Escape goes back to the question."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Terug")]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(plain("Hoe zeker ben je?"), classes="dialog-title")
            yield MenuList(
                [Entry(plain(word), keys, go=partial(self.dismiss, sure)) for sure, word, keys in _CHOICES],
                highlighted=_MIDDLE,
            )
        yield KeyLine()


class PassageDialog(TutorDialog[None]):
    """One step to read again."""

    DEFAULT_CSS = """
    PassageDialog.-narrow > Vertical { width: 100%; height: 100%; border: none; }
    PassageDialog.-narrow KeyLines { padding: 0 1; }
    PassageDialog > Vertical { width: 90%; max-width: 84; height: 90%; }
    PassageDialog > Vertical { background: $background; border: round $primary; }
    PassageDialog Reader { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,l", "dismiss", "Terug naar de vraag")]

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Reader(self._step.text, above=plain(self._step.title, "bold $text-primary"))
            yield KeyLines()


class SourceDialog(TutorDialog[None]):
    """The sources of an item."""

    DEFAULT_CSS = """
    SourceDialog Row.-first { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,s", "dismiss", "Sluiten"),
        Binding("space", "dismiss", "Sluiten", show=False),
    ]

    def __init__(self, item: Item, catalogue: Catalogue) -> None:
        super().__init__()
        self._facts = phrases.source_facts(item, catalogue.register)

    def compose(self) -> ComposeResult:
        """A row for each fact; a source begins with its name."""
        width = max(len(label) for label, _ in self._facts) + 2
        with VerticalScroll(classes="dialog"):
            yield Static(plain("Waar staat het?"), classes="dialog-title")
            for number, (label, value) in enumerate(self._facts):
                first = number > 0 and label in ("Bron", "Soort regel", "Onze uitleg")
                yield Row(plain(f"{label:<{width}}", "$text-muted"), plain(value), classes="-first" if first else "")
        yield KeyLine()


_COMMAND = re.compile(r"`raadstutor ([^`]+)`")


class HelpScreen(TutorScreen[None]):
    """A text to read, from whichever screen `?` was pressed on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_on", "Verder lezen"),
        Binding("escape", "dismiss", "Sluiten"),
        Binding("question_mark,f1", "dismiss", "Sluiten", show=False),
    ]

    def __init__(self, page: str) -> None:
        """`page`: path of the text within `tutor.tui`."""
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Hulp"))
        text = files("tutor.tui").joinpath(self._page).read_text(encoding="utf-8")
        yield Reader(_COMMAND.sub(lambda found: f"`{command(found[1])}`", text))
        yield KeyLine()

    def action_read_on(self) -> None:
        """The next part of the text."""
        self.query_one(Reader).action_page_down()


def open_help(app: App[int], page: str = "hulp.md") -> None:
    """Open a text of help in a window, unless it is there already."""
    if not isinstance(app.screen, HelpScreen):
        app.push_screen(HelpScreen(page))
