"""Ends of packages: found out, with what is to be done for each, and what became of that."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import HashListPolicy
from uploader_gui.domain.messages import Messages, from_json, to_json
from uploader_gui.domain.packages.package import LeftOut, NamedFiles, Package
from uploader_gui.domain.packages.package_end import (
    MOST_FAILURES,
    ActionKind,
    ActionState,
    FailedFile,
    PackageAction,
    PackageEnd,
)
from uploader_gui.storage.database.column_values import (
    left_out_fields,
    left_out_file,
    maybe_text,
    maybe_time,
    messages_text,
    path_of,
    time_of,
    time_text,
)
from uploader_gui.storage.jobs.other_rows import LEFT_OUT, PACKAGES
from uploader_gui.storage.jobs.statements import SELECT_PACKAGES, SET_LEFT_OUT

KEPT_DAYS: Final = 90
"""So long it stays known what became of an action; the last answer of each kind longer."""
_ENDED = f"""
{SELECT_PACKAGES} WHERE ended_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM async_upload_tasks
    WHERE package_id = upload_packages.package_id AND status IN ('SUBMITTED', 'UPLOADING', 'PAUSED')
) AND NOT EXISTS (
    SELECT 1 FROM json_each(nullif(left_out_files, '')) AS file
    JOIN async_upload_tasks ON job_id = json_extract(file.value, '$[3]')
    WHERE status IN ('SUBMITTED', 'UPLOADING', 'PAUSED')
) AND (
    EXISTS (SELECT 1 FROM async_upload_tasks WHERE package_id = upload_packages.package_id AND status = 'FAILED')
    OR EXISTS (SELECT 1 FROM video_recordings WHERE package_id = upload_packages.package_id)
)
"""  # noqa: S608 - names of ours
_AMONG = "AND package_id IN (SELECT value FROM json_each(?))"
_FAILED = """
SELECT source_path, error_code, messages FROM async_upload_tasks
WHERE package_id = ? AND status = 'FAILED' ORDER BY id LIMIT ?
"""
_LAST_LISTED = """
SELECT json_extract(facts, '$.completed') AS completed FROM package_actions
WHERE package_id = ? AND kind = 'hash list' AND state <> 'failed' ORDER BY id DESC LIMIT 1
"""
_COMPLETED = "SELECT job_id FROM video_recordings WHERE job_id IN (SELECT value FROM json_each(?))"
_END_PACKAGE = "UPDATE upload_packages SET ended_at = ?, active_s = ?, bytes_sent = ? WHERE package_id = ?"
_COLUMNS = "id, package_id, kind, state, attempts, wanted_at, done_at, answer, facts"
_SELECT_ACTIONS = f"SELECT {_COLUMNS} FROM package_actions"  # noqa: S608 - names of ours
_ADD_ACTION = """
INSERT INTO package_actions (package_id, kind, state, attempts, wanted_at, answer, facts)
VALUES (?, ?, ?, 0, ?, '', ?)
"""
_END_ACTION = "UPDATE package_actions SET state = ?, done_at = ?, answer = ? WHERE id = ?"
_DROP_OLD_ACTIONS = """
DELETE FROM package_actions WHERE state <> 'wanted' AND done_at < ?
AND id NOT IN (SELECT max(id) FROM package_actions WHERE answer <> '' GROUP BY kind)
"""
_LAST_ANSWER = f"{_SELECT_ACTIONS} WHERE kind = ? AND answer <> '' ORDER BY id DESC LIMIT 1"


def ended_packages(sqlite: sqlite3.Connection, package_ids: Collection[str] | None) -> list[Package]:
    """Those of these packages (None: of all) that have come to an end which is not recorded yet."""
    if package_ids is None:
        rows = sqlite.execute(_ENDED)
    else:
        rows = sqlite.execute(f"{_ENDED} {_AMONG}", (json.dumps(list(package_ids)),))
    return [PACKAGES.load(row) for row in rows]


def end_packages(
    sqlite: sqlite3.Connection, package_ids: Collection[str] | None, wanted: Collection[ActionKind]
) -> list[PackageAction]:
    """Record the ends of ``ended_packages``, and that each of ``wanted`` is to be done for each of them.

    And that a media hash list is to be written, if its files were added so, and none was that has all of them. What was
    done long ago goes.
    """
    now = datetime.now(UTC)
    sqlite.execute(_DROP_OLD_ACTIONS, (time_text(now - timedelta(days=KEPT_DAYS)),))
    return [
        _wanted(sqlite, end, kind)
        for end in [_ended(sqlite, one, now) for one in ended_packages(sqlite, package_ids)]
        for kind in (*wanted, *((ActionKind.HASH_LIST,) if _wants_hash_list(sqlite, end) else ()))
    ]


def wanted_actions(sqlite: sqlite3.Connection) -> list[PackageAction]:
    """What is still to be done, in the order in which it was wanted."""
    return [_action(row) for row in sqlite.execute(f"{_SELECT_ACTIONS} WHERE state = 'wanted' ORDER BY id")]


def begin_action(sqlite: sqlite3.Connection, action: PackageAction) -> PackageAction:
    """Count another try; the action with their number."""
    sqlite.execute("UPDATE package_actions SET attempts = attempts + 1 WHERE id = ?", (action.action_id,))
    row = sqlite.execute("SELECT attempts FROM package_actions WHERE id = ?", (action.action_id,)).fetchone()
    return action if row is None else replace(action, attempts=row["attempts"])


def end_action(sqlite: sqlite3.Connection, action_id: int, state: ActionState, answer: Messages) -> None:
    """Record the answer, and what it means; WANTED: another try comes."""
    done_at = None if state is ActionState.WANTED else datetime.now(UTC)
    sqlite.execute(_END_ACTION, (state.value, maybe_text(done_at), messages_text(answer), action_id))


def last_answer(sqlite: sqlite3.Connection, kind: ActionKind) -> PackageAction | None:
    """The newest action of this kind that has an answer."""
    row = sqlite.execute(_LAST_ANSWER, (kind.value,)).fetchone()
    return None if row is None else _action(row)


def _ended(sqlite: sqlite3.Connection, package: Package, now: datetime) -> PackageEnd:
    key = (package.package_id,)
    completed, size = sqlite.execute(
        "SELECT count(*), coalesce(sum(file_size), 0) FROM video_recordings WHERE package_id = ?", key
    ).fetchone()
    (failed,) = sqlite.execute(
        "SELECT count(*) FROM async_upload_tasks WHERE package_id = ? AND status = 'FAILED'", key
    ).fetchone()
    runs = sqlite.execute(
        "SELECT uploaded_at, coalesce(active_s, 0) FROM video_recordings WHERE package_id = ?", key
    )
    failures = sqlite.execute(_FAILED, (package.package_id, MOST_FAILURES))
    package = _with_what_others_sent(sqlite, package)
    active_s = _covered_s((time_of(ended).timestamp(), active_s) for ended, active_s in runs)
    sqlite.execute(_END_PACKAGE, (time_text(now), active_s, size, package.package_id))
    return PackageEnd(
        package=replace(package, ended_at=now, active_s=active_s, bytes_sent=size),
        completed=completed,
        failed=failed,
        bytes_sent=size,
        began_at=package.created_at,
        ended_at=now,
        active_s=active_s,
        failures=tuple(
            FailedFile(path_of(path), ErrorCode.read(code), from_json(messages or ""))
            for path, code, messages in failures
        ),
    )


def _with_what_others_sent(sqlite: sqlite3.Connection, package: Package) -> Package:
    """The package, which leaves out no more what other packages have completed."""
    awaited = package.left_out.job_ids
    if not awaited:
        return package
    completed = {job_id for (job_id,) in sqlite.execute(_COMPLETED, (json.dumps(awaited),))}
    package = replace(package, left_out=package.left_out.but_for(completed))
    sqlite.execute(SET_LEFT_OUT, (*LEFT_OUT.of(package), package.package_id))
    return package


def _wants_hash_list(sqlite: sqlite3.Connection, end: PackageEnd) -> bool:
    """Whether its files are to be listed, and some were uploaded since they last were."""
    if not end.package.hash_lists.writes:
        return False
    row = sqlite.execute(_LAST_LISTED, (end.package.package_id,)).fetchone()
    return row is None or end.completed > row["completed"]


def _covered_s(runs: Iterable[tuple[float, float]]) -> float:
    """How many seconds lie in at least one of these runs, each given by its end and its length in seconds.

    Of a file that ran several times only the whole of it is known, which is taken to lie before its end.
    """
    covered_s, until_s = 0.0, float("-inf")
    for begin_s, end_s in sorted((end_s - length_s, end_s) for end_s, length_s in runs):
        covered_s += max(0.0, end_s - max(begin_s, until_s))
        until_s = max(until_s, end_s)
    return covered_s


def _wanted(sqlite: sqlite3.Connection, end: PackageEnd, kind: ActionKind) -> PackageAction:
    package_id, state = end.package.package_id, ActionState.WANTED
    added = sqlite.execute(
        _ADD_ACTION, (package_id, kind.value, state.value, time_text(end.ended_at), _facts_text(end))
    )
    return PackageAction(added.lastrowid or 0, package_id, kind, state, 0, end.ended_at, None, (), end)


def _action(row: sqlite3.Row) -> PackageAction:
    return PackageAction(
        action_id=row["id"],
        package_id=row["package_id"],
        kind=ActionKind(row["kind"]),
        state=ActionState(row["state"]),
        attempts=row["attempts"],
        wanted_at=time_of(row["wanted_at"]),
        done_at=maybe_time(row["done_at"]),
        answer=from_json(row["answer"]) if row["answer"] else (),
        end=_end_of(row["facts"]),
    )


def _facts_text(end: PackageEnd) -> str:
    package = end.package
    return json.dumps(
        {
            "package": [
                package.name,
                package.source_folder,
                time_text(package.created_at),
                package.package_id,
                package.hash_lists.value,
                package.missing.count,
            ],
            "completed": end.completed,
            "failed": end.failed,
            "bytes_sent": end.bytes_sent,
            "began_at": time_text(end.began_at),
            "ended_at": time_text(end.ended_at),
            "active_s": end.active_s,
            "left_out": [left_out_fields(one) for one in package.left_out.files[:MOST_FAILURES]],
            "left_out_count": package.left_out.count,
            "failures": [[one.path, one.code.value, to_json(one.messages)] for one in end.failures],
        }
    )


def _end_of(text: str) -> PackageEnd:
    facts = json.loads(text)
    name, folder, created_at, package_id, hash_lists, missing = facts["package"]
    ended_at = time_of(facts["ended_at"])
    return PackageEnd(
        package=Package(
            name,
            folder,
            time_of(created_at),
            ended_at,
            package_id,
            HashListPolicy(hash_lists),
            NamedFiles(count=missing),
            left_out=LeftOut(
                tuple(left_out_file(*fields) for fields in facts.get("left_out", ())),
                facts.get("left_out_count", 0),
            ),
            active_s=facts["active_s"],
            bytes_sent=facts["bytes_sent"],
        ),
        completed=facts["completed"],
        failed=facts["failed"],
        bytes_sent=facts["bytes_sent"],
        began_at=time_of(facts["began_at"]),
        ended_at=ended_at,
        active_s=facts["active_s"],
        failures=tuple(_failures(facts["failures"])),
    )


def _failures(rows: Iterable[tuple[str, str, str]]) -> Iterator[FailedFile]:
    for path, code, messages in rows:
        yield FailedFile(path, ErrorCode.read(code), from_json(messages))
