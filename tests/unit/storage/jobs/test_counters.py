from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from uploader_gui.domain.job import Destination, Fingerprint, NewJob, Part, PartState
from uploader_gui.domain.plan import Plan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase

PARTS = 5
numbers = st.sets(st.integers(1, PARTS))


class CountersFollowTheParts(RuleBasedStateMachine):
    """Whatever is committed, reset and forgotten in whatever order: the job's counters are its parts' sums."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.database = Database.open(self.folder)
        self.jobs = JobDatabase(self.database)
        self.done: set[int] = set()
        self.job_id = ""

    @initialize(last=st.integers(1, 10))
    def add(self, last: int) -> None:
        size = (PARTS - 1) * 10 + last
        new = NewJob(
            "/a",
            "a",
            "video/mp4",
            Fingerprint(size, 0, None, 0, 0),
            Plan(size, 10),
            Destination("p", "e", "r", "b", "a"),
        )
        self.job_id = self.jobs.add([new])[0].job_id

    @rule(parts=numbers)
    def commit(self, parts: set[int]) -> None:
        self.jobs.commit_parts(self.job_id, [Part(number, 0, 0, PartState.DONE) for number in parts])
        self.done |= parts

    @rule(parts=numbers)
    def reset(self, parts: set[int]) -> None:
        self.jobs.reset_parts(self.job_id, parts)
        self.done -= parts

    @rule()
    def forget(self) -> None:
        self.jobs.forget_upload(self.job_id, discards=1)
        self.done.clear()

    @invariant()
    def the_counters_are_the_sums(self) -> None:
        if not self.job_id:
            return
        job = self.jobs.get(self.job_id)
        done = [part for part in self.jobs.parts(self.job_id) if part.state is PartState.DONE]
        assert {part.number for part in done} == self.done
        assert job.uploaded_parts == len(done)
        assert job.bytes_done == sum(part.size for part in done)
        assert (job.progress == 100.0) == (len(done) == PARTS)

    def teardown(self) -> None:
        self.database.close()


def test_counters_follow_the_parts(tmp_path: Path) -> None:
    CountersFollowTheParts.folder = tmp_path
    machine = CountersFollowTheParts.TestCase
    machine.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
    machine().runTest()
