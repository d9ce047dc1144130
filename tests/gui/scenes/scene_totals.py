"""What the bar at the bottom of a picture says, reckoned from the uploads in it as the engine reckons."""

from collections.abc import Collection

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.gui.main_window import MainWindow

_WORKERS = 8
_UNDER_WAY = frozenset({JobState.UPLOADING, JobState.SUBMITTED})


def show_totals(window: MainWindow, statuses: Collection[JobStatus]) -> None:
    """Say the speed of ``statuses`` together, the time until none runs or waits, and how many parts are on their way."""
    speed = sum(one.bytes_per_second or 0.0 for one in statuses)
    left = sum(
        one.job.file_size - one.job.bytes_done - one.bytes_in_flight
        for one in statuses
        if one.job.state in _UNDER_WAY
    )
    window.totals.show_speed(speed, left / speed if speed else None)
    window.totals.show_workers(sum(len(one.in_flight_parts) for one in statuses), _WORKERS)
