"""Content in which a key always finds the same thing: before all other lessons one of 1,000 words, with a long quiz.

Home offers it first. It has one step, made of sentences of the shipped lessons, and questions of which the first option
is right, in the author's order.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

WORDS = 1_000
QUESTIONS = 45
RIGHT = "Terecht gekozen"
"""Begins the feedback on every right answer."""

_TABLE_OR_HEADING = re.compile(r"^(\||#|\+\+\+)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\(stap:[^)]*\)")
_MODULE = """id = "meting"
titel = "Meting"
volgorde = 0
tekst = "Om te meten."
"""
_HEAD = """+++
id = "meting-01"
titel = "Een lange les"
minuten = 12
doelgroep = ["raadslid"]
bronnen = ["gemeentewet 6"]
peildatum = 2026-11-23
herzien_voor = 2099-12-31
prikvragen = []

[[doel]]
id = "meting-01-doel"
tekst = "Je leest een lange tekst."
+++

## De tekst {#tekst .kern}

"""
_ITEM = """
[[item]]
id = "meting-01-{number}"
soort = "keuze"
doel = "meting-01-doel"
stap = "tekst"
situatie = "De raad van Waterveen vergadert over het parkeertarief. Nel Brouwer twijfelt nog."
vraag = "Wat doet Nel het beste bij agendapunt {number}?"
uitleg = "Wie eerst vraagt en dan pas stemt, weet beter wat er ligt. Dat geldt ook voor agendapunt {number}."
norm = "wet"
bronnen = ["gemeentewet 6"]
moeilijkheid = 1
vast = true

[[item.optie]]
tekst = "Ze stelt eerst haar vraag"
goed = true
feedback = "{right}: dat mag altijd, en het helpt."
"""
_WRONG = """
[[item.optie]]
tekst = "{text}"
misvatting = "fractiediscipline-is-wet"
feedback = "Dat hoeft niet."
"""


def prepare(content: Path, folder: Path) -> Path:
    """The content with that lesson in it, in a folder of its own."""
    shutil.copytree(content, folder)
    lesson, bank = folder / "lessons" / "meting", folder / "quizzes" / "meting"
    for made in (lesson, bank):
        made.mkdir()
    (lesson / "module.toml").write_text(_MODULE, "utf-8")
    (lesson / "01-meting.md").write_text(f"{_HEAD}{text(content)}\n", "utf-8")
    wrong = [_WRONG.format(text=text) for text in ("Ze stemt zoals haar fractie", "Ze gaat weg", "Ze wacht af")]
    items = [_ITEM.format(number=number, right=RIGHT) + "".join(wrong) for number in range(1, QUESTIONS + 1)]
    (bank / "01-meting.toml").write_text('les = "meting-01"\n' + "".join(items), "utf-8")
    return folder


def text(content: Path) -> str:
    """A thousand words of shipped lessons: paragraphs, lists, quotations, bold and links to the glossary.

    Without drawings and without what is told to one office, which only stand well at the end of a step.
    """
    found: list[str] = []
    count = 0
    for path in sorted(content.glob("lessons/rollen/*.md")):
        body = _FENCED.sub("", path.read_text("utf-8").split("+++\n", 2)[2])
        for block in re.split(r"\n{2,}", body.strip()):
            if count >= WORDS:
                return "\n\n".join(found)
            if not _TABLE_OR_HEADING.match(block):
                found.append(_LINK.sub(r"\1", block))
                count += len(block.split())
    raise ValueError("the lessons have too few words")
