"""An evening on hostile content, walked past every page of every stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from tests.classroom.samples import PLAN, catalogue
from tests.classroom.test_live import CALENDAR
from tests.hostile.poison import Places, poisoned
from tests.learning.samples import ITEMS
from tests.tui.classroom.room import Room
from tutor.model import Catalogue, Dilemma, Misconception, OwnCase, RoleCard, Statement
from tutor.service.evening import Evening


def content_of(strings: Sequence[str], places: Places) -> Catalogue:
    """The sample content with a plan in which every text is hostile."""
    items = [
        msgspec.structs.replace(item, shifts=("Maar wat als?",), discuss=("Wat vind jij?",))
        if isinstance(item, Statement | Dilemma)
        else item
        for item in ITEMS
    ]
    cards = (RoleCard(name="Pers", text="Je schrijft.", secret="Je weet al iets."),)
    live = (OwnCase(id="eigen", title="Onze casus", minutes=45, trainer="Vraag wie er een heeft."), CALENDAR)
    plan = msgspec.structs.replace(PLAN, cards=cards, activities=(*PLAN.activities, *live))
    content = replace(
        catalogue(tuple(items)),
        plans=(plan,),
        misconceptions=(Misconception(id="misvatting-nee", text="Nee is nee.", talking_point="Wanneer niet?"),),
    )
    return poisoned(content, places.marked(strings))


def room_of(strings: Sequence[str], places: Places) -> tuple[Room, Evening]:
    """A room in which the evening has begun and votes, notes and agreements are there already."""
    room = Room(content_of(strings, places))
    evening = room.evening(room.content.plans[0])
    mark = places.marked(strings)
    while True:
        if evening.session.ballot:
            evening.vote(tuple(range(5, len(evening.session.counts) + 5)))
        if evening.session.forward() == evening.session.cursor:
            break
        evening.forward()
    evening.jump(0)
    evening.note(mark("Goed gesprek", "a note of the evening"))
    evening.note(mark("We bellen", "an agreement of the evening"), agreement=True)
    return room, evening
