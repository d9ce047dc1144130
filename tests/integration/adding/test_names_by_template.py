"""Files that are named by a template: numbers that are given once, and the same file that comes again."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Never, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, JobState, NewJob
from uploader_gui.domain.packages.package import Package
from uploader_gui.source.scan import scan
from uploader_gui.transfer.intake.names import settled
from uploader_gui.transfer.intake.new_jobs import new_jobs

TAKES = "take_{counter:03}{ext}"
BY_SECOND = "{year}{month}{day}{hour}{minute}{second}/{stem}_{counter}{ext}"


def named(bench: Workbench, template: str, *paths: Path, **how: Any) -> list[NewJob]:
    new, refused = new_jobs(
        scan(list(paths), stop=Never()),
        replace(bench.profile("cards"), name_template=template),
        part_size=PART,
        max_size=None,
        on_conflict=how.get("on_conflict", ConflictPolicy.REFUSE),
        stage=False,
    )
    assert not refused
    return new


def keys(taken: Sequence[Job | Refusal]) -> list[str]:
    assert all(isinstance(one, Job) for one in taken), taken
    return [one.destination.object_key for one in taken if isinstance(one, Job)]


def clips(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return [make_file(folder / name, 1000, seed=at) for at, name in enumerate(names, 1)]


def test_numbers_go_on_in_the_order_of_files_over_a_new_start(open_bench: OpenBench, tmp_path: Path) -> None:
    first, second, third = clips(tmp_path / "in", "b.mov", "a.mov", "c.mov")
    bench = open_bench()
    taken = bench.submit(named(bench, TAKES, first, second))
    assert keys(taken) == ["cards/take_001.mov", "cards/take_002.mov"]
    bench.close()
    again = open_bench()
    assert keys(again.submit(named(again, TAKES, third))) == ["cards/take_003.mov"]


def test_a_file_that_is_refused_takes_no_number_and_a_number_that_somebody_has_is_passed_over(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    (path,) = clips(tmp_path / "in", "a.mov")
    proxy.on("head", error(400, "InvalidAccessKeyId"))
    (refused,) = bench.submit(named(bench, TAKES, path))
    assert isinstance(refused, Refusal)
    assert bench.jobs.next_number("lab") == 1
    proxy.clear()
    bucket.put("cards/take_001.mov", b"somebody's")
    assert keys(bench.submit(named(bench, TAKES, path))) == ["cards/take_002.mov"]
    assert bench.jobs.next_number("lab") == 3


@pytest.mark.parametrize("policy", list(ConflictPolicy))
def test_another_computer_has_used_some_of_the_numbers_and_none_of_its_objects_is_touched(
    policy: ConflictPolicy, bench: Workbench, bucket: Probe, tmp_path: Path
) -> None:
    for number in (1, 2, 3, 5):
        bucket.put(f"cards/take_{number:03}.mov", b"another computer's")
    paths = clips(tmp_path / "in", "a.mov", "b.mov")
    taken = bench.submit(named(bench, TAKES, *paths, on_conflict=policy))
    assert keys(taken) == ["cards/take_004.mov", "cards/take_006.mov"]
    for job in taken:
        assert isinstance(job, Job)
        bench.completed(job.job_id)
    assert len(bucket.keys()) == 6
    assert bucket.sha256("cards/take_001.mov") == sha256(b"another computer's").hexdigest()


def test_what_was_promised_is_refused_where_somebody_has_the_number(
    bench: Workbench, bucket: Probe, tmp_path: Path
) -> None:
    (path,) = clips(tmp_path / "in", "a.mov")
    shown = settled(named(bench, TAKES, path), bench.jobs, is_promise=True)
    bucket.put("cards/take_001.mov", b"somebody's")
    (refused,) = bench.submit([one for one in shown if isinstance(one, NewJob)])
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.object_key) == (ErrorCode.OBJECT_EXISTS, "cards/take_001.mov")
    assert bench.jobs.next_number("lab") == 2


def test_submissions_at_the_same_moment_share_no_number(bench: Workbench, tmp_path: Path) -> None:
    paths = clips(tmp_path / "in", *(f"{number}.mov" for number in range(8)))
    batches = [named(bench, TAKES, path) for path in paths]

    async def all_at_once() -> list[list[Job | Refusal]]:
        return await asyncio.gather(*(bench.engine.submit(batch) for batch in batches))

    found = [key for taken in bench.do(all_at_once()) for key in keys(taken)]
    assert sorted(found) == [f"cards/take_{number:03}.mov" for number in range(1, 9)]


def test_a_preview_takes_no_number_and_what_it_promised_is_kept_while_nobody_else_came(
    bench: Workbench, tmp_path: Path
) -> None:
    first, left_out, last, other = clips(tmp_path / "in", "a.mov", "b.mov", "c.mov", "d.mov")
    for _ in range(2):
        shown = settled(named(bench, TAKES, first, left_out, last), bench.jobs, is_promise=True)
        assert [one.destination.object_key for one in shown if isinstance(one, NewJob)] == [
            "cards/take_001.mov",
            "cards/take_002.mov",
            "cards/take_003.mov",
        ]
    wanted = [one for one in shown if isinstance(one, NewJob) and one.source_path != str(left_out)]
    stale = settled(named(bench, TAKES, other), bench.jobs, is_promise=True)
    assert keys(bench.submit(wanted)) == ["cards/take_001.mov", "cards/take_003.mov"]
    assert keys(bench.submit([one for one in stale if isinstance(one, NewJob)])) == ["cards/take_004.mov"]


@pytest.mark.parametrize("template", [TAKES, BY_SECOND, "{package}/{name}"])
def test_a_file_dropped_again_resumes_its_unfinished_job_and_takes_no_number(
    template: str, bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    for number in (3, 4):
        proxy.on("part", hold(), number=number)
    (job,) = bench.submit(named(bench, template, path), Package("monday"))
    assert isinstance(job, Job)
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2)
    bench.pause(job.job_id)
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()
    next_number = bench.jobs.next_number("lab")
    (again,) = bench.submit(named(bench, template, path), Package("tuesday"))
    assert isinstance(again, Job)
    assert (again.job_id, again.destination) == (job.job_id, job.destination)
    bench.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert bucket.sha256(job.destination.object_key) == sha256_of(path)
    assert bench.jobs.next_number("lab") == next_number


def test_a_file_that_is_in_the_store_by_its_template_is_not_sent_under_another_number(
    bench: Workbench, bucket: Probe, tmp_path: Path
) -> None:
    (path,) = clips(tmp_path / "in", "a.mov")
    (job,) = bench.submit(named(bench, BY_SECOND, path))
    assert isinstance(job, Job)
    bench.completed(job.job_id)
    bench.remove(job.job_id)
    (refused,) = bench.submit(named(bench, BY_SECOND, path))
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.object_key) == (ErrorCode.OBJECT_EXISTS, job.destination.object_key)
    (skipped,) = bench.submit(named(bench, BY_SECOND, path, on_conflict=ConflictPolicy.SKIP))
    assert isinstance(skipped, Refusal)
    assert skipped.is_success
    assert bench.jobs.next_number("lab") == 2
    assert keys(bench.submit(named(bench, "again/{counter}{ext}", path))) == ["cards/again/2.mov"]


def test_another_file_under_the_same_name_gets_a_number_of_its_own(bench: Workbench, tmp_path: Path) -> None:
    (path,) = clips(tmp_path / "in", "C0001.MP4")
    (job,) = bench.submit(named(bench, TAKES, path))
    assert isinstance(job, Job)
    done = bench.completed(job.job_id).job
    make_file(path, 1000, seed=9)
    later = done.start_time.timestamp() + 60
    os.utime(path, (later, later))  # the card was formatted, and the camera began its names anew
    assert keys(bench.submit(named(bench, TAKES, path))) == ["cards/take_002.MP4"]


def test_a_file_whose_job_was_given_up_gets_the_next_number(
    bench: Workbench, tmp_path: Path, proxy: FaultProxy
) -> None:
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    proxy.on("part", hold(), number=2)
    (job,) = bench.submit(named(bench, TAKES, path))
    assert isinstance(job, Job)
    bench.wait_for(job.job_id, JobState.UPLOADING)
    bench.remove(job.job_id)
    assert keys(bench.submit(named(bench, TAKES, path))) == ["cards/take_002.mov"]


def test_a_name_that_only_its_package_makes_too_long_is_refused_alone(
    bench: Workbench, tmp_path: Path
) -> None:
    paths = clips(tmp_path / "in", "a.mov", "b" * 200 + ".mov")
    template = "{package}/" * 8 + "{name}"
    first, second = bench.submit(named(bench, template, *paths), Package("p" * 110))
    assert isinstance(first, Job)
    assert isinstance(second, Refusal)
    assert second.code == ErrorCode.BAD_KEY


def test_a_file_that_is_dropped_alone_and_in_its_folder_takes_one_number(
    bench: Workbench, tmp_path: Path
) -> None:
    _, second = clips(tmp_path / "in", "a.mov", "b.mov")
    taken = bench.submit(named(bench, "{counter}-{stem}", second, tmp_path / "in", second))
    assert keys(taken) == ["cards/1-b", "cards/2-a"]


def test_numbers_that_would_make_one_key_of_two_files_are_passed_over(
    bench: Workbench, tmp_path: Path
) -> None:
    names = ["1x.mov", *(f"{letter}.mov" for letter in "abcdefghi"), "x.mov"]
    taken = keys(bench.submit(named(bench, "{counter}{stem}", *clips(tmp_path / "in", *names))))
    assert taken[:2] == ["cards/11x", "cards/2a"]
    assert taken[-2:] == ["cards/10i", "cards/12x"]  # the eleventh would be 11x
