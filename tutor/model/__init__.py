"""The values that everybody shares: content, problems and events.

Everything here is frozen and knows nothing of files, screens or storage.
"""

from tutor.model.base import KEYS, Content, Id, Norm, revision
from tutor.model.casus import Casus, CasusChoice, CasusNode, Judgement, Variation
from tutor.model.catalogue import Catalogue, Lesson, Module
from tutor.model.event import Draft, Event
from tutor.model.item import (
    Debate,
    Dilemma,
    Item,
    ItemBase,
    Matching,
    Mistake,
    Multiple,
    Number,
    Open,
    Option,
    Ordering,
    Pair,
    Part,
    ShortText,
    Single,
    Statement,
)
from tutor.model.lesson import Fact, Goal, Law, LessonHead, Lookalikes, Misconception, ModuleHead, Step, StepRole, Term
from tutor.model.problem import Problem, Severity

__all__ = [
    "KEYS",
    "Casus",
    "CasusChoice",
    "CasusNode",
    "Catalogue",
    "Content",
    "Debate",
    "Dilemma",
    "Draft",
    "Event",
    "Fact",
    "Goal",
    "Id",
    "Item",
    "ItemBase",
    "Judgement",
    "Law",
    "Lesson",
    "LessonHead",
    "Lookalikes",
    "Matching",
    "Misconception",
    "Mistake",
    "Module",
    "ModuleHead",
    "Multiple",
    "Norm",
    "Number",
    "Open",
    "Option",
    "Ordering",
    "Pair",
    "Part",
    "Problem",
    "Severity",
    "ShortText",
    "Single",
    "Statement",
    "Step",
    "StepRole",
    "Term",
    "Variation",
    "revision",
]
