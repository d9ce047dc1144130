"""When the selected uploads start: at a time that is asked for, or now after all."""

from collections.abc import Collection
from datetime import datetime

from PySide6.QtCore import QDateTime, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QDialogButtonBox, QWidget
from typing_extensions import override

from uploader_gui.domain.errors import NotAllowedError
from uploader_gui.domain.job import ALLOWED, Verb
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks, answered
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.look.forms import Form, bottom_row, dialog_column
from uploader_gui.gui.look.number_fields import inset
from uploader_gui.gui.main_window import MainWindow

_USUAL_HOUR = 22
_A_MINUTE_S = 60


class StartDialog(QDialog):
    """``start`` gives the chosen time; it opens with ``before``, or this evening. GUI thread."""

    def __init__(self, parent: QWidget | None, before: datetime | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Start at"))
        self.when = _TimeField(_shown(before) if before else _this_evening())
        self.when.setDisplayFormat(self.tr("d MMM yyyy HH:mm"))
        self.when.setMinimumDateTime(QDateTime.currentDateTime())
        inset(self.when)
        form = Form()
        words = self.tr("They wait until then, and let others go before them. That outlives a restart.")
        form.add(self.tr("Start at"), self.when, words)
        form.line_up()
        box = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(box.Ok | box.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addLayout(form)
        column.addLayout(bottom_row(buttons))

    def start(self) -> datetime:
        """The chosen minute, with its zone."""
        seconds = self.when.dateTime().toSecsSinceEpoch()
        return datetime.fromtimestamp(seconds - seconds % _A_MINUTE_S).astimezone()


class _TimeField(QDateTimeEdit):
    """Comes with its hour selected: another time is more often wanted than another day."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.setSelectedSection(QDateTimeEdit.Section.HourSection)


class StartTimes(QObject):
    """Carries out what the actions of the window ask for. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        on(window.commands.start_at, lambda: tasks.start(self._ask()))
        on(window.commands.start_now, lambda: tasks.start(self._start(self._job_ids(), None)))

    async def _ask(self) -> None:
        job_ids, before = self._job_ids(), self._start_before()
        dialog = StartDialog(self._window, before)
        if await answered(dialog):
            await self._start(job_ids, dialog.start())

    async def _start(self, job_ids: Collection[str], when: datetime | None) -> None:
        engine = self._link.runtime.engine
        try:
            await self._link.call(lambda: engine.start_at(job_ids, when))
        except NotAllowedError:
            return  # it has begun between the click and now

    def _job_ids(self) -> list[str]:
        selected = self._window.selected_jobs()
        return [one.job.job_id for one in selected if one.job.state in ALLOWED[Verb.START_AT]]

    def _start_before(self) -> datetime | None:
        """When they start now, where that is one time that is still to come."""
        starts = {one.job.start_at for one in self._window.selected_jobs()}
        start = starts.pop() if len(starts) == 1 else None
        return start if start is not None and start > datetime.now(start.tzinfo) else None


def _shown(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))


def _this_evening() -> QDateTime:
    now = QDateTime.currentDateTime()
    evening = QDateTime(now.date(), now.time())
    time = evening.time()
    time.setHMS(_USUAL_HOUR, 0, 0)
    evening.setTime(time)
    return evening if evening > now else evening.addDays(1)
