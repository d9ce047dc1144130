"""How a headless run is shown: JSON lines, plain lines, or progress bars on a terminal."""

import json
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol, TextIO

from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus, Refusal
from uploader_gui.domain.visible_text import visible
from uploader_gui.headless.output.job_json import JsonObject, job_object, refusal_object
from uploader_gui.headless.output.streams import OutputStream
from uploader_gui.headless.output.words import completed_words, progress_words

_WAITING = frozenset({Activity.WAITING_FOR_NETWORK, Activity.WAITING_TO_RETRY})
_PLAIN_INTERVAL_S = 10.0
_LINES_AT_ONCE = 100


class Reporter(Protocol):
    """Shows what happens to the jobs of a run; used on one thread."""

    def show(self, events: Sequence[JobEvent]) -> None:
        """Show what the engine said."""

    def refuse(self, refusal: Refusal, bucket: str | None) -> None:
        """Show a file that did not become a job."""

    def close(self) -> None:
        """Leave the terminal as it was."""


def notice(text: str) -> None:
    """Say something on stderr, which never carries results; foreign text in it can't command the terminal."""
    sys.stderr.write(visible(text) + "\n")
    sys.stderr.flush()


def print_line(text: str) -> None:
    """Print one line of results at once."""
    print_lines([text])


def print_lines(texts: Iterable[str]) -> None:
    """Print lines of results at once, many with one call: each makes a busy program's threads take turns.

    Each text is one line, whatever the names in it hold.
    """
    _write_lines(map(visible, texts))


def print_cells(cells: Iterable[str]) -> None:
    """Print one line of cells with tabs between them, as other programs read them."""
    _write_lines(["\t".join(map(visible, cells))])


def _write_lines(lines: Iterable[str]) -> None:
    left = iter(lines)
    while some := "".join([line + "\n" for line in islice(left, _LINES_AT_ONCE)]):
        sys.stdout.write(some)
        sys.stdout.flush()


def worth_showing(events: Sequence[JobEvent]) -> Sequence[JobEvent]:
    """These events; without mere progress while the reader has not taken what was printed before."""
    if not (isinstance(sys.stdout, OutputStream) and sys.stdout.is_behind):
        return events
    return [event for event in events if event.kind is not EventKind.PROGRESS]


def print_json(fields: JsonObject) -> None:
    """Print one JSON object as one line."""
    print_line(json_line(fields))


def json_line(fields: JsonObject) -> str:
    """One JSON object in ASCII, so that any name survives any terminal."""
    return json.dumps(fields, separators=(",", ":")).replace("\x7f", "\\u007f")


def make_reporter(*, as_json: bool, stream: TextIO | None = None) -> Reporter:
    """Choose by ``--json`` and by whether ``stream`` (default: stdout) is a terminal."""
    if as_json:
        return JsonLines()
    if (stream or sys.stdout).isatty():
        from uploader_gui.headless.output.progress_bars import ProgressBars

        return ProgressBars()
    return PlainLines()


class JsonLines:
    """One object a line on stdout; what went wrong also as a sentence on stderr."""

    def show(self, events: Sequence[JobEvent]) -> None:
        """Print each event."""
        print_lines(json_line(job_object(event.status, event.kind)) for event in worth_showing(events))
        for event in events:
            say_if_bad(event)

    def refuse(self, refusal: Refusal, bucket: str | None) -> None:
        """Print the file that was not taken."""
        print_json(refusal_object(refusal, bucket))
        notice(refusal_words(refusal))

    def close(self) -> None:
        """Nothing is left open."""


class PlainLines:
    """Lines for a log: each outcome, and each job's progress every ten seconds or when it begins to wait."""

    def __init__(self) -> None:
        self._said_at_s: dict[str, float] = {}
        self._waits: set[str] = set()

    def show(self, events: Sequence[JobEvent]) -> None:
        """Print what is worth a line."""
        for event in events:
            if event.kind is EventKind.COMPLETED:
                print_line(completed_words(event.status))
            elif event.kind is EventKind.PROGRESS:
                self._progress(event.status)
            elif event.kind in {EventKind.SKIPPED, EventKind.REMOVED}:
                print_line(outcome_words(event))
            say_if_bad(event)

    def refuse(self, refusal: Refusal, bucket: str | None) -> None:  # noqa: ARG002  # the sentence says it
        """Say which file was not taken, and why."""
        notice(refusal_words(refusal))

    def close(self) -> None:
        """Nothing is left open."""

    def _progress(self, status: JobStatus) -> None:
        job, now_s = status.job, time.monotonic()
        waited = job.job_id in self._waits
        if status.activity in _WAITING:
            self._waits.add(job.job_id)
            if not waited:
                notice(f"{job.file_name}: {status.message}")
            return
        self._waits.discard(job.job_id)
        if now_s - self._said_at_s.setdefault(job.job_id, now_s) >= _PLAIN_INTERVAL_S:
            self._said_at_s[job.job_id] = now_s
            print_line(f"{job.file_name}: {progress_words(status)}")


def say_if_bad(event: JobEvent) -> None:
    """Give a failed or paused job its sentence on stderr."""
    if event.kind is EventKind.FAILED:
        notice(f"{event.status.job.file_name}: {event.status.message}")
    elif event.kind is EventKind.PAUSED:
        notice(f"{event.status.job.file_name}: paused. `uploader-gui resume` goes on with it.")


def outcome_words(event: JobEvent) -> str:
    """The file and what became of it, for what is neither success nor failure."""
    return f"{event.status.job.file_name}: {event.kind}. {event.status.message}".rstrip()


def refusal_words(refusal: Refusal) -> str:
    """The file and the reason, in one line, which names the file once."""
    return refusal.reason if refusal.path in refusal.reason else f"{refusal.path}: {refusal.reason}"
