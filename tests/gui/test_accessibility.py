from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui import samples
from gui.dialog_scenes import DIALOGS
from gui.preferences_scenes import PREFERENCES
from gui.samples import an_event
from uploader_gui.gui.help_page import HelpPage
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow

USED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextEdit)
OWN = ("qt_", "ScrollLeftButton", "ScrollRightButton")  # parts that Qt makes, and names itself


def nameless(top: QWidget) -> list[str]:
    """The visible widgets below ``top`` that can be used, but of which a screen reader could not say what they are."""
    return [f"{type(each).__name__} {each.objectName()}" for each in used(top) if not spoken_name(each)]


def used(top: QWidget) -> Iterator[QWidget]:
    for each in top.findChildren(QWidget):
        is_own = (
            isinstance(each, QHeaderView)
            or each.objectName().startswith(OWN)
            or isinstance(each.parent(), QTabBar | QComboBox)
        )
        is_inner = isinstance(each, QLineEdit) and isinstance(each.parent(), QAbstractSpinBox)
        if isinstance(each, USED) and each.isVisibleTo(top) and not is_own and not is_inner:
            yield each


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def test_everything_in_the_window_has_a_name(window: MainWindow) -> None:
    window.apply([an_event(samples.uploading(1)), an_event(samples.failed(2))])
    window.notices.show_notice("2 uploads were interrupted.", [("Continue all", lambda: None)])
    assert nameless(window) == []


@pytest.mark.parametrize("name", [*PREFERENCES, *DIALOGS])
def test_everything_in_a_dialog_has_a_name(theme: Theme, qtbot: QtBot, name: str) -> None:
    scenes: dict[str, Callable[[Theme], QDialog]] = DIALOGS | PREFERENCES
    dialog = scenes[name](theme)
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []


def test_a_screen_reader_hears_each_cell(window: MainWindow) -> None:
    window.apply([an_event(samples.failed(1))])
    table = QAccessible.queryAccessibleInterface(window.table)
    assert table is not None
    assert table.role() is QAccessible.Role.Table
    model = window.model
    heard = model.index(0, Column.PROGRESS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Wrong secret key.")


def test_tab_goes_through_the_window_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.apply([an_event(samples.uploading(1))])
    window.activateWindow()
    window.table.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is window.table:
            break
    assert window.table in seen
    assert window.states in seen
    assert window.filter_box in seen


def test_no_two_keys_of_the_window_are_the_same(window: MainWindow) -> None:
    native = QKeySequence.SequenceFormat.PortableText
    keys = [key.toString(native) for action in window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_help_lists_the_keys_that_there_are(window: MainWindow) -> None:
    page = HelpPage(window)
    text = page.page.toPlainText()
    native = QKeySequence.SequenceFormat.NativeText
    keys = {action.shortcut().toString(native) for action in window.commands.findChildren(QAction)} - {""}
    assert len(keys) > 12
    assert {key for key in keys if key not in text} == set()
    page.close()
