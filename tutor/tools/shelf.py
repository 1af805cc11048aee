"""All tools for tonight, by the name that a link, a verb and line mode give them."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.tools import terms, voting, writing
from tutor.tools.tool import Tool

SORTS: Mapping[str, str] = {
    voting.VOTING: "Tel de leden en de stemmen: mag het, is het geldig, en wat is besloten?",
    writing.WRITING: "Vul in wat je weet; je ziet meteen het stuk, en wat er nog mist.",
    terms.TERMS: "Wanneer is het te laat? Vul een dag in en zie wat er volgt, met het artikel.",
}
"""What each sort of tools is for, by the word after `gereedschap`."""
TOOLS: Mapping[str, Tool] = {tool.id: tool for tool in (*voting.TOOLS, *writing.TOOLS, *terms.TOOLS)}


def of_sort(sort: str) -> tuple[Tool, ...]:
    """The tools of a sort."""
    return tuple(tool for tool in TOOLS.values() if tool.sort == sort)
