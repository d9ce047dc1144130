"""The status bar: what is going on altogether."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QStatusBar, QWidget
from typing_extensions import override

from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import WANT_A_TRY, Look, Remedy, entry_counts
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.plain_text import ElidedLabel, PlainLabel
from uploader_gui.gui.preferences.speed_limit_button import SpeedLimitButton
from uploader_gui.gui.preferences.watching.watch_button import WatchButton
from uploader_gui.gui.words import wording

_GAP = 8


class StatusBar(QStatusBar):
    """Counts, speed and time left at the left; watched folders, the ``limit`` and busy workers at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[Look, int] = {}
        self._retry_in_s: int | None = None
        self._bytes_per_second: float | None = None
        self._seconds_left: float | None = None
        self._is_standing = False
        self._summary = ElidedLabel(Qt.TextElideMode.ElideRight)  # or its words would set the window's width
        self._summary.setObjectName("summary")
        self.limit = SpeedLimitButton()
        self.watching = WatchButton()
        self._workers = PlainLabel()
        self._workers.setToolTip(
            self.tr("Files are sent in parts, several at once. The preferences say how many at most.")
        )
        for label in (self._summary, self.watching, self.limit, self._workers):
            label.setFont(tabular(self.font()))
        self.try_now = QPushButton(wording.remedy_words(Remedy.TRY_NOW))
        self.try_now.setProperty("tone", "small")
        self.try_now.setAccessibleName(self.tr("Try now what waits for the network or its store"))
        self.try_now.hide()
        self.addWidget(self._summary)
        self.addWidget(self.try_now)
        self.addPermanentWidget(self.watching)
        self.addPermanentWidget(self.limit)
        self.addPermanentWidget(self._workers)
        self.setSizeGripEnabled(False)
        self.show_workers(0, 0)
        self._write()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._give_room()
        return super().event(event)

    def _give_room(self) -> None:
        """What has failed and what waits is worth more than how many parts are busy."""
        rest = [one for one in (self._summary, self.try_now, self.watching, self.limit) if not one.isHidden()]
        needed = sum(one.sizeHint().width() + _GAP for one in (*rest, self._workers))
        self._workers.setVisible(needed <= self.width())

    @property
    def words(self) -> str:
        """What the left side says."""
        return self._summary.text()

    def show_counts(self, counts: Mapping[Look, int]) -> None:
        """How many jobs look each way."""
        self._counts = dict(counts)
        self.try_now.setVisible(any(counts.get(look) for look in WANT_A_TRY))
        self._write()

    def show_speed(self, bytes_per_second: float | None, seconds_left: float | None) -> None:
        """The sum over all running jobs."""
        self._bytes_per_second, self._seconds_left = bytes_per_second, seconds_left
        self._write()

    def show_retry(self, seconds: int | None) -> None:
        """The first of those that wait for the network or their store tries again in so many seconds."""
        self._retry_in_s = seconds
        self._write()

    def show_standing(self, *, is_standing: bool) -> None:
        """Nothing can be sent, whatever the states of the jobs."""
        self._is_standing = is_standing
        self._write()

    def show_workers(self, busy: int, workers: int) -> None:
        """How many parts are being sent, of how many at most."""
        self._workers.setText(self.tr("Parts: {0} of {1} busy").format(busy, workers) if workers else "")

    def _write(self) -> None:
        counts = self._counts
        entries = entry_counts(counts)
        joining = 0 if self._is_standing else counts.get(Look.JOINING, 0)
        failed = entries[JobState.FAILED]
        retrying = counts.get(Look.RETRYING, 0)
        running = entries[JobState.UPLOADING] - joining
        still = counts.get(Look.HELD_UP, 0) + counts.get(Look.SILENT, 0)
        if self._is_standing:  # be it that not each of them has said so yet
            running, still = 0, still + running
        waiting = sum(counts.get(look, 0) for look in (Look.WAITING, Look.LATER, Look.ASKING))
        interrupted = counts.get(Look.INTERRUPTED, 0)
        number = wording.number_words
        words = (
            [self.tr("{0} failed").format(number(failed))] if failed else []
        )  # a narrow bar cuts what comes last
        if running:
            words += [self.tr("{0} uploading").format(number(running)), *self._speed()]
        retries = self.tr("{0} retrying")
        if self._retry_in_s:
            retries = self.tr("{0} retrying in {1}")
        for count, sentence in (
            (still, self.tr("{0} standing still")),
            (retrying, retries),
            (waiting, self.tr("{0} waiting")),
            (interrupted, self.tr("{0} interrupted")),
            (entries[JobState.PAUSED] - interrupted, self.tr("{0} paused")),
            (joining, self.tr("{0} joining")),
        ):
            if count:
                words.append(sentence.format(number(count), wording.duration_words(self._retry_in_s)))
        self._summary.setText(wording.listed(words) or self.tr("Nothing is being uploaded"))

    def _speed(self) -> list[str]:
        left = wording.duration_words(self._seconds_left)
        words = [wording.speed_words(self._bytes_per_second)] if self._bytes_per_second else []
        return [*words, self.tr("{0} left").format(left)] if left else words
