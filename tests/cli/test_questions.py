"""`exporteer vragen` and `importeer vragen`: what is written, what is said, and that nothing is written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.pack import GOOD, with_content
from tests.e2e.laptop import Laptop
from tutor.cli.output import Exit
from tutor.content.load import load
from tutor.exchange import group_files
from tutor.exchange.incoming import UNKNOWN
from tutor.learning.answers import Choose, Outcome
from tutor.learning.attempts import FirstTry
from tutor.model import revision


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    with_content(monkeypatch, GOOD)
    return Laptop(tmp_path / "laptop")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("moodle", "v.xml"),
        ("excel", "v.xlsx"),
        ("qti21", "v.zip"),
        ("anki", "v.apkg"),
    ],
)
def test_out_and_in_again(laptop: Laptop, tmp_path: Path, form: str, name: str) -> None:
    target, folder = tmp_path / name, tmp_path / "raalte"
    went = laptop.run("exporteer", "vragen", "proef", "--vorm", form, "--naar", str(target))
    assert (went.code, went.err) == (Exit.OK, "")
    assert "De goede antwoorden staan erin. Licentie: CC BY 4.0." in went.out
    came = laptop.run("importeer", "vragen", str(target), "--naar", str(folder))
    assert (came.code, came.err) == (Exit.OK, "")
    assert f"Het concept staat in {folder}" in came.out
    drafted, _ = load(folder)
    assert {item.id.rpartition("-")[0] for item in drafted.items.values()} == {"raalte-01"}
    assert not list(tmp_path.glob(".raadstutor-*"))
    again = laptop.run("importeer", "vragen", str(target), "--naar", str(folder))
    assert (again.code, again.err) == (
        Exit.PROBLEMS,
        f"{folder} bestaat al. Kies een andere map; ik schrijf nergens overheen.\n",
    )


def test_scripts_get_the_same_as_json(laptop: Laptop, tmp_path: Path) -> None:
    target = tmp_path / "v.gift"
    went = json.loads(laptop.run("exporteer", "vragen", "--vorm", "gift", "--naar", str(target), "--json").out)
    assert went["answers_inside"] is True
    assert {"written", "lessons", "licence", "changes", "hints_left_behind", "advice", "file"} <= set(went)
    came = json.loads(laptop.run("importeer", "vragen", str(target), "--naar", str(tmp_path / "x"), "--json").out)
    assert came["taken"] + len(came["left"]) == went["written"]
    assert {"folder", "form", "lost", "remarks", "to_do"} <= set(came)


OUT, IN = "exporteer vragen --vorm gift --naar", "importeer vragen --naar x"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (f"{OUT} v.gift raalte", Exit.MISUSE, "raalte is geen les, module of pakket; modules zijn proef."),
        (f"{OUT} v.xml", Exit.PROBLEMS, "v.xml past niet: er komt gift in. Kies een naam die eindigt op .gift."),
        (f"{OUT} v.gift --voor canvas", Exit.MISUSE, "--voor canvas hoort bij --vorm qti21 of qti30."),
        (f"{IN} brief.txt", Exit.PROBLEMS, f"brief.txt: {UNKNOWN}"),
        (f"{IN} weg.gift", Exit.PROBLEMS, "weg.gift is niet te lezen (het bestaat niet)."),
        (
            f"{IN} geen.gift",
            Exit.PROBLEMS,
            "geen.gift: hierin staat geen vraag die Raadstutor kan overnemen.\n"
            "GIFT-bestand: 0 vragen overgenomen, 1 niet.\n"
            "Regel 1: niet overgenomen, er is geen goed antwoord bij.",
        ),
    ],
)
def test_what_cannot_be_done_gets_one_sentence(
    laptop: Laptop, tmp_path: Path, arguments: str, code: int, sentence: str
) -> None:
    (tmp_path / "brief.txt").write_text("Beste griffier,\n")
    (tmp_path / "geen.gift").write_text("Wie?{~a ~b}\n")
    ran = laptop.run(*arguments.split())
    assert (ran.code, ran.err) == (code, f"{sentence}\n")
    assert {path.name for path in tmp_path.iterdir()} <= {"brief.txt", "geen.gift", "laptop"}


def test_the_sheet_to_write_in_comes_back_as_a_draft(laptop: Laptop, tmp_path: Path) -> None:
    made = laptop.run("nieuw", "vragen", str(tmp_path / "mijn.xlsx"), "--vorm", "excel")
    assert (made.code, made.err) == (Exit.OK, "")
    came = laptop.run("importeer", "vragen", str(tmp_path / "mijn.xlsx"), "--naar", str(tmp_path / "raalte"))
    assert "Excel-bestand: 7 vragen overgenomen, 0 niet." in came.out
    again = laptop.run("nieuw", "vragen", str(tmp_path / "mijn.xlsx"), "--vorm", "excel")
    assert (again.code, "is er al" in again.err) == (Exit.PROBLEMS, True)


def test_authors_see_how_a_question_works(laptop: Laptop, tmp_path: Path) -> None:
    """Twenty files of participants, of whom five had it right."""
    known, _ = load(GOOD)
    item = known.items["proef-01-a"]
    files = []
    for number in range(20):
        right = number < 5
        first = FirstTry(
            item.id, revision(item), Outcome.RIGHT if right else Outcome.WRONG, Choose((0 if right else 1,))
        )
        path = tmp_path / f"{number}.json"
        path.write_bytes(group_files.pack_answers([first], f"{number:016x}"))
        files += ["--statistiek", str(path)]
    ran = laptop.run("controleer", *files)
    assert (ran.code, ran.err) == (Exit.OK, "")
    assert "(proef-01-a): 25 procent van 20 goed" in ran.out
    assert ": 5" in ran.out
    assert ".: " not in ran.out
    assert "\\" not in ran.out  # words for a screen, not Markdown
    assert "    KIJK NA: niet vaker goed dan wie raadt" in ran.out
    assert "1 vraag met 20 antwoorden of meer, van 20 mensen; 1 na te kijken." in ran.out
    few = laptop.run("controleer", *files[:4])
    assert few.out == "Van 2 mensen is nog niets te zeggen: een vraag telt mee vanaf 20 antwoorden.\n"
    assert json.loads(laptop.run("controleer", *files, "--json").out)[0]["facility"] == 0.25
    assert laptop.run("controleer", "raalte", *files).code == Exit.MISUSE
