"""Hostile TOML and Markdown at the limit, one beyond and ten times beyond: each comes to a verdict, and cheaply.

Costs are compared with what ordinary text of the same size costs in the same run. The patterns for Markdown are after
those on which CommonMark parsers have been slow. What is accepted can be shown.
Seen red with: tables that are not counted before parsing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.content.pack import LESSON, TODAY, Pack
from tests.content.test_bounds import TAIL
from tests.figures import Figures
from tests.tui.helpers import SampleWorkspace, opened
from tests.tui.sample import CATALOGUE
from tutor.content import toml
from tutor.content.check import check
from tutor.content.textfile import MAX_TEXT, MAX_TOML, read
from tutor.line.render import plain_lines
from tutor.model import Catalogue

DEARER = 40
"""So many times may a hostile text cost what an ordinary one does; a parser that is quadratic goes far beyond."""
ORDINARY_TOML = (
    '[[item]]\nid = "rollen-01-a"\nsoort = "keuze"\nvraag = "Wie besluit over de begroting?"\nmoeilijkheid = 1\n'
)
ORDINARY_MARKDOWN = "De raad **besluit** over de begroting. Het college voert uit, en legt daarna uit wat er kwam.\n\n"


def filled(unit: str, *, before: str = "", after: str = "", lines: bool = False) -> Callable[[int], str]:
    """A text of about so many bytes made of a unit; `lines`: broken off before a line gets too long."""

    def make(size: int) -> str:
        each = max(1, len(unit.encode()))
        if lines:
            row = unit * max(1, 1_900 // each) + "\n"
            text = row * max(1, (size - len(before) - len(after)) // len(row.encode()))
        else:
            text = unit * max(1, (size - len((before + after).encode())) // each)
        text = before + text + after
        return text + "\n" * max(0, size - len(text.encode()))

    return make


def counted(unit: Callable[[int], str], each: int) -> Callable[[int], str]:
    """A text of about so many bytes in which every unit has a number."""

    def make(size: int) -> str:
        text = "".join(unit(number) for number in range(max(1, size // each)))[:size]
        return text + "\n" * (size - len(text.encode()))

    return make


TOML = {
    "arrays": filled("[", before="a = ", lines=True),
    "arrays closed": filled("[" * 900 + "]" * 900 + "\n", before="a = "),
    "inline tables": filled("{a=", before="a = ", lines=True),
    "many flat arrays": counted(lambda n: f"k{n:05} = [[[[[[[1]]]]]]]\n", 26),
    "key parts": filled("a." * 900 + "a = 1\n"),
    "key parts quoted": filled('"a".' * 400 + '"a" = 1\n'),
    "header parts": filled("[" + "a." * 900 + "a]\n"),
    "eight parts": counted(lambda n: f"a.b.c.d.e.f.g.k{n:05} = 1\n", 25),
    "eight header parts": counted(lambda n: f"[a.b.c.d.e.f.g.k{n:05}]\n", 24),
    "keys below one table": counted(lambda n: f"k{n:06} = 1\n", 12),
    "one table over and over": filled("[a]\n"),
    "tables": counted(lambda n: f"[t{n:06}]\n", 10),
    "lists of tables": filled("[[a]]\nx=1\n"),
    "lists of tables in lists": filled("[[a]]\n[[a.b]]\n[[a.b.c]]\n"),
    "dotted under a header": counted(lambda n: f"[a]\nb.c{n:05}.d = 1\n", 19),
    "same key": filled("a = 1\n"),
    "digits": filled("9" * 1_800, before="a = ", after="\n"),
    "digits with underscores": filled("1_" * 900 + "1\n", before="a = "),
    "hexadecimal": filled("f" * 1_800 + "\n", before="a = 0x"),
    "exponents": counted(lambda n: f"k{n:05} = 1e{n}\n", 14),
    "not a number": counted(lambda n: f"k{n:05} = nan\n", 13),
    "infinity": counted(lambda n: f"k{n:05} = -inf\n", 14),
    "dates": counted(lambda n: f"k{n:05} = 2026-02-30\n", 20),
    "times": counted(lambda n: f"k{n:05} = 99:99:99\n", 18),
    "one string": filled("x", before='a = "', lines=True),
    "one long string": filled("x" * 1_900 + "\n", before='a = """', after='"""'),
    "quotes": filled('"', lines=True),
    "apostrophes": filled("'", lines=True),
    "triple quotes": filled('"""', lines=True),
    "quotes in a string": filled('\\"' * 900 + "\n", before='a = """', after='"""'),
    "escapes": filled("\\u0041" * 300 + "\n", before='a = """', after='"""'),
    "escapes of nothing": filled("\\uD800", before='a = "', lines=True),
    "backslashes": filled("\\", before="a = 1", lines=True),
    "line ends escaped": filled("\\\n", before='a = """', after='"""'),
    "comments": filled("#" * 1_900 + "\n"),
    "equal signs": filled("=", lines=True),
    "commas": filled(",", before="a = [", lines=True),
    "carriage returns": filled("\r", lines=True),
    "control characters": filled("\x00\x1b\x07", lines=True),
    "bidi": filled("\u202e", before='a = "', lines=True),
    "not closed": filled("a = [1,\n"),
}
MARKDOWN = {
    "stars": filled("*"),
    "stars and words": filled("**a "),
    "star a star": filled("*a_ "),
    "open emphasis": filled("_a "),
    "mixed emphasis": filled("*__*_**"),
    "closers": filled("a* "),
    "brackets": filled("["),
    "brackets closed": filled("[", after="]" * 100),
    "link openers": filled("[a]("),
    "links in links": filled("[a](", after=")" * 900),
    "images": filled("!["),
    "images open": filled("![a]("),
    "references": filled("[a]: u\n"),
    "reference titles": filled("[a]: u 'b\n"),
    "numbered references": counted(lambda n: f"[r{n}]: u\n\n[r{n}]\n\n", 22),
    "angle brackets": filled("<"),
    "tags": filled("<b>"),
    "comments": filled("<!--"),
    "processing": filled("<?"),
    "cdata": filled("<![CDATA["),
    "autolinks": filled("<http://a>"),
    "addresses": filled("http://a "),
    "backticks": counted(lambda n: "e" + "`" * (n % 90), 46),
    "backtick runs": filled("`` "),
    "fences": filled("```\n"),
    "tildes": filled("~~~a\n"),
    "code": filled("    a\n"),
    "quotes": filled("> "),
    "deep quotes": filled(">"),
    "quotes per line": counted(lambda n: "> " * (n % 40) + "a\n", 42),
    "lists": filled("- "),
    "deep lists": counted(lambda n: "  " * (n % 60) + "- a\n", 64),
    "numbers": counted(lambda n: f"{n}. a\n", 8),
    "numbers in lists": filled("1. - "),
    "loose lists": filled("- a\n\n"),
    "quotes in lists": filled("> - "),
    "rules": filled("---\n"),
    "setext": filled("a\n-\n"),
    "headings": filled("# a\n"),
    "a wide table": filled("a|", before="", lines=True),
    "a table that fills up": filled("|\n", before="|a" * 63 + "|\n" + "|-" * 63 + "|\n"),
    "many tables": filled("|a|\n|-|\n\n"),
    "tables in quotes": filled("> |\n", before="> a|b\n> -|-\n"),
    "entities": filled("&amp;"),
    "entities of nothing": filled("&#99999999;"),
    "escapes": filled("\\*"),
    "hard breaks": filled("a\\\n"),
    "spaces": filled(" ", after="a"),
    "empty lines": filled("a\n\n"),
    "words": filled("a\n"),
    "one word": filled("a", lines=True),
    "quotation marks": filled("\"'"),
    "combining": filled("a\u0301\u0301\u0301\u0301\u0301"),
    "emoji": filled("👩\u200d👩\u200d👧 "),
}


def cost(work: Callable[[], object]) -> float:
    """Seconds of this process; the best of two."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once(), once())


class Desk:
    """Judges text of files, against what ordinary text costs."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "bestand.toml"
        self.pack = Pack.copy(folder)
        self.ordinary = self.pack.read(LESSON)
        assert self.ordinary.count(TAIL) == 1
        toml_text, step = filled(ORDINARY_TOML)(MAX_TOML), filled(ORDINARY_MARKDOWN)(MAX_TEXT)
        self.cost_of_toml = cost(lambda: self.toml(toml_text))
        self.cost_of_step = cost(lambda: self.step(step))

    def toml(self, text: str) -> set[str]:
        """Codes of what is wrong with a TOML file."""
        self.file.write_bytes(text.encode())
        found, problems = read(self.file, "bestand.toml", MAX_TOML)
        if found is not None:
            _, problems = toml.parse(found, "bestand.toml")
        return {problem.code for problem in problems}

    def step(self, text: str) -> set[str]:
        """Codes of what is wrong with a lesson that has a step with this text; all other content is good."""
        self.pack.write(LESSON, self.ordinary.replace(TAIL, text))
        pack, problems = check(self.pack.root, TODAY)
        return {problem.code for problem in problems if problem.severity.name == "ERROR"} | (
            set() if pack.lessons else {"weg"}
        )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("patronen"))


def with_step(text: str) -> Catalogue:
    """The sample content, in which the first step of the first lesson has this text."""
    module = CATALOGUE.modules[0]
    lesson = module.lessons[0]
    steps = (msgspec.structs.replace(lesson.steps[0], text=text), *lesson.steps[1:])
    changed = replace(module, lessons=(replace(lesson, steps=steps), *module.lessons[1:]))
    return replace(CATALOGUE, modules=(changed, *CATALOGUE.modules[1:]))


def test_there_are_enough_patterns() -> None:
    assert len(TOML) >= 40
    assert len(MARKDOWN) >= 50


def judge_toml(desk: Desk, names: list[str]) -> tuple[int, float]:
    """How many patterns were refused at the limit, and the dearest of all in times ordinary."""
    refused, dearest = 0, 0.0
    for name in names:
        for size in (MAX_TOML, MAX_TOML + 1, 10 * MAX_TOML):
            text = TOML[name](size)
            codes: set[str] = set()
            spent = cost(lambda: codes.update(desk.toml(text)))  # noqa: B023
            dearest = max(dearest, spent / desk.cost_of_toml)
            assert spent < DEARER * desk.cost_of_toml, f"{name} of {size} bytes"
            if len(text.encode()) > MAX_TOML:
                assert codes == {"bestand-te-groot"}, name
            elif size == MAX_TOML:
                refused += bool(codes)
    return refused, dearest


def judge_markdown(desk: Desk, names: list[str]) -> tuple[dict[str, str], float]:
    """The largest text of every pattern that is accepted, and the dearest of all in times ordinary."""
    accepted, dearest = dict[str, str](), 0.0
    for name in names:
        for size in (10 * MAX_TEXT, MAX_TEXT + 1, *(MAX_TEXT >> times for times in range(9))):
            text = MARKDOWN[name](size)
            codes: set[str] = set()
            spent = cost(lambda: codes.update(desk.step(text)))  # noqa: B023
            dearest = max(dearest, spent / desk.cost_of_step)
            assert spent < DEARER * desk.cost_of_step, f"{name} of {size} bytes"
            if len(text.strip().encode()) > MAX_TEXT:
                assert codes, name
            if not codes:
                accepted[name] = text
                break
    return accepted, dearest


async def show(texts: dict[str, str]) -> None:
    """In line mode and in the app, and the app goes on."""
    for name, text in texts.items():
        plain_lines(text)
        async with opened(SampleWorkspace(with_step(text)), size=(40, 12)) as (app, pilot):
            await pilot.press("1")
            await pilot.pause()
            await pilot.press("pagedown", "escape")
            await pilot.pause()
            assert app.is_running, name
            assert not app.failure, name


def test_some_toml_comes_to_a_verdict(desk: Desk) -> None:
    judge_toml(desk, ["arrays closed", "key parts", "eight parts", "quotes"])


async def test_some_markdown_comes_to_a_verdict_and_can_be_shown(desk: Desk) -> None:
    accepted, _ = judge_markdown(desk, ["a table that fills up", "stars and words"])
    await show(accepted)


@pytest.mark.long
@pytest.mark.figures("Hostile TOML at the limit and beyond")
def test_all_toml_comes_to_a_verdict(desk: Desk, figures: Figures) -> None:
    refused, dearest = judge_toml(desk, list(TOML))
    figures(patterns=len(TOML), sizes=3, refused_at_the_limit=refused, dearest=f"{dearest:.1f} times ordinary")


@pytest.mark.long
@pytest.mark.figures("Hostile Markdown at the limit and beyond")
async def test_all_markdown_comes_to_a_verdict_and_can_be_shown(desk: Desk, figures: Figures) -> None:
    accepted, dearest = judge_markdown(desk, list(MARKDOWN))
    figures(patterns=len(MARKDOWN), accepted=len(accepted), dearest=f"{dearest:.1f} times ordinary")
    await show(accepted)
    figures(shown=len(accepted))
