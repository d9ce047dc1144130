from dataclasses import replace

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import Destination, JobState
from uploader_gui.domain.packages.package import LeftOut, LeftOutFile, NamedFiles, Package
from uploader_gui.domain.packages.package_summary import (
    JobsInState,
    PackageSummary,
    common_destination,
    summary_of,
)

CARD = Package("A007")
PLACE = Destination("home", "http://127.0.0.1:9000", "us-east-1", "films", "in/A007/a.mov")
PIPE = LeftOutFile("/cards/A007/pipe", ErrorCode.SOURCE_NOT_A_FILE)


def some(state: JobState, count: int, total: int = 0, done: int = 0) -> JobsInState:
    return JobsInState(state, count, total, done, PLACE)


def test_a_package_says_how_many_are_in_which_state_the_most_urgent_first() -> None:
    summary = summary_of(CARD, [some(JobState.COMPLETED, 297, 900, 900), some(JobState.FAILED, 3, 100, 49)])
    assert summary.words == "3 failed, 297 done"
    lacking = replace(summary, package=replace(CARD, missing=NamedFiles.of(["gone.mov"])))
    assert lacking.words == "3 failed, 297 done, 1 listed but not there"
    without = replace(summary, package=replace(CARD, left_out=LeftOut.of([PIPE])))
    assert without.words == "3 failed, 297 done, 1 left out"
    assert summary.files == 300
    assert (summary.bytes_total, summary.bytes_done, summary.progress) == (1000, 949, 94.9)


def test_a_package_uploads_as_long_as_one_of_its_files_does_and_is_done_when_all_are() -> None:
    states = list(JobState)
    expected = [
        JobState.UPLOADING,
        JobState.SUBMITTED,
        JobState.PAUSED,
        JobState.FAILED,
        JobState.COMPLETED,
    ]
    for state in expected:
        assert summary_of(CARD, [some(one, 1) for one in states]).state is state
        states.remove(state)


def test_a_package_that_lacks_something_is_not_completed_though_all_its_files_are() -> None:
    for package in (
        replace(CARD, missing=NamedFiles.of(["gone.mov"])),
        replace(CARD, left_out=LeftOut.of([PIPE])),
    ):
        assert summary_of(package, [some(JobState.COMPLETED, 4)]).state is JobState.FAILED
        both = [some(JobState.COMPLETED, 4), some(JobState.PAUSED, 1)]
        assert summary_of(package, both).state is JobState.PAUSED


def test_a_package_waits_as_long_as_another_one_sends_files_of_it() -> None:
    other = LeftOutFile("/cards/A007/b.mov", ErrorCode.DESTINATION_BUSY, job_id="1")
    done = [some(JobState.COMPLETED, 4)]
    waiting = summary_of(replace(CARD, left_out=LeftOut.of([other])), done)
    assert (waiting.state, waiting.words) == (JobState.SUBMITTED, "4 done, 1 with another package")
    both = summary_of(replace(CARD, left_out=LeftOut.of([PIPE, other])), done)
    assert (both.state, both.words) == (
        JobState.SUBMITTED,
        "4 done, 1 with another package, 1 left out",
    )
    ended = summary_of(replace(both.package, ended_at=CARD.created_at), done)
    assert (ended.state, ended.words) == (JobState.FAILED, "4 done, 2 left out")


def test_empty_files_count_when_they_are_done() -> None:
    summary = summary_of(CARD, [some(JobState.COMPLETED, 1), some(JobState.SUBMITTED, 3)])
    assert summary.progress == 25.0


def test_a_package_without_jobs_is_done_and_leads_nowhere() -> None:
    assert summary_of(CARD, []) == PackageSummary(CARD)
    assert (PackageSummary(CARD).state, PackageSummary(CARD).progress) == (JobState.COMPLETED, 0.0)


def test_destinations_have_their_folder_in_common() -> None:
    other = replace(PLACE, object_key="in/A007/b/c.mov")
    assert common_destination(PLACE, other) == replace(PLACE, object_key="in/A007/")
    assert common_destination(PLACE, replace(PLACE, object_key="in/A008/a.mov")).object_key == "in/"
    elsewhere = replace(PLACE, bucket="shows", profile="away")
    assert common_destination(PLACE, elsewhere) == replace(PLACE, bucket="", profile="")
