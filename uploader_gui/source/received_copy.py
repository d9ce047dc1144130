"""A file that arrives over the network and is written straight into the staging directory."""

import os
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.plan import MIB
from uploader_gui.private_files import make_folder
from uploader_gui.source.source_file import open_name, take_fingerprint
from uploader_gui.source.staged_copy import (
    NEW_FILE,
    PARTIAL,
    delete_staged,
    make_room,
    staged_path,
    staging_error,
    sync_directory,
)

ARRIVALS = "arriving"
"""The directory, in the state directory, with a note for each copy that has no job yet."""

# What a disk has to catch up with at the end is then never more than this.
_SYNC_EVERY = 256 * MIB


class ReceivedCopy:
    """One staged copy being written, under the id of the job that it is to become. Blocking; one thread at a time.

    Until ``finish`` it stands under a name that marks it as unfinished. Everything raises SourceError
    STAGING_FULL or STAGING_FAILED; then, and whenever no job comes of it, call ``discard``; ``hand_on`` when
    its job is stored. Until either, a note in ``notes_dir`` tells a later start whose copy this was: the
    staging directory may be shared, and only what was noted here may be deleted there.
    """

    def __init__(self, staging_dir: Path, file_name: str, notes_dir: Path) -> None:
        self.job_id = str(uuid.uuid4())
        self.file_name = file_name
        self.path = staged_path(staging_dir, self.job_id, file_name)
        self.size = 0
        self._partial = self.path.with_name(self.path.name + PARTIAL)
        self._note = notes_dir / self.job_id
        self._unsynced = 0
        self._file = -1

    def write(self, pieces: Sequence[bytes]) -> None:
        """Append these; the file is made by the first call."""
        try:
            if self._file < 0:
                self._open()
            for piece in pieces:
                self._append(memoryview(piece))
            if self._unsynced >= _SYNC_EVERY:
                os.fsync(self._file)
                self._unsynced = 0
        except OSError as error:
            raise staging_error(self.path.parent, error) from error

    def finish(self) -> Fingerprint:
        """Make it a whole staged copy, safe on the disk when this returns its fingerprint."""
        self.write(())
        try:
            os.fsync(self._file)
            self._close()
            self._partial.replace(self.path)
            sync_directory(self.path.parent)
        except OSError as error:
            raise staging_error(self.path.parent, error) from error
        return take_fingerprint(self.path)

    def discard(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):
            self._close()
        if delete_staged(self.path, self.path.parent):
            self.hand_on()

    def hand_on(self) -> None:
        """The copy belongs to a job now."""
        with suppress(OSError):
            self._note.unlink(missing_ok=True)

    def _open(self) -> None:
        make_room(self.path.parent, 0)
        make_folder(self._note.parent)
        with os.fdopen(os.open(self._note, NEW_FILE, 0o600), "wb") as note:
            note.write(os.fsencode(self.path))
        self._file = os.open(open_name(self._partial), NEW_FILE, 0o600)

    def _append(self, data: memoryview) -> None:
        self.size += len(data)
        self._unsynced += len(data)
        while data:
            data = data[os.write(self._file, data) :]

    def _close(self) -> None:
        if self._file >= 0:
            file, self._file = self._file, -1
            os.close(file)


def interrupted_arrivals(notes_dir: Path) -> dict[str, Path]:
    """The copies that were arriving when a program ended, whole or not, by the id chosen for their job. Blocking."""
    if not notes_dir.is_dir():
        return {}
    return {note.name: Path(os.fsdecode(note.read_bytes())) for note in notes_dir.iterdir()}
