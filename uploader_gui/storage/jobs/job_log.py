"""JobLog: what happened to each job, in words."""

import sqlite3
from collections.abc import Sequence

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import LogLine
from uploader_gui.storage.jobs.column_values import plain, time_of, time_text
from uploader_gui.storage.jobs.job_reader import JobReader, task_id_of

LINES_KEPT = 200
"""For each job; the oldest go first."""
_ADD = """
INSERT INTO job_log (task_id, at, words, code) SELECT id, ?, ?, ? FROM async_upload_tasks WHERE job_id = ?
"""
_CUT = """
DELETE FROM job_log WHERE task_id = (SELECT id FROM async_upload_tasks WHERE job_id = :job_id) AND id <= (
    SELECT id FROM job_log WHERE task_id = (SELECT id FROM async_upload_tasks WHERE job_id = :job_id)
    ORDER BY id DESC LIMIT 1 OFFSET :kept
)
"""


class JobLog(JobReader):
    """The log goes with its job. Blocking; any thread. Raises BadSettingsError in words."""

    def log(self, job_id: str) -> list[LogLine]:
        """What happened to a job, oldest first. Raises JobNotFoundError."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT at, words, code FROM job_log WHERE task_id = ? ORDER BY id",
                (task_id_of(connection, job_id),),
            )
            return [LogLine(time_of(at), words, ErrorCode.read(code or "")) for at, words, code in rows]

    def add_to_log(self, lines: Sequence[tuple[str, LogLine]]) -> None:
        """Add a line to each of these jobs by id; a job that is gone is passed over."""

        def add(connection: sqlite3.Connection) -> None:
            connection.executemany(
                _ADD,
                ((time_text(line.at), plain(line.words), line.code.value, job_id) for job_id, line in lines),
            )
            for job_id in {job_id for job_id, _ in lines}:
                connection.execute(_CUT, {"job_id": job_id, "kept": LINES_KEPT})

        self._database.write(add)
