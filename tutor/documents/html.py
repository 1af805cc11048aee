"""Markdown and HTML for documents: nothing in them does anything, and nothing is fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from tutor.content.characters import visible
from tutor.content.markdown import drawing_in, is_drawing
from tutor.learning.drawing import told
from tutor.learning.strokes import Tone, draw
from tutor.model import Municipality
from tutor.model.drawing import Drawing

_MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]#!|<>&~])")
_LEADING = re.compile(r"^([-+=]|\d+(?=[.)]))")
_STYLE = """
body { font: 12pt/1.5 Georgia, serif; color: #000; background: #fff; }
main { max-width: 42em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3 { font-family: Verdana, sans-serif; line-height: 1.2; break-after: avoid; break-inside: avoid; }
table { border-collapse: collapse; margin: 1em 0; break-inside: avoid; }
tr { break-inside: avoid; }
th, td { border: 1px solid #000; padding: .25em .6em; text-align: left; vertical-align: top; }
.panels { display: grid; grid-template-columns: 1fr 1fr; grid-template-rows: 75mm 75mm 50mm 50mm;
  border: 1px dashed #000; }
.panel { border: 1px dashed #000; margin: 0; display: flex; align-items: center; justify-content: center;
  font: bold 64mm/1 Verdana, sans-serif; }
.panel:nth-child(n+5) { font-size: 34mm; grid-column: span 2; }
.stack .card { min-height: 122mm; margin-bottom: 4mm; }
.fold { border-top: 1px dashed #000; font-size: 9pt; padding-top: .4em; }
.flap { border-top: 1px dashed #000; min-height: 35mm; }
.small { font-size: 10pt; margin: .2em 0; }
.asked { border-left: 3px solid #000; padding-left: .8em; margin: .8em 0; break-inside: avoid; font-size: 11pt;
  line-height: 1.25; }
.asked p, .asked ul { margin: .45em 0; }
.asked .small { font-size: 9.5pt; margin: .1em 0; }
.begin { break-inside: avoid; }
.begin h2 { margin: .6em 0 .3em; }
.begin p, .begin ~ p { margin: .4em 0; }
.strip { margin-bottom: 4mm; }
.strip h2, .strip p { margin: .3em 0; }
.wall { border-left: 1px solid #000; padding-left: .8em; }
.answer-line { border-bottom: 1px solid #000; height: 2.2em; white-space: pre; }
.wide { width: 100%; table-layout: fixed; }
.month { height: 52mm; }
.grid { display: grid; grid-template-columns: 1fr 1fr; grid-auto-rows: minmax(126mm, auto); gap: 4mm; }
.card { border: 1px dashed #000; padding: 1em; break-inside: avoid; box-sizing: border-box; position: relative; }
.card::before { content: "✂"; position: absolute; top: 0; right: .3em; }
figure { margin: 1em 0; break-inside: avoid; }
.columns { columns: 2; font-size: 9pt; line-height: 1.25; }
.columns p, .columns ul, .columns ol, .columns table, .columns blockquote { margin: .3em 0; }
.columns ul, .columns ol, .columns blockquote { padding-left: 1.4em; }
.columns h2 { font-size: 10pt; margin: .5em 0 .1em; }
.question { font-weight: bold; }
.law a { color: inherit; }
.options { list-style: none; }
.host { display: flex; align-items: center; gap: 1em; font: 10pt Verdana, sans-serif; margin-bottom: 1em; }
.host img { max-height: 18mm; max-width: 50mm; }
.bar { display: block; fill: #555; margin-top: .2em; }
.line { border-bottom: 1px solid #000; height: 2em; }
@page { size: A4; margin: 12mm; @bottom-left { content: TITLE; font: 8pt Verdana, sans-serif; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Verdana, sans-serif; } }
@media print { .page { break-after: page; } h1:has(+ .page), .host:has(+ h1 + .page) { display: none; }
  main { margin: 0; max-width: none; } }
"""


def escape(text: str) -> str:
    """Text of people as Markdown that shows exactly that text, on one line."""
    plain = _PUNCTUATION.sub(r"\\\1", " ".join(visible(text).split()))
    return _LEADING.sub(lambda mark: f"{mark[0]}\\" if mark[0].isdigit() else f"\\{mark[0]}", plain)


def laws_in_markdown(laws: Iterable[tuple[str, str]]) -> str:
    """Articles with the address of each, as links where there is one; see `tutor.content.statute.linked`."""
    return "; ".join(f"[{escape(text)}]({address})" if address else escape(text) for text, address in laws)


def page(title: str, body: str) -> str:
    """A whole HTML page: Dutch, without script, and without anything from elsewhere."""
    safe = visible(title).replace("&", "&amp;").replace("<", "&lt;")
    style = _STYLE.replace("TITLE", _quoted(title))
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{safe}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


_MAIN, _FOOT, _POLICY = "<main>\n", "@bottom-left { content: ", "default-src 'none'; "


def of_municipality(made: str, host: Municipality | None) -> str:
    """A page of `page` with the name of the municipality at its head and below each sheet, and its coat of arms."""
    if host is None:
        return made
    name = f"Gemeente {host.name}"
    head = Element("header", {"class": "host"})
    if host.emblem:
        SubElement(head, "img", {"src": host.emblem, "alt": ""})
        made = made.replace(_POLICY, f"{_POLICY}img-src data:; ", 1)
    SubElement(head, "span").text = visible(name)
    made = made.replace(_FOOT, f"{_FOOT}{_quoted(f'{name} · ')} ", 1)
    return made.replace(_MAIN, f"{_MAIN}{tostring(head, encoding='unicode', method='html')}\n", 1)


def _quoted(text: str) -> str:
    """A text for a style sheet, in which every sign that could end it is a number."""
    signs = (sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in visible(text))
    return f'"{"".join(signs)}"'


def from_markdown(title: str, text: str) -> str:
    """A whole page of Markdown."""
    return page(title, _MARKDOWN.render(text))


_COLOURS = {Tone.GOOD: "#1b6e3c", Tone.BAD: "#a01c1c", Tone.NOW: "#8a4b00", Tone.MUTED: "#555", Tone.ONE: "#1f4e8c"}
_CELL, _ROW, _PRINTED = 9.6, 20, 72
"""Pixels of a cell, pixels of a line, and cells of a drawing on paper."""


def svg(drawing: Drawing) -> str:
    """A drawing for paper, with its words for who hears the page."""
    rows = draw(drawing, _PRINTED)
    size = f"0 0 {_PRINTED * _CELL:g} {len(rows) * _ROW + 6}"
    picture = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": size, "role": "img", "width": "100%"})
    picture.set("aria-label", visible(" ".join(told(drawing))))
    for number, row in enumerate(rows, 1):
        at = 0
        for text, tone in row:
            look = {"font-weight": "bold"} if tone in (Tone.TITLE, Tone.NOW) else {}
            place = {"x": f"{at * _CELL:g}", "y": str(number * _ROW), "textLength": f"{len(text) * _CELL:g}"}
            style = {
                "font-family": "monospace",
                "font-size": "16",
                "xml:space": "preserve",
                "lengthAdjust": "spacingAndGlyphs",
            }
            if text.strip():
                mark = SubElement(picture, "text", {**place, **style, "fill": _COLOURS.get(tone, "#000"), **look})
                mark.text = visible(text)
            at += len(text)
    return tostring(picture, encoding="unicode")


def _fence(self: object, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
    """A drawing as a picture; any other code as its text."""
    token = tokens[at]
    drawing = drawing_in(token.content) if is_drawing(token) else None
    return f"<figure>{svg(drawing)}</figure>\n" if drawing else f"<pre>{escapeHtml(token.content)}</pre>\n"


_MARKDOWN.add_render_rule("fence", _fence)


def from_tokens(tokens: Sequence[Token]) -> str:
    """The tokens of `tutor.content.markdown` as a part of a page."""
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
