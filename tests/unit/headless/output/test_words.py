"""Figures in words."""

from dataclasses import replace

import pytest

from unit.headless.samples import NOW, a_job, an_end
from uploader_gui.domain.checks import Check, CheckKind, CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import MessageCode, english, message, messages_of
from uploader_gui.domain.packages.package import LeftOut, LeftOutFile, NamedFiles
from uploader_gui.headless.output.words import duration_words, end_words, said_words, size_words, state_words
from uploader_gui.transfer.job.job_progress import status_at_rest


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 Bytes"),
        (999, "999 Bytes"),
        (1000, "1.0 kB"),
        (2_100_000_000, "2.1 GB"),
        (118e9, "118.0 GB"),
        (999_999, "1.0 MB"),
    ],
)
def test_sizes_are_short_and_decimal(count: float, words: str) -> None:
    assert size_words(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "a moment"),
        (40, "40 seconds"),
        (1860, "31 minutes"),
        (18_720, "5 hours and 12 minutes"),
    ],
)
def test_durations_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words


def test_the_end_of_a_package_is_one_line_that_names_what_failed() -> None:
    assert end_words(an_end(300)) == (
        "A007: 300 files uploaded, 540.0 GB in 3 hours and 20 minutes, 45.0 MB/s on average."
    )
    wrong = english(an_end(0, 1).failures[0].messages)
    assert end_words(an_end(297, 3)) == (
        "A007: 297 of 300 files uploaded, 534.6 GB in 3 hours and 18 minutes, 45.0 MB/s on average. "
        f"3 failed: clip0.mov ({wrong}), clip1.mov ({wrong}), and 1 more."
    )
    assert end_words(an_end(0, 1)) == f"A007: 0 of 1 file uploaded. 1 failed: clip0.mov ({wrong})."


def test_the_end_of_a_package_says_what_was_missing_though_all_that_was_there_arrived() -> None:
    end = an_end(300)
    missing = replace(end, package=replace(end.package, missing=NamedFiles.of(["/cards/A007/gone.mov"])))
    assert end_words(missing) == f"{end_words(end)} Not there, but in the media hash list: 1 file."


def test_the_end_of_a_package_names_what_was_left_out_of_all_that_was_added() -> None:
    end = an_end(4)
    said = (message(MessageCode.OBJECT_EXISTS),)
    files = [LeftOutFile(f"/cards/A007/{one}.mov", ErrorCode.OBJECT_EXISTS, said) for one in range(21)]
    short = replace(end, package=replace(end.package, left_out=LeftOut.of(files[:1])))
    assert end_words(short).startswith("A007: 4 of 5 files uploaded, 7.2 GB in")
    assert end_words(short).endswith(
        " on average. 1 left out: 0.mov (An object with this name is there already.)."
    )
    many = replace(end, package=replace(end.package, left_out=LeftOut.of(files)))
    assert end_words(many).endswith(", 19.mov (An object with this name is there already.), and 1 more.")


@pytest.mark.parametrize(
    ("by", "result", "state", "said"),
    [
        (
            CheckKind.STORE,
            CheckResult.MISSING,
            "COMPLETED, missing in the store",
            "Missing in the store, verified",
        ),
        (
            CheckKind.READ_BACK,
            CheckResult.DIFFERS,
            "COMPLETED, differs from what was sent",
            "Differs from what was sent, verified",
        ),
        (CheckKind.SOURCE, CheckResult.DIFFERS, "COMPLETED", "Uploaded, checksum matches"),
        (CheckKind.STORE, CheckResult.MATCHES, "COMPLETED", "Uploaded, checksum matches"),
        (CheckKind.STORE, CheckResult.UNKNOWN, "COMPLETED", "Uploaded, checksum matches"),
    ],
)
def test_an_object_that_is_gone_or_another_one_is_not_said_to_match(
    by: CheckKind, result: CheckResult, state: str, said: str
) -> None:
    job = replace(a_job(), state=JobState.COMPLETED, messages=messages_of("Uploaded, checksum matches"))
    status = status_at_rest(job, check=Check(NOW, by, result))
    assert state_words(status) == state
    assert said_words(status).startswith(said)
    assert status.message in said_words(status)
    assert (state_words(status_at_rest(job)), said_words(status_at_rest(job))) == ("COMPLETED", job.message)
