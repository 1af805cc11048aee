"""Tools in the app, in lines and as a verb: the same answers in each."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from tests.content.pack import ROOT, shipped
from tests.e2e.laptop import Laptop
from tests.line.test_line import run, script
from tests.tui.helpers import HOSTILE, SampleWorkspace, opened, press, seen, told
from tutor.cli.root import read_content
from tutor.line.console import Console, Stopped
from tutor.line.lesson import take
from tutor.tui.destinations import Go, ToTool, of_link
from tutor.tui.screens.dialog import keys_of_screen
from tutor.tui.screens.statutes import ArticlesDialog
from tutor.tui.screens.tools import ToolScreen, ToolsScreen
from tutor.tui.text import clean


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setattr("tutor.cli.root.read_content", lambda root: shipped() if root == ROOT else read_content(root))
    return Laptop(tmp_path / "thuis")


def test_a_verb_tells_when_it_is_too_late(laptop: Laptop) -> None:
    said = laptop.run("gereedschap", "termijn", "bezwaar", "15-11-2026").out
    assert "28 december" in said
    assert "artikel 6:7 Algemene wet bestuursrecht" in said
    found = json.loads(laptop.run("gereedschap", "termijn", "bezwaar", "15-11-2026", "--json").out)
    assert found["moments"][-1]["date"] == "2026-12-28"
    assert {one["id"] for one in json.loads(laptop.run("gereedschap", "termijn", "--json").out)} >= {
        "bezwaar",
        "vragen",
    }


def test_the_rule_of_the_own_municipality_counts(laptop: Laptop) -> None:
    laptop.home.mkdir(parents=True)
    rule = 'naam = "Raalte"\ninwoners = 39400\n[reglement]\nvragen-termijn = "3 weken; artikel 38"\n'
    (laptop.home / "gemeente.toml").write_text(rule, encoding="utf-8")
    assert "Bij jullie (Raalte): 3 weken; artikel 38." in laptop.run("gereedschap", "termijn", "vragen").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("termijn", "hamer"), "kies uit bezwaar, vragen"),
        (("termijn", "bezwaar", "31-2-2026"), "Schrijf de dag als"),
        (("termijn", "bezwaar", "1-2-2026", "--termijn", "9 dagen"), "hoort alleen bij vragen"),
    ],
)
def test_wrong_use_gets_a_sentence(laptop: Laptop, words: tuple[str, ...], sentence: str) -> None:
    ended = laptop.run("gereedschap", *words)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err


def test_lines_ask_what_was_not_typed() -> None:
    said = run(script("gereedschap bezwaar", "15-11-2026", "gereedschap vragen dag=4-12-2026 termijn=2 weken", "stop"))
    assert "Op welke dag is het besluit bekendgemaakt?" in said
    assert "28 december" in said
    assert "18 december" in said


def test_lines_can_be_left_halfway() -> None:
    """Seen red with `menu` as the subject of a motion."""
    said = run(script("gereedschap motie De nachtbus", "", "menu", "gereedschap stemmen", "stop"))
    assert "Waarover gaat het?" not in said  # that was typed
    assert "Terug in het menu." in said
    assert "Tot ziens." in said


def test_lines_list_the_tools_and_know_no_others() -> None:
    said = run(script("gereedschap hamer", "gereedschap bezwaar hamer=1", "1-2-2026", "stop"))
    assert "“hamer” is geen gereedschap" in said
    assert "- gereedschap bezwaar: Bezwaar tegen een besluit" in said
    assert "“hamer” is hier geen veld. Er zijn: dag." in said


async def test_the_app_answers_while_you_type() -> None:
    async with opened(SampleWorkspace(shipped())) as (app, pilot):
        await press(pilot, "g")
        assert isinstance(app.screen, ToolsScreen)
        await press(pilot, "7")
        assert isinstance(app.screen, ToolScreen)
        await press(pilot, *["backspace"] * 10, *"15-11-202")
        assert "Schrijf de dag als" in told(app)
        await press(pilot, "6")
        assert "28 december" in seen(app)
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, ArticlesDialog)
        await press(pilot, "escape", "f5")
        assert "Drie wetten" in seen(app)


async def test_a_lesson_leads_to_its_tool() -> None:
    assert of_link("gereedschap:bezwaar") == ToTool("bezwaar")
    async with opened(SampleWorkspace(shipped()), size=(40, 12)) as (app, pilot):
        app.screen.post_message(Go(of_link("gereedschap:bezwaar")))
        await pilot.pause()
        assert "Op welke dag" in seen(app)
        await press(pilot, "pagedown")
        assert "Bron" in told(app) or "Laatste dag" in told(app)


def test_a_vote_is_counted_by_a_verb_and_in_lines(laptop: Laptop) -> None:
    typed = ("--voor", "7", "--tegen", "4", "--niet-mee", "1", "--aanwezig", "12")
    assert "De stemming is ongeldig (artikel 29 Gemeentewet)" in laptop.run("gereedschap", "stemmen", *typed).out
    found = json.loads(laptop.run("gereedschap", "stemmen", *typed, "--vooraf", "dicht", "--json").out)
    assert (found["valid"], found["decision"]) == (True, "aangenomen")
    assert "past niet bij 23 leden" in laptop.run("gereedschap", "stemmen", "--voor", "12", "--tegen", "12").err
    assert "12 voor en 10 tegen: aangenomen." in run(script("gereedschap stemmen 12 10 1", "stop"))
    asked = ["", "1", "12", "1", "7", "4", "", "", "x", "dicht"]
    said = run(script("gereedschap stemmen", *asked, "stop"))
    assert "Kies uit: niets, dicht" in said
    assert "1 lege zetel." in said
    assert "7 voor en 4 tegen: aangenomen." in said


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_app_counts_while_you_type(size: tuple[int, int]) -> None:
    """Seen red with arrows that scroll the page instead of going to the next field."""
    async with opened(SampleWorkspace(shipped()), size=size) as (app, pilot):
        await press(pilot, "g", "1", "down", "down", *"12", "down", "1", "down", "7", "down", "4")
        screen = app.screen
        assert isinstance(screen, ToolScreen)
        assert screen.answer.counts[-1].sentence.startswith("Er deden 11 leden mee; nodig zijn er 12.")
        await press(pilot, "down", "down", "down", "right")
        assert "aangenomen" in screen.answer.counts[-1].sentence
        await press(pilot, *["pagedown"] * 6)
        assert "Bron:" in told(app)


MOTION = (
    "onderwerp=Nachtbus",
    "gemeente=Waterveen",
    "feiten=de bus niet rijdt",
    "feiten=het donker is",
    "indieners=Kofi",
)


def test_a_paper_is_written_by_a_verb(laptop: Laptop, tmp_path: Path) -> None:
    typed = [part for one in MOTION for part in ("--antwoord", one)]
    made = laptop.run("gereedschap", "schrijven", "motie", *typed, "--naar", str(tmp_path / "m.docx"))
    assert "- de bus niet rijdt;\n- het donker is;" in made.out
    assert "Nog niet: Schrijf een argument" in made.out
    assert f"Het stuk staat in {tmp_path / 'm.docx'}." in made.out
    first = (tmp_path / "m.docx").read_bytes()
    again = laptop.run("gereedschap", "schrijven", "motie", *typed, "--naar", str(tmp_path / "m.docx"))
    assert (again.code, "is er al" in again.err) == (1, True)
    laptop.run("gereedschap", "schrijven", "motie", *typed, "--naar", str(tmp_path / "m.docx"), "--vervang")
    assert (tmp_path / "m.docx").read_bytes() == first
    within = laptop.run("gereedschap", "schrijven", "motie", *typed, "--naar", str(laptop.home / "m.txt"))
    assert "ligt in de map met je gegevens" in within.err
    odd = laptop.run("gereedschap", "schrijven", "motie", *typed, "--naar", "m.pdf")
    assert (odd.code, "eindigt op .docx, .html of .txt" in odd.err) == (1, True)
    found = json.loads(laptop.run("gereedschap", "schrijven", "motie", *typed, "--json").out)
    assert found["paper"]["title"] == "Motie: Nachtbus"
    assert {one["met"] for one in found["checks"]} == {True, False}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("preek",), "kies uit motie"),
        (("motie", "--antwoord", "hamer=1"), "met een van deze velden: onderwerp"),
        (("motie", "--antwoord", "dictum=x"), "Kies bij ‘dictum’ uit: verzoekt, spreekt-uit."),
    ],
)
def test_a_paper_that_cannot_be_gets_a_sentence(laptop: Laptop, words: tuple[str, ...], sentence: str) -> None:
    ended = laptop.run("gereedschap", "schrijven", *words)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err


def test_lines_ask_for_a_paper_and_keep_it(laptop: Laptop, tmp_path: Path) -> None:
    target = tmp_path / "motie.txt"
    fields = [
        "Nachtbus",
        "Waterveen",
        "",
        "",
        "de bus niet rijdt",
        "",
        "jongeren sporten",
        "",
        "",
        "vóór 1 juni te rijden",
        "",
    ]
    typed = ["gereedschap motie", *fields, "Kofi", "", "motie.pdf", str(target), "stop"]
    said = laptop.run("regel", typed="\n".join(typed)).out
    assert "Kies een naam die eindigt op .docx, .html of .txt." in said
    assert f"Het stuk staat in {target}." in said
    assert "- vóór 1 juni te rijden," in target.read_text(encoding="utf-8")
    asked = laptop.run("regel", typed="\n".join([*typed[:-3], str(target), "nee", "", "stop"])).out
    assert "is er al. Vervangen?" in asked


async def test_the_app_keeps_what_was_written(tmp_path: Path) -> None:
    """In a file when asked, and for whoever comes back when not. Seen red with a screen that forgets on Escape."""
    desk = SampleWorkspace(shipped(), documents=tmp_path)
    async with opened(desk, size=(120, 40)) as (app, pilot):
        await press(
            pilot, "g", "2", *"Nachtbus", "tab", *"Waterveen", "tab", "tab", "tab", *"de bus", "enter", *"het weer"
        )
        assert "– de bus;" in seen(app)
        assert "Tab Volgende" in seen(app), "Enter begins the next line here"
        assert not [key for key in keys_of_screen(app.screen) if "Focus" in key.description], "keys of Textual"
        await press(pilot, "escape", "2")
        assert "– het weer;" in seen(app)
        await press(pilot, "ctrl+s", "enter")
        made = tmp_path / "motie-nachtbus-2026-11-23.docx"
        assert made.read_bytes().startswith(b"PK")
        await press(pilot, "ctrl+s", "enter")
        assert "Druk nog eens op Enter om het te vervangen" in told(app)
        await press(pilot, "enter", "escape", "2")
        assert "de bus" not in seen(app)


async def test_a_guest_is_warned_once() -> None:
    async with opened(SampleWorkspace(shipped()), name=None) as (app, pilot):
        await press(pilot, "2")
        await press(pilot, "escape", "g", "2", "x", "escape")
        assert isinstance(app.screen, ToolScreen)
        assert "Als gast raak je kwijt" in told(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ToolsScreen)


def test_a_lesson_in_lines_offers_its_tools() -> None:
    """Seen red with a prompt that does not know them."""
    desk, screen = SampleWorkspace(shipped()), StringIO()
    study = desk.guest()
    study.go(study.open_lesson("regio-04").to_step("twaalf-weken"))
    typed = StringIO("gereedschap regiobegroting 28-6-2027\nstop\n")
    with pytest.raises(Stopped):
        take(Console(typed, screen, pauses=True, width=0), study, shipped().lessons["regio-04"])
    assert "gereedschap regio-ontwerp of regiobegroting = reken het uit" in screen.getvalue()
    assert "- 5 april 2027: Uiterste dag: het ontwerp gaat naar de raden (maandag)" in screen.getvalue()


async def test_hostile_words_are_only_words() -> None:
    """What is typed reaches the screen through the one door. Seen red with a paper whose lines were read as markup."""
    async with opened(SampleWorkspace(shipped()), size=(120, 40)) as (app, pilot):
        for words in HOSTILE:
            app.screen.post_message(Go(ToTool("motie")))
            await pilot.pause()
            app.screen.query_one("#onderwerp", Input).value = words
            app.screen.query_one("#feiten", TextArea).load_text(words)
            app.screen.query_one("#dag", Input).value = words
            await pilot.pause()
            assert not set("\x1b\x9b\u202e\u200b\x7f") & set(seen(app))
            assert clean(words) in told(app)
            app.pop_screen()
            await pilot.pause()


def keys(value: object) -> set[str]:
    """All keys in a document, however deep."""
    if isinstance(value, dict):
        return {*value, *(key for one in value.values() for key in keys(one))}
    return {key for one in value for key in keys(one)} if isinstance(value, list) else set()


def test_the_readme_names_every_key(laptop: Laptop) -> None:
    calls = (
        ("termijn", "bezwaar", "1-12-2026"),
        ("stemmen", "--voor", "12", "--tegen", "3"),
        ("schrijven", "motie", "--antwoord", "feiten=x"),
    )
    found = {key for call in calls for key in keys(json.loads(laptop.run("gereedschap", *call, "--json").out))}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = readme.partition("`raadstutor gereedschap … --json` geeft")[2].partition("\n\n")[0]
    assert found == set(re.findall(r"`(\w+)`", told))
