"""What someone who opens the window for the first time relies on without having read of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import STUDIO, an_event
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.failure_table import failure_of
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.empty_page import EmptyPage
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.tool_bar import ToolBar
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, SuggestedFix

FAR_AWAY = replace(STUDIO, prefix="2026/a-folder-with-a-name/and-one-in-it/and-another/")


def words_beside_icons(window: MainWindow) -> bool:
    (bar,) = window.findChildren(ToolBar)
    return bar.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon


@pytest.mark.parametrize("width", [720, 853, 1000, 1320, 1900])
@pytest.mark.parametrize("place", [STUDIO, FAR_AWAY], ids=["short", "long"])
def test_the_destination_is_in_sight_at_every_width(
    window: MainWindow, qtbot: QtBot, width: int, place: Profile
) -> None:
    window.show_profiles([place], place)
    window.resize(width, 533)
    qtbot.waitUntil(lambda: window.width() == width)
    QApplication.processEvents()
    assert window.destination.isVisible()
    assert window.destination.geometry().right() < width
    (bar,) = window.findChildren(ToolBar)
    shown = [bar.widgetForAction(action) for action in bar.actions()]
    assert all(each.isVisible() for each in shown if isinstance(each, QToolButton))


@pytest.mark.parametrize("size", [(640, 400), (640, 480), (1320, 720)])
def test_what_to_do_first_can_be_read_whole_in_a_low_window_too(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.show_profiles([], None)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    QApplication.processEvents()
    (page,) = window.findChildren(EmptyPage)
    for label in page.findChildren(QLabel):
        assert not label.isVisible() or label.height() >= label.heightForWidth(label.width()), label.text()
    pictures = [label for label in page.findChildren(QLabel) if not label.pixmap().isNull()]
    assert [picture.isVisible() for picture in pictures] == [size[1] > 400]


def test_buttons_have_words_where_there_is_room(window: MainWindow) -> None:
    window.resize(1320, 720)
    QApplication.processEvents()
    assert words_beside_icons(window)
    window.resize(720, 720)
    QApplication.processEvents()
    assert not words_beside_icons(window)
    window.resize(1320, 720)
    QApplication.processEvents()
    assert words_beside_icons(window)


def test_the_first_upload_is_selected_so_that_pause_and_details_are_at_hand(window: MainWindow) -> None:
    window.apply([an_event(samples.waiting(1)), an_event(samples.waiting(2))])
    assert [one.job.file_name for one in window.selected_jobs()] == ["clip_00001.mp4"]
    assert window.commands.pause.isEnabled()


def test_the_keys_stay_at_hand_while_the_demo_store_starts(window: MainWindow) -> None:
    window.show_profiles([], None)
    window.activateWindow()
    page = window.empty_page
    add_files, _, _, demo = page.buttons()
    demo.setFocus()
    page.say_busy("Starting...")
    window.show_profiles([STUDIO], STUDIO)
    assert window.focusWidget() is add_files


def test_an_upload_that_has_begun_before_it_is_seen_is_selected_too(window: MainWindow) -> None:
    window.apply([an_event(samples.uploading(1))])
    assert len(window.selected_jobs()) == 1


def test_what_is_new_takes_no_selection_away(window: MainWindow) -> None:
    window.apply([an_event(samples.paused(1))])
    window.table.selectRow(0)
    window.apply([an_event(samples.waiting(2))])
    assert [one.job.file_name for one in window.selected_jobs()] == ["clip_00001.mp4"]


def test_an_answer_of_the_store_goes_when_the_entries_are_others(qtbot: QtBot) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    qtbot.addWidget(dialog)
    dialog.show_test(
        ConnectionTest(failure_of("SignatureDoesNotMatch", 403), SuggestedFix(FixKind.REGION, "eu-2"))
    )
    assert dialog.panel.isVisibleTo(dialog)
    dialog.form.secret.setText("another")
    assert not dialog.panel.isVisibleTo(dialog)
