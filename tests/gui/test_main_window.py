from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage, qGray
from PySide6.QtWidgets import QLabel, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import an_event
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState, PauseReason
from uploader_gui.gui.drop.drop_overlay import DropOverlay
from uploader_gui.gui.job_kind import Look, kind_of
from uploader_gui.gui.look.plain_text import ElidedLabel, PlainLabel
from uploader_gui.gui.main_window import MainWindow

RGB = QImage.Format.Format_RGB32
LEFT, NO_KEY, COPY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction


def show(window: MainWindow, *statuses: JobStatus) -> None:
    window.apply([an_event(status) for status in statuses])


def files(*names: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(name) for name in names])
    return mime


def drag(target: QWidget, mime: QMimeData) -> bool:
    """Drag ``mime`` over ``target``; whether a drop there would be taken."""
    place = QPoint(5, 5)
    QCoreApplication.sendEvent(target, QDragEnterEvent(place, COPY, mime, LEFT, NO_KEY))
    move = QDragMoveEvent(place, COPY, mime, LEFT, NO_KEY)
    QCoreApplication.sendEvent(target, move)
    return move.isAccepted()


def drop(target: QWidget, mime: QMimeData) -> None:
    QCoreApplication.sendEvent(target, QDropEvent(QPointF(5, 5), COPY, mime, LEFT, NO_KEY))


def overlay(window: MainWindow) -> DropOverlay:
    return window.findChildren(DropOverlay)[0]


def test_a_newcomer_is_told_what_to_do_first(window: MainWindow) -> None:
    window.show_profiles([], None)
    shown = [button.text() for button in window.empty_page.buttons() if button.isVisible()]
    assert shown == ["Connect to a store", "Try it with a demo store"]
    assert window.destination.text() == "Not connected"
    assert not window.commands.add_files.isEnabled()


def test_an_empty_window_names_the_destination_and_offers_to_add(window: MainWindow) -> None:
    shown = [button.text() for button in window.empty_page.buttons() if button.isVisible()]
    assert shown == ["Add files", "Add folder"]
    assert window.destination.text() == "To: Studio › media/2026/"
    assert "Studio › media/2026/" in window.empty_page.words


def test_the_first_job_replaces_the_empty_page(window: MainWindow) -> None:
    show(window, samples.waiting(1))
    assert window.table.isVisible()
    assert not window.empty_page.isVisible()


@pytest.mark.parametrize("part", ["table", "viewport", "filter_box", "states", "window"])
def test_files_can_be_dropped_anywhere(window: MainWindow, qtbot: QtBot, part: str) -> None:
    show(window, samples.waiting(1))
    target = {
        "table": window.table,
        "viewport": window.table.viewport(),
        "filter_box": window.filter_box,
        "states": window.states.viewport(),
        "window": window,
    }[part]
    mime = files("/footage/a.mp4", "/footage/b")
    assert drag(target, mime)
    with qtbot.waitSignal(window.paths_dropped) as dropped:
        drop(target, mime)
    assert dropped.args == [(Path("/footage/a.mp4"), Path("/footage/b"))]


def test_the_overlay_names_count_and_destination_until_the_drag_leaves(window: MainWindow) -> None:
    drag(window, files("/a.mp4", "/b.mp4", "/c"))
    assert overlay(window).isVisible()
    assert overlay(window).words == "Upload 3 items\nto Studio › media/2026/"
    QCoreApplication.sendEvent(window, QDragLeaveEvent())
    assert not overlay(window).isVisible()


def test_the_overlay_calls_a_single_file_by_its_name(window: MainWindow) -> None:
    drag(window, files("/a.mp4"))
    assert overlay(window).words == "Upload “a.mp4”\nto Studio › media/2026/"


def test_files_of_a_sandbox_may_be_dropped_unnamed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    mime = QMimeData()
    mime.setData("application/vnd.portal.filetransfer", b"a-key")
    assert drag(window, mime)
    assert overlay(window).words == "Upload these files\nto Studio › media/2026/"
    drop(window, mime)  # where there is no desktop to ask
    [said] = [notice.words for notice in window.notices.notices()]
    assert said.startswith("The other program did not hand its files over.")


@pytest.mark.case("W17")
def test_nothing_shines_through_the_overlay(window: MainWindow) -> None:
    show(window, samples.uploading(1))
    drag(window, files("/a.mp4"))
    seen, painted = (one.grab().toImage().convertToFormat(RGB) for one in (window, overlay(window)))
    assert seen == painted


def web_link() -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/film.mp4")])
    return mime


def text() -> QMimeData:
    mime = QMimeData()
    mime.setText("some words")
    return mime


@pytest.mark.parametrize(
    ("mime", "reason"), [(web_link(), "web link"), (text(), "text")], ids=["link", "text"]
)
def test_what_is_no_file_is_refused_with_the_reason_while_hovering(
    window: MainWindow, mime: QMimeData, reason: str
) -> None:
    assert not drag(window, mime)
    assert reason in overlay(window).words


def test_without_a_connection_a_drop_is_refused_with_the_reason(window: MainWindow) -> None:
    window.show_profiles([], None)
    assert not drag(window, files("/a.mp4"))
    assert "Connect to a store first" in overlay(window).words


ACTIONS = ("pause", "resume", "remove", "copy_link")


@pytest.mark.case("C79")
@pytest.mark.parametrize(
    ("statuses", "enabled"),
    [
        ([], set()),
        ([samples.waiting(1)], {"pause", "remove", "copy_link"}),
        ([samples.uploading(1)], {"pause", "remove", "copy_link"}),
        ([samples.paused(1)], {"resume", "remove", "copy_link"}),
        ([samples.failed(1)], {"resume", "remove", "copy_link"}),
        ([samples.completed(1)], {"remove", "copy_link"}),
        ([samples.uploading(1), samples.paused(2)], {"pause", "resume", "remove", "copy_link"}),
        ([samples.completed(1), samples.failed(2)], {"resume", "remove", "copy_link"}),
    ],
)
def test_actions_follow_the_stored_states_of_the_selection(
    window: MainWindow, statuses: Sequence[JobStatus], enabled: set[str]
) -> None:
    show(window, *statuses)
    window.table.selectAll()
    assert {name for name in ACTIONS if getattr(window.commands, name).isEnabled()} == enabled


def test_actions_follow_a_selected_job_that_changes_its_state(window: MainWindow) -> None:
    show(window, samples.uploading(1))
    window.table.selectAll()
    show(window, samples.failed(1))
    assert window.commands.resume.isEnabled()
    assert not window.commands.pause.isEnabled()


def test_the_kinds_of_what_is_selected_are_those_of_its_jobs_whatever_happened_to_them(
    window: MainWindow,
) -> None:
    """They are kept beside the jobs, so that 100,000 selected ones need not be looked at."""
    fates = Random(7)
    makers = (
        samples.waiting,
        samples.uploading,
        samples.paused,
        samples.failed,
        samples.completed,
        lost_its_file,
    )
    window.model.load([fates.choice(makers)(number) for number in range(30)])
    for _ in range(60):
        statuses = [fates.choice(makers)(number) for number in fates.sample(range(40), 5)]
        gone = [JobEvent(EventKind.REMOVED, fates.choice(makers)(fates.randrange(40)))]
        window.apply([an_event(status) for status in statuses] + gone)
        window.states.choose(fates.choice([None, *JobState]))
        some = fates.sample([one.job.job_id for one in window.model.statuses()], 3)
        for select in (window.table.selectAll, partial(window.table.select_jobs, some)):
            select()
            selected = window.selected_jobs()
            assert window.table.selected_kinds() == Counter(map(kind_of, selected))
            assert window.commands.restart.isEnabled() == any(map(is_without_its_file, selected))
            assert window.table.only_job() == (selected[0] if len(selected) == 1 else None)


def lost_its_file(number: int) -> JobStatus:
    return samples.failed(number, code=ErrorCode.SOURCE_CHANGED)


def is_without_its_file(status: JobStatus) -> bool:
    return status.job.error_code == ErrorCode.SOURCE_CHANGED


@pytest.mark.case("C79")
def test_actions_for_all_follow_the_counts(window: MainWindow) -> None:
    show(window, samples.uploading(1), samples.completed(2))
    commands = window.commands
    assert commands.pause_all.isEnabled()
    assert commands.clear.isEnabled()
    assert not commands.resume_all.isEnabled()
    assert not commands.resume_failed.isEnabled()


def test_the_side_counts_and_filters(window: MainWindow) -> None:
    show(window, samples.uploading(1), samples.paused(2), samples.paused(3))
    window.states.choose(JobState.PAUSED)
    assert window.model.rowCount() == 2
    assert window.states.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "All, 3"
    assert window.states.item(3).data(Qt.ItemDataRole.AccessibleTextRole) == "Paused, 2"


@pytest.mark.case("W17")
@pytest.mark.parametrize("width", [720, 900, 1320])
def test_the_filter_stands_above_the_table_and_the_destination_has_room_beside_it(
    window: MainWindow, qtbot: QtBot, width: int
) -> None:
    show(window, samples.uploading(1))
    window.resize(width, 500)

    def place(widget: QWidget) -> QRect:
        return QRect(widget.mapTo(window, QPoint()), widget.size())

    qtbot.waitUntil(lambda: place(window.destination).right() <= width)
    box, button = place(window.filter_box), place(window.destination)
    assert box.bottom() < place(window.table).top()
    assert box.left() > width / 2
    assert box.right() < button.left()
    assert box.width() >= 116
    assert button.width() >= 180


def test_selection_lives_through_filter_and_sort(window: MainWindow) -> None:
    show(window, samples.paused(1, name="b"), samples.paused(2, name="a"), samples.waiting(3, name="c"))
    window.select_jobs([samples.a_job(1).job_id])
    window.states.choose(JobState.PAUSED)
    window.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [status.job.file_name for status in window.selected_jobs()] == ["b"]


def test_the_view_stays_where_it_is_when_the_selected_job_has_ended(window: MainWindow, qtbot: QtBot) -> None:
    show(window, samples.uploading(1), *(samples.waiting(number) for number in range(2, 200)))
    window.show()
    qtbot.waitExposed(window)
    window.select_jobs([samples.a_job(1).job_id])
    with qtbot.waitSignal(window.model.places_changed):
        show(window, samples.completed(1))
    assert window.table.selected_rows() == [198]
    assert window.table.verticalScrollBar().value() == 0


def test_space_acts_on_the_table_and_types_in_the_filter(window: MainWindow, qtbot: QtBot) -> None:
    show(window, samples.uploading(1))
    window.table.selectAll()
    toggled: list[None] = []
    window.commands.toggle.triggered.connect(lambda: toggled.append(None))
    window.activateWindow()
    window.filter_box.setFocus()
    qtbot.keyClick(window.filter_box, Qt.Key.Key_Space)
    assert window.filter_box.text() == " "
    assert toggled == []
    window.filter_box.clear()
    window.table.selectAll()
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    assert toggled == [None]


def test_closing_asks_first_and_then_lets_go(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.close_wanted):
        window.close()
    assert window.isVisible()
    window.let_go()
    assert not window.isVisible()


def test_all_rows_have_one_height(window: MainWindow) -> None:
    show(window, samples.uploading(1), samples.failed(2), samples.completed(3))
    assert len({window.table.rowHeight(row) for row in range(3)}) == 1


def test_totals_say_what_is_going_on(window: MainWindow) -> None:
    show(window, samples.uploading(1), samples.uploading(2), samples.waiting(3))
    window.totals.show_speed(47e6, 1860.0)
    assert window.totals.words == "2 uploading, 47 MB/s, 31 min left, 1 waiting"


def test_the_count_of_busy_parts_tells_under_the_mouse_what_parts_are(window: MainWindow) -> None:
    window.totals.show_workers(3, 8)
    [parts] = [label for label in window.totals.findChildren(QLabel) if label.text().startswith("Parts:")]
    assert (
        parts.toolTip() == "Files are sent in parts, several at once. The preferences say how many at most."
    )


def darkest(picture: QImage) -> int:
    """How dark the darkest spot is, from 0 (black) to 255."""
    places = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return min(qGray(picture.pixel(*place)) for place in places)


@pytest.mark.case("W17")
def test_a_pause_that_does_nothing_has_no_arrow_that_looks_alive(window: MainWindow) -> None:
    button = next(one for one in window.findChildren(QToolButton) if one.text() == "Pause")
    arrow = QRect(button.width() - 18, 4, 16, button.height() - 8)
    window.commands.pause.setEnabled(True)
    alive = darkest(button.grab(arrow).toImage())
    window.commands.pause.setEnabled(False)
    assert darkest(button.grab(arrow).toImage()) > alive + 40


@pytest.mark.case("W17")
def test_menu_tool_bar_side_and_status_bar_begin_at_one_edge(window: MainWindow) -> None:
    show(window, samples.uploading(1))
    picture = window.grab().toImage()

    def first(around: QWidget, top: int, height: int) -> int:
        """The first column in which something dark stands, between these lines of the widget."""
        top = around.mapTo(window, QPoint(0, top)).y()
        rows = range(top, top + height)
        return next(x for x in range(200) if any(qGray(picture.pixel(x, y)) < 170 for y in rows))

    bars = (window.menuBar(), window.findChildren(QToolBar)[0], window.totals)
    entry = window.states.visualItemRect(window.states.item(2))
    edges = [first(bar, 0, bar.height() - 3) for bar in bars]
    edges.append(first(window.states, entry.top(), entry.height()))
    assert max(edges) - min(edges) <= 2


@pytest.mark.case("W17")
def test_the_filter_shows_a_magnifier_and_leaves_room_to_type(window: MainWindow) -> None:
    window.resize(640, 480)
    window.filter_box.setText("take")
    magnifier, cross = sorted(window.filter_box.findChildren(QToolButton), key=lambda button: button.x())
    assert (magnifier.accessibleName(), cross.accessibleName()) == ("Filter", "Clear")
    room = cross.x() - (magnifier.x() + magnifier.width())
    assert room >= window.fontMetrics().horizontalAdvance("take 7")


@pytest.mark.case("W06", "W17")
def test_totals_count_what_is_paused_or_interrupted(window: MainWindow) -> None:
    show(window, samples.paused(1), samples.paused(2, PauseReason.PROGRAM_ENDED), samples.waiting(3))
    assert window.totals.words == "1 waiting, 1 interrupted, 1 paused"


@pytest.mark.case("W17")
def test_a_narrow_status_bar_cuts_none_that_needs_the_user(window: MainWindow) -> None:
    counts = dict.fromkeys(
        (Look.SENDING, Look.FAILED, Look.RETRYING, Look.WAITING, Look.PAUSED, Look.JOINING), 1
    )
    window.totals.show_counts(counts)
    window.totals.show_retry(12)
    assert window.totals.words == (
        "1 failed, 1 uploading, 1 retrying in 12 s, 1 waiting, 1 paused, 1 joining"
    )


def test_a_narrow_status_bar_rather_says_what_failed_than_how_many_parts_are_busy(
    window: MainWindow, qtbot: QtBot
) -> None:
    bar = window.totals
    bar.show_workers(3, 32)
    (parts,) = (one for one in bar.findChildren(PlainLabel) if one.text().startswith("Parts"))
    bar.show_counts({Look.FAILED: 3, Look.WAITING: 6})
    bar.watching.setText("Watching 2 folders")
    bar.watching.show()
    window.resize(1200, 600)
    qtbot.waitUntil(parts.isVisible)
    bar.limit.setText("Limit: 2.0 MB/s until 22:00 (timetable)")
    window.resize(640, 480)
    qtbot.waitUntil(lambda: not parts.isVisible())
    summary = next(one for one in bar.findChildren(ElidedLabel) if one.text() == bar.words)
    qtbot.waitUntil(lambda: summary.shown == bar.words)
    window.resize(1200, 600)
    qtbot.waitUntil(parts.isVisible)


@pytest.mark.case("L1.6")
def test_totals_tell_what_the_store_joins_from_what_is_sent(window: MainWindow) -> None:
    window.totals.show_counts({Look.SENDING: 2, Look.JOINING: 1})
    window.totals.show_speed(47e6, 1860.0)
    assert window.totals.words == "2 uploading, 47 MB/s, 31 min left, 1 joining"
    window.totals.show_speed(0.0, None)
    window.totals.show_counts({Look.JOINING: 3})
    assert window.totals.words == "3 joining"
