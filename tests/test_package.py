"""What a user installs: the wheel is complete, and works where there is no source tree."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.figures import Figures
from tutor.dates import full_date
from tutor.origin import Route, content_date

ROOT = Path(__file__).parents[1]
BIN = "Scripts" if os.name == "nt" else "bin"
ELSEWHERE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def in_sdist(built: Path) -> set[str]:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        return {member.name.partition("/")[2] for member in archive if member.isfile()}


@pytest.fixture(scope="module")
def in_wheel(built: Path) -> set[str]:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment with the wheel in it. Needs no network.

    The dependencies come from the environment of the tests, by a path file. Path files in there are not read, so the
    editable project does not leak in.
    """
    venv = pytest.importorskip("venv")  # the Python for Windows that comes as a folder has none
    folder = tmp_path_factory.mktemp("elders") / "omgeving"
    venv.create(folder, symlinks=os.name != "nt")
    python = folder / BIN / "python"
    wheel = next(built.glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    packages = next(folder.rglob("site-packages"))
    libraries = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (packages / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    return folder / BIN


def source_files(folder: str, *patterns: str) -> set[str]:
    found = {path for pattern in patterns for path in (ROOT / folder).rglob(pattern) if path.is_file()}
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def test_the_sdist_can_be_built_and_tested(in_sdist: set[str]) -> None:
    wanted = {"pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", ".ci/run"}
    for folder in ("lessons", "quizzes", "tests", "docs", "requirements"):
        wanted |= source_files(folder, "*.md", "*.toml", "*.py", "*.txt")
    assert wanted - in_sdist == set()


def test_the_wheel_has_all_code_and_content_and_nothing_else(in_sdist: set[str], in_wheel: set[str]) -> None:
    code = {name for name in in_sdist if name.startswith("tutor/")}
    content = {f"tutor/_content/{name}" for name in in_sdist if name.startswith(("lessons/", "quizzes/"))}
    assert in_wheel == code | content | {"tutor/_content/shipped.bin"}
    assert {"tutor/__main__.py", "tutor/tui/tutor.tcss", "tutor/_content/lessons/bronnen.toml"} <= in_wheel


def test_the_code_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    script = "import tutor; print(tutor.__file__)"
    command = [str(installed / "python"), "-c", script]
    shown = subprocess.run(command, cwd=tmp_path, env=ELSEWHERE, capture_output=True, text=True, check=True)
    assert Path(shown.stdout.strip()).is_relative_to(installed.parent)


def test_the_wheel_knows_how_it_came_and_of_when_its_content_is(installed: Path) -> None:
    """Seen red with a build that leaves out the date."""
    command = [str(installed / "raadstutor"), "--version"]
    shown = subprocess.run(command, env=ELSEWHERE, capture_output=True, encoding="utf-8", check=True).stdout
    assert f"Gekomen met: {Route.PIP} ({installed.parent})." in shown
    newest = content_date(ROOT)
    assert newest
    assert f"De inhoud is van {full_date(newest)}." in shown


def test_the_first_start_takes_the_lessons_that_the_wheel_read(installed: Path, tmp_path: Path) -> None:
    """Seen red with an empty digest, and with a copy that was made of another lesson."""
    (content,) = installed.parent.rglob("_content")
    lesson = next(content.glob("lessons/rollen/01-*.md"))
    script = "from tutor.cli import root; root.read_content = lambda root: exit('read'); print(*root.catalogue().items)"

    def start() -> str:
        environment = {**ELSEWHERE, "RAADSTUTOR_HOME": str(tmp_path / "thuis")}
        command = [str(installed / "python"), "-c", script]
        shown = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        return shown.stdout or shown.stderr.strip()

    assert "rollen-01" in start()
    whole = lesson.read_bytes()
    try:
        lesson.write_bytes(whole.replace(b"e", b"E", 1))
        assert start() == "read"
    finally:
        lesson.write_bytes(whole)
    assert "rollen-01" in start()


def test_a_whole_quiz_in_the_installed_program(installed: Path, tmp_path: Path) -> None:
    environment = {**ELSEWHERE, "RAADSTUTOR_HOME": str(tmp_path / "thuis"), "PYTHONUTF8": "1"}

    def raadstutor(*args: str, source: str = "") -> str:
        command = [str(installed / "raadstutor"), *args]
        result = subprocess.run(
            command, input=source, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout

    shown = raadstutor("regel", "--profiel", "Samira", "--nieuw", source="quiz rollen-01\nmenu\nstop\n")
    match = re.search(r"Vraag 1 van (\d+)", shown)
    assert match
    items = int(match[1])
    shown = raadstutor("regel", source="quiz rollen-01\n" + "a\nweet niet\ngeen\n" * 2 * items + "stop\n")
    # What went wrong comes back once before the end.
    assert items < shown.count("\nOpgeslagen.\n") < 2 * items
    assert "\nKlaar. " in shown
    (quiz,) = json.loads(raadstutor("voortgang", "--json"))["quizzes"]
    assert quiz["finished_at"]


@pytest.mark.long
@pytest.mark.figures("All fast tests, in the source package")
def test_the_tests_run_in_the_sdist(built: Path, tmp_path: Path, figures: Figures) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "auto", "--dist", "loadgroup"]
    command += ["--deselect", "tests/test_package.py"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    figures(**{outcome: int(number) for number, outcome in re.findall(r"(\d+) (passed|failed|skipped)", result.stdout)})
    assert result.returncode == 0, result.stdout[-3000:]
