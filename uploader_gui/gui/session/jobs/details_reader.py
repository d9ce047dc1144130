"""Keeps the details pane on the selected job: what events tell at once, what is stored read on another thread."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer

from uploader_gui.domain.errors import JobNotFoundError
from uploader_gui.domain.events import JobEvent, JobStatus
from uploader_gui.domain.job import Job, JobState, PartPlace, PartState
from uploader_gui.domain.store.store_traits import CopyAbility, Trait
from uploader_gui.gui.details.job_facts import PartPlaces
from uploader_gui.gui.details.selection_summary import summed
from uploader_gui.gui.details.speed_history import SpeedHistory
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.job_kind import JobKind
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.main_window import MainWindow

_READ_EVERY_MS = 500
_SUM_EVERY_MS = 100
_SUMMED_IN_A_MS = 50
"""So that sums take little of the time, however much is selected."""


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
        link.packages_changed.connect(lambda *_: self._turn_if_several())
        self._is_stale = False
        self._sums = 0
        self._sum_again = QTimer(self, singleShot=True)
        self._sum_again.timeout.connect(self._sum_if_stale)
        # Later: a row that changes its place is not selected for a moment.
        self._turn_soon = QTimer(self, interval=0, singleShot=True)
        self._turn_soon.timeout.connect(self._turn)
        window.table.selection_changed.connect(self._turn_soon.start)

    def _turn(self) -> None:
        """Show the job that is selected, or what several or a package are together."""
        if self._window.table.is_on_several():
            self._show_selection()
            return
        status = self._window.table.only_job()
        shown = self._pane.status
        if (status and status.job.job_id) == (shown and shown.job.job_id) and not self._pane.is_of_several:
            return
        self._pane.show_job(status)
        if status is not None:
            self._pane.show_points(self._speeds.of(status.job.job_id))
            self._start_reading()

    def _show_selection(self) -> None:
        """Sum up what is selected; after many rows the next sum waits longer. A package has its sums already."""
        package = self._window.table.only_package()
        if package is not None:
            self._sums += 1
            heading = package_columns.heading(package)
            self._pane.show_selection(package.summary(), heading, package_columns.facts(package))
            return
        self._is_stale = self._sum_again.isActive() and self._pane.is_of_several
        if self._is_stale:
            return
        table = self._window.table
        selected, kinds = table.selected_jobs(), table.selected_kinds()
        self._sum_again.start(max(_SUM_EVERY_MS, len(selected) // _SUMMED_IN_A_MS))
        self._sums += 1
        self._tasks.start(self._sum_up(self._sums, selected, kinds))

    async def _sum_up(self, number: int, selected: Sequence[JobStatus], kinds: Mapping[JobKind, int]) -> None:
        summary = await self._link.in_thread(lambda: summed(selected, kinds))
        if number == self._sums and self._window.table.is_on_several():
            self._pane.show_selection(summary)

    def _sum_if_stale(self) -> None:
        if self._is_stale and self._pane.is_of_several:
            self._turn()

    def _turn_if_several(self) -> None:
        if self._pane.is_of_several:
            self._turn_soon.start()  # the rows hear of it in this turn

    def _hear(self, events: Sequence[JobEvent]) -> None:
        self._speeds.hear(events)
        self._turn_if_several()
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
            ability = await self._link.in_thread(lambda: self._ability(job))
        except JobNotFoundError:
            return  # removed meanwhile; the table tells of it
        shown = self._pane.status
        if shown is None or shown.job.job_id != job.job_id:
            return
        done = [part for part in parts if part.state is PartState.DONE]
        kept = [part.number for part in done if part.place is PartPlace.KEPT]
        self._pane.follow(shown, [part.number for part in done], kept)
        self._pane.show_places(PartPlaces(len(done) - len(kept), len(kept), ability))
        self._pane.show_log(lines)
        if job.job_id in recordings:
            self._pane.show_recording(recordings[job.job_id])

    def _ability(self, job: Job) -> CopyAbility | None:
        """Whether parts of the job can be kept, as far as its store was asked. Blocking."""
        runtime, place = self._link.runtime, job.destination
        profile = runtime.credentials.profile_at(place.endpoint)
        bucket = job.kept.bucket or (profile.kept_bucket if profile else "") or place.bucket
        said = runtime.engine.traits.said(place.endpoint, bucket, Trait.KEEPING)
        return CopyAbility(said) if said in list(CopyAbility) else None


def _may_have_changed(before: JobStatus, after: JobStatus) -> bool:
    """Say whether the store may know more of the job than was read last."""
    return (
        before.in_flight_parts != after.in_flight_parts
        or before.job.uploaded_parts != after.job.uploaded_parts
        or before.job.state is not after.job.state
        or before.activity is not after.activity
        or before.check != after.check
        or after.job.state is JobState.COMPLETED  # what is told of a finished one is rare, and news
    )
