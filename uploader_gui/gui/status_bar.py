"""The status bar: what is going on altogether."""

from collections.abc import Mapping

from PySide6.QtWidgets import QStatusBar, QWidget

from uploader_gui.domain.job import JobState
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.preferences.speed_limit_button import SpeedLimitButton
from uploader_gui.gui.words import wording


class StatusBar(QStatusBar):
    """Counts, speed and time left at the left; the ``limit`` and busy workers at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[JobState, int] = {}
        self._bytes_per_second: float | None = None
        self._seconds_left: float | None = None
        self._is_standing = False
        self._summary = PlainLabel()
        self.limit = SpeedLimitButton()
        self._workers = PlainLabel()
        for label in (self._summary, self.limit, self._workers):
            label.setFont(tabular(self.font()))
        self.addWidget(self._summary, 1)
        self.addPermanentWidget(self.limit)
        self.addPermanentWidget(self._workers)
        self.setSizeGripEnabled(False)
        self.show_workers(0, 0)
        self._write()

    @property
    def words(self) -> str:
        """What the left side says."""
        return self._summary.text()

    def show_counts(self, counts: Mapping[JobState, int]) -> None:
        """How many jobs run and wait."""
        self._counts = dict(counts)
        self._write()

    def show_speed(self, bytes_per_second: float | None, seconds_left: float | None) -> None:
        """The sum over all running jobs."""
        self._bytes_per_second, self._seconds_left = bytes_per_second, seconds_left
        self._write()

    def show_standing(self, *, is_standing: bool) -> None:
        """Nothing can be sent, whatever the states of the jobs."""
        self._is_standing = is_standing
        self._write()

    def show_workers(self, busy: int, workers: int) -> None:
        """How many parts are being sent, of how many at most."""
        self._workers.setText(self.tr("Parts: {0} of {1} busy").format(busy, workers) if workers else "")

    def _write(self) -> None:
        running = self._counts.get(JobState.UPLOADING, 0)
        waiting = self._counts.get(JobState.SUBMITTED, 0)
        failed = self._counts.get(JobState.FAILED, 0)
        uploading = self.tr("{0} standing still") if self._is_standing else self.tr("{0} uploading")
        words = [uploading.format(wording.number_words(running))] if running else []
        if running and not self._is_standing:
            left = wording.duration_words(self._seconds_left)
            words += [wording.speed_words(self._bytes_per_second)] if self._bytes_per_second else []
            words += [self.tr("{0} left").format(left)] if left else []
        words += [self.tr("{0} waiting").format(wording.number_words(waiting))] if waiting else []
        words += [self.tr("{0} failed").format(wording.number_words(failed))] if failed else []
        self._summary.setText(wording.listed(words) or self.tr("Nothing is being uploaded"))
