"""Zip archives, in memory: nothing is unpacked to a disk, and nothing before its size is known."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tutor.exchange.foreign import BadParcel

MAX_BYTES = 20 * 1024**2
"""Of a file, and of an archive when it is unpacked."""
MAX_FILES = 5_000
_MOMENT = (2026, 1, 1, 0, 0, 0)
"""Time of every file that is packed, so that the same files give the same bytes."""


def too_big(size: int, what: str = "Uitgepakt is dit bestand") -> str:
    """That a file is larger than what is read, in Dutch."""
    return f"{what} {-(-size // 1024**2)} MB; {MAX_BYTES // 1024**2} MB mag."


def unzipped(data: bytes) -> Mapping[str, bytes]:
    """The files of an archive, in memory. Raises BadParcel for a damaged one, and before it unpacks too much."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if (size := sum(entry.file_size for entry in entries)) > MAX_BYTES:
                raise BadParcel(too_big(size))
            if len(entries) > MAX_FILES:
                raise BadParcel(f"In dit bestand zitten {len(entries)} bestanden; {MAX_FILES} mag.")
            return {entry.filename: archive.read(entry) for entry in entries}
    except BadParcel:
        raise
    except Exception:  # zipfile names its own errors, but also lets through those of zlib, struct and codecs
        raise BadParcel("Dit zip-bestand is beschadigd. Maak het opnieuw.") from None


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files, in this order; the same bytes each time."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
