"""Cards for Anki (.apkg, the form that every version reads), and the cards that Anki writes.

An .apkg is a zip with an SQLite database. The database is made and read in memory; a new .apkg (compressed, with a
decoy in the old form) is refused, because only what is in the decoy could be read.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from hashlib import sha1, sha256
from typing import TYPE_CHECKING, Any

import msgspec

from tutor.exchange.intake import MAX_QUESTIONS, MAX_TEXT, Extras, Given, Intake, Origin
from tutor.exchange.questions import Outgoing, correct, note, options, with_feedback
from tutor.exchange.reading import BadParcel, clean, decoded, from_html, unzipped, zipped
from tutor.learning.answers import LETTERS, shown_order
from tutor.learning.grading import right_answer
from tutor.model import Gaps, Item, Matching, Multiple, Number, Open, Ordering, Part, ShortText, Single

if TYPE_CHECKING:
    import sqlite3

SEPARATOR = "\x1f"
"""Between the fields of a note."""
_MODEL = 1_764_547_200_123
"""Id of our kind of note: the same in every file, so that a newer file finds the notes of an older one."""
OURS = "Vraag in Raadstutor"
"""Field that no card shows: the item as an author writes it, so that it comes back whole."""
FIELDS = ("Voorkant", "Achterkant", OURS)
_TABLES = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
    ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
    models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
    usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
    flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
    mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
    ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
    left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
    ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
    type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
"""
_STYLE = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; } .basis { color: #666; font-size: 15px; }"
)


def write(questions: Sequence[Outgoing], moment: datetime) -> bytes:
    """The cards, a deck for each lesson. `moment`: what was made later updates what was made before."""
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        _fill(database, questions, moment)
        database.commit()
        content = database.serialize()
    return zipped({"collection.anki2": content, "media": b"{}"})


def _fill(database: sqlite3.Connection, questions: Sequence[Outgoing], moment: datetime) -> None:
    seconds = int(moment.timestamp())
    decks = {one.path: _number("::".join(one.path)) for one in questions}
    said = {one.path: note(one) for one in questions}
    known = {"1": _deck(1, "Default", "", seconds)} | {
        str(number): _deck(number, "::".join(part.replace("::", ":") for part in path), said[path], seconds)
        for path, number in decks.items()
    }
    database.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (
            seconds,
            seconds * 1000,
            seconds * 1000,
            json.dumps({"nextPos": 1, "curDeck": 1, "activeDecks": [1], "curModel": str(_MODEL), "schedVer": 2}),
            json.dumps({str(_MODEL): _model(seconds)}),
            json.dumps(known),
            json.dumps({"1": _DECK_OPTIONS}),
        ),
    )
    for place, one in enumerate(questions, 1):
        front, back = _front(one.item), _back(one)
        number = _number(one.item.id)
        tags = f" {one.item.goal} {one.item.norm.value} moeilijkheid-{one.item.difficulty} "
        first = int(sha1(html.unescape(one.item.stem).encode(), usedforsecurity=False).hexdigest()[:8], 16)
        database.execute(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
            (
                number,
                one.item.id,
                _MODEL,
                seconds,
                tags,
                SEPARATOR.join((front, back, _whole(one.item))),
                one.item.stem,
                first,
            ),
        )
        database.execute(
            "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            (number, number, decks[one.path], seconds, place),
        )


def _whole(item: Item) -> str:
    return _escape(msgspec.json.encode(item).decode())


def _number(name: str) -> int:
    """An id that is the same every time: Anki's are times in milliseconds."""
    return 1_600_000_000_000 + int(sha256(name.encode()).hexdigest()[:10], 16) % 100_000_000_000


def _deck(number: int, name: str, description: str, seconds: int) -> dict[str, Any]:
    counts = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
    flags = {"collapsed": False, "browserCollapsed": False, "dyn": 0, "extendNew": 0, "extendRev": 0, "usn": 0}
    return {"id": number, "name": name, "desc": description, "mod": seconds, "conf": 1, **counts, **flags}


_DECK_OPTIONS = {
    "id": 1, "mod": 0, "name": "Default", "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True,
    "dyn": False,
    "new": {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1, "perDay": 20},
    "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
    "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
}  # fmt: skip


def _model(seconds: int) -> dict[str, Any]:
    return {
        "id": _MODEL, "name": "Raadstutor", "type": 0, "mod": seconds, "usn": -1, "sortf": 0, "did": 1,
        "tmpls": [
            {
                "name": "Kaart", "ord": 0, "qfmt": "{{Voorkant}}", "afmt": "{{Voorkant}}<hr id=answer>{{Achterkant}}",
                "bqfmt": "", "bafmt": "", "did": None,
            }
        ],
        "flds": [
            {"name": name, "ord": number, "sticky": False, "rtl": False, "font": "Arial", "size": 20}
            for number, name in enumerate(FIELDS)
        ],
        "css": _STYLE, "latexPre": "", "latexPost": "", "req": [[0, "any", [0]]],
    }  # fmt: skip


def _front(item: Item) -> str:
    """The question, with what there is to choose from; in the order in which a learner would see it."""
    order = shown_order(item, 0)
    match item:
        case Single() | Multiple():
            shown = _list(f"{LETTERS[at].upper()}. {item.options[index].text}" for at, index in enumerate(order))
        case Ordering(parts=parts):
            shown = _list(parts[index].text for index in order)
        case Matching(pairs=pairs, rights=rights) | Gaps(pairs=pairs, rights=rights):
            right = _list(rights[index] for index in order)
            shown = f"{_list(pair.left for pair in pairs)}<p>Kies uit:</p>{right}"
        case Number(unit=unit) if unit:
            shown = f"<p>In {_escape(unit)}.</p>"
        case _:
            shown = ""
    hint = f"<details><summary>Hint</summary>{_escape(item.hint)}</details>" if item.hint else ""
    return f"<p>{_escape(item.stem)}</p>{shown}{hint}"


def _back(one: Outgoing) -> str:
    item = one.item
    letters = {index: LETTERS[at].upper() for at, index in enumerate(shown_order(item, 0))}
    keys = correct(item)
    match item:
        case Single() | Multiple():
            answer = "\n".join(sorted(f"{letters[index]}. {item.options[index].text}" for index in keys))
            said = sorted(f"{letters[index]}. {option.feedback}" for index, option in enumerate(options(item)))
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            answer = right_answer(item)
            told = (Part(text=f"{pair.left} → {pair.right}", feedback=pair.feedback) for pair in pairs)
            said = with_feedback(told).splitlines()
        case Ordering(parts=parts) | Open(criteria=parts):
            answer = right_answer(item)
            said = with_feedback(parts).splitlines()
        case Number() | ShortText():
            answer = right_answer(item)
            said = [item.feedback]
        case _:
            answer, said = "", []
    basis = f'<p class="basis">{_escape(f"{one.basis} Uit Raadstutor, licentie {one.licence}.")}</p>'
    return f"<p><b>{_escape(answer)}</b></p>{_list(said)}<p>{_escape(item.explanation)}</p>{basis}"


def _list(texts: Iterator[str] | Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_escape(text)}</li>' for text in texts)}</ul>"


def _escape(text: str) -> str:
    return html.escape(text.replace(SEPARATOR, " "), quote=False).replace("\n", "<br>")


# --- reading -------------------------------------------------------------------------------------

NEW_FORM = (
    "Dit Anki-bestand is in de nieuwe vorm. Exporteer in Anki met ‘Ondersteun oudere Anki-versies’, "
    "of als ‘Notities in platte tekst’."
)
SHORT_ANSWER = 60
"""Characters up to which the back of a card is a word to type; longer ones are compared by the learner."""
_STEPS = 2_000_000
"""Of SQLite's machine, before a query of somebody else's database is stopped."""
_META = ("guid", "notetype", "deck", "tags")


def read(data: bytes) -> Intake:
    """The cards in an .apkg of the old form. Raises BadParcel, also for the new form."""
    files = unzipped(data)
    if "collection.anki21b" in files:
        raise BadParcel(NEW_FORM)
    content = files.get("collection.anki21") or files.get("collection.anki2")
    if content is None:
        raise BadParcel("In dit bestand zitten geen kaarten van Anki.")
    intake = Intake("Anki-bestand")
    for number, (guid, fields) in enumerate(_notes(content), 1):
        _card(intake, Origin(number, clean(guid)[:80]), fields.split(SEPARATOR), markup=True)
    return intake


def _notes(content: bytes) -> list[tuple[str, str]]:
    """Name and fields of each note. Raises BadParcel for a database that is damaged, or asks too much."""
    import sqlite3

    damaged = "Dit Anki-bestand is beschadigd. Exporteer het opnieuw."
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            database.execute("PRAGMA trusted_schema = OFF")
            database.set_progress_handler(lambda: True, _STEPS)
            if not database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'notes'").fetchone():
                raise BadParcel(damaged)
            rows = database.execute("SELECT guid, flds FROM notes ORDER BY id LIMIT ?", (MAX_QUESTIONS + 1,)).fetchall()
    except BadParcel:
        raise
    except (sqlite3.Error, OverflowError, UnicodeDecodeError, MemoryError):
        raise BadParcel(damaged) from None
    return [(str(guid), str(fields)) for guid, fields in rows]


def read_text(data: bytes) -> Intake:
    """The notes or cards that Anki exported as text. Raises BadParcel."""
    text, remark = decoded(data)
    intake = Intake("Anki-bestand", remarks=[remark] if remark else [])
    lines = text.splitlines(keepends=True)
    settings: dict[str, str] = {}
    while len(settings) < len(lines) and lines[len(settings)].startswith("#"):
        name, _, value = lines[len(settings)][1:].partition(":")
        settings[f"{name.strip().lower()}" if name.strip() else str(len(settings))] = value.strip()
    names = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
    wanted = settings.get("separator", "tab")
    separator = names.get(wanted.lower(), wanted if len(wanted) == 1 else "\t")
    markup = settings.get("html", "true").lower() == "true"
    beside = {
        int(settings[key]) - 1 for one in _META if (key := f"{one} column") in settings and settings[key].isdecimal()
    }
    guid = settings.get("guid column", "")
    reader = csv.reader(io.StringIO("".join(lines[len(settings) :]), newline=""), delimiter=separator)
    try:
        for row in reader:
            fields = [field for at, field in enumerate(row) if at not in beside]
            was = row[int(guid) - 1] if guid.isdecimal() and 0 < int(guid) <= len(row) else ""
            if any(map(str.strip, fields)):
                place = Origin(len(settings) + reader.line_num, clean(was)[:80])
                _card(intake, place, fields, markup=markup)
    except csv.Error:
        raise BadParcel("Deze tabel is beschadigd: aanhalingstekens kloppen niet.") from None
    return intake


def _card(intake: Intake, place: Origin, fields: Sequence[str], *, markup: bool) -> None:
    """A front becomes a question; a short back is typed, a longer one is the model answer."""
    if len(fields) == len(FIELDS) and (item := _ours(fields[2])):
        intake.keep(place, item)
        return
    texts = []
    for field in fields[:2]:
        text, lost = from_html(field) if markup else (clean(field), ())
        if "[sound:" in field or "[latex]" in field or "\\(" in field:
            lost = (*lost, "geluid of formule weggelaten")
        for what in lost:
            intake.lose(place, what)
        texts.append(text)
    front, back = (*texts, "", "")[:2]
    if "{{c1::" in fields[0]:
        intake.leave(place, "een gatentekst (cloze) van Anki kent Raadstutor niet")
    elif not back:
        intake.leave(place, "er staat geen antwoord op de achterkant")
    elif len(back) <= SHORT_ANSWER and len(back.split()) <= 3:
        intake.short(place, front, [Given(back, 1)], Extras())
    elif len(back) <= 4 * MAX_TEXT:
        intake.essay(place, front, back, (), Extras())
    else:
        intake.leave(place, f"de achterkant is langer dan {4 * MAX_TEXT} tekens")


def _ours(field: str) -> Item | None:
    """The item in a field that we wrote; None for anything else."""
    try:
        item: Item = msgspec.json.decode(html.unescape(field.replace("<br>", "\n")), type=Item)
        return item
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
