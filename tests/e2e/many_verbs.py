"""Runs many commands in one process: reads a JSON list of [arguments, what is typed], writes a list of results."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from tests.e2e.laptop import Laptop

laptop = Laptop(Path(os.environ["RAADSTUTOR_HOME"]))
json.dump([asdict(laptop.run(*arguments, typed=typed)) for arguments, typed in json.load(sys.stdin)], sys.stdout)
