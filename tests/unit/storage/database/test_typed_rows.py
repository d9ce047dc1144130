"""Rows from before states and sentences had codes say what they said, and are known by their state."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lab.databases.old_database import rewind
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import JobState, LogLine, NewJob, PauseReason, Recording, VerifiedBy
from uploader_gui.domain.messages import Message, MessageCode, Messages, english, message, messages_of
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.jobs.job_database import JobDatabase

BEFORE_CODES = 4
NewJobMaker = Callable[..., NewJob]
MISSING = (message(MessageCode.SOURCE_MISSING, path="/films/'ü\n.mov"),)
UNSEEN = (message(MessageCode.UPLOADED_UNSEEN),)
LOG = [
    LogLine(datetime(2026, 11, 24, 9, tzinfo=UTC), (message(MessageCode.RESUMED),)),
    LogLine(
        datetime(2026, 11, 24, 10, tzinfo=UTC),
        (message(MessageCode.FAILED), *MISSING),
        ErrorCode.SOURCE_MISSING,
    ),
]


def codes(messages: Messages) -> list[MessageCode]:
    return [one.code for one in messages]


@pytest.mark.parametrize("version", range(2, BEFORE_CODES + 1))
def test_a_database_from_before_codes_says_the_same_words(
    tmp_path: Path, new_job: NewJobMaker, recording: Callable[[NewJob], Recording], version: int
) -> None:
    names = ["waits", "sends", "paused", "closed", "killed", "failed", "verified", "unseen", "skipped"]
    with closing(Database.open(tmp_path)) as database:
        job_database = JobDatabase(database)
        ids = {job.file_name: job.job_id for job in job_database.add([new_job(name) for name in names])}
        job_database.start([job_database.get(ids["sends"])])
        job_database.pause([ids["paused"]], PauseReason.BY_USER)
        job_database.pause([ids["closed"]], PauseReason.PROGRAM_CLOSED)
        job_database.pause([ids["killed"]], PauseReason.PROGRAM_ENDED)
        job_database.update(
            ids["failed"], state=JobState.FAILED, messages=MISSING, error_code=ErrorCode.SOURCE_MISSING
        )
        job_database.complete(
            [
                (job_database.get(ids[name]), replace(recording(new_job(name)), verified_by=proof), said)
                for name, proof, said in (
                    ("verified", VerifiedBy.CHECKSUM, (message(MessageCode.UPLOADED_CHECKSUM),)),
                    ("unseen", VerifiedBy.NONE, UNSEEN),
                    ("skipped", VerifiedBy.ETAG, (message(MessageCode.ALREADY_THERE),)),
                )
            ]
        )
        job_database.add_to_log([(ids["failed"], line) for line in LOG])
        before = {name: job_database.get(ids[name]) for name in names}
        assert before["paused"].pause_reason is PauseReason.BY_USER

    rewind(tmp_path / FILE_NAME, version)

    with closing(Database.open(tmp_path)) as database:
        job_database = JobDatabase(database)
        after = {name: job_database.get(ids[name]) for name in names}
        log = job_database.log(ids["failed"])
    for name in names:
        assert after[name].message == before[name].message
        assert replace(after[name], messages=before[name].messages) == replace(
            before[name], running_since=None, on_found=None
        )
    for name in ("waits", "sends", "paused", "closed", "killed", "verified", "skipped"):
        assert after[name].messages == before[name].messages
    assert after["failed"].messages == messages_of(english(MISSING))
    assert after["unseen"].messages == messages_of(english(UNSEEN))
    assert [line.words for line in log] == [line.words for line in LOG]
    assert [codes(line.messages) for line in log] == [
        [MessageCode.VERBATIM],
        [MessageCode.FAILED, MessageCode.VERBATIM],
    ]


def test_sentences_are_read_as_they_were_written(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    job_id = job_database.add([new_job()])[0].job_id
    odd = (*MISSING, Message(MessageCode.VERBATIM, (("text", 'a\0b \udce4 \\u0000 "c"'),)))
    written = job_database.update(job_id, state=JobState.FAILED, messages=odd)
    read = job_database.get(job_id)
    assert read.messages[0] == MISSING[0]
    assert job_database.update(job_id, messages=read.messages).messages == read.messages
    assert written.state is read.state
