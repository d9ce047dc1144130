"""Whether somebody has a file open for writing, where the system tells."""

import contextlib
import os
import signal
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from uploader_gui.source.source_file import open_name

_WRITES = os.O_WRONLY | os.O_RDWR


def is_open_for_writing(path: str) -> bool | None:
    """Say whether any process of this computer has the file open for writing; None where nothing can tell; see ``open_for_writing``."""
    found = open_for_writing([path])
    return None if found is None else path in found


def open_for_writing(paths: Collection[str]) -> set[str] | None:
    """Those of these files that some process of this computer has open for writing; None where nothing can tell.

    Linux only. Of a file that is the user's own the kernel tells, about all processes (fcntl(2), "Leases"): a lease for
    reading is refused while there is a writer. For others' files the user's own processes are looked through, once for
    all of them. What another computer does with a file on a network disk nobody here can know.
    """
    if sys.platform != "linux":
        return None
    told = {path: _refuses_lease(path) for path in paths}
    unknown = [path for path, is_refused in told.items() if is_refused is None]
    return {path for path, is_refused in told.items() if is_refused} | _with_writers_of_ours(unknown)


if sys.platform == "linux":
    import fcntl

    def _refuses_lease(path: str) -> bool | None:
        try:
            file = os.open(open_name(path), os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            return None
        try:
            # Whoever opens the file while we have the lease makes the kernel send us a signal: one that is ignored.
            fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except BlockingIOError:
            return True
        except OSError:  # another's file, or a disk that knows no leases
            return None
        finally:
            os.close(file)
        return False

    def _with_writers_of_ours(paths: Collection[str]) -> set[str]:
        wanted = {}
        for path in paths:
            with contextlib.suppress(OSError):
                found = os.stat(path)  # noqa: PTH116 - a Path costs as much as the look itself
                wanted[found.st_dev, found.st_ino] = path
        if not wanted:
            return set()
        processes = [one for one in os.listdir("/proc") if one.isdecimal()]  # noqa: PTH208 - as above
        return {wanted[file] for process in processes for file in _written_by(f"/proc/{process}", wanted)}

    def _written_by(process: str, files: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        try:
            opened = os.listdir(f"{process}/fd")  # noqa: PTH208 - as above
        except OSError:  # another user's, or it has ended
            return
        for number in opened:
            with contextlib.suppress(OSError):
                found = os.stat(f"{process}/fd/{number}")  # noqa: PTH116 - as above
                file = found.st_dev, found.st_ino
                if file in files and _is_written(f"{process}/fdinfo/{number}"):
                    yield file

    def _is_written(facts: str) -> bool:
        lines = Path(facts).read_text(encoding="ascii").splitlines()
        flags = next((line for line in lines if line.startswith("flags:")), "flags: 0")
        return bool(int(flags.split()[1], 8) & _WRITES)

else:

    def _refuses_lease(path: str) -> bool | None:  # noqa: ARG001 - no such thing here
        return None

    def _with_writers_of_ours(paths: Collection[str]) -> set[str]:  # noqa: ARG001
        return set()
