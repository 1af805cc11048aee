"""A drawing of what stands in the folder for Windows, for docs/installeren.md: `python -m scripts.folder_picture`.

Names come from what is built, so that the drawing cannot say otherwise.
"""

from __future__ import annotations

from scripts.screenshots import FOLDER, FONT
from scripts.windows.build import LAUNCHERS

NAME = "map-windows.svg"
MEANING = {
    "Raadstutor.cmd": "hiermee begin je: dubbelklik",
    "Regelmodus.cmd": "zonder schermen, ook met een schermlezer",
    "Bediening.cmd": "geef je een avond: jouw venster",
    "Beamer.cmd": "geef je een avond: het venster voor de zaal",
    "Lees mij.txt": "wat hier staat, in het kort",
}
REST = (
    ("programma-…", "map", "het programma zelf; niets in veranderen"),
    ("gegevens", "map", "maak je zelf, alleen op een stick: wat je deed"),
)
ROW, LEFT, TEXT = 34, 30, 300


def drawing() -> str:
    """The drawing as SVG."""
    rows = [(name, "bestand", MEANING[name]) for name in (*LAUNCHERS, "Lees mij.txt")]
    lines = []
    for number, (name, kind, means) in enumerate((*rows, *REST)):
        top = 62 + number * ROW
        dashed = ' stroke-dasharray="4 3"' if name == "gegevens" else ""
        shape = (
            f'<rect x="{LEFT}" y="{top}" width="16" height="20" rx="2" fill="#fff" stroke="#555"/>'
            if kind == "bestand"
            else f'<path d="M{LEFT - 3} {top + 2}h9l3 3h12v14h-24z" fill="#f3d27a" stroke="#8a6d1d"{dashed}/>'
        )
        bold = ' font-weight="bold"' if name == LAUNCHERS[0] else ""
        lines.append(f'{shape}<text x="{LEFT + 32}" y="{top + 15}"{bold}>{name}</text>')
        lines.append(f'<text x="{TEXT}" y="{top + 15}" fill="#444">{means}</text>')
    height = 62 + (len(rows) + len(REST)) * ROW + 12
    body = "\n".join(lines)
    look = f'font-family="{FONT}" font-size="15" role="img"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" {look}>
<title>Wat er in de map Raadstutor staat</title>
<rect x="0.5" y="0.5" width="759" height="{height - 1}" rx="8" fill="#fafafa" stroke="#bbb"/>
<text x="{LEFT - 4}" y="34" font-weight="bold" fill="#222">Raadstutor</text>
<line x1="0" y1="48" x2="760" y2="48" stroke="#ddd"/>
{body}
</svg>
"""


if __name__ == "__main__":
    (FOLDER / NAME).write_text(drawing(), encoding="utf-8")
