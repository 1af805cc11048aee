"""Faults that reading finds: in the form of a file, and in its keys and values."""

from __future__ import annotations

from tests.content.pack import BANK, CASUS, LAWS, LESSON, MISCONCEPTIONS, MODULE, TERMS
from tests.content.planted import Fault

STEM = 'vraag = "Welk middel past daarbij?"'
KEY = 'tekst = "Hij dient een motie in."'
WRONG = 'tekst = "Hij wijzigt het besluit."'
HARDER = 'b"]\nmoeilijkheid = 2\n'
ITEM_D = '[[item]]\nid = "proef-01-d"'
GOAL = '[[doel]]\nid = "proef-01-tellen"\ntekst = "Je telt of de raad mag beginnen."\n'
TALK = 'gesprekspunt = "Tel eens na: met hoeveel leden mag jullie raad beginnen?"\n'

FORM = (
    Fault("geen-voorwerk", LESSON, '+++\nid = "proef-01"', 'id = "proef-01"'),
    Fault("geen-voorwerk", LESSON, f"{GOAL}+++", GOAL, '+++\nid = "proef-01"'),
    Fault("verboden-teken", LESSON, "Elf van hen", "Elf\u202evan hen"),
    Fault("verboden-teken", LESSON, "Elf van hen", "Elf\u200bvan hen"),
    Fault("verboden-teken", BANK, STEM, STEM.replace(" middel", "\x9bmiddel")),
    Fault("verboden-teken", BANK, STEM, STEM.replace("past", r"\u001b[2J")),
    Fault("verboden-teken", BANK, STEM, STEM.replace("past", r"\e[2J")),
    Fault("verboden-teken", BANK, STEM, f'{STEM}\n"vra\\u202Eag" = 1', '"vra'),
    Fault("regel-te-lang", LESSON, "Elf van hen", "Elf van hen" + " " * 2000),
    Fault("toml", BANK, STEM, STEM.removesuffix('"')),
    Fault("toml", BANK, STEM, STEM.replace("=", "")),
    Fault("toml", BANK, STEM, f"{STEM}\nvraag = 1", "vraag = 1"),
    Fault("toml", LESSON, "minuten = 10", "minuten = 1 0"),
    Fault("toml-te-diep", BANK, STEM, "vraag = [[[[[[[[[1]]]]]]]]]"),
    Fault("toml-te-diep", BANK, STEM, "a.b.c.d.e.f.g.h.i = 1"),
    Fault("toml-te-diep", BANK, STEM, "a.b.c.d = [[[[1]]]]"),
    Fault("getal-buiten-grenzen", BANK, "antwoord = 12\n", "antwoord = inf\n"),
    Fault("getal-buiten-grenzen", BANK, "antwoord = 12\n", "antwoord = nan\n"),
    Fault("getal-buiten-grenzen", BANK, "antwoord = 12\n", "antwoord = 1e15\n"),
    Fault("getal-buiten-grenzen", BANK, "antwoord = 12\n", "antwoord = 1000000000000000\n"),
    Fault("kop-van-stap", LESSON, " {#gesprek .gesprek}", ""),
    Fault("kop-van-stap", LESSON, "## Praat erover {#gesprek", "## {#gesprek"),
    Fault("kop-van-stap", LESSON, "{#gesprek .gesprek}", "{.gesprek}"),
    Fault("kop-van-stap", LESSON, "{#gesprek .gesprek}", "{#gesprek}"),
    Fault("kop-van-stap", LESSON, "{#gesprek .gesprek}", "{#gesprek .gesprk}"),
    Fault("kop-van-stap", LESSON, "{#gesprek .gesprek}", "{#gesprek .gesprek vraag}"),
    Fault("kop-van-stap", LESSON, "vraag=proef-01-a}", "vraag=proef-01-a vraag=proef-01-b}"),
    Fault("tekst-buiten-stap", LESSON, "+++\n\n## De avond", "+++\n\nLos.\n\n## De avond", "Los."),
    Fault("nog-invullen", LESSON, "Elf van hen", "VUL AAN: hoeveel van hen"),
    Fault("nog-invullen", BANK, STEM, 'vraag = "VUL AAN"'),
    Fault("onbekende-lokale-regel", LESSON, "Elf van hen", "{lokaal:zetels} Elf van hen"),
    Fault("onbekende-lokale-regel", LESSON, "> **Let op.** Een", "> **Lokaal.** {lokaal:vraagtermijn} Een"),
    Fault("anders-klopt-niet", LESSON, 'voor="statenlid"', 'voor="statenlit"'),
    Fault("anders-klopt-niet", LESSON, 'voor="statenlid"', "statenlid"),
    Fault("anders-klopt-niet", LESSON, 'voor="statenlid"', 'voor="statenlid, statenlid"'),
    Fault("anders-klopt-niet", LESSON, "Bij jullie vraagt de", "- Bij jullie vraagt [de](begrip:motie)", "```{.anders"),
    Fault("anders-klopt-niet", LESSON, "Staten**.\n```\n", "Staten**.\n```\n\nEn nog iets.\n", "En nog iets."),
    Fault("anders-te-lang", LESSON, "Bij jullie vraagt", "Bij jullie vraagt " + "nu " * 40, "```{.anders"),
    Fault(
        "artikel-zonder-bron",
        LESSON,
        "Bij jullie vraagt",
        "Volgens artikel 8 van de Gemeentewet vraagt",
        "## Een motie",
    ),
    Fault("dubbel-anker", LESSON, "{#gesprek .gesprek}", "{#voorbeeld .gesprek}"),
)

SCHEMA = (
    Fault("onbekende-sleutel", BANK, STEM, STEM.replace("vraag", "vrag")),
    Fault("onbekende-sleutel", BANK, STEM, STEM.replace("vraag", "question")),
    Fault("onbekende-sleutel", BANK, WRONG, f"{WRONG}\nkleur = 1", "kleur"),
    Fault("onbekende-sleutel", BANK, "antwoord = 12\n", "antwoord = 12\nknoop = []\n", "knoop"),
    Fault("onbekende-sleutel", BANK, 'les = "proef-01"\n', 'les = "proef-01"\nauteur = "Nel"\n', "auteur"),
    Fault("onbekende-sleutel", LESSON, "minuten = 10", "minuten = 10\nduur = 3", "duur"),
    Fault("onbekende-sleutel", MODULE, "volgorde = 1", "volgorde = 1\nkleur = 2", "kleur"),
    Fault("onbekende-sleutel", CASUS, 'rol = "griffier"', 'rool = "griffier"'),
    Fault("onbekende-sleutel", TERMS, 'ook = ["moties"]', 'ok = ["moties"]'),
    Fault("onbekende-sleutel", LAWS, '[[wet]]\nid = "regl', '[[bron]]\nkort = "x"\n\n[[wet]]\nid = "regl', "[[bron]]"),
    Fault("ontbrekende-sleutel", BANK, "antwoord = 12\n", "", '[[item]]\nid = "proef-01-c"'),
    Fault("ontbrekende-sleutel", BANK, 'soort = "volgorde"\n', "", ITEM_D),
    Fault("ontbrekende-sleutel", BANK, f"{WRONG}\n", "", '[[item.optie]]\nmisvatting = "motie'),
    Fault("ontbrekende-sleutel", BANK, 'les = "proef-01"\n\n', "", '[[item]]\nid = "proef-01-a"'),
    Fault("ontbrekende-sleutel", LESSON, 'titel = "Hoe de raad besluit"\n', "", 'id = "proef-01"\n'),
    Fault("ontbrekende-sleutel", MISCONCEPTIONS, TALK, "", '[[misvatting]]\nid = "half'),
    Fault("verkeerd-type", BANK, STEM, "vraag = 3"),
    Fault("verkeerd-type", BANK, "antwoord = 12\n", 'antwoord = "12"\n'),
    Fault("verkeerd-type", BANK, "waarde = 11\n", "waarde = true\n"),
    Fault("verkeerd-type", BANK, f"{KEY}\ngoed = true", f'{KEY}\ngoed = "ja"', 'goed = "ja"'),
    Fault("verkeerd-type", BANK, 'voor = ["Elke motie kost tijd."]', 'voor = "Elke motie kost tijd."'),
    Fault("verkeerd-type", BANK, 'voor = ["Elke motie kost tijd."]', 'voor = [\n"Elke",\n7]', "7]"),
    Fault("verkeerd-type", BANK, "[[item.criterium]]", "[item.criterium]"),
    Fault("verkeerd-type", LESSON, "peildatum = 2026-11-01", "peildatum = 2026"),
    Fault("verkeerd-type", LESSON, "peildatum = 2026-11-01", "peildatum = 2026-11-01T00:00:00"),
    Fault("verkeerd-type", LESSON, "minuten = 10", "minuten = 10.5"),
    Fault("verkeerd-type", LESSON, "minuten = 10", "minuten = true"),
    Fault("verkeerde-waarde", BANK, 'soort = "volgorde"', 'soort = "volgode"'),
    Fault("verkeerde-waarde", BANK, 'soort = "volgorde"', "soort = 3"),
    Fault("verkeerde-waarde", BANK, HARDER, HARDER.replace("2", "4"), "moeilijkheid = 4"),
    Fault("verkeerde-waarde", CASUS, 'einde = "kan"', 'einde = "goed"'),
    Fault("ongeldig-id", LESSON, "{#gesprek .gesprek}", "{#Gesprek .gesprek}"),
    Fault("ongeldig-id", BANK, 'id = "proef-01-d"', 'id = "proef-01--d"'),
    Fault("ongeldig-id", BANK, 'id = "proef-01-d"', 'id = "proef-01-d\\n"'),
    Fault("ongeldig-id", BANK, 'id = "proef-01-d"', f'id = "proef-01-{"d" * 52}"'),
    Fault("onbekend-feit", LESSON, "{feit:aantal-raadsleden}", "{feit:aantal-leden}"),
    Fault("onbekend-feit", BANK, "{feit:aantal-raadsleden}", "{feit:}"),
    Fault("onbekend-feit", CASUS, "De raad wacht op jou.", "De raad wacht op {feit:jou}."),
)
