"""The arrow of the column that the rows are ordered by."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle, QStyleOptionHeader

from gui import samples
from gui.samples import an_event
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.main_window import MainWindow


@pytest.mark.case("W17")
@pytest.mark.parametrize(
    ("column", "order", "title"),
    [
        (Column.FILE, Qt.SortOrder.AscendingOrder, "File ↑"),
        (Column.FILE, Qt.SortOrder.DescendingOrder, "File ↓"),
        (Column.SIZE, Qt.SortOrder.AscendingOrder, "↑ Size"),
        (Column.TIME_LEFT, Qt.SortOrder.DescendingOrder, "↓ Time left"),
    ],
)
def test_the_arrow_stands_beside_the_title_and_not_over_it(
    window: MainWindow, column: Column, order: Qt.SortOrder, title: str
) -> None:
    window.apply([an_event(samples.waiting(1))])
    window.table.sortByColumn(column, order)
    header = window.table.horizontalHeader()
    painted = QStyleOptionHeader()
    header.initStyleOptionForIndex(painted, column)
    assert painted.text == title
    assert painted.sortIndicator is QStyleOptionHeader.SortIndicator.None_
    others = set(Column) - {column}
    for other in others:
        header.initStyleOptionForIndex(painted, other)
        assert not set(painted.text) & set("↑↓")


def test_a_title_and_its_arrow_have_room(window: MainWindow) -> None:
    header = window.table.horizontalHeader()
    margin = 2 * (header.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMargin, None, header) + 8)
    for column in Column:
        if not header.isSectionHidden(column):
            words = f"↑ {window.model.headerData(column, Qt.Orientation.Horizontal)}"
            needed = header.fontMetrics().horizontalAdvance(words) + margin
            assert header.sectionSize(column) >= needed, column.name
