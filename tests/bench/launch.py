"""Runs one command and writes down what it cost: ``python -I -S launch.py FIGURES_FILE COMMAND...``.

A process of its own, and a tiny one: Linux counts into a program's peak memory that of the process which
started it (it shares its memory until exec), so a big starter would hide a small client.
"""

import json
import os
import sys
import time
from pathlib import Path


def main(figures_file: str, command: list[str]) -> int:
    """The command's exit code; its wall and CPU seconds and its peak memory in bytes go to the file."""
    began = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    figures = {
        "wall_s": time.monotonic() - began,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_bytes": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }
    Path(figures_file).write_text(json.dumps(figures), encoding="ascii")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
