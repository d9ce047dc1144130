"""What the button in a row does, by what solves the trouble of its job; and trying at once what waits."""

from collections.abc import Collection

from PySide6.QtCore import QObject

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.job_kind import Remedy, remedy_of
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.connections import SessionConnections
from uploader_gui.gui.session.jobs.job_commands import JobCommands, QueueMoves
from uploader_gui.gui.session.sent.sent_files import SentFiles
from uploader_gui.gui.session.sent.source_locator import SourceLocator


class RowRemedies(QObject):
    """Carries out what rows offer. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        link: EngineLink,
        tasks: Tasks,
        commands: JobCommands,
        moves: QueueMoves,
        connections: SessionConnections,
        locator: SourceLocator,
        sent_files: SentFiles,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._commands = commands
        self._moves = moves
        self._connections = connections
        self._locator = locator
        self._sent_files = sent_files
        window.table.buttons.clicked.connect(self._solve)
        window.details.remedy_wanted.connect(self._solve)
        actions = window.commands
        on(actions.mend, self._solve_selected)
        on(actions.try_now, lambda: tasks.start(self._try_now(self._selected_ids())))
        on(actions.try_all_now, lambda: tasks.start(self._try_now(None)))

    def _solve(self, job_id: str) -> None:
        status = self._window.model.status_of(job_id)
        if status is not None:
            self._tasks.start(self._carry_out(status))

    def _solve_selected(self) -> None:
        status = self._window.table.only_job()
        if status is not None:
            self._tasks.start(self._carry_out(status))

    def _selected_ids(self) -> list[str]:
        return [status.job.job_id for status in self._window.selected_jobs()]

    async def _carry_out(self, status: JobStatus) -> None:
        job = status.job
        match remedy_of(status):
            case Remedy.TRY_NOW:
                await self._try_now([job.job_id])
            case Remedy.EDIT_CONNECTION:
                if await self._connections.mend(job):
                    await self._commands.resume([job.job_id])
            case Remedy.UPLOAD_AGAIN:
                self._sent_files.upload_again([job])
            case Remedy.LOCATE:
                await self._locator.locate(job)
            case Remedy.RENAME:
                if await self._moves.rename(job):
                    await self._commands.resume([job.job_id])
            case _:
                await self._go_on(status)

    async def _go_on(self, status: JobStatus) -> None:
        job = status.job
        match remedy_of(status):
            case Remedy.SEND_GROWING:
                await self._moves.send_growing([job.job_id])
            case Remedy.DECIDE_FOUND:
                await self._moves.decide_found(job)
            case Remedy.CHANGE_TERMS:
                await self._moves.change_terms(job)
            case Remedy.BEGIN_ANEW if job.error_code != ErrorCode.SOURCE_CHANGED:
                await self._moves.restart([job.job_id])
            case Remedy.BEGIN_ANEW | Remedy.RESUME:
                await self._commands.resume_or_restart([status])

    async def _try_now(self, job_ids: Collection[str] | None) -> None:
        engine = self._link.runtime.engine
        await self._link.call(lambda: engine.try_now(job_ids))
