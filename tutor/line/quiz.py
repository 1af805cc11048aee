"""A quiz in line mode, and its feedback."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tutor.content import statute
from tutor.learning import presentation, second_chance
from tutor.learning.answers import Confidence, GiveUp, Reflect, Response, Write
from tutor.learning.days import study_day
from tutor.learning.grading import Note, Outcome, Verdict, right_answer
from tutor.learning.presentation import Command
from tutor.learning.quiz import Mode, Phase, QuizSession, Results
from tutor.learning.scan import Scan
from tutor.learning.wording import read_whole
from tutor.line.console import Back, Console, Stopped
from tutor.line.render import plain_lines, prompt, show_sheet, shown
from tutor.model import Dilemma, Item, Multiple, Open, Statement
from tutor.service import phrases
from tutor.service.study import MISTAKES, QUIZ, REVIEW, Study

Round = TypeVar("Round", QuizSession, Scan)

HELP = """\
Typ je antwoord en druk op Enter. Hoe zeker je bent, mag erachter: a zeker, a denk ik of a gok.
Je kunt ook typen:
hint - een duwtje (bij Oefenen)
weet niet - toon het antwoord
lees - lees de alinea die dit uitlegt
terug - neem je antwoord terug, zolang je het goede antwoord nog niet zag (bij Oefenen)
menu - stop met deze quiz; je plaats blijft bewaard
stop - sluit de tutor; je plaats blijft bewaard
? - deze hulp"""


def take(console: Console, study: Study, session: QuizSession, title: str) -> QuizSession:
    """Take a quiz to its end. Raises Back or Stopped when the learner leaves; the place is kept."""
    total = len(session.items)
    if session.mode is Mode.TEST and not session.attempts:
        for told in phrases.test_about(session, study.progress.pace):
            console.say(told)
    while session.phase is not Phase.DONE:
        item = session.current
        if item is None:
            break
        if session.phase is Phase.FEEDBACK:
            session = _after_feedback(console, study, session)
            continue
        if total > 1:
            console.say()
            number, of = session.place
            what = "Nog een keer" if session.returning else "Vraag"
            console.say(f"{phrases.sentence(title)} {what} {number} van {of}.")
        if session.returning:
            console.say(phrases.CAME_BACK)
        elif session.purpose == REVIEW:
            console.say(f"Waarom nu? {study.why_now(session)}")
        show_item(console, item, session.shown_seed, dated=not study.is_current(item))
        session = _ask(console, study, session, item)
    return session


def resume(console: Console, study: Study, left: Round, anew: Callable[[], Round]) -> Round:
    """What was left halfway; from its start if the learner, who left it on another day, wants that.

    Raises Back or Stopped when the learner wants neither.
    """
    day = study.left_on(left)
    if day is None:
        if left.attempts if isinstance(left, QuizSession) else left.asked:
            console.say(phrases.RESUMED)
        return left
    while True:
        match console.ask_something(f"{phrases.go_on(day)} of {phrases.ANEW.lower()}?").casefold():
            case "verder" | "v":
                return left
            case "opnieuw" | "o":
                return anew()
            case "menu":
                raise Back
            case "stop":
                raise Stopped
        console.say("Typ verder, opnieuw, menu of stop.")


def show_item(console: Console, item: Item, seed: int, *, dated: bool = False) -> None:
    """The stem and what there is to choose."""
    if dated:
        console.say(phrases.DATED)
    for text in filter(None, (item.passage, item.situation)):
        console.say(text)
    console.say(item.asked)
    if isinstance(item, Statement | Dilemma):
        console.say(phrases.OPINION_NOT_KEPT)
    for line in shown(item, seed):
        console.say(line, indent="   ")


def _ask(console: Console, study: Study, session: QuizSession, item: Item) -> QuizSession:
    """Ask until something happened: an answer that counts, or a step back."""
    while True:
        line, command = ask(console, item)
        match command:
            case Command.HELP:
                console.say(HELP)
            case Command.HINT:
                session = _hint(console, study, session)
            case Command.REREAD:
                reread(console, study, item)
            case Command.UNDO:
                if session.may_undo:
                    console.say("Je laatste antwoord is teruggenomen.")
                    return study.undo(session)
                console.say("Er is geen antwoord om terug te nemen. Dat kan tot je het goede antwoord ziet.")
            case Command.GIVE_UP:
                return _answer(console, study, session, item, GiveUp())
            case _:
                line, confidence = presentation.certainty(line)
                response = read_response(console, item, session.shown_seed, line)
                if response is not None:
                    before, session = session, _answer(console, study, session, item, response, confidence)
                    if len(session.attempts) > len(before.attempts):
                        return session


def ask(console: Console, item: Item) -> tuple[str, Command | None]:
    """What the learner types below a question, and the command that it is. Raises Stopped or Back."""
    line = console.ask_something(prompt(item))
    match presentation.command(line):
        case Command.STOP:
            raise Stopped
        case Command.MENU:
            raise Back
        case command:
            return line, command


def read_response(console: Console, item: Item, seed: int, line: str) -> Response | None:
    """The response in a line; None after telling what is wrong with it. An open answer is judged by the learner."""
    response = presentation.read(item, seed, line)
    if isinstance(response, str):
        console.say(response)
        return None
    if isinstance(item, Open) and isinstance(response, Write):
        return _reflect(console, item, response.text)
    return response


def _reflect(console: Console, item: Open, text: str) -> Reflect:
    console.say("Een voorbeeld van een goed antwoord:")
    console.say(item.model_answer)
    console.say("Kijk je eigen antwoord na:")
    for number, part in enumerate(item.criteria, 1):
        console.say(f"{number}. {part.text}", indent="   ")
    while True:
        line = console.ask_something("Wat zit erin? (nummers, bijvoorbeeld 1 2; of alle; of geen):").casefold()
        words = line.replace(",", " ").split()
        if words in (["alle"], ["alles"]):
            return Reflect(text, tuple(range(len(item.criteria))))
        if words == ["geen"]:
            return Reflect(text, ())
        numbers = {read_whole(word, len(item.criteria)) or 0 for word in words}
        if 0 not in numbers:
            return Reflect(text, tuple(sorted(number - 1 for number in numbers)))
        console.say(f"Typ nummers van 1 tot en met {len(item.criteria)}, of alle, of geen.")


def _answer(
    console: Console,
    study: Study,
    session: QuizSession,
    item: Item,
    response: Response,
    confidence: Confidence | None = None,
) -> QuizSession:
    after, verdict = study.answer(session, response, confidence)
    if verdict.outcome is Outcome.UNCLEAR:
        console.say(verdict.clarify)
        if verdict.meant and console.ask_something("ja of nee:").casefold() in ("j", "ja"):
            return _answer(console, study, after, item, verdict.meant, confidence)
        return after
    if session.mode is Mode.PRACTICE:
        if after.withholds and console.pauses:
            first_look(console, item, response, verdict)
        else:
            tell(console, study, item, verdict, gave_up=isinstance(response, GiveUp))
            _look_back(console, study, after, item)
        if after.comes_back(item) and not after.returning and len(after.tries) == 1:
            console.say(phrases.COMES_BACK)
    console.say(phrases.saved(guest=study.guest))
    return after


def _hint(console: Console, study: Study, session: QuizSession) -> QuizSession:
    after = study.hint(session)
    if after.hint:
        console.say(f"Hint: {after.hint}")
    elif session.mode is Mode.TEST:
        console.say("Bij een toets zijn er geen hints.")
    else:
        console.say("Bij deze vraag is er geen hint.")
    return after


def _look_back(console: Console, study: Study, session: QuizSession, item: Item) -> None:
    """What was guessed before the lesson, and when the question is asked again."""
    if session.purpose == QUIZ and (guess := study.progress.guessed(item)):
        console.say(phrases.guessed(item, guess, right=session.tries[-1].verdict.right))
    if (not session.comes_back(item) or session.returning) and (day := study.progress.returns(item)):
        console.say(phrases.returns(day, study_day(study.now())))


def _after_feedback(console: Console, study: Study, session: QuizSession) -> QuizSession:
    if not console.pauses:
        return study.proceed(session)
    item = session.current
    while True:
        enter = "nog een keer proberen" if session.withholds else "verder"
        show = "toon = toon het antwoord, " if session.withholds else ""
        retry = "opnieuw = nog een keer proberen, " if session.may_retry and not session.withholds else ""
        source = "" if session.withholds else "bron = waar het staat, "
        undo = ", terug = antwoord terugnemen" if session.may_undo else ""
        line = console.ask(f"Enter = {enter}, {show}{retry}{source}lees = lees terug{undo}:")
        match line.casefold():
            case "" if session.withholds:
                return study.retry(session)
            case "toon" if session.withholds and item:
                session = session.reveal()
                tell(console, study, item, session.tries[-1].verdict)
                _look_back(console, study, session, item)
            case "":
                return study.proceed(session)
            case "opnieuw" if session.may_retry:
                return study.retry(session)
            case "terug" if session.may_undo:
                return study.undo(session)
            case "terug":
                console.say("Je zag het goede antwoord: dit antwoord neem je niet meer terug.")
            case "lees" if item:
                reread(console, study, item)
            case "bron" if item and not session.withholds:
                source_of(console, study, item)
            case "menu":
                raise Back
            case "stop":
                raise Stopped
            case _:
                console.say("Dat ken ik hier niet. Druk op Enter om verder te gaan.")


def report(console: Console, study: Study, session: QuizSession) -> None:
    """The results per goal, and what to read again. A Toets gets its feedback here."""
    results = session.results()
    console.say()
    if results.scored:
        console.say(f"Klaar. {results.right} van de {len(results.scored)} in één keer goed.")
        before = study.progress.last_time(session.id, session.subject, session.mode, len(results.scored))
        if before and session.subject != REVIEW:
            console.say(phrases.compared(results.right, before))
    _per_goal(console, study, results)
    for line in results.lines:
        verdict = line.attempt.verdict
        if session.mode is Mode.TEST:
            console.say()
            console.say(f"Vraag: {line.item.stem}")
            tell(console, study, line.item, verdict, gave_up=isinstance(line.attempt.response, GiveUp))
    again = dict.fromkeys(
        (study.catalogue.lesson_of[line.item.id].head.id, line.item.step)
        for line in results.scored
        if not line.attempt.verdict.right
    )
    for lesson_id, anchor in again:
        step = study.catalogue.lessons[lesson_id].step(anchor)
        if step:
            console.say(f"Lees nog eens: {step.title} ({lesson_id}).")
    if results.wrong and console.pauses:
        _offer_again(console, study, results)


def _offer_again(console: Console, study: Study, results: Results) -> None:
    """What went wrong once more, if the learner wants."""
    while True:
        match console.ask(f"Enter = klaar, fouten = {phrases.again(len(results.wrong)).lower()}:").casefold():
            case "":
                return None
            case "fouten":
                anew = study.ask((item.id for item in results.wrong), MISTAKES)
                return report(console, study, take(console, study, anew, phrases.MISTAKES_AGAIN))
            case "menu":
                raise Back
            case "stop":
                raise Stopped
        console.say("Druk op Enter, of typ fouten.")


def _per_goal(console: Console, study: Study, results: Results) -> None:
    for goal in results.per_goal:
        text = study.catalogue.goals[goal.goal].text if goal.goal in study.catalogue.goals else goal.goal
        right = sum(line.attempt.verdict.right for line in results.scored if line.item.goal == goal.goal)
        console.say(f"- {text} {right} van {goal.items} goed.", indent="  ")


def first_look(console: Console, item: Item, response: Response | None, verdict: Verdict) -> None:
    """Feedback on what was chosen, without the answer."""
    console.say(f"{phrases.OUTCOME[verdict.outcome]}.")
    notes = second_chance.first_look(item, response, verdict)
    for note in notes:
        if len(notes) > 1:
            mark = _mark(item, note)
            about = [phrases.sentence(note.about)] if note.about else []
            console.say(f"- {mark}: {' '.join([*about, note.text])}".rstrip(), indent="  ")
        elif note.text:
            console.say(note.text)


def tell(console: Console, study: Study, item: Item, verdict: Verdict, *, gave_up: bool = False) -> None:
    """The verdict, feedback per option, the explanation and the sources."""
    if item.scored:
        console.say("Je weet het niet; dat is ook een antwoord." if gave_up else f"{phrases.OUTCOME[verdict.outcome]}.")
    for note in verdict.notes:
        if len(verdict.notes) == 1:
            console.say(note.text)
        else:
            mark = f"{_mark(item, note)}: " if item.scored else ""
            console.say(f"- {mark}{phrases.sentence(note.about)} {note.text}", indent="  ")
    if not verdict.right:
        _key(console, item)
    if isinstance(item, Statement | Dilemma):
        _debate(console, item)
    if not any(note.text == item.explanation for note in verdict.notes):
        console.say(item.explanation)
    console.say(statute.sources(item, study.catalogue.register))


def answer(console: Console, study: Study, item: Item) -> None:
    """The answer to a question that was answered before."""
    _key(console, item)
    if isinstance(item, Statement | Dilemma):
        _debate(console, item)
    console.say(item.explanation)
    source_of(console, study, item)


def _key(console: Console, item: Item) -> None:
    if item.scored:
        console.say("Het goede antwoord:" if not isinstance(item, Open) else "Een voorbeeld van een goed antwoord:")
        console.say(right_answer(item))


def _debate(console: Console, item: Statement | Dilemma) -> None:
    console.say(f"Wie beslist: {item.decides}")
    console.say(f"Wat de wet vastlegt: {item.floor}")
    for heading, lines in (
        ("Argumenten voor:", item.pros),
        ("Argumenten tegen:", item.cons),
        ("Verander één feit:", item.shifts),
        ("Om over te praten:", item.discuss),
    ):
        if lines:
            console.say(heading)
            for line in lines:
                console.say(f"- {line}", indent="  ")


def reread(console: Console, study: Study, item: Item) -> None:
    """The step that teaches an item."""
    lesson = study.catalogue.lesson_of[item.id]
    step = lesson.step(item.step)
    if step:
        console.say(f"Uit les {lesson.head.title}: {step.title}")
        for line in plain_lines(step.text):
            console.say(line, indent="  ")


def source_of(console: Console, study: Study, item: Item) -> None:
    """The articles that the answer rests on, in our own words."""
    for sheet in statute.sheets(item.sources, study.catalogue, study.official):
        show_sheet(console, sheet)
    console.say(statute.NORM[item.norm])


def _mark(item: Item, note: Note) -> str:
    """What the learner did with one part, in words."""
    if note.right:
        return "Klopt"
    match item:
        case Multiple():
            return "Hoort er niet bij" if note.misconception else "Gemist"
        case Open():
            return "Nog niet"
        case _:
            return "Klopt niet"
