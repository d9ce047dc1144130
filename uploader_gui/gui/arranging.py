"""What a user changes of jobs that wait: their order, their keys; and beginning anew with a changed file."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from uploader_gui.domain.events import Refusal
from uploader_gui.domain.queue_order import Move
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks, answered
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.job_kind import kind_of
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.plain_text import show_plain
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words.engine_words import refusal_words
from uploader_gui.transfer.job_changes import may_be_renamed

_WIDTH = 520


class Arranging(QObject):
    """Carries out what the actions of the window ask for. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        commands = window.commands
        on(commands.move_up, lambda: tasks.start(self._move(Move.UP)))
        on(commands.move_down, lambda: tasks.start(self._move(Move.DOWN)))
        on(commands.move_top, lambda: tasks.start(self._move(Move.TOP)))
        on(commands.rename, lambda: tasks.start(self._rename()))
        on(commands.restart, lambda: tasks.start(self._restart()))

    async def _move(self, move: Move) -> None:
        """Move the selected jobs; the rows follow, so they are brought into the order of the queue first."""
        table = self._window.table
        if table.horizontalHeader().sortIndicatorSection() != Column.QUEUE:
            table.sort_by_queue()
        job_ids = [status.job.job_id for status in self._window.selected_jobs()]
        engine = self._link.runtime.engine
        await self._link.call(lambda: engine.move(job_ids, move))

    async def _rename(self) -> None:
        chosen = [status.job for status in self._window.selected_jobs() if may_be_renamed(status.job)]
        if len(chosen) != 1:
            return
        job = chosen[0]
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Rename the key"))
        dialog.setLabelText(self.tr("Where “{0}” goes in {1}:").format(job.file_name, job.destination.bucket))
        show_plain(dialog)
        dialog.setTextValue(job.destination.object_key)
        dialog.setOkButtonText(self.tr("Rename"))
        dialog.resize(_WIDTH, dialog.sizeHint().height())
        engine = self._link.runtime.engine
        if await answered(dialog):
            key = dialog.textValue().strip()
            await self._link.call(lambda: engine.rename(job.job_id, key))

    async def _restart(self) -> None:
        selected = self._window.selected_jobs()
        chosen = [status.job.job_id for status in selected if kind_of(status).may_restart]
        engine = self._link.runtime.engine
        self._tell(
            [one for one in await self._link.call(lambda: engine.restart(chosen)) if isinstance(one, Refusal)]
        )

    def _tell(self, refused: Sequence[Refusal]) -> None:
        for refusal in refused:
            words = f"{refusal.path}: {refusal_words(refusal)}"
            self._window.notices.show_notice(words, is_warning=True)
