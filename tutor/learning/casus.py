"""Walking through a branching case: a frozen session, its way to the log and back, and the debrief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from tutor.learning.events import CasusBack, CasusChosen, CasusEnded, CasusRestarted, CasusStarted, CasusVaried, InCasus
from tutor.learning.log import Draft, Event
from tutor.learning.route import called
from tutor.model import (
    Casus,
    CasusChoice,
    CasusNode,
    Catalogue,
    Judgement,
    Lesson,
    Step,
    StepRole,
    Variation,
    revision,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A choice that was made at a node."""

    node: str
    choice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadNotTaken:
    """What the learner passed by."""

    node: CasusNode
    choices: tuple[CasusChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """What an ending shows: the own path, the road not taken, and what the law asks at the least."""

    ending: CasusNode
    path: tuple[tuple[CasusNode, CasusChoice], ...]
    not_taken: tuple[RoadNotTaken, ...]
    floor: str
    variations: tuple[Variation, ...]
    """"Maar wat als ...?" that have not been tried yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasusSession:
    """Where the learner is in a casus, and how they came there."""

    id: str
    casus: Casus
    entry: str
    """The node where this walk began: the start, or the target of a variation."""
    path: tuple[Taken, ...] = ()
    tried: frozenset[str] = frozenset()
    """Variations that were tried."""

    @classmethod
    def begin(cls, session_id: str, casus: Casus) -> CasusSession:
        """A walk from the start."""
        return cls(id=session_id, casus=casus, entry=casus.start)

    def started(self) -> Draft:
        """What enters the log before anything else of this walk: the casus, as its text is now."""
        return Draft(subject=self.casus.id, revision=revision(self.casus), body=CasusStarted(session=self.id))

    def chosen(self) -> list[InCasus]:
        """The last choice, and the ending if it led to one."""
        last, ending = self.path[-1], self.node.ending
        choice = CasusChosen(session=self.id, node=last.node, choice=last.choice)
        return [choice, CasusEnded(session=self.id, node=self.node.id, ending=ending)] if ending else [choice]

    @property
    def node(self) -> CasusNode:
        """The scene that the last choice led to, or the one where this walk began."""
        if not self.path:
            return self.casus.node(self.entry)
        last = self.path[-1]
        return self.casus.node(self.casus.node(last.node).choices[last.choice].target)

    @property
    def scenes(self) -> tuple[int, int]:
        """The number of the scene in view, and how many this walk has at the least: those on the shortest road.

        Choices can make it more and never less, and at an ending it is right.
        """
        ahead, found = {self.node.id}, 1
        while not any(self.casus.node(scene).ending for scene in ahead):
            beyond = {choice.target for scene in ahead for choice in self.casus.node(scene).choices}
            if beyond <= ahead:
                break
            ahead, found = ahead | beyond, found + 1
        return len(self.path) + 1, len(self.path) + found

    @property
    def behind(self) -> tuple[str, ...]:
        """The scenes where a choice was made."""
        return tuple(taken.node for taken in self.path)

    @property
    def role(self) -> str:
        """Who the learner is now: the last role switch on the path counts."""
        visited = (*(self.casus.node(taken.node) for taken in self.path), self.node)
        return next((node.role for node in reversed(visited) if node.role), self.casus.role)

    @property
    def switched(self) -> bool:
        """Whether the last choice made the learner somebody else."""
        return self.role != (self.back().role if self.path else self.casus.role)

    @property
    def introduced(self) -> bool:
        """Whether the scene itself begins with who the learner is: `Je bent nu wethouder Lisa Kramer.`"""
        first = self.node.text.lstrip("*").partition(".")[0].casefold()
        return first.startswith(("je bent nu ", "je bent weer ")) or (
            first.startswith("je bent ") and self.role.casefold() in first
        )

    @property
    def who(self) -> str:
        """Dutch: who the learner is in this scene; where the scene says so itself only that it is somebody else."""
        if self.introduced:
            return "Andere rol" if self.switched else ""
        return f"Je bent{' nu' if self.switched else ''}: {called(self.role)}"

    @property
    def changed(self) -> str:
        """The "maar wat als" that this walk began with; empty when it began at the start."""
        asked = (one.question for one in self.casus.variations if one.target == self.entry and one.id in self.tried)
        return next(asked, "") if self.entry != self.casus.start else ""

    @property
    def last(self) -> CasusChoice | None:
        """The choice that led here, with its consequence and feedback."""
        return self.casus.node(self.path[-1].node).choices[self.path[-1].choice] if self.path else None

    @property
    def finished(self) -> bool:
        """Whether this scene is an ending."""
        return self.node.ending is not None

    def choose(self, index: int) -> CasusSession:
        """Take a choice; an index that is not there changes nothing."""
        if not 0 <= index < len(self.node.choices):
            return self
        return replace(self, path=(*self.path, Taken(node=self.node.id, choice=index)))

    def back(self) -> CasusSession:
        """Take the last choice back."""
        return replace(self, path=self.path[:-1])

    def restart(self) -> CasusSession:
        """Begin again, keeping which variations were tried."""
        return replace(self, entry=self.casus.start, path=())

    def vary(self, variation_id: str) -> CasusSession:
        """Change a fact and go on from there."""
        for variation in self.casus.variations:
            if variation.id == variation_id:
                return replace(self, entry=variation.target, path=(), tried=self.tried | {variation_id})
        return self

    def debrief(self) -> Debrief | None:
        """The debrief, once at an ending."""
        if not self.finished:
            return None
        steps = tuple((self.casus.node(taken.node), taken.choice) for taken in self.path)
        return Debrief(
            ending=self.node,
            path=tuple((node, node.choices[choice]) for node, choice in steps),
            not_taken=tuple(
                RoadNotTaken(node=node, choices=tuple(c for n, c in enumerate(node.choices) if n != choice))
                for node, choice in steps
            ),
            floor=self.casus.floor,
            variations=tuple(v for v in self.casus.variations if v.id not in self.tried),
        )


class Twig(NamedTuple):
    """A choice in the tree of a casus."""

    rails: str
    """The lines that lead to it: `│  ├─ `."""
    text: str
    taken: bool
    ending: Judgement | None
    """How it ends there, if it does."""
    joins: bool
    """It leads to a scene that is drawn elsewhere in the tree."""


def tree(session: CasusSession, *, whole: bool) -> list[Twig]:
    """The choices of this walk, each scene once; `whole`: with what lies beyond the choices that were not taken."""
    casus, path = session.casus, session.path
    drawn = {taken.node for taken in path}

    def grow(node: CasusNode, at: int | None, rails: str) -> Iterator[Twig]:
        """`at`: which choice of the path is made here; None beside the path."""
        for number, choice in enumerate(node.choices):
            last = number == len(node.choices) - 1
            taken = at is not None and path[at].choice == number
            target = casus.node(choice.target)
            joins = not taken and whole and bool(target.choices) and target.id in drawn
            ending = target.ending if whole or taken else None
            yield Twig(f"{rails}{'└─ ' if last else '├─ '}", choice.text, taken, ending, joins)
            below = f"{rails}{'   ' if last else '│  '}"
            if taken and at is not None and at + 1 < len(path):
                yield from grow(target, at + 1, below)
            elif whole and not taken and target.id not in drawn:
                drawn.add(target.id)
                yield from grow(target, None, below)

    return list(grow(casus.node(session.entry), 0, "")) if path else []


MOVE = "Jij bent aan zet."
"""Above the choices of a scene; no question, because many a scene ends with one."""


def noted_with(lesson: Lesson) -> Step | None:
    """The step that a note made in a casus of this lesson stands with: the last one that teaches."""
    return next((one for one in reversed(lesson.steps) if one.role in (StepRole.CORE, StepRole.EXAMPLE)), None)


def resume_casus(events: Iterable[Event], catalogue: Catalogue) -> CasusSession | None:
    """The walk that these events of one session describe; None when the casus is gone or was changed."""
    session: CasusSession | None = None
    for event in events:
        match event.body:
            case CasusStarted() as started:
                casus = catalogue.cases.get(event.subject)
                if casus is None or event.revision != revision(casus):
                    return None
                session = CasusSession.begin(started.session, casus)
            case CasusChosen(node=node, choice=choice) if session:
                if session.node.id == node:
                    session = session.choose(choice)
            case CasusBack() if session:
                session = session.back()
            case CasusVaried(variation=variation) if session:
                session = session.vary(variation)
            case CasusRestarted() if session:
                session = session.restart()
    return session
