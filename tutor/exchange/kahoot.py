"""Questions as the spreadsheet that Kahoot imports: short choices only, without feedback.

The names of the columns stand in its eighth row, from the second column. Layout as in public copies of the template.
"""

from __future__ import annotations

from collections.abc import Sequence

from tutor.exchange import spreadsheet
from tutor.exchange.questions import KAHOOT_ANSWER, KAHOOT_ANSWERS, KAHOOT_QUESTION, Outgoing, asked, correct, options
from tutor.exchange.spreadsheet import Sheet, Value

HEAD_ROW = 8
SECONDS = 60
"""To answer: of what Kahoot offers, enough to read a question of 120 characters and four answers."""
_HEAD: tuple[Value, ...] = (
    "",
    f"Question - max {KAHOOT_QUESTION} characters",
    *(f"Answer {number} - max {KAHOOT_ANSWER} characters" for number in range(1, KAHOOT_ANSWERS + 1)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)


def write(questions: Sequence[Outgoing], licence: str) -> bytes:
    """The workbook. `questions`: only what fits, see `questions.written`."""
    rows: list[Sequence[Value]] = [
        ["", "Quiz template"],
        ["", f"Uit Raadstutor, licentie {licence}. De goede antwoorden staan erin."],
    ]
    rows += [[]] * (HEAD_ROW - 1 - len(rows))
    rows.append(_HEAD)
    for number, one in enumerate(questions, 1):
        answers = [option.text for option in options(one.item)]
        answers += [""] * (KAHOOT_ANSWERS - len(answers))
        keys = ",".join(str(index + 1) for index in sorted(correct(one.item)))
        rows.append([number, asked(one.item), *answers, SECONDS, keys])
    return spreadsheet.write([Sheet("Sheet1", rows)])
