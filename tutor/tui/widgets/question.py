"""A question on screen, and what the learner reads after an answer: verdict, why, and what it rests on.

All ways to answer share that they look like a form, and say `AnswerSubmitted` once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, MouseMove
from textual.message import Message
from textual.widgets import Static

from tutor.content import statute
from tutor.learning.answers import OPINIONS, Arrange, Choose, GiveUp, Join, Opinion, Response, choices
from tutor.learning.grading import Note, Outcome, Verdict, first_look, grade, right_answer
from tutor.model import Debate, Dilemma, Gaps, Item, Law, Matching, Multiple, Open, Ordering, Statement
from tutor.service import phrases
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import LaidOnce
from tutor.tui.widgets.picker import Picker, lettered
from tutor.tui.widgets.scrolling import Labelled, Paragraphs

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


class AnswerForm(LaidOnce):
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


class QuestionCard(Vertical, LaidOnce):
    """A question with what there is to choose, as one thing; in a small window without a border."""

    DEFAULT_CSS = """
    QuestionCard { height: auto; background: $surface; border: round $rule; margin-bottom: 1; }
    QuestionCard Stem { margin-bottom: 1; }
    """


class AnsweredOptions(Picker, can_focus=False):
    """The options as they stood, with what was chosen, and what was right once that may be seen."""

    def __init__(self, item: Item, order: Sequence[int], response: Response | None, *, told: bool) -> None:
        """`told`: whether the right answer is shown, of an item that has one."""
        chosen = {response.index} if isinstance(response, Opinion) else set[int]()
        if isinstance(response, Choose):
            chosen = set(response.indices)
        texts = [(OPINIONS if isinstance(item, Statement) else choices(item))[index] for index in order]
        keys = {
            index for index, option in enumerate(getattr(item, "options", ())) if told and getattr(option, "key", False)
        }
        marks = ["✓" if index in keys else ("✗" if told else "•") if index in chosen else "" for index in order]
        shown = [
            line(text, ("  ← jij", "$text-muted not bold") if index in chosen else "")
            for index, text in zip(order, texts, strict=True)
        ]
        super().__init__(lettered(shown, (), marks))

    def on_click(self, event: Click) -> None:
        """There is nothing more to choose."""

    def on_mouse_move(self, event: MouseMove) -> None:
        """Nothing here answers to the mouse."""


class Stem(Static, LaidOnce):
    """What happens, and then the question; above them what to know before answering."""

    DEFAULT_CSS = """
    Stem { height: auto; width: 1fr; padding: 0 1; margin-bottom: 1; }
    """

    def __init__(self, item: Item, caveats: tuple[str, ...] = ()) -> None:
        above = [plain(f"! {caveat}", "$text-warning") for caveat in caveats]
        told = [plain(text) for text in (item.passage, item.situation) if text]
        spaced = [part for one in (*above, *told) for part in (one, plain(""))]
        super().__init__(lines(*spaced, plain(item.asked, "bold")))


SIGN: Mapping[Outcome, tuple[str, str]] = {
    Outcome.RIGHT: ("✓", "$text-success"),
    Outcome.PARTLY: ("~", "$text-warning"),
    Outcome.WRONG: ("✗", "$text-error"),
    Outcome.UNSCORED: ("•", "$text-primary"),
    Outcome.UNCLEAR: ("?", "$text-primary"),
}
"""Sign and colour of each outcome; the word is in `phrases.OUTCOME`."""
GAVE_UP = "Je weet het nog niet. Dat is ook een antwoord."


class Feedback(Paragraphs):
    """Verdict, what each choice says, explanation and source of one response."""

    DEFAULT_CSS = """
    Feedback { background: $surface; padding: 0 1; border-left: thick $primary; }
    Feedback.-right { border-left: thick $success; }
    Feedback.-partly { border-left: thick $warning; }
    Feedback.-wrong { border-left: thick $error; }
    """

    def __init__(self, item: Item, response: Response | None, verdict: Verdict, register: Mapping[str, Law]) -> None:
        """`response` is None for an opinion that was given earlier; `register` names the sources."""
        super().__init__(classes=f"-{verdict.outcome.name.casefold()}")
        self._item = item
        self._response = response
        self._verdict = verdict
        self._register = register
        self._parts = tuple(self._told())

    def _told(self) -> Iterator[Labelled]:
        item = self._item
        yield self._head()
        yield from self._notes()
        answer = self._answer()
        if answer:
            title = "Een voorbeeld van een goed antwoord" if isinstance(item, Open) else "Het goede antwoord"
            yield _section(title, answer)
        if isinstance(item, Statement | Dilemma):
            yield from _debate(item)
        if isinstance(self._response, Choose) and self._response.reason:
            yield _section(phrases.YOUR_REASON, self._response.reason)
        if all(note.text != item.explanation for note in self._verdict.notes):
            yield _row("", plain(item.explanation))
        yield _row("§", plain(statute.sources(item, self._register), "$text-muted"), "$text-muted")

    def _head(self) -> Labelled:
        sign, style = SIGN[self._verdict.outcome]
        word = phrases.OUTCOME[self._verdict.outcome]
        if isinstance(self._item, Debate):
            word = phrases.OPINION_NOT_KEPT
        elif isinstance(self._response, GiveUp):
            sign, word = "•", GAVE_UP
        return _row(sign, plain(word, f"bold {style}"), f"bold {style}")

    def _notes(self) -> Iterator[Labelled]:
        notes = self._verdict.notes
        match self._item:
            case Multiple() | Ordering() | Matching() | Gaps() | Open():
                for number, note in enumerate(notes):
                    sign, style = SIGN[Outcome.RIGHT if note.right else Outcome.WRONG]
                    about = line((note.about, "bold"), (self._remark(number, note), style))
                    yield _row(sign, lines(about, note.text), style)
            case Dilemma():
                yield from (_row("", lines((note.about, "bold"), note.text)) for note in notes)
            case _:
                yield from (_row("", _own(note)) for note in notes)

    def _remark(self, number: int, note: Note) -> str:
        """What the learner did with a part that was not right, as far as the feedback does not say it."""
        if note.right:
            return ""
        match self._item, self._response:
            case Multiple(options=options), Choose(indices=indices):
                chosen = any(options[index].text == note.about for index in indices if index < len(options))
                return " (hoort er niet bij)" if chosen else " (gemist)"
            case Ordering(), Arrange(order=order) if number in order:
                return f" (plaats {number + 1}, jij: {order.index(number) + 1})"
            case (Matching() | Gaps()) as item, Join(rights=rights) if number < len(rights):
                right = rights[number]
                return f" (jij: {item.rights[right]})" if right is not None and right < len(item.rights) else ""
            case Open(), _:
                return " (nog niet)"
        return ""

    def _answer(self) -> str:
        """The right answer, unless the notes show it."""
        noted = bool(self._verdict.notes)
        match self._item:
            case Open():
                return right_answer(self._item)
            case Multiple() | Ordering() | Matching() | Gaps() if noted:
                return ""
        return "" if self._verdict.right else right_answer(self._item)


class FirstLook(Feedback):
    """Feedback that leaves the right answer to be found: only about what was chosen, placed or typed."""

    def _told(self) -> Iterator[Labelled]:
        yield self._head()
        told = True
        for note in first_look(self._item, self._response, self._verdict):
            if isinstance(self._item, Multiple | Ordering | Matching | Gaps):
                sign, style = SIGN[Outcome.RIGHT if note.right else Outcome.WRONG]
                row = _row(sign, lines(*(part for part in (note.about, note.text) if part)), style)
                yield row._replace(tight=not told and not note.text)  # names only stand as a list
                told = bool(note.text)
            else:
                yield _row("", _own(note))
        yield _row("", plain("Probeer het nog eens. Of bekijk het antwoord met F3.", "$text-muted"))


class Explanation(Feedback):
    """The answer and its explanation, without an answer of the learner."""

    def __init__(self, item: Item, register: Mapping[str, Law]) -> None:
        super().__init__(item, None, grade(item, GiveUp()), register)
        self.set_classes("")

    def _head(self) -> Labelled:
        return _row("", plain("Zo zit het", "bold $text-primary"))


def _row(sign: str, text: Content, style: str = "") -> Labelled:
    return Labelled(plain(f"{sign:<2}", style), text)


def _own(note: Note) -> Content:
    """What the learner answered, and what there is to say about it."""
    answer = line(("Jouw antwoord: ", "$text-muted"), note.about)
    return lines(answer, note.text) if note.text else answer


def _section(title: str, *parts: str) -> Labelled:
    return _row("", lines((title, "bold $text-primary"), *parts))


def _debate(item: Debate) -> Iterator[Labelled]:
    """What fixes the debate, and what keeps it going."""
    yield _section("Wie beslist", item.decides)
    yield _section("Ondergrens: dit ligt vast", item.floor)
    for title, parts in (
        ("Voor", item.pros),
        ("Tegen", item.cons),
        ("Verander één feit", item.shifts),
        ("Om over te praten", item.discuss),
    ):
        if parts:
            yield _section(title)
            yield from (Labelled(plain("  – "), plain(part), tight=True) for part in parts)
