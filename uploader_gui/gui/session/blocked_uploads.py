"""What keeps uploads from going on, said in bars: trouble of the disk with the list, keys that are not known."""

from collections.abc import Awaitable, Callable, Collection
from typing import Final

from PySide6.QtCore import QObject

from uploader_gui.domain.entered.endpoint_address import is_within
from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.connections.saved_connections import SavedConnections
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.notice_bar import Notice
from uploader_gui.gui.session.jobs.job_commands import resume_jobs
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.gui.words.wording import count_words
from uploader_gui.transfer.hindrances import Hindrances

FAILED_OF_KEYS: Final = frozenset(
    {
        ErrorCode.CREDENTIALS_MISSING,
        ErrorCode.CREDENTIALS_EXPIRED,
        ErrorCode.WRONG_ACCESS_KEY,
        ErrorCode.WRONG_SECRET,
    }
)
"""Codes of failures that other keys fix."""


class DiskTrouble(QObject):
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


class MissingKeys(QObject):
    """``enter`` lets the user enter the secret of a connection, ``make_new`` another connection. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        link: EngineLink,
        tasks: Tasks,
        saved: SavedConnections,
        enter: Callable[[Profile], Awaitable[None]],
        make_new: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._saved = saved
        self._enter = enter
        self._make_new = make_new
        self._current: Profile | None = None
        self._keyless: frozenset[tuple[str, str]] = frozenset()
        self._bars: dict[str, Notice] = {}
        self._failed_before: frozenset[str] = frozenset()
        link.hindered.connect(self._hear)

    async def review(self, current: Profile | None) -> None:
        """Ask for the secrets of ``current`` and of what jobs wait for, as far as they are missing; for no others."""
        self._current = current
        wanted: dict[str, Profile | None] = {}
        if current is not None and not (await self._saved.secret_of(current)).key:
            wanted[current.name] = current
        for name, endpoint in self._keyless:
            profile = self._saved.serving(name, endpoint)
            wanted[endpoint if profile is None else profile.name] = profile
        for key in [key for key in self._bars if key not in wanted]:
            self._bars.pop(key).close_for_good()
        for key, profile in wanted.items():
            if key not in self._bars:
                self._bars[key] = self._no_connection(key) if profile is None else self._no_secret(profile)

    def note_failed(self) -> None:
        """Other keys are about to be kept: what has failed by now has failed of those before, and not of these."""
        self._failed_before = frozenset(job.job_id for job in self._failed())

    async def entered(self, profile: Profile, current: Profile | None, *, but: Collection[str] = ()) -> None:
        """Keys were entered: what waits goes on by itself; what had failed of those before is offered to be resumed.

        ``but``: ids of jobs that are resumed anyway.
        """
        await self.review(current)
        failed = [
            job.job_id
            for job in self._failed()
            if job.job_id in self._failed_before.difference(but)
            and is_within(job.destination.endpoint, profile.endpoint)
        ]
        if failed:
            self._offer(failed)

    def _failed(self) -> list[Job]:
        jobs = [status.job for status in self._window.model.statuses()]
        return [job for job in jobs if job.state is JobState.FAILED and job.error_code in FAILED_OF_KEYS]

    def _hear(self, hindrances: Hindrances) -> None:
        if hindrances.keyless != self._keyless:
            self._keyless = hindrances.keyless
            self._tasks.start(self.review(self._current))

    def _no_secret(self, profile: Profile) -> Notice:
        words = self.tr(
            "The secret key of {0} is not known: this system has not kept it, or its keyring is locked. Enter it, and "
            "uploads go on."
        )
        enter = self.tr("Enter it")
        return self._window.notices.show_notice(
            words.format(profile.name),
            [(enter, lambda: self._tasks.start(self._entering(profile)))],
            is_warning=True,
            stays_after=[enter],
        )

    def _no_connection(self, endpoint: str) -> Notice:
        words = self.tr("Uploads wait for a connection to {0}; there is none any more.")
        make = self.tr("New connection")
        return self._window.notices.show_notice(
            words.format(endpoint), [(make, self._make_new)], is_warning=True, stays_after=[make]
        )

    async def _entering(self, profile: Profile) -> None:
        await self._enter(self._saved.find(profile.name) or profile)

    def _offer(self, job_ids: list[str]) -> None:
        words = count_words(
            len(job_ids),
            self.tr("One upload had failed for its keys."),
            self.tr("{0} uploads had failed for their keys."),
        )
        resume = (self.tr("Resume"), lambda: self._tasks.start(resume_jobs(self._link, job_ids)))
        self._window.notices.show_notice(words, [resume])
