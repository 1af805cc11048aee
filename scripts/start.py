"""Starts Raadstutor from its own folder; the data are beside it where there is a folder `gegevens`."""

import os
import sys


def keep_archives_open():  # type: ignore[no-untyped-def]
    """Let Python read each module from an archive that stays open; gives the archives, by name.

    It opens the archive again for every module, which is half of loading it, and a virus scanner looks at each opening.
    """
    import zipimport
    from _thread import allocate_lock
    from zlib import decompress

    read_anew, lock = zipimport._get_data, allocate_lock()  # type: ignore[attr-defined]
    files = {}

    def read(archive, entry):  # type: ignore[no-untyped-def]
        _, compressed, size, _, offset, *_ = entry
        try:
            with lock:
                if archive not in files:
                    files[archive] = open(archive, "rb", buffering=0)  # noqa: PTH123, SIM115
                file = files[archive]
                file.seek(offset)
                head = file.read(30)
                file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:], "little"), os.SEEK_CUR)
                data = file.read(size)
        except OSError:
            return read_anew(archive, entry)
        if compressed not in (0, 8) or head[:4] != b"PK\3\4" or len(data) < size:
            return read_anew(archive, entry)  # it says what is wrong
        return decompress(data, -15) if compressed else data

    zipimport._get_data = read  # type: ignore[attr-defined]
    return files


if sys.platform == "win32":
    keep_archives_open()
from pathlib import Path  # noqa: E402

HERE = Path(__file__).resolve().parent
if sys.platform == "win32":  # zones as a file, because those of the package take a tenth of the start
    os.environ["PYTHONTZPATH"] = str(HERE / "tijdzones")
else:  # the Python in the folder for Windows has a list of its own, `._pth`
    sys.path[:0] = [str(HERE / "site"), str(HERE / "eigen" / f"{sys.platform}-{os.uname().machine}")]
DATA = HERE.parent / "gegevens"
if not os.environ.get("RAADSTUTOR_HOME") and DATA.is_dir():
    os.environ["RAADSTUTOR_HOME"] = str(DATA)

from tutor.cli import main  # noqa: E402

sys.exit(main())
