"""The only importer of SQLite: what learners did, kept safe on their own disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.store.errors import (
    Damaged,
    DiskFailure,
    DiskGone,
    LearnerErased,
    MergeRefused,
    Missing,
    NameRefused,
    NewerFile,
    NoFolder,
    NotPrivate,
    NotStored,
    SettingRefused,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreReplaced,
    Symlink,
)
from tutor.store.private import FILE_NAME, data_folder

if TYPE_CHECKING:
    from tutor.store.backup import Backup
    from tutor.store.erasure import Erasure
    from tutor.store.store import Store

__all__ = [
    "FILE_NAME",
    "Backup",
    "Damaged",
    "DiskFailure",
    "DiskGone",
    "Erasure",
    "LearnerErased",
    "MergeRefused",
    "Missing",
    "NameRefused",
    "NewerFile",
    "NoFolder",
    "NotPrivate",
    "NotStored",
    "SettingRefused",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreFull",
    "StoreReadOnly",
    "StoreReplaced",
    "Symlink",
    "data_folder",
]


def __getattr__(name: str) -> object:
    """What opens the file is loaded by who does: `controleer` looks at content only."""
    homes = {"Backup": "backup", "Erasure": "erasure", "Store": "store"}
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{homes[name]}"), name)
