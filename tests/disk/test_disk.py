"""The model of a disk, on cases that can be followed by hand."""

from pathlib import Path
from random import Random

import pytest

from tests.disk.changes import Change, Cut, Names, Node, Sync, Write
from tests.disk.disk import SECTOR, Content, Disk

ROOT = Path("/schijf")
OLD, NEW = ROOT / "oud", ROOT / "nieuw"
folder, old, new = Node(folder=True), Node(), Node()
MANY = 200


def after(*changes: Change) -> Disk:
    """A folder with one file, and what was done to it."""
    disk = Disk({ROOT: folder, OLD: old}, {old: b"oud"})
    for change in changes:
        disk.apply(change)
    return disk


def found(disk: Disk, path: Path = OLD) -> set[bytes | None]:
    """What may be in a file; None: it is not there."""
    draws = [content for number in range(MANY) for content in disk.states(Random(number))]
    return {content.get(path) for content in draws}


def test_what_is_not_synced_may_or_may_not_be_there() -> None:
    disk = after(Write(old, 0, b"n"), Write(old, 3, b"!"))
    assert disk.everything()[OLD] == b"nud!"
    assert disk.synced()[OLD] == b"oud"
    assert found(disk) == {b"oud", b"nud", b"oud!", b"nud!"}


def test_what_is_synced_is_there() -> None:
    disk = after(Write(old, 0, b"n"), Sync(old), Cut(old, 1))
    assert found(disk) == {b"nud", b"n"}


def test_a_gap_is_filled_with_zeros() -> None:
    assert after(Cut(old, 0), Write(old, 2, b"x")).everything()[OLD] == b"\0\0x"
    assert after(Cut(old, 5)).everything()[OLD] == b"oud\0\0"


def test_a_write_tears_where_sectors_end() -> None:
    disk = after(Cut(old, 0), Sync(old), Write(old, SECTOR - 1, b"ab" + bytes(SECTOR - 1) + b"c"), Write(old, 0, b"x"))
    assert disk.everything()[OLD][SECTOR - 1 :: SECTOR] == b"a\0"  # type: ignore[index]
    torn = {content for number in range(MANY) if (content := disk.torn(Random(number))[OLD]) is not None}
    assert {content[SECTOR - 1 : SECTOR + 1] for content in torn if len(content) > SECTOR} == {
        b"ab",
        b"a\0",
        b"\0b",
        b"\0\0",
    }
    assert {len(content) for content in torn} == {0, 1, SECTOR, 2 * SECTOR, 2 * SECTOR + 1}


def test_a_name_is_sure_after_its_folder_is_synced() -> None:
    gone = Names(((OLD, None),))
    assert found(after(gone)) == {b"oud", None}
    assert found(after(gone, Sync(old))) == {b"oud", None}, "that is about the content"
    assert found(after(gone, Sync(folder))) == {None}


def test_syncing_a_new_file_makes_its_name_sure() -> None:
    disk = after(Names(((NEW, new),)), Write(new, 0, b"x"))
    assert found(disk, NEW) == {None, b"", b"x"}
    disk.apply(Sync(new))
    assert found(disk, NEW) == {b"x"}
    disk.apply(Names(((NEW, None), (OLD, new))))
    disk.apply(Sync(new))
    assert found(disk) == {b"oud", b"x"}, "its later name is not"


def test_a_rename_is_one_step_and_names_keep_their_order() -> None:
    disk = after(Names(((NEW, new),)), Names(((NEW, None), (OLD, new))))

    def names(content: Content) -> tuple[bytes | None, bool]:
        return content[OLD], NEW in content

    draws = {names(content) for number in range(MANY) for content in disk.states(Random(number))}
    assert draws == {(b"oud", False), (b"oud", True), (b"", False)}


def test_a_file_keeps_its_content_under_another_name() -> None:
    """What is written to a file that lost its name does not reach the new file of that name."""
    disk = after(Names(((OLD, None),)), Names(((OLD, new),)), Write(old, 0, b"n"), Write(new, 0, b"x"), Sync(new))
    assert found(disk) == {b"x"}


@pytest.mark.parametrize("size", [1, SECTOR, 3 * SECTOR])
def test_everything_is_what_the_program_saw(size: int) -> None:
    disk = after(Write(old, 2, b"y" * size), Names(((NEW, old),)), Cut(old, 3))
    assert disk.everything() == {ROOT: None, OLD: b"ouy", NEW: b"ouy"}
