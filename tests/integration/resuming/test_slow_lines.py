"""What is said of an upload on a line of 100 kB/s: no number that is not true."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from lab.engines.workbench import PART, Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stopwatch import least
from lab.stores.s3probe import Probe
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import Job
from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.transfer.job.job_run import EngineOptions

pytestmark = pytest.mark.case("L3.2")
LINE = 100_000
BUFFER = 16 * KIB
SMALL = 256 * KIB


@pytest.fixture
def thin_line(bucket: Probe) -> Iterator[FaultProxy]:
    """A line of 100 kB/s with next to nothing buffered on it."""
    with FaultProxy(bucket.address.endpoint, receive_buffer=BUFFER) as proxy:
        proxy.throttle(LINE)
        yield proxy


@pytest.fixture
def workers() -> int:
    return 32


@pytest.fixture
def new_bench(bucket: Probe, thin_line: FaultProxy, tmp_path: Path, workers: int) -> Callable[[], Workbench]:
    """Gives an engine at the near end of the thin line, of which it knows nothing yet; to be entered."""
    address = replace(bucket.address, endpoint=thin_line.endpoint)
    folders = (tmp_path / f"state {number}" for number in itertools.count())
    return lambda: Workbench(next(folders), address, options=EngineOptions(workers=workers))


def told_until_time_left_is_known(bench: Workbench, job: Job, parts: int = 0) -> Sequence[JobStatus]:
    """All that is said of a job from its first byte on until its time left is known, and a little more."""

    def knows() -> int:
        return sum(event.status.seconds_left is not None for event in bench.events)

    bench.wait_until(
        job.job_id, lambda one: knows() > 15 and one.job.uploaded_parts >= parts, "the time left"
    )
    told = [event.status for event in bench.events if event.status.job.job_id == job.job_id]
    return [status for status in told if status.bytes_in_flight or status.job.bytes_done]


def sent(status: JobStatus) -> int:
    return status.job.bytes_done + status.bytes_in_flight


def untruth_of_speeds(told: Sequence[JobStatus]) -> float:
    """How far the speeds are from the line's, as a share of how far they may be: from half of it to half more."""
    speeds = [status.bytes_per_second for status in told if status.bytes_per_second is not None]
    return max(LINE / 2 / min(speeds), max(speeds) / (LINE * 1.5))


def untruth_of_times_left(told: Sequence[JobStatus], size: int) -> float:
    """How far they are from the time that is left, as a share of how far they may be: three tenths."""
    known = [(status.seconds_left, (size - sent(status)) / LINE) for status in told]
    return max(abs(said_s / left_s - 1) / 0.3 for said_s, left_s in known if said_s is not None)


def test_percent_speed_and_time_left_are_true_from_the_first_moment(
    new_bench: Callable[[], Workbench], thin_line: FaultProxy, tmp_path: Path
) -> None:
    files = (make_file(tmp_path / f"{number}.mov", 4 * PART) for number in itertools.count())

    def untruth() -> float:
        with new_bench() as bench:
            told = told_until_time_left_is_known(bench, bench.upload(next(files)))
        percents = [status.percent for status in told]
        assert percents == sorted(percents)
        assert len(set(percents)) > 10, "it moves all the time"
        return max(untruth_of_speeds(told), untruth_of_times_left(told, 4 * PART))

    assert least(untruth, 1.0) < 1.0  # while the machine stands still, the line is slower than it is


@pytest.mark.parametrize("workers", [1])
def test_between_two_parts_nothing_stands_still(
    new_bench: Callable[[], Workbench], thin_line: FaultProxy, tmp_path: Path
) -> None:
    files = (make_file(tmp_path / f"{number}.mov", 2 * MIB) for number in itertools.count())
    thin_line.on("complete", hold())  # the store would refuse such small parts now

    def untruth() -> float:
        with new_bench() as bench:
            (new,) = bench.new(next(files))
            (job,) = bench.submit([bench.small_parts(new, SMALL)])
            assert isinstance(job, Job)
            told = told_until_time_left_is_known(bench, job, parts=2)
        assert all(later >= earlier for earlier, later in pairwise(map(sent, told)))
        return untruth_of_speeds(told)

    assert least(untruth, 1.0) < 1.0


def test_a_small_file_is_told_of_as_soon_as_it_turns_out_to_take_long(
    new_bench: Callable[[], Workbench], tmp_path: Path
) -> None:
    with new_bench() as bench:
        job = bench.upload(make_file(tmp_path / "note.txt", 900 * KIB))
        status = bench.wait_until(job.job_id, lambda status: (status.bytes_per_second or 0) > 0, "a speed")
        assert status.bytes_per_second is not None
        assert status.bytes_per_second < LINE * 3
        assert 0 < status.percent < 100
