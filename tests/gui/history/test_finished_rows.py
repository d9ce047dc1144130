"""What can be done with a finished row: links, its folder, sending it again."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import Rig, ask_for_menu, environment, home_with, opened
from gui.samples import an_event
from lab.files import make_file, sha256_of
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import ConflictPolicy, JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.storage.settings.settings import SavedSettings, Settings

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OF_FINISHED = {"Copy another link", "Open in the browser", "Upload again"}


def menu_of(window: MainWindow, row: int) -> set[str]:
    place = window.table.visualRect(window.model.index(row, Column.FILE)).center()
    return set(ask_for_menu(window.table.viewport(), QPoint(place)))


async def uploaded(rig: Rig, clip: Path) -> None:
    rig.drop(clip)
    await rig.until_all(JobState.COMPLETED)
    rig.window.select_jobs([rig.job().job.job_id])


def test_a_menu_offers_of_a_finished_row_what_another_has_not(window: MainWindow) -> None:
    window.apply([an_event(samples.waiting(1)), an_event(samples.completed(2))])
    window.table.selectRow(0)
    waiting = menu_of(window, 0)
    window.table.selectRow(1)
    finished = menu_of(window, 1)
    assert finished >= OF_FINISHED
    assert OF_FINISHED.isdisjoint(waiting)
    assert "Show in its folder" in waiting & finished
    words = {action.text() for action in window.commands.context_menu(window).actions()}
    assert not {"Pause", "Resume", "Limit speed", "Move up", "Rename in the store"} & words


def test_a_double_click_opens_the_details_of_a_finished_row(window: MainWindow, qtbot: QtBot) -> None:
    window.apply([an_event(samples.completed(1))])
    window.commands.details.setChecked(False)
    place = window.table.visualRect(window.model.index(0, Column.FILE)).center()
    view = window.table.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert window.commands.details.isChecked()


def test_the_keys_of_a_finished_row_count_in_the_table_alone(window: MainWindow) -> None:
    window.apply([an_event(samples.completed(1))])
    window.table.selectRow(0)
    pressed: list[QAction] = []
    commands = window.commands
    keys = {
        commands.open_link: (Qt.Key.Key_Return, CONTROL),
        commands.show_in_folder: (Qt.Key.Key_Return, CONTROL | SHIFT),
        commands.copy_plain: (Qt.Key.Key_C, CONTROL | SHIFT),
        commands.upload_again: (Qt.Key.Key_U, CONTROL),
    }
    for action in keys:
        action.triggered.connect(lambda *_, one=action: pressed.append(one))
    window.activateWindow()
    for widget in (window.filter_box, window.table):
        for key, modifiers in keys.values():
            widget.setFocus()
            QTest.keyClick(widget, key, modifiers)
    assert pressed == list(keys)


def test_a_link_is_copied_for_an_hour_a_day_or_a_week_or_without_rights(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "a clip.mov", MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            await uploaded(rig, clip)
            commands, seconds = rig.window.commands, []
            said = rig.window.totals.messageChanged
            for action in (commands.copy_for_hour, commands.copy_for_day, commands.copy_for_week):
                QGuiApplication.clipboard().clear()
                action.trigger()
                await rig.until_said(said, lambda: bool(QGuiApplication.clipboard().text()), "a link")
                query = parse_qs(urlsplit(QGuiApplication.clipboard().text()).query)
                seconds.append(int(query["X-Amz-Expires"][0]))
            assert seconds == [3600, 86400, 604800]
            commands.copy_plain.trigger()
            plain = QGuiApplication.clipboard().text()
            assert plain == f"{bucket.address.endpoint}/{bucket.address.bucket}/a%20clip.mov"

    on_qt(scenario())


def test_the_browser_is_given_a_link_that_is_good_for_an_hour_and_reads_the_file(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, opened_urls: list[str]
) -> None:
    clip = make_file(tmp_path / "会议.mov", MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            await uploaded(rig, clip)
            rig.window.commands.open_link.trigger()
            await rig.session.hand_on()

    on_qt(scenario())
    [url] = opened_urls
    assert parse_qs(urlsplit(url).query)["X-Amz-Expires"] == ["3600"]
    with urlopen(url) as answer:
        assert answer.read() == clip.read_bytes()


def test_a_file_is_shown_in_its_folder_and_one_that_is_gone_is_named(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, opened_urls: list[str]
) -> None:
    clip = make_file(tmp_path / "clip.mov", MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            await uploaded(rig, clip)
            rig.window.commands.show_in_folder.trigger()
            await rig.session.hand_on()
            assert opened_urls == [QUrl.fromLocalFile(str(tmp_path)).toString()]
            clip.unlink()
            rig.window.commands.show_in_folder.trigger()
            await rig.until(lambda: bool(rig.bars()), "it is gone")
            assert rig.bars() == [f"{clip} is not there any more."]
            rig.press("Locate")
            await rig.until(lambda: bool(rig.window.findChildren(QFileDialog)), "where it is")
            rig.window.findChildren(QFileDialog)[0].reject()
            await rig.session.hand_on()

    on_qt(scenario())


@pytest.mark.parametrize("choice", [ConflictPolicy.OVERWRITE, ConflictPolicy.RENAME])
def test_a_finished_file_is_sent_again_as_a_job_of_its_own_when_the_user_has_said_what_becomes_of_the_old(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, choice: ConflictPolicy
) -> None:
    home = home_with(tmp_path, SavedSettings(Settings(on_conflict=ConflictPolicy.SKIP)))
    clip = make_file(tmp_path / "clip.mov", MIB)

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            await uploaded(rig, clip)
            make_file(clip, 2 * MIB, seed=7)
            rig.window.commands.upload_again.trigger()
            sheets: list[DropSheet] = []

            def asks() -> bool:
                sheets[:] = [one for one in rig.window.findChildren(DropSheet) if one.isVisible()]
                return bool(sheets)

            await rig.until(asks, "the question")
            assert rig.states() == [JobState.COMPLETED]
            sheets[0].model.choose_for_all(choice)
            sheets[0].accept()
            await rig.until_all(JobState.COMPLETED, 2)
            await rig.all_done()
            assert rig.bars() == []
            assert {one.job.source_path for one in rig.window.model.statuses()} == {str(clip)}

    on_qt(scenario())
    key = "clip.mov" if choice is ConflictPolicy.OVERWRITE else "clip (2).mov"
    assert bucket.sha256(key) == sha256_of(clip)
    assert len(bucket.keys()) == (1 if choice is ConflictPolicy.OVERWRITE else 2)


def test_a_file_that_is_gone_is_not_sent_again_and_says_so(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mov", MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            await uploaded(rig, clip)
            clip.unlink()
            rig.window.commands.upload_again.trigger()
            await rig.until(lambda: any("clip.mov is not there." in bar for bar in rig.bars()), "it is gone")
            await rig.all_done()
            assert len(rig.bars()) == 1
            assert QApplication.activeModalWidget() is None
            assert rig.states() == [JobState.COMPLETED]

    on_qt(scenario())
