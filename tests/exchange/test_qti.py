"""What 1EdTech asks of a package of QTI 2.1 and 3.0, held to every shipped question.

The first tests hold the rules of its schemas for the words that we use, in a table of our own, so they run everywhere.
The last one runs the schemas themselves where somebody has them: they may not be handed on without a registration.
Seen red with: the outcomes before the response, no `view` on a rubric, `matchMax` left out, feedback in an outcome that
nobody declared, a key that is no option, a resource without its file.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest

from tests.exchange.test_questions import everything
from tests.learning.samples import GAPS, TYPED_GAPS
from tutor.exchange import qti
from tutor.exchange.questions import Outgoing, Program, QuestionForm, written

FORMS = (QuestionForm.QTI21, QuestionForm.QTI30)
_NAME = r"[A-Za-z_][\w.-]*"
_FLOAT = r"-?\d+(\.\d+)?([eE][-+]?\d+)?"
_BOOLEAN = "true|false"
_BASE = "identifier|string|float|directedPair"
_EXPRESSION = "(variable|correct|baseValue|match|member|equal|stringMatch|not|isNull|mapResponse) "
_RULE = "(responseCondition|setOutcomeValue) "
_BLOCK = "(p|rubricBlock|choiceInteraction|orderInteraction|matchInteraction|extendedTextInteraction) "
_PROSE = "(p )*"
RULES: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "assessmentItem": (
        "(responseDeclaration )*(outcomeDeclaration )*(itemBody )?(responseProcessing )?(modalFeedback )*",
        {"identifier": ".+", "title": ".*", "adaptive": _BOOLEAN, "timeDependent": _BOOLEAN},
        {},
    ),
    "responseDeclaration": (
        "(defaultValue )?(correctResponse )?(mapping )?",
        {"identifier": _NAME, "cardinality": "single|multiple|ordered|record"},
        {"baseType": _BASE},
    ),
    "outcomeDeclaration": (
        "(defaultValue )?",
        {"identifier": _NAME, "cardinality": "single|multiple|ordered|record"},
        {"baseType": _BASE},
    ),
    "defaultValue": ("(value )+", {}, {}),
    "correctResponse": ("(value )+", {}, {}),
    "value": ("", {}, {"fieldIdentifier": _NAME, "baseType": _BASE}),
    "mapping": ("(mapEntry )+", {"defaultValue": _FLOAT}, {"lowerBound": _FLOAT, "upperBound": _FLOAT}),
    "mapEntry": ("", {"mapKey": ".+", "mappedValue": _FLOAT}, {"caseSensitive": _BOOLEAN}),
    "itemBody": (f"({_BLOCK})+", {}, {}),
    "rubricBlock": (_PROSE, {"view": "author|candidate|proctor|scorer|testConstructor|tutor"}, {}),
    "p": ("(textEntryInteraction )*", {}, {}),
    "choiceInteraction": (
        "(prompt )?(simpleChoice )+",
        {"responseIdentifier": _NAME, "shuffle": _BOOLEAN, "maxChoices": r"\d+"},
        {},
    ),
    "orderInteraction": ("(prompt )?(simpleChoice )+", {"responseIdentifier": _NAME, "shuffle": _BOOLEAN}, {}),
    "matchInteraction": (
        "(prompt )?(simpleMatchSet ){2}",
        {"responseIdentifier": _NAME, "shuffle": _BOOLEAN, "maxAssociations": r"\d+"},
        {},
    ),
    "simpleMatchSet": ("(simpleAssociableChoice )+", {}, {}),
    "simpleChoice": ("", {"identifier": _NAME}, {"fixed": _BOOLEAN}),
    "simpleAssociableChoice": ("", {"identifier": _NAME, "matchMax": r"\d+"}, {"fixed": _BOOLEAN}),
    "textEntryInteraction": ("", {"responseIdentifier": _NAME}, {"expectedLength": r"\d+"}),
    "extendedTextInteraction": ("(prompt )?", {"responseIdentifier": _NAME}, {"expectedLines": r"\d+"}),
    "responseProcessing": (f"({_RULE})*", {}, {}),
    "responseCondition": ("(responseIf )(responseElseIf )*(responseElse )?", {}, {}),
    "responseIf": (f"{_EXPRESSION}({_RULE})*", {}, {}),
    "setOutcomeValue": (_EXPRESSION, {"identifier": _NAME}, {}),
    "variable": ("", {"identifier": _NAME}, {}),
    "correct": ("", {"identifier": _NAME}, {}),
    "mapResponse": ("", {"identifier": _NAME}, {}),
    "baseValue": ("", {"baseType": _BASE}, {}),
    "not": (_EXPRESSION, {}, {}),
    "isNull": (_EXPRESSION, {}, {}),
    "match": (_EXPRESSION * 2, {}, {}),
    "member": (_EXPRESSION * 2, {}, {}),
    "stringMatch": (_EXPRESSION * 2, {"caseSensitive": _BOOLEAN}, {"substring": _BOOLEAN}),
    "equal": (
        _EXPRESSION * 2,
        {"toleranceMode": "exact|absolute|relative"},
        {"tolerance": f"{_FLOAT}( {_FLOAT})?"},
    ),
    "modalFeedback": (
        _PROSE,
        {"outcomeIdentifier": _NAME, "identifier": _NAME, "showHide": "show|hide"},
        {"title": ".*"},
    ),
}
"""Of each word: its children in order, the attributes that it must have, and others that it may have."""
_TEXT = {"value", "p", "simpleChoice", "simpleAssociableChoice", "baseValue"}
"""Words that may hold text."""
BOUND = {
    "choiceInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "orderInteraction": {("ordered", "identifier")},
    "matchInteraction": {("single", "directedPair"), ("multiple", "directedPair")},
    "textEntryInteraction": {("single", "string"), ("single", "float"), ("single", "integer")},
    "extendedTextInteraction": {("single", "string")},
}
"""What kinds of response an interaction can be bound to."""
PACKAGES = {
    QuestionForm.QTI21: ("QTIv2.1 Package", "1.0.0", "imsqti_item_xmlv2p1"),
    QuestionForm.QTI30: ("QTI Package", "3.0.0", "imsqti_item_xmlv3p0"),
}


@cache
def package(form: QuestionForm, target: Program | None = None) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(qti.write(departing(), form, target))) as files:
        return {name: files.read(name) for name in files.namelist()}


@cache
def departing() -> tuple[Outgoing, ...]:
    """All shipped questions that are no opinion, and two of a kind that no lesson has."""
    some = everything()
    return tuple(written(QuestionForm.QTI21, (*some, *(replace(some[0], item=gaps) for gaps in (GAPS, TYPED_GAPS)))))


def in_words_of_21(element: Element, form: QuestionForm) -> Element:
    """The same tree without namespace, in the names of 2.1. A text of 3.0 stands in a box of its own."""
    found = Element(_plain(element.tag, form))
    found.attrib.update({_camel(name): value for name, value in element.attrib.items()})
    found.text = element.text
    for child in element:
        same = in_words_of_21(child, form)
        found.extend(same if same.tag == "contentBody" else [same])
    return found


def _plain(tag: str, form: QuestionForm) -> str:
    namespace, _, name = tag[1:].partition("}")
    assert namespace == qti.NAMESPACES[form]
    if form is QuestionForm.QTI21 or name in ("p", "div"):
        return name
    assert name.startswith("qti-"), name
    return _camel(name.removeprefix("qti-"))


def _camel(name: str) -> str:
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name)


def faults(root: Element) -> Iterator[str]:
    """What the schema would say of an item."""
    for element in root.iter():
        children, required, optional = RULES[element.tag]
        if not re.fullmatch(children, "".join(f"{child.tag} " for child in element)):
            yield f"{element.tag} holds {[child.tag for child in element]}"
        for name in required.keys() - element.attrib.keys():
            yield f"{element.tag} has no {name}"
        known = required | optional
        for name, value in element.attrib.items():
            if not re.fullmatch(known.get(name, "(?!)"), value):
                yield f"{element.tag} has {name}={value!r}"
        if element.tag not in _TEXT and (element.text or "").strip():
            yield f"{element.tag} holds text"


def broken_bonds(root: Element) -> Iterator[str]:
    """What points to nothing, and interactions bound to a response of another kind."""
    declared = {
        one.get("identifier"): (one.get("cardinality"), one.get("baseType")) for one in root.iter("responseDeclaration")
    }
    outcomes = {one.get("identifier") for one in root.iter("outcomeDeclaration")}
    for kind, wanted in BOUND.items():
        for one in root.iter(kind):
            if declared.get(one.get("responseIdentifier")) not in wanted:
                yield f"{kind} is bound to {declared.get(one.get('responseIdentifier'))}"
    for word, name in (("setOutcomeValue", "identifier"), ("modalFeedback", "outcomeIdentifier")):
        for one in root.iter(word):
            if one.get(name) not in outcomes:
                yield f"{word} names {one.get(name)}"
    choices = [one.get("identifier") for one in root.iter() if one.tag in ("simpleChoice", "simpleAssociableChoice")]
    if len(choices) != len(set(choices)):
        yield "two choices have one name"
    named = [value.text or "" for value in root.iterfind("responseDeclaration/correctResponse/value")]
    named += [entry.get("mapKey") or "" for entry in root.iter("mapEntry")] if choices else []
    if choices and not {part for one in named for part in one.split()} <= set(choices):
        yield f"{named} are not all choices"


@pytest.mark.parametrize("target", [None, Program.CANVAS])
@pytest.mark.parametrize("form", FORMS)
def test_every_item_keeps_to_the_schema(form: QuestionForm, target: Program | None) -> None:
    items = {name: data for name, data in package(form, target).items() if name != "imsmanifest.xml"}
    assert len(items) == len(departing())
    for name, data in items.items():
        root = in_words_of_21(ET.fromstring(data), form)
        assert [*faults(root), *broken_bonds(root)] == [], name


@pytest.mark.parametrize("form", FORMS)
def test_text_of_30_stands_in_its_box(form: QuestionForm) -> None:
    boxes = 0
    for name, data in package(form).items():
        for element in ET.fromstring(data).iter():
            if element.tag.endswith(("modalFeedback", "modal-feedback", "rubricBlock", "rubric-block")):
                boxed = [child.tag.partition("}")[2] for child in element]
                boxes += 1
                if form is QuestionForm.QTI30:
                    assert boxed == ["qti-content-body"], name
                else:
                    assert set(boxed) <= {"p"}, name
    assert boxes > len(everything())


@pytest.mark.parametrize("form", FORMS)
def test_the_manifest_keeps_to_the_schema(form: QuestionForm) -> None:
    schema, version, kind = PACKAGES[form]
    root = ET.fromstring(package(form)["imsmanifest.xml"])
    bare = {one: one.tag.partition("}")[2] for one in root.iter() if isinstance(one.tag, str)}
    assert [bare[one] for one in root] == ["metadata", "organizations", "resources"]
    assert [(bare[one], one.text) for one in root[0]] == [("schema", schema), ("schemaversion", version)]
    assert (len(root[1]), dict(root[1].attrib)) == (0, {})
    names = [one.get("identifier", "") for one in (root, *root[2])]
    assert all(re.fullmatch(_NAME, name) for name in names)
    assert len(names) == len(set(names))
    for one in root[2]:
        assert (bare[one], one.get("type")) == ("resource", kind)
        assert [(bare[file], file.get("href")) for file in one] == [("file", one.get("href"))]


SCHEMAS = "RAADSTUTOR_QTI_XSD"
"""The folder with the schemas of 1EdTech, and beside them what they import."""


@pytest.mark.parametrize(
    ("form", "schema", "files"),
    [
        (QuestionForm.QTI21, "imsqti_v2p1.xsd", "items/"),
        (QuestionForm.QTI21, "qtiv2p1_imscpv1p2_v1p0.xsd", "imsmanifest.xml"),
        (QuestionForm.QTI30, "imsqti_asiv3p0_v1p0.xsd", "items/"),
        (QuestionForm.QTI30, "imsqtiv3p0_imscpv1p2_v1p0.xsd", "imsmanifest.xml"),
    ],
)
def test_by_the_schemas_themselves(form: QuestionForm, schema: str, files: str, tmp_path: Path) -> None:
    folder, lint = os.environ.get(SCHEMAS), shutil.which("xmllint")
    if not folder or not lint:
        pytest.skip(f"xmllint or the schemas of QTI are not here (libxml2-utils, {SCHEMAS})")
    found = next(Path(folder).rglob(schema), None)
    if found is None:
        pytest.skip(f"{schema} is not in {folder}")
    paths = []
    for name, data in package(form).items():
        if name.startswith(files):
            paths.append(tmp_path / Path(name).name)
            paths[-1].write_bytes(data)
    command = [lint, "--nonet", "--noout", "--schema", str(found), *map(str, paths)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stderr[:2000]
