"""Packages under the hands: opened, gone into, selected, dragged and named with keys and mouse."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import ask_for_menu, environment, home_with, modal, opened
from gui.samples import an_event
from gui.scenes.package_scenes import a_package, inside
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import S3Address
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.queue_order import Gap, Move
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.window_place import WindowPlace
from uploader_gui.storage.settings.settings import SavedSettings, Settings

NO_KEY, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
REEL, CARD = a_package(1, "A007"), a_package(2, "Card")
FILES = {
    REEL: inside(REEL, [samples.waiting(number, name=f"reel {number}") for number in (1, 2)]),
    CARD: inside(CARD, [samples.waiting(number, name=f"card {number}") for number in (4, 5, 6)]),
}
ALONE = samples.waiting(3, name="alone")


@pytest.fixture
def table(window: MainWindow) -> MainWindow:
    """Two packages, and a file between them that is in none; nothing is selected."""
    window.model.learn([REEL, CARD])
    window.apply([an_event(status) for status in (*FILES[REEL], ALONE, *FILES[CARD])])
    window.table.clearSelection()
    window.activateWindow()
    window.table.setFocus()
    return window


def rows(window: MainWindow) -> list[str]:
    model = window.model
    return [model.rows.name_at(row) for row in range(model.rowCount())]


def selected(window: MainWindow) -> list[str]:
    return [status.job.file_name for status in window.selected_jobs()]


def chosen(window: MainWindow) -> list[str]:
    """The names of the selected rows."""
    return [window.model.rows.name_at(row) for row in window.table.selected_rows()]


def details(window: MainWindow) -> list[str]:
    """What stands beside and above the sums."""
    return [label.text() for label in window.details.findChildren(QLabel)]


def press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window.table, key)


def id_of(number: int) -> str:
    return samples.a_job(number).job_id


def triangle(window: MainWindow, row: int) -> QPoint:
    box = window.table.triangles.rect_of(row)
    assert box is not None
    return box.center()


def click(window: MainWindow, place: QPoint) -> None:
    QTest.mouseClick(window.table.viewport(), LEFT, NO_KEY, place)


def test_a_package_is_opened_gone_into_and_closed_by_keys_alone(table: MainWindow) -> None:
    table.table.selectRow(0)
    press(table, Qt.Key.Key_Right)
    assert rows(table) == ["A007", "reel 1", "reel 2", "alone", "Card"]
    press(table, Qt.Key.Key_Right)
    assert chosen(table) == ["reel 1"]
    press(table, Qt.Key.Key_Down, Qt.Key.Key_Left)
    assert chosen(table) == ["A007"]
    press(table, Qt.Key.Key_Left)
    assert rows(table) == ["A007", "alone", "Card"]
    press(table, Qt.Key.Key_Left)
    assert rows(table) == ["A007", "alone", "Card"]
    assert chosen(table) == ["A007"]


def test_enter_and_a_double_click_open_a_package_and_of_a_file_its_details(table: MainWindow) -> None:
    table.commands.details.setChecked(False)
    table.table.selectRow(0)
    press(table, Qt.Key.Key_Return)
    assert rows(table)[:2] == ["A007", "reel 1"]
    place = table.table.visualRect(table.model.index(0, Column.SIZE)).center()
    click(table, place)
    QTest.mouseDClick(table.table.viewport(), LEFT, NO_KEY, place)
    assert rows(table)[:2] == ["A007", "alone"]
    assert not table.commands.details.isChecked()
    table.table.selectRow(1)
    press(table, Qt.Key.Key_Return)
    assert table.commands.details.isChecked()


def test_a_click_on_the_triangle_opens_and_selects_nothing(table: MainWindow) -> None:
    table.table.selectRow(1)
    click(table, triangle(table, 0))
    assert rows(table)[:3] == ["A007", "reel 1", "reel 2"]
    assert chosen(table) == ["alone"]
    click(table, triangle(table, 0))
    assert rows(table) == ["A007", "alone", "Card"]
    assert table.table.triangles.rect_of(1) is None


def test_what_was_selected_inside_a_package_that_closes_is_its_row_then(table: MainWindow) -> None:
    table.model.set_open(REEL.package_id, is_open=True)
    table.table.selectRow(2)
    click(table, triangle(table, 0))
    assert chosen(table) == ["A007"]
    assert table.table.currentIndex().row() == 0


def test_opening_and_closing_is_told_to_who_listens(table: MainWindow, qtbot: QtBot) -> None:
    table.table.selectRow(0)
    for key, words in ((Qt.Key.Key_Right, "Opened, 2 files"), (Qt.Key.Key_Left, "Closed, 2 files")):
        with qtbot.waitSignal(table.table.package_turned) as turned:
            press(table, key)
        assert turned.args == [words]


def test_a_package_row_stands_for_all_its_files_and_a_file_selected_too_counts_once(
    table: MainWindow,
) -> None:
    table.model.set_open(REEL.package_id, is_open=True)
    table.table.selectRow(0)
    assert selected(table) == ["reel 1", "reel 2"]
    table.table.selectAll()
    assert sorted(selected(table)) == ["alone", "card 4", "card 5", "card 6", "reel 1", "reel 2"]
    assert sum(table.table.selected_kinds().values()) == 6
    table.table.selectRow(2)
    assert selected(table) == ["reel 2"]


def test_actions_are_those_of_a_packages_files(table: MainWindow) -> None:
    table.table.selectRow(0)
    commands = table.commands
    assert commands.pause.isEnabled()
    assert not commands.resume.isEnabled()
    table.apply([an_event(status) for status in inside(REEL, [samples.failed(1), samples.completed(2)])])
    assert not commands.pause.isEnabled()
    assert commands.resume.isEnabled()
    assert commands.copy_link.isEnabled()


def test_the_menu_of_a_package_offers_its_verbs_and_its_name(table: MainWindow) -> None:
    table.table.selectRow(0)
    place = table.table.visualRect(table.model.index(0, Column.FILE)).center()
    offered = ask_for_menu(table.table.viewport(), place)
    assert {"Pause", "Remove", "Limit speed", "Move down", "Rename package"} <= set(offered)
    assert {"Show in their folders", "Copy names in the store"} <= set(offered)
    tip = table.commands.show_in_folder.toolTip()
    assert "their folders (" in tip
    table.table.selectRow(1)
    assert table.commands.show_in_folder.text() == "Show in its folder"
    assert table.commands.rename.text() == "Rename in the store"


@pytest.mark.parametrize(("typed", "found"), [("card", "Card"), ("reel 2", "reel 2"), ("al", "alone")])
def test_letters_lead_to_packages_and_to_files_inside_those_that_are_open(
    table: MainWindow, slow_typist: None, typed: str, found: str
) -> None:
    table.model.set_open(REEL.package_id, is_open=True)
    QTest.keyClicks(table.table, typed)
    assert chosen(table) == [found]


def test_a_selected_package_stays_selected_whatever_moves(table: MainWindow) -> None:
    table.table.selectRow(2)
    table.apply([an_event(status) for status in inside(REEL, [samples.completed(1), samples.completed(2)])])
    assert rows(table) == ["alone", "Card", "A007"]
    assert chosen(table) == ["Card"]
    table.table.sortByColumn(Column.FILE, Qt.SortOrder.DescendingOrder)
    assert rows(table) == ["Card", "alone", "A007"]
    assert chosen(table) == ["Card"]


def test_a_selected_file_that_gets_company_is_selected_as_its_package(table: MainWindow) -> None:
    package = a_package(3, "Late")
    table.model.learn([package])
    first, second = inside(package, [samples.waiting(8, name="late 1"), samples.waiting(9, name="late 2")])
    table.apply([an_event(first)])
    table.select_row(id_of(8))
    assert chosen(table) == ["late 1"]
    table.apply([an_event(second)])
    assert chosen(table) == ["Late"]
    table.apply([JobEvent(EventKind.REMOVED, first)])
    assert chosen(table) == ["late 2"]


def test_asked_for_single_files_their_package_opens_and_for_all_of_them_its_row_is_selected(
    table: MainWindow,
) -> None:
    table.select_jobs([id_of(4), id_of(5), id_of(6)])
    assert chosen(table) == ["Card"]
    table.select_jobs([id_of(5), id_of(3)])
    assert chosen(table) == ["alone", "card 5"]
    assert selected(table) == ["alone", "card 5"]


def test_the_row_beside_a_package_that_goes_is_the_next_outside_of_it(table: MainWindow) -> None:
    table.model.set_open(REEL.package_id, is_open=True)
    table.table.selectRow(0)
    assert table.table.beside_selection() == id_of(3)
    table.table.selectRow(4)
    assert table.table.beside_selection() == id_of(3)


def test_the_row_beside_files_of_a_package_is_another_of_its_files_or_else_its_own(
    table: MainWindow,
) -> None:
    table.model.set_open(REEL.package_id, is_open=True)
    table.model.set_open(CARD.package_id, is_open=True)
    beside = table.table.beside_selection
    assert rows(table) == ["A007", "reel 1", "reel 2", "alone", "Card", "card 4", "card 5", "card 6"]
    table.table.selectRow(1)
    assert beside() == id_of(2)
    table.table.selectRow(2)
    assert beside() == id_of(1)
    table.select_jobs([id_of(4), id_of(6)])
    assert beside() == id_of(5)
    table.filter_box.setText("reel 2")
    table.table.selectRow(1)
    assert (rows(table), beside()) == (["A007", "reel 2"], REEL.package_id)
    table.filter_box.clear()
    table.table.clearSelection()
    for row in (1, 2):
        table.table.selectionModel().select(
            table.model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    assert beside() == id_of(3)


@pytest.mark.parametrize(
    ("row", "move", "gap"),
    [
        (0, Move.UP, None),
        (0, Move.DOWN, Gap(id_of(3), is_behind=True)),
        (1, Move.UP, None),
        (1, Move.DOWN, Gap(id_of(2), is_behind=True)),
        (2, Move.UP, Gap(id_of(1))),
        (2, Move.DOWN, None),
        (3, Move.UP, Gap(id_of(1))),
        (3, Move.DOWN, Gap(id_of(6), is_behind=True)),
        (4, Move.UP, Gap(id_of(3))),
    ],
)
def test_a_step_goes_past_what_stands_beside_and_inside_a_package_no_further_than_that(
    table: MainWindow, row: int, move: Move, gap: Gap | None
) -> None:
    table.model.set_open(REEL.package_id, is_open=True)
    assert rows(table) == ["A007", "reel 1", "reel 2", "alone", "Card"]
    table.table.selectRow(row)
    assert table.table.gap_beside_selection(move) == gap


@pytest.mark.parametrize(
    ("dragged", "over", "gap"),
    [
        (4, 0, Gap(id_of(1))),
        (4, 3, Gap(id_of(3))),
        (4, 1, Gap(id_of(1))),
        (3, 4, Gap(id_of(4))),
        (1, 4, Gap(id_of(2), is_behind=True)),
        (2, 0, Gap(id_of(1))),
    ],
)
def test_what_is_dragged_goes_between_packages_or_stays_inside_its_own(
    table: MainWindow, qtbot: QtBot, dragged: int, over: int, gap: Gap
) -> None:
    table.model.set_open(REEL.package_id, is_open=True)
    viewport = table.table.viewport()

    def place(row: int) -> QPoint:
        box = table.table.visualRect(table.model.index(row, Column.FILE))
        return QPoint(box.left() + 80, box.top() + 4)

    with qtbot.waitSignal(table.row_drag.dropped) as dropped:
        QTest.mousePress(viewport, LEFT, NO_KEY, place(dragged))
        QTest.mouseMove(viewport, place(over) + QPoint(100, 0))
        QTest.mouseMove(viewport, place(over))
        QTest.mouseRelease(viewport, LEFT, NO_KEY, place(over))
    assert dropped.args is not None
    files: Sequence[JobStatus] = FILES[CARD] if dragged == 4 else [samples.waiting([0, 1, 2, 3][dragged])]
    assert dropped.args == [[status.job.job_id for status in files], gap]


def test_what_is_pressed_on_a_triangle_is_no_drag(table: MainWindow, qtbot: QtBot) -> None:
    table.table.selectRow(1)
    viewport = table.table.viewport()
    with qtbot.assertNotEmitted(table.row_drag.dropped):
        QTest.mousePress(viewport, LEFT, NO_KEY, triangle(table, 2))
        QTest.mouseMove(viewport, triangle(table, 0) + QPoint(100, 0))
        assert not table.row_drag.is_dragging
        QTest.mouseRelease(viewport, LEFT, NO_KEY, triangle(table, 0))
    assert chosen(table) == ["alone"]


def test_another_window_opens_the_same_packages_and_selects_the_same_rows(
    table: MainWindow, theme: Theme, qtbot: QtBot
) -> None:
    table.model.set_open(REEL.package_id, is_open=True)
    table.table.selectRow(2)
    other = MainWindow(theme, has_demo=False)
    qtbot.addWidget(other)
    other.model.learn([REEL, CARD])
    other.apply([an_event(status) for status in table.model.statuses()])
    WindowPlace.of(table).take(other)
    assert rows(other) == rows(table)
    assert chosen(other) == ["reel 2"]


def test_all_files_are_shown_flat_and_the_switch_is_remembered(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings())

    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            rig.window.apply([an_event(status) for status in FILES[REEL]])
            assert rig.window.model.rowCount() == 1
            rig.window.commands.flat.trigger()
            assert rows(rig.window) == ["reel 1", "reel 2"]
        async with opened(theme, environment(home)) as rig:
            assert rig.window.commands.flat.isChecked()
            assert rig.window.model.rows.packages.is_flat

    on_qt(scenario())


def test_a_dropped_folder_is_a_row_that_is_paused_named_moved_and_removed_as_one(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(Settings(jobs_at_once=1, shows_summary=False)))
    first, card = tmp_path / "first.mp4", tmp_path / "A007"
    card.mkdir()
    make_file(first, 9 * MIB, seed=1)
    for number in range(3):
        make_file(card / f"clip {number}.mov", 9 * MIB, seed=2 + number)

    async def scenario() -> None:
        proxy.on("part", hold())
        async with opened(theme, environment(home, proxied)) as rig:
            window = rig.window
            rig.drop(first)
            await rig.until(lambda: rig.states() == [JobState.UPLOADING], "the first one runs")
            rig.drop(card)
            await rig.until(lambda: rows(window) == ["first.mp4", "A007"], "the package")
            picked = window.table.selection_changed
            await rig.until_said(picked, lambda: chosen(window) == ["A007"], "the package selected")
            window.commands.pause.trigger()
            await rig.until(lambda: rig.states().count(JobState.PAUSED) == 3, "all of it paused")
            assert window.details.is_of_several
            window.commands.rename.trigger()
            dialog = await modal(rig, QInputDialog)
            assert dialog.textValue() == "A007"
            dialog.setTextValue("Reel 7")
            dialog.accept()
            await rig.until(lambda: rows(window) == ["first.mp4", "Reel 7"], "its new name")
            await rig.until_said(
                window.details.turned,
                lambda: "Reel 7, 3 files" in details(window),
                "its new name in the details",
            )
            window.select_jobs([rig.job("first").job.job_id])
            window.commands.pause.trigger()
            await rig.until(lambda: rig.states() == [JobState.PAUSED] * 4, "all paused")
            window.select_row(window.model.rows.shown[1])
            window.commands.move_up.trigger()
            await rig.until(lambda: rows(window) == ["Reel 7", "first.mp4"], "the package on top")
            assert chosen(window) == ["Reel 7"]
        async with opened(theme, environment(home, proxied)) as rig:
            window = rig.window
            assert rows(window) == ["Reel 7", "first.mp4"]
            window.table.selectRow(0)
            window.commands.remove.trigger()
            picked = window.table.selection_changed
            await rig.until_said(picked, lambda: chosen(window) == ["first.mp4"], "the package gone")
            assert rows(window) == ["first.mp4"]
            window.commands.undo.trigger()
            assert rows(window) == ["Reel 7", "first.mp4"]

    on_qt(scenario())
