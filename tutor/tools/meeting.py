"""How a raad decides: quorum, validity, majority and ties (Gemeentewet 20 and 28 to 32)."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.model import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A rule that counts, and what it says of this room."""

    sentence: str
    met: bool


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
    blank: int = 0
    """Ballots handed in that were not duly filled in: who did so took part (28 lid 3), but cast no vote (30 lid 2)."""
    persons: bool = False
    """Whether the vote is on persons, and so by secret ballot (31 lid 1)."""
    nominated: bool = True
    """For persons: whether the choice is limited by a voordracht or a herstemming; only then 31 lid 2 and 3 apply."""
    exempt: bool = False
    """Whether an earlier vote on this point was not valid, so that no minimum applies (29 lid 2 a)."""
    reopened: bool = False
    """Whether an earlier meeting on this point could not be opened, so that no minimum applies (29 lid 2 b)."""
    reconvened: bool = False
    """Whether it comes back after a tie in a meeting that was not complete (32 lid 4). An invalid vote is not that."""
    revote: bool = False
    """Whether this is the herstemming on persons after a tie (31 lid 2)."""

    @property
    def took_part(self) -> int:
        """Members who voted, also in vain."""
        return self.for_ + self.against + self.blank


def majority_of(number: int) -> int:
    """More than half: 12 of 23."""
    return number // 2 + 1


def has_quorum(sitting: int, present: int) -> bool:
    """Whether the meeting may be opened: more than half of the sitting members are there (20 lid 1)."""
    return present >= majority_of(sitting)


def is_valid(vote: Vote) -> bool:
    """Whether enough members took part (29)."""
    return vote.exempt or vote.reopened or vote.took_part >= majority_of(vote.sitting - vote.recused)


def opening(sitting: int, signed: int) -> Count:
    """May the meeting open, in a sentence?"""
    met = has_quorum(sitting, signed)
    return Count(
        sentence=f"{'Openen mag' if met else 'Openen mag niet'}: {signed} van {sitting} zittende leden "
        f"tekenden; nodig {majority_of(sitting)} (artikel 20).",
        met=met,
    )


def validity(vote: Vote) -> Count:
    """Is the vote valid, in a sentence?"""
    may, met = vote.sitting - vote.recused, is_valid(vote)
    needed = "er is nu geen minimum" if vote.exempt or vote.reopened else f"nodig {majority_of(may)}"
    return Count(
        sentence=f"{'Geldig' if met else 'Ongeldig'}: {vote.took_part} van de {may} die mogen stemmen doen mee; "
        f"{needed} (artikel 29).",
        met=met,
    )


def is_complete(vote: Vote) -> bool:
    """Whether all members that the raad has, save those who must abstain, cast a vote (32 lid 6)."""
    return vote.for_ + vote.against == vote.seats - vote.recused


def decide(vote: Vote) -> Decision:
    """The outcome. Raises BadVote for numbers that cannot be."""
    _check(vote)
    if not is_valid(vote):
        return Decision.INVALID
    if vote.for_ != vote.against:
        return Decision.ADOPTED if vote.for_ > vote.against else Decision.REJECTED
    if vote.persons:
        if vote.revote:
            return Decision.LOT
        return Decision.VOTE_AGAIN if vote.nominated else Decision.NO_MAJORITY
    return Decision.REJECTED if vote.reconvened or is_complete(vote) else Decision.POSTPONED


def explain(decision: Decision, vote: Vote) -> str:
    """Why, in one Dutch sentence or two, with the article."""
    blank = (
        f" {vote.blank} briefjes waren blanco of ongeldig: die tellen mee voor de deelname, niet als stem."
        if vote.blank
        else ""
    )
    tie = f"{vote.for_} voor en {vote.against} tegen: de stemmen staken"
    why = "Een eerdere stemming was ongeldig" if vote.exempt else "De eerdere vergadering kon niet open"
    free = vote.exempt or vote.reopened
    exempt = f" {why}, dus geldt er nu geen minimum (artikel 29, lid 2)." if free else ""
    match decision:
        case Decision.ADOPTED | Decision.REJECTED if vote.for_ != vote.against:
            said = (
                f"{vote.for_} voor en {vote.against} tegen: {decision}. Nodig is meer dan de helft van de uitgebrachte"
                " stemmen (artikel 30 Gemeentewet)."
            )
        case Decision.INVALID:
            needed = majority_of(vote.sitting - vote.recused)
            said = (
                f"Er deden {vote.took_part} leden mee; nodig zijn er {needed}. De stemming is ongeldig"
                " (artikel 29 Gemeentewet)."
            )
        case Decision.POSTPONED:
            said = (
                f"{tie}, en de vergadering is niet voltallig. Het besluit wacht tot een volgende vergadering"
                " (artikel 32, lid 4, Gemeentewet)."
            )
        case Decision.VOTE_AGAIN:
            said = f"{tie}. Er is meteen een herstemming (artikel 31, lid 2, Gemeentewet)."
        case Decision.NO_MAJORITY:
            said = (
                f"{tie}, en er was geen voordracht. Niemand heeft de volstrekte meerderheid (artikel 30"
                " Gemeentewet). Hoe je verder stemt, staat in jullie reglement van orde."
            )
        case Decision.LOT:
            said = f"{tie} opnieuw. Het lot beslist (artikel 31, lid 3, Gemeentewet)."
        case _:
            why = "een opnieuw belegde" if vote.reconvened else "een voltallige"
            said = f"{tie} in {why} vergadering. Het voorstel is niet aangenomen (artikel 32, lid 5, Gemeentewet)."
    return f"{said}{blank}{exempt if decision is not Decision.INVALID else ''}"


def _check(vote: Vote) -> None:
    if min(vote.seats, vote.sitting, vote.recused, vote.for_, vote.against, vote.blank) < 0:
        raise BadVote("Een aantal kan niet kleiner zijn dan nul.")
    if vote.sitting > vote.seats:
        raise BadVote(f"Er zijn {vote.seats} zetels; {vote.sitting} zittende leden kan niet.")
    if vote.blank and not vote.persons:
        raise BadVote("Blanco briefjes zijn er alleen bij een stemming over personen; onthouden kan hier niet.")
    if vote.took_part + vote.recused > vote.sitting:
        raise BadVote(
            f"{vote.took_part} stemmen en {vote.recused} die niet meedoen: dat past niet bij {vote.sitting} leden."
        )
