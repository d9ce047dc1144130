"""The program is killed between any two statements of every transaction: each is there whole, or not at all."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from lab.databases.killed_database import content, killed_before_every_statement
from lab.databases.statement_killer import VERBS
from uploader_gui.domain.job import JobState
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.schema import STEPS
from uploader_gui.storage.jobs.job_database import JobDatabase

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


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
            assert database.notice == ()
            VERBS[verb](JobDatabase(database))
        assert content(state_dir) == content(after)


def test_killed_while_its_tables_are_made_the_next_start_makes_them(tmp_path: Path) -> None:
    _, *killed, _ = killed_before_every_statement(tmp_path / "states", "open")
    assert len(killed) > len(STEPS) * 4
    for state_dir in killed:
        with closing(Database.open(state_dir)) as database:
            assert database.notice == ()
            assert JobDatabase(database).counts() == dict.fromkeys(JobState, 0)
