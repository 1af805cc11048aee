"""A toets before its first question, all its questions before it is handed in, and what stands on it at one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.learning.answers import Arrange, Choose, Join, Response, Write
from tutor.learning.parts import Pace
from tutor.learning.quiz import QuizSession
from tutor.model import Item
from tutor.service import handing_in
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.answering import AnswerForm
from tutor.tui.widgets.choice import FinalChoiceForm, MatchingForm, OrderingForm
from tutor.tui.widgets.picker import Entry, MenuList, keys_of, menu
from tutor.tui.widgets.question import QuestionCard

GIVEN, OPEN, MARKED = "●", "○", "◆"


def start(session: QuizSession, pace: Pace, begin: Callable[[], object], leave: Callable[[], object]) -> QuestionCard:
    """What a toets is."""
    return QuestionCard(
        Static(plain("Toets", "bold $text-primary"), classes="start"),
        Static(lines(*handing_in.test_about(session, pace)), classes="start"),
        MenuList(menu([(plain("Begin"), begin), (plain("Nog niet"), leave)]), highlighted=0),
    )


def review(
    session: QuizSession,
    look_at: Callable[[int], object],
    hand_in: Callable[[], object],
    leave: Callable[[], object],
) -> Iterator[Widget]:
    """All questions with what was answered, to look at again or to hand in. Nothing says what is right."""
    yield QuestionCard(
        Static(plain(handing_in.TEST_REVIEW, "bold $text-primary"), classes="start"),
        Static(lines(*handing_in.test_state(session)), classes="start"),
    )
    undone = next(
        (n for n, item in enumerate(session.items) if handing_in.given(session, item) == handing_in.STILL_OPEN), None
    )
    entries = [
        *([Entry(plain(handing_in.to_open(undone)), go=partial(look_at, undone))] if undone is not None else []),
        Entry(plain(handing_in.HAND_IN), go=hand_in),
        Entry(plain(handing_in.LATER), go=leave),
        Entry(plain("De vragen"), heading=True),
        *(
            Entry(_state(session, item), keys_of(number)[:1], go=partial(look_at, number), chip=True)
            for number, item in enumerate(session.items)
        ),
    ]
    yield MenuList(entries, highlighted=0)


def _state(session: QuizSession, item: Item) -> Content:
    """A question in two lines: `● Wie beslist?`, and below it the answer that was given, and whether it is marked."""
    told = handing_in.given(session, item)
    sign = (OPEN, "$text-warning") if told == handing_in.STILL_OPEN else (GIVEN, "$text-primary")
    mark = (f"  {MARKED} {handing_in.MARKED}", "$text-accent") if item.id in session.marked else ""
    return lines(line(sign, f" {item.question}"), line("  ", (told, "$text-muted not bold"), mark))


def put_back(form: AnswerForm, response: Response) -> None:
    """Let the form show what stands on the toets."""
    match response:
        case Choose(indices=indices) if isinstance(form, FinalChoiceForm):
            form.marked = frozenset(form.order.index(index) for index in indices if index in form.order)
        case Arrange(order=order) if isinstance(form, OrderingForm):
            form.picked = order
        case Join(rights=rights) if isinstance(form, MatchingForm):
            form.joined, form.at = rights, None
            form.show_entries()
        case Write(text=text):
            form.put_back(text)
