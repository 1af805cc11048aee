"""Items, played: each is answered right and wrong as a learner would in the app and in line mode.

The rules here ask the grader and the reader of lines themselves, so that they cannot have another notion of what is
the same, what is right, or what can be typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tutor.content.lint_context import LintContext
from tutor.content.problem_kinds import Location, error
from tutor.content.source import Placed
from tutor.learning.answers import (
    LETTERS,
    LONGEST,
    Arrange,
    Choose,
    Join,
    Response,
    Write,
    certainty,
    command,
    read,
    shown_order,
)
from tutor.learning.grading import grade, named_key, right_answer
from tutor.learning.wording import normalise, show_number
from tutor.model import KEYS, Dilemma, Gaps, Item, Matching, Multiple, Number, Ordering, Problem, ShortText, Single

DOUBLE_OPTION = error("dubbele-optie", "Geen twee opties, onderdelen, kanten of bekende fouten zijn hetzelfde.")
RIGHT_MISTAKE = error("fout-is-goed", "Een bekende fout wijkt af van het goede antwoord, en is van dezelfde soort.")
WRONG_KEY = error("goed-is-fout", "Het goede antwoord telt als goed, in de app en in de regelmodus.")
UNTYPABLE = error("niet-te-typen", "Elk antwoord kan worden getypt, en is geen opdracht van de regelmodus.")
NEGATIVE_TOLERANCE = error("negatieve-tolerantie", "Een tolerantie is nul of meer.")
THOUSAND = error("punt-als-duizendtal", "Een getal heeft geen punt voor drie cijfers: dat lezen mensen als duizend.")
TELLING_FEEDBACK = error(
    "feedback-verraadt", "Feedback op een fout antwoord noemt het goede antwoord niet.", teaching=True
)

_SEED = 1
_THOUSAND = re.compile(r"=\s*[+-]?\d{1,3}\.\d{3}[ \t]*(?:#|$)", re.MULTILINE)
_SIGNS = re.compile(r"[-−–](?=\d)|%|‰")


def doubles(context: LintContext) -> Iterator[Problem]:
    """What a learner, or the grader, cannot tell apart."""
    for item in context.items:
        match item.value:
            case Single(options=options) | Multiple(options=options) | Dilemma(options=options):
                yield from _doubles(item, ((option.text, ("options", at, "text")) for at, option in enumerate(options)))
            case Ordering(parts=parts):
                yield from _doubles(item, ((part.text, ("parts", at, "text")) for at, part in enumerate(parts)))
            case Matching(pairs=pairs, distractors=distractors):
                yield from _doubles(item, ((pair.left, ("pairs", at, "left")) for at, pair in enumerate(pairs)))
                first = {pair.right: at for at, pair in reversed(list(enumerate(pairs)))}
                rights: list[tuple[str, tuple[str | int, ...]]] = [
                    (right, ("pairs", at, "right")) for right, at in sorted(first.items(), key=lambda one: one[1])
                ]
                others = ((option.text, ("distractors", at, "text")) for at, option in enumerate(distractors))
                yield from _doubles(item, (*rights, *others))
            case Gaps(typed=False):
                words = [(text, ("gaps",)) for text in item.value.rights]
                yield from _doubles(item, words)
            case ShortText(mistakes=mistakes):
                known = enumerate(mistakes)
                yield from _doubles(item, ((str(mistake.value), ("mistakes", at, "value")) for at, mistake in known))
            case Number(mistakes=mistakes):
                seen: list[float] = []
                for at, mistake in enumerate(mistakes):
                    if isinstance(mistake.value, int | float):
                        if any(abs(mistake.value - other) <= max(item.value.tolerance, 0) for other in seen):
                            yield _double(f"{mistake.value:g}", item.at("mistakes", at, "value"))
                        seen.append(mistake.value)


def mistakes(context: LintContext) -> Iterator[Problem]:
    """Known mistakes that are right, or that nobody can type."""
    for item in context.items:
        if not isinstance(item.value, Number | ShortText):
            continue
        wanted, name = ((int, float), "getal") if isinstance(item.value, Number) else (str, "tekst")
        for at, mistake in enumerate(item.value.mistakes):
            typed = mistake.value if isinstance(mistake.value, str) else show_number(mistake.value)
            if not isinstance(mistake.value, wanted):
                yield _mistake(item.at("mistakes", at, "value"), f"Dit is geen {name}.")
            elif any(grade(item.value, response).right for response in _as_typed(item.value, typed)):
                yield _mistake(item.at("mistakes", at, "value"), f"‘{typed}’ telt als goed.")
            elif why := _not_typed(typed):
                yield UNTYPABLE(item.at("mistakes", at, "value"), why, "Kies een ander fout antwoord.")


def keys(context: LintContext) -> Iterator[Problem]:
    """Right answers that are wrong, or that nobody can give."""
    for item in context.items:
        match item.value:
            case Number(tolerance=tolerance) if tolerance < 0:
                message = f"Met tolerantie {tolerance:g} is geen enkel antwoord goed."
                yield NEGATIVE_TOLERANCE(item.at("tolerance"), message, "Haal het minteken weg.")
            case Number(answer=value):
                if not _right(item.value, _as_typed(item.value, show_number(value))):
                    yield _wrong(item.at("answer"), f"‘{show_number(value)}’ telt niet als goed.")
                elif not _right(item.value, _as_typed(item.value, right_answer(item.value))):
                    yield _wrong(item.at("unit"), f"‘{right_answer(item.value)}’ telt niet als goed.")
            case ShortText(answers=answers):
                for at, answer in enumerate(answers):
                    yield from _answer_faults(item, answer, ("answers", at))
            case Gaps(typed=True):
                untypable = list(_gap_faults(item, item.value))
                yield from untypable
                if not untypable and not _right(item.value, _as_typed(item.value, "; ".join(item.value.answers))):
                    yield _wrong(item.at(), "Wie de goede antwoorden typt, krijgt geen goed.")
            case Single() | Multiple() | Ordering() | Matching() | Gaps():
                if not _right(item.value, _chosen(item.value)):
                    yield _wrong(item.at(), "Wie het goede antwoord kiest, krijgt geen goed.")


def thousands(context: LintContext) -> Iterator[Problem]:
    """Numbers with a dot, where a Dutch author may have meant a thousand: TOML reads 1.305 as one and a bit."""
    for item in context.items:
        if not isinstance(item.value, Number):
            continue
        numbers = {("answer",): item.value.answer} | {
            ("mistakes", at, "value"): mistake.value for at, mistake in enumerate(item.value.mistakes)
        }
        for path, value in numbers.items():
            # Looking up a line is dear, so only in a file that has such a number at all.
            if isinstance(value, float) and _THOUSAND.search(item.document.text) and _written_as_float(item, path):
                place = item.at(*path)
                line = item.document.text.splitlines()[place.line - item.document.first_line]
                if _THOUSAND.search(line):
                    message = f"Hier staat {show_number(value)}; wie het typt zoals jij, typt een duizendtal."
                    yield THOUSAND(place, message, "Schrijf een heel getal zonder punt, of meer of minder decimalen.")


def telling_feedback(context: LintContext) -> Iterator[Problem]:
    """Feedback on a first wrong answer that gives the right one away, while the learner may try again."""
    for item in context.items:
        match item.value:
            case Number(mistakes=known) | ShortText(mistakes=known):
                texts = {("mistakes", at, "feedback"): mistake.feedback for at, mistake in enumerate(known)}
            case Single(options=options) | Multiple(options=options):
                texts = {
                    ("options", at, "feedback"): option.feedback for at, option in enumerate(options) if not option.key
                }
            case _:
                continue
        for path, text in texts.items():
            if told := named_key(item.value, text):
                message = f"Deze feedback noemt ‘{told}’, en de leerling mag het nog eens proberen."
                yield TELLING_FEEDBACK(item.at(*path), message, "Zeg wat er niet klopt, en laat het antwoord vinden.")


def _gap_faults(item: Placed[Item], value: Gaps) -> Iterator[Problem]:
    for at, gap in enumerate(value.gaps):
        for answer in gap.answers:
            why = f"In ‘{answer}’ staat een puntkomma." if ";" in answer else _not_typed(answer)
            if why:
                yield UNTYPABLE(item.at("gaps", at, "answers"), why, "Kies een ander antwoord.")


def _answer_faults(item: Placed[Item], answer: str, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if why := _not_typed(answer):
        yield UNTYPABLE(item.at(*path), why, "Kies een ander antwoord, of maak er een keuzevraag van.")
    elif not _right(item.value, _as_typed(item.value, answer)):
        yield _wrong(item.at(*path), f"‘{answer}’ telt niet als goed.")


def _right(item: Item, responses: Iterable[Response]) -> bool:
    """Whether an answer is right whichever face it is given to."""
    return all(grade(item, response).right for response in responses)


def _written_as_float(item: Placed[Item], path: tuple[str | int, ...]) -> bool:
    value: object = item.document.data
    for key in (*item.path, *(KEYS.get(field, field) if isinstance(field, str) else field for field in path)):
        value = value[key]  # type: ignore[index]
    return isinstance(value, float)


def _not_typed(text: str) -> str:
    """Why nobody can type this answer; empty when it can be typed."""
    if not normalise(text):
        return f"In ‘{text}’ staat geen letter of cijfer."
    if len(text) > LONGEST:
        return f"Dit antwoord heeft {len(text)} tekens; {LONGEST} kun je typen."
    if command(text):
        return f"‘{text}’ is in de regelmodus een opdracht."
    line, sure = certainty(text)
    if sure:
        return f"In de regelmodus zegt ‘{sure}’ achter een antwoord hoe zeker iemand is; ‘{line}’ blijft over."
    return "Dit antwoord heeft meer dan één regel." if "\n" in text.strip() else ""


def _as_typed(item: Item, text: str) -> Iterator[Response]:
    """What is typed, as each face gives it on; line mode reads a whole line."""
    yield Write(text.strip())
    response = read(item, _SEED, certainty(text.strip())[0])
    if not isinstance(response, str):
        yield response


def _chosen(item: Single | Multiple | Ordering | Matching | Gaps) -> Iterator[Response]:
    """The right answer as the app gives it, and as line mode reads it from letters."""
    order = shown_order(item, _SEED)
    letter = {index: LETTERS[place] for place, index in enumerate(order)}
    match item:
        case Single(options=options) | Multiple(options=options):
            keys = tuple(index for index, option in enumerate(options) if option.key)
            yield Choose(keys)
            line = " ".join(letter[index] for index in keys)
        case Ordering(parts=parts):
            yield Arrange(tuple(range(len(parts))))
            line = " ".join(letter[index] for index in range(len(parts)))
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            rights = tuple(item.rights.index(pair.right) for pair in pairs)
            yield Join(rights)
            line = " ".join(f"{number}{letter[right]}" for number, right in enumerate(rights, 1))
    response = read(item, _SEED, line)
    if isinstance(response, str):
        yield Choose(())
    else:
        yield response


def _doubles(item: Placed[Item], texts: Iterable[tuple[str, tuple[str | int, ...]]]) -> Iterator[Problem]:
    seen: set[tuple[str, ...]] = set()
    for text, path in texts:
        same = _same(text)
        if same in seen:
            yield _double(text, item.at(*path))
        seen.add(same)


def _same(text: str) -> tuple[str, ...]:
    """What is equal for texts that are the same to the grader, and to the eye: signs such as € and minus count too."""
    symbols = (c for c in text if unicodedata.category(c) in ("Sc", "Sm"))
    return (normalise(text) or " ".join(text.split()), *_SIGNS.findall(text), *symbols)


def _double(text: str, place: Location) -> Problem:
    message = f"‘{text[:60]}’ staat er al; hoofdletters, accenten, lidwoorden en leestekens tellen niet mee."
    return DOUBLE_OPTION(place, message, "Maak de teksten verschillend.")


def _mistake(place: Location, message: str) -> Problem:
    return RIGHT_MISTAKE(place, message, "Kies een ander fout antwoord.")


def _wrong(place: Location, message: str) -> Problem:
    return WRONG_KEY(place, message, "Vergelijk het antwoord met wat de handleiding bij deze soort zegt.")
