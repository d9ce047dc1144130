"""Progress bars for the jobs that run, with what ended as lines above them."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.events import WAITING_FOR_A_TIME, EventKind, JobEvent, JobStatus, Refusal
from uploader_gui.domain.packages.package_end import PackageEnd
from uploader_gui.headless.output.lines import notice, outcome_words, refusal_words, say_if_bad, worth_showing
from uploader_gui.headless.output.times_said import TimesSaid
from uploader_gui.headless.output.words import completed_words, doing_words, end_words

_NAME_WIDTH = 28


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table as wide as the terminal; long names are cut, never wrapped, those in the widest columns first."""
    table = Table(box=None, pad_edge=False, show_header=bool(rows))
    for title in titles:
        table.add_column(Text(title, no_wrap=True, overflow="ellipsis"))
    for row in rows:
        # Of columns that may not wrap, all would lose the same: the short ones all they have.
        table.add_row(*(Text(visible(cell), no_wrap=True, overflow="ellipsis") for cell in row))
    Console(highlight=False).print(table)


class ProgressBars:
    """One bar for each running job, redrawn only when the engine says something; one thread."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, markup=False, emoji=False)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[said]}", markup=False),
            console=self._console,
            auto_refresh=False,
            transient=True,
            redirect_stderr=sys.stderr.isatty(),  # a file keeps the sentences that are meant for it
        )
        self._bars: dict[str, TaskID] = {}
        self._times = TimesSaid()
        self._progress.start()

    def show(self, events: Sequence[JobEvent]) -> None:
        """Move the bars, and print what ended above them."""
        self._times.say_of(events)
        for event in worth_showing(events):
            if event.kind is EventKind.SUBMITTED or event.status.activity in WAITING_FOR_A_TIME:
                continue
            if event.kind is EventKind.PROGRESS:
                self._move(event.status)
            else:
                self._end(event)
        self._progress.refresh()

    def refuse(self, refusal: Refusal, bucket: str | None) -> None:  # noqa: ARG002  # the sentence says it
        """Print the file that was not taken, and why."""
        notice(refusal_words(refusal))

    def tell_end(self, end: PackageEnd) -> None:
        """Print the line that sums it up, above the bars."""
        self._print(end_words(end))

    def remark(self, text: str) -> None:
        """Say it above the bars."""
        notice(text)

    def close(self) -> None:
        """Take the bars away."""
        self._progress.stop()

    def _move(self, status: JobStatus) -> None:
        job = status.job
        if job.job_id not in self._bars:
            name = visible(job.file_name)
            shown = name if len(name) <= _NAME_WIDTH else f"{name[: _NAME_WIDTH - 9]}…{name[-8:]}"
            self._bars[job.job_id] = self._progress.add_task(shown, total=max(1, job.file_size), said="")
        sent = min(job.file_size, job.bytes_done + status.bytes_in_flight)
        self._progress.update(self._bars[job.job_id], completed=sent, said=visible(doing_words(status)))

    def _end(self, event: JobEvent) -> None:
        job = event.status.job
        if (bar := self._bars.pop(job.job_id, None)) is not None:
            self._progress.remove_task(bar)
        if event.kind is EventKind.COMPLETED:
            self._print(completed_words(event.status))
        elif event.kind in {EventKind.SKIPPED, EventKind.REMOVED}:
            self._print(outcome_words(event))
        say_if_bad(event)

    def _print(self, text: str) -> None:
        self._console.print(visible(text), soft_wrap=True)
