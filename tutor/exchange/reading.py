"""Reading files of others: what a file is, zip archives, and text, HTML and XML, all within limits.

A mix-up gets a sentence about that file and not a wrong diagnosis: its first bytes tell, and the names in an archive.
Nothing is unpacked to a disk, nothing before its size is known, and nothing in a file is ever carried out.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from xml.etree.ElementTree import Element, TreeBuilder
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
from msgspec import Raw, Struct

from tutor.content.characters import forbidden
from tutor.system import command

_QUESTIONS = ("vragen eruit haal je", "importeer vragen BESTAND --naar MAP")
ELSEWHERE = (
    ("eigen lessen", "je zet het hier", "pakket zet BESTAND"),
    *(
        (part, *_QUESTIONS)
        for part in ("GIFT", "Moodle (XML)", "QTI", "Anki", "Excel-bestand", "CSV", "tabel met tabs")
    ),
)
"""What another verb takes in: part of what it is called, what that does, and the verb."""
LOOKED_AT = 64 * 1024
"""Bytes that tell what a text is."""
LINES = 20
"""Lines that tell whether it is a table."""


class BadParcel(ValueError):
    """The file is not what was asked for, or it is damaged. The message is Dutch."""


class Head(Struct, frozen=True):
    """How each file of ours begins."""

    sort: str = ""
    version: int = 0


OURS = {
    "raadstutor-voortgang": ("voortgang van Raadstutor", "samenvoegen BESTAND", "exporteer voortgang BESTAND"),
    "raadstutor-groep": ("een bestand voor een groep", "klas groep BESTAND", "exporteer groep BESTAND"),
    "raadstutor-herhaalset": ("een herhaalset van een avond", "herhaalset BESTAND", "klas herhaalset --naar BESTAND"),
}
"""What a sort of file is called, the verb that takes it in, and the one that makes it."""
DOCUMENTS = {
    frozenset(("plan", "started", "agreements")): "het verslag van een avond",
    frozenset(("learners", "goals", "gains")): "een groepsverslag van Raadstutor",
    frozenset(("profile", "events", "answers")): "een overzicht van raadstutor voortgang --json",
    frozenset(("modules", "laws")): "een overzicht van raadstutor inhoud --json",
}
"""What other programs may read and we do not, by keys that it has."""
BEGINNINGS = (
    (b"SQLite format 3\0", "een SQLite-database van een ander programma"),
    (b"%PDF-", "een pdf"),
    (b"\xd0\xcf\x11\xe0", "een document van een oude Office"),
    (b"\x1f\x8b", "een ingepakt bestand"),
    (b"7z\xbc\xaf", "een ingepakt bestand"),
    (b"Rar!", "een ingepakt bestand"),
    (b"\x89PNG", "een plaatje"),
    (b"\xff\xd8\xff", "een foto"),
)
ARCHIVES = (
    ("pakket.toml", "een pakket met eigen lessen"),
    ("collection.anki", "een pakket met kaarten van Anki (.apkg)"),
    ("h5p.json", "een pakket van H5P"),
    ("moodle_backup.xml", "een back-up van een cursus in Moodle"),
    ("imsmanifest.xml", "een pakket met toetsvragen (QTI) of een cursus"),
    ("xl/", "een Excel-bestand (.xlsx)"),
    ("word/", "een Word-bestand (.docx)"),
    ("ppt/", "een PowerPoint-bestand (.pptx)"),
    ("mimetype", "een document van LibreOffice of een e-boek"),
    ("", "een zip-bestand"),
)
"""By how a name in the archive begins."""
TEXTS = (
    (r"\A\+\+\+\s|^\[\[\w+\]\]\s*$", "een bestand met lessen of vragen voor Raadstutor"),
    (r"\A\s*(?:<\?xml[^>]*>\s*)?<quiz[\s>]", "een bestand met vragen voor Moodle (XML)"),
    (r"\A\s*<.*?(?:<questestinterop|<assessment(?:Item|Test)|<qti-|imsqti)", "een toetsvraag in QTI"),
    (r"\A\s*<(?:!doctype html|html)", "een webpagina"),
    (r"\A\s*<\?xml|\A\s*<\w+[\s>]", "een XML-bestand"),
    (r"\A#(?:separator|html|tags|deck|notetype|columns):", "een bestand met kaarten uit Anki"),
    (r"^::[^:\n]+::|\{\s*(?:[=~#]|T\}|F\}|TRUE|FALSE)", "een GIFT-bestand met vragen voor Moodle"),
)
"""By a pattern, the first that fits."""
_TEXTS = tuple((re.compile(pattern, re.IGNORECASE | re.MULTILINE | re.DOTALL), name) for pattern, name in TEXTS)


def ours(data: bytes, sort: str, version: int, most: int) -> bytes:
    """The JSON of a file of ours, in UTF-8 whatever an editor made of it.

    `most`: bytes. Raises BadParcel for another sort of file, one of a newer program, and one that is too large.
    """
    what, _, maker = OURS[sort]
    text = as_utf8(data)
    head = _head(text) if len(data) <= most else Head()
    match head:
        case None if text.lstrip().startswith(f'{{"sort":"{sort}"'.encode()):
            raise BadParcel(f"Dit is {what}, maar het bestand is afgebroken of veranderd. Exporteer opnieuw.")
        case Head(sort=found) if found == sort:
            if head.version > version:
                raise BadParcel("Dit bestand is gemaakt met een nieuwere Raadstutor. Werk deze computer eerst bij.")
            return text
    instead = f"kies een bestand dat is gemaakt met: {command(maker)}"
    if sentence := told(data, instead):
        raise BadParcel(sentence)
    if len(data) > most:
        raise BadParcel(f"Dit bestand is te groot voor {what}.")
    raise BadParcel(f"Dit is geen bestand van Raadstutor; {instead}.")


def told(data: bytes, instead: str) -> str:
    """What a file is and what to do, as one Dutch sentence; empty when nobody knows.

    `instead`: Dutch, how the sentence ends for a file of which nothing can be made here.
    """
    if not data:
        return "Dit bestand is leeg; maak het opnieuw."
    text = as_utf8(data)
    head = _head(text)
    if head and head.sort in OURS:
        what, verb, _ = OURS[head.sort]
        return f"Dit is {what}; neem het over met: {command(verb)}."
    if head and head.sort.startswith("raadstutor-"):
        return "Dit bestand is gemaakt met een nieuwere Raadstutor. Werk deze computer eerst bij."
    if _is_store(data):
        return (
            "Dit is een gegevensbestand van Raadstutor of een kopie ervan: zet het als voortgang.db in een lege map, "
            f"zet RAADSTUTOR_HOME op die map, doe {command('exporteer voortgang BESTAND')} en voeg dat bestand samen."
        )
    name = name_of(data)
    other = next((f" ({does} met: {command(verb)})" for part, does, verb in ELSEWHERE if part in name), "")
    return f"Dit is {name}, en dat kan Raadstutor hier niet overnemen{other}; {instead}." if name else ""


def as_utf8(data: bytes) -> bytes:
    """The same text in UTF-8 and without a byte order mark, which is what Notepad can make of a good file."""
    encoding = json.detect_encoding(data[:4])
    try:
        return data if encoding == "utf-8" else data.decode(encoding).encode()
    except UnicodeError:
        return data


def name_of(data: bytes) -> str:
    """What kind of file this is, as Dutch words with an article; empty when nobody knows."""
    if data.startswith(b"PK\x03\x04"):
        names = list(archived(data))
        return next(name for start, name in ARCHIVES if any(one.startswith(start) for one in names) or not start)
    for start, name in BEGINNINGS:
        if data.startswith(start):
            return name
    text = as_utf8(data)[:LOOKED_AT].decode(errors="replace")
    if text.lstrip().startswith(("{", "[")) and (keys := _keys(as_utf8(data))) is not None:
        return next(
            (name for known, name in DOCUMENTS.items() if known <= keys), "een JSON-bestand van een ander programma"
        )
    if "\0" in text:
        return ""
    return next((name for pattern, name in _TEXTS if pattern.search(text)), "") or _table(text)


def _head(text: bytes) -> Head | None:
    try:
        return msgspec.json.decode(text, type=Head)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _keys(text: bytes) -> frozenset[str] | None:
    """The keys of a JSON document; None when it is no JSON."""
    try:
        found = msgspec.json.decode(text, type=dict[str, Raw] | list[Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return frozenset(found) if isinstance(found, dict) else frozenset()


def _is_store(data: bytes) -> bool:
    return data.startswith(BEGINNINGS[0][0]) and b"CREATE TABLE event (" in data and b"CREATE TABLE tombstone (" in data


def archived(data: bytes) -> Iterator[str]:
    """Names of files in a zip, as far as it goes: the end may be cut off."""
    for entry in re.finditer(rb"PK\x03\x04.{22}(..)..", data, re.DOTALL):
        yield data[entry.end() : entry.end() + int.from_bytes(entry[1], "little")].decode(errors="replace")


def _table(text: str) -> str:
    lines = [line for line in text.splitlines()[: LINES + 1] if line.strip()][:LINES]
    for separator, name in (("\t", "een tabel met tabs, zoals Anki en Excel die maken"), (";", _CSV), (",", _CSV)):
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=separator)}
        except csv.Error:
            continue
        if len(lines) > 1 and len(widths) == 1 and widths.pop() > 1:
            return name
    return ""


_CSV = "een tabel (CSV)"


MAX_BYTES = 20 * 1024**2
"""Of a file, and of an archive when it is unpacked."""
MAX_FILES = 5_000
_MOMENT = (2026, 1, 1, 0, 0, 0)
"""Time of every file that is packed, so that the same files give the same bytes."""


def too_big(size: int, what: str = "Uitgepakt is dit bestand") -> str:
    """That a file is larger than what is read, in Dutch."""
    return f"{what} {-(-size // 1024**2)} MB; {MAX_BYTES // 1024**2} MB mag."


def unzipped(data: bytes) -> Mapping[str, bytes]:
    """The files of an archive, in memory. Raises BadParcel for a damaged one, and before it unpacks too much."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if (size := sum(entry.file_size for entry in entries)) > MAX_BYTES:
                raise BadParcel(too_big(size))
            if len(entries) > MAX_FILES:
                raise BadParcel(f"In dit bestand zitten {len(entries)} bestanden; {MAX_FILES} mag.")
            return {entry.filename: archive.read(entry) for entry in entries}
    except BadParcel:
        raise
    except Exception:  # zipfile names its own errors, but also lets through those of zlib, struct and codecs
        raise BadParcel("Dit zip-bestand is beschadigd. Maak het opnieuw.") from None


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files, in this order; the same bytes each time."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


MAX_ELEMENTS = 400_000
MAX_DEPTH = 200
PICTURE, MARKUP = "plaatje weggelaten", "formule of opmaak weggelaten"
DOCTYPE = "Dit bestand bepaalt eigen XML-onderdelen (DOCTYPE). Dat lees ik niet."


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and a Dutch remark when its encoding had to be guessed. Raises BadParcel for too much."""
    if len(data) > MAX_BYTES:
        raise BadParcel(too_big(len(data), "Dit bestand is"))
    try:
        return as_utf8(data).decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        guess = data.decode("cp1252", errors="replace")
        return guess, "Het bestand is niet in UTF-8; ik las het als Windows-1252. Kijk letters als é en ë na."


def clean(text: str) -> str:
    """A text on one line, without what nobody can see."""
    for sign in {match[0] for match in forbidden(text)}:
        text = text.replace(sign, "" if sign not in "\r\x0b\x0c\u2028\u2029\x85" else " ")
    return _SPACES.sub(" ", text).strip()


_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Not the space that keeps an amount on one line."""


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_BREAKS = frozenset(("p", "br", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "ul", "ol", "table", "pre"))
_SILENT = frozenset(("script", "style"))
_PICTURES = frozenset(("img", "audio", "video", "object", "svg", "embed", "iframe"))
_MARKUP = frozenset(("table", "math", "sub", "sup"))


def from_html(text: str) -> tuple[str, Iterable[str]]:
    """The text of HTML on one line, and what was lost of it.

    `html.parser` takes a minute for 400 kB of comments that nobody closed; this looks at each character once.
    """
    if "<" not in text and "&" not in text:
        return clean(text), ()
    parts: list[str] = []
    lost: dict[str, None] = {}
    at = seen = 0
    while (start := text.find("<", seen)) >= 0:
        tag, comment = _TAG.match(text, start), text.startswith("<!--", start)
        if not (tag or text.startswith(("<!", "<?"), start)):
            seen = start + 1
            continue
        name = tag[2].lower() if tag else ""
        closing = "-->" if comment else f"</{name}" if name in _SILENT and tag and not tag[1] else ">"
        end = text.find(closing, start)
        if end < 0:
            break
        parts += [text[at:start], " " if name in _BREAKS else ""]
        lost |= dict.fromkeys(what for what, names in ((PICTURE, _PICTURES), (MARKUP, _MARKUP)) if name in names)
        at = seen = end + (0 if closing.startswith("</") else len(closing))
    parts.append(text[at:])
    return clean(unescape("".join(parts))), tuple(lost)


def as_float(text: str) -> float | None:
    """A number within reason; None for anything else."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 10**15 else None


def parse_xml(data: bytes) -> tuple[Element, Mapping[Element, int]]:
    """The document, names without their namespace, and the line of each element.

    Raises BadParcel for what is no XML, defines parts of its own, or is too much.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    builder, lines, depth = TreeBuilder(), dict[Element, int](), 0
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH or len(lines) > MAX_ELEMENTS:
            raise BadParcel("Dit XML-bestand heeft te veel onderdelen. Verdeel het in kleinere bestanden.")
        local = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        lines[builder.start(name.rpartition("}")[2], local)] = parser.CurrentLineNumber

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition("}")[2])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(data, True)
        return builder.close(), lines
    except BadParcel:
        raise
    except ExpatError as bad:
        raise BadParcel(
            f"Dit XML-bestand is afgebroken of klopt niet (regel {bad.lineno}). Maak het opnieuw."
        ) from None
    except (ValueError, LookupError, AssertionError):
        raise BadParcel("Dit XML-bestand is niet te lezen. Maak het opnieuw.") from None


def refuse_doctype(*_: object) -> None:
    """Raises BadParcel: entities can make a small file endless, or name other files."""
    raise BadParcel(DOCTYPE)
