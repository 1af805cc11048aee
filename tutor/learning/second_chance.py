"""Feedback after a first wrong answer that leaves the right answer to be found: for whoever tries again."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.learning.grading import Note, Verdict
from tutor.learning.response import Arrange, Choose, Join, Response
from tutor.model import Item, Matching, Multiple, Number, Ordering, ShortText

MISSING = "Er hoort nog iets bij."


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
        case Matching(), Join(rights=rights):
            return tuple(_of_pairs(item, rights))
        case ((Number() | ShortText()), _):
            (note,) = verdict.notes
            return (Note(about=note.about, text="" if note.text == item.explanation else note.text, right=False),)
        case _:
            return verdict.notes


def _of_chosen(item: Multiple, verdict: Verdict, chosen: frozenset[int]) -> Iterator[Note]:
    texts = {option.text for index, option in enumerate(item.options) if index in chosen}
    yield from (note for note in verdict.notes if note.about in texts)
    if any(option.key and index not in chosen for index, option in enumerate(item.options)):
        yield Note(about="", text=MISSING, right=False)


def _of_pairs(item: Matching, rights: tuple[int | None, ...]) -> Iterator[Note]:
    texts = item.rights
    feedback = {option.text: option.feedback for option in item.distractors}
    for pair, given in zip(item.pairs, rights, strict=False):
        text = texts[given] if given is not None and 0 <= given < len(texts) else "–"
        yield Note(about=f"{pair.left} → {text}", text=feedback.get(text, ""), right=text == pair.right)
