"""The books of Waterveen: they add up, and every lesson uses the same figures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.content.pack import shipped
from tutor.content.markdown import link_terms

ROOT = Path(__file__).parents[2]
BOOKS: dict[str, Any] = tomllib.loads((ROOT / "docs" / "waterveen-cijfers.toml").read_text("utf-8"))
"""Amounts in thousands of euros a year, unless the file says otherwise."""
MODULE = "financien"
TEXTS = sorted(path for folder in ("lessons", "quizzes") for path in (ROOT / folder).rglob("*.*") if path.is_file())

ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)
AMOUNT = re.compile(r"(?:€ )?(\d{1,3}(?:\.\d{3})+|\d+)(?!\d*[.,%])")
STANDS_AT = re.compile(r"(?:programma|post) ([A-Z][\w, ]+?|\w+) (?:staat|stond)\b[^.?]*? op € ([\d.]+)")


def euros(thousands: float) -> str:
    """As lessons write it: € 9.400.000."""
    return f"€ {round(thousands * 1000):,}".replace(",", ".")


def read(path: Path) -> str:
    """The text of a lesson. A hard space is a space."""
    return path.read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")


def entries() -> dict[str, dict[str, int]]:
    """Programmes and their entries by name."""
    programmes = {programme["naam"]: programme for programme in BOOKS["programma"]}
    return programmes | {entry["naam"]: entry for each in BOOKS["programma"] for entry in each.get("post", ())}


@pytest.mark.parametrize("programme", BOOKS["programma"], ids=lambda programme: programme["naam"])
@pytest.mark.parametrize("side", ["lasten", "baten"])
def test_the_entries_of_a_programme_are_its_total(programme: dict[str, Any], side: str) -> None:
    if posts := programme.get("post"):
        assert sum(entry[side] for entry in posts) == programme[side]


def test_the_budget_adds_up() -> None:
    total = BOOKS["totaal"]
    assert total["lasten"] == sum(programme["lasten"] for programme in BOOKS["programma"])
    assert total["baten"] == sum(each["baten"] for each in BOOKS["programma"]) + sum(BOOKS["algemeen_geld"].values())
    assert total["saldo"] == total["baten"] - total["lasten"]
    assert total["resultaat"] == total["saldo"] + total["uit_reserves"] - total["naar_reserves"] == 0
    assert sum(BOOKS["ozb"].values()) == BOOKS["algemeen_geld"]["ozb"]


def test_the_structural_balance_is_what_stays_without_what_happens_once() -> None:
    once = BOOKS["incidenteel"]
    assert sum(once["wat"].values()) == once["lasten"]
    assert BOOKS["meerjaren"][0]["structureel"] == BOOKS["totaal"]["saldo"] + once["lasten"] - once["baten"]
    assert [year["jaar"] for year in BOOKS["meerjaren"]] == [1, 2, 3, 4]


def test_the_balance_sheet_and_the_key_figures_add_up() -> None:
    sheet, key, buffer = BOOKS["balans"], BOOKS["kengetal"], BOOKS["weerstand"]
    own = sheet["algemene_reserve"] + sheet["bestemmingsreserves"]
    assert sheet["bestemmingsreserves"] == sum(BOOKS["bestemmingsreserve"].values())
    assert sheet["voorzieningen"] == sum(BOOKS["voorziening"].values())
    assert sheet["totaal"] == own + sheet["voorzieningen"] + sheet["schulden"]
    assert key["solvabiliteit"] == 100 * own / sheet["totaal"]
    assert key["schuldquote"] == 100 * key["netto_schuld"] / BOOKS["totaal"]["baten"]
    assert buffer["algemene_reserve"] == sheet["algemene_reserve"]
    assert buffer["capaciteit"] == buffer["algemene_reserve"] + buffer["ruimte_in_belasting"]
    assert buffer["risicos"] == sum(buffer["risico"].values())
    assert buffer["ratio"] == buffer["capaciteit"] / buffer["risicos"]


def test_the_accounts_and_the_limit_for_errors_add_up() -> None:
    spent, law = BOOKS["rekening_totaal"], BOOKS["rechtmatigheid"]
    for side in ("begroot", "werkelijk"):
        assert spent[side] == sum(programme[side] for programme in BOOKS["rekening"])
    over = sum(max(0, each["werkelijk"] - each["begroot"]) for each in BOOKS["rekening"])
    assert law["te_veel_uitgegeven"] == over
    assert law["fouten"] == over + law["inkoop"]
    assert law["samen"] == law["fouten"] + law["onduidelijk"]
    assert law["grens"] == spent["werkelijk"] * law["grens_procent"] / 100


def test_what_the_region_asks_is_a_sum_per_inhabitant() -> None:
    for name in ("ggd", "omgevingsdienst", "veiligheidsregio"):
        each = BOOKS[name]
        assert round((each["gevraagd"] - each["nu"]) * BOOKS["inwoners"]) == each["verschil_in_euro"]
    now = BOOKS["veiligheidsregio"]["nu"] * BOOKS["inwoners"]
    assert BOOKS["bijdrage"]["veiligheidsregio"] == entries()["Veiligheidsregio"]["lasten"] == round(now, -4) / 1000
    environment = BOOKS["omgevingsdienst"]
    assert environment["gevraagd"] * BOOKS["inwoners"] == environment["gevraagd_in_euro"]


def test_other_figures_follow_from_the_budget() -> None:
    library, pool, puzzle = BOOKS["bibliotheek"], BOOKS["zwembad"], BOOKS["puzzel"]
    named = entries()
    assert library["voorstel"] == named["Bibliotheek"]["lasten"]
    assert library["nu"] == library["voorstel"] + library["amendement"]
    assert library["drukwerk"] == named["Drukwerk en advertenties"]["lasten"]
    assert pool["dit_jaar"] == pool["grens"] + pool["reparatie"] + pool["energie"]
    otter = named["Zwembad De Otter"]
    assert pool["volgend_jaar"] == otter["lasten"] - otter["baten"] == pool["dit_jaar"] - pool["reparatie"]
    assert puzzle["opgave"] == sum(puzzle["oorzaak"].values()) <= sum(puzzle["keuze"].values())
    assert puzzle["keuze"]["ozb 10 procent omhoog"] == BOOKS["algemeen_geld"]["ozb"] / 10
    assert puzzle["keuze"]["zwembad sluiten"] == pool["volgend_jaar"]


def test_the_monitor_of_youth_care_adds_up_and_is_the_one_of_the_lesson() -> None:
    kinds, youth = BOOKS["jeugd"]["soort"], BOOKS["jeugd"]
    planned, expected = (
        sum(kind[moment] * kind["per_jongere"] for kind in kinds) for moment in ("begroot", "verwacht")
    )
    assert planned == entries()["Jeugdhulp"]["lasten"]
    assert planned == youth["gemiddeld"] * sum(kind["begroot"] for kind in kinds)
    assert expected - planned == youth["tekort"]
    lesson = read(ROOT / "lessons" / "sociaal" / "02-open-einde.md")
    for kind in kinds:
        more = kind["verwacht"] - kind["begroot"]
        cost = euros(kind["per_jongere"])
        assert f"| {kind['naam']} | {cost} | {kind['begroot']} | {kind['verwacht']} |" in lesson
        assert f"| {kind['naam']} | {more} | {euros(more * kind['per_jongere'])} |" in lesson


def test_what_a_village_offers_for_its_green_leaves_what_the_lesson_says() -> None:
    offer = BOOKS["uitdaging"]
    assert offer["over"] == offer["nu"] - offer["bod"] - offer["verzekering"] - offer["toezicht"]
    text = read(ROOT / "quizzes" / "participatie" / "02-verordening-en-uitdaagrecht.toml")
    assert f"antwoord = {offer['over'] * 1000}" in text
    assert [name for name in offer if name != "over" and euros(offer[name]) not in text] == []


def test_a_budget_for_each_village_has_the_costs_of_the_process_in_it() -> None:
    budget = BOOKS["buurtbudget"]
    assert budget["samen"] == budget["kernen"] * (budget["plannen"] + budget["hulp"])
    text = read(ROOT / "quizzes" / "participatie" / "03-burgerberaad.toml")
    assert f"antwoord = {budget['samen'] * 1000}" in text
    assert euros(budget["plannen"]) in text
    assert euros(budget["hulp"]) in text


def rows() -> Iterator[tuple[str, str, list[int]]]:
    """Every row of a table in the module that starts with a name from the books: file, name, amounts as written."""
    for path in (ROOT / "lessons" / MODULE).glob("*.md"):
        for match in ROW.finditer(read(path)):
            name, *cells = (cell.strip(" *") for cell in match[1].split("|"))
            if name in entries():
                amounts = [int(n.replace(".", "")) for cell in cells for n in AMOUNT.findall(cell)]
                if amounts:  # a name without amounts is the head of a table
                    yield path.name, name, amounts


@pytest.mark.parametrize(("file", "name", "amounts"), list(rows()), ids=str)
def test_tables_show_the_figures_of_the_books(file: str, name: str, amounts: list[int]) -> None:
    """The first amount is the one in the books, in euros or in thousands; the accounts have their own columns."""
    entry = entries()[name]
    accounts = {each["naam"]: each for each in BOOKS["rekening"]}.get(name, {})
    first = {entry["lasten"], entry["lasten"] - entry["baten"], accounts.get("begroot")} - {None}
    assert amounts[0] in first | {amount * 1000 for amount in first}, f"{file}: {name}"


def test_texts_name_the_amount_of_a_programme_as_it_is() -> None:
    found = 0
    for path in TEXTS:
        for name, amount in STANDS_AT.findall(read(path)):
            if name in entries():
                found += 1
                assert amount.rstrip(".") == euros(entries()[name]["lasten"]).removeprefix("€ "), f"{path.name}: {name}"
    assert found


def test_waterveen_has_as_many_inhabitants_everywhere() -> None:
    for path in (*TEXTS, ROOT / "docs" / "waterveen.md", ROOT / "docs" / "inhoud-schrijven.md"):
        for number in re.findall(r"Waterveen \(?(?:heeft )?([\d.]+) inwoners", read(path)):
            assert number.replace(".", "") == str(BOOKS["inwoners"]), path.name


LIBRARY = [euros(BOOKS["bibliotheek"][name]) for name in ("voorstel", "nu", "amendement", "subamendement")]
GGD = ["€ 40 per inwoner", "€ 42,80", "€ 87.920", "7 procent"]
RESERVE = f"€ {BOOKS['balans']['algemene_reserve'] // 1000} miljoen"


@pytest.mark.parametrize(
    ("files", "figures"),
    [
        (["lessons/rollen/06-motie-en-amendement.md", "quizzes/rollen/06-motie-en-amendement.toml"], LIBRARY),
        (["quizzes/rollen/casus/06-motie-en-amendement.toml"], LIBRARY[2:]),
        (["lessons/regio/04-begroting.md"], GGD),
        (["quizzes/regio/casus/04-begroting.toml"], GGD[2:]),
        (["quizzes/regio/casus/08-bv-en-veiligheidsregio.toml"], [RESERVE]),
        (["lessons/regio/01-waarom-samenwerken.md"], ["€ 4,1 miljoen", "€ 2,0 miljoen", "€ 1,6 miljoen", "€ 60.000"]),
        (["quizzes/regio/04-begroting.toml"], ["€ 67 per inwoner", "€ 64"]),
        (
            ["quizzes/rollen/02-drie-rollen.toml", "quizzes/rollen/casus/02-drie-rollen.toml"],
            ["€ 600.000", "€ 660.000"],
        ),
    ],
    ids=str,
)
def test_earlier_lessons_use_the_same_figures(files: list[str], figures: list[str]) -> None:
    text = "".join(read(ROOT / file) for file in files)
    assert [figure for figure in figures if figure not in text] == []


def test_the_lessons_on_money_use_the_figures_of_the_books() -> None:
    """Every thousand euros that a table or list of these lessons shows stands somewhere in the books."""
    known = {str(number) for number in numbers(BOOKS)}
    for path in (ROOT / "lessons" / MODULE).glob("*.md"):
        for line in read(path).splitlines():
            if line.startswith("|") and "€" not in line:
                shown = {number.replace(".", "") for number in re.findall(r"\b\d{1,3}\.\d{3}\b", line)}
                assert shown - known - NET == set(), f"{path.name}: {line}"


def test_the_puzzle_of_three_million_is_the_one_of_the_books() -> None:
    """The list of the casus has every choice, and the two packages that close the gap are added up right."""
    choices = BOOKS["puzzel"]["keuze"]
    text = read(ROOT / "quizzes" / MODULE / "casus" / "03-evenwicht-en-toezicht.toml")
    assert sorted(map(int, re.findall(r"\*\*(\d{3})\*\*", text))) == sorted(choices.values())
    without_pool = sum(choices.values()) - choices["zwembad sluiten"]
    large = sum(sorted(choices.values())[-5:])
    assert f"Samen {large:,}.".replace(",", ".", 1) in text
    assert f"Samen {without_pool:,}.".replace(",", ".", 1) in text
    assert min(large, without_pool) >= BOOKS["puzzel"]["opgave"]


def test_property_tax_rises_for_everybody_by_the_same_share() -> None:
    text = read(ROOT / "lessons" / MODULE / "03-evenwicht-en-toezicht.md")
    for amount in BOOKS["ozb"].values():
        assert f"| {euros(amount)} | {euros(amount / 10)} |" in text
    each = BOOKS["ozb"]["eigenaren_woningen"] * 100 // BOOKS["woningen"]
    assert f"ruim € {each} per woning" in text


def numbers(data: Any) -> Iterator[float]:
    """Every number in the books."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from numbers(each)
    elif isinstance(data, int | float):
        yield data


NET = {str(each["lasten"] - each["baten"]) for each in BOOKS["programma"]} | {
    str(sum(each["baten"] for each in BOOKS["programma"]))
}
"""What follows from the books at once: a programme without what it earns, and what all programmes earn."""


def test_the_figures_that_earlier_lessons_use_are_those_of_the_books() -> None:
    ggd, part = BOOKS["ggd"], BOOKS["bijdrage"]
    assert (ggd["nu"], ggd["gevraagd"], ggd["verschil_in_euro"]) == (40, 42.80, 87_920)
    assert ggd["gevraagd"] == round(ggd["nu"] * 1.07, 2)
    assert [part["jeugdregio"], part["veiligheidsregio"] // 100 * 100, part["schoonveen"], part["recreatieschap"]] == [
        *[4100, 2000, 1600, 60]
    ]


def test_everybody_is_in_a_lesson_and_is_explained_where_a_lesson_first_names_them() -> None:
    """Seen red with somebody whom no lesson names by that name (Joris Blom)."""
    content = shipped()
    assert [person.id for person in content.people if not content.lessons_with(person)] == []
    samira = next(person for person in content.people if person.id == "samira")
    assert content.glossary[samira.word.id].explanation.startswith("raadslid, Dorpsbelang.")
    linked = [link_terms(lesson, content.words) for lesson in content.lessons_with(samira)]
    counts = [sum(step.text.count("(begrip:wie-samira)") for step in lesson.steps) for lesson in linked]
    assert max(counts) == 1
    assert sum(counts) >= 5, "in the others she is in the casus only"


ORDINARY_WORDS = {"Slot"}
"""Surnames that a sentence can open with as a word."""


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".md"], ids=lambda path: path.stem)
def test_a_lesson_says_who_somebody_is_before_it_uses_a_bare_surname(path: Path) -> None:
    for person in shipped().people:
        surname = person.name.split(" ", 1)[1]
        if person.name[0].islower() or surname in ORDINARY_WORDS:
            continue
        office = rf"(?i:wethouder|burgemeester|griffier|raadslid|mevrouw|meneer) {surname}"
        known = "|".join((*map(re.escape, (person.name, *person.also)), office))
        first = re.search(rf"(?P<known>\b(?:{known})\b)|\b{surname}\b", read(path))
        assert first is None or first["known"], f"{path.name}: {person.name}"
