"""How changes in a watched folder get known: the system tells of them, or nobody does and it is looked through."""

import queue
from collections.abc import Callable
from dataclasses import dataclass

from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.source.watching.mounts import disk_that_tells_nothing

_BEGINNING_S = 30.0  # a tree of a million folders takes some seconds to be registered


@dataclass(frozen=True, slots=True)
class Changed:
    """The system told of these paths."""

    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class NothingTold:
    """The system tells nothing more, for this reason in its words."""

    reason: str


class Telling:
    """Of one watched folder, on its thread. ``tell`` is called on another."""

    def __init__(self, watch: WatchFolder, name: str, tell: Callable[[Changed | NothingTold], None]) -> None:
        self._watch = watch
        self._name = name
        self._tell = tell
        self._begun: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._end: Callable[[], None] = lambda: None

    def begin(self) -> Messages:
        """Have the system tell of what changes from now on; empty, or why it can't."""
        if self._watch.is_polled:
            return (message(MessageCode.WATCH_POLLING_CHOSEN),)
        if kind := disk_that_tells_nothing(self._watch.folder):
            return (message(MessageCode.WATCH_DISK_SILENT, kind=kind),)
        from uploader_gui.source.watching.change_events import ChangeEvents

        events = ChangeEvents(
            self._watch.folder,
            self._name,
            is_deep=self._watch.has_subfolders,
            changed=self._changed,
            failed=self._failed,
        )
        self._end = events.close
        try:
            events.start()
            reason = self._begun.get(timeout=_BEGINNING_S)
        except (RuntimeError, queue.Empty) as error:
            reason = str(error) or "timeout"
        return no_events(reason) if reason else ()

    def close(self) -> None:
        """End it; what is told after that is of no use."""
        self._end()

    def _changed(self, paths: set[str]) -> None:
        self._begun.put("")
        if paths:
            self._tell(Changed(frozenset(paths)))

    def _failed(self, reason: str) -> None:
        self._begun.put(reason)
        self._tell(NothingTold(reason))


def no_events(reason: str) -> Messages:
    """Why a folder is looked through again and again."""
    return (message(MessageCode.WATCH_NO_EVENTS, reason=reason),)
