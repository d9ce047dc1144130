"""What has the focus and what the mouse is on are seen, and calm: by what changes in the picture."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import an_event
from uploader_gui.gui.look.theme import Theme, ThemeChoice
from uploader_gui.gui.main_window import MainWindow

pytestmark = pytest.mark.case("W17")
SCHEMES: tuple[ThemeChoice, ...] = ("light", "dark")


def tab_bar() -> QTabBar:
    bar = QTabBar()
    bar.addTab("One")
    return bar


def checked(box: QCheckBox | QRadioButton) -> QWidget:
    box.setChecked(True)
    return box


def tool_button() -> QToolButton:
    button = QToolButton()
    button.setText("Words")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def rows() -> QTableWidget:
    table = QTableWidget(3, 2)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.selectRow(1)
    return table


MADE: dict[str, Callable[[], QWidget]] = {
    "button": lambda: QPushButton("Words"),
    "tool button": tool_button,
    "check box": lambda: QCheckBox("Words"),
    "checked box": lambda: checked(QCheckBox("Words")),
    "radio button": lambda: QRadioButton("Words"),
    "checked radio button": lambda: checked(QRadioButton("Words")),
    "field": lambda: QLineEdit("Words"),
    "combo box": QComboBox,
    "spin box": QSpinBox,
    "tabs": tab_bar,
    "rows": rows,
}


def changed(before: QImage, after: QImage) -> int:
    """How many pixels are others now."""
    places = [(x, y) for x in range(before.width()) for y in range(before.height())]
    return sum(before.pixel(*place) != after.pixel(*place) for place in places)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", MADE)
def test_the_focus_is_seen_and_moves_nothing(
    theme: Theme, qtbot: QtBot, kind: str, scheme: ThemeChoice
) -> None:
    theme.choose(scheme)
    dialog, widget, other = QDialog(), MADE[kind](), QLineEdit()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    column.addWidget(widget)
    column.addWidget(other)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    other.setFocus()
    size = widget.sizeHint()
    before = widget.grab().toImage()
    widget.setFocus()
    assert changed(before, widget.grab().toImage()) > 20
    assert widget.sizeHint() == size


@pytest.mark.parametrize("scheme", SCHEMES)
def test_rows_have_no_box_around_the_cell_that_has_the_focus(
    theme: Theme, qtbot: QtBot, scheme: ThemeChoice
) -> None:
    theme.choose(scheme)
    table = rows()
    qtbot.addWidget(table)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.setFocus()
    cells = [table.visualRect(table.model().index(1, column)) for column in (0, 1)]
    pictures = [table.viewport().grab(cell.adjusted(0, 0, -2, -2)).toImage() for cell in cells]
    assert table.currentIndex().column() == 0
    assert {pictures[0].pixel(x, y) for x in range(50) for y in range(10)} == {
        pictures[1].pixel(x, y) for x in range(50) for y in range(10)
    }


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_row_under_the_mouse_is_lit_as_a_whole_until_the_mouse_leaves(
    window: MainWindow, theme: Theme, scheme: ThemeChoice
) -> None:
    theme.choose(scheme)
    window.apply([an_event(samples.waiting(number)) for number in (1, 2, 3)])
    table, colours = window.table, theme.colours
    place = QPoint(60, table.rowViewportPosition(1) + 4)

    def grounds() -> list[str]:
        picture = table.viewport().grab().toImage()
        ends = (2, table.columnViewportPosition(8) + 2)
        return [
            picture.pixelColor(x, table.rowViewportPosition(row) + 4).name().upper()
            for row in (1, 2)
            for x in ends
        ]

    assert grounds() == [colours.base] * 4
    QTest.mouseMove(table.viewport(), QPoint(1, 1))
    QTest.mouseMove(table.viewport(), place)
    assert grounds() == [colours.hover] * 2 + [colours.base] * 2
    QTest.mouseMove(window.states, QPoint(5, 5))
    assert grounds() == [colours.base] * 4
