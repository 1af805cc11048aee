"""xAPI: the same answers give the same bytes, and nothing is in them that a store need not know.

Seen red with: the response of an open answer always in it; opinions among the answers; an answer that was taken back.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tutor.exchange import xapi
from tutor.exchange.xapi import Address, BadAddress, GroupVote
from tutor.learning.answers import Arrange, Choose, Confidence, GiveUp, Join, Outcome, Reflect, Response, Write
from tutor.learning.events import Answered, Undone
from tutor.learning.log import Draft, Event, stamped

WHO = Address.typed("https://raalte.nl/raad/", "W17")
AT = datetime(2026, 11, 30, 19, 30, tzinfo=UTC)
MINE = "mijn eigen woorden"


def answered(number: int, response: Response | None, outcome: Outcome = Outcome.RIGHT, **other: object) -> Event:
    told: dict[str, object] = {"confidence": Confidence.SURE, "score": 1.0, "attempt": 1, "mode": "oefenen", **other}
    body = Answered(session="s", response=response, outcome=outcome, **told)  # type: ignore[arg-type]
    draft = Draft(subject=f"rollen-01-{'abcdefghij'[number]}", revision="abc123", body=body)
    return stamp(number, draft)


def stamp(number: int, draft: Draft) -> Event:
    name = f"0193{number:04}-0000-7000-8000-{number:012}"
    return stamped(draft, id=name, learner="l", device="d", at=AT + timedelta(minutes=number))


LOG = [
    answered(0, Choose((1,), MINE)),
    answered(1, Choose((0, 2)), Outcome.PARTLY, score=0.5),
    answered(2, Arrange((2, 0, 1))),
    answered(3, Join((1, None, 0))),
    answered(4, Write(MINE), Outcome.WRONG, score=0.0),
    answered(5, Reflect(MINE, (0,))),
    answered(6, GiveUp(), Outcome.WRONG, score=0.0, confidence=None),
    answered(7, None, Outcome.UNSCORED),
]


def test_an_answer_becomes_one_statement() -> None:
    first = xapi.of_learner(LOG, WHO)[0]
    assert first == {
        "id": LOG[0].id,
        "actor": {"objectType": "Agent", "account": {"homePage": "https://raalte.nl/raad", "name": "W17"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"nl": "beantwoordde"}},
        "object": {
            "objectType": "Activity",
            "id": "https://raalte.nl/raad/item/rollen-01-a",
            "definition": {"type": "http://adlnet.gov/expapi/activities/cmi.interaction", "interactionType": "choice"},
        },
        "result": {
            "score": {"scaled": 1.0},
            "success": True,
            "response": "o2",
            "extensions": {"https://raalte.nl/raad/xapi/poging": 1, "https://raalte.nl/raad/xapi/zekerheid": "zeker"},
        },
        "context": {
            "revision": "abc123",
            "platform": "Raadstutor",
            "contextActivities": {
                "parent": [
                    {
                        "objectType": "Activity",
                        "id": "https://raalte.nl/raad/les/rollen-01",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/lesson"},
                    }
                ]
            },
            "extensions": {"https://raalte.nl/raad/xapi/wijze": "oefenen"},
        },
        "timestamp": "2026-11-30T19:30:00+00:00",
    }


def test_responses_are_in_the_notation_of_xapi_and_words_stay_here() -> None:
    made = xapi.of_learner(LOG, WHO)
    assert [one["result"].get("response") for one in made] == [
        "o2",
        "o1[,]o3",
        "o3[,]o1[,]o2",
        "l1[.]r2[,]l3[.]r1",
        *[None] * 3,
    ]
    assert MINE not in json.dumps(made)
    assert json.dumps(xapi.of_learner(LOG, WHO, texts=True)).count(MINE) == 2


def test_opinions_and_what_was_taken_back_are_left_out() -> None:
    back = stamp(8, Draft(subject="rollen-01-a", body=Undone(session="s")))
    made = xapi.of_learner([*LOG, back], WHO)
    assert [one["id"] for one in made] == [event.id for event in LOG[1:7]]


def test_the_same_log_gives_the_same_bytes_in_files_of_five_hundred() -> None:
    made = xapi.of_learner(reversed(LOG), WHO)
    assert xapi.files(made) == xapi.files(xapi.of_learner(LOG, WHO))
    assert [len(json.loads(part)) for part in xapi.files(made * 200)] == [500, 500, 400]
    assert xapi.files([]) == []


def test_a_group_is_counts_and_other_counts_are_another_statement() -> None:
    votes = GroupVote(item="rollen-01-a", activity="quiz", round="1", counts=(7, 3), right=0.7)
    (one,) = xapi.of_group([votes], "klas-1", AT, WHO)
    assert one["actor"] == {"objectType": "Group", "account": {"homePage": "https://raalte.nl/raad", "name": "W17"}}
    assert one["result"]["extensions"]["https://raalte.nl/raad/xapi/stemmen"] == [7, 3]
    assert UUID(one["id"])
    other = GroupVote(item="rollen-01-a", activity="quiz", round="1", counts=(7, 4), right=0.6)
    (changed,) = xapi.of_group([other], "klas-1", AT, WHO)
    assert changed["id"] != one["id"] == xapi.of_group([votes], "klas-1", AT, WHO)[0]["id"]


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("raalte", "W17"),
        ("ftp://x.nl", "W17"),
        ("https://x.nl/ y", "W17"),
        ("https://x.nl", "Samira Z"),
        ("https://x.nl", ""),
    ],
)
def test_what_is_no_address_is_refused(site: str, name: str) -> None:
    with pytest.raises(BadAddress, match=r"schrijf bijvoorbeeld|kies iets"):
        Address.typed(site, name)
