"""Locate: the user says where a file is now; it has to prove itself, and others may have moved with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.moved_files import Relocation, relocation
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks, confirmed, picked
from uploader_gui.gui.drop.skipped_list import SkippedList
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words, number_words
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.transfer.intake.locating import may_be_located

_SHOWN_MS = 8000


@dataclass(frozen=True, slots=True)
class _Moved:
    """A job whose file is not where it was, and where it should be now."""

    job: Job
    path: Path


class SourceLocator(QObject):
    """Answers Locate in rows and menus. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        on(window.commands.locate, self._locate_selected)

    def _locate_selected(self) -> None:
        status = self._window.table.only_job()
        if status is not None and may_be_located(status.job):
            self.start(status.job)

    def start(self, job: Job) -> None:
        """Ask where a job's file is now; returns at once."""
        self._tasks.start(self.locate(job))

    async def locate(self, job: Job) -> None:
        """Let the user pick the file, and go on with it where it rests; then offer those that have moved with it."""
        title = self.tr("Where is {0} now?").format(job.file_name)
        found = await picked(self._window, title, folder=False, instead_of=Path(job.source_path))
        if not found or not await self._taken(_Moved(job, Path(found[0]))):
            return
        said = self.tr("{0} is the same file.").format(name_words(found[0]))
        self._window.statusBar().showMessage(said, _SHOWN_MS)
        moved = relocation(job.source_path, found[0])
        if moved is not None:
            await self._offer_others(job, moved)

    async def _taken(self, one: _Moved) -> bool:
        """Try it; where nothing can tell, the user has to. True if the job has its file again."""
        try:
            return await self._proven([one]) == []
        except SourceError as error:
            if error.code != ErrorCode.SOURCE_UNPROVEN:
                raise
            question = self.tr("Is this the same file?")
            if not await confirmed(self._window, question, error_words(error), self.tr("It is the same")):
                return False
        return await self._proven([one], is_trusted=True) == []

    async def _proven(self, those: Sequence[_Moved], *, is_trusted: bool = False) -> list[Refusal]:
        """Give these jobs their files; of several, those that are refused come back, of one its refusal is raised."""
        switch = StopSwitch()
        words = count_words(
            len(those),
            self.tr("Comparing {1} with what was sent…"),
            self.tr("Comparing {0} files with what was sent…"),
            name_words(those[0].path.name),
        )
        refused: list[Refusal] = []
        with self._window.notices.while_busy(words, [(self.tr("Cancel"), switch.stop)]):
            for one in those:
                try:
                    await self._prove(one, switch, is_trusted=is_trusted)
                except StoppedError:
                    return [*refused, *(_refusal(left, None) for left in those[those.index(one) :])]
                except UploaderError as error:
                    if len(those) == 1:
                        raise
                    refused.append(_refusal(one, error))
        return refused

    async def _prove(self, one: _Moved, switch: StopSwitch, *, is_trusted: bool) -> None:
        engine, job_id = self._link.runtime.engine, one.job.job_id
        await self._link.call(lambda: engine.locate(job_id, one.path, is_trusted=is_trusted, stop=switch))

    async def _offer_others(self, job: Job, moved: Relocation) -> None:
        is_finished = job.state is JobState.COMPLETED
        alike = [
            status.job
            for status in self._window.model.statuses()
            if status.job.job_id != job.job_id
            and may_be_located(status.job)
            and (status.job.state is JobState.COMPLETED) is is_finished
        ]
        others = await self._link.in_thread(lambda: _moved_too(alike, moved))
        if not others:
            return
        words = count_words(
            len(others),
            self.tr("{1} of the same folder has moved with it."),
            self.tr("{0} more files have moved with it, from {1} to {2}."),
            name_words(others[0].job.file_name) if len(others) == 1 else name_words(str(moved.before)),
            name_words(str(moved.now)),
        )
        locate = self.tr("Locate it too") if len(others) == 1 else self.tr("Locate them too")
        choices = [(locate, lambda: self._tasks.start(self._take_others(others)))]
        self._window.notices.show_notice(words, choices)

    async def _take_others(self, others: Sequence[_Moved]) -> None:
        refused = await self._proven(others)
        if not refused:
            words = count_words(
                len(others), self.tr("One more file located."), self.tr("{0} more files located.")
            )
            self._window.statusBar().showMessage(words, _SHOWN_MS)
            return
        words = self.tr(
            "{0} of {1} files located; the others are other files, or can not prove to be the same."
        )
        words = words.format(number_words(len(others) - len(refused)), number_words(len(others)))
        which = (self.tr("Show which"), lambda: SkippedList(self._window, refused).show())
        self._window.notices.show_notice(words, [which], is_warning=True)


def _moved_too(jobs: Sequence[Job], moved: Relocation) -> list[_Moved]:
    """Those of these whose files are gone from where they were, and are where the others have gone. Blocking."""
    found = []
    for job in jobs:
        place = moved.place_of(job.source_path)
        if place is not None and Path(place).is_file() and not Path(job.source_path).exists():
            found.append(_Moved(job, Path(place)))
    return found


def _refusal(one: _Moved, error: UploaderError | None) -> Refusal:
    code = error.code if error else ErrorCode.NONE
    said = error.messages if error else ()
    return Refusal(str(one.path), one.job.destination.object_key, one.job.file_size, code, said)
