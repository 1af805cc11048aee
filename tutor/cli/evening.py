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
from tutor.cli.files import REPORTS, documents, look, typed_path, write
from tutor.cli.output import json_text
from tutor.cli.root import now, open_store
from tutor.cli.target import Standing
from tutor.cli.windows import run
from tutor.documents import report as reports
from tutor.documents import table
from tutor.documents.form import Form
from tutor.model import Catalogue, ClassPlan
from tutor.service.evening import Evening, NoSession
from tutor.store import StoreError
from tutor.store.folder import chosen_folder
from tutor.system import reason
from tutor.tui.classroom.desk import ClassDesk

FORMS = (Form.HTML, Form.MARKDOWN, Form.JSON)
"""In which a window writes a report."""


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
            report_taken=report_taken,
            folder=str(reports_folder(os.environ)),
        )


def reports_folder(environ: Mapping[str, str]) -> Path:
    """Where reports go when the trainer names no other folder."""
    return (chosen_folder(environ) or documents()) / REPORTS


def write_report(made: Report, folder: str, *, replace: bool) -> str:
    """Write the report in every form into a folder, made if need be; says where. Raises Refusal.

    `replace`: the trainer agreed to lose the files that are there.
    """
    place = _report_folder(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"De map {place} kan ik niet maken ({reason(error)}); kies een andere.") from None
    for form in FORMS:
        write(place / report_name(made, form), report_text(made, form).encode(), form, replace=replace)
    return f"Het verslag staat in {place}: {report_name(made, Form.HTML)}, .md en .json."


def report_taken(made: Report, folder: str) -> bool:
    """Whether files would be lost if the report came in a folder. Raises Refusal."""
    place = _report_folder(folder)
    return any(look(place / report_name(made, form)).standing is Standing.FILE for form in FORMS)


def _report_folder(typed: str) -> Path:
    return typed_path(typed, "de map waar het verslag moet komen")


def report_name(made: Report, form: Form) -> str:
    """The name of the report of an evening, with the time at which it began."""
    return f"verslag-{made.plan}-{made.started.astimezone():%Y-%m-%d-%H%M}.{form}"


def report_text(made: Report, form: Form) -> str:
    """A report in one of its forms."""
    match form:
        case Form.JSON:
            return json_text(made.to_plain())
        case Form.HTML:
            return reports.html(made)
        case Form.CSV:
            return table.table(made)
    return reports.markdown(made)
