"""A lesson by keyboard: reading on, questions on the way, words, and the place that is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from tests.content.pack import shipped
from tests.knowing import right_response
from tests.tui.helpers import LESSON_END, SampleWorkspace, click, opened, practise, press, seen, told
from tests.tui.sample import CATALOGUE
from tutor.learning.answers import GiveUp
from tutor.learning.events import LessonMoved
from tutor.learning.lesson import LessonSession, Page, PageKind
from tutor.learning.minutes import Pace
from tutor.learning.parts import how_far, parts
from tutor.learning.quiz import Mode
from tutor.tui.app import TutorApp
from tutor.tui.destinations import Go, ToHome, ToLesson, ToLessonDone, ToStep
from tutor.tui.screens.dialog import NoteDialog
from tutor.tui.screens.lesson import LessonDoneScreen, LessonScreen
from tutor.tui.screens.outline import OutlineDialog, StopScreen, card
from tutor.tui.screens.quiz import QuizScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.screens.unjudged import GuessScreen
from tutor.tui.widgets.charts import Growing
from tutor.tui.widgets.question import Stem

CORE = ("1", "enter", "escape", "right")
"""Keys from home to the second step of the sample lesson."""


async def test_a_lesson_opens_at_its_first_step() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "enter")
        text = seen(app)
        assert isinstance(app.screen, LessonScreen)
        assert "stap 1 van 9" in text
        assert "De mail van mevrouw Bakker" in text
        assert "│ ‘Waarom is de speeltuin dicht?" in text


@pytest.mark.parametrize("key", ["enter", "space", "pagedown", "right"])
async def test_keys_that_read_on(key: str) -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", key)
        assert isinstance(app.screen, GuessScreen)


@pytest.mark.parametrize("key", ["backspace", "pageup", "left"])
async def test_keys_that_go_back(key: str) -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *CORE, key, key)
        assert "stap 1 van 9" in seen(app)


async def test_a_question_that_was_left_can_be_opened_or_passed() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", "enter", "escape")
        assert "Enter: openen. →: sla over." in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, GuessScreen)
        await press(pilot, "escape", "right")
        assert "Drie organen" in seen(app)


async def test_an_answer_leads_on_and_is_not_asked_again() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *CORE, "enter")
        assert isinstance(app.screen, QuizScreen)
        await press(pilot, "1", "enter")
        while isinstance(app.screen, QuizScreen):
            await press(pilot, "enter")
        assert "Zo doe je dat" in seen(app)
        await press(pilot, "backspace")
        assert "✓ Gedaan." in seen(app)
        await press(pilot, "enter")
        assert "Zo doe je dat" in seen(app)
        await press(pilot, "backspace", "r")
        assert isinstance(app.screen, QuizScreen)


async def test_the_place_is_kept_at_every_page() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, *CORE)
        assert app.routes
        study = app.routes.study
        said = [event.body for event in desk.store.events(study.learner)]
        moved = [body.page for body in said if isinstance(body, LessonMoved)]
        assert moved == ["stap:situatie", "prik:rollen-01-a", "stap:organen"]
    async with opened(desk) as (app, pilot):
        assert "Ga verder: Wie bestuurt de gemeente?" in seen(app)
        assert "etappe 1 van 1" in seen(app)
        await press(pilot, "enter")
        assert "Drie organen" in seen(app)


async def test_a_digit_explains_a_word() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *CORE, "1")
        assert isinstance(app.screen, NoteDialog)
        assert "Het hoogste bestuur van de gemeente." in told(app)
        assert "Bron: artikel 7" in told(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, LessonScreen)


async def test_tab_and_enter_follow_a_link_to_a_step_and_back() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *CORE, *["tab"] * 3, "enter")
        assert "De mail van mevrouw Bakker" in seen(app)
        assert app.routes
        assert app.routes.study.progress.places["rollen-01"].page == "stap:organen"
        await press(pilot, "backspace")
        assert "Drie organen" in seen(app)


async def test_a_link_to_another_lesson() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *CORE, "4")
        assert "Drie rollen, één raadslid" in seen(app).splitlines()[0]


async def test_a_link_to_a_word_that_is_gone_is_told() -> None:
    async with opened(SampleWorkspace(replace(CATALOGUE, terms=()))) as (app, pilot):
        await press(pilot, *CORE, "1")
        assert "‘raad’ staat niet in de woordenlijst." in told(app)


async def test_a_click_on_a_word_and_on_a_key() -> None:
    async with opened(SampleWorkspace(), size=(100, 24)) as (app, pilot):
        await press(pilot, *CORE)
        await click(app, pilot, "raad¹")
        assert isinstance(app.screen, NoteDialog)
        await press(pilot, "escape")
        await click(app, pilot, "← Terug")
        assert "stap 2 van 9" in seen(app)


async def test_the_end_finishes_the_lesson_and_offers_what_next() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "1", *LESSON_END)
        text = seen(app)
        assert isinstance(app.screen, LessonDoneScreen)
        assert "Je deed 0 van de 7 vragen. De les is af als je er nog 6 vragen" in text, "all questions were skipped"
        assert "Je noemt de drie bestuursorganen." in text
        assert "Volgende: les ‘Drie rollen, één raadslid’" in text
        await press(pilot, "1")
        assert isinstance(app.screen, QuizScreen), "the first question that was skipped"
        await press(pilot, "escape", "escape")
        assert app.routes
        practise(app.routes.study, CATALOGUE.lessons["rollen-01"])
        app.routes.go(ToHome())
        app.screen.post_message(Go(ToLessonDone("rollen-01")))
        await press(pilot)
        assert "✓ Les af" in seen(app)


async def test_what_is_looked_up_moves_no_place_and_begins_no_lesson() -> None:
    """B1."""
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, *CORE, "escape")
        assert app.routes
        study = app.routes.study
        places = dict(study.progress.places)
        for destination in (ToStep("situatie", "rollen-01"), ToLesson("rollen-02", looking=True)):
            app.routes.go(destination)
            await press(pilot)
            assert study.progress.places == places
            if isinstance(destination, ToStep):
                await press(pilot, "enter")
                assert study.progress.places == places, "who reads on from what was looked up"
            await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "Ga verder: Wie bestuurt de gemeente?" in seen(app)
        app.routes.go(ToLesson("rollen-02", looking=True))
        await press(pilot)
        await press(pilot, "right")
        assert "rollen-02" in study.progress.places, "who goes on from where the lesson was"


async def test_the_next_lesson_after_the_end() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", *LESSON_END, "2")
        assert isinstance(app.screen, LessonScreen)
        assert "Drie rollen, één raadslid" in seen(app).splitlines()[0]
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("key", ["space", "enter", "pagedown"])
async def test_a_small_screen_scrolls_before_it_goes_on(key: str) -> None:
    async with opened(SampleWorkspace(), size=(40, 12)) as (app, pilot):
        await press(pilot, "1", "end", "enter", "escape", "right")
        assert "▼ meer" in seen(app)
        pages = [seen(app)]
        while "▼ meer" in pages[-1]:
            await press(pilot, key)
            pages.append(seen(app))
        assert "stap 3 van 9" in pages[-1]
        for word in ("Drie organen", "orgaan: burgemeester", "een noodbevel", "Onthoud", "les twee"):
            assert word in " ".join(pages)
        await press(pilot, key)
        assert isinstance(app.screen, QuizScreen)


async def test_reading_goes_on_when_the_disk_is_full() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "1")
        desk.fill_disk()
        await press(pilot, "enter", "escape", "right")
        text = seen(app)
        assert "Drie organen" in text
        assert text.count("Niet opgeslagen") == 1
        desk.fill_disk(False)
        assert app.routes
        assert app.routes.study.progress.places["rollen-01"].page == "stap:situatie"


async def test_an_etappe_ends_at_a_place_to_stop() -> None:
    """Seen red with: going on without asking."""
    desk = SampleWorkspace(shipped())
    async with opened(desk) as (app, pilot):
        assert app.routes
        study = app.routes.study
        session = study.open_lesson("rollen-01")
        first = parts(session.lesson)[0].pages[-1]
        while session.page != first:
            session = session.forward()
        for key, stays in (("enter", True), ("2", False)):
            study.go(session)
            app.push_screen(LessonScreen(study, session))
            await press(pilot, "escape", "right")
            assert isinstance(app.screen, StopScreen)
            assert "Mooi punt om te stoppen" in told(app)
            assert "Etappe 1 van 4 is klaar." in told(app)
            assert "Nog 3 etappes, samen " in told(app)
            await press(pilot, key)
            assert isinstance(app.screen, LessonScreen) == stays
            assert study.progress.places["rollen-01"].page == session.forward().page.id
            app.routes.go(ToHome())
            await pilot.pause()


async def test_one_escape_leaves_the_lesson_from_what_is_told_about_an_answer() -> None:
    """Seen red with two: the question was closed first, and stood there once more."""
    async with opened(SampleWorkspace()) as (app, pilot):
        assert app.routes
        study = app.routes.study
        await press(pilot, *CORE, "enter")
        assert isinstance(app.screen, QuizScreen)
        place = study.progress.places["rollen-01"].page
        await press(pilot, "escape")
        assert isinstance(app.screen, LessonScreen), "not answered: there it can be skipped"
        await press(pilot, "enter", "f3", "escape")
        assert isinstance(app.screen, TodayScreen)
        assert study.progress.places["rollen-01"].page != place, "on where it was answered"


def column(app: TutorApp) -> int:
    """Where the text of a lesson or question begins."""
    text = next(iter(app.screen.query("LessonText, Stem")))
    return text.region.x + isinstance(text, Stem)


@pytest.mark.parametrize("size", [(80, 24), (105, 30), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_reading_keeps_its_column_and_from_110_cells_the_outline_stands_beside_it(size: tuple[int, int]) -> None:
    """Seen red with: the margins of a question as they were."""
    async with opened(SampleWorkspace(), size=size) as (app, pilot):
        await press(pilot, "1")
        columns = [column(app)]
        assert ("Etappe 1" in seen(app)) == (size[0] >= 110)
        await press(pilot, "enter")
        columns.append(column(app))
        assert ("Etappe 1" in seen(app)) == (size[0] >= 110)
        await press(pilot, "escape", "right", "enter")
        columns.append(column(app))
        assert len(set(columns)) == 1, columns


async def test_the_outline_leads_to_any_page_and_leaves_the_place() -> None:
    """Seen red with: a place that moves along."""
    async with opened(SampleWorkspace(), size=(120, 40)) as (app, pilot):
        await press(pilot, "1")
        assert app.routes
        places = app.routes.study.progress.places
        await click(app, pilot, "Zo doe je dat")
        assert "eerst luisteren" in told(app)
        await press(pilot, "i", "up", "up", "enter")
        assert "Elke gemeente heeft drie organen" in told(app)
        assert places["rollen-01"].page == "stap:situatie"
        await press(pilot, "left", "left")
        assert "De mail van mevrouw Bakker" in seen(app)


async def test_a_finished_lesson_opens_on_its_outline() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", *LESSON_END)
        assert app.routes
        practise(app.routes.study, CATALOGUE.lessons["rollen-01"])
        app.routes.go(ToHome())
        await pilot.pause()
        app.routes.go(ToLesson("rollen-01"))
        await pilot.pause()
        assert isinstance(app.screen, OutlineDialog)


async def test_arrows_play_with_a_drawing_and_are_back_to_pages_without_one() -> None:
    """Seen red without the check that leaves the arrows to the screen."""
    module, *rest = CATALOGUE.modules
    lesson = module.lessons[0]
    data = 'soort = "stoelen"\ntitel = "De zaal"\nzetels = 23\naanwezig = 12'
    first = structs.replace(lesson.steps[0], text=f"Tel mee.\n\n```{{.tekening}}\n{data}\n```")
    lesson = replace(lesson, steps=(first, *lesson.steps[1:]))
    catalogue = replace(CATALOGUE, modules=(replace(module, lessons=(lesson, *module.lessons[1:])), *rest))
    async with opened(SampleWorkspace(catalogue)) as (app, pilot):
        await press(pilot, "1")
        assert "✓ Openen mag: 12 van 23 zittende leden tekenden; nodig 12" in seen(app)
        assert "←→ Verander" in seen(app)
        await press(pilot, "left")
        assert "✗ Openen mag niet: 11 van 23 zittende leden tekenden" in seen(app)
        await press(pilot, "right", "enter", "escape", "right")
        assert "Drie organen" in seen(app)
        await press(pilot, "left")
        assert "Drie organen" not in seen(app)


@pytest.mark.parametrize("still", [False, True])
async def test_a_bar_grows_when_an_etappe_is_done_unless_nothing_may_move(still: bool) -> None:
    """Seen red with a bar that was there at once, and with one that grew whatever the setting was."""
    lesson = shipped().lessons["rollen-01"]
    desk = SampleWorkspace(shipped())
    async with opened(desk) as (app, pilot):
        assert app.moves
        if still:
            app.toggle_motion()
        assert app.moves is not still
        session = LessonSession.at(lesson, parts(lesson)[1].pages[-1].id)
        app.push_screen(StopScreen(session, how_far(session, Pace(), ())))
        await pilot.pause()
        spent = [part.minutes for part in parts(lesson)]
        growing = app.screen.query_one(Growing)
        assert (growing.share < sum(spent[:2]) / sum(spent)) is not still
        for _ in range(200):
            if growing.share < growing._after:
                await pilot.pause(0.1)
        assert growing.share == pytest.approx(sum(spent[:2]) / sum(spent))


def test_a_guess_that_was_made_is_not_said_to_be_unlearned() -> None:
    """Once "you have not learned this yet" stood above a lesson that was done."""
    page = Page(kind=PageKind.GUESS, subject="a", title="Raad eens")
    assert "niet geleerd" in card(page, done=False).plain
    assert card(page, done=True).plain.startswith("Raad eens\n\n✓ Gedaan.")


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.TEST])
async def test_results_open_again_from_the_outline(mode: Mode) -> None:
    """Seen red with: what stood on a toets before it was handed in replayed too."""
    async with opened(SampleWorkspace(shipped())) as (app, pilot):
        assert app.routes
        study, lesson = app.routes.study, shipped().lessons["rollen-01"]
        round_ = study.quiz(lesson, mode)
        for number in range(20):
            if round_.current is None:
                break
            known = right_response(round_.current) if number < 3 else GiveUp()
            round_, _ = study.answer(round_, known)
            round_ = study.proceed(round_) if mode is Mode.PRACTICE else round_
        if mode is Mode.TEST:
            round_ = study.hand_in(round_)
        while round_.current:
            round_ = study.proceed(study.answer(round_, GiveUp())[0])
        right, scored = round_.results().right, len(round_.results().scored)
        assert 0 < right < scored
        await press(pilot, "1", "i", "end")
        assert f"Laatste uitslag ▶ {right} van de {scored} vragen goed (23 november)" in told(app)
        await press(pilot, "enter")
        assert f"{right} van de {scored} vragen {'in één keer ' * (mode is Mode.PRACTICE)}goed." in seen(app)
        assert f"Oefen de {scored - right} vragen die misgingen" in seen(app)


async def test_a_high_window_explains_the_words_below_the_text() -> None:
    """Seen red with: words in every window."""
    for size, explained in (((120, 40), True), ((80, 24), False)):
        async with opened(SampleWorkspace(shipped()), size=size) as (app, pilot):
            assert app.routes
            lesson = shipped().lessons["rollen-01"]
            app.routes.study.go(LessonSession.at(lesson, "stap:organen"))
            await press(pilot, "1")
            assert ("bestuursorganen¹ Iemand of een groep die volgens de wet" in told(app)) is explained
            assert "▼" not in seen(app)
