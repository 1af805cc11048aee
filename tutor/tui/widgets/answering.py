"""What all ways to answer share: they look like a form, and say `AnswerSubmitted` once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.learning.answers import Response
from tutor.learning.grading import Verdict
from tutor.tui.text import plain

SAME = "Dat was je eerste antwoord. Kies iets anders, of bekijk het antwoord met F3."
NOTHING_GIVEN = "Er is nog niets om terug te nemen."
OFF_ON = ("[ ]", "[x]")
"""Sign before what can be ticked."""


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
    AnswerForm > .how { color: $text-muted; padding: 0 1; margin-top: 1; }
    """
    HOW = ""
    """How to answer, in one line."""

    def __init__(self, item_id: str, order: Sequence[int] = ()) -> None:
        """`order`: the author's indices in the order on screen."""
        super().__init__()
        self.item_id = item_id
        self.order = tuple(order)

    def compose(self) -> ComposeResult:
        yield from self.answering()
        if self.HOW:
            yield Static(plain(self.HOW), classes="how")

    def answering(self) -> ComposeResult:
        """What one answers with; how to do so stands below it."""
        return ()

    def try_again(self, response: Response) -> None:
        """Begin from an answer that was not right: what was right in it stays."""

    def take_focus(self) -> None:
        """Let keys arrive where the answer is given, without scrolling the question out of view."""
        place = next(part for part in self.query("*") if part.can_focus)
        self.screen.set_focus(place, scroll_visible=False)

    @property
    def complete(self) -> bool:
        """Whether Enter hands in what was chosen in a list, wherever the cursor is."""
        return False

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose text that took effort to write."""
        return False

    @property
    def typed(self) -> str:
        """What was typed so far, of an answer that is typed."""
        return ""

    def put_back(self, text: str) -> None:
        """Let what was typed before stand in the field again."""

    def clarify(self, verdict: Verdict) -> None:
        """The answer was not clear: ask again. Only for what can be unclear."""
        self.nudge(verdict.clarify)

    def nudge(self, message: str) -> None:
        """Remind the learner of what is missing; an empty message takes the reminder away."""
        self.post_message(Reminded(message))

    def submit(self, response: Response) -> None:
        """Say what the answer is."""
        self.post_message(AnswerSubmitted(self, response))
