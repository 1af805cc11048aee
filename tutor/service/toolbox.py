"""What tools for tonight need of a workspace."""

from __future__ import annotations

from datetime import datetime

from tutor.learning.days import AMSTERDAM
from tutor.model import Catalogue
from tutor.tools.tool import Setting


def setting_of(catalogue: Catalogue, now: datetime) -> Setting:
    """Where and when a tool is used; a day ends at midnight here, as in laws."""
    return Setting(now.astimezone(AMSTERDAM).date(), catalogue.municipality)
