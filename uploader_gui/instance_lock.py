"""One engine for a state directory: a lock that dies with its process, and a note of who holds it."""

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from uploader_gui.domain.errors import BadSettingsError, StateDirectoryBusyError

LOCK_FILE = "engine.lock"
HOLDER_FILE = "engine.json"
# Longer than a reader's look at the lock, which holds it for a moment.
_PATIENCE_S = 0.3


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs the engine: the program's name in words, and its process id (None: not known)."""

    name: str
    pid: int | None


class InstanceLock:
    """The right to run the engine of a state directory, from ``acquire`` to ``close``; one thread.

    Freed by the system when the process ends in any way, SIGKILL and power loss included, so what a dead
    holder's note says never counts: only the lock does.
    """

    def __init__(self, state_dir: Path) -> None:
        # The window acquires it on one thread and releases it on another.
        self._lock = FileLock(state_dir / LOCK_FILE, thread_local=False)
        self._note = state_dir / HOLDER_FILE

    def acquire(self, holder: str) -> Self:
        """Take the lock and leave the note with ``holder``'s name and our pid, mode 0600.

        Raises StateDirectoryBusyError naming who has it, and BadSettingsError where the directory
        can't be written.
        """
        try:
            self._lock.acquire(timeout=_PATIENCE_S)
        except Timeout:
            other = _read_note(self._note)
            raise StateDirectoryBusyError(other.name, other.pid) from None
        except OSError as error:
            raise state_dir_unusable(self._note.parent, error) from error
        try:
            _write_note(self._note, Holder(holder, os.getpid()))
        except OSError as error:
            self._lock.release()
            raise state_dir_unusable(self._note.parent, error) from error
        return self

    def close(self) -> None:
        """Take the note away and free the lock; harmless when it is not held."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()


def is_held(state_dir: Path) -> bool:
    """Say whether a living process runs the engine of ``state_dir``; changes nothing that lasts."""
    if not (state_dir / LOCK_FILE).exists():
        return False
    lock = FileLock(state_dir / LOCK_FILE)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    except OSError:
        return False  # a directory that can't be written has no engine
    lock.release()
    return False


def state_dir_unusable(state_dir: Path, error: OSError) -> BadSettingsError:
    """The sentence for a state directory that can't be written."""
    reason = (error.strerror or str(error)).lower()
    return BadSettingsError(
        f"The state directory {state_dir} can't be used: {reason}. Make it a directory that you can write to, "
        "with free space, or name another in UPLOADER_GUI_HOME."
    )


def _read_note(path: Path) -> Holder:
    try:
        note = json.loads(path.read_text("utf-8"))
        return Holder(str(note["name"]), int(note["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("another program", None)  # it has just taken the lock and not written yet


def _write_note(path: Path, holder: Holder) -> None:
    """Replace the note in one step; readable by its owner alone, since it will carry the API's token."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"name": holder.name, "pid": holder.pid}, file)
    fresh.replace(path)
