"""Taking in what a stick brings: read, told, agreed, merged. The verbs, the app and line mode all go this way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from tutor.exchange import parcel
from tutor.exchange.arrival import Arrival, Here, Request, arrive, told
from tutor.exchange.parcel import Parcel
from tutor.exchange.reading import BadParcel
from tutor.learning.log import Event
from tutor.learning.profile import Profile
from tutor.system import Refusal, command, quoted


class Erased(Protocol):
    """What an erasure did; `tutor.store.Erasure` is one."""

    @property
    def untouched(self) -> tuple[Path, ...]:
        """Files of others that may still hold the learner."""

    @property
    def still_in(self) -> tuple[Path, ...]:
        """Files of ours that do."""


class Learners(Protocol):
    """Where the learners of this computer are; `tutor.store.Store` is one."""

    device: str

    @property
    def path(self) -> Path | None:
        """Where the learners' file is; None for one in memory."""

    def erase(self, learner: str, *, seal: bool = False) -> Erased:
        """Delete all there is of a learner; `seal`: with one way back."""

    def people(self) -> tuple[Profile, ...]:
        """All learners, joined profiles as one."""

    def learners(self) -> tuple[Profile, ...]:
        """Each profile by itself."""

    def known(self, event: Event) -> bool | None:
        """Whether an event is here; None when `merge` would refuse it."""

    def tombstones(self) -> tuple[str, ...]:
        """Who was erased."""

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        """The events of a learner in order."""

    def merge(self, events: Iterable[Event]) -> int:
        """Add what is not here yet."""


def read(path: Path, watch: parcel.Watch = iter) -> Parcel:
    """What is in a file of progress. Raises Refusal, which names the file."""
    from tutor.service.files import read_bytes  # loads the store

    data = read_bytes(path, parcel.MAX_BYTES + 1)
    try:
        return parcel.unpack(data, watch)
    except BadParcel as bad:
        raise Refusal(f"{path}: {bad}") from None


class Bringing:
    """What parcels would do here, and doing it."""

    def __init__(
        self,
        learners: Learners,
        parcels: Sequence[Parcel],
        clock: Callable[[], datetime],
        *,
        everything: bool = False,
        watch: Callable[[Sequence[Event]], Iterable[Event]] = iter,
    ) -> None:
        """Look at all of it; nothing comes in. `everything`: the user wants what else stays out. Raises StoreError."""
        self._learners = learners
        events = [event for brought in parcels for event in brought.events]
        known = [(event.id, learners.known(event)) for event in watch(events)]
        refused = {event for event, is_here in known if is_here is None}
        sound = [brought.without(refused) for brought in parcels]
        here = Here(
            people=learners.people(),
            profiles=learners.learners(),
            device=learners.device,
            ids={event for event, is_here in known if is_here},
            erased=learners.tombstones(),
            log=learners.events,
            now=clock(),
        )
        self.arrival: Arrival = arrive(sound, here, everything=everything)

    @property
    def lines(self) -> tuple[str, ...]:
        """What would happen, in Dutch."""
        return tuple(told(self.arrival))

    @property
    def asked(self) -> tuple[Request, ...]:
        """Who is here and asks, from the own computer, to be erased: their names must be typed."""
        return tuple(request for request in self.arrival.requests if request.own)

    def take_in(self) -> int:
        """Merge what was told; how many events came in. Raises StoreError, with nothing changed."""
        return self._learners.merge(self.arrival.events)


def forget(learners: Learners, profile: Profile, logs: Sequence[str] = (), *, seal: bool = False) -> tuple[str, ...]:
    """Erase somebody here, or only some of the joined profiles; gives what to tell about it, in Dutch.

    `seal`: because of a request from elsewhere, with one way back. Raises Refusal, that tells what is left and where.
    """
    erasures = [learners.erase(log, seal=seal) for log in logs or profile.ids]
    if still_in := erasures[-1].still_in:
        raise Refusal(
            f"{profile.label} is gewist uit {learners.path}, maar staat nog in: {', '.join(map(str, still_in))}. "
            "Daar kan Raadstutor nu niet bij; bij elke start probeert het dat opnieuw."
        )
    back = command(f"gegevens terughalen {quoted(profile.name)}")
    done = f"Alles van {profile.label} is gewist, ook uit de back-ups."
    return (
        f"{profile.label} is hier gewist. Terughalen kan 30 dagen met: {back}" if seal else done,
        *(
            f"Kijk zelf of {profile.label} nog staat in: {path}"
            for path in sorted({path for erasure in erasures for path in erasure.untouched})
        ),
    )


def asks(request: Request) -> str:
    """Who asks to be forgotten, in Dutch."""
    return (
        f"{request.profile.told} vraagt om overal gewist te worden, en dat komt van de computer waar dat profiel is "
        "gemaakt. Doe je dat hier, dan blijft er 30 dagen een verzegelde back-up."
    )
