"""Markdown of a step as lines that fit the screen: read into blocks, then laid out for a width."""

from tutor.tui.prose.blocks import Block, Link, Prose
from tutor.tui.prose.layout import lay
from tutor.tui.prose.reading import read

__all__ = ["Block", "Link", "Prose", "lay", "read"]
