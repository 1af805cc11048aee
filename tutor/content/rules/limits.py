"""Strings: filled in, short enough for a screen, and free of Markdown where nobody draws it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.content.codes import error, warning
from tutor.content.review import Review, is_markdown
from tutor.model import Problem

MAX_TITLE = 200
MAX_STEM = 2_000
"""Characters of situation and question together, and of any other text."""
MAX_OPTION = 500

EMPTY = error("lege-tekst", "Elke verplichte tekst is ingevuld.")
LONG_STRING = error("tekst-te-lang", "Een titel heeft hooguit 200 tekens, een optie 500, een andere tekst 2.000.")
MARKUP = warning("markdown-in-tekst", "Markdown staat alleen in stappen en in de tekst van een knoop.")

_LIMITS: Mapping[str, int] = {
    **dict.fromkeys(("title", "term", "name", "short", "role", "unit"), MAX_TITLE),
    **dict.fromkeys(("left", "right", "answers", "value", "also", "shifts"), MAX_OPTION),
}
_OPTIONS = ("Option", "Part", "CasusChoice")
_MARKUP = re.compile(
    r"\*\*|\]\(|^#|(?<!\w)_\w[^_\n]*\w_(?!\w)|(?<![\w*])\*\w[^*\n]*\w\*(?![\w*])|<[a-zA-Z/!]", re.MULTILINE
)


def empty(review: Review) -> Iterator[Problem]:
    """Required texts without a word."""
    for string in review.strings:
        if string.required and not string.text.strip():
            yield EMPTY(string.place, "Deze tekst is leeg.", "Vul de tekst in.")


def long_strings(review: Review) -> Iterator[Problem]:
    """Texts that fit on no screen."""
    for string in review.strings:
        short = string.field == "text" and string.owner.__name__ in _OPTIONS
        limit = MAX_OPTION if short else _LIMITS.get(string.field, MAX_STEM)
        if not is_markdown(string) and len(string.text) > limit:
            message = f"Deze tekst heeft {len(string.text)} tekens; {limit} mag."
            yield LONG_STRING(string.place, message, "Kort de tekst in.")
    for item in review.items:
        parts = (item.value.situation, item.value.question)
        if len(item.value.stem) > MAX_STEM >= max(map(len, parts)):
            message = f"Situatie en vraag hebben samen {len(item.value.stem)} tekens; {MAX_STEM} mag."
            yield LONG_STRING(item.at("question"), message, "Kort de situatie in.")


def markup(review: Review) -> Iterator[Problem]:
    """Markdown in plain strings."""
    for string in review.strings:
        if not is_markdown(string) and (found := _MARKUP.search(string.text)):
            message = f"‘{found[0]}’ lijkt op opmaak, en die werkt hier niet."
            yield MARKUP(string.place, message, "Schrijf gewone tekst.")
