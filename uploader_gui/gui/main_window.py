"""The window: it shows what it is told and says what the user wants; it decides nothing."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
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
from uploader_gui.gui.desktop.activation import bring_to_front
from uploader_gui.gui.desktop.file_transfer import FileTransfer, not_given_words, transfer_key
from uploader_gui.gui.details.details_pane import DetailsPane
from uploader_gui.gui.drop.drop_overlay import DropOverlay
from uploader_gui.gui.drop.dropped_paths import dropped
from uploader_gui.gui.empty_page import EmptyPage
from uploader_gui.gui.job_kind import Look, entry_counts, look_of
from uploader_gui.gui.jobs.job_table import JobTable
from uploader_gui.gui.jobs.job_table_model import JobTableModel
from uploader_gui.gui.jobs.page.column_chooser import ColumnChooser
from uploader_gui.gui.jobs.page.filter_box import FilterBox
from uploader_gui.gui.jobs.page.jobs_page import JobsPage
from uploader_gui.gui.jobs.page.order_strip import OrderStrip
from uploader_gui.gui.jobs.page.state_list import StateList
from uploader_gui.gui.jobs.row_drag import RowDrag
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.notice_bar import Notice, NoticeArea
from uploader_gui.gui.spoken.announcing import announce
from uploader_gui.gui.spoken.state_changes import StateChanges
from uploader_gui.gui.status_bar import StatusBar
from uploader_gui.gui.tool_bar import ToolBar
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words, title_words

_NARROWEST, _LOWEST = 640, 400


class MainWindow(QMainWindow):
    """``paths_dropped`` carries Paths. ``close_wanted`` is said instead of closing, until ``let_go``.

    ``hides_when_closed``: closing only hides it, and quitting says ``close_wanted``. GUI thread.
    """

    paths_dropped = Signal(object)
    close_wanted = Signal()

    def __init__(self, theme: Theme, *, has_demo: bool) -> None:
        super().__init__()
        self._profile: Profile | None = None
        self._asking_to_connect: Notice | None = None
        self._may_close = False
        self._awaited = ""
        self.hides_when_closed = False
        self._share: float | None = None
        self.setMinimumSize(_NARROWEST, _LOWEST)
        self.resize(1320, 720)
        self.setAcceptDrops(True)
        self.commands = Actions(theme, self)
        self.model = JobTableModel(self)
        self.table = JobTable(self.model, theme)
        self.states = StateList(theme)
        self.filter_box = FilterBox(theme)
        self.notices = NoticeArea(theme)
        self.empty_page = EmptyPage(theme, has_demo=has_demo)
        self.totals = StatusBar()
        self.destination = DestinationButton(theme, self.commands.of_destination())
        self.details = DetailsPane(theme)
        self.row_drag = RowDrag(self.table, self.model, theme)
        self.order = OrderStrip(self.table, self.model)
        self.jobs_page = JobsPage(self.table, self.order, self.details, self.commands.details)
        self.state_changes = StateChanges(self)
        self.columns = ColumnChooser(self.table, self.commands.queue_order)
        self._pages = QStackedWidget()
        self._overlay = DropOverlay(theme, self)
        self._transfer = FileTransfer(self)
        self._lay_out()
        self.addToolBar(ToolBar(self.commands, self.filter_box, self.destination, self))
        self._add_menus()
        self._connect()
        self._show_counts({})
        self.show_profiles((), None)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Show a batch of what happened; what is new is selected where nothing else is."""
        self.state_changes.hear(events, self.model.status_of)
        job_ids = (event.status.job.job_id for event in events)
        new = [job_id for job_id in job_ids if not self.model.knows(job_id)]
        self.model.apply(events)
        if self._awaited and self.model.has(self._awaited):
            awaited, self._awaited = self._awaited, ""
            self.select_row(awaited)
        elif new and not self.table.selected_rows(at_most=1):
            self.table.select_jobs(new[:1])

    def selected_jobs(self) -> list[JobStatus]:
        """The jobs that the user has selected."""
        return self.table.selected_jobs()

    def select_jobs(self, job_ids: Collection[str], state: JobState | None = None) -> None:
        """Show the jobs in ``state`` (None: all) and select those named."""
        self.filter_box.clear()
        self.states.choose(state)
        self.table.select_jobs(self.model.reveal(job_ids))
        self.table.setFocus()

    def select_row(self, one: str) -> None:
        """Select a job, or the closed package it is in, or a package, and give the keys to its row, unless the filter
        hides it; as soon as it is known.
        """
        if not self.model.has(one):
            self._awaited = one
        elif self.model.rows.spans_of(self.model.rows.standing_for([one])):
            self.table.select_jobs([one])
            if not self.filter_box.hasFocus():  # somebody types there
                self.table.setFocus()

    def go_to_work(self) -> None:
        """Give the keys to the rows, or to what brings the first ones."""
        if self._pages.currentWidget() is self.empty_page:
            self.empty_page.take_keys()
        else:
            self._go_to_rows()

    def show_profiles(self, profiles: Sequence[Profile], current: Profile | None) -> None:
        """Say everywhere where new files go."""
        self._profile = current
        self.destination.show_profiles(profiles, current)
        self.empty_page.show_destination("" if current is None else place_words(current))
        self.commands.connection.setEnabled(current is not None)
        self.commands.browse.setEnabled(current is not None)
        self.commands.add_files.setEnabled(current is not None)
        self.commands.add_folder.setEnabled(current is not None)
        if current is not None and self._asking_to_connect is not None:
            self._asking_to_connect.close_for_good()
            self._asking_to_connect = None

    def ask_to_connect(self) -> None:
        """Say in a bar that files can't be added yet; it goes once there is a connection."""
        words = self.tr("Connect to a store first; then add the files.")
        self._asking_to_connect = self.notices.show_notice(words, is_warning=True)

    def show_share(self, share: float | None) -> None:
        """How far all that is under way is, from 0 to 1; None where nothing is."""
        self._share = share
        self._write_title()

    def let_go(self) -> None:
        """Close for good: everything is paused and stored."""
        self._may_close = True
        self.close()

    def come_up(self, activation: str = "") -> None:
        """Come to the front, where the desktop allows that; ``activation``: a launcher's leave to do so."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        bring_to_front(self, activation)

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
        self.states.fit_to(self.width())

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
        key = transfer_key(event.mimeData()) if found.is_transfer else ""
        self._transfer.retrieve(key, found.paths, self.paths_dropped.emit, self._say_not_given)

    def show_drag(self, event: QDropEvent) -> None:
        """Cover the window with what a drop here would do, or why it can't be taken."""
        found = dropped(event.mimeData())
        if found.refusal:
            self._overlay.say(self.tr("This can't be uploaded"), found.refusal, is_refusal=True)
        elif self._profile is None:
            words = self.tr("Connect to a store first, then drop the files again.")
            self._overlay.say(self.tr("There is no connection yet"), words, is_refusal=True)
        else:
            headline = self._offer(found.paths)
            place = self.tr("to {0}").format(place_words(self._profile))
            self._overlay.say(headline, place)

    def _offer(self, paths: Sequence[Path]) -> str:
        if not paths:
            return self.tr("Upload these files")
        one, many = self.tr("Upload “{1}”"), self.tr("Upload {0} items")
        return count_words(len(paths), one, many, name_words(paths[0].name))

    def _say_not_given(self) -> None:
        self.notices.show_notice(not_given_words(), is_warning=True)

    # How it is made

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self.states, 1)
        self._pages.addWidget(self.empty_page)
        self._pages.addWidget(self.jobs_page)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.notices)
        main.addWidget(self._pages, 1)
        main.addWidget(self.notices.below)
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
        file.addActions([self.commands.deliveries, self.commands.of_reports])
        file.addSeparator()
        file.addActions([*self.commands.of_destination(), self.commands.preferences])
        file.addSeparator()
        file.addAction(self.commands.quit)
        uploads = self.menuBar().addMenu(self.tr("&Uploads"))
        uploads.addActions([self.commands.pause, self.commands.pause_after_part, self.commands.resume])
        uploads.addActions([self.commands.try_now, self.commands.mend])
        uploads.addActions([self.commands.remove, self.commands.restart, self.commands.undo])
        uploads.addSeparator()
        uploads.addActions([self.commands.limit, self.commands.start_at, self.commands.start_now])
        uploads.addSeparator()
        uploads.addActions([*self.commands.moves(), self.commands.rename])
        uploads.addSeparator()
        uploads.addActions([self.commands.copy_link, self.commands.of_sent])
        uploads.addActions([self.commands.select_all, self.commands.filter])
        uploads.addSeparator()
        uploads.addAction(self.commands.of_all)
        view = self.menuBar().addMenu(self.tr("&View"))
        view.addActions([self.commands.details, self.commands.flat])
        view.addSeparator()
        view.addAction(self.commands.queue_order)
        self.commands.add_help_to(self.menuBar().addMenu(self.tr("&Help")))

    def _connect(self) -> None:
        self.commands.bind_to_table(self.table)
        self.commands.queue_order.triggered.connect(self.table.sort_by_queue)
        self.commands.flat.toggled.connect(self.model.show_flat)
        self.model.order_changed.connect(self._fit_order)
        self.states.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.states.customContextMenuRequested.connect(self._open_state_menu)
        self._fit_order()
        self.commands.select_all.triggered.connect(self.table.selectAll)
        self.commands.filter.triggered.connect(self.filter_box.enter)
        self.filter_box.left.connect(self._go_to_rows)
        self.table.opened.connect(self._open_details)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.details)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._go_to_rows)
        self.commands.quit.triggered.connect(lambda *_: self.close_wanted.emit())
        self.table.selection_changed.connect(self._fit_actions)
        self.table.package_turned.connect(lambda words: announce(self.table, words))
        self.totals.try_now.clicked.connect(self.commands.try_all_now.trigger)
        self.table.customContextMenuRequested.connect(self._open_context_menu)
        self.row_drag.refused.connect(self.order.say_why_nothing_moves)
        self.model.counts_changed.connect(self._show_counts)
        self.state_changes.said.connect(
            lambda words, is_urgent: announce(self.table, words, is_urgent=is_urgent)
        )
        self.totals.messageChanged.connect(lambda words: announce(self.totals, words))
        lifetimes = self.details.facts_view.durations
        lifetimes.currentTextChanged.connect(self.commands.show_link_lifetime)
        self.commands.show_link_lifetime(lifetimes.currentText())
        self.states.chosen.connect(self._filter)
        self.filter_box.textChanged.connect(self._filter)
        self.empty_page.add_files_wanted.connect(self.commands.add_files.trigger)
        self.empty_page.add_folder_wanted.connect(self.commands.add_folder.trigger)
        self.empty_page.connection_wanted.connect(self.commands.new_connection.trigger)

    def _go_to_rows(self) -> None:
        """Give the keys to the rows, one of which is selected then."""
        self.table.setFocus()
        if not self.table.selected_rows(at_most=1):
            self.table.selectRow(max(0, self.table.currentIndex().row()))

    def _open_details(self) -> None:
        """Unfold the details; where they are open, go there."""
        if self.commands.details.isChecked():
            self.details.tabs.setFocus()
        else:
            self.commands.details.setChecked(True)

    def _filter(self) -> None:
        self.model.show_only(self.states.states(), self.filter_box.text())

    def _show_counts(self, counts: Mapping[Look, int]) -> None:
        self._write_title()
        self.states.show_counts(self.model.found_looks())
        self.states.fit_to(self.width())
        self.totals.show_counts(counts)
        self._show_page(self.jobs_page if sum(counts.values()) else self.empty_page)
        self._fit_actions()

    def _show_page(self, page: QWidget) -> None:
        before, in_use = self._pages.currentWidget(), self.focusWidget()
        if page is before:
            return
        self._pages.setCurrentWidget(page)
        # What hides would hand the keys to anything.
        if before is not None and in_use is not None and before.isAncestorOf(in_use):
            self.go_to_work()

    def _write_title(self) -> None:
        self.setWindowTitle(title_words(entry_counts(self.model.counts()), self._share))

    def _fit_actions(self) -> None:
        is_package = self.table.only_package() is not None
        kinds, only = self.table.selected_kinds(), self.table.only_job()
        self.commands.fit_to(kinds, only, self.model.counts(), is_package=is_package)

    def _fit_order(self) -> None:
        self.commands.queue_order.setEnabled(not self.model.is_in_queue_order)

    def _open_context_menu(self, place: QPoint) -> None:
        # The menu key means the row in use, which may be out of sight.
        is_on_row = self.table.indexAt(place).isValid() or not self.table.viewport().rect().contains(place)
        commands = self.commands
        menu = commands.context_menu(self) if is_on_row else commands.menu_beside_rows(self)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _open_state_menu(self, place: QPoint) -> None:
        counts = self.model.found_counts()
        shown = {state for state in self.states.states() if counts.get(state)}
        some_pause = bool(self.model.counts().get(Look.PAUSING)) and any(
            look_of(status) is Look.PAUSING for status in self.model.fitting()
        )
        menu = self.commands.menu_of_state(shown, self, some_pause=some_pause)
        menu.popup(self.states.viewport().mapToGlobal(place))
