"""What an evening is about, as it was when it was made: what changes in lessons later changes no evening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from tutor.learning.presentation import presented
from tutor.model import Catalogue, ClassPlan, Item, Misconception, Multiple, Single, revision


class EveningContent(Struct, frozen=True, kw_only=True):
    """A plan, and everything that it asks."""

    plan: ClassPlan
    items: dict[str, Item]
    """By id, with their options in the order of this evening: the first one is A, on the wall and on paper."""
    revisions: dict[str, str]
    """Hash of each item as its author wrote it."""
    misconceptions: dict[str, Misconception] = {}
    """By name, those of the options."""


def prepare(plan: ClassPlan, catalogue: Catalogue, seed: int | None) -> EveningContent:
    """The content of an evening with this plan. KeyError for an item that is not there; loading has proved they are.

    `seed` shuffles the options, where their author lets it; None leaves them in the order of the file, as it was in
    evenings of before.
    """
    own = {item.id: item for item in plan.questions}
    items = {name: own.get(name) or catalogue.items[name] for name in _asked(plan)}
    shown = items if seed is None else {name: presented(item, seed) for name, item in items.items()}
    choices = [item for item in items.values() if isinstance(item, Single | Multiple)]
    held = {option.misconception for item in choices for option in item.options}
    return EveningContent(
        plan=plan,
        items=shown,
        revisions={name: revision(item) for name, item in items.items()},
        misconceptions={one.id: one for one in catalogue.misconceptions if one.id in held},
    )


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
