"""The question before the window closes while uploads run: it says what becomes of them, and offers the tray."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QMessageBox

from uploader_gui.domain.job import JobState
from uploader_gui.gui.dialogs import Question, Tasks, answered
from uploader_gui.gui.job_kind import entry_counts
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words.wording import count_words
from uploader_gui.storage.settings.settings import ReopenPolicy, Settings

_UNDER_WAY = (JobState.UPLOADING, JobState.SUBMITTED)


class QuitQuestion(QObject):
    """Asks only a user who closes or quits, never the end of the desktop's session. GUI thread.

    ``decided``: the program is to end. ``keep`` saves what was ticked. ``asks`` False: nobody is there to answer.
    """

    decided = Signal()

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        settings: Callable[[], Settings],
        has_tray: Callable[[], bool],
        keep: Callable[[Settings], Awaitable[None]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._settings = settings
        self._has_tray = has_tray
        self._keep = keep
        self._is_asking = False
        self.asks = True
        window.close_wanted.connect(self._close)

    def _close(self) -> None:
        counts = entry_counts(self._window.model.counts())
        under_way = sum(counts[state] for state in _UNDER_WAY)
        if self._is_asking:
            self._window.come_up()
        elif under_way and self.asks and self._settings().asks_before_quitting:
            self._tasks.start(self._ask(under_way))
        else:
            self.decided.emit()

    async def _ask(self, under_way: int) -> None:
        self._is_asking = True
        try:
            if not self._window.isVisible():  # quit from the tray
                self._window.come_up()
            await self._asked(under_way)
        finally:
            self._is_asking = False

    async def _asked(self, under_way: int) -> None:
        question = count_words(
            under_way,
            self.tr("Quit while an upload is not finished?"),
            self.tr("Quit while {0} uploads are not finished?"),
        )
        box = Question(self._window, question, self._what_happens())
        quits = box.addButton(self.tr("Quit"), QMessageBox.ButtonRole.DestructiveRole)
        hides = None
        if self._has_tray():
            hides = box.addButton(self.tr("Go on in the tray"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        remember = QCheckBox(self.tr("Do this from now on without asking"))
        box.setCheckBox(remember)
        await answered(box)
        clicked = box.clickedButton()
        if clicked is quits:
            if remember.isChecked():
                await self._keep(replace(self._settings(), asks_before_quitting=False))
            self.decided.emit()
        elif hides is not None and clicked is hides:
            self._window.hide()
            if remember.isChecked():
                await self._keep(replace(self._settings(), closes_to_tray=True))

    def _what_happens(self) -> str:
        kept = self.tr("The parts that were sent are kept, and nothing of them is sent again.")
        match self._settings().on_reopen:
            case ReopenPolicy.ALWAYS:
                next_time = self.tr("At the next start the uploads go on by themselves.")
            case ReopenPolicy.NEVER:
                next_time = self.tr("At the next start the uploads are paused until you resume them.")
            case ReopenPolicy.ASK:
                next_time = self.tr("At the next start you are asked whether the uploads go on.")
        if self._window.totals.watching.isHidden():
            return f"{kept} {next_time}"
        watching = self.tr("Folders are watched no more until then; what comes meanwhile is found.")
        return f"{kept} {next_time} {watching}"
