"""The start of line mode: one command per line, also those about who is learning and what comes from a stick."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.documents.form import Form
from tutor.learning.days import calendar_day
from tutor.learning.plan import make_plan
from tutor.learning.quiz import Mode
from tutor.learning.route import DEFAULT_MINUTES
from tutor.learning.wording import read_whole
from tutor.line import lesson, overview, plan, quiz
from tutor.line.console import Back, Console, Stopped
from tutor.model import Lesson
from tutor.service import phrases
from tutor.service.study import Study
from tutor.system import Refusal
from tutor.tools.tool import Setting

if TYPE_CHECKING:
    from tutor.service.workspace import Workspace

NOTHING = "Er is niets veranderd."


def show_people(console: Console, workspace: Workspace) -> None:
    """Everybody, and how to go on as one of them."""
    for profile in workspace.profiles():
        console.say(profile.told)
    console.say("Typ een naam achter profiel, bijvoorbeeld: profiel Samira.")


def join(console: Console, workspace: Workspace, typed: str) -> None:
    """`Samira met Samira laptop`: two profiles of one person."""
    names = _two(typed, "met")
    if names is None:
        console.say("Typ twee namen, bijvoorbeeld: samen Samira met Samira laptop.")
        return
    first, other = map(workspace.find, names)
    console.say(f"{first.told}\n{other.told}")
    if _agreed(console, f"Zijn dit profielen van dezelfde persoon? Samen heten ze {first.name}."):
        console.say(f"Opgeslagen. Dit is nu één profiel: {workspace.join(first, other).told}.")


def part(console: Console, workspace: Workspace, name: str) -> None:
    """Joined profiles by themselves again."""
    apart = workspace.part(workspace.find(name))
    console.say(f"Opgeslagen. Dit zijn weer losse profielen: {'; '.join(one.told for one in apart)}.")


def rename(console: Console, workspace: Workspace, typed: str) -> None:
    """`Samira als Sam`: another name."""
    names = _two(typed, "als")
    if names is None:
        console.say("Typ twee namen, bijvoorbeeld: hernoem Samira als Sam.")
        return
    profile = workspace.find(names[0])
    console.say(f"{profile.label} heet nu: {workspace.rename(profile, names[1]).name}")


def erase(console: Console, workspace: Workspace, name: str) -> None:
    """All of a profile on this computer, after the name was typed once more."""
    profile = workspace.find(name)
    console.say(f"Alles van {profile.told} gaat weg van deze computer, meteen en voorgoed.")
    if console.ask(f"Typ {profile.label} om te wissen; met alleen Enter blijft alles:") != profile.label:
        console.say(NOTHING)
        return
    for line in workspace.erase(profile):
        console.say(line)


def bring(console: Console, workspace: Workspace, path: str) -> None:
    """Progress from a stick: told first, then asked."""
    from tutor.service.bringing import asks  # what reads parcels need not be there at a start

    bringing = workspace.bring(path)
    for line in bringing.lines:
        console.say(line)
    if bringing.arrival.asks and _agreed(console, "Ook overnemen wat wegblijft? Doe dat alleen als jij het zelf deed."):
        bringing = workspace.bring(path, everything=True)
        for line in bringing.lines:
            console.say(line)
    if not bringing.arrival.events:
        console.say(NOTHING)
    elif _agreed(console, "Overnemen?"):
        console.say(f"Opgeslagen: {bringing.take_in()} gebeurtenissen overgenomen.")
    for request in bringing.asked:
        console.say(asks(request))
        label = request.profile.label
        if console.ask(f"Typ {label} om te wissen; met alleen Enter blijft alles:") == label:
            for line in workspace.forget(request):
                console.say(line)


def _two(typed: str, word: str) -> list[str] | None:
    """What stands on either side of a word."""
    names = [name.strip() for name in re.split(rf"\s{word}\s", typed, maxsplit=1, flags=re.IGNORECASE)]
    return names if len(names) == 2 and all(names) else None


def _agreed(console: Console, question: str) -> bool:
    if console.ask(f"{question} (ja of nee)").casefold() in ("j", "ja"):
        return True
    console.say(NOTHING)
    return False


HELP = """\
Typ een opdracht en druk op Enter:
lessen - welke lessen er zijn
les ID - een les volgen, bijvoorbeeld: les rollen-01
plan - wat nu, wat daarna, en wat nog open staat
verder - ga door waar je was
volgende - wat daarna komt in je plan
quiz ID - oefenen met alle vragen van een les
toets ID - toets: feedback aan het eind
casus ID - de casus van een les
uitslag ID - hoe de laatste quiz of toets van een les ging
herhalen - vragen die vandaag terugkomen
fouten - vragen die de vorige keer misgingen
sessie MINUTEN - wat in zoveel minuten het meeste oplevert, bijvoorbeeld: sessie 10
zelfscan ROL - ontdek wat je al weet (bijvoorbeeld raadslid, wethouder of griffier)
rol ROL - vertel wat je bent; zonder ROL: wat ik nu weet
route ROL MINUTEN - jouw lessen per week, bijvoorbeeld: route raadslid 30
programma ID - wat er in een programma zit, en hoe ver je bent; zonder ID: welke er zijn
volg ID - een programma volgen, zodat het in je plan staat; volg niets: geen
zoek WOORDEN - zoek in lessen, woorden, je notities en vragen die je al had
lees LES STAP - een stap van een les lezen
notities - je notities en bladwijzers
acties - wat je van plan was; daarna bijvoorbeeld: acties rollen-01 gedaan
wet WET ARTIKEL - wat een artikel zegt, bijvoorbeeld: wet gemeentewet 20; zonder ARTIKEL: welke er zijn
gereedschap NAAM - voor vanavond, bijvoorbeeld: gereedschap bezwaar 3-11-2026; zonder NAAM: wat er is
woord NAAM - een woord uit de woordenlijst, of wie iemand is
personen NAAM - in welke lessen je iemand tegenkomt; zonder NAAM: wie er zijn
voortgang - hoe ver je bent
profiel NAAM - ga verder als iemand anders; zonder NAAM: wie er zijn
nieuw NAAM - maak een nieuw profiel
hernoem NAAM als NAAM - geef een profiel een andere naam
samen NAAM met NAAM - twee profielen van dezelfde persoon als één
los NAAM - maak samengevoegde profielen weer los
wis NAAM - wis een profiel op deze computer
overnemen BESTAND - neem voortgang van een stick over
bewaar NAAM - wat je als gast deed, onder een naam
gast - meekijken zonder iets te bewaren
stop - sluit de tutor"""

HOW_TO_BEGIN = "Typ verder: dan ga je door waar je was, of begin je met je eerste les. Typ ? voor alle opdrachten."
"""For a person, who else begins with a question mark and forty commands."""

_PEOPLE = {
    "hernoem": rename,
    "samen": join,
    "los": part,
    "wis": erase,
    "overnemen": bring,
}


class Menu:
    """Reads commands and runs them until the learner stops."""

    def __init__(
        self,
        console: Console,
        study: Study,
        switch: Callable[[str | None, bool], tuple[Study, str]],
        workspace: Workspace,
    ) -> None:
        """`switch` opens the study of a profile by name, or of a new one; None is a guest."""
        self._console = console
        self._study = study
        self._switch = switch
        self._workspace = workspace

    def run(self, command: str = "") -> None:
        """Run one command, or read them until stop or the end of the input."""
        try:
            if command:
                self._guarded(command)
            else:
                if self._console.pauses:
                    self._console.say(HOW_TO_BEGIN)
                while True:
                    self._survived(self._console.ask_something("Opdracht (? = hulp):"))
        except Stopped:
            self._console.say(f"Tot ziens. {phrases.place_kept(guest=self._study.guest)}")

    def _survived(self, command: str) -> None:
        """Run a command. A person reads that something could not be stored, and goes on.

        A pipe stops there: the answers that follow would come at another question.
        """
        try:
            self._guarded(command)
        except Refusal as refusal:
            if not self._console.pauses:
                raise
            self._console.say(f"{refusal} Je bent terug in het menu.")

    def _guarded(self, command: str) -> None:
        try:
            self._run(command)
        except Back:
            self._console.say(f"Terug in het menu. {phrases.place_kept(guest=self._study.guest)}")
        finally:
            if news := self._workspace.backup_news():
                self._console.say(news)

    def _run(self, command: str) -> None:
        if self._study.catch_up():
            self._console.say(phrases.ELSEWHERE)
        verb, _, rest = command.strip().partition(" ")
        rest = rest.strip()
        match verb.casefold():
            case "?" | "hulp" | "help":
                self._console.say(HELP)
            case "stop":
                raise Stopped
            case "lessen":
                overview.modules(self._console, self._study)
            case "personen":
                overview.people(self._console, self._study, rest)
            case "voortgang":
                overview.progress(self._console, self._study)
            case "woord":
                lesson.explain(self._console, self._study, rest)
            case "plan":
                plan.show_plan(self._console, self._study)
            case "verder" | "volgende":
                self._continue(after=verb.casefold() == "volgende")
            case "les" | "quiz" | "toets" | "casus" | "uitslag":
                found = self._lesson(rest)
                if found:
                    self._open(verb.casefold(), found)
            case "herhalen":
                self._review()
            case "fouten":
                plan.take_mistakes(self._console, self._study)
            case "sessie":
                plan.take_session(self._console, self._study, rest)
            case "zelfscan":
                role = plan.read_role(self._console, rest or self._told)
                if role:
                    plan.take_scan(self._console, self._study, role)
            case "rol":
                plan.tell_role(self._console, self._study, rest)
            case "route":
                self._route(rest)
            case "programma" | "programmas" | "programma's":
                plan.show_programme(self._console, self._study, rest)
            case "volg":
                plan.follow_programme(self._console, self._study, rest)
            case "zoek":
                overview.find(self._console, self._study, rest)
            case "wet" | "wetten":
                overview.statutes(self._console, self._study, rest)
            case "gereedschap":
                self._tool(rest)
            case "lees":
                overview.read(self._console, self._study, rest)
            case "vraag":
                overview.question(self._console, self._study, rest)
            case "notities":
                plan.show_notes(self._console, self._study)
            case "acties":
                plan.actions(self._console, self._study, rest)
            case "profiel":
                self._profile(rest)
            case "nieuw":
                self._profile(rest, new=True)
            case "hernoem" | "samen" | "los" | "wis" | "overnemen":
                self._manage(verb.casefold(), rest)
            case "bewaar":
                self._keep(rest)
            case "gast":
                self._profile(None)
            case _:
                self._console.say(f"“{verb}” ken ik niet. Typ ? voor hulp.")

    def _tool(self, words: str) -> None:
        from tutor.line import tools

        study, write = self._study, self._workspace.write
        setting = Setting(calendar_day(study.now()), study.catalogue.municipality)

        def keep(path: str, content: bytes, form: Form, agreed: bool) -> Path:
            return write(path, content, form, replace=agreed)

        tools.use(self._console, study.catalogue, setting, words, keep)

    def _continue(self, *, after: bool = False) -> None:
        """What is to be done now by the plan, or `after` that."""
        made = make_plan(self._study.progress, self._study.catalogue)
        stop = made.next if after else made.now
        if stop:
            self._run(lesson.stop_command(stop))
        else:
            self._console.say(phrases.NOTHING_NEXT if made.now else phrases.ALL_DONE)

    def _lesson(self, lesson_id: str) -> Lesson | None:
        found = self._study.catalogue.lessons.get(lesson_id.casefold())
        if found is None:
            known = ", ".join(self._study.catalogue.lessons)
            self._console.say(f"Les “{lesson_id}” is er niet. Kies uit: {known}.")
        return found

    def _open(self, verb: str, found: Lesson) -> None:
        match verb:
            case "les":
                lesson.take(self._console, self._study, found)
            case "casus":
                for case in found.cases:
                    lesson.walk(self._console, self._study, self._study.open_casus(case))
                if not found.cases:
                    self._console.say("Deze les heeft geen casus.")
            case "uitslag":
                if done := self._study.last_round(found):
                    quiz.report(self._console, self._study, done)
                else:
                    self._console.say("Van deze les deed je nog geen quiz of toets.")
            case _:
                mode = Mode.TEST if verb == "toets" else Mode.PRACTICE
                session = self._study.quiz(found, mode)
                if not session.items:
                    self._console.say(phrases.NO_QUESTIONS)
                    return
                anew = partial(self._study.quiz, found, mode, anew=True)
                session = quiz.resume(self._console, self._study, session, anew)
                done = quiz.take(self._console, self._study, session, f"{verb.capitalize()} {found.head.title}")
                quiz.report(self._console, self._study, done)

    def _review(self) -> None:
        for action in self._study.progress.notebook.to_check(self._study.now()):
            self._console.say(f"Hoe ging je actie uit {action.lesson}? Typ: acties {action.lesson} gedaan (of later).")
        session = self._study.review()
        if session is None:
            self._console.say(phrases.NOTHING_DUE)
            return
        if session.attempts:
            self._console.say(phrases.RESUMED)
        done = quiz.take(self._console, self._study, session, "Herhalen")
        quiz.report(self._console, self._study, done)

    @property
    def _told(self) -> str:
        """The role that the learner told; empty when none was."""
        return self._study.progress.told_role or ""

    def _route(self, words: str) -> None:
        name, _, minutes = words.partition(" ")
        role = plan.read_role(self._console, name or self._told)
        per_week = read_whole(minutes.strip()) if minutes else DEFAULT_MINUTES
        if not per_week:
            self._console.say("Typ het aantal minuten per week als getal, bijvoorbeeld: route raadslid 30.")
        elif role:
            plan.show_route(self._console, self._study, role, per_week)

    def _profile(self, name: str | None, *, new: bool = False) -> None:
        if name == "":
            if new:
                self._console.say("Typ een naam achter nieuw, bijvoorbeeld: nieuw Samira.")
            else:
                show_people(self._console, self._workspace)
            return
        self._study, greeting = self._switch(name, new)
        self._console.say(greeting)

    def _keep(self, name: str) -> None:
        """Keep what a guest did under a name, and go on as that profile."""
        if not self._study.guest:
            self._console.say("Je bent geen gast: wat je doet, is al bewaard.")
        elif not name:
            self._console.say("Typ een naam achter bewaar, bijvoorbeeld: bewaar Samira.")
        else:
            self._profile(self._workspace.keep_guest(self._study, name).label)

    def _manage(self, verb: str, words: str) -> None:
        """Do something with profiles, and go on as who was learning; or as a guest, if that one is gone."""
        if not words:
            self._console.say(f"Typ achter {verb} ook wie of wat; met ? zie je hoe.")
            return
        _PEOPLE[verb](self._console, self._workspace, words)
        if self._study.guest:
            return
        person = next((one for one in self._workspace.profiles() if self._study.learner in one.ids), None)
        self._study, greeting = self._switch(person.label if person else None, False)
        self._console.say(greeting)
