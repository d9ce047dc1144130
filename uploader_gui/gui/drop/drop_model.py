"""The files of one drop as a table: where each would go, what is there already, and what is left out with its reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.store.found_progress import FOUND_CHOICES, FoundPolicy, FoundProgress
from uploader_gui.gui.drop.drop_files import Choice, DropFiles, DropTotals
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.words.engine_words import error_words, refusal_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.wording import found_words, listed, short_found_words, there_words
from uploader_gui.source.scan import ScannedFile
from uploader_gui.transfer.intake.preview import DestinationState
from uploader_gui.transfer.job.conflict import ObjectThere

_DECIDED_HERE = frozenset({DestinationState.TAKEN, DestinationState.BEGUN})
Index = QModelIndex | QPersistentModelIndex
Row = NewJob | Refusal
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole


class DropColumn(IntEnum):
    """The columns; THERE is the object that has the file's place, OUTCOME says what happens to the file."""

    FILE = 0
    SIZE = 1
    THERE = 2
    PLACE = 3
    OUTCOME = 4


_FILE, _PLACE, _OUTCOME = (int(column) for column in (DropColumn.FILE, DropColumn.PLACE, DropColumn.OUTCOME))
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_CHECKED = _PLAIN | Qt.ItemFlag.ItemIsUserCheckable
_EDITED = _PLAIN | Qt.ItemFlag.ItemIsEditable


class Page(IntEnum):
    """Which of the files are shown. NOTED: those of which somebody who drops their folder may not know."""

    FILES = 0
    TAKEN = 1
    BEGUN = 2
    NOTED = 3
    LEFT_OUT = 4


POLICIES = (ConflictPolicy.SKIP, ConflictPolicy.RENAME, ConflictPolicy.OVERWRITE)
"""What can be decided where an object is there already; of a file that is partly there, ``FOUND_CHOICES``."""


def policy_words(policy: ConflictPolicy) -> str:
    """What is done where an object is there already."""
    translate = QCoreApplication.translate
    return {
        ConflictPolicy.REFUSE: translate("DropModel", "Ask"),
        ConflictPolicy.SKIP: translate("DropModel", "Skip"),
        ConflictPolicy.RENAME: translate("DropModel", "Keep both"),
        ConflictPolicy.OVERWRITE: translate("DropModel", "Replace"),
    }[policy]


def choice_words(choice: Choice) -> str:
    """What is done, in short."""
    if isinstance(choice, ConflictPolicy):
        return policy_words(choice)
    translate = QCoreApplication.translate
    return {
        FoundPolicy.UNASKED: "",
        FoundPolicy.CONTINUE: translate("DropModel", "Go on"),
        FoundPolicy.ANEW: translate("DropModel", "Begin anew"),
        FoundPolicy.REFUSE: translate("DropModel", "Leave it alone"),
    }[choice]


class DropModel(QAbstractTableModel):
    """One page of a drop at a time. Can be edited: the OUTCOME of a taken place and of a file that is partly there, and
    with ``may_choose_files`` the check mark of each file and, in PLACE, its key.

    ``changed``: counts may differ. ``renamed`` (a NewJob): what is at its new place is not known yet. ``refused``: a key
    can't be used, with the reason in words. Knows no widgets.
    """

    changed = Signal()
    renamed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, usual: ConflictPolicy, parent: QObject | None = None, *, may_choose_files: bool = True
    ) -> None:
        super().__init__(parent)
        self._files = DropFiles(usual)
        self._may_choose_files = may_choose_files
        self._page = Page.FILES
        self._sorted_by: tuple[DropColumn, Qt.SortOrder] | None = None
        self._shown: list[Row] = []

    @property
    def page(self) -> Page:
        """Which of the files are shown."""
        return self._page

    def show_files(
        self,
        new: Sequence[NewJob],
        left_out: Sequence[Refusal],
        prefix: str = "",
        noted: Iterable[ScannedFile] = (),
    ) -> None:
        """Another list of files, made for ``prefix``; what is at their places is not known yet."""
        self.beginResetModel()
        self._files.show(new, left_out, prefix, noted)
        self._arrange()
        self.endResetModel()
        self.changed.emit()

    def show_destination_states(
        self,
        destination_states: Mapping[str, DestinationState],
        progress: Mapping[str, FoundProgress] | None = None,
        there: Mapping[str, ObjectThere] | None = None,
    ) -> None:
        """What is at places, by key; ``progress``, of those that are BEGUN, and what is ``there`` of those that are TAKEN.
        More may follow.
        """
        self._files.learn(destination_states, progress, there)
        if self._page in {Page.TAKEN, Page.BEGUN}:
            self.show_page(self._page)
        else:
            self._tell_rows(0, len(self._shown) - 1)
        self.changed.emit()

    def show_page(self, page: Page) -> None:
        """Show these of the files."""
        self.beginResetModel()
        self._page = page
        self._arrange()
        self.endResetModel()

    @property
    def is_about_taken_places(self) -> bool:
        """Whether all that is shown are files whose places are taken."""
        is_all = self._page is Page.FILES and 0 < len(self._shown) == len(self._files.taken)
        return self._page is Page.TAKEN or is_all

    def files(self) -> list[NewJob]:
        """All that were not refused, with the keys that they have now."""
        return list(self._files.new)

    def chosen(self, new: Sequence[NewJob], prefix: str) -> list[NewJob]:
        """Those of ``new``, made for ``prefix``, that were not left out, with the keys that were entered."""
        return self._files.chosen(new, prefix)

    def count(self, page: Page) -> int:
        """How many files are on a page."""
        return len(self._of_page(page))

    def count_noted(self) -> tuple[int, int, int]:
        """How many files are hidden, are links that lead out of their folder, are in no media hash list though there is
        one; left out ones don't count.
        """
        noted = [self._remark(one) for one in self._files.noted if self._files.is_included(one)]
        return (
            sum(one.is_hidden for one in noted),
            sum(bool(one.leads_to) for one in noted),
            sum(one.is_unlisted for one in noted),
        )

    def count_compared(self) -> int:
        """How many files are compared with a media hash list; left out ones don't count."""
        return sum(
            any(value for _, value in one.expected_hashes)
            for one in self._files.new
            if self._files.is_included(one)
        )

    def count_missing(self) -> int:
        """How many files a media hash list names that are not there."""
        return sum(one.code == ErrorCode.LISTED_FILE_MISSING for one in self._files.refused)

    def count_clashes(self) -> int:
        """How many files are left out because two would be stored under one key."""
        return sum(one.code == ErrorCode.DUPLICATE_KEY for one in self._files.refused)

    def totals(self) -> DropTotals:
        """How much will be sent as it is decided now."""
        return self._files.totals()

    def include(self, rows: Iterable[int], *, is_included: bool) -> None:
        """Leave the files of these rows out, or take them after all."""
        numbers = [row for row in rows if self._has_check_mark(row)]
        if numbers:
            chosen = [one for row in numbers if isinstance(one := self._shown[row], NewJob)]
            self._files.include(chosen, is_included=is_included)
            self._tell_rows(min(numbers), max(numbers))
            self.changed.emit()

    def marks(self, rows: Iterable[int]) -> set[bool]:
        """Which check marks there are in these rows."""
        return {self._is_included(self._shown[row]) for row in rows if self._has_check_mark(row)}

    def toggle(self, rows: Sequence[int]) -> None:
        """Leave the files of these rows out; take them after all if they are out already."""
        self.include(rows, is_included=True not in self.marks(rows))

    def choose_for_all(self, policy: Choice) -> None:
        """One answer for every place that is taken, or for every file that is partly there."""
        self._files.choose_for_all(policy)
        self._tell_rows(0, len(self._shown) - 1)
        self.changed.emit()

    def choices(self) -> dict[str, ConflictPolicy]:
        """What was decided about each taken place, by source path."""
        return {one.source_path: self._files.policy(one) for one in self._files.taken}

    def found_choices(self) -> dict[str, FoundPolicy]:
        """What was decided about each file that is partly there, by source path."""
        return {one.source_path: self._files.found_policy(one) for one in self._files.begun}

    def shared_choice(self) -> ConflictPolicy | None:
        """The answer that all taken places have, None if they differ."""
        return self._files.shared_policy()

    def shared_found_choice(self) -> FoundPolicy | None:
        """The answer that all files have that are partly there, None if they differ or there is none."""
        return self._files.shared_found_policy()

    def options(self, index: Index) -> Sequence[Choice]:
        """What can be decided there, nothing where that is not asked."""
        new = self._undecided(index)
        if new is None:
            return ()
        return FOUND_CHOICES if self._files.found(new) else POLICIES

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        kept = [(old, self._shown[old.row()]) for old in self.persistentIndexList()]
        self._sorted_by = (DropColumn(column), order) if column in list(DropColumn) else None
        self._arrange()
        places = {id(row): number for number, row in enumerate(self._shown)}
        self.changePersistentIndexList(
            [old for old, _ in kept], [self.index(places[id(row)], old.column()) for old, row in kept]
        )
        self.layoutChanged.emit()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(DropColumn)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return _alignment(section)
        if role != _Role.DisplayRole:
            return None
        place = {
            Page.LEFT_OUT: self.tr("Why"),
            Page.BEGUN: self.tr("What is there"),
            Page.NOTED: self.tr("What it is"),
        }.get(self._page, self.tr("Will be stored as"))
        there = self.tr("What is there")
        return [self.tr("File"), self.tr("Size"), there, place, self.tr("What happens")][section]

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        # Selecting all asks for those of every cell: made beforehand, it takes half the time.
        column = index.column()
        if column == _FILE:
            return _CHECKED if self._has_check_mark(index.row()) else _PLAIN
        if column == _PLACE:
            return _EDITED if self._may_be_renamed(index) else _PLAIN
        if column == _OUTCOME:
            return _EDITED if self._undecided(index) is not None else _PLAIN
        return _PLAIN if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], DropColumn(index.column())
        match role:
            case _Role.DisplayRole:
                return self._words(row, column)
            case _Role.TextAlignmentRole:
                return _alignment(column)
            case _Role.ToolTipRole:
                return tip_words(self._tip(row, column))
            case _Role.EditRole:
                return self._edited(index)
            case _Role.CheckStateRole if column is DropColumn.FILE and self._has_check_mark(index.row()):
                return Qt.CheckState.Checked if self._is_included(row) else Qt.CheckState.Unchecked
            case _:
                return None

    @override
    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if not index.isValid():
            return False
        if role == _Role.CheckStateRole and index.column() == DropColumn.FILE:
            self.include([index.row()], is_included=Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        if role != _Role.EditRole:
            return False
        new = self._undecided(index)
        if new is not None:
            self._files.choose(new, value)
            self.dataChanged.emit(index, index)
            self.changed.emit()
            return True
        return self._may_be_renamed(index) and self._rename(index.row(), str(value))

    def is_included(self, index: Index) -> bool:
        """Whether the file of this row is among those that the user takes; nothing can be said of a refused one."""
        return self._is_included(self._shown[index.row()])

    def _rename(self, number: int, key: str) -> bool:
        row = self._shown[number]
        if not isinstance(row, NewJob) or key == row.destination.object_key:
            return False
        try:
            named = self._files.rename(row, key)
        except UploaderError as error:
            self.refused.emit(error_words(error))
            return False
        self._shown[number] = named
        self._tell_rows(number, number)
        self.changed.emit()
        self.renamed.emit(named)
        return True

    def _of_page(self, page: Page) -> Sequence[Row]:
        files = self._files
        return (files.new, files.taken, files.begun, files.noted, files.refused)[page]

    def _arrange(self) -> None:
        self._shown = list(self._of_page(self._page))
        if self._sorted_by is not None:
            column, order = self._sorted_by
            self._shown.sort(key=self._sort_key(column), reverse=order is Qt.SortOrder.DescendingOrder)

    def _sort_key(self, column: DropColumn) -> Callable[[Row], str | int]:
        if column is DropColumn.SIZE:
            return _size
        return lambda row: self._words(row, column).casefold()

    def _tell_rows(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, DropColumn.FILE), self.index(last, DropColumn.OUTCOME))

    def _has_check_mark(self, row: int) -> bool:
        return self._may_choose_files and isinstance(self._shown[row], NewJob)

    def _is_included(self, row: Row) -> bool:
        return isinstance(row, Refusal) or self._files.is_included(row)

    def _may_be_renamed(self, index: Index) -> bool:
        return (
            index.column() == DropColumn.PLACE
            and self._page in {Page.FILES, Page.TAKEN}
            and self._has_check_mark(index.row())
        )

    def _undecided(self, index: Index) -> NewJob | None:
        """The file that is there already, wholly or partly, if it is about that what stands at ``index``."""
        if not index.isValid() or index.column() != DropColumn.OUTCOME:
            return None
        row = self._shown[index.row()]
        if not isinstance(row, NewJob) or not self._files.is_included(row):
            return None
        return row if self._files.state(row) in _DECIDED_HERE else None

    def _edited(self, index: Index) -> str | None:
        new = self._undecided(index)
        if new is not None:
            found = self._files.found(new)
            return (self._files.policy(new) if found is None else self._files.found_policy(new)).value
        row = self._shown[index.row()]
        return row.destination.object_key if isinstance(row, NewJob) and self._may_be_renamed(index) else None

    def _tip(self, row: Row, column: DropColumn) -> str:
        if column is DropColumn.FILE:
            return name_words(row.source_path if isinstance(row, NewJob) else row.path)
        found = self._files.found(row) if isinstance(row, NewJob) else None
        if found is not None:
            return found_words(found)
        there = self._words(row, DropColumn.THERE) if column is DropColumn.OUTCOME else ""
        words = self._words(row, column)
        return self.tr("{0}. What is there: {1}").format(words, there) if there else words

    def _words(self, row: Row, column: DropColumn) -> str:
        match column:
            case DropColumn.FILE:
                return name_words(row.file_name if isinstance(row, NewJob) else row.path.rpartition("/")[2])
            case DropColumn.SIZE:
                return size_words(_size(row)) if isinstance(row, NewJob) or row.file_size else ""
            case DropColumn.THERE:
                there = self._files.there(row) if isinstance(row, NewJob) else None
                return "" if there is None else there_words(there.size, there.modified_at, _size(row))
            case DropColumn.PLACE:
                return self._place(row) if isinstance(row, NewJob) else refusal_words(row)
            case DropColumn.OUTCOME:
                return self._outcome(row) if isinstance(row, NewJob) else self.tr("Left out")

    def _place(self, new: NewJob) -> str:
        found = self._files.found(new)
        if self._page is Page.NOTED:
            return self._remark_words(self._remark(new))
        if self._page is Page.BEGUN and found is not None:
            return short_found_words(found)
        return name_words(new.destination.object_key)

    def _remark(self, new: NewJob) -> ScannedFile:
        return self._files.remarks[new.source_path]

    def _remark_words(self, file: ScannedFile) -> str:
        words = [self.tr("Hidden file")] if file.is_hidden else []
        if file.leads_to:
            words.append(self.tr("Link out of the folder, to {0}").format(name_words(file.leads_to)))
        if file.is_unlisted:
            words.append(self.tr("In no media hash list"))
        return listed(words)

    def _outcome(self, new: NewJob) -> str:
        if not self._files.is_included(new):
            return self.tr("Not ticked")
        match self._files.state(new):
            case DestinationState.TAKEN:
                return policy_words(self._files.policy(new))
            case DestinationState.BEGUN:
                found, chosen = self._files.found(new), self._files.found_policy(new)
                if found is None or chosen is not FoundPolicy.CONTINUE:
                    return choice_words(chosen)
                return self.tr("Go on from {0} %").format(found.percent)
            case DestinationState.KNOWN:
                return self.tr("Is in the list")
            case DestinationState.BUSY:
                return self.tr("Another file is on its way there")
            case DestinationState.FREE:
                return self.tr("Upload")


def _size(row: Row) -> int:
    return row.plan.file_size if isinstance(row, NewJob) else row.file_size


def _alignment(section: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if section == DropColumn.SIZE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
