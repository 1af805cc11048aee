"""A quiz as a frozen value: each transition gives a new session, so that undo, resume and replay come for free.

What enters the log of it is drafted here, and taken up again from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from tutor.learning.answers import Confidence, GiveUp, Response, Write, shown_order
from tutor.learning.answers import Mode as Mode
from tutor.learning.attempts import Attempt, ItemResult, Results
from tutor.learning.events import Answered, Filled, QuizFinished, QuizStarted
from tutor.learning.grading import NOTHING, UNSCORED, Outcome, Verdict, as_prompted, grade, guess_chance
from tutor.learning.log import Draft
from tutor.learning.wording import normalise
from tutor.model import Item, Open, revision

TRIES = 2
"""How often an item may be answered in Oefenen."""


class Phase(StrEnum):
    """What the learner is looking at."""

    ASKING = "vraag"
    FEEDBACK = "feedback"
    REVIEW = "nakijken"
    """Of a toets: all questions, before it is handed in."""
    DONE = "klaar"


@dataclass(frozen=True, kw_only=True)  # without slots: what a face asks a hundred times for one picture is kept
class QuizSession:
    """A running or finished quiz."""

    id: str
    subject: str
    """The lesson it belongs to."""
    purpose: str
    """What it is for: `quiz` in a lesson, the page id of a check question, or the mode of a quiz of its own."""
    mode: Mode
    items: tuple[Item, ...]
    seed: int
    attempts: tuple[Attempt, ...] = ()
    hinted: frozenset[str] = field(default_factory=frozenset)
    position: int = 0
    set_aside: int = 0
    """How many tries at the current item the learner has set aside to try again."""
    revealed: bool = False
    """Whether the learner asked for the answer instead of trying again. Not kept: only a face needs it."""
    named: frozenset[str] = frozenset()
    """What the tutor asked of the current item whether it was meant, normalised. Not kept either."""
    earlier: int = 0
    """How many tries at the current item were before it came back at the end."""
    given: tuple[Attempt, ...] = ()
    """What stands on a toets so far: nothing of it is shown or counts before it is handed in."""
    marked: frozenset[str] = frozenset()
    """Questions of a toets that the learner wants to look at again."""
    opened_with: int = 0
    """How many attempts there were when the quiz was opened: whether their answers were shown is not known."""

    @property
    def order(self) -> tuple[Item, ...]:
        """The items, and in Oefenen at the end once more those that were not right at first (successive relearning).

        What is asked after other questions must be remembered; a second try at once only repeats what is on the screen.
        """
        return (*self.items, *(item for item in self.items if self.comes_back(item)))

    def comes_back(self, item: Item) -> bool:
        """Whether an item is asked once more at the end. A check question on its own is not."""
        if self.mode is not Mode.PRACTICE or len(self.items) == 1:
            return False
        first = next((attempt for attempt in self.attempts if attempt.item == item.id), None)
        return first is not None and first.verdict.outcome in (Outcome.WRONG, Outcome.PARTLY)

    @cached_property
    def returning(self) -> bool:
        """Whether what is asked now was asked before in this quiz."""
        return self.mode is Mode.PRACTICE and self.position >= len(self.items)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the question in view and how many there are, in this round."""
        if not self.returning:
            return min(self.position + 1, len(self.items)), len(self.items)
        again = len(self.order) - len(self.items)
        return min(self.position - len(self.items) + 1, again), again

    @cached_property
    def current(self) -> Item | None:
        """The item in view; None when the quiz is done."""
        order = self.order if self.returning else self.items
        return order[self.position] if self.position < len(order) else None

    @cached_property
    def tries(self) -> tuple[Attempt, ...]:
        """The attempts at the current item, since it was put."""
        return self.tries_at(self.current.id)[self.earlier :] if self.current else ()

    @cached_property
    def phase(self) -> Phase:
        """Asking until an answer counts; feedback only in Oefenen."""
        if not self.current:
            return Phase.REVIEW if self.open else Phase.DONE
        return Phase.ASKING if self.set_aside == len(self.tries) else Phase.FEEDBACK

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self.attempts or self.given)

    @property
    def open(self) -> tuple[Item, ...]:
        """Of a toets that was not handed in: the questions whose answer does not count yet."""
        return tuple(item for item in self.items if not self.tries_at(item.id)) if self.mode is Mode.TEST else ()

    def given_at(self, item: Item) -> Attempt | None:
        """What stands on the toets as the answer to an item."""
        return next((attempt for attempt in self.given if attempt.item == item.id), None)

    @cached_property
    def may_retry(self) -> bool:
        """Whether a second try is offered: in Oefenen, after a first answer that was not wholly right."""
        item = self.current
        return (
            self.phase is Phase.FEEDBACK
            and item is not None
            and not self.revealed
            and not self.returning
            and len(self.tries) < TRIES
            and not self.tries[-1].verdict.right
            and self.tries[-1].verdict.outcome is not Outcome.UNSCORED
            and not _was_told(self.tries[-1].response)
        )

    @property
    def withholds(self) -> bool:
        """Whether feedback leaves the answer to be found. Whoever judged an open answer has seen the model answer."""
        return self.may_retry and not isinstance(self.current, Open)

    @property
    def may_undo(self) -> bool:
        """Whether the last answer may be taken back: as long as the right answer was not shown.

        Later it would be an answer that was read, and count as one that was known.
        """
        if self.mode is not Mode.PRACTICE or not self.tries or len(self.attempts) <= self.opened_with:
            return False
        opinion = self.tries[-1].verdict.outcome is Outcome.UNSCORED
        trying_again = self.phase is Phase.ASKING and not isinstance(self.current, Open)
        return opinion or self.withholds or trying_again

    @property
    def hint(self) -> str:
        """The hint of the current item, if the learner asked for it."""
        return self.current.hint if self.current and self.current.id in self.hinted else ""

    @property
    def may_hint(self) -> bool:
        """Whether a hint can be asked for now."""
        item = self.current
        return (
            self.mode is Mode.PRACTICE
            and self.phase is Phase.ASKING
            and item is not None
            and bool(item.hint)
            and item.id not in self.hinted
        )

    def tries_at(self, item_id: str) -> tuple[Attempt, ...]:
        """The attempts at one item."""
        return tuple(attempt for attempt in self.attempts if attempt.item == item_id)

    def shown_order(self, item: Item | None = None) -> tuple[int, ...]:
        """The author's indices in the order on screen, for the current item or another one."""
        item = item or self.current
        return shown_order(item, self.shown_seed) if item else ()

    @property
    def shown_seed(self) -> int:
        """Of what is shuffled: another one when an item comes back, so that nobody remembers the place."""
        return self.seed + self.returning

    def answer(self, response: Response, confidence: Confidence | None, at: datetime) -> tuple[QuizSession, Verdict]:
        """Grade a response to the current item. Not counted when unclear, or when nothing is being asked."""
        item = self.current
        if item is None or self.phase is not Phase.ASKING:
            return self, UNSCORED if item is None or not item.scored else NOTHING
        response = as_prompted(response, self.named)
        verdict = grade(item, response)
        if verdict.outcome is Outcome.UNCLEAR:
            named = {normalise(verdict.meant.text)} if verdict.meant else set()
            return replace(self, named=self.named | named), verdict
        kept = response if item.scored else None
        attempt = Attempt(item=item.id, response=kept, confidence=confidence, at=at, verdict=verdict)
        return self.fill_in(attempt) if self.mode is Mode.TEST else self.record(attempt), verdict

    def record(self, attempt: Attempt) -> QuizSession:
        """Add an attempt at the current item that has been graded. Programs that had no review counted it at once."""
        session = replace(self, attempts=(*self.attempts, attempt))
        return session.proceed() if self.mode is Mode.TEST else session

    def fill_in(self, attempt: Attempt) -> QuizSession:
        """Put an answer on the toets, in the place of what stood there, and go on to the next question without one."""
        given = (*(other for other in self.given if other.item != attempt.item), attempt)
        filled = {one.item for one in (*self.attempts, *given)}
        places = range(self.position + 1, len(self.items))
        position = next((n for n in places if self.items[n].id not in filled), len(self.items))
        return replace(self, given=given, position=position, named=frozenset())

    def mark(self) -> QuizSession:
        """Mark the current question of a toets, to look at it again, or take the mark away."""
        item = self.current
        return replace(self, marked=self.marked ^ {item.id}) if item and self.mode is Mode.TEST else self

    def look_at(self, position: int) -> QuizSession:
        """Another question of a toets, or behind the last one all of them; one that counts already stays shut."""
        if self.mode is not Mode.TEST or not 0 <= position <= len(self.items):
            return self
        if position < len(self.items) and self.items[position] not in self.open:
            return self
        return replace(self, position=position, named=frozenset())

    def beside(self, step: int) -> QuizSession:
        """The question of a toets before or after this one that can still be answered; behind the last one all."""
        position = self.position + step
        while 0 <= position < len(self.items) and self.items[position] not in self.open:
            position += step
        return self.look_at(position)

    def hand_in(self, at: datetime) -> QuizSession:
        """The toets with all that stands on it graded; what stands open was not known."""
        last = tuple(
            self.given_at(item)
            or Attempt(item=item.id, response=GiveUp(), confidence=None, at=at, verdict=grade(item, GiveUp()))
            for item in self.open
        )
        return replace(self, attempts=(*self.attempts, *last), position=len(self.items))

    def take_hint(self) -> QuizSession:
        """Show the hint of the current item."""
        if not self.may_hint or self.current is None:
            return self
        return replace(self, hinted=self.hinted | {self.current.id})

    def retry(self) -> QuizSession:
        """Put the current item once more."""
        return replace(self, set_aside=len(self.tries)) if self.may_retry else self

    def reveal(self) -> QuizSession:
        """Show the answer; there is no second try after that."""
        return replace(self, revealed=True) if self.withholds else self

    def proceed(self) -> QuizSession:
        """Go on to the next item, once the current one has been answered."""
        if not self.current or not self.tries:
            return self
        after = replace(self, position=self.position + 1, set_aside=0, revealed=False, named=frozenset())
        return replace(after, earlier=len(after.tries_at(after.current.id)) if after.current else 0)

    def undo(self) -> QuizSession:
        """Take the last answer back and ask that item again, if that is still possible."""
        return self.without_last() if self.may_undo else self

    def without_last(self) -> QuizSession:
        """The session as it was before the last answer, which once could be taken back later than now."""
        if self.mode is not Mode.PRACTICE or not self.current or not self.attempts:
            return self
        last = self.attempts[-1].item
        position = next((n for n, item in enumerate(self.items) if item.id == last), self.position)
        session = replace(self, attempts=self.attempts[:-1], position=position, earlier=0, set_aside=0, revealed=False)
        return replace(session, set_aside=len(session.tries))

    def results(self) -> Results:
        """The score so far: the first try at each item counts."""
        first: dict[str, Attempt] = {}
        for attempt in self.attempts:
            first.setdefault(attempt.item, attempt)
        lines = tuple(
            ItemResult(item=item, attempt=first[item.id], tries=len(self.tries_at(item.id)))
            for item in self.items
            if item.id in first
        )
        return Results(lines=lines)

    def started(self) -> Draft:
        """What enters the log before anything else of this quiz."""
        items = tuple(item.id for item in self.items)
        body = QuizStarted(session=self.id, mode=self.mode, items=items, seed=self.seed, purpose=self.purpose)
        return Draft(subject=self.subject, body=body)

    def filled(self, item: Item) -> Draft:
        """What stands on the toets at this item."""
        given = self.given_at(item)
        body = Filled(
            session=self.id,
            response=given.response if given else None,
            confidence=given.confidence if given else None,
            marked=item.id in self.marked,
        )
        return Draft(subject=item.id, revision=revision(item), body=body)

    def answered(self, item: Item) -> Draft:
        """The last answer to this item; an opinion is not kept."""
        attempt = self.tries_at(item.id)[-1]
        body = Answered(
            session=self.id,
            mode=self.mode,
            response=attempt.response,
            confidence=attempt.confidence,
            outcome=attempt.verdict.outcome,
            score=round(attempt.verdict.score, 4),
            attempt=len(self.tries_at(item.id)),
            guess=round(guess_chance(item), 4),
        )
        return Draft(subject=item.id, revision=revision(item), body=body)

    def finished(self) -> list[Draft]:
        """That the last item is behind the learner; nothing before that."""
        if self.phase is not Phase.DONE:
            return []
        results = self.results()
        body = QuizFinished(session=self.id, mode=self.mode, right=results.right, scored=len(results.scored))
        return [Draft(subject=self.subject, body=body)]


def _was_told(response: Response | None) -> bool:
    """Whether the learner did not find the answer, but was told."""
    return isinstance(response, GiveUp) or (isinstance(response, Write) and response.prompted)


def together(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items in their order, but those about one passage after the first of them."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.passage or f"\0{item.id}", []).append(item)
    return tuple(item for group in groups.values() for item in group)
