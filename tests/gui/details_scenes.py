"""The details of a job, filled with values alone."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from gui import samples
from gui.samples import GB, an_event
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import ChecksumMode, LogLine, MediaFacts
from uploader_gui.domain.messages import MessageCode, message
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


def _show(window: MainWindow, status: JobStatus, *others: JobStatus) -> None:
    window.apply([an_event(one) for one in (status, *others)])
    window.select_jobs([status.job.job_id])
    window.details.show_job(status)
    sent = [one for one in (status, *others) if one.bytes_per_second]
    window.totals.show_speed(sum(one.bytes_per_second or 0 for one in sent), sent[0].seconds_left)
    window.totals.show_workers(sum(len(one.in_flight_parts) for one in sent), 8)


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


def speed(window: MainWindow) -> None:
    """Twelve minutes with an outage."""
    _show(window, MANY, FEW)
    points = [
        (float(second), 0.0 if 300 < second < 380 else 29e6 + 6e6 * math.sin(second / 40) + second % 7 * 4e5)
        for second in range(720)
    ]
    window.details.tabs.setCurrentIndex(1)
    window.details.show_points(points)


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
        replace(status.recording, media=MediaFacts(754.2, 3840, 2160, "HEVC", "AAC"))
    )


def folded(window: MainWindow) -> None:
    """Tabs alone."""
    _show(window, MANY, FEW)
    window.commands.details.setChecked(False)


DETAILS = {
    "details-parts": many_parts,
    "details-few-parts": few_parts,
    "details-speed": speed,
    "details-log": log,
    "details-facts": facts,
    "details-folded": folded,
}
