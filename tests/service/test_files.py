"""Files that a user asks for, on a real disk: in folders of the test, never anywhere else.

Seen red with: a temporary file that is put over whatever has the name; a rename over the link instead of what it leads
to; the data folder compared as text; no look at the folder for what a killed run left; a pipe opened to wait.
"""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.e2e.laptop import Laptop
from tutor.cli import output
from tutor.cli.output import Exit, save
from tutor.documents.form import Form
from tutor.service import files
from tutor.service.files import AlreadyThere, Standing, Way, look, write
from tutor.system import Refusal

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, pipes and modes of POSIX")
OLD, NEW = b"van een ander", b"<!doctype html>nieuw"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with something in it."""
    folder = tmp_path / "thuis"
    (folder / "back-ups").mkdir(parents=True)
    (folder / "voortgang.db").write_bytes(OLD)
    monkeypatch.setenv("RAADSTUTOR_HOME", str(folder))
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def there(stick: Path) -> Path:
    """A file that somebody has already."""
    path = stick / "verslag.html"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_whole_and_private(stick: Path) -> None:
    assert write(stick / "verslag.html", NEW, Form.HTML) is Way.WHOLE
    assert (stick / "verslag.html").read_bytes() == NEW
    assert os.name != "posix" or mode(stick / "verslag.html") == 0o600
    assert names(stick) == ["verslag.html"]


def test_a_file_that_is_there_stays(there: Path) -> None:
    with pytest.raises(AlreadyThere):
        write(there, NEW, Form.HTML)
    assert there.read_bytes() == OLD
    assert names(there.parent) == [there.name]


@POSIX
@pytest.mark.parametrize("kept", [0o644, 0o640, 0o600])
def test_a_file_that_is_replaced_keeps_its_mode(there: Path, kept: int) -> None:
    there.chmod(kept)
    write(there, NEW, Form.HTML, replace=True)
    assert (there.read_bytes(), mode(there)) == (NEW, kept)


def test_a_file_that_nobody_may_change_stays(there: Path) -> None:
    there.chmod(0o444)
    with pytest.raises(Refusal, match="beveiligd tegen veranderen"):
        write(there, NEW, Form.HTML, replace=True)
    assert there.read_bytes() == OLD


@POSIX
def test_a_link_stays_a_link(there: Path, stick: Path) -> None:
    link = stick / "koppeling.html"
    link.symlink_to(there.name)
    with pytest.raises(AlreadyThere, match=f"een koppeling naar {there}"):
        write(link, NEW, Form.HTML)
    write(link, NEW, Form.HTML, replace=True)
    assert link.is_symlink()
    assert there.read_bytes() == NEW


@POSIX
def test_a_link_to_nowhere_and_a_circle_of_links_are_refused(stick: Path) -> None:
    (stick / "a.html").symlink_to("weg.html")
    (stick / "b.html").symlink_to("b.html")
    for name in ("a.html", "b.html"):
        with pytest.raises(Refusal, match=r"kies een andere naam\.$"):
            write(stick / name, NEW, Form.HTML, replace=True)
    assert names(stick) == ["a.html", "b.html"]


@POSIX
def test_a_pipe_is_written_into(stick: Path) -> None:
    pipe, read = stick / "pijp", list[bytes]()
    os.mkfifo(pipe)
    with pytest.raises(Refusal, match="Er leest niemand uit"):
        write(pipe, NEW, Form.HTML)
    much = NEW * 20_000
    descriptor = os.open(pipe, os.O_RDWR)

    def reading() -> None:
        with os.fdopen(descriptor, "rb") as file:
            read.append(file.read(len(much)))

    reader = Thread(target=reading)
    reader.start()
    assert write(pipe, much, Form.HTML) is Way.THROUGH
    reader.join(10)
    assert read == [much]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@POSIX
def test_a_socket_is_left_alone(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(stick)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("s.html")
        with pytest.raises(Refusal, match="geen gewoon bestand"):
            write(Path("s.html"), NEW, Form.HTML, replace=True)
    assert stat.S_ISSOCK(os.lstat("s.html").st_mode)


def test_a_folder_is_no_file(stick: Path) -> None:
    with pytest.raises(Refusal, match="is een map"):
        write(stick, NEW, Form.HTML, replace=True)


@pytest.mark.parametrize("name", ["x" * 300 + ".html", "a\0.html"])
def test_a_name_that_cannot_be_gets_a_sentence(stick: Path, name: str) -> None:
    with pytest.raises(Refusal):
        write(stick / name, NEW, Form.HTML)


def spellings(home: Path, stick: Path) -> Iterator[Path]:
    yield home / "voortgang.db"
    yield home / "nieuw.html"
    yield home / "back-ups" / "nieuw.html"
    yield home / "back-ups" / ".." / "nieuw.html"
    yield home.parent / "stick" / ".." / home.name / "nieuw.html"
    yield Path(os.path.relpath(home / "nieuw.html"))
    if os.name == "posix":
        (stick / "map").symlink_to(home)
        (stick / "los.html").symlink_to(home / "voortgang.db")
        yield stick / "map" / "nieuw.html"
        yield stick / "map" / "back-ups" / "nieuw.html"
        yield stick / "los.html"


@POSIX
def test_nothing_comes_among_the_data(home: Path, stick: Path) -> None:
    before = sorted(path for path in home.rglob("*"))
    for path in spellings(home, stick):
        with pytest.raises(Refusal, match="de map met je gegevens"):
            write(path, NEW, Form.HTML, replace=True)
    assert sorted(path for path in home.rglob("*")) == before
    assert (home / "voortgang.db").read_bytes() == OLD


@POSIX
def test_a_folder_that_bears_another_name_is_known_by_what_it_is(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where capitals do not count: seen red with paths that are compared as text."""
    monkeypatch.setattr(Path, "samefile", lambda one, other: {one.name.lower(), Path(other).name} == {"thuis"})
    (tmp_path / "THUIS").mkdir()
    with pytest.raises(Refusal, match="de map met je gegevens"):
        write(tmp_path / "THUIS" / "nieuw.html", NEW, Form.HTML)


def test_reports_may_stay_with_the_data(home: Path) -> None:
    (home / files.REPORTS).mkdir()
    write(home / files.REPORTS / "verslag.html", NEW, Form.HTML)
    if os.name == "posix":
        (home / files.REPORTS).rename(home.parent / "weg")
        (home / files.REPORTS).symlink_to("back-ups")
        with pytest.raises(Refusal, match="de map met je gegevens"):
            write(home / files.REPORTS / "verslag.html", NEW, Form.HTML)


def test_a_file_that_came_meanwhile_stays(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stick / "verslag.html"
    lock = files._lock

    def slowly(descriptor: int) -> bool:
        path.write_bytes(OLD)
        return lock(descriptor)

    monkeypatch.setattr(files, "_lock", slowly)
    with pytest.raises(Refusal, match="intussen veranderd"):
        write(path, NEW, Form.HTML)
    assert path.read_bytes() == OLD
    assert names(stick) == [path.name]


def test_a_run_that_is_interrupted_leaves_nothing(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "put_in_place", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(stick / "verslag.html", NEW, Form.HTML)
    assert names(stick) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from tutor.service import files
from tutor.documents.form import Form
if sys.argv[2] == "kill":
    files.put_in_place = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
else:
    files.put_in_place = lambda *_: (print("halfway", flush=True), sys.stdin.read())
files.write(Path(sys.argv[1]), b"Samira weet niet wat een motie is", Form.HTML)
"""


@POSIX
def test_what_a_killed_run_left_is_swept_by_the_next(stick: Path) -> None:
    victim = [sys.executable, "-c", KILLED, str(stick / "verslag.html"), "kill"]
    assert subprocess.run(victim, check=False).returncode == -signal.SIGKILL
    (left,) = names(stick)
    assert left.startswith(".raadstutor-")
    (stick / ".raadstutor-van-mij").write_bytes(OLD)
    write(stick / "iets-anders.html", NEW, Form.HTML)
    assert names(stick) == [".raadstutor-van-mij", "iets-anders.html"]


@POSIX
def test_what_another_run_is_writing_is_left_alone(stick: Path) -> None:
    other = [sys.executable, "-c", KILLED, str(stick / "verslag.html"), "wait"]
    with subprocess.Popen(other, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writing:
        assert writing.stdout
        assert writing.stdout.readline() == b"halfway\n"
        write(stick / "iets-anders.html", NEW, Form.HTML)
        assert len(names(stick)) == 2
        writing.communicate()
    assert names(stick) == ["iets-anders.html"]


def test_it_asks_at_a_terminal(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def say(*, answer: bool) -> None:
        def reply(question: str) -> bool:
            asked.append(question)
            return answer

        monkeypatch.setattr(output, "agreed", reply)

    say(answer=True)
    with pytest.raises(AlreadyThere, match="--vervang"):
        save(there, NEW, Form.HTML, replace=False)
    assert not asked, "there is nobody to answer"
    monkeypatch.setattr(output, "at_terminal", lambda: True)
    say(answer=False)
    with pytest.raises(AlreadyThere):
        save(there, NEW, Form.HTML, replace=False)
    assert there.read_bytes() == OLD
    say(answer=True)
    save(there, NEW, Form.HTML, replace=False)
    assert there.read_bytes() == NEW
    assert asked == [f"{there} is er al. Vervangen?"] * 2


VERBS = (
    (("exporteer", "voortgang", "{}/uit.json"), "uit.json"),
    (("gegevens", "exporteer", "{}/uit.json"), "uit.json"),
    (("exporteer", "leerverslag", "{}/uit.md"), "uit.md"),
    (("klas", "druk", "letters", "--naar", "{}/uit.html"), "uit.html"),
    (("klas", "verslag", "--naar", "{}/uit.csv"), "uit.csv"),
    (("klas", "herhaalset", "--naar", "{}/uit.json"), "uit.json"),
    (("gereedschap", "schrijven", "motie", "--antwoord", "feiten=x", "--naar", "{}/uit.docx"), "uit.docx"),
)


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """Somebody learned and led an evening here."""
    laptop = Laptop(tmp_path / "laptop")
    assert laptop.run("regel", "--profiel", "Samira", "--nieuw", "quiz", "rollen-01", typed="a\nstop\n").code == 0
    assert laptop.run("klas", "regel", "integriteitsavond", typed="stop\n").code == 0
    return laptop


def test_every_verb_that_writes_asks_first(laptop: Laptop, stick: Path) -> None:
    for words, name in VERBS:
        arguments = [word.format(stick) for word in words]
        (stick / name).write_bytes(OLD)
        refused = laptop.run(*arguments)
        assert (refused.code, refused.out, refused.err.count("\n")) == (Exit.PROBLEMS, "", 1), words
        assert "--vervang" in refused.err
        assert (stick / name).read_bytes() == OLD
        assert laptop.run(*arguments, "--vervang").code == Exit.OK, words
        assert len((stick / name).read_bytes()) > len(OLD)
        inside = laptop.run(*(word.format(laptop.home / "back-ups") for word in words), "--vervang")
        assert (inside.code, "de map met je gegevens" in inside.err) == (Exit.PROBLEMS, True), words
        wrong = laptop.run(*(word.format(stick).replace("/uit.", "/uit.docx.x") for word in words))
        assert (wrong.code, "Kies een naam die eindigt op ." in wrong.err) == (Exit.PROBLEMS, True), words
        (stick / name).unlink()


@POSIX
def test_standard_output_is_a_file_too(laptop: Laptop, stick: Path) -> None:
    """`/dev/stdout` is what people type, into a pipe and into a file."""
    command = [sys.executable, "-m", "tutor", "exporteer", "voortgang", "/dev/stdout"]
    environment = {**os.environ, "RAADSTUTOR_HOME": str(laptop.home)}
    piped = subprocess.run(command, env=environment, capture_output=True, check=True)
    with (stick / "uit.json").open("wb") as file:
        told = subprocess.run(command, env=environment, stdout=file, stderr=subprocess.PIPE, check=True).stderr
    assert (stick / "uit.json").read_bytes() == piped.stdout
    assert piped.stdout.startswith(b'{"sort":"raadstutor-voortgang"')
    assert b"staat in /dev/stdout." in told
    assert look(Path("/dev/null")).standing is Standing.STREAM
