import errno
import logging
import os
import shutil
import sys
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from threading import Event
from typing import Any, Self

import pytest

from lab.engines.benches import OpenBench
from lab.engines.recorder import Recorder
from lab.engines.watched import Watched, put, watch
from lab.engines.workbench import PART, Workbench
from lab.files import sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, error, hold, vague
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.unattended.watch_folder import Afterwards
from uploader_gui.domain.unattended.watch_status import WatchMeans, WatchState
from uploader_gui.source.growing_file import HeldFile
from uploader_gui.source.watching.watched_tree import FoundFile
from uploader_gui.storage.jobs.watched_files import WatchedFileState


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cards"


def log_words(bench: Workbench, job: Job) -> list[str]:
    return [line.words for line in bench.jobs.log(job.job_id)]


class Noon(datetime):
    """A clock that stands still: what is named by the day is not split by midnight."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2026, 11, 25, 12, tzinfo=tz)


def test_files_that_are_there_and_files_that_come_are_sent(
    bench: Workbench, folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.transfer.watching.taken_files.datetime", Noon)
    caplog.set_level(logging.INFO)
    put(folder, "A/one.mov")
    watched = Watched(bench, watch(folder), prefix="in/")
    assert watched.sent(1) == ["in/A/one.mov"]
    put(folder, "B/C/two.mov", 2 * PART)
    assert watched.sent(2) == ["in/A/one.mov", "in/B/C/two.mov"]
    assert watched.status().means is WatchMeans.EVENTS
    assert watched.status().seen == 2
    assert not [record for record in caplog.records if record.name.startswith("watchfiles")]
    (package,) = bench.jobs.packages_with_jobs()
    assert package.name == "cards 2026-11-25"
    assert {job.package_id for job in watched.completed()} == {package.package_id}


def test_what_came_while_the_program_was_off_is_found_and_nothing_is_sent_twice(
    open_bench: OpenBench, proxy: FaultProxy, folder: Path
) -> None:
    put(folder, "one.mov")
    bench = open_bench()
    Watched(bench, watch(folder)).sent(1)
    bench.close()
    put(folder, "two.mov")
    again = open_bench()
    watched = Watched(again, watch(folder))
    assert watched.sent(1) == ["one.mov", "two.mov"]
    assert watched.status().refused == 0
    assert proxy.log.count("put") == 2


@pytest.mark.parametrize("settings", ["the same folder with another id", "the list was cleared"])
def test_what_was_sent_by_other_means_is_not_sent_again(
    bench: Workbench, proxy: FaultProxy, folder: Path, settings: str
) -> None:
    job = bench.upload(put(folder, "one.mov"))
    bench.completed(job.job_id)
    if "cleared" in settings:
        bench.remove(job.job_id)
    watched = Watched(bench, watch(folder))
    put(folder, "two.mov")
    watched.sent(1)
    assert watched.status().refused == 0
    assert proxy.log.count("put") == 2


def test_a_folder_that_is_watched_by_another_name_is_watched_already(
    bench: Workbench, folder: Path, tmp_path: Path
) -> None:
    one = watch(folder, "other")
    (tmp_path / "link").symlink_to(folder)
    watched = Watched(bench, watch(tmp_path / "link"))
    with pytest.raises(UploaderError, match="watched already"):
        bench.do(watched.watching.also(one))


def test_what_was_sent_is_not_sent_again_by_a_link_to_its_folder(
    bench: Workbench, proxy: FaultProxy, folder: Path, tmp_path: Path
) -> None:
    bench.completed(bench.upload(put(folder, "one.mov")).job_id)
    (tmp_path / "link").symlink_to(folder)
    watched = Watched(bench, watch(tmp_path / "link"))
    put(folder, "two.mov")
    watched.sent(1)
    assert watched.status().refused == 0
    assert proxy.log.count("put") == 2


def test_what_was_sent_to_another_place_is_sent_to_this_one_too(bench: Workbench, folder: Path) -> None:
    bench.completed(bench.upload(put(folder, "one.mov")).job_id)
    watched = Watched(bench, watch(folder, prefix="archive"))
    assert watched.sent(1) == ["archive/one.mov", "one.mov"]


def test_a_kill_between_taking_a_file_and_knowing_it_sends_it_once(
    bench: Workbench, proxy: FaultProxy, folder: Path
) -> None:
    put(folder, "one.mov")
    watched = Watched(bench, watch(folder))
    watched.sent(1)
    bench.do(watched.watching.close())
    (row,) = watched.files.of("w")
    watched.files.keep([replace(row, state=WatchedFileState.TAKING)])
    again = Watched(bench, watch(folder))
    again.begun()
    assert [one.state for one in watched.files.of("w")] == [WatchedFileState.SENT]
    assert proxy.log.count("put") == 1


def test_a_file_is_not_taken_while_somebody_has_it_open(bench: Workbench, folder: Path) -> None:
    watched = Watched(bench, watch(folder))
    watched.begun()
    with (folder / "slow.mov").open("wb") as slow:
        slow.write(b"a" * 1000)
        slow.flush()
        watched.until(lambda one: one.settling == 1)
        put(folder, "quick.mov")
        assert watched.sent(1) == ["quick.mov"]  # and the other one has been quiet for longer
        assert not watched.was_submitted(folder / "slow.mov")
        slow.write(b"b" * 1000)
    watched.sent(2)
    (job,) = [one for one in watched.completed() if one.file_name == "slow.mov"]
    assert job.file_size == 2000


def test_a_marker_says_that_a_file_is_finished(bench: Workbench, folder: Path) -> None:
    watched = Watched(bench, watch(folder, marker="{stem}.done"))
    put(folder, "one.mov")
    put(folder, "two.mov")
    put(folder, "two.done")
    assert watched.sent(1) == ["two.mov"]
    assert watched.status().settling == 1
    put(folder, "one.done")
    assert watched.sent(2) == ["one.mov", "two.mov"]


@pytest.mark.parametrize("is_polled", [False, True])
def test_a_marker_from_before_its_file_counts_as_none(
    bench: Workbench, folder: Path, *, is_polled: bool
) -> None:
    put(folder, "one.mov.done", 0)
    one = put(folder, "one.mov")
    later_ns = (folder / "one.mov.done").stat().st_ctime_ns + 1_000_000_000
    os.utime(one, ns=(later_ns, later_ns))
    watched = Watched(bench, watch(folder, marker="{name}.done", is_polled=is_polled))
    for name in ("two.mov", "two.mov.done", "three.mov"):  # which is seen after all of those before it
        put(folder, name)
    assert watched.sent(1) == ["two.mov"]
    watched.until(lambda one: one.settling == 2)
    put(folder, "three.mov.done")
    assert watched.sent(2) == ["three.mov", "two.mov"]
    assert not watched.was_submitted(one)
    os.utime(folder / "one.mov.done", ns=(later_ns, later_ns))
    assert watched.sent(3) == ["one.mov", "three.mov", "two.mov"]


def test_a_folder_that_has_a_link_beside_it_is_heard_of_by_its_own_name(
    bench: Workbench, folder: Path
) -> None:
    (folder / "day").mkdir(parents=True)
    for name in ("a", "z"):  # the system tells of a folder by the name that it was shown last
        (folder / name).symlink_to("day")
    watched = Watched(bench, watch(folder))
    watched.begun()
    put(folder, "day/one.mov")
    assert watched.sent(1) == ["day/one.mov"]


def test_a_file_that_is_renamed_when_it_is_whole_is_taken_then(bench: Workbench, folder: Path) -> None:
    watched = Watched(bench, watch(folder))
    part = put(folder, "one.mov.part")
    put(folder, "two.mov.crdownload")
    put(folder, "three.mov")
    assert watched.sent(1) == ["three.mov"]
    part.rename(folder / "one.mov")
    assert watched.sent(2) == ["one.mov", "three.mov"]


def test_patterns_choose_the_files(bench: Workbench, folder: Path) -> None:
    names = [
        "a.MOV",
        "a.wav",
        "Proxy/b.mov",
        "day/c.mov",
        "day/no.mov",
        ".hidden/d.mov",
        "day/.e.mov",
        "Thumbs.db",
    ]
    for name in names:
        put(folder, name)
    watched = Watched(bench, watch(folder, include=("*.mov", "*.db"), exclude=("proxy", "day/n*")))
    assert watched.sent(2) == ["a.MOV", "day/c.mov"]
    assert watched.status().seen == 2


def test_subfolders_are_left_out_where_they_are_not_wanted(bench: Workbench, folder: Path) -> None:
    put(folder, "day/c.mov")
    watched = Watched(bench, watch(folder, has_subfolders=False))
    watched.begun()
    put(folder, "day/d.mov")
    put(folder, "a.mov")
    assert watched.sent(1) == ["a.mov"]
    assert watched.status().seen == 1


def test_a_new_version_under_the_same_name_is_refused_once_and_said(
    open_bench: OpenBench, folder: Path
) -> None:
    bench = open_bench()
    put(folder, "one.mov")
    watched = Watched(bench, watch(folder))
    watched.sent(1)
    put(folder, "one.mov", seed=2)
    watched.until_said("there already and was left")
    status = watched.until(lambda one: one.refused == 1)
    assert status.trouble
    bench.close()
    again = Watched(open_bench(), watch(folder))
    again.begun()
    put(folder, "two.mov")
    again.sent(1)
    assert again.status().refused == 0


def test_a_new_version_replaces_the_old_one_where_that_is_the_rule(bench: Workbench, folder: Path) -> None:
    put(folder, "one.mov")
    watched = Watched(bench, watch(folder), on_conflict=ConflictPolicy.OVERWRITE)
    watched.sent(1)
    put(folder, "one.mov", size=2000, seed=2)
    assert watched.sent(2) == ["one.mov", "one.mov"]


def test_what_was_refused_is_taken_once_the_rule_is_another(bench: Workbench, folder: Path) -> None:
    bench.completed(bench.upload(put(folder.parent, "elsewhere/one.mov")).job_id)
    put(folder, "one.mov", seed=2)
    watched = Watched(bench, watch(folder))
    watched.until(lambda one: one.refused == 1)
    watched.on_conflict = ConflictPolicy.RENAME
    watched.watching.reload()
    assert watched.sent(1) == ["one (2).mov", "one.mov"]


def test_what_was_refused_is_taken_by_the_next_start_with_another_rule(
    open_bench: OpenBench, folder: Path
) -> None:
    bench = open_bench()
    bench.completed(bench.upload(put(folder.parent, "elsewhere/one.mov")).job_id)
    put(folder, "one.mov", seed=2)
    Watched(bench, watch(folder)).until(lambda one: one.refused == 1)
    bench.close()
    watched = Watched(open_bench(), watch(folder), on_conflict=ConflictPolicy.RENAME)
    assert watched.sent(1) == ["one (2).mov", "one.mov"]


def test_a_version_that_comes_while_the_last_one_is_sent_is_sent_after_it(
    bench: Workbench, proxy: FaultProxy, folder: Path
) -> None:
    proxy.on("part", hold(), number=2)
    path = put(folder, "one.mov", 2 * PART)
    watched = Watched(bench, watch(folder), on_conflict=ConflictPolicy.OVERWRITE)
    watched.until(lambda one: one.sending == 1)
    put(folder, "one.mov", 3 * PART, seed=2)
    put(folder, "two.mov")
    watched.until(lambda one: one.sent == 1)
    proxy.clear()
    watched.until(lambda one: one.sent == 2 and not one.failed)
    (job,) = [one for one in watched.completed() if one.source_path == str(path)]
    assert job.file_size == 3 * PART


def test_a_version_that_can_not_be_taken_yet_leaves_the_one_before_as_it_was(
    bench: Workbench, proxy: FaultProxy, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> list[Job | Refusal]:
        raise UploaderError(message(MessageCode.NO_CONNECTION))

    proxy.on("part", hold(), number=2)
    put(folder, "one.mov", 2 * PART)
    watched = Watched(bench, watch(folder), on_conflict=ConflictPolicy.OVERWRITE)
    watched.until(lambda one: one.sending == 1)
    (job,) = bench.jobs.jobs()
    bench.pause(job.job_id)
    with monkeypatch.context() as disk:
        disk.setattr(bench.engine, "submit", full)
        put(folder, "one.mov", 3 * PART, seed=2)
        watched.until_said("tried again")
        bench.resume(job.job_id)
        bench.failed(job.job_id)
        watched.until(lambda one: one.failed == 1)
    proxy.clear()
    watched.sent(1)
    assert [one.file_size for one in watched.completed()] == [3 * PART]


def test_a_file_stays_until_no_other_upload_needs_it(
    bench: Workbench, proxy: FaultProxy, folder: Path
) -> None:
    proxy.on("part", hold(), key="b/one.mov")
    put(folder, "one.mov", 2 * PART)
    first = watch(folder, "a", prefix="a", afterwards=Afterwards.DELETE)
    watched = Watched(bench, watch(folder, "b", prefix="b"))
    watched.until(lambda one: one.sending == 1, "b")
    watched.folders = (*watched.folders, first)
    watched.watching.reload()
    watched.until_said("another upload of it has not ended")
    assert (folder / "one.mov").exists()
    proxy.clear()
    proxy.cut_all()
    watched.until_said("as its upload is proven")
    assert watched.sent(1, "b") == ["a/one.mov", "b/one.mov"]


@pytest.mark.parametrize("place", ["the same folder", "a subfolder", "the folder above", "a link to it"])
@pytest.mark.parametrize("afterwards", [Afterwards.MOVE, Afterwards.DELETE])
def test_a_file_stays_until_each_watched_folder_that_takes_it_has_sent_it(
    bench: Workbench, folder: Path, tmp_path: Path, afterwards: Afterwards, place: str
) -> None:
    one = put(folder, "day/one.mov")
    if "link" in place:
        (tmp_path / "link").symlink_to(folder)
    places = {"a subfolder": one.parent, "the folder above": tmp_path, "a link to it": tmp_path / "link"}
    other = watch(places.get(place, folder), "b", prefix="b", marker="{name}.done", include=["*.mov"])
    moved_to = str(tmp_path / "sent") if afterwards is Afterwards.MOVE else ""
    first = watch(folder, "a", prefix="a", include=["*.mov"], afterwards=afterwards, moved_to=moved_to)
    watched = Watched(bench, first, other)
    said = watched.until_said("could be neither moved nor deleted")
    assert said == (
        f"{one} is uploaded, and could be neither moved nor deleted: the watch folder {other.folder} has yet to send "
        "it. It is tried again by itself."
    )
    assert one.exists()
    put(folder, "day/one.mov.done", 0)
    watched.sent(1, "b")
    watched.until_said(": moved to" if afterwards is Afterwards.MOVE else "as its upload is proven")
    assert not one.exists()
    assert {job.destination.object_key.split("/")[0] for job in watched.completed()} == {"a", "b"}


@pytest.mark.parametrize(
    "how", ["it leaves the name out", "it is off", "it has no subfolders", "it moves files to there"]
)
def test_a_file_does_not_stay_for_a_watched_folder_that_does_not_take_it(
    bench: Workbench, folder: Path, tmp_path: Path, how: str
) -> None:
    one = put(folder, "day/one.mov")
    other = watch(tmp_path, "b", prefix="b", marker="{name}.done")
    others = {
        "it leaves the name out": replace(other, exclude=("*.mov",)),
        "it is off": replace(other, is_on=False),
        "it has no subfolders": replace(other, has_subfolders=False),
        "it moves files to there": replace(other, afterwards=Afterwards.MOVE, moved_to=str(folder)),
    }
    watched = Watched(bench, watch(folder, "a", prefix="a", afterwards=Afterwards.DELETE), others[how])
    watched.until_said("as its upload is proven")
    assert not one.exists()


@pytest.mark.parametrize("how", ["it is refused", "it is removed from the list"])
def test_a_file_does_not_stay_for_an_upload_that_there_will_not_be(
    bench: Workbench, proxy: FaultProxy, folder: Path, how: str
) -> None:
    one = put(folder, "one.mov", 2 * PART)
    other = watch(folder, "b", prefix="b")
    if "refused" in how:
        bench.completed(bench.upload(put(folder.parent, "one.mov", seed=2), prefix="b/").job_id)
    else:
        proxy.on("part", hold(), key="b/one.mov")
    watched = Watched(bench, other)
    if "removed" in how:
        watched.until(lambda status: status.sending == 1, "b")
        (job,) = bench.jobs.jobs()
        bench.remove(job.job_id)
        watched.until(lambda status: not status.sending, "b")
    else:
        watched.until(lambda status: status.refused == 1, "b")
    watched.folders = (other, watch(folder, "a", prefix="a", afterwards=Afterwards.DELETE))
    watched.watching.reload()
    watched.until_said("as its upload is proven")
    assert not one.exists()


def test_a_file_that_is_being_copied_to_another_disk_is_not_copied_twice_when_settings_change(
    bench: Workbench, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied, begun, may_go_on, link, copy = [], Event(), Event(), os.link, shutil.copy2

    def refuse(source: Path, target: Path) -> None:
        if source.parent != target.parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        link(source, target)

    def slowly(source: Path, target: Path) -> None:
        copied.append(source)
        begun.set()
        assert may_go_on.wait(30)
        copy(source, target)

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(shutil, "copy2", slowly)
    content = sha256_of(put(folder, "one.mov"))
    moves = watch(folder, afterwards=Afterwards.MOVE, moved_to=str(tmp_path / "sent"))
    watched = Watched(bench, moves)
    assert begun.wait(30)
    watched.folders = (replace(moves, exclude=("x",)),)
    watched.watching.reload()
    watched.until(lambda one: bool(one.watch.exclude) and one.seen == 1)
    may_go_on.set()
    watched.until(lambda one: bool(one.watch.exclude) and one.seen == 0)
    assert copied == [folder / "one.mov"]
    assert [one.name for one in (tmp_path / "sent").iterdir()] == ["one.mov"]
    assert sha256_of(tmp_path / "sent/one.mov") == content


def test_a_path_that_may_not_be_looked_at_ends_no_watching(
    bench: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, asked = os.stat, Event()

    def forbid(path: str | Path, *how: object, **more: Any) -> os.stat_result:
        if str(path).endswith("secret.mov"):
            asked.set()
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return look(path, *how, **more)

    watched = Watched(bench, watch(folder))
    watched.begun()
    monkeypatch.setattr(os, "stat", forbid)
    put(folder, "secret.mov")
    assert asked.wait(30)
    put(folder, "one.mov")
    assert watched.sent(1) == ["one.mov"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_ours_is_said_and_nobody_believes_that_the_folder_is_watched(
    bench: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FoundFile, "path", property(lambda _: 1 / 0))
    put(folder, "one.mov")
    status = Watched(bench, watch(folder)).until(lambda one: one.state is WatchState.WAITING)
    assert [one.code for one in status.trouble] == [MessageCode.INTERNAL]


def test_files_of_a_folder_that_is_watched_no_more_stay_where_they_are(
    bench: Workbench, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    old = put(folder, "one.mov")
    moves = watch(folder, afterwards=Afterwards.MOVE, moved_to=str(tmp_path / "file/sent"))
    watched = Watched(bench, moves)
    watched.until_said("tried again")
    other = tmp_path / "other"
    put(other, "two.mov")
    watched.folders = (replace(moves, folder=str(other), moved_to=str(tmp_path / "sent")),)
    watched.watching.reload()
    watched.until_said("two.mov: moved to")
    assert old.exists()


def test_proven_files_are_moved_and_never_over_another(
    bench: Workbench, folder: Path, tmp_path: Path
) -> None:
    put(tmp_path / "sent", "day/one.mov", seed=3)
    put(folder, "day/one.mov")
    watched = Watched(bench, watch(folder, afterwards=Afterwards.MOVE, moved_to=str(tmp_path / "sent")))
    watched.sent(1)
    watched.until_said("moved to")
    assert not (folder / "day/one.mov").exists()
    assert sorted(one.name for one in (tmp_path / "sent/day").iterdir()) == ["one (2).mov", "one.mov"]
    (job,) = watched.completed()
    assert job.source_path == str(tmp_path / "sent/day/one (2).mov")
    assert watched.files.of("w") == []
    bench.wait_until(job.job_id, lambda one: one.job.source_path == job.source_path)
    told = [one for one in bench.events if one.status.job.job_id == job.job_id]
    assert not told[0].is_of_the_past
    assert told[-1].is_of_the_past
    assert log_words(bench, job)[-1] == f"{folder / 'day/one.mov'}: moved to {job.source_path}."


def test_why_a_file_is_not_moved_yet_is_said_and_it_is_moved_later(
    bench: Workbench, folder: Path, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    sent.write_text("a file that has the folder's name")
    put(folder, "one.mov")
    watched = Watched(bench, watch(folder, afterwards=Afterwards.MOVE, moved_to=str(sent)))
    assert watched.until_said("neither moved").endswith(": File exists. It is tried again by itself.")
    sent.unlink()
    watched.until_said("one.mov: moved to")
    assert (sent / "one.mov").exists()


def test_a_folder_for_sent_files_inside_the_watched_one_is_not_watched(
    bench: Workbench, folder: Path
) -> None:
    put(folder, "one.mov")
    watched = Watched(bench, watch(folder, afterwards=Afterwards.MOVE, moved_to=str(folder / "sent")))
    watched.until_said("moved to")
    put(folder, "two.mov")
    assert watched.sent(2) == ["one.mov", "two.mov"]


def test_proven_files_are_deleted_with_their_markers(bench: Workbench, folder: Path) -> None:
    put(folder, "one.mov", 2 * PART)
    put(folder, "one.mov.done", 0)
    watched = Watched(bench, watch(folder, afterwards=Afterwards.DELETE, marker="{name}.done"))
    watched.until_said("as its upload is proven")
    assert list(folder.iterdir()) == []
    (job,) = watched.completed()
    assert log_words(bench, job)[-2:] == [
        "Uploaded, checksum matches",
        f"{folder / 'one.mov'}: deleted, as its upload is proven.",
    ]


def test_what_the_store_does_not_prove_stays(bench: Workbench, proxy: FaultProxy, folder: Path) -> None:
    proxy.on(None, Fault(rewrite=vague))
    put(folder, "one.mov")
    watched = Watched(bench, watch(folder, afterwards=Afterwards.DELETE))
    watched.until_said("not verified")
    assert watched.sent(1) == ["one.mov"]
    assert watched.status().unproven == 1
    assert (folder / "one.mov").exists()


def test_a_folder_that_goes_away_is_waited_for(bench: Workbench, folder: Path, proxy: FaultProxy) -> None:
    put(folder, "one.mov")
    watched = Watched(bench, watch(folder))
    watched.sent(1)
    away = folder.rename(folder.with_name("away"))
    watched.until(lambda one: one.state is WatchState.WAITING)
    put(away, "two.mov")
    away.rename(folder)
    assert watched.sent(2) == ["one.mov", "two.mov"]
    assert proxy.log.count("put") == 2


def test_what_failed_while_its_drive_was_away_goes_on_when_that_is_back(
    open_bench: OpenBench, proxy: FaultProxy, folder: Path
) -> None:
    proxy.on("part", hold(), number=2)
    put(folder, "one.mov", 2 * PART)
    bench = open_bench()
    Watched(bench, watch(folder)).until(lambda one: one.sending == 1)
    bench.close()
    proxy.clear()
    away = folder.rename(folder.with_name("away"))
    again = open_bench()
    watched = Watched(again, replace(watch(folder.with_name("other")), folder=str(folder)))
    watched.until(lambda one: one.state is WatchState.WAITING)
    (job,) = again.jobs.jobs()
    again.resume(job.job_id)
    assert again.failed(job.job_id).error_code == ErrorCode.SOURCE_MISSING
    away.rename(folder)
    assert watched.sent(1) == ["one.mov"]


def test_a_folder_that_is_not_there_yet_is_waited_for(bench: Workbench, folder: Path) -> None:
    settings = watch(folder)
    folder.rmdir()
    watched = Watched(bench, settings)
    watched.until(lambda one: one.state is WatchState.WAITING)
    watched.until_said("not there")
    put(folder, "one.mov")
    assert watched.sent(1) == ["one.mov"]


def test_a_polled_folder_is_looked_through_again_and_again(bench: Workbench, folder: Path) -> None:
    watched = Watched(bench, watch(folder, is_polled=True, marker="{name}.done"))
    assert watched.begun().means is WatchMeans.POLLING
    put(folder, "day/one.mov")
    watched.until(lambda one: one.settling == 1)
    put(folder, "day/one.mov.done")
    assert watched.sent(1) == ["day/one.mov"]


def test_settings_act_at_once(bench: Workbench, folder: Path, tmp_path: Path) -> None:
    watched = Watched(bench, watch(folder))
    watched.begun()
    watched.folders = (replace(watch(folder), is_on=False), watch(tmp_path / "more", "more"))
    watched.watching.reload()
    watched.until(lambda one: one.state is WatchState.OFF)
    put(folder, "one.mov")
    put(tmp_path / "more", "two.mov")
    assert watched.sent(1, "more") == ["two.mov"]
    watched.folders = (watch(folder),)
    watched.watching.reload()
    assert watched.sent(1) == ["one.mov", "two.mov"]
    assert [one.watch.watch_id for one in watched.watching.statuses()] == ["w"]


def test_what_the_end_of_the_program_interrupted_goes_on_by_itself(
    open_bench: OpenBench, proxy: FaultProxy, folder: Path
) -> None:
    proxy.on("part", hold(), number=2)
    put(folder, "one.mov", 2 * PART)
    bench = open_bench()
    watched = Watched(bench, watch(folder))
    watched.until(lambda one: one.sending == 1)
    bench.wait_until(bench.jobs.jobs()[0].job_id, lambda one: one.job.uploaded_parts == 1)
    bench.close()
    proxy.clear()
    again = open_bench()
    assert again.jobs.jobs()[0].state is JobState.PAUSED
    assert Watched(again, watch(folder)).sent(1) == ["one.mov"]
    assert proxy.log.parts_sent().count(1) == 1


def test_what_the_keys_failed_is_tried_once_more_by_the_next_start(
    open_bench: OpenBench, folder: Path, proxy: FaultProxy
) -> None:
    bench = open_bench()
    put(folder, "one.mov")
    proxy.on("put", error(403, "SignatureDoesNotMatch"))
    Watched(bench, watch(folder)).until(lambda one: one.failed == 1)
    bench.close()
    proxy.clear()
    watched = Watched(open_bench(), watch(folder))
    assert watched.sent(1) == ["one.mov"]


def test_files_wait_for_a_connection(bench: Workbench, folder: Path) -> None:
    put(folder, "one.mov")
    watched = Watched(bench, watch(folder), has_connection=False)
    watched.until_said("tried again")
    watched.has_connection = True
    assert watched.sent(1) == ["one.mov"]
    assert watched.status().trouble == ()


def test_a_growing_file_is_sent_while_it_is_written_and_deleted_at_its_end(
    bench: Workbench, bucket: Probe, folder: Path
) -> None:
    settings = watch(
        folder, settled_s=3600.0, is_growing=True, marker="{name}.done", afterwards=Afterwards.DELETE
    )
    watched = Watched(bench, settings)
    watched.begun()
    recorder = Recorder(folder / "live.recording")
    recorder.write(2 * PART)
    watched.until(lambda one: one.sending == 1)
    (job,) = bench.jobs.jobs()
    bench.wait_until(job.job_id, lambda one: one.job.uploaded_parts >= 1)
    recorder.rename("live.mov")
    recorder.write(PART)
    recorder.rewrite(0, 1000)
    content = sha256_of(recorder.path)
    recorder.finish()
    watched.until_said("as its upload is proven")
    assert watched.sent(1) == ["live.recording"]
    assert bucket.sha256("live.recording") == content
    assert watched.status().refused == 0
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells where an open file is")
def test_a_growing_file_that_is_moved_to_another_folder_is_sent_to_its_end_and_only_once(
    bench: Workbench, bucket: Probe, folder: Path
) -> None:
    watched = Watched(bench, watch(folder, settled_s=3600.0, is_growing=True, marker="{name}.done"))
    watched.begun()
    (folder / "done").mkdir()
    recorder = Recorder(folder / "live.mov")
    recorder.write(2 * PART)
    watched.until(lambda one: one.sending == 1)
    (job,) = bench.jobs.jobs()
    bench.wait_until(job.job_id, lambda one: one.job.uploaded_parts >= 1)
    recorder.path = recorder.path.rename(folder / "done/live.mov")
    recorder.write(PART)
    recorder.finish()
    watched.until(lambda one: one.sent == 1)
    put(folder, "later.mov").with_name("later.mov.done").touch()
    assert watched.sent(2) == ["later.mov", "live.mov"]
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)
    assert watched.status().failed == 0


def test_a_growing_file_that_its_job_does_not_find_in_another_folder_is_sent_anew_from_there(
    bench: Workbench, bucket: Probe, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HeldFile, "path_now", lambda _self: None)
    watched = Watched(bench, watch(folder, settled_s=3600.0, is_growing=True, marker="{name}.done"))
    watched.begun()
    (folder / "done").mkdir()
    recorder = Recorder(folder / "live.mov")
    recorder.write(2 * PART)
    watched.until(lambda one: one.sending == 1)
    (job,) = bench.jobs.jobs()
    bench.wait_until(job.job_id, lambda one: one.job.uploaded_parts >= 1)
    recorder.path = recorder.path.rename(folder / "done/live.mov")
    bench.failed(job.job_id)
    recorder.finish()
    watched.until(lambda one: one.sent == 1)
    assert bucket.sha256("done/live.mov") == sha256_of(recorder.path)
    assert watched.status().failed == 1


def test_a_growing_file_that_was_written_to_too_late_is_sent_whole_by_itself(
    bench: Workbench, proxy: FaultProxy, bucket: Probe, folder: Path
) -> None:
    watched = Watched(bench, watch(folder, settled_s=3600.0, is_growing=True, marker="{name}.done"))
    watched.begun()
    recorder = Recorder(folder / "live.mov")
    recorder.write(2 * PART)
    watched.until(lambda one: one.sending == 1)
    (job,) = bench.jobs.jobs()
    held = proxy.on("complete", hold())
    recorder.finish()
    proxy.log.wait_for("complete")
    recorder.marker.unlink()
    recorder.write(PART)
    held.release()
    proxy.clear()
    bench.wait_until_said(job.job_id, "written to after the upload had been finished")  # and goes on at once
    recorder.write(PART)
    recorder.finish()
    watched.sent(1)
    assert bucket.sha256("live.mov") == sha256_of(recorder.path)


def test_a_file_that_no_longer_grows_is_sent_as_any_other(bench: Workbench, folder: Path) -> None:
    old = put(folder, "old.mov")
    os.utime(old, (1_700_000_000, 1_700_000_000))
    watched = Watched(bench, watch(folder, is_growing=True))
    watched.sent(1)
    (job,) = watched.completed()
    assert job.growth is None


def test_a_file_of_a_name_that_is_no_text_is_refused_once(bench: Workbench, folder: Path) -> None:
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.mov")).write_bytes(b"x")
    watched = Watched(bench, watch(folder))
    watched.until(lambda one: one.refused == 1)
    put(folder, "one.mov")
    assert watched.sent(1) == ["one.mov"]
    assert watched.status().refused == 1
