"""The details of a job, filled with values alone."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QApplication

from gui import samples
from gui.samples import GB, an_event
from gui.scenes.scene_totals import show_totals
from gui.scenes.terms_scenes import FULL
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import ChecksumMode, LogLine, MediaFacts
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.kept_parts import KeptPlace
from uploader_gui.gui.details.job_facts import PartPlaces
from uploader_gui.gui.main_window import MainWindow

NOW = datetime.now(UTC).replace(microsecond=0)
LOG = [
    LogLine(NOW - timedelta(minutes=52), (message(MessageCode.ADDED, size=83 * GB, parts=9895),)),
    LogLine(NOW - timedelta(minutes=52), (message(MessageCode.BEGAN_TO_SEND, percent=0.0),)),
    LogLine(
        NOW - timedelta(minutes=31),
        (
            message(MessageCode.WAITING_FOR_NETWORK),
            message(MessageCode.CONNECTION_BROKE),
            message(MessageCode.RETRY, number=1, seconds=1),
        ),
    ),
    LogLine(NOW - timedelta(minutes=29), (message(MessageCode.GOING_ON),)),
    LogLine(
        NOW - timedelta(minutes=12),
        (message(MessageCode.FAILED), message(MessageCode.CREDENTIALS_EXPIRED)),
        ErrorCode.CREDENTIALS_EXPIRED,
    ),
    LogLine(NOW - timedelta(minutes=4), (message(MessageCode.RESUMED),)),
    LogLine(NOW - timedelta(minutes=4), (message(MessageCode.BEGAN_TO_SEND_AGAIN, percent=38.2, run=2),)),
]
MANY, FEW = (
    samples.uploading(1, name="interview_01.mov", size=83 * GB, done=0.413, speed=29e6),
    samples.uploading(2, name="drone-b.mp4", size=2_100_000_000, done=0.62, speed=9e6),
)
SPEEDS = [
    (float(second), 0.0 if 300 < second < 380 else 29e6 + 6e6 * math.sin(second / 40) + second % 7 * 4e5)
    for second in range(720)
]


def _show(window: MainWindow, status: JobStatus, *others: JobStatus) -> None:
    window.apply([an_event(one) for one in (status, *others)])
    window.select_jobs([status.job.job_id])
    window.details.show_job(status)
    show_totals(window, (status, *others))


def parts_of(window: MainWindow, status: JobStatus) -> None:
    """The map of a job whose part 30 was lost on the way."""
    flying = status.in_flight_parts
    before = replace(status, in_flight_parts=(30, *flying))
    _show(window, before, samples.waiting(4, name="take 7.mxf", size=54 * GB), samples.completed(6))
    done = [number for number in range(1, status.job.uploaded_parts + 2) if number != 30]
    window.details.follow(before, done)
    window.details.follow(status, done)
    window.totals.show_workers(len(flying) - 1, 8)  # one of them has just arrived


def many_parts(window: MainWindow) -> None:
    parts_of(window, MANY)


def few_parts(window: MainWindow) -> None:
    parts_of(window, FEW)


def kept_parts(window: MainWindow) -> None:
    """Most parts are kept, a few went into the upload."""
    _show(window, FEW, MANY)
    done = range(1, FEW.job.uploaded_parts + 1)
    window.details.follow(FEW, done, done[5:])


def joining(window: MainWindow) -> None:
    """The facts of a job whose parts the store joins."""
    said = (message(MessageCode.JOINING_PART, number=81, total=120),)
    status = samples.busy(1, Activity.JOINING, said, name="interview_01.mov", done=1.0)
    place = KeptPlace("media", "2026/.uploader-parts/ab2cae3d-ac48-4cf4-91a3-cfd8ee21e243/")
    job = replace(
        status.job, kept=place, upload_id="dXBsb2FkLTE", upload_expires_at=NOW + timedelta(hours=23)
    )
    _show(window, replace(status, job=job), FEW)
    window.details.tabs.setCurrentIndex(3)
    window.details.show_places(PartPlaces(0, job.total_parts))


def growing(window: MainWindow) -> None:
    """A recording that is sent while it is written, beside one that was there before and is caught up with."""
    live = samples.growing(1, name="live.mov", size=4_300_000_000)
    late = samples.growing(2, name="live 2.mov", size=6_300_000_000, done=0.3, behind_s=None, speed=30e6)
    _show(window, live, late, samples.growing(3, name="live 3.mov", size=20_000_000, done=0.8, behind_s=0))
    window.details.tabs.setCurrentIndex(3)


def speed(window: MainWindow) -> None:
    """Twelve minutes with an outage."""
    _show(window, MANY, FEW)
    window.details.tabs.setCurrentIndex(1)
    window.details.show_points(SPEEDS)


def speed_ended(window: MainWindow) -> None:
    """The same twelve minutes of an upload that has ended."""
    _show(window, samples.completed(1, name="interview_01.mov", size=83 * GB), FEW)
    window.details.tabs.setCurrentIndex(1)
    window.details.show_points([*SPEEDS, (720.0, 0.0)])


def log(window: MainWindow) -> None:
    """What happened to a job."""
    _show(window, MANY, FEW)
    window.details.tabs.setCurrentIndex(2)
    window.details.show_log(LOG)


def facts(window: MainWindow) -> None:
    """The facts of a finished upload."""
    status = samples.completed(6, name="会议录像.mp4", size=760_000_000)
    status = replace(status, job=replace(status.job, checksum_mode=ChecksumMode.CRC32_WHOLE, end_time=NOW))
    _show(window, status, FEW)
    window.details.tabs.setCurrentIndex(3)
    assert status.recording is not None
    window.details.show_recording(
        replace(
            status.recording,
            media=MediaFacts(754.2, 3840, 2160, "HEVC", "AAC"),
            crc32=0x00C0FFEE,
            active_s=21.4,
            hashes=((HashKind.XXH64, "0ea03b369a463d9d"), (HashKind.MD5, "9e107d9d372bb6826bd81d3542a419d6")),
            user="ana",
            host="cart-2",
            program_version="1.2.0",
        )
    )


def object_facts(window: MainWindow) -> None:
    """The facts of an upload whose object gets a lot."""
    status = samples.paused(1, name="interview_01.mov", size=118_000_000_000, done=0.4)
    _show(window, replace(status, job=replace(status.job, terms=FULL)), FEW)
    window.details.tabs.setCurrentIndex(3)
    bar = window.details.facts_view.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(bar.maximum() // 2)


def folded(window: MainWindow) -> None:
    """Tabs alone."""
    _show(window, MANY, FEW)
    window.commands.details.setChecked(False)


DETAILS = {
    "details-parts": many_parts,
    "details-few-parts": few_parts,
    "details-kept-parts": kept_parts,
    "details-joining": joining,
    "details-growing": growing,
    "details-speed": speed,
    "details-speed-ended": speed_ended,
    "details-log": log,
    "details-facts": facts,
    "details-object-facts": object_facts,
    "details-folded": folded,
}
