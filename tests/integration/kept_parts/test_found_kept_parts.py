"""Kept parts of a computer that is gone: another one finds them beside the key, and goes on with them."""

from pathlib import Path
from typing import Any

import pytest

from lab.engines.benches import OpenAt
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold, shift_date
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import Job
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.kept_parts import KeepParts

SIZE = 4 * PART - 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file, which is at hand on both computers."""
    return make_file(tmp_path / "clip.mov", SIZE)


def left_by_laptop(open_at: OpenAt, proxy: FaultProxy, path: Path, **how: Any) -> Job:
    """The job of a computer that is gone; two of its four parts are kept."""
    laptop = open_at("laptop", keep_parts=KeepParts.ALWAYS)
    for number in (3, 4):
        proxy.on("put", hold(), number=number)
    job = laptop.upload(path, **how)
    laptop.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "2 parts")
    end(laptop, proxy)
    return job


def left_while_joining(open_at: OpenAt, proxy: FaultProxy, path: Path) -> Job:
    """The job of a computer that is gone; all its parts are kept, and two are copied into its upload."""
    laptop = open_at("laptop", keep_parts=KeepParts.ALWAYS)
    for number in (3, 4):
        proxy.on("copy_part", hold(), number=number)
    job = laptop.upload(path)
    proxy.log.wait_for_kept_parts(2, "copy_part")
    end(laptop, proxy)
    return job


def end(laptop: Workbench, proxy: FaultProxy) -> None:
    laptop.close()
    proxy.cut_all()
    proxy.clear()
    proxy.log.clear()


def let_it_rest(proxy: FaultProxy) -> None:
    """Have the store's clock show that all this was written eleven minutes ago."""
    proxy.on("list_uploads", shift_date(11 * 60))


def numbers_kept(proxy: FaultProxy) -> list[int]:
    return sorted(number for _, number in proxy.log.kept_parts_sent())


def numbers_copied(proxy: FaultProxy) -> list[int]:
    return sorted(number for _, number in proxy.log.kept_parts_copied())


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L2.0", "L2.3")
def test_another_computer_goes_on_with_kept_parts(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path, prefix="day 1/")
    let_it_rest(proxy)
    job = desk.upload(path, prefix="day 1/", part_size=2 * PART)
    assert (job.part_size, job.job_id) == (PART, left.job_id)
    desk.completed(job.job_id)
    assert sorted(numbers_kept(proxy) + proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("day 1/clip.mov") == sha256_of(path)
    proxy.log.wait_for("delete_objects", stage="ended")
    assert bucket.keys() == ["day 1/clip.mov"]


@pytest.mark.case("L2.2")
def test_what_was_kept_just_now_is_left_alone(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    (said,) = desk.submit(desk.new(path))
    assert isinstance(said, Refusal)
    assert said.code == ErrorCode.UPLOAD_IN_USE
    assert said.found is not None
    assert said.found.size == 2 * PART
    desk.completed(desk.upload(path, on_found=FoundPolicy.CONTINUE).job_id)
    assert sorted(numbers_kept(proxy) + proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.3")
def test_of_another_file_of_the_same_size_nothing_that_is_kept_is_joined(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    other = make_file(tmp_path / "other.mov", SIZE, seed=2).replace(path)
    job = desk.upload(other)
    assert job.job_id != left.job_id
    desk.completed(job.job_id)
    assert numbers_copied(proxy) == []
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(other)


@pytest.mark.case("L2.3")
def test_a_kept_part_that_does_not_compare_is_sent_again(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    data = bytearray(path.read_bytes())
    data[PART + 7] ^= 1
    path.write_bytes(data)
    desk.completed(desk.upload(path).job_id)
    assert sorted(numbers_kept(proxy) + proxy.log.parts_sent()) == [2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L2.0", "L2.3")
def test_joining_that_was_under_way_goes_on_where_it_was(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_while_joining(open_at, proxy, path)
    let_it_rest(proxy)
    desk.completed(desk.upload(path).job_id)
    assert numbers_kept(proxy) == []
    assert proxy.log.parts_sent() == []
    assert numbers_copied(proxy) == [3, 4]
    assert proxy.log.count("create", key="clip.mov") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.3")
def test_ended_while_kept_parts_are_compared_it_goes_on_from_there(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    held = proxy.on("list_objects", hold(), nth=3)  # the folder, its parts, and then as the job starts
    job = desk.upload(path)
    proxy.log.wait_for("list_objects", count=3)
    desk.close()
    held.release()
    proxy.clear()
    proxy.log.clear()
    desk = open_at("desk")
    desk.resume(job.job_id)
    desk.completed(job.job_id)
    assert sorted(numbers_kept(proxy) + proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L2.4")
def test_a_computer_whose_kept_parts_were_joined_by_another_finds_the_object_whole(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    desk.completed(desk.upload(path).job_id)
    proxy.log.wait_for("delete_objects", stage="ended")
    assert bucket.keys() == ["clip.mov"]
    proxy.log.clear()
    laptop = open_at("laptop", keep_parts=KeepParts.ALWAYS)
    laptop.resume(left.job_id)
    laptop.completed(left.job_id)
    assert numbers_kept(proxy) == []
    assert proxy.log.parts_sent() == []
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.4")
def test_kept_parts_that_go_while_they_are_joined_lead_to_the_object_of_the_other_computer(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_while_joining(open_at, proxy, path)
    held = [proxy.on("copy_part", hold(), number=number, times=1) for number in (3, 4)]
    job = desk.upload(path, on_found=FoundPolicy.CONTINUE)
    for number in (3, 4):
        proxy.log.wait_for("copy_part", number=number)
    laptop = open_at("laptop", keep_parts=KeepParts.ALWAYS)
    laptop.resume(left.job_id)
    laptop.completed(left.job_id)
    laptop.close()
    for rule in held:
        rule.release()
    desk.completed(job.job_id)
    assert numbers_kept(proxy) == []
    assert proxy.log.parts_sent() == []
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.0")
def test_a_folder_is_listed_once_for_all_files_in_it(
    desk: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(3):
        make_file(folder / f"{number}.mov", PART + 1, seed=number)
    for result in desk.submit(desk.new(folder)):
        assert isinstance(result, Job)
        desk.completed(result.job_id)
    prefixes = [entry.request.query.get("prefix") for entry in proxy.log.entries("list_objects")]
    assert prefixes.count("folder/.uploader-parts/") == 1


@pytest.mark.parametrize("operation", ["list_objects", "get"])
@pytest.mark.case("L2.0")
def test_where_the_key_may_not_look_for_kept_parts_the_file_is_simply_uploaded(
    operation: str, open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    proxy.on(operation, error(403, "AccessDenied"))
    desk.completed(desk.upload(path).job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.0")
def test_kept_parts_that_were_given_up_here_are_not_found(
    open_at: OpenAt, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    laptop = open_at("laptop")
    proxy.on("delete_objects", error(503, "SlowDown"))
    proxy.on("abort", error(503, "SlowDown"))
    laptop.remove(left.job_id)
    let_it_rest(proxy)
    laptop.completed(laptop.upload(path).job_id)
    assert numbers_copied(proxy) == []
    assert bucket.sha256("clip.mov") == sha256_of(path)
