"""Faults in what belongs together: references, and the build of lessons, banks, cases and registers."""

from __future__ import annotations

from tests.content.pack import (
    BANK,
    CASUS,
    COUNTING_RULES,
    FACTS,
    LAWS,
    LESSON,
    LOOKALIKES,
    MISCONCEPTIONS,
    MODULE,
    PLAN,
    PROGRAMME,
    STATUTE,
    TERMS,
)
from tests.content.planted import Fault

STEM = 'vraag = "Welk middel past daarbij?"'
WHY = 'uitleg = "Een wens aan het college vraagt om een uitspraak van de raad."'
KEY = 'tekst = "Hij dient een motie in."\ngoed = true'
WRONG = 'tekst = "Hij wijzigt het besluit."\nmisvatting = "motie-wijzigt-besluit"'
THIRD = 'misvatting = "motie-wijzigt-besluit"\nfeedback = "Dat is een motie.'
ITEM_A = '[[item]]\nid = "proef-01-a"'
ITEM_D = '[[item]]\nid = "proef-01-d"'
ITEM_F = '[[item]]\nid = "proef-01-f"'
ITEM_G = '[[item]]\nid = "proef-01-g"'
SCENE_TEXT = 'tekst = "Bij jullie staat'
SCENE_BLOCK = """
[[knoop.anders]]
rol = "ab-lid"
tekst = "Bij jullie staat dit in eigen regels."
bronnen = ["reglement-van-orde"]
"""
SECOND_SCENE = 'tekst = "Bij jullie staat dat'
STATEN = 'in_plaats_van = "'
SECOND_VARIANT = """
[[item]]
id = "proef-01-tweede"
soort = "kort"
doel = "proef-01-tellen"
stap = "quorum"
alleen_voor = ["statenlid"]
in_plaats_van = "proef-01-c"
vraag = "Welk woord past hier?"
uitleg = "Zo heet het als er genoeg leden zijn."
norm = "wet"
bronnen = ["gemeentewet 20"]
moeilijkheid = 1
antwoorden = ["quorum"]
feedback = "Ja, zo heet dat."

"""
ITEM_J = 'id = "proef-01-j"\nsoort = "keuze"\ndoel = "proef-01-'
TELLEN = '[[doel]]\nid = "proef-01-tellen"'
PAIR = """
[[item.paar]]
links = "Een andere tekst in het besluit"
rechts = "amendement"
feedback = "Een andere tekst vraagt een amendement."
"""
ENTRY = '[[artikel]]\nnummer = "147b"'
OTHER_ENTRY = '[[artikel]]\nnummer = "8"\nkop = "Iets anders"\nleden = ["Hier staat iets anders."]\n\n'
CRITERION = """
[[item.criterium]]
tekst = "Je noemt wie iets doet."
feedback = "Zonder naam doet niemand het."
"""
GO_HOME = """
[[item.optie]]
tekst = "Je gaat naar huis."
feedback = "Dan is er geen besluit. Leg uit waarom je gaat."
"""
WAIT = """
[[item.optie]]
tekst = "Zij wacht op nog een lid."
goed = true
feedback = "Ja. Met twaalf leden mag zij beginnen."
"""
PARTS = """
[[item.onderdeel]]
tekst = "De raad stemt over het amendement."
feedback = "De tekst ligt dan vast."

[[item.onderdeel]]
tekst = "De raad stemt over het besluit."
feedback = "Dit komt als laatste."
"""
SHOW_OF_STEPS = "## De avond van het zwembad"
QUOTE = "> Beste raad, ik tel er twaalf."
DEBRIEF = 'nabespreking = "Zonder genoeg leden gebeurt er niets (artikel 20)."\n'
TO_GANG = """
[[knoop.keuze]]
tekst = "Je gaat naar de gang."
naar = "gang"
gevolg = "Daar staat nog een lid."
feedback = "Dat helpt."
oordeel = "kan"
"""
GRIFFIER = 'tekst = "Nu ben je de griffier. Er zijn twaalf leden."\n'
TABLE = 'id = "tafel"'
VARIATION = '[[wat_als]]\nid = "wat-als-laat"\nvraag = "Maar wat als er niemand meer komt?"\nnaar = "tafel"\n'
SECOND_VARIATION = 'id = "wat-als-laat"\nvraag = "Maar wat als er niemand meer komt?"\nnaar = "zaal"'
UNUSED_FACT = """
[[feit]]
id = "nul"
tekst = "Niets"
waarde = "0"
peildatum = 2026-11-01
herzien_voor = 2028-01-02
bronnen = ["gemeentewet 6"]
"""
SECOND_NODE = 'id = "kelder"\ntekst = "Daar'
SECOND_TERM = 'id = "raad"\nterm = "gezelschap"\nuitleg = "Een groep."\n\n[[begrip]]\nid = "motie"'
LONE_NODE = '\n[[knoop]]\nid = "kelder"\ntekst = "Hier is niemand."\neinde = "zwak"\nnabespreking = "Zie artikel 20."\n'
ROAD = 'gevolg = "Je loopt."\nfeedback = "Dat mag."\noordeel = "kan"\n'
MORE_ROADS = "".join(f'\n[[knoop.keuze]]\ntekst = "Weg {number}."\nnaar = "gang"\n{ROAD}' for number in "abc")
LOOP = f"""
[[knoop]]
id = "rondje"
tekst = "Je loopt een rondje."

[[knoop.keuze]]
tekst = "Linksom."
naar = "rondje"
{ROAD}
[[knoop.keuze]]
tekst = "Rechtsom."
naar = "rondje"
{ROAD}"""

REFERENCES = (
    Fault("dubbel-id", BANK, 'id = "proef-01-f"', 'id = "proef-01-c"', 'id = "proef-01-c"\nsoort = "kort"'),
    Fault("dubbel-id", CASUS, 'id = "proef-01-casus"', 'id = "proef-01-a"'),
    Fault("dubbel-id", TERMS, 'id = "motie"', SECOND_TERM, 'id = "raad"\nterm = "gezelschap"'),
    Fault("aantal-goed", BANK, WRONG, f"{WRONG}\ngoed = true", ITEM_A),
    Fault("aantal-goed", BANK, KEY, KEY.replace("true", "false"), ITEM_A),
    Fault("aantal-goed", BANK, THIRD, f"goed = true\n{THIRD}", '[[item]]\nid = "proef-01-b"'),
    Fault("te-weinig-delen", BANK, PARTS, "", '[[item.onderdeel]]\ntekst = "De raad praat'),
    Fault("te-weinig-delen", BANK, PAIR, "", '[[item.paar]]\nlinks = "Een wens'),
    Fault("te-weinig-delen", BANK, GO_HOME, "", '[[item.optie]]\ntekst = "Je blijft'),
    Fault("te-weinig-delen", BANK, WAIT, "", '[[item.optie]]\ntekst = "Zij opent'),
    Fault("te-weinig-delen", BANK, CRITERION, "criterium = []\n", "criterium"),
    Fault("te-weinig-delen", BANK, 'antwoorden = ["amendement", "een amendement"]', "antwoorden = []"),
    Fault(
        "onbekend-doel",
        BANK,
        'doel = "proef-01-middel"\nstap = "amendement"\nvraag = "Zet',
        'doel = "proef-01-kiezen"\nstap = "amendement"\nvraag = "Zet',
    ),
    Fault("onbekend-doel", CASUS, '"proef-01-tellen"]', '"proef-01-telen"]'),
    Fault("onbekende-stap", BANK, 'stap = "amendement"\nvraag = "Zet', 'stap = "amendementen"\nvraag = "Zet'),
    Fault("onbekende-knoop", CASUS, 'naar = "einde-zwak"', 'naar = "einde-zwk"'),
    Fault("onbekende-knoop", CASUS, 'start = "zaal"', 'start = "zaa"'),
    Fault("onbekende-knoop", CASUS, VARIATION, VARIATION.replace("tafel", "stoel"), 'naar = "stoel"'),
    Fault("dubbele-knoop", CASUS, VARIATION, f"{VARIATION}{LONE_NODE}{LONE_NODE.replace('Hier', 'Daar')}", SECOND_NODE),
    Fault("dubbele-knoop", CASUS, VARIATION, f"{VARIATION}\n{VARIATION.replace('tafel', 'zaal')}", SECOND_VARIATION),
    Fault("knoop-zonder-vervolg", CASUS, f'einde = "zwak"\n{DEBRIEF}', "", '[[knoop]]\nid = "einde-zwak"'),
    Fault("knoop-zonder-vervolg", CASUS, 'id = "tafel"', 'id = "tafel"\neinde = "zwak"', '[[knoop]]\nid = "tafel"'),
    Fault("onbekende-les", LESSON, "voorkennis = []", 'voorkennis = ["proef-02"]'),
    Fault("onbekende-les", CASUS, 'les = "proef-01"', 'les = "proef-02"'),
    Fault("onbekend-item", LESSON, "vraag=proef-01-a}", "vraag=proef-01-z}"),
    Fault("onbekend-item", LESSON, '"proef-01-a", "proef-01-b"]', '"proef-01-a",\n"proef-01-z"]', '"proef-01-z"'),
    Fault("variant-klopt-niet", BANK, f"{STATEN}proef-01-c", f"{STATEN}proef-01-x", "in_plaats_van"),
    Fault("variant-klopt-niet", BANK, f"{STATEN}proef-01-c", f"{STATEN}proef-01-d", "in_plaats_van"),
    Fault("variant-klopt-niet", BANK, 'alleen_voor = ["statenlid"]\n', "", "in_plaats_van"),
    Fault(
        "variant-klopt-niet", BANK, f'{STATEN}proef-01-c"', 'niet_voor = ["ab-lid"]', '[[item]]\nid = "proef-01-staten'
    ),
    Fault("variant-klopt-niet", BANK, ITEM_F, f"{SECOND_VARIANT}{ITEM_F}", 'in_plaats_van = "proef-01-c"\nsituatie'),
    Fault("module-andere-map", MODULE, 'id = "proef"', 'id = "toets"'),
    Fault("bank-andere-les", BANK, 'les = "proef-01"', 'les = "proef-02"'),
    Fault("wettekst-zonder-wet", STATUTE, 'wet = "gemeentewet"', 'wet = "gemeenschapswet"'),
    Fault("wettekst-zonder-artikel", STATUTE, ENTRY, f"{OTHER_ENTRY}{ENTRY}", 'nummer = "8"'),
    Fault("wettekst-dubbel", STATUTE, ENTRY, f"{OTHER_ENTRY.replace('8', '6')}{ENTRY}", 'nummer = "6"\nkop = "Iets'),
    Fault("wettekst-dubbel", STATUTE, 'lidnummers = ["1", "2"]', 'lidnummers = ["1"]', 'nummer = "147b"'),
    Fault("bron-zonder-uitleg", COUNTING_RULES, '["gemeentewet 20"]', '["gemeentewet 9"]'),
    Fault("bron-zonder-uitleg", COUNTING_RULES, '["gemeentewet 20"]', '["gemeentewet 20 lid 4"]'),
    Fault("uitleg-zonder-bron", STATUTE, ENTRY, f"{OTHER_ENTRY.replace('8', '9')}{ENTRY}", '[[artikel]]\nnummer = "9"'),
)

LESSONS = (
    Fault("opbouw-les", LESSON, "{#gesprek .gesprek}", "{#gesprek .morgen}", "## De avond"),
    Fault("opbouw-les", LESSON, "{#situatie .situatie}", "{#situatie .voorbeeld}"),
    Fault("kern-zonder-vraag", LESSON, " vraag=proef-01-c}", "}"),
    Fault("vraag-buiten-kern", LESSON, "{#gesprek .gesprek}", "{#gesprek .gesprek vraag=proef-01-d}"),
    Fault("aantal-prikvragen", LESSON, '["proef-01-a", "proef-01-b"]', '["proef-01-a"]'),
    Fault(
        "aantal-prikvragen",
        LESSON,
        '["proef-01-a", "proef-01-b"]',
        '["proef-01-a", "proef-01-b", "proef-01-c", "proef-01-d"]',
    ),
    Fault("achtergehouden", LESSON, "vraag=proef-01-c", "vraag=proef-01-m", "achtergehouden = true\nantwoord =", BANK),
    Fault(
        "achtergehouden", BANK, '-d"\nsoort', '-d"\nachtergehouden = true\nsoort', "achtergehouden = true\nantwoorden"
    ),
    Fault("achtergehouden", BANK, "achtergehouden = true\nantwoord = 10", "antwoord = 10", TELLEN, LESSON),
    Fault("te-weinig-voor-rol", BANK, STATEN, f"achtergehouden = true\n{STATEN}"),
    Fault("doel-te-weinig-items", BANK, f"{ITEM_J}tellen", f"{ITEM_J}middel", TELLEN, LESSON),
    Fault("doel-zonder-je", LESSON, '"Je telt of de', '"Tellen of de'),
    Fault(
        "doel-zonder-je",
        LESSON,
        'beginnen."\n+++',
        'beginnen."\nanders = [{rol = "ab-lid", tekst = "Tellen"}]\n+++',
        "anders = [{rol",
    ),
    Fault("onbekende-doelgroep", LESSON, '"griffier"]', '"grifier"]'),
    Fault("voorkennis-in-kring", LESSON, "voorkennis = []", 'voorkennis = ["proef-01"]'),
    Fault("id-zonder-les", BANK, 'id = "proef-01-f"', 'id = "proef-02-f"'),
    Fault("id-zonder-les", CASUS, 'id = "proef-01-casus"', 'id = "proef-01casus"'),
    Fault("verlopen-peildatum", LESSON, "peildatum = 2026-11-01", "peildatum = 2025-05-23"),
    Fault("verlopen-peildatum", LESSON, "peildatum = 2026-11-01", "peildatum = 2026-11-25"),
    Fault("verlopen-peildatum", FACTS, "peildatum = 2026-11-01", "peildatum = 2025-05-23"),
    Fault("herziening-nodig", LESSON, "herzien_voor = 2028-03-31", "herzien_voor = 2026-11-24"),
    Fault("herziening-nodig", FACTS, "herzien_voor = 2028-01-01", "herzien_voor = 2026-11-24"),
    Fault("herziening-nodig", BANK, STEM, f"{STEM}\nherzien_voor = 2026-11-24", "herzien_voor"),
)


def _drawn(data: str) -> str:
    return f'```{{.tekening}}\nsoort = "stoelen"\ntitel = "De zaal"\n{data}\n```'


def _item_drawn(data: str) -> str:
    return f"tekening = '''\nsoort = \"stoelen\"\ntitel = \"De zaal\"\nzetels = 23\naanwezig = 22\n{data}\n'''"


TEXTS = (
    Fault("tekst-te-groot", LESSON, QUOTE, "\n".join(["> " + "a " * 500] * 9), "Nel Brouwer telt"),
    Fault("tekst-te-groot", LESSON, QUOTE, "***…*** " * 150, "Nel Brouwer telt"),
    Fault("tekst-te-groot", LESSON, QUOTE, "\n\n".join("…" * 150), "Nel Brouwer telt"),
    Fault("tekst-te-groot", LESSON, QUOTE, ">" * 7 + " a", "Nel Brouwer telt"),
    Fault("tabel-te-groot", LESSON, "|---|---|", "|---|---|---|---|---|---|---|---|---|"),
    Fault("tabel-te-groot", LESSON, "|---|---|\n", "|---|---|\n" + "| 1 | 2 |\n" * 30),
    Fault("lege-stap", LESSON, f"{QUOTE}\n", f"{QUOTE}\n\n## Leeg {{#leeg .voorbeeld}}\n", "## Leeg"),
    Fault("markdown-mag-niet", LESSON, QUOTE, "### Kop"),
    Fault("markdown-mag-niet", LESSON, QUOTE, "Kop\n==="),
    Fault("markdown-mag-niet", LESSON, QUOTE, "Dit is `code`."),
    Fault("markdown-mag-niet", LESSON, QUOTE, "Twee\nregels met ![een](begrip:raad) plaatje.", "regels met"),
    Fault("markdown-mag-niet", LESSON, QUOTE, "***"),
    Fault("markdown-mag-niet", LESSON, QUOTE, "    code"),
    Fault("markdown-mag-niet", LESSON, QUOTE, "```\ncode\n```"),
    Fault("onbekende-sleutel", LESSON, QUOTE, _drawn("leden = 23\nzetels = 23\naanwezig = 12"), "leden = 23"),
    Fault("verkeerde-waarde", LESSON, QUOTE, _drawn("zetels = 23").replace("stoelen", "zitjes"), "zitjes"),
    Fault("toml", LESSON, QUOTE, _drawn("zetels = drie"), "zetels = drie"),
    Fault("tekening-kan-niet", LESSON, QUOTE, _drawn("zetels = 23\nleeg = 2\naanwezig = 22"), "zetels = 23"),
    Fault("tekening-kan-niet", LESSON, QUOTE, _drawn("zetels = 1000000\naanwezig = 12"), "zetels = 1000000"),
    Fault("tekening-kan-niet", BANK, STEM, f"{STEM}\n{_item_drawn('leeg = 2')}", "zetels = 23"),
    Fault("toml", BANK, STEM, f"{STEM}\n{_item_drawn('leeg = drie')}", "leeg = drie"),
    Fault("html", LESSON, QUOTE, "Dit is <b>vet."),
    Fault("html", LESSON, QUOTE, "Zie www.waterveen.nl."),
    Fault("html", CASUS, "De raad wacht op jou.", "De raad wacht <!-- op jou."),
    Fault("kapotte-link", LESSON, "(begrip:raad)", "(begrip:raat)"),
    Fault("kapotte-link", LESSON, "(stap:motie)", "(stap:moties)"),
    Fault("kapotte-link", LESSON, "(les:proef-01)", "(les:proef-02)"),
    Fault("kapotte-link", LESSON, "(les:proef-01)", "(proef-01)"),
    Fault("kapotte-link", LESSON, "(les:proef-01)", "(gereedschap:hamer)"),
    Fault("kapotte-link", LESSON, "(les:proef-01)", "(javascript:proef)"),
    Fault("kapotte-link", CASUS, "De raad wacht op jou.", "De [raad](begrip:raat) wacht op jou."),
    Fault("lege-tekst", BANK, STEM, 'vraag = " "'),
    Fault("lege-tekst", BANK, 'voor = ["Elke motie kost tijd."]', 'voor = [""]'),
    Fault("tekst-te-lang", LESSON, 'titel = "Hoe de raad besluit"', f'titel = "{"Zo. " * 51}"'),
    Fault("markdown-in-tekst", BANK, STEM, 'vraag = "Welk **middel** past daarbij?"'),
    Fault("markdown-in-tekst", BANK, STEM, 'vraag = "Welk [middel](begrip:motie) past daarbij?"'),
    Fault("markdown-in-tekst", BANK, STEM, 'vraag = "Welk *middel* past daarbij?"'),
)

ITEMS = (
    Fault("geen-bron", BANK, 'bronnen = ["gemeentewet 147b"]\nmoeilijkheid = 2', "bronnen = []\nmoeilijkheid = 2"),
    Fault("verwijzing", BANK, '"gemeentewet 147b"]\nmoeilijkheid = 2', '"Gemeentewet, 147b"]\nmoeilijkheid = 2'),
    Fault(
        "onbekende-bron",
        BANK,
        '"gemeentewet 147b"]\nmoeilijkheid = 2',
        '"gemeentewt 147b"]\nmoeilijkheid = 2',
    ),
    Fault("onbekend-artikel", BANK, '"gemeentewet 147b"]\nmoeilijkheid = 2', '"gemeentewet 147c"]\nmoeilijkheid = 2'),
    Fault("onbekend-artikel", BANK, '"gemeentewet 147b"]\nmoeilijkheid = 2', '"gemeentewet"]\nmoeilijkheid = 2'),
    Fault(
        "onbekend-artikel",
        CASUS,
        'feedback = "Slim: zo komt er een lid bij."\noordeel = "sterk"\nbronnen = ["gemeentewet 20"]',
        'oordeel = "sterk"\nfeedback = "Slim."\nbronnen = ["gemeentewet 21"]',
        'bronnen = ["gemeentewet 21"]',
    ),
    Fault("artikel-zonder-bron", BANK, "Dat is het doel van een amendement.", "Dat is het doel (artikel 20, lid 1)."),
    Fault("artikel-zonder-bron", BANK, "Daarna volgt het besluit als geheel.", "Zie artikelen 147b, lid 2, en 160."),
    Fault("artikel-zonder-bron", LESSON, QUOTE, "Zie\nartikel 160\nGemeentewet."),
    Fault("artikel-zonder-bron", TERMS, "Inwoners kiezen de raad.", "Inwoners kiezen de raad (artikel 8 Gemeentewet)."),
    Fault("artikel-zonder-bron", CASUS, "Slim: zo komt er een lid bij.", "Slim: zie artikel 160."),
    Fault("artikel-zonder-bron", CASUS, "De raad wacht op jou.", "De raad wacht (artikel 160)."),
    Fault(
        "norm-zonder-wet",
        BANK,
        '"gemeentewet 147b"]\nmoeilijkheid = 2',
        '"reglement-van-orde"]\nmoeilijkheid = 2',
        'norm = "wet"\nbronnen = ["reglement',
    ),
    Fault(
        "onbekend-artikel",
        LAWS,
        '"147b", "160"]',
        '"147b", "160"]\n[[wet.andere_tekst]]\ntekst_van = 2025-01-01\nartikelen = ["20", "21"]',
        'artikelen = ["20", "21"]',
    ),
    Fault("wet-zonder-datum", LAWS, "tekst_van = 2026-10-01\n", "", '[[wet]]\nid = "gemeentewet"'),
    Fault(
        "ongebruikt",
        FACTS,
        "[[feit]]",
        UNUSED_FACT + "\n[[feit]]",
        'id = "nul"',
    ),
    Fault(
        "ongebruikt",
        LAWS,
        'id = "reglement-van-orde"',
        'id = "huisregel"\nnaam = "x"\nkort = "x"\nsoort = "lokaal"\n\n[[wet]]\nid = "reglement-van-orde"',
    ),
    Fault(
        "ongebruikt",
        MISCONCEPTIONS,
        'id = "half-is-genoeg"',
        'id = "los"\ntekst = "Niets."\ngesprekspunt = "Wat nu?"\n\n[[misvatting]]\nid = "half-is-genoeg"',
    ),
    Fault("dubbele-term", TERMS, 'ook = ["moties"]', 'ook = ["Raad"]'),
    Fault(
        "afleider-zonder-misvatting",
        BANK,
        WRONG,
        'tekst = "Hij wijzigt het besluit."',
        '[[item.optie]]\ntekst = "Hij wijzigt',
    ),
    Fault(
        "afleider-zonder-misvatting",
        BANK,
        'tekst = "schriftelijke vragen"\nmisvatting = "motie-wijzigt-besluit"',
        'tekst = "schriftelijke vragen"',
        "[[item.afleider]]",
    ),
    Fault(
        "goed-met-misvatting",
        BANK,
        KEY,
        f'{KEY}\nmisvatting = "half-is-genoeg"',
        'misvatting = "half-is-genoeg"\nfeedback = "Ja. Met een',
    ),
    Fault(
        "dilemma-met-sleutel",
        BANK,
        'tekst = "Je gaat naar huis."',
        'tekst = "Je gaat naar huis."\ngoed = true',
        '[[item.optie]]\ntekst = "Je gaat',
    ),
    Fault(
        "onbekende-misvatting",
        BANK,
        WRONG,
        WRONG.replace("wijzigt-besluit", "wijzigt-tekst"),
        'misvatting = "motie-wijzigt-tekst"',
    ),
    Fault("dubbele-optie", BANK, 'tekst = "Hij wijzigt het besluit."', 'tekst = "hij dient een motie  in"'),
    Fault("dubbele-optie", BANK, 'tekst = "schriftelijke vragen"', 'tekst = "Motie"'),
    Fault(
        "dubbele-optie",
        BANK,
        'links = "Een andere tekst in het besluit"',
        'links = "Een wens aan het college"',
        'links = "Een wens aan het college"\nrechts = "amendement"',
    ),
    Fault(
        "dubbele-optie",
        BANK,
        'tekst = "De raad stemt over het besluit."',
        'tekst = "De raad stemt over het amendement."',
        'tekst = "De raad stemt over het amendement."\nfeedback = "Dit',
    ),
)

COUNTING = (
    Fault("telling-zonder-basis", BANK, "Meer dan de helft van 23 is 12.", "De helft van 23 is 11,5 (artikel 20)."),
    Fault("telling-zonder-basis", LESSON, "pas als meer dan de helft", "bij het quorum: meer dan de helft"),
    Fault("telling-zonder-basis", CASUS, "Dat mag nog niet.", "Voor het quorum is meer nodig dan de helft."),
    Fault("telregel-zonder-lege-zetel", COUNTING_RULES, '"proef-01-c"', '"proef-01-a"'),
    Fault("stap-zonder-anders", LESSON, "Nel Brouwer telt", "Nel Brouwer leest artikel 20 en telt", "## Zo telt Nel"),
    Fault(
        "stap-zonder-anders",
        LESSON,
        "Elf van hen",
        "Volgens artikel 20 van de Gemeentewet zijn elf van hen",
        "## De avond",
    ),
    Fault("telregel-zonder-lege-zetel", COUNTING_RULES, '["proef-01-c"]', "[]"),
    Fault("onbekend-item", COUNTING_RULES, '"proef-01-c"', '"proef-01-z"'),
)

CASES = (
    Fault("casus-zonder-anders", CASUS, SCENE_BLOCK, "", '[[knoop]]\nid = "zaal"'),
    Fault("anders-te-lang", CASUS, "dit in eigen regels.", f"dit. {'Dat staat er niet bij. ' * 8}", SCENE_TEXT),
    Fault("anders-klopt-niet", CASUS, SCENE_BLOCK, f"{SCENE_BLOCK}{SCENE_BLOCK.replace('dit', 'dat')}", SECOND_SCENE),
    Fault("artikel-zonder-bron", CASUS, "dit in eigen regels.", "dit in artikel 20.", SCENE_TEXT),
    Fault("casus-te-klein", CASUS, VARIATION, "", 'id = "proef-01-casus"'),
    Fault("einde-zonder-artikel", CASUS, "zocht een oplossing (artikel 20).", "zocht een oplossing."),
    Fault("casus-zonder-doel", CASUS, 'doel = ["proef-01-middel", "proef-01-tellen"]', "doel = []"),
    Fault("onbereikbare-knoop", CASUS, VARIATION, f"{VARIATION}{LONE_NODE}", 'id = "kelder"'),
    Fault("knoop-zonder-einde", CASUS, VARIATION, f"{VARIATION.replace('tafel', 'rondje')}{LOOP}", 'id = "rondje"'),
    Fault(
        "rol-onduidelijk",
        CASUS,
        GRIFFIER,
        f'{GRIFFIER}\n[[knoop.keuze]]\ntekst = "Terug."\nnaar = "tafel"\n{ROAD}',
        TABLE,
    ),
    Fault("aantal-keuzes", CASUS, TO_GANG, "", '[[knoop]]\nid = "tafel"'),
    Fault("aantal-keuzes", CASUS, TO_GANG, TO_GANG + MORE_ROADS, '[[knoop]]\nid = "tafel"'),
    Fault("nabespreking", CASUS, DEBRIEF, "", '[[knoop]]\nid = "einde-zwak"'),
    Fault(
        "nabespreking",
        CASUS,
        'id = "tafel"',
        f'id = "tafel"\n{DEBRIEF}',
        'nabespreking = "Zonder genoeg leden gebeurt er niets (artikel 20)."\n\ntekst',
    ),
)

PLANS = (
    Fault("onbekend-item", PLAN, 'item = "proef-01-b"', 'item = "proef-01-z"'),
    Fault("onbekend-item", PLAN, '["proef-01-d", "proef-01-j"]', '["proef-01-d", "proef-01-z"]'),
    Fault("onbekend-item", LOOKALIKES, '"proef-01-e"]', '\n"proef-01-z"]', '"proef-01-z"'),
    Fault("onbekende-les", PLAN, 'vervolg = ["proef-01"]', 'vervolg = ["proef-02"]'),
    Fault(
        "item-past-niet",
        PLAN,
        'item = "proef-01-b"',
        'item = "proef-01-h"',
        'item = "proef-01-h"\n\n[[activiteit]]\nid = "lijn"',
    ),
    Fault("item-past-niet", PLAN, 'item = "proef-01-i"', 'item = "proef-01-a"'),
    Fault("item-past-niet", PLAN, 'item = "proef-01-b"', 'item = "proef-01-d"', 'item = "proef-01-d"\n'),
    Fault("dubbele-activiteit", PLAN, 'id = "teams"', 'id = "lijn"', 'id = "lijn"\nsoort = "teamquiz"'),
    Fault("leeg-plan", PLAN, "minuten = 30", "minuten = 0"),
    Fault("leeg-plan", PLAN, 'items = ["proef-01-d", "proef-01-j"]', "items = []"),
    Fault("verkeerde-waarde", PLAN, 'soort = "teamquiz"', 'soort = "kwis"'),
    Fault("ontbrekende-sleutel", PLAN, 'moment = "voor"\n', "", '[[activiteit]]\nid = "nulmeting"'),
)

PROGRAMMES = (
    Fault("onbekende-les", PROGRAMME, 'les = "proef-01"\nminuten = 12', 'les = "proef-02"\nminuten = 12'),
    Fault("halte-klopt-niet", PROGRAMME, 'stap = "situatie"', 'stap = "ergens"'),
    Fault(
        "halte-klopt-niet",
        PROGRAMME,
        'wat = "casus"',
        'wat = "quiz"\nstap = "situatie"',
        'stap = "situatie"\nminuten = 4',
    ),
    Fault("halte-klopt-niet", PROGRAMME, "minuten = 2", "minuten = 0"),
    Fault("halte-andere-tijd", PROGRAMME, "minuten = 12", "minuten = 9"),
    Fault("halte-andere-tijd", PROGRAMME, "minuten = 12", "minuten = 15"),
    Fault(
        "leeg-programma",
        PROGRAMME,
        '[[deel.halte]]\nles = "proef-01"\nminuten = 12\n',
        "halte = []\n",
        '[[deel]]\ntitel = "Dag 1"',
    ),
    Fault("verkeerde-waarde", PROGRAMME, 'wat = "casus"', 'wat = "kwis"'),
    Fault("onbekende-sleutel", PROGRAMME, 'titel = "Dag 1"', 'tietel = "x"\ntitel = "Dag 1"', 'tietel = "x"'),
)
