"""Saves reports of what was sent: of the selected uploads, of their package, of all that is shown, or of everything."""

import re
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from uploader_gui.domain.reports.report import ReportFilter
from uploader_gui.domain.reports.report_format import ReportFormat
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks, picked_place_of_kind
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.window_layout import WindowLayout
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words
from uploader_gui.runtime.reports.report import Report
from uploader_gui.storage.settings.settings import Language

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|.\x00-\x1f]')
"""What some system does not take in a file's name; and the dot, behind which an ending would be looked for."""


class ReportExporter(QObject):
    """Answers the actions of the menu of reports. ``show`` shows files in their folder; ``language`` is the window's. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        link: EngineLink,
        tasks: Tasks,
        memory: WindowLayout,
        show: Callable[[Sequence[str]], None],
        language: Callable[[], Language],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._memory = memory
        self._language = language
        self._show = show
        commands = window.commands

        def start(export: Callable[[], Coroutine[None, None, None]]) -> Callable[[], None]:
            return lambda: tasks.start(export())

        on(commands.report_selected, start(lambda: self.export(self._selected())))
        on(commands.report_package, start(lambda: self.export(self._package())))
        on(commands.report_shown, start(lambda: self.export(self._shown())))
        on(commands.report_all, start(lambda: self.export(ReportFilter())))

    def _selected(self) -> ReportFilter:
        return ReportFilter(job_ids=[status.job.job_id for status in self._window.selected_jobs()])

    def _package(self) -> ReportFilter:
        """The packages of the selected rows, with what was cleared of them; the rows alone where they are in none."""
        packages = {status.job.package_id for status in self._window.selected_jobs()} - {""}
        return ReportFilter(package_ids=packages) if packages else self._selected()

    def _shown(self) -> ReportFilter:
        return ReportFilter(job_ids=[status.job.job_id for status in self._window.model.fitting()])

    def _file_name(self) -> str:
        """What a report is called until the user says: after the package whose row is selected, and today."""
        today, package = f"{datetime.now().astimezone():%Y-%m-%d}", self._window.table.only_package()
        if package is None or not package.name:
            return self.tr("Upload report {0}").format(today)
        return self.tr("Upload report {0}, {1}").format(today, _NOT_IN_NAMES.sub("_", package.name))

    async def export(self, wanted: ReportFilter) -> None:
        """Let the user say where the report of these is to be, and write it."""
        kinds = {
            self.tr("Page to read and print (HTML)"): ReportFormat.HTML.value,
            self.tr("Table for Excel or LibreOffice (CSV)"): ReportFormat.CSV.value,
            self.tr("Data for programs (JSON)"): ReportFormat.JSON.value,
            self.tr("Media hash list, of files whose hashes were made (MHL)"): ReportFormat.MHL.value,
        }
        folder = self._memory.folder_of_reports
        picked = await picked_place_of_kind(
            self._window, self.tr("Export a report"), folder, self._file_name(), kinds
        )
        if picked is None:
            return
        path, kind = picked
        self._memory.folder_of_reports = path.parent
        report = Report(wanted, ReportFormat(kind), self._language(), engine_runs=True)
        database = self._link.runtime.database
        with self._window.notices.while_busy(self.tr("Writing the report…")):
            reported = await self._link.in_thread(lambda: report.save(database, path))
        words = count_words(
            reported.files,
            self.tr("The report of one file is in {1}."),
            self.tr("The report of {0} files is in {1}."),
            name_words(str(path)),
        )
        show = self.tr("Show in its folder"), lambda: self._show([str(path)])
        self._window.notices.show_notice(words, [show])
