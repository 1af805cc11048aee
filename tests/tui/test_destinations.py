"""Every destination leads to its screen, and every link, finding and stop to its destination."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.tui.helpers import SampleWorkspace, opened, press, told
from tests.tui.sample import CATALOGUE
from tutor.learning.answers import GiveUp, Mode
from tutor.learning.route import Role
from tutor.model import Stop
from tutor.model.catalogue import FindKind, Found
from tutor.tui import destinations as to
from tutor.tui.destinations import Destination, Go, of_found, of_link, of_stop

LESSON = CATALOGUE.lessons["rollen-01"]
ITEM = LESSON.items[0].id
PLACES: tuple[tuple[Destination, str], ...] = (
    (to.ToProfiles(), "ProfilesScreen"),
    (to.ToStudy(None), "TodayScreen"),
    (to.ToHome(), "TodayScreen"),
    (to.ToModule(CATALOGUE.modules[0].head.id), "ModuleScreen"),
    (to.ToLesson("rollen-01"), "LessonScreen"),
    (to.ToPeople(), "PeopleScreen"),
    (to.ToRole(), "ChoiceDialog"),
    (to.ToStep("organen", "rollen-01"), "LessonScreen"),
    (to.ToLessonDone("rollen-01"), "LessonDoneScreen"),
    (to.ToQuiz("rollen-01", Mode.TEST), "QuizScreen"),
    (to.ToResults("rollen-01"), "ResultsScreen"),
    (to.ToCasus(LESSON.cases[0].id), "CasusScreen"),
    (to.ToCasusOf("rollen-01"), "CasusScreen"),
    (to.ToItem(ITEM), "ItemDialog"),
    (to.ToPassage(ITEM), "PassageDialog"),
    (to.ToSource(ITEM), "SourceDialog"),
    (to.ToTerm("college"), "NoteDialog"),
    (to.ToArticle("gemeentewet 7"), "ArticleDialog"),
    (to.ToStatutes(), "StatutesScreen"),
    (to.ToTool(), "ToolsScreen"),
    (to.ToTool("bezwaar"), "ToolScreen"),
    (to.ToMistakes((ITEM,)), "QuizScreen"),
    (to.ToReview(), "QuizScreen"),
    (to.ToPlan(), "LessonScreen"),
    (to.ToSession(), "ChoiceDialog"),
    (to.ToAction("rollen-01"), "ChoiceDialog"),
    (to.ToScan(), "ChoiceDialog"),
    (to.ToMinutes(), "ChoiceDialog"),
    (to.ToRoute(), "RouteScreen"),
    (to.ToProgramme(CATALOGUE.programmes[0].id), "ProgrammeScreen"),
    (to.ToSearch(), "SearchScreen"),
    (to.ToNotebook(), "NotebookScreen"),
    (to.ToProgress(), "ProgressScreen"),
    (to.ToCertificate(), "CertificateDialog"),
)


def test_every_destination_is_tried_here() -> None:
    elsewhere = {to.ToPage}  # each kind of page is met in the tests of a lesson
    assert {type(place) for place, _ in PLACES} | elsewhere == set(Destination.__subclasses__())


async def test_every_destination_leads_to_its_screen() -> None:
    desk = SampleWorkspace()
    profile = desk.create("Samira")
    study = desk.open(profile)
    scan, quiz = study.scan(Role.COUNCILLOR), study.quiz(LESSON, Mode.TEST)
    while scan.current:
        scan, _ = study.answer_scan(scan, GiveUp())
    while quiz.current:
        quiz, _ = study.answer(quiz, GiveUp())
    study.hand_in(quiz)
    study.assign("Een avond", [ITEM])
    async with opened(desk, profile=profile) as (app, pilot):
        for place, screen in PLACES:
            app.enter(profile)
            await press(pilot)
            app.screen.post_message(Go(place))
            await press(pilot)
            await press(pilot)
            assert type(app.screen).__name__ == screen, place


async def test_a_screen_that_is_left_does_not_come_back() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "z")
        app.screen.post_message(Go(to.ToNotebook(), leaving=True))
        await press(pilot)
        assert [type(screen).__name__ for screen in app.screen_stack[1:]] == ["TodayScreen", "NotebookScreen"]


async def test_what_comes_of_a_screen_is_told_to_who_asked() -> None:
    came: list[object] = []
    async with opened(SampleWorkspace()) as (app, pilot):
        app.screen.post_message(Go(to.ToAction("rollen-01"), then=came.append))
        await press(pilot)
        await press(pilot, "2")
    assert came == [1]


@pytest.mark.parametrize(
    ("target", "destination"),
    [
        ("begrip:raad", to.ToTerm("raad")),
        ("les:rollen-02", to.ToLesson("rollen-02", looking=True)),
        ("stap:organen", to.ToStep("organen")),
        ("https://raad.nl", to.ToTerm("https://raad.nl")),
        ("raad", to.ToTerm("raad")),
    ],
)
def test_links(target: str, destination: Destination) -> None:
    assert of_link(target) == destination


@pytest.mark.parametrize("target", ["begrip:weg", "les:weg", "stap:weg", "https://raad.nl", "[/]"])
async def test_a_link_that_leads_nowhere_is_told(target: str) -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "z")
        app.screen.post_message(Go(of_link(target), label="dit woord"))
        await press(pilot)
        assert "‘dit woord’ staat niet in de woordenlijst." in told(app)


def test_findings_and_stops() -> None:
    def found(kind: FindKind) -> Found:
        return Found(kind=kind, lesson="rollen-01", target="doel", title="", place="", excerpt=())

    assert [of_found(found(kind)) for kind in FindKind] == [
        to.ToTerm("doel"),
        to.ToArticle("doel"),
        to.ToStep("doel", "rollen-01"),
        to.ToStep("doel", "rollen-01"),
        to.ToItem("doel"),
    ]
    stops = [
        Stop(lesson="rollen-01", minutes=5, what=what, step="organen") for what in ("les", "stap", "quiz", "casus")
    ]
    assert [of_stop(stop) for stop in stops] == [
        to.ToLesson("rollen-01", looking=True),
        to.ToStep("organen", "rollen-01", only=True),
        to.ToQuiz("rollen-01", Mode.PRACTICE),
        to.ToCasusOf("rollen-01"),
    ]


def loaded(*modules: str) -> set[str]:
    """What a fresh interpreter has loaded after these modules."""
    script = f"import sys, {', '.join(modules)}\nprint(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def test_no_screen_is_loaded_before_it_opens() -> None:
    screens = {name for name in loaded("tutor.tui.app") if name.startswith("tutor.tui.screens.")}
    assert screens == set()


def test_the_first_screen_does_not_load_what_reads_texts() -> None:
    """Eighty modules, for a text that nobody has opened yet."""
    assert not {"markdown_it", "tutor.tui.prose"} & loaded("tutor.tui.app", "tutor.tui.screens.today")
