"""Names and the store's words, shown as they are: no markup is read, no picture is loaded."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt, QTimer
from PySide6.QtGui import Qt as QtText
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui import samples
from gui.conftest import RunOnQt
from gui.samples import an_event
from gui.scenes.dialog_scenes import NO_KEYRING, a_new_job
from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, LogLine
from uploader_gui.domain.messages import messages_of
from uploader_gui.gui.connections.browser_sheet import BrowserSheet
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connections_sheet import ConnectionsSheet
from uploader_gui.gui.connections.destination_button import DestinationButton
from uploader_gui.gui.connections.import_sheet import ImportSheet
from uploader_gui.gui.dialogs import confirmed
from uploader_gui.gui.drop.drop_model import DropModel
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.look.plain_text import notification_words, show_plain
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, SuggestedFix
from uploader_gui.storage.settings.imported_connections import AWS, ImportedConnection
from uploader_gui.transfer.intake.preview import DestinationState

SOURCES = sorted((Path(__file__).parents[3] / "uploader_gui" / "gui").glob("**/*.py"))
EVIL = "<b>take</b> <img src='file:///etc/hostname'> <a href='https://evil.example'>R&D</a>"
EVIL_STORE = replace(samples.STUDIO, name=EVIL, bucket=EVIL, prefix=EVIL, endpoint=EVIL)
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def labels_that_read_markup(top: QWidget) -> list[str]:
    """The labels below ``top`` that would take a text for HTML."""
    return [
        f"{label.objectName()}: {label.text()}"
        for label in top.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and "<" in label.text()
    ]


def models_below(top: QWidget) -> Iterator[QAbstractItemModel]:
    for view in top.findChildren(QAbstractItemView):
        if view.model() is not None:
            yield view.model()


def tips(top: QWidget) -> Iterator[str]:
    """All that the pointer brings up over ``top``, its children and their cells."""
    for widget in (top, *top.findChildren(QWidget)):
        yield widget.toolTip()
    for model in models_below(top):
        for row in range(model.rowCount()):
            for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
                tip = model.sibling(row, column, model.index(row, 0)).data(Qt.ItemDataRole.ToolTipRole)
                yield tip or ""


def shown_as(tip: str) -> str:
    """What a tool tip shows: Qt decides by its looks whether it is markup."""
    if not QtText.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


def check(top: QWidget, *, has_tips: bool = True) -> None:
    """Nothing below ``top`` reads the hostile text as markup."""
    assert labels_that_read_markup(top) == []
    hostile = [tip for tip in tips(top) if re.search(r"\btake\b", tip)]
    assert bool(hostile) >= has_tips
    for tip in hostile:
        assert "<b>take</b> <img" in shown_as(tip)


@pytest.mark.case("S05", "R20")
def test_names_and_the_stores_words_are_plain_text_in_the_main_window(
    window: MainWindow, qapp: QApplication
) -> None:
    failed = samples.failed(1, messages_of(f"The store refused it: {EVIL}"), name=EVIL)
    job = replace(failed.job, destination=replace(failed.job.destination, profile=EVIL, object_key=EVIL))
    window.apply([an_event(replace(failed, job=job))])
    window.table.selectRow(0)
    window.details.show_log(
        [
            LogLine(NOW, messages_of(f"Failed: {EVIL}"), ErrorCode.ACCESS_DENIED),
            LogLine(NOW, messages_of(EVIL)),
        ]
    )
    window.show_profiles([EVIL_STORE], EVIL_STORE)
    notice = window.notices.show_notice(EVIL, is_warning=True)
    qapp.processEvents()
    assert notice.words == EVIL
    check(window)
    notice.say(f"{EVIL} again")
    check(window)


@pytest.mark.case("S05", "R20")
def test_names_and_the_stores_words_are_plain_text_in_every_dialog(theme: Theme, qtbot: QtBot) -> None:
    for dialog, has_tips in hostile_dialogs(theme):
        qtbot.addWidget(dialog)
        dialog.show()
        check(dialog, has_tips=has_tips)


def hostile_dialogs(theme: Theme) -> Iterator[tuple[QDialog, bool]]:
    connection = ConnectionDialog(None, EVIL_STORE, has_secret=True, keeping=NO_KEYRING)
    error = StoreError(
        messages_of(f"The store says: {EVIL}"), code=ErrorCode.ACCESS_DENIED, kind=ErrorKind.NEEDS_USER
    )
    connection.show_test(ConnectionTest(error, SuggestedFix(FixKind.REGION, EVIL)))
    yield connection, False
    sheet = ConnectionsSheet(None, NO_KEYRING.note)
    sheet.show_profiles([EVIL_STORE], None)
    yield sheet, True
    found = ImportedConnection(AWS, EVIL, EVIL, EVIL, EVIL, "secret", why_not=messages_of(EVIL))
    yield ImportSheet(None, [found]), True
    browser = BrowserSheet(None, theme, EVIL, EVIL)
    browser.show_refusal(EVIL)
    yield browser, False
    model = DropModel(ConflictPolicy.REFUSE)
    drop = DropSheet(None, model, EVIL_STORE, offers_never=True)
    model.setParent(drop)
    new = a_new_job(1, EVIL, 5)
    model.show_files([new], [Refusal(EVIL, "", 0, ErrorCode.LINK_BROKEN, messages_of(EVIL))])
    model.show_destination_states({new.destination.object_key: DestinationState.TAKEN})
    drop.say(EVIL)
    yield drop, True


@pytest.mark.case("R20")
def test_questions_show_names_as_they_are(window: MainWindow, on_qt: RunOnQt) -> None:
    seen: list[str] = []
    wrong: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend(label.text() for label in box.findChildren(QLabel))
        wrong.extend(labels_that_read_markup(box))
        box.reject()

    async def ask() -> None:
        QTimer.singleShot(0, look)
        assert not await confirmed(window, EVIL, f"{EVIL} is lost", "Remove")

    on_qt(ask())
    assert {EVIL, f"{EVIL} is lost"} <= set(seen)
    assert wrong == []


@pytest.mark.case("R20")
def test_what_is_asked_for_in_a_line_shows_names_as_they_are(qtbot: QtBot) -> None:
    dialog = QInputDialog()
    qtbot.addWidget(dialog)
    dialog.setLabelText(f"Where “{EVIL}” goes:")
    show_plain(dialog)
    dialog.show()
    check(dialog, has_tips=False)


@pytest.mark.case("R20")
def test_an_ampersand_in_a_connections_name_is_no_shortcut(theme: Theme, qtbot: QtBot) -> None:
    button = DestinationButton(theme, [])
    qtbot.addWidget(button)
    profile = replace(samples.STUDIO, name="R&D")
    button.show_profiles([profile], profile)
    texts = [button.text(), *(action.text() for action in button.menu().actions() if action.text())]
    assert [text for text in texts if "R&&D" not in text] == []
    assert isinstance(button, QToolButton)


@pytest.mark.case("S05")
def test_a_notification_holds_no_markup_for_the_desktop_to_read() -> None:
    assert not set("<>") & set(notification_words(EVIL))


@pytest.mark.case("S05")
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_text_enters_widgets_in_one_way_only(source: Path) -> None:
    """Labels are plain ones, tool tips and menu entries are our own words or pass through ``plain_text``."""
    if source.stem == "plain_text":
        return
    tree = ast.parse(source.read_text(encoding="utf-8"))
    wrong = [found for node in ast.walk(tree) if (found := _wrong(node))]
    assert wrong == []
    for function in (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ):
        text = ast.unparse(function)
        if re.search(r"\b(QMessageBox|QInputDialog)\(", text):
            assert "show_plain(" in text, f"{source.stem}.{function.name}"


_OWN_WORDS = (
    "self.tr(",
    "translate(",
    "QCoreApplication.translate(",
    "job_columns.title(",
    "event.globalPos(",
)
_TAKING_TEXT = {
    "setToolTip": "tip_words",
    "showText": "tip_words",
    "addAction": "menu_words",
    "QAction": "menu_words",
}


def _wrong(node: ast.AST) -> str:
    if isinstance(node, ast.Name) and node.id == "QLabel":
        return f"line {node.lineno}: a QLabel, where a PlainLabel belongs"
    if not isinstance(node, ast.Call):
        return ""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    through = _TAKING_TEXT.get(called)
    if through is None:
        return ""
    texts = [each for each in node.args if isinstance(each, ast.Call | ast.JoinedStr | ast.Subscript)]
    bad = [each for each in texts if not _is_plain(each, through)]
    return f"line {node.lineno}: {ast.unparse(bad[0])}" if bad else ""


def _is_plain(text: ast.expr, through: str) -> bool:
    words = ast.unparse(text)
    is_own = words.startswith(_OWN_WORDS)
    is_filled = ".format(" in words
    return words.startswith((f"{through}(", "notification_words(")) or (is_own and not is_filled)
