"""What the app asks of the composition root: files where the learner says, and an index beside the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.cli.exits import Refusal
from tutor.cli.root import open_desk


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own."""
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path / "raadstutor"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def test_a_file_of_a_learner_goes_where_it_was_typed(home: Path) -> None:
    with open_desk() as desk:
        assert desk.documents == home
        assert not desk.taken("verslag.md")
        for typed, name in (("verslag.md", "verslag.md"), (" ~/ook.md ", "ook.md"), (str(home / "c.md"), "c.md")):
            assert desk.write(typed, "tekst") == home / name
            assert desk.taken(typed)
            assert (home / name).read_text(encoding="utf-8") == "tekst"


@pytest.mark.parametrize("typed", ["", "  ", "a\0b", "\x1b[2J", "~niemand-bekend/a.md", "weg/a.md", "."])
def test_what_is_no_file_is_refused(typed: str, home: Path) -> None:
    with open_desk() as desk, pytest.raises(Refusal):
        desk.write(typed, "tekst")
    assert [path.name for path in home.iterdir()] == ["raadstutor"]


def test_searching_leaves_an_index_beside_the_data_and_closes_it(home: Path) -> None:
    with open_desk() as desk:
        study = desk.open(desk.create("Samira"))
        assert study.search("raad")
        assert (home / "raadstutor" / "zoeken.db").exists()
    with open_desk() as desk:
        assert desk.open(desk.profiles()[0]).search("raad")
