"""Puts the content, as it was read, into a wheel, so that the first start after an installation parses nothing."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ContentHook(BuildHookInterface[Any]):
    """Makes the copy and writes its digest and date, and that of the rules, into `tutor/shipped.py` of the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatch is about to build; `version` is `editable` for a link to the source tree, which needs no copy."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from tutor.cli.root import read_content
        from tutor.origin import content_date
        from tutor.store.content_cache import SHIPPED_NAME, make_shipped
        from tutor.store.progress_cache import rules

        self.folder = TemporaryDirectory()
        made = Path(self.folder.name)
        data = make_shipped(read_content(Path(self.root)), Path(self.root))
        (made / SHIPPED_NAME).write_bytes(data)
        source = Path(self.root, "tutor", "shipped.py").read_text(encoding="utf-8")
        for name, value in (
            ("DIGEST", sha256(data).hexdigest()),
            ("DATE", content_date(Path(self.root))),
            ("RULES", rules()),
        ):
            if f'{name} = ""' not in source:
                raise ValueError(f"tutor/shipped.py has no place for {name}")
            source = source.replace(f'{name} = ""', f'{name} = "{value}"')
        (made / "shipped.py").write_text(source, encoding="utf-8")
        build_data["force_include"] |= {
            str(made / SHIPPED_NAME): f"tutor/_content/{SHIPPED_NAME}",
            str(made / "shipped.py"): "tutor/shipped.py",
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """The wheel is there."""
        if version != "editable":
            self.folder.cleanup()
