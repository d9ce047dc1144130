from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from gui import samples
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import JobState, VerifiedBy
from uploader_gui.domain.messages import MessageCode, english, message, messages_of
from uploader_gui.gui.words import wording


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9_940, "9.9 kB"),
        (9_960, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (118_000_000_000, "118 GB"),
        (5_000_000_000_000, "5.0 TB"),
    ],
)
def test_sizes_are_short_and_decimal(count: int, words: str) -> None:
    assert wording.size_words(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (3599, "1 h 0 min"),
        (7800, "2 h 10 min"),
        (86_400 * 3 + 4 * 3600, "3 d 4 h"),
    ],
)
def test_durations_have_two_units_at_most(qapp: QApplication, seconds: float, words: str) -> None:
    assert wording.duration_words(seconds) == words


def test_what_is_not_known_is_left_empty() -> None:
    assert wording.speed_words(None) == ""
    assert wording.duration_words(None) == ""


def test_today_needs_no_date(qapp: QApplication) -> None:
    now = datetime.now().astimezone().replace(hour=9, minute=5)
    assert wording.moment_words(now) == "09:05"
    assert wording.moment_words(now - timedelta(days=800)).endswith(str((now - timedelta(days=800)).year))


def test_a_job_that_nothing_proved_never_claims_to_match(qapp: QApplication) -> None:
    unproven = samples.completed(1, verified_by=VerifiedBy.NONE, said="Uploaded, not verified: no checksum")
    assert wording.is_unverified(unproven.job)
    assert wording.sentence(unproven) == "Uploaded, not verified: no checksum"
    assert wording.sentence(samples.completed(1)) == "Uploaded, checksum matches"


def test_a_failed_row_says_what_happened_what_to_do_and_that_parts_are_kept(qapp: QApplication) -> None:
    said = wording.sentence(samples.failed(1, done=0.5))
    assert said == "Wrong secret key. Edit the connection, then Resume. (The parts are kept.)"
    assert "kept" not in wording.sentence(samples.failed(1, done=0.0))


def test_a_failed_row_names_the_file_without_its_folder(qapp: QApplication) -> None:
    gone = "/footage/a.mov is not there. Put it back or connect its drive, then try again."
    typed = (message(MessageCode.SOURCE_MISSING, path="/footage/a.mov"),)
    for said in (typed, messages_of(gone)):
        failed = samples.failed(1, said, code=ErrorCode.SOURCE_MISSING, name="a.mov", done=0.0)
        assert wording.sentence(failed) == gone.replace("/footage/", "")
    arrived = replace(failed, job=replace(failed.job, source_path=""))
    assert wording.sentence(arrived) == gone


def test_kept_parts_are_told_of_once(qapp: QApplication) -> None:
    said = (message(MessageCode.SOURCE_CONTENT_CHANGED, path="/footage/clip_00001.mp4"),)
    words = wording.sentence(samples.failed(1, said, code=ErrorCode.SOURCE_CHANGED, done=0.5))
    assert words == english((message(MessageCode.SOURCE_CONTENT_CHANGED, path="clip_00001.mp4"),))
    assert words.count("kept") == 1


def test_only_a_job_that_sends_shows_a_percentage(qapp: QApplication) -> None:
    assert wording.is_sending(samples.uploading(1))
    assert not wording.is_sending(samples.busy(1, Activity.WAITING_TO_RETRY, "retry 3 in 8 s"))
    assert not wording.is_sending(samples.paused(1))


def test_percentage_is_rounded_down() -> None:
    job = replace(samples.a_job(1, JobState.UPLOADING), file_size=1000, bytes_done=999)
    assert wording.percent_words(job) == "99.9 %"
    assert wording.percent_words(replace(job, file_size=10**13, bytes_done=10**13 - 1)) == "99.9 %"


def test_parts_mark_thousands() -> None:
    job = replace(samples.a_job(1), uploaded_parts=5214, total_parts=10_000)
    assert wording.parts_words(job) == "5,214/10,000"
