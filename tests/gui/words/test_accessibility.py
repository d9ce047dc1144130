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
from gui.samples import an_event
from gui.scenes.details_scenes import DETAILS
from gui.scenes.dialog_scenes import DIALOGS
from gui.scenes.history_scenes import HISTORY
from gui.scenes.preferences_scenes import PREFERENCES
from uploader_gui.gui.help.help_page import HelpPage
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow

USED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextEdit)
ROLES = QAccessible.Role
NOTHING = (ROLES.NoRole, ROLES.Client, ROLES.Pane, ROLES.LayeredPane, ROLES.Grouping, ROLES.Border)
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


def vague(top: QWidget) -> list[str]:
    """The visible widgets below ``top`` on which the Tab key stops, but which are nothing in particular
    and have no name."""
    stops = (
        each
        for each in top.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
    )
    interfaces = [
        (each, QAccessible.queryAccessibleInterface(each))
        for each in stops
        if each.isVisibleTo(top) and not each.objectName().startswith(OWN)
    ]
    return [
        f"{type(each).__name__} {each.objectName()}"
        for each, interface in interfaces
        if interface is None or (interface.role() in NOTHING and not each.accessibleName())
    ]


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def test_everything_in_the_window_has_a_name_and_a_role(window: MainWindow) -> None:
    window.apply([an_event(samples.uploading(1)), an_event(samples.failed(2))])
    window.notices.show_notice("2 uploads were interrupted.", [("Continue all", lambda: None)])
    assert nameless(window) == []
    assert vague(window) == []


@pytest.mark.parametrize("name", DETAILS)
def test_everything_in_the_details_has_a_name_and_a_role(window: MainWindow, name: str) -> None:
    DETAILS[name](window)
    assert nameless(window) == []
    assert vague(window) == []


@pytest.mark.parametrize("name", [*PREFERENCES, *DIALOGS])
def test_everything_in_a_dialog_has_a_name_and_a_role(theme: Theme, qtbot: QtBot, name: str) -> None:
    scenes: dict[str, Callable[[Theme], QDialog]] = DIALOGS | HISTORY | PREFERENCES
    dialog = scenes[name](theme)
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []
    assert vague(dialog) == []


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
