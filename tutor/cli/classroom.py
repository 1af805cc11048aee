"""The verb `klas`: an evening with a group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom
from typing import TextIO

from tutor.classroom.group import count, group_report
from tutor.classroom.report import Rehearsed, Report
from tutor.cli.content import catalogue
from tutor.cli.conversation import width_of
from tutor.cli.exits import Refusal
from tutor.cli.files import write_file
from tutor.cli.output import json_text, say
from tutor.cli.root import now, open_store
from tutor.documents import report as reports
from tutor.documents import table
from tutor.evening import Evening, NoSession
from tutor.line import classroom as lines
from tutor.line.console import Console
from tutor.model import Catalogue, ClassPlan


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


def show_plans(*, as_json: bool, out: TextIO) -> None:
    """Print which evenings there are."""
    plans = catalogue().plans
    if as_json:
        listed = [{"id": p.id, "title": p.title, "text": p.text, "minutes": p.minutes} for p in plans]
        out.write(json_text(listed))
        return
    for plan in plans:
        say(f"{plan.id}: {plan.title} ({plan.minutes} minuten). {plan.text}", out)


def drive(plan_id: str | None, *, rehearsal: bool, source: TextIO, sink: TextIO) -> None:
    """An evening in line mode."""
    console = Console(source, sink, pauses=source.isatty(), width=width_of(sink))
    with open_evening(console.say) as evening:
        begin(evening, plan_id, rehearsal=rehearsal)
        lines.run(console, evening)


def show_group(*, as_json: bool, out: TextIO) -> None:
    """How all profiles on this computer stand together: no names, nothing under five people."""
    content = catalogue()
    with open_store() as store:
        group = count((learner.name.casefold(), store.events(learner.id)) for learner in store.learners())
    made = group_report(content, group)
    if as_json:
        out.write(json_text(made.to_plain()))
    else:
        say(reports.group_markdown(made, content).rstrip("\n"), out)


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


def report(form: str, target: Path | None, out: TextIO) -> None:
    """The report of the last evening, as md, html, csv or json, to a file or to `out`."""
    with open_evening() as evening:
        begin(evening, None, rehearsal=False)
        try:
            made = evening.report()
        except Rehearsed as rehearsed:
            raise Refusal(str(rehearsed)) from None
    text = report_text(made, form)
    if target is None:
        say(text.rstrip("\n"), out)
    else:
        write_file(target, table.BYTE_ORDER_MARK + text if form == "csv" else text)
        say(f"Het verslag staat in {target}.", out)
