"""The details of the selected job, below the table: its parts, speed, log and facts."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState, LogLine, Recording
from uploader_gui.gui.details.facts_view import FactsView
from uploader_gui.gui.details.job_facts import facts
from uploader_gui.gui.details.log_model import LogModel
from uploader_gui.gui.details.part_map import PartMap
from uploader_gui.gui.details.part_states import PartStates
from uploader_gui.gui.details.speed_chart import SpeedChart
from uploader_gui.gui.details.speed_history import Point
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme


class DetailsPane(QFrame):
    """Shows what it is told. ``opened``: the user wants to see a tab of a pane that is folded. GUI thread."""

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.status: JobStatus | None = None
        self._recording: Recording | None = None
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName(self.tr("Details"))
        self.part_map = PartMap(theme)
        self.chart = SpeedChart(theme)
        self.log = LogModel(self)
        self.facts_view = FactsView(theme)
        self._name = PlainLabel()
        self._name.setProperty("tone", "muted")
        self._body = QStackedWidget()
        self._nothing = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setText(self.tr("Select an upload to see its details."))
        self._nothing.setProperty("tone", "muted")
        self._lay_out()
        self.tabs.currentChanged.connect(lambda *_: self._show_page())
        self.tabs.tabBarClicked.connect(lambda *_: self.opened.emit())
        self.show_job(None)

    def show_job(self, status: JobStatus | None) -> None:
        """Turn to another job, or to none."""
        self.status, self._recording = status, None
        self.part_map.states = PartStates()
        self.log.show_lines([])
        self.chart.show_points([])
        self._show_page()
        if status is None:
            self._name.clear()
        else:
            self.follow(status)

    def follow(self, status: JobStatus, done: Collection[int] | None = None) -> None:
        """Show the same job as it is now; ``done``: the parts that are done, if they were read anew."""
        self.status = status
        self._name.setText(status.job.file_name)
        self.part_map.states.follow(status, done)
        self.part_map.refresh()
        if self.facts_view.isVisible():
            self._show_facts()

    def show_points(self, points: Sequence[Point]) -> None:
        """The job's speed in this session."""
        self.chart.show_points(points)

    def show_log(self, lines: Sequence[LogLine]) -> None:
        """What happened to the job, oldest first."""
        self.log.show_lines(lines)

    def show_recording(self, recording: Recording) -> None:
        """What is known of a finished object."""
        self._recording = recording
        self._show_facts()

    def fold(self, *, is_open: bool) -> None:
        """Show the tabs alone, or what is under them too."""
        self._body.setVisible(is_open)
        self.setMaximumHeight(16_777_215 if is_open else self._head.sizeHint().height() + 1)
        self.setMinimumHeight(160 if is_open else 0)

    def _show_facts(self) -> None:
        if self.status is not None:
            found = facts(self.status, self._recording, datetime.now(UTC))
            self.facts_view.show_facts(found, has_link=self.status.job.state is JobState.COMPLETED)

    def _show_page(self) -> None:
        self._body.setCurrentIndex(4 if self.status is None else self.tabs.currentIndex())
        self._show_facts()

    def _lay_out(self) -> None:
        for words in (self.tr("Parts"), self.tr("Speed"), self.tr("Log"), self.tr("Facts")):
            self.tabs.addTab(words)
        for page in (self.part_map, self.chart, self._made_log(), self.facts_view, self._nothing):
            self._body.addWidget(page)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(4, 0, 12, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self._name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._body, 1)

    def _made_log(self) -> QWidget:
        view = QTableView(showGrid=False, wordWrap=False)
        view.setModel(self.log)
        view.setAccessibleName(self.tr("What happened to the upload"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setTabKeyNavigation(False)
        view.horizontalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setStretchLastSection(True)
        rows = view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 8)
        page = QWidget()
        margin = QVBoxLayout(page)
        margin.setContentsMargins(8, 4, 0, 0)
        margin.addWidget(view)
        return page
