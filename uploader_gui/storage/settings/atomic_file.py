"""The one way in which a small private file is written: replaced in one step."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from uploader_gui.private_files import PRIVATE_FILE, check_file, make_folder, replace_file

_UNFINISHED = ".unfinished"
_LONGEST_WAIT_S = 10.0
_POLLED_EVERY_S = 0.01


def replace_private(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file, for its owner only, whole even after a power cut. Raises OSError.

    Any number at once: each writes to a file of its own, and the last one stays.
    """
    make_folder(path.parent)
    opened, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=_UNFINISHED, dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(opened, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        replace_file(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextlib.contextmanager
def changing(path: Path) -> Iterator[None]:
    """Be the only one, of all programs, who reads the file and replaces it. Raises OSError, also after waiting in vain.

    The lock is a file beside it; what a killed writer left unfinished is removed.
    """
    from filelock import FileLock, Timeout

    make_folder(path.parent)
    lock = path.with_name(f"{path.name}.lock")
    check_file(lock)
    try:
        with FileLock(
            lock,
            timeout=_LONGEST_WAIT_S,
            mode=PRIVATE_FILE,
            thread_local=False,
            poll_interval=_POLLED_EVERY_S,
        ):
            for left in path.parent.glob(f"{path.name}.*{_UNFINISHED}"):
                left.unlink(missing_ok=True)
            yield
    except Timeout as error:
        raise TimeoutError(f"another program keeps {lock} locked") from error
