"""Counts, advice and the rules of the raad."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.classroom.votes import (
    Advice,
    advice,
    doubt,
    made_up,
    normalised_gain,
    percentage,
    read_counts,
    share,
    shares,
)
from tutor.model import Decision
from tutor.tools.meeting import BadVote, Vote, decide, explain, has_quorum, majority_of


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("7 3 9 1", (7, 3, 9, 1)),
        ("7,3,9,1", (7, 3, 9, 1)),
        ("a=12 b=5 c=3", (12, 5, 3, 0)),
        ("D 4 a 2", (2, 0, 0, 4)),
        ("a12b5", (12, 5, 0, 0)),
        ("4 1 0 0 / 3 2 9 1", (7, 3, 9, 1)),
        ("a=2 / b=3 / a=1 d=1", (3, 3, 0, 1)),
        ("12a 3b 4c", (12, 3, 4, 0)),
        ("12 3 4 0", (12, 3, 4, 0)),
        ("a 12 b 3", (12, 3, 0, 0)),
        ("12 a, 3 b en 4 c.", (12, 3, 4, 0)),
        ("12xA 3×b", (12, 3, 0, 0)),
        ("A: 7; B: 3", (7, 3, 0, 0)),
        ("a7b3c9d1", (7, 3, 9, 1)),
    ],
)
def test_counts_are_read_quickly(text: str, counts: tuple[int, ...]) -> None:
    assert read_counts(text, 4) == counts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7 3",
        "1 2 3 4 5",
        "e=3",
        "veel",
        "1000 0 0 0",
        "a=7 b",
        "a 7, b 3, a 2",
        "a7b3c9d",
        "7a 3b x",
        "12a b3",
        "7 3 9 1 0a",
        "3 b4",
    ],
)
def test_bad_counts_get_a_sentence(text: str) -> None:
    assert isinstance(read_counts(text, 4), str)


@given(st.text(), st.integers(1, 6))
def test_reading_counts_never_fails(text: str, options: int) -> None:
    read = read_counts(text, options)
    assert isinstance(read, str) or len(read) == options


@given(st.integers(0, 45), st.integers(2, 5), st.booleans())
def test_a_rehearsal_has_as_many_votes_as_people(present: int, options: int, again: bool) -> None:
    counts = made_up(Random(1), present, options, {0}, again=again)
    assert (len(counts), sum(counts)) == (options, present)


def test_totals_are_checked_softly() -> None:
    assert doubt((7, 3), 10) == ""
    assert "2 meer dan de 8 aanwezigen" in doubt((7, 3), 8)
    assert "2 van de 12 aanwezigen stemden niet" in doubt((7, 3), 12)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((2, 8), Advice.EXPLAIN),
        ((3, 7), Advice.DISCUSS),
        ((8, 2), Advice.DISCUSS),
        ((9, 1), Advice.CONFIRM),
        ((0, 0), None),
    ],
)
def test_advice(counts: tuple[int, int], expected: Advice | None) -> None:
    assert advice(counts, {0}) is expected
    assert advice(counts, ()) is None


def test_gain() -> None:
    assert normalised_gain(0.5, 0.8) == pytest.approx(0.6)
    assert normalised_gain(1, 1) is None
    assert normalised_gain(20 / 23, 2 / 23) is None


@given(st.floats(0, 1), st.floats(0, 1))
def test_no_gain_is_more_than_all_or_less_than_nothing(first: float, last: float) -> None:
    gain = normalised_gain(first, last)
    assert gain is None or 0 <= gain <= 1


def test_of_many_answers_people_are_counted() -> None:
    """Hands divided by hands said that 33 of 40 hands is 82 per cent right, of 20 people who each raised two."""
    assert shares((18, 15, 7), 20, each_once=False) == (0.9, 0.75, 0.35)
    assert shares((5, 10, 5), 20, each_once=True) == (0.25, 0.5, 0.25)
    assert shares((18, 15, 7), 0, each_once=False)[0] == 1
    assert shares((0, 0), 0, each_once=True) == (0, 0)
    assert doubt((18, 15, 7), 20, each_once=False) == ""
    assert "21 handen" in doubt((21, 15), 20, each_once=False)


def test_share_of_the_key() -> None:
    assert share((), {0}) == 0


def _vote(for_: int, against: int, **more: bool | int) -> Vote:
    return Vote(for_=for_, against=against, **{"seats": 23, "sitting": 23, "recused": 0, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("vote", "decision"),
    [
        (_vote(12, 11), Decision.ADOPTED),
        (_vote(6, 6), Decision.POSTPONED),
        (_vote(6, 6, reconvened=True), Decision.REJECTED),
        (_vote(6, 6, exempt=True), Decision.POSTPONED),  # an invalid vote before is no tie before
        (_vote(11, 12), Decision.REJECTED),
        (_vote(11, 0), Decision.INVALID),
        (_vote(11, 0, exempt=True), Decision.ADOPTED),
        (_vote(11, 0, reconvened=True), Decision.INVALID),
        (_vote(11, 11, recused=1), Decision.REJECTED),
        (_vote(11, 11, sitting=22), Decision.POSTPONED),  # complete counts what the raad consists of
        (_vote(11, 11, persons=True), Decision.VOTE_AGAIN),
        (_vote(11, 11, persons=True, nominated=False), Decision.NO_MAJORITY),
        (_vote(11, 11, persons=True, revote=True), Decision.LOT),
        (_vote(8, 2, blank=2, persons=True), Decision.ADOPTED),  # twelve took part, ten cast a vote
        (_vote(8, 2, blank=1, persons=True), Decision.INVALID),
        (_vote(7, 5, recused=1), Decision.ADOPTED),
        (_vote(11, 0, recused=1), Decision.INVALID),
        (_vote(10, 1, sitting=19), Decision.ADOPTED),
        (_vote(9, 0, sitting=19), Decision.INVALID),
    ],
)
def test_decisions_follow_the_gemeentewet(vote: Vote, decision: Decision) -> None:
    """Seen red with: a tie after an invalid vote that rejects, as it was; blank ballots left out of who took part."""
    assert decide(vote) is decision
    assert "artikel" in explain(decision, vote)


def test_a_tie_with_an_empty_seat_does_not_blame_the_members() -> None:
    """All 22 who sit voted: still not complete (32 lid 6). Seen red with ‘niet alle leden stemden’."""
    vote = _vote(11, 11, sitting=22)
    said = explain(decide(vote), vote)
    assert "niet voltallig" in said
    assert "niet alle leden" not in said


@given(
    for_=st.integers(0, 23),
    against=st.integers(0, 23),
    blank=st.integers(0, 3),
    recused=st.integers(0, 3),
    vacant=st.integers(0, 4),
    flags=st.tuples(*[st.booleans()] * 5),
)
def test_every_combination_is_what_its_article_says(
    for_: int, against: int, blank: int, recused: int, vacant: int, flags: tuple[bool, ...]
) -> None:
    """The articles once more, each by itself, beside the decision."""
    persons, nominated, exempt, reconvened, revote = flags
    vote = _vote(
        for_,
        against,
        blank=blank if persons else 0,
        recused=recused,
        sitting=23 - vacant,
        persons=persons,
        nominated=nominated,
        exempt=exempt,
        reconvened=reconvened,
        revote=revote,
    )
    if vote.took_part + recused > 23 - vacant:
        with pytest.raises(BadVote):
            decide(vote)
        return
    found = decide(vote)
    if found is Decision.INVALID:  # 29
        assert not exempt
        assert 2 * vote.took_part <= 23 - vacant - recused
    elif found is Decision.ADOPTED:  # 30
        assert 2 * for_ > for_ + against
    elif found is Decision.REJECTED and for_ == against:  # 32 lid 5 and 6
        assert not persons
        assert reconvened or for_ + against == 23 - recused
    elif found is Decision.POSTPONED:  # 32 lid 4
        assert for_ == against
        assert not persons
        assert not reconvened
        assert for_ + against < 23 - recused
    elif found is Decision.VOTE_AGAIN:  # 31 lid 2
        assert persons
        assert nominated
        assert for_ == against
    elif found is Decision.LOT:  # 31 lid 3
        assert persons
        assert revote
        assert for_ == against
    assert "artikel" in explain(found, vote)


@pytest.mark.parametrize(
    "vote",
    [_vote(-1, 3), _vote(20, 4), _vote(12, 11, recused=1), _vote(1, 1, sitting=24), _vote(9, 9, blank=1)],
)
def test_impossible_votes_are_refused(vote: Vote) -> None:
    with pytest.raises(BadVote, match=r"kan niet|past niet|kan hier niet"):
        decide(vote)


def test_quorum_is_more_than_half() -> None:
    assert majority_of(23) == 12
    assert majority_of(22) == 12
    assert has_quorum(23, 12)
    assert not has_quorum(23, 11)


@pytest.mark.parametrize(
    ("part", "whole"), [(1 / 8, 13), (57 / 200, 29), (-3 / 8, -38), (2 / 3, 67), (0.405, 41), (0.0, 0), (1.0, 100)]
)
def test_a_percentage_is_rounded_as_by_hand(part: float, whole: int) -> None:
    """Seen red with: `round`, which makes 12 of 12.5."""
    assert percentage(part) == whole
