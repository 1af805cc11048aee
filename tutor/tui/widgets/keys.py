"""The keys of a question: all of them, over more than one line where the screen is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.keys import key_to_character

from tutor.tui.text import plain
from tutor.tui.widgets.frame import KeyLine

if TYPE_CHECKING:
    from textual.screen import Screen


class KeyLines(KeyLine):
    """Nothing is left out, and a letter that would end up in a text field gives way to another key."""

    DEFAULT_CSS = """
    KeyLines { height: auto; max-height: 3; }
    """

    def _renew(self, screen: Screen[object]) -> None:
        self.refresh(layout=True)

    def hints(self) -> list[Binding]:
        """Keys of this screen that work where the focus is, one for each action, help last."""
        focused = self.screen.focused
        by_action: dict[str, Binding] = {}
        for key, active in self.screen.active_bindings.items():
            if active.node is self.app:
                continue
            typed = focused is not None and focused.check_consume_key(key, key_to_character(key))
            if active.binding.show and active.enabled and active.binding.description and not typed:
                by_action.setdefault(active.binding.action, active.binding)
        *_, last = super().hints()
        by_action.pop(last.action, None)
        return [*by_action.values(), last]

    def render(self) -> Content:
        """All hints; a line breaks between them, not inside."""
        return plain("   ").join(self._unbroken(self._hint(binding)) for binding in self.hints())

    @staticmethod
    def _unbroken(hint: Content) -> Content:
        words = hint.split(" ")
        return plain("\u00a0").join(words)
