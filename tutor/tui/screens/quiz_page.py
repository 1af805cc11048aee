"""What a quiz shows: where you are, a question with what stands around it, and the feedback on an answer."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.learning.lesson import PageKind
from tutor.learning.quiz import Mode, QuizSession
from tutor.model import Item
from tutor.service import phrases
from tutor.service.study import REVIEW, Study
from tutor.tui.text import line, plain
from tutor.tui.widgets.feedback import Feedback, FirstLook
from tutor.tui.widgets.question import Stem, answer_form
from tutor.tui.widgets.row import Row

_WORDS = {Mode.PRACTICE: "Oefenen", Mode.TEST: "Toets"}
_AGAIN = "Nog een keer. Voor je score telt je eerste antwoord."


def place(study: Study, session: QuizSession) -> Content:
    """What kind of quiz this is, and about what."""
    lesson = study.catalogue.lessons.get(session.subject)
    if session.subject == REVIEW or lesson is None:
        return plain(REVIEW.capitalize())
    kind = _WORDS[session.mode] if len(session.items) > 1 else phrases.PAGE[PageKind.CHECK]
    return line((f"{kind} › ", "$text-muted"), lesson.head.title)


def question(study: Study, session: QuizSession, item: Item) -> Iterator[Widget]:
    """Why it is put now, whether it is old, the question, and the way to answer."""
    if session.purpose == REVIEW:
        yield Static(line(("Waarom nu? ", "bold $text-accent"), study.why_now(session)), classes="why")
    if session.tries:
        yield Static(plain(_AGAIN), classes="again")
    yield stem(study, item)
    if session.hint:
        yield hint(session)
    yield answer_form(item, session.shown_order(), final=session.mode is Mode.TEST)


def stem(study: Study, item: Item) -> Stem:
    """The question, marked when its text is past its date."""
    return Stem(item, dated=not study.is_current(item))


def hint(session: QuizSession) -> Row:
    """The hint that the learner asked for."""
    return Row(plain("Hint  ", "bold $text-accent"), plain(session.hint), classes="hint")


def feedback(study: Study, session: QuizSession, item: Item) -> Feedback:
    """On the last answer. After a first one that was not right, the answer is left to be found."""
    attempt = session.tries[-1]
    kind = FirstLook if session.withholds else Feedback
    return kind(item, attempt.response, attempt.verdict, study.catalogue.register)
