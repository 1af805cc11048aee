"""Notes, bookmarks and actions of a learner, as they are replayed."""

from __future__ import annotations

from datetime import timedelta

from tests.learning.samples import LESSON, Tape, study
from tutor.learning.events import ActionResult
from tutor.learning.notebook import CHECK_IN, Place


def test_notes_bookmarks_and_actions() -> None:
    tape = Tape()
    here = study(tape)
    place = Place(lesson="les", step="kern-een")
    here.note(place, " Vraag het Ruben. ")
    assert here.bookmark(place)
    here.plan_action(LESSON)
    kept = study(tape).progress.notebook
    assert kept == here.progress.notebook
    assert kept.notes[place].text == "Vraag het Ruben."
    assert kept.to_check(tape.now + CHECK_IN - timedelta(minutes=5)) == []
    (action,) = kept.to_check(tape.now + CHECK_IN)
    assert action.lesson == "les"
    here.note(place, "")
    assert not here.bookmark(place)
    tape.now += CHECK_IN
    here.report_action("les", ActionResult.LATER)
    assert here.progress.notebook.to_check(tape.now) == []
    tape.now += CHECK_IN
    here.report_action("les", ActionResult.DONE)
    notebook = study(tape).progress.notebook
    assert (notebook.notes, notebook.bookmarks) == ({}, {})
    assert notebook.actions["les"].done == tape.now
    here.plan_action(LESSON)
    here.report_action("les", ActionResult.DROPPED)
    assert here.progress.notebook.actions == {}
