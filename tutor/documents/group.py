"""The report of a group, and of how items work in it, as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.classroom.group import ENOUGH, GroupReport, ItemStatistic
from tutor.classroom.votes import votable
from tutor.documents.html import escape
from tutor.documents.report import percent, section, talking
from tutor.model import Catalogue


def group_markdown(group: GroupReport, catalogue: Catalogue) -> str:
    """The report of a group as Markdown."""
    return "\n".join(_group_lines(group, catalogue)) + "\n"


def _group_lines(group: GroupReport, catalogue: Catalogue) -> Iterator[str]:
    yield "# Zo staat de groep ervoor"
    yield ""
    if not group.goals:
        yield "Er zijn te weinig antwoorden. Een groep bestaat uit minstens vijf mensen."
        return
    yield "Aandeel goed bij de eerste keer, per doel. Namen staan hier niet in."
    titles = {lesson_id: lesson.head.title for lesson_id, lesson in catalogue.lessons.items()}
    for lesson_id in dict.fromkeys(goal.lesson for goal in group.goals):
        goals = [goal for goal in group.goals if goal.lesson == lesson_id]
        yield from section(escape(titles[lesson_id]), [f"{percent(g.right)}: {escape(g.text)}" for g in goals])
    if group.misconceptions:
        yield from section("Misvattingen om over door te praten", [talking(one) for one in group.misconceptions])
    if group.items:
        yield from section(f"Vragen, vanaf {ENOUGH} antwoorden", [item_line(one, catalogue) for one in group.items])
    if group.gains:
        yield from section(
            "Eerste en laatste toets",
            [
                f"{escape(titles.get(g.lesson, g.lesson))}: van {percent(g.first)} naar {percent(g.last)}"
                for g in group.gains
            ],
        )


def item_line(one: ItemStatistic, catalogue: Catalogue, written: Callable[[str], str] = escape) -> str:
    """How an item works: how many had it right, whether it tells who knows more, and what was chosen.

    `written`: how the words of an author are put where this goes; in Markdown by default.
    """
    item = catalogue.items[one.item]
    said = f"{written(item.stem)} ({one.item}): {percent(one.facility)} van {one.answers} goed"
    if one.discrimination is not None:
        said += f"; onderscheid {one.discrimination:.2f}".replace(".", ",")
        if one.discrimination < 0:
            said += " (wie de rest goed heeft, heeft deze vaker fout: kijk de vraag na)"
    texts = votable(item)
    chosen = [f"{written(texts[at].rstrip('.'))}: {number}" for at, number in one.chosen if at < len(texts)]
    return f"{said}. {'; '.join(chosen)}." if chosen else f"{said}."
