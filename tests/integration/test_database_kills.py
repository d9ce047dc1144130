"""The program is killed between any two statements of every transaction: each is there whole, or not at all."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lab.statement_killer import VERBS
from uploader_gui.domain.job import JobState
from uploader_gui.storage.database import FILE_NAME, Database
from uploader_gui.storage.job_store import JobStore
from uploader_gui.storage.schema import STEPS

TESTS = Path(__file__).parents[1]
TIMES = {"start_time", "end_time", "created_at", "updated_at", "uploaded_at", "sent_at"}
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def killed_before_every_statement(directory: Path, verb: str) -> list[Path]:
    """The state directories: as it was before, one for each death, and one where nothing happened."""
    command = [sys.executable, "-m", "lab.statement_killer", str(directory), verb]
    subprocess.run(command, cwd=TESTS, check=True, timeout=120)
    return sorted(directory.iterdir(), key=lambda path: int(path.name))


def content(state_dir: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for times of day."""
    with closing(sqlite3.connect(state_dir / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: _rows(connection, table) for table in tables}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    found = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    shown = [index for index, column in enumerate(found.description) if column[0] not in TIMES]
    return [tuple(row[index] for index in shown) for row in found]


@pytest.mark.parametrize("verb", VERBS)
def test_a_transaction_that_is_killed_in_its_middle_leaves_no_trace(verb: str, tmp_path: Path) -> None:
    before, *killed, after = killed_before_every_statement(tmp_path / "states", verb)
    assert len(killed) >= 4  # BEGIN, SAVEPOINT, at least one change, RELEASE and COMMIT
    untouched, done = content(before), content(after)
    assert untouched != done
    assert [content(state_dir) == untouched for state_dir in killed] == [True] * len(killed)


@pytest.mark.parametrize("verb", ["add", "commit_parts", "complete"])
def test_after_such_a_death_the_program_goes_on_from_there(verb: str, tmp_path: Path) -> None:
    _, *killed, after = killed_before_every_statement(tmp_path / "states", verb)
    for state_dir in killed:
        with closing(Database.open(state_dir)) as database:
            assert database.notice == ""
            VERBS[verb](JobStore(database))
        assert content(state_dir) == content(after)


def test_killed_while_its_tables_are_made_the_next_start_makes_them(tmp_path: Path) -> None:
    _, *killed, _ = killed_before_every_statement(tmp_path / "states", "open")
    assert len(killed) > len(STEPS) * 4
    for state_dir in killed:
        with closing(Database.open(state_dir)) as database:
            assert database.notice == ""
            assert JobStore(database).counts() == dict.fromkeys(JobState, 0)
