"""The only importer of SQLite: what learners did, kept safe on their own disk."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tutor.store.erasure import Erasure
from tutor.store.errors import (
    Damaged,
    DiskFailure,
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
from tutor.store.folder import FILE_NAME, data_folder
from tutor.store.learners import Learner, named
from tutor.store.store import Store
from tutor.store.thinning import Backup

if TYPE_CHECKING:
    from tutor.store.restoring import Restored, restore
    from tutor.store.salvage import RepairReport, repair

__all__ = [
    "FILE_NAME",
    "Backup",
    "Damaged",
    "DiskFailure",
    "Erasure",
    "Learner",
    "LearnerErased",
    "MergeRefused",
    "Missing",
    "NameRefused",
    "NewerFile",
    "NoFolder",
    "NotPrivate",
    "NotStored",
    "RepairReport",
    "Restored",
    "SettingRefused",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreFull",
    "StoreReadOnly",
    "StoreReplaced",
    "Symlink",
    "data_folder",
    "named",
    "repair",
    "restore",
]

_LATER = {
    "RepairReport": "salvage",
    "repair": "salvage",
    "Restored": "restoring",
    "restore": "restoring",
}
"""What is seldom needed, and where it stands: it is loaded when somebody asks for it."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
