"""Grading is total: every kind of item, every possible response, never an exception.

And the feedback after a first wrong answer, which leaves the right answer to be found: for whoever tries again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations, zip_longest
from math import factorial

from msgspec import Struct, structs

from tutor.learning.answers import Arrange, Choose, Join, Opinion, Reflect, Response, Write
from tutor.learning.answers import Outcome as Outcome
from tutor.learning.wording import closest, normalise, read_number, same_unit, show_number
from tutor.model import (
    Dilemma,
    Gaps,
    Item,
    Matching,
    Mistake,
    Multiple,
    Number,
    Open,
    Option,
    Ordering,
    ShortText,
    Single,
    Statement,
)


class Note(Struct, frozen=True, kw_only=True):
    """Feedback on one option, part, pair or mistake."""

    about: str
    """Text of the option it is about; empty for the answer as a whole."""
    text: str
    right: bool
    """Whether the learner judged this one rightly."""
    misconception: str | None = None


class Verdict(Struct, frozen=True, kw_only=True):
    """What grading says of a response."""

    outcome: Outcome
    score: float
    """From 0 to 1."""
    notes: tuple[Note, ...] = ()
    clarify: str = ""
    """Dutch, only when unclear: what we ask."""
    meant: Write | None = None
    """Only when unclear: the response to grade if the learner says yes to `clarify`."""

    @property
    def right(self) -> bool:
        """Whether the answer is wholly right."""
        return self.outcome is Outcome.RIGHT


UNSCORED = Verdict(outcome=Outcome.UNSCORED, score=0)
PROMPTED = "Dit is het woord. Ik noemde het eerst, dus het telt nog niet als goed."
NOTHING = Verdict(outcome=Outcome.WRONG, score=0)
"""No answer, or an answer of another kind than the item asks."""


def grade(item: Item, response: Response) -> Verdict:
    """Grade a response; one that does not fit the item is wrong."""
    match item, response:
        case Single(), Choose(indices=(index,)) if 0 <= index < len(item.options):
            return _single(item.options[index])
        case Multiple(), Choose():
            return _multiple(item.options, frozenset(response.indices))
        case Ordering(), Arrange() if sorted(response.order) == list(range(len(item.parts))):
            return _ordering(item, response.order)
        case Matching() | Gaps(typed=False), Join():
            return _matching(item, response.rights)
        case Gaps(typed=True), Write():
            verdict = _gaps(item, response.text)
            return _prompted(verdict) if response.prompted and verdict.right else verdict
        case Number(), Write():
            return _number(item, response.text)
        case ShortText(), Write():
            verdict = _short(item, response.text)
            return _prompted(verdict) if response.prompted and verdict.right else verdict
        case Open(), Reflect():
            return _open(item, frozenset(response.met))
        case Statement() | Dilemma(), Opinion():
            return _opinion(item, response.index)
        case Statement() | Dilemma(), _:
            return UNSCORED
        case _:
            return NOTHING


def right_answer(item: Item) -> str:
    """The right answer as text; empty where there is none."""
    match item:
        case Single() | Multiple():
            return "\n".join(option.text for option in item.options if option.key)
        case Ordering():
            return "\n".join(f"{n}. {part.text}" for n, part in enumerate(item.parts, 1))
        case Matching():
            return "\n".join(f"{pair.left} → {pair.right}" for pair in item.pairs)
        case Gaps():
            return item.filled(item.answers)
        case Number():
            return f"{show_number(item.answer)} {item.unit}".strip()
        case ShortText():
            return item.answers[0] if item.answers else ""
        case Open():
            return item.model_answer
        case _:
            return ""


def guess_chance(item: Item) -> float:
    """The chance that somebody who knows nothing, and takes care to answer what is asked, is wholly right."""
    match item:
        case Single(options=options):
            return 1 / max(len(options), 1)
        case Multiple(options=options):
            return 1 / ((1 << max(len(options), 1)) - 1)
        case Ordering(parts=parts):
            return 1 / factorial(len(parts))
        case Matching(pairs=pairs) | Gaps(typed=False, pairs=pairs):
            return float(1 / max(len(item.rights), 1) ** len(pairs))
        case _:
            return 0


def _outcome(score: float) -> Outcome:
    return Outcome.RIGHT if score >= 1 else Outcome.PARTLY if score > 0 else Outcome.WRONG


def _single(option: Option) -> Verdict:
    note = Note(about=option.text, text=option.feedback, right=option.key, misconception=option.misconception)
    score = float(option.key)
    return Verdict(outcome=_outcome(score), score=score, notes=(note,))


def _multiple(options: tuple[Option, ...], chosen: frozenset[int]) -> Verdict:
    """One point per key chosen, minus one per distractor chosen, as a share of the keys; never below zero."""
    keys = {index for index, option in enumerate(options) if option.key}
    chosen = chosen & set(range(len(options)))
    score = max(0.0, (len(chosen & keys) - len(chosen - keys)) / len(keys)) if keys else float(not chosen)
    notes = tuple(
        Note(
            about=option.text,
            text=option.feedback,
            right=(index in chosen) == option.key,
            misconception=option.misconception if index in chosen else None,
        )
        for index, option in enumerate(options)
        if index in chosen or option.key
    )
    return Verdict(outcome=_outcome(score), score=score, notes=notes)


def _ordering(item: Ordering, order: tuple[int, ...]) -> Verdict:
    """Kendall's tau: pairs in the right order minus pairs in the wrong order, as a share of all; never below zero."""
    pairs = list(combinations(order, 2))
    score = max(0.0, sum(1 if a < b else -1 for a, b in pairs) / len(pairs)) if pairs else 1.0
    notes = tuple(
        Note(about=part.text, text=part.feedback, right=order[index] == index) for index, part in enumerate(item.parts)
    )
    return Verdict(outcome=_outcome(score), score=score, notes=notes)


def _matching(item: Matching | Gaps, rights: tuple[int | None, ...]) -> Verdict:
    texts = item.rights
    wrong_rights = {option.text: option for option in item.distractors}
    notes = []
    for index, pair in enumerate(item.pairs):
        given = rights[index] if index < len(rights) else None
        text = texts[given] if given is not None and 0 <= given < len(texts) else ""
        distractor = wrong_rights.get(text)
        notes.append(
            Note(
                about=f"{pair.left} → {pair.right}",
                text=f"Jij koos ‘{text}’. {distractor.feedback} {pair.feedback}" if distractor else pair.feedback,
                right=text == pair.right,
                misconception=distractor.misconception if distractor else None,
            )
        )
    score = sum(note.right for note in notes) / len(notes) if notes else 1.0
    return Verdict(outcome=_outcome(score), score=score, notes=tuple(notes))


def _gaps(item: Gaps, text: str) -> Verdict:
    """Typed words, in the order of the gaps, with a semicolon between them."""
    words = [word.strip() for word in text.split(";")]
    if len(words) != len(item.gaps) or not all(map(normalise, words)):
        return _unclear(f"Typ {len(item.gaps)} antwoorden, voor elk gat één, met een puntkomma ertussen.")
    pairs = list(zip(words, item.gaps, strict=True))
    right = [normalise(word) in set(map(normalise, gap.answers)) for word, gap in pairs]
    meant = [
        word if fits else closest(word, gap.answers) or word for fits, (word, gap) in zip(right, pairs, strict=True)
    ]
    if meant != words:
        return _unclear(f"Bedoelde je “{'; '.join(meant)}”?", Write("; ".join(meant), prompted=True))
    notes = tuple(
        Note(about=f"{pair.left} → {pair.right}", text=pair.feedback, right=fits)
        for pair, fits in zip(item.pairs, right, strict=True)
    )
    score = sum(right) / len(right)
    return Verdict(outcome=_outcome(score), score=score, notes=notes)


def _unclear(clarify: str, meant: Write | None = None) -> Verdict:
    return Verdict(outcome=Outcome.UNCLEAR, score=0, clarify=clarify, meant=meant)


def _typed(right: bool, feedback: str, about: str, misconception: str | None = None) -> Verdict:
    note = Note(about=about, text=feedback, right=right, misconception=misconception)
    return Verdict(outcome=_outcome(float(right)), score=float(right), notes=(note,))


def _mistake(mistake: Mistake, about: str) -> Verdict:
    return _typed(False, mistake.feedback, about, mistake.misconception)


def _number(item: Number, text: str) -> Verdict:
    read = read_number(text, item.unit)
    if read is None:
        return _unclear("Dat lees ik niet als getal. Schrijf bijvoorbeeld 12, 1.305,79 of 2,5 miljoen.")
    value, unit = read
    if not same_unit(unit, item.unit):
        how = f"Geef je antwoord in {item.unit}." if item.unit else "Typ alleen het getal."
        return _unclear(f"Ik lees een getal, en dan “{unit}”. {how}")
    if abs(value - item.answer) <= item.tolerance + 1e-9:
        return _typed(True, item.feedback, text)
    for mistake in item.mistakes:
        if isinstance(mistake.value, int | float) and abs(value - mistake.value) <= item.tolerance + 1e-9:
            return _mistake(mistake, text)
    return _typed(False, item.explanation, text)


def _short(item: ShortText, text: str) -> Verdict:
    plain = normalise(text)
    if not plain:
        return _unclear("Daar lees ik geen woord in. Typ je antwoord in letters.")
    if plain in {normalise(answer) for answer in item.answers}:
        return _typed(True, item.feedback, text)
    mistakes = _mistakes_as_typed(item)
    if plain in mistakes:
        return _mistake(mistakes[plain], text)
    as_written = (str(mistake.value) for mistake in item.mistakes)
    meant = closest(text, (*as_written, *mistakes, *item.answers))  # mistakes first: doubt never leads to the answer
    if meant:
        return _unclear(f"Bedoelde je “{meant}”?", Write(meant, prompted=True))
    return _typed(False, item.explanation, text)


def _prompted(verdict: Verdict) -> Verdict:
    """Right, but in the words of the tutor: half, so that the item comes back."""
    notes = tuple(structs.replace(note, text=f"{PROMPTED} {note.text}") for note in verdict.notes)
    return structs.replace(verdict, outcome=Outcome.PARTLY, score=0.5, notes=notes)


def as_prompted(response: Response, named: Collection[str]) -> Response:
    """The response, marked when it is one of the texts (normalised) that the tutor named."""
    if isinstance(response, Write) and normalise(response.text) in named:
        return structs.replace(response, prompted=True)
    return response


def _mistakes_as_typed(item: ShortText) -> Mapping[str, Mistake]:
    """The known mistakes, each also in the words that the author puts around an answer.

    With the answers `wantrouwen` and `motie van wantrouwen`, the mistake `afkeuring` is `motie van afkeuring` too.
    """
    answers = [normalise(answer) for answer in item.answers]
    frames = {long.partition(short)[::2] for long in answers for short in answers if short and short in long}
    found = {
        f"{before}{normalise(str(mistake.value))}{after}": mistake
        for before, after in sorted(frames)
        for mistake in item.mistakes
    }
    return found | {normalise(str(mistake.value)): mistake for mistake in item.mistakes}


def _open(item: Open, met: frozenset[int]) -> Verdict:
    """The learner judges: the share of criteria met."""
    notes = tuple(
        Note(about=part.text, text=part.feedback, right=index in met) for index, part in enumerate(item.criteria)
    )
    score = sum(note.right for note in notes) / len(notes) if notes else 1.0
    return Verdict(outcome=_outcome(score), score=score, notes=notes)


def _opinion(item: Statement | Dilemma, index: int) -> Verdict:
    if isinstance(item, Dilemma) and 0 <= index < len(item.options):
        option = item.options[index]
        return Verdict(
            outcome=Outcome.UNSCORED, score=0, notes=(Note(about=option.text, text=option.feedback, right=True),)
        )
    return UNSCORED


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
