"""Scenes of every state that a row can be in."""

from collections.abc import Callable
from dataclasses import replace

from gui import samples
from gui.samples import GB, an_event
from gui.scenes.scene_totals import show_totals
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import PauseReason, VerifiedBy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.gui.main_window import MainWindow

STATES = [
    samples.uploading(1, name="interview_01.mov", size=118 * GB, done=0.413, speed=29e6),
    samples.busy(
        2, Activity.CHECKING_PARTS, (message(MessageCode.CHECKING_PARTS),), name="drone-b.mp4", done=0.82
    ),
    samples.busy(
        16,
        Activity.CHECKING_HASH,
        (message(MessageCode.CHECKING_HASH, percent=71),),
        name="A001_C003.mov",
        done=1.0,
    ),
    samples.busy(
        3, Activity.COPYING, (message(MessageCode.COPYING, percent=34),), name="sound.wav", done=0.0
    ),
    samples.busy(
        4,
        Activity.JOINING,
        (message(MessageCode.JOINING_PART, number=81, total=120),),
        name="take 5.mxf",
        done=1.0,
    ),
    samples.busy(
        5,
        Activity.FINALIZING,
        (message(MessageCode.FINALIZING, minutes=0, seconds=4),),
        name="take 6.mxf",
        done=1.0,
    ),
    samples.busy(
        15, Activity.PAUSING, (message(MessageCode.PAUSING_AFTER_PARTS, count=4),), name="take 9.mxf"
    ),
    samples.growing(17, name="live.mov", size=4_300_000_000),
    samples.retrying(6, 12, name="take 7.mxf", size=54 * GB),
    samples.silent(7, name="take 8.mxf"),
    samples.busy(
        8,
        Activity.WAITING_FOR_TURN,
        (message(MessageCode.WAITING_FOR_TURN),),
        name="会议录像.mp4",
        done=0.2,
    ),
    samples.waiting(9, name="b-roll.mp4", size=640_000_000),
    samples.starting_later(18, name="b-roll 3.mp4"),
    JobStatus(
        samples.a_job(10, name="b-roll 2.mp4", size=640_000_000), (message(MessageCode.WAITING_FOR_SECRET),)
    ),
    samples.paused(11, name="master.mov", size=118 * GB, done=0.413),
    samples.paused(12, PauseReason.PROGRAM_CLOSED, name="grade.mov", size=54 * GB, done=0.6),
    samples.completed(13, name="closing.mov", size=2 * GB),
    samples.completed(
        14,
        name="teaser.mov",
        size=GB,
        verified_by=VerifiedBy.NONE,
        said=(message(MessageCode.UPLOADED_UNVERIFIED),),
    ),
]
VERIFIED_AGAIN = [
    samples.completed(1, name="interview_01.mov", size=118 * GB, check=samples.found(CheckResult.MATCHES)),
    samples.completed(
        2, name="interview_02.mov", size=96 * GB, check=samples.found(CheckResult.MATCHES, CheckKind.SOURCE)
    ),
    samples.completed(
        3, name="drone-b.mp4", size=2 * GB, check=samples.found(CheckResult.MATCHES, CheckKind.READ_BACK)
    ),
    samples.completed(4, name="take 7.mxf", size=54 * GB, check=samples.found(CheckResult.MISSING)),
    samples.completed(5, name="take 8.mxf", size=54 * GB, check=samples.found(CheckResult.DIFFERS)),
    samples.completed(
        6, name="take 9.mxf", size=54 * GB, check=samples.found(CheckResult.DIFFERS, CheckKind.READ_BACK)
    ),
    samples.completed(
        7, name="grade.mov", size=8 * GB, check=samples.found(CheckResult.DIFFERS, CheckKind.SOURCE)
    ),
    samples.completed(8, name="sound.wav", size=GB, check=samples.found(CheckResult.UNKNOWN)),
    samples.completed(
        9,
        name="会议录像.mp4",
        size=GB,
        verified_by=VerifiedBy.NONE,
        said=(message(MessageCode.UPLOADED_UNVERIFIED),),
        check=samples.found(CheckResult.UNKNOWN),
    ),
    samples.completed(10, name="never again.mov", size=2 * GB),
]
FAILURES = [
    samples.failed(1, name="take 7.mxf", size=54 * GB),
    samples.failed(
        2,
        (message(MessageCode.SOURCE_MISSING, path="/footage/edit_v2.mov"),),
        code=ErrorCode.SOURCE_MISSING,
        name="edit_v2.mov",
        size=8 * GB,
    ),
    samples.failed(
        3,
        (message(MessageCode.SOURCE_CHANGED, path="/footage/grade.mov", before=8 * GB, now=8 * GB + 1234),),
        code=ErrorCode.SOURCE_CHANGED,
        name="grade.mov",
        size=8 * GB,
    ),
    samples.failed(
        4,
        (message(MessageCode.OBJECT_OVER_LIMIT, size=4_597_069_766_656, limit=3_497_558_138_880),),
        code=ErrorCode.FILE_TOO_LARGE,
        name="archive of the whole year.tar",
        size=4_597_069_766_656,
        done=0.0,
    ),
    samples.failed(
        5,
        (message(MessageCode.CERTIFICATE_SELF_SIGNED),),
        code=ErrorCode.CERTIFICATE_SELF_SIGNED,
        name="sound.wav",
        done=0.0,
    ),
    samples.failed(
        6,
        (message(MessageCode.OBJECT_LEFT_AS_IT_IS, key="2026/interview_01.mov"),),
        code=ErrorCode.OBJECT_EXISTS,
        name="interview_01.mov",
        done=0.0,
    ),
    samples.failed(
        8,
        (
            message(
                MessageCode.HASH_MISMATCH,
                kind="xxh64",
                made="6bb6850e5a1bd698",
                expected="59a06effef88bbb5",
            ),
        ),
        code=ErrorCode.HASH_MISMATCH,
        name="A001_C004.mov",
        size=8 * GB,
        done=1.0,
    ),
    samples.failed(
        7, (message(MessageCode.QUOTA_EXCEEDED),), code=ErrorCode.QUOTA_EXCEEDED, name="drone-b.mp4"
    ),
]


def _show(window: MainWindow, statuses: list[JobStatus], selected: int) -> None:
    window.apply([an_event(status) for status in statuses])
    window.commands.details.setChecked(True)
    shown = statuses[selected]
    window.select_jobs([shown.job.job_id])
    window.details.show_job(shown)
    window.details.follow(shown, range(1, shown.job.uploaded_parts + 1))
    show_totals(window, statuses)


def states(window: MainWindow) -> None:
    """Every look, one below the other."""
    window.resize(1320, 900)
    _show(window, STATES, 7)
    window.totals.show_retry(12)


def outage(window: MainWindow) -> None:
    """The network is away, and everything waits for it."""
    waits = [samples.retrying(number, 7, size=54 * GB) for number in (1, 2, 3)]
    said = (
        message(MessageCode.WAITING_FOR_NETWORK),
        message(MessageCode.CONNECTION_REFUSED),
        message(MessageCode.DETAIL, text="minio.studio.example:9000"),
        message(MessageCode.RETRY, number=4, seconds=7),
    )
    _show(window, [*(replace(one, messages=said) for one in waits), samples.waiting(4)], 1)
    window.totals.show_retry(7)


def failures(window: MainWindow) -> None:
    """What failed, each with what solves it."""
    _show(window, FAILURES, 2)


def verified_again(window: MainWindow) -> None:
    """What verifying again found, and what is to be done."""
    window.resize(1320, 760)
    _show(window, VERIFIED_AGAIN, 3)
    words = "Verified again: 3 match, 3 differ, one is missing, 2 could not be verified"
    window.notices.show_notice(words, [("Show them", lambda: None)], is_warning=True)


def verifying(window: MainWindow) -> None:
    """Reading back takes its time, and can be ended."""
    _show(window, VERIFIED_AGAIN, 7)
    words = "12 of 300 files verified, 1.2 TB of 3.4 TB read"
    window.notices.show_notice(words, [("Pause", lambda: None), ("Cancel", lambda: None)])


def narrow_states(window: MainWindow) -> None:
    """The same where there is little room."""
    states(window)
    window.resize(820, 860)


STATE_SCENES: dict[str, Callable[[MainWindow], None]] = {
    "states": states,
    "outage": outage,
    "failures": failures,
    "verified-again": verified_again,
    "verifying": verifying,
    "states-narrow": narrow_states,
}
