"""Own content on top of the shipped: read, judged, and never in the place of what is there.

Seen red with: ids of below not asked for; a prefix not asked for; our ways of teaching asked of others.
"""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from tests.content.pack import ROOT, TODAY, shipped
from tutor.content.check import check_package
from tutor.content.files import LessonFile, read_lesson
from tutor.content.layers import layered
from tutor.content.package import read_package
from tutor.content.reader import ContentReader
from tutor.content.textfile import unread
from tutor.content.verdicts import Verdicts
from tutor.exchange import draft
from tutor.model import Item, Severity

NAME = "raalte"


def begin(folder: Path, *more: draft.Files) -> Path:
    """A pack with what `nieuw` writes."""
    name, first = draft.begin(folder, "Raalte")
    for files in (first, draft.lesson(folder, name, "Parkeren", TODAY), *more):
        write(folder, files)
    return folder


def write(folder: Path, files: draft.Files) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return begin(tmp_path / NAME)


def codes(folder: Path) -> set[str]:
    """What makes `controleer` fail."""
    problems = check_package(folder, shipped(), TODAY)[1]
    return {problem.code for problem in problems if problem.severity is Severity.ERROR}


def test_what_nieuw_writes_has_no_errors(pack: Path) -> None:
    write(pack, draft.lesson(pack, NAME, "", TODAY, all_kinds=True))
    write(pack, draft.evening(pack, NAME, "Een avond"))
    write(pack, draft.programme(pack, NAME, ""))
    write(pack, {"gemeente.toml": draft.municipality('R"aalte', 39_400)})
    package, problems = check_package(pack, shipped(), TODAY)
    assert {problem for problem in problems if problem.severity is Severity.ERROR} == set()
    content = package.pack.catalogue
    assert {type(item) for item in content.lessons["raalte-02"].items} == set(get_args(Item)), "each kind of question"
    assert [plan.id for plan in content.plans] == ["raalte-avond"]
    assert [one.id for one in content.programmes] == ["raalte-programma-1"]
    assert package.municipality
    assert package.municipality.name == 'R"aalte'
    marked = sum(text.count("VUL AAN") for text in _texts(pack))
    said = [problem for problem in problems if problem.code == "nog-invullen"]
    assert len(said) == marked - 1  # one is in a comment that says what the mark is


def test_a_whole_lesson_needs_only_words(tmp_path: Path) -> None:
    """All steps, a casus and every kind of question; what is left to say is about what the words must be."""
    folder = tmp_path / NAME
    name, first = draft.begin(folder, "Raalte")
    write(folder, first | draft.lesson(folder, name, "Parkeren", TODAY, whole=True))
    problems = check_package(folder, shipped(), TODAY)[1]
    assert {problem for problem in problems if problem.severity is Severity.ERROR} == set()
    assert {problem.code for problem in problems} == {
        "nog-invullen",
        "geen-bron",
        "aantal-doelen",
        "achtergehouden",
        "te-weinig-situaties",
        "ongelijke-opties",
        "afleider-zonder-misvatting",
        "einde-zonder-artikel",
    }
    made = read_package(folder, shipped()).pack.catalogue.lessons["raalte-01"]
    assert {type(item) for item in made.items} == set(get_args(Item))
    assert [ending.id for ending in made.cases[0].nodes if ending.ending] == ["einde-sterk", "einde-kan", "einde-zwak"]


def _texts(pack: Path) -> list[str]:
    return [path.read_text("utf-8") for path in pack.rglob("*") if path.is_file()]


def test_both_are_there_and_below_stays_what_it_was(pack: Path) -> None:
    own = read_package(pack, shipped()).pack.catalogue
    both = layered(shipped(), own, None)
    assert list(both.lessons) == [*shipped().lessons, "raalte-01"]
    assert both.lesson_of["raalte-01-a"] is both.lessons["raalte-01"]
    assert [module.head.id for module in both.modules][-1] == "raalte"
    assert both.items["rollen-01-a"] is shipped().items["rollen-01-a"]
    assert "raalte-01" not in shipped().lessons


BANK = "quizzes/raalte/01-parkeren.toml"
LESSON = "lessons/raalte/01-parkeren.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (BANK, 'id = "raalte-01-a"', 'id = "rollen-01-a"', "id-zonder-pakket"),
        (LESSON, 'id = "raalte-01"', 'id = "parkeren-01"', "id-zonder-pakket"),
        (LESSON, 'id = "raalte-01"', 'id = "raalte2-01"', "id-zonder-pakket"),
        ("pakket.toml", "formaat = 1", "formaat = 2", "pakket-te-nieuw"),
        ("pakket.toml", 'id = "raalte"', 'id = "rollen"', "pakket-id-bezet"),
        ("pakket.toml", 'versie = "1"', "versie = 1", "verkeerd-type"),
        (BANK, "bronnen = []", 'bronnen = ["gementewet 6"]', "onbekende-bron"),
        (BANK, "goed = true", "goed = false", "aantal-goed"),
        (LESSON, "VUL AAN: wat je", "[motie](begrip:moti)", "kapotte-link"),
    ],
)
def test_errors_stay_errors(pack: Path, file: str, old: str, new: str, code: str) -> None:
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert code in codes(pack)


def test_an_article_that_no_lesson_of_ours_names_is_advice(pack: Path) -> None:
    """A pack cannot add to a law that came with the program. Seen red while it was an error."""
    bank = pack / BANK
    bank.write_text(bank.read_text("utf-8").replace("bronnen = []", 'bronnen = ["gemeentewet 9999"]', 1), "utf-8")
    assert codes(pack) == set()
    (said,) = (one for one in check_package(pack, shipped(), TODAY)[1] if one.code == "onbekend-artikel")
    assert "kent Raadstutor niet" in said.message
    assert "mag dit zo blijven" in said.remedy


def test_a_second_pack_cannot_take_the_place_of_the_first(pack: Path, tmp_path: Path) -> None:
    below = layered(shipped(), read_package(pack, shipped()).pack.catalogue, None)
    other = begin(tmp_path / "raalte-01")
    bank = other / "quizzes" / "raalte-01" / "01-parkeren.toml"
    bank.write_text(bank.read_text("utf-8").replace("raalte-01-01-a", "raalte-01-a"), encoding="utf-8")
    package = read_package(other, below)
    assert [problem.code for problem in package.problems if problem.severity is Severity.ERROR] == ["dubbel-id"]
    assert package.pack.catalogue.lessons == {}, "its module has the id of a lesson"
    head = (other / "pakket.toml").read_text("utf-8")
    (other / "pakket.toml").write_text(head.replace('id = "raalte-01"', 'id = "raalte"'), encoding="utf-8")
    assert read_package(other, below).head is None


def test_it_may_build_on_what_is_below(pack: Path) -> None:
    for file, old, new in (
        (LESSON, "VUL AAN: wat je", "Een [motie](begrip:motie), zie [les 6](les:rollen-06)."),
        (BANK, "bronnen = []", 'bronnen = ["gemeentewet 6"]'),
        (BANK, 'tekst = "VUL AAN: nog zo’n fout."', 'tekst = "Nee."\nmisvatting = "motie-wijzigt-besluit"'),
    ):
        text = (pack / file).read_text("utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert codes(pack) == set()


def test_a_draft_says_so_until_it_is_written(pack: Path) -> None:
    assert read_package(pack, shipped()).pack.catalogue.lessons["raalte-01"].draft
    for file in (LESSON, BANK):
        text = (pack / file).read_text("utf-8")
        (pack / file).write_text(text.replace("VUL AAN", "Tekst"), encoding="utf-8")
    assert not read_package(pack, shipped()).pack.catalogue.lessons["raalte-01"].draft
    assert not any(lesson.draft for lesson in shipped().lessons.values())


@pytest.mark.parametrize("name", ["01-x.md~", "4913", "desktop.ini", "Thumbs.db", ".01-x.md.swp", "01-x.md.swp", "#a#"])
def test_leftovers_of_editors_are_nobodys_business(pack: Path, name: str) -> None:
    before = check_package(pack, shipped(), TODAY)[1]
    (pack / "lessons" / "raalte" / name).write_text("x", encoding="utf-8")
    assert check_package(pack, shipped(), TODAY)[1] == before
    assert unread(name)
    assert not unread("01-parkeren.md")


def test_what_was_read_before_is_shown_as_if_it_was_read_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody writes (`kijk`): all of every lesson is there, and only what changed is read.

    Seen red with: lessons kept without their texts; every lesson read again.
    """
    pack = begin(tmp_path / NAME, draft.evening(tmp_path / NAME, NAME, "Een avond"))
    for number in range(3):
        write(pack, draft.lesson(pack, NAME, f"Les {number}", TODAY, all_kinds=True))
    known, read = Verdicts(), list[str]()

    def noted(reader: ContentReader, shown: str) -> LessonFile | None:
        read.append(shown)
        return read_lesson(reader, shown)

    monkeypatch.setattr("tutor.content.load.read_lesson", noted)
    first = sorted(pack.glob("lessons/raalte/0*.md"))[0]
    text = first.read_text("utf-8")
    changes = (text.replace("een kort verhaal", "Bakker belt"), text.replace("{#", "{ #x "), text)
    check_package(pack, shipped(), TODAY, known, whole=True)
    for change in changes:
        first.write_text(change, "utf-8")
        read.clear()
        package, problems = check_package(pack, shipped(), TODAY, known, whole=True)
        assert read == [f"lessons/raalte/{first.name}"], "also while it is half saved"
        whole, all_of_them = check_package(pack, shipped(), TODAY)
        assert package.pack.catalogue == whole.pack.catalogue
        assert problems == all_of_them


def test_the_example_in_the_manual_is_good() -> None:
    package, problems = check_package(ROOT / "docs" / "voorbeeld-pakket", shipped(), TODAY)
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    (lesson,) = package.pack.catalogue.lessons.values()
    assert (len(lesson.items), lesson.draft) == (3, False)


def test_a_later_lesson_gets_the_next_number(pack: Path) -> None:
    files = draft.lesson(pack, NAME, "Het Zwembad", date(2026, 2, 28))
    assert set(files) == {"lessons/raalte/02-het-zwembad.md", "quizzes/raalte/02-het-zwembad.toml"}
