"""What one run of a client cost, and the medians of several."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Figures:
    """Wall and CPU seconds, and peak memory in bytes, of a whole process."""

    wall_s: float
    cpu_s: float
    peak_bytes: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line that the client printed, and when it came (``time.monotonic``)."""

    text: str
    at: float


class ClientFailedError(Exception):
    """A client that ended with an error: its figures mean nothing."""


def run_measured(
    command: Sequence[str | Path], environment: Mapping[str, str], scratch: Path
) -> tuple[Figures, list[Line]]:
    """Run the command to its end; what it cost, and its lines on standard output as they came."""
    figures_file, errors_file = scratch / "figures.json", scratch / "errors.txt"
    launched = [sys.executable, "-I", "-S", LAUNCHER, figures_file, *command]
    with (
        errors_file.open("wb") as errors,
        subprocess.Popen(
            launched,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        lines = [Line(text, time.monotonic()) for text in process.stdout]
    if process.returncode:
        said = errors_file.read_text(errors="replace")[-2000:] or "".join(line.text for line in lines[-5:])
        raise ClientFailedError(f"{command[0]} ended with {process.returncode}: {said}")
    return Figures(**json.loads(figures_file.read_text(encoding="ascii"))), lines


def median(runs: Sequence[Figures]) -> Figures:
    """Of each figure by itself."""
    return Figures(
        statistics.median(run.wall_s for run in runs),
        statistics.median(run.cpu_s for run in runs),
        statistics.median(run.peak_bytes for run in runs),
    )
