"""What asking is worth: by hand, greedily, over a backlog, and with a transfer that the answers show."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learning import forgetting
from tutor.learning.forgetting import Rating
from tutor.learning.worth import ENOUGH_ANSWERS, HORIZON, TRANSFER, Card, Try, fill, fitted_transfer, worth

CARDS = st.lists(
    st.builds(
        Card,
        item=st.uuids().map(str),
        goal=st.sampled_from("abcdef"),
        stability=st.floats(0.1, 200),
        difficulty=st.floats(1, 10),
        days=st.integers(0, 200),
        guess=st.sampled_from((0, 1 / 3)),
    ),
    max_size=20,
)


def _card(item: str, stability: float, days: float, goal: str = "", **more: float) -> Card:
    return Card(item, goal or item, stability, 5, days, **more)


def test_worth_is_the_expected_gain_over_the_expected_minutes() -> None:
    card = _card("a", 10, 20)
    chance = forgetting.recall(20, 10)
    right, _ = forgetting.after(10, 5, 20, Rating.GOOD)
    wrong, _ = forgetting.after(10, 5, 20, Rating.AGAIN)

    def ahead(stability: float, begin: int) -> float:
        return sum(forgetting.recall(begin + day + 0.5, stability) for day in range(HORIZON))

    gain = chance * ahead(right, 0) + (1 - chance) * ahead(wrong, 0) - ahead(10, 20)
    minutes = (chance * 30 + (1 - chance) * 50) / 60
    assert worth(card, ()) == pytest.approx(gain / minutes, rel=1e-3)
    assert worth(card, [_card("b", 10, 20)], transfer=0) == pytest.approx(worth(card, ()))
    assert worth(card, [_card("b", 10, 20)], transfer=0.3) > worth(card, ())


@given(CARDS, st.floats(0, 12))
def test_what_is_chosen_fits_and_nothing_comes_twice_or_on_the_same_day(cards: list[Card], minutes: float) -> None:
    picks = fill(cards, minutes, transfer=0.2)
    assert sum(pick.minutes for pick in picks) <= minutes + 1e-9
    assert len({pick.item for pick in picks}) == len(picks)
    today = {card.item for card in cards if card.days < 1}
    assert not today.intersection(pick.item for pick in picks)
    assert picks == fill(cards, minutes, transfer=0.2), "and the cards are left as they were"


@given(CARDS)
def test_without_siblings_the_most_worth_comes_first(cards: list[Card]) -> None:
    picks = fill(cards, 5, transfer=0, longest=0)
    worths = [pick.worth for pick in picks]
    assert worths == sorted(worths, reverse=True)
    alone = {card.item: worth(card, (), 0) for card in cards if card.days >= 1}
    assert [alone[pick.item] for pick in picks] == pytest.approx(worths)


def test_of_variants_of_one_goal_one_comes_before_the_second() -> None:
    """Seen red when a pick did not refresh its siblings: both variants came before the other goal."""
    cards = [_card("a1", 4, 30, "a"), _card("a2", 4, 30, "a"), _card("b1", 4, 29, "b")]
    assert [pick.item[0] for pick in fill(cards, 3, transfer=0.6, longest=0)] == ["a", "b", "a"]


def test_of_400_that_are_due_those_of_most_worth_are_asked_and_the_oldest_too() -> None:
    """Once the 200 longest overdue were taken and of those the best known: not one of the 15 best known of all.

    Seen red with only the 200 of most days looked at, and with the share for the oldest left out.
    """
    rng = Random(5)
    cards = [Card(f"{n:03}", f"{n}", 2 + 40 * rng.random(), rng.uniform(1, 9), 20 + n // 8) for n in range(400)]
    picks = fill(cards, 8)
    best = sorted(cards, key=lambda card: worth(card, ()), reverse=True)
    chosen = [pick.item for pick in picks if not pick.longest]
    longest = [pick for pick in picks if pick.longest]
    others = [card.item for card in best if card.item not in {pick.item for pick in longest}]
    assert chosen == others[: len(chosen)]
    assert any(int(item) < 200 for item in chosen), "not only the longest overdue"
    oldest = max(card.days for card in cards)
    assert longest
    assert all(card.days == oldest for card in cards if card.item in {pick.item for pick in longest})
    assert 0.8 < sum(pick.minutes for pick in picks if not pick.longest) / 8 < 0.95


def test_what_was_not_seen_longest_has_its_turn_though_something_cheaper_would_fit() -> None:
    """Seen red when what fitted in the last minute was taken: the same cheap card in each session."""
    cards = [_card(f"{n}", 4, 10, right=1, wrong=1.5) for n in range(9)]
    cards += [_card("oldest", 2, 40, right=1.2, wrong=1.4), _card("cheap", 40, 9, right=0.4, wrong=0.5)]
    picks = fill(cards, 5)
    assert [pick.item for pick in picks if pick.longest] == ["oldest"]
    assert picks[-1].item == "oldest"
    assert not [pick for pick in fill(cards, 2) if pick.longest], "nor most of a few minutes"


def test_dear_items_wait_and_heavy_ones_do_not() -> None:
    cards = [_card("dear", 4, 10, right=3, wrong=4), _card("plain", 4, 10), _card("heavy", 4, 9, weight=2)]
    assert [pick.item for pick in fill(cards, 9, longest=0)] == ["heavy", "plain", "dear"]


def _tries(transfer: float, seed: int, count: int) -> list[Try]:
    """Answers of somebody whose memory is that of FSRS, with this transfer, to 60 goals of four variants."""
    rng = Random(seed)
    cards: dict[str, list[float]] = {}
    tries = []
    for number in range(count):
        day, item = number // 8, f"{rng.randrange(60)}-{rng.randrange(4)}"
        goal = item.partition("-")[0]
        card = cards.get(item)
        right = rng.random() < (forgetting.recall(day - card[2], card[0]) if card else 0.6)
        tries.append(Try(item, goal, day, right, 0))
        rating = Rating.GOOD if right else Rating.AGAIN
        for variant in (f"{goal}-{n}" for n in range(4)):
            sibling = cards.get(variant)
            if sibling and variant != item:
                chance = forgetting.recall(day - sibling[2], sibling[0])
                sibling[0] += transfer * (forgetting.up(sibling[0], sibling[1], chance) - sibling[0])
                sibling[2] = day - forgetting.days_until(chance + transfer * (1 - chance), sibling[0])
        passed = round(day - card[2]) if card else 0
        cards[item] = [*(forgetting.after(card[0], card[1], passed, rating) if card else forgetting.first(rating)), day]
    return tries


@pytest.mark.parametrize(("transfer", "least", "most"), [(0, 0, 0.1), (0.6, 0.3, 0.6)])
def test_transfer_is_learned_from_the_answers(transfer: float, least: float, most: float) -> None:
    found = [fitted_transfer(_tries(transfer, seed, 2_000)) for seed in range(4)]
    assert all(least <= one <= most for one in found), found
    assert fitted_transfer(_tries(transfer, 1, ENOUGH_ANSWERS - 1)) == TRANSFER


def test_a_sibling_that_was_asked_reminds_as_if_it_were_asked_now() -> None:
    """What `fill` expects of a pick is what the cards say later on."""
    card, other = _card("a", 4, 40), _card("a", 4, 40)
    card.stability, card.days = card.refreshed(0.3)
    other.days += 7
    other.remind([7, 60], transfer=0.3)
    assert (other.stability, other.days) == pytest.approx((card.stability, card.days + 7)), "60 days ago says nothing"
    other.remind([0], transfer=0)
    assert other.stability == pytest.approx(card.stability)


def test_goals_take_turns_over_the_days() -> None:
    """Seen red with siblings that are reminded of nothing: the largest goal, on all of the days."""
    stability = {f"{goal}{number}": 3.0 for goal in "abcdefghijkl" for number in range(9 if goal == "a" else 3)}
    asked = {item: [-30] for item in stability}
    order = ""
    for today in range(24):
        cards = {item: Card(item, item[0], stability[item], 5, today - asked[item][-1]) for item in stability}
        for item, card in cards.items():
            others = (asked[other] for other in cards if other[0] == item[0] and other != item)
            card.remind([today - day for days in others for day in days], transfer=0.2)
        item = fill(cards.values(), 1, transfer=0.2)[0].item
        stability[item], _ = forgetting.after(stability[item], 5, today - asked[item][-1], Rating.GOOD)
        asked[item].append(today)
        order += item[0]
    assert order.startswith("aaaa"), "first where one question helps most"
    assert set(order) == set("abcdefghijkl")
