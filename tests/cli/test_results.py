"""`exporteer resultaten` and `klas resultaten`: what a learner and a trainer hand to a record store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.pack import GOOD, with_content
from tests.e2e.laptop import Laptop
from tutor.cli.output import Exit

SITE = ("--bij", "https://raalte.nl/raad")


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    with_content(monkeypatch, GOOD)
    return Laptop(tmp_path / "laptop")


def test_answers_of_a_learner(laptop: Laptop, tmp_path: Path) -> None:
    """Seen red with the name of the profile as the actor."""
    laptop.run("regel", "--profiel", "Samira", "--nieuw", typed="quiz proef-01\na\n\nb\n\na\n\nstop\n")
    ran = laptop.run("exporteer", "resultaten", str(tmp_path / "ik.json"), "--als", "W17", *SITE)
    assert (ran.code, ran.err) == (Exit.OK, "")
    text = (tmp_path / "ik.json").read_text("utf-8")
    statements = json.loads(text)
    assert f"Van Samira staan {len(statements)} antwoorden in" in ran.out
    assert {one["actor"]["account"]["name"] for one in statements} == {"W17"}
    assert "Samira" not in text
    assert all(one["object"]["id"].startswith("https://raalte.nl/raad/item/proef-01-") for one in statements)
    late = laptop.run("exporteer", "resultaten", "later.json", "--als", "W17", *SITE, "--sinds", "2099-01-01")
    assert (late.code, late.err) == (Exit.PROBLEMS, "Van Samira zijn er geen antwoorden om mee te nemen.\n")


def test_more_than_fit_in_a_file(laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red while the sentence named a file that was not there, and with half of the files written."""
    monkeypatch.setattr("tutor.exchange.xapi.PER_FILE", 1)
    laptop.run("regel", "--profiel", "Samira", "--nieuw", typed="quiz proef-01\na\n\nb\n\na\n\nstop\n")
    order = ("exporteer", "resultaten", str(tmp_path / "ik.json"), "--als", "W17", *SITE)
    ran = laptop.run(*order)
    made = sorted(path.name for path in tmp_path.glob("ik*.json"))
    assert made[0] == "ik-01.json"
    assert f"in {len(made)} bestanden, {tmp_path / made[0]} tot en met {made[-1]}, onder de naam W17." in ran.out
    (tmp_path / made[0]).unlink()
    ran = laptop.run(*order)
    assert (ran.code, ran.err) == (
        Exit.PROBLEMS,
        f"{tmp_path / made[1]} is er al; kies een andere naam, of vervang het met --vervang.\n",
    )
    assert not (tmp_path / made[0]).exists()


def test_files_of_an_earlier_series_are_named_and_kept(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red while fewer answers left `ik-03.json` in silence."""
    laptop.run("regel", "--profiel", "Samira", "--nieuw", typed="quiz proef-01\na\n\nb\n\na\n\nstop\n")
    others = ["ik-03.json", "ik-17.json", "ik-thuis.json", "ikzelf-01.json"]
    for name in others:
        (tmp_path / name).write_text("[]", "utf-8")
    order = ("exporteer", "resultaten", str(tmp_path / "ik.json"), "--als", "W17", *SITE, "--vervang")
    assert "Van een eerdere keer staat er nog ik-03.json, ik-17.json. Gooi weg" in laptop.run(*order).out
    monkeypatch.setattr("tutor.exchange.xapi.PER_FILE", 1)
    told = laptop.run(*order).out
    assert "nog ik-17.json, ik.json." in told or "nog ik-03.json, ik-17.json, ik.json." in told
    assert all((tmp_path / name).exists() for name in others)


def test_nobody_goes_by_their_own_name(laptop: Laptop, tmp_path: Path) -> None:
    laptop.run("regel", "--profiel", "Samira de Wit", "--nieuw", typed="quiz proef-01\na\n\nb\n\na\n\nstop\n")
    for alias in ("Samira", "wit"):
        ran = laptop.run("exporteer", "resultaten", str(tmp_path / "ik.json"), "--als", alias, *SITE)
        assert (ran.code, ran.err) == (Exit.MISUSE, f"{alias!r} is je eigen naam; kies een schuilnaam, zoals W17.\n")
    assert not (tmp_path / "ik.json").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--als", "W17", "--bij", "raalte"),
            "'raalte' is geen webadres; schrijf bijvoorbeeld https://raalte.nl/raad.",
        ),
        (("--als", "Samira Z", *SITE), "'Samira Z' kan geen schuilnaam zijn; kies iets zonder spaties, zoals W17."),
        (("--als", "W17", *SITE, "--sinds", "gisteren"), "Schrijf de datum als 2026-11-01, niet als 'gisteren'."),
    ],
)
def test_what_is_mistyped_gets_one_sentence(laptop: Laptop, arguments: tuple[str, ...], sentence: str) -> None:
    ran = laptop.run("exporteer", "resultaten", "ik.json", *arguments)
    assert (ran.code, ran.err) == (Exit.MISUSE, f"{sentence}\n")


def test_votes_of_an_evening(laptop: Laptop, tmp_path: Path) -> None:
    ran = laptop.run("klas", "resultaten", "--naar", str(tmp_path / "avond.json"), *SITE)
    assert ran.code != Exit.OK
    plan = json.loads(laptop.run("klas", "plannen", "--json").out)[0]["id"]
    laptop.run("klas", "regel", plan, typed="aanwezig 14\n" + "verder\n7 6 1\n7 7\n" * 20 + "klaar\n")
    ran = laptop.run("klas", "resultaten", "--naar", str(tmp_path / "avond.json"), *SITE)
    assert (ran.code, ran.err) == (Exit.OK, "")
    for one in json.loads((tmp_path / "avond.json").read_text("utf-8")):
        assert one["actor"]["objectType"] == "Group"
        assert one["actor"]["account"]["name"].startswith("avond-20")
        assert sum(one["result"]["extensions"]["https://raalte.nl/raad/xapi/stemmen"]) == 14


def test_questions_of_one_evening_only_stay_there(tmp_path: Path) -> None:
    """Seen red with: `zaal-1` of two evenings as one item for a record store; a mended question in no lesson."""
    laptop = Laptop(tmp_path / "laptop")
    typed = [
        *("aanwezig 14", "naar 3", "vraag Mag dat? | *Ja | Nee", "naar 4", "verder", "verder", "verder", "9 5"),
        *(
            "naar 3",
            "verder",
            "verder",
            "verder",
            "verder",
            "7 6 1",
            "wijzig Mag dit? | *Ja | Nee | Soms",
            "6 7 1",
            "klaar",
        ),
    ]
    laptop.run("klas", "regel", "integriteitsavond", typed="\n".join(typed) + "\n")
    items = [one["item"] for one in json.loads(laptop.run("klas", "verslag", "--vorm", "json").out)["items"]]
    assert len(items) == 3
    ran = laptop.run("klas", "resultaten", "--naar", str(tmp_path / "avond.json"), *SITE)
    assert ran.code == 0, ran.err
    told = [one["object"]["id"] for one in json.loads((tmp_path / "avond.json").read_text("utf-8"))]
    assert [item for item in items if any(one.endswith(f"/item/{item}") for one in told)] == [
        item for item in items if not item.startswith(("zaal-", "verbeterd-"))
    ]
    assert len(told) == 1


def test_an_evening_whose_paper_could_not_be_written_is_in_no_list(laptop: Laptop, tmp_path: Path) -> None:
    """Seen red when the evening was prepared before its folder was made."""
    plan = json.loads(laptop.run("klas", "plannen", "--json").out)[0]["id"]
    (tmp_path / "bezet").write_text("")
    ran = laptop.run("klas", "pakket", plan, "--naar", str(tmp_path / "bezet"))
    assert ran.code != Exit.OK
    assert json.loads(laptop.run("klas", "avonden", "--json").out) == []
    laptop.run("klas", "pakket", plan, "--naar", str(tmp_path / "papier"))
    (kept,) = json.loads(laptop.run("klas", "avonden", "--json").out)
    assert kept["state"] == "klaargezet"
