"""A recorder that the test drives: it writes when it is told to, and nothing in between."""

import hashlib
from pathlib import Path

from uploader_gui.domain.plan import MIB
from uploader_gui.domain.unattended.growth import Growth

UNTIL_MARKED = Growth(3600, "{name}.done")
"""The end is known by the marker alone: no test waits that long."""


class Recorder:
    """Writes one file; its bytes depend on ``seed`` and the order of what it is told."""

    def __init__(self, path: Path, *, seed: int = 1) -> None:
        self.path = path
        self._seed = seed
        self._written = 0
        path.write_bytes(b"")

    @property
    def marker(self) -> Path:
        return UNTIL_MARKED.marker_path(str(self.path)) or self.path

    def write(self, size: int) -> None:
        """Append so many bytes."""
        with self.path.open("ab") as file:
            while size > 0:
                file.write(self._bytes(min(size, MIB)))
                size -= MIB

    def rewrite(self, offset: int, size: int) -> None:
        """Write other bytes over what is there: a header that knows only now how long the recording is."""
        with self.path.open("r+b") as file:
            file.seek(offset)
            file.write(self._bytes(size))

    def truncate(self, size: int) -> None:
        with self.path.open("r+b") as file:
            file.truncate(size)

    def replace(self, size: int) -> None:
        """Put another file in its place, as a recorder that begins anew under the same name does."""
        other = Recorder(self.path.with_suffix(".new"), seed=self._seed + 1000)
        other.write(size)
        other.path.replace(self.path)

    def rename(self, name: str) -> Path:
        self.path = self.path.rename(self.path.with_name(name))
        return self.path

    def finish(self) -> None:
        """Say that this was all."""
        self.marker.write_bytes(b"")

    def _bytes(self, size: int) -> bytes:
        self._written += 1
        return hashlib.shake_128(f"{self._seed} {self._written}".encode()).digest(size)
