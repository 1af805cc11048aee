"""What a trainer makes up during an evening: a question, a draw, a decision.

What is typed wrong gives a Dutch sentence instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

import msgspec

from tutor.classroom.content import CORRECTED, EveningContent, first_asked
from tutor.classroom.session import ClassSession
from tutor.classroom.votes import LETTERS, MOST, key_of, votable
from tutor.dates import clock_time
from tutor.learning.evening_events import (
    ClassAsked,
    ClassCorrected,
    ClassDrawn,
    ClassPaired,
    ClassParked,
    ClassParties,
    ClassPlanned,
    ClassRepeated,
    ClassResolved,
    ClassSeats,
    ClassTeams,
    FromTrainer,
)
from tutor.learning.wording import read_whole
from tutor.model import (
    Activity,
    Dilemma,
    Item,
    Line,
    Measurement,
    Meeting,
    Multiple,
    Norm,
    Option,
    PeerQuestion,
    Single,
    Statement,
    TeamQuiz,
    revision,
)

LEAST, MOST_OPTIONS = 2, 4
MINUTES = 5
"""Planned for a question from the room."""
FROM_ROOM, AGAIN = "zaal-", "nog-eens-"
"""How the id of a question from the room begins, and that of an activity that puts a question once more."""
HOW_ASKED = "Typ de vraag en twee tot vier antwoorden met | ertussen, en * voor het goede: Mag dat? | Ja | *Nee"
HOW_CORRECTED = "Laat de streepjes en elke * staan: vraag | antwoord | *goed antwoord"
SINCE_CORRECTED = "Welk antwoord goed is, is tijdens de avond verbeterd."
HOW_RESOLVED = "Typ het besluit en waarom, met ; tussen de redenen: Melden omdat de wet het vraagt; ieder het ziet"
HOW_PAIRED = "Typ de code en de letters op het briefje, met - voor niets, bijvoorbeeld: otter7 b c a - d"


def question_of(line: str) -> tuple[str, tuple[str, ...], str]:
    """A line as stem, options, and the letter of the option that was marked; empty when none was."""
    stem, *options = (" ".join(part.split()) for part in line.split("|"))
    marked = next((LETTERS[at] for at, text in enumerate(options[:MOST_OPTIONS]) if text.startswith("*")), "")
    return stem, tuple(text.removeprefix("*").strip() for text in options), marked


def asked(session: ClassSession, stem: str, options: Sequence[str], key: str) -> ClassAsked | str:
    """A question to ask now. `key`: the letter of the right option; empty for a matter of opinion."""
    stem, texts = " ".join(stem.split()), tuple(" ".join(text.split()) for text in options if text.strip())
    place = LETTERS.find(key.strip().casefold()) if key.strip() else None
    if not stem or not LEAST <= len(texts) <= MOST_OPTIONS:
        return HOW_ASKED
    if len({text.casefold() for text in texts}) < len(texts):
        return "Twee antwoorden zijn hetzelfde. Geef elk antwoord een eigen tekst."
    if place is not None and not 0 <= place < len(texts):
        return f"Het goede antwoord is een letter van A tot en met {LETTERS[len(texts) - 1].upper()}, of niets."
    number = 1 + sum(name.startswith(FROM_ROOM) for name in session.content.items)
    name = session.stage.item if mendable(session) else f"{FROM_ROOM}{number}"
    return ClassAsked(item=name, question=stem, options=texts, key=place)


def mendable(session: ClassSession) -> bool:
    """Whether the question in hand was made up here, and nobody voted on it yet: then it can be typed anew."""
    item = session.stage.item
    return item.startswith(FROM_ROOM) and not any(ballot.subject == item for ballot in session.votes)


def with_question(content: EveningContent, after: int, asked: ClassAsked) -> EveningContent:
    """The evening with this question as an activity after the one with that index; or with its text mended."""
    item = Single(
        id=asked.item,
        goal="",
        step="",
        question=asked.question,
        explanation="",
        norm=Norm.JUDGEMENT if asked.key is None else Norm.CUSTOM,
        sources=(),
        difficulty=1,
        options=tuple(
            Option(text=text, feedback="", key=place == asked.key) for place, text in enumerate(asked.options)
        ),
        fixed=True,
    )
    there = item.id in content.items
    content = msgspec.structs.replace(
        content,
        items={**content.items, item.id: item},
        revisions={**content.revisions, item.id: revision(item)},
    )
    activity = PeerQuestion(id=item.id, title="Een vraag tussendoor", minutes=MINUTES, item=item.id)
    return content if there else _with_activity(content, after, activity)


def text_of(item: Item) -> str:
    """A question on one line, as it is typed: with its answers where they have texts of their own, `*` for the key."""
    key, options = key_of(item), item.options if isinstance(item, Single | Multiple | Dilemma) else ()
    return " | ".join((item.question, *(f"{'*' * (at in key)}{option.text}" for at, option in enumerate(options))))


def corrected(session: ClassSession, line: str) -> ClassCorrected | str:
    """The question in hand with another text. It keeps its situation, and the number of its answers."""
    item = session.content.items.get(session.stage.item)
    if item is None:
        return "Hier staat geen vraag om te verbeteren."
    if not line.strip():
        return f"Nu staat er: {text_of(item)}"
    question, *typed = (" ".join(part.split()) for part in line.split("|"))
    texts = tuple(text.removeprefix("*").strip() for text in typed)
    key = tuple(at for at, text in enumerate(typed) if text.startswith("*"))
    number = len(item.options) if isinstance(item, Single | Multiple | Dilemma) else 0
    if not question or len(texts) != number or not all(texts):
        answers = f"en {number} antwoorden. {HOW_CORRECTED}" if number else "zonder antwoorden erachter"
        return f"Typ de hele vraag, {answers}."
    if len({text.casefold() for text in texts}) < number:
        return "Twee antwoorden zijn hetzelfde. Geef elk antwoord een eigen tekst."
    before = len(key_of(item))
    if (isinstance(item, Multiple) and not key) or (not isinstance(item, Multiple) and len(key) != before):
        return "Zet een * voor het goede antwoord." if before else "Hier is geen antwoord goed of fout: laat * weg."
    if text_of(item) == " | ".join((question, *(f"{'*' * (at in key)}{text}" for at, text in enumerate(texts)))):
        return "Er is niets veranderd."
    root = first_asked(item.id)
    again = 1 + sum(name.startswith(CORRECTED) and first_asked(name) == root for name in session.content.items)
    name = f"{CORRECTED}{again}-{root}"
    return ClassCorrected(item=item.id, becomes=name, question=question, options=texts, key=key)


def with_correction(content: EveningContent, corrected: ClassCorrected) -> EveningContent:
    """The evening that asks this instead; what was asked is kept for the votes on it.

    What was written about an answer goes with its text. When another answer is right, nothing that was written holds.
    """
    before = content.items[corrected.item]
    item = msgspec.structs.replace(before, id=corrected.becomes, question=corrected.question)
    if isinstance(item, Single | Multiple | Dilemma):
        other = key_of(before) != set(corrected.key)
        options = tuple(
            option
            if option.text == text and not other
            else msgspec.structs.replace(option, text=text, key=at in corrected.key, feedback="", misconception=None)
            for at, (option, text) in enumerate(zip(item.options, corrected.options, strict=False))
        )
        item = msgspec.structs.replace(item, options=options)
        if other:
            explained = SINCE_CORRECTED if item.explanation else ""
            item = msgspec.structs.replace(item, explanation=explained, sources=())
    activities = tuple(_asking(activity, before.id, item.id) for activity in content.plan.activities)
    return msgspec.structs.replace(
        content,
        plan=msgspec.structs.replace(content.plan, activities=activities),
        items={**content.items, item.id: item},
        revisions={**content.revisions, item.id: revision(item)},
    )


def _asking(activity: Activity, before: str, after: str) -> Activity:
    """The activity with another question in the place of one."""
    if getattr(activity, "item", "") == before:
        return msgspec.structs.replace(activity, item=after)
    items = getattr(activity, "items", ())
    if before not in items:
        return activity
    return msgspec.structs.replace(activity, items=tuple(after if name == before else name for name in items))


def repeated(session: ClassSession) -> ClassRepeated | str:
    """The question in hand once more, with votes of its own."""
    item = session.content.items.get(session.stage.item)
    if not isinstance(item, Single | Multiple | Statement):
        return "Nog eens vragen kan bij een keuze of een stelling."
    again = 1 + sum(one.id.startswith(f"{AGAIN}{item.id}-") for one in session.plan.activities)
    return ClassRepeated(item=item.id, activity=f"{AGAIN}{item.id}-{again}")


def with_repeat(content: EveningContent, after: int, asked: ClassRepeated) -> EveningContent:
    """The evening with a question once more, as an activity after the one with that index."""
    title = f"{content.plan.activities[after].title}: nog eens"
    kind = Line if isinstance(content.items[asked.item], Statement) else PeerQuestion
    return _with_activity(content, after, kind(id=asked.activity, title=title, minutes=MINUTES, item=asked.item))


def _with_activity(content: EveningContent, after: int, activity: PeerQuestion | Line) -> EveningContent:
    before = content.plan.activities
    activities = (*before[: after + 1], activity, *before[after + 1 :])
    return msgspec.structs.replace(content, plan=msgspec.structs.replace(content.plan, activities=activities))


def groups(session: ClassSession, rng: Random, size: int) -> ClassDrawn | str:
    """Everybody in groups of about this size, by the number of the seat: nobody sits alone."""
    present = session.present
    if present < 2 or not 2 <= size <= present:
        return f"Er zijn {present} mensen geteld. Typ eerst hoeveel er zijn, en dan een grootte van 2 tot dat aantal."
    seats = list(range(1, present + 1))
    rng.shuffle(seats)
    number = max(1, present // size)
    return ClassDrawn(groups=tuple(tuple(sorted(seats[at::number])) for at in range(number)))


def too_few(session: ClassSession, size: int) -> str:
    """Why chance cannot choose now; empty when it can."""
    made = groups(session, Random(0), size) if size else speaker(session, Random(0))
    return made if isinstance(made, str) else ""


def speaker(session: ClassSession, rng: Random) -> ClassDrawn | str:
    """A seat by chance; who was drawn comes back when all have been."""
    if not session.present:
        return "Typ eerst hoeveel mensen er zijn: zij zitten op stoel 1, 2, 3 en verder."
    seats = range(1, session.present + 1)
    spoken = len(session.drawn) // session.present * session.present
    left = [seat for seat in seats if seat not in session.drawn[spoken:]]
    return ClassDrawn(groups=((rng.choice(left or seats),),))


def parked(session: ClassSession, text: str) -> ClassParked | str:
    """Something to come back to."""
    said = " ".join(text.split())
    return ClassParked(activity=session.activity.id, text=said) if said else "Typ wat er op de parkeerplaats moet."


def planned(line: str) -> ClassPlanned | str:
    """At what time the evening is to begin."""
    at = clock_time(line)
    return ClassPlanned(begins=f"{at:%H.%M}") if at else f"Schrijf de begintijd als 19.30, niet als {line.strip()!r}."


def named(session: ClassSession, line: str) -> ClassTeams | ClassParties | str:
    """What the teams of a quiz, or the fracties of the oefenraad, are called: as many as there are names."""
    names = tuple(filter(None, (" ".join(name.split()) for name in line.split(","))))
    if not names:
        return "Typ de namen met een komma ertussen, bijvoorbeeld: Dorpsbelang, Groen Waterveen, Lokaal"
    if isinstance(session.activity, TeamQuiz):
        return ClassTeams(names=names)
    return ClassParties(names=names) if isinstance(session.activity, Meeting) else "Hier zijn geen teams of fracties."


def resolved(session: ClassSession, line: str) -> ClassResolved | str:
    """What the room would do in this activity, and why."""
    text, _, why = line.partition(" omdat ")
    if not text.strip():
        return HOW_RESOLVED
    reasons = tuple(" ".join(reason.split()) for reason in why.split(";") if reason.strip())
    return ClassResolved(activity=session.activity.id, text=" ".join(text.split()), reasons=reasons)


def made(word: str, session: ClassSession, line: str, municipality: int | None) -> FromTrainer | str:
    """What is stored of a line that was typed after a word of line mode. `municipality`: the seats of its raad."""
    match word:
        case "vraag":
            return asked(session, *question_of(line))
        case "parkeer":
            return parked(session, line)
        case "besluit":
            return resolved(session, line)
        case "briefje":
            return paired(session, line)
        case "zetels":
            return seats(session, line, municipality)
        case "begin":
            return planned(line)
        case "herhaal":
            return repeated(session)
        case "wijzig":
            return corrected(session, line)
        case _:
            return named(session, line)


def value_of(word: str, session: ClassSession) -> str:
    """What was typed after that word before, to change it; empty where nothing was."""
    match word:
        case "vraag" if mendable(session):
            return text_of(session.content.items[session.stage.item])
        case "wijzig" if session.stage.item:
            return text_of(session.content.items[session.stage.item])
        case "teams":
            return ", ".join(session.team_names if session.teams else session.parties)
        case "zetels":
            return str(session.seats)
        case "begin" if session.begins:
            return f"{session.begins:%H.%M}"
    return ""


def seats(session: ClassSession, typed: str, municipality: int | None) -> ClassSeats | str:
    """How many seats the raad of this evening has: a number, `gemeente` or `groep`."""
    word = typed.strip().casefold()
    number = {"gemeente": municipality, "groep": session.present}.get(word, read_whole(word, MOST))
    if not isinstance(session.activity, Meeting):
        return "Het aantal zetels kies je in de oefenraad."
    if word == "gemeente" and not number:
        return "Er is geen gemeente ingesteld. Typ een aantal, of groep voor iedereen die er is."
    if not number or number < 3:
        return "Typ een aantal zetels van 3 of meer, of gemeente, of groep."
    return ClassSeats(activity=session.activity.id, seats=number)


def paired(session: ClassSession, line: str) -> ClassPaired | str:
    """How many answers of a measurement were right on the paper with this code. Only that number is kept."""
    activity = session.activity
    if not isinstance(activity, Measurement):
        return "Briefjes met een code horen bij een meting."
    code, _, rest = line.strip().casefold().partition(" ")
    given = re.findall(r"[a-z-]", rest) if re.fullmatch(r"[a-z\s,-]+", rest) else []
    asked = [session.content.items[name] for name in activity.items]
    items = [item for item in asked if not isinstance(item, Multiple)]
    if not re.fullmatch(r"[a-z0-9]{2,12}", code) or len(given) != len(items):
        return f"{HOW_PAIRED}. Aantal vragen met één goed antwoord: {len(items)}."
    places = [LETTERS.find(letter) for letter in given]
    if any(place >= len(votable(item)) for place, item in zip(places, items, strict=True)):
        return "Er staat een letter bij die de vraag niet heeft."
    right = sum(place in key_of(item) for place, item in zip(places, items, strict=True))
    return ClassPaired(code=code, moment=activity.moment, right=right, asked=len(items))


NO_HANDS = "Er zijn nog geen handen geteld. Druk nog eens om zonder stemmen verder te gaan."
NO_VOTES = "Er zijn geen stemmen geteld. Was dat niet de bedoeling? Typ terug."


def leaves_vote(session: ClassSession) -> bool:
    """Whether going on leaves a vote in which nobody raised a hand; in a rehearsal that is no accident."""
    activity, stage, _ = session.forward()
    leaves = (activity, stage) != (session.activity_index, session.stage_index)
    return session.ballot is not None and leaves and not any(session.counts) and not session.rehearsal
