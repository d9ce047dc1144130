"""What keeps all uploads from going on, said in a bar that goes by itself."""

from PySide6.QtCore import QObject

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.transfer.engine import Hindrances


class BlockedUploads(QObject):
    """Shows the trouble of the disk that holds the list of uploads for as long as it lasts. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink) -> None:
        super().__init__(window)
        self._window = window
        self._state_dir = str(link.runtime.state_dir)
        self._shown = ErrorCode.NONE
        link.hindered.connect(self._show)

    def _show(self, hindrances: Hindrances) -> None:
        trouble, notices = hindrances.disk, self._window.notices
        if self._shown:
            notices.close_all(self._shown)
        self._window.totals.show_standing(is_standing=trouble is not None)
        self._shown = ErrorCode.NONE if trouble is None else trouble.code
        if trouble is not None:
            notices.show_notice(self._words(trouble), is_warning=True, about=trouble.code)

    def _words(self, trouble: UploaderError) -> str:
        if trouble.code != ErrorCode.STATE_FULL:
            return error_words(trouble)
        words = self.tr(
            "The disk with the list of uploads ({0}) is full, so nothing is sent. Make room on it; uploads go on by "
            "themselves."
        )
        return words.format(self._state_dir)
