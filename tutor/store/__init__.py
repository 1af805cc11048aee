"""The only importer of SQLite: what learners did, kept safe on their own disk."""

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
    SettingRefused,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreReplaced,
    Symlink,
)
from tutor.store.folder import FILE_NAME, data_folder
from tutor.store.group import Group
from tutor.store.learners import Learner, named
from tutor.store.restore import Restored, restore
from tutor.store.salvage import RepairReport, repair
from tutor.store.store import Store
from tutor.store.thinning import Backup

__all__ = [
    "FILE_NAME",
    "Backup",
    "Damaged",
    "DiskFailure",
    "Erasure",
    "Group",
    "Learner",
    "LearnerErased",
    "MergeRefused",
    "Missing",
    "NameRefused",
    "NewerFile",
    "NoFolder",
    "NotPrivate",
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
