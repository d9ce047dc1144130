"""Ctrl-C and SIGTERM: what is under way is paused, and the program is out within three seconds."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

EXIT_INTERRUPTED = 130
# Of the three seconds, what the interpreter needs to go is left over.
_EXIT_TIMEOUT_S = 2.5


class Interrupt:
    """Listens for SIGINT, SIGTERM and, where there are such, SIGHUP and SIGBREAK from construction on; main thread only.

    As long as nobody has something to save, and at a second signal, the process ends at once. Otherwise the
    callback is called, and the process ends anyway if it is still there 2.5 s later: a thread may hang in a
    name lookup, or whoever reads our output may have stopped reading. ``exit_code`` is for these ends.
    """

    def __init__(self, *, exit_code: int = EXIT_INTERRUPTED) -> None:
        self._exit_code = exit_code
        self._callback: Callable[[], None] | None = None
        self.came = False
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):  # the last is Ctrl-Break, on Windows
            number = getattr(signal, name, None)
            # nohup ignores SIGHUP on purpose; SIGINT is ignored by accident, in scripts' background jobs
            if number is not None and (name != "SIGHUP" or signal.getsignal(number) != signal.SIG_IGN):
                signal.signal(number, self._handle)

    def call(self, callback: Callable[[], None]) -> None:
        """Have ``callback`` called at the first signal, on the main thread between any two instructions."""
        self._callback = callback

    def nothing_is_left(self) -> None:
        """Everything is saved: from now on a signal ends the process at once."""
        self._callback = None

    def _handle(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  # a signal handler's shape
        if self.came or self._callback is None:
            self._leave()
        self.came = True
        watchdog = threading.Timer(_EXIT_TIMEOUT_S, self._leave)
        watchdog.daemon = True
        with contextlib.suppress(RuntimeError):  # no more threads: a second signal still ends it
            watchdog.start()
        self._callback()

    def _leave(self) -> NoReturn:
        leave_at_once(self._exit_code)


def leave_at_once(exit_code: int = EXIT_INTERRUPTED) -> NoReturn:
    """End the process now, with no thread waited for; the cursor that bars hide is shown again."""
    with contextlib.suppress(OSError):  # a terminal that is gone
        if sys.stdout.isatty():
            os.write(sys.stdout.fileno(), b"\x1b[?25h\n")
    os._exit(exit_code)
