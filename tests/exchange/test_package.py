"""A pack in a zip: the same bytes each time, and every zip that is not one refused in one sentence.

Seen red with: the head read without bounds; names unchecked; the list of hashes unchecked; the bytes not compared with
those that `maak` makes.
"""

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.exchange.package import MOST_BYTES, MOST_FILES, MOST_IN_FILE, BadPackage, make, unpack

HEAD = 'formaat = 1\nid = "raalte"\ntitel = "Raalte"\n'
FILES: dict[str, bytes] = {
    "pakket.toml": HEAD.encode(),
    "lessons/raalte/module.toml": b'id = "raalte"\n',
    "lessons/raalte/01-parkeren.md": "+++\nid = 'é'\n".encode(),
    "quizzes/raalte/01-parkeren.toml": b'les = "raalte-01"\n',
}
GOOD = make(FILES)


def zipped(change: Callable[[dict[str, bytes]], None], *, listed: bool = True) -> bytes:
    """A zip of files that somebody changed, with a list of hashes that fits unless it is not made anew."""
    files = {name: data for name, data in FILES.items() if name != "pakket.toml"}
    change(files)
    names = "".join(f'"{name}" = "{sha256(data).hexdigest()}"\n' for name, data in files.items())
    head = f"{HEAD}\n[bestanden]\n{names if listed else ''}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"pakket.toml": head, **files}.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_entry(**fields: object) -> bytes:
    """A sound pack with one entry more, such as a link."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("lessons/raalte/02-x.md")
        for field, value in fields.items():
            setattr(info, field, value)
        archive.writestr(info, b"../../etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("lessons/raalte/01-parkeren.md", b"anders")
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pakket.toml", HEAD)
        archive.writestr("lessons/raalte/01-x.md", b"0" * 50_000_000)
    return out.getvalue()


def add(name: str, data: bytes = b"x") -> bytes:
    return zipped(lambda files: files.update({name: data}))


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"hallo", "geen zip-bestand"),
    "empty": (lambda: b"", "geen zip-bestand"),
    "cut off": (lambda: GOOD[:-30], "geen zip-bestand"),
    "up": (lambda: add("lessons/../../../x.md"), "naar buiten het pakket"),
    "backslash": (lambda: add("lessons\\..\\x.md"), "naar buiten het pakket"),
    "absolute": (lambda: add("/etc/x.toml"), "vaste plek"),
    "drive": (lambda: add("C:/x.toml"), "vaste plek"),
    "device": (lambda: add("lessons/con/01-x.md"), "niet op elke computer"),
    "device with an ending": (lambda: add("lessons/raalte/aux.md"), "niet op elke computer"),
    "dot at the end": (lambda: add("lessons/raalte./01-x.md"), "niet op elke computer"),
    "colon": (lambda: add("lessons/raalte/01-x:y.md"), "niet op elke computer"),
    "long": (lambda: add(f"lessons/raalte/{'a' * 300}.md"), "te lang"),
    "long in bytes": (lambda: add(f"lessons/raalte/{'é' * 90}.md"), "te lang"),
    "deep": (lambda: add(f"lessons/{'m/' * 20}01-x.md"), "te diep in mappen"),
    "empty part": (lambda: add("lessons//01-x.md"), "niet op elke computer"),
    "right to left": (lambda: add("lessons/raalte/01-\u202edm.md"), "onzichtbare of verboden tekens"),
    "newline": (lambda: add("lessons/raalte/01-\n.md"), "onzichtbare of verboden tekens"),
    "decomposed": (lambda: add("lessons/raalte/01-e\u0301.md"), "onzichtbare of verboden tekens"),
    "program": (lambda: add("lessons/raalte/x.exe"), "hoort niet in een pakket"),
    "elsewhere": (lambda: add("tutor/x.toml"), "hoort niet in een pakket"),
    "link": (lambda: with_entry(external_attr=(stat.S_IFLNK | 0o777) << 16), "koppeling"),
    "pipe": (lambda: with_entry(external_attr=(stat.S_IFIFO | 0o666) << 16), "geen gewoon bestand"),
    "lzma": (lambda: with_entry(compress_type=zipfile.ZIP_LZMA), "ongewoon ingepakt"),
    "twice": (twice, "twee keer"),
    "case": (lambda: add("lessons/raalte/01-PARKEREN.md"), "alleen in hoofdletters"),
    "file and folder": (lambda: add("lessons/raalte/01-parkeren.md/x.md"), "een map en een bestand"),
    "bomb": (bomb, f"groter dan {MOST_IN_FILE // 1024} kB"),
    "many": (
        lambda: zipped(lambda files: files.update({f"lessons/r/{n}.md": b"" for n in range(MOST_FILES)})),
        f"{MOST_FILES} mag",
    ),
    "large": (lambda: bytes(MOST_BYTES + 1), "groter dan 20 MB"),
    "large when unpacked": (
        lambda: zipped(lambda files: files.update({f"lessons/r/{n}.md": bytes(250_000) for n in range(85)})),
        "20 MB mag",
    ),
    "no head": (lambda: _without_head(), "geen pakket.toml"),
    "key without end": (lambda: _plain(HEAD + ".".join("a" * 4_000) + " = 1\n"), "niet te lezen"),
    "list without end": (lambda: _plain(HEAD + "a = " + "[" * 200_000), "niet te lezen"),
    "no text": (lambda: _plain(b"\xff\xfe"), "niet te lezen"),
    "no list": (lambda: _plain(), "niet met ‘pakket maak’ gemaakt"),
    "not listed": (lambda: zipped(lambda files: None, listed=False), "niet op de lijst"),
    "changed": (lambda: GOOD.replace(b'les = "raalte-01"', b'les = "raalte-02"'), "geen zip-bestand"),
    "made by another program": (lambda: zipped(lambda files: None), "na ‘pakket maak’ veranderd"),
    "something behind it": (lambda: GOOD + b"x", "na ‘pakket maak’ veranderd"),
    "something before it": (lambda: b"#!/bin/sh\n" + GOOD, "na ‘pakket maak’ veranderd"),
}


def _without_head() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("lessons/raalte/01-x.md", b"x")
    return out.getvalue()


def _plain(head: str | bytes = HEAD) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pakket.toml", head)
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_zip_gets_its_sentence(name: str) -> None:
    build, sentence = HOSTILE[name]
    with pytest.raises(BadPackage) as refused:
        unpack(build())
    said = str(refused.value)
    assert sentence in said
    assert said.isprintable()
    assert "Traceback" not in said


def test_what_went_in_comes_out() -> None:
    assert unpack(GOOD) == FILES
    assert make(unpack(GOOD)) == GOOD


def test_the_same_pack_has_the_same_bytes() -> None:
    assert make(dict(reversed(FILES.items()))) == GOOD
    windows = FILES | {"pakket.toml": b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode()}
    assert make(windows) == GOOD
    assert sha256(GOOD).hexdigest() == "882e6a458609a18ee8c96fd227d1807e492db7489b959dc3f2f39cd72a6e3df8"


def test_a_head_of_empty_lines_costs_nothing() -> None:
    """Each of them looked at all that follow: a pack of 200 kB took minutes."""
    begun = process_time()
    made = make(FILES | {"pakket.toml": (HEAD + "\n" * 100_000 + "# einde\n").encode()})
    assert unpack(made)["pakket.toml"].count(b"\n") > 100_000
    assert process_time() - begun < 5


@given(at=st.integers(0, len(GOOD) * 8 - 1))
def test_a_flipped_bit_is_never_believed(at: int) -> None:
    spoiled = bytearray(GOOD)
    spoiled[at // 8] ^= 1 << at % 8
    with pytest.raises(BadPackage):
        unpack(bytes(spoiled))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    for spoiled in (data, GOOD[:40] + data, GOOD[:-22] + data):
        with pytest.raises(BadPackage):
            unpack(spoiled)
