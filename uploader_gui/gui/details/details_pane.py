"""The details of the selected job, below the table: its parts, speed, log and facts; of several jobs their sums."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState, LogLine, Recording
from uploader_gui.gui.details.facts_view import FactsView
from uploader_gui.gui.details.job_facts import PartPlaces, facts
from uploader_gui.gui.details.log_model import LogModel
from uploader_gui.gui.details.log_view import LogView
from uploader_gui.gui.details.part_map import PartMap
from uploader_gui.gui.details.part_states import PartStates
from uploader_gui.gui.details.selection_summary import SelectionSummary
from uploader_gui.gui.details.selection_view import SelectionView, SumFact
from uploader_gui.gui.details.speed_chart import SpeedChart
from uploader_gui.gui.details.speed_history import Point, has_ended
from uploader_gui.gui.details.state_line import StateLine
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import ElidedLabel, PlainLabel
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import number_words


class DetailsPane(QFrame):
    """Shows what it is told. ``opened``: the user wants to see a tab of a pane that is folded. ``turned``: it shows another
    job, or sums as they are now. ``remedy_wanted``: what solves the trouble of the job of this id. GUI thread.
    """

    opened = Signal()
    turned = Signal()
    remedy_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self._theme = theme
        self._is_open = True
        self.status: JobStatus | None = None
        self.is_of_several = False
        self._recording: Recording | None = None
        self._places: PartPlaces | None = None
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName(self.tr("Details"))
        self.part_map = PartMap(theme)
        self.chart = SpeedChart(theme)
        self.log = LogModel(self)
        self.facts_view = FactsView(theme)
        self._name = ElidedLabel(
            alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        self._name.setProperty("tone", "muted")
        self._heading = PlainLabel()
        self.selection_view = SelectionView(theme)
        self.fold_button = QToolButton(autoRaise=True)
        self.fold_button.setProperty("tone", "small")
        self.state_line = StateLine(theme)
        self.state_line.remedy_wanted.connect(self.remedy_wanted)
        self._body = QStackedWidget()
        self._nothing = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setText(self.tr("Select an upload to see its details."))
        self._nothing.setProperty("tone", "muted")
        self._lay_out(theme)
        theme.changed.connect(self._draw_icon)
        self.tabs.currentChanged.connect(lambda *_: self._show_page())
        self.tabs.tabBarClicked.connect(lambda *_: self.opened.emit())
        self.show_job(None)

    def show_job(self, status: JobStatus | None) -> None:
        """Turn to another job, or to none."""
        self.is_of_several = False
        self.status, self._recording, self._places = status, None, None
        self.part_map.states = PartStates()
        self.log.show_lines([])
        self.chart.show_points([], is_over=True)
        self._show_page()
        if status is None:
            self._name.clear()
        else:
            self.follow(status)
        self.turned.emit()

    def show_selection(
        self, summary: SelectionSummary, heading: str = "", facts: Sequence[tuple[SumFact, str]] = ()
    ) -> None:
        """Turn to several jobs, or show the same ones as they are now; with what they are called together, and what
        else is known of them, where they are a package.
        """
        if not self.is_of_several:
            self.show_job(None)
            self.is_of_several = True
            self._show_page()
        several = self.tr("{0} uploads selected").format(number_words(summary.count))
        self._heading.setText(heading or several)
        self.selection_view.show_summary(summary, facts)
        self.turned.emit()

    def follow(
        self, status: JobStatus, done: Collection[int] | None = None, kept: Collection[int] = ()
    ) -> None:
        """Show the same job as it is now.

        ``done``: the parts that are done, if they were read anew; ``kept``: those that are objects of their own.
        """
        self.status = status
        self._name.setText(name_words(status.job.file_name))
        self.state_line.show_status(status)
        self.part_map.states.follow(status, done, kept)
        self.part_map.refresh()
        if self.facts_view.isVisible():
            self._show_facts()

    def show_points(self, points: Sequence[Point]) -> None:
        """The job's speed in this session."""
        status = self.status
        limit = None if status is None else status.job.bandwidth_limit
        self.chart.show_points(points, is_over=status is None or has_ended(status), limit=limit)

    def show_log(self, lines: Sequence[LogLine]) -> None:
        """What happened to the job, oldest first."""
        self.log.show_lines(lines)

    def show_places(self, places: PartPlaces) -> None:
        """Where the job's done parts are."""
        self._places = places
        self._show_facts()

    def show_recording(self, recording: Recording) -> None:
        """What is known of a finished object."""
        self._recording = recording
        self._show_facts()

    def fold(self, *, is_open: bool) -> None:
        """Show the tabs alone, or what is under them too."""
        self._is_open = is_open
        self._draw_icon()
        self._body.setVisible(is_open)
        self._show_state()
        self.setMaximumHeight(16_777_215 if is_open else self._head.sizeHint().height() + 1)
        self.setMinimumHeight(160 if is_open else 0)

    def _draw_icon(self) -> None:
        words = self.tr("Fold the details") if self._is_open else self.tr("Show the details")
        self.fold_button.setToolTip(words)
        self.fold_button.setAccessibleName(words)
        colours = self._theme.colours
        self.fold_button.setIcon(icon("fold" if self._is_open else "unfold", colours.muted))

    def _show_facts(self) -> None:
        if self.status is not None:
            found = facts(self.status, self._recording, datetime.now(UTC), self._places)
            self.facts_view.show_facts(found, has_link=self.status.job.state is JobState.COMPLETED)

    def _show_page(self) -> None:
        self.tabs.setVisible(not self.is_of_several)
        self._heading.setVisible(self.is_of_several)
        if self.is_of_several:
            self._body.setCurrentWidget(self.selection_view)
        elif self.status is None:
            self._body.setCurrentWidget(self._nothing)
        else:
            self._body.setCurrentIndex(self.tabs.currentIndex())
        self._show_state()
        self._show_facts()

    def _show_state(self) -> None:
        self.state_line.setVisible(self._is_open and self.status is not None)

    def _lay_out(self, theme: Theme) -> None:
        for words in (self.tr("Parts"), self.tr("Speed"), self.tr("Log"), self.tr("Facts")):
            self.tabs.addTab(words)
        for page in (
            self.part_map,
            self.chart,
            self._made_log(theme),
            self.facts_view,
            self._nothing,
            self.selection_view,
        ):
            self._body.addWidget(page)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(4, 0, 8, 0)
        row.setSpacing(12)
        self._heading.setContentsMargins(8, 0, 0, 0)
        self._head.setMinimumHeight(self.tabs.sizeHint().height())
        row.addWidget(self.tabs)
        row.addWidget(self._heading)
        row.addWidget(self._name, 1)
        row.addWidget(self.fold_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.state_line)
        column.addWidget(self._body, 1)

    def _made_log(self, theme: Theme) -> QWidget:
        page = QWidget()
        margin = QVBoxLayout(page)
        margin.setContentsMargins(8, 4, 8, 8)
        margin.addWidget(LogView(self.log, theme))
        return page
