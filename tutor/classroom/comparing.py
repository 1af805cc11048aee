"""What two evenings of one plan say beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.classroom.report import ItemReport, Report
from tutor.system import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An item in two evenings of one plan, by the last vote of each."""

    question: str
    first: float
    """Share of right answers, 0 to 1."""
    second: float
    people: tuple[int, int]


def compare(first: Report, second: Report) -> tuple[Compared, ...]:
    """The questions that both evenings may show a share of, as the room answered them last. The texts have to be the
    same: a question that was mended in between is another one. Raises Refusal for evenings of two plans.
    """
    if first.plan != second.plan:
        raise Refusal(f"Dat zijn avonden van twee plannen: {first.plan} en {second.plan}. Neem er twee van één plan.")
    before = {_asked(item): item.rounds[-1] for item in first.items}
    pairs = [(item, before.get(_asked(item)), item.rounds[-1]) for item in second.items]
    return tuple(
        Compared(question=item.question, first=old.right, second=new.right, people=(old.people, new.people))
        for item, old, new in pairs
        if old is not None and old.right is not None and new.right is not None
    )


def _asked(item: ItemReport) -> tuple[str, str, frozenset[str]]:
    """What tells whether two evenings asked the same: the order of the options may differ."""
    return item.item, item.question, frozenset(item.options)
