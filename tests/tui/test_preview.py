"""A pack that is being written, in the app: a change shows, a half saved file does not take away what was good.

Seen red with: what does not read well shown at once; the lesson in view left as it was.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.content.pack import shipped
from tests.content.test_package import begin
from tests.tui.helpers import SampleWorkspace, press, told
from tutor.cli.preview import Desk, editing
from tutor.model import Problem, Severity
from tutor.system import Refusal
from tutor.tui.app import PreviewApp, Written
from tutor.tui.widgets.frame import ProblemBar

LESSON = "lessons/raalte/01-parkeren.md"
LATEST = 3.0
"""Seconds to wait on a busy computer; on a quiet one it takes 0.3."""


async def until(pilot: Pilot[int], app: PreviewApp, words: str) -> float:
    """Wait until these words are on the screen; gives how long that took."""
    begun = time.monotonic()
    while words not in told(app) + str(app.screen.query_one(ProblemBar).render()):
        assert time.monotonic() - begun < LATEST, told(app)
        await pilot.pause(0.02)
    return time.monotonic() - begun


async def test_what_is_saved_is_shown(tmp_path: Path) -> None:
    folder = begin(tmp_path / "raalte")
    desk = Desk(folder, shipped(), None)
    content, problems = desk.read()
    workspace = SampleWorkspace()
    workspace.renew(content)
    app = PreviewApp(workspace, Written(desk.looks, desk.read, desk.edit), problems, "raalte")
    file = folder / LESSON
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        assert "VUL AAN: een kort verhaal" in told(app)
        good = file.read_text("utf-8").replace("VUL AAN: een kort verhaal", "Mevrouw De Boer belt")
        file.write_text(good, encoding="utf-8")
        assert await until(pilot, app, "Mevrouw De Boer belt") > 0
        assert app.routes
        assert [found.lesson for found in app.routes.study.search("Mevrouw De Boer belt")][:1] == ["raalte-01"]
        before = app.problems
        file.write_text(good.replace("Mevrouw De Boer", "Niemand").replace('titel = "', "titel = "), encoding="utf-8")
        await until(pilot, app, "fout 1 van")
        assert app.problems[0].path == LESSON
        assert "Mevrouw De Boer belt" in told(app), "the last good view"
        assert "Mevrouw De Boer" in app.workspace.catalogue.lessons["raalte-01"].steps[0].text
        (folder / "lessons" / "raalte" / "4913").write_text("x", encoding="utf-8")
        file.write_text(good.replace("Parkeren", "Parkeren bij ons"), encoding="utf-8")
        await until(pilot, app, f"waarschuwing 1 van {len(before)}")
        assert "Parkeren bij ons" in told(app)
        await press(pilot, "f8")
        assert f"waarschuwing 2 van {len(before)}" in str(app.screen.query_one(ProblemBar).render())
        await press(pilot, "ctrl+q")


async def test_without_an_editor_the_app_wakes_up_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with the refusal caught outside: the screen stayed dark, and no key did anything."""
    desk = Desk(begin(tmp_path / "raalte"), shipped(), None)
    content, problems = desk.read()
    workspace = SampleWorkspace()
    workspace.renew(content)
    app = PreviewApp(workspace, Written(desk.looks, desk.read, desk.edit), problems, "raalte")
    awake: list[bool] = []

    @contextmanager
    def suspend() -> Iterator[None]:  # as that of Textual: nothing is done when the block ends in an error
        awake.append(False)
        yield
        awake.append(True)

    monkeypatch.delenv("VISUAL", raising=False)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        monkeypatch.setattr(app, "suspend", suspend)
        for editor, words in (("", "Zet EDITOR op je editor"), (str(tmp_path / "weg"), "start niet")):
            monkeypatch.setenv("EDITOR", editor)
            await press(pilot, "f9")
            assert awake[-2:] == [False, True]
            assert words in [*app._notifications][-1].message
        await press(pilot, "ctrl+q")


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ("", [r"D:\Windows\notepad.exe", "{path}"]),
        (r"C:\Jan's hulp\joe.exe", [r"C:\Jan's hulp\joe.exe", "{path}"]),
        ("notepad.exe", ["notepad.exe", "{path}"]),
        (r"C:\Program Files\Notepad++\notepad++.exe", [r"C:\Program Files\Notepad++\notepad++.exe", "{path}"]),
        (
            r'"C:\Program Files\VS Code\bin\code.cmd" -r',
            [r"C:\Program Files\VS Code\bin\code.cmd", "-r", "-g", "{path}:7"],
        ),
        ("code", ["code", "-g", "{path}:7"]),
        (r"C:\tools\VIM.EXE -n", [r"C:\tools\VIM.EXE", "-n", "+7", "{path}"]),
    ],
)
def test_editors_of_windows_get_what_they_understand(chosen: str, wanted: list[str]) -> None:
    """Seen red with the words of POSIX: Notepad was asked for a file `+7`, and quotes were part of a name."""
    path = Path("map met spatie") / LESSON
    assert editing({"EDITOR": chosen, "SYSTEMROOT": r"D:\Windows"}, path, 7, "win32") == [
        word.format(path=path) for word in wanted
    ]


@pytest.mark.skipif(os.name != "posix", reason="the editor of the test is a shell script")
def test_the_place_opens_in_the_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = begin(tmp_path / "raalte")
    desk = Desk(folder, shipped(), None)
    problem = Problem(LESSON, 7, Severity.ERROR, "x", "Fout.", "Herstel.")
    for name, expected in (("nano", f"+7 {folder / LESSON}"), ("code", f"-w -g {folder / LESSON}:7")):
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\necho "$*" > "{tmp_path}/said"\n', encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"{script}{' -w' * (name == 'code')}")
        monkeypatch.delenv("VISUAL", raising=False)
        desk.edit(problem)
        assert (tmp_path / "said").read_text("utf-8").strip() == expected
    (tmp_path / "code.cmd").write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / "code.cmd").chmod(0o755)
    monkeypatch.setenv("EDITOR", str(tmp_path / "code.cmd"))
    desk.edit(problem)
    with pytest.raises(Refusal, match="open zelf"):  # seen red: a name with & is a command for the console of Windows
        desk.edit(Problem("lessons/x&calc&.md", 7, Severity.ERROR, "x", "Fout.", "Herstel."))
    (tmp_path / "om").write_text("#!/bin/sh\nexec ./nergens\n", "utf-8")
    (tmp_path / "om").chmod(0o755)
    for editor in (tmp_path / "om", f"{tmp_path}'weg"):
        monkeypatch.setenv("EDITOR", str(editor))
        with pytest.raises(Refusal, match=r"open zelf .* regel 7"):
            desk.edit(problem)
    monkeypatch.setenv("EDITOR", f"{tmp_path}'weg")
    with pytest.raises(Refusal, match=r"open zelf .* regel 7"):
        desk.edit(problem)
    monkeypatch.setenv("EDITOR", str(tmp_path / "weg"))
    with pytest.raises(Refusal, match=r"open zelf .* regel 7"):
        desk.edit(problem)
    monkeypatch.delenv("EDITOR")
    with pytest.raises(Refusal, match="Zet EDITOR"):
        desk.edit(problem)
