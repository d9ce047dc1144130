"""Room that ends: a disk of its own, which only root may mount, and a limit for files, for anybody."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

NEEDED = ("mount", "umount")


class SmallDisk:
    """A tmpfs of ``size_mib`` over ``directory`` while the context lasts; ``is_mounted`` is False where we may not.

    Takes the tools ``NEEDED``.
    """

    def __init__(self, directory: Path, size_mib: int) -> None:
        self.directory = directory
        self.is_mounted = False
        self._size_mib = size_mib
        self._filler = directory / "filler"

    def __enter__(self) -> Self:
        self.directory.mkdir(parents=True, exist_ok=True)
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options = f"size={self._size_mib}m,mode=0700"
            command = ["mount", "-t", "tmpfs", "-o", options, "small-disk", str(self.directory)]
            self.is_mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self.directory)], check=True)
            self.is_mounted = False

    def fill(self) -> bool:
        """Leave no room at all; False where the disk is not ours alone."""
        if not self.is_mounted:
            return False
        for block in (1024 * 1024, 4096):
            with contextlib.suppress(OSError), self._filler.open("ab", buffering=0) as file:
                while file.write(bytes(block)) == block:
                    pass
        return True

    def make_room(self) -> None:
        self._filler.unlink(missing_ok=True)


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let this process write no file over ``size`` bytes; skips the test where there is no such limit."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
