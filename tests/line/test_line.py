"""Line mode, driven in memory by a learner who reads the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from random import Random

import pytest
from msgspec import structs

from tests.content.pack import shipped
from tests.learning.samples import CASUS, CATALOGUE, ITEMS, LESSON, OPEN, SHORT, SINGLE, START, Tape, study
from tests.learning.test_programme import PROGRAMME
from tests.line.oracle import reply, wrong
from tutor.learning.answers import Choose, Reflect
from tutor.learning.events import Answered
from tutor.learning.grading import PROMPTED, grade
from tutor.learning.lesson import LessonSession, PageKind
from tutor.learning.parts import parts
from tutor.learning.quiz import Mode
from tutor.line import quiz
from tutor.line.console import NOTHING_TYPED, Back, Console
from tutor.line.lesson import stop, take
from tutor.line.menu import HOW_TO_BEGIN, Menu
from tutor.line.render import prompt, tell
from tutor.model import Catalogue, Module, Single, Term
from tutor.model.catalogue import PackOrigin
from tutor.service.phrases import NO_MISTAKES
from tutor.service.study import Study
from tutor.service.workspace import Workspace
from tutor.store import Store
from tutor.store.search import SearchIndex

Learner = Callable[[str], str | None]


class Reader:
    """Standard input of a learner who reads what was printed since the last answer; None closes the input."""

    def __init__(self, learner: Learner, screen: StringIO) -> None:
        self._learner = learner
        self._screen = screen
        self._read = 0

    def readline(self) -> str:
        text = self._screen.getvalue()
        said = self._learner(text[self._read :])
        self._read = len(text)
        return "" if said is None else f"{said}\n"


def desk() -> Workspace:
    """A computer on which nobody learned yet."""
    store = Store.open(None, device="laptop", clock=lambda: START)
    return Workspace(CATALOGUE, store, clock=lambda: START, rng=Random(7))


def run(learner: Learner, command: str = "", *, pauses: bool = False, tape: Tape | None = None) -> str:
    """What line mode prints to a learner."""
    screen = StringIO()
    console = Console(Reader(learner, screen), screen, pauses=pauses, width=0)
    here = study(tape)

    def switch(name: str | None, new: bool) -> tuple[Study, str]:
        return study(), f"Je leert nu als {name}."

    Menu(console, here, switch, desk()).run(command)
    return screen.getvalue()


def script(*lines: str) -> Learner:
    """A learner who types these lines and then closes the input."""
    waiting = iter(lines)
    return lambda screen: next(waiting, None)


def knowing(screen: str) -> str:
    """A learner who knows everything."""
    if "Wat zit erin?" in screen:
        return "alle"
    if "Jij bent aan zet." in screen:
        return "a"
    return reply(screen, CATALOGUE)


def test_a_whole_lesson_by_answers_alone() -> None:
    tape = Tape()
    printed = run(knowing, "les les", tape=tape)
    assert "Tekst van kern-een." in printed
    assert "Klaar. 5 van de 5 in één keer goed." in printed
    assert "Dit was de les." in printed
    assert study(tape).progress.finished.keys() == {"les"}
    assert printed.count("Opgeslagen.") == sum(e.kind in ("answered", "guessed", "casus_chosen") for e in tape.kept)


@pytest.mark.parametrize(("verb", "right"), [("quiz", 7), ("toets", 6)])
def test_a_quiz_by_answers_alone(verb: str, right: int) -> None:
    printed = run(knowing, f"{verb} les")
    first = "in één keer goed" if verb == "quiz" else "goed"
    assert f"Klaar. {right} van de {right} {first}." in printed


def test_stopping_halfway_and_going_on() -> None:
    tape = Tape()
    answers = 0

    def leaving(screen: str) -> str | None:
        nonlocal answers
        answers += 1
        return knowing(screen) if answers <= 2 else None

    assert "Je plaats is bewaard." in run(leaving, "quiz les", tape=tape)
    printed = run(knowing, "quiz les", tape=tape)
    assert "Je gaat verder waar je was." in printed
    assert f"Vraag 3 van {len(ITEMS)}" in printed
    assert "Vraag 2 van" not in printed


def test_a_test_keeps_feedback_for_the_end() -> None:
    printed = run(script("weet niet", "a", "b c a", "1a 2b", "12", "amendement"), "toets les")
    before, after = printed.split("Klaar.")
    assert SINGLE.explanation not in before
    assert SINGLE.explanation in after
    assert "Lees nog eens: Kern-een (les)." in after


def test_a_test_is_looked_over_before_it_is_handed_in() -> None:
    """Seen red with a review that handed in at once, and with one that could not go back."""
    lines = script("b", "markeer", "volgende", "overzicht", "9", "1", "a", "overzicht", "inleveren", "")
    tape = Tape()
    printed = run(lines, "toets les", tape=tape, pauses=True)
    assert "Gemarkeerd." in printed
    assert "1 van 6 vragen beantwoord, 1 gemarkeerd." in printed
    assert "1. Vraag a? Nee." in printed
    assert "2. Vraag b? nog open (gemarkeerd)." in printed
    assert "Typ het nummer van een vraag, of inleveren." in printed
    assert "Je antwoord nu: Nee." in printed
    assert "Klaar. 1 van de 6 goed." in printed
    kinds = [event.kind for event in tape.kept]
    assert kinds == ["quiz_started", *["filled"] * 3, *["answered"] * 6, "quiz_finished"]


def test_wrong_is_never_a_dead_end() -> None:
    printed = run(script("weet niet", "lees", "", *["stop"] * 2), "quiz les", pauses=True)
    assert "Het goede antwoord:\nJa" in printed
    assert "Tekst van kern-een." in printed
    assert "Vraag 2 van" in printed


def test_second_try_hint_and_taking_back() -> None:
    tape = Tape()
    shown: list[str] = []

    def learner(screen: str) -> str:
        shown.append(screen)
        steps = ["hint", "niet zo'n letter", wrong(shown[0], CATALOGUE), "terug", "terug", "weet niet", "terug", "stop"]
        return steps[len(shown) - 1]

    printed = run(learner, "quiz les", pauses=True, tape=tape)
    assert printed.count("Er is geen antwoord om terug te nemen.") == 1
    assert printed.count("Je zag het goede antwoord: dit antwoord neem je niet meer terug.") == 1
    assert f"Hint: {SINGLE.hint}" in printed
    assert "Typ één letter van a tot en met c." in printed
    assert [event.kind for event in tape.kept].count("undone") == 1


def test_did_you_mean() -> None:
    def learner(screen: str) -> str | None:
        if "ja of nee:" in screen:
            return "ja"
        if SHORT.question in screen:
            return "amendemant"
        if SHORT.feedback in screen:
            return None
        return knowing(screen)

    printed = run(learner, "quiz les")
    assert "Bedoelde je “amendement”?" in printed
    assert f"Deels goed. {PROMPTED} {SHORT.feedback}" in " ".join(printed.split())


def test_who_says_no_and_then_types_the_word_that_was_named_was_told_it_all_the_same() -> None:
    typed = iter(("amendemant", "Het amendement"))

    def learner(screen: str) -> str | None:
        if "ja of nee:" in screen:
            return "nee"
        if "een of twee woorden" in screen:
            return next(typed)
        return None if SHORT.feedback in screen else knowing(screen)

    assert PROMPTED in " ".join(run(learner, "quiz les").split())


def test_open_answers_are_judged_by_the_learner() -> None:
    def learner(screen: str) -> str | None:
        if "Wat zit erin?" in screen:
            return "9" if "Typ nummers" not in screen else "1"
        return None if "Deels goed" in screen and OPEN.question in screen else knowing(screen)

    printed = run(learner, "quiz les")
    assert OPEN.model_answer in printed
    assert "Nog niet: Grens" in printed


def test_an_answer_without_end_is_refused_before_anything_is_made_of_it() -> None:
    tape = Tape()
    answers = iter(("x" * 70_000, "\ud83d", "Mijn antwoord"))

    def learner(screen: str) -> str | None:
        if screen.rstrip().endswith(prompt(OPEN)):
            return next(answers)
        return None if "Deels goed" in screen and OPEN.question in screen else knowing(screen)

    printed = " ".join(run(learner, "quiz les", tape=tape).split())
    assert printed.count("Je tekst is te lang: 70.000 tekens. Houd het onder de 20.000.") == 1
    assert printed.count("tekens die niet te bewaren zijn") == 1
    assert printed.index("niet te bewaren") < printed.index(OPEN.model_answer)
    (kept,) = (
        event.body.response for event in tape.kept if isinstance(event.body, Answered) and event.subject == OPEN.id
    )
    assert kept == Reflect("Mijn antwoord", (0, 1))


def test_opinions_show_arguments_and_are_not_kept() -> None:
    tape = Tape()
    printed = run(knowing, "quiz les", tape=tape)
    assert "Wat je vindt, wordt niet bewaard." in printed
    assert "Wat de wet vastlegt: De wet." in printed
    opinions = [e for e in tape.kept if e.kind == "answered" and e.subject in ("les-h", "les-i")]
    assert [event.body.response for event in opinions if isinstance(event.body, Answered)] == [None, None]


def test_the_last_results_are_told_again() -> None:
    tape = Tape()
    assert "Van deze les deed je nog geen quiz of toets." in run(script(), "uitslag les", tape=tape)
    run(knowing, "toets les", tape=tape)
    assert "Klaar. 6 van de 6 goed." in run(script(), "uitslag les", tape=tape)


def test_casus_with_role_switch_debrief_and_variation() -> None:
    printed = run(script("a", "a", "a", "a", ""), "casus les", pauses=True)
    assert "Je bent: raadslid." in printed
    assert "Je bent nu: griffier." in printed
    assert "Na bellen." in printed
    assert "Jouw weg:\n- bellen (sterk)" in printed
    assert "De weg die je niet nam:\n- wachten Na wachten." in printed
    assert (
        """\
├─ ● bellen
│  ├─ ● vragen (sterk)
│  └─ ○ zwijgen (zwak)
└─ ○ wachten (zwak)
"""
        in printed
    )
    assert f"Wat de wet in elk geval vraagt: {CASUS.floor}" in printed
    assert "Nu anders: Maar wat als het spoed heeft?" in printed
    assert "Spoed!" in printed


def test_a_note_is_written_in_a_casus() -> None:
    tape = Tape()
    printed = run(script("noteer Bel de Griffie", "a", "a", ""), "casus les", tape=tape, pauses=True)
    assert "Notitie bewaard." in printed
    assert [note.text for note in study(tape).progress.notebook.notes.values()] == ["Bel de Griffie"]
    again = run(script("noteer", "stop"), "casus les", tape=tape, pauses=True)
    assert "Jouw notitie: Bel de Griffie" in again
    assert not study(tape).progress.notebook.notes


def test_a_word_means_what_the_pack_of_the_lesson_says() -> None:
    """And what Raadstutor says elsewhere. Seen red with `woord` that forgets in which lesson it was typed."""
    terms = (
        Term(id="raad", term="raad", explanation="Het hoogste bestuur."),
        Term(id="dorp-raad", term="raad", explanation="Zo heet dat bij ons."),
    )
    ours, theirs = "raad (Raadstutor): Het hoogste bestuur.", "raad (Ons dorp): Zo heet dat bij ons."
    for own, first, second in ((("dorp-raad",), ours, theirs), (("dorp-raad", "les"), theirs, ours)):
        origins = dict.fromkeys(own, PackOrigin("Ons dorp"))
        screen = StringIO()
        console = Console(StringIO("woord raad\nmenu\n"), screen, pauses=True, width=0)
        with pytest.raises(Back):
            take(console, study(catalogue=replace(CATALOGUE, terms=terms, origins=origins)), LESSON)
        assert f"{first}\n{second}" in screen.getvalue()


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("?", "lessen - welke lessen er zijn"),
        ("lessen", "- les: De les, 10 minuten, nog niet begonnen."),
        ("voortgang", "Module De module. 0 van 1 les af."),
        ("woord motie", "“motie” staat niet in de woordenlijst."),
        ("les rollen-99", "Les “rollen-99” is er niet. Kies uit: les."),
        ("dansen", "“dansen” ken ik niet."),
        ("profiel", "Typ een naam achter profiel"),
        ("profiel Samira", "Je leert nu als Samira."),
    ],
)
def test_commands(line: str, answer: str) -> None:
    assert answer in run(script(line))


def test_going_on_where_one_was() -> None:
    tape = Tape()
    run(script("", "", "menu"), "les les", pauses=True, tape=tape)
    printed = run(script("stop"), "verder", pauses=True, tape=tape)
    assert "Stap 2 van 11" in printed


@pytest.mark.parametrize("evil", ["[/]", "\x1b[2Jweg", "\x9b31m", "a\u202eb", "x\\", "\x07", "\x1b]0;t\x07"])
def test_no_control_character_of_others_reaches_the_terminal(evil: str) -> None:
    term = Term(id="motie", term=f"motie{evil}", explanation=evil)
    here = study(catalogue=type(CATALOGUE)(modules=CATALOGUE.modules, terms=(term,)))
    screen = StringIO()
    console = Console(StringIO(f"woord motie\nwoord {evil}\n{evil}\n"), screen, pauses=False, width=0)
    Menu(console, here, lambda *_: (here, ""), desk()).run()
    assert not [c for c in screen.getvalue() if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c == "\u202e"]


def test_lines_are_not_wider_than_asked() -> None:
    screen = StringIO()
    Console(StringIO(), screen, pauses=False, width=40).say("woord " * 40, indent="  ")
    assert max(map(len, screen.getvalue().split("\n"))) <= 40


def test_every_page_of_the_lesson_is_said() -> None:
    printed = run(knowing, "les les")
    for step in LESSON.steps:
        assert f"Tekst van {step.anchor}." in printed


def test_certainty_may_stand_behind_an_answer() -> None:
    tape = Tape()
    run(script("a zeker", "a, gok", "b c a denk ik"), "quiz les", tape=tape)
    said = [event.body.confidence for event in tape.kept if isinstance(event.body, Answered)]
    assert said == ["zeker", "gok", "denk ik"]


def test_review_says_why_now() -> None:
    tape = Tape()
    run(knowing, "toets les", tape=tape)
    assert "Vandaag hoeft er niets terug te komen." in run(script("herhalen"), tape=tape)
    tape.now += timedelta(days=9)
    printed = run(knowing, "herhalen", tape=tape)
    assert "Waarom nu? Op 24 november had je dit goed; nu herhalen is ongeveer " in printed
    assert "Klaar. 6 van de 6 in één keer goed." in printed


def test_what_was_left_on_another_day_goes_on_or_begins_anew() -> None:
    tape = Tape()
    run(script("a", "stop"), "toets les", tape=tape)
    assert "Je gaat verder waar je was.\n\nToets De les. Vraag 2 van 6." in run(script("stop"), "toets les", tape=tape)
    tape.now += timedelta(days=1)
    printed = run(script("ja", "verder", "stop"), "toets les", tape=tape)
    assert "Verder (24 november) of opnieuw?" in printed
    assert "Typ verder, opnieuw, menu of stop." in printed
    assert "Toets De les. Vraag 2 van 6." in printed
    assert "Toets De les. Vraag 1 van 6." in run(script("opnieuw", "weet niet"), "toets les", tape=tape)
    assert "Verder" not in run(script("stop"), "toets les", tape=tape)


def test_the_quiz_in_a_lesson_and_the_zelfscan_ask_as_well() -> None:
    tape = Tape()
    here = study(tape)
    here.answer(here.lesson_quiz(LESSON), Choose((0,)))
    lesson = here.open_lesson("les")
    here.go(lesson.at(LESSON, next(page.id for page in lesson.pages if page.kind is PageKind.QUIZ)))
    tape.now += timedelta(days=1)
    assert "Verder (24 november) of opnieuw?" in run(script("menu"), "les les", tape=tape)


def test_scan_and_route() -> None:
    tape = Tape()
    printed = run(script("weet niet"), "zelfscan griffier", tape=tape)
    assert "De zelfscan is klaar." in printed
    assert "De rol “koning” ken ik niet." in run(script("zelfscan koning"))
    assert "Week 1 (10 minuten):\n- les: De les" in run(script("route raadslid 20"))
    assert "als getal" in run(script("route raadslid veel"))


def test_notes_bookmarks_and_actions() -> None:
    tape = Tape()
    run(script("noteer Bel Ruben", "bladwijzer", "menu"), "les les", pauses=True, tape=tape)
    printed = run(script("notities"), tape=tape)
    assert "- les, Situatie: Bel Ruben" in printed
    assert "- Bladwijzer: les, Situatie" in printed
    assert "Jouw notitie: Bel Ruben" in run(script("menu"), "les les", pauses=True, tape=tape)
    assert "nog geen acties" in run(script("acties"), tape=tape)
    study(tape).plan_action(LESSON)
    assert "- les: De les, nog te doen." in run(script("acties"), tape=tape)
    tape.now += timedelta(days=31)
    assert "Hoe ging je actie uit les?" in run(script("herhalen"), tape=tape)
    run(script("acties les gedaan"), tape=tape)
    assert "gedaan op 25 december" in run(script("acties"), tape=tape)


def test_why_is_asked_once_beside_a_choice_and_kept() -> None:
    why = structs.replace(SINGLE, reasoned=True)
    lesson = replace(LESSON, items=tuple(why if item is SINGLE else item for item in LESSON.items))
    module = replace(CATALOGUE.modules[0], lessons=(lesson,))
    tape = Tape()
    here = with_search(tape, replace(CATALOGUE, modules=(module,)))
    printed = say(here, "quiz les", "b", "Omdat het <zo> hoort", "opnieuw", "a", *["stop"] * 3)
    assert printed.count("Waarom kies je dit?") == 1
    kept = [event.body.response for event in tape.kept if isinstance(event.body, Answered)]
    assert kept == [Choose((1,), "Omdat het <zo> hoort"), Choose((0,), "Omdat het <zo> hoort")]
    assert f"- Reden bij ‘{SINGLE.question}’: Omdat het <zo> hoort" in say(here, "notities")


def test_a_first_wrong_answer_leaves_the_answer_to_be_found() -> None:
    tape = Tape()
    printed = run(script("b", "bron", "toon", "bron", "opnieuw", "", *["stop"] * 2), "quiz les", pauses=True, tape=tape)
    first, rest = printed.split("Enter = nog een keer proberen, toon = toon het antwoord", 1)
    assert "Niet goed.\n" in first
    assert SINGLE.explanation not in first
    assert "Het goede antwoord:\nJa" not in first
    assert "bron = waar het staat" not in first
    assert rest.count("Dat ken ik hier niet.") == 2, "no source before the answer, no second try after it"
    assert "Het goede antwoord:\nJa" in rest
    assert "Artikel 6 gemeentewet.\nDit staat in de wet." in rest
    assert "Vraag 2 van" in rest
    assert [event.kind for event in tape.kept].count("retried") == 0


def test_trying_again_after_a_first_look() -> None:
    printed = run(script("b", "opnieuw", "c", "", "c d", *["stop"] * 2), "quiz les", pauses=True)
    assert "Enter = verder, bron" in printed, "the second wrong answer is told at once"
    assert "- Hoort er niet bij: Griffie. Over Griffie." in printed
    assert "- Gemist: Er hoort nog iets bij." in printed
    assert "Over College." not in printed


def test_without_pauses_everything_is_told_at_once() -> None:
    printed = run(script("b"), "quiz les")
    assert "toon het antwoord" not in printed
    assert SINGLE.explanation in printed


def with_search(tape: Tape, catalogue: Catalogue = CATALOGUE) -> Study:
    index = SearchIndex(catalogue, None)
    return Study(catalogue, tape, "leerling", clock=tape.clock, rng=Random(7), index=index)


def say(here: Study, *lines: str) -> str:
    screen = StringIO()
    console = Console(Reader(script(*lines), screen), screen, pauses=True, width=0)
    Menu(console, here, lambda *_: (here, ""), desk()).run()
    return screen.getvalue()


def test_finding_things_back_and_opening_them() -> None:
    tape = Tape()
    terms = (Term(id="motie", term="motie", explanation="Een verzoek aan het college."),)
    here = with_search(tape, replace(CATALOGUE, terms=terms))
    assert "Niets gevonden." in say(here, "zoek zwembad")
    printed = say(here, "zoek verzoek")
    assert "Woorden:\n- motie. Een verzoek aan het college.\n  Open met: woord motie" in printed
    printed = say(here, "zoek tekst voorb")
    assert "- Voorbeeld (De les). Tekst van voorbeeld.\n  Open met: lees les voorbeeld" in printed
    assert "Uit les De les: Voorbeeld\n  Tekst van voorbeeld." in say(here, "lees les voorbeeld").replace(
        "Tekst", "  Tekst"
    )
    assert here.progress.visited == {"les": {"stap:voorbeeld"}}
    assert "Typ de les en de stap" in say(here, "lees les zwembad")
    assert "De vraag “les-a” heb je nog niet gehad." in say(here, "vraag les-a")
    here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((0,)))
    assert "Open met: vraag les-a" in say(here, "zoek soms")
    assert "Het goede antwoord:\nJa\nUitleg a.\nArtikel 6 gemeentewet." in say(here, "vraag les-a")


def test_programmes() -> None:
    here = study(catalogue=replace(CATALOGUE, programmes=(PROGRAMME,)))
    assert "Er zijn geen programma’s." in run(script("programmas"))
    assert "- eerste-week: Je eerste week, 0 van 4 gedaan." in say(here, "programma onzin")
    printed = say(here, "programma eerste-week")
    assert "Dag 1 (23 minuten):\n- Nog te doen: stap ‘Kern-een’ uit ‘De les’ (3 minuten)." in printed
    assert "Hierna: stap ‘Kern-een’ uit ‘De les’ (3 minuten). Typ: lees les kern-een" in printed
    here.read_step(LESSON, "kern-een")
    assert "Typ: les les" in say(here, "programma eerste-week")


def test_progress_tells_the_whole_picture() -> None:
    tape = Tape()
    run(script("a zeker", "b zeker", "weet niet", "stop"), "quiz les", tape=tape)
    tape.now += timedelta(days=1)
    printed = run(script("voortgang"), tape=tape)
    assert "Geleerd: " in printed
    assert "Doelen van De module, 0 van 1 beheerst:\n- Je kent het doel. 1 van 3 goed.\n" in printed
    assert "Dagen waarop je leerde, in vier weken:\n- 24 november: " in printed
    assert "Wat de komende twee weken terugkomt, als je elke dag herhaalt:\n- 2" in printed
    assert "- zeker: 1 van 2 goed." in printed


def test_a_scan_that_is_done_again_shows_growth() -> None:
    tape = Tape()
    run(script("weet niet"), "zelfscan raadslid", tape=tape)
    printed = run(knowing, "zelfscan raadslid", tape=tape)
    assert "- De module: 2 van 2 goed. Vorige keer 0 van 1." in printed


@pytest.mark.parametrize("typed", ["9" * 5000, "²", "٣"])
@pytest.mark.parametrize("command", ["quiz les", "casus les", "zelfscan", "les les"])
def test_odd_digits_are_asked_again(command: str, typed: str) -> None:
    run(script(*[typed] * 4, "menu"), command)
    run(script(typed), f"route raadslid {typed}")


def test_odd_digits_for_what_is_in_an_open_answer() -> None:
    screen = StringIO()
    console = Console(Reader(script("Mijn antwoord", "²", "9" * 5000, "1"), screen), screen, pauses=False, width=0)
    assert quiz.read_response(console, OPEN, 0, "Mijn antwoord") == Reflect("Mijn antwoord", (0,))
    assert screen.getvalue().count("Typ nummers") == 3


def test_a_guest_is_told_that_nothing_is_kept() -> None:
    here = Study(CATALOGUE, (tape := Tape()), "gast", clock=tape.clock, rng=Random(7), guest=True)
    screen = StringIO()
    console = Console(StringIO("a\n"), screen, pauses=False, width=0)
    Menu(console, here, lambda *_: (here, ""), desk()).run("quiz les")
    assert "Opgeslagen" not in screen.getvalue()
    assert "Onthouden tot je stopt." in screen.getvalue()
    assert "Tot ziens. Als gast wordt niets bewaard." in screen.getvalue()


def test_a_test_without_questions_says_so() -> None:
    lesson = replace(LESSON, items=(OPEN,))
    catalogue = replace(CATALOGUE, modules=(replace(CATALOGUE.modules[0], lessons=(lesson,)),))
    screen = StringIO()
    here = study(catalogue=catalogue)
    console = Console(StringIO(), screen, pauses=False, width=0)
    Menu(console, here, lambda *_: (here, ""), desk()).run("toets les")
    assert "Deze les heeft hiervoor geen vragen." in screen.getvalue()


def test_an_etappe_ends_at_a_place_to_stop() -> None:
    lesson = shipped().lessons["rollen-01"]
    screen = StringIO()
    console = Console(Reader(script("wat", "morgen"), screen), screen, pauses=True, width=0)
    last = parts(lesson)[0].pages[-1]
    here, session = study(), LessonSession.at(lesson, last.id)
    with pytest.raises(Back):
        stop(console, here, session)
    assert here.progress.places["rollen-01"].page == session.forward().page.id
    printed = screen.getvalue()
    assert "Mooi punt om te stoppen." in printed
    assert f"Etappe 1 van 4 is klaar.\nHierna: {session.forward().page.title}" in printed


def test_the_plan_and_a_programme_that_is_followed() -> None:
    tape = Tape()
    assert "Begin hier: les ‘De les’" in run(script("plan"), tape=tape)
    assert "Hierna staat er niets meer in je plan." in run(script("volgende"), tape=tape)
    here = study(catalogue=replace(CATALOGUE, programmes=(PROGRAMME,)))
    assert "Begin hier: stap ‘Kern-een’" in say(here, "volg eerste-week")
    assert "Je volgt ‘Je eerste week’: 0 van 4 gedaan." in say(here, "plan")
    assert "Je volgt" not in say(here, "volg niets")


def test_a_drawing_is_told_and_a_number_plays_with_it() -> None:
    data = 'soort = "stoelen"\ntitel = "De zaal"\nzetels = 23\naanwezig = 12'
    step = structs.replace(LESSON.steps[0], text=f"```{{.tekening}}\n{data}\n```")
    screen = StringIO()
    console = Console(Reader(script("11", "24", "menu"), screen), screen, pauses=True, width=0)
    lesson = replace(LESSON, steps=(step, *LESSON.steps[1:]))
    here = study(catalogue=Catalogue(modules=(Module(head=CATALOGUE.modules[0].head, lessons=(lesson,)),)))
    with pytest.raises(Back):
        take(console, here, lesson)
    printed = screen.getvalue()
    assert "Openen mag: 12 van 23 zittende leden tekenden; nodig 12 (artikel 20)." in printed
    assert "een aantal leden = verander de tekening" in printed
    assert "Openen mag niet: 11 van 23" in printed
    assert "Dat valt buiten de tekening." in printed


def test_a_role_is_told_and_kept() -> None:
    here = study()
    assert "Je bent raadslid." in say(here, "rol")
    assert "Je bent AB-lid." in say(here, "rol ab-lid")
    assert "De rol “keizer” ken ik niet." in say(here, "rol keizer")
    assert "al bewaard" in say(here, "bewaar Jo")


def test_mistakes_are_asked_once_more_and_a_session_names_them() -> None:
    tape = Tape()
    assert NO_MISTAKES in run(script("fouten"), tape=tape)
    run(script("weet niet"), "toets les", tape=tape)
    assert "Ook open: toets bij ‘De les’. Typ: toets les" in run(script("plan"), tape=tape)
    run(script(*["weet niet"] * 20), "toets les", tape=tape)
    assert re.search(r"Fouten: \d vragen\. Typ: fouten", run(script("plan"), tape=tape))
    tape.now += timedelta(days=3)
    session = run(script(), "sessie 20", tape=tape)
    assert re.search(r"^ *- \d+ vragen die misgingen \(\d+ minu", session, re.MULTILINE)
    assert "om te herhalen" not in session
    printed = run(knowing, "fouten", tape=tape)
    assert "Klaar. 6 van de 6 in één keer goed." in printed
    assert NO_MISTAKES in run(script("fouten"), tape=tape)


def test_a_person_hears_how_to_begin_and_that_nothing_was_typed() -> None:
    """In a pipe nobody waits for it."""
    printed = run(script("", "les les", "", "", "stop"), pauses=True)
    assert printed.startswith(HOW_TO_BEGIN)
    assert NOTHING_TYPED in printed
    assert HOW_TO_BEGIN not in run(script("stop")) + run(script("stop"), "les les", pauses=True)


def test_the_role_that_was_told_is_not_asked_for_again() -> None:
    """Seen red with: a zelfscan and a route for a raadslid, whatever was told."""
    printed = run(script("rol wethouder", "zelfscan", "stop"))
    assert "Zelfscan voor wethouder" in printed
    assert "Zelfscan voor raadslid" in run(script("zelfscan", "stop"))
    assert "Zelfscan voor griffier" in run(script("rol wethouder", "zelfscan griffier", "stop"))


@pytest.mark.parametrize("right", [True, False])
def test_an_item_has_a_drawing_of_its_own(right: bool) -> None:
    """In lines. Seen red with: the drawing of its step, after a wrong answer only."""
    item, screen = shipped().items["rollen-04-h"], StringIO()
    assert isinstance(item, Single)
    response = Choose(tuple(at for at, option in enumerate(item.options) if option.key is right)[:1])
    tell(Console(StringIO(), screen, pauses=False, width=0), study(catalogue=shipped()), item, grade(item, response))
    assert "23 zetels: 11 voor, 11 tegen, 1 stemt niet mee." in screen.getvalue()
