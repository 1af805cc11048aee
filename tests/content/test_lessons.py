"""The build of a lesson and its bank: each count at its limit, and one less or more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.pack import BANK, CASUS, LESSON, PLAN, Pack

SHORT = """
[[item]]
id = "proef-01-{id}"
soort = "kort"
doel = "{goal}"
stap = "{step}"
vraag = "Hoe heet dit?"
uitleg = "Zo heet het."
norm = "reglement"
bronnen = ["reglement-van-orde"]
moeilijkheid = 1
antwoorden = ["ja"]
feedback = "Ja."
"""
GOAL = '\n[[doel]]\nid = "proef-01-{id}"\ntekst = "Je doet iets."\n'
HELD = "achtergehouden = true\n"
LAST_GOAL = 'tekst = "Je telt of de raad mag beginnen."\n'


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack.copy(tmp_path)


def found(pack: Pack) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.path, problem.line) for problem in pack.problems()]


def asked(count: int, goal: str, step: str = "motie") -> str:
    """Items of a goal, the first of them held back."""
    items = [SHORT.format(id=f"{goal}{number}", goal=f"proef-01-{goal}", step=step) for number in range(count)]
    text = "".join(items).replace("vraag =", 'situatie = "Het is laat."\nvraag =')
    return text.replace("antwoorden", f"{HELD}antwoorden", 1)


def without(pack: Pack, *names: str) -> None:
    """Take items out of the bank, and out of everything that names them."""
    text = pack.read(BANK)
    head, *items = text.split("[[item]]")
    kept = [item for item in items if not any(f'id = "proef-01-{name}"' in item for name in names)]
    assert len(kept) == len(items) - len(names)
    pack.write(BANK, "[[item]]".join([head, *kept]))
    (pack.root / PLAN).unlink()
    (pack.root / "lessons/lijkt-op.toml").unlink()
    (pack.root / "lessons/telregels.toml").unlink()


def test_ten_items_are_enough_and_nine_are_not(pack: Pack) -> None:
    without(pack, *"deghk")
    assert found(pack) == [("te-weinig-items", BANK, 1)]


@pytest.mark.parametrize("kinds", [2, 3])
def test_three_kinds_are_enough_and_two_are_not(pack: Pack, kinds: int) -> None:
    names = [*"cdefghi"[kinds - 2 :], *"lmn"]
    without(pack, "k", *names, *(["staten"] if "c" in names else []))
    text = pack.read(BANK)
    copied = text[text.index("[[item]]") : text.index('[[item]]\nid = "proef-01-b"')]
    copies = [copied.replace("proef-01-a", f"proef-01-{name}") for name in names]
    copies[-3:] = [copy.replace("proef-01-middel", "proef-01-tellen") for copy in copies[-3:]]
    copies[-4:-2] = [copy.replace("soort", "achtergehouden = true\nsoort") for copy in copies[-4:-2]]
    pack.write(BANK, text + "\n" + "".join(copies))
    assert found(pack) == ([("te-weinig-soorten", BANK, 1)] if kinds == 2 else [])


@pytest.mark.parametrize(("more", "expected"), [(6, []), (7, [("te-weinig-situaties", BANK, 1)])])
def test_half_of_the_items_need_a_situation(pack: Pack, more: int, expected: list[tuple[str, str, int]]) -> None:
    """The good pack has ten situations in fourteen items."""
    items = [SHORT.format(id=f"x{number}", goal="proef-01-middel", step="motie") for number in range(more)]
    pack.write(BANK, pack.read(BANK) + "".join(items))
    assert found(pack) == expected


@pytest.mark.parametrize(("more", "expected"), [(1, []), (2, []), (3, ["aantal-doelen"])])
def test_two_to_four_goals(pack: Pack, more: int, expected: list[str]) -> None:
    goals = "".join(GOAL.format(id=f"g{number}") for number in range(more))
    pack.replace(LESSON, LAST_GOAL, LAST_GOAL + goals)
    items = [asked(4, f"g{number}") for number in range(more)]
    pack.write(BANK, pack.read(BANK) + "".join(items))
    assert [code for code, _, _ in found(pack)] == expected


def test_a_role_with_a_law_of_its_own_keeps_eight_items_and_two_per_goal(pack: Pack) -> None:
    def not_asked(*names: str) -> None:
        for name in names:
            here = f'id = "proef-01-{name}"\n'
            pack.replace(BANK, here, f'{here}niet_voor = ["ab-lid"]\n')

    not_asked(*"jl")
    assert found(pack) == []
    not_asked("m")
    assert found(pack) == [("te-weinig-voor-rol", BANK, 1)]  # one item of this goal
    pack.replace(BANK, 'niet_voor = ["statenlid"]', 'niet_voor = ["statenlid", "ab-lid"]')
    assert found(pack) == [("te-weinig-voor-rol", BANK, 1)] * 2  # none of it, and seven in all
    pack.replace(BANK, 'alleen_voor = ["statenlid"]', 'alleen_voor = ["statenlid", "ab-lid"]')
    assert found(pack) == [("te-weinig-voor-rol", BANK, 1)]


def test_one_goal_is_too_few(pack: Pack) -> None:
    pack.replace(LESSON, f'\n[[doel]]\nid = "proef-01-tellen"\n{LAST_GOAL}', "")
    pack.write(BANK, pack.read(BANK).replace("proef-01-tellen", "proef-01-middel").replace(HELD, "", 1))
    pack.write(CASUS, pack.read(CASUS).replace(', "proef-01-tellen"', ""))
    assert found(pack) == [("aantal-doelen", LESSON, pack.line(LESSON, "[[doel]]"))]


@pytest.mark.parametrize(("count", "code"), [(0, "doel-te-weinig-items"), (3, "doel-te-weinig-items"), (4, None)])
def test_a_goal_needs_four_items_that_can_be_graded(pack: Pack, count: int, code: str | None) -> None:
    line = pack.replace(LESSON, LAST_GOAL, LAST_GOAL + GOAL.format(id="nieuw"))
    pack.write(BANK, pack.read(BANK) + asked(count, "nieuw"))
    assert found(pack) == ([(code, LESSON, line + 2)] if code else [])


@pytest.mark.parametrize(("step", "taught"), [("motie", True), ("voorbeeld", True), ("gesprek", False)])
def test_a_goal_is_taught_in_a_core_step_or_an_example(pack: Pack, step: str, taught: bool) -> None:
    line = pack.replace(LESSON, LAST_GOAL, LAST_GOAL + GOAL.format(id="nieuw"))
    pack.write(BANK, pack.read(BANK) + asked(4, "nieuw", step))
    assert found(pack) == ([] if taught else [("doel-zonder-stap", LESSON, line + 2)])


@pytest.mark.parametrize(("more", "expected"), [(3, []), (4, ["opbouw-les"])])
def test_six_core_steps_at_most(pack: Pack, more: int, expected: list[str]) -> None:
    steps = "".join(f"## Nog een {{#k{number} .kern vraag=proef-01-d}}\n\nZo gaat dat.\n\n" for number in range(more))
    pack.replace(LESSON, "## Zo telt Nel", f"{steps}## Zo telt Nel")
    assert [code for code, _, _ in found(pack)] == expected


@pytest.mark.parametrize(
    ("peildatum", "code"), [("2025-05-24", None), ("2025-05-23", "verlopen-peildatum"), ("2026-11-24", None)]
)
def test_a_peildatum_is_good_for_eighteen_months(pack: Pack, peildatum: str, code: str | None) -> None:
    pack.replace(LESSON, "peildatum = 2026-11-01", f"peildatum = {peildatum}")
    assert [problem.code for problem in pack.problems()] == ([code] if code else [])


NODE = '\n[[knoop]]\nid = "{id}"\ntekst = "Klaar."\neinde = "kan"\nnabespreking = "Zo kan het (artikel 20)."\n'


def test_a_casus_with_too_few_nodes_and_endings(pack: Pack) -> None:
    pack.replace(CASUS, 'naar = "einde-kan"', 'naar = "einde-sterk"')
    text = pack.read(CASUS)
    pack.write(
        CASUS,
        text.replace(text[text.index('[[knoop]]\nid = "einde-kan"') : text.index('[[knoop]]\nid = "einde-zwak"')], ""),
    )
    assert found(pack) == [("casus-te-klein", CASUS, 1)]
    pack.write(CASUS, pack.read(CASUS) + NODE.format(id="einde-anders"))
    pack.replace(CASUS, 'naar = "tafel"\ngevolg', 'naar = "einde-anders"\ngevolg')
    assert found(pack) == []


@pytest.mark.parametrize(
    ("right", "refused"),
    [("AAA", False), ("AAAA", True), ("AAAB", False), ("AAAAAB", True), ("AAAABB", False), ("BABBBB", True)],
)
@pytest.mark.parametrize("spread", [False, True])
def test_one_letter_is_right_too_often(pack: Pack, right: str, refused: bool, spread: bool) -> None:
    """In one quiz, or over the whole evening."""
    text = pack.read(BANK)
    a_is_right = text[text.index("[[item]]") : text.index('[[item]]\nid = "proef-01-b"')]
    head, key, wrong, rest = a_is_right.split("[[item.optie]]")
    b_is_right = "[[item.optie]]".join([head, wrong, key, rest])
    names = [f"proef-01-x{number}" for number in range(len(right))]
    items = {"A": a_is_right, "B": b_is_right}
    copies = (items[letter].replace("proef-01-a", name) for letter, name in zip(right, names, strict=True))
    pack.write(BANK, text + "\n" + "".join(copies))
    pack.replace(
        PLAN, 'items = ["proef-01-a", "proef-01-b"]', f"items = {names[:1] if spread else names}".replace("'", '"')
    )
    if spread:
        pack.replace(PLAN, 'items = ["proef-01-d", "proef-01-j"]', f"items = {names[1:]}".replace("'", '"'))
    else:
        pack.replace(PLAN, '"proef-01-j"]', "]")
    assert {code for code, path, _ in found(pack) if path == PLAN} == ({"letter-verraadt"} if refused else set())
