"""Hundreds of lessons: copies of those that come with the program, each with ids, a title and a town of its own.

The copies are sound content, with banks, cases and references to each other. Vocabulary is that of the originals.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from random import Random

PER_MODULE = 100
SYLLABLES = (
    "beem",
    "broek",
    "dam",
    "duin",
    "eik",
    "gein",
    "hoorn",
    "kamp",
    "lo",
    "meer",
    "riet",
    "ster",
    "veld",
    "zaan",
)
_TOWN = "Waterveen"
_LESSON = re.compile(r"\b[a-z]+(?:-[a-z]+)*-\d\d\b")
_TITLE = re.compile(r'^titel = "', re.MULTILINE)


def multiply(content: Path, folder: Path, wanted: int) -> Path:
    """A content folder with so many lessons: the given content and copies of it, in modules of a hundred."""
    shutil.copytree(content, folder, ignore=shutil.ignore_patterns("__pycache__"))
    originals = sorted(path.relative_to(content / "lessons") for path in content.glob("lessons/*/[0-9]*.md"))
    places = _places(originals, wanted - len(originals))
    rng = Random(1)
    for number in count(1):
        copies = {original: place for original in originals if (place := next(places, None))}
        if not copies:
            return folder
        town = "".join(rng.choices(SYLLABLES, k=3)).capitalize()
        ids = {_id(original): _id(place) for original, place in copies.items()}
        for original, place in copies.items():
            for source, target in _files(original, place):
                if (content / source).exists():
                    text = _copied((content / source).read_text("utf-8"), ids, town)
                    if source.suffix == ".md":
                        text = _TITLE.sub(f'titel = "{number}. ', text, count=1)
                    _write(folder / target, text)
    raise AssertionError("there are always more numbers")


def _places(originals: list[Path], wanted: int) -> Iterator[Path]:
    """Where the copies go: by turns over the originals, in modules that are made on the way."""
    for number in range(wanted):
        module, lesson = divmod(number, PER_MODULE)
        name = originals[number % len(originals)].name.partition("-")[2]
        yield Path(f"thema{module + 1:03}", f"{lesson + 1:03}-{name}")


def _id(lesson: Path) -> str:
    return f"{lesson.parent}-{lesson.name.partition('-')[0]}"


def _files(original: Path, place: Path) -> Iterator[tuple[Path, Path]]:
    yield Path("lessons", original), Path("lessons", place)
    bank, copied = original.with_suffix(".toml"), place.with_suffix(".toml")
    yield Path("quizzes", bank), Path("quizzes", copied)
    yield Path("quizzes", bank.parent, "casus", bank.name), Path("quizzes", copied.parent, "casus", copied.name)


def _copied(text: str, ids: Mapping[str, str], town: str) -> str:
    """The text with its own ids. References to a lesson that was not copied in this round stay with the original."""
    return _LESSON.sub(lambda match: ids.get(match[0], match[0]), text).replace(_TOWN, town)


def _write(path: Path, text: str) -> None:
    if not path.parent.exists():
        path.parent.mkdir(parents=True)
    head = path.parent / "module.toml"
    if path.suffix == ".md" and not head.exists():
        number = int(path.parent.name.removeprefix("thema"))
        lines = (f'id = "thema{number:03}"', f'titel = "Thema {number}"', f"volgorde = {number + 10}")
        head.write_text("\n".join((*lines, 'tekst = "Een van veel thema’s."', "")), "utf-8")
    path.write_text(text, "utf-8")
