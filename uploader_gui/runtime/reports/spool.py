"""Text that is made before its turn: what fits into a megabyte in memory, more on the disk."""

import shutil
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self, TextIO

_IN_MEMORY = 1_000_000


class Spool:
    """To be written, then copied to where it belongs. One thread. Raises OSError."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed by __exit__
        self.has_text = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, text: str) -> None:
        """Add ``text``."""
        self._file.write(text)
        self.has_text = True

    def copy_to(self, file: TextIO) -> None:
        """Write all of it to ``file``."""
        self._file.seek(0)
        shutil.copyfileobj(self._file, file)
