"""What came out of an evening: counts per group, never per person, and nothing of groups under five.

Of a rehearsal there is no report: its votes are made up, and once a document is printed or opened in a spreadsheet,
nobody can tell it from that of a real evening.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tutor.classroom.content import CORRECTED, EveningContent, first_asked
from tutor.classroom.outcome import (
    ActivityReport,
    ItemReport,
    Measured,
    Paired,
    Report,
    Resolved,
    RoundResult,
    Talking,
    Tipping,
    Won,
)
from tutor.classroom.records import FIRST, SECOND, Ballot, Paper, moment_of, shift_round
from tutor.classroom.session import ClassSession
from tutor.classroom.votes import Counts, key_of, normalised_gain, share, shares, votable
from tutor.content.statute import linked
from tutor.model import Catalogue, Debate, Item, Meeting, Multiple, Single, TeamQuiz
from tutor.system import Refusal

SMALLEST_GROUP = 5
"""Counts over fewer votes are hidden: they would say something of persons."""
TELLING = 0.2
"""Share of the last vote from which a distractor is named as a misconception of the group."""
SHAKY = 0.7
"""Share of right answers under which the lesson of an item is suggested afterwards."""
GONE = "(een antwoord dat er niet meer is)"


class Rehearsed(Refusal):
    """The evening was a rehearsal, so nothing came out of it."""


def _must_be_real(session: ClassSession) -> None:
    if session.rehearsal:
        raise Rehearsed("Dit was een repetitie met verzonnen stemmen; daarvan komt er geen verslag en geen herhaalset.")


def report(session: ClassSession, catalogue: Catalogue) -> Report:
    """The report of an evening, finished or not. Raises Rehearsed."""
    _must_be_real(session)
    titles = {activity.id: activity.title for activity in session.plan.activities}
    asked = (session.content.items[name] for name in _voted_items(session))
    items = tuple(_item(session, item, titles, linked(_sources(item, catalogue), catalogue.register)) for item in asked)
    meetings = [activity for activity in session.plan.activities if isinstance(activity, Meeting)]
    points = {point.id: point.title for meeting in meetings for point in meeting.points}
    return Report(
        plan=session.plan.id,
        title=session.title,
        started=session.started,
        ended=session.ended,
        planned_minutes=session.plan.minutes,
        present=session.present,
        activities=tuple(_activities(session)),
        items=items,
        measured=_measured(items),
        paired=_paired(session.papers),
        tipping=tuple(_tipping(session, items)),
        resolved=tuple(
            Resolved(activity=titles.get(one.activity, one.activity), text=one.text, reasons=one.reasons)
            for one in session.resolved.values()
        ),
        parked=tuple(note.text for note in session.parked),
        misconceptions=tuple(_misconceptions(_as_now(items), session.content)),
        points=dict(session.points),
        team_names=session.team_names,
        won=tuple(_won(session)),
        outcomes=tuple(
            (points.get(one.point, one.point), one.for_, one.against, str(one.decision))
            for one in session.outcomes.values()
        ),
        notes=tuple((titles.get(note.activity, note.activity), note.text) for note in session.notes),
        agreements=tuple(note.text for note in session.agreements),
        follow_up=tuple(_follow_up(session, _as_now(items), catalogue)),
        review=tuple(take_home(session, catalogue)),
        host=catalogue.municipality,
    )


def _won(session: ClassSession) -> Iterable[Won]:
    for activity in session.plan.activities:
        for name in session.content.items if isinstance(activity, TeamQuiz) else ():
            points = {
                team: more for (where, item, team), more in session.won.items() if (where, item) == (activity.id, name)
            }
            if points:
                yield Won(activity=activity.id, item=name, question=_called(session, name), points=points)


def _activities(session: ClassSession) -> Iterable[ActivityReport]:
    entered = session.activity_started
    moments = sorted(at for at in (*entered, session.ended) if at)
    for activity, at in zip(session.plan.activities, entered, strict=True):
        after = next((one for one in moments if at and one > at), None)
        yield ActivityReport(
            id=activity.id,
            title=activity.title,
            minutes=activity.minutes,
            spent=round((after - at).total_seconds() / 60) if at and after else None,
            teams=isinstance(activity, TeamQuiz),
            points=tuple(point.title for point in activity.points) if isinstance(activity, Meeting) else (),
        )


def take_home(session: ClassSession, catalogue: Catalogue) -> list[str]:
    """Items of the plan that participants can review at home. Raises Rehearsed."""
    _must_be_real(session)
    asked = dict.fromkeys(stage.item for stages in session.stages for stage in stages if stage.item)
    return [item for item in asked if item in catalogue.items and catalogue.items[item].scored]


def _voted_items(session: ClassSession) -> list[str]:
    """Items in the order of the plan; what one was before it got another text comes first."""
    voted = {ballot.subject for ballot in session.votes}
    asked = dict.fromkeys(first_asked(stage.item) for stages in session.stages for stage in stages if stage.item)
    return [name for root in asked for name in session.content.items if first_asked(name) == root and name in voted]


def _item(
    session: ClassSession, item: Item, titles: Mapping[str, str], laws: tuple[tuple[str, str], ...]
) -> ItemReport:
    key = key_of(item)
    places = {name: place for place, name in enumerate(titles)}
    ballots = sorted(
        ((ballot, counts) for ballot, counts in session.votes.items() if ballot.subject == item.id),
        key=lambda one: (places.get(one[0].activity, -1), moment_of(one[0].round)),
    )
    # Evenings that kept no texts are read with those of today, which may have lost an option or won one.
    options = votable(item)
    most = max(len(counts) for _, counts in ballots)
    options += (GONE,) * (most - len(options))
    once = not isinstance(item, Multiple)
    rounds = tuple(
        _with_tables(
            _round(ballot, _filled(counts, options), session.asked.get(ballot, 0), key, once=once),
            [_filled(table, options) for table in session.tables.get(ballot, ())],
            opinion=not key,
            once=once,
        )
        for ballot, counts in ballots
    )
    rights = [one.right for one in rounds if one.right is not None]
    both = len(rights) > 1
    return ItemReport(
        item=item.id,
        activity=titles.get(ballots[0][0].activity, ""),
        question=_called(session, item.id),
        options=options,
        key=tuple(sorted(key)),
        rounds=rounds,
        each_once=once,
        difference=round(rights[-1] - rights[0], 4) if both else None,
        gain=normalised_gain(rights[0], rights[-1]) if both else None,
        setting=item.setting,
        laws=laws,
    )


def _called(session: ClassSession, name: str) -> str:
    """The question, and what to know of its text."""
    root = first_asked(name)
    said = "lokale vraag" if any(one.id == root for one in session.plan.questions) else ""
    if name.startswith(CORRECTED):
        said = ", ".join(filter(None, (said, "tijdens de avond verbeterd")))
    elif any(first_asked(one) == root and one != name for one in session.content.items):
        said = ", ".join(filter(None, (said, "zoals ze eerst gesteld is")))
    return session.content.items[name].stem + (f" ({said})" if said else "")


def _sources(item: Item, catalogue: Catalogue) -> tuple[str, ...]:
    """What an answer rests on. An evening keeps no sources, so they are those of the item as it is now."""
    now = catalogue.items.get(item.id)
    return item.sources or (now.sources if now else ())


def _tells_of_persons(opinions: Counts) -> bool:
    """Whether an opinion was shared by all, or by a handful: then the number says what somebody thinks."""
    held = [count for count in opinions if count]
    return len(held) == 1 or min(held) < SMALLEST_GROUP


def _round(ballot: Ballot, counts: Counts, asked: int, key: frozenset[int], *, once: bool) -> RoundResult:
    people = sum(counts) if once else max(asked, *counts)
    if people < SMALLEST_GROUP or (not key and _tells_of_persons(counts)):
        return RoundResult(round=ballot.round, activity=ballot.activity, counts=None, people=0, right=None)
    right = round(share(counts, key), 4) if key and once else None
    return RoundResult(round=ballot.round, activity=ballot.activity, counts=counts, people=people, right=right)


def _filled(counts: Counts, options: tuple[str, ...]) -> Counts:
    return (*counts, *[0] * (len(options) - len(counts)))


def _with_tables(result: RoundResult, tables: list[Counts], *, opinion: bool, once: bool) -> RoundResult:
    """The vote with that of each table: all of them or none, as what the others chose tells of the one that is hidden.

    A hand for more than one option tells not how many sit at a table; the most for one of them is what is sure.
    """
    if not tables:
        return result
    people = [sum(table) if once else max(table) for table in tables]
    few = any(0 < number < SMALLEST_GROUP for number in people)
    told = opinion and any(_tells_of_persons(table) for table in tables if any(table))
    hidden = result.counts is None or few or told
    return replace(result, tables=None if hidden else tuple(tables))


def _measured(items: Iterable[ItemReport]) -> Measured | None:
    pairs = [
        (rounds["voor"], rounds["na"])
        for item in items
        if {"voor", "na"} <= (rounds := {one.round: one for one in item.rounds if one.right is not None}).keys()
    ]
    if not pairs:
        return None
    before, after = (sum(one.people for one in side) for side in zip(*pairs, strict=True))
    rights = [sum((one.right or 0) * one.people for one in side) for side in zip(*pairs, strict=True)]
    return Measured(
        items=len(pairs),
        before=round(rights[0] / before, 4),
        after=round(rights[1] / after, 4),
        votes_before=before,
        votes_after=after,
    )


def _paired(papers: Mapping[tuple[str, str], Paper]) -> Paired | None:
    both = [
        (paper, papers[code, "na"])
        for (code, moment), paper in papers.items()
        if moment == "voor" and (code, "na") in papers
    ]
    if len(both) < SMALLEST_GROUP:
        return None
    before, after = (sum(one.right / one.asked for one in side) / len(both) for side in zip(*both, strict=True))
    return Paired(people=len(both), before=round(before, 4), after=round(after, 4))


def _tipping(session: ClassSession, items: Iterable[ItemReport]) -> Iterable[Tipping]:
    for item in items:
        asked = session.content.items[item.item]
        held = {one.round: one.counts for one in item.rounds if one.counts}
        if not isinstance(asked, Debate) or FIRST not in held:
            continue
        order = [ballot.round for ballot in session.votes if ballot.subject == item.item]
        for number, fact in enumerate(asked.shifts, 1):
            if shift_round(number) not in held:
                continue
            before = order[: order.index(shift_round(number))]
            most = _leading(held[SECOND if SECOND in before and SECOND in held else FIRST])
            now = _leading(held[shift_round(number)])
            if most is not None and now is not None and now != most:
                yield Tipping(question=item.question, fact=fact, choice=item.options[now])
                break


def _leading(counts: Counts) -> int | None:
    """The option that most chose; None when nobody voted, or two were equal."""
    most = max(counts, default=0)
    return counts.index(most) if most and counts.count(most) == 1 else None


def _as_now(items: Iterable[ItemReport]) -> list[ItemReport]:
    """Of a question that was mended and voted on again only the last: the votes before say what is over."""
    return list({first_asked(item.item): item for item in items}.values())


def _last_open(item: ItemReport) -> tuple[float, ...]:
    """What part chose each option in the last vote, when that may be shown: an earlier one says what is over."""
    last = item.rounds[-1]
    return shares(last.counts, last.people, each_once=item.each_once) if last.counts else ()


def _misconceptions(items: Iterable[ItemReport], content: EveningContent) -> Iterable[Talking]:
    register = content.misconceptions
    found: dict[str, float] = {}
    for item in items:
        asked = content.items[item.item]
        if not isinstance(asked, Single | Multiple):
            continue
        for option, held in zip(asked.options, _last_open(item), strict=False):
            if option.misconception in register and held >= TELLING:
                found[option.misconception] = max(held, found.get(option.misconception, 0))
    for name, held in sorted(found.items(), key=lambda one: -one[1]):
        yield Talking(misconception=register[name].text, talking_point=register[name].talking_point, share=held)


def _follow_up(session: ClassSession, items: Iterable[ItemReport], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    shaky = [
        catalogue.lesson_of[first_asked(item.item)].head.id
        for item in items
        if first_asked(item.item) in catalogue.lesson_of
        and item.key
        and (last := item.rounds[-1].right) is not None
        and last < SHAKY
    ]
    for lesson_id in dict.fromkeys((*shaky, *session.plan.follow_up)):
        if lesson_id in catalogue.lessons:
            yield lesson_id, catalogue.lessons[lesson_id].head.title
