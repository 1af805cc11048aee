"""The only importer of SQLite: what learners did, kept safe on their own disk."""

from tutor.store.errors import (
    Damaged,
    DiskFailure,
    LearnerErased,
    Missing,
    NameRefused,
    NewerFile,
    NotPrivate,
    SettingRefused,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreReplaced,
    Symlink,
)
from tutor.store.folder import FILE_NAME, data_folder
from tutor.store.learners import Learner
from tutor.store.store import Store

__all__ = [
    "FILE_NAME",
    "Damaged",
    "DiskFailure",
    "Learner",
    "LearnerErased",
    "Missing",
    "NameRefused",
    "NewerFile",
    "NotPrivate",
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
