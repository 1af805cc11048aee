"""Small content for tests of the core: one item of every kind, one lesson, one casus, and a log in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tutor.learning.log import Draft, Event, stamped
from tutor.model import (
    Casus,
    CasusChoice,
    CasusNode,
    Catalogue,
    Dilemma,
    Gap,
    Gaps,
    Goal,
    Item,
    Judgement,
    Lesson,
    LessonHead,
    Matching,
    Mistake,
    Module,
    ModuleHead,
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
    Statement,
    Step,
    StepRole,
    Variation,
)
from tutor.service.study import Study

START = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


def _common(letter: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"les-{letter}",
        "goal": "les-doel",
        "step": "kern-een",
        "question": f"Vraag {letter}?",
        "explanation": f"Uitleg {letter}.",
        "norm": Norm.LAW,
        "sources": ("gemeentewet 6",),
        "difficulty": 1,
        **more,
    }


def _option(text: str, key: bool = False) -> Option:
    return Option(
        text=text, feedback=f"Over {text}.", key=key, misconception=None if key else f"misvatting-{text.casefold()}"
    )


SINGLE = Single(options=(_option("Ja", key=True), _option("Nee"), _option("Soms")), hint="Denk na.", **_common("a"))
MULTIPLE = Multiple(
    options=(_option("Raad", key=True), _option("College", key=True), _option("Griffie"), _option("Pers")),
    **_common("b"),
)
ORDERING = Ordering(parts=tuple(Part(text=t, feedback=f"Over {t}.") for t in ("Eerst", "Dan", "Slot")), **_common("c"))
MATCHING = Matching(
    pairs=(
        Pair(left="APV", right="raad", feedback="De raad."),
        Pair(left="Vergunning", right="college", feedback="Het college."),
    ),
    distractors=(_option("griffier"),),
    **_common("d"),
)
GAPS = Gaps(
    sentence="De ___ stelt de APV vast; het ___ voert haar uit.",
    gaps=(
        Gap(answers=("raad", "gemeenteraad"), feedback="De raad."),
        Gap(answers=("college",), feedback="Het college."),
    ),
    distractors=(_option("presidium"),),
    **_common("j"),
)
TYPED_GAPS = Gaps(sentence=GAPS.sentence, gaps=GAPS.gaps, typed=True, **_common("k"))
NUMBER = Number(
    answer=12,
    unit="leden",
    feedback="Twaalf.",
    mistakes=(Mistake(value=11, feedback="Elf is te weinig.", misconception="de-helft"),),
    **_common("e"),
)
SHORT = ShortText(
    answers=("amendement", "wijzigingsvoorstel"),
    feedback="Juist.",
    mistakes=(Mistake(value="motie", feedback="Een motie wijzigt niets.", misconception="motie"),),
    **_common("f"),
)
OPEN = Open(
    model_answer="Zo.",
    criteria=(Part(text="Doel", feedback="Noem het doel."), Part(text="Grens", feedback="Noem de grens.")),
    **_common("g"),
)
_DEBATE: dict[str, Any] = {"decides": "De raad.", "floor": "De wet.", "pros": ("Voor.",), "cons": ("Tegen.",)}
STATEMENT = Statement(**_DEBATE, **_common("h"))
DILEMMA = Dilemma(options=(_option("Links", key=True), _option("Rechts", key=True)), **_DEBATE, **_common("i"))
ITEMS: tuple[Item, ...] = (SINGLE, MULTIPLE, ORDERING, MATCHING, NUMBER, SHORT, OPEN, STATEMENT, DILEMMA)
"""Of the lesson."""
ALL_KINDS: tuple[Item, ...] = (*ITEMS, GAPS, TYPED_GAPS)


def _choice(text: str, target: str) -> CasusChoice:
    return CasusChoice(
        text=text,
        target=target,
        consequence=f"Na {text}.",
        feedback=f"Over {text}.",
        judgement=Judgement.STRONG,
    )


CASUS = Casus(
    id="les-casus",
    lesson="les",
    goals=("les-doel",),
    title="De mail",
    role="raadslid",
    start="mail",
    floor="De wet vraagt dit.",
    sources=("gemeentewet 6",),
    nodes=(
        CasusNode(id="mail", text="Een mail.", choices=(_choice("bellen", "gebeld"), _choice("wachten", "zwak"))),
        CasusNode(
            id="gebeld",
            text="Gebeld.",
            role="griffier",
            choices=(_choice("vragen", "sterk"), _choice("zwijgen", "zwak")),
        ),
        CasusNode(id="spoed", text="Spoed!", choices=(_choice("rennen", "sterk"), _choice("slapen", "zwak"))),
        CasusNode(id="sterk", text="Goed einde.", ending=Judgement.STRONG, debrief="Mooi."),
        CasusNode(id="zwak", text="Slecht einde.", ending=Judgement.WEAK, debrief="Jammer."),
    ),
    variations=(Variation(id="wat-als-spoed", question="Maar wat als het spoed heeft?", target="spoed"),),
)


def _step(anchor: str, role: StepRole, check: str | None = None) -> Step:
    return Step(anchor=anchor, title=anchor.capitalize(), role=role, text=f"Tekst van **{anchor}**.", check=check)


LESSON = Lesson(
    head=LessonHead(
        id="les",
        title="De les",
        goals=(Goal(id="les-doel", text="Je kent het doel."),),
        minutes=10,
        audience=("raadslid",),
        sources=("gemeentewet 6",),
        peildatum=date(2026, 11, 23),
        review_by=date(2028, 3, 31),
        prequestions=("les-a",),
    ),
    module="module",
    steps=(
        _step("situatie", StepRole.SITUATION),
        _step("kern-een", StepRole.CORE, check="les-b"),
        _step("kern-twee", StepRole.CORE, check="les-c"),
        _step("voorbeeld", StepRole.EXAMPLE),
        _step("gesprek", StepRole.DISCUSSION),
        _step("morgen", StepRole.TOMORROW),
    ),
    items=ITEMS,
    cases=(CASUS,),
)
CATALOGUE = Catalogue(
    modules=(Module(head=ModuleHead(id="module", title="De module", order=1, text="Over."), lessons=(LESSON,)),)
)


class Tape:
    """A log in memory that stamps events a minute apart."""

    def __init__(self, start: datetime = START) -> None:
        self.kept: list[Event] = []
        self.now = start

    def clock(self) -> datetime:
        return self.now

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        added: list[Event] = []
        for draft in drafts:
            self.now += timedelta(minutes=1)
            number = f"{len(self.kept) + len(added):08}"
            added.append(stamped(draft, id=number, learner=learner, device="toestel", at=self.now))
        self.kept += added
        return tuple(added)

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        return (event for event in self.kept if event.learner == learner and (after is None or event.id > after))


def study(tape: Tape | None = None, catalogue: Catalogue = CATALOGUE, seed: int = 7) -> Study:
    """A study of one learner, on a new log or on what another study left behind."""
    tape = tape or Tape()
    return Study(catalogue, tape, "leerling", clock=tape.clock, rng=Random(seed))
