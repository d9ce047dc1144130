"""From one version of the tables to the next: rows kept, a copy made before, a kill in between survived."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lab.databases.killed_database import content, killed_before_every_statement
from lab.databases.old_database import rewind
from lab.engines.benches import OpenBench
from lab.engines.workbench import PART
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.database.schema import STEPS, check_version

OLDER = range(1, len(STEPS))


@pytest.mark.parametrize("version", OLDER)
def test_an_upload_that_an_older_version_began_goes_on_after_the_upgrade(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, version: int
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    bench = open_bench()
    proxy.on("part", hold(), number=3)
    job = bench.upload(path)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "2 parts")
    bench.close()
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    rewind(tmp_path / "state" / FILE_NAME, version)
    bench = open_bench()
    bench.resume(job.job_id)
    bench.completed(job.job_id)
    assert proxy.log.parts_sent() == [3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.parametrize("version", OLDER)
def test_the_copy_made_before_an_upgrade_is_what_the_older_version_can_go_back_to(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path, version: int
) -> None:
    bench = open_bench()
    proxy.on("create", hold())
    job = bench.upload(make_file(tmp_path / "clip.mov", 3 * PART))
    bench.close()
    database = tmp_path / "state" / FILE_NAME
    rewind(database, version)
    shutil.rmtree(tmp_path / "state" / "backups", ignore_errors=True)
    Database.open(tmp_path / "state").close()
    known = STEPS[:version]
    with (
        closing(sqlite3.connect(database)) as connection,
        pytest.raises(BadSettingsError, match="newer version"),
    ):
        check_version(connection, database, known)
    (copy,) = (tmp_path / "state" / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as connection:
        assert check_version(connection, copy, known) == version
        assert connection.execute("SELECT job_id FROM async_upload_tasks").fetchall() == [(job.job_id,)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_an_upgrade_that_is_killed_in_its_middle_is_done_by_the_next_start(tmp_path: Path) -> None:
    _, *killed, after = killed_before_every_statement(tmp_path / "states", "upgrade")
    assert len(killed) > len(STEPS)
    for state_dir in killed:
        with closing(Database.open(state_dir)) as database:
            assert database.notice == ()
        assert content(state_dir) == content(after)
