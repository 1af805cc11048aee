"""What `gegevens` tells: where the learners' file is, whether it is whole, and what keeps it from being stored."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from tutor.cli.root import FALSE_CACHE, TO_LOOK, cache_differs, data_file, open_store
from tutor.content import content_root
from tutor.content.municipality import NO_EMBLEM, read_municipality
from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.learning.profile import Profile
from tutor.model.municipality import FILE_NAME as MUNICIPALITY
from tutor.store import FILE_NAME, Backup, Damaged, StoreError
from tutor.store.additions import packs
from tutor.store.backup import backups, folder_of
from tutor.store.erasure import Sealed, all_sealed, copies
from tutor.store.errors import in_dutch
from tutor.store.private import on_share, others_can_write
from tutor.store.upkeep import NOT_SWEPT
from tutor.system import Refusal, command, quoted


class FileState(StrEnum):
    """What there is; the values are the keys of `--json`."""

    OK = "ok"
    DAMAGED = "damaged"
    ABSENT = "absent"


COPY = (
    "Een kopie van je gegevens: {0}. Wat alleen daarin staat, telt hier niet mee. Neem het over: zet die kopie als {2} "
    "in een lege map, maak er met RAADSTUTOR_HOME op die map een export van, en gebruik die hier met {1}."
)
ON_SHARE = (
    "De map {} staat op een netwerkschijf. Daar kunnen antwoorden verloren gaan als twee computers tegelijk schrijven. "
    "Kies met RAADSTUTOR_HOME een map op deze computer of op een stick."
)
STATES = {FileState.OK: "in orde", FileState.DAMAGED: "beschadigd", FileState.ABSENT: "er is nog niets bewaard"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The condition of the learners' file, for people (`str`) and for programs (`to_plain`)."""

    file: Path
    state: FileState
    findings: tuple[str, ...] = ()
    """What is wrong, one Dutch line each."""
    profiles: tuple[Profile, ...] = ()
    backups: tuple[Backup, ...] = ()
    """Oldest first."""
    sealed: tuple[Sealed, ...] = ()
    """Who was erased because somebody elsewhere asked for it, and can be fetched back."""
    trouble: str = ""
    """Dutch: why nothing can be stored now; empty if it can."""
    backup_problem: str = ""
    """Dutch: why no backup can be made now; empty if one can."""
    open_folder: bool = False
    """Whether others can write in the folder."""
    on_share: bool = False
    """Whether the file is on a network drive, where several computers can write in it at once."""
    still_in: tuple[Path, ...] = ()
    """Files that still hold somebody who was erased."""
    copies: tuple[Path, ...] = ()
    """Other databases beside the file, such as those that a program makes that synchronises folders."""
    packages: tuple[Path, ...] = ()
    """Folders of own content that was put here."""
    municipality: str = ""
    """Name of the municipality that the lessons speak of in their boxes."""
    partnerships: str = ""
    municipality_problem: str = ""
    """Dutch: why that file says nothing."""
    emblem_problem: str = ""
    """Dutch: why its coat of arms is not on reports and prints."""
    false_cache: Path | None = None
    """A copy of the lessons that said something else than the lessons; it was thrown away."""

    def to_plain(self) -> dict[str, object]:
        """Stable keys for other programs."""
        return {
            "file": str(self.file),
            "state": self.state,
            "writable": not self.trouble,
            "backup_problem": self.backup_problem or None,
            "folder_open_to_others": self.open_folder,
            "on_network_drive": self.on_share,
            "erased_still_in": [str(file) for file in self.still_in],
            "packages": [str(folder) for folder in self.packages],
            "municipality": self.municipality or None,
            "partnerships": self.partnerships or None,
            "copies": [str(file) for file in self.copies],
            "false_cache_removed": self.false_cache is not None,
            "findings": self.findings,
            "profiles": [profile.label for profile in self.profiles],
            "sealed": [
                {"profile": kept.profile.name, "until": kept.until.isoformat(), "file": str(kept.path)}
                for kept in self.sealed
            ],
            "backups": [{"file": str(backup.path), "made": backup.made.isoformat()} for backup in self.backups],
        }

    def __str__(self) -> str:
        lines = [f"Bestand: {self.file}", f"Toestand: {STATES[self.state]}."]
        lines += (f"- {finding}" for finding in self.findings)
        if self.false_cache:
            lines.append(FALSE_CACHE.format(self.false_cache))
        if self.trouble:
            lines.append(self.trouble)
        if self.packages:
            names = ", ".join(folder.name for folder in self.packages)
            lines.append(f"Pakketten: {names}, in {self.packages[0].parent}.")
        if self.municipality:
            lines.append(f"Jullie gemeente: {self.municipality}, in {self.file.parent / MUNICIPALITY}.")
        if self.partnerships:
            lines.append(f"Gemeenschappelijke regelingen: {self.partnerships}.")
        if self.municipality_problem:
            lines.append(f"{MUNICIPALITY} doet niet mee. {self.municipality_problem}")
        if self.emblem_problem:
            lines.append(f"Het wapen doet niet mee. {self.emblem_problem}")
        if self.profiles:
            told = [profile.told for profile in self.profiles]
            lines.append(f"Profielen: {('; ' if any(', ' in one for one in told) else ', ').join(told)}.")
        for kept in self.sealed:
            name, day = kept.profile.name, full_date(study_day(kept.until))
            lines.append(
                f"Op verzoek gewist: {name}. Verzegelde back-up: {kept.path}. Terughalen: "
                f"{command(f'gegevens terughalen {quoted(name)}')}; na {day} gaat die vanzelf weg, meteen met: "
                f"{command(f'gegevens wis {quoted(name)}')}"
            )
        if self.backups:
            newest = f"{self.backups[-1].made.astimezone():%d-%m-%Y %H.%M}"
            lines.append(f"Back-ups: {len(self.backups)} in {folder_of(self.file)}, de nieuwste van {newest}.")
        if self.backup_problem:
            lines.append(f"Een back-up maken lukt nu niet. {self.backup_problem}")
        if self.open_folder:
            lines.append(f"In {self.file.parent} kunnen ook anderen schrijven. Zet de map op slot: chmod 700.")
        if self.on_share:
            lines.append(ON_SHARE.format(self.file.parent))
        if self.still_in:
            lines.append(NOT_SWEPT.format(", ".join(map(str, self.still_in))))
        lines += (COPY.format(copy, command("samenvoegen"), FILE_NAME) for copy in self.copies)
        if self.state is FileState.DAMAGED:
            lines.append(f"Herstel het bestand met: {command('gegevens herstel')}")
        return "\n".join(lines)


def examine() -> Condition:
    """Check the file in full, and the copy of the lessons. Raises StoreError for anything but damage."""
    place = data_file().parent
    municipality, faults = read_municipality(place)
    return replace(
        _of_file(),
        false_cache=_false_cache(),
        on_share=on_share(place),
        packages=packs(place),
        municipality=municipality.name if municipality else "",
        partnerships=municipality.together if municipality else "",
        municipality_problem="" if municipality or not faults else str(faults[0]),
        emblem_problem=next((str(one) for one in faults if municipality and one.code == NO_EMBLEM.name), ""),
    )


def _of_file() -> Condition:
    path = data_file()
    with in_dutch(path):
        made, beside = backups(path), copies(path)
    if not (path.exists() or made):
        return Condition(file=path, state=FileState.ABSENT, copies=beside)
    try:
        with open_store(patience=TO_LOOK) as store:
            profiles = store.people()
            trouble = _refused(store.try_out)
            backup_problem = "" if trouble else _refused(store.try_backup)
    except Damaged as damaged:
        return Condition(file=path, state=FileState.DAMAGED, findings=damaged.report, backups=made, copies=beside)
    return Condition(
        file=path,
        state=FileState.OK,
        profiles=profiles,
        sealed=all_sealed(path),
        backups=made,
        open_folder=others_can_write(path.parent),
        still_in=store.still_in,
        copies=beside,
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


def _false_cache() -> Path | None:
    with suppress(Refusal):  # lessons that cannot be read are for `controleer`
        return cache_differs(content_root())
    return None
