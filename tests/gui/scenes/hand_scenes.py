"""What the window shows while it is worked on by hand: rows that are dragged, another order, menus."""

from collections.abc import Callable, Collection
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui import samples
from gui.samples import GB, an_event
from gui.scenes.scene_totals import show_totals
from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.details.selection_summary import summed
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.jobs.cleared_rows import ClearedRows

_QUEUE = [
    samples.uploading(1, name="interview_01.mov", size=118 * GB, done=0.413, speed=29e6),
    samples.waiting(2, name="drone-b.mp4", size=2_100_000_000),
    samples.paused(3, name="take 6.mxf", size=31 * GB),
    samples.waiting(4, name="take 7.mxf", size=54 * GB),
    samples.failed(5, name="edit_v2.mov", size=8 * GB),
    samples.completed(6, name="会议录像.mp4", size=760_000_000),
]


def _show(window: MainWindow) -> None:
    window.apply([an_event(status) for status in _QUEUE])
    window.table.setFocus()
    show_totals(window, _QUEUE)
    _select(window, _QUEUE[0])


def _select(window: MainWindow, status: JobStatus) -> None:
    window.select_jobs([status.job.job_id])
    window.details.show_job(status)
    window.details.follow(status, range(1, status.job.uploaded_parts + 1))


def _place(window: MainWindow, row: int) -> QPoint:
    box = window.table.visualRect(window.model.index(row, Column.FILE))
    return QPoint(box.left() + 60, box.top() + 4)


def _drag(window: MainWindow, start: int, end: int) -> None:
    view = window.table.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, _place(window, start))
    QTest.mouseMove(view, _place(window, end) + QPoint(180, 0))
    QTest.mouseMove(view, _place(window, end) + QPoint(60, 0))


def report_saved(window: MainWindow) -> None:
    """A report was exported."""
    _show(window)
    words = "The report of 6 files is in /home/ana/Deliveries/Upload report 2026-11-29.html."
    window.notices.show_notice(words, [("Show in its folder", lambda: None)])


def dragging_rows(window: MainWindow) -> None:
    """Two rows on their way to the first place among those that wait."""
    _show(window)
    window.select_jobs([status.job.job_id for status in _QUEUE[3:5]])
    window.details.show_selection(summed(window.selected_jobs(), window.table.selected_kinds()))
    _drag(window, 3, 1)


def sorted_otherwise(window: MainWindow) -> None:
    """Largest first, and the way back below the rows."""
    _show(window)
    window.table.sortByColumn(Column.SIZE, Qt.SortOrder.DescendingOrder)


def moved_while_sorted(window: MainWindow) -> None:
    """A drag that can say nothing."""
    sorted_otherwise(window)
    _select(window, _QUEUE[3])
    _drag(window, 1, 3)


async def _nothing(_job_ids: Collection[str]) -> None:
    """There is no engine behind a picture."""


def removed(window: MainWindow) -> None:
    """A finished row has left the list, and can be taken back."""
    _show(window)
    rows = ClearedRows(window, Tasks(lambda _error: None), _nothing, _nothing, _nothing)
    rows.clear([_QUEUE[-1]])
    _select(window, _QUEUE[4])


HANDS: Final[dict[str, Callable[[MainWindow], None]]] = {
    "report-saved": report_saved,
    "dragging-rows": dragging_rows,
    "removed": removed,
    "sorted": sorted_otherwise,
    "moved-while-sorted": moved_while_sorted,
}
