"""The verb `voortgang`: how far a learner is."""

from __future__ import annotations

import json
from typing import TextIO

from tutor.learning.summary import summarise
from tutor.line import overview
from tutor.line.console import Console
from tutor.study import Study


def show(study: Study, name: str, *, as_json: bool, out: TextIO) -> None:
    """Print the progress of a learner, as lines or as one JSON object."""
    if as_json:
        summary = {"profile": name, **summarise(study.progress, study.catalogue, study.now())}
        out.write(json.dumps(summary, ensure_ascii=False, indent=2) + "\n")
    else:
        console = Console(out, out, pauses=False)
        console.say(f"Voortgang van {name}.")
        overview.progress(console, study)
