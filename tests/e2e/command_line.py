"""The program ``uploader-gui`` as a process, as a user or a script runs it."""

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.processes.listing import listed
from lab.processes.program import PROGRAM, connection_environment
from lab.stores.s3probe import S3Address

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Printed:
    """How a run ended, and what it printed by then."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[JsonObject]:
        """What was printed with ``--json``; fails for any line that is no JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def events(self) -> list[str]:
        return [each["event"] for each in self.objects]

    def says(self, code: int, *words: str) -> bool:
        """It ended with ``code`` and said this on stderr, in words and not by a trace."""
        return self.code == code and all(word in self.err for word in words) and "Traceback" not in self.err


class CommandLine:
    """Runs the program on one state directory, connected to ``address`` unless that is None."""

    def __init__(self, home: Path, address: S3Address | None) -> None:
        self.home = home
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("UPLOAD_", "UPLOADER_"))
        }
        self.environment["UPLOADER_GUI_HOME"] = str(home)
        self.environment["PYTHONFAULTHANDLER"] = "1"
        if address is not None:
            self.environment |= connection_environment(address)

    def run(self, *arguments: object, **variables: str) -> Printed:
        process = self.start(*arguments, **variables)
        return self.end(process)

    def start(self, *arguments: object, **variables: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*PROGRAM, *map(str, arguments)],
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def in_shell(self, script: str, *arguments: object, **variables: str) -> Printed:
        """Run ``script`` in a shell, in which ``"$@"`` is the program with these arguments."""
        process = subprocess.Popen(
            ["sh", "-c", script, "sh", *PROGRAM, *map(str, arguments)],
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        return self.end(process)

    def on_terminal(self, terminal: int, *arguments: object) -> "subprocess.Popen[bytes]":
        """Start the program on a terminal whose end does not end it, as after ``nohup``."""
        return subprocess.Popen(
            ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *PROGRAM] + [str(each) for each in arguments],
            env=self.environment | {"TERM": "xterm"},
            stdin=subprocess.DEVNULL,
            stdout=terminal,
            stderr=terminal,
        )

    def end(self, process: "subprocess.Popen[str]", timeout: float = 60.0) -> Printed:
        """Wait for the end; a process that does not come to one says where its threads stand, and the test fails."""
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGABRT)
            out, err = process.communicate()
            raise AssertionError(f"no end within {timeout} s:\n{err}") from None
        finally:
            process.kill()
        return Printed(process.returncode, out, err)

    def jobs(self) -> list[JsonObject]:
        """What ``list --json`` says, without a run of the program."""
        return listed(self.environment)
