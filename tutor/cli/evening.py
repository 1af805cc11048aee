"""An evening with a group at this computer: its log, report and windows. Textual is loaded when a window opens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom

from tutor.classroom.report import Report
from tutor.cli.content import catalogue, content_folder
from tutor.cli.exits import Refusal
from tutor.cli.files import documents, typed_path, write_file
from tutor.cli.output import json_text
from tutor.cli.root import now, open_store
from tutor.cli.windows import run
from tutor.documents import report as reports
from tutor.documents import table
from tutor.model import Catalogue, ClassPlan
from tutor.service.evening import Evening, NoSession
from tutor.store import StoreError
from tutor.store.folder import chosen_folder
from tutor.system import reason
from tutor.tui.classroom.desk import ClassDesk

REPORTS = "Raadstutor-verslagen"
"""Folder for reports, in the folder of the data when that was chosen, else in the user's own folder."""


@contextmanager
def open_evening(tell: Callable[[str], object] = str) -> Iterator[Evening]:
    """The evening of this computer, not yet begun or taken up. `tell`: hears it when no backup could be made of it."""
    content = catalogue()
    with open_store() as store:
        try:
            yield Evening(content, store, clock=now, rng=SystemRandom())
        finally:
            if news := store.backup_news():
                tell(news)


def begin(evening: Evening, plan_id: str | None, *, rehearsal: bool) -> None:
    """Start the evening of a plan, or without one take up the last evening. Raises Refusal."""
    if plan_id is not None:
        evening.start(find(evening.catalogue, plan_id), rehearsal=rehearsal)
        return
    try:
        evening.resume()
    except NoSession:
        raise Refusal(f"Er is geen avond bezig. Begin met een plan: {_known(evening.catalogue)}.") from None


def find(content: Catalogue, plan_id: str) -> ClassPlan:
    """The plan with this id. Raises Refusal."""
    plan = next((plan for plan in content.plans if plan.id == plan_id), None)
    if plan is None:
        raise Refusal(f"Het plan {plan_id!r} is er niet; kies uit {_known(content)}.")
    return plan


def _known(content: Catalogue) -> str:
    return ", ".join(plan.id for plan in content.plans) or "nog geen enkel"


def control(plan_id: str | None, *, rehearsal: bool) -> int:
    """The trainer's window. Raises Refusal for a plan that is not there."""
    from tutor.tui.classroom.trainer import TrainerApp

    with _open_class() as desk:
        plan = find(desk.evening.catalogue, plan_id) if plan_id is not None else None
        return run(TrainerApp(desk, plan=plan, rehearsal=rehearsal))


def beamer() -> int:
    """The window for the beamer."""
    from tutor.tui.classroom.beamer import BeamerApp

    with _open_class() as desk:
        return run(BeamerApp(desk))


@contextmanager
def _open_class() -> Iterator[ClassDesk]:
    content_folder()  # a broken installation is no reason to make a file
    with open_store() as store:
        content = catalogue()
        yield ClassDesk(
            evening=Evening(content, store, clock=now, rng=SystemRandom()),
            settings=store,
            trouble=(StoreError, Refusal),
            write_report=write_report,
            folder=str(reports_folder(os.environ)),
        )


def reports_folder(environ: Mapping[str, str]) -> Path:
    """Where reports go when the trainer names no other folder."""
    return (chosen_folder(environ) or documents()) / REPORTS


def write_report(made: Report, folder: str) -> str:
    """Write the report in every form into a folder, made if need be; says where. Raises Refusal."""
    place = typed_path(folder, "de map waar het verslag moet komen")
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"De map {place} kan ik niet maken ({reason(error)}); kies een andere.") from None
    name = f"verslag-{made.plan}-{made.started.astimezone():%Y-%m-%d-%H%M}"
    for form in ("html", "md", "json"):
        write_file(place / f"{name}.{form}", report_text(made, form))
    return f"Het verslag staat in {place}: {name}.html, .md en .json."


def report_text(made: Report, form: str) -> str:
    """A report as md, html, csv or json."""
    match form:
        case "json":
            return json_text(made.to_plain())
        case "html":
            return reports.html(made)
        case "csv":
            return table.table(made)
    return reports.markdown(made)
