"""The verbs `controleer` and `inhoud`: output and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from tests.content.pack import BANK, LAWS, LESSON, TODAY, Pack
from tutor.cli import main
from tutor.cli.authors import check, show, show_coverage, show_upkeep


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack.copy(tmp_path)


def said(verb: Callable[..., int], *args: object, **options: object) -> tuple[int, str]:
    """The exit code of a verb, and what it printed."""
    with redirect_stdout(StringIO()) as out:
        return verb(*args, **options), out.getvalue()


def run(root: Path, *, strict: bool = False, as_json: bool = False) -> tuple[int, str]:
    return said(check, root, strict=strict, as_json=as_json, today=TODAY)


def test_good_content(pack: Pack) -> None:
    assert run(pack.root, strict=True) == (0, "Alles klopt.\n")


def test_what_was_found_is_kept_where_no_tutor_ran_before(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red while it was kept only beside the file of a learner."""
    home = tmp_path / "thuis" / "tutor"
    monkeypatch.setenv("RAADSTUTOR_HOME", str(home))
    assert run(pack.root)[0] == 0
    assert [path.name for path in home.iterdir()] == ["oordelen.bin"]
    monkeypatch.setattr("tutor.content.check.judge_together", _nothing_is_judged)
    assert run(pack.root) == (0, "Alles klopt.\n")
    (tmp_path / "vol").write_text("geen map", "utf-8")
    monkeypatch.undo()
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path / "vol" / "tutor"))
    assert run(pack.root) == (0, "Alles klopt.\n")


def _nothing_is_judged(_pack: object, _today: object, lessons: list[object], *_: object, **__: object) -> list[object]:
    assert lessons == []
    return []


def test_ids_by_a_word() -> None:
    code, text = said(main, ["inhoud", "--ids", "Motie"])
    assert code == 0
    assert "misvatting  motie-wijzigt-besluit" in text
    assert "begrip      motie  " in text
    count = len(json.loads(said(main, ["inhoud", "--ids", "motie", "--json"])[1]))
    assert text.endswith(f"\n{count} id’s met ‘Motie’.\n")
    assert said(main, ["inhoud", "--ids", "xyzzy"]) == (1, "0 id’s met ‘xyzzy’.\n")


def test_one_line_per_problem_and_a_count(pack: Pack) -> None:
    pack.replace(BANK, "antwoord = 12\n", 'antwoord = "12"\n')
    line = pack.line(BANK, 'antwoord = "12"')
    code, text = run(pack.root)
    assert code == 1
    assert text == (
        f"{BANK}:{line}: fout: ‘antwoord’ moet een getal zijn."
        " Schrijf een getal zonder aanhalingstekens, met een punt voor decimalen. [verkeerd-type]\n"
        "1 fout en 0 waarschuwingen.\n"
    )


def test_a_draft_gets_one_line_per_file_for_what_must_still_be_written(tmp_path: Path) -> None:
    """Seen red with a hundred lines; all of them are in the JSON, and an error keeps its own line."""
    assert said(main, ["nieuw", "les", str(tmp_path / "raalte"), "--heel"])[0] == 0
    lines = said(main, ["controleer", str(tmp_path / "raalte")])[1].splitlines()
    bank = [line for line in lines if line.startswith("quizzes/raalte/01-les.toml") and "VUL AAN" in line]
    assert len(bank) == 1
    found = json.loads(said(main, ["controleer", str(tmp_path / "raalte"), "--json"])[1])["problems"]
    places = [one["line"] for one in found if one["path"].endswith("raalte/01-les.toml") and "VUL" in one["message"]]
    assert len(places) > 20
    assert bank[0].endswith(f" Zo ook op regel {', '.join(str(line) for line in dict.fromkeys(places[1:]))}.")
    assert len(lines) < 20 < len(found)


def test_warnings_count_only_when_strict(pack: Pack) -> None:
    pack.replace(LESSON, '"Je telt of de', '"Tellen of de')
    assert run(pack.root)[0] == 0
    code, text = run(pack.root, strict=True)
    assert code == 1
    assert text.endswith("\n0 fouten en 1 waarschuwing.\n")


def test_problems_as_json(pack: Pack) -> None:
    pack.replace(LESSON, '"Je telt of de', '"Tellen of de')
    code, text = run(pack.root, as_json=True)
    assert code == 0
    assert json.loads(text) == {
        "problems": [
            {
                "path": LESSON,
                "line": 18,
                "severity": "warning",
                "code": "doel-zonder-je",
                "message": "Dit doel begint niet met ‘Je’.",
                "remedy": "Een doel begint met ‘Je’ en een werkwoord.",
            }
        ],
        "counts": {"errors": 0, "warnings": 1},
        "false_cache_removed": False,
    }


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ((), ("--json",), ("--dekking",), ("--actueel",)):
        assert main(["controleer", str(tmp_path / "weg"), *form]) == 2
        assert capsys.readouterr() == (
            "",
            f"De map {tmp_path / 'weg'} bestaat niet; noem de map waar lessons en quizzes in staan.\n",
        )


def test_the_content_for_people(pack: Pack) -> None:
    assert said(show, pack.root, as_json=False) == (
        0,
        "Proefmodule\n"
        "Een kleine module om de tutor mee te beproeven.\n"
        "\n"
        "  proef-01  Hoe de raad besluit (12 minuten, 14 vragen)\n"
        "    - Je kiest tussen een motie en een amendement.\n"
        "    - Je telt of de raad mag beginnen.\n"
        "\n"
        "1 module, 1 les, 14 vragen, 1 casus en 2 begrippen.\n",
    )


def test_the_content_as_json(pack: Pack) -> None:
    code, text = said(show, pack.root, as_json=True)
    assert code == 0
    assert json.loads(text)["counts"]["items"] == 14


def test_content_that_is_partly_unreadable_says_so(pack: Pack) -> None:
    pack.replace(BANK, "antwoord = 12\n", 'antwoord = "12"\n')
    code, text = said(show, pack.root, as_json=False)
    assert code == 1
    assert "13 vragen" in text
    assert text.endswith("\nNiet alles is te lezen; bekijk met raadstutor controleer wat eraan schort.\n")


def test_coverage_shows_steps_items_and_gaps(pack: Pack) -> None:
    code, text = said(show_coverage, pack.root, as_json=False)
    assert code == 0
    assert "    motie: proef-01-a" in text
    assert text.endswith(", 0 gaten.\n")
    bank = pack.read(BANK).replace('doel = "proef-01-tellen"', 'doel = "proef-01-middel"')
    pack.write(BANK, bank.replace('stap = "quorum"', 'stap = "motie"'))
    code, text = said(show_coverage, pack.root, as_json=False)
    assert code == 1
    assert "    GAT: 0 items; minstens 2\n" in text
    assert "GAT: geen item vraagt naar de stap quorum van proef-01\n" in text
    code, text = said(show_coverage, pack.root, as_json=True)
    assert code == 1
    assert json.loads(text)["unasked_steps"] == [{"lesson": "proef-01", "anchor": "quorum"}]


def test_upkeep_lists_what_comes_up_this_quarter(pack: Pack) -> None:
    def upkeep(today: date) -> list[dict[str, str]]:
        code, text = said(show_upkeep, pack.root, as_json=True, today=today)
        assert code == 0
        found: list[dict[str, str]] = json.loads(text)
        return found

    assert not [one for one in upkeep(date(2027, 12, 1)) if one["what"].startswith("les proef-01")]
    (lesson,) = [one for one in upkeep(date(2028, 1, 15)) if one["what"].startswith("les proef-01")]
    assert lesson["by"] == "2028-03-31"
    _, text = said(show_upkeep, pack.root, as_json=False, today=date(2028, 1, 15))
    assert "31 maart 2028: les proef-01: Hoe de raad besluit" in text


def test_upkeep_knows_each_text_of_a_law(pack: Pack) -> None:
    other = '\n\n[[wet.andere_tekst]]\ntekst_van = 2025-02-03\nartikelen = ["9"]'
    pack.replace(LAWS, '"147b", "160"]', f'"147b", "160"]{other}')
    _, text = said(show_upkeep, pack.root, as_json=False, today=date(2027, 8, 1))
    assert "3 februari 2026: wettekst gemeentewet: gelezen in de tekst van 3 februari 2025" in text
    assert "1 oktober 2027: wettekst gemeentewet: gelezen in de tekst van 1 oktober 2026" in text
