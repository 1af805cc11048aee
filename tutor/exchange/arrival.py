"""What parcels would change on this computer, told before anything comes in; and what stays out unless it is asked for.

A stick can hold anything, so people are named as they are called here. What takes something away from who is here, made
on a computer that is new for that person, and what cannot have happened yet, is left out before the union: whatever is
accepted can be merged in any order and as often as one likes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import chain
from typing import get_args

from tutor.exchange.parcel import Parcel
from tutor.learning import events as kinds
from tutor.learning.events import Body
from tutor.learning.log import Event
from tutor.learning.profile import Profile, same, told_apart
from tutor.system import command, quoted

AHEAD = timedelta(hours=1)
"""By which the clocks of two good computers may differ."""
SENSITIVE = (kinds.ProfileCreated, kinds.ProfileRenamed, kinds.ProfileJoined, kinds.ProfileParted, kinds.Undone)
"""What takes away, or changes who somebody is."""
WORDS: tuple[tuple[type[Body] | tuple[type[Body], ...], str, str], ...] = (
    (kinds.Answered, "antwoord", "antwoorden"),
    (kinds.Undone, "antwoord teruggenomen", "antwoorden teruggenomen"),
    (kinds.Noted, "notitie", "notities"),
    ((kinds.Bookmarked, kinds.Unbookmarked), "bladwijzer gezet of weggehaald", "bladwijzers gezet of weggehaald"),
    ((kinds.ActionPlanned, kinds.ActionReported), "keer een actie", "keer een actie"),
    (kinds.Assigned, "herhaalset", "herhaalsets"),
    ((kinds.ScanStarted, kinds.ScanFinished), "stap in een zelfscan", "stappen in een zelfscan"),
    ((kinds.LessonMoved, kinds.LessonFinished, kinds.StepRead), "plaats in een les", "plaatsen in lessen"),
    (kinds.Guessed, "keer raden", "keer raden"),
    (get_args(kinds.InCasus), "stap in een casus", "stappen in casussen"),
    (Body, "andere stap", "andere stappen"),
)
"""What each kind is called, the first that fits; names are told apart from this."""


class Reason(Enum):
    """Why something is left out, as the Dutch end of a sentence."""

    FUTURE = "met een tijd in de toekomst"
    UNDONE = "dat een antwoord van een andere computer terugneemt, van een computer die nieuw is voor dit profiel"
    NAME = "dat de naam verandert, van een computer die nieuw is voor dit profiel"
    JOINED = "dat profielen samenvoegt of losmaakt, van een computer die nieuw is voor dit profiel"
    NOBODY = "dat profielen samenvoegt die hier niet zijn"
    UNUSABLE = "dat niet te gebruiken is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Who is on this computer and which computers it trusts, before anything comes in."""

    people: Sequence[Profile]
    profiles: Sequence[Profile]
    """Each profile by itself, also of those that are one person."""
    device: str
    """This computer."""
    ids: Collection[str]
    """Events in the parcels that are here."""
    erased: Collection[str]
    log: Callable[[str], Iterable[Event]]
    """The events of a learner."""
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would come in for one learner."""

    profile: Profile
    """As it is called here, or as it will be when it is new."""
    here: bool
    kinds: Mapping[str, int]
    """Dutch words for what comes in, with how often."""
    names: tuple[str, ...]
    """What somebody who is here would be called from then on, the last one last."""
    known: int
    """Events that are here already."""
    namesake: str
    """What somebody here is called by who has the same name; empty if nobody has."""

    def __str__(self) -> str:
        parts = [f"{number} {words}" for words, number in self.kinds.items()]
        if self.names:
            parts.append(f"naam wordt {self.names[-1]}")
        new = ", ".join(parts) or ("niets nieuws" if self.here else "nog zonder antwoorden")
        known = f"; {self.known} hier al" if self.known else ""
        return f"{self.profile.label} ({'hier' if self.here else 'nieuw hier'}): {new}{known}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What stays out, and why."""

    who: str
    """Empty when nobody can tell."""
    reason: Reason
    number: int

    def __str__(self) -> str:
        whose = f" bij {self.who}" if self.who else ""
        return f"Blijft weg{whose}: {self.number} keer iets {self.reason.value}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Somebody asks to be erased wherever this comes."""

    profile: Profile
    logs: tuple[str, ...]
    """What is to go: of somebody with joined profiles perhaps not all."""
    own: bool
    """Whether it comes from the computer on which they were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What merging parcels would do here, worked out before anything is stored."""

    events: tuple[Event, ...]
    """What comes in, without what is here already."""
    changes: tuple[Change, ...]
    together: tuple[str, ...]
    """Who becomes one person, or no longer is, in Dutch."""
    left: tuple[LeftOut, ...]
    requests: tuple[Request, ...]
    gone: tuple[str, ...]
    """Names of who was erased here, and stays so."""
    strangers: int
    """Requests of who is not here."""

    @property
    def asks(self) -> bool:
        """Whether there is anything that comes in only when the user wants everything."""
        return any(left.reason is not Reason.UNUSABLE for left in self.left)


def arrive(parcels: Sequence[Parcel], here: Here, *, everything: bool = False) -> Arrival:
    """What these parcels would change here. `everything`: also what would be left out, but for what cannot be used."""
    asked = {learner: parcel.device for parcel in parcels for learner in parcel.erased}
    brought, unusable = _sound(parcels, here)
    made = _makers(brought, here)
    owned = {learner for learner, device in asked.items() if device and made.get(learner) == device}
    inside = {log: person for person in here.people for log in person.ids}
    new = [
        event
        for event in brought
        if event.id not in here.ids
        and event.learner not in here.erased
        and not (event.learner in owned and event.learner not in inside)
    ]
    names = _names(brought, here, inside)
    judge = _Judge(here, inside, names)
    reasons = {event.id: reason for event in new if (reason := judge.reason(event))} if not everything else {}
    accepted = tuple(event for event in new if event.id not in reasons)
    left = Counter((_whose(event, names), reasons[event.id]) for event in new if event.id in reasons)
    return Arrival(
        events=accepted,
        changes=tuple(_changes(brought, accepted, here, names)),
        together=tuple(_together(accepted, names)),
        left=(
            *(LeftOut(who=who, reason=reason, number=number) for (who, reason), number in left.items()),
            *([LeftOut(who="", reason=Reason.UNUSABLE, number=unusable)] if unusable else []),
        ),
        requests=tuple(_requests(asked, owned, inside)),
        gone=tuple(names[learner].name for learner in names if learner in here.erased),
        strangers=sum(learner not in inside and learner not in here.erased for learner in asked),
    )


def _requests(asked: Iterable[str], owned: Collection[str], inside: Mapping[str, Profile]) -> Iterator[Request]:
    for own in (True, False):
        found: dict[str, list[str]] = {}
        for log in asked:
            if log in inside and (log in owned) is own:
                found.setdefault(inside[log].id, []).append(log)
        yield from (Request(profile=inside[logs[0]], logs=tuple(logs), own=own) for logs in found.values())


def _whose(event: Event, names: Mapping[str, Profile]) -> str:
    if isinstance(event.body, kinds.OfTwo):
        two = (names.get(event.body.profile), names.get(event.body.other))
        return " en ".join(one.label if one else "iemand die hier niet is" for one in two)
    return names[event.learner].label


def _together(accepted: Iterable[Event], names: Mapping[str, Profile]) -> Iterator[str]:
    """Who becomes one person, or no longer is, in Dutch."""
    for event in accepted:
        if isinstance(event.body, kinds.OfTwo):
            joins = isinstance(event.body, kinds.ProfileJoined)
            yield f"{'Samen één profiel' if joins else 'Weer los van elkaar'}: {_whose(event, names)}."


def _sound(parcels: Sequence[Parcel], here: Here) -> tuple[list[Event], int]:
    """The events of all parcels, each once, and how many cannot be used: two with one id cannot both be true."""
    found: dict[str, Event] = {}
    clashes = 0
    for parcel in parcels:
        for event in parcel.events:
            clashes += found.setdefault(event.id, event) != event
    return list(found.values()), clashes + sum(parcel.unusable for parcel in parcels)


def _makers(brought: Iterable[Event], here: Here) -> dict[str, str]:
    """On which computer each profile was made; of who is here, what is known here counts."""
    made = {event.learner: event.device for event in brought if isinstance(event.body, kinds.ProfileCreated)}
    return made | {profile.id: profile.device for profile in here.profiles}


def _names(brought: Iterable[Event], here: Here, inside: Mapping[str, Profile]) -> dict[str, Profile]:
    """By the id of each profile that is here or in the parcels: as it is called here, or else there."""
    found: dict[str, Profile] = {}
    for event in brought:
        if event.learner not in inside and event.learner != kinds.TOGETHER:
            known = found.setdefault(event.learner, Profile(event.learner, f"Naamloos {event.learner[-4:]}", event.at))
            if isinstance(event.body, kinds.ProfileName):
                found[event.learner] = Profile(event.learner, event.body.name, known.created)
    everybody = told_apart((*found.values(), *here.people))
    return {log: person for person in everybody for log in person.ids}


def _changes(
    brought: Iterable[Event], accepted: Iterable[Event], here: Here, names: Mapping[str, Profile]
) -> Iterator[Change]:
    inside = {person.id for person in here.people}
    people = [names[event.learner].id for event in brought if event.learner in names]
    known = Counter(names[e.learner].id for e in brought if e.learner in names and e.id in here.ids)
    coming: dict[str, list[Body]] = {id_: [] for id_ in people if id_ not in here.erased}
    for event in accepted:
        if event.learner in names:
            coming[names[event.learner].id].append(event.body)
    for id_, bodies in coming.items():
        if not bodies and not known[id_]:
            continue  # all of it stays out
        profile = names[id_]
        yield Change(
            profile=profile,
            here=id_ in inside,
            kinds=_in_words(bodies),
            names=tuple(b.name for b in bodies if isinstance(b, kinds.ProfileName)) if id_ in inside else (),
            known=known[id_],
            namesake="" if id_ in inside else _namesake(profile, here.people, names),
        )


def _namesake(profile: Profile, people: Iterable[Profile], names: Mapping[str, Profile]) -> str:
    return next((names[one.id].label for one in people if same(profile.name, one.name)), "")


def _in_words(bodies: Iterable[Body]) -> dict[str, int]:
    counted: Counter[tuple[str, str]] = Counter()
    for body in bodies:
        if not isinstance(body, kinds.ProfileName):
            counted[next((one, many) for kind, one, many in WORDS if isinstance(body, kind))] += 1
    order = [(one, many) for _, one, many in WORDS]
    return {(one if counted[one, many] == 1 else many): counted[one, many] for one, many in order if counted[one, many]}


class _Judge:
    """Tells what stays out. What somebody knows here decides, not what the stick brought before.

    A computer is known for a person when the profile was made on it, when it is this one, or when something sensitive
    from it is here already: then somebody asked for that.
    """

    def __init__(self, here: Here, inside: Mapping[str, Profile], names: Collection[str]) -> None:
        """`names`: the ids of all profiles here and in the parcels."""
        self._here = here
        self._inside = inside
        self._names = names
        self._devices: dict[str, set[str]] = {}
        self._sessions: dict[str, dict[str, set[str]]] = {}

    def reason(self, event: Event) -> Reason | None:
        """Why an event that is not here yet stays out; None when it comes in."""
        if event.at > self._here.now + AHEAD:
            return Reason.FUTURE
        if isinstance(event.body, kinds.OfTwo):
            two = {event.body.profile, event.body.other}
            if two.isdisjoint(self._names):
                return Reason.NOBODY
            here = [self._inside[id_] for id_ in two if id_ in self._inside]
            return None if all(event.device in self._known(person) for person in here) else Reason.JOINED
        if not isinstance(event.body, SENSITIVE) or event.learner not in self._inside:
            return None
        person = self._inside[event.learner]
        if event.device in self._known(person):
            return None
        if isinstance(event.body, kinds.Undone):
            elsewhere = self._sessions[person.id].get(event.body.session, set()) - {event.device}
            return Reason.UNDONE if elsewhere else None
        return Reason.NAME

    def _known(self, person: Profile) -> set[str]:
        """The computers that are known for somebody."""
        if person.id in self._devices:
            return self._devices[person.id]
        made = {profile.device for profile in self._here.profiles if profile.id in person.ids}
        self._devices[person.id] = devices = {self._here.device, *made}
        sessions = self._sessions.setdefault(person.id, {})
        taken_back: list[tuple[str, str]] = []
        for event in chain.from_iterable(map(self._here.log, person.ids)):
            if isinstance(event.body, kinds.Undone):
                taken_back.append((event.body.session, event.device))
            elif isinstance(event.body, SENSITIVE):
                devices.add(event.device)
            elif session := getattr(event.body, "session", ""):
                sessions.setdefault(session, set()).add(event.device)
        devices.update(device for session, device in taken_back if sessions.get(session, set()) - {device})
        return devices


def told(arrival: Arrival) -> Iterator[str]:
    """The preview, one Dutch sentence a line."""
    yield from map(str, arrival.changes)
    yield from arrival.together
    for change in arrival.changes:
        if change.namesake:
            yield (
                f"Let op: {change.profile.name} heet hier al iemand, {change.namesake}. Ze blijven uit elkaar. Is het "
                "dezelfde persoon, maak er daarna één van met: "
                f"{command(f'gegevens samenvoegen {quoted(change.namesake)} MET {quoted(change.profile.label)}')}"
            )
    for name in dict.fromkeys(arrival.gone):
        group = command("exporteer groep BESTAND")
        yield f"{name}: gewist; dat blijft zo. In een groep telt wel mee wat hij of zij maakt met: {group}"
    yield from map(str, arrival.left)
    for request in arrival.requests:
        if not request.own:
            yield (
                f"Een verzoek om {request.profile.label} te wissen komt niet van de computer waar dat profiel is "
                "gemaakt; er gebeurt niets."
            )
    if arrival.strangers:
        number = "1 verzoek" if arrival.strangers == 1 else f"{arrival.strangers} verzoeken"
        yield f"{number} om iemand te wissen die hier niet is: er gebeurt niets."
