"""Markdown in one widget: laid out for the width, with links that can be marked and followed."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tutor.content.markdown import parse
from tutor.tui.destinations import Go, of_link
from tutor.tui.prose import Prose, lay, read
from tutor.tui.text import lines, plain, wrapped


class LessonText(Widget):
    """One widget for a whole text: Textual's Markdown makes one for every paragraph, which costs a third more."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    LessonText { height: auto; width: 1fr; }
    """

    selected: reactive[int | None] = reactive(None, init=False, layout=True)
    """Index of the link that Enter opens."""

    def __init__(self, text: str, *, above: Content | None = None) -> None:
        """`above` stands over the text, such as a title. `show` also takes what stands below, such as a note."""
        super().__init__()
        self.auto_links = False  # links have their own look, also when one is marked
        self._tokens = parse(text)
        self._above = above
        self._below: Content | None = None
        self._prose = read(self._tokens)
        self._laid: tuple[int, list[Content]] | None = None

    def show(self, text: str, *, above: Content | None = None, below: Content | None = None) -> None:
        self._tokens = parse(text)
        self._above, self._below = above, below
        self.set_reactive(LessonText.selected, None)
        self._renew()

    def watch_selected(self) -> None:
        self._renew()

    def _renew(self) -> None:
        self._prose = read(self._tokens, self.selected)
        self._laid = None
        self.refresh(layout=True)

    @property
    def prose(self) -> Prose:
        return self._prose

    def lines(self, width: int) -> list[Content]:
        """All lines at a width in cells."""
        if self._laid is None or self._laid[0] != width:
            above = [*self._above.wrap(width), plain("")] if self._above else []
            below = [plain(""), *wrapped(self._below, width)] if self._below else []
            self._laid = (width, [*above, *lay(self._prose.blocks, width), *below])
        return self._laid[1]

    def line_of(self, link: int) -> int:
        """The line on which a link begins."""
        for number, text in enumerate(self.lines(self.content_size.width)):
            if any(isinstance(span.style, Style) and span.style.meta.get("link") == link for span in text.spans):
                return number
        return 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width)) if width > 0 else 0

    def render(self) -> Content:
        return lines(*self.lines(self.content_size.width))

    def action_follow(self, index: int) -> None:
        """Open the link with this index."""
        if 0 <= index < len(self.prose.links):
            link = self.prose.links[index]
            self.screen.post_message(Go(of_link(link.target), label=link.label))
