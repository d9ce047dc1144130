"""The database can't be written for a while, and can again: jobs go on by themselves."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.events import EventKind
from uploader_gui.domain.job import AbandonedUpload, JobState
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.database.sqlite_connection import full
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


def test_a_file_that_was_replaced_meanwhile_is_sent_as_it_is_now(
    open_bench: OpenBench,
    bucket: Probe,
    proxy: FaultProxy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What was opened before the trouble is the old file, whatever has its name by now."""
    monkeypatch.setattr("uploader_gui.storage.database.sqlite_connection.BUSY_TIMEOUT_S", 0.05)
    bench = open_bench()
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    held = proxy.on("part", hold(), number=2)
    proxy.on("part", hold(), number=3, times=1)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 1, "a part")
    proxy.log.wait_for("part", number=3)  # it is held once: what is sent of it later is not
    with locked(tmp_path):
        held.release()
        wait_until_said(caplog, "can't be recorded")
        other = make_file(tmp_path / "new.mov", 3 * PART, seed=99).read_bytes()
        (tmp_path / "new.mov").write_bytes(path.read_bytes()[: 2 * PART] + other[2 * PART :])
        (tmp_path / "new.mov").replace(path)
    bench.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


def test_what_could_not_be_removed_rests_and_what_was_is_gone(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what waited would wait for ever, and the pause of what is gone could never be recorded."""
    bench = open_bench(options=EngineOptions(jobs_at_once=2))
    proxy.on("part", hold())
    jobs = [bench.upload(make_file(tmp_path / f"{number}.mov", 2 * PART, seed=number)) for number in range(3)]
    gone, *left = [job.job_id for job in jobs]
    bench.wait_for(gone, JobState.UPLOADING)
    bench.wait_for(left[0], JobState.UPLOADING)
    remove = bench.jobs.remove

    def fills_after_one(job_id: str, abandoned: AbandonedUpload | None) -> None:
        if job_id != gone:
            raise full(tmp_path)
        remove(job_id, abandoned)

    monkeypatch.setattr(bench.jobs, "remove", fills_after_one)
    with pytest.raises(BadSettingsError):
        bench.remove(gone, *left)
    monkeypatch.undo()
    assert [bench.status(job_id).job.state for job_id in left] == [JobState.PAUSED] * 2
    proxy.cut_all()
    proxy.clear()
    for job_id in left:
        bench.resume(job_id)
        bench.completed(job_id)
    assert gone in {event.status.job.job_id for event in bench.events if event.kind is EventKind.REMOVED}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program writes to the database, and does not come to an end."""
    with closing(sqlite3.connect(folder / "state" / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def wait_until_said(caplog: pytest.LogCaptureFixture, words: str) -> None:
    deadline_s = time.monotonic() + 20
    while words not in caplog.text:
        assert time.monotonic() < deadline_s
        time.sleep(0.02)
