"""What keeps jobs from going on: each listener hears all of it, as it is at that moment."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.job import Destination, Fingerprint, Job, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import Plan
from uploader_gui.storage.jobs.job_rows import new_job
from uploader_gui.transfer.hindrances import SAID_OF_HELD, HindranceReport, Hindrances
from uploader_gui.transfer.part_queue.workers import Workers
from uploader_gui.transfer.state_disk import StateDisk
from uploader_gui.transfer.waiting_jobs import HeldJobs, Hold

ENDPOINT = "http://127.0.0.1:9000"


def job_of(profile: str) -> Job:
    to = Destination(profile, ENDPOINT, "us-east-1", "media", "a.mp4")
    new = NewJob("/videos/a.mp4", "a.mp4", "video/mp4", Fingerprint(100, 1, 1, 1, 1), Plan(100, 40), to)
    return replace(new_job(new, profile, datetime(2026, 11, 27, tzinfo=UTC)), position=1)


def usable_disk() -> StateDisk:
    return StateDisk(Workers("call"), lambda: None, lambda: None)


def test_each_listener_hears_which_connections_wait_for_their_keys() -> None:
    held = HeldJobs()
    report = HindranceReport(usable_disk(), held)
    first: list[Hindrances] = []
    second: list[Hindrances] = []
    report.subscribe(first.append)
    held.put([job_of("home"), job_of("work")], Hold.KEYLESS)
    held.put([job_of("lab")], Hold.UNANSWERED)
    report.tell()
    report.subscribe(second.append)
    held.discard("work")
    report.tell()
    assert first == [
        Hindrances(None, frozenset({("home", ENDPOINT), ("work", ENDPOINT)})),
        Hindrances(None, frozenset({("home", ENDPOINT)})),
    ]
    assert second == first[1:]


def test_the_trouble_of_the_disk_is_told_as_it_is() -> None:
    disk = usable_disk()
    heard: list[Hindrances] = []
    report = HindranceReport(disk, HeldJobs())
    report.subscribe(heard.append)
    disk.trouble = UploaderError(
        message(MessageCode.STATE_FULL, folder="/home/me"), code=ErrorCode.STATE_FULL
    )
    report.tell()
    assert [one.disk for one in heard] == [disk.trouble]


@pytest.mark.parametrize("hold", set(Hold) - {Hold.LATER})
def test_for_each_hold_but_a_time_there_is_something_to_say(hold: Hold) -> None:
    assert SAID_OF_HELD[hold].code in {MessageCode.WAITING_FOR_ANSWER, MessageCode.WAITING_FOR_SECRET}
