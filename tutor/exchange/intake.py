"""Questions from another program, on their way to a draft: what was taken, what was left, what got lost.

What a file does not say and a lesson needs, is marked with `UNFINISHED`. Whether a
question is good is not judged here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tutor.exchange.questions import DASH
from tutor.exchange.reading import BadParcel, clean
from tutor.learning.answers import LETTERS
from tutor.model import (
    GAP,
    Gap,
    Gaps,
    Item,
    Matching,
    Mistake,
    Multiple,
    Norm,
    Number,
    Open,
    Option,
    Ordering,
    Pair,
    Part,
    ShortText,
    Single,
)
from tutor.model.catalogue import UNFINISHED

MAX_QUESTIONS = 2_000
MOST_TOLD = 40
"""Questions that were left, in the report."""
MAX_STEM, MAX_TEXT = 2_000, 500
"""Characters of a question, and of an option."""
PARTIAL = "deelpunten weggelaten"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a question stood in the file of the other program."""

    line: int
    was: str = ""
    """How the other program called it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What can be chosen or typed in the other program."""

    text: str
    share: float
    """Of the points: 1 is right."""
    feedback: str = ""
    misconception: str | None = None


@dataclass(slots=True)
class Extras:
    """What a question has beside its answers, as far as the file says it."""

    passage: str = ""
    situation: str = ""
    hint: str = ""
    explanation: str = ""
    feedback: str = ""
    """Of a right answer that is typed."""
    sources: tuple[str, ...] = ()
    norm: Norm | None = None
    fixed: bool = False
    reasoned: bool = False


@dataclass(slots=True)
class Intake:
    """What came out of a file."""

    what: str
    """The form that was read, in Dutch."""
    taken: list[tuple[Origin, Item]] = field(default_factory=list)
    left: list[tuple[Origin, str]] = field(default_factory=list)
    """With the reason, in Dutch."""
    lost: dict[tuple[Origin, str], None] = field(default_factory=dict)
    """Origin and what, each once."""
    remarks: list[str] = field(default_factory=list)
    """Dutch sentences about the file as a whole."""

    def leave(self, place: Origin, why: str) -> None:
        """Leave a question out, and say so in the report."""
        self.left.append((place, why))

    def lose(self, place: Origin, what: str) -> None:
        """Leave something of a question out."""
        self.lost[place, what] = None

    def keep(self, place: Origin, item: Item) -> None:
        """Take an item as it is, if it can be asked at all."""
        if len(self.taken) == MAX_QUESTIONS:
            raise BadParcel(f"In dit bestand staan meer dan {MAX_QUESTIONS} vragen. Verdeel het over twee bestanden.")
        if why := _fault(item):
            self.leave(place, why)
        else:
            self.taken.append((place, item))

    def choice(self, place: Origin, stem: str, answers: Sequence[Given], extras: Extras, *, several: bool) -> None:
        """A question with options. With `several` more than one can be right."""
        right = [answer.share > 0 for answer in answers]
        if not several and sum(right) > 1:  # points for what is nearly right: the best one is the answer
            best = max(answer.share for answer in answers)
            right = [answer.share == best for answer in answers]
            self.lose(place, PARTIAL)
        elif several and len({round(answer.share, 3) for answer in answers if answer.share > 0}) > 1:
            self.lose(place, PARTIAL)
        options = tuple(
            Option(
                text=answer.text,
                feedback=answer.feedback or f"{UNFINISHED}: waarom klopt dit{'' if key else ' niet'}?",
                key=key,
                misconception=None if key else answer.misconception,
            )
            for answer, key in zip(answers, right, strict=True)
        )
        common = _common(stem, extras)
        if several or sum(right) > 1:
            self.keep(place, Multiple(**common, options=options, fixed=extras.fixed, reasoned=extras.reasoned))
        else:
            self.keep(place, Single(**common, options=options, fixed=extras.fixed, reasoned=extras.reasoned))

    def ordering(self, place: Origin, stem: str, parts: Sequence[tuple[str, str]], extras: Extras) -> None:
        """Texts in the right order, each with its feedback."""
        made = tuple(Part(text=text, feedback=feedback or _why(extras)) for text, feedback in parts)
        self.keep(place, Ordering(**_common(stem, extras), parts=made))

    def matching(
        self, place: Origin, stem: str, pairs: Sequence[tuple[str, str, str]], wrong: Sequence[Given], extras: Extras
    ) -> None:
        """Left, right and feedback of pairs, and right sides that belong nowhere."""
        made = tuple(Pair(left=left, right=right, feedback=told or _why(extras)) for left, right, told in pairs)
        distractors = tuple(
            Option(text=one.text, feedback=one.feedback or _why(extras), misconception=one.misconception)
            for one in wrong
        )
        self.keep(place, Matching(**_common(stem, extras), pairs=made, distractors=distractors))

    def gaps(
        self,
        place: Origin,
        stem: str,
        text: str,
        gaps: Sequence[tuple[tuple[str, ...], str]],
        wrong: Sequence[Given],
        extras: Extras,
        *,
        typed: bool,
    ) -> None:
        """A sentence with gaps: what fits in each with its feedback, and words that belong nowhere."""
        made = tuple(Gap(answers=answers, feedback=told or _why(extras)) for answers, told in gaps)
        distractors = tuple(
            Option(text=one.text, feedback=one.feedback or _why(extras), misconception=one.misconception)
            for one in wrong
        )
        common = _common(stem, extras)
        self.keep(place, Gaps(**common, sentence=text, gaps=made, distractors=distractors, typed=typed))

    def number(
        self, place: Origin, stem: str, answers: Sequence[tuple[float, float, Given]], extras: Extras, unit: str = ""
    ) -> None:
        """Values with their tolerance; the best is the answer, what gives no points is a known mistake."""
        best = max(answers, key=lambda one: one[2].share, default=None)
        if best is None or best[2].share <= 0:
            self.leave(place, "er is geen goed getal bij")
            return
        value, tolerance, answer = best
        if not unit and (ours := _UNIT.search(stem)):
            stem, unit = stem[: ours.start()], ours[1]
        if sum(one[2].share > 0 for one in answers) > 1:
            self.lose(place, PARTIAL)
        wrong = tuple(_mistake(other, one) for other, _, one in answers if one.share <= 0)
        told = answer.feedback or _why(extras)
        common = _common(stem, extras)
        self.keep(place, Number(**common, answer=value, tolerance=tolerance, unit=unit, feedback=told, mistakes=wrong))

    def short(self, place: Origin, stem: str, answers: Sequence[Given], extras: Extras) -> None:
        """A question whose answer is typed; what scores less than all is a known mistake."""
        right = [one for one in answers if one.share >= 1]
        if not right:
            self.leave(place, "er is geen goed antwoord bij")
            return
        if any(0 < one.share < 1 for one in answers):
            self.lose(place, PARTIAL)
        told = next((one.feedback for one in right if one.feedback), "") or _why(extras)
        wrong = tuple(_mistake(one.text, one) for one in answers if one.share <= 0)
        texts = tuple(dict.fromkeys(one.text for one in right))
        self.keep(place, ShortText(**_common(stem, extras), answers=texts, feedback=told, mistakes=wrong))

    def essay(self, place: Origin, stem: str, model: str, criteria: Sequence[tuple[str, str]], extras: Extras) -> None:
        """Free text, with a model answer."""
        made = tuple(Part(text=text, feedback=told or f"{UNFINISHED}: feedback") for text, told in criteria)
        made = made or (Part(text=f"{UNFINISHED}: waar let je op?", feedback=f"{UNFINISHED}: feedback"),)
        self.keep(
            place, Open(**_common(stem, extras), model_answer=model or f"{UNFINISHED}: modelantwoord", criteria=made)
        )

    def lines(self) -> list[str]:
        """The report for people: what was taken over, what changed and what was left, with line numbers."""
        said = [f"{self.what}: {_count(len(self.taken), 'vraag', 'vragen')} overgenomen, {len(self.left)} niet."]
        said += self.remarks
        told = [f"Regel {place.line}{_named(place)}: niet overgenomen, {why}." for place, why in self.left]
        said += told[:MOST_TOLD]
        if len(told) > MOST_TOLD:
            said.append(f"… en nog {len(told) - MOST_TOLD} die niet zijn overgenomen.")
        counts = Counter(what for _, what in self.lost)
        for what, count in counts.items():
            lines = [str(place.line) for place, other in self.lost if other == what]
            shown = f"{', '.join(lines[:10])}{' …' if count > 10 else ''}"
            said.append(f"{count} keer {what} (regel {shown}).")
        return said

    def to_plain(self) -> dict[str, object]:
        """The same report for scripts, behind `--json`."""
        return {
            "form": self.what,
            "taken": len(self.taken),
            "left": [{"line": place.line, "name": place.was, "reason": why} for place, why in self.left],
            "lost": [{"line": place.line, "name": place.was, "what": what} for place, what in self.lost],
            "remarks": self.remarks,
        }


def _named(place: Origin) -> str:
    return f" ({place.was})" if place.was else ""


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _mistake(value: float | str, answer: Given) -> Mistake:
    told = answer.feedback or f"{UNFINISHED}: waarom klopt dit niet?"
    return Mistake(value=value, feedback=told, misconception=answer.misconception)


def _why(extras: Extras) -> str:
    return extras.feedback or f"{UNFINISHED}: feedback"


def _common(stem: str, extras: Extras) -> dict[str, Any]:
    return {
        "id": "",
        "goal": "",
        "step": "",
        "passage": extras.passage,
        "situation": extras.situation,
        "question": stem,
        "hint": extras.hint,
        "explanation": extras.explanation or f"{UNFINISHED}: uitleg",
        "norm": extras.norm or Norm.JUDGEMENT,
        "sources": extras.sources,
        "difficulty": 1,
    }


def _fault(item: Item) -> str:
    """Why nobody could answer this; empty when somebody could."""
    least, most = 2, len(LETTERS)
    match item:
        case Single(options=options) | Multiple(options=options):
            texts = [option.text for option in options]
            right = sum(option.key for option in options)
            if not right:
                return "er is geen goed antwoord bij"
            if right == len(options) and len(options) > 1:
                return "alle antwoorden zijn goed"
        case Ordering(parts=parts):
            texts = [part.text for part in parts]
        case Matching(pairs=pairs):
            texts = [*(pair.left for pair in pairs), *item.rights]
            if len(pairs) < least:
                return "er zijn minder dan twee paren"
            most = 2 * len(LETTERS)
        case Gaps(gaps=gaps):
            if len(gaps) != item.sentence.count(GAP) or not all(gap.answers for gap in gaps):
                return f"er zijn niet evenveel gaten ({GAP}) als antwoorden"
            texts, least = list(item.rights), 1
        case ShortText(answers=answers):
            texts, least = list(answers), 1
        case _:
            texts, least = [], 0
    if not item.stem:
        return "er staat geen vraag"
    if len(texts) < least:
        return "er zijn minder dan twee antwoorden"
    if len(texts) > most:
        return f"er zijn meer dan {len(LETTERS)} antwoorden"
    if not all(texts):
        return "er is een leeg antwoord bij"
    if len(item.stem) > MAX_STEM or any(len(text) > MAX_TEXT for text in texts):
        return f"de vraag is langer dan {MAX_STEM} tekens of een antwoord langer dan {MAX_TEXT}"
    return ""


# --- what we wrote ourselves ------------------------------------------------------------------------

_BASIS = re.compile(r"(?:Bron: .*\. )?Nagekeken op .*; kijk het opnieuw na vóór .*\.")
_UNIT = re.compile(r" \(in ([^()]+)\)\Z")
_MODEL = "Modelantwoord: "


@dataclass(slots=True)
class Explained:
    """A general feedback, taken apart where we put it together."""

    text: str = ""
    about: dict[str, str] = field(default_factory=dict)
    """Feedback by what it is about."""
    model: str = ""
    criteria: list[tuple[str, str]] = field(default_factory=list)


def explained(general: str, labels: Sequence[str] = ()) -> Explained:
    """The explanation in a general feedback, and what it says of these labels, or of a model answer."""
    found = Explained()
    lines = (clean(line) for line in general.splitlines())
    rest = [line for line in lines if line and not (len(line) < MAX_STEM and _BASIS.fullmatch(line))]
    labels = labels[: 2 * len(LETTERS)]
    if rest and rest[0].startswith(_MODEL):
        found.model, *rest = rest
        found.model = found.model.removeprefix(_MODEL)
        found.criteria = [(text, told) for text, _, told in (line.partition(DASH) for line in rest) if told]
        rest = [line for line in rest if DASH not in line]
    kept = []
    for line in rest:
        label = next((label for label in labels if line.startswith(label + DASH)), None)
        if label is None:
            kept.append(line)
        else:
            found.about[label] = line.removeprefix(label + DASH)
    found.text = clean(" ".join(kept))
    return found
