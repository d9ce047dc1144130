"""How a headless run is shown: JSON lines, plain lines, or progress bars on a terminal."""

import sys
import time
from collections.abc import Sequence
from typing import Protocol, TextIO

from uploader_gui.domain.events import WAITING_TO_TRY, Activity, EventKind, JobEvent, JobStatus, Refusal
from uploader_gui.domain.packages.package_end import PackageEnd
from uploader_gui.headless.output.job_json import event_object, refusal_object
from uploader_gui.headless.output.lines import (
    notice,
    outcome_words,
    print_json,
    print_json_lines,
    print_line,
    refusal_words,
    say_if_bad,
    worth_showing,
)
from uploader_gui.headless.output.times_said import TimesSaid
from uploader_gui.headless.output.words import completed_words, doing_words, end_words
from uploader_gui.transfer.package_end.facts import end_facts

_PLAIN_INTERVAL_S = 10.0


class Reporter(Protocol):
    """Shows what happens to the jobs of a run; used on one thread."""

    def show(self, events: Sequence[JobEvent]) -> None:
        """Show what the engine said."""

    def refuse(self, refusal: Refusal, bucket: str | None) -> None:
        """Show a file that did not become a job."""

    def tell_end(self, end: PackageEnd) -> None:
        """Show that a package has ended, which is more than one file."""

    def remark(self, text: str) -> None:
        """Say something about what is uploaded, beside the results."""

    def close(self) -> None:
        """Leave the terminal as it was."""


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
        print_json_lines(event_object(event) for event in worth_showing(events))
        for event in events:
            say_if_bad(event)

    def refuse(self, refusal: Refusal, bucket: str | None) -> None:
        """Print the file that was not taken."""
        print_json(refusal_object(refusal, bucket))
        notice(refusal_words(refusal))

    def tell_end(self, end: PackageEnd) -> None:
        """Print the facts of it."""
        print_json({"event": "packageEnded", "jobId": None, **end_facts(end)})

    def remark(self, text: str) -> None:
        """Say it on stderr."""
        notice(text)

    def close(self) -> None:
        """Nothing is left open."""


class PlainLines:
    """Lines for a log: each outcome, and each job's progress every ten seconds or when it begins to wait or to be joined."""

    def __init__(self) -> None:
        self._said_at_s: dict[str, float] = {}
        self._waits: set[str] = set()
        self._is_joined: set[str] = set()
        self._times = TimesSaid()

    def show(self, events: Sequence[JobEvent]) -> None:
        """Print what is worth a line."""
        self._times.say_of(events)
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

    def tell_end(self, end: PackageEnd) -> None:
        """Print the line that sums it up."""
        print_line(end_words(end))

    def remark(self, text: str) -> None:
        """Say it on stderr."""
        notice(text)

    def close(self) -> None:
        """Nothing is left open."""

    def _progress(self, status: JobStatus) -> None:
        job, now_s = status.job, time.monotonic()
        waited = job.job_id in self._waits
        if status.activity in WAITING_TO_TRY:
            self._waits.add(job.job_id)
            if not waited:
                notice(f"{job.file_name}: {status.message}")
            return
        self._waits.discard(job.job_id)
        begins_to_be_joined = status.activity is Activity.JOINING and job.job_id not in self._is_joined
        if begins_to_be_joined:
            self._is_joined.add(job.job_id)
        is_due = now_s - self._said_at_s.setdefault(job.job_id, now_s) >= _PLAIN_INTERVAL_S
        if is_due or begins_to_be_joined:
            self._said_at_s[job.job_id] = now_s
            print_line(f"{job.file_name}: {doing_words(status)}")
