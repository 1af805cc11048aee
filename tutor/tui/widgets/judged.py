"""How a choice in a casus turned out: in word, sign and colour."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from tutor.content.statute import cite_all
from tutor.model import CasusChoice, Judgement, Law
from tutor.service.phrases import JUDGEMENT
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.row import Row

SIGN: Mapping[Judgement, tuple[str, str]] = {
    Judgement.STRONG: ("✓", "$text-success"),
    Judgement.DEFENSIBLE: ("~", "$text-warning"),
    Judgement.WEAK: ("✗", "$text-error"),
}
"""Sign and colour of each judgement; the word is in `phrases.JUDGEMENT`."""


def judged(judgement: Judgement) -> Content:
    """The judgement with its sign, such as `✓ Sterk`: colour alone tells nothing."""
    sign, style = SIGN[judgement]
    return plain(f"{sign} {JUDGEMENT[judgement]}", f"bold {style}")


def cited(sources: tuple[str, ...], register: Mapping[str, Law]) -> Row | None:
    """Where it can be looked up; None without sources."""
    found = cite_all(sources, register)
    return Row(plain("§ ", "$text-muted"), plain(f"Bron: {found}.", "$text-muted")) if found else None


def outcome_row(choice: CasusChoice) -> Row:
    """The judgement of a choice, and why."""
    sign, style = SIGN[choice.judgement]
    word = (JUDGEMENT[choice.judgement], f"bold {style}")
    return Row(plain(f"{sign} ", f"bold {style}"), lines(line(word), choice.feedback))
