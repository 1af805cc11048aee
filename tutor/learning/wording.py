"""Reading what people type: numbers as the Dutch write them, and words with accents, capitals and small slips.

What is not wholly understood is never read as something else: a number with an unknown rest keeps that rest as its
unit, which no question asks for, and a word is only taken for another one when no letter of it can turn the meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import zip_longest

_ARTICLES = {"de", "het", "een"}
_SHORTENED = ((re.compile(r"(?<!\w)['’‘`´]t(?!\w)"), "het"), (re.compile(r"(?<!\w)['’‘`´]n(?!\w)"), "een"))


def _unaccented(text: str) -> str:
    """In lower case and without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def normalise(text: str) -> str:
    """Lower case, without accents, punctuation, a leading article or double spaces."""
    plain = text.casefold()
    for shortened, article in _SHORTENED:
        plain = shortened.sub(article, plain)
    words = re.sub(r"[^\w\s]", " ", _unaccented(plain)).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


# --- words that were nearly right --------------------------------------------------------------

_SHORTEST_SLIP = 4
"""Letters: shorter words are different words as soon as one letter differs."""
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ch", "g"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("qu", "kw"), ("x", "ks"), ("c(?=[eiy])", "s"), ("c", "k"),
        ("ij", "ei"), ("au", "ou"), ("y", "i"), ("d", "t"), ("z", "s"), ("v", "f"), (r"(.)\1", r"\1"),
    )
)  # fmt: skip
"""What sounds the same in Dutch, and is mistaken for each other in writing."""
_ENDING = re.compile(r"(?<=...)(?:en|s|n|e)$")
"""Of a plural, or of an adjective."""


def closest(text: str, known: Iterable[str]) -> str | None:
    """The known text that was probably meant, or None; of several that are as near, the first one.

    Word by word: each is the same, sounds the same, is its plural, or has one letter wrong. One, and not at the
    beginning, because two letters are enough to say the opposite in Dutch: on-, in-, aan- and af-, hoog and laag,
    gever and nemer, minimum and maximum.
    """
    plain = normalise(text)
    near = [(slips, candidate) for candidate in known if (slips := _slips(plain, normalise(candidate))) is not None]
    return min(near, key=lambda found: found[0])[1] if near else None


def _slips(given: str, known: str) -> int | None:
    """How many words of one normalised text have a slip, seen from the other; None when the texts are different."""
    if given.replace(" ", "") == known.replace(" ", "") and len(given) >= _SHORTEST_SLIP:
        return int(given != known)
    pairs = list(zip_longest(given.split(), known.split(), fillvalue=""))
    return sum(given != known for given, known in pairs) if all(_alike(*pair) for pair in pairs) else None


def _alike(given: str, known: str) -> bool:
    """Whether two words are the same word, at most one of them with a slip."""
    if given == known:
        return True
    if min(len(given), len(known)) < _SHORTEST_SLIP or any(c.isdigit() for c in given + known):
        return False
    one, other = _sound(given), _sound(known)
    edits = [edit for edit in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if edit[0] != "equal"]
    wrong = sum(max(end - start, known_end - known_start) for _, start, end, known_start, known_end in edits)
    if wrong == 2 and sorted(one) == sorted(other):  # two letters that changed places
        return True
    return one[:2] == other[:2] and (wrong <= 1 or _ENDING.sub("", one) == _ENDING.sub("", other))


def _sound(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


# --- numbers -----------------------------------------------------------------------------------

_CHARACTERS = str.maketrans(dict.fromkeys("−–—‐‑‒﹣－", "-") | dict.fromkeys("’‘`´", "'"))
_VULGAR = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
_BEFORE = re.compile(r"([+-]?)\s*(?:(€|eur|euro)(?![a-z']))?\s*([+-]?)\s*")
_TOKEN = re.compile(
    r"\s*(?:(?P<figure>(?=[0-9.,¼½¾])"
    r"(?P<whole>[1-9][0-9]{0,2}(?P<gap>[. ])[0-9]{3}(?:(?P=gap)[0-9]{3})*|[0-9]*)"
    r"(?:,(?P<decimals>[0-9]+)|\.(?P<dotted>[0-9]+)|,(?:--?|=))?"
    r"(?: ?(?P<vulgar>[¼½¾]))?(?![0-9.,¼½¾]))"
    r"|(?P<word>[^\W\d_][^\W_]*(?:['/-][^\W_]+)*|[%€]))"
)
_DIGITS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen",
    "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_WORDS: Mapping[str, Decimal] = {
    **{word: Decimal(value) for value, word in enumerate(_DIGITS)},
    **{word: Decimal(10 * value) for value, word in enumerate(_TENS, 2)},
    **{
        f"{digit}en{ten}": Decimal(10 * tens + units)
        for tens, ten in enumerate(_TENS, 2)
        for units, digit in enumerate(_DIGITS[1:10], 1)
    },
    "anderhalf": Decimal("1.5"),
    "anderhalve": Decimal("1.5"),
}
_PARTS = {"half": Decimal("0.5"), "halve": Decimal("0.5"), "kwart": Decimal("0.25"), "driekwart": Decimal("0.75")}
_SCALES = {"honderd": 10**2, "duizend": 10**3, "miljoen": 10**6, "miljard": 10**9}
_SHORT_SCALES = {"k": 10**3, "milj": 10**6, "mln": 10**6, "mio": 10**6, "mld": 10**9, "mrd": 10**9}
_MONEY_SCALES = {"ton": 10**5, "m": 10**6}
"""Of money only: a ton of waste is another thing, and so is a metre."""
_UNITS = {
    "€": "euro", "euro's": "euro", "euros": "euro", "eur": "euro", "%": "procent", "pct": "procent",
    "percent": "procent", "mnd": "maand", "jr": "jaar", "wk": "week", "wkn": "week", "dgn": "dag", "u": "uur",
    "min": "minuut", "sec": "seconde", "km": "kilometer", "pers": "persoon", "st": "stuk", "inw": "inwoner",
    "leden": "lid", "raadsleden": "lid", "raadslid": "lid", "personen": "mens", "persoon": "mens",
}  # fmt: skip


def read_number(text: str, asked: str = "") -> tuple[float, str] | None:
    """Value and unit (as written) of a number such as `1.305,79`, `€ 2,3 mln`, `twaalf leden`; None for anything else.

    A dot before exactly three digits separates thousands, as in Dutch, but never after a zero; before one or two
    digits it is taken for a decimal comma. What follows the number is its unit, whatever it is: see `same_unit`.
    `asked` is the unit that was asked for, which tells whether a ton is money.
    """
    plain = unicodedata.normalize("NFC", text).translate(_CHARACTERS).casefold()
    plain = re.sub(r"(?<=[^\W\d_])\.(?!\w)", "", " ".join(plain.split()).rstrip(".!"))  # mln. and mnd.
    before = _BEFORE.match(plain)
    if before is None or (before[1] and before[3]):
        return None
    tokens = _tokens(plain[before.end() :])
    if tokens is None:
        return None
    words = [token for token in tokens if isinstance(token, str)]
    money = bool(before[2]) or "euro" in (_unit(asked), *map(_unit, words))
    reader = _NumberParser(tokens, {**_SHORT_SCALES, **(_MONEY_SCALES if money else {})})
    value = reader.amount()
    if value is None:
        return None
    unit = " ".join(token if isinstance(token, str) else f"{token:f}" for token in reader.tokens)
    if before[2]:
        unit = "euro" if _unit(unit) == "euro" else f"euro {unit}".strip()
    return float(-value if "-" in (before[1], before[3]) else value), unit


def _tokens(plain: str) -> list[Decimal | str] | None:
    """Figures as values, words without accents; None when something is neither."""
    found: list[Decimal | str] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            return None
        if match["word"]:
            found.extend(_parted(_unaccented(match["word"])))
        elif (value := _figure(match)) is not None:
            found.append(value)
        else:
            return None
        at = match.end()
    return found


def _parted(word: str) -> list[str]:
    """A number word and the scales behind it: `tweehonderdduizend` is `twee honderd duizend`."""
    scales: list[str] = []
    left = word
    while scale := next((scale for scale in _SCALES if left.endswith(scale)), ""):
        scales.insert(0, scale)
        left = left.removesuffix(scale)
    if left and left not in _WORDS:
        return [word]
    return [left, *scales] if left else scales


def _figure(match: re.Match[str]) -> Decimal | None:
    """The value of a figure; None when it can be read in two ways."""
    whole, gap, decimals, dotted, vulgar = match.group("whole", "gap", "decimals", "dotted", "vulgar")
    if dotted and (gap == "." or (len(dotted) > 2 and whole.strip("0"))):
        return None
    if vulgar and (decimals or dotted):
        return None
    if not (whole or decimals or dotted or vulgar):
        return None
    value = Decimal(re.sub(r"[. ]", "", whole) or "0") + (_VULGAR[vulgar] if vulgar else 0)
    return value + (Decimal(f"0.{decimals or dotted}") if decimals or dotted else 0)


class _NumberParser:
    """Takes a number from the beginning of a list of figures and words; what is left is the unit."""

    def __init__(self, tokens: list[Decimal | str], short_scales: Mapping[str, int]) -> None:
        self.tokens = tokens
        self._short_scales = short_scales

    def amount(self) -> Decimal | None:
        """`2,3 miljoen`, and sums that go down, such as `twee miljoen driehonderd duizend`."""
        term = self._term()
        if term is None:
            return None
        total, scale = term
        while self.tokens and scale > 1:
            left = list(self.tokens)
            self._take("en")
            term = self._term()
            if term is None or not scale / 1000 <= term[0] < scale:
                self.tokens = left
                break
            total, scale = total + term[0], term[1]
        return total

    def _term(self) -> tuple[Decimal, int] | None:
        """A number and how often it counts; a scale of itself counts once."""
        number = self._number()
        scale, more = 1, self._scale(1, alone=number is None)
        if number is None and more is None:
            return None
        while more is not None:
            scale, more = scale * more, self._scale(more, alone=False)
        return (Decimal(1) if number is None else number) * scale, scale

    def _number(self) -> Decimal | None:
        if (half := self._part()) is not None:
            return half
        if not self.tokens:
            return None
        token = self.tokens[0]
        value = _WORDS.get(token) if isinstance(token, str) else token
        if value is None:
            return self._glued(str(token))
        self.tokens = self.tokens[1:]
        left = self.tokens
        if self._take("en"):
            if (half := self._part()) is not None:
                return value + half
            self.tokens = left
        return value

    def _glued(self, word: str) -> Decimal | None:
        """A number with a half or a quarter written in one word, such as `tweeeneenhalf`."""
        for part, value in _PARTS.items():
            for joint in ("eneen", "en"):
                if (whole := _WORDS.get(word.removesuffix(joint + part))) is not None:
                    self.tokens = self.tokens[1:]
                    return whole + value
        return None

    def _part(self) -> Decimal | None:
        """`half`, `een kwart`."""
        at = 1 if self.tokens[:1] in (["een"], [Decimal(1)]) else 0
        part = self.tokens[at] if len(self.tokens) > at else None
        if isinstance(part, str) and part in _PARTS:
            self.tokens = self.tokens[at + 1 :]
            return _PARTS[part]
        return None

    def _scale(self, above: int, *, alone: bool) -> int | None:
        """The scale that comes next, if it is larger than the one before it; a short one only behind a number."""
        word = self.tokens[0] if self.tokens else None
        scales = _SCALES if alone else {**_SCALES, **self._short_scales}
        scale = scales.get(word, 0) if isinstance(word, str) else 0
        if scale <= above:
            return None
        self.tokens = self.tokens[1:]
        return scale

    def _take(self, word: str) -> bool:
        if self.tokens[:1] == [word]:
            self.tokens = self.tokens[1:]
            return True
        return False


def read_whole(text: str, most: int = 9_999) -> int | None:
    """A whole number in plain digits, from 0 to `most`; None for anything else."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) else None
    return number if number is not None and number <= most else None


def same_unit(given: str, asked: str) -> bool:
    """Whether a typed unit is the unit asked for; singular and plural are the same, none is fine.

    Of a unit of several words, as in `euro per inwoner`, the beginning is enough.
    """
    given_words, asked_words = _unit(given).split(), _unit(asked).split()
    pairs = zip(given_words, asked_words, strict=False)
    return len(given_words) <= len(asked_words) and all(_singulars(one) & _singulars(other) for one, other in pairs)


def _unit(text: str) -> str:
    plain = _unaccented(text.strip().rstrip("."))
    return _UNITS.get(plain, plain)


def _singulars(word: str) -> frozenset[str]:
    """What a Dutch word could be the plural of, and the word itself: week(en), stem(men), zetel(s), euro('s)."""
    word = _unit(word)
    found = {word, word.removesuffix("'s"), word.removesuffix("s")}
    stem = word.removesuffix("en")
    if stem != word and len(stem) > 1:
        found |= {stem, stem[:-1] + stem[-2] * (stem[-2] in "aeou") + stem[-1]}
        found |= {stem[:-1]} if stem[-1] == stem[-2] else set()
    return frozenset(found)


def show_number(value: float) -> str:
    """A number in Dutch notation: `1.305,79`, `12`."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")
