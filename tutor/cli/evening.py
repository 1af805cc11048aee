"""Which evening with a group a verb is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tutor.classroom.session import ClassSession
from tutor.cli.output import Exit
from tutor.cli.root import open_workspace
from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.learning.evening_events import ClassPlanned
from tutor.learning.events import EVENING
from tutor.model import Catalogue, ClassPlan
from tutor.service.evening import Evening
from tutor.system import Refusal, command, quoted

MARK = 6
"""Characters of an id that tell evenings apart: chance gives two the same once in sixteen million."""
HOW_ON = f"heropen haar met {command('klas avonden heropen {mark}')}, of maak het verslag."


@contextmanager
def open_evening(tell: Callable[[str], object] = str) -> Iterator[Evening]:
    """The evening of this computer, not yet begun or taken up. `tell`: hears it when no backup could be made of it."""
    with open_workspace(on_disk=True) as workspace:
        try:
            yield workspace.evening()
        finally:
            if news := workspace.backup_news():
                tell(news)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which evening somebody asks for."""

    plan: str | None = None
    rehearsal: bool = False
    mark: str | None = None
    """Of an evening that is there, or was prepared."""
    anew: bool = False
    """A new one, also when one of this plan is going on."""
    begins: str = ""
    """When it is to begin, such as `19.30`; empty where nobody said."""

    def __post_init__(self) -> None:
        if self.mark is not None and (self.plan is not None or self.rehearsal or self.anew):
            raise Refusal("Met --avond ga je verder met een avond die er al is: laat het plan weg.", Exit.MISUSE)
        if self.anew and self.plan is None:
            raise Refusal("Noem bij --nieuw ook een plan.", Exit.MISUSE)


def begin(evening: Evening, wanted: Wanted, tell: Callable[[str], object]) -> None:
    """Take up or start the evening that is asked for. Starting hides none: `tell` hears what else is open."""
    _open(evening, wanted, tell)
    if wanted.begins:
        evening.keep(ClassPlanned(begins=wanted.begins))


def _open(evening: Evening, wanted: Wanted, tell: Callable[[str], object]) -> None:
    if wanted.mark is not None:
        opened = evening.open(evening.evenings.named(wanted.mark).id)
        if opened.ended:
            raise Refusal(f"Deze avond is afgesloten; {HOW_ON.format(mark=mark_of(opened))}")
        return
    if wanted.plan is None:
        running = evening.evenings.going_on(rehearsal=wanted.rehearsal)
        if running is None:
            raise Refusal(_none(evening.catalogue, rehearsal=wanted.rehearsal))
        evening.open(running.id)
        return
    plan = find(evening.catalogue, wanted.plan)
    running = evening.evenings.going_on(rehearsal=wanted.rehearsal, plan=plan.id)
    if running and not wanted.anew and evening.evenings.fresh(running):
        evening.open(running.id)
        tell("Deze avond was nog bezig: je gaat verder waar je was. Een nieuwe begin je met --nieuw.")
        return
    evening.start(plan, rehearsal=wanted.rehearsal)
    if running:
        again = command(f"klas regel --avond {mark_of(running)}")
        tell(f"Van dit plan is nog een avond open, van {day_of(running)}; daarmee ga je verder met {again}.")


def chosen(evening: Evening, mark: str | None) -> ClassSession:
    """The evening to report on: the one with this mark, or the last real one. Raises NoSession."""
    return evening.evenings.latest() if mark is None else evening.evenings.named(mark)


def mark_of(session: ClassSession) -> str:
    """What an evening is called on the command line: the first characters of its id."""
    return session.id.removeprefix(EVENING)[:MARK]


def day_of(session: ClassSession) -> str:
    """The day of an evening, in Dutch."""
    return full_date(study_day(session.started))


def _none(content: Catalogue, *, rehearsal: bool) -> str:
    if rehearsal:
        return f"Er is geen repetitie bezig. Noem een plan: {_known(content)}."
    return f"Er is geen avond bezig. Begin met een plan: {_known(content)}; of kijk met {command('klas avonden')}."


def find(content: Catalogue, plan_id: str) -> ClassPlan:
    """The plan with this id, or in this file. Raises Refusal."""
    if plan_id.endswith(".toml"):
        return _in_file(Path(plan_id), content)
    plan = next((plan for plan in content.plans if plan.id == plan_id), None)
    if plan is None:
        raise Refusal(f"Het plan {plan_id!r} is er niet; kies uit {_known(content)}.")
    return plan


def _in_file(path: Path, content: Catalogue) -> ClassPlan:
    from tutor.content.package import read_evening

    read = read_evening(path, content)
    if not read.pack.catalogue.plans:
        why = read.problems[0].message if read.problems else ""
        raise Refusal(f"Met {path} kan ik geen avond beginnen. {why} Zie {command(f'controleer {quoted(path)}')}.")
    return read.pack.catalogue.plans[0]


def _known(content: Catalogue) -> str:
    return ", ".join(plan.id for plan in content.plans) or "nog geen enkel"
