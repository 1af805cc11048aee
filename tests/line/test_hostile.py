"""Hostile text in line mode: it is said, and it does nothing.

Seen red with: a console that writes lines as they are; a prompt that does not go through `visible`.
"""

from __future__ import annotations

from io import StringIO
from random import Random

import pytest

from tests.classroom.test_evening import Shelf
from tests.figures import Figures
from tests.hostile.evening import content_of
from tests.hostile.poison import Places, model_places, poisoned
from tests.hostile.strings import EVERY, FEW, steering
from tests.learning.samples import START, Tape
from tests.line.test_line import Learner, Reader, desk
from tests.tui.sample import CATALOGUE
from tests.tui.test_hostile import EVENING
from tutor.content.characters import visible
from tutor.learning.notebook import Place
from tutor.line import classroom
from tutor.line.console import Console
from tutor.line.menu import Menu
from tutor.service.evening import Evening
from tutor.service.study import Study
from tutor.store.search import SearchIndex

MARKDOWN = {"Step.text", "CasusNode.text"}
"""Here stars and backslashes of an author have a meaning, so that they are not seen."""
LAYOUT = {"a\tb", "a\nb"}
ROUNDS = 700
"""So many pages an evening has at the most."""
NOT_SAID = {
    *("Statement.trainer", "Dilemma.trainer", "Statement.discuss", "Dilemma.discuss", "Dilemma.shifts"),
    *("CountingRule.text", "CountingRule.bases", "CountingRule.words", "CountingRule.counts"),
    *("Elsewhere.bodies", "Elsewhere.text", "LawElsewhere.modules"),  # for a role that this learner does not have
    *("Mistake.value", "Fact.text", "Fact.value", "Lookalikes.name", "Lookalikes.left", "Lookalikes.right"),
    *("Misconception.text", "Misconception.talking_point", "Law.short", "Term.also", "Person.also", "ModuleHead.text"),
    *(
        "RoleCard.name",
        "RoleCard.text",
        "RoleCard.secret",
        "ClassPlan.preparation",
        "ClassPlan.text",
        "ClassPlan.title",
    ),
}
"""What line mode has no place for; what is on paper is in the prints."""
COMMANDS = (
    *(
        "herhalen",
        "lessen",
        "les rollen-01",
        "quiz rollen-01",
        "toets rollen-02",
        "casus rollen-01",
        "herhalen",
        "voortgang",
    ),
    *("zelfscan raadslid", "route raadslid 30", "programma", "programma eerste-week", "zoek organen", "notities"),
    *(
        "lees rollen-01 organen",
        "woord gemeenteraad",
        "personen",
        "personen Prins",
        "vraag rollen-01-a",
        "wet gemeentewet 7",
        "acties",
        "verder",
        "onzin \x1b[2J",
        "?",
    ),
    *("quiz rollen-01", "quiz rollen-02", "casus rollen-01", "casus rollen-01", "quiz geld-01") * 4,
)


def answering(seed: int, word: str) -> Learner:
    """A learner who tries whatever may be an answer; `word`: what the sample question for a word wants to hear."""
    chance = Random(seed)

    def learner(screen: str) -> str | None:
        for question, answers in (("Vraag f", ("11", "12")), ("Vraag g", (word, "niets"))):
            if question in screen and chance.random() < 0.7:
                return chance.choice(answers)
        if "inleveren" in screen and chance.random() < 0.7:
            return "inleveren"
        return chance.choice(("a", "b", "1", "a b", "b a c", "1a 2b", "weet niet", "hint", "hint", "ja", "1 2", ""))

    return learner


def said(strings: tuple[str, ...]) -> tuple[str, Places]:
    """All that line mode says on hostile content."""
    places = Places()
    mark = places.marked(strings)
    content, tape = poisoned(CATALOGUE, mark), Tape()
    index = SearchIndex(content, None)
    here = Study(content, tape, "ik", clock=tape.clock, rng=Random(3), index=index)
    here.note(Place(lesson="rollen-01", step="organen"), mark("Bel Ruben", "a note"))
    here.assign(mark("Een avond", "the title of an evening"), ["rollen-01-a"])
    screen = StringIO()

    for seed, command in enumerate(COMMANDS):
        learner = answering(seed, content.items["rollen-01-g"].answers[0])  # type: ignore[union-attr]
        console = Console(Reader(learner, screen), screen, pauses=seed % 2 == 0, width=0)
        Menu(console, here, lambda *_: (here, ""), desk()).run(command)
    text = screen.getvalue()
    screen.truncate(0)
    return text, places


def said_of_an_evening(strings: tuple[str, ...]) -> tuple[str, Places]:
    """All that line mode says of an evening."""
    places = Places()
    mark = places.marked(strings)
    evening = Evening(content_of(strings, places), Shelf(), clock=lambda: START, rng=Random(3))
    evening.start(evening.catalogue.plans[0])
    evening.note(mark("Goed gesprek", "a note of the evening"))
    evening.note(mark("We bellen", "an agreement of the evening"), agreement=True)
    lines = ["plan", "aanwezig 12", *["7 6 5", "7 6 5 5", "stem 12 11", ""] * ROUNDS, "\x1b[2J", "verslag", "klaar"]
    typed = StringIO("\n".join(lines))
    screen = StringIO()
    classroom.run(Console(typed, screen, pauses=False, width=0), evening)
    return screen.getvalue(), places


def missing(text: str, places: Places, strings: tuple[str, ...]) -> set[str]:
    return {
        f"{string!r} of {place}"
        for place in places.found(text) - MARKDOWN
        for string in strings
        if string not in LAYOUT and visible(string + places.signs[place]) not in text
    }


def check(strings: tuple[str, ...]) -> tuple[int, int]:
    """How many places were said, by the tutor and of an evening."""
    (alone, places), (group, others) = said(strings), said_of_an_evening(strings)
    assert steering(alone + group) == []
    assert missing(alone, places, strings) == set()
    expected = model_places() - NOT_SAID - {place for place in model_places() if place.startswith(EVENING)}
    own = {place for place in places.signs if "." not in place}
    assert (expected | own) - places.found(alone) == set()
    of_evening = {place for place in model_places() - NOT_SAID if place.startswith(EVENING)}
    assert of_evening - others.found(group) == set()
    return len(places.found(alone)), len(others.found(group))


def test_hostile_text_is_said_and_does_nothing() -> None:
    check(FEW[::2])


@pytest.mark.long
@pytest.mark.figures("Hostile text in line mode")
def test_every_hostile_text_is_said(figures: Figures) -> None:
    found = [check(EVERY[at : at + 27]) for at in range(0, len(EVERY), 27)]
    figures(texts=len(EVERY), places=found[0][0], places_of_an_evening=found[0][1])
