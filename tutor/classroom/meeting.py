"""How a raad decides: quorum, validity, majority and ties (Gemeentewet 20 and 29 to 32)."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.model import Decision


class BadVote(ValueError):
    """Numbers that cannot be. The message is Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote in the raad."""

    seats: int
    """Members that the raad has by law."""
    sitting: int
    """Members who hold their seat now."""
    recused: int
    """Members who must abstain because of a personal interest (28)."""
    for_: int
    against: int
    persons: bool = False
    """Whether the vote is on persons."""
    again: bool = False
    """Whether this matter comes back: after an invalid vote, a postponed tie or, on persons, a first tie."""


def majority_of(number: int) -> int:
    """More than half: 12 of 23."""
    return number // 2 + 1


def has_quorum(sitting: int, present: int) -> bool:
    """Whether the meeting may be opened: more than half of the sitting members are there (20 lid 1)."""
    return present >= majority_of(sitting)


def is_valid(vote: Vote, *, retried: bool = False) -> bool:
    """Whether enough members took part (29 lid 1); `retried`: the earlier vote was not valid (29 lid 2 a)."""
    return retried or vote.for_ + vote.against >= majority_of(vote.sitting - vote.recused)


def is_complete(vote: Vote) -> bool:
    """Whether all members that the raad has, save those who must abstain, cast a vote (32 lid 6)."""
    return vote.for_ + vote.against == vote.seats - vote.recused


def decide(vote: Vote, *, retried: bool = False) -> Decision:
    """The outcome. Raises BadVote for numbers that cannot be.

    `retried`: the vote is held again because an earlier one was not valid, so that no minimum applies (29 lid 2).
    """
    _check(vote)
    if not is_valid(vote, retried=retried):
        return Decision.INVALID
    if vote.for_ != vote.against:
        return Decision.ADOPTED if vote.for_ > vote.against else Decision.REJECTED
    if vote.persons:
        return Decision.LOT if vote.again else Decision.VOTE_AGAIN
    return Decision.REJECTED if vote.again or is_complete(vote) else Decision.POSTPONED


def explain(decision: Decision, vote: Vote) -> str:
    """Why, in Dutch, with the article."""
    needed = majority_of(vote.sitting - vote.recused)
    match decision:
        case Decision.ADOPTED | Decision.REJECTED if vote.for_ != vote.against:
            return (
                f"{vote.for_} voor en {vote.against} tegen: {decision}. Nodig is meer dan de helft van de uitgebrachte"
                " stemmen (artikel 30 Gemeentewet)."
            )
        case Decision.INVALID:
            return (
                f"Er deden {vote.for_ + vote.against} leden mee; nodig zijn er {needed}. De stemming is ongeldig"
                " (artikel 29 Gemeentewet)."
            )
        case Decision.POSTPONED:
            return (
                "De stemmen staken en niet alle leden stemden: het besluit wacht tot een volgende vergadering"
                " (artikel 32, lid 4, Gemeentewet)."
            )
        case Decision.VOTE_AGAIN:
            return "De stemmen staken: er is meteen een herstemming (artikel 31, lid 2, Gemeentewet)."
        case Decision.LOT:
            return "De stemmen staken opnieuw: het lot beslist (artikel 31, lid 3, Gemeentewet)."
        case _:
            return (
                "De stemmen staken bij een voltallige of herhaalde vergadering: het voorstel is niet aangenomen"
                " (artikel 32, lid 5, Gemeentewet)."
            )


def _check(vote: Vote) -> None:
    cast = vote.for_ + vote.against
    if min(vote.seats, vote.sitting, vote.recused, vote.for_, vote.against) < 0:
        raise BadVote("Een aantal kan niet kleiner zijn dan nul.")
    if vote.sitting > vote.seats:
        raise BadVote(f"Er zijn {vote.seats} zetels; {vote.sitting} zittende leden kan niet.")
    if cast + vote.recused > vote.sitting:
        raise BadVote(f"{cast} stemmen en {vote.recused} onthoudingen past niet bij {vote.sitting} leden.")
