"""Files with known bytes."""

import hashlib
import random
from pathlib import Path

from uploader_gui.domain.plan import MIB


def make_file(path: Path, size: int, *, seed: int = 1) -> Path:
    """Write ``size`` bytes that depend on ``seed`` alone."""
    dice = random.Random(seed)
    with path.open("wb") as file:
        for offset in range(0, size, MIB):
            file.write(dice.randbytes(min(MIB, size - offset)))
    return path


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
