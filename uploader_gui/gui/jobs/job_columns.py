"""The columns of the job table: their titles, texts, alignment and order."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.words import wording

SortKey = str | float
STATE_ORDER: Final = (
    JobState.UPLOADING,
    JobState.SUBMITTED,
    JobState.PAUSED,
    JobState.FAILED,
    JobState.COMPLETED,
)
_RANK = {state: rank for rank, state in enumerate(STATE_ORDER)}
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Column(IntEnum):
    """From left to right. ``PROGRESS`` to ``STATE`` change while a job runs; the others hardly ever do.

    ``QUEUE`` is never shown, only sorted by: what is unfinished as it waits, then what is completed, newest first.
    """

    FILE = 0
    SIZE = 1
    PROGRESS = 2
    SPEED = 3
    TIME_LEFT = 4
    PARTS = 5
    STATE = 6
    DESTINATION = 7
    ADDED = 8
    QUEUE = 9


FIRST_LIVE = Column.PROGRESS
LAST_LIVE = Column.STATE
RIGHT_ALIGNED = frozenset({Column.SIZE, Column.SPEED, Column.TIME_LEFT, Column.PARTS})
STEADY = frozenset({Column.QUEUE, Column.FILE, Column.SIZE, Column.DESTINATION})
"""Columns by which a new row can be sorted in without moving any other row."""
SHOWN = tuple(column for column in Column if column is not Column.QUEUE)
_HISTORY = 2**62


def title(column: Column) -> str:
    """The words of the header."""
    return {
        Column.FILE: QCoreApplication.translate("JobTable", "File"),
        Column.SIZE: QCoreApplication.translate("JobTable", "Size"),
        Column.PROGRESS: QCoreApplication.translate("JobTable", "Progress"),
        Column.SPEED: QCoreApplication.translate("JobTable", "Speed"),
        Column.TIME_LEFT: QCoreApplication.translate("JobTable", "Time left"),
        Column.PARTS: QCoreApplication.translate("JobTable", "Parts"),
        Column.STATE: QCoreApplication.translate("JobTable", "State"),
        Column.DESTINATION: QCoreApplication.translate("JobTable", "Destination"),
        Column.ADDED: QCoreApplication.translate("JobTable", "Added"),
        Column.QUEUE: QCoreApplication.translate("JobTable", "Order of the queue"),
    }[column]


def place(status: JobStatus) -> int:
    """The row's place in the order of the queue."""
    job = status.job
    return _HISTORY - job.position if job.state is JobState.COMPLETED else job.position


def _progress_text(status: JobStatus) -> str:
    return wording.percent_words(status.job) if wording.is_sending(status) else wording.sentence(status)


_TEXTS: dict[Column, Callable[[JobStatus], str]] = {
    Column.FILE: lambda status: status.job.file_name,
    Column.SIZE: lambda status: wording.size_words(status.job.file_size),
    Column.PROGRESS: _progress_text,
    Column.SPEED: lambda status: wording.speed_words(status.bytes_per_second),
    Column.TIME_LEFT: lambda status: wording.duration_words(status.seconds_left),
    Column.PARTS: lambda status: wording.parts_words(status.job),
    Column.STATE: lambda status: wording.state_words(status.job.state),
    Column.DESTINATION: lambda status: wording.destination_words(status.job),
    Column.ADDED: lambda status: wording.moment_words(status.job.created_at),
    Column.QUEUE: lambda status: str(status.job.position),
}
_SORT_KEYS: dict[Column, Callable[[JobStatus], SortKey]] = {
    Column.FILE: lambda status: status.job.file_name.casefold(),
    Column.SIZE: lambda status: status.job.file_size,
    Column.PROGRESS: lambda status: status.job.progress,
    Column.SPEED: lambda status: status.bytes_per_second or 0.0,
    Column.TIME_LEFT: lambda status: float("inf") if status.seconds_left is None else status.seconds_left,
    Column.PARTS: lambda status: status.job.total_parts,
    Column.STATE: lambda status: _RANK[status.job.state],
    Column.DESTINATION: lambda status: wording.destination_words(status.job).casefold(),
    Column.ADDED: lambda status: (status.job.created_at - _LONG_AGO).total_seconds(),
    Column.QUEUE: place,
}


def text(status: JobStatus, column: Column) -> str:
    """The words of a cell; of the progress cell, what its bar or its sentence says."""
    return _TEXTS[column](status)


def sort_key(column: Column) -> Callable[[JobStatus], SortKey]:
    """What the rows are ordered by, as numbers where the cell is a number."""
    return _SORT_KEYS[column]


def tool_tip(status: JobStatus, column: Column) -> str:
    """What does not fit into the cell."""
    job = status.job
    if column is Column.FILE:
        return job.source_path or job.file_name
    if column is Column.SIZE:
        return QCoreApplication.translate("JobTable", "{0} bytes").format(wording.number_words(job.file_size))
    if column is Column.DESTINATION:
        return f"{job.destination.profile}\n{job.destination.endpoint}\n{wording.destination_words(job)}"
    return wording.sentence(status) if column is Column.PROGRESS else ""
