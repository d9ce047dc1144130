"""Files with known bytes."""

import hashlib
from pathlib import Path

from uploader_gui.domain.plan import MIB


def make_file(path: Path, size: int, *, seed: int = 1) -> Path:
    """Write ``size`` bytes that depend on ``seed`` alone."""
    with path.open("wb") as file:
        for offset in range(0, size, MIB):
            count = min(MIB, size - offset)
            # In a sixth of the time of random.randbytes, which is 17 ms a MiB; tests write gigabytes.
            file.write(hashlib.shake_128(f"{seed} {offset} {count}".encode()).digest(count))
    return path


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
