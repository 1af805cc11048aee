"""A learner with a name that nobody else has lives through everything, is erased, and is nowhere any more.

Seen red with: a crash report that quotes the error; an index that is read through a link; backups that are left.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.laptop import Laptop
from tests.figures import Figures
from tests.store.test_erasure import traces
from tutor.cli.root import open_workspace
from tutor.learning.notebook import Place
from tutor.service.workspace import Workspace
from tutor.store import FILE_NAME
from tutor.store.backup import folder_of

NAME = "Zwaantje Uniekenaam"
NOTE = "Uniekenotitie over de kade"
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def laptop(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    """A laptop with a folder for temporary files of its own, under a mask that hides nothing or the usual one."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = os.umask(request.param)
    yield Laptop(tmp_path / "thuis")
    os.umask(before)


@contextmanager
def open_workspace_of(laptop: Laptop, patch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    patch.setenv("RAADSTUTOR_HOME", str(laptop.home))
    with open_workspace() as desk:
        yield desk


def live(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that leaves something on the disk, for two learners."""
    for name in [NAME]:
        typed = "quiz rollen-01\na\nb\nstop\n"
        assert laptop.run("regel", "--profiel", name, "--nieuw", typed=typed).code == 0
        with monkeypatch.context() as patch, open_workspace_of(laptop, patch) as desk:
            study = desk.open(desk.find(name))
            study.note(Place(lesson="rollen-01", step=study.catalogue.lessons["rollen-01"].steps[0].anchor), NOTE)
        assert "Je notities" in laptop.run("zoek", NOTE, "--profiel", name).out
        laptop.run("gegevens", "back-up")

    def fail(*_: object, **__: object) -> None:
        raise KeyError(f"{NAME}: {NOTE}")

    laptop.run("regel", "--profiel", "Anna", "--nieuw", typed="quiz rollen-01\na\nb\nstop\n")
    with monkeypatch.context() as patch:
        patch.setattr("tutor.line.overview.progress", fail)
        assert laptop.run("voortgang", "--profiel", NAME).code == 70
    laptop.run("gegevens", "back-up")
    path = laptop.home / FILE_NAME
    path.write_bytes(path.read_bytes()[:-4_096])
    assert laptop.run("gegevens", "herstel").code == 0
    laptop.run("gegevens", "back-up")


@POSIX
@pytest.mark.figures("Erased through the command line")
def test_nothing_is_left_of_who_was_erased(laptop: Laptop, monkeypatch: pytest.MonkeyPatch, figures: Figures) -> None:
    live(laptop, monkeypatch)
    root = laptop.home.parent
    before = list(traces(root, NAME))
    kinds = {path.name.partition(".")[0].partition("-")[0] for path in laptop.home.rglob("*")}
    result = laptop.run("gegevens", "wis", NAME, "--ja")
    after = list(traces(root, NAME)) + list(traces(root, NOTE))
    places = list(laptop.home.rglob("*"))
    figures(places=len(places), with_the_name_before=len(before), with_it_after=len(after))
    assert len(before) >= 3
    assert {"fout"} <= kinds
    assert result.code == 0
    assert after == []
    assert NAME not in laptop.run("gegevens").out
    assert "Anna" in laptop.run("gegevens").out
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in places}
    assert {mode for path, mode in modes.items() if path.is_dir()} <= {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert stat.S_IMODE(laptop.home.stat().st_mode) == 0o700


@POSIX
@pytest.mark.parametrize("where", ["{file}", "{file}-journal", "back-ups", "zoeken.db"])
def test_links_are_not_followed(where: str, tmp_path: Path) -> None:
    """A verb refuses, or for what can be made anew, makes it beside the link's target; the target stays as it is."""
    laptop = Laptop(tmp_path / "thuis")
    laptop.run("regel", "--profiel", NAME, "--nieuw", "stop")
    laptop.run("zoek", "motie")
    file = laptop.home / FILE_NAME
    place = folder_of(file) if where == "back-ups" else laptop.home / where.format(file=FILE_NAME)
    target = tmp_path / "elders"
    if place.is_dir():
        place.rename(target)
    else:
        target.write_bytes(place.read_bytes() if place.exists() else b"van een ander")
        place.unlink(missing_ok=True)
    place.symlink_to(target)
    before = {path: path.read_bytes() for path in (target, *target.rglob("*")) if path.is_file()}
    if where == "zoeken.db":
        assert laptop.run("zoek", "motie").code == 0
        assert not place.is_symlink()
    else:
        result = laptop.run("gegevens", "back-up")
        assert result.code == 1
        assert "verwijzing" in result.err
    assert {path: path.read_bytes() for path in (target, *target.rglob("*")) if path.is_file()} == before
