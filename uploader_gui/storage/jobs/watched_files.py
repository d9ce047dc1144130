"""The files of watched folders that were taken, and how far each is."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from uploader_gui.domain.job import Fingerprint, Recording
from uploader_gui.storage.database.columns import ColumnForm, Columns
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.many_rows import ManyRows
from uploader_gui.storage.jobs.other_rows import RECORDINGS
from uploader_gui.storage.jobs.statements import SELECT_RECORDINGS


class WatchedFileState(StrEnum):
    """TAKING: about to become the job of this id, or has just become it. SUBMITTED: has a job that has not ended well yet.

    DUE: its upload is proven, and it is to be moved or deleted. SENT: nothing is left to be done. REFUSED: it was not
    taken, which the user knows.
    """

    TAKING = "taking"
    SUBMITTED = "submitted"
    DUE = "due"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """A file as it was when it was taken. ``job_id`` is "" for one that was found to be there already; of one that was
    refused it is the id of the settings with which it was.
    """

    watch_id: str
    path: str
    fingerprint: Fingerprint
    job_id: str
    state: WatchedFileState

    def is_still(self, now: Fingerprint) -> bool:
        """Say whether a file is the one that was taken: size and time of its last change are equal, and it is no other.

        A drive that was put back in may have other numbers, FAT gives its files new ones each time; but a file that was
        put in another's place has another time of change, too.
        """
        then = self.fingerprint
        if (then.size, then.mtime_ns) != (now.size, now.mtime_ns):
            return False
        return then.file_id == now.file_id or then.ctime_ns == now.ctime_ns or then.device != now.device


_WIDE_NUMBER = ColumnForm(str, int)
_ROWS = Columns(WatchedFile, forms={"fingerprint.device": _WIDE_NUMBER, "fingerprint.file_id": _WIDE_NUMBER})
_NEW = _ROWS.only(set(_ROWS.names))
_NAMES = ", ".join(_NEW.names)
_CHANGED = ", ".join(f"{name} = excluded.{name}" for name in _NEW.names if name not in {"watch_id", "path"})
_KEEP = ManyRows(
    f"INSERT INTO watched_files ({_NAMES}) VALUES {{}} ON CONFLICT (watch_id, path) DO UPDATE SET {_CHANGED}",  # noqa: S608 - names of ours
    len(_NEW.names),
)
_SELECT = f"SELECT {_NAMES} FROM watched_files WHERE watch_id = ?"  # noqa: S608 - names of ours
_SELECT_ONE = f"{_SELECT} AND path = ?"
_FORGET = "DELETE FROM watched_files WHERE watch_id = ? AND path IN (SELECT value FROM json_each(?))"


class WatchedFiles:
    """Blocking; any thread. Paths have to be valid text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, watch_id: str) -> list[WatchedFile]:
        """All of a watched folder."""
        with self._database.reading() as sqlite:
            return [_ROWS.load(row) for row in sqlite.execute(_SELECT, (watch_id,))]

    def one(self, watch_id: str, path: str) -> WatchedFile | None:
        """That of a watched folder under this path."""
        with self._database.reading() as sqlite:
            row = sqlite.execute(_SELECT_ONE, (watch_id, path)).fetchone()
        return None if row is None else _ROWS.load(row)

    def keep(self, files: Sequence[WatchedFile]) -> None:
        """These are so from now on, on the disk when this returns."""
        self._database.write(
            lambda sqlite: _KEEP.execute(sqlite, (_NEW.of(file) for file in files)), durable=True
        )

    def forget(self, watch_id: str, paths: Collection[str]) -> None:
        """These files are not there any more, or may be taken again."""
        key = watch_id, json.dumps(list(paths))
        self._database.write(lambda sqlite: sqlite.execute(_FORGET, key).close())

    def recordings_of_files(self, paths: Collection[str]) -> dict[str, list[Recording]]:
        """All uploads of the files at these paths, oldest first."""
        return self._recordings("source_path", paths, lambda one: one.source_path)

    def recordings_of_jobs(self, job_ids: Collection[str]) -> dict[str, Recording]:
        """The uploads of these jobs, listed still or not."""
        found = self._recordings("job_id", job_ids, lambda one: one.job_id)
        return {job_id: recordings[-1] for job_id, recordings in found.items()}

    def _recordings(
        self, column: str, values: Collection[str], key_of: Callable[[Recording], str]
    ) -> dict[str, list[Recording]]:
        chosen = f"{SELECT_RECORDINGS} WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608 - a name of ours
        found: dict[str, list[Recording]] = {}
        with self._database.reading() as sqlite:
            for row in sqlite.execute(chosen, (json.dumps(list(values)),)):
                recording = RECORDINGS.load(row)
                found.setdefault(key_of(recording), []).append(recording)
        return found
