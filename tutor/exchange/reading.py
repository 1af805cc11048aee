"""Reading text, HTML and XML of other programs: within limits, and nothing in them is ever carried out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from xml.etree.ElementTree import Element, TreeBuilder

from tutor.content.characters import forbidden
from tutor.exchange.archive import MAX_BYTES, too_big
from tutor.exchange.foreign import BadParcel, as_utf8

MAX_ELEMENTS = 400_000
MAX_DEPTH = 200
PICTURE, MARKUP = "plaatje weggelaten", "formule of opmaak weggelaten"
DOCTYPE = "Dit bestand bepaalt eigen XML-onderdelen (DOCTYPE). Dat lees ik niet."


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and a Dutch remark when its encoding had to be guessed. Raises BadParcel for too much."""
    if len(data) > MAX_BYTES:
        raise BadParcel(too_big(len(data), "Dit bestand is"))
    try:
        return as_utf8(data).decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        guess = data.decode("cp1252", errors="replace")
        return guess, "Het bestand is niet in UTF-8; ik las het als Windows-1252. Kijk letters als é en ë na."


def clean(text: str) -> str:
    """A text on one line, without what nobody can see."""
    for sign in {match[0] for match in forbidden(text)}:
        text = text.replace(sign, "" if sign not in "\r\x0b\x0c\u2028\u2029\x85" else " ")
    return _SPACES.sub(" ", text).strip()


_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Not the space that keeps an amount on one line."""


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_BREAKS = frozenset(("p", "br", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "ul", "ol", "table", "pre"))
_SILENT = frozenset(("script", "style"))
_PICTURES = frozenset(("img", "audio", "video", "object", "svg", "embed", "iframe"))
_MARKUP = frozenset(("table", "math", "sub", "sup"))


def from_html(text: str) -> tuple[str, Iterable[str]]:
    """The text of HTML on one line, and what was lost of it.

    `html.parser` takes a minute for 400 kB of comments that nobody closed; this looks at each character once.
    """
    if "<" not in text and "&" not in text:
        return clean(text), ()
    parts: list[str] = []
    lost: dict[str, None] = {}
    at = seen = 0
    while (start := text.find("<", seen)) >= 0:
        tag, comment = _TAG.match(text, start), text.startswith("<!--", start)
        if not (tag or text.startswith(("<!", "<?"), start)):
            seen = start + 1
            continue
        name = tag[2].lower() if tag else ""
        closing = "-->" if comment else f"</{name}" if name in _SILENT and tag and not tag[1] else ">"
        end = text.find(closing, start)
        if end < 0:
            break
        parts += [text[at:start], " " if name in _BREAKS else ""]
        lost |= dict.fromkeys(what for what, names in ((PICTURE, _PICTURES), (MARKUP, _MARKUP)) if name in names)
        at = seen = end + (0 if closing.startswith("</") else len(closing))
    parts.append(text[at:])
    return clean(unescape("".join(parts))), tuple(lost)


def as_float(text: str) -> float | None:
    """A number within reason; None for anything else."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 10**15 else None


def parse_xml(data: bytes) -> tuple[Element, Mapping[Element, int]]:
    """The document, names without their namespace, and the line of each element.

    Raises BadParcel for what is no XML, defines parts of its own, or is too much.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    builder, lines, depth = TreeBuilder(), dict[Element, int](), 0
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH or len(lines) > MAX_ELEMENTS:
            raise BadParcel("Dit XML-bestand heeft te veel onderdelen. Verdeel het in kleinere bestanden.")
        local = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        lines[builder.start(name.rpartition("}")[2], local)] = parser.CurrentLineNumber

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition("}")[2])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(data, True)
        return builder.close(), lines
    except BadParcel:
        raise
    except ExpatError as bad:
        raise BadParcel(
            f"Dit XML-bestand is afgebroken of klopt niet (regel {bad.lineno}). Maak het opnieuw."
        ) from None
    except (ValueError, LookupError, AssertionError):
        raise BadParcel("Dit XML-bestand is niet te lezen. Maak het opnieuw.") from None


def refuse_doctype(*_: object) -> None:
    """Raises BadParcel: entities can make a small file endless, or name other files."""
    raise BadParcel(DOCTYPE)
