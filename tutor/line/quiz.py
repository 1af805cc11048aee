"""A quiz in line mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tutor.learning import answers
from tutor.learning.answers import Choose, Command, Confidence, GiveUp, Reflect, Response, Write, with_reason
from tutor.learning.attempts import Results
from tutor.learning.days import study_day
from tutor.learning.grading import Outcome
from tutor.learning.lesson import more_items
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.learning.scan import Scan
from tutor.learning.wording import read_whole
from tutor.line.console import Back, Console, Stopped
from tutor.line.render import first_look, prompt, reread, shown, source_of, tell
from tutor.model import Dilemma, Item, Multiple, Open, Single, Statement
from tutor.service import handing_in, phrases
from tutor.service.study import MISTAKES, MORE, QUIZ, REVIEW, Study
from tutor.system import command

Round = TypeVar("Round", QuizSession, Scan)

HELP = """\
Typ je antwoord en druk op Enter. Hoe zeker je bent, mag erachter: a zeker, a denk ik of a gok.
Je kunt ook typen:
hint - een duwtje (bij Oefenen)
weet niet - toon het antwoord
lees - lees de alinea die dit uitlegt
terug - neem je antwoord terug, zolang je het goede antwoord nog niet zag (bij Oefenen)
overzicht, markeer, volgende, vorige - bij een toets: alle vragen, of een andere vraag eerst
menu - stop met deze quiz; je plaats blijft bewaard
stop - sluit de tutor; je plaats blijft bewaard
? - deze hulp"""


def take(console: Console, study: Study, session: QuizSession, title: str) -> QuizSession:
    """Take a quiz to its end. Raises Back or Stopped when the learner leaves; the place is kept."""
    total = len(session.items)
    if session.mode is Mode.TEST and not session.begun:
        for told in handing_in.test_about(session, study.progress.pace.prices(study.catalogue.items)):
            console.say(told)
    while session.phase is not Phase.DONE:
        if session.phase is Phase.REVIEW:
            session = _review(console, study, session)
            continue
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
        elif session.purpose == QUIZ and study.progress.guessed(item):
            console.say(phrases.GUESSED)
        elif session.purpose == REVIEW:
            console.say(f"Waarom nu? {study.why_now(session)}")
        show_item(console, item, session.shown_seed, study.caveats(item))
        if session.given_at(item):
            console.say(f"Je antwoord nu: {phrases.sentence(handing_in.given(session, item))}")
        session = _ask(console, study, session, item)
    return session


def _review(console: Console, study: Study, session: QuizSession) -> QuizSession:
    """All questions of a toets, to look at again or to hand in. Who feeds lines to a pipe hands in at once."""
    if not console.pauses:
        return study.hand_in(session)
    console.say()
    console.say(phrases.sentence(handing_in.TEST_REVIEW))
    for told in handing_in.test_state(session):
        console.say(told)
    for number, item in enumerate(session.items, 1):
        mark = f" ({handing_in.MARKED})" if item.id in session.marked else ""
        console.say(
            f"{number}. {item.question} {phrases.sentence(handing_in.given(session, item) + mark)}", indent="   "
        )
    while True:
        line = console.ask_something("Nummer = naar die vraag, inleveren = lever de toets in, menu of stop:").casefold()
        if line == "inleveren":
            console.say(phrases.saved(guest=study.guest))
            return study.hand_in(session)
        if line == "menu":
            raise Back
        if line == "stop":
            raise Stopped
        number = read_whole(line, len(session.items)) or 0
        if (there := session.look_at(number - 1)) is not session:
            return there
        console.say(handing_in.FIXED if number else "Typ het nummer van een vraag, of inleveren.")


def _in_toets(console: Console, study: Study, session: QuizSession, line: str) -> QuizSession | None:
    """What moves through a toets instead of answering; None for an answer."""
    match line.casefold():
        case "overzicht":
            return session.look_at(len(session.items))
        case "volgende" | "vorige" as word:
            return session.beside(1 if word == "volgende" else -1)
        case "markeer":
            marked = study.mark(session)
            console.say(
                f"{handing_in.MARKED.capitalize()}." if marked.marked > session.marked else "Niet meer gemarkeerd."
            )
            return marked
    return None


def resume(console: Console, study: Study, left: Round, anew: Callable[[], Round]) -> Round:
    """What was left halfway; from its start if the learner, who left it on another day, wants that.

    Raises Back or Stopped when the learner wants neither.
    """
    day = study.left_on(left)
    if day is None:
        if left.begun if isinstance(left, QuizSession) else left.asked:
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


def show_item(console: Console, item: Item, seed: int, caveats: tuple[str, ...] = ()) -> None:
    """The stem and what there is to choose."""
    for caveat in caveats:
        console.say(caveat)
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
            case Command.UNDO if session.mode is Mode.TEST:
                return session.beside(-1)
            case Command.UNDO:
                if session.may_undo:
                    console.say("Je laatste antwoord is teruggenomen.")
                    return study.undo(session)
                console.say("Er is geen antwoord om terug te nemen. Dat kan tot je het goede antwoord ziet.")
            case Command.GIVE_UP:
                return _answer(console, study, session, item, GiveUp())
            case None if session.mode is Mode.TEST and (moved := _in_toets(console, study, session, line)):
                return moved
            case _:
                line, confidence = answers.certainty(line)
                response = read_response(console, item, session.shown_seed, line)
                if response is not None:
                    response = _with_why(console, session, item, response)
                    before, session = session, _answer(console, study, session, item, response, confidence)
                    if len(session.attempts) > len(before.attempts) or session.given is not before.given:
                        return session


def _with_why(console: Console, session: QuizSession, item: Item, response: Response) -> Response:
    """The first time ask why, of an item that wants to know."""
    if not (isinstance(item, Single | Multiple) and item.reasoned and isinstance(response, Choose)):
        return response
    if session.tries:
        first = session.tries[0].response
        return with_reason(response, first.reason if isinstance(first, Choose) else "")
    console.say(phrases.WHY_KEPT)
    return with_reason(response, console.ask(phrases.WHY)[:2_000])


def ask(console: Console, item: Item) -> tuple[str, Command | None]:
    """What the learner types below a question, and the command that it is. Raises Stopped or Back."""
    line = console.ask_something(prompt(item))
    match answers.command(line):
        case Command.STOP:
            raise Stopped
        case Command.MENU:
            raise Back
        case command:
            return line, command


def read_response(console: Console, item: Item, seed: int, line: str) -> Response | None:
    """The response in a line; None after telling what is wrong with it. An open answer is judged by the learner."""
    response = answers.read(item, seed, line)
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
        first = "goed" if session.mode is Mode.TEST else "in één keer goed"
        console.say(f"Klaar. {results.right} van de {len(results.scored)} {first}.")
        before = study.progress.last_time(session.id, session.subject, session.mode, len(results.scored))
        if before and session.subject != REVIEW:
            console.say(phrases.compared(results.right, before))
        for told in phrases.changed(*results.changes(session.id, study.progress.answers)):
            console.say(told)
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
    if console.pauses:
        if session.subject in study.catalogue.lessons and results.scored:
            console.say(f"Deze les op papier: {command(f'klas druk samenvatting {session.subject} --naar les.html')}")
        _offer(console, study, session, results)


def _offer(console: Console, study: Study, session: QuizSession, results: Results) -> None:
    """What went wrong once more, or what the quiz of a lesson left, if the learner wants."""
    lesson = study.catalogue.lessons.get(session.subject)
    more = more_items(lesson) if lesson and session.purpose == QUIZ else ()
    wanted = {
        "fouten": (results.wrong, MISTAKES, phrases.MISTAKES_AGAIN, phrases.again(len(results.wrong))),
        "meer": (more, MORE, phrases.MORE_PRACTICE, phrases.more(len(more))),
    }
    offers = [f"{word} = {told[0].lower()}{told[1:]}" for word, (items, *_, told) in wanted.items() if items]
    while offers:
        match console.ask(f"{', '.join(['Enter = klaar', *offers])}:").casefold():
            case "":
                return
            case "fouten" | "meer" as word if wanted[word][0]:
                items, purpose, title, _ = wanted[word]
                anew = study.ask((item.id for item in items), purpose)
                report(console, study, take(console, study, anew, title))
                return
            case "menu":
                raise Back
            case "stop":
                raise Stopped
        console.say("Druk op Enter, of typ wat je wilt doen.")


def _per_goal(console: Console, study: Study, results: Results) -> None:
    for goal in results.per_goal:
        text = study.catalogue.goals[goal.goal].text if goal.goal in study.catalogue.goals else goal.goal
        right = sum(line.attempt.verdict.right for line in results.scored if line.item.goal == goal.goal)
        console.say(f"- {text} {right} van {goal.items} goed.", indent="  ")
