"""The verb `zoek`: full-text search from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from random import Random
from typing import TextIO

from tutor.cli.content import catalogue
from tutor.cli.conversation import width_of
from tutor.cli.desk import StoreDesk
from tutor.cli.output import json_text
from tutor.cli.root import data_file, now, open_desk, read_profile
from tutor.line import search
from tutor.line.console import Console
from tutor.store import Store
from tutor.study import Study


def show(name: str | None, query: str, *, as_json: bool, out: TextIO) -> None:
    """Print what there is with these words, as lines or as JSON. Raises Refusal for an unknown profile."""
    with _study(name) as study:
        if not as_json:
            search.find(Console(out, out, pauses=False, width=width_of(out)), study, query)
            return
        results = [
            {
                "kind": found.kind,
                "lesson": found.lesson,
                "target": found.target,
                "title": found.title,
                "place": found.place,
                "excerpt": found.words,
            }
            for found in study.search(query)
        ]
    out.write(json_text({"query": query, "results": results}))


@contextmanager
def _study(name: str | None) -> Iterator[Study]:
    """The study of a profile; before there is one, that of a guest, and nothing is made on the disk."""
    if name is not None or data_file().exists():
        with open_desk() as desk:
            yield desk.look(read_profile(desk, name))
        return
    with (
        Store.open(None, device="", clock=now) as store,
        closing(StoreDesk(catalogue(), store, clock=now, rng=Random())) as desk,
    ):
        yield desk.guest()
