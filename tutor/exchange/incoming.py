"""What kind of questions a file holds, and the reader for it; a file without any gets a sentence about that file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from tutor.exchange import anki, gift, moodle, qti_reading, table_reading
from tutor.exchange.intake import Intake
from tutor.exchange.reading import LOOKED_AT, MAX_BYTES, BadParcel, archived, as_utf8, too_big


class SourceForm(StrEnum):
    """The forms that are read; the values are those of `--vorm`."""

    GIFT = "gift"
    AIKEN = "aiken"
    MOODLE = "moodle"
    QTI = "qti"
    ANKI = "anki"
    EXCEL = "excel"
    CSV = "csv"


UNKNOWN = (
    "Dit bestand herken ik niet. Het kan zijn: GIFT, Aiken, Moodle-XML, QTI, Anki, Excel (.xlsx) of csv. "
    "Zeg het erbij met --vorm."
)
OLD_OFFICE = "Dit is een oud Excel- of een LibreOffice-bestand. Bewaar het als .xlsx en probeer opnieuw."
WORD = "Uit Word gaan de letters A, B, C verloren. Kies in Word: Opslaan als, Platte tekst (.txt)."
WEB_PAGE = "Dit is een webpagina, geen bestand met vragen. Exporteer de vragen uit het programma waar ze in staan."
EMPTY = "Dit bestand is leeg."
READERS: Mapping[SourceForm, Callable[[bytes], Intake]] = {
    SourceForm.GIFT: gift.read,
    SourceForm.AIKEN: gift.read_aiken,
    SourceForm.MOODLE: moodle.read,
    SourceForm.QTI: qti_reading.read,
    SourceForm.EXCEL: table_reading.read_excel,
    SourceForm.CSV: table_reading.read_csv,
}
_AIKEN = (re.compile(r"^A[.)]\s", re.MULTILINE), re.compile(r"^\s*(?:ANSWER|ANTWOORD):", re.MULTILINE | re.IGNORECASE))
_GIFT = re.compile(r"^::|^\$CATEGORY:|(?<!\\)\{\s*(?:[=~#>]|T\b|F\b|TRUE\b|FALSE\b|\})", re.MULTILINE)
_QTI = re.compile(r"<(?:\w+:)?(?:qti-)?(?:assessment-?(?:Item|Test|Section)|questestinterop)\b", re.IGNORECASE)


def read(data: bytes, source: SourceForm | None = None) -> Intake:
    """The questions in a file; `source` when the user said what it is. Raises BadParcel, with a Dutch sentence."""
    if not data.strip():
        raise BadParcel(EMPTY)
    if len(data) > MAX_BYTES:
        raise BadParcel(too_big(len(data), "Dit bestand is"))
    known = source or recognise(data)
    if known is None:
        raise BadParcel(UNKNOWN)
    if known is SourceForm.ANKI:
        return anki.read(data) if data.startswith(b"PK") else anki.read_text(data)
    return READERS[known](data)


def recognise(data: bytes) -> SourceForm | None:
    """What a file is. Raises BadParcel for one that must be saved in another way first."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadParcel(OLD_OFFICE)
    if data.startswith(b"PK"):
        return _archive(data)
    text = as_utf8(data)[:LOOKED_AT].decode("utf-8", "replace").removeprefix("\ufeff")
    if "\0" in text:
        return None
    if re.match(r"\s*<(?:!doctype html|html)\b", text, re.IGNORECASE):
        raise BadParcel(WEB_PAGE)
    if text.lstrip().startswith("<"):
        return SourceForm.QTI if _QTI.search(text) else SourceForm.MOODLE
    if re.match(r"#(?:separator|html|tags|deck|notetype|columns|guid)[ :]", text):
        return SourceForm.ANKI
    if any(map(_names_columns, text.splitlines()[:3])):
        return SourceForm.CSV
    if all(pattern.search(text) for pattern in _AIKEN):
        return SourceForm.AIKEN
    if _GIFT.search(text):
        return SourceForm.GIFT
    lines = [line for line in text.splitlines() if line.strip()]
    return (
        SourceForm.ANKI
        if len(lines) > 1 and all(line.count("\t") == lines[0].count("\t") > 0 for line in lines[:-1])
        else None
    )


def _names_columns(line: str) -> bool:
    names = {cell.strip(' "').partition(" - ")[0] for cell in re.split(r"[;,\t]", line.casefold())}
    return len(names) > 1 and bool(names & {"vraag", "question"})


def _archive(data: bytes) -> SourceForm | None:
    names = set(archived(data))
    if any(name.startswith("xl/") for name in names):
        return SourceForm.EXCEL
    if any(name.startswith("collection.anki") for name in names):
        return SourceForm.ANKI
    if "imsmanifest.xml" in names:
        return SourceForm.QTI
    if any(name.startswith("word/") for name in names):
        raise BadParcel(WORD)
    if "mimetype" in names:
        raise BadParcel(OLD_OFFICE)
    return None
