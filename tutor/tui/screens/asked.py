"""A question of a quiz as it is put: where this is, why it is asked now, and what there is to answer.

And a toets before its first question, all its questions before it is handed in, and what stands on it at one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.content.markdown import drawing_for
from tutor.learning.answers import Arrange, Choose, Join, Response, Write
from tutor.learning.days import study_day
from tutor.learning.lesson import PageKind
from tutor.learning.minutes import Prices
from tutor.learning.quiz import Mode, QuizSession
from tutor.model import Dilemma, Item, Multiple, Single, Statement
from tutor.service import handing_in, phrases
from tutor.service.study import MISTAKES, MORE, QUIZ, REVIEW, Study
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.choice import FinalChoiceForm, MatchingForm, OrderingForm
from tutor.tui.widgets.picker import CURSOR, Entry, MenuList, keys_of, menu
from tutor.tui.widgets.question import SIGN, AnsweredOptions, AnswerForm, QuestionCard, Stem
from tutor.tui.widgets.scrolling import LessonText, Row

GIVEN, OPEN, MARKED = "●", "○", "◆"


def test_start(
    session: QuizSession, prices: Prices, begin: Callable[[], object], leave: Callable[[], object]
) -> QuestionCard:
    """What a toets is."""
    return QuestionCard(
        Static(plain("Toets", "bold $text-primary"), classes="start"),
        Static(lines(*handing_in.test_about(session, prices)), classes="start"),
        MenuList(menu([(plain("Begin"), begin), (plain("Nog niet"), leave)]), highlighted=0),
    )


def test_review(
    session: QuizSession,
    look_at: Callable[[int], object],
    hand_in: Callable[[], object],
    leave: Callable[[], object],
) -> Iterator[Widget]:
    """All questions with what was answered, to look at again or to hand in. Nothing says what is right."""
    yield QuestionCard(
        Static(plain(handing_in.TEST_REVIEW, "bold $text-primary"), classes="start"),
        Static(lines(*handing_in.test_state(session)), classes="start -last"),
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


_WORDS = {Mode.PRACTICE: "Oefenen", Mode.TEST: "Toets"}
_AGAIN = "Nog een keer. Voor je score telt je eerste antwoord."


def place_of(study: Study, session: QuizSession) -> Content:
    """What kind of quiz this is, and about what."""
    lesson = study.catalogue.lessons.get(session.subject)
    if session.purpose == MISTAKES:
        return plain(phrases.MISTAKES_AGAIN)
    if session.purpose == MORE:
        return plain(phrases.MORE_PRACTICE)
    if session.subject == REVIEW or lesson is None:
        return plain(REVIEW.capitalize())
    kind = _WORDS[session.mode] if len(session.items) > 1 else phrases.PAGE[PageKind.CHECK]
    kind = phrases.PAGE[PageKind.QUIZ] if session.purpose == QUIZ else kind
    return line((f"{kind} › ", "$text-muted"), lesson.head.title)


_A_ROW = 10
"""Signs beside each other."""


def round_so_far(session: QuizSession) -> Content:
    """This round at a glance, a sign for each question: how it went at first; of a toets only what is open."""
    first = {one.item.id: SIGN[one.attempt.verdict.outcome] for one in session.results().lines}
    signs = []
    for number, item in enumerate(session.items):
        sign = first.get(item.id, (OPEN, "$text-muted"))
        if session.mode is Mode.TEST:
            sign = (GIVEN, "$text-primary") if handing_in.given(session, item) != handing_in.STILL_OPEN else sign
            sign = (MARKED, "$text-accent") if item.id in session.marked else sign
        here = number == session.position and item.id not in first
        signs.append(plain(*((f"{CURSOR} ", "bold $text-accent") if here else (f"{sign[0]} ", sign[1]))))
    rows = (line(*signs[at : at + _A_ROW]) for at in range(0, len(signs), _A_ROW))
    return lines(("Deze ronde", "bold $text-primary"), "", *rows)


def aside(text: str, *, after: bool = False) -> Row:
    """What is said above a question, or after its feedback."""
    return Row(plain(""), plain(text), classes="again -after" if after else "again")


def after(study: Study, session: QuizSession, item: Item, *, told: bool) -> Iterator[Widget]:
    """Below the feedback: the drawing that explains it, what was guessed before, and when it is asked again."""
    right = session.tries[-1].verdict.right
    step = study.catalogue.lesson_of[item.id].step(item.step)
    if told and (drawing := drawing_for(item, step, right=right)):
        yield LessonText(drawing)
    if told and session.purpose == QUIZ and (guess := study.progress.guessed(item)):
        yield aside(phrases.guessed(item, guess, right=right), after=True)
    if session.comes_back(item) and not session.returning:
        yield aside(phrases.COMES_BACK, after=True)
    elif told and (day := study.progress.returns(item)):
        yield aside(phrases.returns(day, study_day(study.now())), after=True)


def asked(
    study: Study, session: QuizSession, item: Item, form: AnswerForm | None, response: Response | None
) -> Iterator[Widget]:
    """Why it is put now, whether it is old, the question, and the way to answer or what was answered."""
    if session.returning:
        yield aside(phrases.CAME_BACK)
    elif session.purpose == QUIZ and study.progress.guessed(item):
        yield aside(phrases.GUESSED)
    elif session.purpose == REVIEW:
        why = line(("Waarom nu? ", "bold $text-accent"), study.why_now(session))
        yield Row(plain(""), why, classes="why")
    if session.set_aside:
        yield aside(_AGAIN)
    parts: list[Widget] = [Stem(item, study.caveats(item))]
    if session.mode is Mode.TEST:
        mark = Static(plain(f"{MARKED} {handing_in.MARKED}", "$text-accent"), classes="mark")
        mark.display = item.id in session.marked
        parts.insert(0, mark)
        if session.given_at(item):
            yield aside(f"Je antwoord nu: {phrases.sentence(handing_in.given(session, item))}")
    if session.hint:
        parts.append(hint(session))
    if form:
        parts.append(form)
    elif isinstance(item, Single | Multiple | Statement | Dilemma):
        order = session.shown_order() or (0, 1)
        parts.append(AnsweredOptions(item, order, response, told=item.scored))
    yield QuestionCard(*parts)


def hint(session: QuizSession) -> Row:
    """The hint that the learner asked for."""
    return Row(plain("Hint  ", "bold $text-accent"), plain(session.hint), classes="hint")
