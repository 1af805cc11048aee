"""Questions as Moodle XML, as `question/format/xml` reads it. Texts are `plain_text`: nothing in them is markup.

Read is what can be asked here; of the other kinds the report says which they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from tutor.exchange.intake import Extras, Given, Intake, Origin, explained
from tutor.exchange.questions import (
    Outgoing,
    Program,
    as_matching,
    asked,
    correct,
    note,
    options,
    plain_number,
    with_feedback,
)
from tutor.exchange.reading import PICTURE, BadParcel, as_float, clean, from_html, parse_xml
from tutor.model import Gaps, Item, Matching, Mistake, Multiple, Number, Open, Ordering, Part, ShortText, Single

PLAIN = {"format": "plain_text"}
KINDS: dict[type[Item], str] = {
    Single: "multichoice",
    Multiple: "multichoice",
    Ordering: "ordering",
    Matching: "matching",
    Gaps: "matching",
    Number: "numerical",
    ShortText: "shortanswer",
    Open: "essay",
}
"""How Moodle names them; what has no right answer is a description, to read."""


def write(questions: Sequence[Outgoing], target: Program | None = None) -> bytes:
    """All questions, with a category for each lesson. For an old Moodle an ordering item becomes a matching one."""
    quiz = Element("quiz")
    before: tuple[str, ...] = ()
    for one in questions:
        if one.path != before:
            before = one.path
            _category(quiz, one)
        _question(quiz, one, old=target is Program.OLD_MOODLE)
    ET.indent(quiz)
    made: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _category(quiz: Element, one: Outgoing) -> None:
    category = SubElement(quiz, "question", type="category")
    path = "/".join(name.replace("/", "//") for name in one.path)
    _text(SubElement(category, "category"), f"$course$/top/{path}")
    _text(SubElement(category, "info", PLAIN), note(one))


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text


def _question(quiz: Element, one: Outgoing, *, old: bool) -> None:
    item = one.item
    kind = KINDS.get(type(item), "description")
    if kind == "ordering" and old:
        kind = "matching"
    question = SubElement(quiz, "question", type=kind)
    _text(SubElement(question, "name"), item.id)
    _text(SubElement(question, "questiontext", PLAIN), asked(item))
    _text(SubElement(question, "generalfeedback", PLAIN), _general(one, old=old))
    SubElement(question, "defaultgrade").text = "0" if kind == "description" else "1"
    SubElement(question, "penalty").text = "0.3333333"
    SubElement(question, "hidden").text = "0"
    SubElement(question, "idnumber").text = item.id
    _answers(question, item, old=old)
    if item.hint and kind not in ("description", "essay"):
        _text(SubElement(question, "hint", PLAIN), item.hint)
    tags = SubElement(question, "tags")
    for tag in _tags(item):
        _text(SubElement(tags, "tag"), tag)


def _tags(item: Item) -> list[str]:
    caught = [option.misconception for option in options(item)]
    if isinstance(item, Matching | Gaps):
        caught += [option.misconception for option in item.distractors]
    if isinstance(item, Number | ShortText):
        caught += [mistake.misconception for mistake in item.mistakes]
    named = dict.fromkeys(f"misvatting {one}" for one in caught if one)
    return [item.goal, item.norm.value, f"moeilijkheid {item.difficulty}", *named]


def _general(one: Outgoing, *, old: bool) -> str:
    if isinstance(one.item, Matching | Gaps):
        pairs = (Part(text=f"{pair.left} → {pair.right}", feedback=pair.feedback) for pair in one.item.pairs)
        return f"{with_feedback(pairs)}\n{one.explained}"
    if isinstance(one.item, Ordering) and old:
        return f"{with_feedback(one.item.parts)}\n{one.explained}"
    return one.explained


def _answers(question: Element, item: Item, *, old: bool) -> None:
    match item:
        case Single() | Multiple():
            _choices(question, item)
        case Ordering(parts=parts) if not old:
            for tag, text in (
                ("layouttype", "VERTICAL"),
                ("selecttype", "ALL"),
                ("selectcount", "0"),
                ("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"),
                ("showgrading", "SHOW"),
                ("numberingstyle", "none"),
            ):
                SubElement(question, tag).text = text
            for number, part in enumerate(parts, 1):
                _answer(question, str(number), part.text, part.feedback)
        case Ordering():
            _pairs(question, as_matching(item))
        case Matching(pairs=pairs, distractors=distractors) | Gaps(pairs=pairs, distractors=distractors):
            _pairs(question, [*((pair.left, pair.right) for pair in pairs), *(("", one.text) for one in distractors)])
        case Number():
            _typed(question, plain_number(item.answer), item.feedback, item.mistakes, plain_number(item.tolerance))
        case ShortText(answers=answers):
            SubElement(question, "usecase").text = "0"
            for answer in answers[:-1]:
                _answer(question, "100", answer.replace("*", r"\*"), item.feedback)
            _typed(question, answers[-1].replace("*", r"\*"), item.feedback, item.mistakes)
        case Open(model_answer=model, criteria=criteria):
            SubElement(question, "responseformat").text = "editor"
            SubElement(question, "responserequired").text = "1"
            SubElement(question, "responsefieldlines").text = "10"
            SubElement(question, "attachments").text = "0"
            SubElement(question, "attachmentsrequired").text = "0"
            _text(SubElement(question, "graderinfo", PLAIN), f"Modelantwoord: {model}\n{with_feedback(criteria)}")
            _text(SubElement(question, "responsetemplate", PLAIN), "")


def _choices(question: Element, item: Single | Multiple) -> None:
    keys = correct(item)
    share = 100 / max(len(keys), 1)
    single = isinstance(item, Single)
    SubElement(question, "single").text = str(single).lower()
    SubElement(question, "shuffleanswers").text = "false" if item.fixed else "true"
    SubElement(question, "answernumbering").text = "abc"
    for index, option in enumerate(item.options):
        fraction = share if index in keys else 0 if single else -share
        _answer(question, plain_number(round(fraction, 5)), option.text, option.feedback)


def _pairs(question: Element, pairs: Sequence[tuple[str, str]]) -> None:
    SubElement(question, "shuffleanswers").text = "true"
    for left, right in pairs:
        pair = SubElement(question, "subquestion", PLAIN)
        _text(pair, left)
        _text(SubElement(pair, "answer"), right)


def _typed(
    question: Element, right: str, feedback: str, mistakes: Sequence[Mistake], tolerance: str | None = None
) -> None:
    wrong = [("0", _value(mistake), mistake.feedback) for mistake in mistakes]
    for fraction, text, told in (("100", right, feedback), *wrong):
        answer = _answer(question, fraction, text, told)
        if tolerance is not None:
            SubElement(answer, "tolerance").text = tolerance


def _value(mistake: Mistake) -> str:
    value = mistake.value
    return value.replace("*", r"\*") if isinstance(value, str) else plain_number(value)


def _answer(question: Element, fraction: str, text: str, feedback: str) -> Element:
    answer = SubElement(question, "answer", {"fraction": fraction, **PLAIN})
    _text(answer, text)
    _text(SubElement(answer, "feedback", PLAIN), feedback)
    return answer


# --- reading -------------------------------------------------------------------------------------

_TEXTUAL = {"plain_text", "markdown", "wiki_like"}


class _Question:
    """One question of the file, read by the paths of its elements."""

    def __init__(self, element: Element, place: Origin, intake: Intake) -> None:
        self.element, self.place, self.intake = element, place, intake

    def text(self, path: str = "", within: Element | None = None) -> str:
        """The text of an element, on one line."""
        holder = (self.element if within is None else within).find(path or ".")
        if holder is None:
            return ""
        found = holder.findtext("text") or ""
        if holder.find("file") is not None or holder.find("image_base64") is not None:
            self.intake.lose(self.place, PICTURE)
        if holder.get("format") in _TEXTUAL:
            return clean(found)
        stripped, lost = from_html(found)
        for what in lost:
            self.intake.lose(self.place, what)
        return stripped

    def lines(self, path: str) -> str:
        """The text with its lines, as far as they are ours."""
        holder = self.element.find(path)
        if holder is not None and holder.get("format") in _TEXTUAL:
            return holder.findtext("text") or ""
        return self.text(path)

    def answers(self) -> list[Given]:
        """All answers with their points."""
        return [
            Given(self.text(within=one), self.share(one), self.text("feedback", one))
            for one in self.element.findall("answer")
        ]

    @staticmethod
    def share(answer: Element) -> float:
        """Of the points, 0 to 1; nothing for what is no number."""
        number = as_float(answer.get("fraction") or "0")
        return (number or 0) / 100


def read(data: bytes) -> Intake:
    """The questions in a file of Moodle. Raises BadParcel for a file that is none, or is too large."""
    root, lines = parse_xml(data)
    if root.tag != "quiz":
        raise BadParcel(f"Dit is XML, maar geen vragen uit Moodle (het begint met <{clean(root.tag)[:40]}>).")
    intake = Intake("Moodle-XML")
    for element in root.findall("question"):
        kind = element.get("type") or ""
        if kind == "category":
            continue
        was = clean(element.findtext("idnumber") or element.findtext("name/text") or "")[:80]
        _take(_Question(element, Origin(lines[element], was), intake), kind)
    return intake


def _take(one: _Question, kind: str) -> None:
    intake, place, element = one.intake, one.place, one.element
    stem = one.text("questiontext")
    extras = Extras(hint=one.text("hint"), explanation=explained(one.lines("generalfeedback")).text)
    match kind:
        case "multichoice":
            extras.fixed = (element.findtext("shuffleanswers") or "").strip() in ("false", "0")
            single = (element.findtext("single") or "true").strip() in ("true", "1")
            intake.choice(place, stem, one.answers(), extras, several=not single)
        case "truefalse":
            extras.fixed = True
            told = one.answers()
            answers = [replace(a, text="Waar" if a.text.casefold() in ("true", "waar") else "Niet waar") for a in told]
            intake.choice(place, stem, answers, extras, several=False)
        case "matching":
            _read_pairs(one, stem, extras)
        case "ordering":
            ranked = sorted(one.answers(), key=lambda answer: answer.share)
            intake.ordering(place, stem, [(answer.text, answer.feedback) for answer in ranked], extras)
        case "numerical":
            _read_numbers(one, stem, extras)
        case "shortanswer":
            told = one.answers()
            if any("*" in answer.text.replace(r"\*", "") for answer in told):
                intake.lose(place, "jokerteken * weggelaten")
            answers = [replace(a, text=a.text.replace(r"\*", "*")) for a in told if a.text != "*"]
            intake.short(place, stem, answers, extras)
        case "essay":
            model = explained(one.lines("graderinfo"))
            intake.essay(place, stem, model.model or model.text, model.criteria, extras)
        case "description":
            intake.leave(place, "er is niets te kiezen of te typen")
        case _:
            intake.leave(place, f"‘{clean(kind)[:30]}’ kent Raadstutor niet")


def _read_pairs(one: _Question, stem: str, extras: Extras) -> None:
    sides = [
        (one.text(within=pair), clean(pair.findtext("answer/text") or ""))
        for pair in one.element.findall("subquestion")
    ]
    pairs = [(left, right) for left, right in sides if left]
    general = one.lines("generalfeedback")
    if [left for left, _ in sides] == [str(number) for number in range(1, len(sides) + 1)]:  # how we write an order
        told = explained(general, [right for _, right in pairs])
        extras.explanation = told.text
        parts = [(right, told.about.get(right, "")) for _, right in pairs]
        one.intake.ordering(one.place, stem, parts, extras)
        return
    told = explained(general, [f"{left} → {right}" for left, right in pairs])
    extras.explanation = told.text
    joined = [(left, right, told.about.get(f"{left} → {right}", "")) for left, right in pairs]
    wrong = [Given(right, 0) for left, right in sides if not left]
    one.intake.matching(one.place, stem, joined, wrong, extras)


def _read_numbers(one: _Question, stem: str, extras: Extras) -> None:
    found = []
    for element, answer in zip(one.element.findall("answer"), one.answers(), strict=True):
        if answer.text == "*":
            continue
        value = as_float(answer.text)
        if value is None:
            one.intake.leave(one.place, f"‘{answer.text[:40]}’ lees ik niet als getal")
            return
        found.append((value, abs(as_float(element.findtext("tolerance") or "0") or 0), answer))
    one.intake.number(one.place, stem, found, extras)
