"""Files and folders: whatever is on the disk, loading goes on and says what is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.content.pack import BANK, CASUS, FILES, LESSON, MODULE, Pack
from tutor.content.load import load
from tutor.content.textfile import MAX_LESSON, MAX_TOML, data
from tutor.model import Severity


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack.copy(tmp_path)


def found(pack: Pack) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.path, problem.line) for problem in pack.problems()]


@pytest.mark.parametrize("file", FILES)
def test_byte_order_mark_windows_line_ends_and_decomposed_letters_change_nothing(pack: Pack, file: str) -> None:
    before = load(pack.root)
    text = pack.read(file).replace("\n", "\r\n").replace("é", "e\u0301")
    (pack.root / file).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load(pack.root) == before


@pytest.mark.parametrize("file", FILES)
def test_bad_utf8_is_refused_with_its_line(pack: Pack, file: str) -> None:
    lines = (pack.root / file).read_bytes().split(b"\n")
    lines[2] += b"\xff"
    (pack.root / file).write_bytes(b"\n".join(lines))
    assert ("geen-utf8", file, 3) in found(pack)


@pytest.mark.parametrize(("file", "limit"), [(LESSON, MAX_LESSON), (BANK, MAX_TOML), (CASUS, MAX_TOML)])
def test_size_at_the_limit_and_one_byte_more(pack: Pack, file: str, limit: int) -> None:
    text = pack.read(file)
    front = text.index("minuten") if file == LESSON else 0
    room = limit - len(text.encode())
    comments = "".join("#" * 1000 + "\n" for _ in range(room // 1001)) + "#" * (room % 1001 - 1) + "\n"
    padded = text[:front] + comments + text[front:]
    pack.write(file, padded)
    assert len(padded.encode()) == limit
    assert found(pack) == []
    pack.write(file, padded + "\n")
    assert found(pack)[0] == ("bestand-te-groot", file, 1)


@pytest.mark.parametrize("file", FILES)
def test_a_folder_in_the_place_of_a_file(pack: Pack, file: str) -> None:
    (pack.root / file).unlink()
    (pack.root / file).mkdir()
    assert ("onleesbaar", file, 1) in found(pack)


def test_a_link_that_goes_round(pack: Pack) -> None:
    (pack.root / BANK).unlink()
    (pack.root / BANK).symlink_to(pack.root / BANK)
    assert found(pack) == [("onleesbaar", BANK, 1)]


def test_folders_that_go_round(pack: Pack) -> None:
    (pack.root / "lessons/proef/rond").symlink_to(pack.root / "lessons")
    (pack.root / "quizzes/rond").symlink_to(pack.root / "quizzes")
    assert {code for code, _, _ in found(pack)} <= {"onbekend-bestand"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hang(pack: Pack) -> None:
    (pack.root / BANK).unlink()
    os.mkfifo(pack.root / BANK)
    assert found(pack) == [("onleesbaar", BANK, 1)]


def test_a_file_that_may_not_be_read(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    normal = os.open

    def forbidden(path: Path, flags: int) -> int:
        if Path(path).name == "module.toml":
            raise PermissionError(13, "Permission denied")
        return normal(path, flags)

    monkeypatch.setattr(os, "open", forbidden)
    assert found(pack) == [("onleesbaar", MODULE, 1)]


@pytest.mark.parametrize("piece", [1, 3, 10_000])
def test_a_file_that_comes_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    """As from a disk across a network. Seen red with only the first piece."""
    normal = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: normal(descriptor, min(size, piece)))
    (tmp_path / "x").write_bytes(b"Tien bytes")
    assert data(tmp_path / "x", "x", 10) == (b"Tien bytes", None)
    found, problem = data(tmp_path / "x", "x", 9)
    assert (found, problem and problem.code) == (None, "bestand-te-groot")


@pytest.mark.parametrize("name", ["lessons", "quizzes"])
def test_a_folder_that_is_not_there(pack: Pack, name: str) -> None:
    (pack.root / name).rename(pack.root / "elders")
    assert found(pack) == [("map-ontbreekt", name, 1)], "the rest is a consequence"


@pytest.mark.skipif(Path("/TMP").exists(), reason="capitals do not count here")
def test_a_folder_with_a_capital(pack: Pack) -> None:
    (pack.root / "lessons").rename(pack.root / "Lessons")
    (problem,) = load(pack.root)[1]
    assert (problem.code, problem.path) == ("map-ontbreekt", "lessons")
    assert "De map heet Lessons" in problem.message
    assert problem.remedy == "Noem haar lessons."


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("lessons/proef/02-één.md", "02-een.md"),
        ("lessons/proef/2-kort.md", "02-kort.md"),
        ("lessons/proef/02-kort.MD", "02-kort.md"),
        ("lessons/proef/02 Twee woorden.md", "02-twee-woorden.md"),
        ("lessons/proef/02_kort_.md", "02-kort.md"),
        ("quizzes/proef/3.toml", "03.toml"),
        ("quizzes/proef/casus/01-Besluiten.toml", "01-besluiten.toml"),
    ],
)
def test_a_name_that_would_be_missed_is_an_error_that_says_how(pack: Pack, name: str, better: str) -> None:
    pack.write(name, "zomaar")
    (problem,) = load(pack.root)[1]
    assert (problem.code, problem.severity) == ("bestandsnaam", Severity.ERROR)
    assert problem.remedy == f"Noem het {better}."


def test_a_lesson_without_a_number_says_what_is_missing(pack: Pack) -> None:
    pack.write("lessons/proef/Kort.md", "zomaar")
    (problem,) = load(pack.root)[1]
    assert problem.severity is Severity.WARNING
    assert "begint met een nummer" in problem.message
    assert "01-kort.md" in problem.remedy


def test_no_folders_at_all(tmp_path: Path) -> None:
    catalogue, problems = load(tmp_path / "nergens")
    assert catalogue.modules == ()
    assert [problem.code for problem in problems] == ["map-ontbreekt", "map-ontbreekt"]


def test_a_file_in_the_place_of_a_folder(pack: Pack) -> None:
    (pack.root / "lessons/notities").write_text("x")
    assert found(pack) == [("onleesbaar", "lessons/notities", 1)]


@pytest.mark.parametrize(
    "name",
    ["lessons/notes.txt", "lessons/proef/01-x.toml", "quizzes/proef/casus/01-besluiten.docx"],
)
def test_stray_files_are_warned_about(pack: Pack, name: str) -> None:
    pack.write(name, "zomaar")
    assert found(pack) == [("onbekend-bestand", name, 1)]


@pytest.mark.parametrize("name", ["lessons/.DS_Store", "lessons/proef/.git", "quizzes/proef/casus/01-besluiten.toml~"])
def test_hidden_files_are_left_alone(pack: Pack, name: str) -> None:
    pack.write(name, "zomaar")
    assert found(pack) == []


def test_names_that_would_steer_a_terminal_are_shown_harmless(pack: Pack) -> None:
    pack.write("lessons/a\x1b[2J\nb\udcff.md", "")
    (problem,) = pack.problems()
    assert problem.path == "lessons/a\ufffd[2J b\ufffd.md"
    str(problem).encode()


def test_a_module_without_its_file(pack: Pack) -> None:
    (pack.root / MODULE).unlink()
    assert found(pack) == [("module-ontbreekt", MODULE, 1)]
    assert load(pack.root)[0].lessons == {}


def test_a_lesson_without_a_bank_and_a_bank_without_a_lesson(pack: Pack) -> None:
    other = "quizzes/proef/02-anders.toml"
    (pack.root / BANK).rename(pack.root / other)
    assert found(pack) == [
        ("les-zonder-bank", LESSON, 1),
        ("bank-zonder-les", other, 1),
    ]
