"""The database can't be written for a while, and can again: jobs go on by themselves."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from lab.benches import OpenBench
from lab.files import make_file, sha256_of
from lab.proxy import FaultProxy
from lab.rules import hold
from lab.s3probe import Probe
from lab.workbench import PART
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.transfer.job.job_run import EngineOptions


def test_what_waits_is_started_when_the_database_can_be_written_again(
    open_bench: OpenBench,
    bucket: Probe,
    proxy: FaultProxy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nobody would ever start it otherwise, and a run of the command line would wait for it without end."""
    monkeypatch.setattr("uploader_gui.storage.database.sqlite_connection.BUSY_TIMEOUT_S", 0.05)
    bench = open_bench(options=EngineOptions(jobs_at_once=1))
    paths = [make_file(tmp_path / name, 2 * PART) for name in ("first.mov", "second.mov")]
    held = proxy.on("complete", hold(), key="first.mov")
    first, second = [bench.upload(path) for path in paths]
    proxy.log.wait_for("complete")
    database = tmp_path / "state" / FILE_NAME
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        held.release()
        wait_until_said(caplog, "can't be started yet")
        other.execute("ROLLBACK")
    bench.completed(first.job_id)
    bench.completed(second.job_id)
    assert [bucket.sha256(path.name) for path in paths] == [sha256_of(path) for path in paths]


def wait_until_said(caplog: pytest.LogCaptureFixture, words: str) -> None:
    deadline_s = time.monotonic() + 20
    while words not in caplog.text:
        assert time.monotonic() < deadline_s
        time.sleep(0.02)
