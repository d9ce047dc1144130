"""A finished upload looked at again: what the store has, what the file is, what is read back."""

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from lab.engines.workbench import PART, Verifying, Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, Said, cut, error, hold, retold
from lab.stores.s3probe import Probe
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.events import EventKind
from uploader_gui.domain.job import Job, JobState, LogLine
from uploader_gui.domain.messages import MessageCode
from uploader_gui.transfer.verifying.object_check import READ_BACK_SIZE
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

STORE, SOURCE, READ_BACK = {CheckKind.STORE}, {CheckKind.SOURCE}, {CheckKind.READ_BACK}
SMALL, LARGE, TWO_RANGES = 70_000, PART + 1000, 2 * PART + 1000
MATCHES, DIFFERS, MISSING, UNKNOWN = CheckResult
NO_CHECKSUM = retold({"x-amz-checksum-crc32": None, "x-amz-checksum-type": None})
EVERY_KIND = pytest.mark.parametrize(
    "kinds", [STORE, SOURCE, READ_BACK], ids=["store", "source", "read back"]
)
EITHER_SIZE = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["one put", "multipart"])


def uploaded(bench: Workbench, path: Path, size: int) -> Job:
    job = bench.upload(make_file(path, size))
    return bench.completed(job.job_id).job


def one_byte_changed(said: Said) -> Said:
    """What is read, with its first byte changed on the way."""
    return Said(said.status, said.headers, bytes([said.body[0] ^ 1]) + said.body[1:])


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uploader_gui.transfer.job.retry.FIRST_DELAY_S", 0.01)


@EVERY_KIND
@EITHER_SIZE
def test_what_is_as_it_was_sent_matches_by_every_look(
    bench: Workbench, tmp_path: Path, size: int, kinds: set[CheckKind]
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", size)
    run = bench.verify(job.job_id, kinds=kinds)
    recording = bench.jobs.recordings_of([job.job_id])[job.job_id]
    assert run.counts == {MATCHES: 1}
    assert recording.check_result is MATCHES
    assert {recording.checked_by} == kinds
    assert bench.jobs.log(job.job_id)[-1].messages == run.one.messages
    told = bench.wait_until(job.job_id, lambda status: status.check == recording.check)
    assert told.job.state is JobState.COMPLETED
    assert EventKind.VERIFIED in {event.kind for event in bench.events}


def test_what_was_found_stands_in_the_log_after_the_end_of_the_upload(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_to_log = bench.jobs.add_to_log

    def late(lines: Sequence[tuple[str, LogLine]]) -> None:
        time.sleep(0.5)
        add_to_log(lines)

    monkeypatch.setattr(bench.jobs, "add_to_log", late)
    job = uploaded(bench, tmp_path / "clip.mov", LARGE)
    run = bench.verify(job.job_id)
    assert [line.messages[0].code for line in bench.jobs.log(job.job_id)][-2:] == [
        MessageCode.UPLOADED_CHECKSUM,
        run.one.messages[0].code,
    ]


@EITHER_SIZE
@pytest.mark.parametrize("kinds", [SOURCE, READ_BACK], ids=["source", "read back"])
def test_where_nobody_knows_a_checksum_the_etag_is_made_of_what_is_read(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int, kinds: set[CheckKind]
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", size)
    forget_checksums(bench)
    proxy.on("head", NO_CHECKSUM)
    assert bench.verify(job.job_id, kinds=kinds).counts == {MATCHES: 1}


def test_a_deleted_object_is_missing_and_its_job_stays_completed(
    bench: Workbench, bucket: Probe, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", SMALL)
    bucket.delete("clip.mov")
    run = bench.verify(job.job_id, kinds=READ_BACK)
    assert run.counts == {MISSING: 1}
    status = bench.status(job.job_id)
    assert status.job.state is JobState.COMPLETED
    assert status.check is not None
    assert status.check.result is MISSING


@EITHER_SIZE
def test_an_object_that_somebody_put_in_its_place_differs_though_one_byte_is_all(
    bench: Workbench, bucket: Probe, tmp_path: Path, size: int
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", size)
    data = bytearray(bucket.get("clip.mov"))
    data[size // 2] ^= 1
    bucket.put("clip.mov", bytes(data))
    run = bench.verify(job.job_id)
    assert run.counts == {DIFFERS: 1}
    assert "replaced" in run.words


def test_an_object_of_another_size_differs(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", SMALL)
    bucket.put("clip.mov", b"short")
    run = bench.verify(job.job_id)
    assert run.counts == {DIFFERS: 1}
    assert "5 bytes" in run.words


def test_a_store_that_is_away_leaves_it_unknown_and_what_was_found_before_stands(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    fine, gone = uploaded(bench, tmp_path / "a.mov", SMALL), uploaded(bench, tmp_path / "b.mov", SMALL)
    new = uploaded(bench, tmp_path / "c.mov", SMALL)
    bucket.delete("b.mov")
    bench.verify(fine.job_id, gone.job_id)
    proxy.away()
    run = bench.verify(fine.job_id, gone.job_id, new.job_id)
    proxy.back()
    assert run.counts == {UNKNOWN: 3}
    recordings = bench.jobs.recordings_of([fine.job_id, gone.job_id, new.job_id])
    assert recordings[fine.job_id].check_result is MATCHES
    assert recordings[gone.job_id].check_result is MISSING
    assert recordings[new.job_id].check_result is UNKNOWN


def test_a_key_that_may_not_look_leaves_it_unknown_and_says_why(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", SMALL)
    proxy.on("head", error(403, "AccessDenied"))
    run = bench.verify(job.job_id, kinds=READ_BACK)
    assert run.counts == {UNKNOWN: 1}
    assert run.words.startswith("It could not be verified again.")
    assert not proxy.log.entries("get")


@EITHER_SIZE
def test_a_file_that_is_another_one_now_differs_and_the_object_is_not_blamed(
    bench: Workbench, tmp_path: Path, size: int
) -> None:
    path = tmp_path / "clip.mov"
    job = uploaded(bench, path, size)
    make_file(path, size, seed=2)
    run = bench.verify(job.job_id, kinds=SOURCE)
    assert run.counts == {DIFFERS: 1}
    assert run.one.recording.checked_by is CheckKind.SOURCE
    assert run.words.startswith("Verified again: the store has what was sent")


@pytest.mark.parametrize("seed", [1, 2], ids=["the file as it was", "another file"])
def test_the_file_alone_proves_no_object_of_which_the_store_says_nothing(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, seed: int
) -> None:
    path = make_file(tmp_path / "clip.mov", LARGE)
    job = uploaded(bench, path, LARGE)
    bench.change("UPDATE video_recordings SET verified_by = 'none'")
    proxy.on("head", NO_CHECKSUM)
    if seed == 2:
        make_file(path, LARGE, seed=seed)
    run = bench.verify(job.job_id, kinds=SOURCE)
    assert run.counts == {UNKNOWN: 1}
    assert "the store has what was sent" not in run.words
    assert run.words.endswith("what was sent." if seed == 1 else "is not what was sent any more.")
    read_back = bench.verify(job.job_id, kinds=SOURCE | READ_BACK)
    assert read_back.counts == {MATCHES if seed == 1 else DIFFERS: 1}
    assert read_back.one.recording.checked_by is (CheckKind.READ_BACK if seed == 1 else CheckKind.SOURCE)


def test_a_file_of_another_size_is_not_even_read(bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "clip.mov"
    job = uploaded(bench, path, SMALL)
    os.truncate(path, 10)
    run = bench.verify(job.job_id, kinds=SOURCE)
    assert run.counts == {DIFFERS: 1}
    assert run.told[-1].bytes_read == 0


def test_a_file_that_is_gone_leaves_it_unknown_unless_it_is_read_back(
    bench: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "clip.mov"
    job = uploaded(bench, path, SMALL)
    path.unlink()
    assert bench.verify(job.job_id, kinds=SOURCE).counts == {UNKNOWN: 1}
    assert bench.verify(job.job_id, kinds=READ_BACK).counts == {MATCHES: 1}
    run = bench.verify(job.job_id, kinds=SOURCE | READ_BACK)
    assert run.counts == {MATCHES: 1}
    assert run.one.recording.check_looks == (
        (CheckKind.STORE, MATCHES),
        (CheckKind.SOURCE, UNKNOWN),
        (CheckKind.READ_BACK, MATCHES),
    )
    assert run.words.startswith(
        "Verified again: read back from the store, it is what was sent. The file on this"
    )
    assert "could not be compared" in run.words
    assert "is not there" in run.words
    (stored,) = bench.jobs.checks().values()
    assert stored == bench.jobs.recordings_of([job.job_id])[job.job_id].check == run.one.recording.check
    assert bench.jobs.log(job.job_id)[-1].messages == run.one.messages


def test_what_the_file_is_stands_though_it_can_not_be_read_back(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", SMALL)
    proxy.on("get", error(403, "AccessDenied"))
    run = bench.verify(job.job_id, kinds=SOURCE | READ_BACK)
    assert run.counts == {UNKNOWN: 1}
    assert dict(run.one.recording.check_looks) == {
        CheckKind.STORE: MATCHES,
        CheckKind.SOURCE: MATCHES,
        CheckKind.READ_BACK: UNKNOWN,
    }
    assert run.words.endswith("The file on this computer is what was sent.")


@EITHER_SIZE
def test_what_is_read_back_with_one_byte_changed_differs_and_a_glance_does_not_take_that_back(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", size)
    proxy.on("get", Fault(rewrite=one_byte_changed))
    assert bench.verify(job.job_id, kinds=READ_BACK).counts == {DIFFERS: 1}
    proxy.clear()
    glance = bench.verify(job.job_id)
    assert glance.counts == {DIFFERS: 1}
    assert "closer look" in glance.words
    assert bench.verify(job.job_id, kinds=READ_BACK).counts == {MATCHES: 1}


def test_what_was_damaged_on_the_way_once_is_read_again_and_matches(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", SMALL)
    proxy.on("get", Fault(rewrite=one_byte_changed), times=1)
    assert bench.verify(job.job_id, kinds=READ_BACK).counts == {MATCHES: 1}
    assert len(proxy.log.entries("get")) == 2


def test_reading_back_goes_on_after_a_break_and_holds_one_range_at_a_time(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", TWO_RANGES)
    proxy.on("get", cut(), nth=2, times=2)
    run = bench.verify(job.job_id, kinds=READ_BACK)
    assert run.counts == {MATCHES: 1}
    first, second = f"bytes=0-{READ_BACK_SIZE - 1}", f"bytes={READ_BACK_SIZE}-{TWO_RANGES - 1}"
    asked = [entry.request.headers["range"] for entry in proxy.log.entries("get")]
    assert asked == [first, second, second, second]
    assert (run.told[-1].bytes_read, run.told[-1].bytes_total) == (TWO_RANGES, TWO_RANGES)


def test_an_object_that_is_replaced_while_it_is_read_back_differs(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", TWO_RANGES)
    held = proxy.on("get", hold(), nth=2, times=1)
    told = Verifying(bench.jobs.recording_ids([job.job_id]), READ_BACK, VerifySwitch())
    running = asyncio.run_coroutine_threadsafe(told.run(bench.engine), bench.loop)
    proxy.log.wait_for("get", count=2)
    bucket.put("clip.mov", bytes(TWO_RANGES))
    held.release()
    running.result(30)
    assert told.counts == {DIFFERS: 1}


def test_pausing_holds_reading_back_up_at_once_and_it_goes_on_where_it_stood(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", TWO_RANGES)
    held = proxy.on("get", hold(), nth=2, times=1)
    told = Verifying(bench.jobs.recording_ids([job.job_id]), READ_BACK, VerifySwitch())
    running = asyncio.run_coroutine_threadsafe(told.run(bench.engine), bench.loop)
    proxy.log.wait_for("get", count=2)
    told.stop.pause()
    assert proxy.log.count("get") == 2
    told.stop.go_on()
    running.result(30)
    held.release()
    assert told.counts == {MATCHES: 1}
    asked = [entry.request.headers["range"].split("-")[0] for entry in proxy.log.entries("get")]
    assert asked == ["bytes=0", f"bytes={READ_BACK_SIZE}", f"bytes={READ_BACK_SIZE}"]


def test_a_paused_run_can_be_stopped(bench: Workbench, proxy: FaultProxy, tmp_path: Path) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", SMALL)
    paused = VerifySwitch()
    paused.pause()
    told = Verifying(bench.jobs.recording_ids([job.job_id]), READ_BACK, paused)
    running = asyncio.run_coroutine_threadsafe(told.run(bench.engine), bench.loop)
    paused.stop()
    running.result(30)
    assert not told.counts
    assert not proxy.log.entries("get")


def test_stopping_ends_it_at_once_and_leaves_what_was_found_before(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", TWO_RANGES)
    before = bench.verify(job.job_id).one.recording
    proxy.on("get", hold())
    told = Verifying(bench.jobs.recording_ids([job.job_id]), READ_BACK, VerifySwitch())
    running = asyncio.run_coroutine_threadsafe(told.run(bench.engine), bench.loop)
    proxy.log.wait_for("get")
    told.stop.stop()
    running.result(30)
    assert not told.counts
    assert bench.jobs.recordings_of([job.job_id])[job.job_id] == before


def test_an_upload_whose_job_was_removed_can_be_verified_all_the_same(
    bench: Workbench, bucket: Probe, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", LARGE)
    bench.remove(job.job_id)
    assert bench.jobs.removed_job_ids(job.job_id[:8].upper()) == [job.job_id]
    assert bench.jobs.removed_job_ids(job.job_id[:7]) == bench.jobs.removed_job_ids("\udcff") == []
    assert bench.verify(job.job_id, kinds=SOURCE | READ_BACK).counts == {MATCHES: 1}
    bucket.delete("clip.mov")
    assert bench.verify(job.job_id).counts == {MISSING: 1}
    bench.close()
    assert EventKind.VERIFIED not in {event.kind for event in bench.events}


def test_a_record_of_an_older_version_is_found_by_its_url(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = uploaded(bench, tmp_path / "clip.mov", LARGE)
    ids = bench.jobs.recording_ids([job.job_id])
    bench.remove(job.job_id)
    as_before_step_8(bench)
    old = Verifying(ids, STORE, VerifySwitch())
    bench.do(old.run(bench.engine))
    assert old.counts == {MATCHES: 1}
    proxy.on("head", NO_CHECKSUM)
    unproven = Verifying(ids, READ_BACK, VerifySwitch())
    bench.do(unproven.run(bench.engine))
    assert unproven.counts == {UNKNOWN: 1}
    assert "how it was cut into parts" in unproven.words


def test_hundreds_are_asked_for_eight_at_a_time(bench: Workbench, proxy: FaultProxy, tmp_path: Path) -> None:
    folder = tmp_path / "A007"
    folder.mkdir()
    for number in range(40):
        make_file(folder / f"{number:03}.mov", 10, seed=number)
    jobs = [one for one in bench.submit(bench.new(folder)) if isinstance(one, Job)]
    for job in jobs:
        bench.completed(job.job_id)
    proxy.log.clear()
    held = proxy.on("head", hold())
    told = Verifying(bench.jobs.recording_ids([job.job_id for job in jobs]), STORE, VerifySwitch())
    running = asyncio.run_coroutine_threadsafe(told.run(bench.engine), bench.loop)
    proxy.log.wait_for("head", count=8)
    assert len(proxy.log.entries("head")) == 8
    held.release()
    running.result(30)
    assert told.counts == {MATCHES: 40}
    assert told.told[-1].done == told.told[-1].total == 40


def test_an_empty_file_and_a_web_page_are_read_back_like_any_other(bench: Workbench, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<!DOCTYPE html><html><body>A page</body></html>")
    (tmp_path / "empty").touch()
    jobs = [bench.upload(tmp_path / name) for name in ("index.html", "empty")]
    for job in jobs:
        bench.completed(job.job_id)
    run = bench.verify(*(job.job_id for job in jobs), kinds=READ_BACK)
    assert run.counts == {MATCHES: 2}


def forget_checksums(bench: Workbench) -> None:
    bench.change("UPDATE video_recordings SET crc32 = NULL, hashes = NULL")


def as_before_step_8(bench: Workbench) -> None:
    """Let all recordings be as those of a program that kept less of them."""
    bench.change(
        "UPDATE video_recordings SET job_id = NULL, source_path = NULL, profile = NULL, endpoint = NULL, "
        "region = NULL, part_count = NULL, part_size = NULL, crc32 = NULL, hashes = NULL"
    )
