"""How the cells of a package's row are painted that look otherwise than a job's: its triangle, its name, its bar."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from uploader_gui.gui.job_kind import Look
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.jobs.packages.package_totals import PackageTotals
from uploader_gui.gui.jobs.progress_cell import Bar, paint_sentence_over_bar
from uploader_gui.gui.look.fonts import ElidedText
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.palette import Colours, colour
from uploader_gui.gui.words import wording

HEAD: Final = 16
"""So far right of a plain row's icon stands that of a package, behind the triangle; logical pixels."""
INSIDE: Final = 32
"""And so far that of a file inside it."""
_TRIANGLE_SIZE: Final = 12
_TRIANGLE_LEFT: Final = 6
_TRIANGLE_ROOM: Final = 24
_GAP: Final = 8
_ROOM_FOR_NAME: Final = 160
_FAILED: Final = frozenset({Look.FAILED, Look.MISSING, Look.DIFFERING})


class Triangles:
    """Where the triangles of packages are in ``table``, as buttons of the rows. GUI thread."""

    def __init__(
        self,
        table: QTableView,
        index: Callable[[int, int], QModelIndex],
        package_at: Callable[[int], PackageTotals | None],
    ) -> None:
        self._table = table
        self._index = index
        self._package_at = package_at
        self.hot = ""

    def button_of(self, row: int) -> QRect | None:
        """The triangle of a row with the room around it, in the coordinates of the viewport; None if it has none."""
        if self._package_at(row) is None:
            return None
        cell = self._table.visualRect(self._index(row, Column.FILE))
        return QRect(cell.left(), cell.top(), min(cell.width(), _TRIANGLE_ROOM), cell.height())

    def job_id_at(self, row: int) -> str:
        """The package of a row; "" for a job's."""
        package = self._package_at(row)
        return "" if package is None else package.package_id


def paint_triangle(painter: QPainter, cell: QRect, colours: Colours, *, is_open: bool, is_hot: bool) -> None:
    """Paint it at the left of ``cell``; ``is_hot``: the mouse is over it."""
    top = cell.top() + (cell.height() - _TRIANGLE_SIZE) // 2
    box = QRect(cell.left() + _TRIANGLE_LEFT, top, _TRIANGLE_SIZE, _TRIANGLE_SIZE)
    icon("opened" if is_open else "closed", colours.accent if is_hot else colours.muted).paint(painter, box)


def package_count_width(package: PackageTotals, font: ElidedText) -> int:
    """What the number of its files needs behind the name."""
    return _GAP + font.width(package_columns.count(package))


def paint_package_name(
    painter: QPainter,
    cell: QRect,
    package: PackageTotals,
    colours: Colours,
    fonts: tuple[ElidedText, ElidedText],
) -> None:
    """Paint the name and, where there is room, the number of files behind it; ``fonts``: the row's, and that of the name."""
    (plain, bold), name, count = fonts, package_columns.name(package), package_columns.count(package)
    room = cell.width() - plain.width(count) - _GAP
    has_count = name != count and room >= min(_ROOM_FOR_NAME, bold.width(name))
    width = min(bold.width(name), room) if has_count else cell.width()
    painter.setPen(colour(colours.text))
    bold.draw(
        painter,
        QRect(cell.left(), cell.top(), width, cell.height()),
        name,
        elide=Qt.TextElideMode.ElideMiddle,
    )
    if has_count:
        painter.setPen(colour(colours.muted))
        plain.draw(painter, cell.adjusted(width + _GAP, 0, 0, 0), count)


def needed_package_progress(package: PackageTotals, lent: int, fonts: tuple[ElidedText, ElidedText]) -> int:
    """What its states in words need of the progress column, now and until it ends. ``lent``: how much the cells beside it
    have, over which they reach while nothing of it is being sent; ``fonts`` as for the progress of a job.
    """
    states = package_columns.states(package)
    if package_columns.is_over(package):
        return fonts[0].width(states) - lent
    if package_columns.look(package) is not Look.SENDING and not package.speed:
        return fonts[1].width(states) - lent
    return max(map(fonts[1].width, (states, package_columns.states_to_come(package))))


def paint_package_progress(
    painter: QPainter,
    rects: tuple[QRect, QRect],
    package: PackageTotals,
    colours: Colours,
    fonts: tuple[ElidedText, ElidedText],
) -> None:
    """Paint how far it is: its states in words over a bar, or alone when all of it is over.

    ``rects`` and ``fonts`` as for the progress of a job; over the cells beside it the words reach only while those
    are empty.
    """
    own, wide = rects
    look = package_columns.look(package)
    has_failed = package.lacks_something or not _FAILED.isdisjoint(package.looks)
    tone = colours.of_look(Look.FAILED if has_failed else look)
    words = package_columns.states(package)
    if package_columns.is_over(package):
        painter.setPen(colour(tone))
        fonts[0].draw(painter, wide, words, by_words=True)
        return
    summary = package.summary()
    bar = Bar(summary.shares, wording.share_words(summary.percent), colours.of_look(look))
    room = own if package.speed else wide
    paint_sentence_over_bar(painter, (own, room), (words, tone), bar, colours, fonts)
