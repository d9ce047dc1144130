"""Connects a window with an engine, from the first jobs shown to a clean end."""

import logging
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.window_start import NOTHING_MORE, WindowErrand, WindowStart
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks, answered, picked
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.help.help_desk import HelpDesk
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.package_end.end_lines import EndLines
from uploader_gui.gui.package_end.end_preferences import EndPreferences
from uploader_gui.gui.preferences.api_page import ApiFacts
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.speed_limit_menu import asked_limit
from uploader_gui.gui.quit_question import QuitQuestion
from uploader_gui.gui.session.api_switch import ApiSwitch
from uploader_gui.gui.session.blocked_uploads import DiskTrouble
from uploader_gui.gui.session.connections import DemoStore, DemoStoreFactory, SessionConnections
from uploader_gui.gui.session.desktop_integration import DesktopIntegration
from uploader_gui.gui.session.file_adder import FileAdder
from uploader_gui.gui.session.jobs.details_reader import DetailsReader
from uploader_gui.gui.session.jobs.interrupted_jobs import InterruptedJobs
from uploader_gui.gui.session.jobs.job_commands import JobCommands, QueueMoves
from uploader_gui.gui.session.jobs.job_loader import JobLoader
from uploader_gui.gui.session.jobs.start_times import StartTimes
from uploader_gui.gui.session.login_preferences import LoginPreferences
from uploader_gui.gui.session.row_remedies import RowRemedies
from uploader_gui.gui.session.sent.deliveries import Deliveries, DeliveryTools
from uploader_gui.gui.session.sent.link_copier import LinkCopier
from uploader_gui.gui.session.sent.report_exporter import ReportExporter
from uploader_gui.gui.session.sent.sent_files import SentFiles
from uploader_gui.gui.session.sent.source_locator import SourceLocator
from uploader_gui.gui.session.sent.verifying import Verifying
from uploader_gui.gui.session.watched_folders import WatchedFolders
from uploader_gui.gui.session.window_layout import WindowLayout
from uploader_gui.gui.words.engine_words import error_words, message_words
from uploader_gui.gui.words.language import Translations
from uploader_gui.runtime.runtime import engine_options
from uploader_gui.storage.settings.settings import ReopenPolicy, Settings
from uploader_gui.transfer.jobs_now import Totals

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
        self._is_ready = False
        self._tasks = Tasks(self.show_error)
        self._commands = JobCommands(window, link, self._tasks)
        self._connections = SessionConnections(
            window, link, self._tasks, theme, demo_store_factory, demo_store
        )
        self._loader = JobLoader(window, link, self._tasks)
        self._queue_moves = QueueMoves(window, link, self._tasks)
        self._details_reader = DetailsReader(window, link, self._tasks)
        self._links = LinkCopier(window, link, self._tasks)
        self._memory = WindowLayout(link.runtime.state_dir)
        self._memory.restore(window)
        self._adder = FileAdder(window, link, self._tasks, lambda: self._connections.current)
        locator = SourceLocator(window, link, self._tasks)
        sent_files = SentFiles(window, link, self._tasks, self._adder, locator)
        self._remedies = RowRemedies(
            window,
            link,
            self._tasks,
            self._commands,
            self._queue_moves,
            self._connections,
            locator,
            sent_files,
        )
        self._report_exporter = ReportExporter(
            window, link, self._tasks, self._memory, sent_files.show, lambda: translations.language
        )
        verifying = Verifying(window, link, self._tasks)
        self._deliveries = Deliveries(
            window,
            link,
            self._tasks,
            DeliveryTools(self._links, sent_files, self._adder, self._report_exporter, verifying),
        )
        self._interrupted_jobs = InterruptedJobs(
            window, self._tasks, self._commands.resume, self._keep_reopen_policy, self._release_waiting
        )
        link.happened.connect(self._interrupted_jobs.hear)
        self.desktop = DesktopIntegration(window, link, self._tasks)
        self.quit_question = QuitQuestion(
            window, self._tasks, lambda: self.settings, lambda: self.desktop.tray is not None, self._keep
        )
        self._end_lines = EndLines(window)
        self._end_preferences = EndPreferences(link, self._tasks, self)
        link.package_ended.connect(self._end_lines.show_end)
        link.package_action_ended.connect(self._end_lines.show_action)
        self._login = LoginPreferences(link)
        self._watched_folders = WatchedFolders(window, link, self._tasks, lambda: self._connections.current)
        self._api_switch = ApiSwitch(link, self)
        link.packages_changed.connect(window.model.learn)
        link.happened.connect(window.apply)
        link.started_again.connect(self._serve_others)
        link.totals_changed.connect(self._show_totals)
        self._disk_trouble = DiskTrouble(window, link)
        window.paths_dropped.connect(self._adder.add)
        self._connections.files_dropped.connect(self._adder.add_to)
        commands = window.commands
        window.totals.limit.chosen.connect(lambda limit: self._tasks.start(self._limit(limit)))
        window.totals.limit.other_wanted.connect(lambda: self._tasks.start(self._ask_limit()))
        link.timetable_changed.connect(window.totals.limit.show_timetable)
        window.totals.limit.ignoring_chosen.connect(
            lambda is_ignored: self._tasks.start(self._ignore(is_ignored))
        )
        window.totals.limit.timetable_wanted.connect(
            lambda: self._tasks.start(self._edit_preferences(at_timetable=True))
        )
        self._start_times = StartTimes(window, link, self._tasks)
        on(commands.add_files, lambda: self._tasks.start(self._pick(folder=False)))
        on(commands.add_folder, lambda: self._tasks.start(self._pick(folder=True)))
        on(commands.preferences, lambda: self._tasks.start(self._edit_preferences()))
        window.totals.watching.clicked.connect(
            lambda *_: self._tasks.start(self._edit_preferences(at_watching=True))
        )
        self._help_desk = HelpDesk(window, link, self._tasks)

    async def begin(self, start: WindowStart = NOTHING_MORE, *, demo: bool) -> None:
        """Show connections and jobs, offer what was interrupted, and do what this start wants, then what others do."""
        runtime = self._link.runtime
        self._use(runtime.saved.settings)
        for said in (runtime.notice, runtime.settings_notice):
            if said:
                self._window.notices.show_notice(message_words(said), is_warning=True)
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
        self._window.go_to_work()
        await self._interrupted_jobs.offer(known, runtime.saved.settings.on_reopen)
        await self._link.call(runtime.engine.tell_held)
        self._window.totals.limit.show_timetable(await self._link.call(runtime.engine.timetable_now))
        self.serve(start)
        self._is_ready = True
        self._serve_others()

    def serve(self, start: WindowStart) -> None:
        """Do what a start of the program wants of this window; returns at once."""
        wants_files = bool(start.paths) or start.errand is WindowErrand.ADD_FILES
        if wants_files and self._connections.current is None:
            self._window.ask_to_connect()
            return
        if start.is_reviewed:
            self._adder.review(start.paths)
        else:
            self._adder.add(start.paths, is_ordered=True)
        commands = self._window.commands
        if start.errand is not None:
            {
                WindowErrand.ADD_FILES: commands.add_files,
                WindowErrand.PAUSE_ALL: commands.pause_all,
                WindowErrand.RESUME_ALL: commands.resume_all,
            }[start.errand].trigger()

    async def all_shown(self) -> None:
        """Wait until the whole history is in the window."""
        await self._loader.ended()

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
    def asks_about_interrupted(self) -> bool:
        """Whether uploads wait for the user to say if they go on."""
        return self._interrupted_jobs.is_asking

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
        self._is_ready = False
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

    async def _edit_preferences(self, *, at_watching: bool = False, at_timetable: bool = False) -> None:
        dialog = PreferencesDialog(
            self._window,
            self._link.runtime.saved.settings,
            self.api_facts(),
            await self._end_preferences.facts(),
            await self._login.facts(),
            self._watched_folders.facts(),
            has_tray=self.desktop.tray is not None,
            why_not_awake=self.desktop.wake_lock.why_not(),
        )
        self._end_preferences.serve(dialog)
        self._watched_folders.serve(dialog)
        if at_watching:
            dialog.show_watching()
        if at_timetable:
            dialog.go_to(dialog.timetable)
        if await answered(dialog):
            wanted, secret = dialog.settings(), dialog.ends.secret.text()  # the dialog is gone soon
            self._tasks.start(self._login.keep(dialog.general.login()))
            self._tasks.start(self._watched_folders.keep(dialog.watching.saved(), dialog.watching.folders()))
            await self._end_preferences.keep_secret(secret, is_wanted=wanted.webhook_is_signed)
            await self.change_settings(wanted)

    async def _limit(self, limit: int | None) -> None:
        await self._keep(replace(self._link.runtime.saved.settings, bandwidth_limit=limit))

    async def _ignore(self, is_ignored: bool) -> None:
        """Leave the timetable aside until what it says changes, or follow it again."""
        keeper = self._link.runtime.engine.timekeeper

        async def ignore() -> None:
            keeper.ignore(is_ignored=is_ignored)

        await self._link.call(ignore)

    async def _ask_limit(self) -> None:
        limit = await asked_limit(self._window, self._window.totals.limit.limit)
        if limit is not None:
            await self._limit(limit)

    def _serve_others(self) -> None:
        """Do what other starts of the program want of this window, as soon as it can; the next one does it otherwise."""
        while self._is_ready and self._link.starts:
            start = self._link.starts.popleft()
            self._window.come_up(start.activation)
            self.serve(start)

    async def _release_waiting(self) -> None:
        await self._link.call(self._link.runtime.engine.release)

    async def _keep_reopen_policy(self, policy: ReopenPolicy) -> None:
        await self._keep(replace(self._link.runtime.saved.settings, on_reopen=policy))

    async def _keep(self, wanted: Settings) -> None:
        runtime = self._link.runtime
        settings = await self._link.in_thread(lambda: runtime.change_settings(wanted))
        self._use(settings)

        async def use() -> None:
            runtime.engine.set_options(engine_options(settings, runtime.environment))

        await self._link.call(use)
        await self._api_switch.use(settings)

    def _use(self, settings: Settings) -> None:
        self._theme.choose(settings.theme.value)
        self._window.totals.limit.show_limit(settings.bandwidth_limit)
        self.desktop.use(settings)
        self._window.totals.show_workers(0, settings.workers)

    def _show_totals(self, totals: Totals) -> None:
        self._window.totals.show_speed(totals.bytes_per_second, totals.seconds_left)
        self._window.totals.show_retry(totals.retry_in_s)
        self._window.totals.show_workers(totals.active_parts, totals.workers)
