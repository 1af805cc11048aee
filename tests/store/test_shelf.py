"""Content on the shelf is the content itself, or it is not there.

Seen red with: `closely` looking at folders only; no checksum of what was kept; a stamp that is ignored.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.content.pack import Pack
from tutor.content import content_root
from tutor.content.load import load
from tutor.content.manifest import manifest
from tutor.content.searchable import fingerprint
from tutor.model import Catalogue
from tutor.store import shelf
from tutor.store.kept import Kept

FIELDS = ("laws", "facts", "terms", "misconceptions", "lookalikes", "plans", "programmes")
BY_ID = ("lessons", "items", "cases", "goals", "lesson_of", "glossary", "register")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack.copy(tmp_path / "inhoud")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / shelf.FILE_NAME


def never() -> Catalogue:
    raise AssertionError("the content itself was read")


def kept(path: Path, root: Path, again: Callable[[], Catalogue] = never) -> Kept:
    """What is on the shelf right after the content below a root was put there."""
    content, _ = load(root)
    assert shelf.keep(content, fingerprint(content), "proef", manifest(root), path)
    found = taken(path, root, again=again)
    assert found is not None
    return found


def taken(
    path: Path | None, root: Path, *, stamp: str = "proef", closely: bool = True, again: Callable[[], Catalogue] = never
) -> Kept | None:
    """What is on the shelf, if it fits."""
    found = shelf.Shelf.at(path, root, stamp, closely=closely)
    return Kept(found, again) if found else None


def same(one: Catalogue, other: Catalogue) -> bool:
    """Whether two catalogues say the same, in the same order."""
    return (
        all(getattr(one, name) == getattr(other, name) for name in FIELDS)
        and all(list(getattr(one, name).items()) == list(getattr(other, name).items()) for name in BY_ID)
        and [(module.head, list(module.lessons), list(module.ids)) for module in one.modules]
        == [(module.head, list(module.lessons), list(module.ids)) for module in other.modules]
    )


def test_what_is_kept_is_what_was_read(path: Path) -> None:
    root = content_root()
    content, _ = load(root)
    found = kept(path, root)
    assert same(found, content)
    assert found.mark == fingerprint(content) == fingerprint(found)
    assert [len(getattr(found, name)) for name in BY_ID] == [len(getattr(content, name)) for name in BY_ID]
    for name in BY_ID:
        assert "er-is-niets-dat-zo-heet" not in getattr(found, name)
        with pytest.raises(KeyError):
            getattr(found, name)["er-is-niets-dat-zo-heet"]
    with pytest.raises(KeyError):
        found.items[next(iter(found.lessons))]


def test_a_lesson_is_taken_when_it_is_asked_for_and_once(path: Path) -> None:
    found = kept(path, content_root())
    asked: list[str] = []
    found.shelf.connection.set_trace_callback(lambda sql: asked.append(sql) if "FROM lesson" in sql else None)
    assert sum(len(module.ids) for module in found.modules) == len(found.lessons) == len(list(found.lessons)) > 20
    assert len(found.items) > 500
    assert asked == []
    first = next(iter(found.lessons))
    item = found.lessons[first].items[0]
    assert found.items[item.id] is item
    assert found.lesson_of[item.id] is found.lessons[first] is found.modules[0].lessons[0]
    assert len(asked) == 1


@pytest.mark.parametrize("closely", [True, False], ids=["every file", "folders"])
def test_files_that_come_and_go_are_noticed(path: Path, pack: Pack, closely: bool) -> None:
    kept(path, pack.root)
    assert taken(path, pack.root, closely=closely)
    lesson = next((pack.root / "lessons" / "proef").glob("*.md"))
    fresh = lesson.with_name("99-nieuw.md")
    fresh.write_text(lesson.read_text())
    assert taken(path, pack.root, closely=closely) is None
    kept(path, pack.root)
    fresh.unlink()
    assert taken(path, pack.root, closely=closely) is None
    kept(path, pack.root)
    other = lesson.with_name(".anders")
    other.write_text(lesson.read_text())
    other.replace(lesson)
    assert taken(path, pack.root, closely=closely) is None


def test_a_file_changed_in_place_is_noticed_by_who_looks_closely(path: Path, pack: Pack) -> None:
    found = kept(path, pack.root)
    lesson = next((pack.root / "lessons" / "proef").glob("*.md"))
    time = lesson.stat().st_mtime_ns
    lesson.write_text(lesson.read_text().replace("motie", "Motie", 1))
    os.utime(lesson, ns=(time + 1, time + 1))
    assert taken(path, pack.root) is None
    assert taken(path, pack.root, closely=False) is not None
    assert not found.shelf.fits(pack.root)


def test_another_program_or_no_file_is_no_shelf(path: Path, pack: Pack, tmp_path: Path) -> None:
    assert taken(path, pack.root) is None
    assert taken(None, pack.root) is None
    kept(path, pack.root)
    assert taken(path, pack.root, stamp="een ander") is None
    content, _ = load(pack.root)
    assert not shelf.keep(content, "", "proef", manifest(pack.root), tmp_path / "weg" / shelf.FILE_NAME)


def test_a_damaged_shelf_never_gives_another_text(path: Path, pack: Pack) -> None:
    """Whatever happened to the file: the right content, from the shelf or read again."""
    content, _ = load(pack.root)
    kept(path, pack.root)
    whole = path.read_bytes()
    chance = Random(4)
    refused = read_again = 0
    for _ in range(150):
        data = bytearray(whole)
        place = chance.randrange(len(data))
        for _ in range(chance.choice((1, 1, 300))):
            data[place % len(data)] ^= 1 << chance.randrange(8)
            place += 1
        path.write_bytes(data[: chance.choice((len(data), len(data), place % len(data)))])
        again: list[Catalogue] = []

        def read(again: list[Catalogue] = again) -> Catalogue:
            again.append(content)
            return content

        found = taken(path, pack.root, again=read, closely=chance.random() < 0.5)
        refused += found is None
        if found:
            assert same(found, content)
            read_again += bool(again)
    assert refused > 10
    assert read_again > 10


def test_it_is_for_this_user_only_and_nothing_is_left_beside_it(path: Path, pack: Pack) -> None:
    kept(path, pack.root)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_a_full_disk_leaves_no_half_shelf(path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    content, _ = load(pack.root)
    plain = sqlite3.connect

    def small(*arguments: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = plain(*arguments, **options)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 5")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    assert not shelf.keep(content, "", "proef", manifest(pack.root), path)
    assert [file for file in path.parent.iterdir() if file.is_file()] == []
