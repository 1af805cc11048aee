"""Lesson text, questions and what is said of an answer, as plain lines.

A table becomes "kolom: waarde", a list gets dashes or numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from tutor.content import statute
from tutor.content.markdown import drawing_for, drawing_in, is_drawing, parse
from tutor.learning import grading
from tutor.learning.answers import LETTERS, OPINIONS, Response, choices, shown_order
from tutor.learning.drawing import told
from tutor.learning.grading import Note, Verdict, right_answer
from tutor.line.console import Console
from tutor.model import Dilemma, Gaps, Item, Matching, Multiple, Number, Open, Ordering, ShortText, Single, Statement
from tutor.service import phrases
from tutor.service.study import Study


def plain_lines(text: str) -> list[str]:
    """The Markdown of a step as lines, with an empty line between blocks."""
    return _blocks(SyntaxTreeNode(parse(text)))


def _blocks(node: SyntaxTreeNode) -> list[str]:
    lines: list[str] = []
    for child in node.children:
        if lines:
            lines.append("")
        lines += _block(child)
    return lines


def _block(node: SyntaxTreeNode) -> list[str]:
    match node.type:
        case "bullet_list" | "ordered_list":
            return list(_list(node))
        case "blockquote":
            return _blocks(node)
        case "table":
            return list(_table(node))
        case "paragraph" | "heading":
            return _inline(node).split("\n")
        case "fence" if is_drawing(token := node.to_tokens()[0]) and (drawing := drawing_in(token.content)):
            return told(drawing)
        case "hr":
            return []
        case _:
            return (node.content or "").rstrip("\n").split("\n")


def _list(node: SyntaxTreeNode) -> Iterator[str]:
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    for number, item in enumerate(node.children, start):
        mark = f"{number}." if node.type == "ordered_list" else "-"
        first, *rest = [line for line in _blocks(item) if line] or [""]
        yield f"{mark} {first}"
        yield from (f"  {line}" for line in rest)


def _table(node: SyntaxTreeNode) -> Iterator[str]:
    head, *bodies = node.children
    titles = [_inline(cell) for cell in head.children[0].children]
    for row in (row for body in bodies for row in body.children):
        yield "; ".join(
            f"{title}: {_inline(cell)}" if title else _inline(cell)
            for title, cell in zip(titles, row.children, strict=False)
        )


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_text(token) for child in node.children for token in child.to_tokens()[0].children or ())


def _text(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case _:
            return token.content


def shown(item: Item, seed: int) -> list[str]:
    """The lines under the stem: options with letters, and for matching also the numbered left sides."""
    order = shown_order(item, seed)
    match item:
        case Gaps(typed=False):
            return ["Kies uit:", *_lettered([item.rights[index] for index in order])]
        case Matching():
            lefts = [f"{number}. {pair.left}" for number, pair in enumerate(item.pairs, 1)]
            return [*lefts, "Kies uit:", *_lettered([item.rights[index] for index in order])]
        case Statement():
            return _lettered(OPINIONS)
        case _:
            texts = choices(item)
            return _lettered([texts[index] for index in order])


def prompt(item: Item) -> str:
    """What the learner is asked to type."""
    match item:
        case Single() | Dilemma() | Statement():
            return "Je keuze (letter):"
        case Multiple():
            return "Meer antwoorden mogelijk. Je keuzes (letters, bijvoorbeeld a c):"
        case Ordering():
            example = " ".join(reversed(LETTERS[: len(item.parts)]))
            return f"Zet op volgorde (letters van eerst naar laatst, bijvoorbeeld {example}):"
        case Gaps(typed=True):
            return "Je antwoorden, voor elk gat één, met een puntkomma ertussen (bijvoorbeeld eerste; tweede):"
        case Matching() | Gaps():
            last = len(item.rights) - 1
            example = " ".join(f"{n + 1}{LETTERS[min(n, last)]}" for n in range(len(item.pairs)))
            what = "Geef elk gat een letter" if isinstance(item, Gaps) else "Maak paren"
            return f"{what}; een letter mag vaker (bijvoorbeeld {example}):"
        case Number(unit=unit):
            return f"Je antwoord in {unit}:" if unit else "Je antwoord (een getal):"
        case ShortText():
            return "Je antwoord (een of twee woorden):"
        case _:
            return "Schrijf je antwoord op één regel:"


def _lettered(texts: Sequence[str]) -> list[str]:
    return [f"{LETTERS[n]}. {text}" for n, text in enumerate(texts)]


def show_sheet(console: Console, sheet: statute.ArticleSheet) -> None:
    """An article: what each `lid` says, which of them the answer rests on, and where the official text stands."""
    console.say(phrases.sentence(f"{sheet.title}: {sheet.heading}" if sheet.heading else sheet.title))
    if sheet.read_on:
        console.say(phrases.read_on(sheet))
    for number, words in sheet.paragraphs:
        here = " (hier gaat het om)" if number in sheet.cited else ""
        console.say(f"Lid {number}{here}: {words}" if number else words, indent="  ")
    if sheet.official:
        console.say(phrases.official_of(sheet))
        for words in sheet.official:
            console.say(words, indent="  ")
    if sheet.address:
        console.say(f"Officiële tekst: {sheet.address}")


def first_look(console: Console, item: Item, response: Response | None, verdict: Verdict) -> None:
    """Feedback on what was chosen, without the answer."""
    console.say(f"{phrases.OUTCOME[verdict.outcome]}.")
    notes = grading.first_look(item, response, verdict)
    for note in notes:
        if len(notes) > 1:
            mark = _mark(item, note)
            about = [phrases.sentence(note.about)] if note.about else []
            console.say(f"- {mark}: {' '.join([*about, note.text])}".rstrip(), indent="  ")
        elif note.text:
            console.say(note.text)


def tell(console: Console, study: Study, item: Item, verdict: Verdict, *, gave_up: bool = False) -> None:
    """The verdict, feedback per option, the explanation and the sources."""
    if item.scored:
        console.say("Je weet het niet; dat is ook een antwoord." if gave_up else f"{phrases.OUTCOME[verdict.outcome]}.")
    for note in verdict.notes:
        if len(verdict.notes) == 1:
            console.say(note.text)
        else:
            mark = f"{_mark(item, note)}: " if item.scored else ""
            console.say(f"- {mark}{phrases.sentence(note.about)} {note.text}", indent="  ")
    if not verdict.right:
        _key(console, item)
    if isinstance(item, Statement | Dilemma):
        _debate(console, item)
    if not any(note.text == item.explanation for note in verdict.notes):
        console.say(item.explanation)
    step = study.catalogue.lesson_of[item.id].step(item.step)
    for line in plain_lines(drawing_for(item, step, right=verdict.right)):
        console.say(line, indent="  ")
    console.say(statute.sources(item, study.catalogue.register))


def answer(console: Console, study: Study, item: Item) -> None:
    """The answer to a question that was answered before."""
    _key(console, item)
    if isinstance(item, Statement | Dilemma):
        _debate(console, item)
    console.say(item.explanation)
    source_of(console, study, item)


def _key(console: Console, item: Item) -> None:
    if item.scored:
        console.say("Het goede antwoord:" if not isinstance(item, Open) else "Een voorbeeld van een goed antwoord:")
        console.say(right_answer(item))


def _debate(console: Console, item: Statement | Dilemma) -> None:
    console.say(f"Wie beslist: {item.decides}")
    console.say(f"Wat de wet vastlegt: {item.floor}")
    for heading, lines in (
        ("Argumenten voor:", item.pros),
        ("Argumenten tegen:", item.cons),
        ("Verander één feit:", item.shifts),
        ("Om over te praten:", item.discuss),
    ):
        if lines:
            console.say(heading)
            for line in lines:
                console.say(f"- {line}", indent="  ")


def reread(console: Console, study: Study, item: Item) -> None:
    """The step that teaches an item."""
    lesson = study.catalogue.lesson_of[item.id]
    step = lesson.step(item.step)
    if step:
        console.say(f"Uit les {lesson.head.title}: {step.title}")
        for line in plain_lines(step.text):
            console.say(line, indent="  ")


def source_of(console: Console, study: Study, item: Item) -> None:
    """The articles that the answer rests on, in our own words."""
    for sheet in statute.sheets(item.sources, study.catalogue, study.official):
        show_sheet(console, sheet)
    console.say(statute.norm(item))


def _mark(item: Item, note: Note) -> str:
    """What the learner did with one part, in words."""
    if note.right:
        return "Klopt"
    match item:
        case Multiple():
            return "Hoort er niet bij" if note.misconception else "Gemist"
        case Open():
            return "Nog niet"
        case _:
            return "Klopt niet"
