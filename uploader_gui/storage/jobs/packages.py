"""The rows of packages: found, named, opened again, and what their jobs come to."""

import json
import sqlite3
from collections.abc import Collection

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import Destination, JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_summary import (
    JobsInState,
    PackageSummary,
    common_destination,
    summary_of,
)
from uploader_gui.storage.database.column_values import plain
from uploader_gui.storage.jobs.job_rows import ids_beginning
from uploader_gui.storage.jobs.other_rows import LEFT_OUT, NEW_PACKAGE, PACKAGES
from uploader_gui.storage.jobs.statements import (
    ADD_PACKAGE,
    JOBS_OF_SOME_PACKAGES,
    REOPEN_PACKAGES,
    SELECT_PACKAGES,
    SELECT_SOME_PACKAGES,
    SET_LEFT_OUT,
)


def stored_package(
    sqlite: sqlite3.Connection, package: Package, *, joins_open: bool, knows_left_out: bool
) -> str:
    """Store the package if it is not there; return its id.

    ``joins_open``: unless there is one of that name that has not ended; then that one's id. ``knows_left_out``: what it
    says of that replaces what one that is there says.
    """
    if joins_open:
        row = sqlite.execute(
            "SELECT package_id FROM upload_packages WHERE name = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1",
            (package.name,),
        ).fetchone()
        if row is not None:
            return str(row["package_id"])
    sqlite.execute(ADD_PACKAGE, NEW_PACKAGE.of(package))
    if knows_left_out:
        sqlite.execute(SET_LEFT_OUT, (*LEFT_OUT.of(package), package.package_id))
    return package.package_id


def leave_out(sqlite: sqlite3.Connection, package: Package) -> Package:
    """Have a package that is there say so of what was left out; it ends again if that is more or less than it was.

    Raises BadSettingsError if it is not there.
    """
    before = _package(sqlite, package.package_id)
    sqlite.execute(SET_LEFT_OUT, (*LEFT_OUT.of(package), package.package_id))
    if before.left_out.count != package.left_out.count:
        reopen_packages(sqlite, [package.package_id])
    return _package(sqlite, package.package_id)


def reopen_packages(sqlite: sqlite3.Connection, package_ids: Collection[str]) -> None:
    """Something of these goes on: none of them has ended."""
    sqlite.execute(REOPEN_PACKAGES, (json.dumps(list(package_ids)),))


def name_package(sqlite: sqlite3.Connection, package_id: str, name: str) -> Package:
    """Give it this name. Raises BadSettingsError if it is not there."""
    sqlite.execute("UPDATE upload_packages SET name = ? WHERE package_id = ?", (name, package_id))
    return _package(sqlite, package_id)


def limit_package(sqlite: sqlite3.Connection, package_id: str, bytes_per_second: int | None) -> Package:
    """Let all its jobs together send so much at most. Raises BadSettingsError if it is not there."""
    sqlite.execute(
        "UPDATE upload_packages SET bandwidth_limit = ? WHERE package_id = ?", (bytes_per_second, package_id)
    )
    return _package(sqlite, package_id)


def _package(sqlite: sqlite3.Connection, package_id: str) -> Package:
    row = sqlite.execute(f"{SELECT_PACKAGES} WHERE package_id = ?", (package_id,)).fetchone()
    if row is None:
        raise _not_there(package_id)
    return PACKAGES.load(row)


def find_packages(sqlite: sqlite3.Connection, word: str) -> list[Package]:
    """See ``JobReader.find_packages``."""
    rows = sqlite.execute(
        f"{SELECT_PACKAGES} WHERE name = ? OR package_id BETWEEN ? AND ? ORDER BY id DESC",
        (plain(word.strip()), *ids_beginning(word)),
    ).fetchall()
    if not rows:
        raise _not_there(word)
    return [PACKAGES.load(row) for row in rows]


def summaries(sqlite: sqlite3.Connection, package_ids: Collection[str]) -> dict[str, PackageSummary]:
    """See ``JobReader.package_summaries``."""
    chosen = json.dumps(list(package_ids))
    jobs: dict[str, list[JobsInState]] = {}
    for row in sqlite.execute(JOBS_OF_SOME_PACKAGES, (chosen,)):
        jobs.setdefault(row["package_id"], []).append(_jobs_in_state(row))
    packages = map(PACKAGES.load, sqlite.execute(SELECT_SOME_PACKAGES, (chosen,)))
    return {one.package_id: summary_of(one, jobs.get(one.package_id, ())) for one in packages}


def _jobs_in_state(row: sqlite3.Row) -> JobsInState:
    place = row["profile"], row["endpoint"], row["region"], row["bucket"]
    first, last = Destination(*place, row["first_key"]), Destination(*place, row["last_key"])
    return JobsInState(
        JobState(row["status"]),
        row["count"],
        row["bytes_total"],
        row["bytes_done"],
        common_destination(first, last),
    )


def _not_there(word: str) -> BadSettingsError:
    return BadSettingsError(message(MessageCode.PACKAGE_NOT_FOUND, name=word))
