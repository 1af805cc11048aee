"""The manual for authors and the program agree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from tutor.content import textfile, toml
from tutor.content.check import RULES
from tutor.content.markdown import read_drawing
from tutor.content.problem_kinds import all_kinds
from tutor.content.rules import common, language, lessons, texts
from tutor.content.upkeep import ENOUGH_ITEMS
from tutor.model.drawing import Drawing

MANUAL = (Path(__file__).parents[2] / "docs/inhoud-schrijven.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        (
            "256 kB, 8 niveaus diep, 8 delen per sleutel, regels tot 2.000 tekens",
            (textfile.MAX_TOML // 1024, toml.MAX_DEPTH, toml.MAX_KEY_PARTS, textfile.MAX_LINE),
        ),
        (
            "32 kB; één stap hooguit 8 kB, 600 Markdown-tokens, 150 blokken, 6 niveaus diep",
            (
                textfile.MAX_LESSON // 1024,
                textfile.MAX_TEXT // 1024,
                texts.MAX_TOKENS,
                texts.MAX_BLOCKS,
                texts.MAX_DEPTH,
            ),
        ),
        ("200, 2.000 en 500 tekens", (common.MAX_TITLE, common.MAX_STEM, common.MAX_OPTION)),
        ("hooguit 8 kolommen en 30 rijen", (textfile.MAX_COLUMNS, textfile.MAX_ROWS)),
        ("hooguit 90 woorden per stap", (language.MAX_CORE,)),
        ("situatie en vraag samen hooguit 45 woorden", (language.MAX_STEM,)),
        ("algemene uitleg, hooguit 60 woorden", (language.MAX_FEEDBACK,)),
        ("hooguit 20 woorden", (language.MAX_SENTENCE,)),
    ],
)
def test_limits(sentence: str, numbers: tuple[int, ...]) -> None:
    assert sentence in MANUAL
    assert tuple(int(number.replace(".", "")) for number in re.findall(r"\d[\d.]*", sentence)) == numbers


def test_counts_in_words() -> None:
    assert "drie tot zes keer kern" in MANUAL
    assert lessons.STEP_ORDER.demand.startswith("Een les is situatie, drie tot zes keer kern")
    assert "Minstens zes knopen, drie eindes en één `wat_als`" in MANUAL
    assert (lessons.MIN_NODES, lessons.MIN_ENDINGS, lessons.MIN_VARIATIONS) == (6, 3, 1)
    assert "(twee tot vier)" in MANUAL
    assert (lessons.CHOICES.start, lessons.CHOICES.stop - 1) == (2, 4)
    assert common.MAX_AGE == 18
    assert (lessons.MIN_ITEMS, lessons.MIN_KINDS, ENOUGH_ITEMS) == (10, 3, 4)


def test_every_example_of_toml_in_the_manual_is_toml() -> None:
    for example in re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL):
        document, problems = toml.parse(example, "handleiding")
        assert document, problems


def test_every_example_of_a_drawing_in_the_manual_can_be_drawn() -> None:
    kinds = set()
    for example in re.findall(r"```{.tekening}\n(.*?)```", MANUAL, re.DOTALL):
        drawing, problems = read_drawing(example, "handleiding", 1)
        assert drawing, problems
        kinds.add(type(drawing))
    assert kinds == set(get_args(Drawing))


def test_every_code_says_in_dutch_what_good_content_does() -> None:
    assert RULES, "importing the rules defines their codes"
    for name, code in all_kinds().items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert re.fullmatch(r"[A-ZÉ].*\.", code.demand)
