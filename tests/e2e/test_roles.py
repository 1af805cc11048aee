"""Learners of each role follow a programme in the installed app at 80 by 24, and play its first three lessons."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.content.pack import shipped
from tutor.learning.route import Role, tailored
from tutor.model import Programme

if os.name != "posix":
    pytest.skip("pseudo-terminals of POSIX", allow_module_level=True)

from tests.e2e.player import Player, Seen
from tests.e2e.terminal import Terminal
from tests.figures import Figures

PROGRAMME: Mapping[Role, str] = {
    Role.COUNCILLOR: "vliegende-start",
    Role.GROUP_LEADER: "fractieavond",
    Role.ALDERMAN: "vliegende-start-wethouder",
    Role.COMMITTEE_MEMBER: "kandidaat",
    Role.CLERK: "begroting-in-een-week",
    Role.CANDIDATE: "kandidaat",
    Role.ASSISTANT: "fractieavond",
    Role.PROVINCIAL: "vliegende-start-statenlid",
    Role.WATER_BOARD: "vliegende-start-ab-lid",
}
LESSONS = 3


def _lessons(programme: Programme) -> list[str]:
    """The first lessons that it stops at, whole or in part."""
    return list(dict.fromkeys(stop.lesson for section in programme.sections for stop in section.stops))[:LESSONS]


@pytest.mark.long
@pytest.mark.figures("Roles that play three lessons of a programme, 80 by 24")
@pytest.mark.parametrize("role", Role)
def test_three_lessons_of_a_programme(role: Role, tmp_path: Path, figures: Figures) -> None:
    content = tailored(shipped(), role)
    programme = next(one for one in content.programmes if one.id == PROGRAMME[role])
    seen: list[Seen] = []
    for lesson in _lessons(programme):
        with Terminal(tmp_path / lesson) as terminal:  # home keeps its place; a new one is at the top
            player = Player(terminal, content)
            player.begin(role)
            player.follow(programme)
            player.open(content.lessons[lesson])
            player.play(content.lessons[lesson])
            seen += player.seen
    faults = [fault for one in seen for fault in one.faults]
    figures(roles=1, lessons=LESSONS, screens=len(seen), faults=len(faults))
    assert not faults
