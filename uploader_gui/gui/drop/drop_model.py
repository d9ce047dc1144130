"""The files of one drop: where each would go, what is there already, and what is left out with its reason."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

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

from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.words.engine_words import refusal_words
from uploader_gui.gui.words.wording import size_words
from uploader_gui.transfer.intake.preview import DestinationState

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns; OUTCOME says what happens to the file."""

    FILE = 0
    SIZE = 1
    PLACE = 2
    OUTCOME = 3


class Page(IntEnum):
    """Which of the files are shown."""

    FILES = 0
    TAKEN = 1
    LEFT_OUT = 2


def policy_words(policy: ConflictPolicy) -> str:
    """What is done where an object is there already."""
    translate = QCoreApplication.translate
    return {
        ConflictPolicy.REFUSE: translate("DropModel", "Ask"),
        ConflictPolicy.SKIP: translate("DropModel", "Skip"),
        ConflictPolicy.RENAME: translate("DropModel", "Keep both"),
        ConflictPolicy.OVERWRITE: translate("DropModel", "Replace"),
    }[policy]


class DropModel(QAbstractTableModel):
    """One page of a drop at a time; the OUTCOME of a taken place can be edited. ``changed``: counts may differ.

    The choices are kept by source path, so that they outlive another prefix. Knows no widgets.
    """

    changed = Signal()

    def __init__(self, usual: ConflictPolicy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._usual: ConflictPolicy = usual
        if usual is ConflictPolicy.REFUSE:
            self._usual = ConflictPolicy.SKIP
        self._choices: dict[str, ConflictPolicy] = {}
        self._new: list[NewJob] = []
        self._taken: list[NewJob] = []
        self._left_out: list[Refusal] = []
        self._destination_states: Mapping[str, DestinationState] = {}
        self._page = Page.FILES

    def show_files(self, new: Sequence[NewJob], left_out: Sequence[Refusal]) -> None:
        """Another list of files; what is at their places is not known yet."""
        self.beginResetModel()
        self._new, self._left_out = list(new), list(left_out)
        self._destination_states, self._taken = {}, []
        self.endResetModel()
        self.changed.emit()

    def show_destination_states(self, destination_states: Mapping[str, DestinationState]) -> None:
        """What is at their places, by key."""
        self.beginResetModel()
        self._destination_states = destination_states
        self._taken = [one for one in self._new if self.destination_state(one) is DestinationState.TAKEN]
        self.endResetModel()
        self.changed.emit()

    def show_page(self, page: Page) -> None:
        """Show these of the files."""
        self.beginResetModel()
        self._page = page
        self.endResetModel()

    def count(self, page: Page) -> int:
        """How many files are on a page."""
        return len(self._rows(page))

    def total_size(self) -> int:
        """Bytes of all files that are not left out."""
        return sum(one.plan.file_size for one in self._new)

    def destination_state(self, new: NewJob) -> DestinationState:
        """What is at the file's place, as far as that is known."""
        return self._destination_states.get(new.destination.object_key, DestinationState.FREE)

    def choose_for_all(self, policy: ConflictPolicy) -> None:
        """One answer for every place that is taken."""
        self._usual = policy
        self._choices.clear()
        self.dataChanged.emit(self.index(0, Column.OUTCOME), self.index(self.rowCount() - 1, Column.OUTCOME))
        self.changed.emit()

    def choices(self) -> dict[str, ConflictPolicy]:
        """What was decided about each taken place, by source path."""
        return {one.source_path: self._choice(one) for one in self._taken}

    def shared_choice(self) -> ConflictPolicy | None:
        """The answer that all taken places have, None if they differ."""
        found = {self._choice(one) for one in self._taken} or {self._usual}
        return found.pop() if len(found) == 1 else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows(self._page))

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        place = self.tr("Why") if self._page is Page.LEFT_OUT else self.tr("Will be stored as")
        return [self.tr("File"), self.tr("Size"), place, self.tr("What happens")][section]

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._is_choice(index) else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows(self._page)[index.row()]
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.EditRole and self._is_choice(index) and isinstance(row, NewJob):
            return self._choice(row).value
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_words(_path(row) if column is Column.FILE else self._words(row, column))
        return self._words(row, column) if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self._is_choice(index):
            return False
        row = self._rows(self._page)[index.row()]
        self._choices[_path(row)] = ConflictPolicy(value)
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True

    def _rows(self, page: Page) -> Sequence[NewJob | Refusal]:
        return (self._new, self._taken, self._left_out)[page]

    def _choice(self, new: NewJob) -> ConflictPolicy:
        return self._choices.get(new.source_path, self._usual)

    def _is_choice(self, index: Index) -> bool:
        if not index.isValid() or index.column() != Column.OUTCOME:
            return False
        row = self._rows(self._page)[index.row()]
        return isinstance(row, NewJob) and self.destination_state(row) is DestinationState.TAKEN

    def _words(self, row: NewJob | Refusal, column: Column) -> str:
        is_new = isinstance(row, NewJob)
        match column:
            case Column.FILE:
                return row.file_name if isinstance(row, NewJob) else row.path.rpartition("/")[2]
            case Column.SIZE:
                size = row.plan.file_size if isinstance(row, NewJob) else row.file_size
                return size_words(size) if is_new or size else ""
            case Column.PLACE:
                return row.destination.object_key if isinstance(row, NewJob) else refusal_words(row)
            case Column.OUTCOME:
                return self._outcome(row) if isinstance(row, NewJob) else self.tr("Left out")

    def _outcome(self, new: NewJob) -> str:
        match self.destination_state(new):
            case DestinationState.TAKEN:
                return policy_words(self._choice(new))
            case DestinationState.KNOWN:
                return self.tr("Is in the list")
            case DestinationState.BUSY:
                return self.tr("Another file is on its way there")
            case DestinationState.FREE:
                return self.tr("Upload")


def _path(row: NewJob | Refusal) -> str:
    return row.source_path if isinstance(row, NewJob) else row.path


def _alignment(section: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if section == Column.SIZE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
