"""Small screens on top of another one: something to read, questions with a few answers, a note to write, and help."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static, TextArea

from tutor import FOLDER
from tutor.learning.answers import Confidence
from tutor.model import Lesson, Step, StepRole
from tutor.service import phrases
from tutor.system import Refusal, command
from tutor.tui.shell import TutorDialog, TutorScreen
from tutor.tui.text import clean, lines, plain
from tutor.tui.widgets.frame import HELP, Field, KeyLine, KeyLines, TopBar, key_name
from tutor.tui.widgets.picker import Entry, MenuList, menu
from tutor.tui.widgets.scrolling import Reader

Given = TypeVar("Given")


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


REPORTS = ("Gedaan", "Nog niet, vraag het over dertig dagen weer", "Laat maar")
"""What can have become of an action, in the order of `ActionResult`."""


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


def action_dialog(lesson: Lesson) -> ChoiceDialog:
    """What became of the "morgen doen" of a lesson?"""
    from tutor.content.markdown import parse
    from tutor.content.markdown import plain as words

    step = next((step for step in lesson.steps if step.role is StepRole.TOMORROW), None)
    text = words(parse(step.text)) if step else lesson.head.title
    title = lines("Hoe ging het?", (f"Uit de les {lesson.head.title}", "$text-muted not bold"))
    return ChoiceDialog(title, plain(text), [plain(answer) for answer in REPORTS])


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


class NameDialog(TutorDialog[Given]):
    """Asks for one line, and does something with it; dismisses with what came of that."""

    def __init__(self, title: Content, field: Field, act: Callable[[str], Given]) -> None:
        """`act` raises Refusal for a line with which that cannot be done."""
        super().__init__()
        self._title = title
        self._field = field
        self._act = act

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="dialog-title")
            yield self._field
            yield Static(id="trouble")
        yield KeyLine()

    @on(Input.Submitted)
    def _submit(self) -> None:
        """Do it, or say why that does not work."""
        try:
            given = self._act(self.query_one(Input).value)
        except Refusal as refusal:
            self.query_one("#trouble", Static).update(plain(str(refusal), "$text-error"))
            return
        self.dismiss(given)


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
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,f5", "dismiss", "Terug naar de vraag")]

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Reader(self._step.text, above=lines((self._step.title, "bold $text-primary"), ""))
            yield KeyLines()


_HERE = "## Op dit scherm\n\n| toets | wat er gebeurt |\n|---|---|"
_COMMAND = re.compile(r"`raadstutor ([^`]+)`")


class HelpScreen(TutorScreen[None]):
    """A text to read, from whichever screen `?` was pressed on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_on", "Verder lezen"),
        Binding("escape", "dismiss", "Sluiten"),
        Binding("question_mark,f1", "dismiss", "Sluiten", show=False),
    ]

    def __init__(self, page: str, keys: Sequence[Binding] = ()) -> None:
        """`page`: path of the text within `tutor.tui`. `keys`: those of the screen that asked for help."""
        super().__init__()
        self._page = page
        self._keys = keys

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Hulp"))
        text = (FOLDER / "tui" / self._page).read_text(encoding="utf-8")
        here = [f"| {key.key_display or key_name(key.key)} | {key.description} |" for key in self._keys]
        first = "\n".join([_HERE, *here, "", ""]) if here else ""
        yield Reader(first + _COMMAND.sub(lambda found: f"`{command(found[1])}`", text))
        yield KeyLine()

    def action_read_on(self) -> None:
        """The next part of the text."""
        self.query_one(Reader).action_page_down()


def open_help(app: App[int], page: str = "hulp.md", *, keys: Sequence[Binding] = ()) -> None:
    """Open a text of help in a window, unless it is there already; `keys` come first."""
    if not isinstance(app.screen, HelpScreen):
        app.push_screen(HelpScreen(page, keys))


def keys_of_screen(screen: Screen[object]) -> list[Binding]:
    """What a screen and its parts can do now, also what its key line leaves out; one key for each thing.

    First what the key line shows if there is room, last the keys that only move.
    """
    found: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        here = active.enabled and active.node is not screen.app and active.binding.action != HELP.action
        if here and (active.binding.show or _is_ours(active)):
            known = found.get(active.binding.description)
            if known is None or (active.binding.show and not known.show):
                found[active.binding.description] = active.binding
    return sorted(found.values(), key=lambda key: 0 if key.show else 2 if key.key.split(",")[0] in _MOVING else 1)


_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab", "space")


def _is_ours(active: ActiveBinding) -> bool:
    """Whether a key is one that we gave to a widget. Those of Textual, to move and to edit, have English names."""
    for kind in type(active.node).__mro__:
        if any(
            isinstance(own, Binding)
            and own.action == active.binding.action
            and active.binding.key in own.key.split(",")
            for own in vars(kind).get("BINDINGS", ())
        ):
            return kind.__module__.startswith("tutor.")
    return False


LONGEST = 5_000
"""Characters that a note may have."""
_UNSAVED = "Nog niet bewaard. Druk op Ctrl+S om te bewaren, of nog eens op Esc om te stoppen."
_TOO_LONG = f"Je notitie is te lang. Houd het onder de {LONGEST} tekens."


class NoteEditor(TutorDialog[str]):
    """Dismisses with the text, empty to take the note away; with None when nothing is to be kept."""

    DEFAULT_CSS = """
    NoteEditor > Vertical { width: 90%; max-width: 72; height: auto; max-height: 100%; padding: 0 1; }
    NoteEditor > Vertical { background: $surface; border: round $primary; }
    NoteEditor TextArea { height: 10; border: tall $primary; background: $background; }
    NoteEditor.-short TextArea { height: 5; }
    NoteEditor.-narrow > Vertical { width: 100%; }
    NoteEditor.-narrow KeyLines { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Bewaar"),
        Binding("escape", "leave", "Sluiten"),
    ]

    def __init__(
        self,
        place: str,
        title: Content,
        text: str,
        *,
        draft: str | None = None,
        put_back: bool = False,
        placeholder: str = "Schrijf hier je notitie",
    ) -> None:
        """`text`: what is kept now; `draft`: what was typed before at this `place`, and is not kept yet.

        `put_back`: the app closed in between.
        """
        super().__init__()
        self._place = place
        self._put_back = put_back
        self._placeholder = placeholder
        self._title = title
        self._text = clean(text)
        self._draft = self._text if draft is None else clean(draft)
        self._warned = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._title, classes="dialog-title")
            yield TextArea(soft_wrap=True, show_line_numbers=False, placeholder=plain(self._placeholder))
        yield KeyLines()

    def on_mount(self) -> None:
        """Begin at the end of what was written before."""
        field = self.query_one(TextArea)
        field.load_text(self._draft)
        field.move_cursor(field.document.end)
        if self._put_back:
            self.call_after_refresh(self._remind, phrases.PUT_BACK)

    @property
    def text(self) -> str:
        """What is in the field."""
        return clean(self.query_one(TextArea).text).strip()

    def typing(self) -> tuple[str, str] | None:
        return (self._place, self.text) if self.text != self._text.strip() else None

    def _remind(self, words: str) -> None:
        self.query_one(KeyLines).reminder = plain(f"! {words}" if words else "", "$text-warning")

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._warned = False
        self._remind("")

    def action_save(self) -> None:
        if len(self.text) > LONGEST:
            self._remind(_TOO_LONG)
        else:
            self.dismiss(self.text)

    def action_leave(self) -> None:
        """Leave; what was written is not thrown away without a word."""
        if self._warned or self.text == self._text.strip():
            self.dismiss(None)
        else:
            self._warned = True
            self._remind(_UNSAVED)
