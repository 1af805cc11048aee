"""Reading `gemeente.toml`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from tutor.content.files import ODD_SLOT
from tutor.content.problem_kinds import warning
from tutor.content.reader import ContentReader
from tutor.content.schema import WRONG_VALUE, Schema, suggestion
from tutor.content.source import Placed
from tutor.content.textfile import KILO, data
from tutor.model import Municipality, Problem
from tutor.model.municipality import FILE_NAME, LAW_SEATS, MOST_SEATS, SLOTS

OTHER_SEATS = warning("ander-zetelaantal", "Het aantal zetels hoort bij het aantal inwoners, tot de raad verandert.")
NO_EMBLEM = warning(
    "wapen-onbruikbaar",
    "Een wapen of logo is een PNG of JPEG van hooguit 200 kB en 2000 bij 2000, naast gemeente.toml.",
)
MOST_BYTES, MOST_PIXELS = 200 * KILO, 2_000
"""Of that picture: it travels within every page, and a small file may unpack to a large picture."""
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
"""How such pictures begin. There is no other kind: an SVG can carry a program."""
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
    placed = reader.decode("gemeente", SCHEMA, document.data, document) if document else None
    if placed is None:
        return None, tuple(sorted(reader.problems))
    emblem, wrong = _emblem(folder, placed.value.emblem)
    faults = [*_faults(placed), *([NO_EMBLEM(placed.at("emblem"), *wrong)] if wrong else [])]
    sound = all(fault.code in (OTHER_SEATS.name, NO_EMBLEM.name) for fault in faults)
    return replace(placed.value, emblem=emblem) if sound else None, tuple(sorted((*reader.problems, *faults)))


def _emblem(folder: Path, name: str) -> tuple[str, tuple[str, str] | None]:
    """The address of the picture with this name; and what is wrong with it, and how to mend it."""
    if not name:
        return "", None
    if name != Path(name).name or "\\" in name or ":" in name or name.startswith(".") or (folder / name).is_symlink():
        return "", (f"‘{name}’ is geen naam van een bestand hiernaast.", 'Schrijf bijvoorbeeld wapen = "wapen.png".')
    found, problem = data(folder / name, name, MOST_BYTES)
    if found is None:
        return "", (problem.message if problem else name, "Zet een kleine PNG of JPEG naast gemeente.toml.")
    sort = {PNG: "png", JPEG: "jpeg"}.get(PNG if found.startswith(PNG) else found[: len(JPEG)])
    if sort is None:
        return "", (f"{name} is geen PNG of JPEG.", "Bewaar het plaatje als PNG, en noem dat bestand.")
    width, height = _size(found)
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        return "", (
            f"{name} is {width} bij {height} beeldpunten.",
            f"Maak het hooguit {MOST_PIXELS} bij {MOST_PIXELS}.",
        )
    return f"data:image/{sort};base64,{b64encode(found).decode('ascii')}", None


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG as its head says; zeros where there is none."""
    if picture.startswith(PNG):
        return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
    at = 2
    while picture[at : at + 1] == b"\xff" and at + 9 < len(picture):
        mark = picture[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):  # the frame, of any way of coding
            return int.from_bytes(picture[at + 7 : at + 9], "big"), int.from_bytes(picture[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
    return 0, 0


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
