"""A whole evening through the command line: plan, votes, report, and what participants take home."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.content.pack import shipped
from tests.e2e.laptop import Laptop
from tutor.model import Catalogue, Measurement, PeerQuestion


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return shipped()


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "raadzaal")


def test_there_are_six_evenings(laptop: Laptop) -> None:
    plans = json.loads(laptop.run("klas", "plannen", "--json").out)
    assert len(plans) >= 6
    assert all(60 <= plan["minutes"] <= 180 for plan in plans)


def test_an_evening_from_start_to_report(laptop: Laptop, content: Catalogue, tmp_path: Path) -> None:
    plan = next(plan for plan in content.plans if plan.id == "integriteitsavond")
    place = next(n for n, activity in enumerate(plan.activities, 1) if isinstance(activity, PeerQuestion))
    item = plan.activities[place - 1].item  # type: ignore[union-attr]
    first = f"aanwezig 14\nnaar {place}\n" + "verder\n" * 4 + "4 6 4\nverder\nstop\n"
    printed = laptop.run("klas", "regel", plan.id, typed=first).out
    assert "Geteld: A 4, B 6, C 4." in printed
    second = "verder\n9 3 2\nafspraak Wij melden elk geschenk.\nverder\nklaar\n"
    printed = laptop.run("klas", "regel", typed=second).out
    assert "Geteld: A 9, B 3, C 2." in printed
    report = json.loads(laptop.run("klas", "verslag", "--vorm", "json").out)
    (row,) = report["items"]
    assert (row["item"], [one["counts"] for one in row["rounds"]]) == (item, [[4, 6, 4], [9, 3, 2]])
    assert report["agreements"] == ["Wij melden elk geschenk."]
    assert "Wij melden elk geschenk" in laptop.run("klas", "verslag").out
    for name in ("verslag.docx", "verslag.apkg"):  # forms that we write, but not of this
        assert "past niet: er komt md in" in laptop.run("klas", "verslag", "--naar", name).err
    page = tmp_path / "verslag.html"
    laptop.run("klas", "verslag", "--vorm", "html", "--naar", str(page))
    assert '<html lang="nl">' in page.read_text("utf-8")


def test_participants_take_the_questions_home(laptop: Laptop, content: Catalogue, tmp_path: Path) -> None:
    plan = next(plan for plan in content.plans if plan.id == "nulmeting-en-eindmeting")
    asked = next(activity.items for activity in plan.activities if isinstance(activity, Measurement))
    stick = tmp_path / "mee.json"
    laptop.run("klas", "regel", plan.id, typed="stop\n")
    assert f"({len(asked)} vragen)" in laptop.run("klas", "herhaalset", "--naar", str(stick)).out
    home = Laptop(tmp_path / "thuis")
    taking = ("herhaalset", str(stick), "--profiel", "Samira", "--nieuw")
    shown = home.run(*taking, typed="nee\n").out
    assert f"zo noemt het bestand zich: {len(asked)} vragen uit " in shown
    assert "Er is niets meegenomen." in shown
    assert home.run("voortgang").code == 2, "nobody was made"
    assert f"{len(asked)} vragen van" in home.run(*taking, typed="ja\n").out
    printed = home.run("regel", "herhalen", typed="stop\n").out
    assert "Deze vraag nam je mee van de avond" in printed
    first = re.search(r"Vraag 1 van (\d+)\.", printed)
    assert first
    assert len(asked) / 2 < int(first[1]) <= len(asked), "as many as five minutes hold"
    assert home.run("herhaalset", str(tmp_path / "weg.json")).code == 1
    assert f"{len(asked)} vragen weg" in home.run("herhaalset", "--weg").out
    assert "Vandaag hoeft er niets terug te komen." in home.run("regel", "herhalen", typed="stop\n").out
    assert home.run("herhaalset").code == home.run("herhaalset", str(stick), "--weg").code == 2


def test_of_a_rehearsal_nothing_goes_out(laptop: Laptop, content: Catalogue, tmp_path: Path) -> None:
    """Its votes are made up, and nobody sees that from a printed page, a spreadsheet or a list of questions."""
    plan = next(plan for plan in content.plans if plan.id == "integriteitsavond")
    place = next(n for n, activity in enumerate(plan.activities, 1) if isinstance(activity, PeerQuestion))
    typed = f"aanwezig 14\nnaar {place}\n" + "verder\n" * 4 + "repeteer\nafspraak Dit was proef.\nverslag\nklaar\n"
    before = laptop.run("klas", "groep", "--json").out
    printed = laptop.run("klas", "regel", plan.id, "--repetitie", typed=typed).out
    assert "Dit was een repetitie met verzonnen stemmen; daarvan komt er geen verslag" in printed
    assert "De repetitie is afgesloten. De stemmen waren verzonnen, dus er komt geen verslag." in printed
    assert "Dit was proef" not in printed
    assert laptop.run("klas", "groep", "--json").out == before
    target = tmp_path / "stick"
    verbs = [["verslag", "--vorm", form] for form in ("md", "html", "csv", "json")] + [["herhaalset"]]
    for verb in verbs:
        result = laptop.run("klas", *verb, "--naar", str(target))
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1), verb
        assert "repetitie" in result.err
        assert not target.exists()


def test_without_an_evening_there_is_a_sentence(laptop: Laptop) -> None:
    result = laptop.run("klas", "verslag")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert "Er is nog geen avond geweest" in result.err
    result = laptop.run("klas", "regel")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert "Er is geen avond bezig. Begin met een plan: " in result.err


def evenings(laptop: Laptop) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(laptop.run("klas", "avonden", "--json").out)
    return found


def test_evenings_are_a_list_and_each_of_them_can_be_asked_for(laptop: Laptop, tmp_path: Path) -> None:
    assert "nog geen avond geweest" in laptop.run("klas", "avonden").out
    laptop.run("klas", "regel", "integriteitsavond", typed="aanwezig 23\nafspraak De eerste.\nklaar\n")
    laptop.run("klas", "regel", "raad-in-beraad", typed="aanwezig 9\nafspraak De tweede.\nstop\n")
    laptop.run("klas", "regel", "gemeentewet-pubquiz", "--repetitie", typed="stop\n")
    rehearsal, second, first = evenings(laptop)
    assert (first["plan"], first["state"], first["present"]) == ("integriteitsavond", "afgesloten", 23)
    assert (second["state"], rehearsal["rehearsal"]) == ("open", True)
    mark = str(first["mark"])
    assert f"{mark}: " in laptop.run("klas", "avonden").out
    assert "De tweede." in laptop.run("klas", "verslag").out
    assert "De eerste." in laptop.run("klas", "verslag", "--avond", mark).out
    assert laptop.run("klas", "herhaalset", "--avond", mark, "--naar", str(tmp_path / "mee.json")).code == 0
    assert "afgesloten" in laptop.run("klas", "regel", "--avond", mark, typed="stop\n").err
    laptop.run("klas", "avonden", "heropen", mark)
    laptop.run("klas", "avonden", "hernoem", mark, "In Waterveen")
    assert "Activiteit 1 van" in laptop.run("klas", "regel", "--avond", mark, typed="stop\n").out
    assert laptop.run("klas", "verslag", "--avond", mark).out.startswith("# In Waterveen")
    refused = laptop.run("klas", "avonden", "wis", mark, typed="nee\n")
    assert "Er is niets gewist." in refused.out
    laptop.run("klas", "avonden", "wis", mark, "--ja")
    assert mark not in laptop.run("klas", "avonden").out
    assert not any(b"De eerste." in file.read_bytes() for file in laptop.home.rglob("*") if file.is_file())
    assert laptop.run("klas", "verslag", "--avond", mark).code == 1


def test_starting_a_plan_again_goes_on_with_it_unless_one_asks_for_a_new_evening(laptop: Laptop) -> None:
    """After a power cut people press arrow up and Enter."""
    laptop.run("klas", "regel", "integriteitsavond", typed="afspraak De eerste.\nstop\n")
    printed = laptop.run("klas", "regel", "integriteitsavond", typed="verslag\nstop\n").out
    assert "je gaat verder waar je was" in printed
    assert "De eerste." in printed
    printed = laptop.run("klas", "regel", "integriteitsavond", "--nieuw", typed="verslag\nstop\n").out
    assert "nog een avond open" in printed
    assert "De eerste." not in printed
    assert len(evenings(laptop)) == 2


def test_what_is_printed_has_the_letters_of_the_wall(laptop: Laptop, content: Catalogue, tmp_path: Path) -> None:
    """Seen red with: an evening that is begun anew instead of the one that was prepared."""
    plan = next(plan for plan in content.plans if plan.id == "integriteitsavond")
    printed = laptop.run("klas", "pakket", plan.id, "--naar", str(tmp_path / "print"), "--aanwezig", "23").out
    assert {"draaiboek.html", "stemkaart.html", "dilemmakaarten.html"} == {
        file.name for file in (tmp_path / "print").iterdir()
    }
    (prepared,) = evenings(laptop)
    assert f"klas bediening --avond {prepared['mark']}" in printed
    assert prepared["state"] == "klaargezet"
    again = laptop.run("klas", "pakket", "--avond", str(prepared["mark"]), "--naar", str(tmp_path / "print"))
    assert again.code == 1
    place = next(n for n, activity in enumerate(plan.activities, 1) if isinstance(activity, PeerQuestion))
    typed = f"naar {place}\n" + "verder\n" * 2 + "stop\n"
    said = laptop.run("klas", "regel", "--avond", str(prepared["mark"]), typed=typed).out
    options = [line.strip() for line in said.splitlines() if line[:3] in ("A  ", "B  ", "C  ")]
    paper = (tmp_path / "print" / "draaiboek.html").read_text("utf-8")
    assert len(options) >= 3
    for option in options:
        assert f"{option[0]}. {option[3:].strip()}"[:40] in paper
    assert len(evenings(laptop)) == 1


def test_after_ninety_days_the_list_says_that_an_evening_can_go(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAADSTUTOR_NU", "2026-03-01T19:30:00+00:00")
    laptop.run("klas", "regel", "integriteitsavond", typed="klaar\n")
    monkeypatch.setenv("RAADSTUTOR_NU", "2026-05-25T19:30:00+00:00")
    assert "Ouder dan 90 dagen" not in laptop.run("klas", "avonden").out
    monkeypatch.setenv("RAADSTUTOR_NU", "2026-06-01T19:30:00+00:00")
    assert "Ouder dan 90 dagen" in laptop.run("klas", "avonden").out


@pytest.mark.parametrize(
    "arguments", [["--avond", "ab", "integriteitsavond"], ["--nieuw"], ["--avond", "ab", "--nieuw"]]
)
def test_what_does_not_go_together_is_said(laptop: Laptop, arguments: list[str]) -> None:
    result = laptop.run("klas", "regel", *arguments)
    assert (result.code, result.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["letters"],
        ["dilemmas"],
        ["dilemmas", "integriteitsavond"],
        ["rollen", "motie-en-amendementwerkplaats"],
        ["samenvatting", "rollen-01"],
        ["vragen", "rollen-01"],
        ["antwoorden", "rollen-01"],
        ["draaiboek", "integriteitsavond"],
    ],
)
def test_everything_can_be_printed(laptop: Laptop, arguments: list[str], tmp_path: Path) -> None:
    page = tmp_path / "druk.html"
    result = laptop.run("klas", "druk", *arguments, "--naar", str(page))
    assert (result.code, result.err) == (0, "")
    assert page.read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["samenvatting"], "Noem ook het id"),
        (["samenvatting", "rollen-99"], "kies uit rollen-01"),
        (["draaiboek", "niets"], "Het plan 'niets' is er niet"),
        (["draaiboek", "integriteitsavond", "--start", "half acht"], "Schrijf de begintijd als 19.30"),
    ],
)
def test_what_cannot_be_printed_gets_a_sentence(laptop: Laptop, arguments: list[str], sentence: str) -> None:
    result = laptop.run("klas", "druk", *arguments, "--naar", "x.html")
    assert result.code != 0
    assert sentence in result.err
