"""What a program shows: the shipped content, own content on top of it, and what the municipality says in both."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from msgspec import structs

from tutor.content.source import Pack
from tutor.model import Catalogue, Lesson, Module, Municipality
from tutor.model.catalogue import Lazy, LessonRow
from tutor.model.municipality import filled_in

T = TypeVar("T")


def layered(base: Catalogue, own: Catalogue | None, municipality: Municipality | None) -> Catalogue:
    """One catalogue of both; no lesson is made before somebody asks for it. Their ids differ, see `read_own`."""
    if own is None and municipality is None:
        return base
    parts = (base, own or Catalogue())
    sources = _both(*(part.lessons for part in parts))
    lessons: Lazy[Lesson] = Lazy(sources, lambda name: _local(sources[name], municipality), dict)
    homes = _both(*(part.lesson_of for part in parts))
    modules = tuple(
        Module(head=module.head, lessons=LessonRow(lessons, module.ids), ids=module.ids)
        for module in chain.from_iterable(part.modules for part in parts)
    )
    whole = Catalogue(
        modules=modules,
        laws=_all(*(part.laws for part in parts)),
        statutes=_both(*(part.statutes for part in parts)),
        facts=_all(*(part.facts for part in parts)),
        terms=_all(*(part.terms for part in parts)),
        misconceptions=_all(*(part.misconceptions for part in parts)),
        lookalikes=_all(*(part.lookalikes for part in parts)),
        people=_all(*(part.people for part in parts)),
        plans=_all(*(part.plans for part in parts)),
        programmes=_all(*(part.programmes for part in parts)),
        origins=_both(*(part.origins for part in parts)),
        municipality=municipality,
    )
    vars(whole).update(
        lessons=lessons,
        lesson_of=Lazy(homes, lambda name: lessons[homes[name].head.id], dict),
        items=_both(*(part.items for part in parts)),
        cases=_both(*(part.cases for part in parts)),
        goals=_both(*(part.goals for part in parts)),
    )
    return whole


def last_good(before: Catalogue, pack: Pack) -> Catalogue:
    """A pack that was read again, with the lessons of before in the place of those that do not read well now."""
    found = pack.catalogue
    whole = {lesson.head.value.id for lesson in pack.lessons if lesson.whole}
    lost = bool(pack.refused)
    heads = {module.head.id: module.head for module in (*(before.modules if lost else ()), *found.modules)}
    lessons = dict(found.lessons) | {
        name: lesson
        for name, lesson in before.lessons.items()
        if (name not in found.lessons and lost) or (name in found.lessons and name not in whole)
    }
    modules = tuple(
        Module(head=head, lessons=tuple(one for _, one in sorted(lessons.items()) if one.module == name))
        for name, head in heads.items()
    )
    plans = before.plans if lost and not found.plans else found.plans
    return replace(found, modules=modules, plans=plans, origins={**before.origins, **found.origins})


def _local(lesson: Lesson, municipality: Municipality | None) -> Lesson:
    if municipality is None or not any(step.local or "```{.tekening}" in step.text for step in lesson.steps):
        return lesson
    from tutor.content.markdown import with_own_drawings  # not every lesson has a box or a drawing

    texts = (
        with_own_drawings(filled_in(step.text, step.local, municipality), step.local, municipality)
        for step in lesson.steps
    )
    steps = (structs.replace(step, text=text) for step, text in zip(lesson.steps, texts, strict=True))
    return replace(lesson, steps=tuple(steps))


def _both(first: Mapping[str, T], second: Mapping[str, T]) -> Mapping[str, T]:
    return ChainMap({}, second, first) if second else first  # type: ignore[arg-type]  # nobody writes in it


def _all(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return (*first, *second)
