"""Feedback after a first wrong answer that leaves the right answer to be found: for whoever tries again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from msgspec import structs

from tutor.learning.answers import Arrange, Choose, Join, Response, Write
from tutor.learning.grading import Note, Verdict
from tutor.learning.wording import normalise, read_number
from tutor.model import Gaps, Item, Matching, Multiple, Number, Ordering, ShortText, Single

MISSING = "Er hoort nog iets bij."
_ADDRESSES = ("artikel", "artikelen", "lid", "onderdeel")
_AMOUNT = re.compile(r"[0-9][0-9.,]*[0-9]|[0-9]|[^\W\d_]+")


def named_key(item: Item, text: str) -> str:
    """The right answer that a text gives away, as it stands in the text; empty when it gives none away.

    In whole words, and for a number in figures or in one word. An option whose words stand in the question too, such as
    `de raad`, is not given away by naming it; nor are the texts of a matching or an ordering item, which asks for an
    order of texts that everybody sees.
    """
    match item:
        case Number(answer=answer):
            return next((told for told in _amounts(text) if (read_number(told, item.unit) or (None,))[0] == answer), "")
        case ShortText(answers=answers):
            return _said(text, answers)
        case Single(options=options) | Multiple(options=options):
            keys = [option.text for option in options if option.key]
            return next((key for key in keys if _said(text, [key]) and not _said(item.stem, [key])), "")
        case _:
            return ""


def _amounts(text: str) -> Iterator[str]:
    """What could be a number in a text: `12`, `twaalf`, `2,3 miljoen`; but not the 3 of `lid 3`."""
    before = ""
    words = _AMOUNT.findall(text)
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        if before.casefold() not in _ADDRESSES:
            yield from (word, f"{word} {after}")
        before = word


def _said(text: str, keys: Iterable[str]) -> str:
    plain = f" {normalise(text)} "
    return next((key for key in keys if (words := normalise(key)) and f" {words} " in plain), "")


def first_look(item: Item, response: Response | None, verdict: Verdict) -> tuple[Note, ...]:
    """What the learner may read before the answer is shown: only about what was chosen, placed or typed."""
    if not verdict.notes:  # the text of the item has changed since
        return ()
    match item, response:
        case Multiple(), Choose(indices=indices):
            return tuple(_of_chosen(item, verdict, frozenset(indices)))
        case Ordering(parts=parts), Arrange(order=order):
            return tuple(
                Note(about=f"{place}. {parts[index].text}", text="", right=index == place - 1)
                for place, index in enumerate(order, 1)
            )
        case Matching() | Gaps(), Join(rights=rights):
            return tuple(_of_pairs(item, rights))
        case Gaps(), Write(text=text):
            typed = zip(item.pairs, text.split(";"), verdict.notes, strict=False)
            return tuple(
                Note(about=f"{gap.left} → {word.strip()}", text="", right=note.right) for gap, word, note in typed
            )
        case ((Number() | ShortText()), _):
            (note,) = verdict.notes
            text = "" if note.text == item.explanation else note.text
            return (_kept(item, Note(about=note.about, text=text, right=False)),)
        case _:
            return tuple(_kept(item, note) for note in verdict.notes)


def _kept(item: Item, note: Note) -> Note:
    """A note without its text when that gives the answer away: it comes when the answer is shown."""
    return structs.replace(note, text="") if named_key(item, note.text) else note


def _of_chosen(item: Multiple, verdict: Verdict, chosen: frozenset[int]) -> Iterator[Note]:
    texts = {option.text for index, option in enumerate(item.options) if index in chosen}
    yield from (note if note.right else _kept(item, note) for note in verdict.notes if note.about in texts)
    if any(option.key and index not in chosen for index, option in enumerate(item.options)):
        yield Note(about="", text=MISSING, right=False)


def _of_pairs(item: Matching | Gaps, rights: tuple[int | None, ...]) -> Iterator[Note]:
    texts = item.rights
    feedback = {option.text: option.feedback for option in item.distractors}
    for pair, given in zip(item.pairs, rights, strict=False):
        text = texts[given] if given is not None and 0 <= given < len(texts) else "–"
        yield Note(about=f"{pair.left} → {text}", text=feedback.get(text, ""), right=text == pair.right)
