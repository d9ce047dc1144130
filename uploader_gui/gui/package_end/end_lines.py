"""One line in the window for each package that has ended, and one for what could not be done then."""

from PySide6.QtCore import QObject

from uploader_gui.domain.job import JobState
from uploader_gui.domain.packages.package_end import ActionState, PackageAction, PackageEnd
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.notice_bar import Notice
from uploader_gui.gui.package_end.end_words import action_line, end_line

_MOST_LINES = 3
"""More would take the window from its rows, which say it too."""


class EndLines(QObject):
    """Shows what it is told. GUI thread."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._lines: list[tuple[PackageEnd, Notice]] = []
        self._of_action: Notice | None = None

    def show_end(self, end: PackageEnd) -> None:
        """Say that a package has ended, in the place of what was said of it before; nothing where its one row says it."""
        self._lines = [(of, line) for of, line in self._lines if not line.is_closed]
        self._close([of for of, _ in self._lines if of.package.package_id == end.package.package_id])
        if end.is_one_row:
            return
        choices = [(self.tr("Show which"), lambda: self._show_failed(end))] if end.failed else []
        line = self._window.notices.show_notice(end_line(end), choices, is_warning=end.is_incomplete)
        self._lines.append((end, line))
        surplus = sorted((of for of, _ in self._lines), key=lambda of: bool(of.failed))
        self._close(surplus[: max(0, len(surplus) - _MOST_LINES)])

    def show_action(self, action: PackageAction) -> None:
        """Say that a command or webhook did not do what it is for, or needs the user; one line for the newest."""
        if action.state is ActionState.DONE:
            return
        if self._of_action is not None:
            self._of_action.close_for_good()
        choices = [(self.tr("Preferences"), self._window.commands.preferences.trigger)]
        self._of_action = self._window.notices.show_notice(action_line(action), choices, is_warning=True)

    def _close(self, ends: list[PackageEnd]) -> None:
        for of, line in self._lines:
            if of in ends:
                line.close_for_good()
        self._lines = [(of, line) for of, line in self._lines if of not in ends]

    def _show_failed(self, end: PackageEnd) -> None:
        ours = end.package.package_id
        shown = (status.job for status in self._window.model.statuses())
        jobs = [job for job in shown if job.state is JobState.FAILED]
        failed = [job.job_id for job in jobs if job.package_id == ours]
        self._window.select_jobs(failed)
