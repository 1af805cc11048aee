"""The verb `gegevens`: where the learners' file is, whether it is whole, and what to do if it is not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from tutor.cli.content import FALSE_CACHE, cache_differs, content_folder
from tutor.cli.exits import Exit, Refusal
from tutor.cli.output import json_text, say
from tutor.cli.root import data_file, now, open_store
from tutor.store import Backup, Damaged, Learner, Store, StoreError, named, repair, restore
from tutor.store.backup import backups, folder_of


class State(StrEnum):
    """What there is; the values are the keys of `--json`."""

    OK = "ok"
    DAMAGED = "damaged"
    ABSENT = "absent"


STATES = {State.OK: "in orde", State.DAMAGED: "beschadigd", State.ABSENT: "er is nog niets bewaard"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the check found."""

    file: Path
    state: State
    findings: tuple[str, ...] = ()
    """What is wrong, one Dutch line each."""
    profiles: tuple[str, ...] = ()
    """Names."""
    backups: tuple[Backup, ...] = ()
    """Oldest first."""
    trouble: str = ""
    """Dutch: why nothing can be stored now; empty if it can."""
    backup_problem: str = ""
    """Dutch: why no backup can be made now; empty if one can."""
    false_cache: Path | None = None
    """A copy of the lessons that said something else than the lessons; it was thrown away."""

    def to_plain(self) -> dict[str, object]:
        """Stable keys for other programs."""
        return {
            "file": str(self.file),
            "state": self.state,
            "writable": not self.trouble,
            "backup_problem": self.backup_problem or None,
            "false_cache_removed": self.false_cache is not None,
            "findings": self.findings,
            "profiles": self.profiles,
            "backups": [{"file": str(backup.path), "made": backup.made.isoformat()} for backup in self.backups],
        }

    def __str__(self) -> str:
        lines = [f"Bestand: {self.file}", f"Toestand: {STATES[self.state]}."]
        lines += (f"- {finding}" for finding in self.findings)
        if self.false_cache:
            lines.append(FALSE_CACHE.format(self.false_cache))
        if self.trouble:
            lines.append(self.trouble)
        if self.profiles:
            lines.append(f"Profielen: {', '.join(self.profiles)}.")
        if self.backups:
            newest = f"{self.backups[-1].made.astimezone():%d-%m-%Y %H.%M}"
            lines.append(f"Back-ups: {len(self.backups)} in {folder_of(self.file)}, de nieuwste van {newest}.")
        if self.backup_problem:
            lines.append(f"Een back-up maken lukt nu niet. {self.backup_problem}")
        if self.state is State.DAMAGED:
            lines.append("Herstel het bestand met: raadstutor gegevens herstel")
        return "\n".join(lines)


def examine() -> Condition:
    """Check the file in full. Raises StoreError for anything but damage."""
    path = data_file()
    copies = backups(path)
    if not (path.exists() or copies):
        return Condition(file=path, state=State.ABSENT)
    try:
        with open_store() as store:
            names = tuple(learner.name for learner in store.learners())
            trouble = _refused(store.try_out)
            backup_problem = "" if trouble else _refused(store.try_backup)
    except Damaged as damaged:
        return Condition(file=path, state=State.DAMAGED, findings=damaged.report, backups=copies)
    return Condition(
        file=path,
        state=State.OK,
        profiles=names,
        backups=copies,
        trouble=trouble,
        backup_problem=backup_problem,
    )


def _refused(action: Callable[[], None]) -> str:
    """Dutch: why the store cannot do this now; empty if it can."""
    try:
        action()
    except StoreError as error:
        return str(error)
    return ""


def show(*, as_json: bool, out: TextIO) -> Exit:
    """Print the condition of the file."""
    condition = replace(examine(), false_cache=_false_cache())
    if as_json:
        out.write(json_text(condition.to_plain()))
    else:
        say(condition, out)
    return Exit.DAMAGED if condition.state is State.DAMAGED else Exit.OK


def _false_cache() -> Path | None:
    with suppress(Refusal):  # lessons that cannot be read are for `controleer`
        return cache_differs(content_folder())
    return None


def back_up(out: TextIO) -> None:
    """Make a verified copy beside the file."""
    _need_something()
    with open_store() as store:
        copy = store.back_up()
    if copy:
        say(f"De back-up is gemaakt en gecontroleerd: {copy.path}", out)


def mend(out: TextIO) -> None:
    """Rebuild a damaged file from what is readable and the newest good backup."""
    _need_something()
    say(repair(data_file(), clock=now), out)


def put_back(name: str | None, confirm: Callable[[], bool], out: TextIO) -> None:
    """Put the backup with this file name back, or the newest one, if `confirm` agrees."""
    path = data_file()
    copies = {copy.path.name: copy for copy in backups(path)}
    if not copies:
        raise Refusal(f"Er is nog geen back-up van {path}.")
    wanted = Path(name).name if name is not None else list(copies)[-1]
    if wanted not in copies:
        raise Refusal(f"De back-up {wanted} is er niet; kies uit: {', '.join(copies)}.", Exit.MISUSE)
    when = f"{copies[wanted].made.astimezone():%d-%m-%Y %H.%M}"
    say(f"Back-up van {when}: {copies[wanted].path}", out)
    say("Wat daarna is gedaan, staat er niet in. Hoe het nu is, wordt eerst bewaard.", out)
    if not confirm():
        raise Refusal("Er is niets teruggezet.")
    before = restore(path, copies[wanted], clock=now).before
    say(f"De back-up van {when} is teruggezet.", out)
    if before:
        say(f"Hoe het was, staat in: {before}", out)


def rename(name: str, new: str, out: TextIO) -> None:
    """Give the profile with this name another one."""
    _need_something()
    with open_store() as store:
        learner = _find(store, name)
        renamed = store.rename_learner(learner.id, new)
    say(f"{learner.name} heet nu: {renamed.name}", out)


def _find(store: Store, name: str) -> Learner:
    learner = named(name, store.learners())
    if learner is None:
        raise Refusal(f"Er is geen profiel met de naam {name}; bekijk ze met raadstutor gegevens.", Exit.MISUSE)
    return learner


def erase(name: str, confirm: Callable[[str], bool], out: TextIO) -> None:
    """Erase all there is of the profile with this name, if `confirm` agrees with its exact name."""
    _need_something()
    with open_store() as store:
        learner = _find(store, name)
        if not confirm(learner.name):
            raise Refusal("Er is niets gewist.")
        erasure = store.erase(learner.id)
    say(f"Alles van {learner.name} is gewist, ook uit de back-ups.", out)
    for path in erasure.untouched:
        say(f"Kijk zelf of {learner.name} nog staat in: {path}", out)


def _need_something() -> None:
    path = data_file()
    if not (path.exists() or backups(path)):
        raise Refusal(f"Er is nog niets bewaard in {path}.")
