"""Uploads that are held back on purpose: a limit of one's own, and a pause that waits for a part."""

from collections.abc import Callable
from dataclasses import replace

from gui import samples
from gui.samples import GB, an_event
from gui.scenes.scene_totals import show_totals
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.gui.main_window import MainWindow

LIMIT = 400_000
_SIZE = 2_100_000_000


def limited() -> JobStatus:
    """A job that sends 400 kB a second at most."""
    status = samples.uploading(1, name="interview_01.mov", size=_SIZE, done=0.413, speed=398_000)
    return replace(status, job=replace(status.job, bandwidth_limit=LIMIT), bytes_in_flight=5_000_000)


def pausing() -> JobStatus:
    """A job that ends the two parts that are on their way, and is paused then."""
    status = samples.uploading(2, name="drone-b.mp4", size=_SIZE, done=0.62, speed=1e6)
    said = (message(MessageCode.PAUSING_AFTER_PARTS, count=2),)
    return replace(
        status, activity=Activity.PAUSING, messages=said, in_flight_parts=status.in_flight_parts[:2]
    )


def _show(window: MainWindow, *statuses: JobStatus) -> None:
    window.apply([an_event(status) for status in statuses])
    window.select_jobs([statuses[0].job.job_id])
    window.details.show_job(statuses[0])
    window.details.follow(statuses[0], range(1, statuses[0].job.uploaded_parts + 1))
    show_totals(window, statuses)


def limit_speed(window: MainWindow) -> None:
    """The chart of a limited job."""
    _show(window, limited(), pausing(), samples.waiting(4, name="take 7.mxf", size=54 * GB))
    window.details.tabs.setCurrentIndex(1)
    window.details.show_points([(float(at), 380_000.0 + at % 9 * 4000) for at in range(240)])


def limit_facts(window: MainWindow) -> None:
    """The facts of a limited job."""
    _show(window, limited(), pausing())
    window.details.tabs.setCurrentIndex(3)


def pausing_after_part(window: MainWindow) -> None:
    """A job that is paused when its parts have ended."""
    _show(window, pausing(), limited())


SLOW: dict[str, Callable[[MainWindow], None]] = {
    "limit-speed": limit_speed,
    "limit-facts": limit_facts,
    "pausing-after-part": pausing_after_part,
}
