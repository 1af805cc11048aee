"""Notes, bookmarks and actions by keyboard: kept with a step, and found back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import TextArea

from tests.tui.helpers import LESSON_END, SampleWorkspace, opened, press, seen, told
from tutor.learning.notebook import Place
from tutor.service.study import Study
from tutor.tui.app import TutorApp
from tutor.tui.destinations import ToHome, ToStep
from tutor.tui.screens.dialog import LONGEST, NoteEditor
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.notebook import NotebookScreen

PLACE = Place(lesson="rollen-01", step="situatie")
LAST = ("1", *LESSON_END[:-1])
"""Keys from home to "morgen doen"."""


def study(app: TutorApp) -> Study:
    assert app.routes
    return app.routes.study


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_a_note_is_written_shown_changed_and_taken_away(size: tuple[int, int]) -> None:
    desk = SampleWorkspace()
    async with opened(desk, size=size) as (app, pilot):
        await press(pilot, "1", "n")
        assert isinstance(app.screen, NoteEditor)
        assert "Notitie bij ‘De mail van" in told(app)
        await press(pilot, *"Bel", "enter", *"Ruben", "ctrl+s")
        assert study(app).progress.notebook.notes[PLACE].text == "Bel\nRuben"
        assert "¶ notitie" in seen(app)
    async with opened(desk, size=size) as (app, pilot):
        await press(pilot, "1", "end")
        assert "¶ Jouw notitie Bel Ruben" in told(app)
        await press(pilot, "n", *"!", "ctrl+s")
        assert study(app).progress.notebook.notes[PLACE].text == "Bel\nRuben!"
        await press(pilot, "n")
        app.screen.query_one(TextArea).clear()
        await press(pilot, "ctrl+s")
        assert "notitie" not in told(app)
        assert study(app).progress.notebook.notes == {}


async def test_a_note_that_was_written_is_not_thrown_away_by_one_escape() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", "n", "escape")
        assert isinstance(app.screen, LessonScreen)
        await press(pilot, "n", *"Bel", "escape")
        assert "Nog niet bewaard." in told(app)
        await press(pilot, *"!", "escape")
        assert isinstance(app.screen, NoteEditor), "writing on takes the warning back"
        await press(pilot, "escape")
        assert isinstance(app.screen, LessonScreen)
        assert study(app).progress.notebook.notes == {}


async def test_a_note_has_an_end() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", "n")
        app.screen.query_one(TextArea).load_text("a" * (LONGEST + 1))
        await press(pilot, "ctrl+s")
        assert "Je notitie is te lang." in told(app)
        assert study(app).progress.notebook.notes == {}


async def test_a_note_that_cannot_be_stored_is_told() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "1", "n", *"Bel")
        desk.fill_disk()
        await press(pilot, "ctrl+s")
        assert "Niet opgeslagen" in told(app)
        assert "¶ notitie" not in seen(app)


async def test_a_bookmark_is_set_and_taken_away_without_moving_the_text() -> None:
    async with opened(SampleWorkspace(), size=(40, 12)) as (app, pilot):
        await press(pilot, "1")
        assert "bladwijzer" not in seen(app)
        await press(pilot, "b")
        assert "♦ bladwijzer" in seen(app)
        marked = [text.strip() for text in seen(app).splitlines()]
        await press(pilot, "b")
        assert "bladwijzer" not in seen(app)
        assert [text.strip() for text in seen(app).splitlines()] == [
            "" if text == "♦ bladwijzer" else text for text in marked
        ]
        assert study(app).progress.notebook.bookmarks == {}


async def test_questions_have_no_notes() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", "enter", "escape", "n", "b", "m")
        assert isinstance(app.screen, LessonScreen)
        assert study(app).progress.notebook.bookmarks == {}


async def test_tomorrow_is_taken_on_once() -> None:
    desk = SampleWorkspace()
    async with opened(desk, size=(100, 30)) as (app, pilot):
        await press(pilot, *LAST)
        assert "m Dit ga ik doen" in seen(app)
        await press(pilot, "m")
        assert "Over dertig dagen vraag ik hoe het ging." in told(app)
        assert "… Dit ga je doen. Genoteerd op 23 november." in seen(app)
        await press(pilot, "m")
        events = [event.kind for event in desk.store.events(study(app).learner)]
        assert events.count("action_planned") == 1


async def test_nothing_is_offered_for_tomorrow_before_the_last_step() -> None:
    async with opened(SampleWorkspace(), size=(100, 30)) as (app, pilot):
        await press(pilot, "1", "m")
        assert "Dit ga ik doen" not in seen(app)
        assert study(app).progress.notebook.actions == {}


async def test_what_is_kept_is_found_back_and_leads_to_its_place() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "n")
        assert "In een les: n voor een notitie" in told(app)
        await press(pilot, "escape", *LAST, "m", "n", *"Bel Ruben".replace(" ", "_"), "ctrl+s", "escape")
        assert app.routes
        app.routes.go(ToStep("situatie", "rollen-01"))
        await press(pilot)
        await press(pilot, "b", "escape", "escape", "n")
        assert isinstance(app.screen, NotebookScreen)
        text = told(app)
        assert "Mijn acties ▶ Morgen doen: Wie bestuurt de gemeente? … genoteerd op 23 november" in text
        assert "Bladwijzers ♦ De mail van mevrouw Bakker" in text
        assert "Notities ¶ Morgen doen Wie bestuurt de gemeente? Bel_Ruben" in text
        await press(pilot, "down", "down", "enter")
        assert "Morgen doen" in seen(app)
        assert "¶ Jouw notitie" in seen(app)
        await press(pilot, "b", "escape")
        assert told(app).count("♦") == 2


@pytest.mark.parametrize(
    ("key", "state"), [("1", "✓ gedaan op 23 november"), ("2", "… genoteerd op 23 november"), ("3", None)]
)
async def test_what_became_of_an_action(key: str, state: str | None) -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *LAST, "m", "escape", "n", "enter")
        assert "Hoe ging het?" in told(app)
        await press(pilot, key)
        assert isinstance(app.screen, NotebookScreen)
        assert (state in seen(app)) if state else ("Mijn acties" not in seen(app))


async def test_what_is_kept_with_a_lesson_that_is_gone_is_passed_over() -> None:
    desk = SampleWorkspace()
    profile = desk.create("Samira")
    here = desk.open(profile)
    for lesson, step in (("weg", "situatie"), ("rollen-01", "weg")):
        here.note(Place(lesson=lesson, step=step), "Bel Ruben.")
        here.bookmark(Place(lesson=lesson, step=step))
    async with opened(desk, profile=profile) as (app, pilot):
        await press(pilot, "n")
        assert isinstance(app.screen, NotebookScreen)
        assert "Bel Ruben." not in seen(app)


def stopped(app: TutorApp) -> None:
    """As when the window is closed or the computer shuts down."""
    app._stop_by_signal(15)


def quit_app(app: TutorApp) -> None:
    app.simulate_key("ctrl+q")


def gone(app: TutorApp) -> None:
    """As when the terminal is gone without a signal; the process would end here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tutor.tui.shell.terminal_closed", lambda _: True)
        patch.setattr("os._exit", app.exit)
        app._look_at_terminal()


@pytest.mark.parametrize("end", [stopped, quit_app, gone])
async def test_a_note_that_is_being_typed_is_there_next_time(end: Callable[[TutorApp], None]) -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "1", "n", *"Bel")
        end(app)
        await pilot.pause()
    async with opened(desk) as (app, pilot):
        assert study(app).progress.notebook.notes == {}
        await press(pilot, "1", "n")
        assert app.screen.query_one(TextArea).text == "Bel"
        assert "Hier staat wat je typte" in told(app)
        await press(pilot, *"!", "ctrl+s")
        assert study(app).progress.notebook.notes[PLACE].text == "Bel!"
        await press(pilot, "n")
        assert "Hier staat wat je typte" not in told(app)


async def test_a_note_that_was_thrown_away_stays_away() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "1", "n", *"Bel", "escape", "escape", "ctrl+q")
    async with opened(desk) as (app, pilot):
        await press(pilot, "1", "n")
        assert app.screen.query_one(TextArea).text == ""


async def test_a_draft_goes_with_the_learner() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (_, pilot):
        await press(pilot, "1", "n", *"Geheim", "ctrl+q")
    (samira,) = desk.profiles()

    def kept() -> int:
        with desk.store._file.reading() as connection:
            (number,) = connection.execute("SELECT count(*) FROM setting WHERE value = 'Geheim'").fetchone()
        return int(number)

    assert kept() == 1
    desk.store.erase(samira.id)
    assert kept() == 0


async def test_what_is_being_typed_survives_going_home_by_the_palette() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", "n", *"Bel")
        assert app.routes
        app.routes.go(ToHome())
        await pilot.pause()
        await press(pilot, "1", "n")
        assert app.screen.query_one(TextArea).text == "Bel"


async def test_a_guest_who_typed_something_is_asked() -> None:
    desk = SampleWorkspace()
    async with opened(desk, name=None) as (app, pilot):
        app.enter(None)
        await press(pilot, "1", "n", *"Bel", "ctrl+q")
        assert "Wat je als gast deed, wordt niet bewaard" in told(app)


async def test_nothing_is_kept_of_what_a_guest_was_typing() -> None:
    desk = SampleWorkspace()
    async with opened(desk, name=None) as (app, pilot):
        app.enter(None)
        await press(pilot, "1", "n", *"Geheim")
        stopped(app)
        await pilot.pause()
    with desk.store._file.reading() as connection:
        assert not [value for (value,) in connection.execute("SELECT value FROM setting") if "Geheim" in value]
