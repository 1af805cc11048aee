"""Markdown of a step as lines: nothing lost, nothing wider than the screen, links that can be followed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.pack import shipped
from tests.tui.helpers import HOSTILE
from tests.tui.sample import EXAMPLE, ORGANS, SITUATION
from tutor.content.markdown import BOXES, is_drawing, link_terms, parse, plain
from tutor.tui import prose
from tutor.tui.prose import Listing, Notice, Paragraph, Quote, Table, lay, read
from tutor.tui.text import clean

WIDTHS = (20, 36, 72, 196)


def laid(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in lay(read(parse(text)).blocks, width)]


def words(text: str) -> list[str]:
    """What is left without bars, bullets, numbers behind links, and the way lines break."""
    return re.findall(r"[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+", text)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", [SITUATION, ORGANS, EXAMPLE])
def test_every_word_is_there_and_fits(text: str, width: int) -> None:
    found = laid(text, width)
    assert max(map(len, found)) <= width
    if width >= 36:
        expected = words(plain(parse(text)))
        assert sorted(set(expected)) == sorted(set(words("\n".join(found))))


def test_a_table_keeps_its_columns() -> None:
    found = laid(ORGANS, 72)
    head = next(line for line in found if "hoofdtaak" in line)
    row = next(line for line in found if line.startswith("college"))
    assert head.index("hoofdtaak") == row.index("voert")
    assert set(found[found.index(head) + 1]) == {"─"}


def test_a_column_that_asks_little_gets_it_and_the_others_share_by_their_text() -> None:
    text = """| plek | jouw vraag |
|---|---|
| per inwoner | Wat kost het? |
| toelichting op de stijging | Waarom? |
| reserves | Hoe groot is de spaarpot, en hoe groot moet hij zijn? |
"""
    found = laid(text, 74)
    assert max(map(len, found)) <= 74
    assert any(line.startswith("toelichting op de stijging  Waarom?") for line in found)
    narrow = laid(text, 44)
    assert max(map(len, narrow)) <= 44
    second = next(line.index("Waarom?") for line in narrow if "Waarom?" in line)
    assert 12 <= second <= 20, "the column with little text is the narrow one"


def test_amounts_in_a_column_end_together_and_numbers_of_articles_do_not() -> None:
    text = "| wat | bedrag | artikel |\n|---|---|---|\n| zorg | 600 | 3.1.10 |\n| **samen** | **1.950** | 3.1.6 |"
    assert laid(text, 40)[2:] == ["zorg      600  3.1.10", "samen   1.950  3.1.6"]


def test_a_table_too_wide_for_the_screen_becomes_a_list() -> None:
    found = laid("| een | twee | drie | vier |\n|---|---|---|---|\n| a | bestuursorganen | c | vertegenwoordiger |", 30)
    assert found == ["een: a", "twee: bestuursorganen", "drie: c", "vier: vertegenwoordiger"]


def test_lists_nest_and_count() -> None:
    found = laid(EXAMPLE, 40)
    assert found[2:6] == ["• eerst luisteren:", "  – bij wie?", "  – hoe lang?", "• dan vragen."]
    assert found[7:9] == ["1. Wat spraken we af?", "2. Wat gebeurt er?"]


def test_long_items_hang_behind_their_bullet() -> None:
    assert laid("* een twee drie vier vijf", 14) == ["• een twee", "  drie vier", "  vijf"]


def test_numbers_line_up() -> None:
    found = laid("\n".join(f"{number}. punt" for number in range(9, 11)), 20)
    assert found == [" 9. punt", "10. punt"]


def test_speech_has_a_bar_and_boxes_have_a_title() -> None:
    assert laid("> Houd het bad open!", 40) == ["│ Houd het bad open!"]
    assert laid("> **Onthoud.** Eerst luisteren.", 40) == ["▌ Onthoud  Eerst luisteren."]
    assert laid("> **Petra Smit:** Houd het open!", 40) == ["│ Petra Smit: Houd het open!"]


def test_boxes_are_those_of_the_content() -> None:
    assert tuple(Notice) == BOXES
    for notice in Notice:
        (block,) = read(parse(f"> **{notice}** Tekst.")).blocks
        assert isinstance(block, Quote)
        assert block.notice is notice


def test_a_box_may_close_up_to_the_text_before_it() -> None:
    blocks = read(parse("De raad.\n\n> **AB-lid.** Het AB.\n\n> Nee!")).blocks
    assert [line.plain.rstrip() for line in lay(blocks, 40)] == ["De raad.", "", "▌ AB-lid  Het AB.", "", "│ Nee!"]
    assert [line.plain.rstrip() for line in lay(blocks, 40, close=True)] == [
        "De raad.",
        "▌ AB-lid  Het AB.",
        "",
        "│ Nee!",
    ]


def test_a_box_without_running_text() -> None:
    assert laid("> **Let op.**", 40) == ["▌ Let op"]
    assert laid("> **Let op.**\n>\n> * een", 40) == ["▌ Let op", "▌ • een"]


def test_links_are_numbered_and_the_same_target_keeps_its_number() -> None:
    prose = read(parse("[raad](begrip:raad), [college](begrip:college) en [de raad](begrip:raad)"))
    (block,) = prose.blocks
    assert isinstance(block, Paragraph)
    assert block.text.plain == "raad¹, college² en de raad¹"
    assert [(link.target, link.label) for link in prose.links] == [
        ("begrip:raad", "raad"),
        ("begrip:college", "college"),
    ]


def test_a_marked_link_looks_otherwise() -> None:
    tokens = parse("[raad](begrip:raad) en [college](begrip:college)")
    one, other = (read(tokens, selected).blocks[0] for selected in (0, 1))
    assert isinstance(one, Paragraph)
    assert isinstance(other, Paragraph)
    assert one.text.plain == other.text.plain
    assert one.text.spans != other.text.spans


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown(text: str) -> None:
    """Also in a link, a cell and a bold word; what Markdown itself takes away is not counted."""
    expected = clean(read(parse(text)).blocks[0].text.plain) if parse(text) else ""  # type: ignore[union-attr]
    shown = laid(f"**{text}** | [{text}](begrip:x)\n\n| {text} |\n|---|\n| {text} |", 200)
    assert expected.strip("\\") in "\n".join(shown)


def test_blocks_have_their_own_kind() -> None:
    kinds = [type(block) for block in read(parse(EXAMPLE)).blocks]
    assert kinds == [Paragraph, Listing, Listing, Quote, Quote]
    assert [type(block) for block in read(parse(ORGANS)).blocks] == [Paragraph, Table, Quote]


MARKDOWN = st.lists(
    st.sampled_from(
        ["* ", "1. ", "> ", "| ", "|", "---", "**", "*", "\n", "\n\n", "  ", "[", "](begrip:x)", "tekst ", "漢字"]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(MARKDOWN, st.integers(1, 100))
def test_no_markdown_breaks_the_layout(text: str, width: int) -> None:
    """Deeper than the screen is wide, text keeps a few cells; otherwise nothing is wider than asked."""
    found = lay(read(parse(text)).blocks, width)
    depth = 3 * 12
    assert all(line.cell_length <= max(width, 8 + depth) for line in found)


def test_a_step_with_a_drawing_fits_on_one_page_and_most_lessons_have_one() -> None:
    """A page has 20 lines of 73 cells; kind, title and an empty line take 3. Seen red with a table beside a drawing."""
    catalogue = shipped()
    drawn: set[str] = set()
    for lesson in catalogue.lessons.values():
        for step in link_terms(lesson, catalogue.terms).steps:
            tokens = parse(step.text)
            if any(map(is_drawing, tokens)):
                drawn.add(lesson.head.id)
                assert len(lay(read(tokens).blocks, 73)) <= 17, (lesson.head.id, step.anchor)
                assert max(row.cell_length for row in lay(read(tokens).blocks, 35)) <= 35
    assert sum(name.startswith(("rollen-", "integriteit-", "regio-")) for name in drawn) >= 20


def test_rules_of_a_table_are_all_there_or_stand_where_rows_would_run_together() -> None:
    """Seen red with a long table in which one tall cell rules every row."""
    assert prose._ruled([1, 1, 1]) == [True, False]
    assert prose._ruled([1, 2, 1, 1]) == [True, True, False]
    assert prose._ruled([1, *[1] * 8, 2]) == [True, *[False] * 7, True]
