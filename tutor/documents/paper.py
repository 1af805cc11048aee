"""A paper that somebody wrote, as text, as HTML, and for Word and LibreOffice (Office Open XML)."""

from __future__ import annotations

from pathlib import PurePath
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from tutor.content.characters import visible
from tutor.documents.form import SUFFIXES, Form, form_of
from tutor.documents.html import page
from tutor.exchange.reading import zipped
from tutor.tools.tool import PaperPart, WrittenPaper, as_text

FORMS = (Form.DOCX, Form.HTML, Form.TEXT)
ENDS = tuple(SUFFIXES[form][0] for form in FORMS)
"""How the name of such a file ends."""
WRONG_END = f"Kies een naam die eindigt op {', '.join(ENDS[:-1])} of {ENDS[-1]}."
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {"styles": f"{_TYPE}.styles+xml", "numbering": f"{_TYPE}.numbering+xml"}
_DASHES = "1"
"""Number of the list with dashes."""
register_namespace("w", _W)


def encoded(paper: WrittenPaper, form: Form) -> bytes:
    """The bytes of a file; the same for the same paper."""
    match form:
        case Form.DOCX:
            return docx(paper)
        case Form.HTML:
            return html(paper).encode()
    return "\n".join(map(visible, as_text(paper).split("\n"))).encode()


def html(paper: WrittenPaper) -> str:
    """The paper as a page."""
    main = Element("div")
    SubElement(main, "h1").text = visible(paper.title)
    for piece in paper.pieces:
        match piece.part:
            case PaperPart.POINTS | PaperPart.NUMBERED:
                listed = SubElement(main, "ul" if piece.part is PaperPart.POINTS else "ol")
                for line in piece.lines:
                    SubElement(listed, "li").text = visible(line)
            case part:
                for line in piece.lines:
                    SubElement(main, "h2" if part is PaperPart.HEADING else "p").text = visible(line)
    return page(paper.title, "".join(f"{tostring(part, encoding='unicode', method='html')}\n" for part in main))


def docx(paper: WrittenPaper) -> bytes:
    """The paper as Office Open XML: real headings and lists, in Dutch, so that Word and a screen reader know them."""
    body = SubElement(document := _made("document"), _w("body"))
    _paragraph(body, paper.title, "Title")
    restarts = 0
    for piece in paper.pieces:
        restarts += piece.part is PaperPart.NUMBERED
        number = {PaperPart.POINTS: _DASHES, PaperPart.NUMBERED: str(1 + restarts)}.get(piece.part, "")
        for line in piece.lines:
            _paragraph(body, line, "Heading1" if piece.part is PaperPart.HEADING else "", number)
    section = SubElement(body, _w("sectPr"))
    SubElement(section, _w("pgSz"), {_w("w"): "11906", _w("h"): "16838"})
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "1134") | {
        "header": "708",
        "footer": "708",
        "gutter": "0",
    }
    SubElement(section, _w("pgMar"), {_w(side): size for side, size in margins.items()})
    made = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in _PARTS}),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(restarts),
    }
    return zipped({name: tostring(part, "utf-8", xml_declaration=True) for name, part in made.items()})


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


def _made(name: str) -> Element:
    return Element(_w(name))


def _value(parent: Element, name: str, value: str) -> Element:
    return SubElement(parent, _w(name), {_w("val"): value})


def _paragraph(body: Element, text: str, style: str = "", number: str = "") -> None:
    made = SubElement(body, _w("p"))
    how = SubElement(made, _w("pPr"))
    if style:
        _value(how, "pStyle", style)
    if number:
        listed = SubElement(how, _w("numPr"))
        _value(listed, "ilvl", "0")
        _value(listed, "numId", number)
    SubElement(SubElement(made, _w("r")), _w("t"), {"xml:space": "preserve"}).text = visible(text)


def _content_types() -> Element:
    made = Element("Types", {"xmlns": f"{_PACKAGE}/content-types"})
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        SubElement(made, "Default", {"Extension": extension, "ContentType": kind})
    for name, kind in {"document": f"{_TYPE}.document.main+xml", **_PARTS}.items():
        SubElement(made, "Override", {"PartName": f"/word/{name}.xml", "ContentType": kind})
    return made


def _relations(targets: dict[str, str]) -> Element:
    made = Element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"})
    for number, (kind, target) in enumerate(targets.items(), 1):
        SubElement(made, "Relationship", {"Id": f"r{number}", "Type": f"{_OFFICE}/{kind}", "Target": target})
    return made


def _styles() -> Element:
    made = _made("styles")
    defaults = SubElement(made, _w("docDefaults"))
    run = SubElement(SubElement(defaults, _w("rPrDefault")), _w("rPr"))
    SubElement(run, _w("rFonts"), {_w("ascii"): "Calibri", _w("hAnsi"): "Calibri"})
    _value(run, "sz", "22")
    _value(run, "lang", "nl-NL")
    spacing = SubElement(SubElement(defaults, _w("pPrDefault")), _w("pPr"))
    SubElement(spacing, _w("spacing"), {_w("after"): "120", _w("line"): "276", _w("lineRule"): "auto"})
    for name, called, size in (("Normal", "Normal", "22"), ("Title", "Title", "36"), ("Heading1", "heading 1", "26")):
        style = SubElement(made, _w("style"), {_w("type"): "paragraph", _w("styleId"): name})
        _value(style, "name", called)
        if name == "Normal":
            style.set(_w("default"), "1")
            continue
        _value(style, "basedOn", "Normal")
        _value(style, "next", "Normal")
        kept = SubElement(style, _w("pPr"))
        SubElement(kept, _w("keepNext"))
        if name == "Heading1":
            _value(kept, "outlineLvl", "0")
        look = SubElement(style, _w("rPr"))
        SubElement(look, _w("b"))
        _value(look, "sz", size)
    return made


def _numbering(restarts: int) -> Element:
    """Dashes are list 1; each numbered list has one of its own, which begins at 1."""
    made = _made("numbering")
    kinds = [("bullet", "–"), *[("decimal", "%1.")] * restarts]
    for number, (kind, mark) in enumerate(kinds):
        abstract = SubElement(made, _w("abstractNum"), {_w("abstractNumId"): str(number)})
        level = SubElement(abstract, _w("lvl"), {_w("ilvl"): "0"})
        for name, value in (("start", "1"), ("numFmt", kind), ("lvlText", mark), ("lvlJc", "left")):
            _value(level, name, value)
        SubElement(SubElement(level, _w("pPr")), _w("ind"), {_w("left"): "425", _w("hanging"): "425"})
    for number, _ in enumerate(kinds):
        _value(SubElement(made, _w("num"), {_w("numId"): str(number + 1)}), "abstractNumId", str(number))
    return made


def paper_form(name: str) -> Form | None:
    """The form that a name asks for; None when it ends in another way."""
    return form_of(PurePath(name.strip()), FORMS)
