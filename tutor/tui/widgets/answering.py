"""What all ways to answer share: they look like a form, and say `Answered` once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.learning.grading import Verdict
from tutor.learning.response import Response
from tutor.tui.text import plain


class Answered(Message):
    """The learner answered."""

    def __init__(self, form: AnswerForm, response: Response) -> None:
        super().__init__()
        self.form = form
        self.response = response
        """Indices are those of the author."""

    @property
    def control(self) -> AnswerForm:
        """The form that was answered."""
        return self.form


class Reminded(Message):
    """Something is missing or unclear. The screen says so where it is always in view."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
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
        """How to answer, and the parts of the form."""
        if self.HOW:
            yield Static(plain(self.HOW), classes="how")
        yield from self.parts()

    def parts(self) -> Iterator[Widget]:
        """What the learner answers with."""
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
        self.post_message(Answered(self, response))
