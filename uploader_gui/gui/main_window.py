"""The window: it shows what it is told and says what the user wants; it decides nothing."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.events import JobEvent, JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.actions import Actions
from uploader_gui.gui.connections.destination_button import DestinationButton, place_words
from uploader_gui.gui.details.details_pane import DetailsPane
from uploader_gui.gui.drop.drop_overlay import DropOverlay
from uploader_gui.gui.drop.dropped_paths import dropped
from uploader_gui.gui.empty_page import EmptyPage
from uploader_gui.gui.jobs.column_chooser import ColumnChooser
from uploader_gui.gui.jobs.job_table import JobTable
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.jobs.jobs_page import JobsPage
from uploader_gui.gui.jobs.state_list import StateList
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.notice_bar import NoticeArea
from uploader_gui.gui.status_bar import StatusBar
from uploader_gui.gui.tool_bar import ToolBar
from uploader_gui.gui.words.wording import count_words

_SIDE_WIDTH = 176


class MainWindow(QMainWindow):
    """``paths_dropped`` carries Paths. ``close_wanted`` is said instead of closing, until ``let_go``.

    ``hides_when_closed``: closing only hides it, and quitting says ``close_wanted``. GUI thread.
    """

    paths_dropped = Signal(object)
    close_wanted = Signal()

    def __init__(self, theme: Theme, *, has_demo: bool) -> None:
        super().__init__()
        self._profile: Profile | None = None
        self._may_close = False
        self.hides_when_closed = False
        self.setWindowTitle(self.tr("Uploader"))
        self.setMinimumSize(720, 420)
        self.resize(1320, 720)
        self.setAcceptDrops(True)
        self.commands = Actions(theme, self)
        self.model = JobTableModel(self)
        self.table = JobTable(self.model, theme)
        self.states = StateList(theme)
        self.filter_box = QLineEdit(placeholderText=self.tr("Filter"), clearButtonEnabled=True)
        self.filter_box.setAccessibleName(self.tr("Show only uploads whose name or key holds"))
        self.filter_box.setAcceptDrops(False)  # or it would take files dropped onto it as text
        self.notices = NoticeArea(theme)
        self.empty_page = EmptyPage(theme, has_demo=has_demo)
        self.totals = StatusBar()
        self.destination = DestinationButton(theme, self.commands.of_destination())
        self.details = DetailsPane(theme)
        self.jobs_page = JobsPage(self.table, self.details, self.commands.details)
        self.columns = ColumnChooser(self.table)
        self._pages = QStackedWidget()
        self._overlay = DropOverlay(theme, self)
        self._lay_out()
        self.addToolBar(ToolBar(self.commands, self.destination, self))
        self._add_menus()
        self._connect()
        self._show_counts({})
        self.show_profiles((), None)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Show a batch of what happened; what is new is selected where nothing else is."""
        job_ids = (event.status.job.job_id for event in events)
        new = [job_id for job_id in job_ids if self.model.status_of(job_id) is None]
        self.model.apply(events)
        if new and not self.table.selected_rows(at_most=1):
            self.table.select_jobs(new[:1])

    def selected_jobs(self) -> list[JobStatus]:
        """The jobs that the user has selected."""
        return self.table.selected_jobs()

    def select_jobs(self, job_ids: Collection[str], state: JobState | None = None) -> None:
        """Show the jobs in ``state`` (None: all) and select those named."""
        self.filter_box.clear()
        self.states.choose(state)
        self.table.select_jobs(job_ids)
        self.table.setFocus()

    def show_profiles(self, profiles: Sequence[Profile], current: Profile | None) -> None:
        """Say everywhere where new files go."""
        self._profile = current
        self.destination.show_profiles(profiles, current)
        self.empty_page.show_destination("" if current is None else place_words(current))
        self.commands.connection.setEnabled(current is not None)
        self.commands.browse.setEnabled(current is not None)
        self.commands.add_files.setEnabled(current is not None)
        self.commands.add_folder.setEnabled(current is not None)

    def let_go(self) -> None:
        """Close for good: everything is paused and stored."""
        self._may_close = True
        self.close()

    def come_up(self) -> None:
        """Come to the front, where the desktop allows that."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # What Qt tells

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        if self.hides_when_closed:
            self.hide()
        else:
            self.close_wanted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._overlay.setGeometry(self.rect())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.show_drag(event)
        event.accept()  # also what is refused on the move: only so does Qt tell when it leaves

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._profile is None or dropped(event.mimeData()).refusal:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._overlay.hide()
        event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.hide()
        found = dropped(event.mimeData())
        if self._profile is None or found.refusal:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.paths_dropped.emit(found.paths)

    def show_drag(self, event: QDropEvent) -> None:
        """Cover the window with what a drop here would do, or why it can't be taken."""
        found = dropped(event.mimeData())
        if found.refusal:
            self._overlay.say(self.tr("This can't be uploaded"), found.refusal, is_refusal=True)
        elif self._profile is None:
            words = self.tr("Connect to a store first, then drop the files again.")
            self._overlay.say(self.tr("There is no connection yet"), words, is_refusal=True)
        else:
            one, many = self.tr("Upload “{1}”"), self.tr("Upload {0} items")
            headline = count_words(len(found.paths), one, many, found.paths[0].name)
            place = self.tr("to {0}").format(place_words(self._profile))
            self._overlay.say(headline, place)

    # How it is made

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(_SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.states, 1)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self.filter_box)
        column.addLayout(row)
        self._pages.addWidget(self.empty_page)
        self._pages.addWidget(self.jobs_page)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.notices)
        main.addWidget(self._pages, 1)
        whole = QWidget()
        columns = QHBoxLayout(whole)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(side)
        columns.addLayout(main, 1)
        self.setCentralWidget(whole)
        self.setStatusBar(self.totals)

    def _add_menus(self) -> None:
        file = self.menuBar().addMenu(self.tr("&File"))
        file.addActions([self.commands.add_files, self.commands.add_folder])
        file.addSeparator()
        file.addActions([*self.commands.of_destination(), self.commands.preferences])
        file.addSeparator()
        file.addAction(self.commands.quit)
        uploads = self.menuBar().addMenu(self.tr("&Uploads"))
        uploads.addActions([self.commands.pause, self.commands.resume, self.commands.remove])
        uploads.addAction(self.commands.restart)
        uploads.addSeparator()
        uploads.addActions([*self.commands.moves(), self.commands.rename])
        uploads.addSeparator()
        uploads.addActions([self.commands.copy_link, self.commands.select_all, self.commands.filter])
        uploads.addSeparator()
        uploads.addMenu(self.commands.menu_of_all(self))
        uploads.addSeparator()
        uploads.addAction(self.commands.details)
        self.menuBar().addMenu(self.tr("&Help")).addAction(self.commands.help)

    def _connect(self) -> None:
        self.commands.bind_to_table(self.table)
        self.commands.select_all.triggered.connect(self.table.selectAll)
        self.commands.filter.triggered.connect(self.filter_box.setFocus)
        self.commands.quit.triggered.connect(lambda *_: self.close_wanted.emit())
        self.table.selection_changed.connect(self._fit_actions)
        self.table.customContextMenuRequested.connect(self._open_context_menu)
        self.model.counts_changed.connect(self._show_counts)
        self.states.chosen.connect(self._filter)
        self.filter_box.textChanged.connect(self._filter)
        self.empty_page.add_files_wanted.connect(self.commands.add_files.trigger)
        self.empty_page.add_folder_wanted.connect(self.commands.add_folder.trigger)
        self.empty_page.connection_wanted.connect(self.commands.new_connection.trigger)

    def _filter(self) -> None:
        self.model.show_only(self.states.states(), self.filter_box.text())

    def _show_counts(self, counts: Mapping[JobState, int]) -> None:
        self.states.show_counts(counts)
        self.totals.show_counts(counts)
        self._pages.setCurrentWidget(self.jobs_page if sum(counts.values()) else self.empty_page)
        self._fit_actions()

    def _fit_actions(self) -> None:
        self.commands.fit_to(self.table.selected_kinds(), self.table.only_job(), self.model.counts())

    def _open_context_menu(self, place: QPoint) -> None:
        self.commands.context_menu(self).popup(self.table.viewport().mapToGlobal(place))
