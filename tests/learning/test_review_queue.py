"""What fills the minutes: reviews and parts of lessons out of one purse, in an order that can be explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.samples import CASUS, CATALOGUE, LESSON, SINGLE, START, Tape, study
from tutor.cli.root import catalogue
from tutor.learning.answers import Choose, Confidence, GiveUp, Outcome, Response
from tutor.learning.days import noon, study_day
from tutor.learning.lesson import Page, PageKind
from tutor.learning.memory import Memory, Review
from tutor.learning.minutes import KEPT, Pace, Took
from tutor.learning.parts import parts
from tutor.learning.progress import Progress
from tutor.learning.quiz import Mode
from tutor.learning.review_queue import (
    CASUS_AFTER,
    GENTLE,
    SESSION,
    CasusAgain,
    Choice,
    TakePart,
    blocks,
    cards_of,
    choose,
    of_today,
    on_offer,
    session,
    session_size,
    why_now,
)
from tutor.learning.worth import TRANSFER, Pick, fill
from tutor.model import Catalogue, Lesson, Lookalikes

DAY = timedelta(days=1)
RIGHT, WRONG = Choose((0,)), Choose((1,))


def _lesson(*names: str) -> Lesson:
    items = tuple(msgspec.structs.replace(SINGLE, id=name, goal=f"doel-{name}") for name in names)
    return replace(LESSON, items=items, cases=(), head=msgspec.structs.replace(LESSON.head, prequestions=()))


def _catalogue(*names: str, lookalikes: tuple[Lookalikes, ...] = ()) -> Catalogue:
    module = replace(CATALOGUE.modules[0], lessons=(_lesson(*names),), ids=())
    return replace(CATALOGUE, modules=(module,), lookalikes=lookalikes)


def _answered(*items: tuple[str, Outcome, Confidence | None]) -> Memory:
    memory = Memory()
    for item, outcome, confidence in items:
        memory.review(item, Review(START, outcome, confidence))
    return memory


def _items(chosen: tuple[Choice, ...]) -> list[str]:
    return [one.item for one in chosen if isinstance(one, Pick)]


def test_sure_but_wrong_comes_first_and_lookalikes_follow_each_other() -> None:
    memory = _answered(
        ("motie", Outcome.RIGHT, None),
        ("quorum", Outcome.RIGHT, None),
        ("amendement", Outcome.RIGHT, Confidence.GUESS),
        ("zeker-fout", Outcome.WRONG, Confidence.SURE),
        ("weg", Outcome.WRONG, None),
    )
    pair = Lookalikes(id="motie-amendement", name="motie en amendement", left=("motie",), right=("amendement",))
    content = _catalogue("motie", "quorum", "amendement", "zeker-fout", lookalikes=(pair,))
    chosen = _items(choose(memory, content, START + 30 * DAY, 9))
    assert chosen[0] == "zeker-fout"
    assert set(chosen) == {"zeker-fout", "motie", "quorum", "amendement"}
    assert abs(chosen.index("motie") - chosen.index("amendement")) == 1
    apart = _items(choose(memory, replace(content, lookalikes=()), START + 30 * DAY, 9))
    assert abs(apart.index("motie") - apart.index("amendement")) == 2, "without the pair something stands between"


@pytest.mark.parametrize(
    ("outcome", "confidence", "sentence"),
    [
        (Outcome.WRONG, Confidence.SURE, "zeker van je antwoord"),
        (Outcome.WRONG, None, "Op 24 november ging deze vraag niet goed; nu herhalen is ongeveer "),
        (Outcome.RIGHT, Confidence.GUESS, "Op 24 november gokte je dit goed; nu herhalen is ongeveer "),
        (Outcome.RIGHT, None, "Op 24 november had je dit goed; nu herhalen is ongeveer 22 dagen langer onthouden"),
    ],
)
def test_every_review_explains_itself(outcome: Outcome, confidence: Confidence | None, sentence: str) -> None:
    memory, content = _answered(("a", outcome, confidence)), _catalogue("a")
    now = memory.cards["a"].due
    told = why_now(Progress(memory=memory), content, content.items["a"], now, TRANSFER)
    assert sentence in told
    if confidence is not Confidence.SURE:
        (card,) = cards_of(memory, content, now, Pace().prices(content.items))
        assert f"ongeveer {round(card.own)} dagen langer onthouden voor een halve minuut." in told


def test_what_a_review_takes_is_told_in_half_minutes() -> None:
    """Seen red when a minute and twenty seconds was ‘1 minuten’."""
    memory, content = _answered(("a", Outcome.RIGHT, None)), _catalogue("a")
    now, told = memory.cards["a"].due, dict[int, set[str]]()
    for seconds in range(5, 300, 5):
        pace = Pace(answers={key: [Took("a", seconds)] * KEPT for key in ("choose/goed", "choose/fout")})
        (card,) = cards_of(memory, content, now, pace.prices(content.items))
        why = why_now(Progress(memory=memory, pace=pace), content, content.items["a"], now, TRANSFER)
        told.setdefault(round(2 * card.minutes), set()).add(why.partition("onthouden voor ")[2])
    halves = {1: {"een halve minuut."}, 2: {"een minuut."}, 3: {"anderhalve minuut."}, 4: {"2 minuten."}}
    assert {half: told[half] for half in halves} == halves


def test_an_answer_of_the_future_went_some_time_ago() -> None:
    memory, content = Memory(), _catalogue("a")
    memory.review("a", Review(START.replace(year=2099), Outcome.WRONG, None))
    now = START.replace(day=30)
    assert why_now(Progress(memory=memory), content, content.items["a"], now, TRANSFER).startswith("Eerder ging")


def test_after_a_pause_the_session_is_small() -> None:
    assert session_size(START, START.date() - 14 * DAY) == GENTLE
    assert session_size(START, START.date() - 13 * DAY) == SESSION
    assert session_size(START, None) == SESSION


def _learned(days: int) -> tuple[Progress, Catalogue]:
    """Somebody who did the toets of four real lessons, some days ago, and knew two answers of three."""
    content = catalogue()
    tape = Tape(START)
    here, rng = study(tape, content), Random(3)
    for lesson in list(content.lessons.values())[:4]:
        here.go(here.open_lesson(lesson.head.id))
        quiz = here.quiz(lesson, Mode.TEST)
        while item := quiz.current:
            response: Response = GiveUp()
            options = getattr(item, "options", ())
            if rng.random() < 0.7 and options:
                response = Choose(tuple(at for at, option in enumerate(options) if option.key))
            quiz, _ = here.answer(quiz, response)
        here.hand_in(quiz)
    tape.now = START + days * DAY
    return here.progress, content


@pytest.mark.parametrize("minutes", [5, 10, 20])
def test_a_session_fits_its_minutes_and_has_lesson_and_reviews(minutes: float) -> None:
    """Seen red with reviews first, as Herhalen was: no part of a lesson in any of them."""
    progress, content = _learned(8)
    now = START + 8 * DAY
    chosen = session(progress, content, now, minutes)
    assert 0.75 * minutes < sum(one.minutes for one in chosen) <= 1.2 * minutes
    offer, *_ = on_offer(progress, content, now)
    part = next(one for one in chosen if isinstance(one, TakePart))
    assert part.worth == offer.worth
    at = chosen.index(part)
    assert all(isinstance(one, Pick) and one.worth >= part.worth for one in chosen[:at])
    assert minutes == 5 or _items(chosen), "what is left is for reviews"
    parts = [one for one in chosen if isinstance(one, TakePart)]
    assert len(parts) == (1 if minutes == 5 else 2), "a second part before reviews that are worth less"


def test_what_is_due_after_a_clock_that_was_wrong_is_asked() -> None:
    """Seen red: an answer of 2099 was due, home said so, and Herhalen had nothing."""
    content, tape = catalogue(), Tape(START + 20_000 * DAY)
    here = study(tape, content)
    lesson = next(iter(content.lessons.values()))
    quiz, _ = here.answer(here.quiz(lesson, Mode.PRACTICE), GiveUp())
    now = START + 8 * DAY
    assert here.progress.memory.due(now)
    assert of_today(here.progress, content, now) == (quiz.attempts[0].item,)


def test_a_part_is_cut_off_where_the_minutes_end_and_goes_on_there() -> None:
    content, tape = catalogue(), Tape(START)
    here = study(tape, content)
    lesson = next(iter(content.lessons.values()))
    (first,) = session(here.progress, content, START, 3)
    assert isinstance(first, TakePart)
    assert not first.whole
    assert first.minutes <= 3.6
    opened = here.go(here.open_lesson(lesson.head.id))
    while opened.page.id != first.pages[-1].id:
        opened = here.go(opened.forward())
    here.go(opened.forward())
    then, *later = session(here.progress, content, START, 60)
    assert isinstance(then, TakePart)
    ahead = [one.part for one in later if isinstance(one, TakePart)]
    assert [part.number for part in ahead if part.lesson == lesson.head.id] == [2, 3, 4]
    assert {len(block) for block in blocks((then, *later))} == {1}
    assert then.pages[0] == opened.forward().page
    assert then.whole


def test_who_is_at_the_end_of_a_lesson_goes_on_with_the_next() -> None:
    """Seen red with the parts of one lesson only: then 5, 10 and 20 minutes all offered the same last two."""
    content, tape = catalogue(), Tape(START)
    here = study(tape, content)
    first, second, *_ = content.lessons.values()
    opened = here.open_lesson(first.head.id)
    last = parts(first)[-1]
    while opened.page.id != last.pages[0].id:
        opened = here.go(opened.forward())
    chosen = session(here.progress, content, START, 20)
    ahead = [one.part for one in chosen if isinstance(one, TakePart)]
    assert [(part.lesson, part.number) for part in ahead[:2]] == [(first.head.id, last.number), (second.head.id, 1)]
    assert 15 < sum(one.minutes for one in chosen) <= 24


def test_a_page_that_is_longer_than_the_minutes_is_begun() -> None:
    """Seen red when pages had to fit: who learns five minutes at a time never came to the quiz of a lesson."""
    content = catalogue()
    lesson = next(iter(content.lessons.values()))
    offer, *_ = on_offer(Progress(), content, START)
    assert isinstance(offer, TakePart)
    quiz = Page(kind=PageKind.QUIZ, subject=lesson.head.id, title="Quiz")
    long = msgspec.structs.replace(offer, pages=(quiz, *offer.pages), costs=(18.0, *offer.costs))
    (begun,) = choose(Memory(), content, START, 5, offers=[long])
    assert isinstance(begun, TakePart)
    assert begun.pages == (quiz,)
    assert begun.minutes == 5
    assert choose(Memory(), content, START, 1, offers=[long]) == ()
    short = msgspec.structs.replace(offer, pages=offer.pages[:1], costs=(2.0,))
    assert choose(Memory(), content, START, 5, offers=[short, long]) == (short,), "not in what is left of a session"


def test_every_answer_to_a_sibling_counts() -> None:
    """Not only its last one; seen red in simulated years: 1.5% less is known where items help each other."""
    content = catalogue()
    goals: dict[str, list[str]] = {}
    for item in content.items.values():
        if item.scored:
            goals.setdefault(item.goal, []).append(item.id)
    one, other = next(items for items in goals.values() if len(items) > 1)[:2]

    def stability(*days: int) -> float:
        memory = Memory()
        memory.review(one, Review(START, Outcome.RIGHT, None))
        for day in days:
            memory.review(other, Review(START + day * DAY, Outcome.RIGHT, None))
        cards = cards_of(memory, content, START + 40 * DAY, Pace().prices(content.items), transfer=0.3)
        return next(card.stability for card in cards if card.item == one)

    assert stability() < stability(20) < stability(10, 20) < stability(5, 10, 20)


def test_with_a_backlog_of_400_lessons_go_on_and_the_longest_unseen_is_not_given_up() -> None:
    content, rng = catalogue(), Random(2)
    memory = Memory()
    scored = [item.id for item in content.items.values() if item.scored][:400]
    for item in scored:
        at = noon(study_day(START)) + rng.randrange(20) * DAY
        memory.review(item, Review(at, rng.choice((Outcome.RIGHT, Outcome.WRONG)), None))
    now = START + 90 * DAY
    progress = Progress(memory=memory)
    chosen = session(progress, content, now, 10)
    assert any(isinstance(one, TakePart) for one in chosen)
    assert [one for one in chosen if isinstance(one, Pick) and one.longest], "its share is one of the whole session"
    reviews = choose(memory, replace(content, lookalikes=()), now, 10)
    assert [pick for pick in reviews if isinstance(pick, Pick) and pick.longest]
    cards = list(cards_of(memory, content, now, Pace().prices(content.items)))
    assert _items(reviews)[:3] == [pick.item for pick in fill(cards, 10)][:3]


def test_nothing_is_offered_when_all_lessons_are_finished() -> None:
    here = study(Tape())
    quiz = here.quiz(LESSON, Mode.PRACTICE)
    while quiz.current:
        quiz = here.proceed(here.answer(quiz, GiveUp())[0])
    assert [offer.part.lesson for offer in on_offer(here.progress, CATALOGUE, START) if isinstance(offer, TakePart)]
    session = here.open_lesson("les")
    while not session.at_end:
        session = here.go(session.forward())
    assert list(on_offer(here.progress, CATALOGUE, START)) == []


def test_a_casus_comes_back_once_after_three_weeks_with_another_fact() -> None:
    """Seen red with the time left out (it came back the next day), and with the last time left out (for ever)."""
    tape = Tape()
    here = study(tape)
    walk = here.open_casus(CASUS)
    while not walk.finished:
        walk = here.choose(walk, 0)

    def offered(days: int) -> list[CasusAgain]:
        now = START + timedelta(days=days)
        return [one for one in session(here.progress, CATALOGUE, now, 20) if isinstance(one, CasusAgain)]

    assert offered(CASUS_AFTER - 1) == []
    (again,) = offered(CASUS_AFTER)
    assert again.casus == CASUS.id
    assert again.minutes > 0
    tape.now = START + timedelta(days=CASUS_AFTER)
    walk = here.casus_again(CASUS)
    assert (walk.entry, walk.tried, walk.finished) == ("spoed", frozenset({"wat-als-spoed"}), False)
    assert study(tape).open_casus(CASUS) == walk
    here.choose(walk, 0)
    assert offered(CASUS_AFTER + 1) == []
    assert offered(4 * CASUS_AFTER) == []
    assert here.casus_again(CASUS).entry == CASUS.start, "no fact is left to change"


def test_a_small_session_with_a_long_casus_does_without() -> None:
    casus = CasusAgain(casus="les-casus", minutes=6, worth=70)
    assert choose(Memory(), CATALOGUE, START, 3, offers=(casus,)) == ()
    assert choose(Memory(), CATALOGUE, START, 5, offers=(casus,)) == (casus,)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3000), st.sampled_from((RIGHT, WRONG, GiveUp())))))
def test_two_windows_and_a_replay_agree_on_all_that_choosing_needs(steps: list[tuple[bool, int, Response]]) -> None:
    """Cards, times and what predictions learn from: whoever stored what, and whoever took it in last."""
    tape = Tape()
    windows = study(tape, seed=1), study(tape, seed=2)
    for first, minutes, response in steps:
        here = windows[first]
        tape.now += timedelta(minutes=minutes)
        if minutes % 2:
            here.catch_up()
        here.answer(here.quiz(LESSON, Mode.PRACTICE, anew=True), response)
    for here in windows:
        here.catch_up()
    replayed = Progress.replay(tape.kept)
    for here in windows:
        assert here.progress.memory == replayed.memory
        assert here.progress.pace == replayed.pace
        now = tape.now + 9 * DAY
        assert session(here.progress, CATALOGUE, now, 10) == session(replayed, CATALOGUE, now, 10)
