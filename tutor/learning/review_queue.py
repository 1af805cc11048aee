"""What to do in the minutes that there are: which items come back, the next part of a lesson, a casus; and why.

Everything is paid out of one purse of minutes and weighed by days remembered per minute (`worth`): reviews that are
worth more than the lesson come first, then one or two parts of the lesson, then other reviews. So a backlog cannot
keep new lessons away, and a lesson cannot keep what slips away.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import accumulate, chain, groupby, islice
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, structs

from tutor.dates import day_and_month
from tutor.learning.answers import Confidence, Outcome
from tutor.learning.days import believable, last_active, study_day
from tutor.learning.forgetting import Rating, first
from tutor.learning.grading import guess_chance
from tutor.learning.lesson import Page, PageKind, asked_items, gradable_items, pages
from tutor.learning.mastery import next_check
from tutor.learning.memory import CardHistory, Memory
from tutor.learning.minutes import Pace, Prices, page_minutes
from tutor.learning.parts import Etappe, parts
from tutor.learning.plan import go_on_at, make_plan
from tutor.learning.worth import HORIZON, LONGEST, TRANSFER, Card, Pick, Try, fill, fitted_transfer
from tutor.model import Catalogue, Item, Lesson, Lookalikes

if TYPE_CHECKING:
    from tutor.learning.progress import Progress
    from tutor.learning.quiz import QuizSession

REVIEW_MINUTES = 5
"""What Herhalen takes by itself, as home promises."""
SESSION = 5
"""Items that fit in those minutes, more or less."""
GENTLE = 3
"""Items in the first session after a pause."""
PAUSE = 14
"""Days without learning that count as a pause."""
FLOOR = 8
"""Days per minute: what is worth less waits until it is worth more, also when there are minutes left.

At the day for which an item is announced (chance 0.9) asking it is worth about 17.
"""
LEARNED = 0.47
"""The share of half a year that an item of a lesson is remembered because of that lesson."""
PROBED_BELOW = 0.9
"""The chance of knowing a lesson that was skipped at which Herhalen asks about it, also when nothing else is due."""
SPARE = 0.2
"""A session may end so much later than it was meant to."""
LEAST = 2
"""Minutes that must be left to begin with a part of a lesson."""
CASUS_AFTER = 21
"""Days until a casus comes back."""
CASUS_WORTH = 50
"""Days per minute: about what the rest of a lesson is worth, so in a lesson it does not count. Nobody measured it."""
MOST_TRIES = 2_000
"""How many of the latest answers tell the transfer."""


class TakePart(Struct, frozen=True, kw_only=True):
    """Go on with a lesson: pages of one of its parts."""

    part: Etappe
    pages: tuple[Page, ...]
    """Those to take now, the first is where the learner is."""
    costs: tuple[float, ...]
    """Minutes for each of them."""
    worth: float

    @property
    def minutes(self) -> float:
        """Minutes for all pages together."""
        return sum(self.costs)

    @property
    def whole(self) -> bool:
        """Whether the part is done after this."""
        return self.pages[-1] == self.part.pages[-1]


class CasusAgain(Struct, frozen=True, kw_only=True):
    """A casus comes back once, with another fact: nothing else asks to use a rule where it was not practised."""

    casus: str
    minutes: float
    worth: float


Choice: TypeAlias = Pick | TakePart | CasusAgain


class Reviewable(Container[str]):
    """Items that may come back: those that count, and whose text is current. Looks only at what it is asked about."""

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        self._catalogue = catalogue
        self._today = today

    def __contains__(self, item_id: object) -> bool:
        item = self._catalogue.items.get(str(item_id))
        return item is not None and item.scored and self._catalogue.is_current(item, self._today)


def session_size(now: datetime, last_active: date | None) -> int:
    """How many items come back in one session, about: few after a pause of two weeks."""
    paused = last_active is not None and (study_day(now) - last_active).days >= PAUSE
    return GENTLE if paused else SESSION


def may_come(progress: Progress, catalogue: Catalogue, now: datetime) -> Iterator[str]:
    """Items of today: what was brought home from an evening, then what is due longest."""
    allowed = Reviewable(catalogue, study_day(now))
    return (item for item in chain(progress.assigned, progress.memory.due(now)) if item in allowed)


def may_review(progress: Progress, catalogue: Catalogue, now: datetime) -> bool:
    """Whether anything comes back today, without choosing what."""
    if any(may_come(progress, catalogue, now)) or next_check(progress, catalogue, now):
        return True
    return any(card.chance < PROBED_BELOW for card in probes(progress, catalogue, now).values())


def of_today(progress: Progress, catalogue: Catalogue, now: datetime, transfer: float = TRANSFER) -> tuple[str, ...]:
    """The items of a review that begins now, in order; none when nothing is due."""
    if not may_review(progress, catalogue, now):
        return ()
    chosen = session(progress, catalogue, now, REVIEW_MINUTES, transfer, offers=())
    size = session_size(now, last_active(progress.active_days, study_day(now)))
    items = tuple(one.item for one in chosen if isinstance(one, Pick))
    items = items or tuple(islice(may_come(progress, catalogue, now), size))  # after a wrong clock nothing has a worth
    return items[:GENTLE] if size == GENTLE else items


def still_due(session: QuizSession, progress: Progress, now: datetime) -> bool:
    """Whether nothing that a review has not asked yet was answered elsewhere today."""
    left = [item.id for item in session.items[session.position :] if not session.tries_at(item.id)]
    cards, today = progress.memory.as_of(now).cards, study_day(now)
    return all(item in progress.assigned or item not in cards or cards[item].since(today) for item in left)


def session(
    progress: Progress,
    catalogue: Catalogue,
    now: datetime,
    minutes: float,
    transfer: float = TRANSFER,
    offers: Sequence[TakePart | CasusAgain] | None = None,
) -> tuple[Choice, ...]:
    """What a learner does in so many minutes. `offers`: what there is to do beside reviews, worked out if not given."""
    if offers is None:
        offers = tuple(on_offer(progress, catalogue, now))
    check = next_check(progress, catalogue, now)
    return choose(
        progress.memory,
        catalogue,
        now,
        minutes,
        pace=progress.pace,
        transfer=transfer,
        before=(*progress.assigned, *([check] if check else [])),
        unseen=probes(progress, catalogue, now),
        offers=offers,
    )


def choose(
    memory: Memory,
    catalogue: Catalogue,
    now: datetime,
    minutes: float,
    *,
    pace: Pace | None = None,
    transfer: float = TRANSFER,
    before: Iterable[str] = (),
    unseen: Mapping[str, Card] | None = None,
    offers: Sequence[TakePart | CasusAgain] = (),
    floor: float = FLOOR,
) -> tuple[Choice, ...]:
    """What fills the minutes best, in order.

    `before`: items that come before all others. `unseen`: what is expected of items that were never answered, and may
    be asked as a probe. Of `offers` two parts of a lesson and a casus have their turn by their worth, and what follows
    of the lesson when no review is worth its minutes; a part is cut off where the minutes end. What the learner
    was sure of and had wrong comes before other reviews (hypercorrection, Butterfield & Metcalfe 2001); look-alikes
    follow one another.
    """
    allowed = Reviewable(catalogue, study_day(now))
    prices = (pace or Pace()).prices(catalogue.items)
    cards = {card.item: card for card in cards_of(memory, catalogue, now, prices, transfer)}
    cards |= unseen or {}
    done: list[Choice] = []
    left = minutes
    for item in dict.fromkeys(before):
        if item in allowed and left > 0:
            card = cards.pop(item, None) or expected(catalogue.items[item], Rating.GOOD, 0, prices)
            done.append(Pick(item, card.minutes, max(card.own, 0)))
            left -= card.minutes

    def ask(least: float, *, longest: bool) -> None:
        nonlocal left
        share = min(LONGEST * minutes / left, 1) if longest and left > 0 else 0  # of the whole session
        picks = fill(cards.values(), left, transfer=transfer, floor=least, longest=share)
        surprises_first = sorted(picks, key=lambda pick: not _surprising(memory, pick.item))
        for pick in _side_by_side(surprises_first, catalogue.lookalikes):
            del cards[pick.item]
            done.append(pick)
            left -= pick.minutes

    def take(offer: TakePart | CasusAgain, spared: float = 0) -> bool:
        """Whether all of it fits; `spared`: minutes that it leaves."""
        nonlocal left
        if now_taken := _within(offer, left - spared, begin=left > minutes * (1 - SPARE)):
            done.append(now_taken)
            left -= now_taken.minutes
        return now_taken == offer

    lesson = [offer for offer in offers if isinstance(offer, TakePart)]
    cases = [offer for offer in offers if isinstance(offer, CasusAgain)]
    at_once: list[TakePart | CasusAgain] = [*lesson[:1], *cases[:1]]
    whole: dict[type, bool] = {}
    for offer in sorted(at_once, key=lambda offer: -offer.worth):
        ask(max(offer.worth, floor), longest=False)
        whole[type(offer)] = take(offer)
    more = lesson[1:] if whole.get(TakePart) else []
    if more and not take(more.pop(0), spared=minutes * LONGEST):  # teaches a tenth more in a year of ten minutes
        more.clear()
    ask(floor, longest=True)
    for part in more:
        if not take(part):
            break
    return tuple(done)


def blocks(chosen: Iterable[Choice]) -> tuple[tuple[Choice, ...], ...]:
    """What is done in one go: questions that follow one another, a part, a casus."""
    return tuple(tuple(run) for _, run in groupby(chosen, key=lambda one: Pick if isinstance(one, Pick) else id(one)))


def _within(offer: TakePart | CasusAgain, minutes: float, *, begin: bool) -> TakePart | CasusAgain | None:
    """As much of an offer as fits; a casus only whole.

    `begin`: a page of a lesson that is longer than all minutes, as a quiz can be, is begun and goes on the next time:
    else who has little time would never come past it.
    """
    if isinstance(offer, CasusAgain):
        return offer if offer.minutes <= minutes * (1 + SPARE) else None
    fit = sum(cost <= minutes * (1 + SPARE) for cost in accumulate(offer.costs))
    if fit:
        return structs.replace(offer, pages=offer.pages[:fit], costs=offer.costs[:fit])
    return structs.replace(offer, pages=offer.pages[:1], costs=(minutes,)) if begin and minutes >= LEAST else None


def _surprising(memory: Memory, item: str) -> bool:
    return item in memory.cards and memory.cards[item].sure_but_wrong


def cards_of(
    memory: Memory, catalogue: Catalogue, now: datetime, prices: Prices, transfer: float = TRANSFER, goal: str = ""
) -> Iterator[Card]:
    """What is known of each item that may come back, siblings counted in; of one goal if that is given."""
    today = study_day(now)
    allowed = Reviewable(catalogue, today)
    goals: dict[str, list[Card]] = {}
    asked: dict[str, list[int]] = {}
    for item_id, history in memory.as_of(now).cards.items():
        item = catalogue.items.get(item_id)
        if item and item_id in allowed and goal in ("", item.goal):
            card = Card(item_id, item.goal, history.stability, history.difficulty, history.since(today))
            goals.setdefault(item.goal, []).append(_priced(card, item, prices))
            asked[item_id] = [(today - trace.day).days for trace in history.traces] if transfer else []
    for cards in goals.values():
        for card in cards:
            if card.days:
                card.remind((ago for other in cards if other is not card for ago in asked[other.item]), transfer)
            yield card


def expected(item: Item, rating: Rating, days: int, prices: Prices) -> Card:
    """What is expected of an item that was never answered: as if it had been, so many days ago, with this rating."""
    return _priced(Card(item.id, item.goal, *first(rating), days), item, prices)


def _priced(card: Card, item: Item, prices: Prices) -> Card:
    card.right, card.wrong = prices.both(item)
    card.guess = guess_chance(item)
    return card


def probes(progress: Progress, catalogue: Catalogue, now: datetime) -> dict[str, Card]:
    """One item per goal of the lessons that the zelfscan let skip: probably known, but nobody asked."""
    found: dict[str, Card] = {}
    prices = progress.pace.prices(catalogue.items)
    for lesson in progress.skipped(catalogue):
        if lesson not in catalogue.lessons:
            continue
        since = max(0, (study_day(now) - study_day(progress.scans[-1].at)).days)
        for goal in catalogue.lessons[lesson].head.goals:
            items = [item for item in gradable_items(catalogue.lessons[lesson]) if item.goal == goal.id]
            if items and not any(item.id in progress.memory.cards for item in items):
                probe = max(items, key=lambda item: item.difficulty)
                found[probe.id] = expected(probe, Rating.EASY, since, prices)
    return found


def transfer_of(progress: Progress, catalogue: Catalogue) -> float:
    """How much of a gain goes over to siblings, as the learner's own answers show."""
    tries = (
        Try(item.id, item.goal, study_day(answer.at).toordinal(), answer.outcome is Outcome.RIGHT, guess_chance(item))
        for answer in reversed(progress.answers)
        if answer.attempt == 1 and (item := catalogue.items.get(answer.item))
    )
    return fitted_transfer([*islice(tries, MOST_TRIES)][::-1])


def on_offer(progress: Progress, catalogue: Catalogue, now: datetime) -> Iterator[TakePart | CasusAgain]:
    """What there is to do beside reviews: the part of a lesson where the learner is, and a casus that comes back."""
    slowness = progress.pace.slowness(catalogue.lessons.values())
    plan = make_plan(progress, catalogue)
    found = [stop for stop in (plan.now, plan.next) if stop]
    for stop in [stop for stop in found if stop.what == "les"] or found[:1]:  # who ends a lesson goes on with the next
        yield from parts_ahead(progress, catalogue.lessons[stop.lesson], slowness)
    for casus, (first_end, last_end) in progress.ended.items():
        since, between = (study_day(now) - study_day(last_end)).days, (study_day(last_end) - study_day(first_end)).days
        if casus in catalogue.cases and since >= CASUS_AFTER > between:
            about = catalogue.lesson_of[casus]
            page = next(page for page in pages(about) if page.subject == casus)
            yield CasusAgain(casus=casus, minutes=slowness * page_minutes(about, page), worth=CASUS_WORTH)


def parts_ahead(progress: Progress, lesson: Lesson, slowness: float) -> Iterator[TakePart]:
    """The part where the learner is, from there on, and those after it."""
    place = go_on_at(progress, lesson)
    found = parts(lesson)
    minutes = sum(page_minutes(lesson, page) for page in pages(lesson) if page.kind is not PageKind.CASUS)
    worth = sum(item.scored for item in asked_items(lesson)) * LEARNED * HORIZON / (slowness * minutes)
    here = next((n for n, part in enumerate(found) if any(page.id == place for page in part.pages)), 0)
    for part in found[here:]:
        at = next((n for n, page in enumerate(part.pages) if page.id == place), 0)
        left = part.pages[at:]
        costs = tuple(slowness * page_minutes(lesson, page) for page in left)
        yield TakePart(part=part, pages=left, costs=costs, worth=worth)


def _side_by_side(picks: Sequence[Pick], lookalikes: Sequence[Lookalikes]) -> Iterator[Pick]:
    left = list(picks)
    while left:
        pick = left.pop(0)
        yield pick
        twins = {other for pair in lookalikes for other in pair.other_side(pick.item)}
        twin = next((other for other in left if other.item in twins), None)
        if twin:
            left.remove(twin)
            yield twin


def why_now(
    progress: Progress, catalogue: Catalogue, item: Item, now: datetime, transfer: float, before: str | None = None
) -> str:
    """One Dutch sentence on why an item comes back today; `before` is the item that came just before it."""
    if item.id in progress.assigned:
        return f"Deze vraag nam je mee van de avond ‘{progress.assigned[item.id]}’."
    history = progress.memory.as_of(now).cards.get(item.id)
    if history is None and catalogue.lesson_of[item.id].head.id in progress.skipped(catalogue):
        return "De les hierover sla je over na de zelfscan; deze vraag laat zien of dat klopt."
    if history is None and item.held_back:
        return "Dit doel beheers je bijna; aan deze nieuwe vraag zie je of je het ook echt kunt."
    if history is None:
        return "Je hebt deze vraag nog niet eerder gehad."
    if history.sure_but_wrong:
        return "Je was zeker van je antwoord, maar het klopte niet; juist zo’n verrassing blijft goed hangen."
    for pair in catalogue.lookalikes:
        if before in pair.other_side(item.id):
            return f"Dit lijkt op de vorige vraag ({pair.name}); na elkaar zie je het verschil."
    went = "had je dit goed" if history.last.outcome is Outcome.RIGHT else "ging deze vraag niet goed"
    if history.last.confidence is Confidence.GUESS and history.last.outcome is Outcome.RIGHT:
        went = "gokte je dit goed"
    return f"{_when(history, now)} {went}; {_gain(progress, catalogue, item, now, transfer)}."


def _gain(progress: Progress, catalogue: Catalogue, item: Item, now: datetime, transfer: float) -> str:
    """`nu herhalen is ongeveer 9 dagen langer onthouden voor een halve minuut`."""
    prices = progress.pace.prices(catalogue.items)
    cards = list(cards_of(progress.memory, catalogue, now, prices, transfer, item.goal))
    card = next((card for card in cards if card.item == item.id), None)
    if card is None or (days := round(card.own)) < 1:
        return "nu terugzien houdt het vast"
    longer = "een dag" if days == 1 else f"{days} dagen"
    halves = ("een halve minuut", "een halve minuut", "een minuut", "anderhalve minuut")
    half = round(2 * card.minutes)
    taken = halves[half] if half < len(halves) else f"{round(card.minutes)} minuten"
    return f"nu herhalen is ongeveer {longer} langer onthouden voor {taken}"


def _when(history: CardHistory, now: datetime) -> str:
    day = study_day(history.last.at)
    return f"Op {day_and_month(day)}" if believable(day, study_day(now)) else "Eerder"
