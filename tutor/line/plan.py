"""What is next in line mode: zelfscan and route, programmes that somebody composed, notes and actions."""

from __future__ import annotations

from functools import partial

from tutor.dates import day_and_month
from tutor.learning import answers
from tutor.learning.answers import Command, GiveUp, Mode
from tutor.learning.days import study_day
from tutor.learning.events import ActionResult, ProfileProgramme, ProfileRole
from tutor.learning.grading import Outcome
from tutor.learning.overview import comes_back, mistakes
from tutor.learning.plan import follow, make_plan, programmes_for, quizzes_left
from tutor.learning.profile import role
from tutor.learning.review_queue import CasusAgain, TakePart, blocks
from tutor.learning.route import DEFAULT_MINUTES, Role, called
from tutor.learning.scan import QUESTIONS, Scan
from tutor.learning.wording import read_whole
from tutor.learning.worth import Pick
from tutor.line import lesson, quiz
from tutor.line.console import Console
from tutor.service import phrases
from tutor.service.study import MISTAKES, Study

LONGEST_SESSION = 120
"""Minutes."""


def read_role(console: Console, name: str) -> Role | None:
    """The role with this name; None after telling which there are."""
    try:
        return Role(name.casefold() or Role.COUNCILLOR)
    except ValueError:
        console.say(f"De rol “{name}” ken ik niet. Kies uit: {', '.join(Role)}.")
        return None


def tell_role(console: Console, study: Study, name: str) -> None:
    """Keep what the learner is; without a name tell what is known."""
    if name and (wanted := read_role(console, name)):
        study.tell(ProfileRole(role=wanted))
    console.say(f"Je bent {called(role(study.progress))}.")


def take_session(console: Console, study: Study, typed: str) -> None:
    """Do what fits in so many minutes, one thing after another. Raises Back or Stopped on leaving; places are kept."""
    minutes = read_whole(typed) if typed else phrases.SESSIONS[1]
    if not minutes or minutes > LONGEST_SESSION:
        console.say(f"Typ een aantal minuten, hooguit {LONGEST_SESSION}, bijvoorbeeld: sessie 10.")
        return
    chosen = study.session(minutes)
    if not chosen:
        console.say(phrases.SESSION_EMPTY)
        return
    console.say(f"Een sessie van ongeveer {phrases.minutes(round(sum(one.minutes for one in chosen)))}:")
    wrong = mistakes(study.progress, study.catalogue, study.now(), most=None)
    for told in phrases.outline(chosen, study.catalogue, wrong):
        console.say(f"- {told}", indent="  ")
    for block in blocks(chosen):
        match block[0]:
            case TakePart() as taken:
                lesson.take(console, study, study.catalogue.lessons[taken.part.lesson], until=taken.pages[-1].id)
            case CasusAgain(casus=casus):
                lesson.walk(console, study, study.casus_again(study.catalogue.cases[casus]))
            case _:
                picks = [pick for pick in block if isinstance(pick, Pick)]
                quiz.report(console, study, quiz.take(console, study, study.ask(pick.item for pick in picks), "Sessie"))
    console.say(phrases.session_done(comes_back(study.progress, study.catalogue, study.now())))


def take_mistakes(console: Console, study: Study) -> None:
    """Ask once more what did not go right the last time. Raises Back or Stopped on leaving."""
    items = mistakes(study.progress, study.catalogue, study.now())
    if items:
        quiz.report(console, study, quiz.take(console, study, study.ask(items, MISTAKES), "Fouten"))
    else:
        console.say(phrases.NO_MISTAKES)


def take_scan(console: Console, study: Study, role: Role) -> None:
    """Ask the questions of a zelfscan, then tell what can be skipped. Raises Back or Stopped on leaving."""
    scan = quiz.resume(console, study, study.scan(role), partial(study.scan, role, anew=True))
    console.say(f"Zelfscan voor {called(role)}: hooguit {QUESTIONS} vragen. Weet je iets niet, typ dan weet niet.")
    console.say("Ben je zeker van een antwoord, typ dan zeker erachter: a zeker. Zo telt een gok niet als weten.")
    while item := scan.current:
        console.say()
        console.say(f"Vraag {len(scan.asked) + 1}.")
        quiz.show_item(console, item, scan.seed, study.caveats(item))
        scan = _ask(console, study, scan)
    _tell(console, study, scan)


def _ask(console: Console, study: Study, scan: Scan) -> Scan:
    item = scan.current
    while item:
        line, command = quiz.ask(console, item)
        match command:
            case Command.GIVE_UP:
                after, verdict = study.answer_scan(scan, GiveUp())
            case Command():
                console.say("Dat kan in de zelfscan niet. Typ je antwoord, of weet niet, menu of stop.")
                continue
            case None:
                line, confidence = answers.certainty(line)
                response = quiz.read_response(console, item, scan.seed, line)
                if response is None:
                    continue
                after, verdict = study.answer_scan(scan, response, confidence)
        if verdict and verdict.outcome is Outcome.UNCLEAR:
            scan = after
            console.say(verdict.clarify)
            if not (verdict.meant and console.ask_something("ja of nee:").casefold() in ("j", "ja")):
                continue
            after, verdict = study.answer_scan(scan, verdict.meant)
        console.say(phrases.saved(guest=study.guest))
        return after
    return scan


def _tell(console: Console, study: Study, scan: Scan) -> None:
    titles = {module.head.id: module.head.title for module in study.catalogue.modules}
    console.say()
    console.say("De zelfscan is klaar.")
    before = study.progress.scans[-2].per_module(study.catalogue) if len(study.progress.scans) > 1 else ()
    earlier = {result.module: f" Vorige keer {result.right} van {result.asked}." for result in before}
    for result in scan.per_module:
        line = f"- {titles[result.module]}: {result.right} van {result.asked} goed.{earlier.get(result.module, '')}"
        console.say(line, indent="  ")
    show_route(console, study, scan.role, DEFAULT_MINUTES)


def show_route(console: Console, study: Study, role: Role, minutes: int) -> None:
    """The lessons still to take, week by week; what the last scan showed to be known is skipped."""
    weeks = study.route(role, minutes)
    if not weeks:
        console.say("Je hebt alle lessen van deze route gehad. Met herhalen blijft het zitten.")
    for number, week in enumerate(weeks, 1):
        console.say(f"Week {number} ({phrases.minutes(week.minutes)}):")
        for one in week.lessons:
            console.say(f"- {one.head.id}: {one.head.title}", indent="  ")


def show_programmes(console: Console, study: Study) -> None:
    """One line per programme: its id and title, and how many stops are done."""
    if not study.catalogue.programmes:
        console.say("Er zijn geen programma’s.")
    for programme in programmes_for(study.progress, study.catalogue):
        state = follow(programme, study.progress, study.catalogue)
        console.say(
            f"- {programme.id}: {programme.title}, {state.done} van {len(state.stops)} gedaan.",
            indent="  ",
        )


def show_programme(console: Console, study: Study, programme_id: str) -> None:
    """The stops of a programme, what is done, and what comes next."""
    programme = next((one for one in study.catalogue.programmes if one.id == programme_id.casefold()), None)
    if programme is None:
        show_programmes(console, study)
        return
    state = follow(programme, study.progress, study.catalogue)
    console.say(f"{phrases.sentence(programme.title)} {programme.text}")
    for section in state.sections:
        console.say(f"{section.section.title} ({phrases.minutes(section.section.minutes)}):")
        for stop in section.stops:
            console.say(
                f"- {'Gedaan' if stop.done else 'Nog te doen'}: {phrases.todo(stop.stop, study.catalogue)}.",
                indent="  ",
            )
    if state.next:
        console.say(
            f"Hierna: {phrases.todo(state.next.stop, study.catalogue)}. Typ: {lesson.stop_command(state.next.stop)}"
        )
    else:
        console.say("Alles van dit programma is gedaan.")


def follow_programme(console: Console, study: Study, programme_id: str) -> None:
    """Follow a programme, or with `niets` none; without an id tell which there are."""
    name = programme_id.casefold()
    if name != "niets" and name not in {one.id for one in study.catalogue.programmes}:
        show_programmes(console, study)
        return
    study.tell(ProfileProgramme(programme="" if name == "niets" else name))
    show_plan(console, study)


def show_plan(console: Console, study: Study) -> None:
    """What now, what next, what else is open and what may be skipped."""
    made = make_plan(study.progress, study.catalogue)
    if made.programme:
        console.say(f"Je volgt ‘{made.programme.programme.title}’: {phrases.followed(made.programme)}.")
    for title, stop in ((phrases.GO_ON if made.begun else phrases.BEGIN, made.now), (phrases.AFTER, made.next)):
        if stop:
            console.say(f"{title}: {phrases.todo(stop, study.catalogue)}. Typ: {lesson.stop_command(stop)}")
    if made.now is None:
        coming = comes_back(study.progress, study.catalogue, study.now())
        console.say(phrases.all_done(coming, due=study.may_review()))
    for lesson_ in made.open:
        console.say(f"Ook open: {lesson_.head.title}. Typ: les {lesson_.head.id}")
    for name, mode in quizzes_left(study.progress):
        if left := study.catalogue.lessons.get(name):
            verb = "toets" if mode is Mode.TEST else "quiz"
            console.say(f"Ook open: {mode} bij ‘{left.head.title}’. Typ: {verb} {name}")
    if wrong := mistakes(study.progress, study.catalogue, study.now()):
        console.say(f"Fouten: {phrases.count(len(wrong), 'vraag', 'vragen')}. Typ: fouten")
    if made.skippable:
        console.say(f"Over te slaan na je zelfscan: {', '.join(one.head.id for one in made.skippable)}.")


def show_notes(console: Console, study: Study) -> None:
    """Notes and bookmarks, with where they belong."""
    book = study.progress.notebook
    if not (book.notes or book.bookmarks or book.reasons):
        console.say("Je hebt nog geen notities of bladwijzers.")
    for place, note in book.notes.items():
        console.say(f"- {place.lesson}, {_step(study, place.lesson, place.step)}: {note.text}", indent="  ")
    for place in book.bookmarks:
        console.say(f"- Bladwijzer: {place.lesson}, {_step(study, place.lesson, place.step)}", indent="  ")
    for name, why in book.reasons.items():
        if item := study.catalogue.items.get(name):
            console.say(f"- Reden bij ‘{item.question}’: {why.text}", indent="  ")


def _step(study: Study, lesson_id: str, anchor: str) -> str:
    lesson = study.catalogue.lessons.get(lesson_id)
    step = lesson.step(anchor) if lesson else None
    return step.title if step else anchor


def actions(console: Console, study: Study, words: str) -> None:
    """Without words all actions; with a lesson and what became of it (gedaan, later, laat maar) a report."""
    lesson_id, _, said = words.partition(" ")
    known = study.progress.notebook.actions
    if not words:
        if not known:
            console.say("Je hebt nog geen acties. Je neemt er een aan op de laatste bladzijde van een les.")
        for action in known.values():
            state = f"gedaan op {day_and_month(study_day(action.done))}" if action.done else "nog te doen"
            console.say(f"- {action.lesson}: {_title(study, action.lesson)}, {state}.", indent="  ")
    elif lesson_id not in known:
        console.say(f"Bij “{lesson_id}” hoort geen actie.")
    elif said not in list(ActionResult):
        console.say(f"Typ erachter wat ervan kwam: {', '.join(ActionResult)}.")
    else:
        study.report_action(lesson_id, ActionResult(said))
        console.say(phrases.saved(guest=study.guest))


def _title(study: Study, lesson_id: str) -> str:
    lesson = study.catalogue.lessons.get(lesson_id)
    return lesson.head.title if lesson else lesson_id
