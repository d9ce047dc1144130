"""What verifying an upload again found: kept with its recording, and told in the log of its job."""

import sqlite3
from dataclasses import dataclass, replace

from uploader_gui.domain.checks import Check, CheckResult, looks_text
from uploader_gui.domain.job import Job, LogLine, Recording
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.storage.database.column_values import time_text
from uploader_gui.storage.jobs.job_log import add_lines
from uploader_gui.storage.jobs.job_rows import JOBS
from uploader_gui.storage.jobs.other_rows import RECORDINGS
from uploader_gui.storage.jobs.statements import SAVE_CHECK, SELECT_JOBS, SELECT_RECORDINGS


@dataclass(frozen=True, slots=True)
class Kept:
    """The recording with what is known of it now, its job if that is still listed, and what is to be said."""

    recording: Recording
    job: Job | None
    messages: Messages


def kept_check(
    sqlite: sqlite3.Connection, recording_id: int, job_id: str, found: Check, said: Messages
) -> Kept:
    """Keep ``found`` unless what was found before still stands. ``job_id``: its job, which may be gone by now.

    Raises KeyError if there is no such recording.
    """
    row = sqlite.execute(f"{SELECT_RECORDINGS} WHERE id = ?", (recording_id,)).fetchone()
    if row is None:
        raise KeyError(recording_id)
    recording = RECORDINGS.load(row)
    before = recording.check
    if before is not None and before.stands_after(found):
        if found.result is not CheckResult.UNKNOWN:
            day = before.at.astimezone().date().isoformat()
            said = (*said, message(MessageCode.AGAIN_STILL_DIFFERS, day=day))
    else:
        columns = (
            time_text(found.at),
            found.by.value,
            found.result.value,
            looks_text(found.looks),
            recording_id,
        )
        sqlite.execute(SAVE_CHECK, columns)
        recording = replace(
            recording,
            checked_at=found.at,
            checked_by=found.by,
            check_result=found.result,
            check_looks=found.looks,
        )
    job_row = sqlite.execute(
        f"{SELECT_JOBS} WHERE job_id = ? AND video_recording_id = ?", (job_id, recording_id)
    ).fetchone()
    job = None if job_row is None else JOBS.load(job_row)
    if job is not None:
        add_lines(sqlite, [(job.job_id, LogLine(found.at, said))])
    return Kept(recording, job, said)
