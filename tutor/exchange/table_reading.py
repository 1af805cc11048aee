"""Reading questions from a table: our own columns, those of a template of Kahoot, or what somebody made up.

A column is known by its name; of the names only `vraag`, and `goed` or `optie 1`, must be there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from msgspec import structs

from tutor.exchange import spreadsheet
from tutor.exchange.intake import Extras, Given, Intake, Origin
from tutor.exchange.reading import BadParcel, clean, decoded
from tutor.exchange.spreadsheet import Sheet, Value
from tutor.exchange.table import ARROW
from tutor.learning.answers import LETTERS
from tutor.learning.wording import read_number
from tutor.model import Dilemma, Norm, Option, Statement
from tutor.model.catalogue import UNFINISHED

_NAMES = {"question": "vraag", "correct": "goed", "juist": "goed", "kind": "soort", "type": "soort"}
_OPTION = re.compile(r"(?:optie|antwoord|answer|option)\s*(\d+)")
_HEADER_WITHIN = 20
"""Rows in which the names of the columns are looked for: templates begin with a text."""


def read_excel(data: bytes) -> Intake:
    """The questions in a workbook, of ours or of Kahoot. Raises BadParcel."""
    sheets = spreadsheet.read(data)
    if any(sheet.title.startswith("RawReportData") for sheet in sheets):
        intake = _read([sheet for sheet in sheets if sheet.title.startswith("RawReportData")], "Kahoot-verslag")
        intake.remarks.append("Dit is een Kahoot-verslag met namen van deelnemers. Ik neem alleen de vragen over.")
        return intake
    return _read(sheets, "Excel-bestand")


def read_csv(data: bytes) -> Intake:
    """The questions in a table of text. Raises BadParcel."""
    text, remark = decoded(data)
    sample = text[:4096]
    delimiter = max(";,\t", key=sample.count)
    try:
        found: list[list[Value]] = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(found) > spreadsheet.MAX_ROWS:
                raise BadParcel(f"In dit bestand staan meer dan {spreadsheet.MAX_ROWS} regels. Verdeel het in tweeën.")
            found.append([spreadsheet.original(cell.strip()) for cell in row[: spreadsheet.MAX_COLUMNS * 2]])
    except csv.Error:
        raise BadParcel("Deze tabel is beschadigd: aanhalingstekens kloppen niet.") from None
    intake = _read([Sheet("", found)], "tabel (csv)")
    intake.remarks += [remark] if remark else []
    return intake


def _read(sheets: Sequence[Sheet], what: str) -> Intake:
    intake = Intake(what)
    found = False
    seen: set[str] = set()
    for sheet in sheets:
        head = next(((n, h) for n, row in enumerate(sheet.rows[:_HEADER_WITHIN]) if (h := _head(row))), None)
        if head is None:
            continue
        found = True
        first, columns = head
        for number, row in enumerate(sheet.rows[first + 1 :], first + 2):
            cells = {name: str(row[at]) for name, at in columns.items() if at < len(row) and row[at]}
            if not cells.get("vraag") or (what == "Kahoot-verslag" and cells["vraag"] in seen):
                continue  # an empty row, or the question of the next player
            seen.add(cells["vraag"])
            _take(intake, Origin(number, clean(cells.get("id", ""))[:80]), cells)
    if not found:
        raise BadParcel("In deze tabel vind ik geen kolom ‘vraag’ met daarnaast ‘goed’ of ‘optie 1’.")
    return intake


def _head(row: Sequence[Value]) -> dict[str, int] | None:
    """The columns that a row names; None when it is no row of names."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = clean(str(cell or "")).casefold()
        short = name.partition(" - ")[0].partition(" (")[0].strip()
        if option := _OPTION.match(short):
            short = f"optie {int(option[1])}"
        elif short.startswith(("correct", "juiste antwoord", "goed")):
            short = "goed"
        columns.setdefault(_NAMES.get(short, short), at)
    return columns if "vraag" in columns and ("goed" in columns or "optie 1" in columns) else None


def _take(intake: Intake, place: Origin, cells: Mapping[str, str]) -> None:
    cells = {name: clean(text) for name, text in cells.items()}
    stem = cells["vraag"]
    entries = list(_entries(cells))
    extras = Extras(
        passage=cells.get("bij", ""),
        situation=cells.get("situatie", ""),
        hint=cells.get("hint", ""),
        explanation=cells.get("uitleg", ""),
        feedback=cells.get("feedback", ""),
        sources=_split(cells.get("bronnen", "")),
        norm=next((norm for norm in Norm if norm.value == cells.get("norm", "").casefold()), None),
        fixed=cells.get("vast", "").casefold() == "ja",
        reasoned=cells.get("reden", "").casefold() == "ja",
    )
    before = len(intake.taken)
    right = cells.get("goed", "")
    sort = cells.get("soort", "").casefold() or "keuze"
    match sort:
        case "keuze" | "meerkeuze":
            keys = _keys(right, [entry.text for entry in entries])
            answers = [replace(entry, share=float(n in keys)) for n, entry in enumerate(entries, 1)]
            intake.choice(place, stem, answers, extras, several=sort == "meerkeuze")
        case "volgorde":
            intake.ordering(place, stem, [(entry.text, entry.feedback) for entry in entries], extras)
        case "paren":
            split = [(*_sides(entry.text), entry) for entry in entries]
            pairs = [(left, text, entry.feedback) for left, text, entry in split if left]
            wrong = [Given(text, 0, one.feedback, one.misconception) for left, text, one in split if not left]
            intake.matching(place, stem, pairs, wrong, extras)
        case "gaten":
            gaps = [(_split(entry.text), entry.feedback) for entry in entries if not entry.text.startswith("=")]
            wrong = [replace(one, text=one.text[1:].strip()) for one in entries if one.text.startswith("=")]
            typed = cells.get("typen", "").casefold() == "ja"
            intake.gaps(place, stem, cells.get("zin", ""), gaps, wrong, extras, typed=typed)
        case "getal":
            _number(intake, place, stem, right, entries, extras, cells)
        case "kort":
            given = [Given(text, 1, extras.feedback) for text in _split(right)]
            intake.short(place, stem, [*given, *entries], extras)
        case "open":
            intake.essay(place, stem, right, [(entry.text, entry.feedback) for entry in entries], extras)
        case "stelling" | "dilemma":
            _debate(intake, place, cells, entries, extras)
        case _:
            intake.leave(place, f"‘{sort[:30]}’ kent Raadstutor niet")
    if len(intake.taken) > before and cells.get("moeilijkheid") in ("1", "2", "3"):
        where, item = intake.taken[-1]
        intake.taken[-1] = where, structs.replace(item, difficulty=int(cells["moeilijkheid"]))


def _entries(cells: Mapping[str, str]) -> Iterator[Given]:
    for number in range(1, len(LETTERS) + 2):
        if text := cells.get(f"optie {number}"):
            yield Given(text, 0, cells.get(f"feedback {number}", ""), cells.get(f"misvatting {number}") or None)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _sides(text: str) -> tuple[str, str]:
    """Left and right; nothing left for a side that belongs nowhere."""
    sign = next((sign for sign in (ARROW, " = ") if sign in text), "=")
    if text.startswith("= ") and sign != ARROW:
        return "", text[2:].strip()
    left, _, right = text.partition(sign)
    return left.strip(), right.strip()


def _keys(right: str, texts: Sequence[str]) -> set[int]:
    """Which options are right: their numbers, letters, or texts."""
    if right in texts:
        return {texts.index(right) + 1}
    found = set()
    for word in re.split(r"[,;|/. ]+", right):
        if word.isdecimal():
            found.add(int(word))
        elif len(word) == 1 and word.casefold() in LETTERS:
            found.add(LETTERS.index(word.casefold()) + 1)
    return found & set(range(1, len(texts) + 1))


def _number(
    intake: Intake,
    place: Origin,
    stem: str,
    right: str,
    entries: Sequence[Given],
    extras: Extras,
    cells: Mapping[str, str],
) -> None:
    read = read_number(right)
    if read is None:
        intake.leave(place, f"‘{right[:40]}’ lees ik niet als getal")
        return
    tolerance = read_number(cells.get("tolerantie", "") or "0")
    wrong = []
    for entry in entries:
        if (value := read_number(entry.text)) is None:
            intake.lose(place, "bekende fout weggelaten die geen getal is")
        else:
            wrong.append((value[0], 0.0, entry))
    unit = cells.get("eenheid", "") or read[1]
    best = (read[0], abs(tolerance[0]) if tolerance else 0, Given(right, 1, extras.feedback))
    intake.number(place, stem, [best, *wrong], extras, unit)


def _debate(intake: Intake, place: Origin, cells: Mapping[str, str], entries: Sequence[Given], extras: Extras) -> None:
    common: dict[str, Any] = {
        "id": "",
        "goal": "",
        "step": "",
        "passage": extras.passage,
        "situation": extras.situation,
        "question": cells["vraag"],
        "hint": extras.hint,
        "explanation": extras.explanation or f"{UNFINISHED}: uitleg",
        "norm": extras.norm or Norm.JUDGEMENT,
        "sources": extras.sources,
        "difficulty": 1,
        "decides": cells.get("wie_beslist") or f"{UNFINISHED}: wie beslist?",
        "floor": cells.get("ondergrens") or f"{UNFINISHED}: wat vraagt de wet in elk geval?",
        "pros": _split(cells.get("voor", "")) or (f"{UNFINISHED}: een argument voor",),
        "cons": _split(cells.get("tegen", "")) or (f"{UNFINISHED}: een argument tegen",),
        "shifts": _split(cells.get("schuif", "")),
        "discuss": _split(cells.get("gespreksvragen", "")),
        "trainer": cells.get("trainer", ""),
    }
    if cells["soort"].casefold() == "stelling":
        intake.keep(place, Statement(**common))
    elif len(entries) < 2:
        intake.leave(place, "een dilemma heeft minstens twee opties")
    else:
        chosen = tuple(Option(text=one.text, feedback=one.feedback or f"{UNFINISHED}: feedback") for one in entries)
        intake.keep(place, Dilemma(**common, options=chosen))
