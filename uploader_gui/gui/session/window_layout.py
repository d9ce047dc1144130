"""How the user has arranged the window, kept in ``window.ini`` in the state directory."""

import contextlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle, QWidget

from uploader_gui.gui.jobs.fitted_columns import REMEMBERED
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.private_files import make_private

FILE_NAME: Final = "window.ini"
_FRAME: Final = 4
"""What a desktop may draw at a side of a window, in logical pixels."""


class WindowLayout:
    """A file that is missing, broken or can't be written costs nothing but the memory. GUI thread."""

    def __init__(self, state_dir: Path) -> None:
        with contextlib.suppress(OSError):
            make_private(state_dir / FILE_NAME)  # Qt leaves its mode as it is
        self._file = QSettings(str(state_dir / FILE_NAME), QSettings.Format.IniFormat)

    def restore(self, window: MainWindow) -> None:
        """Arrange the window as it was."""
        self._put_where_it_was(window)
        window.table.fitted.recall(
            {name: str(self._file.value(f"columns/{name}", "")) for name in REMEMBERED}
        )
        sorted_by = str(self._file.value("sorted-by", ""))
        if sorted_by in Column.__members__ and Column[sorted_by] is not Column.QUEUE:
            order = Qt.SortOrder(self._number("sort-order", 0) % 2)
            window.table.sortByColumn(Column[sorted_by], order)
        window.commands.flat.setChecked(self._number("is-flat", 0) == 1)
        height = self._number("details-height", 0)
        if height > 0:
            window.jobs_page.set_details(is_open=self._number("details-open", 1) == 1, height=height)
        window.details.tabs.setCurrentIndex(self._number("details-tab", 0))

    def keep(self, window: MainWindow) -> None:
        """Remember how it is now."""
        screen = window.screen()
        place = window.normalGeometry().translated(-screen.geometry().topLeft())
        self._file.setValue("geometry", window.saveGeometry())
        self._file.setValue("screens", _screens())
        self._file.setValue("screen", screen.name())
        self._file.setValue("place", f"{place.x()} {place.y()} {place.width()} {place.height()}")
        self._file.setValue("is-maximized", int(window.isMaximized()))
        for name, words in window.table.fitted.remembered().items():
            self._file.setValue(f"columns/{name}", words)
        self._file.setValue("sorted-by", window.model.sorted_by.name)
        self._file.setValue("sort-order", window.table.horizontalHeader().sortIndicatorOrder().value)
        self._file.setValue("is-flat", int(window.commands.flat.isChecked()))
        self._file.setValue("details-open", int(window.commands.details.isChecked()))
        self._file.setValue("details-height", window.jobs_page.details_height())
        self._file.setValue("details-tab", window.details.tabs.currentIndex())
        self._file.sync()

    @property
    def folder_of_reports(self) -> Path | None:
        """Where the last report was saved, if that folder is still there."""
        folder = Path(str(self._file.value("folder-of-reports", "")))
        return folder if folder.is_absolute() and folder.is_dir() else None

    @folder_of_reports.setter
    def folder_of_reports(self, folder: Path) -> None:
        self._file.setValue("folder-of-reports", str(folder))

    def _put_where_it_was(self, window: MainWindow) -> None:
        """On the screen where it was, wherever that stands now; on the first one if it is gone.

        Qt's own memory knows the frame that the desktop draws, but screens by their number alone: it serves as long
        as these are the same.
        """
        geometry = self._bytes("geometry")
        if geometry and self._file.value("screens") == _screens():
            window.restoreGeometry(geometry)
        elif place := _rectangle(str(self._file.value("place", ""))):
            name = self._file.value("screen")
            screen = next((one for one in QGuiApplication.screens() if one.name() == name), window.screen())
            window.setScreen(screen)
            window.setGeometry(place.translated(screen.geometry().topLeft()))
            if self._number("is-maximized", 0):
                window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        _fit_to_screen(window)

    def _bytes(self, name: str) -> QByteArray | None:
        value = self._file.value(name)
        return value if isinstance(value, QByteArray) else None

    def _number(self, name: str, otherwise: int) -> int:
        value = str(self._file.value(name, otherwise))
        return int(value) if value.isdecimal() else otherwise


def _screens() -> str:
    """The screens that there are, with their places."""
    return " ".join(f"{one.name()}:{one.geometry().getRect()}" for one in QGuiApplication.screens())


def _rectangle(words: str) -> QRect | None:
    try:
        left, top, width, height = map(int, words.split())
    except ValueError:
        return None
    return QRect(left, top, width, height)


def _fit_to_screen(window: QWidget) -> None:
    """Keep all of it on the screen, which may be another one than last time, or have another scale."""
    room = window.screen().availableGeometry()
    title_height = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    room.adjust(_FRAME, title_height, -_FRAME, -_FRAME)
    window.resize(window.size().boundedTo(room.size()))
    place = window.geometry()
    if not room.contains(place):
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        place.moveTopLeft(QPoint(max(place.left(), room.left()), max(place.top(), room.top())))
        window.setGeometry(place)
