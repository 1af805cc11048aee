"""What the build of a wheel fills in."""

from __future__ import annotations

DIGEST = ""
"""SHA-256, in hexadecimal, of the content as it was read when the wheel was built; empty in a source tree."""

DATE = ""
"""The date of that content, ISO 8601; empty in a source tree."""

RULES = ""
"""A digest of the rules of learning, as `program_version` makes it; empty in a source tree."""
