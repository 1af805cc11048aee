"""QTI 2.1 and 3.0 of 1EdTech, for Ans, TAO, Canvas, Blackboard and others: a package with one file for each question.

Everything is written in the words of 2.1; 3.0 says the same in other names. Option feedback hangs on a condition of
its own for each option, in an outcome of its own, because that is what all readers understand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from tutor.exchange.questions import (
    Outgoing,
    Program,
    QuestionForm,
    as_matching,
    asked,
    correct,
    note,
    plain_number,
    with_feedback,
)
from tutor.exchange.reading import zipped
from tutor.model import Gaps, Item, Matching, Multiple, Number, Open, Ordering, Part, ShortText, Single

NAMESPACES = {
    QuestionForm.QTI21: "http://www.imsglobal.org/xsd/imsqti_v2p1",
    QuestionForm.QTI30: "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
_PACKAGES = {
    QuestionForm.QTI21: ("http://www.imsglobal.org/xsd/imscp_v1p1", "QTIv2.1 Package", "imsqti_item_xmlv2p1"),
    QuestionForm.QTI30: (
        "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        "QTI Package",
        "imsqti_item_xmlv3p0",
    ),
}
"""Namespace of the manifest, its schema, and the type of a resource."""
_HTML = {"div", "p"}
HAIR = 1e-9
"""What two readings of one decimal can differ."""


def write(questions: Sequence[Outgoing], form: QuestionForm, target: Program | None = None) -> bytes:
    """The package. For Canvas an ordering item becomes a matching one: it knows no other."""
    files = {"imsmanifest.xml": _manifest(questions, form)}
    for one in questions:
        files[_path(one.item)] = _serialise(_item(one, pairs=target is Program.CANVAS), form)
    return zipped(files)


def _path(item: Item) -> str:
    return f"items/{item.id}.xml"


def _manifest(questions: Sequence[Outgoing], form: QuestionForm) -> bytes:
    namespace, schema, kind = _PACKAGES[form]
    manifest = Element("manifest", {"xmlns": namespace, "identifier": "raadstutor"})
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = schema
    SubElement(metadata, "schemaversion").text = "1.0.0" if form is QuestionForm.QTI21 else "3.0.0"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    for one in questions:
        path = _path(one.item)
        resource = SubElement(resources, "resource", identifier=f"r-{one.item.id}", type=kind, href=path)
        SubElement(resource, "file", href=path)
    for text in dict.fromkeys(f"{' / '.join(one.path)}: {note(one)}" for one in questions):
        manifest.append(ET.Comment(f" {text.replace('--', '–')} "))
    ET.indent(manifest)
    made: bytes = ET.tostring(manifest, encoding="utf-8", xml_declaration=True)
    return made


def _serialise(item: Element, form: QuestionForm) -> bytes:
    item.set("xmlns", NAMESPACES[form])
    if form is QuestionForm.QTI30:
        for block in (*item.iter("modalFeedback"), *item.iter("rubricBlock")):  # 3.0 puts their text in one more box
            lines = list(block)
            for line in lines:
                block.remove(line)
            SubElement(block, "contentBody").extend(lines)
        for element in item.iter():
            if element.tag not in _HTML:
                element.tag = f"qti-{kebab(element.tag)}"
                renamed = {name if name == "xmlns" else kebab(name): value for name, value in element.attrib.items()}
                element.attrib.clear()
                element.attrib.update(renamed)
    made: bytes = ET.tostring(item, encoding="utf-8", xml_declaration=True)
    return made


def kebab(name: str) -> str:
    """The name that 3.0 gives to a word of 2.1."""
    return re.sub(r"[A-Z]", lambda match: f"-{match[0].lower()}", name)


def _item(one: Outgoing, *, pairs: bool) -> Element:
    item = one.item
    root = Element("assessmentItem", identifier=item.id, title=item.id, adaptive="false", timeDependent="false")
    body = Element("itemBody")
    SubElement(body, "p").text = asked(item)
    processing = Element("responseProcessing")
    notes: list[tuple[str, str, str]] = [("GENERAL", "always", one.explained)]
    match item:
        case Single() | Multiple():
            notes = [*_choices(root, body, processing, item), *notes]
        case Ordering(parts=parts) if not pairs:
            _ordering(root, body, processing, item)
            notes = [("GENERAL", "always", f"{with_feedback(parts)}\n{one.explained}")]
        case Ordering():
            _matching(root, body, processing, as_matching(item), ())
        case Matching() | Gaps():
            sides = [(pair.left, pair.right) for pair in item.pairs]
            told = (Part(text=f"{pair.left} → {pair.right}", feedback=pair.feedback) for pair in item.pairs)
            _matching(root, body, processing, sides, [wrong.text for wrong in item.distractors])
            notes = [("GENERAL", "always", f"{with_feedback(told)}\n{one.explained}")]
        case Number():
            notes = [*_number(root, body, processing, item), *notes]
        case ShortText():
            notes = [*_short(root, body, processing, item), *notes]
        case Open():
            _open(root, body, item)
    for outcome, _, _ in notes:
        SubElement(root, "outcomeDeclaration", identifier=outcome, cardinality="single", baseType="identifier")
    _set(processing, "GENERAL", "identifier", "always")
    root.append(body)
    root.append(processing)
    for outcome, identifier, text in notes:
        _feedback(root, outcome, identifier, text)
    return root


def _feedback(root: Element, outcome: str, identifier: str, text: str) -> None:
    modal = SubElement(root, "modalFeedback", outcomeIdentifier=outcome, identifier=identifier, showHide="show")
    for line in text.splitlines():
        SubElement(modal, "p").text = line


def _declare(root: Element, cardinality: str, base: str, values: Sequence[str]) -> Element:
    """The response with its right value, and the score of the question."""
    response = SubElement(root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base)
    if values:
        right = SubElement(response, "correctResponse")
        for value in values:
            SubElement(right, "value").text = value
    score = SubElement(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    SubElement(SubElement(score, "defaultValue"), "value").text = "0"
    top = SubElement(root, "outcomeDeclaration", identifier="MAXSCORE", cardinality="single", baseType="float")
    SubElement(SubElement(top, "defaultValue"), "value").text = "1"
    return response


def _mapping(response: Element, key: str, points: Sequence[tuple[str, float]]) -> None:
    mapping = SubElement(response, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
    for value, score in points:
        attributes = {"mapKey": value, "mappedValue": _share(score)}
        if key == "string":
            attributes["caseSensitive"] = "false"
        SubElement(mapping, "mapEntry", attributes)


def _share(score: float) -> str:
    """With enough digits for three thirds to be one."""
    return f"{score:.15f}".rstrip("0").rstrip(".")


def _set(where: Element, outcome: str, base: str, value: str) -> None:
    SubElement(SubElement(where, "setOutcomeValue", identifier=outcome), "baseValue", baseType=base).text = value


def _if(processing: Element) -> Element:
    return SubElement(SubElement(processing, "responseCondition"), "responseIf")


def _match_correct(processing: Element) -> None:
    condition = _if(processing)
    match = SubElement(condition, "match")
    SubElement(match, "variable", identifier="RESPONSE")
    SubElement(match, "correct", identifier="RESPONSE")
    _set(condition, "SCORE", "float", "1")


def _map_response(processing: Element) -> None:
    condition = _if(processing)
    SubElement(SubElement(SubElement(condition, "not"), "isNull"), "variable", identifier="RESPONSE")
    value = SubElement(condition, "setOutcomeValue", identifier="SCORE")
    SubElement(value, "mapResponse", identifier="RESPONSE")


def _choices(
    root: Element, body: Element, processing: Element, item: Single | Multiple
) -> Iterator[tuple[str, str, str]]:
    single = isinstance(item, Single)
    keys = correct(item)
    names = [f"o{number}" for number in range(1, len(item.options) + 1)]
    right = [name for index, name in enumerate(names) if index in keys]
    response = _declare(root, "single" if single else "multiple", "identifier", right)
    interaction = SubElement(
        body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false" if item.fixed else "true",
        maxChoices="1" if single else "0",
    )
    if single:
        _match_correct(processing)
    else:
        share = 1 / max(len(keys), 1)
        points = [(name, share if index in keys else -share) for index, name in enumerate(names)]
        _mapping(response, "identifier", points)
        _map_response(processing)
    for name, option in zip(names, item.options, strict=True):
        SubElement(interaction, "simpleChoice", identifier=name).text = option.text
        condition = _if(processing)
        test = SubElement(condition, "match" if single else "member")
        given = Element("variable", identifier="RESPONSE")
        wanted = Element("baseValue", baseType="identifier")
        wanted.text = name
        test.extend((given, wanted) if single else (wanted, given))
        _set(condition, f"FEEDBACK-{name}", "identifier", name)
        yield f"FEEDBACK-{name}", name, option.feedback


def _ordering(root: Element, body: Element, processing: Element, item: Ordering) -> None:
    names = [f"o{number}" for number in range(1, len(item.parts) + 1)]
    _declare(root, "ordered", "identifier", names)
    interaction = SubElement(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    for name, part in zip(names, item.parts, strict=True):
        SubElement(interaction, "simpleChoice", identifier=name).text = part.text
    _match_correct(processing)


def _matching(
    root: Element, body: Element, processing: Element, pairs: Sequence[tuple[str, str]], distractors: Sequence[str]
) -> None:
    rights = list(dict.fromkeys((*(right for _, right in pairs), *distractors)))
    values = [f"l{number} r{rights.index(right) + 1}" for number, (_, right) in enumerate(pairs, 1)]
    response = _declare(root, "multiple", "directedPair", values)
    _mapping(response, "directedPair", [(value, 1 / len(pairs)) for value in values])
    interaction = SubElement(
        body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="true", maxAssociations=str(len(pairs))
    )
    for letter, texts, most in (("l", [left for left, _ in pairs], 1), ("r", rights, len(pairs))):
        side = SubElement(interaction, "simpleMatchSet")
        for number, text in enumerate(texts, 1):
            choice = SubElement(side, "simpleAssociableChoice", identifier=f"{letter}{number}", matchMax=str(most))
            choice.text = text
    _map_response(processing)


def _number(root: Element, body: Element, processing: Element, item: Number) -> Iterator[tuple[str, str, str]]:
    _declare(root, "single", "float", [plain_number(item.answer)])
    entry = SubElement(body, "p")
    SubElement(entry, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="12")
    wrong = [(float(mistake.value), mistake.feedback) for mistake in item.mistakes]
    for number, (value, feedback) in enumerate([(item.answer, item.feedback), *wrong]):
        condition = _if(processing)
        equal = SubElement(
            condition,
            "equal",
            toleranceMode="absolute",
            tolerance=f"{_tolerance(item)} {_tolerance(item)}",
        )
        SubElement(equal, "variable", identifier="RESPONSE")
        SubElement(equal, "baseValue", baseType="float").text = plain_number(value)
        if not number:
            _set(condition, "SCORE", "float", "1")
        _set(condition, f"FEEDBACK-o{number}", "identifier", f"o{number}")
        yield f"FEEDBACK-o{number}", f"o{number}", feedback


def _tolerance(item: Number) -> str:
    return plain_number(item.tolerance + HAIR)


def _short(root: Element, body: Element, processing: Element, item: ShortText) -> Iterator[tuple[str, str, str]]:
    response = _declare(root, "single", "string", item.answers[:1])
    _mapping(response, "string", [(answer, 1) for answer in item.answers])
    SubElement(SubElement(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="30")
    _map_response(processing)
    wrong = [((str(mistake.value),), mistake.feedback) for mistake in item.mistakes]
    for number, (texts, feedback) in enumerate([(item.answers, item.feedback), *wrong]):
        for text in texts:
            condition = _if(processing)
            match = SubElement(condition, "stringMatch", caseSensitive="false", substring="false")
            SubElement(match, "variable", identifier="RESPONSE")
            SubElement(match, "baseValue", baseType="string").text = text
            _set(condition, f"FEEDBACK-o{number}", "identifier", f"o{number}")
        yield f"FEEDBACK-o{number}", f"o{number}", feedback


def _open(root: Element, body: Element, item: Open) -> None:
    _declare(root, "single", "string", ())
    rubric = Element("rubricBlock", view="scorer")
    for line in (f"Modelantwoord: {item.model_answer}", *with_feedback(item.criteria).splitlines()):
        SubElement(rubric, "p").text = line
    body.insert(0, rubric)
    SubElement(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLines="8")
