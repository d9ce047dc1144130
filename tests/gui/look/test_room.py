"""What long names, small and large windows leave in sight."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QStyleOptionToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import an_event
from gui.scenes import size_scenes
from gui.scenes.size_scenes import LONG, LONG_LOG, with_long_name
from uploader_gui.domain.job import PauseReason
from uploader_gui.gui.details.log_view import LogView
from uploader_gui.gui.job_kind import Look
from uploader_gui.gui.jobs import job_columns
from uploader_gui.gui.jobs.job_columns import ON_DEMAND, SHOWN, Column
from uploader_gui.gui.jobs.job_delegate import PADDING
from uploader_gui.gui.look.plain_text import ElidedLabel
from uploader_gui.gui.look.wrapped_text import WrappedText
from uploader_gui.gui.main_window import MainWindow


def settle() -> None:
    """Let layouts and headers take notice of their sizes."""
    for _ in range(3):
        QApplication.processEvents()


def widths(window: MainWindow) -> dict[Column, int]:
    """The columns that are shown, with their widths."""
    header = window.table.horizontalHeader()
    return {column: header.sectionSize(column) for column in SHOWN if not header.isSectionHidden(column)}


def show_at(window: MainWindow, width: int) -> dict[Column, int]:
    """The widths of the columns in a window so wide."""
    window.resize(width, 700)
    size_scenes.mixed(window)
    settle()
    return widths(window)


def drag(window: MainWindow, column: Column, by: int) -> None:
    """Move the right border of ``column``, as the pointer does."""
    header = window.table.horizontalHeader()
    x = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
    y = header.height() // 2
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    QTest.mouseMove(header.viewport(), QPoint(x + by, y))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x + by, y))


@pytest.mark.case("W08")
def test_a_wide_window_gives_its_room_to_name_and_destination(window: MainWindow) -> None:
    usual, wide = show_at(window, 1320), show_at(window, 2560)
    assert set(usual) == set(wide) == set(SHOWN) - ON_DEMAND
    gained = {column: wide[column] - usual[column] for column in usual}
    assert gained[Column.FILE] > gained[Column.DESTINATION] > 2 * gained[Column.PROGRESS]
    assert wide[Column.PROGRESS] < 340
    assert sum(wide.values()) == window.table.viewport().width()


@pytest.mark.case("W08")
@pytest.mark.parametrize("width", [640, 760, 960, 1024, 1440, 2560])
def test_columns_fill_the_table_and_none_is_off_the_screen(window: MainWindow, width: int) -> None:
    shown = show_at(window, width)
    assert sum(shown.values()) == window.table.viewport().width()
    assert not window.table.horizontalScrollBar().isVisible()
    assert {Column.FILE, Column.PROGRESS, Column.SPEED, Column.TIME_LEFT} <= set(shown)


@pytest.mark.case("W08")
def test_state_and_destination_are_on_the_screen_at_150_percent_of_1440(window: MainWindow) -> None:
    shown = show_at(window, 960)
    assert {Column.STATE, Column.DESTINATION} <= set(shown)
    assert Column.ADDED not in shown


@pytest.mark.case("W08")
@pytest.mark.parametrize("width", [760, 820])
def test_the_state_is_still_on_the_screen_where_the_destination_has_no_room(
    window: MainWindow, width: int
) -> None:
    shown = show_at(window, width)
    assert Column.STATE in shown
    assert Column.DESTINATION not in shown


@pytest.mark.case("W08")
def test_names_get_room_before_parts_and_moments_are_shown(window: MainWindow) -> None:
    figure = window.fontMetrics().horizontalAdvance("0")
    for width in range(1000, 1500, 20):
        shown = show_at(window, width)
        if Column.PARTS in shown:
            assert shown[Column.FILE] >= 24 * figure
            assert shown[Column.DESTINATION] >= 22 * figure


@pytest.mark.case("W04")
def test_the_bar_of_what_was_interrupted_has_one_line_in_the_usual_window(window: MainWindow) -> None:
    window.resize(1320, 600)
    size_scenes.interrupted(
        window,
        [*(samples.paused(number, PauseReason.PROGRAM_ENDED) for number in (1, 2)), samples.waiting(3)],
    )
    settle()
    [bar] = window.notices.notices()
    [words] = [label for label in bar.findChildren(QLabel) if label.text() == bar.words]
    assert words.heightForWidth(words.width()) < 2 * words.fontMetrics().height()


@pytest.mark.case("W08")
def test_the_destination_stands_alone_before_it_is_cut(window: MainWindow) -> None:
    option = QStyleOptionToolButton()

    def shown(width: int) -> str:
        window.destination.setFixedWidth(width)
        window.destination.initStyleOption(option)
        return option.text

    needed = window.destination.needed_width()
    assert shown(needed + 200) == "To: Studio › media/2026/"
    assert shown(needed) == "Studio › media/2026/"
    assert "…" in shown(needed - 20)
    assert not shown(needed - 20).startswith("To:")


@pytest.mark.case("W08")
def test_a_destination_that_ends_with_the_name_is_shown_as_its_folder_and_another_whole() -> None:
    as_named = samples.waiting(1, name="take 7.mxf")
    at_the_root, renamed, alike = (
        replace(
            as_named, job=replace(as_named.job, destination=replace(as_named.job.destination, object_key=key))
        )
        for key in ("take 7.mxf", "2026/b.mxf", "2026/re-take 7.mxf")
    )
    shown = [job_columns.text(one, Column.DESTINATION) for one in (as_named, at_the_root, renamed, alike)]
    assert shown == ["media/2026/", "media/", "media/2026/b.mxf", "media/2026/re-take 7.mxf"]
    assert job_columns.tool_tip(as_named, Column.DESTINATION).endswith("media/2026/take 7.mxf")


@pytest.mark.case("W08")
def test_the_usual_folder_is_whole_in_a_table_of_a_narrow_window(window: MainWindow) -> None:
    shown = show_at(window, 960)
    folder = job_columns.text(samples.waiting(1), Column.DESTINATION)
    assert window.fontMetrics().horizontalAdvance(folder) + 2 * PADDING <= shown[Column.DESTINATION]


@pytest.mark.case("W08")
def test_a_column_keeps_the_width_that_the_user_gave_it(window: MainWindow) -> None:
    before = show_at(window, 1320)
    drag(window, Column.FILE, 50)
    after = widths(window)
    assert after[Column.FILE] == before[Column.FILE] + 50
    assert sum(after.values()) == window.table.viewport().width()
    for width in (1100, 2000):
        window.resize(width, 700)
        settle()
        assert widths(window)[Column.FILE] == before[Column.FILE] + 50
    assert sum(widths(window).values()) == window.table.viewport().width()


@pytest.mark.case("W08")
def test_nothing_left_of_a_dragged_border_moves(window: MainWindow) -> None:
    before = show_at(window, 1320)
    drag(window, Column.DESTINATION, -40)
    after = widths(window)
    assert after == before | {Column.DESTINATION: before[Column.DESTINATION] - 40}


@pytest.mark.case("W08")
def test_a_double_click_on_a_border_fits_the_column(window: MainWindow) -> None:
    show_at(window, 1320)
    header = window.table.horizontalHeader()
    edge = header.sectionViewportPosition(Column.FILE) + header.sectionSize(Column.FILE) - 1
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge, header.height() // 2))
    assert widths(window)[Column.FILE] >= window.fontMetrics().horizontalAdvance(LONG)


@pytest.mark.case("W08")
def test_a_column_that_was_chosen_stays_in_a_narrow_table_and_one_that_was_hidden_never_comes(
    window: MainWindow,
) -> None:
    assert Column.ADDED not in show_at(window, 960)
    window.columns.read()
    window.columns.columns[Column.ADDED].trigger()
    assert Column.ADDED in widths(window)
    window.columns.columns[Column.SIZE].trigger()
    assert Column.SIZE not in show_at(window, 2560)
    assert Column.ADDED in show_at(window, 760)
    window.columns.fit_columns.trigger()
    assert Column.ADDED not in widths(window)
    assert set(show_at(window, 2560)) == set(SHOWN) - ON_DEMAND


@pytest.mark.case("W08")
def test_columns_on_demand_come_when_they_are_chosen_and_go_with_the_arrangement_at_first(
    window: MainWindow,
) -> None:
    show_at(window, 1320)
    window.columns.read()
    for column in ON_DEMAND:
        window.columns.columns[column].trigger()
    assert set(show_at(window, 2560)) == set(SHOWN)
    kept = window.table.fitted.remembered()
    window.columns.fit_columns.trigger()
    assert not ON_DEMAND & widths(window).keys()
    window.table.fitted.recall(kept)
    assert not ON_DEMAND - widths(window).keys()


@pytest.mark.case("W07")
def test_a_long_name_leaves_the_tabs_in_sight_and_is_whole_in_its_tool_tip(window: MainWindow) -> None:
    window.resize(960, 600)
    size_scenes.mixed(window)
    settle()
    details, tabs = window.details, window.details.tabs
    (name,) = details.findChildren(ElidedLabel)
    assert tabs.mapTo(details, QPoint(0, 0)).x() >= 0
    assert tabs.width() >= tabs.sizeHint().width()
    assert tabs.geometry().right() < name.geometry().left()
    assert "…" in name.shown
    assert name.toolTip() == LONG == name.text()
    window.resize(2000, 600)
    settle()
    assert (name.shown, name.toolTip()) == (LONG, "")


@pytest.mark.case("W07")
def test_long_facts_are_shown_whole_on_as_many_lines_as_they_need(window: MainWindow) -> None:
    size_scenes.at(960, 600, size_scenes.long_facts)(window)
    settle()
    values = [one for one in window.details.facts_view.findChildren(WrappedText) if one.isVisible()]
    heights = {value.accessibleName(): value.height() for value in values}
    for value in values:
        assert value.document().size().height() <= value.viewport().height(), value.toPlainText()
        assert value.document().idealWidth() <= value.viewport().width(), value.toPlainText()
    assert heights["Key"] > 2 * heights["Bucket"]


@pytest.mark.case("W07")
def test_a_fact_can_be_selected_in_part_and_takes_no_files(window: MainWindow, qtbot: QtBot) -> None:
    size_scenes.at(960, 600, size_scenes.long_facts)(window)
    settle()
    shown = window.details.facts_view.findChildren(WrappedText)
    bucket = next(one for one in shown if one.isVisible() and one.accessibleName() == "Bucket")
    assert not bucket.acceptDrops()
    qtbot.mouseDClick(bucket.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, 6))
    qtbot.keyClick(bucket, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "media"


@pytest.mark.case("W07")
def test_the_wheel_scrolls_the_facts_wherever_it_is_turned(window: MainWindow) -> None:
    size_scenes.at(960, 600, size_scenes.long_facts)(window)
    settle()
    facts = window.details.facts_view
    value = next(one for one in facts.findChildren(WrappedText) if one.isVisible())
    font, place = value.font(), QPointF(value.mapTo(window, QPoint(5, 8)))
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier):
        QTest.wheelEvent(window.windowHandle(), place, QPoint(0, -240), QPoint(), modifier)
    assert facts.verticalScrollBar().value() > 0
    assert value.font() == font


@pytest.mark.case("W07")
def test_a_line_of_the_log_is_as_high_as_what_it_says(window: MainWindow) -> None:
    size_scenes.at(960, 600, size_scenes.long_log)(window)
    settle()
    (log,) = window.details.findChildren(LogView)
    line = log.fontMetrics().height()
    assert log.model().rowCount() == len(LONG_LOG)
    assert log.rowHeight(0) >= 3 * line
    assert log.rowHeight(1) < 2 * line
    assert log.columnWidth(0) + log.columnWidth(1) <= log.viewport().width()
    high = log.rowHeight(0)
    window.resize(2560, 600)
    settle()
    assert log.rowHeight(0) < high


def test_a_short_name_has_no_tool_tip(window: MainWindow) -> None:
    window.apply([an_event(samples.waiting(1)), an_event(with_long_name(samples.waiting(2)))])
    window.details.show_job(samples.waiting(1))
    settle()
    (name,) = window.details.findChildren(ElidedLabel)
    assert name.toolTip() == ""


@pytest.mark.case("W08")
def test_the_side_is_as_wide_as_its_words_and_folds_to_icons_in_a_narrow_window(window: MainWindow) -> None:
    show_at(window, 1320)
    broad, words = window.states.width(), window.fontMetrics().horizontalAdvance("Completed")
    assert words + 40 < broad < words + 120
    assert window.states.item(1).toolTip() == ""
    show_at(window, 640)
    assert window.states.width() < broad / 2 + 10
    assert window.states.item(1).toolTip() == "Uploading, 3"
    show_at(window, 1320)
    assert window.states.width() == broad


def cut(window: MainWindow) -> list[str]:
    """What is shown with less room than its words need, or off the window."""
    labels = [one for one in window.findChildren(QLabel) if not isinstance(one, ElidedLabel)]
    parts: list[QLabel | QAbstractButton] = [*labels, *window.findChildren(QAbstractButton)]
    shown = [one for one in parts if one.isVisible() and one is not window.destination]
    return [
        f"{one.metaObject().className()} {one.text()!r}"
        for one in shown
        if one.text() and (one.width() < one.minimumSizeHint().width() or not _is_within(one, window))
    ]


def _is_within(one: QWidget, window: MainWindow) -> bool:
    left = one.mapTo(window, QPoint(0, 0)).x()
    around = one.parentWidget()
    within = around is not None and around.rect().contains(one.geometry())
    return within and left >= 0 and left + one.width() <= window.width()


@pytest.mark.case("W08")
def test_the_narrowest_window_cuts_nothing(window: MainWindow) -> None:
    """Also with a bar above the table and long words below it."""
    window.resize(640, 480)
    size_scenes.with_notice(window)
    window.totals.show_counts(dict.fromkeys(Look, 12345))
    settle()
    assert (window.width(), window.height()) == (640, 480)
    assert cut(window) == []
    assert window.table.viewport().height() > 2 * window.table.rowHeight(0)
    assert window.details.tabs.width() >= window.details.tabs.sizeHint().width()
    assert len(window.totals.words) > 80
    assert "…" in window.totals.findChildren(ElidedLabel)[0].shown


@pytest.mark.case("W08")
@pytest.mark.parametrize("has_store", [True, False])
def test_the_narrowest_empty_window_cuts_nothing(window: MainWindow, *, has_store: bool) -> None:
    if not has_store:
        window.show_profiles([], None)
    window.resize(640, 480)
    settle()
    assert (window.width(), window.height()) == (640, 480)
    assert cut(window) == []
