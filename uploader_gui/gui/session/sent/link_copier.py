"""Links to finished files, on the clipboard or in the browser: from the menu and from the facts, the same ones."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from uploader_gui.domain.entered.endpoint_address import object_url
from uploader_gui.domain.job import Destination, JobState
from uploader_gui.gui.actions import on
from uploader_gui.gui.details.facts_view import DAY_S, HOUR_S, WEEK_S
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words.wording import count_words, moment_words

_SHOWN_MS = 8000
_OF_TEMPORARY_KEYS = "X-Amz-Security-Token="


class LinkCopier(QObject):
    """Puts links of the selected jobs that are finished on the clipboard, or the keys where none is. GUI thread.

    Those that are signed are good for anyone for a while, the plain ones for whoever may read the bucket anyway.
    """

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        commands = window.commands
        on(commands.copy_link, self._copy_selected)
        on(commands.copy_for_hour, lambda: self._copy_finished(HOUR_S))
        on(commands.copy_for_day, lambda: self._copy_finished(DAY_S))
        on(commands.copy_for_week, lambda: self._copy_finished(WEEK_S))
        on(commands.copy_plain, lambda: self.copy_plain(self._finished()))
        on(commands.open_link, self._open_selected)
        window.details.facts_view.link_wanted.connect(self._copy_shown)

    def _copy_selected(self) -> None:
        jobs = [status.job for status in self._window.selected_jobs()]
        if self._finished():
            self._copy_finished(self._window.details.facts_view.link_lifetime_s())
        elif jobs:
            QGuiApplication.clipboard().setText("\n".join(job.destination.object_key for job in jobs))
            self._say(count_words(len(jobs), self.tr("Name copied."), self.tr("{0} names copied.")))

    def _copy_shown(self, lifetime_s: int) -> None:
        status = self._window.details.status
        if status is not None and status.job.state is JobState.COMPLETED:
            self.copy([status.job.destination], lifetime_s)

    def copy(self, places: Sequence[Destination], lifetime_s: int) -> None:
        """Copy links by which anyone can read these objects for so many seconds."""
        self._tasks.start(self._copy(places, lifetime_s))

    def copy_plain(self, places: Sequence[Destination]) -> None:
        """Copy links that carry no rights."""
        urls = [object_url(place.endpoint, place.bucket, place.object_key) for place in places]
        QGuiApplication.clipboard().setText("\n".join(urls))
        self._say(
            count_words(
                len(urls),
                self.tr("Plain link copied. It opens for whoever may read the bucket."),
                self.tr("{0} plain links copied. They open for whoever may read the bucket."),
            )
        )

    def open(self, place: Destination) -> None:
        """Show an object in the browser, by a link that is good for an hour."""
        self._tasks.start(self._open(place))

    def _finished(self) -> list[Destination]:
        jobs = (status.job for status in self._window.selected_jobs())
        return [job.destination for job in jobs if job.state is JobState.COMPLETED]

    def _copy_finished(self, lifetime_s: int) -> None:
        if finished := self._finished():
            self.copy(finished, lifetime_s)

    def _open_selected(self) -> None:
        for place in self._finished():
            self.open(place)

    async def _open(self, place: Destination) -> None:
        [url] = await self._signed([place], HOUR_S)
        if not QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode)):
            words = self.tr("This desktop has no program that opens links. Copy the link instead.")
            self._window.notices.show_notice(words)

    async def _signed(self, places: Sequence[Destination], lifetime_s: int) -> list[str]:
        engine = self._link.runtime.engine

        async def signed() -> list[str]:
            return [await engine.link(place, lifetime_s) for place in places]

        return await self._link.call(signed)

    async def _copy(self, places: Sequence[Destination], lifetime_s: int) -> None:
        urls = await self._signed(places, lifetime_s)
        QGuiApplication.clipboard().setText("\n".join(urls))
        until = moment_words(datetime.now(UTC) + timedelta(seconds=lifetime_s))
        words = count_words(
            len(urls),
            self.tr("Link copied. Whoever has it can read the file until {1}."),
            self.tr("{0} links copied. Whoever has them can read the files until {1}."),
            until,
        )
        if any(_OF_TEMPORARY_KEYS in url for url in urls):
            words += " " + self.tr("It ends earlier if the temporary keys do.")
        self._say(words)

    def _say(self, words: str) -> None:
        self._window.statusBar().showMessage(words, _SHOWN_MS)
