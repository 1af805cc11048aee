"""Spelling: words with their endings, beginnings and compounds, from a dictionary in the form of Hunspell.

Seen red with: no look at the condition of an ending; compounds that are never tried.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.pack import BANK, GOOD, Pack
from tests.e2e.laptop import Laptop
from tutor.cli.output import Exit
from tutor.content import upkeep
from tutor.content.lint_context import words
from tutor.content.upkeep import Dictionary

ENDINGS = """SET UTF-8
FLAG long
SFX Za Y 2
SFX Za 0 s e
SFX Za 0 en/CaCb [^e]
SFX Vb Y 1
SFX Vb en t en\tts:x
PFX Pa Y 1
PFX Pa 0 ver .
SFX Xx Y 1
SFX Xx 0 q [
"""
LISTED = "7\nraad/Za\nmotie/Za\nlid\nwerken/VbPa\nbĳ\nmoet\nzo’n\n"
DICTIONARY = Dictionary(LISTED, ENDINGS, own=["zienswijze"])


@pytest.mark.parametrize(
    "word",
    [
        "raad",
        "raaden",
        "moties",
        "werkt",
        "verwerken",
        "verwerkt",
        "bij",
        "móet",
        "zo'n",
        "zo’n",
        "raadslid",
        "zienswijze",
    ],
)
def test_a_form_of_a_word_is_known(word: str) -> None:
    assert DICTIONARY.knows(word)


@pytest.mark.parametrize("word", ["raads", "motieen", "raadt", "verraad", "raadslit", "li", "lidd", "zienswijzes", "x"])
def test_what_no_rule_makes_is_not(word: str) -> None:
    assert not DICTIONARY.knows(word)


def test_the_verb_names_each_word_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = Pack.copy(tmp_path)
    pack.replace(BANK, 'feedback = "Dit komt als laatste."', 'feedback = "Dit komt als laatzte."')
    text = "\n".join(path.read_text("utf-8") for path in GOOD.rglob("*") if path.suffix in (".md", ".toml"))
    (tmp_path / "nl.dic").write_text("1\n" + "\n".join(sorted({word.lower() for word in words(text)})), "utf-8")
    (tmp_path / "nl.aff").write_text("SET UTF-8\n", "utf-8")
    laptop = Laptop(tmp_path / "laptop")
    monkeypatch.setattr(upkeep, "DICTIONARIES", (str(tmp_path),))
    ran = laptop.run("controleer", str(pack.root), "--spelling", "--json")
    (problem,) = json.loads(ran.out)["problems"]
    assert (problem["path"], problem["message"]) == (BANK, "‘laatzte’ staat niet in het woordenboek.")
    assert problem["line"] == pack.line(BANK, "laatzte")
    assert ran.code == Exit.OK
    assert laptop.run("controleer", str(pack.root), "--spelling", "--streng").code == Exit.PROBLEMS
    assert laptop.run("controleer", str(GOOD), "--spelling").out == "Het woordenboek kent elk woord.\n"
    monkeypatch.setattr(upkeep, "DICTIONARIES", ())
    none = laptop.run("controleer", str(pack.root), "--spelling")
    assert none.err == "Op deze computer staat geen Nederlands woordenboek van Hunspell; installeer hunspell-nl.\n"
