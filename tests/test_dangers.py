"""Calls that this program has no use for, or that belong in one place: read from the source of the whole tree.

Seen red with each of the lines in `test_a_danger_is_noticed`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.test_architecture import ROOT, SOURCES, imported

MODULES = {
    *(
        "subprocess",
        "pty",
        "pickle",
        "marshal",
        "shelve",
        "ctypes",
        "zipfile",
        "tarfile",
        "shutil.unpack_archive",
        "yaml",
    ),
    *("multiprocessing", "concurrent.futures", "xml.sax", "xml.dom", "code", "runpy", "plistlib", "dbm", "cgi"),
}
"""What runs or unpacks what somebody else wrote."""
CALLS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.startfile", "os.execv", "os.execvp"),
    *("os.spawnv", "os.posix_spawn", "extractall", "extract", "fromstring", "XML", "iterparse", "load_extension"),
    *("enable_load_extension", "chmod", "os.chmod", "mktemp"),
}
WRITERS = {"write_text", "write_bytes"}
FILES = {
    "tutor/service/files.py": "files that a user asks for: whole or not at all, 0600",
    "tutor/cli/crash.py": "the report of an error, 0600",
    "tutor/store/private.py": "creating and placing private files",
    "tutor/store/additions.py": "a pack in the folder of the data, in a folder of its own until it is whole",
}
"""The only modules that may write a file or set its mode."""
LOADERS = {
    ("tutor/exchange/reading.py", "zipfile"): "zip in memory: within limits, and nothing is unpacked to a disk",
    ("tutor/exchange/package.py", "zipfile"): "a pack in memory: within limits, names and hashes checked",
    ("tutor/content/check.py", "subprocess"): "this program again, to judge a part of the lessons",
    ("tutor/cli/preview.py", "subprocess"): "the editor that an author chose, with a file of the author",
    ("tutor/cli/windows.py", "ctypes"): "asks a console of Windows whether it follows codes",
    ("tutor/store/private.py", "ctypes"): "asks Windows whether a folder is on a network drive",
}
"""The only modules that may load one of these."""
OUTPUT = {"tutor/cli/output.py", "tutor/service/files.py", "tutor/cli/crash.py"}
"""The door for what verbs say, and two modules that write files."""


def name_of(function: ast.expr) -> tuple[str, str]:
    whole = ast.unparse(function)
    return whole, whole.rpartition(".")[2]


def writes(call: ast.Call) -> bool:
    """Whether this opens a file for more than reading, as far as the source tells."""
    whole, name = name_of(call.func)
    if name in WRITERS and isinstance(call.func, ast.Attribute):
        return True
    if (
        name != "open"
        or whole.startswith(("Store.", "os."))
        or whole.endswith(("workspace.open", "self.open", "evening.open"))
    ):
        return False
    place = 1 if isinstance(call.func, ast.Name) else 0
    modes = [word.value for word in call.keywords if word.arg == "mode"] or call.args[place : place + 1]
    return any(not isinstance(mode, ast.Constant) or set(str(mode.value)) & set("wax+") for mode in modes)


def speaks(call: ast.Call) -> bool:
    """Whether this writes to the terminal around the door."""
    whole, name = name_of(call.func)
    text = ast.unparse(call.args[0]) if call.args else ""
    match name:
        case "print" | "input":
            return not text.startswith("visible(")
        case "echo" | "secho":
            return text not in ("", "context.get_help()")
        case "write" | "writelines":
            return whole.startswith(("out.", "sys.")) and "json_text(" not in text
    return False


def dangers(source: str, path: str) -> Iterator[str]:
    tree = ast.parse(source)
    for name in imported(tree):
        if (path, name.partition(".")[0]) in LOADERS:
            continue
        if any(name == module or name.startswith(f"{module}.") for module in MODULES):
            yield name
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        whole, name = name_of(node.func)
        if (whole in CALLS or name in CALLS) and path not in FILES and whole != "re.compile":
            yield whole
        if writes(node) and path not in FILES and not (whole == "archive.open" and (path, "zipfile") in LOADERS):
            yield ast.unparse(node)
        if path.startswith("tutor/cli/") and path not in OUTPUT and speaks(node):
            yield ast.unparse(node)


def test_no_dangers() -> None:
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in SOURCES}
    found = {path: list(dangers(source, path)) for path, source in sources.items()}
    assert {path: calls for path, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import subprocess",
        "from pickle import loads",
        "import importlib\nimportlib.import_module('ctypes')",
        "from zipfile import ZipFile",
        "archive.extractall(folder)",
        "open(path, 'w')",
        "open(path, mode='a')",
        "path.open('x')",
        "path.open(mode)",
        "path.write_text(text)",
        "path.write_bytes(data)",
        "os.system(text)",
        "eval(text)",
        "compile(text, '', 'exec')",
        "path.chmod(0o644)",
        "connection.enable_load_extension(True)",
        "print(name)",
        "input(question)",
        "out.write(name)",
        "sys.stdout.write(name)",
        "click.echo(name)",
    ],
)
def test_a_danger_is_noticed(source: str) -> None:
    assert list(dangers(source, "tutor/cli/nieuw.py"))


@pytest.mark.parametrize("source", ["path.open('rb')", "open(path)", "re.compile(text)", "out.write(json_text(found))"])
def test_what_is_harmless_is_left_alone(source: str) -> None:
    assert not list(dangers(source, "tutor/cli/nieuw.py"))
