"""A file that is not what was asked for is named for what it is, and one that an editor re-wrote is simply read.

Seen red with: the shape of a file looked at before its sort; no look at the byte order mark; a copy of the learners'
file that is taken for any database.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.laptop import Laptop
from tutor.cli.output import Exit
from tutor.exchange import group_files, parcel
from tutor.exchange.incoming import recognise
from tutor.exchange.reading import BadParcel, as_utf8, name_of, told

SET = group_files.pack_set("Avond", ["rollen-01-a"])
PROGRESS = parcel.pack([])


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            # A moment of its own would give every process that collects the tests other bytes.
            file.writestr(zipfile.ZipInfo(name, (2026, 11, 30, 0, 0, 0)), "x" * 400)
    return made.getvalue()


def database(statement: str = "CREATE TABLE cards (id INTEGER)") -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(statement)
        return connection.serialize()


OTHERS: list[tuple[bytes, str]] = [
    (b"::Q1::Wie stelt de APV vast?{=de raad ~het college}", "GIFT"),
    (b"// vraag\nWie stelt de APV vast? {\n=de raad\n~het college\n}\n", "GIFT"),
    (b"De raad is er voor de burgers. {T}", "GIFT"),
    (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<question type="multichoice"></question></quiz>',
        "Moodle (XML)",
    ),
    (b'<?xml version="1.0"?><assessmentItem xmlns="x" identifier="a"/>', "QTI"),
    (b'<?xml version="1.0"?>\n<!-- x -->\n<questestinterop/>', "QTI"),
    (b'<?xml version="1.0"?><x/>', "XML-bestand"),
    (b"<!DOCTYPE html><title>Verslag</title>", "webpagina"),
    (archive("collection.anki2", "media"), "Anki (.apkg)"),
    (archive("meta", "collection.anki21b", "media"), "Anki (.apkg)"),
    (archive("h5p.json", "content/content.json"), "H5P"),
    (archive("imsmanifest.xml", "q1.xml"), "QTI"),
    (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
    (archive("[Content_Types].xml", "xl/workbook.xml")[:900], "Excel"),
    (archive("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "Word"),
    (archive("a.txt"), "zip-bestand"),
    (b"#separator:tab\n#html:true\nraad\tgemeenteraad\n", "kaarten uit Anki"),
    (b"raad\tde gemeenteraad\ncollege\tb en w\n", "tabel met tabs"),
    (b'vraag;antwoord\n"Wie; dan?";de raad\n', "CSV"),
    (b'vraag,antwoord\n"Wie, dan?",de raad\nx,y\n', "CSV"),
    ("vraag;antwoord\r\nx;y\r\n".encode("utf-16"), "CSV"),
    (database(), "SQLite-database van een ander programma"),
    (b"%PDF-1.7\n", "pdf"),
    (b'+++\nid = "rollen-01"\n+++\n', "lessen of vragen voor Raadstutor"),
    (b'# bank\n[[item]]\nid = "a"\n', "lessen of vragen voor Raadstutor"),
    (json.dumps({"a": 1}).encode(), "JSON-bestand van een ander programma"),
    (json.dumps([1, 2]).encode(), "JSON-bestand van een ander programma"),
    (json.dumps({"plan": "x", "title": "", "started": "", "agreements": []}).encode(), "verslag van een avond"),
    (json.dumps({"learners": 5, "goals": [], "misconceptions": [], "gains": []}).encode(), "groepsverslag"),
]


@pytest.mark.parametrize(("data", "name"), OTHERS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_foreign_file_is_named_for_what_it_is(data: bytes, name: str) -> None:
    assert name in name_of(data)
    sentence = told(data, "kies iets anders")
    assert name in sentence
    assert sentence.endswith("; kies iets anders.")
    for unpack in (parcel.unpack, group_files.unpack_set):
        with pytest.raises(BadParcel) as bad:
            unpack(data)
        assert name in str(bad.value)
        assert "gemaakt met: raadstutor" in str(bad.value)


@pytest.mark.parametrize(("data", "name"), OTHERS, ids=lambda value: value if isinstance(value, str) else "")
def test_who_brings_questions_hears_which_verb_takes_them(data: bytes, name: str) -> None:
    """And nobody else does: what `importeer vragen` knows is what the sentence says."""
    try:
        known = recognise(data) is not None and name not in {"webpagina", "XML-bestand"}
    except BadParcel:
        known = False
    assert ("met: raadstutor importeer vragen" in told(data, "")) is known


def test_who_brings_a_pack_hears_how_it_is_put_here() -> None:
    sentence = told(archive("pakket.toml", "lessons/x/module.toml"), "kies iets anders")
    assert "een pakket met eigen lessen" in sentence
    assert "met: raadstutor pakket zet BESTAND)" in sentence


@pytest.mark.parametrize("data", [b"Beste griffier, hierbij mijn verslag.\n", b"\0\1\2\3" * 50, "één\ntwee".encode()])
def test_of_what_nobody_knows_it_is_only_said_that_it_is_not_ours(data: bytes) -> None:
    assert name_of(data) == ""
    with pytest.raises(BadParcel, match="geen bestand van Raadstutor; kies een bestand dat is gemaakt met"):
        parcel.unpack(data)


def test_our_other_kinds_are_named_with_the_verb_that_takes_them() -> None:
    with pytest.raises(BadParcel, match="herhaalset van een avond; neem het over met: raadstutor herhaalset"):
        parcel.unpack(SET)
    with pytest.raises(BadParcel, match="voortgang van Raadstutor; neem het over met: raadstutor samenvoegen"):
        group_files.unpack_set(PROGRESS)


@pytest.mark.parametrize("unpack", [parcel.unpack, group_files.unpack_set])
@pytest.mark.parametrize(
    "data",
    [
        b'{"sort":"raadstutor-herhaalset","version":2,"naam":"Avond"}',
        b'{"sort":"raadstutor-voortgang","version":2}',
        b'{"sort":"raadstutor-iets-nieuws","version":1}',
    ],
)
def test_a_newer_file_is_known_whatever_its_shape(unpack: object, data: bytes) -> None:
    assert callable(unpack)
    with pytest.raises(BadParcel, match=r"nieuwere Raadstutor|neem het over met"):
        unpack(data)


def test_a_newer_file_of_the_right_sort() -> None:
    with pytest.raises(BadParcel, match="nieuwere Raadstutor"):
        group_files.unpack_set(b'{"sort":"raadstutor-herhaalset","version":2,"naam":"Avond"}')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_what_an_editor_made_of_a_good_file_is_read(encoding: str) -> None:
    assert group_files.unpack_set(SET.decode().encode(encoding)).items == ["rollen-01-a"]
    assert parcel.unpack(PROGRESS.decode().encode(encoding)).events == ()


def test_a_file_that_was_cut_off_is_ours() -> None:
    with pytest.raises(BadParcel, match="Dit is voortgang van Raadstutor, maar het bestand is afgebroken"):
        parcel.unpack(PROGRESS[:-20])


@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    as_utf8(data)
    for start in (b"", b"PK\x03\x04", b"{", b"\xff\xfe", b"<"):
        told(start + data, "x")


def test_verbs_name_a_file_of_the_data(tmp_path: Path) -> None:
    """A copy, or what a sync client made of two versions: it is never opened."""
    laptop = Laptop(tmp_path / "laptop")
    laptop.run("regel", "--profiel", "Samira", "--nieuw", typed="stop\n")
    copy = tmp_path / "voortgang (Anna's conflicted copy 2026-11-24).db"
    copy.write_bytes((laptop.home / "voortgang.db").read_bytes())
    for verb in (["samenvoegen"], ["herhaalset"], ["gegevens", "terugzetten", "--ja"]):
        result = laptop.run(*verb, str(copy))
        assert (result.code, result.err.count("\n")) == (Exit.MISUSE if "gegevens" in verb else Exit.PROBLEMS, 1), verb
        assert "zet het als voortgang.db in een lege map, zet RAADSTUTOR_HOME op die map" in result.err
    (tmp_path / "mee.json").write_bytes(PROGRESS)
    result = laptop.run("gegevens", "terugzetten", "--ja", str(tmp_path / "mee.json"))
    assert "Dit is voortgang van Raadstutor; neem het over met: raadstutor samenvoegen BESTAND." in result.err


def test_a_backup_elsewhere_is_not_taken_for_the_one_here(tmp_path: Path) -> None:
    """Seen red with the name alone: then another file was put back than the one that was named."""
    laptop = Laptop(tmp_path / "laptop")
    laptop.run("regel", "--profiel", "Samira", "--nieuw", typed="stop\n")
    here = Path(laptop.run("gegevens", "back-up").out.rpartition(": ")[2].strip())
    there = tmp_path / here.name
    there.write_bytes(here.read_bytes())
    assert "zet het als voortgang.db" in laptop.run("gegevens", "terugzetten", "--ja", str(there)).err
    assert laptop.run("gegevens", "terugzetten", "--ja", str(here)).code == Exit.OK
    assert laptop.run("gegevens", "terugzetten", "--ja", here.name).code == Exit.OK


def test_a_herhaalset_of_unknown_questions_is_not_stored(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop")
    (tmp_path / "set.json").write_bytes(group_files.pack_set("Avond", ["nieuw-01-a", "nieuw-01-b"]))
    result = laptop.run("herhaalset", str(tmp_path / "set.json"), "--ja")
    assert (result.code, result.out) == (Exit.PROBLEMS, "")
    assert "kent geen van de 2 vragen" in result.err
    (tmp_path / "set.json").write_bytes(group_files.pack_set("Avond", ["rollen-01-a", "nieuw-01-b", "rollen-01-a"]))
    result = laptop.run("herhaalset", str(tmp_path / "set.json"), "--ja")
    assert "Opgeslagen: 1 vraag van ‘Avond’ klaar" in result.out
    assert "1 vraag kent deze Raadstutor niet; die gaat niet mee." in result.out
