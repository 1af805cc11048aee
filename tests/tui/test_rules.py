"""No text reaches a widget but through `tutor.tui.text`: read from the source, so that no screen is forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "tutor" / "tui"
FILES = sorted(TUI.rglob("*.py"))
DOOR = TUI / "text.py"

WIDGETS = {
    *("Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Collapsible", "Selection", "TourStrip"),
    *("TabPane", "ListItem", "Digits", "Tooltip", "update", "Hit", "DiscoveryHit", "NameField", "Input"),
    *("TextArea", "CommandPalette", "OptionList", "SelectionList", "Select", "Placeholder", "Rule", "Header"),
}
"""Calls in which Textual reads a `str` as markup."""
NEVER = {
    "from_markup",
    "from_text",
    "Markdown",
    "MarkdownViewer",
    "RichLog",
    "Log",
    "Pretty",
    "DataTable",
    "Tree",
    "escape",
}
"""Calls that parse markup, or that this app has no use for."""
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "title", "sub_title", "placeholder"}
"""Attributes in which a `str` is markup, or that Textual shows in its own places."""
TEXT_ARGUMENTS = {
    "content",
    "label",
    "prompt",
    "placeholder",
    "title",
    "tooltip",
    "match_display",
    "display",
    "help",
    "message",
}
MAKERS = {"plain", "line", "lines", "_shown", "bar", "counted", "wrapped", "sheet", "Content"} | {"face"}
"""Give Content; `face` gives digits and a colon."""


def name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


class Known:
    """Names that give or hold Content: annotated so, returned so, or assigned from something that is."""

    def __init__(self, tree: ast.AST) -> None:
        self.makers = set(MAKERS)
        self.names: set[str] = set()
        for node in ast.walk(tree):
            match node:
                case ast.arg(arg=name, annotation=ast.expr() as kind) if "Content" in ast.unparse(kind):
                    self.names.add(name)
                case ast.FunctionDef(name=name, returns=ast.expr() as kind) if "Content" in ast.unparse(kind):
                    self.makers.add(name)
                case ast.AnnAssign(target=target, annotation=kind) if "Content" in ast.unparse(kind):
                    self.names.add(name_of(target))
        while self._grow(tree):
            pass

    def _grow(self, tree: ast.AST) -> bool:
        new = {
            name_of(target)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and self.is_content(node.value)
            for target in node.targets
        }
        grown = not new <= self.names
        self.names |= new
        return grown

    def is_content(self, node: ast.expr) -> bool:
        match node:
            case ast.Call(func=function):
                return name_of(function) in self.makers
            case ast.Name() | ast.Attribute():
                return name_of(node) in self.names
            case ast.IfExp(body=body, orelse=other):
                return self.is_content(body) and self.is_content(other)
        return False


def is_literal(node: ast.expr, constants: set[str]) -> bool:
    return isinstance(node, ast.Constant) or name_of(node) in constants


def constants_of(tree: ast.Module) -> set[str]:
    """Names of the module that hold a literal text."""
    return {
        name_of(target)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
    }


def unsafe(source: str) -> Iterator[str]:
    """What this source gives to a widget without the door."""
    tree = ast.parse(source)
    known, constants = Known(tree), constants_of(tree)

    def safe(node: ast.expr) -> bool:
        return is_literal(node, constants) or known.is_content(node)

    for node in ast.walk(tree):
        match node:
            case ast.Call(func=function) if name_of(function) in NEVER:
                yield ast.unparse(node)
            case ast.Call(func=function, args=args, keywords=keywords) if name_of(function) == "notify":
                markup = {word.arg: ast.unparse(word.value) for word in keywords}
                cleaned = args and isinstance(args[0], ast.Call) and name_of(args[0].func) == "clean"
                if markup.get("markup") != "False" or not cleaned:
                    yield ast.unparse(node)
            case ast.Call(func=function, args=args, keywords=keywords) if name_of(function) in WIDGETS:
                texts = [arg for arg in args if not isinstance(arg, ast.Starred)]
                if name_of(function) in ("Hit", "DiscoveryHit"):
                    texts = [arg for arg in texts if "title" in ast.unparse(arg) or "about" in ast.unparse(arg)]
                    texts = [arg for arg in texts if name_of(arg) != "title" and "clean(" not in ast.unparse(arg)]
                named = [word.value for word in keywords if word.arg in TEXT_ARGUMENTS]
                yield from (ast.unparse(node) for part in (*texts, *named) if not safe(part))
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value) if name in ATTRIBUTES and not safe(value):
                yield ast.unparse(node)
            case ast.Call(func=ast.Name(id="Content"), args=[part, *_]) if not isinstance(part, ast.Constant):
                yield ast.unparse(node)


@pytest.mark.parametrize("path", [path for path in FILES if path != DOOR], ids=lambda path: str(path.relative_to(TUI)))
def test_text_goes_through_the_door(path: Path) -> None:
    assert list(unsafe(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "Static(lesson.title)",
        "Static(f'Dag {name}')",
        "Static('Dag ' + name)",
        "Label(str(error))",
        "Button(term.term)",
        "Option(item.question, id='a')",
        "self.query_one(Static).update(text)",
        "widget.border_title = name",
        "widget.tooltip = term.explanation",
        "self.notify(str(error))",
        "self.notify(clean(str(error)))",
        "self.notify(str(error), markup=False)",
        "Input(placeholder=name)",
        "Content.from_markup(text)",
        "Content(lesson.title)",
        "Markdown(step.text)",
        "Static(title if a else plain('b'))",
        "x = lesson.title\nStatic(x)",
        "def f(title: Content) -> None:\n    Static(title.plain)",
    ],
)
def test_a_way_around_the_door_is_noticed(source: str) -> None:
    assert list(unsafe(source))


@pytest.mark.parametrize(
    "source",
    [
        "Static(plain(lesson.title))",
        "Static('Welkom')",
        "Static(lines((a, 'bold'), b))",
        "def f(title: Content) -> None:\n    Static(title)",
        "x = plain(a)\nStatic(x)",
        "Static(id='about')",
        "self.notify(clean(message), markup=False)",
    ],
)
def test_what_is_safe_is_left_alone(source: str) -> None:
    assert not list(unsafe(source))


def test_stylesheets_name_no_colours() -> None:
    """Only themes do, so that each theme reaches everything."""
    sheet = (TUI / "tutor.tcss").read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in FILES if path.name != "themes.py")
    hexes = [
        part for part in (sheet + code).split() if part.startswith("#") and set(part[1:7]) <= set("0123456789abcdef")
    ]
    assert [part for part in hexes if len(part.strip(";")) in (4, 7)] == []
