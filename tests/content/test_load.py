"""Loading: what is sound stays, what is not goes, and one fault is one problem."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.content.pack import BANK, CASUS, FACTS, LESSON, TERMS, Pack
from tutor.content.load import load
from tutor.learning.quiz import together
from tutor.model import Number, Single, StepRole


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack.copy(tmp_path)


def test_what_an_author_wrote_is_what_the_program_gets(pack: Pack) -> None:
    catalogue, problems = load(pack.root)
    assert problems == ()
    lesson = catalogue.lessons["proef-01"]
    assert lesson.module == "proef"
    assert [step.role for step in lesson.steps].count(StepRole.CORE) == 3
    assert lesson.steps[1].anchor == "motie"
    assert lesson.steps[1].title == "Een motie is een wens"
    assert lesson.steps[1].check == "proef-01-a"
    assert lesson.steps[1].text.startswith("Met een [motie]")
    assert lesson.steps[1].text.endswith("bindt het college niet.")
    assert len(lesson.items) == 14
    choice = catalogue.items["proef-01-a"]
    assert isinstance(choice, Single)
    assert [option.key for option in choice.options] == [True, False, False]
    number = catalogue.items["proef-01-c"]
    assert isinstance(number, Number)
    assert (number.answer, number.unit) == (12, "leden")
    assert catalogue.cases["proef-01-casus"].node("gang").role == "griffier"
    assert catalogue.register["gemeentewet"].articles[0] == "6"


def test_facts_are_filled_in_everywhere(pack: Pack) -> None:
    pack.replace(CASUS, "De raad wacht op jou.", "Alle { feit : aantal-raadsleden } leden wachten op jou.")
    catalogue, problems = load(pack.root)
    assert problems == ()
    assert "Er zijn 23 raadsleden." in catalogue.lessons["proef-01"].steps[0].text
    assert catalogue.items["proef-01-c"].situation == "De raad van Waterveen heeft 23 leden."
    assert catalogue.cases["proef-01-casus"].node("tafel").text == "Alle 23 leden wachten op jou."


def test_one_bad_item_leaves_the_others(pack: Pack) -> None:
    pack.replace(BANK, 'id = "proef-01-d"\nsoort = "volgorde"', 'id = "proef-01-d"\nsoort = "rijtje"')
    catalogue, problems = load(pack.root)
    assert len(problems) == 1
    assert list(catalogue.items) == [f"proef-01-{letter}" for letter in "abcefghijklmn"]


def test_all_faults_of_an_item_are_named_at_once(pack: Pack) -> None:
    pack.replace(BANK, 'vraag = "Welk middel past daarbij?"', "vrag = 3\nnorm = 1\nkleur = true")
    pack.replace(BANK, 'hint = "Kofi wil de tekst van het besluit houden."', "hint = []")
    pack.replace(BANK, 'tekst = "Hij wijzigt het besluit."', "goed = 3")
    codes = [problem.code for problem in load(pack.root)[1]]
    assert codes == ["toml"], "norm stands there twice"
    pack.replace(BANK, "norm = 1\n", "")
    found = [(problem.code, problem.message) for problem in load(pack.root)[1]]
    assert found == [
        ("onbekende-sleutel", "De sleutel ‘vrag’ bestaat hier niet."),
        ("onbekende-sleutel", "De sleutel ‘kleur’ bestaat hier niet."),
        ("verkeerd-type", "‘hint’ moet tekst zijn."),
        ("ontbrekende-sleutel", "De sleutel ‘tekst’ ontbreekt."),
        ("verkeerd-type", "‘goed’ moet true of false zijn."),
    ]


def test_faults_in_several_files_are_sorted_by_path_and_line(pack: Pack) -> None:
    pack.replace(LESSON, "minuten = 10", 'minuten = "tien"')
    pack.replace(BANK, "antwoord = 12\n", 'antwoord = "12"\n')
    pack.replace(BANK, 'soort = "volgorde"', 'soort = "rijtje"')
    pack.replace(TERMS, 'term = "motie"', "term = 1")
    problems = load(pack.root)[1]
    assert list(problems) == sorted(problems)
    assert [problem.path for problem in problems] == [TERMS, LESSON, BANK, BANK]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (BANK, 'les = "proef-01"', 'les = "proef-01'),
        (BANK, 'id = "proef-01-a"', 'id = "Proef"'),
        (BANK, 'id = "proef-01-a"\n', ""),
        (LESSON, 'id = "proef-01-middel"', "id = 3"),
        (LESSON, "+++\nid", "id"),
        (LESSON, "{#motie .kern vraag=proef-01-a}", "{#motie}"),
        (CASUS, 'start = "zaal"', "start = 3"),
        (TERMS, 'term = "raad"', "term = 3"),
        (FACTS, 'waarde = "23"', "waarde = 23"),
    ],
)
def test_what_refers_to_something_refused_is_no_second_fault(pack: Pack, file: str, old: str, new: str) -> None:
    pack.replace(file, old, new)
    assert len(pack.problems()) == 1


def test_english_keys_lead_to_the_dutch_ones(pack: Pack) -> None:
    pack.replace(BANK, 'vraag = "Welk middel past daarbij?"', 'question = "Welk middel past daarbij?"')
    (problem,) = load(pack.root)[1]
    assert problem.remedy == "Bedoel je ‘vraag’?"


def test_a_lesson_loads_without_the_prior_knowledge_and_questions_that_do_not_exist(pack: Pack) -> None:
    pack.replace(LESSON, "voorkennis = []", 'voorkennis = ["proef-09"]')
    pack.replace(LESSON, "vraag=proef-01-c}", "vraag=proef-01-z}")
    pack.replace(LESSON, '"proef-01-b"]', '"proef-01-y"]')
    catalogue, problems = load(pack.root)
    head = catalogue.lessons["proef-01"].head
    assert head.prerequisites == ()
    assert head.prequestions == ("proef-01-a",)
    assert [step.check for step in catalogue.lessons["proef-01"].steps].count(None) == 5
    assert [problem.code for problem in problems] == ["onbekende-les", "onbekend-item", "onbekend-item"]


def test_a_lesson_with_the_id_of_another_is_left_out(pack: Pack) -> None:
    for file in (LESSON, BANK):
        pack.write(file.replace("01-besluiten", "02-anders"), pack.read(file))
    catalogue, problems = load(pack.root)
    assert list(catalogue.lessons) == ["proef-01"]
    assert [(problem.code, problem.path) for problem in problems] == [
        ("dubbel-id", "lessons/proef/02-anders.md"),
    ]


def test_plans_and_lookalikes_name_only_items_that_exist(pack: Pack) -> None:
    catalogue, _ = load(pack.root)
    assert [plan.id for plan in catalogue.plans] == ["proefavond"]
    assert catalogue.plans[0].minutes == 90
    assert catalogue.lookalikes[0].other_side("proef-01-b") == ("proef-01-a", "proef-01-e")
    pack.replace(BANK, 'vraag = "Welk middel past daarbij?"', "vraag = 1")
    catalogue, problems = load(pack.root)
    assert len(problems) == 1
    assert catalogue.plans == ()
    assert catalogue.lookalikes[0].other_side("proef-01-b") == ("proef-01-e",)


def test_a_lesson_without_a_single_step_is_left_out(pack: Pack) -> None:
    text = pack.read(LESSON)
    pack.write(LESSON, text[: text.index("\n## De avond")])
    catalogue, problems = load(pack.root)
    assert catalogue.lessons == {}
    assert [(problem.code, problem.path, problem.line) for problem in problems] == [
        ("les-zonder-stappen", LESSON, pack.read(LESSON).count("\n") + 1),
    ]


def test_modules_come_in_their_order(pack: Pack) -> None:
    pack.write("lessons/aanloop/module.toml", 'id = "aanloop"\ntitel = "Aanloop"\nvolgorde = 2\ntekst = "Eerst."\n')
    assert [module.head.id for module in load(pack.root)[0].modules] == ["proef", "aanloop"]


def test_a_bank_reads_the_same_written_in_another_way(pack: Pack) -> None:
    """Inline tables and dotted keys are TOML too."""
    before = load(pack.root)[0].items["proef-01-j"]
    text = pack.read(BANK)
    start = text.index("[[item.optie]]", text.index('id = "proef-01-j"'))
    options = (
        'optie = [{tekst = "Zij opent de vergadering.", misvatting = "half-is-genoeg",'
        ' feedback = "Daarvoor zijn twaalf leden nodig. Wacht op nog één lid."},\n'
        '  {tekst = "Zij wacht op nog een lid.", goed = true, feedback = "Ja. Met twaalf leden mag zij beginnen."}]\n'
    )
    pack.write(BANK, text[:start] + options)
    catalogue, problems = load(pack.root)
    assert problems == ()
    assert catalogue.items["proef-01-j"] == before


def test_loading_good_content_looks_up_no_lines_and_parses_no_markdown(pack: Pack) -> None:
    """Both cost more than everything else together; only problems and screens need them."""
    program = (
        "import sys; from pathlib import Path; from tutor.content import toml\n"
        "toml.index = None\n"
        "from tutor.content.load import load\n"
        f"catalogue, problems = load(Path({str(pack.root)!r}))\n"
        "print(len(catalogue.items), len(problems), 'markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "14 0 False\n"


def test_several_questions_are_about_one_text(pack: Pack) -> None:
    """Seen red with the id of the text in the place of the text."""
    letter = "Het college schrijft: reageer niet."
    pack.replace(BANK, 'les = "proef-01"', f'les = "proef-01"\n\n[[tekst]]\nid = "brief"\ntekst = "{letter}"')
    for name in ("a", "c"):
        pack.replace(BANK, f'id = "proef-01-{name}"', f'id = "proef-01-{name}"\nbij = "brief"')
    catalogue, problems = load(pack.root)
    assert problems == ()
    items = catalogue.items
    assert items["proef-01-a"].passage == items["proef-01-c"].passage == letter
    assert items["proef-01-a"].stem.startswith(f"{letter} ")
    ordered = together(items.values())
    assert [item.id[-1] for item in ordered] == list("acbdefghijklmn")
