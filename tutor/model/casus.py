"""Branching cases: scenes with choices, and endings with a debriefing."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from tutor.model.content import Content, Id


class Judgement(StrEnum):
    """How a choice or an ending turned out."""

    STRONG = "sterk"
    DEFENSIBLE = "kan"
    WEAK = "zwak"


class CasusChoice(Content, frozen=True, kw_only=True):
    """What the learner can do at a node."""

    text: str
    target: str
    consequence: str
    """What happens."""
    feedback: str
    """Why that is wise or unwise."""
    judgement: Judgement
    sources: tuple[str, ...] = ()


class SceneElsewhere(Content, frozen=True, kw_only=True):
    """What the law says at this point for who sits in another body than the raad."""

    role: Literal["statenlid", "ab-lid"]
    text: str
    sources: tuple[str, ...]


class CasusNode(Content, frozen=True, kw_only=True):
    """A scene: either choices, or an ending."""

    id: Id
    text: str
    """Markdown."""
    role: str | None = None
    """Who the learner is from here on; None: unchanged."""
    choices: tuple[CasusChoice, ...] = ()
    ending: Judgement | None = None
    debrief: str = ""
    """Only for an ending: what this road shows."""
    elsewhere: tuple[SceneElsewhere, ...] = ()


class Variation(Content, frozen=True, kw_only=True):
    """ "Maar wat als ...?": one fact changes and the casus goes on at another node."""

    id: Id
    question: str
    target: str


class Casus(Content, frozen=True, kw_only=True):
    """A branching case of a lesson: one file in `quizzes/<module>/casus/`."""

    id: Id
    lesson: str
    goals: tuple[str, ...]
    title: str
    role: str
    """Who the learner is at the start."""
    start: str
    floor: str
    """What the law asks at the least, shown in the debrief."""
    sources: tuple[str, ...]
    nodes: tuple[CasusNode, ...]
    variations: tuple[Variation, ...] = ()

    def node(self, node_id: str) -> CasusNode:
        """The node with this id. Raises KeyError; loading has proved that targets exist."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)
