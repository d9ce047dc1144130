"""Whether another watched folder still has to send a file, by whatever name that is known to it."""

import os
from collections.abc import Callable, Collection
from pathlib import Path

from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.source.watching.put_away import is_one_file
from uploader_gui.source.watching.watched_tree import tree_of
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.watched_files import WatchedFiles, WatchedFileState

_DONE = frozenset({WatchedFileState.DUE, WatchedFileState.SENT, WatchedFileState.REFUSED})


class OtherFolders:
    """Blocking; any thread. ``folders`` gives all that are watched now."""

    def __init__(
        self, folders: Callable[[], Collection[WatchFolder]], files: WatchedFiles, jobs: JobDatabase
    ) -> None:
        self._folders = folders
        self._files = files
        self._jobs = jobs

    def that_needs(self, watch: WatchFolder, path: str, now: Fingerprint) -> WatchFolder | None:
        """Another one than ``watch`` that takes the file and has neither sent nor refused it as it is ``now``.

        Raises BadSettingsError where the list can't be read.
        """
        others = [one for one in self._folders() if one.watch_id != watch.watch_id]
        return next((one for one in others if self._needs(one, path, now)), None)

    def _needs(self, other: WatchFolder, path: str, now: Fingerprint) -> bool:
        parts = _parts_below(other.folder, path)
        if parts is None or not tree_of(other).takes(parts):
            return False
        row = self._files.one(other.watch_id, str(Path(other.folder, *parts)))
        if row is None or not row.is_still(now):
            return True
        if row.state is WatchedFileState.SUBMITTED:  # what the user has removed from the list is not sent
            return bool(self._jobs.some([row.job_id]))
        return row.state not in _DONE


def _parts_below(folder: str, path: str) -> tuple[str, ...] | None:
    """The file's path below the folder, whatever either is called; None where it is elsewhere."""
    try:
        top = Path(folder).stat()
        real = Path(os.path.realpath(Path(path).parent), Path(path).name)
        for above in real.parents:
            if above == Path(folder) or is_one_file(above.stat(), top):
                return real.relative_to(above).parts
    except OSError:  # gone: it has no files
        return None
    return None
