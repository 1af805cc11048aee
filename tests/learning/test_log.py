"""The door of the log: what may be stored can be read back, exported and merged; what may not is refused in Dutch."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learning.samples import START
from tests.learning.test_grading import RESPONSES
from tutor.learning.answers import Reflect, Response, Write
from tutor.learning.evening_events import ClassNoted
from tutor.learning.events import Answered, Assigned, Guessed, LessonFinished, Noted, ProfileCreated, Unknown
from tutor.learning.grading import Outcome
from tutor.learning.log import (
    KINDS,
    MAX_BODY,
    MAX_DEPTH,
    MAX_TEXT,
    Draft,
    Event,
    Known,
    NotAcceptable,
    canonical,
    read,
    stamped,
)

OLDER = {
    "session": "s",
    "mode": "oefenen",
    "response": None,
    "confidence": None,
    "outcome": "goed",
    "score": 1,
    "try": 1,
}


def stored(body: Known | Unknown, at: datetime = START) -> Event:
    return stamped(Draft(subject="les", body=body), id="1", learner="ik", device="x", at=at)


def answer(response: Response | None) -> Answered:
    return Answered(
        session="s", mode="toets", response=response, confidence=None, outcome=Outcome.RIGHT, score=1.0, attempt=1
    )


def nested(levels: int) -> str:
    return '{"a":' + "[" * (levels - 1) + "]" * (levels - 1) + "}"


TEXT = st.text(max_size=50) | st.sampled_from(("x" * MAX_TEXT, "\U0001f600" * MAX_TEXT, '"' * MAX_TEXT, "\x00\x1b\\"))


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(RESPONSES.map(answer), TEXT.map(lambda text: Noted(step="a", text=text)), TEXT.map(Write).map(Guessed))
)
def test_whatever_is_stored_comes_back_and_may_travel(body: Known) -> None:
    event = stored(body)
    assert event.body == body == read(body.kind, event.text)
    assert canonical(event.text) == event.text
    assert canonical(json.dumps(json.loads(event.text), indent=3, ensure_ascii=False)) == event.text
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(event), type=Event) == event


@pytest.mark.parametrize(
    "body",
    [
        Noted(step="a", text="x" * (MAX_TEXT + 1)),
        answer(Write("x" * 70_000)),
        answer(Reflect("x" * 70_000, (0,))),
        ClassNoted(activity="a", text="x" * 70_000),
    ],
)
def test_a_text_without_end_is_refused_with_its_length_and_the_limit(body: Known) -> None:
    with pytest.raises(NotAcceptable, match=r"te lang: (20\.001|70\.000) tekens. Houd het onder de 20\.000"):
        stored(body)


def test_what_cannot_be_written_or_dated_is_refused() -> None:
    with pytest.raises(NotAcceptable, match="niet te bewaren"):
        stored(Noted(step="a", text="half \ud83d"))
    for year in (1969, 3000):
        with pytest.raises(NotAcceptable, match=f"jaar {year}"):
            stored(LessonFinished(), datetime(year, 1, 1, tzinfo=UTC))
    for mistake in (Assigned(title="x" * 201, items=()), msgspec.structs.replace(answer(None), score=2.0)):
        with pytest.raises(ValueError, match="may hold"):
            stored(mistake)


@pytest.mark.parametrize(
    "text",
    [
        nested(MAX_DEPTH + 1),
        nested(980),
        nested(100_000),
        '{"a":"' + "x" * MAX_BODY + '"}',
        '{"a":1e999}',
        '{"a":NaN}',
        '{"a":',
        "[]",
        "1",
        '{"a":' + "9" * 5_000 + "}",
    ],
)
def test_what_cannot_be_carried_is_refused(text: str) -> None:
    with pytest.raises(NotAcceptable):
        canonical(text)


def test_brackets_in_a_text_are_no_depth() -> None:
    assert canonical(json.dumps({"a": "[{" * 5_000, 'b\\"[': '"[' * 50}))
    assert canonical(nested(MAX_DEPTH)) == nested(MAX_DEPTH)


def test_older_files_are_read_whatever_they_hold() -> None:
    """Programs before there was a limit stored longer texts and halves of characters."""
    long = read("noted", json.dumps({"step": "a", "text": "x" * 70_000}))
    assert isinstance(long, Noted)
    assert canonical(json.dumps({"step": "a", "text": "x" * 70_000}))
    half = read("answered", json.dumps(OLDER | {"response": {"type": "write", "text": "\ud83d"}}))
    assert isinstance(half, Answered)
    assert half.response == Write("\ud83d")
    deep = nested(980)
    assert read("later", deep) == Unknown(kind="later", text=deep)
    assert read("answered", deep) == Unknown(kind="answered", text=deep)


@pytest.mark.parametrize("plain", [3, "choose", {}, {"type": "weg"}, {"type": "choose", "indices": "x"}])
def test_what_does_not_fit_its_kind_means_nothing(plain: object) -> None:
    assert isinstance(read("guessed", json.dumps({"response": plain})), Unknown)
    assert isinstance(read("profile_created", json.dumps({"name": "\x1b[2J"})), Unknown)


def test_what_a_newer_program_added_stays_in_the_text() -> None:
    event = stored(Unknown(kind="answered", text=json.dumps(OLDER | {"later": [1, 2]})))
    assert isinstance(event.body, Answered)
    assert json.loads(event.text)["later"] == [1, 2]


def test_kinds_are_what_files_of_learners_hold() -> None:
    """Never rename one."""
    assert " ".join(sorted(KINDS)) == (
        "action_planned action_reported answered assigned bookmarked casus_back casus_chosen casus_ended "
        "casus_restarted casus_started casus_varied class_agreed class_asked class_black class_corrected "
        "class_decided class_drawn class_ended class_mended class_moved class_named class_noted class_paired "
        "class_parked class_parties class_planned class_prepared class_present class_reopened class_repeated "
        "class_resolved class_scored class_seats class_shown class_speaks class_started class_teams class_timer "
        "class_undone class_voted filled guessed hinted lesson_finished lesson_moved noted proceeded profile_created "
        "profile_joined profile_parted profile_programme profile_renamed profile_role quiz_finished quiz_started "
        "retried scan_finished scan_started step_read unbookmarked undone"
    )
    assert stored(ProfileCreated(name="Ik")).kind == "profile_created"
