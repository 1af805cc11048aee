"""The verbs `exporteer` and `samenvoegen`: progress on a stick, out and in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from tutor.classroom.report import Rehearsed
from tutor.cli.classroom import begin, open_evening
from tutor.cli.exits import Exit, Refusal
from tutor.cli.files import read_bytes, write_bytes
from tutor.cli.output import say
from tutor.cli.root import open_desk, open_store
from tutor.exchange import parcel, takehome
from tutor.exchange.parcel import BadParcel, Parcel, Preview, pack, preview, travels
from tutor.store import Learner, Store, named


def export_progress(name: str | None, target: Path, out: TextIO) -> None:
    """Write the progress of one profile, or of all, to a file."""
    with open_store() as store:
        chosen = _chosen(store, name)
        events = [event for learner in chosen for event in store.events(learner.id)]
        write_bytes(target, pack(events, store.tombstones()))
    say(f"De voortgang van {_and([learner.name for learner in chosen])} staat in {target}.", out)
    if behind := sum(not travels(event) for event in events):
        say(f"Niet mee gaan {behind} gebeurtenissen die te groot zijn of van een nieuwere Raadstutor.", out)


def _chosen(store: Store, name: str | None) -> tuple[Learner, ...]:
    everybody = store.learners()
    if name is None:
        if not everybody:
            raise Refusal("Er is nog geen voortgang om mee te nemen.")
        return everybody
    one = named(name, everybody)
    if one is None:
        raise Refusal(f"Profiel {name} is er niet.")
    return (one,)


def merge(files: Iterable[Path], confirm: Callable[[], bool], out: TextIO) -> int:
    """Show what is in the files, and after a yes take it in. Nothing comes in when one of the files is not sound."""
    found = [(path, _read(path)) for path in files]
    with open_store() as store:
        known = {event.id for learner in store.learners() for event in store.events(learner.id)}
        lost = _erased_elsewhere(store, (brought for _, brought in found))
        erased = {*store.tombstones(), *lost}
        new = 0
        for path, brought in found:
            say(f"{path}:", out)
            for line in preview(brought, known, erased):
                say(f"  {_describe(line)}", out)
                new += line.new
            known |= {event.id for event in brought.events}
        for learner in store.learners():
            if learner.id in lost:
                say(f"{learner.name}: elders gewist; wordt hier ook gewist, met alles wat hier staat.", out)
        if not new and not lost:
            say("Alles is hier al. Er verandert niets.", out)
            return Exit.OK
        if not confirm():
            say("Er is niets overgenomen.", out)
            return Exit.OK
        added = store.merge(event for _, brought in found for event in brought.events if event.learner not in lost)
        copies = {path for learner in lost for path in store.erase(learner).untouched}
    say(f"Opgeslagen: {added} gebeurtenissen overgenomen.", out)
    if lost:
        say(f"Gewiste profielen die hier gewist blijven: {len(lost)} erbij.", out)
    for path in sorted(copies):
        say(f"Kijk zelf of een gewist profiel nog staat in: {path}", out)
    return Exit.OK


def _erased_elsewhere(store: Store, brought: Iterable[Parcel]) -> frozenset[str]:
    """Learners whose erasure is news here. What has events but is no learner, such as an evening, is left alone."""
    told = {learner for parcel in brought for learner in parcel.erased} - set(store.tombstones())
    here = {learner.id for learner in store.learners()}
    return frozenset(learner for learner in told if learner in here or not any(store.events(learner)))


def _read(path: Path) -> Parcel:
    data = read_bytes(path, parcel.MAX_BYTES + 1)
    try:
        return parcel.unpack(data)
    except BadParcel as bad:
        raise Refusal(f"{path}: {bad}") from None


def _describe(line: Preview) -> str:
    name = line.name or "(zonder naam)"
    if line.erased:
        return f"{name}: gewist; dat blijft zo."
    return f"{name}: {line.new} nieuw, {line.known} hier al."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"


def take_home(target: Path, out: TextIO) -> None:
    """Write the items of the last evening to a file that participants take home."""
    with open_evening() as evening:
        begin(evening, None, rehearsal=False)
        try:
            items = evening.take_home()
        except Rehearsed as rehearsed:
            raise Refusal(str(rehearsed)) from None
    write_bytes(target, takehome.pack(evening.session.plan.title, items))
    say(f"De herhaalset ({len(items)} vragen) staat in {target}.", out)


def bring_home(path: Path, name: str | None, out: TextIO) -> None:
    """Take a herhaalset into a profile."""
    data = read_bytes(path, takehome.MAX_BYTES + 1)
    try:
        found = takehome.unpack(data)
    except BadParcel as bad:
        raise Refusal(f"{path}: {bad}") from None
    with open_desk() as desk:
        profile = desk.wanted(name)
        known = desk.open(profile).assign(found.title, found.items)
    say(f"Opgeslagen: {known} vragen van ‘{found.title}’ staan klaar bij Herhalen van {profile.name}.", out)
