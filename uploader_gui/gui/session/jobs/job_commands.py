"""Pause, resume, remove: for the selection and for all, asked about only where something would be lost."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from uploader_gui.domain.errors import ErrorCode, NotAllowedError
from uploader_gui.domain.events import JobStatus, Refusal
from uploader_gui.domain.job import ALLOWED, Job, JobState, Verb
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_name import entered_name
from uploader_gui.domain.queue_order import Gap, Move
from uploader_gui.domain.store.found_progress import FoundPolicy, FoundProgress
from uploader_gui.domain.store.object_terms import NO_TERMS
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks, answered, confirmed
from uploader_gui.gui.drop.found_question import found_policy_for
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.history.clear_sheet import ClearSheet
from uploader_gui.gui.job_kind import kind_of
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.look.forms import put_on_grid
from uploader_gui.gui.look.plain_text import show_plain
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.objects.terms_sheet import TermsSheet
from uploader_gui.gui.preferences.speed_limit_menu import asked_limit
from uploader_gui.gui.session.jobs.cleared_rows import ClearedRows, only_leaves_the_list
from uploader_gui.gui.words.engine_words import refusal_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.wording import count_words
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
        self.cleared_rows = ClearedRows(window, tasks, self._remove_rows, self.pause, self.resume)
        commands = window.commands
        on(commands.pause, lambda: self._start_pause(window.selected_jobs()))
        on(commands.pause_after_part, self._pause_after_part)
        commands.limits.aboutToShow.connect(self._offer_limits)
        commands.limits.chosen.connect(self._start_limit)
        commands.limits.other_wanted.connect(lambda: tasks.start(self._ask_limit()))
        on(commands.resume, lambda: self._start_resume(window.selected_jobs()))
        on(commands.remove, lambda: self._start_remove(window.selected_jobs()))
        on(commands.toggle, self._toggle)
        on(commands.pause_all, lambda: self._start_pause(None))
        on(commands.resume_all, lambda: self._start_resume(_resumable(window.model.statuses())))
        on(commands.resume_failed, lambda: self._start_resume(self._jobs_in({JobState.FAILED})))
        on(commands.pause_these, lambda: self._start_pause(self._shown_in(ALLOWED[Verb.PAUSE])))
        on(commands.resume_these, lambda: self._start_resume(_resumable(window.model.fitting())))
        on(commands.remove_these, lambda: self._start_remove(self._shown_in(ALLOWED[Verb.REMOVE])))
        on(commands.clear, lambda: tasks.start(self._clear()))
        on(commands.remove_all, lambda: self._start_remove(self._shown_in(frozenset(JobState))))

    async def resume(self, job_ids: Collection[str]) -> None:
        """Resume these; one whose state has meanwhile changed is left alone."""
        await resume_jobs(self._link, job_ids)

    async def pause(self, job_ids: Collection[str] | None, *, after_parts: bool = False) -> None:
        """Pause these, or all; nothing of them is sent when this returns, or only what is on its way (``after_parts``)."""
        engine = self._link.runtime.engine
        try:
            await self._link.call(lambda: engine.pause(job_ids, after_parts=after_parts))
        except NotAllowedError:
            return  # it ended between the click and now

    def _start_pause(self, statuses: Sequence[JobStatus] | None) -> None:
        self._tasks.start(self.pause(None if statuses is None else _ids(statuses, Verb.PAUSE)))

    def _pause_after_part(self) -> None:
        """Of the selected, those that wait stay as they are, for they have no part to finish; so do those that finish one."""
        running = [one for one in self._window.selected_jobs() if kind_of(one).may_finish_part]
        self._tasks.start(self.pause(_ids(running, Verb.PAUSE), after_parts=True))

    def _offer_limits(self) -> None:
        limits = self._limits()
        self._window.commands.limits.offer(limits[0] if len(limits) == 1 else None, is_known=len(limits) == 1)

    def _limits(self) -> list[int | None]:
        """What limits the selected have, each once: packages those of all their files together."""
        if packages := self._selected_packages():
            return list({one.bandwidth_limit: None for one in packages})
        selected = self._window.selected_jobs()
        allowed = ALLOWED[Verb.LIMIT]
        return list({one.job.bandwidth_limit: None for one in selected if one.job.state in allowed})

    def _selected_packages(self) -> list[Package]:
        """Those that are selected, where nothing else is."""
        ids = self._window.table.selected_ids()
        heads = self._window.model.rows.packages.heads
        packages = [heads[one].package for one in ids if one in heads]
        return [one for one in packages if one is not None] if len(packages) == len(ids) else []

    def _start_limit(self, limit: int | None) -> None:
        if packages := self._selected_packages():
            self._tasks.start(self._limit_packages(packages, limit))
            return
        self._tasks.start(self._limit(_ids(self._window.selected_jobs(), Verb.LIMIT), limit))

    async def _ask_limit(self) -> None:
        packages = self._selected_packages()
        job_ids = _ids(self._window.selected_jobs(), Verb.LIMIT)
        limits = self._limits()
        limit = await asked_limit(self._window, limits[0] if len(limits) == 1 else None)
        if limit is None:
            return
        if packages:
            await self._limit_packages(packages, limit)
        else:
            await self._limit(job_ids, limit)

    async def _limit_packages(self, packages: Sequence[Package], limit: int | None) -> None:
        """Let all files of each package together send so much a second at most."""
        engine = self._link.runtime.engine
        for package in packages:
            await self._link.call(partial(engine.limit_package, package.package_id, limit))

    async def _limit(self, job_ids: Collection[str], limit: int | None) -> None:
        """Let each of these send so much a second at most; one that has ended meanwhile is left alone."""
        engine = self._link.runtime.engine
        try:
            await self._link.call(lambda: engine.limit(job_ids, limit))
        except NotAllowedError:
            return  # it ended between the click and now

    def _start_resume(self, statuses: Sequence[JobStatus]) -> None:
        self._tasks.start(self.resume_or_restart(statuses))

    def _start_remove(self, statuses: Sequence[JobStatus]) -> None:
        self._tasks.start(self._remove(statuses))

    def _toggle(self) -> None:
        statuses = self._window.selected_jobs()
        if _ids(statuses, Verb.PAUSE):
            self._start_pause(statuses)
        else:
            self._start_resume(statuses)

    async def resume_or_restart(self, statuses: Sequence[JobStatus]) -> None:
        """Resume; files that have changed are asked about once, and begun anew if the user wants that."""
        changed = [status.job.job_id for status in statuses if status.job.error_code == _CHANGED]
        others = [status.job.job_id for status in _resumable(statuses) if status.job.error_code != _CHANGED]
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

    async def _clear(self) -> None:
        """Let the user say what leaves the list, with what that means."""
        model = self._window.model
        await _arranged(model)
        shown = list(model.fitting() if model.is_filtered else model.statuses())
        await asyncio.sleep(0)  # of 100,000 rows both took 0.1 s in one go
        sheet = ClearSheet(self._window, shown, is_filtered=model.is_filtered)
        if not await answered(sheet):
            return
        # What has begun, ended or gone while the sheet was open is not what was agreed to.
        agreed = ((status, model.status_of(status.job.job_id)) for status in sheet.chosen())
        unchanged = [now for then, now in agreed if now is not None and now.job.state is then.job.state]
        await self._remove(unchanged, is_asked=True)

    async def _remove(self, statuses: Sequence[JobStatus], *, is_asked: bool = False) -> None:
        """Remove these; ``is_asked``: the user knows what is lost by it."""
        if not statuses:
            return
        begun = [status for status in statuses if not only_leaves_the_list(status.job)]
        if begun and not is_asked and not await self._may_remove(begun, statuses):
            return
        selected = self._window.selected_jobs()
        following = self._window.table.beside_selection()
        self.cleared_rows.clear([status for status in statuses if only_leaves_the_list(status.job)])
        if begun:
            await self._remove_rows([status.job.job_id for status in begun])
        removed = {status.job.job_id for status in statuses}
        all_are_gone = removed.issuperset(status.job.job_id for status in selected)
        if following is not None and all_are_gone and self._window.model.has(following):
            self._window.select_row(following)

    async def _remove_rows(self, job_ids: Collection[str]) -> None:
        engine = self._link.runtime.engine
        await self._link.call(lambda: engine.remove(job_ids))

    async def _may_remove(self, begun: Sequence[JobStatus], statuses: Sequence[JobStatus]) -> bool:
        one, many = self.tr("Remove the upload of {1}?"), self.tr("Remove {0} uploads?")
        question = count_words(len(statuses), one, many, name_words(statuses[0].job.file_name))
        sent = sum(status.job.bytes_done for status in begun)
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


async def _arranged(model: JobTableModel) -> None:
    """Wait until the rows are those of the filter."""
    arranged = asyncio.Event()
    note = arranged.set
    model.modelReset.connect(note)
    try:
        while model.is_arranging:
            arranged.clear()
            await arranged.wait()
    finally:
        model.modelReset.disconnect(note)


def _show_refused(window: MainWindow, results: Sequence[Job | Refusal]) -> None:
    for refusal in (result for result in results if isinstance(result, Refusal)):
        window.notices.show_notice(f"{name_words(refusal.path)}: {refusal_words(refusal)}", is_warning=True)


def _ids(statuses: Sequence[JobStatus], verb: Verb) -> list[str]:
    return [status.job.job_id for status in statuses if status.job.state in ALLOWED[verb]]


def _resumable(statuses: Iterable[JobStatus]) -> list[JobStatus]:
    return [status for status in statuses if kind_of(status).may_resume]


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
        window.row_drag.dropped.connect(lambda job_ids, gap: tasks.start(self._put(job_ids, gap)))
        on(commands.rename, lambda: tasks.start(self._rename()))
        on(commands.restart, lambda: tasks.start(self._restart()))

    async def _move(self, move: Move) -> None:
        """Move the selected jobs, where their rows can follow."""
        if not self._window.model.is_in_queue_order:
            self._window.order.say_why_nothing_moves()
            return
        where: Move | Gap | None = move
        if (
            self._window.model.hides_some and move is not Move.TOP
        ):  # a step past hidden rows would not be seen
            where = self._window.table.gap_beside_selection(move)
        if where is not None:
            await self._put([status.job.job_id for status in self._window.selected_jobs()], where)

    async def _put(self, job_ids: Collection[str], move: Move | Gap) -> None:
        engine = self._link.runtime.engine
        await self._link.call(lambda: engine.move(job_ids, move))

    async def _rename(self) -> None:
        package = self._window.table.only_package()
        if package is not None:
            await self._rename_package(package.package_id, package.name)
            return
        chosen = [status.job for status in self._window.selected_jobs() if may_be_renamed(status.job)]
        if len(chosen) == 1:
            await self.rename(chosen[0])

    async def rename(self, job: Job) -> bool:
        """Let the user give a job that has not begun another key; True if it has one now."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Rename in the store"))
        dialog.setLabelText(
            self.tr("Where “{0}” goes in {1}:").format(name_words(job.file_name), job.destination.bucket)
        )
        show_plain(dialog)
        put_on_grid(dialog)
        dialog.setTextValue(job.destination.object_key)
        dialog.setOkButtonText(self.tr("Rename"))
        dialog.resize(_WIDTH, dialog.sizeHint().height())
        engine = self._link.runtime.engine
        if not await answered(dialog):
            return False
        key = dialog.textValue().strip()
        await self._link.call(lambda: engine.rename(job.job_id, key))
        return key != job.destination.object_key

    async def _rename_package(self, package_id: str, name: str) -> None:
        """Let the user call a package otherwise; where its files go stays as it is."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Rename package"))
        dialog.setLabelText(self.tr("What the package is called; its files go where they went before:"))
        show_plain(dialog)
        put_on_grid(dialog)
        dialog.setTextValue(name)
        dialog.setOkButtonText(self.tr("Rename"))
        dialog.resize(_WIDTH, dialog.sizeHint().height())
        packages = self._link.runtime.engine.packages
        if await answered(dialog) and (entered := dialog.textValue().strip()):
            named = entered_name(entered)
            await self._link.call(lambda: packages.rename(package_id, named))

    async def _restart(self) -> None:
        selected = self._window.selected_jobs()
        await self.restart([status.job.job_id for status in selected if kind_of(status).may_restart])

    async def restart(self, chosen: Collection[str]) -> None:
        """Begin these anew with the files as they are now."""
        engine = self._link.runtime.engine
        _show_refused(self._window, await self._link.call(lambda: engine.restart(chosen)))

    async def send_growing(self, chosen: Collection[str]) -> None:
        """Go on with these while their files are written."""
        engine = self._link.runtime.engine
        _show_refused(self._window, await self._link.call(lambda: engine.send_while_they_grow(chosen)))

    async def decide_found(self, job: Job) -> None:
        """Ask what to do with the part of this file that is in the store, and do it."""
        found = FoundProgress.of_said(job.messages, job.file_size)
        if found is None:
            return
        policy = await found_policy_for(self._window, name_words(job.file_name), found)
        if policy is FoundPolicy.REFUSE:
            return
        engine = self._link.runtime.engine
        _show_refused(self._window, await self._link.call(lambda: engine.send_found([job.job_id], policy)))

    async def change_terms(self, job: Job) -> None:
        """Let the user correct what the object of this job gets, and go on with that."""
        sheet = TermsSheet(self._window, job.terms or NO_TERMS, content_type=job.content_type, of_drop=True)
        engine = self._link.runtime.engine
        if not await answered(sheet):
            return
        terms, content_type = sheet.terms(), sheet.content_type()
        sent = await self._link.call(lambda: engine.send_with_terms([job.job_id], terms, content_type))
        _show_refused(self._window, sent)
