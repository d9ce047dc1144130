"""The Help menu: what it offers, and that a report tells what is needed and no secret."""

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.rig import environment, opened, shown
from gui.scenes.dialog_scenes import DIALOGS
from gui.scenes.preferences_scenes import PREFERENCES
from lab.stores.s3probe import S3Address
from uploader_gui import __version__
from uploader_gui.gui.help.program_sheets import AboutSheet, ReportSheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.text_sheet import TextSheet
from uploader_gui.runtime.fault_report import version_facts
from uploader_gui.runtime.program_version import program_version

pytestmark = pytest.mark.case("W17")
STORE = S3Address("http://127.0.0.1:9", "AKIATHEKEY", "a-secret-of-mine", "films")


def test_the_menu_offers_help_keys_log_report_and_version(window: MainWindow) -> None:
    menu = window.menuBar().actions()[-1].menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "How it works",
        "Guide",
        "Keyboard shortcuts",
        "Open the log folder",
        "Report a fault",
        "About Uploader",
    ]


def test_the_version_can_be_copied_with_what_it_runs_on(window: MainWindow, tmp_path: Path) -> None:
    sheet = AboutSheet(window, version_facts(), tmp_path, notices="")
    button(sheet, "Copy").click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Uploader {program_version()}\nPython ")
    assert f"State directory: {tmp_path}" in copied
    assert "Licences" not in [one.text() for one in sheet.findChildren(QPushButton)]
    sheet.close()


def test_a_bundle_shows_the_licences_of_what_is_in_it(window: MainWindow, tmp_path: Path) -> None:
    sheet = AboutSheet(window, version_facts(), tmp_path, notices="Qt is under the LGPL")
    button(sheet, "Licences").click()
    (licences,) = sheet.findChildren(TextSheet)
    assert licences.text.toPlainText() == "Qt is under the LGPL"
    sheet.close()


@pytest.mark.parametrize("name", ["help-about", "help-report", "left-out"])
def test_a_text_to_read_opens_with_the_focus_on_what_closes_it(theme: Theme, qtbot: QtBot, name: str) -> None:
    sheet = (DIALOGS | PREFERENCES)[name](theme)
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
    assert sheet.focusWidget() is button(sheet, "Close")


def button(dialog: QDialog, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def test_a_report_tells_settings_counts_and_log_and_is_saved_without_a_secret(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    place = tmp_path / "uploader-report.txt"

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", STORE)) as rig:
            logging.getLogger("uploader_gui").info("It said %s and Signature=abc123", STORE.secret_key)
            rig.window.commands.report.trigger()
            sheet = await shown(rig, ReportSheet)
            button(sheet, "Save").click()
            picker = await shown(rig, QFileDialog)
            assert isinstance(picker, QFileDialog)
            picker.setDirectory(str(tmp_path))
            picker.accept()
            said = rig.window.totals
            await rig.until_said(
                said.messageChanged, lambda: "is saved" in said.currentMessage(), "that it is saved"
            )
            sheet.close()

    on_qt(scenario())
    text = place.read_text("utf-8")
    for words in (f"Uploader {__version__}", "Qt 6.", "jobs_at_once: 3", "FAILED: 0", "It said [hidden] and"):
        assert words in text
    assert STORE.secret_key not in text
    assert "abc123" not in text


def test_the_log_folder_is_opened_or_named(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_urls: list[QUrl] = []
    has_viewer = [True, False]

    def open_url(url: QUrl) -> bool:
        opened_urls.append(url)
        return has_viewer.pop(0)

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path)) as rig:
            rig.window.commands.log_folder.trigger()
            assert rig.bars() == []
            rig.window.commands.log_folder.trigger()
            [bar] = rig.bars()
            assert str(tmp_path) in bar

    on_qt(scenario())
    assert opened_urls == [QUrl.fromLocalFile(str(tmp_path))] * 2
