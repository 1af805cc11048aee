"""Text of people is only text in a document."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tutor.documents.html import escape

EVIL = '<script>alert(1)</script> [x](http://e.nl) **vet** | cel & "é" `a` =1+1'


class Safe(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(alphabet="-+=#*_`~|<>[]()!&\\:.1) aé\"'", min_size=1, max_size=30))
def test_any_text_in_a_list_shows_exactly_that_text(text: str) -> None:
    parser = Safe()
    parser.feed(MarkdownIt("js-default").render(f"- {escape(text)}\n"))
    assert " ".join(parser.text.split()) == " ".join(text.split())
    assert set(parser.tags) <= {"ul", "li"}


def test_ordinary_text_is_left_as_it_is() -> None:
    assert escape("Integriteit: les integriteit-04 (12 minuten).") == "Integriteit: les integriteit-04 (12 minuten)."
