"""Watched folders in the preferences: what is entered there stands in the settings, and how they are is shown."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidgetItem
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.preferences.test_end_preferences import preferences_of
from gui.rig import Rig, environment, home_with, modal, opened, until
from gui.scenes.watch_scenes import DESTINATIONS, FILLED, FOLDERS, INGEST, OLD, RECORDER, SHARE, STATUSES
from lab.engines.watched import put
from lab.stores.s3probe import Probe
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.domain.unattended.watch_status import WatchMeans, WatchState, WatchStatus
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.look.two_lines import SECOND_LINE
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.watching.watch_button import WatchButton
from uploader_gui.gui.preferences.watching.watch_dialog import WatchDialog
from uploader_gui.gui.preferences.watching.watch_page import WatchFacts, WatchPage
from uploader_gui.gui.preferences.watching.watch_words import state_words
from uploader_gui.storage.settings.settings import SavedSettings, Settings
from uploader_gui.storage.settings.settings_file import SettingsFile

FULL = WatchFolder(
    "7",
    "/mnt/in",
    profile="NAS",
    prefix="raw",
    name_template="{year}/{name}",
    include=("*.mov", "a b*"),
    exclude=("proxy*",),
    has_subfolders=False,
    settled_s=2.5,
    marker="{name}.done",
    afterwards=Afterwards.MOVE,
    moved_to="/mnt/done",
    is_growing=True,
    is_on=False,
    is_polled=True,
)


def page_of(folders: Sequence[WatchFolder], statuses: Sequence[WatchStatus] = ()) -> WatchPage:
    return WatchPage(WatchFacts(folders, statuses, DESTINATIONS))


def rows(page: WatchPage) -> list[QListWidgetItem]:
    return [page.list.item(row) for row in range(page.list.count())]


def said(page: WatchPage) -> list[str]:
    return [str(item.data(SECOND_LINE)) for item in rows(page)]


@pytest.mark.parametrize("watch", [FULL, INGEST, RECORDER, SHARE], ids=lambda watch: watch.folder)
def test_a_folder_comes_out_of_the_form_as_it_went_in(qapp: QApplication, watch: WatchFolder) -> None:
    assert WatchDialog(None, watch, DESTINATIONS).watch() == watch


def test_a_connection_that_is_not_saved_any_more_stays_named(qapp: QApplication) -> None:
    watch = replace(INGEST, profile="Gone")
    dialog = WatchDialog(None, watch, DESTINATIONS)
    assert "Gone" in dialog.form.profile.currentText()
    assert dialog.watch() == watch


def test_deleting_warns_in_plain_words_and_moving_asks_where_to(qapp: QApplication, qtbot: QtBot) -> None:
    dialog = WatchDialog(None, INGEST, DESTINATIONS)
    qtbot.addWidget(dialog)
    dialog.show()
    form = dialog.form
    assert not form.warning.isVisible()
    form.afterwards.setCurrentIndex(form.afterwards.findData("delete"))
    assert form.warning.isVisible()
    assert "never deleted when the store could not prove it" in form.warning.text()
    assert not form.moved_to.isVisible()
    form.afterwards.setCurrentIndex(form.afterwards.findData("move"))
    assert form.moved_to.isVisible()
    assert form.settled.isVisible()
    form.marker.setText("{name}.done")
    assert not form.settled.isVisible()


@pytest.mark.parametrize(
    ("watch", "words"),
    [
        (replace(INGEST, folder="relative"), "whole path"),
        (replace(INGEST, folder=""), "whole path"),
        (replace(INGEST, afterwards=Afterwards.MOVE), "Say which folder"),
        (replace(INGEST, afterwards=Afterwards.MOVE, moved_to="/"), "could come back into"),
        (replace(INGEST, marker="a/b"), "name of another file"),
        (replace(INGEST, name_template="{nothing}"), "nothing"),
        (replace(SHARE, watch_id="8"), "watched for the same destination already"),
        (replace(SHARE, watch_id="8", folder=f"{SHARE.folder}/../{Path(SHARE.folder).name}"), "already"),
    ],
)
def test_what_can_not_be_used_keeps_the_form_open_and_says_why(
    qapp: QApplication, qtbot: QtBot, watch: WatchFolder, words: str
) -> None:
    dialog = WatchDialog(None, watch, DESTINATIONS, others=[SHARE])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept()
    assert dialog.isVisible()
    assert words in dialog.said.text()


def test_each_folder_says_how_it_is(qapp: QApplication) -> None:
    page = page_of(FOLDERS, STATUSES)
    assert said(page) == [
        "Watching, 1 not finished yet, 3 not sent yet, 208 sent",
        "Waiting for the folder",
        "Watching by polling, 1 failed, 1 not taken, 7 sent",
        "Off",
    ]
    marked = replace(STATUSES[0], watch=replace(STATUSES[0].watch, marker="{name}.done"))
    assert state_words(marked) == "Watching, 1 waiting for a marker, 3 not sent yet, 208 sent"
    page.list.setCurrentRow(2)
    assert "take 4.mov" in page.detail.text()
    page.list.setCurrentRow(1)
    assert page.place.text() == "Files go to NAS › films/"
    page.show_statuses([replace(STATUSES[1], state=WatchState.WATCHING, means=WatchMeans.EVENTS)])
    assert said(page)[1] == "Watching"


def test_a_folder_is_switched_added_and_removed_on_the_page(qapp: QApplication) -> None:
    page = page_of([INGEST, OLD], STATUSES)
    rows(page)[1].setCheckState(Qt.CheckState.Checked)
    assert page.folders() == (INGEST, replace(OLD, is_on=True))
    assert said(page)[1] == "Watched once this is saved"
    page.put(RECORDER)
    assert page.folders()[2] == RECORDER
    page.put(replace(INGEST, prefix="other"))
    assert [watch.folder for watch in page.folders()] == [INGEST.folder, OLD.folder, RECORDER.folder]
    page.remove.click()  # what was put in last is selected
    page.remove.click()
    page.remove.click()
    assert page.folders() == ()
    assert not page.edit.isEnabled()
    assert not page.empty.isHidden()


def test_the_status_bar_has_one_quiet_word_of_them(qapp: QApplication, qtbot: QtBot) -> None:
    button = WatchButton()
    qtbot.addWidget(button)
    button.show_statuses(STATUSES)
    assert button.text() == "Watching 3 folders, 1 not there, 1 in trouble"
    assert "/srv/recorder/out: Waiting for the folder" in button.toolTip()
    assert OLD.folder not in button.toolTip()
    button.show_statuses(STATUSES[:1])
    assert button.text() == "Watching one folder"
    button.show_statuses(STATUSES[3:])
    assert button.isHidden()


def test_the_preferences_open_at_their_page(qapp: QApplication, qtbot: QtBot) -> None:
    dialog = PreferencesDialog(None, Settings(), watching=FILLED)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_watching()
    assert dialog.watching.isVisible()


def test_enter_edits_a_folder_and_leaves_the_preferences_open_and_delete_removes_it(
    qapp: QApplication, qtbot: QtBot
) -> None:
    dialog = PreferencesDialog(None, Settings(), watching=FILLED)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_watching()
    page = dialog.watching
    with qtbot.waitSignal(page.edit_wanted) as wanted:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert wanted.args == [INGEST]
    assert dialog.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert not page.folders()[0].is_on
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.folders() == FOLDERS[1:]


def test_what_becomes_of_its_files_is_said_of_a_folder(qapp: QApplication) -> None:
    page = page_of([SHARE, replace(FULL, is_on=True)])
    page.list.setCurrentRow(0)
    assert page.place.text().endswith("once verified are deleted from this computer")
    page.list.setCurrentRow(1)
    assert page.place.text().endswith("moved to /mnt/done")
    assert "no connection yet" in WatchPage(WatchFacts([SHARE])).place.text()


async def edited(rig: Rig, page: WatchPage, folder: Path) -> None:
    """Enter this folder in the form that is open, and close it."""
    dialog = await modal(rig, WatchDialog)
    dialog.form.folder.setText(str(folder))
    dialog.accept()
    await until(lambda: str(folder) in [watch.folder for watch in page.folders()])


def test_save_puts_folders_into_the_settings_and_leaves_alone_what_another_changed_meanwhile(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(watch_folders=(INGEST, OLD)))
    file = SettingsFile(home)
    elsewhere = replace(OLD, prefix="changed elsewhere")

    async def use() -> None:
        async with opened(theme, environment(home)) as rig:
            dialog = await preferences_of(rig)
            page = dialog.watching
            page.add.click()
            await edited(rig, page, tmp_path / "new")
            page.list.setCurrentRow(0)
            page.edit.click()
            await edited(rig, page, tmp_path / "other")
            file.change(lambda there: replace(there, watch_folders=(INGEST, elsewhere)))
            dialog.accept()
            await until(lambda: len(file.load().watch_folders) == 3)

    on_qt(use())
    found = file.load().watch_folders
    assert found[:2] == (replace(INGEST, folder=str(tmp_path / "other")), elsewhere)
    assert (found[2].folder, found[2].is_on) == (str(tmp_path / "new"), True)


def test_what_appears_in_a_folder_is_uploaded_and_said_in_the_status_bar_and_on_the_page(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    home = tmp_path / "home"
    SettingsFile(home).save(SavedSettings(watch_folders=(WatchFolder("1", str(folder), settled_s=0.0),)))

    async def use() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            button = rig.window.totals.watching
            await until(lambda: button.text() == "Watching one folder")
            button.click()
            dialogs: list[PreferencesDialog] = []

            def is_open() -> bool:
                dialogs[:] = [one for one in rig.window.findChildren(PreferencesDialog) if one.isVisible()]
                return bool(dialogs)

            await until(is_open)
            page = dialogs[0].watching
            assert page.isVisible()
            put(folder, "take 1.mov")
            await until(lambda: said(page) == ["Watching, 1 sent"])
            rows(page)[0].setCheckState(Qt.CheckState.Unchecked)
            dialogs[0].accept()
            await until(button.isHidden)

    on_qt(use())
    assert bucket.keys() == ["take 1.mov"]
    assert not SettingsFile(home).load().watch_folders[0].is_on
