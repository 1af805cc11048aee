"""Questions on their way to another program: what goes along with each, and what a form cannot carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from tutor.content import statute
from tutor.content.export import KINDS
from tutor.dates import full_date
from tutor.model import (
    Catalogue,
    Debate,
    Dilemma,
    Gaps,
    Item,
    Lesson,
    Matching,
    Multiple,
    Number,
    Open,
    Option,
    Ordering,
    Part,
    ShortText,
    Single,
    Statement,
)
from tutor.model.catalogue import LICENCE

DASH = " — "
"""Between a text and what is said of it."""


class QuestionForm(StrEnum):
    """The forms in which questions leave; the values are those of `--vorm`."""

    MOODLE = "moodle"
    GIFT = "gift"
    CSV = "csv"
    EXCEL = "excel"
    QTI21 = "qti21"
    QTI30 = "qti30"
    ANKI = "anki"
    KAHOOT = "kahoot"


class Program(StrEnum):
    """Programs that read a form in their own way; the values are those of `--voor`."""

    OLD_MOODLE = "moodle-oud"
    CANVAS = "canvas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An item, and what must not be left behind when it leaves."""

    item: Item
    lesson: str
    """Its title."""
    lesson_id: str = ""
    module: str
    sources: str
    """Cited, each with the date of the text."""
    read: date
    """When law and text were last looked at."""
    review_by: date
    licence: str = LICENCE
    draft: bool = False
    """Whether its lesson still has to be finished."""

    @property
    def basis(self) -> str:
        """Where the answer comes from and until when, in Dutch."""
        source = f"Bron: {self.sources}. " if self.sources else ""
        return f"{source}Nagekeken op {full_date(self.read)}; kijk het opnieuw na vóór {full_date(self.review_by)}."

    @property
    def explained(self) -> str:
        """The general explanation with its basis."""
        return f"{self.item.explanation}\n{self.basis}"

    @property
    def path(self) -> tuple[str, str, str]:
        """The categories that it belongs to, widest first."""
        return "Raadstutor", self.module, self.lesson


class UnknownName(LookupError):
    """There is no module, lesson or pack of this name."""


def outgoing(catalogue: Catalogue, names: Sequence[str] = ()) -> tuple[Outgoing, ...]:
    """The questions of these lessons, modules or packs, in the order of the content; without names all of them.

    A name stands for everything whose id begins with it, as the ids of a pack do. Raises UnknownName.
    """
    chosen = [_lessons(catalogue, name) for name in names] if names else [set(catalogue.lessons)]
    wanted = set[str]().union(*chosen)
    return tuple(
        _outgoing(item, lesson, module.head.title, catalogue)
        for module in catalogue.modules
        for lesson in module.lessons
        if lesson.head.id in wanted
        for item in lesson.items
    )


def licences(questions: Iterable[Outgoing]) -> str:
    """Under which licences they are, each once."""
    return " en ".join(dict.fromkeys(one.licence for one in questions))


def _lessons(catalogue: Catalogue, name: str) -> set[str]:
    found = {
        lesson
        for module in catalogue.modules
        for lesson in module.ids
        if name in (module.head.id, lesson) or lesson.startswith(f"{name}-")
    }
    if not found:
        raise UnknownName(name)
    return found


def _outgoing(item: Item, lesson: Lesson, module: str, catalogue: Catalogue) -> Outgoing:
    return Outgoing(
        item=item,
        lesson=lesson.head.title,
        lesson_id=lesson.head.id,
        module=module,
        sources=statute.cite_all(item.sources, catalogue.register, dated=True),
        read=lesson.head.peildatum,
        review_by=item.review_by or lesson.head.review_by,
        licence=catalogue.origin(lesson.head.id).licence,
        draft=lesson.draft,
    )


def note(one: Outgoing) -> str:
    """What a category or a file says of the questions of a lesson."""
    return (
        f"Uit Raadstutor, licentie {one.licence}. De goede antwoorden staan erin. Nagekeken op {full_date(one.read)}; "
        f"kijk het opnieuw na vóór {full_date(one.review_by)}."
    )


def correct(item: Item) -> frozenset[int]:
    """Indices of the options that are right."""
    return frozenset(index for index, option in enumerate(options(item)) if option.key)


def options(item: Item) -> tuple[Option, ...]:
    """What there is to choose from; nothing for an item of another kind."""
    return item.options if isinstance(item, Single | Multiple | Dilemma) else ()


def with_feedback(parts: Iterable[Part]) -> str:
    """Parts and what is said of each, as lines."""
    return "\n".join(f"{part.text}{DASH}{part.feedback}" for part in parts)


def asked(item: Item) -> str:
    """The stem, with the unit of a number: other programs do not ask for it."""
    return f"{item.stem} (in {item.unit})" if isinstance(item, Number) and item.unit else item.stem


def as_matching(item: Ordering) -> tuple[tuple[str, str], ...]:
    """An ordering item as pairs, for a program that cannot put things in order."""
    return tuple((str(number), part.text) for number, part in enumerate(item.parts, 1))


def plain_number(value: float) -> str:
    """A number as programs write it: `12`, `0.5`."""
    return f"{value:.10f}".rstrip("0").rstrip(".")


# --- what changes on the way ---------------------------------------------------------------------

Losses: TypeAlias = Mapping[type[Item], str]
_READ_ONLY = "alleen als leestekst, want antwoorden daarop horen niet in een programma dat ze per persoon bewaart"
_LEFT_OUT = "gaan niet mee, want antwoorden daarop horen niet in een programma dat ze per persoon bewaart"
_ORDER_TO_PAIRS = "worden een koppelvraag met 1, 2, 3"
_GAPS_TO_PAIRS = "worden een koppelvraag: gat 1, gat 2 …"
_NOT_IN_KAHOOT = "gaan niet mee: naar Kahoot gaan alleen vragen met opties"
KAHOOT_QUESTION, KAHOOT_ANSWER, KAHOOT_ANSWERS = 120, 75, 4
"""Characters of a question and of an answer, and how many answers there can be."""
_TOO_LONG = (
    f"gaan niet mee: Kahoot wil hooguit {KAHOOT_QUESTION} tekens, "
    f"{KAHOOT_ANSWERS} opties en {KAHOOT_ANSWER} tekens per optie"
)
_QTI: Losses = {
    Gaps: _GAPS_TO_PAIRS,
    Ordering: "alleen helemaal goed telt; de feedback staat in de uitleg",
    ShortText: "hoofdletters maken niet uit, spelfouten wel",
    Open: "krijgen geen punten; de criteria staan erbij voor wie nakijkt",
    Statement: _LEFT_OUT,
    Dilemma: _LEFT_OUT,
}
LOSSES: Mapping[QuestionForm, Losses] = {
    QuestionForm.MOODLE: {
        Gaps: _GAPS_TO_PAIRS,
        Ordering: "werken vanaf Moodle 4.4; voor ouder: --voor moodle-oud (koppelvraag)",
        ShortText: "kleine spelfouten keurt Moodle fout",
        Open: "kijkt een docent na; modelantwoord en criteria staan erbij",
        Statement: _READ_ONLY,
        Dilemma: _READ_ONLY,
    },
    QuestionForm.GIFT: {
        Gaps: _GAPS_TO_PAIRS,
        Ordering: _ORDER_TO_PAIRS,
        Matching: "hebben hun feedback per paar in de algemene feedback",
        ShortText: "kleine spelfouten keurt Moodle fout",
        Open: "worden een opstel; het modelantwoord staat in de feedback",
        Statement: _READ_ONLY,
        Dilemma: _READ_ONLY,
    },
    QuestionForm.QTI21: _QTI,
    QuestionForm.QTI30: _QTI,
    QuestionForm.ANKI: {
        Gaps: "worden een kaart met de woorden door elkaar",
        Single: "worden een kaart: je beoordeelt jezelf, en alle feedback staat op de achterkant",
        Multiple: "worden een kaart: je beoordeelt jezelf, en alle feedback staat op de achterkant",
        Ordering: "worden een kaart met de delen door elkaar",
        Matching: "worden een kaart met de rechterkanten door elkaar",
        Statement: _LEFT_OUT,
        Dilemma: _LEFT_OUT,
    },
    QuestionForm.EXCEL: {},
    QuestionForm.CSV: {},
    QuestionForm.KAHOOT: {
        Single: "verliezen feedback, uitleg en bron",
        Multiple: "verliezen feedback, uitleg en bron",
        **dict.fromkeys((Gaps, Ordering, Matching, Number, ShortText, Open), _NOT_IN_KAHOOT),
        Statement: _LEFT_OUT,
        Dilemma: _LEFT_OUT,
    },
}
NAMES: Losses = {
    Single: "keuzevragen",
    Multiple: "meerkeuzevragen",
    Ordering: "volgordevragen",
    Matching: "koppelvragen",
    Gaps: "zinnen met gaten",
    Number: "getalvragen",
    ShortText: "korte antwoorden",
    Open: "open vragen",
    Statement: "stellingen",
    Dilemma: "dilemma's",
}
HANDLING: Mapping[QuestionForm, str] = {
    QuestionForm.MOODLE: "Nog eens importeren geeft in Moodle dubbele vragen. "
    "Verwijder eerst de oude categorie ‘Raadstutor’.",
    QuestionForm.GIFT: "Nog eens importeren geeft in Moodle dubbele vragen. "
    "Verwijder eerst de oude categorie ‘Raadstutor’.",
    QuestionForm.QTI21: "QTI is niet voor Moodle; kies daarvoor --vorm moodle.",
    QuestionForm.QTI30: "QTI is niet voor Moodle; kies daarvoor --vorm moodle.",
    QuestionForm.ANKI: "Nog eens importeren werkt de kaarten bij; wat je in Anki leerde, blijft.",
    QuestionForm.KAHOOT: "Kies in Kahoot bij een nieuwe kahoot: Spreadsheet importeren.",
    QuestionForm.EXCEL: "Meningen (stellingen en dilemma's) staan erbij met ‘ja’ onder mening: "
    "er is geen goed antwoord op.",
    QuestionForm.CSV: "Meningen (stellingen en dilemma's) staan erbij met ‘ja’ onder mening: "
    "er is geen goed antwoord op.",
}


NO_HINTS = {QuestionForm.GIFT, QuestionForm.QTI21, QuestionForm.QTI30, QuestionForm.KAHOOT}
"""Forms that have no place for a hint."""


@dataclass(frozen=True, slots=True)
class Departure:
    """What went into a file, and what became different."""

    written: int
    lessons: int
    drafts: int
    """Of these lessons, those that still have to be finished."""
    licences: str
    changes: tuple[tuple[type[Item], int, str], ...]
    """Kind, number, and what becomes of them."""
    hints: int
    """That were left behind."""
    advice: str

    def lines(self, target: str) -> list[str]:
        """The report for people: how many questions, what each lost on the way, and what to do with the file."""
        said = [
            f"{'1 vraag staat' if self.written == 1 else f'{self.written} vragen staan'} in {target}, "
            f"uit {self.lessons} {'les' if self.lessons == 1 else 'lessen'}. "
            f"De goede antwoorden staan erin. Licentie: {self.licences}."
        ]
        if self.drafts:
            said.append(f"Let op: nog niet af (concept): {self.drafts} {'les' if self.drafts == 1 else 'lessen'}.")
        lost = self.lost()
        return [*said, *(["Wat anders wordt:"] if lost else []), *lost, self.advice]

    def lost(self) -> list[str]:
        """What becomes of each kind, and of the hints."""
        hints = [f"  hints ({self.hints}): gaan niet mee"] if self.hints else []
        return [*(f"  {NAMES[kind]} ({count}): {what}" for kind, count, what in self.changes), *hints]

    def to_plain(self) -> dict[str, object]:
        """The same report for scripts, behind `--json`."""
        return {
            "written": self.written,
            "lessons": self.lessons,
            "answers_inside": True,
            "licence": self.licences,
            "drafts": self.drafts,
            "changes": [{"kind": KINDS[kind], "count": count, "what": what} for kind, count, what in self.changes],
            "hints_left_behind": self.hints,
            "advice": self.advice,
        }


NO_REASON = "de vraag ‘waarom kies je dit?’ valt weg"


def departure(form: QuestionForm, questions: Sequence[Outgoing], voor: Program | None) -> Departure:
    """What this form makes of these questions. `voor`: the program that will read them, if it is a special one."""
    losses: dict[type[Item], str] = dict(LOSSES[form])
    if voor and Ordering in losses:
        losses[Ordering] = _ORDER_TO_PAIRS
    out = written(form, questions)
    return Departure(
        written=len(out),
        lessons=len({one.lesson_id for one in out}),
        drafts=len({one.lesson_id for one in out if one.draft}),
        licences=licences(out),
        changes=tuple(_changes(form, questions, losses)),
        hints=sum(bool(one.item.hint) for one in out) if form in NO_HINTS else 0,
        advice=HANDLING[form],
    )


def _changes(
    form: QuestionForm, questions: Sequence[Outgoing], losses: Losses
) -> Iterator[tuple[type[Item], int, str]]:
    large = Counter(type(one.item) for one in questions if form is QuestionForm.KAHOOT and _too_long(one.item))
    kinds = Counter(type(one.item) for one in questions) - large
    yield from ((kind, kinds[kind], what) for kind, what in losses.items() if kinds[kind])
    yield from ((kind, count, _TOO_LONG) for kind, count in large.items())
    if form not in (QuestionForm.EXCEL, QuestionForm.CSV):
        why = Counter(
            type(one.item) for one in questions if isinstance(one.item, Single | Multiple) and one.item.reasoned
        )
        yield from ((kind, count, NO_REASON) for kind, count in why.items())


def written(form: QuestionForm, questions: Sequence[Outgoing]) -> tuple[Outgoing, ...]:
    """The questions that this form takes: opinions only where nobody stores an answer to them."""
    out = (one for one in questions if LOSSES[form].get(type(one.item)) not in (_LEFT_OUT, _NOT_IN_KAHOOT))
    return tuple(one for one in out if form is not QuestionForm.KAHOOT or not _too_long(one.item))


def _too_long(item: Item) -> bool:
    """Whether a question with options has more than Kahoot takes."""
    texts = [option.text for option in item.options] if isinstance(item, Single | Multiple) else []
    return bool(texts) and (
        len(item.stem) > KAHOOT_QUESTION or len(texts) > KAHOOT_ANSWERS or max(map(len, texts)) > KAHOOT_ANSWER
    )


def is_opinion(item: Item) -> bool:
    """Whether there is no right answer."""
    return isinstance(item, Debate)
