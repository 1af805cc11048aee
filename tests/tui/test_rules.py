"""No text reaches a widget but through `tutor.tui.text`: read from the source, so that no screen is forgotten."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "tutor" / "tui"
FILES = sorted(TUI.rglob("*.py"))
DOOR = TUI / "text.py"

WIDGETS = {
    *("Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Collapsible", "Selection", "TourStrip"),
    *("TabPane", "ListItem", "Digits", "Tooltip", "update", "Hit", "DiscoveryHit", "Field", "Input"),
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
    "from_rich_text",
    "styled",
    "assemble",
    "visualize",
    "Notify",
    "Text",
}
"""Calls that parse markup, or that this app has no use for."""
LOOKED_AT = {"Button", "Checkbox", "Digits", "Input", "Option", "Static", "TextArea"}
"""The widgets of Textual that are used here, so that this rule knows them. Add one only together with its text."""
TEXT_WIDGETS = LOOKED_AT | {"Label"}
TITLES = {"TITLE", "SUB_TITLE", "BORDER_TITLE", "BORDER_SUBTITLE"}
TAKERS = {
    "add_option",
    "add_options",
    "replace_option_prompt",
    "replace_option_prompt_at_index",
    "add_tab",
    "set_content",
}
"""Methods that take a `str` as markup."""
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
MAKERS = {"plain", "line", "lines", "_shown", "bar", "counted", "wrapped", "sheet", "round_so_far", "Content"} | {
    "face"
}
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

    yield from strangers(tree)
    yield from roundabout(tree)
    yield from inherited(tree, safe)
    yield from shown(tree, safe)
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


def strangers(tree: ast.AST) -> Iterator[str]:
    """Widgets of which nobody looked what they do with text, and functions that do not belong here."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("textual.widgets"):
                yield from (alias.name for alias in names if alias.name not in LOOKED_AT or alias.asname)
            case ast.Import(names=names):
                yield from (alias.name for alias in names if alias.name.startswith("textual.widget"))
            case ast.Call(func=ast.Name(id="print" | "setattr" | "exec" | "eval" as name)):
                yield name
            case ast.Call(func=ast.Call(func=ast.Name(id="getattr"))) | ast.Call(func=ast.IfExp()):
                yield ast.unparse(node)


def roundabout(tree: ast.AST) -> Iterator[str]:
    """A widget that is handed on to be made elsewhere, where this rule does not look."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="partial" | "map" | "starmap"), args=args):
                yield from (ast.unparse(node) for part in args if name_of(part) in TEXT_WIDGETS)
            case ast.Assign(value=ast.Name(id=name)) if name in TEXT_WIDGETS:
                yield ast.unparse(node)
            case ast.Call(func=function, args=args) if name_of(function) in TEXT_WIDGETS:
                yield from (ast.unparse(node) for part in args if isinstance(part, ast.Starred))


def inherited(tree: ast.AST, safe: Callable[[ast.expr], bool]) -> Iterator[str]:
    """What a widget of our own gives to the widget that it is made from, and what it draws itself."""
    for kind in ast.walk(tree):
        if not isinstance(kind, ast.ClassDef):
            continue
        texts = {name_of(base.value if isinstance(base, ast.Subscript) else base) for base in kind.bases} & TEXT_WIDGETS
        for node in ast.walk(kind):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"), args=args
                ):
                    yield from (ast.unparse(node) for part in args if texts and not safe(part))
                case ast.FunctionDef(name="render", returns=returns):
                    if returns is None or ast.unparse(returns) != "Content":
                        yield f"{kind.name}.render"


def shown(tree: ast.AST, safe: Callable[[ast.expr], bool]) -> Iterator[str]:
    """Other places in which a `str` is markup: attributes, options, titles, tooltips and what keys are called."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Attribute(attr="label" | "content" | "prompt")], value=value) if not safe(
                value
            ):
                yield ast.unparse(node)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in TITLES and not safe(value):
                yield ast.unparse(node)
            case ast.Call(func=function, args=args) if name_of(function) in TAKERS:
                yield from (ast.unparse(node) for part in args if not (safe(part) or is_made(part)))
            case ast.Call(func=ast.Name(id="Binding"), args=[_, _, about, *_]) if not safe(about):
                yield ast.unparse(node)
            case ast.Call(func=ast.Name(id="Hit" | "DiscoveryHit" as name), args=args):
                text = args[name == "Hit"]
                if not safe(text) and not (isinstance(text, ast.Name) and text.id == "title"):
                    yield ast.unparse(node)
        if isinstance(node, ast.Call):
            named = {word.arg: word.value for word in node.keywords}
            for name in ("border_title", "border_subtitle", "tooltip"):
                if name in named and not safe(named[name]):
                    yield ast.unparse(node)


def is_made(node: ast.expr) -> bool:
    """An option or a name of one: options are looked at where they are made."""
    return isinstance(node, ast.Name) or (isinstance(node, ast.Call) and name_of(node.func) == "Option")


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
        "class A(Static):\n    def __init__(self, text: str) -> None:\n        super().__init__(text)",
        "class A(Widget):\n    def render(self) -> str:\n        return self.item.question",
        "class A(Widget):\n    def render(self):\n        return self.item.question",
        "self.button.label = name",
        "widget.content = name",
        "options.add_option(item.question)",
        "options.add_options([term.term])",
        "options.replace_option_prompt('a', term.term)",
        "tabs.add_tab(item.question)",
        "from textual.widgets import Tab",
        "from textual.widgets import Static as Text",
        "from textual.widgets._toast import Toast",
        "import textual.widgets as w",
        "self.post_message(Notify(name))",
        "self.app.notify(name)",
        "Binding('x', 'y', name)",
        "Binding('x', 'y', 'Z', tooltip=name)",
        "Content.from_rich_text(name)",
        "Content.assemble(name)",
        "Content.styled(name)",
        "Text(name)",
        "visualize(widget, name)",
        "Vertical(border_title=name)",
        "Static(*names)",
        "getattr(widget, 'update')(name)",
        "setattr(widget, 'border_title', name)",
        "partial(Static, name)",
        "map(Static, names)",
        "S = Static\nS(name)",
        "(Static if a else Label)(name)",
        "class A(Static):\n    BORDER_TITLE = name()",
        "Hit(1, name, go)",
        "DiscoveryHit(name, go)",
        "print(name)",
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
        "class A(Static):\n    def __init__(self, text: Content) -> None:\n        super().__init__(text)",
        "class A(Widget):\n    def render(self) -> Content:\n        return plain(self.item.question)",
        "Binding('x', 'y', 'Zoeken')",
        "from textual.widgets import Static",
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
