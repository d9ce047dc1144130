"""A file to be uploaded, everything that is done to it, and every content that it ever had."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lab.files import make_file, sha256_of

# What the program may say of a job whose file suffered this.
CODES_BY_HARM = {
    "touched": {"SOURCE_CHANGED"},  # only while it is being looked at
    "changed": {"SOURCE_CHANGED"},
    "replaced": {"SOURCE_CHANGED", "SOURCE_MISSING"},
    "truncated": {"SOURCE_TRUNCATED", "SOURCE_CHANGED"},
    "grown": {"SOURCE_GROWING", "SOURCE_CHANGED"},
    "removed": {"SOURCE_MISSING"},
}
HARMS = tuple(CODES_BY_HARM)
_BLOCK = 4096


@dataclass(slots=True)
class SourceFile:
    """``versions`` are the SHA-256 of all contents so far; each step from one to the next is one write or rename.

    ``harms`` are the kinds of harm that it has suffered; ``is_original``: it has its first content now;
    ``was_dropped_again``: there may be two jobs for it, if nobody could look whether its object is there.
    """

    path: Path
    size: int
    seed: int
    versions: list[str] = field(default_factory=list)
    harms: set[str] = field(default_factory=set)
    is_original: bool = True
    was_dropped_again: bool = False

    def make(self) -> None:
        make_file(self.path, self.size, seed=self.seed)
        self.versions.append(sha256_of(self.path))

    def suffer(self, harm: str, dice: Random) -> None:
        """Do this to the file; the next version is on record before anybody could have read all of it."""
        self.harms.add(harm)
        getattr(self, f"_{harm}")(dice)

    def restore(self) -> None:
        """Put the first content back, as a file of its own, the way it comes back from a backup."""
        if not self.is_original:
            fresh = make_file(self.path.with_name(self.path.name + ".back"), self.size, seed=self.seed)
            fresh.replace(self.path)
            self.is_original = True

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)

    def allowed_codes(self) -> set[str]:
        """What a failed job may say because of what this file suffered."""
        codes = {code for harm in self.harms for code in CODES_BY_HARM[harm]}
        return codes | {"OBJECT_EXISTS"} if self.was_dropped_again else codes

    def _touched(self, _dice: Random) -> None:
        if self.path.exists():
            self.path.touch()

    def _changed(self, dice: Random) -> None:
        """Some bytes in the middle, and the time put back as a careless tool does."""
        if not self.path.exists() or not self.path.stat().st_size:
            return
        found = self.path.stat()
        with self.path.open("r+b") as file:
            file.seek(dice.randrange(found.st_size))
            file.write(dice.randbytes(min(_BLOCK, found.st_size - file.tell())))
        os.utime(self.path, ns=(found.st_atime_ns, found.st_mtime_ns))
        self._note_version()

    def _replaced(self, dice: Random) -> None:
        seed = dice.randrange(1 << 32)
        make_file(self.path.with_name(self.path.name + ".new"), self.size, seed=seed).replace(self.path)
        self._note_version()

    def _truncated(self, dice: Random) -> None:
        if self.path.exists():
            os.truncate(self.path, int(self.path.stat().st_size * dice.uniform(0.2, 0.9)))
            self._note_version()

    def _grown(self, dice: Random) -> None:
        if self.path.exists():
            with self.path.open("ab") as file:
                file.write(dice.randbytes(_BLOCK))
            self._note_version()

    def _removed(self, _dice: Random) -> None:
        self.path.unlink(missing_ok=True)
        self.is_original = False

    def _note_version(self) -> None:
        self.is_original = False
        self.versions.append(sha256_of(self.path))


@dataclass(slots=True)
class Recording(SourceFile):
    """A file that is written while it is sent, until it is finished; only then it has a content to be compared with.

    ``was_rewritten``: what was sent of it may rightly be sent again.
    """

    is_finished: bool = False
    was_rewritten: bool = False

    @property
    def marker(self) -> Path:
        return self.path.with_name(self.path.name + ".done")

    def make(self) -> None:
        make_file(self.path, self.size, seed=self.seed)

    def go_on(self, dice: Random) -> None:
        """Write more, or, as recorders do with their headers, over what is there."""
        with self.path.open("r+b") as file:
            if self.path.stat().st_size > _BLOCK and dice.random() < 0.3:
                self.was_rewritten = True
                file.seek(dice.choice((0, dice.randrange(self.path.stat().st_size - _BLOCK))))
                file.write(dice.randbytes(_BLOCK))
            else:
                file.seek(0, os.SEEK_END)
                file.write(dice.randbytes(dice.randrange(1, 12 * 1024 * 1024)))

    def finish(self) -> None:
        """Nothing is written any more, and the marker says so."""
        if not self.is_finished:
            self.is_finished = True
            self.versions.append(sha256_of(self.path))
            self.marker.touch()
