"""What a trainer prints: cards, summaries, quizzes and the running order, in black and white on A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from tutor.classroom.content import prepare as evening_content
from tutor.classroom.stages import stages_of, votable
from tutor.classroom.votes import LETTERS
from tutor.content.characters import visible
from tutor.content.markdown import parse
from tutor.documents.html import from_tokens, page
from tutor.learning.grading import right_answer
from tutor.learning.presentation import shown_order
from tutor.model import Catalogue, ClassPlan, Dilemma, Item, Lesson, Matching, Ordering, Single, StepRole

BREAK = {"class": "page"}
"""A part that begins on a new sheet."""


def letter_cards() -> str:
    """Four sheets with A, B, C and D, to hold up."""
    return _document(
        "Kaarten A tot en met D", (_part("section", BREAK, _part("p", {"class": "letter"}, x)) for x in "ABCD")
    )


def dilemma_cards(items: Iterable[Item]) -> str:
    """Dilemmas, four on a sheet."""
    cards = [_dilemma_card(item) for item in items if isinstance(item, Dilemma)]
    return _document("Dilemmakaarten", _sheets(cards, 4))


def role_cards(plan: ClassPlan) -> str:
    """The roles of a plan, four on a sheet."""
    cards = []
    for card in plan.cards:
        made = _part("article", {"class": "card"}, _part("h2", {}, card.name), _part("p", {}, card.text))
        if card.secret:
            SubElement(made, "p").append(_part("strong", {}, f"Alleen voor jou: {card.secret}"))
        cards.append(made)
    return _document(f"Rolkaarten: {plan.title}", _sheets(cards, 4))


def summary(lesson: Lesson) -> str:
    """A lesson on one sheet: goals, every core step in full, and what to do tomorrow."""
    goals = _part("ul", {}, *(_part("li", {}, goal.text) for goal in lesson.head.goals))
    parts = [_html(_part("h2", {}, "Na deze les")), _html(goals)]
    for step in lesson.steps:
        if step.role in (StepRole.CORE, StepRole.TOMORROW):
            parts += [_html(_part("h2", {}, step.title)), _rendered(step.text)]
    heading = _html(_part("h1", {}, lesson.head.title))
    return page(lesson.head.title, f'{heading}\n<section class="columns">\n{"".join(parts)}</section>\n')


def quiz(lesson: Lesson, *, key: bool) -> str:
    """The items of a lesson on paper; with `key` the answers and why."""
    items = [item for item in lesson.items if item.scored]
    return _document(
        f"{lesson.head.title}: {'antwoorden' if key else 'vragen'}",
        [_part("ol", {}, *(_question(i, key) for i in items))],
    )


def running_order(plan: ClassPlan, catalogue: Catalogue, start: datetime) -> str:
    """The draaiboek: when what happens, with the notes for the trainer."""
    rows = [
        _part("tr", {}, *(_part("th", {"scope": "col"}, head) for head in ("tijd", "minuten", "wat", "aantekeningen")))
    ]
    at, as_written = start, evening_content(plan, catalogue, None)
    for activity, stages in zip(plan.activities, stages_of(as_written), strict=True):
        names = " → ".join(dict.fromkeys(stage.name for stage in stages))
        notes = dict.fromkeys(note for stage in stages for note in stage.notes if note)
        cells = [f"{at:%H.%M}", str(activity.minutes), f"{activity.title} ({names})"]
        row = _part("tr", {}, *(_part("td", {}, cell) for cell in cells))
        SubElement(row, "td").extend([_part("p", {}, note) for note in notes])
        rows.append(row)
        at += timedelta(minutes=activity.minutes)
    prepare = _part("ul", {}, *(_part("li", {}, line) for line in plan.preparation))
    parts = [_part("p", {}, plan.text), _part("h2", {}, "Vooraf klaarzetten"), prepare, _part("table", {}, *rows)]
    return _document(f"Draaiboek: {plan.title}", [*parts, _part("p", {}, f"Einde om {at:%H.%M} uur.")])


def _rendered(text: str) -> str:
    """The Markdown of a step as HTML, in which links are only words and nothing comes from elsewhere."""
    tokens = parse("\n".join(map(visible, text.split("\n"))))
    for token in tokens:
        children = token.children or ()
        token.children = [child for child in children if not child.type.startswith(("link_", "image"))] or None
    return from_tokens(tokens)


def _question(item: Item, key: bool) -> Element:
    made = _part("li", {}, *([_part("p", {}, item.situation)] if item.situation else []))
    made.append(_part("p", {"class": "question"}, item.question))
    options = _printed_options(item)
    if options:
        made.append(
            _part(
                "ul",
                {"class": "options"},
                *(_part("li", {}, f"{LETTERS[n].upper()}. {o}") for n, o in enumerate(options)),
            )
        )
    if key:
        made.append(_part("p", {"class": "answer"}, "Antwoord:"))
        made.append(_part("ul", {}, *(_part("li", {}, line) for line in right_answer(item).split("\n"))))
        made.append(_part("p", {}, item.explanation))
    elif not options:
        made.append(_part("p", {"class": "line"}, ""))
    return made


def _printed_options(item: Item) -> Sequence[str]:
    match item:
        case Ordering(parts=parts):
            return [parts[index].text for index in shown_order(item, 1)]
        case Matching():
            return [*(pair.left for pair in item.pairs), *(item.rights[index] for index in shown_order(item, 1))]
        case Single(options=options):
            return [options[index].text for index in shown_order(item, 1)]
        case _:
            return votable(item)


def _dilemma_card(item: Dilemma) -> Element:
    card = _part(
        "article", {"class": "card"}, _part("p", {}, item.situation), _part("p", {"class": "question"}, item.question)
    )
    card.append(_part("ul", {}, *(_part("li", {}, option.text) for option in item.options)))
    card.extend([_part("p", {}, shift) for shift in item.shifts[:1]])
    return card


def _sheets(cards: Sequence[Element], each: int) -> Iterable[Element]:
    for at in range(0, len(cards), each):
        yield _part("section", {"class": "page grid"}, *cards[at : at + each])


def _part(name: str, attributes: dict[str, str], *children: Element | str) -> Element:
    made = Element(name, attributes)
    for child in children:
        if isinstance(child, str):
            made.text = visible(child)
        else:
            made.append(child)
    return made


def _document(title: str, parts: Iterable[Element]) -> str:
    return page(title, "\n".join(map(_html, [_part("h1", {}, title), *parts])) + "\n")


def _html(part: Element) -> str:
    return tostring(part, encoding="unicode", method="html")
