"""What happened to each job, in words; the lines go with their job."""

import sqlite3
from collections.abc import Sequence

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import LogLine
from uploader_gui.domain.messages import from_json
from uploader_gui.storage.database.column_values import messages_text, plain, time_of, time_text

LINES_KEPT = 200
"""For each job; the oldest go first."""
_ADD = """
INSERT INTO job_log (task_id, at, words, messages, code)
SELECT id, ?, ?, ?, ? FROM async_upload_tasks WHERE job_id = ?
"""
_CUT = """
DELETE FROM job_log WHERE task_id = (SELECT id FROM async_upload_tasks WHERE job_id = :job_id) AND id <= (
    SELECT id FROM job_log WHERE task_id = (SELECT id FROM async_upload_tasks WHERE job_id = :job_id)
    ORDER BY id DESC LIMIT 1 OFFSET :kept
)
"""


def lines_of(sqlite: sqlite3.Connection, task_id: int) -> list[LogLine]:
    """What happened to a job, oldest first."""
    rows = sqlite.execute("SELECT at, messages, code FROM job_log WHERE task_id = ? ORDER BY id", (task_id,))
    return [
        LogLine(time_of(at), from_json(messages), ErrorCode.read(code or "")) for at, messages, code in rows
    ]


def add_lines(sqlite: sqlite3.Connection, lines: Sequence[tuple[str, LogLine]]) -> None:
    """Add a line to each of these jobs by id; a job that is gone is passed over."""
    rows = (
        (time_text(line.at), plain(line.words), messages_text(line.messages), line.code.value, job_id)
        for job_id, line in lines
    )
    sqlite.executemany(_ADD, rows)
    for job_id in {job_id for job_id, _ in lines}:
        sqlite.execute(_CUT, {"job_id": job_id, "kept": LINES_KEPT})
