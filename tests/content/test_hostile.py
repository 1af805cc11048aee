"""Whatever stands in the files: loading and checking do not raise, and what loads hangs together."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.pack import FILES, GOOD, LESSON, TODAY, Pack
from tutor.content import markdown
from tutor.content.check import check
from tutor.content.export import export
from tutor.model import Catalogue, Line, Measurement, MoralTalk, Multiple, PeerQuestion, Single, TeamQuiz

FRAGMENTS = st.sampled_from(
    [
        *[
            b"",
            b'"',
            b"'''",
            b'"""',
            b"[[",
            b"]",
            b"{",
            b"=",
            b"\n",
            b"+++\n",
            b"## ",
            b"{#a .kern}",
            b"\x1b[2J",
            b"\xff",
        ],
        *[
            b"[[item]]\n",
            b"id = 1\n",
            b"{feit:x}",
            b"|-|-|\n",
            b"> > > ",
            b"- - - ",
            b"![x](y)",
            b"9" * 20,
            b"nan",
            b"\r",
        ],
    ]
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(FILES),
        st.floats(0, 1),
        st.integers(0, 60),
        FRAGMENTS | st.binary(max_size=8),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


def judged(root: Path) -> Catalogue:
    """The catalogue, after everything that may never go wrong has been tried."""
    pack, problems = check(root, TODAY)
    catalogue = pack.catalogue
    assert list(problems) == sorted(set(problems))
    for problem in problems:
        str(problem).encode()
        assert problem.line >= 1
        assert problem.message.isprintable()
    closed(catalogue)
    json.dumps(export(catalogue), allow_nan=False)
    return catalogue


def closed(catalogue: Catalogue) -> None:
    """Everything that is named exists."""
    for lesson in catalogue.lessons.values():
        bank = {item.id for item in lesson.items}
        goals = {goal.id for goal in lesson.head.goals}
        assert lesson.steps
        assert set(lesson.head.prequestions) <= bank
        assert set(lesson.head.prerequisites) <= set(catalogue.lessons)
        assert {step.check for step in lesson.steps} - {None} <= bank
        assert len({step.anchor for step in lesson.steps}) == len(lesson.steps)
        for step in lesson.steps:
            assert len(markdown.parse(step.text)) < 5000
        for item in lesson.items:
            assert item.goal in goals
            assert lesson.step(item.step) is not None
            if isinstance(item, Single | Multiple):
                assert any(option.key for option in item.options)
        for casus in lesson.cases:
            assert set(casus.goals) <= goals
            for target in (casus.start, *(variation.target for variation in casus.variations)):
                casus.node(target)
            for node in casus.nodes:
                assert bool(node.choices) != bool(node.ending)
                for choice in node.choices:
                    casus.node(choice.target)
    for plan in catalogue.plans:
        for activity in plan.activities:
            match activity:
                case PeerQuestion(item=name) | Line(item=name) | MoralTalk(item=name):
                    assert name in catalogue.items
                case TeamQuiz(items=names) | Measurement(items=names):
                    assert set(names) <= set(catalogue.items)
    for pair in catalogue.lookalikes:
        assert {*pair.left, *pair.right} <= set(catalogue.items)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_a_spoiled_pack_loads_what_is_left(root: Path, edits: list[tuple[str, float, int, bytes]]) -> None:
    shutil.copytree(GOOD, root, dirs_exist_ok=True)
    for file, where, length, new in edits:
        data = (root / file).read_bytes()
        start = int(where * len(data))
        (root / file).write_bytes(data[:start] + new + data[start + length :])
    judged(root)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(FILES),
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
)
def test_any_bytes_in_the_place_of_a_file(root: Path, file: str, data: bytes) -> None:
    shutil.copytree(GOOD, root, dirs_exist_ok=True)
    (root / file).write_bytes(data)
    judged(root)


CHANGES: dict[str, Callable[[str], str]] = {
    "gone": lambda line: "",
    "twice": lambda line: f"{line}\n{line}",
    "other type": lambda line: f"{line.partition('=')[0]}= 7" if "=" in line else line,
    "list": lambda line: f"{line.partition('=')[0]}= [[], {{}}]" if "=" in line else line,
    "deeper": lambda line: line.replace("[[item.", "[[item.x."),
}


STRIDES = [7, pytest.param(1, marks=pytest.mark.long)]
"""One in so many lines, to save time. Each change begins with another line."""


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("head", [True, False])
def test_files_cut_off_at_a_line(head: bool, stride: int, tmp_path: Path) -> None:
    pack = Pack.copy(tmp_path)
    for file in FILES:
        text = pack.read(file)
        lines = text.split("\n")
        for number in range(0, len(lines) + 1, min(stride, 2) if file == LESSON else stride):
            pack.write(file, "\n".join(lines[:number] if head else lines[number:]))
            judged(pack.root)
        pack.write(file, text)


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("change", CHANGES)
def test_lines_changed_one_by_one(change: str, stride: int, tmp_path: Path) -> None:
    pack = Pack.copy(tmp_path)
    for file in FILES:
        text = pack.read(file)
        lines = text.split("\n")
        for number, line in enumerate(lines):
            changed = CHANGES[change](line)
            if changed != line and number % stride == list(CHANGES).index(change) % stride:
                pack.write(file, "\n".join([*lines[:number], changed, *lines[number + 1 :]]))
                judged(pack.root)
        pack.write(file, text)
