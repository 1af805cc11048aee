"""The verbs `voortgang` and `exporteer leerverslag`: how far a learner is."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from tutor.cli.files import write_file
from tutor.cli.output import json_text, say
from tutor.documents.certificate import html, markdown
from tutor.learning.certificate import certificate
from tutor.learning.summary import summarise
from tutor.line import overview
from tutor.line.console import Console
from tutor.study import Study


def show(study: Study, name: str, *, as_json: bool, out: TextIO) -> None:
    """Print the progress of a learner, as lines or as one JSON object."""
    if as_json:
        summary = {"profile": name, **summarise(study.progress, study.catalogue, study.now())}
        out.write(json_text(summary))
    else:
        console = Console(out, out, pauses=False)
        console.say(f"Voortgang van {name}.")
        overview.progress(console, study)


def write_certificate(study: Study, name: str, target: Path, *, scores: bool, out: TextIO) -> None:
    """Write the leerverslag of a learner, as HTML when the file is called so and else as Markdown. Raises Refusal."""
    made = certificate(study.progress, study.catalogue, name, study.now(), scores=scores)
    write_file(target, html(made) if target.suffix.casefold() in (".html", ".htm") else markdown(made))
    say(f"Het leerverslag staat in {target}. Wat erin staat, zie je zelf; deel het alleen als jij dat wilt.", out)
