"""What a text with links tells the screen around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tutor.tui.prose import Link


class Followed(Message):
    """The learner opens a link."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.link = link
