"""Words of the glossary become links where a lesson uses them for the first time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import msgspec

from tutor.model import Lesson, Step, Term

MOST_LINKS = 9
"""Links in one step: they are opened with the digits 1 to 9."""

_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)]*)\)")
_UNTOUCHED = r"\[[^\]]*\]\([^)]*\)|`[^`]*`|^ {0,3}\|?[ :|-]+\|?$"
"""Existing links, code and the rule under the head of a table."""


def link_terms(lesson: Lesson, terms: tuple[Term, ...]) -> Lesson:
    """The lesson with a link at the first use of every term that its author did not link."""
    linked = {match["target"].removeprefix("begrip:") for step in lesson.steps for match in _LINK.finditer(step.text)}
    pattern, by_word = _words_of(terms)
    if not by_word:
        return lesson
    return replace(lesson, steps=tuple(_link(step, pattern, by_word, linked) for step in lesson.steps))


@lru_cache(maxsize=1)
def _words_of(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds any word of the glossary outside links, and the term of each word in small letters."""
    by_word = {word.casefold(): term.id for term in terms for word in (term.term, *term.also)}
    words = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    pattern = rf"(?P<skip>{_UNTOUCHED})|(?<![\w-])(?P<word>{words})(?![\w-])"
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE), by_word


def _link(step: Step, pattern: re.Pattern[str], by_word: Mapping[str, str], linked: set[str]) -> Step:
    room = MOST_LINKS - len(_LINK.findall(step.text))

    def link(match: re.Match[str]) -> str:
        nonlocal room
        word = match["word"]
        term = by_word.get(word.casefold()) if word else None
        if term is None or term in linked or room <= 0:
            return match[0]
        linked.add(term)
        room -= 1
        return f"[{word}](begrip:{term})"

    return msgspec.structs.replace(step, text=pattern.sub(link, step.text))
