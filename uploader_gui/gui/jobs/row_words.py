"""A row of the job table as a sentence, and its cells where their looks say more than their text."""

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.words import wording
from uploader_gui.gui.words.names import name_words

_HALF_DONE = frozenset({JobState.UPLOADING, JobState.PAUSED})


def cell_words(status: JobStatus, column: Column) -> str:
    """What a cell is read as; that of the name, on which the arrow keys go up and down, tells the whole row."""
    if column is Column.FILE:
        return row_words(status)
    if column is Column.PARTS:
        done, total = status.job.uploaded_parts, status.job.total_parts
        words = QCoreApplication.translate("RowWords", "parts {0} of {1}")
        return words.format(wording.number_words(done), wording.number_words(total))
    if column is Column.TIME_LEFT:
        return _left_words(status)
    return job_columns.text(status, column)


def row_words(status: JobStatus) -> str:
    """What it is, its state, how far it is, how fast and how long still; or what happened and what to do."""
    name, state = name_words(status.job.file_name), job_columns.text(status, Column.STATE)
    if wording.shows_bar_alone(status):
        speed = job_columns.text(status, Column.SPEED)
        words = [name, state, wording.percent_words(status), speed, _left_words(status)]
    else:
        sentence = wording.sentence(status)
        words = [name, state, "" if sentence == state else sentence]
        if status.job.state in _HALF_DONE:
            words.insert(2, wording.percent_words(status))
    return wording.listed(part for part in words if part)


def _left_words(status: JobStatus) -> str:
    left = job_columns.text(status, Column.TIME_LEFT)
    return QCoreApplication.translate("RowWords", "{0} left").format(left) if left else ""
