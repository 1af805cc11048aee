"""Starts Raadstutor from its own folder; the data are beside it where there is a folder `gegevens`."""

import os
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "gegevens"
if not os.environ.get("RAADSTUTOR_HOME") and DATA.is_dir():
    os.environ["RAADSTUTOR_HOME"] = str(DATA)

from tutor.cli import main  # noqa: E402

sys.exit(main())
