"""The command that the user wants run at the end of a package: no shell, its time and its output limited. Blocking."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

from uploader_gui.domain.entered.command_words import words_of
from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import ErrorCode, StoppedError, UploaderError
from uploader_gui.domain.job import Recording
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.packages.package_end import PackageAction
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.transfer.package_end.facts import (
    PACKAGE_ENDED,
    command_variables,
    delivery_facts,
    upload_facts,
)

LONGEST_S = 600.0
"""After so many seconds a command is killed."""
OUTPUT_KEPT = 4096
"""Of what a command writes its last so many bytes are kept."""
_LONGEST_LINE = 300
_LOOK_S = 0.2
_AFTER_ITS_END_S = 1.0
_PIECE = 65536
_WITHOUT_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows a black window would flash up
_OURS_ALONE = frozenset(
    f"UPLOADER_GUI_{name}"
    for name in ("ACCESS_KEY", "SECRET_KEY", "SESSION_TOKEN", "API_TOKEN", "WEBHOOK_SECRET")
)


def run_command(
    command: str,
    action: PackageAction,
    uploads: Iterable[Recording],
    stop: StopSwitch,
    *,
    event: str = PACKAGE_ENDED,
    longest_s: float = LONGEST_S,
) -> Messages:
    """Run the command with the facts of the end in its environment, and wait for it; what is to be said of it.

    ``uploads`` are the files that its report lists. Raises UploaderError where it did not end with 0, and StoppedError,
    with the command killed, when ``stop`` is stopped.
    """
    words = words_of(command)
    try:
        with tempfile.TemporaryDirectory(prefix="uploader-gui-") as folder:
            report = Path(folder) / "report.json"
            _write_report(report, action, uploads, event)
            environment = _own_environment(os.environ) | command_variables(action, str(report), event)
            exit_code, output = _carry_out(words, environment, stop, longest_s)
    except (OSError, ValueError) as error:  # no such program; a NUL, which no variable can hold
        reason = getattr(error, "strerror", None) or str(error)
        not_started = message(MessageCode.COMMAND_NOT_STARTED, reason=reason)
        raise UploaderError(not_started, code=ErrorCode.BAD_REQUEST) from error
    said = _last_line(output)
    ended = (
        message(MessageCode.COMMAND_ENDED_SAYING, exit_code=exit_code, said=said)
        if said
        else message(MessageCode.COMMAND_ENDED, exit_code=exit_code)
    )
    if exit_code != 0:
        raise UploaderError(ended, code=ErrorCode.BAD_REQUEST)
    return (ended,)


def _carry_out(
    words: list[str], environment: Mapping[str, str], stop: StopSwitch, longest_s: float
) -> tuple[int, bytes]:
    """The exit code and the last of what was written. Raises OSError, ValueError where it can't be started."""
    process = subprocess.Popen(
        [os.path.expanduser(words[0]), *words[1:]],  # noqa: PTH111 - a bare name is no path
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=Path.home(),
        env=environment,
        start_new_session=True,  # so that what it starts is killed with it
        creationflags=_WITHOUT_CONSOLE,
    )
    tail = _Tail(process.stdout)
    latest_s = time.monotonic() + longest_s
    while process.poll() is None:
        if stop.is_stopped or time.monotonic() >= latest_s:
            _kill(process)
            tail.end()
            if stop.is_stopped:
                raise StoppedError
            minutes = round(longest_s / 60)
            raise UploaderError(
                message(MessageCode.COMMAND_TOO_LONG, minutes=minutes), code=ErrorCode.BAD_REQUEST
            )
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_S)
    return process.returncode, tail.end()


class _Tail:
    """Reads what a command writes, on a thread of its own, and keeps the last of it."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._pipe = pipe
        self._kept = b""
        self._reader = Thread(target=self._read, name="command-output", daemon=True)
        self._reader.start()

    def end(self) -> bytes:
        """The last of it; what a program that the command left behind writes is not waited for."""
        self._reader.join(_AFTER_ITS_END_S)
        return self._kept

    def _read(self) -> None:
        if self._pipe is None:
            return
        with self._pipe:
            while piece := os.read(self._pipe.fileno(), _PIECE):
                self._kept = (self._kept + piece)[-OUTPUT_KEPT:]


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            kill_tree(process.pid)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_tree(pid: int) -> None:
    """Kill a process and all that it has started, where there are no groups of processes to be killed as one."""
    import psutil

    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(pid)
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.kill()


def _write_report(path: Path, action: PackageAction, uploads: Iterable[Recording], event: str) -> None:
    facts = delivery_facts(action, event) | {"uploads": [upload_facts(one) for one in uploads]}
    with path.open("w", encoding="ascii") as file:
        json.dump(facts, file, indent=1)


def _own_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What this program was started with, but for what is secret."""
    return {name: value for name, value in environ.items() if name not in _OURS_ALONE}


def _last_line(output: bytes) -> str:
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return visible(lines[-1].strip())[:_LONGEST_LINE] if lines else ""
