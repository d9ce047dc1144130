"""One engine for a state directory: a lock that dies with its process, and a note of who holds it."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from uploader_gui.domain.errors import BadSettingsError, StateDirectoryBusyError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.private_files import PRIVATE_FILE, check_file, check_state_folder, tighten
from uploader_gui.storage.settings.atomic_file import replace_private

LOCK_FILE = "engine.lock"
HOLDER_FILE = "engine.json"
# Longer than a reader's look at the lock, which holds it for a moment.
_LOCK_TIMEOUT_S = 0.3


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs the engine: the program's name in words, and its process id (None: not known).

    ``address`` is the URL where it takes requests, "" as long as it takes none; ``token`` is what they need.
    ``identity`` lets it prove that it is the one who wrote this, before anybody tells it a secret.
    """

    name: str
    pid: int | None
    address: str = ""
    token: str = field(default="", repr=False)
    identity: str = field(default="", repr=False)


class InstanceLock:
    """The right to run the engine of a state directory, from ``acquire`` to ``close``; one thread.

    Freed by the system when the process ends in any way, SIGKILL and power loss included, so what a dead
    holder's note says never counts: only the lock does.
    """

    def __init__(self, state_dir: Path) -> None:
        # The window acquires it on one thread and releases it on another.
        self._lock = FileLock(state_dir / LOCK_FILE, thread_local=False, mode=PRIVATE_FILE)
        self._note = state_dir / HOLDER_FILE
        self._holder = Holder("", os.getpid())

    def acquire(self, holder: str) -> Self:
        """Take the lock and leave the note with ``holder``'s name and our pid, mode 0600.

        Raises StateDirectoryBusyError naming who has it, and BadSettingsError where the directory
        can't be written, or is not ours alone.
        """
        check_state_folder(self._note.parent)
        check_file(self._note.parent / LOCK_FILE)
        check_file(self._note)
        try:
            tighten(self._note.parent / LOCK_FILE)  # whoever may open it may lock it
            self._lock.acquire(timeout=_LOCK_TIMEOUT_S)
        except Timeout:
            other = read_holder(self._note.parent)
            raise StateDirectoryBusyError(other.name, other.pid) from None
        except OSError as error:
            raise state_dir_unusable(self._note.parent, error) from error
        self._holder = Holder(holder, os.getpid())
        try:
            _write_note(self._note, self._holder)
        except OSError as error:
            self._lock.release()
            raise state_dir_unusable(self._note.parent, error) from error
        return self

    @property
    def holder(self) -> Holder:
        """What the note says of us."""
        return self._holder

    def announce(self, address: str, token: str, identity: str) -> None:
        """Add to the note where requests are taken; blocking. Raises BadSettingsError if it can't be written."""
        self._holder = replace(self._holder, address=address, token=token, identity=identity)
        try:
            _write_note(self._note, self._holder)
        except OSError as error:
            raise state_dir_unusable(self._note.parent, error) from error

    def close(self) -> None:
        """Take the note away and free the lock; harmless when it is not held."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()


def is_held(state_dir: Path) -> bool:
    """Say whether a living process runs the engine of ``state_dir``; changes nothing that lasts.

    Raises BadSettingsError where the lock may be somebody else's.
    """
    if not (state_dir / LOCK_FILE).exists():
        return False
    check_state_folder(state_dir)
    check_file(state_dir / LOCK_FILE)
    lock = FileLock(state_dir / LOCK_FILE, mode=PRIVATE_FILE)
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
    return BadSettingsError(message(MessageCode.STATE_UNUSABLE, folder=str(state_dir), reason=reason))


def read_holder(state_dir: Path) -> Holder:
    """What the note says; it counts only while the lock is held, since a killed holder leaves its note behind.

    Raises BadSettingsError where somebody else may have written it.
    """
    check_state_folder(state_dir)
    check_file(state_dir / LOCK_FILE)
    check_file(state_dir / HOLDER_FILE)
    try:
        note = json.loads((state_dir / HOLDER_FILE).read_text("utf-8"))
        reachable = {key: str(note.get(key, "")) for key in ("address", "token", "identity")}
        return Holder(str(note["name"]), int(note["pid"]), **reachable)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Holder("another program", None)  # it has just taken the lock and not written yet


def _write_note(path: Path, holder: Holder) -> None:
    """Replace the note in one step; readable by its owner alone, since it carries the token."""
    replace_private(path, json.dumps({name: value for name, value in asdict(holder).items() if value}))
