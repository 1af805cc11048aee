"""Searching beside the query that it rests on: `python searching.py FILE ROUNDS`, run in the installation.

Per round every query is put to FTS5 by itself and to the index, in turn. Prints milliseconds for all queries together,
per round, as JSON: first how long it took to make the index, then the floor, then ours.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter

from tutor.content import content_root
from tutor.content.load import load
from tutor.store.search import SearchIndex

QUERIES = ("motie", "begroting", "geheimhouding raad", "gemeenschappelijke regeling", "rioolheffing", "Kofi", "xyzzy")
MOST = 35
"""Of steps, terms and items together, as many as the program shows."""
RAW = """SELECT title, place, snippet(document, 2, '[', ']', '…', 16) FROM document
WHERE document MATCH ? ORDER BY rank LIMIT ?"""


def main(path: Path, rounds: int) -> dict[str, object]:
    """The figures."""
    catalogue, _ = load(content_root())
    seen = frozenset(catalogue.items)
    start = perf_counter()
    with closing(SearchIndex(catalogue, path)) as index:
        index.search("raad", seen=seen, notes=())
        made = perf_counter() - start
        floor, ours = [], []
        with closing(sqlite3.connect(path)) as raw:
            for counts in range(-1, rounds):
                first = perf_counter()
                for query in QUERIES:
                    match = " AND ".join(f'"{word}"' for word in query.split()) + "*"
                    raw.execute(RAW, (match, MOST)).fetchall()
                second = perf_counter()
                for query in QUERIES:
                    index.search(query, seen=seen, notes=())
                third = perf_counter()
                if counts >= 0:
                    floor.append((second - first) * 1000)
                    ours.append((third - second) * 1000)
    return {"made": made * 1000, "floor": floor, "ours": ours}


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), int(sys.argv[2])), sys.stdout)
