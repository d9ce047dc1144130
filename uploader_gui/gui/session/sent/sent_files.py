"""What is done with the user's own files of rows: they are shown where they lie, and sent again."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from uploader_gui.domain.job import Job, JobState
from uploader_gui.gui.actions import on
from uploader_gui.gui.desktop.file_manager import FileManager
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.file_adder import FileAdder
from uploader_gui.gui.session.sent.source_locator import SourceLocator
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words
from uploader_gui.transfer.intake.locating import may_be_located
from uploader_gui.transfer.intake.sending_again import SentFile

_SHOWN_AT_MOST = 50


class SentFiles(QObject):
    """Answers the actions of the selected rows. GUI thread."""

    def __init__(
        self, window: MainWindow, link: EngineLink, tasks: Tasks, adder: FileAdder, locator: SourceLocator
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._adder = adder
        self._locator = locator
        self._files = FileManager(self)
        on(window.commands.show_in_folder, self._show_selected)
        on(window.commands.upload_again, self._send_selected_again)

    def show(self, paths: Sequence[str]) -> None:
        """Show these files in the desktop's file manager, as far as they are still there; returns at once."""
        self._tasks.start(self._show(list(paths[:_SHOWN_AT_MOST])))

    async def _show(self, paths: Sequence[str], of: Job | None = None) -> None:
        """``of``: the job whose file it is, so that another place can be given for it."""
        found = await self._link.in_thread(lambda: [Path(path) for path in paths if Path(path).exists()])
        if found:
            self._files.show(found, lambda: self._say_no_manager(found[0].parent))
        if missing := [path for path in paths if Path(path) not in found]:
            self._say_missing(missing, of)

    def _show_selected(self) -> None:
        paths = [status.job.source_path for status in self._window.selected_jobs()]
        only = self._window.table.only_job()
        self._tasks.start(self._show(paths[:_SHOWN_AT_MOST], None if only is None else only.job))

    def _send_selected_again(self) -> None:
        self.upload_again([status.job for status in self._window.selected_jobs()])

    def upload_again(self, jobs: Sequence[Job]) -> None:
        """Send the files of those of these jobs that are finished once more, as they are now."""
        self._adder.add_again([SentFile.of_job(job) for job in jobs if job.state is JobState.COMPLETED])

    def _say_missing(self, paths: Sequence[str], of: Job | None) -> None:
        words = count_words(
            len(paths),
            self.tr("{1} is not there any more."),
            self.tr("{0} of these files are not where they were."),
            name_words(paths[0]),
        )
        locate = [(self.tr("Locate"), partial(self._locator.start, of))] if of and may_be_located(of) else []
        self._window.notices.show_notice(words, locate, is_warning=True)

    def _say_no_manager(self, folder: Path) -> None:
        words = self.tr("This desktop has no program that shows folders. The file is in {0}.")
        self._window.notices.show_notice(words.format(folder))
