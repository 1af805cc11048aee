"""Reading what people type: numbers in Dutch notation, and words with accents, capitals and small slips."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_ARTICLES = {"de", "het", "een", "'t"}
_NUMBER = re.compile(
    r"^\s*(?P<before>[^\d\s+-]*)\s*(?P<number>[+-]?\d[\d. ]*(?:,\d+)?)\s*(?P<after>[^\d]*?)\s*$",
)
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}([. ]\d{3})+$")
_UNITS = {"€": "euro", "euro's": "euro", "eur": "euro", "%": "procent", "pct": "procent"}
_PLURALS = {
    "lid": "leden",
    "raadslid": "raadsleden",
    "week": "weken",
    "stem": "stemmen",
    "jaar": "jaren",
    "dag": "dagen",
}
_CLOSE_ENOUGH = 0.8
_SHORTEST_SLIP = 4


def normalise(text: str) -> str:
    """Lower case, without accents, punctuation, a leading article or double spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^\w\s]", " ", plain).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def closest(text: str, known: Iterable[str]) -> str | None:
    """The known text that was probably meant, or None. Texts shorter than four letters are not guessed at."""
    plain = normalise(text)
    if len(plain) < _SHORTEST_SLIP:
        return None
    by_plain = {normalise(candidate): candidate for candidate in known}
    found = get_close_matches(plain, by_plain, n=1, cutoff=_CLOSE_ENOUGH)
    return by_plain[found[0]] if found else None


def _unit(text: str) -> str:
    plain = text.strip().rstrip(".").casefold()
    return _UNITS.get(plain) or _PLURALS.get(plain, plain)


def read_number(text: str) -> tuple[float, str] | None:
    """Value and unit of a typed number: `1.305,79`, `€ 50`, `12 leden`, `3.5`; None when it is not a number.

    A dot before exactly three digits separates thousands, as in Dutch; any other dot is taken for a decimal comma.
    """
    match = _NUMBER.match(text.replace("\u00a0", " "))
    if not match:
        return None
    whole, comma, decimals = match["number"].strip().partition(",")
    if _THOUSANDS.match(whole):
        whole = re.sub(r"[. ]", "", whole)
    elif comma and "." in whole:
        return None
    try:
        value = float(whole + ("." + decimals if comma else ""))
    except ValueError:
        return None
    return value, _unit(match["before"]) or _unit(match["after"])


def read_whole(text: str, most: int = 9_999) -> int | None:
    """A whole number in plain digits, from 0 to `most`; None for anything else."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) else None
    return number if number is not None and number <= most else None


def same_unit(given: str, asked: str) -> bool:
    """Whether a typed unit is the unit asked for; singular and plural are the same, none is fine."""
    given, asked = normalise(_unit(given)), normalise(_unit(asked))
    if not given or not asked or given == asked:
        return True
    short, long = sorted((given, asked), key=len)
    return long.startswith(short[:4]) if len(short) >= _SHORTEST_SLIP else long == short


def show_number(value: float) -> str:
    """A number in Dutch notation: `1.305,79`, `12`."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")
