"""What a trainer prints: cards, summaries, quizzes and the running order, in black and white on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice
from xml.etree.ElementTree import Element, tostring

from tutor.classroom.content import PHASE, EveningContent
from tutor.classroom.stages import Stage, stages_of
from tutor.classroom.votes import LETTERS, key_notes, key_of, votable
from tutor.content.characters import visible
from tutor.content.markdown import parse
from tutor.content.statute import linked
from tutor.dates import MONTHS
from tutor.documents.html import from_tokens, of_municipality, page
from tutor.learning.answers import shown_order
from tutor.learning.grading import right_answer
from tutor.model import (
    Catalogue,
    ClassPlan,
    Debate,
    Dilemma,
    Gaps,
    Item,
    Law,
    Lesson,
    Matching,
    Meeting,
    Multiple,
    Municipality,
    Ordering,
    RoleCard,
    Single,
    StepRole,
    TeamQuiz,
)
from tutor.system import Refusal
from tutor.tools.writing import MODELS

_AGREEMENT = "Wat spreken we af? Wie doet het, en vanaf wanneer? Waaraan zien we dat het werkt?"
FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "modellen": MODELS,
    "samenspel": {
        "Afspraken over samenspel": (
            "Raad, college en griffie van de gemeente …, op …",
            "De zaak waar we over spraken. Welk besluit, en van wie?",
            *(f"Afspraak {number}. {_AGREEMENT}" for number in (1, 2, 3)),
            "We kijken terug op (datum), en dit is wie dat voorbereidt:",
        ),
    },
    "experiment": {
        "Een klein experiment: ons testplan": (
            "Wat schuurt er nu, en bij wie? Onze vraag:",
            "Als wij … dan … omdat …",
            "De kleinste test: wie doet wat, en wanneer? Wie mist de boot?",
            "Wie beslist, en welk geld hoort erbij?",
            "Wat meten we? Wat is het nu, en wat willen we zien?",
            "We stoppen als:",
            "Op deze datum besluiten we over doorgaan, en zo vertellen we het:",
        ),
    },
}
"""Forms that a group or a learner writes on, by the word of `klas druk`: what the lesson about each asks for."""
MEMBER = RoleCard(
    name="Raadslid",
    text="Kies met je buren bij welke fractie je hoort. Haar naam: ____________________________",
    secret="Je bent vrij: je mag een keer anders stemmen dan je fractie. Zeg pas bij de stemming of je dat doet.",
)
"""For who has no other role in an oefenraad."""
TOGETHER = 3
"""Lines of an activity that stay with its heading."""
ROWS = 15
"""Lines to write on that fit on a sheet beside what is asked."""
TABLE = 5
"""People at a table, who share a card."""
BREAK = {"class": "page"}
"""A part that begins on a new sheet."""


def voting_cards(present: int = 0) -> str:
    """A sheet for each person: A to D, eens and oneens. Folded, one of them is held up, and the others are hidden."""
    return _document("Stemkaart", [_voting_card() for _ in range(max(1, present))])


def _voting_card() -> Element:
    how = "Vouw tot er één vak vooraan zit. Houd het tegen je borst, en draai het om als er gestemd wordt."
    panels = [_part("p", {"class": "panel"}, word) for word in ("A", "B", "C", "D", "EENS", "ONEENS")]
    return _part("section", BREAK, _part("p", {"class": "small"}, how), _part("div", {"class": "panels"}, *panels))


def dilemma_cards(items: Iterable[Item], present: int = 0) -> str:
    """Dilemmas with a number and the letters that the room votes with: one for each table, four on a sheet."""
    found = [item for item in items if isinstance(item, Dilemma)]
    tables = max(1, -(-present // TABLE))
    cards = [_dilemma_card(item, number) for number, item in enumerate(found, 1) for _ in range(tables)]
    return _document("Dilemmakaarten", _sheets(cards, 4))


def role_cards(plan: ClassPlan, present: int = 0) -> str:
    """The roles of a plan, and one for each of the others present; what only the player knows is under a flap.

    In an oefenraad the others are members of the raad: it has one chairman. Elsewhere the roles begin again.
    """
    if not plan.cards:
        raise Refusal(f"Het plan {plan.id} heeft geen rollen om te printen.")
    more = max(0, present - len(plan.cards))
    again = (MEMBER,) if any(isinstance(activity, Meeting) for activity in plan.activities) else plan.cards
    cards = [_role_card(card) for card in (*plan.cards, *islice(cycle(again), more))]
    return _document(f"Rolkaarten: {plan.title}", _sheets(cards, 2, "page stack"))


def _role_card(card: RoleCard) -> Element:
    made = _part("article", {"class": "card folded"}, _part("h2", {}, card.name), _part("p", {}, card.text))
    if card.secret:
        made.append(_part("p", {"class": "fold"}, "Vouw de strook hieronder omhoog over je geheim."))
        made.append(_part("p", {}, _part("strong", {}, f"Alleen voor jou: {card.secret}")))
        made.append(_part("p", {"class": "flap"}, ""))
    return made


def answer_sheet(content: EveningContent) -> str:
    """For each team quiz a strip for each team, with a line for every question: as many on a sheet as fit."""
    sheets = []
    for activity in content.plan.activities:
        if isinstance(activity, TeamQuiz):
            lines = [
                _part(
                    "li", {"class": "answer-line"}, "      ".join(LETTERS[: len(votable(content.items[name]))].upper())
                )
                for name in activity.items
            ]
            team = _part("p", {}, "Team: ______________________________")
            strip = (_part("h2", {}, activity.title), team, _part("ol", {}, *lines))
            strips = [_part("article", {"class": "card strip"}, *strip) for _ in range(activity.teams)]
            sheets.append(_part("section", BREAK, *strips))
    return _document("Antwoordblad", sheets)


def year_calendar(year: int) -> str:
    """Twelve months with room to write in."""
    rows = [
        _part("tr", {}, *(_part("td", {"class": "month"}, _part("strong", {}, name)) for name in MONTHS[at : at + 3]))
        for at in range(0, 12, 3)
    ]
    return _document(f"Jaarkalender {year}", [_part("table", {"class": "wide"}, *rows)])


def empty_form(name: str, host: Municipality | None = None) -> str:
    """A sheet for each of the `FORMS` of that name, with room to write, of the municipality where it is held."""
    sheets, here = [], f"gemeente {host.name}" if host else "gemeente …"
    for title, lines in FORMS[name].items():
        made = _part("section", BREAK, _part("h2", {}, title))
        for line in lines:
            made.append(_part("p", {"class": "question"}, line.replace("gemeente …", here)))
            made.extend([_part("p", {"class": "line"}, "") for _ in range(ROWS // len(lines))])
        sheets.append(made)
    return _document(name.capitalize(), sheets)


def pack(content: EveningContent, start: datetime, present: int, catalogue: Catalogue) -> dict[str, str]:
    """Everything that an evening needs on paper, by file name. Letters on paper are those of the wall."""
    plan, register, host = content.plan, catalogue.register, catalogue.municipality
    made = {"draaiboek": running_order(content, start, register), "stemkaart": voting_cards(present)}
    if plan.cards:
        made["rolkaarten"] = role_cards(plan, present)
    if any(isinstance(item, Dilemma) for item in content.items.values()):
        made["dilemmakaarten"] = dilemma_cards(content.items.values(), present)
    if any(isinstance(activity, TeamQuiz) for activity in plan.activities):
        made["antwoordblad"] = answer_sheet(content)
    if "kalender" in plan.prints:
        made["jaarkalender"] = year_calendar(start.year)
    made |= {name: empty_form(name, host) for name in plan.prints if name in FORMS}
    return {f"{name}.html": of_municipality(text, host) for name, text in made.items()}


def summary(lesson: Lesson, register: Mapping[str, Law], wrong: Iterable[Item] = ()) -> str:
    """A lesson on one sheet: goals, every core step in full, what to do tomorrow, and where the law says it.

    `wrong`: questions that a learner had wrong, which follow with their answers.
    """
    goals = _part("ul", {}, *(_part("li", {}, goal.text) for goal in lesson.head.goals))
    parts = [_html(_part("h2", {}, "Na deze les")), _html(goals)]
    for step in lesson.steps:
        if step.role in (StepRole.CORE, StepRole.TOMORROW):
            parts += [_html(_part("h2", {}, step.title)), _rendered(step.text)]
    if questions := [_question(item, register) for item in wrong]:
        parts += [_html(_part("h2", {}, "Wat misging")), _html(_part("ol", {}, *questions))]
    if lesson.head.sources:
        parts += [_html(_part("h2", {}, "Waar het staat")), _html(_law(lesson.head.sources, register))]
    heading = _html(_part("h1", {}, lesson.head.title))
    return page(lesson.head.title, f'{heading}\n<section class="columns">\n{"".join(parts)}</section>\n')


def _law(sources: Iterable[str], register: Mapping[str, Law]) -> Element:
    """The places to look it up, as links to the official text: a click in a browser opens it, paper shows the words."""
    made = _part("p", {"class": "small law"}, "§ ")
    for text, address in linked(sources, register):
        one = _part("a", {"href": address}, text) if address else _part("em", {}, text)
        one.tail = "; "
        made.append(one)
    if len(made):
        made[-1].tail = "."
    return made


def quiz(lesson: Lesson, register: Mapping[str, Law], *, key: bool) -> str:
    """The items of a lesson on paper; with `key` the answers and why."""
    items = [item for item in lesson.items if item.scored]
    return _document(
        f"{lesson.head.title}: {'antwoorden' if key else 'vragen'}",
        [_part("ol", {}, *(_question(i, register if key else None) for i in items))],
    )


def running_order(
    content: EveningContent, start: datetime, register: Mapping[str, Law], *, letters: bool = True
) -> str:
    """The draaiboek: when what happens, with the notes for the trainer and every question with its answer.

    Paper alone can carry the evening. `letters`: whether the order of the options is that of an evening.
    """
    plan, at = content.plan, start
    parts = [
        _part("p", {}, plan.text),
        _part("h2", {}, "Vooraf klaarzetten"),
        _part("ul", {}, *(_part("li", {}, line) for line in plan.preparation)),
    ]
    for activity, stages in zip(plan.activities, stages_of(content), strict=True):
        head = f"{at:%H.%M} {activity.title} ({activity.minutes} minuten)"
        steps = _part("p", {"class": "small"}, " → ".join(dict.fromkeys(stage.name for stage in stages)))
        asked = [content.items[name] for name in dict.fromkeys(stage.item for stage in stages if stage.item)]
        if asked:
            there = {note for item in asked for note in (*key_notes(item), *_weighed(item))}
            there |= set(PHASE.values())  # they name keys of a window, at every phase
            said = dict.fromkeys(note for stage in stages for note in stage.notes if note and note not in there)
            questions = [_asked(item, register, letters=letters) for item in asked]
            begin, rest = [*(_part("p", {}, note) for note in said), questions[0]], questions[1:]
        else:
            told = list(_told(activity.title, stages))
            begin, rest = told[:TOGETHER], told[TOGETHER:]
        parts += [_part("section", {"class": "begin"}, _part("h2", {}, head), steps, *begin), *rest]
        at += timedelta(minutes=activity.minutes)
    return _document(f"Draaiboek: {plan.title}", [*parts, _part("p", {}, f"Einde om {at:%H.%M} uur.")])


def _told(title: str, stages: Iterable[Stage]) -> Iterator[Element]:
    """What an activity without questions shows and what the trainer reads, step by step, each thing once."""
    said: list[str] = [title]
    for stage in stages:
        minutes = f" ({stage.seconds // 60} minuten)" if stage.slide.title != title and stage.seconds >= 60 else ""
        for look, lines in (
            ("question", [stage.slide.title + minutes]),
            ("wall", stage.slide.text),
            ("", stage.notes),
        ):
            for line in lines:
                if line and not any(line in one for one in said):
                    said.append(line)
                    yield _part("p", {"class": look} if look else {}, line)


def _weighed(item: Item) -> tuple[str, ...]:
    """The arguments on a matter of opinion, as the trainer reads them."""
    if not isinstance(item, Debate):
        return ()
    return tuple(f"{name}: {' '.join(texts)}" for name, texts in (("Voor", item.pros), ("Tegen", item.cons)))


def _asked(item: Item, register: Mapping[str, Law], *, letters: bool) -> Element:
    """A question as the trainer needs it: situation, options, which one is right, and why the others are not."""
    made = _part("article", {"class": "asked"}, *([_part("p", {}, item.setting)] if item.setting else []))
    made.append(_part("p", {"class": "question"}, item.asked))
    options = votable(item)
    right, feedback = key_of(item), item.options if isinstance(item, Single | Multiple) else ()
    rows = []
    for index, option in enumerate(options):
        text = f"{LETTERS[index].upper()}. {option}" if letters else option
        row = _part("li", {}, f"{text} ✓" if index in right else text)
        if feedback and feedback[index].feedback:
            row.append(_part("p", {"class": "small"}, feedback[index].feedback))
        rows.append(row)
    made.append(_part("ul", {"class": "options"}, *rows))
    if item.scored and not options:
        made.append(_part("p", {}, f"Goed: {right_answer(item)}"))
    made.extend([_part("p", {"class": "small"}, item.explanation)] if item.explanation else [])
    if isinstance(item, Debate):
        shifts = [f"Verander één feit: {' '.join(item.shifts)}"] if item.shifts else []
        made.extend([_part("p", {"class": "small"}, line) for line in (*_weighed(item), *shifts)])
        made.append(_part("p", {"class": "small"}, f"Wat de wet vastlegt: {item.floor} Wie beslist: {item.decides}"))
    if item.sources:
        made.append(_law(item.sources, register))
    return made


def _rendered(text: str) -> str:
    """The Markdown of a step as HTML, in which links are only words and nothing comes from elsewhere."""
    tokens = parse("\n".join(map(visible, text.split("\n"))))
    for token in tokens:
        children = token.children or ()
        token.children = [child for child in children if not child.type.startswith(("link_", "image"))] or None
    return from_tokens(tokens)


def _question(item: Item, key: Mapping[str, Law] | None) -> Element:
    """`key`: the register of laws, if the answer and where it stands belong with it."""
    made = _part("li", {}, *([_part("p", {}, item.setting)] if item.setting else []))
    made.append(_part("p", {"class": "question"}, item.asked))
    options = _printed_options(item)
    if options:
        made.append(
            _part(
                "ul",
                {"class": "options"},
                *(_part("li", {}, f"{LETTERS[n].upper()}. {o}") for n, o in enumerate(options)),
            )
        )
    if key is not None:
        made.append(_part("p", {"class": "answer"}, "Antwoord:"))
        made.append(_part("ul", {}, *(_part("li", {}, line) for line in right_answer(item).split("\n"))))
        made.append(_part("p", {}, item.explanation))
        made.append(_law(item.sources, key))
    elif not options:
        made.append(_part("p", {"class": "line"}, ""))
    return made


def _printed_options(item: Item) -> Sequence[str]:
    match item:
        case Ordering(parts=parts):
            return [parts[index].text for index in shown_order(item, 1)]
        case Matching():
            return [*(pair.left for pair in item.pairs), *(item.rights[index] for index in shown_order(item, 1))]
        case Gaps(typed=False):
            return [item.rights[index] for index in shown_order(item, 1)]
        case Single(options=options):
            return [options[index].text for index in shown_order(item, 1)]
        case _:
            return votable(item)


def _dilemma_card(item: Dilemma, number: int) -> Element:
    card = _part(
        "article",
        {"class": "card"},
        _part("h2", {}, f"Dilemma {number}"),
        _part("p", {}, item.setting),
        _part("p", {"class": "question"}, item.question),
    )
    options = [_part("li", {}, f"{LETTERS[at].upper()}. {option.text}") for at, option in enumerate(item.options)]
    card.append(_part("ul", {"class": "options"}, *options))
    card.extend([_part("p", {}, shift) for shift in item.shifts[:1]])
    return card


def _sheets(cards: Sequence[Element], each: int, look: str = "page grid") -> Iterable[Element]:
    for at in range(0, len(cards), each):
        yield _part("section", {"class": look}, *cards[at : at + each])


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
