"""The only importer of SQLite: what learners did, kept safe on their own disk."""

from __future__ import annotations

from tutor.store.backup import Backup
from tutor.store.erasure import Erasure
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
