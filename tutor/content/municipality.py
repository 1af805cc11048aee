"""Reading `gemeente.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tutor.content.files import ODD_SLOT
from tutor.content.problem_kinds import warning
from tutor.content.reader import ContentReader
from tutor.content.schema import WRONG_VALUE, Schema, suggestion
from tutor.content.source import Placed
from tutor.model import Municipality, Problem
from tutor.model.municipality import FILE_NAME, LAW_SEATS, MOST_SEATS, SLOTS

OTHER_SEATS = warning("ander-zetelaantal", "Het aantal zetels hoort bij het aantal inwoners, tot de raad verandert.")
LONGEST = 300
"""Characters of a local rule."""
LONGEST_NAME = 100
"""Of a municipality or of a gemeenschappelijke regeling."""

SCHEMA = Schema[Municipality](Municipality)


def read_municipality(folder: Path) -> tuple[Municipality | None, tuple[Problem, ...]]:
    """The municipality that a folder speaks of, and what is wrong with it; None without a sound file."""
    if not (folder / FILE_NAME).exists():
        return None, ()
    reader = ContentReader(folder)
    document = reader.document(FILE_NAME, "gemeente")
    placed = document and reader.decode("gemeente", SCHEMA, document.data, document)
    faults = tuple(_faults(placed)) if placed else ()
    sound = placed is not None and all(fault.code == OTHER_SEATS.name for fault in faults)
    return placed.value if placed and sound else None, tuple(sorted((*reader.problems, *faults)))


def _faults(placed: Placed[Municipality]) -> Iterator[Problem]:
    value = placed.value
    names: list[tuple[tuple[str | int, ...], str]] = [(("name",), value.name)]
    names += ((("partnerships", number, "name"), one.name) for number, one in enumerate(value.partnerships))
    for at, name in names:
        if not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
            yield WRONG_VALUE(placed.at(*at), "Een naam is één regel.", f"Schrijf 1 tot {LONGEST_NAME} tekens.")
    if value.inhabitants < 1:
        yield WRONG_VALUE(placed.at("inhabitants"), "Een gemeente heeft inwoners.", "Schrijf bijvoorbeeld 31400.")
    if value.stated_seats is not None and value.stated_seats not in range(LAW_SEATS[0][1], MOST_SEATS + 1):
        message = f"{value.stated_seats} zetels kan niet: een raad heeft er 9 tot 45 (artikel 8 Gemeentewet)."
        yield WRONG_VALUE(placed.at("stated_seats"), message, "Verbeter het getal, of laat het weg.")
    elif value.seats != value.law_seats:
        message = f"Bij {value.inhabitants} inwoners horen nu {value.law_seats} zetels (artikel 8 Gemeentewet)."
        remedy = "Klopt dit tot de volgende verkiezing? Laat het dan zo."
        yield OTHER_SEATS(placed.at("stated_seats"), message, remedy)
    for field in ("orders", "code", "others"):
        for name in getattr(value, field):
            if name not in SLOTS:
                message = f"Naar ‘{name}’ vraagt geen les."
                yield ODD_SLOT(placed.at(field, name), message, suggestion(name, SLOTS))
            elif len(getattr(value, field)[name]) > LONGEST:
                yield WRONG_VALUE(placed.at(field, name), "Deze regel is te lang.", f"Hooguit {LONGEST} tekens.")
