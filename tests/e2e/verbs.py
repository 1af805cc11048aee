"""Every verb that draws no screens, one after another in this process: `python -m tests.e2e.verbs MAP`.

Prints the exit code of each. `MAP` takes the files that are written.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from tutor.cli import main

PLAN = "integriteitsavond"
VOTES = "aanwezig 14\n" + "verder\n7 6 1\n" * 30 + "afspraak Wij bellen.\nklaar\n"


def calls(folder: Path) -> list[tuple[tuple[str, ...], str]]:
    """What is typed behind `raadstutor`, and then on the keyboard."""
    stick, lesson = str(folder / "stick.json"), "rollen-01"
    return [
        (("regel", "--profiel", "Samira", "--nieuw"), f"quiz {lesson}\na\nb\na\nzoek motie\nvoortgang\nstop\n"),
        (("regel", "zelfscan", "raadslid"), "a\nweet niet\nstop\n"),
        (("regel", "les", lesson), "\na\n\nstop\n"),
        (("voortgang", "--json"), ""),
        (("zoek", "motie"), ""),
        (("inhoud",), ""),
        (("wetten", "toon", "opiumwet", "13b"), ""),
        (("wetten", "inlezen", stick), ""),
        (("wetten", "weg", "opiumwet"), ""),
        (("gereedschap", "termijn", "bezwaar", "15-11-2026"), ""),
        (("gereedschap", "stemmen", "--voor", "12", "--tegen", "9"), ""),
        (("gereedschap", "schrijven", "motie", "--antwoord", "feiten=x", "--naar", str(folder / "motie.docx")), ""),
        (("controleer",), ""),
        (("nieuw", "pakket", str(folder / "raalte")), ""),
        *((("nieuw", what, str(folder / "raalte")), "") for what in ("les", "vragen", "avond", "programma")),
        (("nieuw", "gemeente"), "Raalte\n39400\n"),
        (("pakket", "maak", str(folder / "raalte"), "--naar", str(folder / "raalte.zip")), ""),
        *((("pakket", verb, str(folder / "raalte.zip")), "") for verb in ("bekijk", "zet")),
        (("pakket", "lijst"), ""),
        (("--inhoud", str(folder / "raalte"), "klas", "plannen"), ""),
        (("pakket", "weg", "raalte"), ""),
        (("gegevens",), ""),
        (("gegevens", "back-up"), ""),
        (("klas", "plannen"), ""),
        (("klas", "regel", PLAN), VOTES),
        *((("klas", "verslag", "--vorm", form), "") for form in ("md", "html", "csv", "json")),
        (("klas", "verslag", "--map", str(folder / "verslagen")), ""),
        (("klas", "vergelijk", "laatste", "laatste"), ""),
        (("klas", "groep"), ""),
        (("klas", "druk", "samenvatting", lesson, "--naar", str(folder / "les.html")), ""),
        (("klas", "druk", "draaiboek", PLAN, "--naar", str(folder / "draaiboek.html")), ""),
        (("klas", "herhaalset", "--naar", str(folder / "set.json")), ""),
        (("herhaalset", str(folder / "set.json"), "--ja"), ""),
        (("exporteer", "voortgang", stick), ""),
        (("exporteer", "groep", str(folder / "groep.json")), ""),
        (("klas", "groep", str(folder / "groep.json")), ""),
        (("exporteer", "vragen", lesson, "--vorm", "excel", "--naar", str(folder / "vragen.xlsx")), ""),
        (("importeer", "vragen", str(folder / "vragen.xlsx"), "--naar", str(folder / "concept")), ""),
        (("exporteer", "resultaten", str(folder / "ik.json"), "--als", "W17", "--bij", "https://x.nl"), ""),
        (("klas", "resultaten", "--naar", str(folder / "avond.json"), "--bij", "https://x.nl"), ""),
        (("klas", "avonden"), ""),
        (("klas", "avonden", "hernoem", "laatste", "In Waterveen"), ""),
        (("klas", "avonden", "heropen", "laatste"), ""),
        (("klas", "pakket", PLAN, "--naar", str(folder / "print")), ""),
        (("klas", "avonden", "wis", "laatste", "--ja"), ""),
        (("exporteer", "leerverslag", str(folder / "leerverslag.html")), ""),
        (("samenvoegen", stick, "--ja"), ""),
        (("gegevens", "herstel"), ""),
        (("gegevens", "terugzetten", "--ja"), ""),
        (("gegevens", "exporteer", str(folder / "alles.json")), ""),
        (("gegevens", "hernoem", "Samira", "Samira Z"), ""),
        (("regel", "--profiel", "Ruben", "--nieuw"), "stop\n"),
        (("gegevens", "samenvoegen", "Samira Z", "MET", "Ruben", "--ja"), ""),
        (("gegevens", "losmaken", "Samira Z"), ""),
        (("gegevens", "terughalen", "niemand"), ""),
        (("gegevens", "wis", "Samira Z", "--ja"), ""),
        (("onzin",), ""),
    ]


if __name__ == "__main__":
    for arguments, typed in calls(Path(sys.argv[1])):
        sys.stdin = io.StringIO(typed)
        code = main(arguments)
        print(f"CODE {code} {' '.join(arguments)}")
