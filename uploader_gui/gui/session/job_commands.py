"""Pause, resume, remove: for the selection and for all, asked about only where something would be lost."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from uploader_gui.domain.errors import ErrorCode, NotAllowedError
from uploader_gui.domain.events import JobStatus, Refusal
from uploader_gui.domain.job import ALLOWED, Job, JobState, Verb
from uploader_gui.domain.queue_order import Move
from uploader_gui.gui.actions import on
from uploader_gui.gui.details.job_facts import link_or_key
from uploader_gui.gui.dialogs import Tasks, answered, confirmed
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.job_kind import kind_of
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.plain_text import show_plain
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.cleared_rows import ClearedRows
from uploader_gui.gui.words.engine_words import refusal_words
from uploader_gui.gui.words.wording import count_words, size_words
from uploader_gui.transfer.job_changes import may_be_renamed

_CHANGED = ErrorCode.SOURCE_CHANGED


async def resume_jobs(link: EngineLink, job_ids: Collection[str]) -> None:
    """Resume these; one whose state has meanwhile changed is left alone."""
    engine = link.runtime.engine
    try:
        await link.call(lambda: engine.resume(job_ids))
    except NotAllowedError:
        return  # it went on, ended or was removed between the click and now


class JobCommands(QObject):
    """Carries out what the actions of the window ask for. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self.cleared_rows = ClearedRows(window, tasks, self._remove_rows)
        commands = window.commands
        on(commands.pause, lambda: self._start_pause(window.selected_jobs()))
        on(commands.resume, lambda: self._start_resume(window.selected_jobs()))
        on(commands.remove, lambda: self._start_remove(window.selected_jobs()))
        on(commands.toggle, self._toggle)
        on(commands.pause_all, lambda: self._start_pause(None))
        on(commands.resume_all, lambda: self._start_resume(self._jobs_in(ALLOWED[Verb.RESUME])))
        on(commands.resume_failed, lambda: self._start_resume(self._jobs_in({JobState.FAILED})))
        on(commands.clear_completed, lambda: self._start_remove(self._shown_in({JobState.COMPLETED})))
        on(commands.remove_all, lambda: self._start_remove(self._shown_in(frozenset(JobState))))
        on(commands.copy_link, self._copy_links)

    async def resume(self, job_ids: Collection[str]) -> None:
        """Resume these; one whose state has meanwhile changed is left alone."""
        await resume_jobs(self._link, job_ids)

    async def pause(self, job_ids: Collection[str] | None) -> None:
        """Pause these, or all; nothing of them is sent when this returns."""
        engine = self._link.runtime.engine
        try:
            await self._link.call(lambda: engine.pause(job_ids))
        except NotAllowedError:
            return  # it ended between the click and now

    def _start_pause(self, statuses: Sequence[JobStatus] | None) -> None:
        self._tasks.start(self.pause(None if statuses is None else _ids(statuses, Verb.PAUSE)))

    def _start_resume(self, statuses: Sequence[JobStatus]) -> None:
        self._tasks.start(self._resume_or_restart(statuses))

    def _start_remove(self, statuses: Sequence[JobStatus]) -> None:
        self._tasks.start(self._remove(statuses))

    def _toggle(self) -> None:
        statuses = self._window.selected_jobs()
        if _ids(statuses, Verb.PAUSE):
            self._start_pause(statuses)
        else:
            self._start_resume(statuses)

    async def _resume_or_restart(self, statuses: Sequence[JobStatus]) -> None:
        """Resume; files that have changed are asked about once, and begun anew if the user wants that."""
        changed = [status.job.job_id for status in statuses if status.job.error_code == _CHANGED]
        others = [job_id for job_id in _ids(statuses, Verb.RESUME) if job_id not in set(changed)]
        if others:
            await self.resume(others)
        if not changed:
            return
        question = count_words(
            len(changed),
            self.tr("The file has changed since its upload began. Begin anew?"),
            self.tr("{0} files have changed since their upload began. Begin anew?"),
        )
        detail = self.tr(
            "The parts of the old file are deleted from the store, and the file is uploaded as it is now."
        )
        if await confirmed(self._window, question, detail, self.tr("Begin anew")):
            engine = self._link.runtime.engine
            results = await self._link.call(lambda: engine.restart(changed))
            _show_refused(self._window, results)

    async def _remove(self, statuses: Sequence[JobStatus]) -> None:
        if not statuses:
            return
        unfinished = [status for status in statuses if status.job.state is not JobState.COMPLETED]
        if unfinished and not await self._may_remove(unfinished, statuses):
            return
        if unfinished:
            await self._remove_rows([status.job.job_id for status in unfinished])
        self.cleared_rows.clear([status for status in statuses if status.job.state is JobState.COMPLETED])

    async def _remove_rows(self, job_ids: Collection[str]) -> None:
        engine = self._link.runtime.engine
        await self._link.call(lambda: engine.remove(job_ids))

    async def _may_remove(self, unfinished: Sequence[JobStatus], statuses: Sequence[JobStatus]) -> bool:
        one, many = self.tr("Remove the upload of {1}?"), self.tr("Remove {0} uploads?")
        question = count_words(len(statuses), one, many, statuses[0].job.file_name)
        sent = sum(status.job.bytes_done for status in unfinished)
        if sent:
            detail = self.tr("{0} that were already sent are deleted from the store.").format(
                size_words(sent)
            )
        else:
            detail = self.tr("Nothing of it has been sent yet.")
        detail += " " + self.tr("Your own files, and objects that are finished, stay where they are.")
        return await confirmed(self._window, question, detail, self.tr("Remove"))

    def _jobs_in(self, states: Collection[JobState]) -> list[JobStatus]:
        return [status for status in self._window.model.statuses() if status.job.state in states]

    def _shown_in(self, states: Collection[JobState]) -> list[JobStatus]:
        """Those that the filter does not hide: a command means what the user sees."""
        return [status for status in self._window.model.fitting() if status.job.state in states]

    def _copy_links(self) -> None:
        links = [link_or_key(status.job) for status in self._window.selected_jobs()]
        if links:
            QGuiApplication.clipboard().setText("\n".join(links))


def _show_refused(window: MainWindow, results: Sequence[Job | Refusal]) -> None:
    for refusal in (result for result in results if isinstance(result, Refusal)):
        window.notices.show_notice(f"{refusal.path}: {refusal_words(refusal)}", is_warning=True)


def _ids(statuses: Sequence[JobStatus], verb: Verb) -> list[str]:
    return [status.job.job_id for status in statuses if status.job.state in ALLOWED[verb]]


_WIDTH = 520


class QueueMoves(QObject):
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
        _show_refused(self._window, await self._link.call(lambda: engine.restart(chosen)))
