"""Words of the glossary become links where a lesson uses them for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec

from tutor.model import Lesson, Step, Term

MOST_LINKS = 9
"""Links in one step: they are opened with the digits 1 to 9."""

_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)]*)\)")
_UNTOUCHED = r"\[[^\]]*\]\([^)]*\)|`[^`]*`|^ {0,3}\|?[ :|-]+\|?$"
"""Existing links, code and the rule under the head of a table."""


def link_terms(lesson: Lesson, terms: Iterable[Term]) -> Lesson:
    """The lesson with a link at the first use of every term that its author did not link."""
    by_word = _by_word(terms)
    linked = {match["target"].removeprefix("begrip:") for step in lesson.steps for match in _LINK.finditer(step.text)}
    wanted = {word: term for word, term in by_word.items() if term not in linked}
    if not wanted:
        return lesson
    words = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    pattern = re.compile(rf"(?P<skip>{_UNTOUCHED})|(?<![\w-])(?P<word>{words})(?![\w-])", re.IGNORECASE | re.MULTILINE)
    return replace(lesson, steps=tuple(_link(step, pattern, wanted, linked) for step in lesson.steps))


def _by_word(terms: Iterable[Term]) -> Mapping[str, str]:
    return {word.casefold(): term.id for term in terms for word in (term.term, *term.also)}


def _link(step: Step, pattern: re.Pattern[str], wanted: Mapping[str, str], linked: set[str]) -> Step:
    room = MOST_LINKS - len(_LINK.findall(step.text))

    def link(match: re.Match[str]) -> str:
        nonlocal room
        word = match["word"]
        term = wanted.get(word.casefold()) if word else None
        if term is None or term in linked or room <= 0:
            return match[0]
        linked.add(term)
        room -= 1
        return f"[{word}](begrip:{term})"

    return msgspec.structs.replace(step, text=pattern.sub(link, step.text))
