"""Ids: everything of a lesson carries the id of the lesson."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tutor.content.codes import Place, error
from tutor.content.review import Review
from tutor.model import Problem

FOREIGN_ID = error("id-zonder-les", "Het id van een doel, item of casus begint met het id van de les.")


def prefixes(review: Review) -> Iterator[Problem]:
    """Ids that do not begin with the id of their lesson."""
    for lesson in review.lessons:
        head = lesson.head.value
        named: list[tuple[str, Callable[[], Place]]] = [
            *((goal.id, partial(lesson.head.at, "goals", at, "id")) for at, goal in enumerate(head.goals)),
            *((item.value.id, partial(item.at, "id")) for item in lesson.items),
            *((casus.value.id, partial(casus.at, "id")) for casus in lesson.cases),
        ]
        for name, at in named:
            if not name.startswith(f"{head.id}-"):
                message = f"Het id ‘{name}’ begint niet met ‘{head.id}-’."
                yield FOREIGN_ID(at(), message, f"Noem het bijvoorbeeld ‘{head.id}-{name.rpartition('-')[2]}’.")
