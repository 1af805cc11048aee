"""Documentation that cannot rot: commands, options, keys, links and every example of the content format."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any, get_args

import click
import msgspec
import pytest

from tests.content.pack import shipped
from tutor import model
from tutor.cli.output import Exit
from tutor.cli.verbs import raadstutor
from tutor.content.files import split, steps_in
from tutor.content.load import load
from tutor.content.package import PackageHead
from tutor.content.plans import LEFT_OUT
from tutor.content.problem_kinds import Location
from tutor.learning import log
from tutor.learning.overview import summarise
from tutor.learning.progress import Progress
from tutor.model.municipality import SLOTS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "inhoud-schrijven.md").read_text(encoding="utf-8")

MANUALS = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
KINDS = re.compile(r"^\*\*(\w+)\*\*(?: en \*\*(\w+)\*\*)?:", re.MULTILINE)
ITEM = """
[[item]]
id = "a"
soort = "{kind}"
doel = "a"
stap = "a"
vraag = "a"
uitleg = "a"
norm = "wet"
bronnen = ["gemeentewet 6"]
moeilijkheid = 1
"""
DILEMMA_OPTION = '\n[[item.optie]]\ntekst = "a"\nfeedback = "a"\n'
REGISTERS = {
    "wet": model.Law,
    "feit": model.Fact,
    "begrip": model.Term,
    "misvatting": model.Misconception,
    "telregel": model.CountingRule,
}
FILES: dict[str, type[model.Content]] = {
    "knoop": model.Casus,
    "artikel": model.Statute,
    "inwoners": model.Municipality,
    "formaat": PackageHead,
}
"""What a file is, by a key that only it has."""


def commands(group: click.Group, path: str = "raadstutor") -> Iterator[tuple[str, click.Command]]:
    yield path, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


@pytest.mark.parametrize(("path", "command"), list(commands(raadstutor)), ids=str)
def test_every_command_and_option_is_in_the_readme(path: str, command: click.Command) -> None:
    rows = [row for row in README.splitlines() if row.startswith((f"| `{path} ", f"| `{path}`"))]
    assert rows
    with click.Context(command) as context:
        for param in command.get_params(context):
            name = max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name
            where = [README] if name in ("--help", "--version") else rows
            assert any(name in text for text in where), name


def test_every_command_in_the_readme_exists() -> None:
    known = dict(commands(raadstutor))
    for line in re.findall(r"^\| `(raadstutor[^`]*)`", README, re.MULTILINE):
        words = [word for word in line.split() if re.fullmatch(r"[a-z-]+", word) and not word.startswith("-")]
        assert " ".join(words) in known
        for option in re.findall(r"--[a-z-]+", line):
            assert option in {name for param in known[" ".join(words)].params for name in param.opts}


def test_figures_in_the_readme_are_those_of_the_content() -> None:
    catalogue = shipped()
    lessons = catalogue.lessons.values()
    cases = sum(len(lesson.cases) for lesson in lessons)
    items = len(catalogue.items) // 100 * 100
    modules = len(catalogue.modules)
    assert f"Er zijn {len(lessons)} lessen en {cases} casussen, met ruim {items} vragen, in {modules} modules" in README
    assert f"Er liggen {len(catalogue.plans)} avonden klaar" in README
    for module in catalogue.modules:
        assert f"| {module.head.title} | {len(module.lessons)} |" in README
    for plan in catalogue.plans:
        minutes = sum(activity.minutes for activity in plan.activities)
        assert f"| {plan.title} | `{plan.id}` | {minutes} |" in README
    for programme in catalogue.programmes:
        assert f"| {programme.title} |" in README


def test_exit_codes_are_in_the_readme() -> None:
    for code in Exit:
        if code is not Exit.PIPE_CLOSED:
            assert re.search(rf"(^\| |[ (]){int(code)}\b", README, re.MULTILINE)


def test_keys_in_the_readme_are_those_of_the_help_page() -> None:
    guide = (ROOT / "tutor" / "tui" / "hulp.md").read_text(encoding="utf-8").splitlines()
    table = README.partition("## Toetsen\n")[2].partition("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ")]
    assert len(rows) > 5
    assert [row for row in rows if row not in guide] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if re.match(r"https?://", target):
            continue
        if re.match(r"(begrip|stap|les|gereedschap):", target):
            assert page.name == "inhoud-schrijven.md"
            continue
        linked = page.parent / path if path else page
        assert linked.is_file(), target
        assert not anchor or anchor in anchors(linked), target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_files_named_in_the_pages_exist() -> None:
    for page in PAGES:
        for path in re.findall(
            r"`((?:tutor|tests|requirements|lessons|quizzes|benchmarks)/[\w./]*|(?:scripts|docs)/[\w./-]*)`",
            page.read_text(encoding="utf-8"),
        ):
            assert (ROOT / path).exists() or path == "tutor/_content/", f"{page.name}: {path}"


def test_every_kind_of_event_is_in_the_page_on_architecture() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [kind for kind in log.KINDS if f"`{kind}`" not in page] == []


def test_every_promise_of_safety_names_a_test() -> None:
    page = (ROOT / "BEVEILIGING.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith("| ")][1:]
    assert len(rows) >= 10
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row)
        assert named, row
        assert all((ROOT / path).is_file() and "def test_" in (ROOT / path).read_text("utf-8") for path in named), row


def test_make_targets_named_in_the_pages_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = re.findall(r"(?:^|`|PYTHON=\S+ )make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= targets


def structs(base: type[model.Content] = model.Content) -> Iterator[type[model.Content]]:
    for kind in base.__subclasses__():
        yield kind
        yield from structs(kind)


@pytest.mark.parametrize("kind", list(structs()), ids=lambda kind: kind.__name__)
def test_every_key_of_the_content_format_is_explained(kind: type[model.Content]) -> None:
    for field in msgspec.structs.fields(kind):
        assert re.search(rf"\b{re.escape(field.encode_name)}\b", MANUALS), field.encode_name


def examples(language: str) -> Iterator[tuple[str, str]]:
    """The examples in the manual, each with what stands before it in its section, heading first."""
    for match in BLOCK.finditer(FORMAT):
        if match[1] == language:
            yield FORMAT[: match.start()].rpartition("\n## ")[2], match[2]


def example_items() -> dict[str, Any]:
    """The items in the manual by kind. A fragment is completed with what all items have."""
    found: dict[str, Any] = {}
    for before, text in examples("toml"):
        if not before.startswith("Een item"):
            continue
        if "[[item]]" in text:
            (item,) = tomllib.loads(text)["item"]
            found[item["soort"]] = item
            continue
        for kind in filter(None, list(KINDS.finditer(before))[-1].groups()):
            (item,) = tomllib.loads(ITEM.format(kind=kind) + text + DILEMMA_OPTION * (kind == "dilemma"))["item"]
            found[kind] = item
    return found


def test_example_items_are_valid() -> None:
    for item in example_items().values():
        msgspec.convert(item, model.Item)


def test_every_kind_of_item_has_an_example() -> None:
    tags = {kind.__struct_config__.tag for kind in get_args(model.Item)}
    assert set(example_items()) == tags - {"meerkeuze"}  # written like keuze


def test_other_examples_are_valid() -> None:
    checked = set()
    for before, text in examples("toml"):
        if before.startswith("Een item"):
            continue
        data = tomllib.loads(text)
        registers = {name for name in REGISTERS.keys() & data.keys() if isinstance(data[name], list)}
        for name in registers:
            checked.add(name)
            for entry in data[name]:
                msgspec.convert(entry, REGISTERS[name])
        if not registers:
            kind = next((kind for key, kind in FILES.items() if key in data), model.ModuleHead)
            checked.add(kind.__name__)
            msgspec.convert(data, kind)
    assert checked == {*REGISTERS, "ModuleHead", *(kind.__name__ for kind in FILES.values())}


def test_every_local_rule_is_in_the_manual() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*\?) \|$", FORMAT.partition("## Jullie gemeente")[2], re.MULTILINE)
    assert dict(rows) == dict(SLOTS)


def test_the_example_lesson_is_valid() -> None:
    ((_, text),) = examples("markdown")
    parts, problems = split(text, "voorbeeld.md")
    assert parts
    assert parts.front is not None
    msgspec.convert(tomllib.loads(parts.front), model.LessonHead)
    steps, faults = steps_in(parts.body, Location("voorbeeld.md", parts.body_line))
    assert [*problems, *faults] == []
    assert [placed.value.anchor for placed in steps] == ["situatie", "organen"]


def test_examples_of_evenings_and_programmes_are_valid() -> None:
    page = (ROOT / "docs" / "avond-maken.md").read_text(encoding="utf-8")
    plan, own, programme, pairs = (tomllib.loads(match[2]) for match in BLOCK.finditer(page) if match[1] == "toml")
    evening = msgspec.convert(plan, model.ClassPlan)
    msgspec.convert(next(one | LEFT_OUT for one in own["item"]) | {"optie": []}, model.Item)
    assert {type(activity) for activity in evening.activities} == set(get_args(model.Activity))
    msgspec.convert(programme, model.Programme)
    msgspec.convert(pairs["paar"], list[model.Lookalikes])


def test_examples_of_evenings_and_programmes_fit_the_content(tmp_path: Path) -> None:
    for folder in ("lessons", "quizzes"):
        copytree(ROOT / folder, tmp_path / folder)
    page = (ROOT / "docs" / "avond-maken.md").read_text(encoding="utf-8")
    plan, own, programme = [match[2] for match in BLOCK.finditer(page) if match[1] == "toml"][:3]
    (tmp_path / "quizzes" / "klas" / "01-integriteitsavond.toml").write_text(f"{plan}\n{own}", encoding="utf-8")
    (tmp_path / "lessons" / "programmas" / "eerste-week.toml").write_text(programme, encoding="utf-8")
    catalogue, problems = load(tmp_path)
    examples = ("01-integriteitsavond.toml", "eerste-week.toml")
    assert [problem for problem in problems if str(problem.path).endswith(examples)] == []
    assert {"integriteitsavond"} <= {plan.id for plan in catalogue.plans}
    assert {"eerste-week"} <= {programme.id for programme in catalogue.programmes}


def test_every_key_of_progress_is_in_the_readme() -> None:
    summary = summarise(Progress(), model.Catalogue(), datetime(2026, 11, 24, tzinfo=UTC))
    scripts = README.partition("### Voor scripts\n")[2].partition("\n## ")[0]
    assert [key for key in summary if f"`{key}`" not in scripts] == []
