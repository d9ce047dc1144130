"""Names that hold what is not seen: a line break, a tab, a turned direction of writing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyledItemDelegate

from gui import samples
from gui.samples import an_event
from gui.scenes.size_scenes import ODD, odd_names
from uploader_gui.domain.job import LogLine
from uploader_gui.domain.messages import MessageCode, message, messages_of
from uploader_gui.gui.connections.browser_sheet import BrowserSheet
from uploader_gui.gui.details.log_model import log_words
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.plain_text import ElidedLabel
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.look.wrapped_text import WrappedText
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words.engine_words import message_words
from uploader_gui.gui.words.names import name_words

SHOWN = "take↵7⇥(final)\\u202egpj.mov"


@pytest.mark.case("W15")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("take 7.mov", "take 7.mov"),
        ("会议录像.mp4", "会议录像.mp4"),
        ("a\nb", "a↵b"),
        ("a\r\nb", "a␍↵b"),
        ("a\tb", "a⇥b"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\u202eb", r"a\u202eb"),
    ],
)
def test_what_is_not_seen_in_a_name_gets_a_sign(name: str, shown: str) -> None:
    assert name_words(name) == shown


@pytest.mark.case("W15")
def test_the_row_its_tool_tips_and_its_details_show_the_sign_and_the_copy_is_the_name(
    window: MainWindow,
) -> None:
    odd_names(window)
    QApplication.processEvents()
    cells = {column: window.model.index(0, column) for column in Column}
    assert cells[Column.FILE].data() == SHOWN
    assert cells[Column.FILE].data(Qt.ItemDataRole.ToolTipRole) == f"/footage/{SHOWN}"
    assert cells[Column.DESTINATION].data() == "media/2026/"
    assert cells[Column.DESTINATION].data(Qt.ItemDataRole.ToolTipRole).endswith(SHOWN)
    assert SHOWN in cells[Column.PROGRESS].data()
    assert "\n" not in cells[Column.PROGRESS].data()
    (name,) = window.details.findChildren(ElidedLabel)
    assert name.text() == SHOWN
    facts = window.details.facts_view
    values = [one.toPlainText() for one in facts.findChildren(WrappedText) if one.isVisible()]
    assert f"2026/{SHOWN}" in values
    assert not any("\n" in value for value in values)
    facts.copy("Key")
    assert QGuiApplication.clipboard().text() == f"2026/{ODD}"


@pytest.mark.case("W15")
def test_the_log_shows_the_sign_but_keeps_the_lines_of_older_text(window: MainWindow) -> None:
    line = LogLine(samples.a_job(1).created_at, (message(MessageCode.SOURCE_MISSING, path=f"/{ODD}"),))
    assert f"/{SHOWN}" in log_words(line)
    assert message_words(messages_of("one\ntwo")) == "one\ntwo"


@pytest.mark.case("W15")
def test_the_filter_finds_a_name_by_what_stands_around_the_sign(window: MainWindow) -> None:
    status = samples.paused(1, name="take\n7.mov")
    window.apply([an_event(status), an_event(replace(samples.paused(2, name="take 8.mov")))])
    window.filter_box.setText("7.mov")
    assert window.model.rowCount() == 1


@pytest.mark.case("W15")
def test_a_folder_of_the_store_shows_the_sign_and_is_chosen_by_its_name(theme: Theme) -> None:
    sheet = BrowserSheet(None, theme, "media", "", takes_files=False)
    sheet.begin()
    sheet.show_folders(["day\n1"], 0, is_whole=True)
    delegate = sheet.list.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    assert delegate.displayText(sheet.list.item(0).text(), QLocale()) == "day↵1"
    sheet.list.setCurrentRow(0)
    assert sheet.prefix() == "day\n1/"
