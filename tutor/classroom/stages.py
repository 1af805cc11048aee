"""Activities cut into stages: what the beamer shows, what the trainer reads, and when a vote is taken.

What an item teaches only enters a slide at or after the reveal, so that no face can show an answer too early.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatch

from tutor.classroom.content import (
    CORRECTED,
    DECIDE,
    INTERVISION,
    LISTEN,
    MENDED,
    MOVED,
    NOTED,
    OWN,
    OWN_CASE,
    PHASE,
    RESOLVE,
    SCORE,
    SEE,
    THINK,
    TOGETHER,
    UNANSWERED,
    WEIGHING,
    EveningContent,
)  # fmt: skip
from tutor.classroom.records import FIRST, SECOND, shift_round
from tutor.classroom.slide import Slide
from tutor.classroom.votes import key_notes, key_of, reasons, votable
from tutor.dates import MONTHS
from tutor.learning.grading import right_answer
from tutor.model import (
    Activity,
    Agreements,
    Break,
    CalendarGame,
    Debate,
    Dilemma,
    Intervision,
    Item,
    Line,
    Measurement,
    Meeting,
    MoralTalk,
    Multiple,
    OwnCase,
    PeerQuestion,
    Round,
    Statement,
    Talk,
    TeamQuiz,
    TwoVotes,
)

THINK_SECONDS = 60
DISCUSS_SECONDS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of an activity."""

    name: str
    slide: Slide
    item: str = ""
    """Item at hand; empty where there is none."""
    vote: str = ""
    """Round that is voted on in this stage; empty when none is."""
    seconds: int = 0
    """Suggested time; 0 for none."""
    call: str = ""
    """What the room does now, for the wall; empty in a break, which says when it ends."""
    reveals: bool = False
    """Whether the answer may be seen from here on."""
    notes: tuple[str, ...] = ()
    """For the trainer only."""
    point: str = ""
    """Agenda point of a simulated meeting."""


def stages_of(content: EveningContent) -> tuple[tuple[Stage, ...], ...]:
    """The stages of every activity."""
    own = {item.id for item in content.plan.questions}
    return tuple(tuple(_noted(activity, content, own)) for activity in content.plan.activities)


def _noted(activity: Activity, content: EveningContent, own: Collection[str]) -> Iterator[Stage]:
    """The stages with what the trainer reads: what belongs to each first. What is said beforehand of a vote is over
    once the result was shown, of a meeting once it deals with its first point.
    """
    general = activity.trainer
    for stage in expand(activity, content):
        if stage.point or (stage.reveals and isinstance(activity, TwoVotes)):
            general = activity.trainer_after if isinstance(activity, TwoVotes) else ""
        local = MENDED if stage.item.startswith(CORRECTED) else OWN if stage.item in own else ""
        notes = stage.notes or (PHASE.get(stage.name, ""),)
        yield replace(stage, notes=tuple(filter(None, (local, *notes, general))))


@singledispatch
def expand(activity: Activity, content: EveningContent) -> Iterable[Stage]:
    """The stages of one activity."""
    raise TypeError(f"no stages for {activity!r}")


@expand.register
def _(activity: Talk, content: EveningContent) -> Iterable[Stage]:
    yield Stage(name="Uitleg", slide=Slide(title=activity.title, text=activity.text), call=LISTEN)


@expand.register
def _(activity: Break, content: EveningContent) -> Iterable[Stage]:
    yield Stage(name="Pauze", slide=Slide(title=activity.title), seconds=60 * activity.minutes)


@expand.register
def _(activity: PeerQuestion, content: EveningContent) -> Iterable[Stage]:
    item = content.items[activity.item]
    ask = _asking(item, activity.title)
    get_ready = "Pak je stemkaart: we gaan stemmen"
    yield Stage(name="Klaar", slide=Slide(title=activity.title), item=item.id, notes=key_notes(item), call=get_ready)
    yield from _situation(item, activity.title)
    yield Stage(name="Vraag", slide=ask, item=item.id, notes=("Lees de vraag voor.",), call="Lees de vraag mee")
    yield Stage(name="Stil denken", slide=ask, item=item.id, seconds=THINK_SECONDS, call=THINK)
    yield Stage(name="Stem 1", slide=ask, item=item.id, vote=FIRST, notes=(TOGETHER,), call=_vote_call(item))
    yield Stage(
        name="Overleg",
        slide=replace(ask, title="Overleg met je buur: overtuig elkaar"),
        item=item.id,
        seconds=DISCUSS_SECONDS,
        notes=("Laat de uitslag van stem 1 nog niet zien. Wil je dat wel, druk dan op h.",),
        call="Overleg met je buur, 3 minuten",
    )
    again = f"Stem nog eens. {_vote_call(item)}"
    yield Stage(name="Stem 2", slide=ask, item=item.id, vote=SECOND, call=again)
    yield from _reveal(content, item, _asking(item, activity.title, setting=""), (FIRST, SECOND))


@expand.register
def _(activity: Line, content: EveningContent) -> Iterable[Stage]:
    item = _debate(content, activity.item)
    ask = _asking(item, activity.title)
    yield from _situation(item, activity.title)
    yield Stage(
        name="Stelling",
        slide=ask,
        item=item.id,
        notes=("Eens links, oneens rechts in de zaal.", item.trainer),
        call="Kies je plek: eens links, oneens rechts",
    )
    yield Stage(name="Stem 1", slide=ask, item=item.id, vote=FIRST, call="Blijf staan: we tellen")
    yield Stage(
        name="Argumenten",
        slide=replace(ask, title="Waarom sta je hier?", options=()),
        item=item.id,
        seconds=DISCUSS_SECONDS,
        notes=("Voor: " + " ".join(item.pros), "Tegen: " + " ".join(item.cons)),
        call="Zeg waarom je hier staat. Luister naar de overkant",
    )
    yield Stage(
        name="Stem 2", slide=ask, item=item.id, vote=SECOND, call="Wie wil, loopt naar de andere kant. We tellen"
    )
    yield _result(item, ask)
    yield from _shifts(item)
    yield _floor(item)
    yield from _discuss(item)


@expand.register
def _(activity: MoralTalk, content: EveningContent) -> Iterable[Stage]:
    item = _debate(content, activity.item)
    ask = _asking(item, activity.title)
    yield Stage(
        name="1 Situatie",
        slide=Slide(title="1. Situatie", text=(item.setting, "Wat is feit, wat is gerucht?")),
        item=item.id,
        seconds=120,
        notes=(item.trainer,),
        call="Lees mee, en vraag alleen naar feiten",
    )
    yield Stage(
        name="2 Vraag",
        slide=replace(ask, title="2. De vraag"),
        item=item.id,
        seconds=THINK_SECONDS,
        notes=("Nog niet praten. Heeft iedereen een stemkaart?",),
        call=THINK,
    )
    first = replace(ask, title="Je eerste keuze")
    yield Stage(name="Stem 1", slide=first, item=item.id, vote=FIRST, notes=(TOGETHER,), call=_vote_call(item))
    yield replace(_floor(item), name="3 Regels", slide=Slide(title="3. Regels", text=("Ligt het al vast?", item.floor)))
    weighed = ("Voor: " + " ".join(item.pros), "Tegen: " + " ".join(item.cons))
    for name, question, call in WEIGHING:
        if name == DECIDE:
            again = f"Stem nog eens. {_vote_call(item)}"
            yield Stage(name="Stem 2", slide=replace(ask, title="Je keuze nu"), item=item.id, vote=SECOND, call=again)
            yield _result(item, ask)
        yield Stage(
            name=name,
            slide=Slide(title=name.replace(" ", ". ", 1), text=(question,)),
            item=item.id,
            seconds=DISCUSS_SECONDS,
            notes=weighed if name == "5 Argumenten" else (RESOLVE,) if name == DECIDE else (),
            call=call,
        )
    yield from _shifts(item, "8 Schuif")
    yield from _discuss(item)


@expand.register
def _(activity: TeamQuiz, content: EveningContent) -> Iterable[Stage]:
    for number, item in enumerate((content.items[name] for name in activity.items), 1):
        ask = _asking(item, _titled(activity.title, f"vraag {number}"))
        yield from _situation(item, ask.title)
        yield Stage(
            name="Teams overleggen",
            slide=ask,
            item=item.id,
            seconds=THINK_SECONDS,
            notes=key_notes(item),
            call="Overleg en schrijf je antwoord op, 1 minuut",
        )
        yield from _reveal(content, item, ask, (), SCORE)
    slide = Slide(title=_titled(activity.title, "de stand"))
    yield Stage(name="Stand", slide=slide, reveals=True, call="Kijk naar de stand")


@expand.register
def _(activity: Measurement, content: EveningContent) -> Iterable[Stage]:
    items = [content.items[name] for name in activity.items]
    asks = [_asking(item, _titled(activity.title, f"{n} van {len(items)}")) for n, item in enumerate(items, 1)]
    card = ", en pak je stemkaart"
    for item, ask in zip(items, asks, strict=True):
        yield from _situation(item, ask.title, card)
        notes = (UNANSWERED,) if activity.moment == "voor" else ()
        yield Stage(name="Stem", slide=ask, item=item.id, vote=activity.moment, notes=notes, call=_vote_call(item))
        card = ""
    if activity.moment == "na":
        for item, ask in zip(items, asks, strict=True):
            long_ago = replace(ask, text=(item.setting, item.asked), setting="", again=True)
            yield from _reveal(content, item, long_ago, ("voor", "na"))


@expand.register
def _(activity: Round, content: EveningContent) -> Iterable[Stage]:
    slide = Slide(title=activity.title, text=(activity.question,))
    yield Stage(name="Ronde", slide=slide, seconds=60 * activity.minutes, notes=(NOTED,), call=activity.call)


@expand.register
def _(activity: Agreements, content: EveningContent) -> Iterable[Stage]:
    slide = Slide(title=activity.title, text=(activity.question,))
    yield Stage(
        name="Afspraken",
        slide=slide,
        seconds=60 * activity.minutes,
        notes=("Noteer elke afspraak met f; met w staan ze op de muur.",),
        call="Spreek af wie wat doet, en wanneer",
    )


@expand.register
def _(activity: Intervision, content: EveningContent) -> Iterable[Stage]:
    for number, (title, minutes, note, call) in enumerate(INTERVISION, 1):
        slide = Slide(title=f"{number}. {title}")
        yield Stage(name=f"Stap {number}", slide=slide, seconds=60 * minutes, notes=(note,), call=call)


@expand.register
def _(activity: OwnCase, content: EveningContent) -> Iterable[Stage]:
    told = [(name, question, call, (note,)) for name, question, note, call in OWN_CASE]
    weighed = [(*step, (RESOLVE,) if step[0] == DECIDE else ()) for step in WEIGHING]
    for name, question, call, notes in (*told, *weighed):
        slide = Slide(title=name.replace(" ", ". ", 1), text=(question,))
        yield Stage(name=name, slide=slide, seconds=DISCUSS_SECONDS, notes=notes, call=call)


@expand.register
def _(activity: CalendarGame, content: EveningContent) -> Iterable[Stage]:
    placed: list[tuple[int, ...]] = [()] * 12
    for number, event in enumerate(activity.events, 1):
        asked = Slide(title=f"Kaart {number}: in welke maand?", text=(event.text,), calendar=tuple(placed))
        notes = (f"{MONTHS[event.month - 1].capitalize()}. {event.explanation}",)
        yield Stage(
            name=f"Kaart {number}",
            slide=asked,
            seconds=THINK_SECONDS,
            notes=notes,
            call="Overleg, en wijs de maand aan",
        )
        placed[event.month - 1] += (number,)
        title = f"Kaart {number}: {MONTHS[event.month - 1]}"
        answer = Slide(title=title, text=(event.explanation,), calendar=tuple(placed), setting=event.text)
        yield Stage(name=f"Op de kalender {number}", slide=answer, reveals=True, call="Zaten jullie goed?")


@expand.register
def _(activity: Meeting, content: EveningContent) -> Iterable[Stage]:
    yield Stage(
        name="Opening",
        slide=Slide(
            title=activity.title, text=tuple(f"{n}. {point.title}" for n, point in enumerate(activity.points, 1))
        ),
        notes=("Tel de aanwezige leden. Meer dan de helft van de zittende leden moet er zijn (artikel 20).",),
        call="Ga zitten: we openen de vergadering",
    )
    for point in activity.points:
        slide = Slide(title=point.title, text=(point.text,))
        talk = f"Debat: {point.speaking_seconds} seconden per spreker"
        yield Stage(name="Bespreking", slide=slide, seconds=point.speaking_seconds, point=point.id, call=talk)
        written = point.sort == "benoeming"
        yield Stage(
            name="Stemming",
            slide=slide,
            point=point.id,
            reveals=True,
            notes=(f"Tel {'de briefjes' if written else 'voor en tegen'}, en vul het in met t.", point.trainer),
            call="Stem: vul je briefje in" if written else "Stem: hand omhoog",
        )


def _debate(content: EveningContent, item_id: str) -> Statement | Dilemma:
    item = content.items[item_id]
    if not isinstance(item, Debate):
        raise KeyError(item_id)
    return item


def _titled(title: str, part: str) -> str:
    """`Nulmeting: 1 van 4`; a title that is a question keeps its own mark: `Wat weten we al? 1 van 4`."""
    return f"{title}{'' if title.endswith(('?', '!', '.')) else ':'} {part}"


def _asking(item: Item, title: str, *, setting: str | None = None) -> Slide:
    about = item.setting if setting is None else setting
    return Slide(title=title, text=(item.asked,), options=votable(item), setting=about)


def _vote_call(item: Item) -> str:
    """What the room does in a vote on this item."""
    if isinstance(item, Multiple):
        return "Meer letters mag: bij elke letter je hand omhoog"
    return "Letter tegen je borst … nu omhoog"


def _situation(item: Item, title: str, more: str = "") -> Iterable[Stage]:
    if item.setting:
        slide = Slide(title=title, text=(item.setting,))
        yield Stage(name="Situatie", slide=slide, item=item.id, call=f"Lees mee{more}")


def _reveal(content: EveningContent, item: Item, ask: Slide, rounds: tuple[str, ...], *said: str) -> Iterable[Stage]:
    """The answer, and then why with where it stands; `said`: what the trainer does first."""
    text = ask.text if ask.options else (*ask.text, right_answer(item))
    shown = Stage(
        name="Onthullen",
        slide=replace(ask, key=key_of(item), text=text, rounds=rounds),
        item=item.id,
        reveals=True,
        notes=(*said, *key_notes(item)),
        call="Weet je nog? Dit koos de zaal" if ask.again else SEE if rounds else "Kijk jullie antwoord na",
    )
    yield shown
    if told := (*reasons(item), *filter(None, [content.sources.get(item.id)])):
        yield replace(shown, name="Uitleg", slide=Slide(title=ask.title, text=told), call=LISTEN)


def _result(item: Item, ask: Slide) -> Stage:
    slide = replace(ask, rounds=(FIRST, SECOND), setting="")
    return Stage(name="Uitslag", slide=slide, item=item.id, reveals=True, notes=(MOVED,), call=SEE)


def _floor(item: Statement | Dilemma) -> Stage:
    slide = Slide(title="Wat de wet vastlegt", text=(item.floor, f"Wie beslist: {item.decides}"))
    return Stage(name="Ondergrens", slide=slide, item=item.id, reveals=True, call="Luister: dit ligt vast")


def _shifts(item: Statement | Dilemma, name: str = "Schuif") -> Iterable[Stage]:
    for number, shift in enumerate(item.shifts, 1):
        yield Stage(
            name=name,
            slide=Slide(title="Verander één feit", text=(shift,), options=votable(item)),
            item=item.id,
            vote=shift_round(number),
            seconds=120,
            notes=(MOVED,),
            call="Wat kies je nu? Letter omhoog" if isinstance(item, Dilemma) else "Waar sta je nu? We tellen",
        )


def _discuss(item: Statement | Dilemma) -> Iterable[Stage]:
    for question in item.discuss:
        slide = Slide(title="Praat door", text=(question,))
        yield Stage(name="Gesprek", slide=slide, item=item.id, reveals=True, call="Eerst met je buur, dan met de zaal")
