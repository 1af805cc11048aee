"""The forms in which something is written, the names that fit them, and a name to propose."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import PurePath


class Form(StrEnum):
    """What is in a file; the values are those of `--vorm`."""

    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    XML = "xml"
    GIFT = "gift"
    ZIP = "zip"
    APKG = "apkg"
    DOCX = "docx"
    TEXT = "txt"


SUFFIXES = {
    Form.HTML: (".html", ".htm"),
    Form.MARKDOWN: (".md", ".markdown", ".txt"),
    Form.CSV: (".csv",),
    Form.JSON: (".json",),
    Form.XLSX: (".xlsx",),
    Form.XML: (".xml",),
    Form.GIFT: (".gift", ".txt"),
    Form.ZIP: (".zip",),
    Form.APKG: (".apkg",),
    Form.DOCX: (".docx",),
    Form.TEXT: (".txt",),
}
"""How a name may end, the usual ending first: with another one no program opens the file as what it is."""

LONGEST = 40
"""Characters of a name of a person in the name of a file."""


def form_of(path: PurePath, among: Iterable[Form] = Form) -> Form | None:
    """The form that a name asks for, `among` those that there are."""
    suffix = path.suffix.casefold()
    return next((form for form in among if suffix in SUFFIXES[form]), None)


def proposed_name(what: str, whose: str, day: date, form: Form) -> str:
    """A name for a file that tells whose it is and of when, so that two people can put theirs in one folder."""
    plain = unicodedata.normalize("NFC", whose).casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    parts = (what, "-".join(words)[:LONGEST].strip("-"), day.isoformat())
    return "-".join(filter(None, parts)) + SUFFIXES[form][0]
