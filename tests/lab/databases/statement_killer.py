"""``python -m lab.databases.statement_killer DIRECTORY VERB``: does VERB to a database and dies before its n-th statement, for
every n, until it gets through. ``DIRECTORY/0`` is left as it was before, ``DIRECTORY/n`` as the n-th death left it,
the last one as a run that was let through. All of it on POSIX only: it forks, so that a death costs milliseconds.
"""

import itertools
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from unittest.mock import patch

from lab.databases.old_database import rewind
from uploader_gui.domain.job import (
    AbandonedUpload,
    Destination,
    Fingerprint,
    JobState,
    NewJob,
    Part,
    PartState,
    PauseReason,
    Recording,
    VerifiedBy,
)
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.storage.database import database, sqlite_connection, writer
from uploader_gui.storage.database.database import FILE_NAME, Database
from uploader_gui.storage.jobs.job_database import JobDatabase

NOW = datetime(2026, 11, 25, tzinfo=UTC)
_TO = Destination("lab", "http://127.0.0.1:9000", "us-east-1", "films", "a.mp4")


def _new(name: str) -> NewJob:
    size = 20 * MIB
    return NewJob(
        f"/films/{name}", name, "video/mp4", Fingerprint(size, 1, 2, 3, 4), Plan(size, 8 * MIB), _TO
    )


def _done(number: int) -> Part:
    return Part(number, 0, 0, PartState.DONE, crc32=7, md5="m", etag="e", sent_at=NOW)


def _recording() -> Recording:
    return Recording(
        "a.mp4",
        "films",
        "a.mp4",
        "",
        20 * MIB,
        "video/mp4",
        "e-3",
        VerifiedBy.ETAG,
        NOW,
        "http://127.0.0.1/a",
    )


def prepare(state_dir: Path) -> None:
    """Two waiting jobs, one that runs with two finished parts of three, and an upload that is to be aborted."""
    with closing(Database.open(state_dir)) as opened:
        job_database = JobDatabase(opened)
        job_database.add(
            [_new("waits"), _new("waits too"), _new("runs")], job_ids=["waits", "waits-too", "runs"]
        )
        job_database.start([job_database.get("runs")])
        job_database.update("runs", upload_id="u", intent_at=NOW, upload_begun_at=NOW)
        job_database.commit_parts("runs", [_done(1), _done(2)])
        job_database.add([_new("gone")], job_ids=["gone"])
        job_database.remove("gone", AbandonedUpload(_TO, "v", NOW))


VERBS: dict[str, Callable[[JobDatabase], object]] = {
    "add": lambda job_database: job_database.add([_new("b"), _new("c")], job_ids=["b", "c"]),
    "add_numbered": lambda job_database: job_database.add(
        [_new("b")], job_ids=["b"], next_numbers={"lab": job_database.next_number("lab") + 1}
    ),
    "update": lambda job_database: job_database.update(
        "runs", durable=True, state=JobState.FAILED, messages=messages_of("no")
    ),
    "start": lambda job_database: job_database.start(job_database.waiting()),
    "pause": lambda job_database: job_database.pause(["waits", "runs"], PauseReason.BY_USER),
    "commit_parts": lambda job_database: job_database.commit_parts("runs", [_done(2), _done(3)]),
    "reset_parts": lambda job_database: job_database.reset_parts("runs", [1, 2]),
    "forget_upload": lambda job_database: job_database.forget_upload("runs", discards=1),
    "complete": lambda job_database: job_database.complete(
        [(job_database.get(one), _recording(), messages_of("done")) for one in ("runs", "waits")]
    ),
    "remove": lambda job_database: job_database.remove("runs", AbandonedUpload(_TO, "u", NOW)),
    "forget_abandoned": lambda job_database: job_database.forget_abandoned(1),
    "pause_interrupted": lambda job_database: job_database.pause_interrupted(),
}


OPENINGS = ("open", "upgrade")
"""Verbs that are nothing but opening: a new database, and one of the first version."""


def _die_before(number: int, *, from_opening: bool) -> None:
    """Have this process killed before it carries out its ``number``-th writing statement from now on."""
    counted = itertools.count(1)

    def watched(path: Path, mode: Literal["rwc", "ro"] = "rwc") -> sqlite3.Connection:
        opened = sqlite_connection.connect(path, mode)
        opened.set_trace_callback(
            lambda _statement: os.kill(os.getpid(), signal.SIGKILL) if next(counted) == number else None
        )
        return opened

    patch.object(writer, "connect", watched).start()
    if from_opening:
        patch.object(database, "connect", watched).start()


def _do(state_dir: Path, verb: str, number: int) -> None:
    _die_before(number, from_opening=verb in OPENINGS)
    with closing(Database.open(state_dir)) as opened:
        if verb not in OPENINGS:
            VERBS[verb](JobDatabase(opened))


def main(directory: Path, verb: str) -> None:
    """Die until it gets through."""
    before = directory / "0"
    before.mkdir(parents=True)
    if verb != "open":
        prepare(before)
    if verb == "upgrade":
        rewind(before / FILE_NAME, 1)
    for number in itertools.count(1):
        state_dir = directory / str(number)
        shutil.copytree(before, state_dir)
        child = os.fork()
        if not child:
            _do(state_dir, verb, number)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
