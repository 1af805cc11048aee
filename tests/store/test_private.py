"""Personal data is for the learner only."""

import os
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import cast

import pytest

from tests.store.helpers import START, Clock, answer, everything, open_store, processes
from tests.store.workers import reading_only
from tutor.store import NoFolder, NotPrivate, Store, StoreReadOnly, Symlink, data_folder
from tutor.store.backup import folder_of
from tutor.store.private import create_file, make_folder, on_share, patiently
from tutor.store.repair import repair

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes, owners and links of POSIX")

NOBODY = 65_534


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@POSIX
@pytest.mark.usefixtures("_umask")
def test_files_are_0600_and_folders_0700_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "voortgang.db"
    with open_store(path) as store:
        anna, bram = store.add_learner("Anna").id, store.add_learner("Bram").id
        store.append(anna, [answer()])
        store.back_up()
        store.erase(bram)
    path.write_bytes(path.read_bytes()[:20_000])
    repair(path, clock=Clock())
    open_store(path).close()
    found = {place: oct(place.stat().st_mode & 0o777) for place in (tmp_path / "a").rglob("*")}
    assert len(found) >= 5
    assert {mode for place, mode in found.items() if place.is_dir()} == {"0o700"}
    assert {mode for place, mode in found.items() if place.is_file()} == {"0o600"}
    assert oct((tmp_path / "a").stat().st_mode & 0o777) == "0o700"


@POSIX
def test_a_file_that_others_could_read_becomes_private(path: Path) -> None:
    open_store(path).close()
    path.chmod(0o644)
    open_store(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


@POSIX
def test_a_folder_is_for_its_owner_alone_only_where_that_keeps_nobody_else_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red, under Wine too, with 0700 everywhere: Windows takes that for rights that go along on a stick."""
    modes: list[int] = []

    def made(self: Path, mode: int) -> None:
        modes.append(mode)
        os.mkdir(self, mode)  # noqa: PTH102

    monkeypatch.setattr(Path, "mkdir", made)
    make_folder(tmp_path / "a" / "b")
    assert modes == [0o700 if os.name == "posix" else 0o777] * 2


@pytest.mark.parametrize(
    ("folder", "kind", "shared"), [("\\\\server\\map", 1, True), ("Z:\\map", 4, True), ("C:\\map", 3, False)]
)
def test_a_folder_on_a_drive_of_the_network_is_known(
    folder: str, kind: int, shared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red with a name of a server that is not looked at, and with the number of a stick."""
    kernel = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda _: kind))
    monkeypatch.setattr("ctypes.windll", kernel, raising=False)
    path = cast("Path", SimpleNamespace(absolute=lambda: PureWindowsPath(folder)))
    monkeypatch.setattr("sys.platform", "win32")
    assert on_share(path) is shared
    monkeypatch.setattr("sys.platform", "linux")
    assert not on_share(path)


@POSIX
def test_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    """RAADSTUTOR_HOME may be a folder that is in use for other things."""
    tmp_path.chmod(0o755)
    open_store(tmp_path / "voortgang.db").close()
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@POSIX
def test_a_file_of_somebody_else_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(path).close()
    path.chmod(0o644)
    owner = path.stat().st_uid

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(NotPrivate, match="andere gebruiker"):
        open_store(path)


def test_a_stick_without_modes_can_be_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(path).close()
    path.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", lambda *_, **__: None)
    with open_store(path) as store:
        assert store.add_learner("Anna")


@POSIX
@pytest.mark.parametrize("where", ["voortgang.db", "voortgang.db-journal", "back-ups"])
@pytest.mark.parametrize("dangling", [True, False])
def test_symbolic_links_are_refused(tmp_path: Path, where: str, dangling: bool) -> None:
    path, target = tmp_path / "voortgang.db", tmp_path / "elders"
    if not dangling:
        with open_store(tmp_path / "b" / "voortgang.db") as store:
            store.add_learner("Anna")
        (tmp_path / "b" / "voortgang.db").rename(target)
    before = target.read_bytes() if target.exists() else None
    (tmp_path / where).symlink_to(target)
    with pytest.raises(Symlink, match="verwijzing"), open_store(path) as store:
        store.back_up()
    assert (target.read_bytes() if target.exists() else None) == before


@POSIX
def test_repair_does_not_follow_a_link_either(tmp_path: Path) -> None:
    (tmp_path / "voortgang.db").symlink_to(tmp_path / "elders")
    with pytest.raises(Symlink):
        repair(tmp_path / "voortgang.db", clock=Clock())


@POSIX
def test_files_are_never_created_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elders")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "link")
    assert not (tmp_path / "elders").exists()


@pytest.fixture
def stick() -> Iterator[Path]:
    """A folder that every user of the computer can reach, unlike `tmp_path`."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "stick"


def as_nobody(path: Path) -> object:
    """What `reading_only` finds in a process without the rights of root, whom no mode stops."""
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=reading_only, args=(path, NOBODY, sender))
    process.start()
    sender.close()
    with receiver:
        outcome = receiver.recv()
    process.join()
    return outcome


@POSIX
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_cannot_be_written_can_be_read(stick: Path, what: str) -> None:
    path = stick / "voortgang.db"
    with open_store(path) as store:
        store.append(store.add_learner("Anna").id, [answer()])
        expected = everything(store)
    if os.geteuid() == 0:
        for place in (stick, *stick.rglob("*")):
            os.chown(place, NOBODY, NOBODY)
    (path if what == "file" else stick).chmod(0o400 if what == "file" else 0o500)
    outcome = as_nobody(path)
    stick.chmod(0o700)
    assert isinstance(outcome, dict), outcome
    assert outcome["events"] == expected
    assert not outcome["writable"]
    assert "alleen-lezen" in outcome["reason"]
    assert outcome["refusal"] == outcome["reason"]
    assert ("alleen-lezen" in outcome["new file"]) == (what == "folder")


def test_a_place_where_no_file_can_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(Exception, match="bestand") as failure:
        open_store(tmp_path / "bestand" / "voortgang.db")
    assert not isinstance(failure.value, OSError)


def test_a_store_that_is_not_writable_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
    monkeypatch.setattr("tutor.store.database.writable", lambda _: False)
    with open_store(path) as store:
        assert [learner.id for learner in store.learners()] == [anna]
        for write in (
            lambda: store.append(anna, [answer()]),
            lambda: store.add_learner("Bram"),
            lambda: store.rename_learner(anna, "Anne"),
            lambda: store.remember("a", "b"),
            lambda: store.erase(anna),
            lambda: store.merge([]),
            store.back_up,
        ):
            with pytest.raises(StoreReadOnly, match="RAADSTUTOR_HOME"):
                write()


def test_home_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_folder({"RAADSTUTOR_HOME": str(tmp_path)}) == tmp_path
    monkeypatch.chdir(tmp_path)
    assert data_folder({"RAADSTUTOR_HOME": "stick"}) == tmp_path / "stick"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    for environ in ({}, {"RAADSTUTOR_HOME": " "}):
        folder = data_folder(environ)
        assert folder.is_absolute()
        assert folder.name == "raadstutor"


def test_quotes_around_the_folder_are_left_out(tmp_path: Path) -> None:
    """As Windows keeps them in `set RAADSTUTOR_HOME="E:\\map"`. Seen red without."""
    assert data_folder({"RAADSTUTOR_HOME": f' "{tmp_path}" '}) == tmp_path


@pytest.mark.skipif(os.name != "posix", reason="home folders of other users")
def test_a_home_of_nobody_is_refused_in_dutch() -> None:
    with pytest.raises(NoFolder, match="RAADSTUTOR_HOME"):
        data_folder({"RAADSTUTOR_HOME": "~niemand-heet-zo/stick"})


def test_nothing_else_is_written_beside_the_file(path: Path) -> None:
    with Store.open(path, device="laptop", clock=lambda: START) as store:
        store.append(store.add_learner("Anna").id, [answer()])
    assert {place.name for place in path.parent.iterdir()} <= {"voortgang.db", "voortgang.db-journal", "back-ups"}


class Held(OSError):
    """What Windows says of a file that a virus scanner looks at."""

    winerror = 32


def test_a_file_that_is_held_for_a_moment_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("tutor.store.private.sleep", pauses.append)
    refusals = iter((Held(), Held()))

    def act() -> None:
        if refusal := next(refusals, None):
            raise refusal

    patiently(act)
    assert len(pauses) == 2

    def never() -> None:
        raise Held

    pauses.clear()
    with pytest.raises(Held):
        patiently(never)
    assert 0.4 < sum(pauses) < 0.6


def test_what_is_no_passing_refusal_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.store.private.sleep", lambda _: pytest.fail("waited"))

    def act() -> None:
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        patiently(act)


def test_a_folder_of_backups_that_may_not_be_looked_into_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red without the guard in `backups`: storing an answer crashed after it was stored."""
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(1)])
        folder, real = folder_of(path), Path.iterdir

        def closed(self: Path) -> Iterator[Path]:
            if self == folder:
                raise PermissionError(13, "closed")
            return real(self)

        monkeypatch.setattr(Path, "iterdir", closed)
        store.append(anna, [answer(2), answer(3), answer(4)])
        assert "mag Raadstutor niet lezen of schrijven" in store.backup_news()
        assert len(list(store.events(anna))) == 5
    with pytest.raises(StoreReadOnly, match="mag Raadstutor niet lezen"):
        open_store(path)
