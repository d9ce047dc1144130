"""The columns of the job table: their titles, texts, alignment and order."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum
from math import inf
from typing import Final

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import look_of
from uploader_gui.gui.words import wording
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.sizes import size_words

SortKey = str | float
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Column(IntEnum):
    """From left to right. ``PROGRESS`` to ``AVERAGE_SPEED`` change while a job runs; the others hardly ever do.

    ``QUEUE`` is never shown, only sorted by: what is unfinished as it waits, then what is completed, newest first.
    """

    FILE = 0
    SIZE = 1
    PROGRESS = 2
    SPEED = 3
    TIME_LEFT = 4
    PARTS = 5
    STATE = 6
    SENT = 7
    ELAPSED = 8
    AVERAGE_SPEED = 9
    DESTINATION = 10
    ADDED = 11
    FINISHED = 12
    PLACE = 13
    QUEUE = 14


FIRST_LIVE = Column.PROGRESS
LAST_LIVE = Column.AVERAGE_SPEED
RIGHT_ALIGNED = frozenset(
    {
        Column.SIZE,
        Column.SPEED,
        Column.TIME_LEFT,
        Column.PARTS,
        Column.SENT,
        Column.ELAPSED,
        Column.AVERAGE_SPEED,
        Column.PLACE,
    }
)
STEADY = frozenset({Column.QUEUE, Column.FILE, Column.SIZE, Column.DESTINATION})
"""Columns by which a new row can be sorted in without moving any other row."""
SHOWN: Final[tuple[Column, ...]] = tuple(column for column in Column if column is not Column.QUEUE)
ON_DEMAND: Final = frozenset(
    {Column.SENT, Column.ELAPSED, Column.AVERAGE_SPEED, Column.FINISHED, Column.PLACE}
)
"""Columns that the table shows only to who has chosen them."""
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
        Column.SENT: QCoreApplication.translate("JobTable", "Sent"),
        Column.ELAPSED: QCoreApplication.translate("JobTable", "Time taken"),
        Column.AVERAGE_SPEED: QCoreApplication.translate("JobTable", "Average speed"),
        Column.DESTINATION: QCoreApplication.translate("JobTable", "Destination"),
        Column.ADDED: QCoreApplication.translate("JobTable", "Added"),
        Column.FINISHED: QCoreApplication.translate("JobTable", "Finished"),
        Column.PLACE: QCoreApplication.translate("JobTable", "Place in the queue"),
        Column.QUEUE: QCoreApplication.translate("JobTable", "Order of the queue"),
    }[column]


def place(status: JobStatus) -> int:
    """The row's place in the order of the queue."""
    job = status.job
    return _HISTORY - job.position if job.state is JobState.COMPLETED else job.position


def _elapsed_s(status: JobStatus) -> float:
    return status.job.active_until(datetime.now(UTC))


def _average_speed(status: JobStatus) -> float | None:
    return status.job.average_speed_until(datetime.now(UTC))


def is_in_queue(status: JobStatus) -> bool:
    """Say whether it waits for its turn."""
    return status.job.state is JobState.SUBMITTED


def finished_at(status: JobStatus) -> datetime | None:
    """When its object was in the store; None for what is not finished, which may have ended all the same."""
    return status.job.end_time if status.job.state is JobState.COMPLETED else None


def _finished_text(status: JobStatus) -> str:
    moment = finished_at(status)
    return "" if moment is None else wording.moment_words(moment)


def _progress_text(status: JobStatus) -> str:
    return wording.percent_words(status) if wording.shows_bar_alone(status) else wording.sentence(status)


_TEXTS: dict[Column, Callable[[JobStatus], str]] = {
    Column.FILE: lambda status: name_words(status.job.file_name),
    Column.SIZE: lambda status: size_words(status.job.file_size),
    Column.PROGRESS: _progress_text,
    Column.SPEED: lambda status: wording.speed_words(status.bytes_per_second or None),
    Column.TIME_LEFT: lambda status: wording.duration_words(status.seconds_left),
    Column.PARTS: lambda status: wording.parts_words(status.job),
    Column.STATE: lambda status: wording.look_words(look_of(status)),
    Column.SENT: lambda status: size_words(status.job.bytes_done),
    Column.ELAPSED: lambda status: wording.duration_words(_elapsed_s(status) or None),
    Column.AVERAGE_SPEED: lambda status: wording.speed_words(_average_speed(status)),
    Column.DESTINATION: lambda status: wording.folder_words(status.job),
    Column.ADDED: lambda status: wording.moment_words(status.job.created_at),
    Column.FINISHED: _finished_text,
    Column.PLACE: lambda _: "",
    Column.QUEUE: lambda status: str(status.job.position),
}
_SORT_KEYS: dict[Column, Callable[[JobStatus], SortKey]] = {
    Column.FILE: lambda status: status.job.file_name.casefold(),
    Column.SIZE: lambda status: status.job.file_size,
    Column.PROGRESS: lambda status: status.percent,
    Column.SPEED: lambda status: status.bytes_per_second or 0.0,
    Column.TIME_LEFT: lambda status: float("inf") if status.seconds_left is None else status.seconds_left,
    Column.PARTS: lambda status: status.job.total_parts,
    Column.STATE: lambda status: look_of(status).value,
    Column.SENT: lambda status: status.job.bytes_done,
    Column.ELAPSED: _elapsed_s,
    Column.AVERAGE_SPEED: lambda status: _average_speed(status) or 0.0,
    Column.DESTINATION: lambda status: wording.destination_words(status.job).casefold(),
    Column.ADDED: lambda status: (status.job.created_at - _LONG_AGO).total_seconds(),
    Column.FINISHED: lambda status: ((finished_at(status) or _LONG_AGO) - _LONG_AGO).total_seconds(),
    Column.PLACE: lambda status: status.job.position if is_in_queue(status) else inf,
    Column.QUEUE: place,
}


def text(status: JobStatus, column: Column) -> str:
    """The words of a cell; of the progress cell, what its bar or its sentence says.

    The place in the queue follows from all jobs together: ``JobRows.turn_of`` has it.
    """
    return _TEXTS[column](status)


def sort_key(column: Column) -> Callable[[JobStatus], SortKey]:
    """What the rows are ordered by, as numbers where the cell is a number."""
    return _SORT_KEYS[column]


def tool_tip(status: JobStatus, column: Column) -> str:
    """What does not fit into the cell."""
    job = status.job
    if column is Column.FILE:
        return name_words(job.source_path or job.file_name)
    if column is Column.SIZE:
        return QCoreApplication.translate("JobTable", "{0} bytes").format(wording.number_words(job.file_size))
    if column is Column.DESTINATION:
        return f"{job.destination.profile}\n{job.destination.endpoint}\n{wording.destination_words(job)}"
    if column in {Column.SPEED, Column.TIME_LEFT} and job.bandwidth_limit is not None:
        limit = wording.speed_words(job.bandwidth_limit)
        return QCoreApplication.translate("JobTable", "This upload sends {0} at most").format(limit)
    return wording.sentence(status) if column is Column.PROGRESS else ""
