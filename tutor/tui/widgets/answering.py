"""What all ways to answer share: they look like a form, and say `AnswerSubmitted` once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.learning.answers import Response
from tutor.learning.grading import Verdict
from tutor.tui.text import plain
from tutor.tui.widgets.picker import Checklist, Entry, Picker


@dataclass
class AnswerSubmitted(Message):
    """The learner answered. Indices in the response are those of the author."""

    form: AnswerForm
    response: Response


@dataclass
class Reminded(Message):
    """Something is missing or unclear. The screen says so where it is always in view."""

    text: str
    """Dutch; empty when the reminder is no longer needed."""


class AnswerForm(Widget):
    """How one item is answered. Stays as it is until the screen takes it away."""

    DEFAULT_CSS = """
    AnswerForm { height: auto; width: 1fr; }
    AnswerForm > .how { color: $text-muted; padding: 0 1; margin-bottom: 1; }
    """
    HOW = ""
    """How to answer, in one line."""

    def __init__(self, item_id: str, order: Sequence[int] = ()) -> None:
        """`order`: the author's indices in the order on screen."""
        super().__init__()
        self.item_id = item_id
        self.order = tuple(order)

    def compose(self) -> ComposeResult:
        if self.HOW:
            yield Static(plain(self.HOW), classes="how")
        yield from self.parts()

    def parts(self) -> Iterator[Widget]:
        raise NotImplementedError

    def take_focus(self) -> None:
        """Let keys arrive where the answer is given, without scrolling the question out of view."""
        raise NotImplementedError

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose text that took effort to write."""
        return False

    def clarify(self, verdict: Verdict) -> None:
        """The answer was not clear: ask again. Only for what can be unclear."""
        self.nudge(verdict.clarify)

    def nudge(self, message: str) -> None:
        """Remind the learner of what is missing; an empty message takes the reminder away."""
        self.post_message(Reminded(message))

    def submit(self, response: Response) -> None:
        """Say what the answer is."""
        self.post_message(AnswerSubmitted(self, response))


class ListForm(AnswerForm):
    """An answer given with one list."""

    LIST: type[Picker] = Checklist

    def entries(self) -> tuple[Entry, ...]:
        """The list as it now is."""
        raise NotImplementedError

    def pick(self, place: int, entry: Entry) -> None:
        """An entry was picked: where it is on screen, and what the learner saw there."""
        raise NotImplementedError

    def confirm(self, place: int | None) -> None:
        """Enter was pressed, with this place highlighted or none."""
        raise NotImplementedError

    def parts(self) -> Iterator[Widget]:
        yield self.LIST(self.entries())

    @property
    def picker(self) -> Picker:
        return self.query_one(Picker)

    def take_focus(self) -> None:
        self.screen.set_focus(self.picker, scroll_visible=False)

    def show_entries(self) -> None:
        """Show the list as it now is; what was missing may be there now."""
        self.nudge("")
        self.picker.entries = self.entries()

    @on(Picker.Picked)
    def _picked(self, message: Picker.Picked) -> None:
        message.stop()
        self.pick(message.index, message.entry)

    @on(Picker.Confirmed)
    def _confirmed(self, message: Picker.Confirmed) -> None:
        message.stop()
        self.confirm(message.index)
