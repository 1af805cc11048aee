"""The cache says what the content says, or it is not used.

Seen red with: times of files left out of the manifest; only sizes and times of modification; no wait for the tick of
the clock; no checksum of the head or of a part; a digest that is not compared; files of the program left out of the
manifest.
"""

import os
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.content.pack import Pack
from tutor.content import content_root
from tutor.content.export import fingerprint
from tutor.content.load import load
from tutor.model import Catalogue
from tutor.store import content_cache
from tutor.store import content_cache as files
from tutor.store.content_cache import SHIPPED_NAME, TICK, manifest


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack.copy(tmp_path / "inhoud")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / content_cache.FILE_NAME


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the tests are older than a tick."""
    monkeypatch.setattr("tutor.store.content_cache.time_ns", lambda: time.time_ns() + TICK)


def read(root: Path) -> Catalogue:
    content, _ = load(root)
    return replace(content, fingerprint=fingerprint(content))


def never(root: Path) -> Catalogue:
    raise AssertionError("the content itself was read")


def same(one: Catalogue | None, other: Catalogue) -> bool:
    return one is not None and content_cache.pack(one) == content_cache.pack(other)


def kept(path: Path, root: Path) -> Catalogue:
    """The content below a root, which is in the cache now."""
    seen, content = manifest(root), read(root)
    assert content_cache.save(content, seen, path)
    assert same(content_cache.load(path, root, never), content)
    return content


def lesson_of(pack: Pack) -> Path:
    return next((pack.root / "lessons" / "proef").glob("*.md"))


def test_what_is_kept_is_what_was_read(path: Path) -> None:
    content = kept(path, content_root())
    again = content_cache.load(path, content_root(), never)
    assert again is not None
    assert len(again.lessons) > 20
    assert again.fingerprint == fingerprint(content)


def test_a_stick_with_another_letter_keeps_its_copy(path: Path, pack: Pack, tmp_path: Path) -> None:
    """Seen red with the folder of the content among what a copy must fit: each laptop read everything anew."""
    content = kept(path, pack.root)
    moved = tmp_path / "F"
    pack.root.rename(moved)
    assert same(content_cache.load(path, moved, never), content)


def test_a_file_that_comes_goes_or_is_replaced_is_noticed(path: Path, pack: Pack) -> None:
    kept(path, pack.root)
    lesson = lesson_of(pack)
    fresh = lesson.with_name("99-nieuw.md")
    fresh.write_text(lesson.read_text())
    assert content_cache.load(path, pack.root, never) is None
    kept(path, pack.root)
    fresh.unlink()
    assert content_cache.load(path, pack.root, never) is None
    kept(path, pack.root)
    other = lesson.with_name(".anders")
    other.write_text(lesson.read_text())
    other.replace(lesson)
    assert content_cache.load(path, pack.root, never) is None


def test_a_file_changed_in_place_is_noticed(path: Path, pack: Pack) -> None:
    for file in (lesson_of(pack), next((pack.root / "quizzes").rglob("*.toml"))):
        kept(path, pack.root)
        text = file.read_text()
        file.write_text(text.replace("e", "E", 1))
        assert content_cache.load(path, pack.root, never) is None


@pytest.mark.skipif(os.name != "posix", reason="the second time of a file, set by the system, is of POSIX")
def test_a_file_changed_in_place_is_noticed_with_its_size_and_time_put_back(path: Path, pack: Pack) -> None:
    kept(path, pack.root)
    lesson = lesson_of(pack)
    before = lesson.stat()
    lesson.write_text(lesson.read_text().replace("e", "E", 1))
    os.utime(lesson, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (lesson.stat().st_size, lesson.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert content_cache.load(path, pack.root, never) is None


def test_what_changed_this_very_moment_is_not_kept_yet(path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk with a coarse clock a second change would not show."""
    monkeypatch.setattr("tutor.store.content_cache.time_ns", time.time_ns)
    content = read(pack.root)
    assert not content_cache.save(content, manifest(pack.root), path)
    moment = max(time for _, *times in manifest(pack.root).values() for time in times)
    monkeypatch.setattr("tutor.store.content_cache.time_ns", lambda: moment + TICK - 1)
    assert not content_cache.save(content, manifest(pack.root), path)
    monkeypatch.setattr("tutor.store.content_cache.time_ns", lambda: moment + TICK)
    assert content_cache.save(content, manifest(pack.root), path)


def test_another_program_is_noticed(path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(name.startswith("tutor/content/") for name in manifest(pack.root))
    kept(path, pack.root)
    monkeypatch.setattr("tutor.__version__", "9.9")
    assert content_cache.load(path, pack.root, never) is None
    kept(path, pack.root)
    monkeypatch.setattr(files, "READERS", ("content", "model"))
    assert content_cache.load(path, pack.root, never) is None


def test_no_file_and_no_folder(path: Path, pack: Pack, tmp_path: Path) -> None:
    assert content_cache.load(None, pack.root, never) is None
    assert content_cache.load(path, pack.root, never) is None
    assert not content_cache.save(read(pack.root), manifest(pack.root), tmp_path / "weg" / path.name)


def test_a_damaged_cache_is_not_used(path: Path, pack: Pack) -> None:
    """Its head not at all, and a part that is damaged is read from the content."""
    content = kept(path, pack.root)
    whole = path.read_bytes()
    chance = Random(4)
    reads: list[Path] = []

    def again(root: Path) -> Catalogue:
        reads.append(root)
        return content

    refused = 0
    for _ in range(300):
        data = bytearray(whole)
        place = chance.randrange(len(data))
        for _ in range(chance.choice((1, 1, 300))):
            data[place % len(data)] ^= 1 << chance.randrange(8)
            place += 1
        path.write_bytes(data[: chance.choice((len(data), len(data), place % len(data)))])
        before = len(reads)
        loaded = content_cache.load(path, pack.root, again)
        refused += loaded is None
        assert loaded is None or (same(loaded, content) and len(reads) == before + 1)
    assert refused
    assert reads
    for garbage in (b"", b"abc", b"\0" * 8, b"\xc1" * 40):
        path.write_bytes(garbage)
        assert content_cache.load(path, pack.root, never) is None
    path.write_bytes(whole)
    assert same(content_cache.load(path, pack.root, never), content)


def test_what_another_window_kept_meanwhile_is_not_mistaken_for_what_was_there(path: Path, pack: Pack) -> None:
    """It opened after a lesson became longer, so everything behind that lesson has another place."""
    content = kept(path, pack.root)
    opened = content_cache.load(path, pack.root, lambda root: content)
    assert opened
    lesson = lesson_of(pack)
    lesson.write_text(lesson.read_text() + "\n\nEn nog een zin.\n")
    kept(path, pack.root)
    assert same(opened, content)


def test_a_lesson_that_is_not_asked_for_is_not_in_memory(path: Path) -> None:
    kept(path, content_root())
    packed = content_cache._fitting(path, content_root(), manifest)
    assert packed
    assert isinstance(packed.lessons, content_cache.FileParts)
    assert len(msgspec.msgpack.encode(msgspec.structs.replace(packed, lessons={}, statutes={}))) < 2**19


def test_a_false_cache_is_found_and_thrown_away(path: Path, pack: Pack) -> None:
    content = kept(path, pack.root)
    assert not content_cache.differs(path, pack.root, read)
    text = content.terms[0].explanation
    false = replace(
        content, terms=(msgspec.structs.replace(content.terms[0], explanation="Gelogen"), *content.terms[1:])
    )
    assert content_cache.save(false, manifest(pack.root), path)
    believed = content_cache.load(path, pack.root, never)
    assert believed
    assert believed.terms[0].explanation == "Gelogen" != text, "as far as a start can see, it fits"
    assert content_cache.differs(path, pack.root, read)
    assert not path.exists()
    assert not content_cache.differs(path, pack.root, lambda root: pytest.fail("there is nothing to compare"))


def test_it_is_for_this_user_only_and_nothing_is_left_beside_it(path: Path, pack: Pack) -> None:
    old = path.with_name("inhoud.db")
    old.write_bytes(b"of an earlier version")
    kept(path, pack.root)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


def test_a_link_is_not_followed(path: Path, pack: Pack, tmp_path: Path) -> None:
    kept(path, pack.root)
    elsewhere = path.rename(tmp_path / "elders.bin")
    path.symlink_to(elsewhere)
    assert content_cache.load(path, pack.root, never) is None


def test_a_full_disk_leaves_no_half_cache(path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, data: bytes) -> int:
        with file.open("wb") as opened:
            opened.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert not content_cache.save(read(pack.root), manifest(pack.root), path)
    assert [file for file in path.parent.iterdir() if file.is_file()] == []


@pytest.fixture
def digest(pack: Pack) -> str:
    """Of the copy that stands beside the content now."""
    data = content_cache.make_shipped(read(pack.root), pack.root)
    (pack.root / SHIPPED_NAME).write_bytes(data)
    return sha256(data).hexdigest()


def test_what_was_shipped_is_used_when_everything_is_as_it_was_then(pack: Pack, digest: str) -> None:
    assert same(content_cache.shipped(pack.root, digest, never), read(pack.root))
    moved = pack.root.rename(pack.root.with_name("verhuisd"))
    for file in moved.rglob("*"):
        os.utime(file, (1, 1))
    assert same(content_cache.shipped(moved, digest, never), read(moved)), "where and when do not matter"


def test_what_was_shipped_is_not_used_for_other_content(pack: Pack, digest: str) -> None:
    lesson = lesson_of(pack)
    status = lesson.stat()
    lesson.write_text(lesson.read_text().replace("e", "E", 1))
    os.utime(lesson, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert content_cache.shipped(pack.root, digest, never) is None


def test_what_was_shipped_is_not_used_when_the_program_does_not_know_it(pack: Pack, digest: str) -> None:
    file = pack.root / SHIPPED_NAME
    assert content_cache.shipped(pack.root, "", never) is None
    content = read(pack.root)
    false = replace(content, terms=content.terms[1:])
    file.write_bytes(content_cache.make_shipped(false, pack.root))
    assert content_cache.shipped(pack.root, digest, never) is None
    file.unlink()
    assert content_cache.shipped(pack.root, digest, never) is None
