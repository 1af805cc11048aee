"""What a lesson on the gemeente says to who sits in Provinciale Staten or in the board of a water board."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.content.pack import shipped
from tutor.model import Lesson, StepRole
from tutor.model.lesson import BODIES

MODULES = ("rollen", "integriteit", "regio")
LAWS = ("gemeentewet", "wgr")
NAMED = re.compile("[Aa]rtikel|Provinciewet|Waterschapswet")
OTHER_LAW = re.compile("Awb|Wet|Kieswet|Grondwet")
ARTICLE = re.compile(r"artikel(?:en)? (?P<first>\d+[a-z]*)\b[^.)\n]*")


def test_a_core_step_with_an_article_says_what_holds_elsewhere() -> None:
    """Seen red without the block for the AB-lid under the step on closed doors."""
    missing = [
        f"{lesson.head.id} {step.anchor}: {body}"
        for lesson in _lessons()
        for step in lesson.steps
        if step.role is StepRole.CORE and any(_of_the_gemeente(lesson, step.text))
        for body in BODIES
        if not any(body in block.bodies for block in step.elsewhere)
    ]
    assert missing == []


def test_a_block_names_an_article_of_a_law_that_holds_there() -> None:
    """All but one: it says that it is not certain whether a rule holds there. Seen red with the article taken out
    of a block."""
    silent = [
        f"{lesson.head.id} {step.anchor}"
        for lesson in _lessons()
        for step in lesson.steps
        for block in step.elsewhere
        if not NAMED.search(block.text)
    ]
    assert silent == ["integriteit-08 strafbaar"]


def _of_the_gemeente(lesson: Lesson, text: str) -> Iterator[str]:
    own = {source.split()[1] for source in lesson.head.sources if source.split()[0] in LAWS}
    for match in ARTICLE.finditer(text):
        if match["first"] in own and not OTHER_LAW.search(match[0].replace("Gemeentewet", "")):
            yield match[0]


def _lessons() -> Iterator[Lesson]:
    return (lesson for module in shipped().modules if module.head.id in MODULES for lesson in module.lessons)
