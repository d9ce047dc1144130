"""Progress that outlives the computer: a submit finds what the store has of a file, and goes on with it."""

import zlib
from pathlib import Path
from typing import Any

import pytest

from lab.engines.benches import OpenAt
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import cut, error, hold, shift_date
from lab.stores.minio_uploads import upload_id_in
from lab.stores.plain_s3 import Caller, crc32_of
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ChecksumMode, ConflictPolicy, Job, JobState, PartState, VerifiedBy
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.store.found_progress import FoundPolicy

SIZE = 4 * PART - 1000
ELEVEN_MINUTES_S = 11 * 60


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file, which is at hand on both computers."""
    return make_file(tmp_path / "clip.mov", SIZE)


def left_by_laptop(open_at: OpenAt, proxy: FaultProxy, path: Path, parts: int = 2) -> Job:
    """The job of a computer that is gone; its upload is open and has so many parts."""
    laptop = open_at("laptop")
    job = paused_after(laptop, proxy, path, parts)
    laptop.close()
    proxy.log.clear()
    return job


def let_it_rest(proxy: FaultProxy) -> None:
    """Have the store's clock show that all this was written eleven minutes ago."""
    proxy.on("list_uploads", shift_date(ELEVEN_MINUTES_S))


def refused(bench: Workbench, path: Path, **how: Any) -> Refusal:
    (result,) = bench.submit(bench.new(path, **how))
    assert isinstance(result, Refusal), result
    return result


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L2.0")
def test_another_computer_goes_on_with_what_is_in_the_store(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    job = desk.upload(path)
    assert job.upload_id == left.upload_id
    status = desk.completed(job.job_id)
    done = status.job
    assert status.recording is not None
    assert status.recording.crc32 == zlib.crc32(path.read_bytes())
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert done.verified_by is VerifiedBy.CHECKSUM
    assert bucket.uploads() == []


@pytest.mark.case("L2.0")
def test_the_part_size_is_that_of_the_parts_that_are_there(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    job = desk.upload(path, part_size=7 * MIB)
    assert job.part_size == PART
    desk.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.0")
def test_the_last_part_alone_tells_the_part_size_too(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    upload_id = bucket.begin_upload("clip.mov")
    data = path.read_bytes()
    Caller(bucket.address)(
        "PUT", "clip.mov", {"partNumber": "4", "uploadId": upload_id}, body=data[3 * PART :]
    )
    let_it_rest(proxy)
    job = desk.upload(path)
    assert job.part_size == PART
    desk.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.0")
def test_all_parts_are_there_and_only_the_end_is_missing(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    laptop = open_at("laptop")
    proxy.on("complete", hold())
    job = laptop.upload(path)
    proxy.log.wait_for("complete")
    laptop.pause(job.job_id)
    laptop.close()
    proxy.clear()
    proxy.log.clear()
    let_it_rest(proxy)
    desk.completed(desk.upload(path).job_id)
    assert proxy.log.parts_sent() == []
    assert bucket.sha256("clip.mov") == sha256_of(path)


def silent_at_submission(desk: Workbench, proxy: FaultProxy, path: Path, **how: Any) -> Job:
    """A job whose store gave no answer when it was submitted, and none when it began."""
    let_it_rest(proxy)
    proxy.away()
    job = desk.upload(path, **how)
    desk.wait_for_retry(job.job_id, 1)
    proxy.back()
    return job


@pytest.mark.faces("plain", "minio")
@pytest.mark.parametrize("policy", [ConflictPolicy.REFUSE, ConflictPolicy.OVERWRITE])
@pytest.mark.case("L2.5")
def test_a_store_that_was_silent_at_submission_is_asked_when_the_upload_starts(
    policy: ConflictPolicy, open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    job = silent_at_submission(desk, proxy, path, on_conflict=policy, part_size=7 * MIB)
    done = desk.completed(job.job_id).job
    assert (done.upload_id, done.part_size) == (left.upload_id, PART)
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.5")
def test_what_was_asked_for_at_submission_holds_when_the_upload_starts(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    job = silent_at_submission(desk, proxy, path, on_found=FoundPolicy.REFUSE)
    failed = desk.failed(job.job_id)
    assert failed.error_code == ErrorCode.UPLOAD_FOUND
    assert "50 % of this file is already in the store" in failed.message
    desk.forget_events()
    (again,) = desk.submit(desk.new(path, on_found=FoundPolicy.CONTINUE))
    assert isinstance(again, Job)
    assert again.job_id == job.job_id
    assert desk.completed(job.job_id).job.upload_id == left.upload_id
    assert sorted(proxy.log.parts_stored()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.5")
def test_what_was_written_just_now_is_left_alone_at_the_start_too(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    proxy.on(None, cut())
    job = desk.upload(path)
    desk.wait_for_retry(job.job_id, 1)
    proxy.clear()
    assert desk.failed(job.job_id).error_code == ErrorCode.UPLOAD_IN_USE
    desk.forget_events()
    desk.do(desk.engine.send_found([job.job_id], FoundPolicy.ANEW))
    desk.completed(job.job_id)
    assert sorted(proxy.log.parts_stored()) == [1, 2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.5")
def test_a_store_that_answers_everything_but_that_is_not_asked_for_ever(
    desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    proxy.on("list_uploads", cut())
    desk.completed(desk.upload(path).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


ANNOUNCED = {
    "none": {},
    "composite": {"x-amz-checksum-algorithm": "CRC32"},
    "whole": {"x-amz-checksum-algorithm": "CRC32", "x-amz-checksum-type": "FULL_OBJECT"},
}


@pytest.mark.faces("plain", "minio")
@pytest.mark.parametrize("kind", ANNOUNCED)
@pytest.mark.case("L2.0", "L2.3")
def test_an_upload_that_another_program_began_is_gone_on_with(
    kind: str, desk: Workbench, bucket: Probe, proxied: S3Address, proxy: FaultProxy, path: Path
) -> None:
    upload_id = begun_elsewhere(proxied, path, ANNOUNCED[kind])
    proxy.log.clear()
    let_it_rest(proxy)
    job = desk.upload(path)
    assert job.upload_id == upload_id
    desk.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.0", "L2.3")
def test_an_upload_with_checksums_of_another_kind_is_gone_on_with_where_md5s_are_enough(
    desk: Workbench, bucket: Probe, proxied: S3Address, proxy: FaultProxy, path: Path
) -> None:
    """As newer AWS tools begin it; SeaweedFS tells nobody, and refuses a CRC32 there."""
    upload_id = begun_elsewhere(proxied, path, {"x-amz-checksum-algorithm": "CRC64NVME"}, sends_crc32=False)
    proxy.log.clear()
    let_it_rest(proxy)
    job = desk.upload(path)
    assert (job.upload_id, job.checksum_mode) == (upload_id, ChecksumMode.MD5_ALONE)
    desk.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.3")
def test_an_upload_that_can_not_be_gone_on_with_is_left_and_begun_anew(
    desk: Workbench, bucket: Probe, proxied: S3Address, proxy: FaultProxy, path: Path
) -> None:
    """Its checksums would have to be named at the end, and nobody knows them: SeaweedFS refuses to finish it."""
    upload_id = begun_elsewhere(proxied, path, {"x-amz-checksum-algorithm": "SHA256"}, sends_crc32=False)
    let_it_rest(proxy)
    job = desk.upload(path)
    assert job.upload_id == upload_id
    desk.completed(job.job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bucket.uploads() == [("clip.mov", upload_id)]
    desk.close()
    assert proxy.log.count("abort") == 0


def begun_elsewhere(
    address: S3Address, path: Path, announced: dict[str, str], *, sends_crc32: bool = True
) -> str:
    """An upload with the first part of the file, begun by a program that is not ours.

    SeaweedFS has been seen to not know, for once, an upload that it had just begun.
    """
    call = Caller(address)
    first = path.read_bytes()[:PART]
    headers = {"x-amz-checksum-crc32": crc32_of(first)} if announced and sends_crc32 else {}
    for _ in range(3):
        upload_id = upload_id_in(call("POST", "clip.mov", {"uploads": ""}, announced).text)
        said = call("PUT", "clip.mov", {"partNumber": "1", "uploadId": upload_id}, headers, first)
        if said.status == 200:
            return upload_id
        call("DELETE", "clip.mov", {"uploadId": upload_id})
    pytest.fail(f"no part can be put: {said}")


@pytest.mark.case("L2.0")
def test_nothing_is_asked_about_files_of_one_part_nor_about_files_that_have_a_job(
    desk: Workbench, proxy: FaultProxy, tmp_path: Path, path: Path
) -> None:
    small = make_file(tmp_path / "small.mov", PART)
    desk.completed(desk.upload(small).job_id)
    assert proxy.log.count("list_uploads") == 0
    job = paused_after(desk, proxy, path)
    assert desk.upload(path).job_id == job.job_id
    desk.completed(job.job_id)
    assert proxy.log.count("list_uploads") == 0


@pytest.mark.case("L2.0")
def test_each_key_is_asked_about_once(desk: Workbench, proxy: FaultProxy, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(3):
        make_file(folder / f"{number}.mov", PART + 1, seed=number)
    for result in desk.submit(desk.new(folder)):
        assert isinstance(result, Job)
        desk.completed(result.job_id)
    assert proxy.log.count("list_uploads") == 3


@pytest.mark.parametrize("code", ["AccessDenied", "NotImplemented", "SlowDown"])
@pytest.mark.case("L2.0")
def test_where_the_store_does_not_tell_the_file_is_simply_uploaded(
    code: str, open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    status = {"AccessDenied": 403, "NotImplemented": 501, "SlowDown": 503}[code]
    proxy.on("list_uploads", error(status, code))
    desk.completed(desk.upload(path).job_id)
    assert proxy.log.count("list_uploads") == 1
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.0")
def test_what_was_given_up_here_is_not_found(
    desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    job = paused_after(desk, proxy, path)
    proxy.on("abort", error(503, "SlowDown"))
    desk.remove(job.job_id)
    let_it_rest(proxy)
    again = desk.upload(path)
    desk.completed(again.job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.1")
def test_a_user_may_begin_anew_unasked(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    job = desk.upload(path, on_found=FoundPolicy.ANEW)
    desk.completed(job.job_id)
    assert proxy.log.count("list_uploads") == 0
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.1")
def test_a_user_may_have_it_left_alone_and_hears_how_much_there_is(
    open_at: OpenAt, desk: Workbench, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    said = refused(desk, path, on_found=FoundPolicy.REFUSE)
    assert said.code == ErrorCode.UPLOAD_FOUND
    assert said.found is not None
    assert (said.found.size, said.found.percent, said.found.is_recent) == (2 * PART, 50, False)
    assert "50 % of this file is already in the store" in said.reason
    assert proxy.log.count("create") == 0


@pytest.mark.case("L2.2")
def test_what_was_written_just_now_is_left_alone_unless_the_user_says_otherwise(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    said = refused(desk, path)
    assert said.code == ErrorCode.UPLOAD_IN_USE
    assert said.found is not None
    assert said.found.is_recent
    assert "another computer may be at it" in said.reason
    assert refused(desk, path, on_found=FoundPolicy.REFUSE).code == ErrorCode.UPLOAD_IN_USE
    job = desk.upload(path, on_found=FoundPolicy.CONTINUE)
    assert job.upload_id == left.upload_id
    desk.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.3")
def test_of_another_file_of_the_same_size_nothing_is_joined(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    other = make_file(tmp_path / "other.mov", SIZE, seed=2).replace(path)
    job = desk.upload(other)
    assert job.upload_id == ""
    desk.completed(job.job_id)
    assert {entry.upload_id for entry in proxy.log.entries("part")}.isdisjoint({left.upload_id})
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(other)


@pytest.mark.case("L2.3")
def test_a_part_that_does_not_compare_is_sent_again(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path, parts=3)
    let_it_rest(proxy)
    data = bytearray(path.read_bytes())
    data[PART + 7] ^= 1
    path.write_bytes(data)
    desk.completed(desk.upload(path).job_id)
    assert sorted(proxy.log.parts_sent()) == [2, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.3")
def test_an_upload_with_more_parts_than_the_file_has_is_left_alone(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path, parts=3)
    let_it_rest(proxy)
    with path.open("r+b") as file:
        file.truncate(2 * PART)
    desk.completed(desk.upload(path).job_id)
    assert proxy.log.count("create") == 1
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.3")
def test_ended_in_the_middle_of_comparing_it_goes_on_from_there(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    let_it_rest(proxy)
    proxy.on("list_parts", hold(), nth=2)
    job = desk.upload(path)
    proxy.log.wait_for("list_parts", count=2)
    desk.close()
    proxy.clear()
    proxy.log.clear()
    desk = open_at("desk")
    assert desk.jobs.get(job.job_id).upload_id == left.upload_id
    desk.resume(job.job_id)
    desk.completed(job.job_id)
    assert sorted(proxy.log.parts_sent()) == [3, 4]
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.case("L2.3")
def test_removing_the_job_that_went_on_aborts_the_upload(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    proxy.on("part", hold())
    job = desk.upload(path, on_found=FoundPolicy.CONTINUE)
    proxy.log.wait_for("part")
    desk.remove(job.job_id)
    assert bucket.uploads() == []


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L2.4")
def test_when_both_computers_finish_the_second_finds_the_object_whole(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    held = proxy.on("part", hold(), number=4)
    job = desk.upload(path, on_found=FoundPolicy.CONTINUE)
    proxy.log.wait_for("part", number=4)
    desk.pause(job.job_id)
    held.release()
    proxy.clear()
    laptop = open_at("laptop")
    laptop.resume(left.job_id)
    laptop.completed(left.job_id)
    proxy.log.clear()
    desk.forget_events()
    desk.resume(job.job_id)
    status = desk.completed(job.job_id)
    done = status.job
    assert status.recording is not None
    assert status.recording.crc32 == zlib.crc32(path.read_bytes())
    assert proxy.log.parts_stored() == []
    assert proxy.log.count("create") == 0
    assert done.state is JobState.COMPLETED
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.faces("plain", "minio")
@pytest.mark.case("L2.4")
def test_when_the_other_computer_finishes_first_by_a_moment_the_object_is_found_too(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left = left_by_laptop(open_at, proxy, path)
    held = proxy.on("complete", hold(), times=1)
    job = desk.upload(path, on_found=FoundPolicy.CONTINUE)
    proxy.log.wait_for("complete")
    laptop = open_at("laptop")
    laptop.resume(left.job_id)
    laptop.completed(left.job_id)
    held.release()
    desk.completed(job.job_id)
    assert proxy.log.count("create") == 0
    assert bucket.sha256("clip.mov") == sha256_of(path)
    facts = bucket.head("clip.mov")
    assert facts is not None
    assert facts.metadata["uploader-job"] == left.job_id


@pytest.mark.case("L2.4")
def test_another_object_that_took_the_key_meanwhile_is_not_called_ours(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, path: Path
) -> None:
    left_by_laptop(open_at, proxy, path)
    held = proxy.on("complete", hold(), times=1)
    job = desk.upload(path, on_found=FoundPolicy.CONTINUE)
    proxy.log.wait_for("complete")
    bucket.put("clip.mov", b"x" * SIZE)
    held.release()
    assert desk.failed(job.job_id).error_code == ErrorCode.OBJECT_EXISTS
    assert bucket.get("clip.mov") == b"x" * SIZE
    assert {part.state for part in desk.jobs.parts(job.job_id)} == {PartState.DONE}


@pytest.mark.faces("minio")
@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("none", ChecksumMode.MD5_ALONE),
        ("composite", ChecksumMode.UNDECIDED),
        ("whole", ChecksumMode.CRC32_WHOLE),
    ],
)
@pytest.mark.case("L2.3")
def test_what_the_listing_says_of_its_checksums_is_what_is_sent(
    kind: str, mode: ChecksumMode, desk: Workbench, proxied: S3Address, proxy: FaultProxy, path: Path
) -> None:
    begun_elsewhere(proxied, path, ANNOUNCED[kind])
    let_it_rest(proxy)
    job = desk.upload(path)
    assert (job.checksum_mode, job.takes_copies) == (mode, kind == "none")
    desk.completed(job.job_id)
