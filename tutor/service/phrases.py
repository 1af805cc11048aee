"""Dutch words that every face uses, so that the app and line mode say the same thing."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from tutor.classroom.votes import percentage
from tutor.dates import day_and_month, full_date
from tutor.learning.answers import GiveUp, Outcome, Response, said
from tutor.learning.days import study_day
from tutor.learning.grading import grade
from tutor.learning.lesson import PageKind
from tutor.learning.progress import PRACTISED
from tutor.model import Catalogue, Item, Judgement, Lesson, Stop, Term
from tutor.model.catalogue import FindKind

if TYPE_CHECKING:
    from tutor.content.statute import ArticleSheet
    from tutor.learning.lesson import LessonSession
    from tutor.learning.mastery import GoalStanding
    from tutor.learning.overview import CalendarWeek, DayAhead
    from tutor.learning.parts import HowFar
    from tutor.learning.plan import ProgrammeState
    from tutor.learning.progress import FinishedQuiz, Progress
    from tutor.learning.review_queue import Choice, TakePart

RESUMED = "Je gaat verder waar je was."
"""To who comes back on the same day to what was left halfway."""
ANEW = "Opnieuw"
"""To begin what was left halfway on another day from its start."""

OUTCOME: Mapping[Outcome, str] = {
    Outcome.RIGHT: "Goed",
    Outcome.PARTLY: "Deels goed",
    Outcome.WRONG: "Niet goed",
    Outcome.UNSCORED: "Genoteerd",
    Outcome.UNCLEAR: "Even checken",
}

JUDGEMENT: Mapping[Judgement, str] = {
    Judgement.STRONG: "Sterk",
    Judgement.DEFENSIBLE: "Verdedigbaar",
    Judgement.WEAK: "Zwak",
}

PAGE: Mapping[PageKind, str] = {
    PageKind.STEP: "Lezen",
    PageKind.GUESS: "Je hebt dit nog niet geleerd. Raad maar: het telt niet mee.",
    PageKind.CHECK: "Even checken",
    PageKind.CASUS: "Casus",
    PageKind.QUIZ: "Quiz",
}

FOUND: Mapping[FindKind, str] = {
    FindKind.TERM: "Woorden",
    FindKind.ARTICLE: "Wetten",
    FindKind.NOTE: "Je notities",
    FindKind.STEP: "Lessen",
    FindKind.ITEM: "Vragen die je al had",
}

SOURCES = "Waar staat het?"
ARTICLE = "Wat staat er in de wet?"
LAWS = "Wetten"
TAKEN = "Dat bestand is er al. Druk nog eens op Enter om het te vervangen."
TOOLS = "Gereedschap"
TOOLS_ABOUT = "Voor vanavond: tel een stemming, reken een termijn uit, of schrijf een motie"
TAUGHT_IN = "Dit leer je in de les"
OWN_WORDS = "Wat de artikelen zeggen, in gewone woorden. Wie het precies wil weten, leest de officiële tekst."
STOP_HERE = "Mooi punt om te stoppen"
STOP_TODAY = "Morgen verder"
PUT_BACK = "Hier staat wat je typte toen Raadstutor sloot. Het is nog niet bewaard."
NOTHING_FOUND = "Niets gevonden. Probeer een ander woord, of een deel van een woord."
ELSEWHERE = "In een ander venster is er iets bijgekomen voor dit profiel. Dat telt hier ook mee."
NOTHING_KEPT = "Let op: nu wordt er niets bewaard."
PLANNED = "Genoteerd. Over dertig dagen vraag ik hoe het ging."
DATED = "Let op: deze vraag moet opnieuw worden nagekeken. De regels kunnen intussen anders zijn."
OPINION_NOT_KEPT = "Hier is geen goed of fout. Wat je vindt, wordt niet bewaard."


def resting(titles: Iterable[str]) -> str:
    """The lessons that rest on an article."""
    return f"Hierop steunen de lessen: {', '.join(f'‘{title}’' for title in titles)}."


def read_on(sheet: ArticleSheet) -> str:
    """Which text of an article was read; empty for a source without a date."""
    if not sheet.read_on:
        return ""
    return f"{'In onze woorden, naar' if sheet.paragraphs else 'Gelezen in'} de tekst van {full_date(sheet.read_on)}."


def official_of(sheet: ArticleSheet) -> str:
    """What stands above the official text of an article."""
    about = f"De officiële tekst, geldig vanaf {full_date(sheet.official_of)}" if sheet.official_of else ""
    return f"{about}. Let op: die is nieuwer dan de tekst van deze les." if sheet.newer else f"{about}:"


def percent(share: float) -> str:
    """A share from 0 to 1, such as `67 procent`."""
    return f"{percentage(share)} procent"


def sinking(goals: int) -> str:
    """How many goals were mastered and are not any more; empty when there are none."""
    return f"{goals} {'zakt' if goals == 1 else 'zakken'} weg" if goals else ""


def nothing_found(meant: str) -> str:
    """That a search found nothing, and what was probably `meant`."""
    return f"Niets gevonden. Bedoel je: {meant}?" if meant else NOTHING_FOUND


def word(catalogue: Catalogue, term: Term, *, alone: bool) -> str:
    """A term with where its explanation is from: a pack always says so, Raadstutor when it is not `alone`."""
    origin = catalogue.origin(term.id).pack or ("" if alone else "Raadstutor")
    return f"{term.term} ({origin})" if origin else term.term


def chance(share: float | None, *, learned: bool) -> str:
    """How likely a new question is answered right on what was `learned`; empty when there is nothing to know yet."""
    return f"nu nog {percent(share)}" if share is not None and learned else ""


def minutes(count: int) -> str:
    """Whole minutes, such as `10 minuten`."""
    return f"{count} minuut" if count == 1 else f"{count} minuten"


def about(spent: float) -> str:
    """Minutes as far as one can tell them: `nog 6 minuten`."""
    return f"nog {minutes(round(spent))}" if spent >= 0.5 else "bijna klaar"


def whereabouts(way: HowFar) -> str:
    """`etappe 2 van 4, stap 5 van 8`; the minutes that are told beside it are those of the etappe as well."""
    step = f"stap {way.step} van {len(way.etappe.pages)}"
    return f"etappe {way.etappe.number} van {way.etappe.count}, {step}" if way.etappe.count > 1 else step


def stopping(session: LessonSession, way: HowFar) -> list[str]:
    """At the end of an etappe: what is done, and what comes next."""
    number, total = way.etappe.number, way.etappe.count
    left = count(total - number, "etappe", "etappes")
    return [
        f"Etappe {number} van {total} is klaar.",
        f"Hierna: {sentence(session.forward().page.title)} Nog {left}, samen {minutes(max(1, round(way.after)))}.",
    ]


def go_on(day: date) -> str:
    """The choice to go on with what was left on a day; the other one is `ANEW`."""
    return f"Verder ({day_and_month(day)})"


def standing(goal: GoalStanding) -> str:
    """How far a goal is, in words."""
    if goal.mastered:
        return "beheerst"
    if goal.sinking:
        return "zakt weg"
    if not goal.items:
        return "nog niet geoefend"
    return f"{goal.right} van {goal.items} goed"


def stands(goal: GoalStanding) -> str:
    """The same, and for what was mastered how much of it is left."""
    left = chance(goal.chance, learned=goal.mastered or goal.sinking)
    return f"{standing(goal)}, {left}" if left else standing(goal)


GUEST = "Van een gast wordt niets bewaard. Met p bewaar je onder een naam wat je deed."
GUEST_LEAVES = "Wat je als gast deed, gaat weg als je iemand anders kiest. Bewaar het onder een naam."
KEEP_GUEST = "Bewaren wat ik als gast deed, onder een naam"
PEOPLE = "De mensen van Waterveen. Enter: in welke lessen je iemand tegenkomt."
NOTHING_DUE = "Vandaag hoeft er niets terug te komen."
ALL_DONE = "Alle lessen van je plan zijn af. Wat je herhaalt, blijft hangen."
AGAIN, OTHERWISE = "Nog eens", "met een ander feit"
NO_MISTAKES = "Er zijn geen vragen die de vorige keer misgingen."
HAVE_MINUTES, WORTH_MOST = "5, 10 of 20 minuten", "wat nu het meeste oplevert"
NOTHING_NEXT = "Hierna staat er niets meer in je plan."
CHOOSE_PROGRAMME = "kies er een, dan weet je wat je doet"
NO_PROGRAMME = "Geen programma volgen"
FOLLOW_PROGRAMME = "Volg dit programma: dan staat het op je beginscherm"
PROGRAMMES = "Een programma zet lessen en losse stappen voor je op een rij. Volg er een, dan gaat je plan dat langs."
FOLLOWING = "● Je volgt dit programma."
ANSWER_REST = "De vragen doen die je oversloeg"
GO_ON, BEGIN, AFTER, OR_ELSE = "Ga verder", "Begin hier", "Volgende", "Of"
"""What the plan names: what was begun, what to begin with, and what comes then."""


def lesson_state(progress: Progress, lesson: Lesson) -> str:
    """Whether a lesson is done, and what it takes to be."""
    done, asked = progress.practice(lesson)
    needed = ceil(PRACTISED * asked)
    if progress.learned(lesson):
        return f"Les af: gelezen, en {count(done, 'vraag', 'vragen')} gedaan."
    if not progress.practised(lesson):
        missing = count(needed - done, "vraag", "vragen")
        return f"Gelezen. Je deed {done} van de {asked} vragen. De les is af als je er nog {missing} doet."
    return "Je deed de vragen. De les is af als je ook alle stappen leest."


def due(questions: int, length: int) -> str:
    """How many questions come back and for how long, such as `9 vragen, 5 minuten`."""
    return f"{count(questions, 'vraag', 'vragen')}, {minutes(length)}"


def etappe(taken: TakePart) -> str:
    """`etappe 2 van 4, 7 min`: it stands on one line with a title."""
    return f"etappe {taken.part.number} van {taken.part.count}, {max(1, round(taken.minutes))}\u00a0min"


def this_week(week: CalendarWeek) -> str:
    """What was done this week, in words."""
    days = sum(day.active for day in week.days)
    if not days:
        return "Vijf minuten is genoeg om te beginnen."
    length = minutes(week.minutes) if week.minutes else "minder dan een minuut"
    return f"Deze week leerde je op {count(days, 'dag', 'dagen')}, samen {length}."


def followed(state: ProgrammeState) -> str:
    """`3 van 18 gedaan`."""
    return f"{state.done} van {len(state.stops)} gedaan"


def todo(stop: Stop, catalogue: Catalogue) -> str:
    """What there is to do at a stop of a programme or of the plan: `quiz bij ‘De les’ (5 minuten)`."""
    lesson = catalogue.lessons[stop.lesson]
    title, what = f"‘{lesson.head.title}’", stop.what
    step = lesson.step(stop.step) if stop.step else None
    where = f"{what} {title}" if what == "les" else f"{what} bij {title}"
    if step:
        where = f"stap ‘{step.title}’ uit {title}"
    return f"{where} ({minutes(stop.minutes)})"


def count(number: int, one: str, many: str) -> str:
    """A number with its noun, such as `1 vraag` or `3 vragen`."""
    return f"{number} {one if number == 1 else many}"


def slack(spare: timedelta) -> str:
    """`Speling: 4 minuten`, or `Je loopt 3 minuten uit`."""
    over = -round(spare.total_seconds() / 60)
    return f"Je loopt {minutes(over)} uit" if over > 0 else f"Speling: {minutes(-over)}"


def tally(counts: Iterable[int], present: int) -> str:
    """`Geteld: 15 van de 18`; without a number of people only `Geteld: 15`."""
    return f"Geteld: {sum(counts)}" + (f" van de {present}" if present else "")


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    return text if text.rstrip("’”)").endswith((".", "?", "!", "…", ":")) else f"{text}."


def saved(*, guest: bool) -> str:
    """After COMMIT; a guest's answer is only remembered."""
    return "Onthouden tot je stopt." if guest else "Opgeslagen."


def place_kept(*, guest: bool) -> str:
    """What is kept of the place of a learner who leaves."""
    return "Als gast wordt niets bewaard." if guest else "Je plaats is bewaard."


NO_QUESTIONS = "Deze les heeft hiervoor geen vragen."

SAVE_SHEET = "Bewaar de les als blad om te printen, met wat misging"
MISTAKES_AGAIN = "Wat misging"
MORE_PRACTICE = "Meer oefenen"


def again(wrong: int) -> str:
    """To practise what went wrong."""
    return "Oefen de vraag die misging" if wrong == 1 else f"Oefen de {wrong} vragen die misgingen"


def more(questions: int) -> str:
    """To practise what the quiz of a lesson left."""
    return f"Meer oefenen: nog {count(questions, 'vraag', 'vragen')} over deze les"


LAST_ROUND = "Laatste uitslag"


def last_round(done: FinishedQuiz) -> str:
    """`5 van de 6 vragen goed (3 november)`."""
    return f"{done.right} van de {count(done.scored, 'vraag', 'vragen')} goed ({day_and_month(study_day(done.at))})"


def compared(right: int, before: FinishedQuiz) -> str:
    """How a quiz went beside the last time."""
    return f"Vorige keer waren het er {before.right}{', net als nu' if right == before.right else ''}."


def changed(better: Collection[str], worse: Collection[str]) -> list[str]:
    """What is otherwise than when these questions were answered before."""
    told = []
    if better:
        told.append(f"Eerst mis, nu goed: {count(len(better), 'vraag', 'vragen')}.")
    if worse:
        told.append(f"Eerst goed, nu mis: {count(len(worse), 'vraag', 'vragen')}.")
    return told


BETTER, WORSE = "eerst mis", "eerst goed"


COMES_BACK = "Aan het eind komt deze vraag nog één keer terug."


def returns(day: date, today: date) -> str:
    """When a question is asked again."""
    return "Terug op " + f"{day_and_month(day)}." if (day - today).days > 1 else "Morgen komt deze vraag terug."


def guessed(item: Item, guess: Response, *, right: bool) -> str:
    """What was guessed before learning, beside how it goes now."""
    if grade(item, guess).right:
        return f"Toen raadde je het goed. {'Nu weet je het.' if right else 'Nu ging het mis.'}"
    then = (
        "Toen wist je het nog niet." if isinstance(guess, GiveUp) else f"Je raadde toen: {sentence(said(item, guess))}"
    )
    return f"{then} {'Nu weet je het.' if right else 'Nu gaat het nog niet goed.'}"


GUESSED = "Deze vraag raadde je in het begin van de les."
CAME_BACK = "Deze vraag ging net niet goed. Nu nog een keer; je score verandert er niet door."
SESSIONS = (5, 10, 20)
"""Minutes that a learner can say to have."""
SESSION_EMPTY = "Nu levert herhalen weinig op, en alle lessen zijn af. Kom over een paar dagen terug."


def all_done(coming: DayAhead | None, *, due: bool = False) -> str:
    """To who has had all lessons: well done, and when there is something to do again."""
    if due or coming is None:
        return f"Mooi werk! {ALL_DONE}"
    back = f"Op {day_and_month(coming.day)} komt er weer iets terug; tot dan hoef je niets."
    return f"Mooi werk! Alle lessen van je plan zijn af. {back}"


def session_done(coming: DayAhead | None) -> str:
    """`Dat was je sessie. Op 3 december komen 4 vragen terug.`"""
    if coming is None:
        return "Dat was je sessie."
    verb = "komt" if coming.items == 1 else "komen"
    return f"Dat was je sessie. Op {day_and_month(coming.day)} {verb} {count(coming.items, 'vraag', 'vragen')} terug."


def outline(chosen: Iterable[Choice], catalogue: Catalogue, wrong: Container[str]) -> list[str]:
    """What a session holds, one line for each thing to do: `4 vragen die terugkomen (3 minuten)`.

    `wrong`: items that went wrong the last time; they have a line of their own.
    """
    from tutor.learning.review_queue import CasusAgain, TakePart, blocks
    from tutor.learning.worth import Pick

    def length(block: Sequence[Choice]) -> str:
        return minutes(max(1, round(sum(one.minutes for one in block))))

    told = []
    for block in blocks(chosen):
        match block[0]:
            case TakePart() as taken:
                title = catalogue.lessons[taken.part.lesson].head.title
                whole = "" if taken.whole and taken.pages == taken.part.pages else "een stuk van "
                told.append(f"‘{title}’: {whole}etappe {taken.part.number} van {taken.part.count} ({length(block)})")
            case CasusAgain(casus=casus):
                told.append(f"de casus ‘{catalogue.cases[casus].title}’ nog eens, maar nu anders ({length(block)})")
            case _:
                mistakes = [one for one in block if isinstance(one, Pick) and one.item in wrong]
                others = [one for one in block if one not in mistakes]
                if others:
                    told.append(f"{count(len(others), 'vraag', 'vragen')} om te herhalen ({length(others)})")
                if mistakes:
                    words = count(len(mistakes), "vraag die misging", "vragen die misgingen")
                    told.append(f"{words} ({length(mistakes)})")
    return told


WHY = "Waarom kies je dit?"
WHY_KEPT = "Schrijf het kort op, of laat het leeg. Niemand kijkt het na; je vindt het terug bij je notities."
YOUR_REASON = "Jouw reden"
DRAFT = "Concept: deze les is nog niet af."


def caveats(*, draft: bool, old: bool) -> tuple[str, ...]:
    """What is said above a question."""
    return (*([DRAFT] if draft else []), *([DATED] if old else []))
