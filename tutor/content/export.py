"""The catalogue as plain data with stable English keys: what `raadstutor inhoud --json` prints.

Other programs rely on the keys. Adding one is fine; renaming or removing one is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from tutor import __version__
from tutor.content import statute
from tutor.model import (
    Casus,
    CasusChoice,
    CasusNode,
    Catalogue,
    ClassPlan,
    Debate,
    Dilemma,
    Item,
    Law,
    Lesson,
    Matching,
    Mistake,
    Module,
    Multiple,
    Number,
    Open,
    Option,
    Ordering,
    Part,
    Programme,
    ShortText,
    Single,
    Statement,
    revision,
)

Data: TypeAlias = dict[str, Any]

KINDS: Mapping[type[Item], str] = {
    Single: "single",
    Multiple: "multiple",
    Ordering: "ordering",
    Matching: "matching",
    Number: "number",
    ShortText: "short",
    Open: "open",
    Statement: "stelling",
    Dilemma: "dilemma",
}
"""How JSON names the kinds of items."""


def export(catalogue: Catalogue) -> Data:
    """All content, ready for JSON."""
    return {
        "version": __version__,
        "modules": [_module(module, catalogue.register) for module in catalogue.modules],
        "glossary": [
            {
                "id": term.id,
                "term": term.term,
                "explanation": term.explanation,
                "also": list(term.also),
                "sources": sources(term.sources, catalogue.register),
            }
            for term in catalogue.terms
        ],
        "sources": [
            {
                "id": law.id,
                "name": law.name,
                "short": law.short,
                "sort": law.sort,
                "bwb": law.bwb,
                "text_date": _day(law.text_date),
                "articles": list(law.articles),
            }
            for law in catalogue.laws
        ],
        "facts": [
            {
                "id": fact.id,
                "text": fact.text,
                "value": fact.value,
                "peildatum": _day(fact.peildatum),
                "review_by": _day(fact.review_by),
                "sources": sources(fact.sources, catalogue.register),
            }
            for fact in catalogue.facts
        ],
        "misconceptions": [
            {"id": entry.id, "text": entry.text, "talking_point": entry.talking_point}
            for entry in catalogue.misconceptions
        ],
        "lookalikes": [
            {"id": pair.id, "name": pair.name, "left": list(pair.left), "right": list(pair.right)}
            for pair in catalogue.lookalikes
        ],
        "plans": [_plan(plan) for plan in catalogue.plans],
        "programmes": [_programme(programme) for programme in catalogue.programmes],
        "counts": {
            "modules": len(catalogue.modules),
            "lessons": len(catalogue.lessons),
            "items": len(catalogue.items),
            "casus": len(catalogue.cases),
            "terms": len(catalogue.terms),
            "plans": len(catalogue.plans),
            "programmes": len(catalogue.programmes),
        },
    }


def _plan(plan: ClassPlan) -> Data:
    return {
        "id": plan.id,
        "title": plan.title,
        "text": plan.text,
        "minutes": plan.minutes,
        "activities": [
            {"id": activity.id, "title": activity.title, "minutes": activity.minutes} for activity in plan.activities
        ],
        "follow_up": list(plan.follow_up),
    }


def _programme(programme: Programme) -> Data:
    return {
        "id": programme.id,
        "title": programme.title,
        "text": programme.text,
        "audience": list(programme.audience),
        "minutes": programme.minutes,
        "sections": [
            {
                "title": section.title,
                "stops": [
                    {"lesson": stop.lesson, "what": stop.what, "step": stop.step, "minutes": stop.minutes}
                    for stop in section.stops
                ],
            }
            for section in programme.sections
        ],
    }


def sources(texts: Sequence[str], register: Mapping[str, Law]) -> list[Data]:
    """References, taken apart and cited. What is no reference is cited as it is."""
    return [_source(text, register) for text in texts]


def _source(text: str, register: Mapping[str, Law]) -> Data:
    try:
        reference = statute.parse(text)
    except statute.BadReference:
        return {"law": None, "article": None, "lid": None, "letter": None, "text_date": None, "citation": text}
    law = register.get(reference.law)
    return {
        "law": reference.law,
        "article": reference.article,
        "lid": reference.lid,
        "letter": reference.letter,
        "text_date": _day(law.text_date) if law else None,
        "citation": statute.cite(reference, register),
    }


def _module(module: Module, register: Mapping[str, Law]) -> Data:
    head = module.head
    return {
        "id": head.id,
        "title": head.title,
        "order": head.order,
        "text": head.text,
        "lessons": [_lesson(lesson, register) for lesson in module.lessons],
    }


def _lesson(lesson: Lesson, register: Mapping[str, Law]) -> Data:
    head = lesson.head
    return {
        "id": head.id,
        "title": head.title,
        "minutes": head.minutes,
        "audience": list(head.audience),
        "goals": [{"id": goal.id, "text": goal.text} for goal in head.goals],
        "prerequisites": list(head.prerequisites),
        "sources": sources(head.sources, register),
        "peildatum": _day(head.peildatum),
        "review_by": _day(head.review_by),
        "prequestions": list(head.prequestions),
        "steps": [
            {
                "anchor": step.anchor,
                "title": step.title,
                "role": step.role.value,
                "text": step.text,
                "check": step.check,
            }
            for step in lesson.steps
        ],
        "items": [_item(item, lesson, register) for item in lesson.items],
        "casus": [_casus(casus, register) for casus in lesson.cases],
    }


def _item(item: Item, lesson: Lesson, register: Mapping[str, Law]) -> Data:
    step = lesson.step(item.step)
    return {
        "id": item.id,
        "kind": KINDS[type(item)],
        "text": item.stem,
        "situation": item.situation,
        "question": item.question,
        **_answers(item),
        "explanation": item.explanation,
        "hint": item.hint,
        "sources": sources(item.sources, register),
        "norm": item.norm.value,
        "difficulty": item.difficulty,
        "goal": item.goal,
        "paragraph": {"anchor": step.anchor, "title": step.title, "text": step.text} if step else None,
        "review_by": _day(item.review_by or lesson.head.review_by),
        "revision": revision(item),
    }


def _answers(item: Item) -> Data:
    """What there is to answer, which differs by kind."""
    debate = _debate(item) if isinstance(item, Debate) else {}
    match item:
        case Single() | Multiple():
            return {"options": [_option(option) for option in item.options], "fixed": item.fixed}
        case Ordering():
            return {"parts": [_part(part) for part in item.parts]}
        case Matching():
            return {
                "pairs": [{"left": pair.left, "right": pair.right, "feedback": pair.feedback} for pair in item.pairs],
                "distractors": [_option(option) for option in item.distractors],
            }
        case Number():
            answer = {"answer": item.answer, "tolerance": item.tolerance, "unit": item.unit}
            return {**answer, "feedback": item.feedback, "mistakes": [_mistake(mistake) for mistake in item.mistakes]}
        case ShortText():
            mistakes = [_mistake(mistake) for mistake in item.mistakes]
            return {"answers": list(item.answers), "feedback": item.feedback, "mistakes": mistakes}
        case Open():
            return {"model_answer": item.model_answer, "criteria": [_part(part) for part in item.criteria]}
        case Dilemma():
            return {"options": [_option(option) for option in item.options], **debate}
        case Statement():
            return debate


def _debate(item: Debate) -> Data:
    return {
        "decides": item.decides,
        "floor": item.floor,
        "pros": list(item.pros),
        "cons": list(item.cons),
        "shifts": list(item.shifts),
        "discuss": list(item.discuss),
        "trainer": item.trainer,
    }


def _option(option: Option) -> Data:
    return {
        "text": option.text,
        "key": option.key,
        "feedback": option.feedback,
        "misconception": option.misconception,
    }


def _part(part: Part) -> Data:
    return {"text": part.text, "feedback": part.feedback}


def _mistake(mistake: Mistake) -> Data:
    return {"value": mistake.value, "feedback": mistake.feedback, "misconception": mistake.misconception}


def _casus(casus: Casus, register: Mapping[str, Law]) -> Data:
    return {
        "id": casus.id,
        "title": casus.title,
        "role": casus.role,
        "goals": list(casus.goals),
        "start": casus.start,
        "floor": casus.floor,
        "sources": sources(casus.sources, register),
        "nodes": [_node(node, register) for node in casus.nodes],
        "variations": [
            {"id": variation.id, "question": variation.question, "target": variation.target}
            for variation in casus.variations
        ],
        "revision": revision(casus),
    }


def _node(node: CasusNode, register: Mapping[str, Law]) -> Data:
    return {
        "id": node.id,
        "text": node.text,
        "role": node.role,
        "choices": [_choice(choice, register) for choice in node.choices],
        "ending": node.ending.value if node.ending else None,
        "debrief": node.debrief,
    }


def _choice(choice: CasusChoice, register: Mapping[str, Law]) -> Data:
    return {
        "text": choice.text,
        "target": choice.target,
        "consequence": choice.consequence,
        "feedback": choice.feedback,
        "judgement": choice.judgement.value,
        "sources": sources(choice.sources, register),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
