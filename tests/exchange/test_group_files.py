"""What goes to a trainer: nothing that says who, when, or what somebody wrote.

Seen red with: answers in the order in which they were given; options of another text; a share of 100 per cent.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.laptop import Laptop
from tests.learning.samples import CATALOGUE, ITEMS, LESSON, START
from tutor.classroom.group import ENOUGH, gather, group_report
from tutor.exchange.group_files import pack_answers, tries_in, unpack_answers
from tutor.exchange.reading import BadParcel
from tutor.learning.answers import Choose, GiveUp
from tutor.learning.attempts import FirstTry, first_tries
from tutor.learning.grading import Outcome
from tutor.learning.quiz import Mode
from tutor.model import Single, revision
from tutor.service.study import Study
from tutor.store import Store

SINGLE = next(item for item in ITEMS if isinstance(item, Single))


def tries() -> list[FirstTry]:
    store = Store.open(None, device="thuis", clock=lambda: START)
    learner = store.add_learner("Samira").id
    here = Study(CATALOGUE, store, learner, clock=lambda: START, rng=Random(3))
    session = here.quiz(LESSON, Mode.TEST)
    session, _ = here.answer(session, Choose((1,), "geheime reden"))
    while session.current:
        session, _ = here.answer(session, GiveUp())
    here.hand_in(session)
    return first_tries(store.events(learner))


def test_it_holds_first_answers_and_nothing_else() -> None:
    data = pack_answers(tries()[::-1], "a1b2")
    found = json.loads(data)
    assert set(found) == {"sort", "version", "id", "answers"}
    assert {key for answer in found["answers"] for key in answer} == {"item", "revision", "outcome", "options"}
    assert [answer["item"] for answer in found["answers"]] == sorted(answer["item"] for answer in found["answers"])
    for secret in (b"Samira", b"thuis", b"2026"):
        assert secret not in data
    asked = {answer["item"] for answer in found["answers"]}
    assert asked == {item.id for item in LESSON.items if item.scored} & asked
    assert len(asked) > 3


def test_it_is_read_back() -> None:
    made = tries()
    back = tries_in(unpack_answers(pack_answers(made, "a1b2")), CATALOGUE)
    assert {(one.item, one.outcome) for one in back} == {
        (one.item, one.outcome) for one in made if one.outcome is not Outcome.UNSCORED
    }


def test_what_was_chosen_is_left_out_when_the_text_has_changed() -> None:
    one = FirstTry(SINGLE.id, revision(SINGLE), Outcome.WRONG, Choose((1,)))
    file = unpack_answers(pack_answers([one], "x"))
    assert tries_in(file, CATALOGUE)[0].response == Choose((1,))
    changed = msgspec.structs.replace(SINGLE, question="Iets anders?")
    items = tuple(changed if item.id == SINGLE.id else item for item in ITEMS)
    module = replace(CATALOGUE.modules[0], lessons=(replace(LESSON, items=items),))
    assert tries_in(file, replace(CATALOGUE, modules=(module,)))[0].response is None


@pytest.mark.parametrize(
    "change",
    [
        {"answers": [{"item": "a", "revision": "", "outcome": "super", "options": None}]},
        {"answers": [{"item": "a", "revision": "", "outcome": "goed", "options": [-1]}]},
        {"answers": [{"item": "a", "revision": "", "outcome": "goed", "options": None}] * 2},
        {"id": ""},
        {"answers": 3},
    ],
)
def test_what_is_wrong_gets_a_sentence(change: dict[str, object]) -> None:
    with pytest.raises(BadParcel, match="Vraag de deelnemer"):
        unpack_answers(json.dumps({**json.loads(pack_answers(tries(), "x")), **change}).replace(" ", "").encode())


@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    with pytest.raises(BadParcel):
        unpack_answers(data)


def people(number: int) -> list[list[FirstTry]]:
    """Half of them know the first item and most others, half of them neither."""
    made = []
    for place in range(number):
        knows = place % 2 == 0
        rest = [Outcome.RIGHT if knows or n == 0 else Outcome.WRONG for n in range(6)]
        made.append(
            [
                FirstTry(SINGLE.id, "", Outcome.RIGHT if knows else Outcome.WRONG, Choose((0,) if knows else (1,))),
                *(FirstTry(f"ander-{n}", "", outcome, None) for n, outcome in enumerate(rest)),
            ]
        )
    return made


def test_items_are_judged_from_twenty_answers_on() -> None:
    assert gather(people(ENOUGH - 1)).items == ()
    found = {one.item: one for one in gather(people(ENOUGH)).items}
    one = found[SINGLE.id]
    assert (one.answers, one.facility, one.chosen) == (20, 0.5, ((0, 10), (1, 10)))
    assert one.discrimination == 1.0
    assert found["ander-0"].discrimination is None
    (shown,) = group_report(CATALOGUE, gather(people(ENOUGH))).items
    assert shown.item == SINGLE.id


def test_nobody_reads_off_that_all_were_right_or_wrong() -> None:
    for outcome, share in ((Outcome.RIGHT, 0.9), (Outcome.WRONG, 0.1)):
        group = gather([[FirstTry(SINGLE.id, "", outcome, None)] for _ in range(6)])
        (goal,) = group_report(CATALOGUE, group).goals
        assert goal.right == share


def test_from_home_to_the_trainer_without_a_profile(tmp_path: Path) -> None:
    files = []
    for number in range(5):
        home = Laptop(tmp_path / f"thuis-{number}")
        home.run("regel", "--profiel", f"Raadslid {number}", "--nieuw", typed="quiz rollen-01\na\nb\na\nstop\n")
        files.append(str(tmp_path / f"{number}.json"))
        result = home.run("exporteer", "groep", files[-1])
        assert (result.code, result.err) == (0, "")
        assert "zonder je naam, tijden of notities" in result.out
        assert b"Raadslid" not in Path(files[-1]).read_bytes()
    trainer = Laptop(tmp_path / "griffie")
    four = trainer.run("klas", "groep", *files[:4], files[0])
    assert "te weinig antwoorden" in four.out
    five = json.loads(trainer.run("klas", "groep", *files, "--json").out)
    assert five["learners"] == 5
    assert five["goals"]
    assert "Raadslid" not in trainer.run("gegevens", "--json").out
    assert trainer.run("klas", "groep", *files).code == 0, "the same group again"
    sixth = str(tmp_path / "6.json")
    Laptop(tmp_path / "thuis-0").run("exporteer", "groep", sixth)
    more = trainer.run("klas", "groep", *files, sixth)
    assert (more.code, more.out) == (1, "")
    assert "Eén bestand verschilt" in more.err
    wrong = trainer.run("klas", "groep", *files, str(tmp_path / "weg.json"))
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    mixed = tmp_path / "voortgang.json"
    Laptop(tmp_path / "thuis-0").run("exporteer", "voortgang", str(mixed))
    assert "voortgang van Raadstutor" in trainer.run("klas", "groep", str(mixed)).err


def test_one_profile_more_is_one_person_told_apart_too(tmp_path: Path) -> None:
    """Seen red with: only files looked at."""
    home = Laptop(tmp_path / "griffie")
    for number in range(6):
        if number == 5:
            assert home.run("klas", "groep").code == 0
        home.run("regel", "--profiel", f"Raadslid {number}", "--nieuw", typed="quiz rollen-01\na\nstop\n")
    sixth = home.run("klas", "groep")
    assert (sixth.code, sixth.out) == (1, "")
    assert "Eén profiel verschilt van de vorige groep" in sixth.err
