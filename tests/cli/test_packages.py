"""The verbs for own content, as somebody types them on two computers.

Seen red with: a pack read before the shipped lessons; `weg` that leaves the folder; `nieuw` that writes over.
"""

import json
import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest

from tests.content.pack import ROOT, shipped
from tests.e2e.laptop import Laptop
from tutor.cli.root import read_content
from tutor.content.load import read_pack
from tutor.content.source import Pack

EVENING = """
id = "dorp"
titel = "Ons dorp"
tekst = "Voor onze raad."
voorbereiding = []
[[activiteit]]
id = "tarief"
soort = "vraag"
titel = "Wie bepaalt het?"
minuten = 15
item = "dorp-tarief"
[[item]]
id = "dorp-tarief"
soort = "keuze"
vast = true
vraag = "Wie stelt het tarief vast?"
[[item.optie]]
tekst = "De raad, in de verordening."
goed = true
[[item.optie]]
tekst = "De wethouder, per brief."
"""


@pytest.fixture(autouse=True)
def _content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.cli.root.read_content", lambda root: shipped() if root == ROOT else read_content(root))


@pytest.fixture
def here(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "hier" / "thuis")


@pytest.fixture
def there(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "daar" / "thuis")


def test_a_pack_goes_from_one_computer_to_another(here: Laptop, there: Laptop, tmp_path: Path) -> None:
    folder, stick = str(tmp_path / "raalte"), str(tmp_path / "raalte.zip")
    assert here.run("nieuw", "pakket", folder, "--titel", "Raalte").code == 0
    assert here.run("nieuw", "avond", folder).code == 0
    made = here.run("pakket", "maak", folder, "--naar", stick)
    assert made.out.startswith("Raalte, versie 1 (1 les, 1 vraag, 1 avond) staat in"), made.err
    shown = there.run("pakket", "bekijk", stick)
    assert "kan Raadstutor niet nagaan" in shown.out
    assert not there.home.exists()
    assert there.run("pakket", "zet", stick).code == 0
    assert json.loads(there.run("pakket", "lijst", "--json").out)[0]["id"] == "raalte"
    assert "Pakketten: raalte" in there.run("gegevens").out
    assert there.run("regel", "--profiel", "Samira", "--nieuw", "quiz", "raalte-01", typed="a\nstop\n").code == 0
    asked = there.run("regel", "quiz", "raalte-01", typed="stop\n").out
    assert "Concept: deze les is nog niet af." in asked, "also above a question on its own"
    refused = there.run("regel", "toets", "raalte-01")
    assert "is een concept" in refused.out + refused.err
    assert "Concept: deze les is nog niet af." in there.run("regel", "les", "raalte-01").out
    assert "raalte-avond" in there.run("klas", "plannen").out
    assert "  raalte-01  VUL AAN: de titel" in there.run("inhoud").out

    answered = json.loads(there.run("voortgang", "--json").out)["answers"]
    assert answered == 1
    assert "blijven bewaard" in there.run("pakket", "weg", "raalte").out
    assert not (there.home / "pakketten" / "raalte").exists()
    assert json.loads(there.run("voortgang", "--json").out)["answers"] == answered
    assert "is er niet" in there.run("regel", "les", "raalte-01").out
    assert there.run("pakket", "weg", "raalte").code == 2
    there.run("pakket", "zet", stick)
    assert "raalte-01-a" in there.run("voortgang", "--json").out, "the answer of before counts again"


def test_a_pack_is_not_read_again_before_it_changes(
    here: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor what stands below it; and a copy that lies is gone after `gegevens`."""
    monkeypatch.setattr("tutor.store.content_cache.TICK", 0)
    folder, stick = str(tmp_path / "raalte"), str(tmp_path / "raalte.zip")
    here.run("nieuw", "pakket", folder, "--titel", "Raalte")
    here.run("pakket", "maak", folder, "--naar", stick)
    here.run("pakket", "zet", stick)
    read: list[Path] = []

    def noted(folder: Path, *given: Any) -> Pack:
        read.append(folder)
        return read_pack(folder, *given)

    monkeypatch.setattr("tutor.content.package.read_pack", noted)
    put = here.home / "pakketten" / "raalte"
    for _ in range(3):
        assert "raalte-01" in here.run("inhoud").out
    assert read == [put]
    lesson = next(put.glob("lessons/*/*.md"))
    lesson.write_text(lesson.read_text("utf-8").replace("VUL AAN: de titel", "Nieuw"), "utf-8")
    (put / "pakket.toml").touch()
    assert "raalte-01  Nieuw" in here.run("inhoud").out
    assert len(read) == 2
    here.run("gegevens")
    assert "raalte-01  Nieuw" in here.run("inhoud").out
    assert len(read) == 3
    here.run("pakket", "weg", "raalte")
    assert [*put.parent.iterdir()] == []


def test_a_word_of_a_pack_is_told_beside_ours(here: Laptop, tmp_path: Path) -> None:
    folder = tmp_path / "raalte"
    here.run("nieuw", "pakket", str(folder), "--titel", "Raalte: eigen vragen")
    term = '[[begrip]]\nid = "raalte-motie"\nterm = "motie"\nuitleg = "Zo heet dat bij ons."\n'
    (folder / "lessons" / "begrippen.toml").write_text(term, "utf-8")
    here.run("pakket", "maak", str(folder), "--naar", str(tmp_path / "raalte.zip"))
    here.run("regel", "--profiel", "Samira", "--nieuw", typed="stop\n")
    for opened in (("--inhoud", str(folder)), (), ()):  # in its folder, put here, and from the copy that was kept
        shown = here.run(*opened, "regel", typed="woord motie\nwoord amendement\nstop\n").out
        ours, theirs = "motie (Raadstutor): Uitspraak", "motie (Raalte: eigen vragen): Zo heet dat bij ons."
        assert shown.index(ours) < shown.index(theirs) < shown.index("amendement: "), shown
        found = here.run(*opened, "zoek", "motie").out
        assert "- motie (Raalte: eigen vragen). Zo heet dat bij ons." in found, found
        here.run("pakket", "zet", str(tmp_path / "raalte.zip"))


def test_a_folder_is_opened_without_being_put_there(
    here: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is a zip, also when the environment names it. Seen red with a zip that only the option took."""
    folder = str(tmp_path / "raalte")
    here.run("nieuw", "pakket", folder)
    assert here.run("--inhoud", folder, "regel", "les", "raalte-01").out.count("Concept") == 2  # and its question
    assert "RAADSTUTOR_INHOUD" not in os.environ
    assert "is er niet" in here.run("regel", "les", "raalte-01").out
    for odd, said in ((str(tmp_path / "weg"), "is er niet"), (str(tmp_path), "heeft geen pakket.toml")):
        refused = here.run("--inhoud", odd, "voortgang")
        assert (refused.code, said in refused.err) == (2, True), refused.err
    stick = str(tmp_path / "raalte.zip")
    here.run("pakket", "maak", folder, "--naar", stick)
    assert here.run("--inhoud", stick, "regel", "les", "raalte-01").out.count("Concept") == 2  # and its question
    for named in (folder, stick):
        with monkeypatch.context() as environment:
            environment.setenv("RAADSTUTOR_INHOUD", named)
            assert here.run("regel", "les", "raalte-01").out.count("Concept") == 2
            assert os.environ["RAADSTUTOR_INHOUD"] == named
    (tmp_path / "vals.zip").write_bytes((tmp_path / "raalte.zip").read_bytes() + b"x")
    assert "veranderd" in here.run("--inhoud", str(tmp_path / "vals.zip"), "voortgang").err
    (tmp_path / "raalte" / "pakket.toml").write_text("formaat = 9\n", encoding="utf-8")
    assert "kan ik niet beginnen" in here.run("--inhoud", folder, "klas", "plannen").err


@pytest.mark.parametrize("form", ["moodle", "gift", "csv", "anki", "qti30", "kahoot"])
def test_questions_of_a_pack_leave_under_its_own_licence(here: Laptop, tmp_path: Path, form: str) -> None:
    """Also beside shipped ones. Seen red with the licence of what is shipped on everything."""
    folder, target = tmp_path / "raalte", tmp_path / f"uit.{SUFFIX[form]}"
    here.run("nieuw", "pakket", str(folder))
    head = folder / "pakket.toml"
    head.write_text(head.read_text("utf-8").replace("CC BY 4.0", "CC BY-SA 4.0"), "utf-8")
    export = ("--inhoud", str(folder), "exporteer", "vragen", "--vorm", form, "--naar", str(target), "--vervang")
    went = here.run(*export, "raalte")
    assert "1 vraag staat in" in went.out
    assert "Licentie: CC BY-SA 4.0." in went.out
    assert "Let op: nog niet af (concept): 1 les." in went.out
    assert "CC BY-SA 4.0" in _text_of(target)
    both = here.run(*export, "raalte", "regio")
    assert "Licentie: CC BY 4.0 en CC BY-SA 4.0." in both.out
    assert all(licence in _text_of(target) for licence in ("CC BY 4.0", "CC BY-SA 4.0"))


SUFFIX = {"moodle": "xml", "gift": "gift", "csv": "csv", "anki": "apkg", "qti30": "zip", "kahoot": "xlsx"}


def _text_of(file: Path) -> str:
    if not is_zipfile(file):
        return file.read_text("utf-8")
    with ZipFile(file) as whole:
        return "".join(whole.read(name).decode("utf-8", "replace") for name in whole.namelist())


def test_nothing_is_written_over(here: Laptop, tmp_path: Path) -> None:
    folder = tmp_path / "raalte"
    here.run("nieuw", "gemeente", str(folder), "--naam", "Raalte", "--inwoners", "39.400")
    kept = (folder / "gemeente.toml").read_bytes()
    again = here.run("nieuw", "gemeente", str(folder), "--naam", "Zwolle", "--inwoners", "130000")
    assert (again.code, "bestaat al" in again.err) == (1, True)
    assert (folder / "gemeente.toml").read_bytes() == kept
    assert "is er al en is geen pakket" in here.run("nieuw", "les", str(folder)).err
    clash = here.run("nieuw", "pakket", str(tmp_path / "rollen"))
    assert (clash.code, "‘rollen’ is al van Raadstutor zelf" in clash.err) == (1, True)
    assert not (tmp_path / "rollen").exists()
    assert here.run("nieuw", "gemeente", "--naam", "Raalte", "--inwoners", "veel").code == 2


def test_who_mistypes_at_a_question_is_asked_again(here: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    """But not for ever: somebody who types nothing, or is gone, is told how it is done."""
    monkeypatch.setattr("tutor.cli.writing.at_terminal", lambda: True)
    for typed in ("Raalte\nveel\n", "Raalte\n\n", "\n"):
        left = here.run("nieuw", "gemeente", typed=typed)
        assert (left.code, "--naam Raalte" in left.err or "--inwoners 39400" in left.err) == (2, True)
    said = here.run("nieuw", "gemeente", typed="Raalte\nveel\n39.400\n")
    assert said.code == 0, said.err
    assert "als getal, bijvoorbeeld: 39400." in said.out
    assert "inwoners = 39400" in (here.home / "gemeente.toml").read_text("utf-8")


def test_the_municipality_is_asked_for(here: Laptop) -> None:
    said = here.run("nieuw", "gemeente", typed="Raalte\n39.400\n")
    assert said.code == 0, said.err
    text = (here.home / "gemeente.toml").read_text("utf-8")
    assert "zetels (25), het quorum (13) en hoogstens 5 wethouders" in text
    rule = '[reglement]\nvragen-termijn = "30 dagen; artikel 38"'
    (here.home / "gemeente.toml").write_text(text.replace("[reglement]", rule), encoding="utf-8")
    print_ = here.run("klas", "druk", "samenvatting", "rollen-05", "--naar", "les.html")
    assert print_.code == 0, print_.err
    assert "Bij jullie (Raalte): 30 dagen; artikel 38." in (here.home.parent / "les.html").read_text("utf-8")
    assert "Jullie gemeente: Raalte" in here.run("gegevens").out
    assert here.run("controleer", str(here.home / "gemeente.toml")).out == "Alles klopt.\n"
    assert ">Gemeente Raalte</span>" in (here.home.parent / "les.html").read_text("utf-8")
    with_arms = 'naam = "Raalte"\ninwoners = 39400\nwapen = "wapen.svg"\n'
    (here.home / "gemeente.toml").write_text(with_arms, encoding="utf-8")
    (here.home / "wapen.svg").write_text("<svg/>", encoding="utf-8")
    told = here.run("gegevens").out
    assert "Jullie gemeente: Raalte" in told
    assert "Het wapen doet niet mee. gemeente.toml:3: waarschuwing: wapen.svg is geen PNG of JPEG." in told
    (here.home / "gemeente.toml").write_text('naam = "Raalte"\ninwoners = "veel"\n', encoding="utf-8")
    assert "gemeente.toml doet niet mee. gemeente.toml:2: fout: ‘inwoners’ moet een heel getal zijn." in (
        here.run("gegevens").out
    )
    assert here.run("controleer", str(here.home / "gemeente.toml")).code == 1


def test_an_evening_in_one_file(here: Laptop, tmp_path: Path) -> None:
    plan = tmp_path / "dorp.toml"
    plan.write_text(EVENING, encoding="utf-8")
    assert here.run("controleer", str(plan)).out == "Alles klopt.\n"
    led = here.run(
        "klas", "regel", str(plan), typed="aanwezig 14\n" + "verder\n10 4\n" * 12 + "afspraak Wij bellen.\nklaar\n"
    )
    assert "Lokaal: deze vraag is van jullie zelf" in led.out, led.err
    plan.unlink()
    assert "Wie stelt het tarief vast? (lokale vraag)" in here.run("klas", "verslag").out
    folder = tmp_path / "dorp"
    assert here.run("nieuw", "les", str(folder), "--van-avond", "laatste").code == 0
    lesson = (folder / "lessons" / "dorp" / "01-ons-dorp.md").read_text("utf-8")
    assert "In de zaal: 71 procent goed" in lesson
    assert "Wij bellen." in lesson
    assert "De wethouder, per brief." in (folder / "quizzes" / "dorp" / "01-ons-dorp.toml").read_text("utf-8")
    assert " 0 fouten" in " " + here.run("controleer", str(folder)).out.splitlines()[-1]
    plan.write_text(EVENING.replace('item = "dorp-tarief"', 'item = "dorp-x"'), encoding="utf-8")
    refused = here.run("klas", "regel", str(plan))
    assert (refused.code, "kan ik geen avond beginnen" in refused.err) == (1, True)
