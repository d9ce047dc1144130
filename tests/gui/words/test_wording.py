from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from gui import samples
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import JobState, PauseReason, VerifiedBy
from uploader_gui.domain.messages import MessageCode, english, message, messages_of
from uploader_gui.gui.job_kind import Look, look_of
from uploader_gui.gui.look.fonts import ElidedText
from uploader_gui.gui.words import wording
from uploader_gui.gui.words.sizes import size_words


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
    assert size_words(count) == words


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


def wall_time() -> datetime:
    """What a clock on the wall shows: an hour set in it is that hour also where the clock was put back since midnight."""
    return datetime.now().astimezone().replace(tzinfo=None)


def test_today_needs_no_date(qapp: QApplication) -> None:
    now = wall_time().replace(hour=9, minute=5)
    assert wording.moment_words(now.astimezone()) == "09:05"
    then = now - timedelta(days=800)
    assert wording.moment_words(then.astimezone()).endswith(str(then.year))


def test_the_last_days_are_said_as_one_says_them(qapp: QApplication) -> None:
    now = datetime.now().astimezone()
    assert wording.past_words(now - timedelta(minutes=3, seconds=5)) == "3 min ago"
    yesterday = (wall_time() - timedelta(days=1)).replace(hour=0, minute=5)
    assert wording.past_words(yesterday.astimezone()) == "yesterday 00:05"
    assert wording.past_words(now - timedelta(days=5)) == wording.moment_words(now - timedelta(days=5))


def test_a_job_that_nothing_proved_never_claims_to_match(qapp: QApplication) -> None:
    unproven = samples.completed(
        1, verified_by=VerifiedBy.NONE, said=messages_of("Uploaded, not verified: no checksum")
    )
    assert look_of(unproven) is Look.UNVERIFIED
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


@pytest.mark.case("W16")
def test_a_failed_row_shortens_a_long_name_so_that_it_says_what_happened(qapp: QApplication) -> None:
    name = "2026-11-24 Interview with the second assistant, camera B, take 14 (final).mov"
    said = (message(MessageCode.SOURCE_MISSING, path=f"/footage/{name}"),)
    failed = samples.failed(1, said, code=ErrorCode.SOURCE_MISSING, name=name, done=0.0)
    assert wording.sentence(failed).startswith("2026-11-24 I…ke 14 (final).mov is not there. Put it back")
    as_long_as_may_be = f"{'a' * 26}.mov"
    said = (message(MessageCode.SOURCE_MISSING, path=f"/footage/{as_long_as_may_be}"),)
    failed = samples.failed(1, said, code=ErrorCode.SOURCE_MISSING, name=as_long_as_may_be, done=0.0)
    assert wording.sentence(failed).startswith(f"{as_long_as_may_be} is not there.")


def test_kept_parts_are_told_of_once(qapp: QApplication) -> None:
    said = (message(MessageCode.SOURCE_CONTENT_CHANGED, path="/footage/clip_00001.mp4"),)
    words = wording.sentence(samples.failed(1, said, code=ErrorCode.SOURCE_CHANGED, done=0.5))
    assert words == english((message(MessageCode.SOURCE_CONTENT_CHANGED, path="clip_00001.mp4"),))
    assert words.count("kept") == 1


def test_only_a_job_that_sends_or_was_paused_by_the_user_shows_a_bar_alone(qapp: QApplication) -> None:
    assert wording.shows_bar_alone(samples.uploading(1))
    assert wording.shows_bar_alone(samples.paused(1))
    assert not wording.shows_bar_alone(samples.paused(1, PauseReason.PROGRAM_CLOSED))
    retry = samples.busy(1, Activity.WAITING_TO_RETRY, messages_of("retry 3 in 8 s"))
    assert not wording.shows_bar_alone(retry)


def test_percentage_is_rounded_down() -> None:
    job = replace(samples.a_job(1, JobState.UPLOADING), file_size=1000, bytes_done=999)
    assert wording.percent_words(JobStatus(job, ())) == "99.9 %"
    long = replace(job, file_size=10**13, bytes_done=10**13 - 1)
    assert wording.percent_words(JobStatus(long, ())) == "99.9 %"


@pytest.mark.case("L3.2")
def test_percentage_counts_what_is_on_its_way() -> None:
    job = replace(samples.a_job(1, JobState.UPLOADING), file_size=1000, bytes_done=400)
    assert wording.percent_words(JobStatus(job, (), bytes_in_flight=155)) == "55.5 %"


def test_parts_mark_thousands() -> None:
    job = replace(samples.a_job(1), uploaded_parts=5214, total_parts=10_000)
    assert wording.parts_words(job) == "5,214/10,000"


@pytest.mark.case("W16")
def test_a_failed_row_says_sizes_in_short_and_tells_two_apart(qapp: QApplication) -> None:
    for now, sizes in (
        (8_100_000_000, "8.0 GB and has 8.1 GB"),
        (8_000_123_400, "8.0000 GB and has 8.0001 GB"),
        (8_000_001_000, "8,000,000,000 B and has 8,000,001,000 B"),
        (8_000_000_001, "8,000,000,000 B and has 8,000,000,001 B"),
    ):
        said = (message(MessageCode.SOURCE_CHANGED, path="/footage/a.mov", before=8_000_000_000, now=now),)
        failed = samples.failed(1, said, code=ErrorCode.SOURCE_CHANGED, name="a.mov", done=0.0)
        assert wording.sentence(failed) == f"a.mov changed: it had {sizes}."
    said = (message(MessageCode.OBJECT_OVER_LIMIT, size=6_600_000_000_000, limit=5_497_558_138_880),)
    words = wording.sentence(samples.failed(1, said, code=ErrorCode.FILE_TOO_LARGE, done=0.0))
    assert words.startswith("The file is larger than an object may be here (6.6 TB, the limit is 5.5 TB).")


@pytest.mark.case("W16")
@pytest.mark.parametrize("room", range(60, 900, 60))
def test_what_is_cut_off_a_sentence_begins_with_a_whole_word(qapp: QApplication, room: int) -> None:
    sentence = "The store's certificate is signed by nobody but itself. Test the connection, then Resume."
    shown = ElidedText(QFont()).shown(sentence, room, by_words=True)
    begun = shown.removesuffix("…")
    assert sentence.startswith(begun)
    assert len(begun) < 12 or not sentence[len(begun) : len(begun) + 1].isalpha()
