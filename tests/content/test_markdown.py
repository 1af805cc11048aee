"""The one Markdown parser and its plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.content.markdown import Passage, every, parse, passages, plain

TEXT = """\
> **Let op.** Lees [moties](begrip:motie) en *zo*.

> ‘Mag dat?’
> vraagt Nel.

| a | [b](begrip:raad) |
|---|---|
| 1 | 2 |

1. een
   - twee
"""


def test_text_in_pieces_that_are_read_on_their_own() -> None:
    assert list(passages(parse(TEXT))) == [
        Passage("Let op. Lees moties en zo.", 0, quoted=False, cell=False, explained=("moties",)),
        Passage("‘Mag dat?’ vraagt Nel.", 2, quoted=True, cell=False, explained=()),
        Passage("a", 5, quoted=False, cell=True, explained=()),
        Passage("b", 5, quoted=False, cell=True, explained=("b",)),
        Passage("1", 7, quoted=False, cell=True, explained=()),
        Passage("2", 7, quoted=False, cell=True, explained=()),
        Passage("een", 9, quoted=False, cell=False, explained=()),
        Passage("twee", 10, quoted=False, cell=False, explained=()),
    ]
    assert plain(parse("**Eén** [twee](les:x)\n\ndrie")) == "Eén twee\ndrie"


def test_nothing_is_changed_or_added() -> None:
    text = '"x" -- (c) ... www.waterveen.nl http://a.nl <b>vet</b> &euro;'
    kinds = {token.type for token in every(parse(text))}
    assert kinds == {"paragraph_open", "inline", "text", "paragraph_close"}
    assert plain(parse(text)) == text.replace("&euro;", "€")


@given(st.text(max_size=500))
def test_any_text_parses(text: str) -> None:
    plain(parse(text))
