"""Who is learning: names that can be told apart, profiles that bear the same one, and profiles of one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.learning.events import OfTwo, ProfileJoined, ProfileParted
from tutor.learning.log import Draft, Event
from tutor.learning.route import Role
from tutor.system import Refusal

if TYPE_CHECKING:
    from tutor.learning.progress import Progress

MAX_NAME = 60
"""Characters."""
SIGN = "#"
"""Between a name and the mark that tells which of several profiles with that name is meant."""
SHORTEST_MARK = 4
"""Hexadecimal digits."""

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What shows as nothing, though Python calls some of it printable: default ignorable characters, and blanks."""
_HEAP = 4
"""Marks above or below one letter; no language needs more."""
_ALIKE = {"LATIN", "CYRILLIC", "GREEK"}
"""Scripts whose letters can pass for each other's."""
_LATIN_FOR = str.maketrans("абвгеёзікмнорѕтухјһԁԛԝαβεζηικμνορτυχ", "abbreeзikmhopstyxjhdqwabezhikmnoptyx")
"""Letters in their smallest form, and the Latin ones that they pass for, in capitals or small ones."""

_LOOKS_LIKE = str.maketrans("ılɩɑɡ" + "ʼ’‘`´" + "−–—‐‒", "iiiag" + "'" * 5 + "-" * 5)
"""Signs that pass for each other within one alphabet, once capitals are gone: a small l looks like a capital I."""
_DOT_ABOVE = re.compile("(?<=i)\u0307")


class NotOneProfile(Refusal):
    """Nobody has that name, or several have; the message says who there are."""

    code = 2


class Profile(Struct, frozen=True):
    """Somebody who learns here; the name is no identity, the id is."""

    id: str
    name: str
    created: datetime
    """UTC, aware."""
    device: str = ""
    """On which computer it was made; empty when that was lost."""
    mark: str = ""
    """The end of the id, if others have the same name; else empty."""
    answers: int | None = None
    """How many there are; known of those whose name is not enough."""
    logs: tuple[str, ...] = ()
    """The ids of all profiles that are joined in this one, the oldest first; empty if none is."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All logs with what this person did."""
        return self.logs or (self.id,)

    @property
    def label(self) -> str:
        """What somebody can type to mean this profile and no other one: `Samira`, or `Samira#3f9a`."""
        return f"{self.name}{SIGN}{self.mark}" if self.mark else self.name

    @property
    def told(self) -> str:
        """The label, and if there are more of that name what this one is known by."""
        together = f" ({len(self.logs)} profielen samen)" if self.logs else ""
        if self.answers is None:
            return self.label + together
        number = "1 antwoord" if self.answers == 1 else f"{self.answers} antwoorden"
        return f"{self.label}{together} — sinds {full_date(study_day(self.created))}, {number}"


def role(progress: Progress) -> Role:
    """What the learner is, as he or she last said, by itself or at a zelfscan; a raadslid who was never asked."""
    return progress.told_role or Role.COUNCILLOR


def tidy(name: str) -> str:
    """The name as it is stored: each accent in one way, each space one."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def objection(name: str) -> str:
    """Dutch: why nobody can have this name, whether it was typed or came on a stick; empty if somebody can."""
    name = tidy(name)
    if not name:
        return "De naam is leeg. Vul een naam of een schuilnaam in."
    if len(name) > MAX_NAME:
        return f"De naam is te lang: {len(name)} tekens. Gebruik er ten hoogste {MAX_NAME}."
    if not name.isprintable() or _UNSEEN.search(name) or _heaped(name):
        return "In de naam staan tekens die je niet kunt zien. Typ de naam opnieuw."
    if SIGN in name:
        return f"In een naam kan geen {SIGN}: dat teken houdt profielen met dezelfde naam uit elkaar."
    scripts = {_script(letter) for letter in unicodedata.normalize("NFKC", name) if letter.isalpha()} - {""}
    if len(scripts) > 1 and scripts & _ALIKE:
        return "In de naam staan letters van twee alfabetten door elkaar. Typ de naam opnieuw."
    return ""


def _heaped(name: str) -> bool:
    """Whether accents hang on nothing, or too many on one letter."""
    accents = "".join("m" if unicodedata.category(sign).startswith("M") else "x" for sign in name)
    return accents.startswith("m") or "m" * (_HEAP + 1) in accents


def _script(letter: str) -> str:
    """The alphabet of a letter; empty for a modifier, such as an okina."""
    return "" if unicodedata.category(letter) == "Lm" else unicodedata.name(letter, "").partition(" ")[0]


def same(name: str, other: str) -> bool:
    """Whether two names are one to whoever reads or types them."""
    return _key(name) == _key(other)


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKC", tidy(name).replace("´", "'")).casefold()
    return _DOT_ABOVE.sub("", plain.translate(_LATIN_FOR).translate(_LOOKS_LIKE))


def told_apart(profiles: Iterable[Profile]) -> tuple[Profile, ...]:
    """The profiles in the same order, with a mark for those that share a name."""
    profiles = tuple(profiles)
    namesakes: dict[str, list[str]] = {}
    for profile in profiles:
        namesakes.setdefault(_key(profile.name), []).append(profile.id)
    return tuple(replace(profile, mark=_mark(profile.id, namesakes[_key(profile.name)])) for profile in profiles)


def _mark(id_: str, among: list[str]) -> str:
    """The shortest end of an id that none of the others has."""
    ends = [one.replace("-", "") for one in among if one != id_]
    own = id_.replace("-", "")
    if not ends:
        return ""
    fitting = (own[-size:] for size in range(SHORTEST_MARK, len(own) + 1))
    return next((end for end in fitting if not any(other.endswith(end) for other in ends)), own)


def pairs(log: Iterable[Event]) -> dict[frozenset[str], Event]:
    """Who is together with whom, with the event that says so: for each two the last word counts, by id."""
    last: dict[frozenset[str], Event] = {}
    for event in sorted(log, key=lambda event: event.id):
        if isinstance(event.body, OfTwo):
            last[frozenset((event.body.profile, event.body.other))] = event
    return {pair: event for pair, event in last.items() if isinstance(event.body, ProfileJoined) and len(pair) == 2}


def joined(profiles: Iterable[Profile], log: Iterable[Event]) -> tuple[Profile, ...]:
    """People: the profiles, those that are together as one, which bears the name that was said last."""
    known = {profile.id: profile for profile in profiles}
    parents: dict[str, str] = {}

    def root(id_: str) -> str:
        while (parent := parents.get(id_, id_)) != id_:
            parents[id_] = parents.get(parent, parent)
            id_ = parent
        return id_

    live = sorted(pairs(log).items(), key=lambda item: item[1].id)
    for pair, _ in live:
        one, other = pair
        parents[root(one)] = root(other)
    chiefs = {root(next(iter(pair))): event.body.profile for pair, event in live if isinstance(event.body, OfTwo)}
    groups: dict[str, list[str]] = {}
    for id_ in known:
        groups.setdefault(root(id_), []).append(id_)
    people = []
    for group, (first, *others) in groups.items():
        chief = known.get(chiefs.get(group, first), known[first])
        people.append(replace(chief, logs=(first, *others), created=known[first].created) if others else known[first])
    return tuple(people)


def join(profile: Profile, other: Profile) -> Draft:
    """What makes two profiles one person, for the log `TOGETHER`; the first gives its name. Raises NotOneProfile."""
    if other.id in profile.ids:
        raise NotOneProfile(f"{profile.label} en {other.label} zijn al één profiel.")
    return Draft(body=ProfileJoined(profile=profile.id, other=other.id))


def part(profile: Profile, log: Iterable[Event]) -> list[Draft]:
    """What makes them profiles of their own again. Raises NotOneProfile when they are."""
    live = [event.body for pair, event in pairs(log).items() if pair & set(profile.ids)]
    if not live:
        raise NotOneProfile(f"{profile.label} is niet samengevoegd met een ander profiel.")
    return [Draft(body=ProfileParted(profile=two.profile, other=two.other)) for two in live if isinstance(two, OfTwo)]


def choose(name: str, among: Iterable[Profile], otherwise: str = "") -> Profile:
    """The one profile that is meant by a name, with or without its mark, however it is typed.

    `otherwise`: Dutch, what to do for who wanted a new profile. Raises NotOneProfile.
    """
    among = tuple(among)
    meant = [profile for profile in among if same(name, profile.name) or same(name, profile.label)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise NotOneProfile(
            f"Er zijn {len(meant)} profielen met de naam {tidy(name)}; kies er een: "
            f"{'; '.join(profile.told for profile in meant)}."
        )
    import difflib  # only who mistypes a name waits for it

    by_key = {_key(profile.label): profile.label for profile in among}
    close = [by_key[key] for key in difflib.get_close_matches(_key(name), by_key, n=3)]
    hint = f"Bedoel je {' of '.join(close)}?" if close else f"Er zijn: {', '.join(by_key.values())}." if by_key else ""
    raise NotOneProfile(" ".join(filter(None, (f"Er is geen profiel met de naam {tidy(name)}.", hint, otherwise))))
