"""A pack in one zip file: the same bytes for the same pack, and nothing in it that the program did not put there.

The list of hashes proves that the file is whole. It does not prove who made it: anybody can make such a list.
"""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tutor.content.characters import forbidden
from tutor.content.package import HEAD_FILE, travels
from tutor.content.toml import parse
from tutor.system import Refusal

MOST_FILES = 1_000
MOST_BYTES = 20_000_000
"""Of the zip, and of everything in it."""
MOST_IN_FILE = 256 * 1024
_LIST = re.compile(r"(?<!\n)\n*^\[bestanden\]\n(?:\"[^\"\n]+\" = \"[0-9a-f]{64}\"\n)*", re.MULTILINE)
_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that are devices there."""
_ODD = re.compile(r'[<>:"|?*\\]|[. ]$')
LONGEST, DEEPEST = 180, 6
"""Bytes and parts of a name: no disk takes a part of more than 255, and Windows no more than 260 with what is above."""
EPOCH = (1980, 1, 1, 0, 0, 0)


class BadPackage(Refusal):
    """A zip that is no sound pack. The message is one Dutch sentence."""


def make(files: Mapping[str, bytes]) -> bytes:
    """The zip of these files, by path. Not compressed: what compression gives differs between computers.

    Raises BadPackage.
    """
    head = _LIST.sub("", files[HEAD_FILE].decode("utf-8-sig").replace("\r\n", "\n")).rstrip("\n")
    others = {name: data for name, data in sorted(files.items()) if name != HEAD_FILE}
    sums = "".join(f'"{name}" = "{sha256(data).hexdigest()}"\n' for name, data in others.items())
    _sizes({name: len(data) for name, data in files.items()})
    for name in files:
        _sound_name(name)
    _no_twins([*files])
    return _zip({HEAD_FILE: f"{head}\n\n[bestanden]\n{sums}".encode(), **others})


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in files.items():
            info = ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)
    return out.getvalue()


def unpack(data: bytes) -> Mapping[str, bytes]:
    """The files of a pack by path, `pakket.toml` without its list of hashes. Raises BadPackage."""
    if len(data) > MOST_BYTES:
        raise BadPackage(f"Dit bestand is groter dan {MOST_BYTES // 1_000_000} MB; zo groot is een pakket niet.")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            files = dict(_read(archive))
    except (BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise BadPackage("Dit is geen zip-bestand, of het is beschadigd; haal het opnieuw.") from None
    if HEAD_FILE not in files:
        raise BadPackage(f"In dit zip-bestand staat geen {HEAD_FILE}: het is geen pakket van Raadstutor.")
    _proved(files)
    if _zip({HEAD_FILE: files[HEAD_FILE], **dict(sorted(_without_head(files).items()))}) != data:
        raise BadPackage("Dit zip-bestand is na ‘pakket maak’ veranderd; vraag de maker om het opnieuw te maken.")
    head = _LIST.sub("", files[HEAD_FILE].decode()).rstrip("\n") + "\n"
    return {**files, HEAD_FILE: head.encode()}


def _read(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise BadPackage(f"In dit zip-bestand staan {len(entries)} bestanden; {MOST_FILES} mag.")
    for entry in entries:
        _sound_name(entry.orig_filename)
        _sound_kind(entry)
    _no_twins([entry.filename for entry in entries])
    _sizes({entry.filename: entry.file_size for entry in entries})
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(MOST_IN_FILE + 1)
        _sizes({entry.filename: len(content)})
        yield entry.filename, content


def _sound_name(name: str) -> None:
    parts = name.split("/")
    shown = ascii(name[:80])[1:-1] if any(forbidden(name)) or not name.isprintable() else name[:80]
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        raise BadPackage(f"‘{shown}’ in dit pakket wijst naar een vaste plek op de computer; dat mag niet.")
    if ".." in parts or "\\" in name:
        raise BadPackage(f"‘{shown}’ in dit pakket wijst naar buiten het pakket; dat mag niet.")
    if not name.isprintable() or any(forbidden(name)) or unicodedata.normalize("NFC", name) != name:
        raise BadPackage(f"De naam ‘{shown}’ in dit pakket heeft onzichtbare of verboden tekens.")
    if len(name.encode()) > LONGEST or len(parts) > DEEPEST:
        raise BadPackage(f"De naam ‘{shown}’ in dit pakket is te lang, of ligt te diep in mappen.")
    if any(not part or part == "." or _WINDOWS.fullmatch(part) or _ODD.search(part) for part in parts):
        raise BadPackage(f"‘{shown}’ in dit pakket is een naam die niet op elke computer kan.")
    if not travels(name):
        raise BadPackage(f"‘{shown}’ hoort niet in een pakket: daarin staan alleen lessen, vragen en avonden.")


def _sound_kind(entry: ZipInfo) -> None:
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        raise BadPackage(f"‘{entry.filename}’ in dit pakket is een koppeling naar iets anders; dat mag niet.")
    if entry.is_dir() or stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise BadPackage(f"‘{entry.filename}’ in dit pakket is geen gewoon bestand.")
    if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadPackage("Dit zip-bestand is versleuteld of ongewoon ingepakt; dat lees ik niet.")


def _no_twins(names: Sequence[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if name != other or names.count(name) > 1:
            raise BadPackage(f"‘{name}’ staat twee keer in dit pakket, of verschilt alleen in hoofdletters.")
    folders = {name[:at].casefold() for name in names for at, letter in enumerate(name) if letter == "/"}
    if both := folders & seen.keys():
        raise BadPackage(f"‘{min(both)}’ is in dit pakket een map en een bestand tegelijk.")


def _sizes(sizes: Mapping[str, int]) -> None:
    if large := [name for name, size in sizes.items() if size > MOST_IN_FILE]:
        raise BadPackage(f"‘{large[0]}’ is uitgepakt groter dan {MOST_IN_FILE // 1024} kB; dat mag niet.")
    if (total := sum(sizes.values())) > MOST_BYTES:
        whole = total // 1_000_000
        raise BadPackage(f"Uitgepakt is dit pakket {whole} MB; {MOST_BYTES // 1_000_000} MB mag.")


def _without_head(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name != HEAD_FILE}


def _proved(files: Mapping[str, bytes]) -> None:
    """Raise BadPackage unless the list of hashes names exactly these files."""
    try:
        head, _ = parse(files[HEAD_FILE].decode(), HEAD_FILE)  # never tomllib by itself: a long key takes all memory
    except ValueError:
        head = None
    if head is None:
        raise BadPackage(f"{HEAD_FILE} in dit pakket is niet te lezen.")
    listed = head.data.get("bestanden")
    if not isinstance(listed, dict):
        raise BadPackage(f"Dit zip-bestand is niet met ‘pakket maak’ gemaakt: in {HEAD_FILE} ontbreekt [bestanden].")
    others = _without_head(files)
    if missing := [name for name in listed if name not in others]:
        raise BadPackage(f"Dit pakket is niet heel: ‘{missing[0][:80]}’ ontbreekt.")
    for name, data in others.items():
        if name not in listed:
            raise BadPackage(f"‘{name}’ staat niet op de lijst van dit pakket; iemand heeft het erbij gedaan.")
        if listed[name] != sha256(data).hexdigest():
            raise BadPackage(f"‘{name}’ is veranderd sinds dit pakket is gemaakt.")
