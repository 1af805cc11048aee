"""What can go wrong with the learner's file, each as one Dutch text that says what, where and how to mend it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.system import STICK_GONE, Cause, Refusal, cause, command, gone, reason

ASKS = os.name == "nt"
"""Whether the system may be asked why SQLite could not."""
ERASED = "profiel is gewist"
"""What the trigger in the schema says."""

SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the second when its message names a table of a damaged schema whose name is no text any more."""
_TOLD = {
    "file is not a database": "het begin van het bestand is kapot, of het is een ander soort bestand",
    "database disk image is malformed": "de inhoud van het bestand klopt niet meer",
    "unable to open database file": "het bestand is er niet meer of kan niet open",
}
UNREACHABLE = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_FULL),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
}


class StoreError(Refusal):
    """Base of all errors of the store; `str()` is Dutch and meant for the user."""


class NewerFile(StoreError):
    """The file was written by a newer version of the program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"Het bestand {path} is gemaakt met een nieuwere versie van Raadstutor "
            f"(gegevensversie {found}, deze versie kent {known}). Er is niets veranderd. Werk Raadstutor bij."
        )
        self.found = found
        self.known = known


class NoFolder(StoreError):
    """The folder for the data cannot be."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"Bij de map {folder} kan ik niet komen. Kies met RAADSTUTOR_HOME een andere map.")


class NotPrivate(StoreError):
    """The file belongs to somebody else, so it cannot be made private."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Het bestand {path} is van een andere gebruiker van deze computer. "
            "Kies met RAADSTUTOR_HOME een map van jezelf."
        )


class Symlink(StoreError):
    """A symbolic link, or anything else that is not a plain file or folder, stands where the store writes."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is een verwijzing of iets anders dan een gewoon bestand of een gewone map. "
            "Haal het weg of geef het een andere naam; Raadstutor maakt dan zelf iets nieuws."
        )


class Damaged(StoreError):
    """The file cannot be trusted. `report` holds the findings, one Dutch line each."""

    code = 3

    what = "Het bestand"

    def __init__(self, path: Path, report: tuple[str, ...]) -> None:
        found = report[0] if report else "onbekende fout"
        super().__init__(f"{self.what} {path} is beschadigd: {found}. {self.remedy()}")
        self.path = path
        self.report = report

    def remedy(self) -> str:
        """What to do, in Dutch."""
        return f"Herstel het met `{command('gegevens herstel')}`; het beschadigde bestand blijft daarbij bewaard."


class BadBackup(Damaged):
    """A backup is not whole: repairing the file itself does not mend that one."""

    what = "De back-up"

    def remedy(self) -> str:
        """What to do, in Dutch."""
        return f"Er is niets veranderd. Noem een andere back-up: `{command('gegevens terugzetten BACK-UP')}`."


class Missing(Damaged):
    """The file is gone or empty, although there are backups of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, ("het bestand is weg of leeg, maar er zijn wel back-ups",))


class StoreReadOnly(StoreError):
    """Nothing can be written here; reading may still work."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


class StoreFull(StoreError):
    """No room left."""

    def __init__(self, path: Path | None, *, writing: bool = False) -> None:
        super().__init__(
            f"{'Niet opgeslagen: de' if writing else 'De'} schijf met {_where(path)} is vol. "
            "Wat al opgeslagen was, is er nog. Maak ruimte vrij en probeer het opnieuw."
        )


class StoreBusy(StoreError):
    """Another window or program kept the file locked for too long."""

    def __init__(self, path: Path | None, *, writing: bool = False) -> None:
        what = "Niet opgeslagen: een" if writing else "Een"
        super().__init__(
            f"{what} ander venster of programma houdt {_where(path)} bezet. "
            "Wacht even en probeer het opnieuw, of sluit eerst de andere vensters van Raadstutor."
        )


class StoreReplaced(StoreError):
    """The file on disk is no longer the one that was opened."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(
            f"Niet opgeslagen: {_where(path)} is intussen vervangen of weggehaald. "
            "Sluit Raadstutor en start het opnieuw."
        )


class DiskFailure(StoreError):
    """The disk refused to read or write."""

    def __init__(self, path: Path | None, detail: str) -> None:
        super().__init__(
            f"De schijf met {_where(path)} geeft een fout ({detail}). "
            "Kijk of de schijf of stick vol is of los zit, en probeer het opnieuw."
        )


class DiskGone(StoreError):
    """The stick was pulled out, or the network drive is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(STICK_GONE.format(path))


class SettingRefused(StoreError):
    """SQLite did not accept a setting that safe storage depends on."""

    def __init__(self, name: str, wanted: object, found: object) -> None:
        super().__init__(
            f"Deze computer weigert een veilige instelling van de opslag ({name}: {found} in plaats van {wanted}). "
            "Er is niets opgeslagen. Kies met RAADSTUTOR_HOME een map op een gewone schijf."
        )


class LearnerErased(StoreError):
    """The learner was erased, perhaps in another window."""

    def __init__(self) -> None:
        super().__init__("Niet opgeslagen: dit profiel is gewist. Kies een ander profiel of maak een nieuw.")


class NotErased(StoreError):
    """So little room that nobody could be erased."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(
            f"Er is niets gewist: de schijf met {_where(path)} is zo vol dat er niets meer bij kan. "
            "Maak ruimte vrij en probeer het opnieuw."
        )


class NameRefused(StoreError):
    """A profile name that is empty, too long, unprintable or taken."""


class NotStored(StoreError):
    """What may not be stored, such as a text without end."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Niet opgeslagen. {reason}")


class MergeRefused(StoreError):
    """Events of another laptop that cannot be right."""

    def __init__(self, event_id: str) -> None:
        super().__init__(
            f"Niet samengevoegd: gebeurtenis {event_id} klopt niet of is hier een andere. Er is niets veranderd. "
            "Maak het bestand op de andere laptop opnieuw."
        )


def from_sqlite(error: Exception, path: Path | None, *, writing: bool = False) -> StoreError:
    """The Dutch error for an error of SQLite. `writing`: something was to be stored, and was not."""
    match _code(error):
        case sqlite3.SQLITE_CONSTRAINT if ERASED in str(error):
            return LearnerErased()
        case sqlite3.SQLITE_FULL:
            return StoreFull(path, writing=writing)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return _refused(path, writing=writing)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(path, writing=writing)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_ERROR:
            # our SQL is always the same: when it has an error, a column or table got another name in the file
            return Damaged(path or Path(":memory:"), (told(error),))
        case sqlite3.SQLITE_IOERR if path and gone(path):
            return DiskGone(path)
    return DiskFailure(path, str(error))


def _refused(path: Path | None, *, writing: bool) -> StoreError:
    """Why a file does not open or cannot be written. SQLite says only that; Windows says whether it is in use or gone.

    POSIX is not asked: to close the file again would let go of the locks that this process has on it.
    """
    if path and ASKS:
        try:
            os.close(os.open(path, os.O_RDWR))
        except FileNotFoundError:
            if gone(path):
                return DiskGone(path)
        except OSError as error:
            return from_os(error, path, writing=writing)
    return StoreReadOnly(read_only_reason(path))


def told(error: Exception) -> str:
    """What SQLite says about a damaged file, in Dutch where that says more than its own words."""
    return _TOLD.get(str(error), f"SQLite meldt: {error}")


def is_damage(error: Exception) -> bool:
    """Whether the error is about the content of the file, rather than about reaching it."""
    return _code(error) not in UNREACHABLE


def _code(error: Exception) -> int:
    """The primary result code; text that cannot be decoded has none."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF


def from_os(error: OSError, path: Path, *, writing: bool = False) -> StoreError:
    """The Dutch error for an error of the operating system."""
    match cause(error):
        case Cause.FULL:
            return StoreFull(path, writing=writing)
        case Cause.FORBIDDEN | Cause.READ_ONLY:
            return StoreReadOnly(read_only_reason(path))
        case Cause.PROTECTED:
            return StoreReadOnly(_protected_reason(path))
        case Cause.IN_USE:
            return StoreBusy(path, writing=writing)
        case Cause.GONE:
            return DiskGone(path)
        case Cause.LOOP:
            return Symlink(path)
    return DiskFailure(path, reason(error))


@contextmanager
def in_dutch(path: Path | None, *, writing: bool = False) -> Iterator[None]:
    """Turn errors of SQLite and of the operating system into a `StoreError` about `path`."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except SQLITE_ERRORS as error:
        raise from_sqlite(error, path, writing=writing) from error
    except OSError as error:
        raise from_os(error, path or Path(), writing=writing) from error


def read_only_reason(path: Path | None) -> str:
    """Why nothing is stored, and what the learner can do."""
    if path and ASKS:
        try:
            os.close(os.open(path, os.O_RDWR))
        except OSError as error:
            if cause(error) is Cause.PROTECTED:
                return _protected_reason(path)
    return (
        f"In {_where(path)} kan Raadstutor niet schrijven: het bestand of de map is alleen-lezen. "
        "Wat al opgeslagen was, is er nog; nieuwe antwoorden worden niet bewaard. "
        "Kies met RAADSTUTOR_HOME een map waarin je mag schrijven."
    )


def _protected_reason(path: Path) -> str:
    return (
        f"In {path} kan Raadstutor niet schrijven: {Cause.PROTECTED}. "
        "Wat al opgeslagen was, is er nog; nieuwe antwoorden worden niet bewaard."
    )


def _where(path: Path | None) -> str:
    return str(path) if path else "het geheugen"
