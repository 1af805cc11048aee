"""Hostile names, content, notes, paths and files in everything that a verb writes to the terminal.

Every verb has a call here: a new one has to be added. Seen red with: an error that is printed without `say`; the path
of a parcel that is written as it is; JSON in which U+009B stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from tests.e2e.laptop import Laptop, Result
from tests.figures import Figures
from tests.hostile.evening import content_of
from tests.hostile.poison import Places, poisoned
from tests.hostile.strings import EVERY, FEW, steering
from tests.test_docs import commands
from tests.tui.sample import CATALOGUE
from tutor.cli.root import now
from tutor.cli.verbs import raadstutor
from tutor.content.characters import visible
from tutor.exchange import group_files, parcel
from tutor.learning.events import Unknown
from tutor.learning.notebook import Place
from tutor.service.evening import Evening
from tutor.service.study import Study
from tutor.store import FILE_NAME, Store

NAME = "".join(EVERY)
IN_PATHS = "".join(EVERY).replace("\0", "").replace("/", "")[:80]
WINDOWS = {"raadstutor", "raadstutor kijk", "raadstutor klas bediening", "raadstutor klas scherm"}
"""What draws screens; see `test_terminal.py`."""
CALLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "raadstutor regel": (("lessen",), ("--profiel", NAME, "voortgang"), (NAME,)),
    "raadstutor voortgang": ((), ("--json",), ("--profiel", NAME)),
    "raadstutor zoek": (("organen",), ("organen", "--json"), (NAME,), (NAME, "--json")),
    "raadstutor wetten": ((),),
    "raadstutor wetten toon": ((), ("gemeentewet", "7"), ("--json",), (NAME, NAME)),
    "raadstutor wetten inlezen": (("{kwaad}",), ("{vreemd}",)),
    "raadstutor wetten weg": ((NAME,), ("gemeentewet",)),
    "raadstutor gereedschap": ((),),
    "raadstutor gereedschap termijn": (
        (),
        ("bezwaar", NAME),
        (NAME,),
        ("vragen", "1-2-2026", "--termijn", NAME, "--json"),
    ),
    "raadstutor gereedschap stemmen": (("--voor", NAME), ("--over", NAME), ("--voor", "12", "--tegen", "3", "--json")),
    "raadstutor gereedschap schrijven": (
        *((), (NAME,), ("motie", "--antwoord", NAME), ("motie", "--antwoord", f"feiten={NAME}", "--json")),
        *(
            ("motie", "--antwoord", f"onderwerp={NAME}", "--naar", f"{{kwaad}} 6.{form}")
            for form in ("txt", "html", "docx")
        ),
        ("motie", "--antwoord", "feiten=x", "--naar", "{kwaad}"),
    ),
    "raadstutor inhoud": ((), ("--json",)),
    "raadstutor controleer": ((), ("--json",), ("--dekking",), ("--actueel",), ("{kwaad}",), ("{kwaad}", "--json")),
    "raadstutor gegevens": ((), ("--json",)),
    "raadstutor gegevens back-up": ((),),
    "raadstutor gegevens herstel": ((),),
    "raadstutor gegevens hernoem": (("{niemand}", "Nel"), ("Laatste", NAME), ("Laatste", "Ander")),
    "raadstutor gegevens wis": ((NAME,), ("{niemand}", "--ja"), ("Ander", "--ja")),
    "raadstutor gegevens samenvoegen": (
        ("{niemand}", "MET", "Laatste"),
        ("Ander", "MET", NAME),
        ("Ander", NAME, "Ander"),
    ),
    "raadstutor gegevens losmaken": ((NAME,), ("Laatste",)),
    "raadstutor gegevens terughalen": ((NAME,), ("{niemand}",)),
    "raadstutor klas": ((),),
    "raadstutor klas avonden": ((), ("--json",)),
    "raadstutor klas avonden hernoem": (("{niemand}", NAME), (NAME, "x")),
    "raadstutor klas avonden heropen": ((NAME,),),
    "raadstutor klas avonden wis": ((NAME, "--ja"),),
    "raadstutor klas pakket": ((NAME,), ("avond", "--start", NAME), ("avond", "--naar", "{kwaad}")),
    "raadstutor klas plannen": ((), ("--json",)),
    "raadstutor klas regel": ((), (NAME,)),
    "raadstutor klas verslag": (
        *((), ("--vorm", "html"), ("--vorm", "csv"), ("--vorm", "json"), ("--vorm", NAME)),
        *(("--naar", "{kwaad}.md"), ("--naar", "{map}/x/{kwaad}.md"), ("--naar", "{kwaad}")),
        *(("--map", "{map}/{kwaad} avond"), ("--map", NAME, "--vorm", "md"), ("--vorm", "xlsx")),
    ),
    "raadstutor klas vergelijk": ((NAME, "laatste"), ("laatste", "laatste"), ("laatste", "laatste", "--json")),
    "raadstutor klas groep": ((), ("--json",)),
    "raadstutor klas druk": (
        *(("rollen", "avond", "--naar", "{kwaad}.html"), ("samenvatting", "les", "--naar", "{map}/weg/{kwaad}.html")),
        *(("vragen", NAME, "--naar", "x.html"), (NAME, "--naar", "x.html"), ("draaiboek", "avond", "--naar", "d.html")),
        ("draaiboek", "avond", "--start", NAME, "--naar", "d.html"),
    ),
    "raadstutor klas herhaalset": (("--naar", "{kwaad}.json"), ("--naar", "{kwaad}.json")),
    "raadstutor gegevens terugzetten": (("{kwaad}", "--ja"), (), ("--ja",)),
    "raadstutor gegevens exporteer": (("{kwaad}",), ("{kwaad} 2.json",), ("x.json", "--profiel", NAME)),
    "raadstutor exporteer": ((),),
    "raadstutor exporteer voortgang": (("{kwaad} 3.json",), ("{map}/weg/{kwaad}.json",), ("x.json", "--profiel", NAME)),
    "raadstutor exporteer groep": (("{kwaad}.json",), ("x.json", "--profiel", NAME)),
    "raadstutor exporteer leerverslag": (
        ("{kwaad}.html",),
        ("{kwaad}.md", "--met-scores"),
        ("{map}/weg/{kwaad}",),
        ("{kwaad}.md",),
    ),
    "raadstutor exporteer vragen": (
        ("--vorm", "csv", "--naar", "{kwaad}.csv"),
        ("--vorm", "gift", "--naar", "{map}/weg/{kwaad}.gift"),
        (NAME, "--vorm", "gift", "--naar", "x.gift", "--json"),
    ),
    "raadstutor exporteer resultaten": (
        ("{kwaad} 4.json", "--als", "W17", "--bij", "https://x.nl"),
        ("x.json", "--als", NAME, "--bij", "https://x.nl"),
        ("x.json", "--als", "W17", "--bij", NAME, "--sinds", NAME),
        ("x.json", "--als", "W17", "--bij", "https://x.nl", "--sinds", NAME),
    ),
    "raadstutor klas resultaten": (
        ("--naar", "{kwaad} 5.json", "--bij", "https://x.nl", "--als", NAME),
        ("--naar", "{kwaad} 5.json", "--bij", "https://x.nl"),
    ),
    "raadstutor importeer": ((),),
    "raadstutor importeer vragen": (
        ("{kwaad}.csv", "--naar", "{map}/{kwaad} concept"),
        ("{kwaad}.csv", "--naar", "{map}"),
        ("{vreemd}", "--naar", "x"),
        ("{kwaad}.csv", "--naar", "{map}/{kwaad} 2", "--json"),
    ),
    "raadstutor nieuw": ((),),
    "raadstutor nieuw pakket": (("{map}/{kwaad} pak", "--titel", NAME), ("{map}/{kwaad} pak",), ("{map}",)),
    "raadstutor nieuw les": (("{map}/{kwaad} pak", "--titel", NAME), ("{map}/{kwaad} pak", "--van-avond", NAME)),
    "raadstutor nieuw vragen": (("{map}/{kwaad} pak",),),
    "raadstutor nieuw avond": (("{map}/{kwaad} pak", "--titel", NAME),),
    "raadstutor nieuw programma": (("{map}/{kwaad} pak",),),
    "raadstutor nieuw gemeente": (
        ("{map}/{kwaad} pak", "--naam", NAME, "--inwoners", "5"),
        ("{map}/{kwaad} pak", "--naam", "Raalte", "--inwoners", NAME),
    ),
    "raadstutor pakket": ((),),
    "raadstutor pakket maak": (("{map}/{kwaad} pak", "--naar", "{kwaad} pak.zip"), ("{kwaad}", "--naar", "x.zip")),
    "raadstutor pakket bekijk": (("{vreemd}",), ("{kwaad}",)),
    "raadstutor pakket zet": (("{vreemd}",), ("{kwaad} pak.zip",)),
    "raadstutor pakket lijst": ((), ("--json",)),
    "raadstutor pakket weg": ((NAME,),),
    "raadstutor samenvoegen": (("{stick}", "--ja"), ("{stick}",), ("{kwaad}",), ("{vreemd}",)),
    "raadstutor herhaalset": (("{set}",), ("{set}", "--ja"), ("--weg",), ("{kwaad}",), ("{set}", "--profiel", NAME)),
}
"""Words behind every verb. {kwaad} is a path with hostile characters, {map} a folder that is there."""


@pytest.fixture
def laptop(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    """A laptop on which everything is hostile: content, the folder of the data, profiles, notes and an evening."""
    places = Places()
    strings = request.param
    mark = places.marked(strings)
    app = poisoned(CATALOGUE, mark)
    group = content_of(strings, places)
    content = type(app)(
        modules=(*app.modules, *group.modules),
        laws=app.laws,
        statutes=app.statutes,
        terms=app.terms,
        programmes=app.programmes,
        plans=group.plans,
        misconceptions=group.misconceptions,
    )
    monkeypatch.setattr("tutor.content.load.load", lambda _: (content, ()))
    laptop = Laptop(tmp_path / f"thuis {IN_PATHS}")
    monkeypatch.setenv("RAADSTUTOR_HOME", str(laptop.home))
    with Store.open(laptop.home / FILE_NAME, device="\x1b[2J", clock=now) as store:
        ids = [store.add_learner(name).id for name in ("Ander", "Laatste")]
        for learner in ids:
            study = Study(content, store, learner, clock=now, rng=Random(5))
            study.note(Place(lesson="rollen-01", step="organen"), mark("Bel Ruben", "a note"))
        store.rename_learner(ids[0], "Ander")
        evening = Evening(content, store, clock=now, rng=Random(5))
        evening.start(content.plans[0])
        evening.note(NAME)
        evening.note(NAME, agreement=True)
        events = [event for learner in ids for event in store.events(learner)]
    (tmp_path / f"stick {IN_PATHS}").write_bytes(
        parcel.pack(event for event in events if event.kind != "profile_renamed")
    )
    (tmp_path / "set.json").write_bytes(group_files.pack_set(NAME[:200], ["rollen-01-a"]))
    unknown = Unknown(kind="\x1b]0;x\x07", text="{}")
    with monkeypatch.context() as patch:
        patch.setattr(parcel, "travels", lambda _: True)
        strange = parcel.pack([replace(events[0], body=unknown, at=datetime(1, 1, 2, tzinfo=UTC))])
    (tmp_path / "vreemd.json").write_bytes(strange)
    return laptop


def runs(laptop: Laptop) -> Iterator[tuple[str, tuple[str, ...], Result]]:
    """Every call, and what came of it."""
    folder = laptop.home.parent
    words = {
        "kwaad": str(folder / f"kwaad {IN_PATHS}"),
        "map": str(folder),
        "niemand": NAME,
        "stick": str(folder / f"stick {IN_PATHS}"),
        "set": str(folder / "set.json"),
        "vreemd": str(folder / "vreemd.json"),
    }
    for verb, calls in CALLS.items():
        for call in calls:
            filled = tuple(word if NAME in word else word.format(**words) for word in call)
            yield verb, call, laptop.run(*verb.split()[1:], *filled, typed="verslag\n\x1b[2J\nnee\nstop\n")


def check(laptop: Laptop) -> tuple[int, int]:
    """How many calls were made, and how often a hostile text was seen as text in them."""
    calls, strange, crashed, seen = 0, set[str](), set[str](), 0
    for verb, call, result in runs(laptop):
        calls += 1
        for text in (result.out, result.err):
            if found := steering(text):
                strange.add(f"{verb} {call!a:.60} {set(found)!a}")
            seen += sum(visible(string) in text for string in EVERY if not string.isprintable())
        if result.code not in (0, 1, 2):
            crashed.add(f"{verb} {call!a:.60}: {result.err!a:.300}")
        if result.code == 0 and ("--json" in call or call[:2] == ("--vorm", "json")):
            json.loads(result.out)
    assert strange == set()
    assert crashed == set()
    return calls, seen


@pytest.mark.parametrize("laptop", [FEW[::4]], indirect=True, ids=["some"])
def test_nothing_steers_the_terminal(laptop: Laptop) -> None:
    _, seen = check(laptop)
    assert seen > 200


@pytest.mark.long
@pytest.mark.figures("Hostile text in what verbs write")
@pytest.mark.parametrize("laptop", [EVERY], indirect=True, ids=["every"])
def test_no_hostile_text_steers_the_terminal(laptop: Laptop, figures: Figures) -> None:
    calls, seen = check(laptop)
    figures(texts=len(EVERY), verbs=len(CALLS), calls=calls, shown_harmless=seen)
    assert seen > 1_000


def test_every_verb_is_called() -> None:
    assert {path for path, _ in commands(raadstutor)} - WINDOWS == CALLS.keys()


@pytest.mark.parametrize("laptop", [EVERY], indirect=True, ids=["every"])
def test_json_keeps_every_character(laptop: Laptop) -> None:
    for arguments in (("inhoud", "--json"), ("klas", "verslag", "--vorm", "json")):
        found = json.loads(laptop.run(*arguments).out)
        flat = json.dumps(found, ensure_ascii=False)
        assert all(json.dumps(string, ensure_ascii=False)[1:-1] in flat for string in EVERY)
