"""Results as xAPI statements (1.0.3), for a learning record store that somebody already has; nothing is sent from here.

A statement is a function of what was stored and of nothing else: its id is that of the event, and no text or key of a
question is in it. A store refuses a whole batch when a statement it knows comes back with another content, so whoever
hands in the same answers twice, with a newer program or after a typo was mended, must hand in the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from tutor.learning.answers import Arrange, Choose, GiveUp, Join, Outcome, Reflect, Response, Write
from tutor.learning.events import Answered, Undone
from tutor.learning.log import Event

Record: TypeAlias = dict[str, Any]
PER_FILE = 500
"""Statements in one file: one that is wrong keeps a whole batch out."""
ANSWERED = {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"nl": "beantwoordde"}}
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
LESSON = "http://adlnet.gov/expapi/activities/lesson"
_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?")
_NAME = re.compile(r"[^\s\x00-\x1f]{1,60}")


class BadAddress(ValueError):
    """What was typed cannot be the address of an actor. The message is Dutch."""


@dataclass(frozen=True, slots=True)
class Address:
    """To which site the results belong, and under which name; never that of the profile."""

    site: str
    """Web address without a slash at the end; what is named in statements begins with it."""
    name: str

    @classmethod
    def typed(cls, site: str, name: str) -> Address:
        """Raises BadAddress."""
        if len(site) > 200 or not _SITE.fullmatch(site):
            raise BadAddress(f"{site!r} is geen webadres; schrijf bijvoorbeeld https://raalte.nl/raad.")
        if not _NAME.fullmatch(name):
            raise BadAddress(f"{name!r} kan geen schuilnaam zijn; kies iets zonder spaties, zoals W17.")
        return cls(site.rstrip("/"), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupVote:
    """What a group chose in one round; opinions and groups under five are left out before."""

    item: str
    activity: str
    round: str
    counts: Sequence[int]
    right: float | None
    """Share of right answers, where each chose one option."""


def of_learner(log: Iterable[Event], who: Address, *, texts: bool = False) -> list[Record]:
    """The answers that count, as they were given. `texts`: also what was typed in words of one's own.

    Left out: opinions, and answers that were taken back.
    """
    kept: dict[tuple[str, str], list[Event]] = {}
    for event in sorted(log, key=lambda event: event.id):
        match event.body:
            case Answered(outcome=outcome, session=session) if outcome is not Outcome.UNSCORED:
                kept.setdefault((session, event.subject), []).append(event)
            case Undone(session=session) if kept.get((session, event.subject)):
                kept[session, event.subject].pop()
    events = sorted((event for several in kept.values() for event in several), key=lambda event: event.id)
    return [_answer(event, event.body, who, texts=texts) for event in events if isinstance(event.body, Answered)]


def of_group(votes: Iterable[GroupVote], evening: str, at: datetime, who: Address) -> list[Record]:
    """What a group voted on an evening, as totals. `evening`: its id. Other counts make another statement."""
    actor = {"objectType": "Group", "account": {"homePage": who.site, "name": who.name}}
    return [_vote(one, evening, at, actor, who.site) for one in votes]


def files(statements: Sequence[Record]) -> list[bytes]:
    """JSON arrays of at most `PER_FILE` statements."""
    cut = range(0, len(statements), PER_FILE)
    return [
        (json.dumps(statements[start : start + PER_FILE], ensure_ascii=False, indent=1) + "\n").encode()
        for start in cut
    ]


def _answer(event: Event, body: Answered, who: Address, *, texts: bool) -> Record:
    kind, response = _given(body.response, texts=texts)
    result: Record = {
        "score": {"scaled": round(body.score, 4)},
        "success": body.outcome is Outcome.RIGHT,
        "extensions": {f"{who.site}/xapi/poging": body.attempt},
    }
    if response:
        result["response"] = response
    if body.confidence:
        result["extensions"][f"{who.site}/xapi/zekerheid"] = body.confidence.value
    return {
        "id": event_id(event.id),
        "actor": {"objectType": "Agent", "account": {"homePage": who.site, "name": who.name}},
        "verb": ANSWERED,
        "object": _item(event.subject, kind, who.site),
        "result": result,
        "context": {
            **({"revision": event.revision} if event.revision else {}),
            "platform": "Raadstutor",
            **_parent(event.subject, who.site),
            "extensions": {f"{who.site}/xapi/wijze": body.mode},
        },
        "timestamp": event.at.isoformat(),
    }


def event_id(text: str) -> str:
    """The id of an event as a UUID; of one that is none, one that follows from it."""
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, text))


def _item(item: str, kind: str, site: str) -> Record:
    definition = {"type": INTERACTION, "interactionType": kind} if kind else {"type": INTERACTION}
    return {"objectType": "Activity", "id": f"{site}/item/{item}", "definition": definition}


def _parent(item: str, site: str) -> Record:
    """The lesson, by the id with which that of every item begins: what stands where may change, an id does not."""
    lesson = item.rpartition("-")[0]
    activity = {"objectType": "Activity", "id": f"{site}/les/{lesson}", "definition": {"type": LESSON}}
    return {"contextActivities": {"parent": [activity]}} if lesson else {}


def _given(response: Response | None, *, texts: bool) -> tuple[str, str]:
    """Kind of interaction and response, in the notation of xAPI; options and parts count from 1 as authored."""
    match response:
        case Choose(indices=indices):
            return "choice", "[,]".join(f"o{index + 1}" for index in indices)
        case Arrange(order=order):
            return "sequencing", "[,]".join(f"o{index + 1}" for index in order)
        case Join(rights=rights):
            pairs = (f"l{left}[.]r{right + 1}" for left, right in enumerate(rights, 1) if right is not None)
            return "matching", "[,]".join(pairs)
        case Write(text=text):
            return "fill-in", text if texts else ""
        case Reflect(text=text):
            return "long-fill-in", text if texts else ""
        case GiveUp() | None:
            return "", ""
    return "", ""


def _vote(one: GroupVote, evening: str, at: datetime, actor: Record, site: str) -> Record:
    name = json.dumps([site, evening, one.activity, one.item, one.round, list(one.counts)])
    extensions: Record = {f"{site}/xapi/stemmen": list(one.counts), f"{site}/xapi/ronde": one.round}
    if one.right is not None:
        extensions[f"{site}/xapi/aandeel-goed"] = round(one.right, 4)
    return {
        "id": str(uuid5(NAMESPACE_URL, name)),
        "actor": actor,
        "verb": ANSWERED,
        "object": _item(one.item, "choice", site),
        "result": {"extensions": extensions},
        "context": {"platform": "Raadstutor", **_parent(one.item, site)},
        "timestamp": at.isoformat(),
    }
