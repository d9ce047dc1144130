"""What stands in the Help menu, done: how it works, the guide, the keys, the log, a report of a fault, the version."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks, picked_place
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.help.guide import Guide
from uploader_gui.gui.help.help_page import HelpPage
from uploader_gui.gui.help.program_sheets import AboutSheet, ReportSheet, window_facts
from uploader_gui.gui.look.forms import push_button
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.runtime.fault_report import fault_report, version_facts
from uploader_gui.runtime.program_version import third_party_notices

_SAID_MS = 4000
_REPORT_NAME = "uploader-report.txt"


class HelpDesk(QObject):
    """Answers the actions of the Help menu. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._guide = Guide(window)
        commands = window.commands
        on(commands.help, lambda: HelpPage(window).show())
        on(commands.keys, lambda: HelpPage(window, at_keys=True).show())
        on(commands.log_folder, self._open_log_folder)
        on(commands.report, lambda: tasks.start(self._report()))
        on(commands.about, lambda: tasks.start(self._about()))

    def _open_log_folder(self) -> None:
        folder = self._link.runtime.log.path.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            words = self.tr("This desktop has no program that shows folders. The log is in {0}.")
            self._window.notices.show_notice(words.format(folder))

    async def _about(self) -> None:
        facts, notices = await self._link.in_thread(lambda: (version_facts(), third_party_notices()))
        AboutSheet(self._window, facts, self._link.runtime.state_dir, notices).show()

    async def _report(self) -> None:
        runtime, facts = self._link.runtime, window_facts(self._window)
        text = await self._link.in_thread(lambda: fault_report(runtime, facts))
        save = push_button(self.tr("Save"), lambda: self._tasks.start(self._save(text)))
        ReportSheet(self._window, text, save).show()

    async def _save(self, text: str) -> None:
        place = await picked_place(self._window, self.tr("Save the report"), _REPORT_NAME)
        if place is None:
            return
        try:
            await self._link.in_thread(lambda: place.write_text(text, "utf-8"))
        except OSError as error:
            words = self.tr("The report can't be saved: {0}").format(error.strerror)
            self._window.notices.show_notice(words, is_warning=True)
        else:
            self._window.totals.showMessage(self.tr("The report is saved."), _SAID_MS)
