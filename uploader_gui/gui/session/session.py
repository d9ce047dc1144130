"""Connects a window with an engine, from the first jobs shown to a clean end."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from uploader_gui.domain.errors import UploaderError
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks, answered, picked
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.help_page import HelpPage
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.preferences.api_page import ApiFacts
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.speed_limit_button import asked_limit
from uploader_gui.gui.quit_question import QuitQuestion
from uploader_gui.gui.session.api_switch import ApiSwitch
from uploader_gui.gui.session.blocked_uploads import DiskTrouble
from uploader_gui.gui.session.connections import DemoStore, DemoStoreFactory, SessionConnections
from uploader_gui.gui.session.desktop_integration import DesktopIntegration
from uploader_gui.gui.session.details_reader import DetailsReader
from uploader_gui.gui.session.file_adder import FileAdder
from uploader_gui.gui.session.interrupted_jobs import InterruptedJobs
from uploader_gui.gui.session.job_commands import JobCommands, QueueMoves
from uploader_gui.gui.session.job_loader import JobLoader
from uploader_gui.gui.session.window_layout import WindowLayout
from uploader_gui.gui.words.engine_words import error_words, message_words
from uploader_gui.gui.words.language import Translations
from uploader_gui.runtime.runtime import engine_options
from uploader_gui.storage.settings.settings import ReopenPolicy, Settings
from uploader_gui.transfer.engine import Totals

_log = logging.getLogger(__name__)


class Session(QObject):
    """From ``begin`` to ``end`` or ``hand_on``; the link is open all that time. GUI thread.

    ``language_changed``: another window has to take this one's place.
    """

    language_changed = Signal()

    def __init__(
        self,
        window: MainWindow,
        link: EngineLink,
        theme: Theme,
        translations: Translations,
        demo_store_factory: DemoStoreFactory | None,
        demo_store: DemoStore | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._theme = theme
        self._translations = translations
        self._tasks = Tasks(self.show_error)
        self._commands = JobCommands(window, link, self._tasks)
        self._connections = SessionConnections(
            window, link, self._tasks, theme, demo_store_factory, demo_store
        )
        self._loader = JobLoader(window, link, self._tasks)
        self._queue_moves = QueueMoves(window, link, self._tasks)
        self._details_reader = DetailsReader(window, link, self._tasks)
        self._memory = WindowLayout(link.runtime.state_dir)
        self._memory.restore(window)
        self._adder = FileAdder(window, link, self._tasks, lambda: self._connections.current)
        self._interrupted_jobs = InterruptedJobs(
            window, self._tasks, self._commands.resume, self._keep_reopen_policy, self._release_waiting
        )
        link.happened.connect(self._interrupted_jobs.hear)
        self.desktop = DesktopIntegration(window, link, self._tasks)
        self.quit_question = QuitQuestion(
            window, self._tasks, lambda: self.settings, lambda: self.desktop.tray is not None, self._keep
        )
        self._api_switch = ApiSwitch(link, self)
        link.happened.connect(window.apply)
        link.shown.connect(self._take_over)
        link.totals_changed.connect(self._show_totals)
        self._disk_trouble = DiskTrouble(window, link)
        window.paths_dropped.connect(self._adder.add)
        commands = window.commands
        window.totals.limit.chosen.connect(lambda limit: self._tasks.start(self._limit(limit)))
        window.totals.limit.other_wanted.connect(lambda: self._tasks.start(self._ask_limit()))
        on(commands.add_files, lambda: self._tasks.start(self._pick(folder=False)))
        on(commands.add_folder, lambda: self._tasks.start(self._pick(folder=True)))
        on(commands.preferences, lambda: self._tasks.start(self._edit_preferences()))
        on(commands.help, lambda: HelpPage(window).show())

    async def begin(self, files: Sequence[Path], *, demo: bool) -> None:
        """Show connections and jobs, offer what was interrupted, and add ``files``."""
        runtime = self._link.runtime
        self._use(runtime.saved.settings)
        if runtime.notice:
            self._window.notices.show_notice(message_words(runtime.notice), is_warning=True)
        try:
            await self._connections.begin(demo=demo)
        except UploaderError as error:  # the jobs can be looked at all the same
            self.show_error(error)
        try:
            await self._api_switch.use(runtime.saved.settings)
        except UploaderError as error:  # a port that another program has
            self.show_error(error)
        await self._link.start()
        known = await self._loader.begin()
        await self._interrupted_jobs.offer(known, runtime.saved.settings.on_reopen)
        await self._link.call(runtime.engine.tell_held)
        if files and self._connections.current is None:
            words = self.tr("Connect to a store first; then add the files.")
            self._window.notices.show_notice(words, is_warning=True)
        self._adder.add(files, is_ordered=True)

    async def end(self) -> None:
        """Pause everything cleanly, within 3 s, and let the window go; then stop the demo store."""
        self._memory.keep(self._window)
        self._window.setEnabled(False)
        self._adder.stop()
        await self.desktop.leave()
        try:
            await self._commands.cleared_rows.settle()
        except UploaderError as error:  # the rows are there again at the next start
            _log.error("What was cleared can't be removed: %s", error.message)
        await self._tasks.end()
        try:
            await self._link.close()
        finally:
            self._window.let_go()
            self._connections.end()

    @property
    def settings(self) -> Settings:
        """The preferences in use."""
        return self._link.runtime.saved.settings

    def api_facts(self) -> ApiFacts:
        """What there is to show of the HTTP API."""
        return self._api_switch.facts()

    async def change_settings(self, settings: Settings) -> None:
        """Save preferences and follow them at once. Raises UploaderError in words."""
        try:
            await self._keep(settings)
        finally:
            if self._translations.choose(settings.language):
                self.language_changed.emit()

    async def hand_on(self) -> DemoStore | None:
        """Let everything that was begun come to its end, and give the demo store that runs to the next session."""
        self._memory.keep(self._window)
        await self._commands.cleared_rows.settle()
        await self._tasks.done()
        await self.desktop.leave()
        return self._connections.demo_store

    def show_error(self, error: UploaderError) -> None:
        """Say in a bar what went wrong and what to do."""
        self._window.notices.show_notice(error_words(error), is_warning=True, about=error.code)

    async def _pick(self, *, folder: bool) -> None:
        title = self.tr("Add folder") if folder else self.tr("Add files")
        self._adder.add([Path(name) for name in await picked(self._window, title, folder=folder)])

    async def _edit_preferences(self) -> None:
        dialog = PreferencesDialog(
            self._window,
            self._link.runtime.saved.settings,
            self.api_facts(),
            has_tray=self.desktop.tray is not None,
            why_not_awake=self.desktop.wake_lock.why_not(),
        )
        if await answered(dialog):
            await self.change_settings(dialog.settings())

    async def _limit(self, limit: int | None) -> None:
        await self._keep(replace(self._link.runtime.saved.settings, bandwidth_limit=limit))

    async def _ask_limit(self) -> None:
        limit = await asked_limit(self._window, self._window.totals.limit.limit)
        if limit is not None:
            await self._limit(limit)

    def _take_over(self, paths: Sequence[Path]) -> None:
        """Another start of the program handed these over."""
        self._window.come_up()
        self._adder.add(paths, is_ordered=True)

    async def _release_waiting(self) -> None:
        await self._link.call(self._link.runtime.engine.release)

    async def _keep_reopen_policy(self, policy: ReopenPolicy) -> None:
        await self._keep(replace(self._link.runtime.saved.settings, on_reopen=policy))

    async def _keep(self, wanted: Settings) -> None:
        runtime = self._link.runtime
        settings = await self._link.in_thread(lambda: runtime.change_settings(wanted))
        self._use(settings)

        async def use() -> None:
            runtime.engine.set_options(engine_options(settings))

        await self._link.call(use)
        await self._api_switch.use(settings)

    def _use(self, settings: Settings) -> None:
        self._theme.choose(settings.theme.value)
        self._window.totals.limit.show_limit(settings.bandwidth_limit)
        self.desktop.use(settings)
        self._window.totals.show_workers(0, settings.workers)

    def _show_totals(self, totals: Totals) -> None:
        self._window.totals.show_speed(totals.bytes_per_second, totals.seconds_left)
        self._window.totals.show_workers(totals.active_parts, totals.workers)
