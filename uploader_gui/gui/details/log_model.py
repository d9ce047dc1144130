"""What happened to a job, as a model of two columns: when, and what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from uploader_gui.domain.job import LogLine
from uploader_gui.domain.messages import in_turn
from uploader_gui.gui.job_kind import look_of_line
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.words.engine_words import failure_words, message_words

LOOK_ROLE = Qt.ItemDataRole.UserRole
"""How the job looked then: a ``Look``, or None."""
_ROOT = QModelIndex()


class LogModel(QAbstractTableModel):
    """Newest line first. GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[LogLine] = []

    def show_lines(self, lines: Sequence[LogLine]) -> None:
        """Show these, oldest first as the database gives them; lines that are only added don't reset the view."""
        newest_first = list(reversed(lines))
        added = len(newest_first) - len(self._lines)
        if added >= 0 and newest_first[added:] == self._lines:
            if added:
                self.beginInsertRows(_ROOT, 0, added - 1)
                self._lines = newest_first
                self.endInsertRows()
            return
        self.beginResetModel()
        self._lines = newest_first
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _moment(line.at) if index.column() == 0 else log_words(line)
        if role == LOOK_ROLE:
            return look_of_line(line.messages)
        return tip_words(log_words(line)) if role == Qt.ItemDataRole.ToolTipRole else None


def log_words(line: LogLine) -> str:
    """What happened, in the window's language."""
    if not line.code:
        return message_words(line.messages)
    return in_turn([message_words(line.messages[:1]), failure_words(line.code, line.messages[1:])])


def _moment(moment: datetime) -> str:
    """Local time to the second; the day where it is not today's."""
    local = QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000))
    is_today = local.date() == QDateTime.currentDateTime().date()
    form = "HH:mm:ss" if is_today else QCoreApplication.translate("Log", "d MMM yyyy HH:mm:ss")
    return QLocale().toString(local, form)
