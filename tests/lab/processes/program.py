"""The program as a process, told what to do by its command line and the environment, and killed at will."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.processes.listing import listed
from lab.stores.s3probe import S3Address

Line = dict[str, Any]
_TESTED = os.environ.get("UPLOADER_TESTED")
PROGRAM = [_TESTED] if _TESTED else [sys.executable, "-m", "uploader_gui"]
"""What is tested: the source, or the executable that UPLOADER_TESTED names, such as a bundle's."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: exit code (negative: the signal), lines of JSON, standard error."""

    code: int
    lines: list[Line]
    errors: str

    def last(self, event: str) -> Line:
        """The last line that tells of ``event``."""
        return [line for line in self.lines if line["event"] == event][-1]


class Running:
    """A run that is under way; its lines are read as they come."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._changed = threading.Condition()
        self._lines: list[Line] = []
        self._errors: list[str] = []
        self._readers = [
            threading.Thread(target=self._read_lines, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_for(self, is_so: Callable[[Line], bool], timeout: float = 60.0) -> Line:
        """Wait for a line that fits, or for the end, which is an error here."""

        def found() -> Line | None:
            return next((line for line in self._lines if is_so(line)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() is not None or self.is_over(), timeout)
            line = found()
        assert line is not None, f"not said: {self._lines[-3:]} {''.join(self._errors)}"
        return line

    def wait_for_words(self, words: str, timeout: float = 60.0) -> None:
        """Wait until it has said this on standard error; its end before that is an error here."""

        def are_said() -> bool:
            return words in "".join(self._errors)

        with self._changed:
            self._changed.wait_for(lambda: are_said() or self.is_over(), timeout)
            assert are_said(), f"not said: {words}; but: {''.join(self._errors)}"

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def kill(self) -> Ended:
        """SIGKILL, then what it had said by then."""
        self._process.kill()
        return self.end()

    def end(self, timeout: float = 60.0) -> Ended:
        """Wait for the end."""
        code = self._process.wait(timeout)
        for reader in self._readers:
            reader.join(10)
        return Ended(code, self._lines, "".join(self._errors))

    def is_over(self) -> bool:
        """Whether it has ended and all that it said was read."""
        return self._process.poll() is not None and not any(reader.is_alive() for reader in self._readers)

    def _read_lines(self) -> None:
        assert self._process.stdout is not None
        for text in self._process.stdout:
            try:
                line = json.loads(text)
            except ValueError:
                line = {"event": "text", "text": text}
            with self._changed:
                self._lines.append(line)
                self._changed.notify_all()
        self._process.stdout.close()
        with self._changed:
            self._changed.notify_all()

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        for text in self._process.stderr:
            with self._changed:
                self._errors.append(text)
                self._changed.notify_all()
        self._process.stderr.close()


class Program:
    """``uploader-gui`` with a state directory and a connection of its own."""

    def __init__(self, state_dir: Path, address: S3Address | None, **environment: str) -> None:
        self.state_dir = state_dir
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("UPLOADER_GUI_", "UPLOAD_", "DISPLAY", "WAYLAND"))
        }
        self.environment |= {
            "UPLOADER_GUI_HOME": str(state_dir),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        if address is not None:
            self.environment |= connection_environment(address)
        self.environment |= environment

    def start(self, *arguments: str | Path) -> Running:
        return Running(
            subprocess.Popen(
                [*PROGRAM, *map(str, arguments)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )

    def run(self, *arguments: str | Path, timeout: float = 60.0) -> Ended:
        return self.start(*arguments).end(timeout)

    @contextmanager
    def running(self, *arguments: str | Path) -> Iterator[Running]:
        """A run that is killed at the latest when the block ends."""
        process = self.start(*arguments)
        try:
            yield process
        finally:
            process.kill()

    def jobs(self) -> list[Line]:
        """What ``list --json`` says, without a run of the program."""
        return listed(self.environment)


def connection_environment(address: S3Address) -> Mapping[str, str]:
    """The variables that make up a connection for a headless run."""
    return {
        "UPLOADER_GUI_ENDPOINT": address.endpoint,
        "UPLOADER_GUI_ACCESS_KEY": address.access_key,
        "UPLOADER_GUI_SECRET_KEY": address.secret_key,
        "UPLOADER_GUI_BUCKET": address.bucket,
        "UPLOADER_GUI_REGION": address.region,
    }
