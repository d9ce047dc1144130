import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import Job, JobState, NewJob, PauseReason, Recording
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import (
    MOST_KEPT,
    NOTHING_LEFT_OUT,
    LeftOut,
    LeftOutFile,
    NamedFiles,
    Package,
)
from uploader_gui.domain.packages.package_summary import JobsInState, PackageSummary, summary_of
from uploader_gui.domain.queue_order import Move
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase

NewJobMaker = Callable[..., NewJob]
RecordingMaker = Callable[[NewJob], Recording]


@pytest.fixture
def add(job_database: JobDatabase, new_job: NewJobMaker) -> Callable[..., list[Job]]:
    """Adds files of these names to a package."""

    def added(package: Package, *names: str, joins_open: bool = False) -> list[Job]:
        new = [replace(new_job(name), package_id=package.package_id) for name in names]
        return job_database.add(new, packages=[package], joins_open=joins_open)

    return added


def end(database: Database, package: Package) -> None:
    """Let it have ended."""
    ended = "UPDATE upload_packages SET ended_at = '2026-11-29 10:00:00.000000' WHERE package_id = ?"
    database.write(lambda sqlite: sqlite.execute(ended, (package.package_id,)))


def is_open(jobs: JobDatabase, package: Package) -> bool:
    return package.package_id in {one.package_id for one in jobs.open_packages()}


def test_files_are_stored_with_their_package(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    card = Package("A007", "/cards/A007")
    hashes = ((HashKind.XXH64, "0ea03b369a463d9d"), (HashKind.MD5, ""))
    new = replace(new_job(), package_id=card.package_id, expected_hashes=hashes)
    (job,) = job_database.add([new], packages=[card])
    assert job_database.get(job.job_id) == job
    assert job.expected_hashes == hashes
    assert job_database.packages([job.package_id, "gone"]) == {card.package_id: card}


def test_a_package_keeps_what_its_lists_lack_and_the_folder_too_whatever_the_names(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    missing = NamedFiles.of([os.fsdecode(b"/cards/\xff/a.mov"), "/cards/\u4f1a\U0001f3ac.mov"])
    unlisted = NamedFiles.of([f"/cards/{number}" for number in range(MOST_KEPT + 5)])
    card = Package("A007", missing=missing, unlisted=unlisted)
    job_database.add([replace(new_job(), package_id=card.package_id)], packages=[card])
    assert job_database.packages([card.package_id]) == {card.package_id: card}
    assert (missing.unnamed, unlisted.unnamed, unlisted.count) == (0, 5, MOST_KEPT + 5)


def test_a_package_keeps_what_was_left_out_of_it_as_it_was_said_last(
    job_database: JobDatabase, add: Callable[..., list[Job]], database: Database
) -> None:
    said = (message(MessageCode.KEY_ON_ITS_WAY, path="/cards/b", key="b"),)
    two = LeftOut.of(
        [LeftOutFile(f"/cards/{name}", ErrorCode.OBJECT_EXISTS, said) for name in ("b", "\u4f1a")]
    )
    many = [LeftOutFile(f"/cards/{number}", ErrorCode.FILE_TOO_LARGE) for number in range(MOST_KEPT + 5)]
    card = Package("A007", left_out=two)
    assert job_database.leave_out(card) is None, "it is not there"
    add(card, "a")
    assert job_database.packages([card.package_id]) == {card.package_id: card}
    assert job_database.leave_out(card) is None
    changed = replace(card, left_out=LeftOut.of(many))
    add(replace(card, left_out=NOTHING_LEFT_OUT), "c")
    assert job_database.packages([card.package_id]) == {card.package_id: card}, "it says nothing of that"
    assert job_database.leave_out(changed) == changed
    assert changed.left_out.unnamed == 5
    again = replace(card, left_out=two)
    job_database.add([], packages=[again], knows_left_out=True)
    assert job_database.packages([card.package_id]) == {card.package_id: again}


def test_a_package_of_which_more_or_less_is_left_out_has_not_ended(
    job_database: JobDatabase, add: Callable[..., list[Job]], database: Database
) -> None:
    one, other = (
        LeftOut.of([LeftOutFile("/cards/b", code)])
        for code in (ErrorCode.OBJECT_EXISTS, ErrorCode.DIFFERENT_OBJECT)
    )
    card = Package("A007", left_out=one)
    add(card, "a")
    end(database, card)
    job_database.leave_out(replace(card, left_out=other))
    assert not is_open(job_database, card)
    job_database.leave_out(card := replace(card, left_out=NOTHING_LEFT_OUT))
    assert is_open(job_database, card)


def test_a_package_that_is_there_keeps_its_name(job_database: JobDatabase, new_job: NewJobMaker) -> None:
    card = Package("A007")
    job_database.add([replace(new_job(), package_id=card.package_id)], packages=[card])
    job_database.add([], packages=[replace(card, name="another")])
    assert job_database.packages([card.package_id])[card.package_id].name == "A007"


def test_the_time_that_a_job_runs_is_summed_over_its_runs(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    (job,) = job_database.add([new_job()])
    (running,) = job_database.start([job])
    assert running.running_since is not None
    assert running.active_until(running.running_since + timedelta(seconds=5)) == pytest.approx(5)
    (paused,) = job_database.pause([job.job_id], PauseReason.BY_USER)
    assert paused.running_since is None
    assert 0 < paused.active_s < 5
    assert paused.active_until(datetime.now(UTC) + timedelta(hours=1)) == paused.active_s
    again = job_database.update(job.job_id, state=JobState.SUBMITTED)
    (second,) = job_database.start([again])
    assert second.active_s == paused.active_s
    (interrupted,) = job_database.pause_interrupted()
    assert interrupted.active_s == pytest.approx(paused.active_s, abs=0.001)
    assert interrupted.running_since is None


def test_another_file_or_a_resumed_one_opens_an_ended_package_again(
    database: Database, job_database: JobDatabase, add: Callable[..., list[Job]]
) -> None:
    card = Package("A007")
    (job,) = add(card, "a.mov")
    assert is_open(job_database, card)
    job_database.update(job.job_id, state=JobState.FAILED)
    end(database, card)
    assert not is_open(job_database, card)
    job_database.update(job.job_id, state=JobState.SUBMITTED)
    assert is_open(job_database, card)
    end(database, card)
    add(card, "b.mov")
    assert is_open(job_database, card)


def test_files_join_the_package_of_their_name_that_has_not_ended(
    database: Database, job_database: JobDatabase, add: Callable[..., list[Job]]
) -> None:
    first, second, third = Package("A007"), Package("A007"), Package("A007")
    add(first, "a.mov")
    (job,) = add(second, "b.mov", joins_open=True)
    assert job.package_id == job_database.get(job.job_id).package_id == first.package_id
    end(database, first)
    (job,) = add(third, "c.mov", joins_open=True)
    assert job.package_id == third.package_id
    assert set(job_database.packages([one.package_id for one in (first, second, third)])) == {
        first.package_id,
        third.package_id,
    }


def test_a_package_without_joining_is_another_one_of_the_same_name(
    job_database: JobDatabase, add: Callable[..., list[Job]]
) -> None:
    first, second = Package("A007"), Package("A007")
    add(first, "a.mov")
    (job,) = add(second, "b.mov")
    assert job.package_id == second.package_id
    assert job_database.find_packages("A007") == [second, first]
    with pytest.raises(BadSettingsError, match=second.package_id[:8]):
        job_database.find_package("A007")


def test_a_package_is_found_by_its_name_or_the_beginning_of_its_id(
    job_database: JobDatabase, add: Callable[..., list[Job]]
) -> None:
    card = Package("Früh 7")
    add(card, "a.mov")
    for word in ("Früh 7", card.package_id, card.package_id[:8].upper()):
        assert job_database.find_package(word) == card
    for word in ("früh", card.package_id[:7], "", "\ud800"):
        with pytest.raises(BadSettingsError):
            job_database.find_package(word)


def test_a_package_gets_another_name(job_database: JobDatabase, add: Callable[..., list[Job]]) -> None:
    card = Package("A007", os.fsdecode(b"/cards/\xff"))
    add(card, "a.mov")
    assert job_database.rename_package(card.package_id, "B") == replace(card, name="B")
    assert job_database.find_package("B") == replace(card, name="B")
    with pytest.raises(BadSettingsError):
        job_database.rename_package("gone", "B")


def test_the_jobs_of_packages_are_found_by_state_and_in_the_order_of_the_queue(
    job_database: JobDatabase, add: Callable[..., list[Job]]
) -> None:
    first, second = Package("one"), Package("two")
    a, b = add(first, "a.mov", "b.mov")
    (c,) = add(second, "c.mov")
    job_database.pause([b.job_id], PauseReason.BY_USER)
    job_database.move([c.job_id], Move.TOP)
    assert job_database.job_ids_in([first.package_id]) == [a.job_id, b.job_id]
    assert job_database.job_ids_in([first.package_id, second.package_id]) == [c.job_id, a.job_id, b.job_id]
    found = job_database.jobs(package_ids=[first.package_id])
    assert [job.job_id for job in found] == [b.job_id, a.job_id]
    paused = job_database.jobs(package_ids=[first.package_id], state=JobState.PAUSED, limit=5)
    assert [job.job_id for job in paused] == [b.job_id]


def test_a_package_is_summed_up_by_the_database_as_by_its_jobs(
    job_database: JobDatabase,
    new_job: NewJobMaker,
    recording: RecordingMaker,
    add: Callable[..., list[Job]],
) -> None:
    card, empty = Package("A007"), Package("nothing")
    jobs = add(card, "day/a.mov", "day/b.mov", "day/night/c.mov")
    job_database.complete(
        [(jobs[0], recording(new_job("day/a.mov")), (message(MessageCode.UPLOADED_CHECKSUM),))]
    )
    job_database.update(jobs[1].job_id, state=JobState.FAILED)
    job_database.commit_parts(jobs[2].job_id, [replace(job_database.parts(jobs[2].job_id)[0], md5="0")])
    now = [job_database.get(job.job_id) for job in jobs]
    alone = [JobsInState(job.state, 1, job.file_size, job.bytes_done, job.destination) for job in now]
    job_database.add([], packages=[empty])
    found = job_database.package_summaries([card.package_id, empty.package_id, "gone"])
    assert found == {
        card.package_id: summary_of(card, alone),
        empty.package_id: PackageSummary(empty),
    }
    assert found[card.package_id].destination == replace(now[0].destination, object_key="in/day/")
    assert job_database.packages_with_jobs() == [card]
