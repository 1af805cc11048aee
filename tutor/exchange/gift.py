"""GIFT and Aiken, the text forms of Moodle, as its `question/format/gift` and `question/format/aiken` read them.

https://docs.moodle.org/en/GIFT_format, https://docs.moodle.org/en/Aiken_format
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tutor.exchange.intake import Extras, Given, Intake, Origin, explained
from tutor.exchange.questions import Outgoing, as_matching, asked, correct, note, options, plain_number, with_feedback
from tutor.exchange.reading import as_float, clean, decoded, from_html
from tutor.model import Gaps, Item, Matching, Multiple, Number, Open, Ordering, Part, ShortText, Single

_SPECIAL = re.compile(r"[\\#=~{}:]")
_LOOKS_SPECIAL = re.compile(r"\[|%|//|->|::|\$CATEGORY", re.IGNORECASE)


def _text(text: str) -> str:
    """A text with what GIFT would read as its own escaped; it cannot escape `->`, which becomes an arrow."""
    plain = "\\n".join(_SPECIAL.sub(r"\\\g<0>", line.replace("->", "→")) for line in text.splitlines())
    return f"[plain]{plain}" if _LOOKS_SPECIAL.match(text) else plain


def write(questions: Sequence[Outgoing]) -> bytes:
    """All questions, with a category for each lesson."""
    blocks = []
    before: tuple[str, ...] = ()
    for one in questions:
        if one.path != before:
            before = one.path
            category = "/".join(name.replace("/", "//") for name in one.path)
            blocks.append(f"// {note(one)}\n$CATEGORY: {category}")
        blocks.append(_question(one))
    return ("\n\n".join(blocks) + "\n").encode()


def _question(one: Outgoing) -> str:
    item = one.item
    tags = (item.goal, item.norm.value, f"moeilijkheid {item.difficulty}")
    head = f"// [id:{item.id}] {' '.join(f'[tag:{tag}]' for tag in tags)}"
    question = f"::{_text(item.id)}::[plain]{_text(asked(item)).removeprefix('[plain]')}"
    answers = _answers(item)
    if answers is None:
        return f"{head}\n{question}"
    general = f"\t####{_text(_general(one))}"
    first = "#" if isinstance(item, Number) else ""
    return "\n".join((head, f"{question}{{{first}", *(f"\t{answer}" for answer in answers), general, "}"))


def _general(one: Outgoing) -> str:
    """What Moodle shows afterwards: the explanation, and what has no place of its own."""
    match one.item:
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            extra = with_feedback(Part(text=f"{pair.left} → {pair.right}", feedback=pair.feedback) for pair in pairs)
        case Ordering(parts=parts):
            extra = with_feedback(parts)
        case Open(model_answer=model, criteria=criteria):
            extra = f"Modelantwoord: {model}\n{with_feedback(criteria)}"
        case _:
            extra = ""
    return f"{extra}\n{one.explained}".strip()


def _answers(item: Item) -> Iterable[str] | None:
    """The lines between the braces; None when nothing is to be answered."""
    match item:
        case Single() | Multiple():
            return _choices(item)
        case Ordering():
            return [f"={left} -> {_text(right)}" for left, right in as_matching(item)]
        case Matching(pairs=pairs, distractors=distractors) | Gaps(pairs=pairs, distractors=distractors):
            rights = [f"= -> {_text(wrong.text)}" for wrong in distractors]
            return [*(f"={_text(pair.left)} -> {_text(pair.right)}" for pair in pairs), *rights]
        case Number():
            wrong = [
                f"=%0%{plain_number(float(m.value))}:{_tolerance(item)}#{_text(m.feedback)}" for m in item.mistakes
            ]
            return [f"={plain_number(item.answer)}:{_tolerance(item)}#{_text(item.feedback)}", *wrong]
        case ShortText():
            wrong = [f"=%0%{_text(str(mistake.value))}#{_text(mistake.feedback)}" for mistake in item.mistakes]
            return [*(f"=%100%{_text(answer)}#{_text(item.feedback)}" for answer in item.answers), *wrong]
        case Open():
            return []
    return None


def _choices(item: Item) -> Iterator[str]:
    keys = correct(item)
    share = 100 / max(len(keys), 1)
    for index, option in enumerate(options(item)):
        if isinstance(item, Single):
            mark = "=" if index in keys else "~"
        else:
            mark = f"~%{plain_number(round(share if index in keys else -share, 5))}%"
        yield f"{mark}{_text(option.text)}#{_text(option.feedback)}"


def _tolerance(item: Number) -> str:
    return plain_number(item.tolerance)


# --- reading GIFT --------------------------------------------------------------------------------

_ESCAPES = {sign: chr(0xE000 + ord(sign)) for sign in "\\:#={}~"} | {"n": "\n"}
"""What stands for an escaped sign while the rest is taken apart."""
_UNESCAPE = {ord(stand_in): sign for sign, stand_in in _ESCAPES.items() if sign != "n"}
_STAND_INS = re.compile("[\ue000-\ue07f]")
_ID = re.compile(r"\[id:((?:\\]|[^\]])+)]")
_FORMAT = re.compile(r"\s*\[(html|plain|markdown|moodle)]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d*)?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ORDER = re.compile(r">\s*\d*(?:\s+[A-Z_]+)*\s*(?:none|abc|ABCD|123|iii|IIII?)?\s*\n", re.ASCII)
"""The first line of the answers of an ordering question of Moodle."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One question as it stands in the file."""

    place: Origin
    text: str
    """Without comments, escapes replaced by stand-ins."""
    intake: Intake
    html: bool = True

    def plain(self, text: str) -> str:
        """A text as a person reads it."""
        marked = _FORMAT.match(text)
        html = marked[1].lower() in ("html", "moodle") if marked else self.html
        found = text[marked.end() if marked else 0 :].translate(_UNESCAPE)
        if not html:
            return clean(found)
        stripped, lost = from_html(found)
        for what in lost:
            self.intake.lose(self.place, what)
        return stripped


def read(data: bytes) -> Intake:
    """The questions in a GIFT file. Raises BadParcel for one that is too large."""
    text, remark = decoded(data)
    intake = Intake("GIFT-bestand", remarks=[remark] if remark else [])
    for line, lines in _blocks(_STAND_INS.sub("", text)):
        comments = " ".join(one for one in lines if one.lstrip().startswith("//"))
        body = "\n".join("" if one.lstrip().startswith("//") else one for one in lines).strip()
        named = _ID.search(comments)
        if not body or body.upper().startswith("$CATEGORY:"):
            continue
        body = re.sub(r"\\([\\:#={}~n])", lambda match: _ESCAPES[match[1]], body)
        was = named[1].replace("\\]", "]") if named else ""
        if body.startswith("::") and (end := body.find("::", 2)) > 0:
            was = was or body[2:end].translate(_UNESCAPE)
            body = body[end + 2 :]
        _gift(_Block(Origin(line, clean(was)[:80]), body, intake))
    return intake


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The pieces between blank lines, each with its first line; an empty line between braces divides nothing."""
    lines: list[str] = []
    first = depth = 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        bare = re.sub(r"\\.", "", line)
        begins = bare.startswith(("::", "$CATEGORY"))
        if lines and ((not line.strip() and depth <= 0) or (begins and depth > 0)):
            yield first, lines
            lines, depth = [], 0
        if line.strip() or depth > 0:
            if not lines:
                first = number
            lines.append(line)
            if not bare.lstrip().startswith("//"):
                depth += bare.count("{") - bare.count("}")
    if lines:
        yield first, lines


def _gift(block: _Block) -> None:
    before, opened, rest = block.text.partition("{")
    inside, closed, after = rest.partition("}")
    intake, place = block.intake, block.place
    if not opened:
        intake.leave(place, "er is niets te kiezen of te typen")
        return
    if not closed:
        intake.leave(place, "een accolade wordt niet gesloten")
        return
    marked = _FORMAT.match(before)
    if marked:
        block = _Block(place, block.text, intake, html=marked[1].lower() in ("html", "moodle"))
    after = after.strip().removesuffix(";").removesuffix('"').strip()
    stem = block.plain(f"{before} _____ {after}" if after else before)
    answers, _, general = inside.rpartition("####") if "####" in inside else (inside, "", "")
    general = general[marked.end() if (marked := _FORMAT.match(general)) else 0 :].translate(_UNESCAPE)
    answers = answers.strip()
    if not answers:
        told = explained(general)
        intake.essay(place, stem, told.model, told.criteria, Extras(explanation=told.text))
    elif answers.startswith("#"):
        _numbers(block, stem, answers[1:], Extras(explanation=explained(general).text))
    elif order := _ORDER.match(answers + "\n"):
        parts = [(block.plain(line), "") for line in answers[order.end() :].splitlines() if line.strip()]
        intake.ordering(place, stem, parts, Extras(explanation=explained(general).text))
    elif "~" not in answers and "=" in answers and "->" in answers:
        _matches(block, stem, answers, general)
    else:
        _texts(block, stem, answers, Extras(explanation=explained(general).text))


def _entries(text: str, marks: str) -> Iterator[tuple[str, str]]:
    """Each answer with the mark before it; what stands before the first mark has none."""
    pieces = re.split(f"([{marks}])", text)
    if pieces[0].strip():
        yield "", pieces[0]
    yield from zip(pieces[1::2], pieces[2::2], strict=True)


def _answer(block: _Block, mark: str, text: str) -> Given:
    weight = _WEIGHT.match(text)
    share = float(weight[1]) / 100 if weight else float(mark != "~")
    answer, _, feedback = text[weight.end() if weight else 0 :].partition("#")
    return Given(block.plain(answer), share, block.plain(feedback))


def _texts(block: _Block, stem: str, answers: str, extras: Extras) -> None:
    """What is chosen, typed, or true or false."""
    head, *told = answers.split("#")
    if (truth := _TRUTH.get(head.strip().upper())) is not None:
        wrong, right, *_ = (*map(block.plain, told), "", "")
        waar = Given("Waar", float(truth), right if truth else wrong)
        niet = Given("Niet waar", float(not truth), wrong if truth else right)
        extras.fixed = True
        block.intake.choice(block.place, stem, [waar, niet], extras, several=False)
    elif "~" in answers:
        found = [_answer(block, mark or "~", text) for mark, text in _entries(answers, "~=")]
        block.intake.choice(block.place, stem, found, extras, several="=" not in answers)
    else:
        found = [_answer(block, "=", text) for _, text in _entries(answers, "=")]
        if any("*" in one.text for one in found):
            block.intake.lose(block.place, "jokerteken * als gewoon teken gelezen")
        block.intake.short(block.place, stem, found, extras)


def _matches(block: _Block, stem: str, answers: str, general: str) -> None:
    sides = [text.partition("->") for _, text in _entries(answers, "=")]
    pairs = [(block.plain(left), block.plain(right.partition("#")[0])) for left, arrow, right in sides if arrow]
    if [left for left, _ in pairs] == [str(number) for number in range(1, len(pairs) + 1)]:  # how we write an order
        told = explained(general, [right for _, right in pairs])
        parts = [(right, told.about.get(right, "")) for _, right in pairs]
        block.intake.ordering(block.place, stem, parts, Extras(explanation=told.text))
        return
    told = explained(general, [f"{left} → {right}" for left, right in pairs])
    joined = [(left, right, told.about.get(f"{left} → {right}", "")) for left, right in pairs if left]
    wrong = [Given(right, 0) for left, right in pairs if not left]
    block.intake.matching(block.place, stem, joined, wrong, Extras(explanation=told.text))


def _numbers(block: _Block, stem: str, answers: str, extras: Extras) -> None:
    found = []
    answers = answers.partition("~")[0]  # what follows is feedback on any other number
    for _, text in _entries(answers, "="):
        answer = _answer(block, "=", text)
        if (read := _range(answer.text)) is None:
            block.intake.leave(block.place, f"‘{answer.text[:40]}’ lees ik niet als getal")
            return
        found.append((*read, answer))
    block.intake.number(block.place, stem, found, extras)


def _range(text: str) -> tuple[float, float] | None:
    """Value and tolerance of `12`, `12:0.5` or `11.5..12.5`."""
    if ".." in text:
        low, high = map(as_float, text.split("..", 1))
        return None if low is None or high is None else ((low + high) / 2, abs(high - low) / 2)
    value, tolerance = (as_float(part or "0") for part in (f"{text}:".split(":", 2))[:2])
    return None if value is None or tolerance is None else (value, abs(tolerance))


# --- reading Aiken -------------------------------------------------------------------------------

_OPTION = re.compile(r"\s*([A-Z])[.)]\s*(.*)")
_ANSWER = re.compile(r"\s*(?:ANSWER|ANTWOORD):\s*([A-Za-z])\s*", re.IGNORECASE)


def read_aiken(data: bytes) -> Intake:
    """The questions in an Aiken file. Raises BadParcel for one that is too large."""
    text, remark = decoded(data)
    intake = Intake("Aiken-bestand", remarks=[remark] if remark else [])
    stem: list[str] = []
    options: list[str] = []
    first = 1
    for number, line in enumerate(text.splitlines(), 1):
        if answer := _ANSWER.fullmatch(line):
            place = Origin(first)
            key = ord(answer[1].upper()) - ord("A")
            if key >= len(options):
                intake.leave(place, f"antwoord {answer[1].upper()} staat er niet bij")
            else:
                answers = [Given(option, float(at == key)) for at, option in enumerate(options)]
                intake.choice(place, clean(" ".join(stem)), answers, Extras(), several=False)
            stem, options = [], []
        elif (option := _OPTION.fullmatch(line)) and stem and ord(option[1]) - ord("A") == len(options):
            options.append(clean(option[2]))
        elif line.strip():
            if options:
                intake.leave(Origin(first), "de regel met ANSWER ontbreekt")
                stem, options = [], []
            if not stem:
                first = number
            stem.append(line)
    if stem or options:
        intake.leave(Origin(first), "de regel met ANSWER ontbreekt")
    return intake
