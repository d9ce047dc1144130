from datetime import UTC, datetime

import pytest

from uploader_gui.domain.errors import ErrorCode, JobNotFoundError
from uploader_gui.domain.job import LogLine
from uploader_gui.domain.messages import messages_of
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.job_log import LINES_KEPT

NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def test_a_log_keeps_the_newest_lines_in_order(job_database: JobDatabase, ids: dict[str, str]) -> None:
    lines = [
        LogLine(
            NOW, messages_of(f"line {number}"), ErrorCode.SOURCE_MISSING if number % 2 else ErrorCode.NONE
        )
        for number in range(LINES_KEPT + 5)
    ]
    job_database.add_to_log([(ids["a"], line) for line in lines] + [(ids["b"], lines[0]), ("gone", lines[0])])

    assert job_database.log(ids["a"]) == lines[5:]
    assert job_database.log(ids["b"]) == lines[:1]


def test_a_log_goes_with_its_job(job_database: JobDatabase, ids: dict[str, str], database: Database) -> None:
    job_database.add_to_log([(ids["a"], LogLine(NOW, messages_of("Added")))])
    job_database.remove(ids["a"], None)

    with pytest.raises(JobNotFoundError):
        job_database.log(ids["a"])
    with database.reading() as sqlite:
        assert sqlite.execute("SELECT count(*) FROM job_log").fetchone()[0] == 0
