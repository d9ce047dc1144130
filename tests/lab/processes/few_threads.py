"""The program in a process that may start only so many threads: ``python few_threads.py N ARGUMENT...``."""

import sys
import threading

from uploader_gui.cli import main


def allow(count: int) -> None:
    """Start ``count`` threads from now on, and no more."""
    start, left = threading.Thread.start, [count]

    def start_or_not(thread: threading.Thread) -> None:
        if not left[0]:
            raise RuntimeError("can't start new thread")  # CPython's own words
        left[0] -= 1
        start(thread)

    setattr(threading.Thread, "start", start_or_not)  # noqa: B010 - mypy takes it for the assignment of a method


if __name__ == "__main__":
    allow(int(sys.argv[1]))
    main(sys.argv[2:])
