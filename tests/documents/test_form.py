"""Names that fit a form, and names to propose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tutor.documents.form import LONGEST, Form, form_of, proposed_name

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("verslag.html", Form.HTML),
        ("Verslag.HTM", Form.HTML),
        ("a.b.md", Form.MARKDOWN),
        ("lees.txt", Form.MARKDOWN),
        ("stemmen.csv", Form.CSV),
        ("mee.json", Form.JSON),
        ("verslag.docx", Form.DOCX),
        ("verslag.pdf", None),
        ("verslag", None),
        ("html", None),
    ],
)
def test_a_name_asks_for_a_form(name: str, form: Form | None) -> None:
    assert form_of(Path(name)) is form


def test_a_name_asks_only_for_a_form_that_there_is() -> None:
    assert form_of(Path("verslag.docx"), (Form.HTML, Form.MARKDOWN)) is None
    assert form_of(Path("motie.txt"), (Form.DOCX, Form.TEXT)) is Form.TEXT


@pytest.mark.parametrize(
    ("whose", "name"),
    [
        ("Samira", "leerverslag-samira-2026-11-24.html"),
        ("Jan-Piet  de Vries", "leerverslag-jan-piet-de-vries-2026-11-24.html"),
        ("Zoë/../x", "leerverslag-zoë-x-2026-11-24.html"),
        ("سميرة", "leerverslag-سميرة-2026-11-24.html"),
        ("\x1b[2J ..", "leerverslag-2j-2026-11-24.html"),
        ("...", "leerverslag-2026-11-24.html"),
    ],
)
def test_a_name_tells_whose_it_is_and_of_when(whose: str, name: str) -> None:
    assert proposed_name("leerverslag", whose, DAY, Form.HTML) == name


def test_a_long_name_leaves_room_for_the_date() -> None:
    assert len(proposed_name("leerverslag", "x" * 60, DAY, Form.MARKDOWN)) < LONGEST + 30
