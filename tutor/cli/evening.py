"""An evening with a group at this computer: its log and windows. Textual is loaded when a window opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tutor.cli.root import open_workspace
from tutor.cli.windows import run
from tutor.model import Catalogue, ClassPlan
from tutor.service.evening import Evening, NoSession
from tutor.system import Refusal


@contextmanager
def open_evening(tell: Callable[[str], object] = str) -> Iterator[Evening]:
    """The evening of this computer, not yet begun or taken up. `tell`: hears it when no backup could be made of it."""
    with open_workspace(on_disk=True) as workspace:
        try:
            yield workspace.evening()
        finally:
            if news := workspace.backup_news():
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

    with open_workspace(on_disk=True) as workspace:
        plan = find(workspace.catalogue, plan_id) if plan_id is not None else None
        return run(TrainerApp(workspace, plan=plan, rehearsal=rehearsal))


def beamer() -> int:
    """The window for the beamer."""
    from tutor.tui.classroom.beamer import BeamerApp

    with open_workspace(on_disk=True) as workspace:
        return run(BeamerApp(workspace))
