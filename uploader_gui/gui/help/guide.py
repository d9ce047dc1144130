"""The guide that came with the program, in the browser."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from uploader_gui.gui.actions import on
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.runtime.guide_pages import guide_page
from uploader_gui.storage.settings.settings import Language


class Guide(QObject):
    """The entry of the Help menu, which is there where the pages are. GUI thread.

    ``page_in``: the guide's first page in a language.
    """

    def __init__(self, window: MainWindow, page_in: Callable[[Language], Path | None] = guide_page) -> None:
        super().__init__(window)
        self._window = window
        self._page_in = page_in
        window.commands.guide.setVisible(page_in(Language.ENGLISH) is not None)
        on(window.commands.guide, self._open)

    def _open(self) -> None:
        page = self._page_in(_language())
        if page is None:  # removed while the window was open
            self._window.notices.show_notice(self.tr("The guide is no longer where it was installed."))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(page))):
            words = self.tr("This desktop has no program that opens web pages. The guide is {0}.")
            self._window.notices.show_notice(words.format(page))


def _language() -> Language:
    """The window's."""
    is_chinese = QLocale().language() is QLocale.Language.Chinese
    return Language.CHINESE if is_chinese else Language.ENGLISH
