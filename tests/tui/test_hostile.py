"""Hostile text in every place where the learner's app shows text: it is seen, and it does nothing.

Places come from the content model, so that a new field has to be shown, or named here as not shown.
Seen red with: a role in a casus that goes to a `Static` as a string; a goal or a choice that is read as markup;
a `clean` and a `harden` that let characters pass.
"""

from __future__ import annotations

import pytest

from tests.figures import Figures
from tests.hostile.poison import Places, model_places
from tests.hostile.strings import EVERY, FEW, steering
from tests.hostile.walk import app_of, screens
from tests.tui.helpers import seen, told
from tutor.tui.text import clean

MARKDOWN = {"Step.text", "CasusNode.text"}
"""Here stars and backslashes of an author have a meaning, so that they are not seen."""
LAYOUT = {"a\tb", "a\nb"}
"""Lists and tables lay these out anew."""
NOT_SHOWN = {
    *("Statement.trainer", "Dilemma.trainer", "Statement.discuss", "Dilemma.discuss"),  # for a group
    *("Mistake.value", "Dilemma.shifts", "Law.short", "Person.also"),
    *("Elsewhere.bodies", "Elsewhere.text", "LawElsewhere.modules"),  # for a role that this learner does not have
    *(
        "CountingRule.text",
        "CountingRule.bases",
        "CountingRule.words",
        "CountingRule.counts",
        "Fact.text",
        "Fact.value",
        "Lookalikes.name",
        "Lookalikes.left",
        "Lookalikes.right",
        "Misconception.text",
        "Misconception.talking_point",
    ),
}
"""What the app of a learner has no place for; of an evening it shows nothing at all."""
EVENING = (
    *("Talk", "Measurement", "PeerQuestion", "Line", "Break", "MoralTalk", "TeamQuiz", "Meeting", "Intervision"),
    *("Round", "Agreements", "AgendaPoint", "RoleCard", "ClassPlan"),
    *("OwnCase", "CalendarGame", "CalendarEvent"),
)


async def walk(strings: tuple[str, ...], *, brief: bool = False) -> tuple[set[tuple[str, str]], set[str], Places]:
    """Visit every screen. Gives which places were seen where, what no screen showed whole, and the places.

    A line at the top and a dialog cut long titles short, so a text counts when one screen has it whole.
    """
    places, shown, whole = Places(), set[tuple[str, str]](), set[tuple[str, str]]()
    app = app_of(strings, places)
    async with app.run_test(size=(200, 60), notifications=True) as pilot:
        await pilot.pause()
        theme = app.theme
        async for name in screens(app, pilot, brief=brief):
            assert app.is_running, name
            assert not app._exit, name
            assert app.theme == theme, name
            assert steering(seen(app)) == [], name
            text = told(app)
            for place in places.found(text):
                shown.add((name, place))
                whole |= {(place, string) for string in strings if clean(string + places.signs[place]) in text}
    missing = {
        f"{string!r} of {place}"
        for place in {place for _, place in shown} - MARKDOWN
        for string in strings
        if string not in LAYOUT and (place, string) not in whole
    }
    return shown, missing, places


def check(shown: set[tuple[str, str]], missing: set[str], places: Places) -> None:
    expected = {place for place in model_places() if not place.startswith(EVENING)} - NOT_SHOWN
    own = {place for place in places.signs if "." not in place}
    assert missing == set()
    assert expected - set(places.signs) == set(), "the sample content has no such text"
    assert (expected | own) - {place for _, place in shown} == set()
    assert {place for _, place in shown} & NOT_SHOWN == set()


async def test_hostile_text_is_seen_everywhere_and_does_nothing() -> None:
    check(*await walk(FEW[::2], brief=True))


BATCHES = [EVERY[at : at + 27] for at in range(0, len(EVERY), 27)]


@pytest.mark.long
@pytest.mark.figures("Hostile text on every screen of the app")
async def test_every_hostile_text_in_every_place(figures: Figures) -> None:
    walks = [await walk(batch) for batch in BATCHES]
    shown = {pair for found, _, _ in walks for pair in found}
    figures(
        texts=len(EVERY),
        places=len({place for _, place in shown}),
        screens=len({name for name, _ in shown}),
        shown=sum(len(found) * len(batch) for (found, _, _), batch in zip(walks, BATCHES, strict=True)),
        missing=sum(len(missing) for _, missing, _ in walks),
    )
    for found in walks:
        check(*found)
