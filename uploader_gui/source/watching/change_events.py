"""What the system tells of changes below a folder, on a thread of its own."""

import logging
import threading
from collections.abc import Callable

from watchfiles import watch

# Idle, the thread wakes up ten times a second, which costs less than 0.1 % of a CPU.
_STEP_MS = 100
_GATHERED_MS = 500
_BEGUN_MS = 200
# It tells of each change: a night of one growing file would push all else out of the log.
logging.getLogger("watchfiles").setLevel(logging.WARNING)


class ChangeEvents:
    """Tells ``changed`` of paths until it is closed; from its own thread.

    ``changed`` gets no path now and then when nothing happens, the first time once everything is watched. ``failed``
    hears in the system's words why nothing more is to come: it has no more to give (inotify's limit), or the folder is
    gone.
    """

    def __init__(
        self,
        folder: str,
        name: str,
        *,
        is_deep: bool,
        changed: Callable[[set[str]], None],
        failed: Callable[[str], None],
    ) -> None:
        self._folder = folder
        self._is_deep = is_deep
        self._changed = changed
        self._failed = failed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin. Raises RuntimeError where the system gives no thread."""
        self._thread.start()

    def close(self) -> None:
        """End it; the thread goes within a tenth of a second."""
        self._stop.set()

    def _run(self) -> None:
        try:
            for changes in watch(
                self._folder,
                watch_filter=None,
                debounce=_GATHERED_MS,
                step=_STEP_MS,
                stop_event=self._stop,
                rust_timeout=_BEGUN_MS,
                yield_on_timeout=True,
                force_polling=False,
                recursive=self._is_deep,
                ignore_permission_denied=False,  # True also hides that inotify's limit is reached
            ):
                self._changed({path for _, path in changes})
        except (OSError, RuntimeError) as error:  # what the Rust side raises, in its words
            if not self._stop.is_set():
                self._failed(str(error))
