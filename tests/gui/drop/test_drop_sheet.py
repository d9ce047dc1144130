"""The summary of a drop, by mouse and by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from gui.scenes.dialog_scenes import drop, drop_with_hash_list
from uploader_gui.gui.drop.drop_delegates import ARROW_SIZE
from uploader_gui.gui.drop.drop_model import DropColumn, Page
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.look.theme import Theme

pytestmark = pytest.mark.case("W11")


@pytest.fixture
def opened(theme: Theme, qtbot: QtBot) -> Callable[[Page], DropSheet]:
    def made(page: Page = Page.FILES) -> DropSheet:
        sheet = drop(page)(theme)
        assert isinstance(sheet, DropSheet)
        qtbot.addWidget(sheet)
        with qtbot.waitActive(sheet):
            sheet.show()
        return sheet

    return made


def press(sheet: DropSheet, key: Qt.Key) -> None:
    QTest.keyClick(sheet.table, key)


def select(sheet: DropSheet, *rows: int) -> None:
    sheet.table.setFocus()
    sheet.table.clearSelection()
    for row in rows:
        index = sheet.model.index(row, DropColumn.FILE)
        flags = sheet.table.selectionModel().SelectionFlag
        sheet.table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)


def editor(sheet: DropSheet) -> QLineEdit:
    return next(one for one in sheet.table.viewport().findChildren(QLineEdit))


def names(sheet: DropSheet) -> list[str]:
    return [sheet.model.index(row, DropColumn.FILE).data() for row in range(sheet.model.rowCount())]


def test_the_headline_counts_what_will_be_sent_and_the_line_below_says_the_rest(
    opened: Callable[..., DropSheet],
) -> None:
    sheet = opened()
    assert sheet.model.count(Page.FILES) == 14
    assert sheet.headline.text() == "Upload 10 files, 48 GB"
    assert sheet.summary.text() == (
        "Not sent: 2 are there already, one is left alone, one is not ticked. "
        "Among the files: one hidden file, one link out of its folder."
    )


def test_the_line_below_says_first_what_a_hash_list_names_and_is_not_there(
    theme: Theme, qtbot: QtBot
) -> None:
    sheet = drop_with_hash_list()(theme)
    assert isinstance(sheet, DropSheet)
    qtbot.addWidget(sheet)
    assert sheet.summary.text().startswith("One file that a media hash list names is not there. Among")


def test_space_and_delete_leave_the_selected_files_out(opened: Callable[..., DropSheet]) -> None:
    sheet = opened()
    select(sheet, 0, 1, 4)
    press(sheet, Qt.Key.Key_Space)
    assert sheet.model.totals().left_out == 3
    press(sheet, Qt.Key.Key_Space)
    assert sheet.model.totals().left_out == 0
    press(sheet, Qt.Key.Key_Delete)
    press(sheet, Qt.Key.Key_Delete)
    assert sheet.model.totals().left_out == 3
    sheet.take.trigger()
    assert sheet.model.totals().left_out == 0


def test_a_click_on_the_check_mark_leaves_a_file_out(opened: Callable[..., DropSheet]) -> None:
    sheet = opened()
    cell = sheet.table.visualRect(sheet.model.index(1, DropColumn.FILE))
    QTest.mouseClick(
        sheet.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + 14, cell.center().y())
    )
    assert sheet.model.index(1, DropColumn.OUTCOME).data() == "Not ticked"


def test_each_choice_shows_its_words_whole_and_its_arrow_at_the_right_edge(
    opened: Callable[..., DropSheet],
) -> None:
    sheet = opened()
    ends = []
    for row in (1, 2, 5):
        cell = sheet.table.visualRect(sheet.model.index(row, DropColumn.OUTCOME))
        end = cell.adjusted(cell.width() - ARROW_SIZE - 8, 2, 0, -2)
        ends.append(sheet.table.viewport().grab(end).toImage())
        words = str(sheet.model.index(row, DropColumn.OUTCOME).data())
        assert sheet.table.fontMetrics().horizontalAdvance(words) < cell.width() - end.width()
    upload, skip, go_on = ends
    assert skip == go_on
    assert skip != upload


def test_nothing_can_be_uploaded_when_all_is_left_out(opened: Callable[..., DropSheet]) -> None:
    sheet = opened()
    sheet.table.setFocus()
    sheet.table.selectAll()
    press(sheet, Qt.Key.Key_Delete)
    assert sheet.headline.text() == "Nothing to upload"
    assert not sheet.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_f2_edits_the_key_in_place_and_enter_does_not_upload(
    opened: Callable[..., DropSheet], qtbot: QtBot
) -> None:
    sheet = opened()
    select(sheet, 4)
    press(sheet, Qt.Key.Key_F2)
    field = editor(sheet)
    assert field.text() == "2026/A001_C005.mov"
    qtbot.waitUntil(lambda: field.selectedText() == "A001_C005")
    QTest.keyClicks(field, "harbour")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet.table.viewport().findChildren(QLineEdit))
    assert sheet.isVisible()
    assert sheet.model.index(4, DropColumn.PLACE).data() == "2026/harbour.mov"


def test_a_key_that_another_file_has_is_refused_below_the_table(opened: Callable[..., DropSheet]) -> None:
    sheet = opened()
    sheet.model.setData(
        sheet.model.index(4, DropColumn.PLACE), "2026/A001_C006.mov", Qt.ItemDataRole.EditRole
    )
    assert "2026/A001_C006.mov" in sheet.note.text()
    assert sheet.note.property("tone") == "bad"


def test_a_click_on_a_title_sorts_and_the_third_one_goes_back(opened: Callable[..., DropSheet]) -> None:
    sheet = opened()
    found, header = names(sheet), sheet.table.horizontalHeader()
    assert header.sortIndicatorSection() == -1
    title = QPoint(header.sectionViewportPosition(DropColumn.SIZE) + 20, header.height() // 2)
    for first in (".env", "A001_C011.mov"):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=title)
        assert names(sheet)[0] == first
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=title)
    assert names(sheet) == found


def test_the_reason_of_a_skip_is_read_whole(opened: Callable[..., DropSheet]) -> None:
    sheet = opened(Page.LEFT_OUT)
    table = sheet.table
    assert table.wordWrap()
    for row in range(sheet.model.rowCount()):
        index = sheet.model.index(row, DropColumn.PLACE)
        room = table.visualRect(index)
        words = table.fontMetrics().boundingRect(
            0, 0, room.width() - 16, 1000, Qt.TextFlag.TextWordWrap, index.data()
        )
        assert words.height() <= room.height()
        assert index.data(Qt.ItemDataRole.ToolTipRole) == index.data()
    sheet.tabs.setCurrentIndex(Page.FILES)
    assert not table.isColumnHidden(DropColumn.OUTCOME)


def test_the_name_of_a_file_that_is_left_out_is_read_whole(opened: Callable[..., DropSheet]) -> None:
    sheet = opened(Page.LEFT_OUT)
    table = sheet.table
    for row in range(sheet.model.rowCount()):
        index = sheet.model.index(row, DropColumn.FILE)
        assert table.fontMetrics().horizontalAdvance(index.data()) + 16 <= table.columnWidth(DropColumn.FILE)
    sheet.tabs.setCurrentIndex(Page.FILES)
    assert not table.isColumnHidden(DropColumn.SIZE)


@pytest.mark.parametrize("page", [Page.FILES, Page.LEFT_OUT])
def test_all_that_there_is_to_look_at_is_in_sight(opened: Callable[..., DropSheet], page: Page) -> None:
    sheet = opened(page)
    sheet.resize(1, 1)
    QApplication.processEvents()
    tabs = sheet.tabs
    shown = [tabs.tabRect(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]
    assert len(shown) == 5
    assert min(tab.left() for tab in shown) >= 0
    assert max(tab.right() for tab in shown) < tabs.width()


def test_hidden_files_and_links_can_be_left_out_together(opened: Callable[..., DropSheet]) -> None:
    sheet = opened(Page.NOTED)
    assert names(sheet) == [".env", "key.pem"]
    sheet.table.setFocus()
    sheet.table.selectAll()
    press(sheet, Qt.Key.Key_Delete)
    assert "Among the files" not in sheet.summary.text()
    assert "3 are not ticked" in sheet.summary.text()


def test_escape_ends_the_editing_of_a_key_and_not_the_summary(opened: Callable[..., DropSheet]) -> None:
    sheet = opened()
    select(sheet, 4)
    press(sheet, Qt.Key.Key_F2)
    field = editor(sheet)
    QTest.keyClicks(field, "never mind")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert sheet.model.index(4, DropColumn.PLACE).data() == "2026/A001_C005.mov"


@pytest.mark.parametrize(("typed", "chosen"), [("A007", ""), ("  ", ""), (" B001 ", "B001")])
def test_a_package_keeps_its_name_until_another_is_typed(
    opened: Callable[..., DropSheet], typed: str, chosen: str
) -> None:
    sheet = opened()
    sheet.package_name.setText(typed)
    assert sheet.chosen_package_name() == chosen
