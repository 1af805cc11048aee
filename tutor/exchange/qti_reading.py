"""Reading QTI: a question with one interaction and fixed answers, of 2.0, 2.1, 2.2 or 3.0."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from tutor.exchange.intake import Extras, Given, Intake, Origin, explained
from tutor.exchange.qti import HAIR
from tutor.exchange.reading import MARKUP, PICTURE, BadParcel, as_float, clean, parse_xml, unzipped

_INTERACTIONS = ("choice", "order", "match", "textEntry", "extendedText")


def read(data: bytes) -> Intake:
    """The plain questions in a package or in one file. Raises BadParcel."""
    intake = Intake("QTI")
    if data.startswith(b"PK"):
        files = {name: content for name, content in unzipped(data).items() if name.endswith(".xml")}
    else:
        files = {"": data}
    for name, content in files.items():
        root, lines = parse_xml(content)
        if root.tag == "questestinterop":
            raise BadParcel("Dit is QTI 1.2, de oude vorm. Exporteer als QTI 2.1 of 3.0, of als Moodle-XML of csv.")
        _as_version_2(root)
        if root.tag == "assessmentItem":
            was = clean(root.get("identifier") or root.get("title") or name)[:80]
            _ReadItem(root, Origin(lines[root], was), intake).take()
    if not intake.taken and not intake.left:
        raise BadParcel("In dit bestand zitten geen vragen in QTI (assessmentItem).")
    return intake


def _as_version_2(root: Element) -> None:
    """Give elements and attributes of 3.0 the names of 2.1."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("qti-"):
            element.tag = _camel(element.tag.removeprefix("qti-"))
            renamed = {_camel(name): value for name, value in element.attrib.items()}
            element.attrib.clear()
            element.attrib.update(renamed)


def _camel(name: str) -> str:
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name)


class _ReadItem:
    """One question of a file."""

    def __init__(self, root: Element, place: Origin, intake: Intake) -> None:
        self.root, self.place, self.intake = root, place, intake
        self.told = {one.get("identifier", ""): self.lines(one) for one in root.findall("modalFeedback")}

    def text(self, element: Element | None) -> str:
        """All text in an element on one line."""
        if element is None:
            return ""
        for child in element.iter():
            if child.tag in ("img", "object", "video", "audio", "svg"):
                self.intake.lose(self.place, PICTURE)
            elif child.tag in ("math", "table"):
                self.intake.lose(self.place, MARKUP)
        return clean(" ".join(element.itertext()))

    @staticmethod
    def lines(element: Element) -> str:
        """The paragraphs of an element as lines, or all of its text when it has none."""
        found = [clean("".join(one.itertext())) for one in element.iter("p")]
        return "\n".join(found) or clean(" ".join(element.itertext()))

    def feedback(self, identifier: str) -> str:
        """What is said of an option, on one line."""
        return clean(self.told.get(identifier, ""))

    def take(self) -> None:
        """Add the question to the intake, or the reason why not."""
        body, root = self.root.find("itemBody"), self.root
        found = [] if body is None else [one for one in body.iter() if str(one.tag).endswith("Interaction")]
        kind = str(found[0].tag).removesuffix("Interaction") if found else ""
        if root.find("templateDeclaration") is not None or root.get("adaptive") == "true":
            self.intake.leave(self.place, "de vraag verandert per keer (template of adaptief)")
        elif len(found) != 1 or body is None:
            many = "er staan meer vragen in één item" if found else "er is niets te kiezen of te typen"
            self.intake.leave(self.place, many)
        elif kind not in _INTERACTIONS:
            self.intake.leave(self.place, f"‘{clean(kind)[:30]}’ kent Raadstutor niet")
        else:
            getattr(self, kind)(found[0], self.stem(body, found[0]))

    def stem(self, body: Element, interaction: Element) -> str:
        """The text around the interaction, and its prompt."""
        prompt = self.text(interaction.find("prompt"))
        rubrics = [self.lines(one) for one in body.iter("rubricBlock")]
        interaction.tail = f" {interaction.tail or ''}"
        kept = list(interaction)
        for child in kept:
            interaction.remove(child)
        outside = self.text(body)
        interaction.extend(kept)
        for rubric in rubrics:
            outside = outside.replace(clean(rubric), "").strip()
        return f"{outside} {prompt}".strip()

    @property
    def response(self) -> Element | None:
        """The declaration of the response."""
        return self.root.find("responseDeclaration")

    def right(self) -> list[str]:
        """Right values; where none are declared, those that give points."""
        declared = [clean(one.text or "") for one in self.root.iterfind("responseDeclaration/correctResponse/value")]
        return declared or [key for key, points in self.points().items() if points > 0]

    def points(self) -> Mapping[str, float]:
        """Points by what is answered."""
        entries = self.root.iterfind("responseDeclaration/mapping/mapEntry")
        return {clean(one.get("mapKey", "")): as_float(one.get("mappedValue", "")) or 0 for one in entries}

    def extras(self, labels: Sequence[str] = ()) -> tuple[Extras, Mapping[str, str]]:
        """Explanation, and what it says of these labels."""
        told = explained(self.told.get("always", ""), labels)
        return Extras(explanation=told.text), told.about

    def choice(self, interaction: Element, stem: str) -> None:
        """`choiceInteraction`: one or several of the options are right."""
        right = self.right()
        answers = [
            Given(self.text(one), float(one.get("identifier") in right), self.feedback(one.get("identifier", "")))
            for one in interaction.iter("simpleChoice")
        ]
        extras, _ = self.extras()
        extras.fixed = interaction.get("shuffle") != "true"
        several = self.response is not None and self.response.get("cardinality") == "multiple"
        self.intake.choice(self.place, stem, answers, extras, several=several)

    def order(self, interaction: Element, stem: str) -> None:
        """`orderInteraction`: texts to be put in an order."""
        texts = {one.get("identifier", ""): self.text(one) for one in interaction.iter("simpleChoice")}
        parts = [texts[name] for name in self.right() if name in texts]
        extras, about = self.extras(parts)
        if len(parts) < len(texts):
            self.intake.leave(self.place, "de goede volgorde staat er niet bij")
        else:
            self.intake.ordering(self.place, stem, [(part, about.get(part, "")) for part in parts], extras)

    def match(self, interaction: Element, stem: str) -> None:
        """`matchInteraction`: pairs, when there are just two rows."""
        sides = [list(side.iter("simpleAssociableChoice")) for side in interaction.iter("simpleMatchSet")]
        if len(sides) != 2:
            self.intake.leave(self.place, "er zijn geen twee rijen om te koppelen")
            return
        left, right = ({one.get("identifier", ""): self.text(one) for one in side} for side in sides)
        joined = [value.split() for value in self.right()]
        pairs = [
            (left[pair[0]], right[pair[1]])
            for pair in joined
            if len(pair) == 2 and pair[0] in left and pair[1] in right
        ]
        extras, about = self.extras([f"{one} → {other}" for one, other in pairs])
        if len(pairs) < len(left) or len(pairs) > len(left):
            self.intake.leave(self.place, "niet elke linkerkant heeft precies één rechterkant")
            return
        told = [(one, other, about.get(f"{one} → {other}", "")) for one, other in pairs]
        wrong = [Given(text, 0) for text in right.values() if text not in {other for _, other in pairs}]
        self.intake.matching(self.place, stem, told, wrong, extras)

    def textEntry(self, interaction: Element, stem: str) -> None:
        """A word or a number to type."""
        extras, _ = self.extras()
        right = self.right()
        typed = self.response.get("baseType") if self.response is not None else ""
        if typed in ("float", "integer"):
            self._number(right, stem, extras)
            return
        answers = [Given(text, 1, self.feedback("o0")) for text in dict.fromkeys((*right, *self.points()))]
        wrong = [Given(text, 0, self.feedback(name)) for name, text in self._compared("stringMatch") if name != "o0"]
        self.intake.short(self.place, stem, [*answers, *wrong], extras)

    def _compared(self, test: str) -> list[tuple[str, str]]:
        """Which outcome belongs to which typed value, where a condition says so."""
        found = []
        for condition in self.root.iter("responseIf"):
            value = condition.findtext(f"{test}/baseValue")
            named = condition.findall("setOutcomeValue/baseValue")
            if value is not None and named:
                found.append((named[-1].text or "", clean(value)))
        return found

    def _number(self, right: Sequence[str], stem: str, extras: Extras) -> None:
        equal = self.root.find(".//equal")
        margin = (equal.get("tolerance") or "0").split()[:1] if equal is not None else []
        tolerance = as_float(margin[0]) if margin else 0
        value = as_float(right[0]) if right else None
        if value is None:
            self.intake.leave(self.place, "er is geen goed getal bij")
            return
        within = round(abs(tolerance or 0) - HAIR, 9) if (tolerance or 0) > HAIR else 0.0
        wrong = [
            (number, 0.0, Given(text, 0, self.feedback(name)))
            for name, text in self._compared("equal")
            if name != "o0" and (number := as_float(text)) is not None
        ]
        best = (value, within, Given(right[0], 1, self.feedback("o0")))
        self.intake.number(self.place, stem, [best, *wrong], extras)

    def extendedText(self, interaction: Element, stem: str) -> None:
        """`extendedTextInteraction`: free text, with the rubric as the model answer."""
        body = self.root.find("itemBody")
        rubrics = [] if body is None else [self.lines(one) for one in body.iter("rubricBlock")]
        model = explained("\n".join(rubrics))
        extras, _ = self.extras()
        self.intake.essay(self.place, stem, model.model or model.text, model.criteria, extras)
