"""Starts Raadstutor from its own folder; the data are beside it where there is a folder `gegevens`."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if sys.platform == "win32":  # zones as a file, because those of the package take a tenth of the start
    os.environ["PYTHONTZPATH"] = str(HERE / "tijdzones")
else:  # the Python in the folder for Windows has a list of its own, `._pth`
    sys.path[:0] = [str(HERE / "site"), str(HERE / "eigen" / f"{sys.platform}-{os.uname().machine}")]
DATA = HERE.parent / "gegevens"
if not os.environ.get("RAADSTUTOR_HOME") and DATA.is_dir():
    os.environ["RAADSTUTOR_HOME"] = str(DATA)

from tutor.cli import main  # noqa: E402

sys.exit(main())
