"""What is uploaded: one big file, some of middle size, many small ones, all of random bytes."""

import os
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
SLICE = 4 * MIB


@dataclass(frozen=True, slots=True)
class Load:
    """``count`` files of ``size`` bytes in ``folder``."""

    name: str
    folder: Path
    count: int
    size: int

    @property
    def files(self) -> list[Path]:
        return [self.folder / f"{number:05}.bin" for number in range(self.count)]

    @property
    def is_one_file(self) -> bool:
        return self.count == 1

    def make(self) -> None:
        """Write what is not there yet; it is in the page cache afterwards."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.files:
            if not path.exists() or path.stat().st_size != self.size:
                _write_random(path, self.size)


def loads(folder: Path, names: list[str], big_gib: float) -> list[Load]:
    """Those of these names: ``big``, ``medium``, ``small``."""
    big = int(big_gib * 1024) * MIB
    every = [
        Load("big", folder / f"big-{big}", 1, big),
        Load("medium", folder / "medium", 32, 32 * MIB),
        Load("small", folder / "small", 2000, 64 * 1024),
    ]
    return [load for load in every if load.name in names]


def _write_random(path: Path, size: int) -> None:
    with path.open("wb") as file:
        for begin in range(0, size, SLICE):
            file.write(os.urandom(min(SLICE, size - begin)))
