"""How the user has arranged the window, kept in ``window.ini`` in the state directory."""

import contextlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QSettings
from PySide6.QtWidgets import QStyle, QWidget

from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.private_files import make_private

FILE_NAME: Final = "window.ini"
_VERSION: Final = 1
"""Of the columns: a header remembered by another version of them is not used."""


class WindowLayout:
    """A file that is missing, broken or can't be written costs nothing but the memory. GUI thread."""

    def __init__(self, state_dir: Path) -> None:
        with contextlib.suppress(OSError):
            make_private(state_dir / FILE_NAME)  # Qt leaves its mode as it is
        self._file = QSettings(str(state_dir / FILE_NAME), QSettings.Format.IniFormat)

    def restore(self, window: MainWindow) -> None:
        """Arrange the window as it was."""
        geometry, header = self._bytes("geometry"), self._bytes("header")
        if geometry:
            window.restoreGeometry(geometry)
        _fit_to_screen(window)
        if header and self._number("version", 0) == _VERSION:
            columns = window.table.horizontalHeader()
            columns.restoreState(header)
            columns.hideSection(Column.QUEUE)
            window.table.sortByColumn(columns.sortIndicatorSection(), columns.sortIndicatorOrder())
        height = self._number("details-height", 0)
        if height > 0:
            window.jobs_page.set_details(is_open=self._number("details-open", 1) == 1, height=height)
        window.details.tabs.setCurrentIndex(self._number("details-tab", 0))

    def keep(self, window: MainWindow) -> None:
        """Remember how it is now."""
        self._file.setValue("version", _VERSION)
        self._file.setValue("geometry", window.saveGeometry())
        self._file.setValue("header", window.table.horizontalHeader().saveState())
        self._file.setValue("details-open", int(window.commands.details.isChecked()))
        self._file.setValue("details-height", window.jobs_page.details_height())
        self._file.setValue("details-tab", window.details.tabs.currentIndex())
        self._file.sync()

    def _bytes(self, name: str) -> QByteArray | None:
        value = self._file.value(name)
        return value if isinstance(value, QByteArray) else None

    def _number(self, name: str, otherwise: int) -> int:
        value = str(self._file.value(name, otherwise))
        return int(value) if value.isdecimal() else otherwise


def _fit_to_screen(window: QWidget) -> None:
    """Keep all of it on the screen, which may be another one than last time, or have another scale."""
    room = window.screen().availableGeometry()
    title_height = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    room.setTop(room.top() + title_height)
    window.resize(window.size().boundedTo(room.size()))
    place = window.geometry()
    if not room.contains(place):
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        place.moveTopLeft(QPoint(max(place.left(), room.left()), max(place.top(), room.top())))
        window.setGeometry(place)
