"""The command as a user or a script meets it: sentences, exit codes, and nothing loaded that is not needed."""

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.content.pack import GOOD, ROOT, shipped, with_content
from tests.e2e.laptop import Laptop
from tutor import __version__
from tutor.cli import _pipe_closed, main
from tutor.cli.output import Exit
from tutor.cli.root import catalogue, read_content
from tutor.cli.verbs import raadstutor
from tutor.store import connection, content_cache
from tutor.store.backup import FOLDER
from tutor.store.content_cache import manifest
from tutor.store.upkeep import NO_BACKUP
from tutor.system import STICK_GONE

COMMAND = [sys.executable, "-m", "tutor"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals, pipes and file modes of POSIX")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own. What comes with the program is read once for all tests."""
    folder = tmp_path / "thuis"
    monkeypatch.setenv("RAADSTUTOR_HOME", str(folder))
    monkeypatch.setattr("tutor.cli.root.read_content", lambda root: shipped() if root == ROOT else read_content(root))
    return folder


def run(*args: str, source: str = "") -> subprocess.CompletedProcess[str]:
    """In this process, where nothing has to be loaded first."""
    result = Laptop(Path(os.environ["RAADSTUTOR_HOME"])).run(*args, typed=source)
    return subprocess.CompletedProcess(args, result.code, result.out, result.err)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["contoleer"], "De opdracht 'contoleer' bestaat niet; bedoel je controleer?"),
        (["--jsn"], "De optie '--jsn' bestaat niet; zie raadstutor --help."),
        (["voortgang", "--jso"], "De optie '--jso' bestaat niet; bedoel je --json?"),
        (["voortgang", "extra"], "Hier hoort geen 'extra'; zie raadstutor voortgang --help."),
        (["voortgang", "--profiel"], "Achter --profiel hoort een waarde: --profiel NAAM."),
        (["gegevens", "wis"], "Er ontbreekt iets: NAAM; zie raadstutor gegevens wis --help."),
        (["gegevens", "wissen"], "De opdracht 'wissen' bestaat niet; bedoel je wis?"),
        (["--profiel", "Jan", "regel"], "Zet --profiel achter de opdracht: raadstutor regel --profiel NAAM."),
        (["voortgang"], "Er is nog geen voortgang; begin met raadstutor."),
    ],
)
def test_wrong_use_gives_one_sentence(args: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == Exit.MISUSE
    captured = capsys.readouterr()
    assert captured.err == f"{sentence}\n"
    assert captured.out == ""


def test_every_verb_has_dutch_help(capsys: pytest.CaptureFixture[str]) -> None:
    for path in (["gegevens"], ["gegevens", "wis"], *([name] for name in raadstutor.commands)):
        assert main([*path, "--help"]) == Exit.OK
        page = capsys.readouterr().out
        assert page.startswith(f"Gebruik: raadstutor {' '.join(path)}")
        assert not [word for word in ("Usage", "OPTIONS", "Show", "TEXT", "DIRECTORY", "Error") if word in page]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == Exit.OK
    said = capsys.readouterr().out
    assert said.startswith(f"raadstutor {__version__}\nGekomen met: de broncode")
    assert main(["--profiel", "x", "--version"]) == Exit.OK
    assert capsys.readouterr().out == said


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["regel", "--help"], ["onzin"]])
def test_nothing_heavy_is_loaded_before_a_verb_runs(args: list[str]) -> None:
    script = (
        "import sys\n"
        "from tutor.cli import main\n"
        f"main({args!r})\n"
        "heavy = {'textual', 'rich', 'sqlite3', 'sqlite_utils', 'msgspec', 'markdown_it', 'tomli'}\n"
        "print('loaded:', *sorted(heavy & sys.modules.keys()))\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "loaded:"


def test_a_learner_is_remembered(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("regel", "--profiel", "Samira", "--nieuw", "stop").stdout.startswith(
        "Je leert als Samira. Dat profiel is nieuw."
    )
    assert run("regel", "--profiel", "jan", "--nieuw", "stop").returncode == Exit.OK
    assert run("regel", "stop").stdout.startswith("Je leert als jan.\n")
    assert run("regel", "--profiel", " SAMIRA ", "stop").stdout.startswith("Je leert als Samira.\n")
    assert main(["voortgang"]) == Exit.OK
    assert capsys.readouterr().out.startswith("Voortgang van Samira.")


def test_a_name_that_is_mistyped_makes_nobody() -> None:
    """Seen red with a name that was made when nobody had it."""
    assert run("voortgang", "--profiel", "Samira").returncode == Exit.MISUSE
    assert "Dat profiel is nieuw." in run("regel", "--profiel", "Samira", "stop").stdout, "nobody was here yet"
    refused = run("regel", "--profiel", "Samria", "stop")
    assert (refused.returncode, refused.stderr) == (
        Exit.MISUSE,
        "Er is geen profiel met de naam Samria. Bedoel je Samira? Een nieuw profiel maak je met --nieuw erachter.\n",
    )
    assert run("regel", "--profiel", "samira", "--nieuw", "stop").returncode == Exit.PROBLEMS
    assert run("regel", "--nieuw", "stop").returncode == Exit.MISUSE
    said = run("regel", source="profiel Samria\nprofiel\nnieuw Kofi\nstop\n").stdout
    assert "Bedoel je Samira? Een nieuw profiel maak je met: nieuw NAAM." in said
    assert "Je leert als Kofi. Dat profiel is nieuw." in said
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == ["Samira", "Kofi"]


def test_progress_does_not_change_who_was_last() -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    run("regel", "--profiel", "Jan", "--nieuw", "stop")
    assert json.loads(run("voortgang", "--profiel", "Samira", "--json").stdout)["profile"] == "Samira"
    assert run("regel", "stop").stdout.startswith("Je leert als Jan.")


def test_progress_of_a_stranger() -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    result = run("voortgang", "--profiel", "Jan")
    assert (result.returncode, result.stderr) == (Exit.MISUSE, "Er is geen profiel met de naam Jan. Er zijn: Samira.\n")


def test_searching_needs_no_profile_and_makes_nothing(home: Path) -> None:
    found = json.loads(run("zoek", "raad", "--json").stdout)
    assert found["query"] == "raad"
    assert {"woord", "les"} <= {one["kind"] for one in found["results"]}
    assert not home.exists()
    assert "Open met: woord gemeenteraad" in run("zoek", "gemeenteraad").stdout
    assert run("zoek", "xyzzyxyzzy").stdout.startswith("Niets gevonden.")
    assert run("zoek", "--profiel", "Niemand", "motie").returncode == Exit.MISUSE


def test_searching_keeps_its_index_beside_the_data(home: Path) -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    assert "lees rollen-01" in run("zoek", '"; drop (raad').stdout
    index = home / "zoeken.db"
    assert stat.S_IMODE(index.stat().st_mode) == 0o600 or os.name != "posix"


def test_a_certificate_is_written_whole_and_private(home: Path, tmp_path: Path) -> None:
    assert run("exporteer", "leerverslag", str(tmp_path / "a.md")).returncode == Exit.MISUSE
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    plain, page = tmp_path / "verslag.md", tmp_path / "verslag.html"
    assert f"staat in {plain}." in run("exporteer", "leerverslag", str(plain)).stdout
    assert "# Leerverslag van Samira" in plain.read_text(encoding="utf-8")
    assert "Resultaten" not in plain.read_text(encoding="utf-8")
    run("exporteer", "leerverslag", str(page), "--met-scores")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "Resultaten per leerdoel" in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600 or os.name != "posix"
    refused = run("exporteer", "leerverslag", str(tmp_path / "weg" / "a.md"))
    assert (refused.returncode, refused.stderr.count("\n")) == (Exit.PROBLEMS, 1)


def test_a_bad_name_is_refused_with_the_rule() -> None:
    result = run("regel", "--profiel", "x" * 61, "--nieuw")
    assert result.returncode == Exit.PROBLEMS
    assert result.stderr == "De naam is te lang: 61 tekens. Gebruik er ten hoogste 60.\n"


def test_a_bad_name_in_line_mode_does_not_end_it() -> None:
    lines = run("regel", source=f"nieuw {'x' * 61}\nnieuw Samira\nstop\n").stdout
    assert "De naam is te lang" in lines
    assert "Je leert als Samira." in lines


def test_a_guest_leaves_nothing_behind(home: Path) -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    before = json.loads(run("voortgang", "--json").stdout)["events"]
    lines = run("regel", source="gast\nles rollen-01\nstop\n").stdout
    assert "Er wordt niets bewaard." in lines
    assert json.loads(run("voortgang", "--json").stdout)["events"] == before
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == ["Samira"]


def test_the_computer_keeps_its_name(home: Path) -> None:
    from tutor.cli.root import open_store

    with open_store() as store:
        first = store.device
    with open_store() as store:
        assert store.device == first


def test_data_of_a_whole_file(home: Path) -> None:
    assert json.loads(run("gegevens", "--json").stdout)["state"] == "absent"
    assert not home.exists()
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    copy = run("gegevens", "back-up").stdout.rpartition(" ")[2].strip()
    found = json.loads(run("gegevens", "--json").stdout)
    assert found["state"] == "ok"
    assert found["file"] == str(home / "voortgang.db")
    assert found["backups"][-1]["file"] == copy
    assert Path(copy).is_file()


def test_data_of_a_damaged_file(home: Path) -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    run("gegevens", "back-up")
    file = home / "voortgang.db"
    file.write_bytes(file.read_bytes()[:100] + os.urandom(4000) + file.read_bytes()[4100:])
    assert run("voortgang").returncode == Exit.DAMAGED
    result = run("gegevens")
    assert result.returncode == Exit.DAMAGED
    assert "Toestand: beschadigd." in result.stdout
    assert run("gegevens", "herstel").returncode == Exit.OK
    assert "Toestand: in orde." in run("gegevens").stdout
    assert "Samira" in run("gegevens").stdout


def test_a_backup_is_put_back_after_a_yes(home: Path) -> None:
    assert run("gegevens", "terugzetten", "--ja").returncode == Exit.PROBLEMS
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    copy = Path(run("gegevens", "back-up").stdout.rpartition(" ")[2].strip())
    run("regel", "--profiel", "Jan", "--nieuw", "stop")
    assert run("gegevens", "terugzetten", "weg.db", "--ja").returncode == Exit.MISUSE
    refused = run("gegevens", "terugzetten", source="nee\n")
    assert (refused.returncode, refused.stderr) == (Exit.PROBLEMS, "Er is niets teruggezet.\n")
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == ["Samira", "Jan"]
    done = run("gegevens", "terugzetten", copy.name, source="ja\n")
    assert "is teruggezet." in done.stdout
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == ["Samira"]
    run("gegevens", "terugzetten", done.stdout.rpartition(" ")[2].strip(), "--ja")
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == ["Samira", "Jan"]


def test_all_of_a_profile_as_json(tmp_path: Path) -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "quiz", "rollen-01", source="a\n")
    one, same = tmp_path / "een.json", tmp_path / "twee.json"
    assert run("gegevens", "exporteer", str(one), "--profiel", "Samira").returncode == Exit.OK
    assert run("exporteer", "voortgang", str(same)).returncode == Exit.OK
    assert one.read_bytes() == same.read_bytes()
    kinds = [event["kind"] for event in json.loads(one.read_text(encoding="utf-8"))["content"]["events"]]
    assert kinds[0] == "profile_created"
    assert "answered" in kinds


def test_data_of_a_newer_program_is_left_alone(home: Path) -> None:
    script = "import sys; from pathlib import Path; from tests.store import future, workers; future.upgrade(); "
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    file = home / "voortgang.db"
    subprocess.run([sys.executable, "-c", script + "workers.migrate(Path(sys.argv[1]))", str(file)], check=True)
    before = file.read_bytes()
    for verb in ([], ["back-up"], ["herstel"], ["terugzetten", "--ja"], ["wis", "Samira", "--ja"]):
        result = run("gegevens", *verb)
        assert (result.returncode, result.stderr.count("\n")) == (Exit.PROBLEMS, 1)
        assert "Werk Raadstutor bij." in result.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize("what", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_data_while_another_window_is_writing(home: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.store.helpers import raw

    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    monkeypatch.setitem(connection.PRAGMAS, "busy_timeout", 50)
    with raw(home / "voortgang.db") as other:
        other.execute(what)
        for verb in (["back-up"], ["herstel"], ["terugzetten", "--ja"], ["wis", "Samira", "--ja"]):
            assert main(["gegevens", *verb]) == Exit.PROBLEMS
        other.execute("ROLLBACK")
    assert main(["gegevens", "back-up"]) == Exit.OK


def test_a_false_copy_of_the_lessons_is_told_and_thrown_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with `gegevens` and with `controleer` not looking at it."""
    with_content(monkeypatch, GOOD)
    monkeypatch.setattr("tutor.store.content_cache.TICK", 0)
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    content = catalogue()

    def planted() -> None:
        content_cache.save(replace(content, terms=content.terms[1:]), manifest(GOOD), home / content_cache.FILE_NAME)
        assert len(catalogue().terms) < len(content.terms)

    planted()
    shown = run("gegevens")
    assert (shown.returncode, shown.stderr) == (Exit.OK, "")
    said = f"De kopie van de lessen in {home / content_cache.FILE_NAME} zei iets anders dan de lessen zelf."
    assert said in shown.stdout
    assert len(catalogue().terms) == len(content.terms)
    assert "De kopie" not in run("gegevens").stdout
    for verb in ("gegevens", "controleer"):
        planted()
        assert json.loads(run(verb, "--json").stdout)["false_cache_removed"] is True
        assert json.loads(run(verb, "--json").stdout)["false_cache_removed"] is False
    planted()
    shown = run("controleer")
    assert shown.stdout.splitlines()[0].startswith(said)
    assert len(catalogue().terms) == len(content.terms)


def test_that_no_backup_can_be_made_is_told_by_every_verb_that_stores(home: Path) -> None:
    """Seen red with a line mode that does not ask and a `gegevens` that does not try. Exit codes stay."""
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    folder = home / FOLDER
    shutil.rmtree(folder)
    assert "back-up" not in run("gegevens").stdout.casefold()
    assert json.loads(run("gegevens", "--json").stdout)["backup_problem"] is None
    assert list(folder.iterdir()) == [], "trying leaves nothing"
    folder.rmdir()
    folder.write_text("no folder")
    shown = run("regel", source="quiz rollen-01\n" + "a\nweet niet\ngeen\n" * 2 + "stop\n")
    assert (shown.returncode, shown.stderr) == (Exit.OK, "")
    assert shown.stdout.count("\nOpgeslagen.\n") >= 2
    assert shown.stdout.count(NO_BACKUP) == 1
    shown = run("klas", "regel", "raad-in-beraad", source="aanwezig 12\nverder\nverder\nstop\n")
    assert shown.stdout.count(NO_BACKUP) == 1
    shown = run("gegevens")
    assert (shown.returncode, shown.stderr) == (Exit.OK, "")
    assert "Toestand: in orde." in shown.stdout
    assert "Een back-up maken lukt nu niet. " in shown.stdout
    assert json.loads(run("gegevens", "--json").stdout)["backup_problem"]


def test_a_profile_gets_another_name() -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    run("regel", "--profiel", "Kofi", "--nieuw", "les rollen-01")
    shown = run("gegevens", "hernoem", "samira", "Samira B.")
    assert (shown.returncode, shown.stdout, shown.stderr) == (Exit.OK, "Samira heet nu: Samira B.\n", "")
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == ["Samira B.", "Kofi"]
    refused = run("gegevens", "hernoem", "Samira B.", "kofi")
    assert (refused.returncode, refused.stderr.count("\n")) == (Exit.PROBLEMS, 1)
    assert "kofi" in refused.stderr.casefold()
    assert run("gegevens", "hernoem", "Niemand", "Iemand").returncode == Exit.MISUSE
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == ["Samira B.", "Kofi"]


def test_erasing_asks_first() -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    refused = run("gegevens", "wis", "samira", source="samir\n")
    assert (refused.returncode, refused.stderr) == (Exit.PROBLEMS, "Er is niets gewist.\n")
    assert run("gegevens", "wis", "samira", source="").returncode == Exit.PROBLEMS
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == ["Samira"]
    assert run("gegevens", "wis", "samira", source="Samira\n").returncode == Exit.OK
    assert json.loads(run("gegevens", "--json").stdout)["profiles"] == []


def test_erasing_without_a_question() -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    assert run("gegevens", "wis", "Niemand", "--ja").returncode == Exit.MISUSE
    assert run("gegevens", "wis", "Samira", "--ja").returncode == Exit.OK


def test_data_on_a_drive_of_the_network_are_warned_about(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen red with a warning that is never given."""
    assert main(["gegevens"]) == Exit.OK
    assert "netwerkschijf" not in capsys.readouterr().out
    monkeypatch.setattr("tutor.cli.condition.on_share", lambda folder: folder == home)
    main(["gegevens"])
    assert f"De map {home} staat op een netwerkschijf." in capsys.readouterr().out


def test_an_unexpected_error_leaves_a_report_and_no_traceback(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        secret = "wat " + "Samira typte"
        try:
            int(secret)
        except ValueError as error:
            raise KeyError(secret) from error

    monkeypatch.setattr("tutor.cli.condition.examine", fail)
    assert main(["gegevens"]) == Exit.CRASH
    captured = capsys.readouterr()
    assert captured.err.startswith("Raadstutor stopt door een fout in het programma zelf; het verslag staat in ")
    assert captured.err.count("\n") == 1
    report = Path(captured.err.strip().rpartition(" ")[2].removesuffix("."))
    assert report.parent == home
    text = report.read_text(encoding="utf-8")
    assert "builtins.ValueError\n\nEn daarna:\n" in text
    assert text.endswith("    raise KeyError(secret) from error\nbuiltins.KeyError\n")
    assert "wat Samira" not in text
    assert f"raadstutor {__version__}" in text
    if os.name == "posix":
        assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_report_goes_elsewhere_when_the_data_folder_cannot_take_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("geen map")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tutor.cli.condition.examine", lambda: 1 / 0)
    assert main(["gegevens"]) == Exit.CRASH
    assert str(tmp_path / "fout-") in capsys.readouterr().err


def test_a_program_on_a_stick_that_was_pulled_out_is_no_fault_of_the_program(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen red with "een fout in het programma zelf", and a report of it."""
    monkeypatch.setattr("tutor.cli.FOLDER", tmp_path / "stick" / "site" / "tutor")
    monkeypatch.setattr("tutor.cli.condition.examine", lambda: exec("import tutor.weg"))
    assert main(["gegevens"]) == Exit.PROBLEMS
    assert capsys.readouterr().err == f"{STICK_GONE.format('Raadstutor')}\n"
    assert not list(home.glob("fout-*"))


def test_debugging_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAADSTUTOR_DEBUG", "1")
    monkeypatch.setattr("tutor.cli.condition.examine", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["gegevens"])


@POSIX
def test_interrupting_is_quiet() -> None:
    process = subprocess.Popen(
        [*COMMAND, "regel"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline()
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (Exit.INTERRUPTED, b"\n")


@pytest.mark.parametrize(
    ("platform", "file", "closed"), [("win32", None, True), ("win32", "x", False), ("linux", None, False)]
)
def test_windows_says_of_a_closed_pipe_that_it_is_no_use(
    platform: str, file: str | None, closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red, under Wine too, as a fault of the program itself."""
    monkeypatch.setattr(sys, "platform", platform)
    assert _pipe_closed(OSError(errno.EINVAL, "x", file)) is closed


@POSIX
def test_a_closed_pipe_is_quiet() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run([*COMMAND, "gegevens"], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (process.returncode, process.stderr) == (Exit.PIPE_CLOSED, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is of Linux")
def test_a_full_disk_behind_the_output_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [*COMMAND, "gegevens"], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert process.returncode == Exit.PROBLEMS
    assert process.stderr == "De schijf is vol; maak ruimte vrij en probeer het opnieuw.\n"


def test_a_terminal_without_accents_and_broken_input() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    process = subprocess.run(
        [*COMMAND, "regel"], input=b"les \xff\xfe\nlessen\nstop\n", env=environment, capture_output=True, check=False
    )
    assert process.returncode == Exit.OK
    assert b"Drie rollen, \\xe9\\xe9n raadslid" in process.stdout


def test_pipes_are_utf_8_whatever_the_language_of_the_system() -> None:
    """A console of Windows speaks cp1252, and so did what came out of its pipes. Seen red without `encoding`."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    environment |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX", "LANG": "POSIX"}
    typed = "woord één\nlessen\nstop\n".encode()
    process = subprocess.run([*COMMAND, "regel"], input=typed, env=environment, capture_output=True, check=False)
    assert process.returncode == Exit.OK
    assert "Drie rollen, één raadslid" in process.stdout.decode()
    assert "één" in process.stdout.decode().split("Module")[0]


@POSIX
def test_without_any_output_stream() -> None:
    shell = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *COMMAND, "onzin"]
    assert subprocess.run(shell, check=False).returncode == Exit.MISUSE


@POSIX
@pytest.mark.parametrize("folder", ["~niemand-heet-zo/stick", "x" * 300])
def test_a_data_folder_that_cannot_be_gives_one_sentence(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAADSTUTOR_HOME", folder)
    for verb in (["gegevens"], ["voortgang"], ["regel"]):
        assert main(verb) == Exit.PROBLEMS
        assert "RAADSTUTOR_HOME" in capsys.readouterr().err


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:30:00+00:00", "morgen"])
def test_a_time_that_cannot_be_is_refused(
    moment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAADSTUTOR_NU", moment)
    assert main(["regel"]) == Exit.PROBLEMS
    assert "is geen tijd" in capsys.readouterr().err


@POSIX
@pytest.mark.parametrize("verb", ["samenvoegen", "herhaalset"])
def test_a_file_without_an_end_is_too_big(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        f"tutor.exchange.{'parcel.MAX_BYTES' if verb == 'samenvoegen' else 'group_files.SET_BYTES'}", 1000
    )
    assert main([verb, "/dev/zero"]) == Exit.PROBLEMS
    assert "te groot" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_who_only_reads_is_not_told_that_nothing_was_stored(
    home: Path, what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.store.helpers import raw
    from tutor.store.connection import BUSY_MILLISECONDS

    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    monkeypatch.setattr("tutor.cli.root.TO_LOOK", 50)
    monkeypatch.setattr("tutor.cli.condition.TO_LOOK", 50)
    with raw(home / "voortgang.db") as other:
        other.execute(what)
        for verb in (["voortgang"], ["voortgang", "--json"], ["gegevens"], ["gegevens", "--json"], ["zoek", "motie"]):
            begun = time.monotonic()
            main(verb)
            assert time.monotonic() - begun < BUSY_MILLISECONDS / 1_000
            shown = "".join(capsys.readouterr())
            assert "Niet opgeslagen" not in shown
            assert "houdt" in shown or (what == "BEGIN IMMEDIATE" and verb != ["gegevens"])
        other.execute("ROLLBACK")


@pytest.mark.parametrize(
    "name",
    [
        "voortgang-LAPTOP-7Q.db",
        "voortgang (Anna's conflicted copy 2026-11-24).db",
        "voortgang (conflicted copy 2026-11-24 193000).db",
        "voortgang_conflict-20261124-193000.db",
        "voortgang.sync-conflict-20261124-193000-ABCDEFG.db",
        "Kopie van voortgang.db",
    ],
)
def test_a_copy_of_a_synchronised_folder_is_pointed_out(home: Path, name: str) -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    assert "kopie" not in run("gegevens").stdout
    (home / name).write_bytes((home / "voortgang.db").read_bytes())
    (home / "voortgang-samira.json").write_text("{}")
    shown = run("gegevens")
    assert shown.returncode == Exit.OK
    assert f"Een kopie van je gegevens: {home / name}." in shown.stdout
    assert "samenvoegen" in shown.stdout
    assert json.loads(run("gegevens", "--json").stdout)["copies"] == [str(home / name)]


def test_a_folder_that_others_can_write_in_is_told(home: Path) -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    assert "anderen schrijven" not in run("gegevens").stdout
    home.chmod(0o777)
    assert f"In {home} kunnen ook anderen schrijven." in run("gegevens").stdout
    assert json.loads(run("gegevens", "--json").stdout)["folder_open_to_others"] is True


def test_an_erasure_that_is_half_done_says_what_is_left(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    (copy,) = (home / "back-ups").glob("*.db")
    with monkeypatch.context() as patch:
        for way in ("_deleted", "_forgotten", "_emptied"):
            patch.setattr(f"tutor.store.erasure.{way}", lambda *_: False)
        assert main(["gegevens", "wis", "Samira", "--ja"]) == Exit.PROBLEMS
        said = capsys.readouterr().err
        assert "Samira is gewist uit" in said
        assert str(copy) in said
        assert "bij elke start" in said
        main(["gegevens"])
        assert f"Wat je wiste, staat nog in {copy}" in capsys.readouterr().out
        main(["gegevens", "--json"])
        assert json.loads(capsys.readouterr().out)["erased_still_in"] == [str(copy)]
    assert "Wat je wiste" not in run("gegevens").stdout
    assert not copy.exists()


@POSIX
def test_damage_is_told_in_dutch_and_a_pipe_is_no_damage(home: Path) -> None:
    """Seen red with: the words of SQLite; and a pipe that counts as an empty file, which `herstel` refuses."""
    run("regel", "--profiel", "Samira", "--nieuw", "stop")
    file = home / "voortgang.db"
    file.write_bytes(bytes(100) + file.read_bytes()[100:])
    shown = run("gegevens")
    assert shown.returncode == Exit.DAMAGED
    assert "het begin van het bestand is kapot" in shown.stdout
    assert "niets verloren" in run("gegevens", "herstel").stdout
    file.unlink()
    os.mkfifo(file)
    for verb in (["gegevens"], ["gegevens", "herstel"], ["voortgang"]):
        shown = run(*verb)
        assert shown.returncode == Exit.PROBLEMS
        assert "iets anders dan een gewoon bestand" in shown.stderr
