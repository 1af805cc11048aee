"""Look at all files of a folder, and read, parse and check one lesson of it: `python one_lesson.py FOLDER LESSON`.

With the parts of the program. LESSON is a folder with that lesson, and what it needs beside it.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from tutor.content.check import judge
from tutor.content.load import read_pack
from tutor.store.content_cache import manifest

manifest(Path(sys.argv[1]))
pack = read_pack(Path(sys.argv[2]))
for judgement in judge(pack, date.today(), pack.lessons, outside=False):
    for problem in judgement.problems:
        print(problem)
