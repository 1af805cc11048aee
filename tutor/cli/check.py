"""The verb `controleer`: what is wrong with the content, what it covers, and what grows old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from tutor.cli.content import FALSE_CACHE, cache_differs
from tutor.cli.exits import Exit
from tutor.cli.output import json_text, say
from tutor.content.check import check as check_content
from tutor.content.load import load
from tutor.content.upkeep import coverage, due, unasked_steps
from tutor.dates import full_date
from tutor.model import Problem, Severity

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning"}
"""How JSON names a severity."""


def check(root: Path, *, strict: bool, as_json: bool, out: TextIO, today: date | None = None) -> int:
    """Check the content below a root folder. Returns the exit code: 1 for errors, or, if strict, for warnings too.

    `today` is the day on which dates are judged; by default the day of the system's clock.
    """
    if not root.is_dir():
        say(f"De map {root} bestaat niet; noem de map waar lessons en quizzes in staan.", out)
        return Exit.MISUSE
    _, problems = check_content(root, today or date.today())
    removed = cache_differs(root)
    if as_json:
        out.write(json_text(_document(problems) | {"false_cache_removed": removed is not None}))
    else:
        if removed:
            say(FALSE_CACHE.format(removed), out)
        for problem in problems:
            say(problem, out)
        say(_closing(problems), out)
    return Exit.PROBLEMS if _errors(problems) or (strict and problems) else Exit.OK


def show_coverage(root: Path, *, as_json: bool, out: TextIO) -> int:
    """Print which step teaches and which item asks each goal. Returns 1 when there is a gap."""
    content, _ = load(root)
    goals, unasked = coverage(content), tuple(unasked_steps(content))
    gaps = sum(bool(goal.gaps) for goal in goals) + len(unasked)
    if as_json:
        document = {
            "goals": [
                {
                    "lesson": goal.lesson,
                    "goal": goal.goal,
                    "steps": [{"anchor": anchor, "items": list(items)} for anchor, items in goal.items_by_step],
                    "gaps": list(goal.gaps),
                }
                for goal in goals
            ],
            "unasked_steps": [{"lesson": lesson, "anchor": anchor} for lesson, anchor in unasked],
        }
        out.write(json_text(document))
        return Exit.PROBLEMS if gaps else Exit.OK
    for goal in goals:
        say(f"{goal.goal}: {goal.text}", out)
        for anchor, items in goal.items_by_step:
            say(f"    {anchor}: {', '.join(items)}", out)
        for gap in goal.gaps:
            say(f"    GAT: {gap}", out)
    for lesson, anchor in unasked:
        say(f"GAT: geen item vraagt naar de stap {anchor} van {lesson}", out)
    say(f"{len(goals)} doelen, {gaps} {'gat' if gaps == 1 else 'gaten'}.", out)
    return Exit.PROBLEMS if gaps else Exit.OK


def show_upkeep(root: Path, *, as_json: bool, out: TextIO, today: date | None = None) -> int:
    """Print what must be looked at again this quarter."""
    found = due(load(root)[0], today or date.today())
    if as_json:
        out.write(json_text([{"by": one.by.isoformat(), "what": one.what} for one in found]))
        return Exit.OK
    for one in found:
        say(f"{full_date(one.by)}: {one.what}", out)
    say(f"{len(found)} dingen om dit kwartaal na te kijken." if found else "Niets om na te kijken.", out)
    return Exit.OK


def _errors(problems: Sequence[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


def _closing(problems: Sequence[Problem]) -> str:
    if not problems:
        return "Alles klopt."
    errors = _errors(problems)
    warnings = len(problems) - errors
    return (
        f"{errors} {'fout' if errors == 1 else 'fouten'} en "
        f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}."
    )


def _document(problems: Sequence[Problem]) -> dict[str, object]:
    errors = _errors(problems)
    return {
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "severity": SEVERITIES[problem.severity],
                "code": problem.code,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in problems
        ],
        "counts": {"errors": errors, "warnings": len(problems) - errors},
    }
