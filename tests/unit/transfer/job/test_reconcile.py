"""Whatever the table and the store say, no part counts as done that the store does not hold as it should be."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uploader_gui.domain.job import ConflictPolicy, Destination, Fingerprint, Job, NewJob, Part, PartState
from uploader_gui.domain.plan import Plan
from uploader_gui.s3.answers.responses import ListedPart
from uploader_gui.source.source_file import Source, Unstoppable
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.job.reconcile import compare_with_listing

DATA = b"abcdefghij"
PLAN = Plan(len(DATA), 3)
COUNT = PLAN.part_count
OTHER_ETAG = "f" * 32


def bytes_of(number: int) -> bytes:
    part = PLAN.part(number)
    return DATA[part.offset : part.offset + part.size]


def etag_of(number: int) -> str:
    return hashlib.md5(bytes_of(number), usedforsecurity=False).hexdigest()


@pytest.fixture
def job(tmp_path: Path) -> Job:
    path = tmp_path / "clip.mov"
    path.write_bytes(DATA)
    database = Database.open(tmp_path)
    new = NewJob(
        source_path=str(path),
        file_name=path.name,
        content_type="video/quicktime",
        fingerprint=Fingerprint(len(DATA), 1, 1, 1, 1),
        plan=PLAN,
        destination=Destination("lab", "http://127.0.0.1:9000", "us-east-1", "uploads", "clip.mov"),
        on_conflict=ConflictPolicy.REFUSE,
    )
    (added,) = JobDatabase(database).add([new])
    database.close()
    return added


@pytest.fixture
def source(job: Job) -> Iterator[Source]:
    with Source(job.source_path) as opened:
        yield opened


def row(number: int, *, is_done: bool) -> Part:
    part = PLAN.part(number)
    pending = Part(number, part.offset, part.size)
    if not is_done:
        return pending
    return replace(pending, state=PartState.DONE, crc32=zlib.crc32(bytes_of(number)), etag=etag_of(number))


LISTED: dict[str, Callable[[int], list[ListedPart]]] = {
    "nothing": lambda _: [],
    "right": lambda number: [ListedPart(number, PLAN.part(number).size, etag_of(number), None)],
    "right by checksum": lambda number: [
        ListedPart(number, PLAN.part(number).size, OTHER_ETAG, zlib.crc32(bytes_of(number)))
    ],
    "other content": lambda number: [ListedPart(number, PLAN.part(number).size, OTHER_ETAG, 1)],
    "cut short": lambda number: [ListedPart(number, PLAN.part(number).size - 1, etag_of(number), None)],
    "old and new": lambda number: [
        ListedPart(number, PLAN.part(number).size, OTHER_ETAG, None),
        ListedPart(number, PLAN.part(number).size, etag_of(number), None),
    ],
}  # fmt: skip
HOLDS_IT = {"right", "right by checksum", "old and new"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    done=st.lists(st.booleans(), min_size=COUNT, max_size=COUNT),
    shown=st.lists(st.sampled_from(sorted(LISTED)), min_size=COUNT, max_size=COUNT),
)
def test_done_is_what_the_store_holds_with_the_files_bytes(
    job: Job, source: Source, done: list[bool], shown: list[str]
) -> None:
    rows = [row(number, is_done=is_done) for number, is_done in enumerate(done, 1)]
    listed = {number: LISTED[kind](number) for number, kind in enumerate(shown, 1)}
    result = compare_with_listing(job, rows, listed, source, Unstoppable())
    adopted = {part.number for part in result.adopted}
    held = {number for number, kind in enumerate(shown, 1) if kind in HOLDS_IT}
    were_done = {part.number for part in rows if part.state is PartState.DONE}
    assert (were_done | adopted) - set(result.lost) == held
    assert set(result.lost) == were_done - held
    assert all(part.state is PartState.DONE and part.crc32 is not None for part in result.adopted)


def test_what_both_know_alike_is_not_read_again(job: Job, source: Source) -> None:
    source.close()  # reading would fail
    rows = [row(number, is_done=True) for number in range(1, COUNT + 1)]
    listed = {number: LISTED["old and new"](number) for number in range(1, COUNT + 1)}
    result = compare_with_listing(job, rows, listed, source, Unstoppable())
    assert (result.adopted, result.lost) == ([], [])
