"""Files whose uploads are proven are moved or deleted, on a thread of its own: to another disk that takes its time."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from uploader_gui.domain.errors import BadSettingsError, SourceError, StoppedError
from uploader_gui.domain.job import Fingerprint
from uploader_gui.domain.messages import Message, MessageCode, Messages, english, message
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.source.scan import printable
from uploader_gui.source.source_file import StopFlag
from uploader_gui.transfer.watching.after_upload import Standing, look_at, own_marker, put_away, standing
from uploader_gui.transfer.watching.other_folders import OtherFolders
from uploader_gui.transfer.watching.taken_files import DueFile

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PutAway:
    """What became of one: ``is_over`` unless it is to be tried again; ``is_gone``: it is not where it was any more.

    ``moved_to``: where it is now, "" for nowhere.
    """

    due: DueFile
    is_over: bool
    is_gone: bool
    said: Messages = ()
    moved_to: str = ""


class PuttingAway:
    """Of one watched folder. ``add`` and ``close`` on its thread; ``done`` is called on this one's own.

    ``moving`` is held for each file: two of them, one of the settings before, would copy into one another's copy.
    """

    def __init__(
        self,
        watch: WatchFolder,
        name: str,
        stop: StopFlag,
        moving: threading.Lock,
        others: OtherFolders,
        done: Callable[[PutAway], None],
    ) -> None:
        self._watch = watch
        self._name = name
        self._stop = stop
        self._moving = moving
        self._others = others
        self._done = done
        self._waiting: queue.SimpleQueue[DueFile | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def add(self, due: DueFile) -> None:
        """Move or delete this one, after those before it. Raises RuntimeError where the system gives no thread."""
        if self._thread is None:
            thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            thread.start()
            self._thread = thread
        self._waiting.put(due)

    def close(self) -> None:
        """Begin no further one. One that is being copied to another disk goes on, and does not keep the program from
        ending: the next start begins that anew.
        """
        self._waiting.put(None)

    def _run(self) -> None:
        while (due := self._waiting.get()) is not None and not self._stop.is_stopped:
            try:
                outcome = self._alone(due)
            except StoppedError:
                return
            if outcome is not None:
                self._done(outcome)

    def _alone(self, due: DueFile) -> PutAway | None:
        """What became of it; None where the settings are others since it waited for another to be moved."""
        with self._moving:
            return None if self._stop.is_stopped else self._carried_out(due)

    def _carried_out(self, due: DueFile) -> PutAway:
        path = due.file.path
        outcome = PutAway(due, is_over=True, is_gone=False)
        if self._watch.afterwards is Afterwards.LEAVE:  # set so since
            return outcome
        try:
            now = look_at(path)
            if now is not None and (other := self._other_that_needs(path, now)) is not None:
                needed = message(MessageCode.WATCH_OTHER_NEEDS, path=printable(other.folder))
                return self._later(outcome, english((needed,)))
            found = standing(path, due.file.fingerprint, now, due.recording, self._stop)
            if found is Standing.WRITTEN:
                return self._later(outcome, english((message(MessageCode.WATCH_STILL_WRITTEN),)))
            if found is Standing.ANOTHER:
                return replace(
                    outcome, said=(message(MessageCode.WATCH_CHANGED_SINCE, path=printable(path)),)
                )
            moved = put_away(self._watch, path, now) if now is not None and found is Standing.SAME else None
        except (SourceError, BadSettingsError) as error:
            return self._later(outcome, error.message)
        except OSError as error:
            return self._later(outcome, error.strerror or str(error))
        if found is Standing.GONE:
            return replace(outcome, is_gone=True)
        said = _moved(path, str(moved)) if moved else message(MessageCode.WATCH_DELETED, path=printable(path))
        return replace(outcome, is_gone=True, said=(said,), moved_to=str(moved or ""))

    def _other_that_needs(self, path: str, now: Fingerprint) -> WatchFolder | None:
        """Another watched folder that has still to send the file, or its marker, which goes with it."""
        if (other := self._others.that_needs(self._watch, path, now)) is not None:
            return other
        marker = own_marker(self._watch, path)
        there = None if marker is None else look_at(str(marker))
        return None if there is None else self._others.that_needs(self._watch, str(marker), there)

    def _later(self, outcome: PutAway, reason: str) -> PutAway:
        return replace(outcome, is_over=False, said=not_put_away(outcome.due, reason))


def not_put_away(due: DueFile, reason: str) -> Messages:
    """What is said of a file that can't be moved or deleted yet."""
    said = message(MessageCode.WATCH_NOT_PUT_AWAY, path=printable(due.file.path), reason=reason.rstrip("."))
    return said, message(MessageCode.WATCH_TRIED_AGAIN)


def _moved(path: str, to: str) -> Message:
    return message(MessageCode.WATCH_MOVED, path=printable(path), to=printable(to))
