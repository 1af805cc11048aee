"""A learner who does everything there is, so that every kind of event is in the log."""

from __future__ import annotations

from tests.learning.samples import CASUS, LESSON
from tutor.learning.answers import Choose, GiveUp
from tutor.learning.events import ActionResult, ProfileProgramme, ProfileRole
from tutor.learning.notebook import Place
from tutor.learning.quiz import Mode
from tutor.learning.route import Role
from tutor.service.study import Study


def do_everything(here: Study) -> None:
    """About eighty events."""
    here.tell(ProfileRole(role=Role.CLERK))
    here.tell(ProfileProgramme(programme="eerste-week"))
    here.go(here.open_lesson("les").forward())
    here.read_step(LESSON, "kern-twee")
    here.guess(LESSON.items[0], Choose((0,)))
    session = here.quiz(LESSON, Mode.PRACTICE)
    session = here.hint(session)
    session = here.undo(here.answer(session, Choose((1,)))[0])
    session = here.retry(here.answer(session, Choose((1,)))[0])
    here.proceed(here.answer(session, Choose((0,)))[0])
    test = here.quiz(LESSON, Mode.TEST)
    while test.current:
        test, _ = here.answer(here.mark(test), GiveUp())
    here.hand_in(test)
    casus = here.choose(here.open_casus(CASUS), 0)
    casus = here.choose(here.casus_back(casus), 1)
    here.restart_casus(here.vary(casus, "wat-als-spoed"))
    scan = here.scan(Role.CLERK)
    while scan.current:
        scan, _ = here.answer_scan(scan, GiveUp())
    scan = here.scan(Role.COUNCILLOR)
    while scan.current:
        scan, _ = here.answer_scan(scan, GiveUp())
    place = Place(lesson="les", step="kern-een")
    here.note(place, "Bel [/b] Ruben")
    here.bookmark(place)
    here.bookmark(place)
    here.assign("Een avond", ["les-a"])
    here.plan_action(LESSON)
    here.report_action("les", ActionResult.DONE)
    lesson = here.open_lesson("les")
    while not lesson.at_end:
        lesson = here.go(lesson.forward())
