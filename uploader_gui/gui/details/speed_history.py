"""How fast each job was in this session, a point a second."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence

from uploader_gui.domain.events import AFTER_SENDING, JobEvent, JobStatus
from uploader_gui.domain.job import JobState

Point = tuple[float, float]
"""Seconds on the clock, and bytes per second."""
POINTS_KEPT = 3600
JOBS_KEPT = 200
_STEP_S = 1.0
_BREAK_S = 5.0


def has_ended(status: JobStatus) -> bool:
    """Say whether nothing of the job is sent now, nor will be by itself."""
    return status.job.state is not JobState.UPLOADING or status.activity in AFTER_SENDING


class SpeedHistory:
    """The last hour of the last 200 jobs that sent anything; files of one part are left out. GUI thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._points: OrderedDict[str, deque[Point]] = OrderedDict()

    def hear(self, events: Iterable[JobEvent]) -> None:
        """Note the speeds that a batch of events tells of; a job that stops, or has sent all, is at 0 from then on."""
        now_s = self._clock()
        for event in events:
            job, speed = event.status.job, event.status.bytes_per_second
            if job.is_single_put:
                continue
            is_known = job.job_id in self._points
            if has_ended(event.status):
                if is_known:
                    self._end(self._points[job.job_id], now_s)
            elif speed is not None or is_known:  # one that waits for the network sends nothing meanwhile
                self._add(job.job_id, (now_s, speed or 0.0))

    def of(self, job_id: str) -> Sequence[Point]:
        """The points of a job, oldest first."""
        return self._points.get(job_id, ())

    def _add(self, job_id: str, point: Point) -> None:
        points = self._points.get(job_id)
        if points is None:
            points = self._points[job_id] = deque(maxlen=POINTS_KEPT)
            if len(self._points) > JOBS_KEPT:
                self._points.popitem(last=False)
        if points and point[0] - points[-1][0] < _STEP_S:
            return
        if points and point[0] - points[-1][0] > _BREAK_S:
            points.extend([(points[-1][0], 0.0), (point[0], 0.0)])
        points.append(point)
        self._points.move_to_end(job_id)

    def _end(self, points: deque[Point], now_s: float) -> None:
        if points and points[-1][1] > 0:
            points.append((now_s, 0.0))
