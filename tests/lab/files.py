"""Files with known bytes."""

import functools
import hashlib
from pathlib import Path

from uploader_gui.domain.plan import MIB

_FILM = b"\0\0\0\0mdat"
"""How a QuickTime film begins whose index was never written: MediaInfo knows it by that, and has no facts of it.

In bytes that begin like nothing it looks for every format that there is, 40 ms of CPU a MiB, after each upload.
"""
_LONG = 64 * 1024
"""From here on a file begins as a film, in bytes; of a shorter one all of it depends on the seed."""


def make_file(path: Path, size: int, *, seed: int = 1) -> Path:
    """Write ``size`` bytes that depend on ``seed`` alone; a long file begins as a film without an index."""
    with path.open("wb") as file:
        for offset in range(0, size, MIB):
            count = min(MIB, size - offset)
            file.write(_piece(seed, offset, count))
        if size >= _LONG:
            file.seek(0)
            file.write(_FILM)
    return path


@functools.lru_cache(maxsize=32)  # most files are as long as the same few parts
def _piece(seed: int, offset: int, count: int) -> bytes:
    # In a sixth of the time of random.randbytes, which is 17 ms a MiB; tests write gigabytes.
    return hashlib.shake_128(f"{seed} {offset} {count}".encode()).digest(count)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
