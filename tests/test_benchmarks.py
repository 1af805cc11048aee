"""The simulated learners: worlds forget as their formulas say, rivals ask when they say, all spend the same minutes."""

from __future__ import annotations

import math
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from benchmarks.leren.__main__ import minutes_for, ratio
from benchmarks.leren.curve import Curve
from benchmarks.leren.learner import Learner, Setting, Shape, live
from benchmarks.leren.log import compare, predict, read
from benchmarks.leren.ours import Ours
from benchmarks.leren.rivals import DISCOUNT, FIXED, LEITNER, TARGET, Before, ByFsrs, Rival, Sm2, Steps, fsrs, ssp_mmc
from benchmarks.leren.worlds import LEAST, MOST, ActR, Answer, Fsrs, Hlr, Mcm, Person
from benchmarks.speed.practice import QUESTIONS, prepare
from tests.learning.samples import CATALOGUE
from tutor.content import content_root
from tutor.content.load import load

RIGHT, WRONG = Answer(True, False, 30), Answer(False, False, 50)
START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def person(items: int = 1, **more: float) -> Person:
    """Somebody whose parameters are the published ones, but for the items."""
    return Person(Random(1), goals=[0] * items, **{"spread": 0.0, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(5))
def test_the_curve_is_that_of_py_fsrs(seed: int) -> None:
    """Any parameters within its bounds, any row of answers, also of the same day."""
    assert (LEAST, MOST) == (LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS)
    rng = Random(seed)
    drawn = [value * math.exp(rng.gauss(0, 0.4)) for value in DEFAULT_PARAMETERS]
    parameters = [min(max(value, low), high) for value, low, high in zip(drawn, LEAST, MOST, strict=True)]
    oracle = Scheduler(parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    curve, card, now = Curve(parameters), Card(card_id=1), START
    right = rng.random() < 0.5
    card, _ = oracle.review_card(card, Rating.Good if right else Rating.Again, now)
    stability, difficulty = curve.first(right)
    for _ in range(30):
        assert (card.stability, card.difficulty) == pytest.approx((max(stability, 0.001), difficulty))
        days, right = rng.choice((0, 1, 2, 5, 20, 90)), rng.random() < 0.7
        now += timedelta(days=days)
        chance = curve.recall(days, stability)
        assert oracle.get_card_retrievability(card, now) == pytest.approx(chance)
        assert curve.days_until(chance, stability) == pytest.approx(days, abs=1e-9)
        card, _ = oracle.review_card(card, Rating.Good if right else Rating.Again, now)
        change = curve.right if right else curve.wrong
        stability = change(stability, difficulty, chance) if days else curve.same_day(stability, right)
        difficulty = curve.harder(difficulty, right)


def test_act_r_adds_traces_that_fade_as_a_power_of_time() -> None:
    """Pavlik & Anderson (2005), equations 3, 5 and 6, worked out by hand for two encounters."""
    world = ActR(person())
    world._shift = [0.0]
    world.learn(0, 0.0, understood=True)
    world.review(0, 2.0, recalled=False)
    day = 86_400 * 0.025
    before = 3 * (2 * day) ** -0.177
    activation = math.log(3 * (5 * day) ** -0.177 + 3 * (3 * day) ** -(0.217 * before + 0.177))
    assert world.recall(0, 5.0) == pytest.approx(1 / (1 + math.exp((-0.704 - activation) / 0.255)))


def test_mcm_learns_at_each_scale_what_faster_ones_do_not_hold() -> None:
    """Mozer and others (2009), by hand for the two fastest scales of a pool that was recalled."""
    world = Mcm(person())
    world._time = [1.0]
    world.learn(0, 0.0, understood=True)
    world.review(0, 2.0, recalled=True)
    first, second = math.exp(-2), math.exp(-2 / 3)
    held = (first + 0.9 * second) / 1.9
    at, pools = world.pools[0]
    assert at == 2
    assert pools[:2] == pytest.approx([first + 9 * (1 - first), second + 9 * (1 - held)])
    world.learn(0, 0.0, understood=True)
    weights = [0.9**place for place in range(8)]
    mean = sum(w * math.exp(-10 / 3**place) for place, w in enumerate(weights)) / sum(weights)
    assert world.recall(0, 10.0) == pytest.approx(mean)


def test_hlr_halves_after_its_half_life_and_knows_no_spacing() -> None:
    together, apart = Hlr(person()), Hlr(person())
    for world, days in ((together, (1, 1.1, 1.2)), (apart, (1, 10, 40))):
        world.learn(0, 0.0, understood=True)
        for day in days:
            world.review(0, day, recalled=True)
    half = 2 ** (-0.5 + 4 * math.sqrt(5) - 0.5) * together._ease[0]
    assert together.half_life(0) == apart.half_life(0) == pytest.approx(min(half, 274))
    assert apart.recall(0, 40 + apart.half_life(0)) == pytest.approx(0.5)


def test_transfer_brings_siblings_a_part_of_the_way() -> None:
    world = Fsrs(person(2, transfer=0.3))
    for item in (0, 1):
        world.learn(item, 0.0, understood=True)
    stability, chance = world.stability[1], world.recall(1, 9.0)
    grown = world.curve.right(stability, world.difficulty[1], chance)
    world.review(0, 9.0, recalled=True)
    assert world.recall(1, 9.0) == pytest.approx(chance + 0.3 * (1 - chance))
    assert world.stability[1] == pytest.approx(stability + 0.3 * (grown - stability))
    alone = Fsrs(Person(Random(1), goals=[0, 1], spread=0.0, transfer=0.3))
    alone.learn(0, 0.0, understood=True)
    alone.learn(1, 0.0, understood=True)
    before = alone.recall(1, 9.0)
    alone.review(0, 9.0, recalled=True)
    assert alone.recall(1, 9.0) == before, "another goal"


def intervals(rival: Rival, answers: str) -> list[int]:
    """Days until an item comes back after each of these answers, always asked on its day."""
    found, day = [], 0
    for answer in answers:
        rival.answered(0, day + 0.5, RIGHT if answer == "r" else WRONG)
        found.append(int(rival.due[0]) - day)
        day = int(rival.due[0])
    return found


def test_rivals_ask_when_they_say() -> None:
    assert intervals(Steps("", FIXED), "rrrrrrrwr") == [1, 3, 7, 16, 35, 75, 75, 1, 3]
    assert intervals(Steps("", LEITNER), "rrrwr") == [1, 2, 4, 1, 2]
    assert intervals(Steps("", LEITNER), "wr") == [1, 2]
    assert intervals(Sm2(), "rrrrwrr") == [1, 6, 15, 38, 1, 1, 6]
    oracle = Scheduler(desired_retention=0.8, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now, expected = Card(card_id=1), START, []
    for answer in "rrrwrr":
        card, _ = oracle.review_card(card, Rating.Good if answer == "r" else Rating.Again, now)
        expected.append((card.due - now).days)
        now = card.due
    assert intervals(fsrs(0.8), "rrrwrr") == expected


def test_what_is_due_comes_in_the_order_of_each_rival() -> None:
    due, recall, easy = fsrs(0.9), fsrs(0.9, "recall"), fsrs(0.9, "difficulty")
    for rival in (due, recall, easy):
        for item, (day, right) in enumerate([(0, RIGHT), (1, WRONG), (3, RIGHT), (30, RIGHT)]):
            rival.answered(item, day, right)
    assert [*due.session(30.5, 60, None)] == [0, 1, 2, 3], "longest overdue first, and then what is not due yet"
    assert [*recall.session(30.5, 60, None)] == [2, 0, 1, 3]
    assert [*easy.session(30.5, 60, None)] == [0, 2, 1, 3]


def test_the_queue_of_before_took_the_next_day_for_the_same() -> None:
    """Stability 0.41 after five right answers, each ten minutes earlier on the next day (py-fsrs counts whole days)."""
    oracle = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now, before = Card(card_id=1), START, Before()
    for number in range(6):
        moment = number * (1 - 10 / (24 * 60))
        card, _ = oracle.review_card(card, Rating.Good if number else Rating.Again, now + timedelta(days=moment))
        before.answered(0, moment, RIGHT if number else WRONG)
    assert before.state[0][0] == pytest.approx(card.stability) == pytest.approx(0.412, abs=0.001)


def test_ssp_mmc_is_the_policy_that_costs_least() -> None:
    """In discounted seconds until its target, in the model that it believes in."""

    def cost(rival: ByFsrs, rng: Random) -> float:
        curve, total, discount, day = Curve(), 0.0, 1.0, 0
        rival.seen(0, 0, True)
        while rival.state[0][0] < TARGET and discount > 0.01:
            passed = int(rival.due[0]) - day
            day = int(rival.due[0])
            right = rng.random() < curve.recall(passed, rival.state[0][0])
            total, discount = total + discount * (30 if right else 50), discount * DISCOUNT
            rival.seen(0, day, right)
        return total

    def mean(retention: float | None) -> float:
        best = ssp_mmc()
        rng = Random(3)
        makes = (lambda s, d: retention) if retention else best
        return sum(cost(ByFsrs("", makes), rng) for _ in range(600)) / 600

    assert mean(None) < 1.005 * min(map(mean, (0.75, 0.85, 0.9, 0.92, 0.94, 0.98)))


def shape() -> Shape:
    return Shape.of(CATALOGUE)


@pytest.mark.parametrize("truth", [Fsrs, ActR, Mcm, Hlr])
def test_everybody_spends_the_same_minutes(truth: type) -> None:
    """Ours may stop when nothing is worth the time. Seen red with answers that all cost the same, and with a session
    that ends early."""
    setting = Setting("test", truth)
    lives = [live(setting, shape(), 4, policy, 1.5) for policy in (Steps("", FIXED), fsrs(0.7), Ours(shape()))]
    none = live(setting, shape(), 4, None, 1.5)
    assert all(life.minutes == pytest.approx(1.5 * 3 * 52, abs=4) for life in lives[:2])
    assert 0 < lives[2].minutes < lives[0].minutes + 4
    assert none.minutes == 0
    assert all(life.mean > none.mean for life in lives)


def test_lessons_that_cost_minutes_come_after_what_is_due_or_before_it() -> None:
    setting, content = Setting("test", Fsrs), shape()
    pieces = sum(len(sheets) for sheets in content.sheets)
    assert sorted(item for sheets in content.sheets for sheet in sheets for item in sheet.items) == [
        *range(len(content.ids))
    ]
    rival = fsrs(0.9)
    rival.answered(0, 0.5, RIGHT)
    assert [*rival.session(9.5, 60, (0, 0))][:2] == [0, None]
    rival.lessons_first = True
    assert [*rival.session(9.5, 60, (0, 0))][:2] == [None, None]
    lives = [live(setting, content, 4, Ours(content), minutes, paid=True) for minutes in (0.4, 5)]
    assert pieces > 10
    assert lives[0].lessons < len(content.lessons) == lives[1].lessons


def test_all_policies_meet_the_same_learner() -> None:
    one, two = (Learner(Setting("test", Fsrs, uneven=True), shape(), 9) for _ in range(2))
    assert one.days == two.days
    items = range(len(shape().ids))
    assert [one.answer(item, 0.5) for item in items] == [two.answer(item, 0.5) for item in items]
    assert {int(hour * 24) for hour in Learner(Setting("test", Fsrs), shape(), 1).days.values()} == set(range(4, 22))


def test_figures_of_the_table() -> None:
    assert ratio([2.0, 4.0], [1.0, 2.0]) == (2, 2, 2)
    mean, low, high = ratio([1.0, 3.0, 2.0, 6.0], [1.0, 2.0, 2.0, 3.0])
    assert low < mean == 1.5 < high
    assert minutes_for(15, [(0, 0), (100, 10), (200, 20)]) == 150
    assert math.isnan(minutes_for(25, [(0, 0), (100, 10), (200, 20)]))


def test_a_log_of_reviews_is_predicted_before_it_is_learned(tmp_path: Path) -> None:
    """On a learner who forgets much faster than FSRS says, ours must win, and on a coin nobody beats the constant."""
    rng, rows = Random(5), ["card_id,review_rating,review_time,review_duration"]
    for card in range(120):
        for number in range(8):
            at = START + timedelta(days=3 * number + card // 10, hours=rng.uniform(-5, 5))
            rows.append(f"{card},{3 if rng.random() < 0.5 else 1},{at.isoformat()},1000")
            rows.append(f"{card},3,{int((at.timestamp() + 60) * 1000)},1000")
    path = tmp_path / "log.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    predicted = predict(read(path))
    assert len(predicted) == 120 * 7, "answers of the same day teach, but are not predicted"
    found = compare(predicted, rounds=200)
    mean, low, _ = found["saved on FSRS-6"]
    assert mean > low > 0
    assert found["saved on the constant"][0] < 0.005
    assert found["constant"][0] == pytest.approx(math.log(2), abs=0.01)
    path.write_text("card,rating,time\na,7,2026-01-05\n", "utf-8")
    with pytest.raises(SystemExit, match="line 2"):
        read(path)


def test_the_lesson_that_keys_are_measured_in_loads_and_comes_first(tmp_path: Path) -> None:
    """A block that only stands well at the end of a step once kept it out, and rows measured another lesson."""
    shipped = tmp_path / "shipped"
    for folder in ("lessons", "quizzes"):
        shutil.copytree(content_root() / folder, shipped / folder)
    catalogue, _ = load(prepare(shipped, tmp_path / "practice"))
    assert next(iter(catalogue.lessons)) == "meting-01"
    assert len(catalogue.lessons["meting-01"].items) == QUESTIONS
