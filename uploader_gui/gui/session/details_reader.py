"""Keeps the details pane on the selected job: what events tell at once, what is stored read on another thread."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from uploader_gui.domain.errors import JobNotFoundError
from uploader_gui.domain.events import JobEvent, JobStatus
from uploader_gui.domain.job import JobState, PartState
from uploader_gui.gui.details.speed_history import SpeedHistory
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow

_READ_EVERY_MS = 500


class DetailsReader(QObject):
    """GUI thread. Reads parts and log twice a second at most, and only while something of the job has changed."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._pane = window.details
        self._link = link
        self._tasks = tasks
        self._speeds = SpeedHistory()
        self._read_again = QTimer(self, interval=_READ_EVERY_MS, singleShot=True)
        self._read_again.timeout.connect(self._start_reading)
        link.happened.connect(self._hear)
        # Later: a row that changes its place is not selected for a moment.
        self._turn_soon = QTimer(self, interval=0, singleShot=True)
        self._turn_soon.timeout.connect(self._turn)
        window.table.selection_changed.connect(self._turn_soon.start)
        self._pane.facts_view.link_wanted.connect(self._copy_link)

    def _turn(self) -> None:
        """Show the job that is selected, if it is one alone."""
        status = self._window.table.only_job()
        shown = self._pane.status
        if (status and status.job.job_id) == (shown and shown.job.job_id):
            return
        self._pane.show_job(status)
        if status is not None:
            self._pane.show_points(self._speeds.of(status.job.job_id))
            self._start_reading()

    def _hear(self, events: Sequence[JobEvent]) -> None:
        self._speeds.hear(events)
        shown = self._pane.status
        if shown is None:
            return
        for event in events:
            status = event.status
            if status.job.job_id == shown.job.job_id:
                self._pane.follow(status)
                self._pane.show_points(self._speeds.of(status.job.job_id))
                if _may_have_changed(shown, status) and not self._read_again.isActive():
                    self._read_again.start()

    def _start_reading(self) -> None:
        if self._pane.status is not None:
            self._tasks.start(self._read(self._pane.status))

    async def _read(self, status: JobStatus) -> None:
        database, job = self._link.runtime.jobs, status.job
        try:
            parts = await self._link.in_thread(lambda: database.parts(job.job_id))
            lines = await self._link.in_thread(lambda: database.log(job.job_id))
            recordings = await self._link.in_thread(lambda: database.recordings_of([job.job_id]))
        except JobNotFoundError:
            return  # removed meanwhile; the table tells of it
        shown = self._pane.status
        if shown is None or shown.job.job_id != job.job_id:
            return
        self._pane.follow(shown, [part.number for part in parts if part.state is PartState.DONE])
        self._pane.show_log(lines)
        if job.job_id in recordings:
            self._pane.show_recording(recordings[job.job_id])

    def _copy_link(self, seconds: int) -> None:
        status = self._pane.status
        if status is not None and status.job.state is JobState.COMPLETED:
            self._tasks.start(self._copy_presigned(status.job.job_id, seconds))

    async def _copy_presigned(self, job_id: str, seconds: int) -> None:
        engine = self._link.runtime.engine
        url = await self._link.call(lambda: engine.presigned_url(job_id, seconds))
        QGuiApplication.clipboard().setText(url)
        self._window.statusBar().showMessage(self.tr("The link is on the clipboard."), 4000)


def _may_have_changed(before: JobStatus, after: JobStatus) -> bool:
    """Say whether the store may know more of the job than was read last."""
    return (
        before.in_flight_parts != after.in_flight_parts
        or before.job.uploaded_parts != after.job.uploaded_parts
        or before.job.state is not after.job.state
        or before.activity is not after.activity
    )
