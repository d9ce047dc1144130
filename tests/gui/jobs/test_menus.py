"""Menus where people click with the other button, and what they copy."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import ask_for_menu, environment, home_with, opened
from gui.samples import an_event
from gui.scenes.details_scenes import LOG
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.details.log_view import LogView
from uploader_gui.gui.job_kind import ENTRIES
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.look.wrapped_text import WrappedText
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.storage.settings.settings import SavedSettings, Settings

pytestmark = pytest.mark.case("W13")


def row(window: MainWindow, number: int) -> QPoint:
    box: QRect = window.table.visualRect(window.model.index(number, Column.FILE))
    return box.center()


@pytest.fixture
def mixed(window: MainWindow) -> MainWindow:
    """Two that wait, one that has failed, one that is completed."""
    window.resize(1320, 700)
    window.apply([an_event(samples.waiting(1)), an_event(samples.waiting(2))])
    window.apply([an_event(samples.failed(3)), an_event(samples.completed(4))])
    return window


def test_a_row_offers_what_its_state_allows(mixed: MainWindow) -> None:
    offered = ask_for_menu(mixed.table.viewport(), row(mixed, 0))
    assert {"Pause", "Remove", "Move up", "Move to the top", "Rename in the store"} <= set(offered)
    assert "Resume" not in offered


def test_the_pictures_and_marks_of_a_menu_stand_below_each_other(mixed: MainWindow) -> None:
    menu = mixed.menuBar().actions()[1].menu()
    assert isinstance(menu, QMenu)
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    drawn = menu.grab().toImage()
    middles = []
    for action in menu.actions():
        if action.icon().isNull() and not action.isCheckable():
            continue
        row_box = menu.actionGeometry(action)
        beside = drawn.pixel(row_box.left() + 1, row_box.center().y())
        columns = [
            x
            for x in range(row_box.left() + 1, row_box.left() + 36)
            if any(drawn.pixel(x, y) != beside for y in range(row_box.top() + 3, row_box.bottom() - 3))
        ]
        middles.append((columns[0] + columns[-1]) / 2)
    assert len(middles) > 3
    assert max(middles) - min(middles) <= 2


def test_the_menu_key_means_the_row_in_use_also_where_it_is_out_of_sight(window: MainWindow) -> None:
    window.apply([an_event(samples.waiting(number)) for number in range(200)])
    window.table.selectRow(0)
    window.table.scrollToBottom()
    window.table.customContextMenuRequested.emit(row(window, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Move to the top" in [action.text() for action in menu.actions()]
    menu.close()


def test_beside_the_rows_files_can_be_added(mixed: MainWindow) -> None:
    below = QPoint(300, mixed.table.viewport().height() - 4)
    offered = ask_for_menu(mixed.table.viewport(), below)
    assert offered == ["Add files", "Add folder", "Select all", "Export a report", "All uploads"]
    mixed.table.sortByColumn(Column.SIZE, Qt.SortOrder.AscendingOrder)
    below = QPoint(300, mixed.table.viewport().height() - 4)
    assert "Show in queue order" in ask_for_menu(mixed.table.viewport(), below)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, ["Pause these", "Resume these", "Remove these"]),
        (JobState.SUBMITTED, ["Pause these", "Remove these"]),
        (JobState.FAILED, ["Resume these", "Remove these"]),
        (JobState.COMPLETED, ["Remove these"]),
        (JobState.PAUSED, []),
    ],
)
def test_a_state_at_the_side_offers_what_can_be_done_with_its_rows(
    mixed: MainWindow, state: JobState | None, expected: list[str]
) -> None:
    entry = mixed.states.item(0 if state is None else 1 + list(ENTRIES).index(state))
    middle = mixed.states.visualItemRect(entry).center()
    assert ask_for_menu(mixed.states.viewport(), middle) == expected
    assert mixed.states.currentItem() is entry


def test_the_header_leads_back_to_the_order_of_the_queue(mixed: MainWindow) -> None:
    mixed.table.sortByColumn(Column.SIZE, Qt.SortOrder.AscendingOrder)
    header = mixed.table.horizontalHeader().viewport()
    assert ask_for_menu(header, QPoint(20, 8))[-1] == "Show in queue order"
    mixed.commands.queue_order.trigger()
    assert mixed.model.is_in_queue_order


def test_a_line_of_the_log_and_all_of_it_can_be_copied(mixed: MainWindow) -> None:
    mixed.table.selectRow(0)
    mixed.details.show_log(LOG)
    mixed.details.tabs.setCurrentIndex(2)
    [log] = mixed.details.findChildren(LogView)
    log.selectRow(1)
    log.setFocus()
    QTest.keyClick(log, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    when, what = QGuiApplication.clipboard().text().split("\t")
    assert (when, what) == tuple(mixed.details.log.index(1, column).data() for column in (0, 1))
    log.copy_all.trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == len(LOG)


def test_a_fact_and_all_facts_can_be_copied(mixed: MainWindow) -> None:
    mixed.select_jobs([samples.a_job(4).job_id])
    mixed.details.show_job(samples.completed(4))
    mixed.details.tabs.setCurrentIndex(3)
    mixed.details.resize(1100, 600)
    facts = mixed.details.facts_view
    shown = next(one for one in facts.findChildren(WrappedText) if one.accessibleName() == "Key")
    menu = facts.menu_at(shown.mapToGlobal(shown.rect().center()))
    one, every = menu.actions()
    assert one.text() == "Copy Key"
    one.trigger()
    assert QGuiApplication.clipboard().text() == "2026/clip_00004.mp4"
    every.trigger()
    assert "Key: 2026/clip_00004.mp4\nBucket: media\n" in QGuiApplication.clipboard().text()


def test_what_the_side_offers_is_done_to_the_rows_that_are_shown(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))
    clips = [make_file(tmp_path / f"{name}.mov", 9 * MIB, seed=ord(name)) for name in "abc"]

    async def scenario() -> None:
        held = proxy.on("part", hold())
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(*clips)
            await rig.until(lambda: len(rig.states()) == 3 and JobState.UPLOADING in rig.states(), "one runs")
            rig.window.filter_box.setText("c.mov")
            rig.window.commands.pause_these.trigger()
            await rig.until(lambda: rig.job("c").job.state is JobState.PAUSED, "c paused")
            assert rig.job("b").job.state is JobState.SUBMITTED
            rig.window.commands.resume_these.trigger()
            await rig.until(lambda: rig.job("c").job.state is JobState.SUBMITTED, "c waits")
            held.release()
            await rig.until_all(JobState.COMPLETED, 3)

    on_qt(scenario())
