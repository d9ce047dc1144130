"""The window small and large, and with names that have no room."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from gui import samples
from gui.samples import GB, an_event
from gui.scenes.details_scenes import LOG, NOW, facts
from gui.scenes.scene_totals import show_totals
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import LogLine, PauseReason
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.gui.details.selection_summary import summed
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.jobs.interrupted_jobs import InterruptedJobs
from uploader_gui.storage.settings.settings import ReopenPolicy

LONG = (
    "2026-11-24 Interview with the second assistant of the museum's director, camera B, take 14 (final).mov"
)
LONG_KEY = f"2026/archive/interviews-with-everybody/{'0123456789abcdef' * 5}/{LONG}"


def with_long_name(status: JobStatus) -> JobStatus:
    """The same job, with a name and a key that nobody has room for."""
    job = status.job
    place = replace(job.destination, object_key=LONG_KEY)
    source = f"/footage/archive/{'0123456789abcdef' * 9}/{LONG}"
    return replace(status, job=replace(job, file_name=LONG, source_path=source, destination=place))


MIXED = [
    samples.uploading(1, name="interview_01.mov", size=118 * GB, done=0.413, speed=29e6),
    with_long_name(samples.uploading(2, size=2_100_000_000, done=0.82, speed=9e6)),
    samples.busy(
        3,
        Activity.FINALIZING,
        (message(MessageCode.FINALIZING, minutes=0, seconds=4),),
        name="take 6.mxf",
        done=1.0,
    ),
    samples.waiting(4, name="take 7.mxf", size=54 * GB),
    samples.paused(5, name="sound.wav", size=640_000_000),
    samples.failed(6, name="take 8.mxf", size=54 * GB),
    samples.failed(
        7,
        (message(MessageCode.SOURCE_MISSING, path=f"/footage/{LONG}"),),
        code=ErrorCode.SOURCE_MISSING,
        name=LONG,
        size=8 * GB,
    ),
    samples.completed(8, name="会议录像.mp4", size=760_000_000),
]
LONG_LOG = [
    *LOG,
    LogLine(
        NOW - timedelta(minutes=1),
        (message(MessageCode.FAILED), message(MessageCode.SOURCE_MISSING, path=f"/footage/{LONG_KEY}")),
        ErrorCode.SOURCE_MISSING,
    ),
]


def mixed(window: MainWindow) -> None:
    """A row in each state, the second of two that are sent selected."""
    window.apply([an_event(status) for status in MIXED])
    window.select_jobs([MIXED[1].job.job_id])
    window.details.show_job(MIXED[1])
    window.details.follow(MIXED[1], range(1, MIXED[1].job.uploaded_parts + 1))
    show_totals(window, MIXED)


def at(width: int, height: int, scene: Callable[[MainWindow], None]) -> Callable[[MainWindow], None]:
    """``scene`` in a window of this size in logical pixels."""

    def shown(window: MainWindow) -> None:
        window.resize(width, height)
        scene(window)

    return shown


def long_log(window: MainWindow) -> None:
    """A log whose lines have no room in one."""
    mixed(window)
    window.details.tabs.setCurrentIndex(2)
    window.details.show_log(LONG_LOG)


def long_facts(window: MainWindow) -> None:
    """Facts whose values have no room in a line."""
    facts(window)
    status = with_long_name(samples.completed(2))
    window.apply([an_event(status)])
    window.select_jobs([status.job.job_id])
    window.details.show_job(status)
    show_totals(window, [status])


def all_columns(window: MainWindow) -> None:
    """With the columns on demand, as who has chosen them sees them; two rows have ended, one some days ago."""
    ended = [
        replace(
            status,
            job=replace(status.job, end_time=NOW - timedelta(days=days), active_s=1_900.0 / (days + 1)),
        )
        for status, days in (
            (samples.completed(21, name="interview_01.mov", size=118 * samples.GB), 0),
            (samples.completed(22, name="会议录像.mp4", size=760_000_000), 3),
        )
    ]
    mixed(window)
    window.apply([an_event(status) for status in ended])
    running = MIXED[1].job
    begun = replace(running, running_since=NOW - timedelta(minutes=12), active_s=300.0)
    window.apply([an_event(replace(MIXED[1], job=begun))])
    for column in (Column.SENT, Column.ELAPSED, Column.AVERAGE_SPEED, Column.FINISHED, Column.PLACE):
        window.table.fitted.choose(column, is_shown=True)


async def _nothing(_job_ids: object = None) -> None:
    """There is no engine behind a picture."""


def interrupted(window: MainWindow, statuses: Sequence[JobStatus]) -> None:
    """Ask about those of them that were interrupted, as the program does."""
    window.apply([an_event(status) for status in statuses])
    jobs = InterruptedJobs(window, Tasks(lambda _error: None), _nothing, _nothing, _nothing)
    asyncio.run(jobs.offer(statuses, ReopenPolicy.ASK))


def with_notice(window: MainWindow) -> None:
    """A bar with all that a bar may have."""
    mixed(window)
    interrupted(window, [samples.paused(number, PauseReason.PROGRAM_ENDED) for number in (9, 10)])


def several(window: MainWindow) -> None:
    """All rows selected."""
    mixed(window)
    window.table.selectAll()
    window.details.show_selection(summed(window.selected_jobs(), window.table.selected_kinds()))


ODD = "take\n7\t(final)\u202egpj.mov"


def odd_names(window: MainWindow) -> None:
    """A line break, a tab and a sign that turns the direction of writing, in a name."""
    gone = (message(MessageCode.SOURCE_MISSING, path=f"/footage/{ODD}"),)
    status = samples.failed(1, gone, code=ErrorCode.SOURCE_MISSING, name=ODD)
    window.apply([an_event(status), an_event(samples.completed(2, name="take\n8.mov"))])
    window.select_jobs([status.job.job_id])
    window.details.show_job(status)
    window.details.tabs.setCurrentIndex(3)


SIZES: dict[str, Callable[[MainWindow], None]] = {
    "size-640": at(640, 480, mixed),
    "size-640-notice": at(640, 480, with_notice),
    "size-640-empty": at(640, 480, lambda _window: None),
    "size-lowest": at(640, 400, with_notice),
    "size-lowest-first-run": at(640, 400, lambda window: window.show_profiles([], None)),
    "size-960": at(960, 600, mixed),
    "size-1024": at(1024, 640, mixed),
    "size-2560": at(2560, 1300, mixed),
    "columns-all": at(1900, 600, all_columns),
    "columns-all-640": at(640, 480, all_columns),
    "several-selected": several,
    "several-selected-640": at(640, 480, several),
    "odd-names": odd_names,
    "long-log": at(960, 600, long_log),
    "long-facts": at(960, 600, long_facts),
}
