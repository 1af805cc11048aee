"""A branching case in line mode."""

from __future__ import annotations

from tutor.learning.casus import CasusSession
from tutor.learning.presentation import LETTERS
from tutor.learning.wording import read_whole
from tutor.line.console import Back, Console, Stopped
from tutor.line.render import plain_lines
from tutor.model import CasusChoice
from tutor.service import phrases
from tutor.service.study import Study


def walk(console: Console, study: Study, session: CasusSession) -> CasusSession:
    """Walk to an ending and through the variations that the learner wants. Raises Back or Stopped on leaving."""
    role = ""
    console.say()
    console.say(phrases.sentence(f"Casus: {session.casus.title}"))
    while True:
        if session.role != role:
            console.say(f"Je bent nu: {session.role}." if role else f"Je bent {session.role}.")
            role = session.role
        _scene(console, session)
        if not session.finished:
            session = _choose(console, study, session)
        else:
            _debrief(console, session)
            after = _again(console, study, session)
            if after is None:
                return session
            session, role = after, ""


def _scene(console: Console, session: CasusSession) -> None:
    console.say()
    for line in plain_lines(session.node.text):
        console.say(line, indent="  ")
    for letter, choice in zip(LETTERS, session.node.choices, strict=False):
        console.say(f"{letter}. {choice.text}", indent="   ")


def _choose(console: Console, study: Study, session: CasusSession) -> CasusSession:
    count = len(session.node.choices)
    while True:
        line = console.ask_something("Wat doe je? (letter, of terug, menu, stop):").casefold()
        if line == "stop":
            raise Stopped
        if line == "menu":
            raise Back
        if line == "terug":
            return study.casus_back(session)
        place = LETTERS.find(line) if len(line) == 1 and line.isalpha() else (read_whole(line) or 0) - 1
        if 0 <= place < count:
            session = study.choose(session, place)
            _consequence(console, session.last)
            console.say(phrases.saved(guest=study.guest))
            return session
        console.say(f"Typ één letter van a tot en met {LETTERS[count - 1]}.")


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
        line = console.ask(f"{offer}opnieuw = casus opnieuw, Enter = verder:").casefold()
        if line == "":
            return None
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
