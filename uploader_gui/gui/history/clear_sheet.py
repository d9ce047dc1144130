"""Clearing the list: what leaves it, how old it has to be, and what that means before it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QSpinBox, QWidget
from typing_extensions import override

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import in_turn
from uploader_gui.gui.look.forms import Form, Note, bottom_row, dialog_column, keep_wide, room_for
from uploader_gui.gui.look.number_fields import inset
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.wording import count_words

_WIDTH: Final = 460
_USUAL_DAYS, _MOST_DAYS = 30, 3650


class Clearing(Enum):
    """What is to leave the list."""

    FINISHED = auto()
    FINISHED_AND_FAILED = auto()
    ALL = auto()


_STATES: Final = {
    Clearing.FINISHED: (JobState.COMPLETED,),
    Clearing.FINISHED_AND_FAILED: (JobState.COMPLETED, JobState.FAILED),
    Clearing.ALL: tuple(JobState),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """``older_than_days``: only what ended, or was added where it has not ended, before so many days; None: any."""

    what: Clearing = Clearing.FINISHED
    older_than_days: int | None = None

    def among(self, statuses: Iterable[JobStatus], now: datetime) -> list[JobStatus]:
        """Those that are meant."""
        states = _STATES[self.what]
        found = [status for status in statuses if status.job.state in states]
        if self.older_than_days is None:
            return found
        limit = now - timedelta(days=self.older_than_days)
        return [status for status in found if (status.job.end_time or status.job.created_at) < limit]


class ClearSheet(QDialog):
    """``shown``: the rows that the filter lets through as it opens, of which some leave. GUI thread."""

    def __init__(self, parent: QWidget | None, shown: Sequence[JobStatus], *, is_filtered: bool) -> None:
        super().__init__(parent)
        self._shown = shown
        self._opened_at = datetime.now(UTC)
        self._is_filtered = is_filtered
        self.setWindowTitle(self.tr("Clear the list"))
        keep_wide(self, _WIDTH)
        self.what = QComboBox()
        self.is_aged = QCheckBox(self.tr("Only what is older than"))
        self.days = QSpinBox(minimum=1, maximum=_MOST_DAYS, value=_USUAL_DAYS)
        self.count = PlainLabel(wraps=True)
        self.note = Note()
        self._buttons = QDialogButtonBox()
        box = QDialogButtonBox.StandardButton
        self.clear = self._buttons.addButton(self.tr("Clear"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(box.Cancel).setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def choice(self) -> Choice:
        """What is chosen now."""
        days = self.days.value() if self.is_aged.isChecked() else None
        return Choice(self.what.currentData(), days)

    def chosen(self) -> list[JobStatus]:
        """The rows that would leave, as they were when it opened."""
        return self.choice().among(self._shown, self._opened_at)

    def _lay_out(self) -> None:
        for words, what in (
            (self.tr("Finished uploads"), Clearing.FINISHED),
            (self.tr("Finished and failed uploads"), Clearing.FINISHED_AND_FAILED),
            (self.tr("All uploads, also what waits or runs"), Clearing.ALL),
        ):
            self.what.addItem(words, what)
        self.days.setSuffix(self.tr(" days"))
        self.days.setAccessibleName(self.is_aged.text())
        self.days.setEnabled(False)
        inset(self.days)
        form = Form()
        filtered = (
            self.tr("The filter is on: only rows that it shows are cleared.") if self._is_filtered else ""
        )
        form.add(self.tr("What leaves the list"), self.what, filtered)
        form.add("", self.is_aged)
        form.add("", self.days)
        form.line_up()
        column = dialog_column(self)
        column.addLayout(form)
        column.addWidget(self.count)
        column.addWidget(self.note)
        column.addStretch()
        column.addLayout(bottom_row(self._buttons))

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(lambda *_: self._fit())
        self.is_aged.toggled.connect(self.days.setEnabled)
        self.is_aged.toggled.connect(lambda *_: self._fit())
        self.days.valueChanged.connect(lambda *_: self._fit())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _fit(self) -> None:
        chosen = self.chosen()
        self.clear.setEnabled(bool(chosen))
        one, many = self.tr("One upload leaves the list."), self.tr("{0} uploads leave the list.")
        self.count.setText(count_words(len(chosen), one, many) if chosen else self.tr("No upload is that."))
        self.note.setText(self._consequences(chosen))
        if self.isVisible():
            self._grow()

    def _grow(self) -> None:
        """Have room for all lines, which Qt neither makes where words become more nor on a small screen."""
        self.setMinimumHeight(min(self.heightForWidth(self.width()), room_for(self).height()))

    def _consequences(self, chosen: Sequence[JobStatus]) -> str:
        """What becomes of objects, records and parts."""
        kept = self.tr(
            "Objects that are finished stay in the store, and the records of their uploads are kept: Deliveries finds them."
        )
        lost = sum(one.job.bytes_done for one in chosen if one.job.state is not JobState.COMPLETED)
        if not lost:
            return kept
        words = self.tr("{0} that were already sent of unfinished uploads are deleted from the store.")
        return in_turn([words.format(size_words(lost)), kept])
