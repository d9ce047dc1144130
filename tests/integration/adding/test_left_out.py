"""What was added with a package and is no file of it."""

import json
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import HashKind, HashListPolicy
from uploader_gui.domain.job import ConflictPolicy, Job, JobState, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import LeftOutFile, Package
from uploader_gui.source.scan import scan
from uploader_gui.source.source_file import Unstoppable
from uploader_gui.transfer.intake.left_out import refused_files
from uploader_gui.transfer.job.job_run import EngineOptions


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "A007"
    folder.mkdir()
    for number, name in enumerate(("a.mov", "b.mov", "c.mov")):
        make_file(folder / name, 1000, seed=number)
    return folder


def submit(
    bench: Workbench, package: Package, new: Sequence[NewJob], *before: LeftOutFile
) -> list[JobState | ErrorCode]:
    """Add these to the package, of which ``before`` was left out; what became of each."""
    answers = bench.do(bench.engine.submit(new, package, left_out=before))
    return [one.state if isinstance(one, Job) else one.code for one in answers]


def in_a007(bench: Workbench, folder: Path, on_conflict: ConflictPolicy) -> list[NewJob]:
    return [
        replace(one, destination=replace(one.destination, object_key=f"A007/{one.file_name}"))
        for one in bench.new(*sorted(folder.iterdir()), on_conflict=on_conflict)
    ]


def summary(bench: Workbench, package: Package) -> tuple[JobState, str]:
    (found,) = bench.jobs.package_summaries([package.package_id]).values()
    return found.state, found.words


@pytest.mark.case("R40")
def test_a_package_remembers_whose_key_was_taken_and_is_not_completed(
    open_bench: OpenBench, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    bucket.put("A007/b.mov", b"another")
    pipe = LeftOutFile(str(card / "pipe"), ErrorCode.SOURCE_NOT_A_FILE)
    said = message(MessageCode.OBJECT_LEFT_AS_IT_IS, key="A007/b.mov")
    taken = LeftOutFile(str(card / "b.mov"), ErrorCode.OBJECT_EXISTS, (said,))
    seen = tmp_path / "seen.json"
    script = "import json, os, sys; json.dump(dict(os.environ), open(sys.argv[1], 'w'))"
    command = shlex.join([sys.executable, "-c", script, str(seen)])
    package = Package("A007", str(card))
    bench = open_bench(options=EngineOptions(package_command=command))
    new = in_a007(bench, card, ConflictPolicy.REFUSE)
    submitted, refused = JobState.SUBMITTED, ErrorCode.OBJECT_EXISTS
    assert submit(bench, package, new, pipe) == [submitted, refused, submitted]
    (end,) = bench.ended()
    bench.carried_out()
    (stored,) = bench.jobs.package_summaries([package.package_id]).values()
    assert end.package.left_out.files == stored.package.left_out.files == (pipe, taken)
    assert (end.completed, end.failed, end.added, end.is_incomplete) == (2, 0, 4, True)
    assert (stored.state, stored.words) == (JobState.FAILED, "2 done, 2 left out")
    told = json.loads(seen.read_text())
    facts = {name: told[f"UPLOADER_PACKAGE_{name}"] for name in ("STATE", "FILES", "FAILED", "LEFT_OUT")}
    assert facts == {"STATE": "FAILED", "FILES": "2", "FAILED": "0", "LEFT_OUT": "2"}


@pytest.mark.case("R40")
def test_what_is_there_already_or_is_the_systems_own_is_not_left_out(
    bench: Workbench, bucket: Probe, card: Path
) -> None:
    bucket.put("A007/b.mov", (card / "b.mov").read_bytes())
    (card / ".DS_Store").write_bytes(b"x")
    found = scan([card], stop=Unstoppable())
    assert [one.code for one in found.skipped] == [ErrorCode.SYSTEM_FILE]
    (card / ".DS_Store").unlink()
    new = in_a007(bench, card, ConflictPolicy.SKIP)
    package = Package("A007")
    decided = submit(bench, package, new, *refused_files(found.skipped))
    assert decided == [JobState.SUBMITTED, ErrorCode.SKIPPED, JobState.SUBMITTED]
    (end,) = bench.ended()
    assert (end.added, end.is_incomplete) == (2, False)


@pytest.mark.case("R40")
def test_a_package_waits_for_files_of_it_that_another_package_sends(
    open_bench: OpenBench, proxy: FaultProxy, card: Path
) -> None:
    held = proxy.on("put", hold(), key="A007/b.mov")
    bench = open_bench()
    first, second = Package("A007"), Package("A007")
    jobs = bench.do(bench.engine.submit(in_a007(bench, card, ConflictPolicy.SKIP), first, left_out=()))
    for job in (jobs[0], jobs[2]):
        assert isinstance(job, Job)
        bench.completed(job.job_id)
    make_file(card / "d.mov", 1000, seed=3)
    again = bench.do(bench.engine.submit(in_a007(bench, card, ConflictPolicy.SKIP), second, left_out=()))
    added = again[-1]
    assert isinstance(added, Job)
    bench.completed(added.job_id)
    bench.close()
    bench = open_bench()
    assert summary(bench, second) == (JobState.SUBMITTED, "1 done, 1 with another package")
    assert not bench.ends
    held.release()
    bench.do(bench.engine.resume(None))
    end = {end.package.package_id: end for end in bench.ended(2)}[second.package_id]
    assert (end.completed, end.failed, end.added, end.is_incomplete) == (1, 0, 1, False)
    assert summary(bench, second) == (JobState.COMPLETED, "1 done")
    assert bench.engine.packages.waiting_for_others == frozenset()


@pytest.mark.case("R40")
def test_what_another_package_does_not_bring_there_is_left_out_of_this_one(
    bench: Workbench, proxy: FaultProxy, card: Path
) -> None:
    proxy.on("put", hold(), key="A007/b.mov")
    package = Package("A007")
    sent, of_none = in_a007(bench, card, ConflictPolicy.SKIP)[1:]
    (other,) = bench.submit([sent])
    _, added = bench.do(bench.engine.submit([sent, of_none], package, left_out=()))
    assert isinstance(other, Job)
    assert isinstance(added, Job)
    bench.completed(added.job_id)
    assert not bench.ends
    bench.remove(other.job_id)
    (end,) = bench.ended()
    path = str(card / "b.mov")
    said = message(MessageCode.KEY_ON_ITS_WAY, path=path, key="A007/b.mov")
    left_out = LeftOutFile(path, ErrorCode.DESTINATION_BUSY, (said,), other.job_id)
    assert end.package.left_out.files == (left_out,)
    assert (end.completed, end.added, end.is_incomplete) == (1, 2, True)
    assert summary(bench, package) == (JobState.FAILED, "1 done, 1 left out")


@pytest.mark.case("R40")
def test_what_is_taken_after_all_is_left_out_no_more_and_the_package_ends_again(
    bench: Workbench, bucket: Probe, card: Path
) -> None:
    bucket.put("A007/b.mov", b"another")
    bucket.put("A007/c.mov", (card / "c.mov").read_bytes())
    package = Package("A007")
    new = in_a007(bench, card, ConflictPolicy.REFUSE)
    submit(bench, package, new)
    assert bench.ended()[-1].package.left_out.count == 2
    said = message(MessageCode.OBJECT_LEFT_AS_IT_IS, key="A007/b.mov")
    taken = LeftOutFile(str(card / "b.mov"), ErrorCode.OBJECT_EXISTS, (said,))
    same = replace(new[2], on_conflict=ConflictPolicy.SKIP)
    assert submit(bench, package, [same], taken) == [ErrorCode.SKIPPED]
    assert bench.ended(2)[-1].package.left_out.files == (taken,)
    submit(bench, package, [replace(new[1], on_conflict=ConflictPolicy.OVERWRITE)])
    last = bench.ended(3)[-1]
    assert (last.completed, last.is_incomplete) == (2, False)


@pytest.mark.case("R40")
def test_its_media_hash_list_says_that_it_lacks_them(bench: Workbench, card: Path) -> None:
    pipe = LeftOutFile(str(card / "pipe"), ErrorCode.SOURCE_NOT_A_FILE)
    new = [
        replace(one, expected_hashes=((HashKind.XXH64, ""),))
        for one in in_a007(bench, card, ConflictPolicy.OVERWRITE)
    ]
    submit(bench, Package("A007", str(card), hash_lists=HashListPolicy.STORE), new, pipe)
    (action,) = bench.carried_out()
    assert MessageCode.HASH_LIST_LACKS in {one.code for one in action.answer}
