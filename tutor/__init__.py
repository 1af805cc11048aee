"""Raadstutor: an offline tutor in the terminal for Dutch local politicians."""

from pathlib import Path

__version__ = "0.1.0"
FOLDER = Path(__file__).resolve().parent
"""Where the files of the program are. Its modules are there as well, or in one file: opening each of them takes a virus
scanner or a slow stick longer than running them.
"""
if (FOLDER / "modules.zip").is_file():
    __path__.insert(0, str(FOLDER / "modules.zip"))
