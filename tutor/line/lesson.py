"""A lesson in line mode, page after page, with its questions, and a branching case."""

from __future__ import annotations

from functools import partial

from tutor.content.markdown import parse, played_in, tools_in
from tutor.learning.answers import LETTERS, Command
from tutor.learning.casus import MOVE, CasusSession, noted_with, tree
from tutor.learning.days import calendar_day
from tutor.learning.drawing import asks, told, typed
from tutor.learning.lesson import LessonSession, Page, PageKind
from tutor.learning.minutes import walk_minutes
from tutor.learning.notebook import Place
from tutor.learning.parts import how_far, parts, stop_after
from tutor.learning.plan import after
from tutor.learning.wording import read_whole
from tutor.line import quiz
from tutor.line.console import Back, Console, Stopped
from tutor.line.render import plain_lines
from tutor.model import CasusChoice, Lesson, Step, StepRole, Stop
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tools.tool import Setting


def take(console: Console, study: Study, lesson: Lesson, *, until: str = "") -> None:
    """Take a lesson from where the learner left it, up to and with a page. Raises Back or Stopped on leaving.

    The place is kept.
    """
    session = study.open_lesson(lesson.head.id)
    console.say()
    console.say(f"Les: {lesson.head.title} ({phrases.minutes(lesson.head.minutes)}).")
    if lesson.draft:
        console.say(phrases.DRAFT)
    for goal in lesson.head.goals:
        console.say(f"- {goal.text}", indent="  ")
    while True:
        study.go(session)
        forward = _page(console, study, session)
        if forward and session.at_end:
            console.say()
            console.say(phrases.lesson_state(study.progress, lesson))
            console.say("Dit was de les. Goed om morgen de quiz nog eens te doen: dan blijft het hangen.")
            for number, one in enumerate(after(study.progress, study.catalogue, lesson)):
                what = f"{phrases.OR_ELSE if number else phrases.AFTER}: {phrases.todo(one, study.catalogue)}"
                console.say(f"{what}, typ {stop_command(one)}.")
            return
        if forward and session.page.id == until:
            study.go(session.forward())
            console.say()
            console.say(f"Tot hier. {phrases.place_kept(guest=study.guest)}")
            return
        if forward and stop_after(session) and console.pauses:
            stop(console, study, session)
        session = session.forward() if forward else session.back()


def stop_command(stop: Stop) -> str:
    """What to type for a stop of a programme or of the plan."""
    if stop.what == "stap":
        return f"lees {stop.lesson} {stop.step}"
    return f"{stop.what} {stop.lesson}"


def stop(console: Console, study: Study, session: LessonSession) -> None:
    """The end of an etappe. Raises Back or Stopped when the learner stops there, with the next one as the place."""
    console.say()
    console.say(phrases.sentence(phrases.STOP_HERE))
    for said in phrases.stopping(session, how_far(session, study.progress.pace, study.catalogue.lessons.values())):
        console.say(said)
    while True:
        match console.ask("Enter = verder, morgen = morgen verder, of stop:").casefold():
            case "":
                return
            case "morgen" | "menu":
                study.go(session.forward())
                console.say(phrases.place_kept(guest=study.guest))
                raise Back
            case "stop":
                study.go(session.forward())
                raise Stopped
        console.say("Druk op Enter om verder te gaan, of typ morgen.")


def _page(console: Console, study: Study, session: LessonSession) -> bool:
    """Show a page; True: on to the next one, False: back."""
    page = session.page
    console.say()
    way = how_far(session, study.progress.pace, study.catalogue.lessons.values())
    console.say(phrases.sentence(f"{phrases.whereabouts(way).capitalize()}, {phrases.about(way.left)}. {page.title}"))
    match page.kind:
        case PageKind.STEP:
            return _step(console, study, session.lesson, page)
        case PageKind.GUESS:
            return _guess(console, study, page)
        case PageKind.CHECK:
            quiz.take(console, study, study.check(session.lesson, page), "")
        case PageKind.CASUS:
            walk(console, study, study.open_casus(study.catalogue.cases[page.subject]))
        case PageKind.QUIZ:
            anew = partial(study.lesson_quiz, session.lesson, anew=True)
            taken = quiz.resume(console, study, study.lesson_quiz(session.lesson), anew)
            done = quiz.take(console, study, taken, "Quiz")
            quiz.report(console, study, done)
    return True


def _step(console: Console, study: Study, lesson: Lesson, page: Page) -> bool:
    step = lesson.step(page.subject)
    if step is None:
        return True
    for line in plain_lines(step.text):
        console.say(line, indent="  ")
    played = played_in(parse(step.text))
    play = f"{asks(played)} = verander de tekening, " if played else ""
    place = _place(lesson, step)
    note = study.progress.notebook.notes.get(place)
    if note:
        console.say(f"Jouw notitie: {note.text}")
    linked = tools_in(step.text)
    tool = f"gereedschap {' of '.join(linked)} = reken het uit, " if linked else ""
    doing = "doe = ik ga dit doen, " if step.role is StepRole.TOMORROW else ""
    while console.pauses:
        line = console.ask(
            f"Enter = verder, {play}{tool}{doing}terug, inhoud, woord NAAM, noteer TEKST, bladwijzer, menu of stop:"
        )
        verb, _, rest = line.partition(" ")
        match verb.casefold():
            case "":
                return True
            case "terug":
                return False
            case "menu":
                raise Back
            case "stop":
                raise Stopped
            case "doe" if doing:
                study.plan_action(lesson)
                console.say(phrases.PLANNED)
            case "inhoud":
                outline(console, study, lesson, page)
            case "woord":
                explain(console, study, rest, lesson.head.id)
            case "noteer":
                _note(console, study, place, rest)
            case "gereedschap":
                from tutor.line import tools

                tools.use(
                    console, study.catalogue, Setting(calendar_day(study.now()), study.catalogue.municipality), rest
                )
            case "bladwijzer":
                console.say("Bladwijzer gezet." if study.bookmark(place) else "Bladwijzer weg.")
            case _ if played and (at := typed(played, line)) is not None:
                for said in told(played, at):
                    console.say(said, indent="  ")
            case _ if played and line[:1].isdecimal():
                console.say("Dat valt buiten de tekening.")
            case _:
                console.say("Dat ken ik hier niet. Druk op Enter om verder te gaan.")
    return True


def _place(lesson: Lesson, step: Step) -> Place:
    return Place(lesson=lesson.head.id, step=step.anchor)


def _note(console: Console, study: Study, place: Place, text: str) -> None:
    study.note(place, text.strip())
    console.say("Notitie bewaard." if text.strip() else "Notitie weg.")


def outline(console: Console, study: Study, lesson: Lesson, here: Page) -> None:
    """The etappes of a lesson with their minutes, and the steps in each; `lees` shows one of them."""
    slow = study.progress.pace.slowness(study.catalogue.lessons.values())
    for etappe in parts(lesson):
        console.say(f"Etappe {etappe.number} ({phrases.minutes(max(1, round(slow * etappe.minutes)))}):")
        for page in etappe.pages:
            mark = " (hier ben je)" if page == here else ""
            console.say(f"- {page.title}{mark}", indent="  ")


def _guess(console: Console, study: Study, page: Page) -> bool:
    item = study.catalogue.items[page.subject]
    console.say(phrases.PAGE[PageKind.GUESS])
    quiz.show_item(console, item, 0, study.caveats(item))
    while True:
        line, command = quiz.ask(console, item)
        match command:
            case Command.UNDO:
                return False
            case Command():
                console.say("Dat kan hier niet. Raad maar, of typ terug, menu of stop.")
            case None:
                response = quiz.read_response(console, item, 0, line)
                if response is not None:
                    study.guess(item, response)
                    console.say(f"{phrases.saved(guest=study.guest)} Aan het eind krijg je deze vraag opnieuw.")
                    return True


def explain(console: Console, study: Study, name: str, lesson: str = "") -> None:
    """A word from the glossary, or who somebody in the lessons is; in a lesson what its own pack says comes first."""
    found = study.catalogue.meanings(name, lesson)
    for term in found:
        console.say(f"{phrases.word(study.catalogue, term, alone=len(found) == 1)}: {term.explanation}")
    if not found:
        console.say(f"“{name}” staat niet in de woordenlijst.")


def walk(console: Console, study: Study, session: CasusSession) -> CasusSession:
    """Walk to an ending and through the variations that the learner wants. Raises Back or Stopped on leaving."""
    role = ""
    console.say()
    console.say(phrases.sentence(f"Casus: {session.casus.title}"))
    lesson = study.catalogue.lesson_of[session.casus.id]
    if lesson.draft:
        console.say(phrases.DRAFT)
    if (step := noted_with(lesson)) and (note := study.progress.notebook.notes.get(_place(lesson, step))):
        console.say(f"Jouw notitie: {note.text}")
    while True:
        if session.role != role:
            if said := session.who:
                console.say(phrases.sentence(said))
            role = session.role
        if session.changed and not session.path:
            console.say(f"Nu anders: {session.changed}")
        _scene(console, study, session)
        if not session.finished:
            session = _choose(console, study, session)
        else:
            _debrief(console, session)
            after = _again(console, study, session)
            if after is None:
                return session
            session, role = after, ""


def _scene(console: Console, study: Study, session: CasusSession) -> None:
    console.say()
    if not session.finished:
        number, total = session.scenes
        slow = study.progress.pace.slowness(study.catalogue.lessons.values())
        left = phrases.about(slow * walk_minutes(session.casus, session.node.id, session.behind))
        console.say(f"Scène {number} van minstens {total}, {left}.")
    for line in plain_lines(session.node.text):
        console.say(line, indent="  ")
    for letter, choice in zip(LETTERS, session.node.choices, strict=False):
        console.say(f"{letter}. {choice.text}", indent="   ")


def _choose(console: Console, study: Study, session: CasusSession) -> CasusSession:
    count = len(session.node.choices)
    while True:
        said = console.ask_something(f"{MOVE} (letter, of terug, noteer TEKST, menu, stop):")
        line = said.casefold()
        if line == "stop":
            raise Stopped
        if line == "menu":
            raise Back
        if line == "terug":
            return study.casus_back(session)
        if _noted(console, study, session, said):
            continue
        place = LETTERS.find(line) if len(line) == 1 and line.isalpha() else (read_whole(line) or 0) - 1
        if 0 <= place < count:
            session = study.choose(session, place)
            _consequence(console, session.last)
            console.say(phrases.saved(guest=study.guest))
            return session
        console.say(f"Typ één letter van a tot en met {LETTERS[count - 1]}.")


def _noted(console: Console, study: Study, session: CasusSession, said: str) -> bool:
    """Whether a note was made of what was typed."""
    verb, _, text = said.partition(" ")
    lesson = study.catalogue.lesson_of[session.casus.id]
    step = noted_with(lesson) if verb.casefold() == "noteer" else None
    if step:
        _note(console, study, _place(lesson, step), text)
    return step is not None


def _consequence(console: Console, choice: CasusChoice | None) -> None:
    if choice:
        console.say(choice.consequence)
        console.say(f"{phrases.JUDGEMENT[choice.judgement]}. {choice.feedback}")


def _debrief(console: Console, session: CasusSession) -> None:
    debrief = session.debrief()
    if debrief is None or debrief.ending.ending is None:
        return
    console.say()
    console.say(f"Einde: {phrases.JUDGEMENT[debrief.ending.ending]}. {debrief.ending.debrief}")
    console.say("Jouw weg:")
    for _, choice in debrief.path:
        console.say(f"- {choice.text} ({phrases.JUDGEMENT[choice.judgement].casefold()})", indent="  ")
    console.say("De weg die je niet nam:")
    for road in debrief.not_taken:
        for choice in road.choices:
            console.say(f"- {choice.text} {choice.consequence}", indent="  ")
    console.say("De hele boom (● koos je, ○ koos je niet; erachter hoe het afloopt):")
    for twig in tree(session, whole=True):
        ending = (
            f" ({phrases.JUDGEMENT[twig.ending].casefold()})" if twig.ending else " (zie elders)" if twig.joins else ""
        )
        console.say(f"{twig.rails}{'●' if twig.taken else '○'} {twig.text}{ending}")
    console.say(f"Wat de wet in elk geval vraagt: {debrief.floor}")


def _again(console: Console, study: Study, session: CasusSession) -> CasusSession | None:
    if not console.pauses:
        return None
    debrief = session.debrief()
    variations = debrief.variations if debrief else ()
    for letter, variation in zip(LETTERS, variations, strict=False):
        console.say(f"{letter}. {variation.question}", indent="   ")
    offer = "Letter = maar wat als, " if variations else ""
    while True:
        said = console.ask(f"{offer}opnieuw = casus opnieuw, noteer TEKST, Enter = verder:")
        line = said.casefold()
        if line == "":
            return None
        if _noted(console, study, session, said):
            continue
        if line == "opnieuw":
            return study.restart_casus(session)
        if line == "stop":
            raise Stopped
        if line == "menu":
            raise Back
        place = LETTERS.find(line) if len(line) == 1 else -1
        if 0 <= place < len(variations):
            return study.vary(session, variations[place].id)
        console.say("Dat ken ik hier niet.")
