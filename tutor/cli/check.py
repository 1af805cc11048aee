"""The verb `controleer`: everything that is wrong with the content, one line per problem."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from tutor.cli.exits import Exit
from tutor.content.check import check as check_content
from tutor.model import Problem, Severity

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning"}
"""How JSON names a severity."""


def check(root: Path, *, strict: bool, as_json: bool, out: TextIO, today: date | None = None) -> int:
    """Check the content below a root folder. Returns the exit code: 1 for errors, or, if strict, for warnings too.

    `today` is the day on which dates are judged; by default the day of the system's clock.
    """
    if not root.is_dir():
        print(f"De map {root} bestaat niet; noem de map waar lessons en quizzes in staan.", file=out)
        return Exit.MISUSE
    _, problems = check_content(root, today or date.today())
    if as_json:
        json.dump(_document(problems), out, ensure_ascii=False, indent=2)
        print(file=out)
    else:
        for problem in problems:
            print(problem, file=out)
        print(_closing(problems), file=out)
    return Exit.PROBLEMS if _errors(problems) or (strict and problems) else Exit.OK


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
