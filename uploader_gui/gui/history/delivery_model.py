"""Old deliveries as rows of a table, newest first; more of them are asked for as one comes to the end."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from uploader_gui.domain.checks import CheckResult
from uploader_gui.domain.job import Recording, VerifiedBy
from uploader_gui.domain.reports.deliveries import Delivery
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.wording import moment_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
translate = QCoreApplication.translate


class DeliveryColumn(IntEnum):
    """From left to right."""

    FILE = 0
    SIZE = 1
    DESTINATION = 2
    FINISHED = 3
    PACKAGE = 4
    VERIFIED = 5


def _title(column: DeliveryColumn) -> str:
    return {
        DeliveryColumn.FILE: translate("Deliveries", "File"),
        DeliveryColumn.SIZE: translate("Deliveries", "Size"),
        DeliveryColumn.DESTINATION: translate("Deliveries", "Destination"),
        DeliveryColumn.FINISHED: translate("Deliveries", "Finished"),
        DeliveryColumn.PACKAGE: translate("Deliveries", "Package"),
        DeliveryColumn.VERIFIED: translate("Deliveries", "Verified"),
    }[column]


def _folder(recording: Recording) -> str:
    """Bucket and key; where the key ends with the file's name, its folder alone."""
    whole, own = name_words(f"{recording.bucket}/{recording.object_key}"), name_words(recording.file_name)
    return whole[: -len(own)] if whole.endswith(f"/{own}") else whole


def _proof(recording: Recording) -> str:
    """What proved it, or what verifying it again has found since, with its day."""
    proof = {
        VerifiedBy.CHECKSUM: translate("Deliveries", "Checksum"),
        VerifiedBy.ETAG: translate("Deliveries", "ETag"),
        VerifiedBy.NONE: translate("Deliveries", "Not verified"),
    }[recording.verified_by]
    check = recording.check
    if check is None or check.result is CheckResult.UNKNOWN:
        return proof
    words = {
        CheckResult.MATCHES: translate("Deliveries", "Matches, {0}"),
        CheckResult.DIFFERS: translate("Deliveries", "Differs, {0}"),
        CheckResult.MISSING: translate("Deliveries", "Missing, {0}"),
    }[check.result]
    return words.format(moment_words(check.at))


_TEXTS: Final[dict[DeliveryColumn, Callable[[Delivery], str]]] = {
    DeliveryColumn.FILE: lambda one: name_words(one.recording.file_name),
    DeliveryColumn.SIZE: lambda one: size_words(one.recording.file_size),
    DeliveryColumn.DESTINATION: lambda one: _folder(one.recording),
    DeliveryColumn.FINISHED: lambda one: moment_words(one.recording.uploaded_at),
    DeliveryColumn.PACKAGE: lambda one: name_words(one.package_name),
    DeliveryColumn.VERIFIED: lambda one: _proof(one.recording),
}


class DeliveryModel(QAbstractTableModel):
    """``more_wanted``: the view has come to the end of what is there, and there is more. GUI thread."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deliveries: list[Delivery] = []
        self._has_more = False
        self._is_asked = False

    def show(self, deliveries: Sequence[Delivery], *, has_more: bool) -> None:
        """Show the first page of another search."""
        self.beginResetModel()
        self._deliveries = list(deliveries)
        self._has_more, self._is_asked = has_more, False
        self.endResetModel()

    def add(self, deliveries: Sequence[Delivery], *, has_more: bool) -> None:
        """Add the page that was asked for."""
        self._has_more, self._is_asked = has_more, False
        if deliveries:
            first = len(self._deliveries)
            self.beginInsertRows(_ROOT, first, first + len(deliveries) - 1)
            self._deliveries += deliveries
            self.endInsertRows()

    def delivery_at(self, row: int) -> Delivery:
        """What row ``row`` shows."""
        return self._deliveries[row]

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_asked

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._is_asked = True
            self.more_wanted.emit()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._deliveries)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(DeliveryColumn)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        delivery, column = self._deliveries[index.row()], DeliveryColumn(index.column())
        match role:
            case _Role.DisplayRole:
                return _TEXTS[column](delivery)
            case _Role.ToolTipRole:
                return tip_words(_tip(delivery, column))
            case _Role.TextAlignmentRole if column is DeliveryColumn.SIZE:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(DeliveryColumn):
            return None
        if role == _Role.DisplayRole:
            return _title(DeliveryColumn(section))
        if role == _Role.TextAlignmentRole:
            is_right = section == DeliveryColumn.SIZE
            side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _tip(delivery: Delivery, column: DeliveryColumn) -> str:
    recording = delivery.recording
    if column is DeliveryColumn.FILE:
        return name_words(recording.source_path or recording.file_name)
    if column is DeliveryColumn.DESTINATION:
        return f"{recording.profile}\n{name_words(f'{recording.bucket}/{recording.object_key}')}".strip()
    return _TEXTS[column](delivery)
