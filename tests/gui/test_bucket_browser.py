"""Choosing bucket and folder, importing connections, and the list of connections."""

import json
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.dialog_scenes import FOREIGN
from gui.rig import Rig, environment, home_with, opened
from gui.samples import STUDIO
from lab.s3probe import Probe
from uploader_gui.gui.connections.browser_sheet import BrowserSheet
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.connections.connections_sheet import ConnectionsSheet
from uploader_gui.gui.connections.import_sheet import ImportSheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.storage.settings.settings import SavedSettings
from uploader_gui.storage.settings.settings_file import SettingsFile

Kind = TypeVar("Kind", bound=QDialog)


@pytest.fixture
def sheet(theme: Theme, qtbot: QtBot) -> BrowserSheet:
    made = BrowserSheet(None, theme, "media", "2026/")
    qtbot.addWidget(made)
    made.show()
    return made


async def modal(rig: Rig, kind: type[Kind]) -> Kind:
    """Wait for a dialog of this kind to ask."""
    await rig.until(lambda: isinstance(QApplication.activeModalWidget(), kind), kind.__name__)
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def names(sheet: BrowserSheet) -> list[str]:
    return [sheet.list.item(row).text() for row in range(sheet.list.count())]


def test_enter_opens_a_folder_and_does_not_end_the_choice(sheet: BrowserSheet, qtbot: QtBot) -> None:
    sheet.show_folders(["raw"], 2, is_whole=True)
    with qtbot.waitSignal(sheet.listing_wanted) as asked:
        QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert asked.args == ["media", "2026/raw/"]
    assert sheet.isVisible()


def test_up_leads_to_the_folder_above_and_at_last_to_the_buckets(sheet: BrowserSheet) -> None:
    sheet.up.click()
    assert (sheet.bucket(), sheet.prefix()) == ("media", "")
    sheet.up.click()
    assert (sheet.bucket(), sheet.prefix()) == ("", "")
    assert not sheet.up.isEnabled()


def test_a_place_can_be_typed_where_nothing_may_be_listed(sheet: BrowserSheet) -> None:
    sheet.show_refusal("These keys may not list this bucket.")
    sheet.place.clear()
    QTest.keyClicks(sheet.place, "other/new folder")
    assert (sheet.bucket(), sheet.prefix()) == ("other", "new folder/")


def test_a_new_folder_is_entered_without_asking_the_store_to_make_it(sheet: BrowserSheet) -> None:
    sheet.new_name.setText("edit")
    sheet.make.click()
    assert sheet.prefix() == "2026/edit/"


def test_what_is_chosen_in_the_browser_is_where_new_files_go(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    bucket.put("2026/raw/a.mp4", b"x")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.window.commands.browse.trigger()
            sheet = await modal(rig, BrowserSheet)
            await rig.until_said(sheet.listed, lambda: names(sheet) == ["2026"], "the folders")
            sheet.list.itemActivated.emit(sheet.list.item(0))
            await rig.until_said(sheet.listed, lambda: names(sheet) == ["raw"], "the folder below")
            sheet.accept()
            shown = rig.window.destination
            await rig.until_said(shown.shown, lambda: "2026/" in shown.text(), "the place")

    on_qt(scenario())


def test_a_connection_is_imported_and_only_lacks_its_bucket(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alias = {"url": "http://nas:9000", "accessKey": "minio", "secretKey": "minio123"}
    (tmp_path / "config.json").write_text(json.dumps({"aliases": {"nas": alias}}), encoding="utf-8")
    monkeypatch.setenv("MC_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home")) as rig:
            rig.window.commands.new_connection.trigger()
            dialog = await modal(rig, ConnectionDialog)
            dialog.import_wanted.emit()
            sheet = await modal(rig, ImportSheet)
            sheet.accept()
            filled = dialog.form.changed
            await rig.until_said(filled, lambda: dialog.new_secret() == "minio123", "the keys")
            dialog.form.bucket.setText("films")
            profile = dialog.profile()
            assert (profile.name, profile.endpoint, profile.bucket) == ("nas", "http://nas:9000", "films")
            dialog.reject()

    on_qt(scenario())


def test_what_cannot_be_imported_says_why(qtbot: QtBot) -> None:
    sheet = ImportSheet(None, FOREIGN)
    qtbot.addWidget(sheet)
    assert sheet.chosen() == FOREIGN[0]
    last = sheet.list.topLevelItem(2)
    assert last is not None
    sheet.list.setCurrentItem(last)
    sheet.list.itemActivated.emit(last, 0)
    assert sheet.result() == 0


def test_a_pasted_link_fills_bucket_and_prefix(qtbot: QtBot) -> None:
    dialog = ConnectionDialog(None, None, has_secret=False, keeping=SecretKeeping(()))
    qtbot.addWidget(dialog)
    dialog.form.endpoint.setText("https://nas:9000/media/2026")
    dialog.form.endpoint.editingFinished.emit()
    fields = dialog.form.endpoint, dialog.form.bucket, dialog.form.prefix
    assert [field.text() for field in fields] == ["https://nas:9000", "media", "2026/"]


def test_a_name_that_another_connection_has_is_refused(qtbot: QtBot) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()), taken_names={"NAS"})
    qtbot.addWidget(dialog)
    dialog.form.name.setText("NAS")
    dialog.accept()
    assert "already" in dialog.panel.answer.text()


def test_connections_are_duplicated_and_deleted_in_their_list(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(profiles=(STUDIO,), current_profile=STUDIO.name))

    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            rig.window.commands.connections.trigger()
            sheet = await modal(rig, ConnectionsSheet)
            sheet.duplicate.click()
            dialog = await modal(rig, ConnectionDialog)
            assert dialog.form.name.text() == "Studio 2"
            dialog.form.secret.setText("secret")
            dialog.accept()
            await rig.until_said(sheet.shown, lambda: sheet.list.count() == 2, "the copy")
            sheet.delete.click()
            question = await modal(rig, QMessageBox)
            question.buttons()[0].click()
            await rig.until_said(sheet.shown, lambda: sheet.list.count() == 1, "one connection")
            sheet.reject()

    on_qt(scenario())
    assert [profile.name for profile in SettingsFile(home).load().profiles] == ["Studio 2"]
