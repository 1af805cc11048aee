"""What an evening keeps: votes, notes, the clock, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tutor.classroom.votes import LETTERS, Counts
from tutor.learning.days import AMSTERDAM
from tutor.learning.evening_events import ClassDecided
from tutor.model import Decision
from tutor.tools.meeting import Vote, explain, has_quorum, majority_of


class OnWall(StrEnum):
    """What the trainer can put on the wall at any moment. The values are what line mode calls it."""

    SITUATION = "situatie"
    RESULT = "uitslag"
    TABLES = "tafels"
    AGREEMENTS = "afspraken"
    NOTES = "notities"
    EXPLANATION = "uitleg"
    PARKED = "parkeerplaats"
    DECISION = "besluit"
    DRAWN = "loting"


class EveningState(StrEnum):
    """How far an evening is. The values are keys of `--json`."""

    PREPARED = "klaargezet"
    OPEN = "open"
    ENDED = "afgesloten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A clock that the trainer starts, pauses and extends. It never moves the session on."""

    seconds: int
    running_since: datetime | None
    """None while paused."""
    spent: float = 0
    """Seconds used before the present run."""

    def left(self, now: datetime) -> float:
        """Seconds left; negative when time is over."""
        running = (now - self.running_since).total_seconds() if self.running_since else 0
        return self.seconds - self.spent - running


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassNote:
    """Something that was said, or agreed."""

    id: str
    """Of the event that said it first."""
    activity: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How many answers were right on a paper with a code, of how many."""

    right: int
    asked: int


@dataclass(frozen=True, slots=True, order=True)
class Ballot:
    """What was voted on: an item, or an agenda point, in a round, within an activity."""

    activity: str
    subject: str
    round: str


FIRST, SECOND = "1", "2"
"""Rounds of voting."""
SHIFTED = "s"
"""With a number: the round after a changed fact."""
ORDER = ("voor", FIRST, SECOND, "na")
"""Rounds in the order of the evening."""


def shift_round(number: int) -> str:
    """The round in which was voted after a changed fact, counted from 1."""
    return f"{SHIFTED}{number}"


def moment_of(name: str) -> tuple[int, int]:
    """Where a round belongs in the order of the evening: votes after a changed fact come after the second vote."""
    number = name.removeprefix(SHIFTED)
    return (ORDER.index(SECOND), int(number)) if number != name else (ORDER.index(name), 0)


def why(decided: ClassDecided, seats: int) -> str:
    """The reason of a decision in Dutch, with the article; `seats`: members that the raad has."""
    return explain(decided.decision, _vote(decided, seats))


def quorum(seats: int, present: int) -> str:
    """Whether the meeting may be opened, in Dutch."""
    enough = "genoeg" if has_quorum(seats, present) else "te weinig"
    return f"Quorum: {majority_of(seats)} van de {seats} leden. {present} aanwezig: {enough} (artikel 20 Gemeentewet)."


def returning(vote: Vote, before: ClassDecided) -> Vote:
    """The vote as one on a point that comes back, for the reason that the decision before gave."""
    return replace(
        vote,
        exempt=before.exempt or before.decision is Decision.INVALID,
        reconvened=before.reconvened or before.decision is Decision.POSTPONED,
        revote=before.decision is Decision.VOTE_AGAIN,
        nominated=vote.nominated or before.decision is Decision.NO_MAJORITY,
    )


def _vote(decided: ClassDecided, seats: int) -> Vote:
    return Vote(
        seats=seats,
        sitting=seats if decided.sitting is None else decided.sitting,
        recused=decided.recused,
        for_=decided.for_,
        against=decided.against,
        blank=decided.blank,
        nominated=decided.nominated,
        exempt=decided.exempt,
        reconvened=decided.reconvened,
        revote=decided.revote,
    )


def mended(notes: tuple[ClassNote, ...], wanted: str, text: str) -> tuple[ClassNote, ...]:
    """The notes with another text for one of them; an empty text takes it away."""
    return tuple(replace(note, text=text) if note.id == wanted else note for note in notes if text or note.id != wanted)


def numbered(notes: Iterable[ClassNote], *, together: bool = False) -> tuple[str, ...]:
    """The notes with numbers. `together`: what was said more than once comes first, with how often."""
    said = [note.text for note in notes]
    if together:
        times = Counter(text.casefold() for text in said)
        first = {text.casefold(): text for text in reversed(said)}
        most = sorted(dict.fromkeys(text.casefold() for text in said), key=lambda text: -times[text])
        said = [first[text] + (f" ({times[text]} keer)" if times[text] > 1 else "") for text in most]
    return tuple(f"{number}. {text}" for number, text in enumerate(said, 1))


def per_table(ballots: Iterable[Ballot], told: Mapping[Ballot, Sequence[Counts]]) -> tuple[str, ...]:
    """A row for each table with what it chose, in each of these votes that was told per table."""
    votes = {one.round.replace(SHIFTED, "feit "): tables for one in ballots if (tables := told.get(one))}
    rows = []
    for at in range(max(map(len, votes.values()), default=0)):
        chose = [(name, letters(tables[at])) for name, tables in votes.items() if at < len(tables)]
        said = "; ".join(f"{name}: {chosen}" if len(votes) > 1 else chosen for name, chosen in chose)
        rows.append(f"Tafel {at + 1}. {said}")
    return tuple(rows)


def letters(counts: Counts) -> str:
    """Votes with the letter of each option that somebody chose: `A 4, C 1`."""
    chose = [f"{LETTERS[at].upper()} {count}" for at, count in enumerate(counts) if count]
    return ", ".join(chose) or "niemand"


def goes_on(end: datetime, now: datetime) -> str:
    """What the wall says in a break that ends then."""
    if end <= now:
        return "Ga weer zitten: we gaan verder"
    return f"We gaan verder om {end.astimezone(AMSTERDAM):%H.%M} uur"


def standings(names: Sequence[str], points: Mapping[int, int], *, final: bool = True) -> tuple[str, ...]:
    """The teams from most points to fewest, with equal places for equal points; a tie at the top asks for more, at the
    end.
    """
    scored = sorted(((points.get(number, 0), name) for number, name in enumerate(names, 1)), key=lambda one: -one[0])
    most = [number for number, _ in scored]
    rows = [f"{most.index(number) + 1}. {name}: {number}" for number, name in scored]
    first = [name for number, name in scored if number and number == most[0]]
    if final and len(first) > 1:
        rows.append(f"Gelijk bovenaan: {', '.join(first[:-1])} en {first[-1]}. Eén beslisvraag, en een punt erbij.")
    return tuple(rows)


def drawn(groups: Sequence[Sequence[int]]) -> tuple[str, tuple[str, ...]]:
    """What chance made, for the wall: a title, and a row for each group of seats; one group is one speaker."""
    if len(groups) == 1:
        return "Wie zegt er iets?", (f"Stoel {groups[0][0]}",)
    rows = (f"Groep {number}: {', '.join(map(str, group))}" for number, group in enumerate(groups, 1))
    return "Zoek je groep: dit zijn de stoelen", tuple(rows)


def time_used(parties: Sequence[str], spoken: Mapping[int, float]) -> str:
    """How long each fractie spoke, in Dutch."""
    used = [(name, round(spoken.get(at, 0))) for at, name in enumerate(parties)]
    return f"Spreektijd: {', '.join(f'{name} {spent // 60}:{spent % 60:02}' for name, spent in used)}."
