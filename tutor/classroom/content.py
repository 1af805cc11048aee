"""What an evening is about, as it was when it was made: what changes in lessons later changes no evening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from tutor.content.statute import sources
from tutor.learning.presentation import presented
from tutor.model import (
    Activity,
    AgendaPoint,
    Catalogue,
    ClassPlan,
    Item,
    Meeting,
    Misconception,
    Multiple,
    Single,
    revision,
)


class EveningContent(Struct, frozen=True, kw_only=True):
    """A plan, and everything that it asks."""

    plan: ClassPlan
    items: dict[str, Item]
    """By id, with their options in the order of this evening: the first one is A, on the wall and on paper."""
    revisions: dict[str, str]
    """Hash of each item as its author wrote it."""
    misconceptions: dict[str, Misconception] = {}
    """By name, those of the options."""
    sources: dict[str, str] = {}
    """By item: what its answer rests on, as people read it; evenings of before have none."""


CORRECTED = "verbeterd-"
"""How the id begins of a question that got another text during the evening: `verbeterd-1-les-a`."""


def first_asked(item: str) -> str:
    """The id of the question as the plan has it."""
    return re.sub(rf"^{CORRECTED}\d+-", "", item)


def prepare(plan: ClassPlan, catalogue: Catalogue, seed: int | None) -> EveningContent:
    """The content of an evening with this plan. KeyError for an item that is not there; loading has proved they are.

    `seed` shuffles the options, where their author lets it; None leaves them in the order of the file, as it was in
    evenings of before.
    """
    own = {item.id: item for item in plan.questions}
    items = {name: own.get(name) or catalogue.items[name] for name in _asked(plan)}
    shown = items if seed is None else {name: presented(item, seed) for name, item in items.items()}
    plan = msgspec.structs.replace(plan, activities=tuple(map(_in_voting_order, plan.activities)))
    choices = [item for item in items.values() if isinstance(item, Single | Multiple)]
    held = {option.misconception for item in choices for option in item.options}
    return EveningContent(
        plan=plan,
        items=shown,
        revisions={name: revision(item) for name, item in items.items()},
        misconceptions={one.id: one for one in catalogue.misconceptions if one.id in held},
        sources={name: sources(item, catalogue.register) for name, item in items.items() if item.sources},
    )


PROPOSED = ("voorstel", "benoeming")


def _in_voting_order(activity: Activity) -> Activity:
    """A meeting with its points as a raad votes on them: amendementen before the proposal, moties after it.

    They belong to the proposal that they follow in the plan, or before the first one, to that.
    """
    if not isinstance(activity, Meeting):
        return activity
    proposals: list[list[AgendaPoint]] = [[]]
    for point in activity.points:
        if point.sort in ("voorstel", "benoeming") and any(
            one.sort in ("voorstel", "benoeming") for one in proposals[-1]
        ):
            proposals.append([])
        proposals[-1].append(point)
    order = ("amendement", *PROPOSED, "motie")
    points = chain.from_iterable(sorted(one, key=lambda point: order.index(point.sort)) for one in proposals)
    return msgspec.structs.replace(activity, points=tuple(points))


def to_plain(content: EveningContent) -> dict[str, Any]:
    """JSON values, for the log."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(content))
    return plain


def from_plain(plain: dict[str, Any]) -> EveningContent | None:
    """The content in these values; None when a program with other kinds of content wrote it."""
    try:
        return msgspec.convert(plain, EveningContent)
    except msgspec.ValidationError:
        return None


def _asked(plan: ClassPlan) -> Iterator[str]:
    for activity in plan.activities:
        if name := getattr(activity, "item", ""):
            yield name
        yield from getattr(activity, "items", ())
