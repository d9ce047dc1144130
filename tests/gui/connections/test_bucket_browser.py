"""Choosing bucket and folder, importing connections, and the list of connections."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.portal import Portal, portal_on
from gui.rig import environment, home_with, modal, opened
from gui.samples import STUDIO
from gui.scenes.dialog_scenes import FOREIGN, LOCAL, NO_KEYRING
from lab.files import make_file
from lab.screens.session_bus import session_bus
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import JobState
from uploader_gui.gui.connections.browser_sheet import BrowserSheet
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.connections.connections_sheet import ConnectionsSheet
from uploader_gui.gui.connections.import_sheet import ImportSheet
from uploader_gui.gui.desktop import file_transfer
from uploader_gui.gui.look.theme import Theme
from uploader_gui.storage.settings.settings import SavedSettings
from uploader_gui.storage.settings.settings_file import SettingsFile


@pytest.fixture
def sheet(theme: Theme, qtbot: QtBot) -> BrowserSheet:
    made = BrowserSheet(None, theme, "media", "2026/")
    qtbot.addWidget(made)
    made.show()
    return made


def names(sheet: BrowserSheet) -> list[str]:
    return [sheet.list.item(row).text() for row in range(sheet.list.count())]


def test_enter_opens_a_folder_and_does_not_end_the_choice(sheet: BrowserSheet, qtbot: QtBot) -> None:
    sheet.show_folders(["raw"], 2, is_whole=True)
    QTest.keyClick(sheet.list, Qt.Key.Key_Down)
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


@pytest.mark.case("W17")
def test_why_nothing_is_listed_stands_in_the_list_until_the_store_is_asked_again(sheet: BrowserSheet) -> None:
    sheet.show()
    sheet.show_refusal("These keys may not list this bucket.")
    assert sheet.reason.text() == "These keys may not list this bucket."
    assert sheet.list.rect().contains(sheet.reason.mapTo(sheet.list, sheet.reason.rect().center()))
    assert not sheet.words.isVisible()
    sheet.up.click()
    assert not sheet.reason.text()
    assert sheet.words.text() == "Asking the store…"


def test_a_new_folder_is_entered_without_asking_the_store_to_make_it(sheet: BrowserSheet) -> None:
    sheet.new_name.setText("edit")
    sheet.make.click()
    assert sheet.prefix() == "2026/edit/"


def upload_here(sheet: BrowserSheet) -> QPushButton:
    return next(one for one in sheet.findChildren(QPushButton) if one.text() == "Upload here")


def click(sheet: BrowserSheet, row: int) -> None:
    """Click a name in the list once."""
    middle = sheet.list.visualItemRect(sheet.list.item(row)).center()
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)


@pytest.mark.case("W12")
def test_the_name_of_a_new_folder_is_kept_by_upload_here(sheet: BrowserSheet) -> None:
    sheet.show_folders(["raw"], 2, is_whole=True)
    QTest.keyClicks(sheet.new_name, "day 3")
    assert sheet.place.text() == "media/2026/day 3/"
    upload_here(sheet).click()
    assert (sheet.bucket(), sheet.prefix()) == ("media", "2026/day 3/")


@pytest.mark.case("W12")
def test_one_click_on_a_bucket_chooses_it(theme: Theme, qtbot: QtBot) -> None:
    sheet = BrowserSheet(None, theme, "", "")
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.show_buckets(["films", "media"])
    assert not upload_here(sheet).isEnabled()
    click(sheet, 1)
    assert upload_here(sheet).isEnabled()
    assert sheet.place.text() == "media/"
    upload_here(sheet).click()
    assert (sheet.bucket(), sheet.prefix()) == ("media", "")


@pytest.mark.case("W12")
def test_where_it_would_go_is_said_at_any_moment(sheet: BrowserSheet) -> None:
    sheet.show_folders(["edit", "raw"], 2, is_whole=True)
    assert sheet.place.text() == "media/2026/"
    click(sheet, 1)
    assert (sheet.place.text(), sheet.prefix()) == ("media/2026/raw/", "2026/raw/")
    QTest.keyClicks(sheet.new_name, "b")
    assert (sheet.place.text(), sheet.prefix()) == ("media/2026/raw/b/", "2026/raw/b/")
    sheet.place.selectAll()
    QTest.keyClicks(sheet.place, "films")
    assert (sheet.bucket(), sheet.prefix(), sheet.new_name.text()) == ("films", "", "")
    assert not sheet.list.selectedItems()


@pytest.mark.case("W12")
def test_a_new_bucket_is_not_mixed_up_with_one_that_is_marked(theme: Theme, qtbot: QtBot) -> None:
    sheet = BrowserSheet(None, theme, "", "")
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.show_buckets(["films"])
    click(sheet, 0)
    QTest.keyClicks(sheet.new_name, "fresh")
    assert (sheet.bucket(), upload_here(sheet).isEnabled()) == ("", False)
    with qtbot.waitSignal(sheet.bucket_wanted) as asked:
        sheet.make.click()
    assert asked.args == ["fresh"]


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


@pytest.mark.case("W12")
def test_the_list_says_of_each_connection_where_its_secret_is_kept(qtbot: QtBot) -> None:
    sheet = ConnectionsSheet(None, NO_KEYRING.note)
    qtbot.addWidget(sheet)
    sheet.show_profiles([STUDIO, LOCAL], STUDIO, {LOCAL.name})
    assert sheet.note.text().startswith("Secret keys are kept until this program ends")
    sheet.list.setCurrentRow(1)
    assert sheet.note.text() == "The secret key of NAS is kept in a file that only this user can read."


@pytest.mark.case("W17")
def test_the_connection_in_use_is_not_offered_for_use_again(qtbot: QtBot) -> None:
    sheet = ConnectionsSheet(None, NO_KEYRING.note)
    qtbot.addWidget(sheet)
    sheet.show_profiles([STUDIO, LOCAL], STUDIO)
    assert (sheet.use.isEnabled(), sheet.edit.isEnabled()) == (False, True)
    sheet.list.setCurrentRow(1)
    assert sheet.use.isEnabled()
    sheet.show_profiles([STUDIO, LOCAL], LOCAL)
    assert not sheet.use.isEnabled()


@pytest.mark.case("W17")
def test_two_stores_with_like_buckets_look_different_in_the_list(qtbot: QtBot) -> None:
    sheet = ConnectionsSheet(None, NO_KEYRING.note)
    qtbot.addWidget(sheet)
    twins = [replace(STUDIO, endpoint=f"https://{host}.example:9000") for host in ("here", "there")]
    sheet.show_profiles([twins[0]], None)
    sheet.show()
    here = sheet.list.grab().toImage()
    sheet.show_profiles([twins[1]], None)
    assert sheet.list.grab().toImage() != here
    said = sheet.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Studio › media/2026/, https://there.example:9000"


@pytest.mark.case("W17")
def test_a_long_place_is_shortened_in_the_list_and_does_not_scroll_it(qtbot: QtBot) -> None:
    sheet = ConnectionsSheet(None, NO_KEYRING.note)
    qtbot.addWidget(sheet)
    sheet.show_profiles([replace(STUDIO, prefix="a-long-folder/" * 12)], None)
    sheet.show()
    assert sheet.list.horizontalScrollBar().maximum() == 0


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


def dragged(*urls: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    return mime


def hover(sheet: BrowserSheet, mime: QMimeData, at: QPoint, *, enters: bool = True) -> QDragMoveEvent:
    """Enter with it and move it there, as a drag from another program does."""
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    if enters:
        QApplication.sendEvent(sheet, QDragEnterEvent(at, copy, mime, left, no_key))
    moved = QDragMoveEvent(at, copy, mime, left, no_key)
    QApplication.sendEvent(sheet, moved)
    return moved


def place_of(sheet: BrowserSheet, name: str) -> QPoint:
    [entry] = sheet.list.findItems(name, Qt.MatchFlag.MatchExactly)
    return sheet.list.viewport().mapTo(sheet, sheet.list.visualItemRect(entry).center())


@pytest.mark.case("W13")
def test_the_folder_under_dragged_files_is_marked_and_named(sheet: BrowserSheet) -> None:
    sheet.show_folders(["raw", "edit"], 2, is_whole=True)
    said = sheet.words.text()
    mime = dragged("file:///footage/a.mov", "file:///footage/b.mov")
    assert hover(sheet, mime, place_of(sheet, "edit")).isAccepted()
    assert sheet.words.text() == "Drop to upload 2 items to media/2026/edit/"
    assert hover(sheet, mime, QPoint(5, 5), enters=False).isAccepted()
    assert sheet.words.text() == "Drop to upload 2 items to media/2026/"
    QApplication.sendEvent(sheet, QDragLeaveEvent())
    assert sheet.words.text() == said


@pytest.mark.case("W13")
@pytest.mark.parametrize(
    ("bucket", "takes_files", "url", "reason"),
    [
        ("media", True, "https://example.org/a.mov", "web link"),
        ("", True, "file:///footage/a.mov", "onto a bucket"),
        ("media", False, "file:///footage/a.mov", "Save the connection first"),
    ],
)
def test_what_can_not_be_dropped_in_the_browser_is_refused_with_the_reason(
    theme: Theme, qtbot: QtBot, bucket: str, takes_files: bool, url: str, reason: str
) -> None:
    sheet = BrowserSheet(None, theme, bucket, "", takes_files=takes_files)
    qtbot.addWidget(sheet)
    sheet.show()
    assert not hover(sheet, dragged(url), QPoint(5, 5)).isAccepted()
    assert reason in sheet.words.text()


@pytest.fixture
def portal(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """The desktop's, which takes its time."""
    with session_bus({}) as address, portal_on(address) as there:
        taker = QDBusConnection.connectToBus(address, "taker")
        monkeypatch.setattr(file_transfer, "session_bus", lambda: taker)
        there.is_slow = True
        yield there
        QDBusConnection.disconnectFromBus("taker")


def drop_of_a_sandbox(sheet: BrowserSheet, onto: str, key: bytes = b"a-key") -> None:
    mime, at = QMimeData(), place_of(sheet, onto)
    mime.setData("application/vnd.portal.filetransfer", key)
    assert hover(sheet, mime, at).isAccepted()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(sheet, QDropEvent(QPointF(at), copy, mime, left, Qt.KeyboardModifier.NoModifier))


@pytest.mark.case("R18")
@pytest.mark.tools("dbus-daemon")
def test_files_of_a_sandbox_go_where_they_were_dropped_whatever_is_done_until_the_portal_names_them(
    sheet: BrowserSheet, portal: Portal, qtbot: QtBot
) -> None:
    portal.files = ["/home/ann/a.mov"]
    sheet.show_folders(["raw", "edit"], 2, is_whole=True)
    drop_of_a_sandbox(sheet, "edit")
    qtbot.waitUntil(lambda: bool(portal.asked))
    upload_here(sheet).click()
    sheet.show_folders(["raw", "edit", "sound"], 2, is_whole=True)
    QTest.keyClick(sheet, Qt.Key.Key_F5)
    assert (sheet.isVisible(), sheet.words.text()) == (True, "Waiting for the other program's files…")
    with qtbot.waitSignal(sheet.accepted):
        portal.answer()
    assert sheet.dropped == (Path("/home/ann/a.mov"),)
    assert (sheet.bucket(), sheet.prefix()) == ("media", "2026/edit/")


@pytest.mark.case("R18")
@pytest.mark.tools("dbus-daemon")
def test_where_a_sandbox_gives_no_files_the_choice_goes_on(
    sheet: BrowserSheet, portal: Portal, qtbot: QtBot
) -> None:
    sheet.show_folders(["raw"], 2, is_whole=True)
    drop_of_a_sandbox(sheet, "raw", b"no-such-key")
    qtbot.waitUntil(lambda: bool(portal.asked))
    portal.answer()
    qtbot.waitUntil(lambda: "did not hand its files over" in sheet.words.text())
    with qtbot.waitSignal(sheet.accepted):
        upload_here(sheet).click()
    assert (sheet.dropped, sheet.prefix()) == ((), "2026/raw/")


@pytest.mark.case("W13")
def test_f5_asks_the_store_again(sheet: BrowserSheet, qtbot: QtBot) -> None:
    sheet.show_folders(["raw"], 2, is_whole=True)
    sheet.activateWindow()
    with qtbot.waitSignal(sheet.listing_wanted) as asked:
        QTest.keyClick(sheet.list, Qt.Key.Key_F5)
    assert asked.args == ["media", "2026/"]


@pytest.mark.case("W13")
def test_files_dropped_on_a_folder_go_there_and_later_ones_where_they_went(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    bucket.put("raw/there.mp4", b"x")
    clips = [make_file(tmp_path / f"{name}.mp4", 1000, seed=ord(name)) for name in "ab"]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.window.commands.browse.trigger()
            sheet = await modal(rig, BrowserSheet)
            await rig.until_said(sheet.listed, lambda: names(sheet) == ["raw"], "the folder")
            mime, at = dragged(clips[0].as_uri()), place_of(sheet, "raw")
            assert hover(sheet, mime, at).isAccepted()
            copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
            QApplication.sendEvent(
                sheet, QDropEvent(QPointF(at), copy, mime, left, Qt.KeyboardModifier.NoModifier)
            )
            await rig.until_all(JobState.COMPLETED)
            rig.drop(clips[1])
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert bucket.keys() == ["b.mp4", "raw/a.mp4", "raw/there.mp4"]
