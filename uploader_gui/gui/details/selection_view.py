"""What several selected jobs are together: a bar, sums, and how many there are in each state."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from uploader_gui.domain.job import JobState
from uploader_gui.gui.details.selection_summary import SelectionSummary
from uploader_gui.gui.job_kind import APPEARANCE, Look
from uploader_gui.gui.look.bar import BAR_HEIGHT, paint_bar
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words import wording
from uploader_gui.gui.words.sizes import size_words

_ICON_SIZE = 16
_ORDER = (
    Look.SENDING,
    Look.WAITING,
    Look.INTERRUPTED,
    Look.PAUSED,
    Look.FAILED,
    Look.COMPLETED,
)
_WIDEST = 720
_WIDEST_WITH_FACTS = 1120
_WIDE = 640
"""From here on facts stand beside the sums; logical pixels."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SumFact(Enum):
    """What is known of a package beside its sums."""

    BEGUN = auto()
    ENDED = auto()
    DESTINATION = auto()
    LIMIT = auto()
    LEFT_OUT = auto()
    MISSING = auto()


class SelectionView(QScrollArea):
    """Shows a summary. GUI thread."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary: SelectionSummary | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._bar = _Bar(theme)
        self._percent = PlainLabel(alignment=_RIGHT)
        self._sums = [
            (PlainLabel(title), PlainLabel())
            for title in (self.tr("Sent"), self.tr("Speed"), self.tr("Time left"))
        ]
        self._sums_part, self._facts_part, self._states_part = QWidget(), QWidget(), QWidget()
        self._sum_grid, self._fact_grid = QGridLayout(self._sums_part), QGridLayout(self._facts_part)
        self._below = QGridLayout()
        self._content = QWidget()
        self._is_put: tuple[bool, bool] | None = None
        self._facts = {
            fact: (PlainLabel(title), PlainLabel(wraps=True))
            for fact, title in (
                (SumFact.BEGUN, self.tr("Begun")),
                (SumFact.ENDED, self.tr("Ended")),
                (SumFact.DESTINATION, self.tr("Destination")),
                (SumFact.LIMIT, self.tr("Speed limit")),
                (SumFact.LEFT_OUT, self.tr("Left out")),
                (SumFact.MISSING, self.tr("Listed, not there")),
            )
        }
        self._icons = {look: PlainLabel() for look in _ORDER}
        self._names = {look: PlainLabel(wording.look_words(look)) for look in _ORDER}
        self._counts = {look: PlainLabel(alignment=_RIGHT) for look in _ORDER}
        values = (label for _, label in (*self._sums, *self._facts.values()))
        for label in (self._percent, *values, *self._counts.values()):
            label.setFont(tabular(self.font()))
        self._lay_out()
        theme.changed.connect(self._draw_icons)
        self._draw_icons()

    @property
    def words(self) -> list[str]:
        """All that it says now, line by line."""
        counts = [
            f"{name.text()}: {self._counts[look].text()}"
            for look, name in self._names.items()
            if name.isVisibleTo(self)
        ]
        facts = [
            f"{title.text()}: {label.text()}"
            for title, label in (*self._sums, *self._facts.values())
            if label.isVisibleTo(self)
        ]
        return [self._percent.text(), *facts, *counts]

    def show_summary(self, summary: SelectionSummary, facts: Sequence[tuple[SumFact, str]] = ()) -> None:
        """Say this."""
        known = dict(facts)
        for fact, (title, label) in self._facts.items():
            label.setText(known.get(fact) or "–")
            for shown in (title, label):
                shown.setVisible(fact in known)
        self._facts_part.setVisible(bool(known))
        self._put_parts()
        self._summary = summary
        self._bar.shares = summary.shares
        self._bar.update()
        self._percent.setText(wording.share_words(summary.percent))
        sent = self.tr("{0} of {1}")
        values = (
            sent.format(size_words(summary.sent), size_words(summary.size)),
            wording.speed_words(summary.bytes_per_second),
            wording.duration_words(summary.seconds_left),
        )
        for (_, label), value in zip(self._sums, values, strict=True):
            label.setText(value or "–")
        is_over = summary.states.get(JobState.COMPLETED, 0) == summary.count
        for labels in self._sums[1:]:
            for shown in labels:
                shown.setVisible(not is_over)
        counts = {Look.INTERRUPTED: summary.interrupted, Look.PAUSED: -summary.interrupted}
        for look, label in self._counts.items():
            of_entry = 0 if look is Look.INTERRUPTED else summary.states.get(APPEARANCE[look].entry, 0)
            count = of_entry + counts.get(look, 0)
            label.setText(wording.number_words(count))
            for shown in (label, self._names[look], self._icons[look]):
                shown.setVisible(count > 0)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._bar, 1)
        top.addWidget(self._percent)
        states = QGridLayout(self._states_part)
        for grid, stretching in ((self._sum_grid, 1), (self._fact_grid, 1), (states, 3)):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(stretching, 1)
            grid.setRowStretch(len(self._sums) + len(self._facts), 1)
        for grid, lines in ((self._sum_grid, self._sums), (self._fact_grid, list(self._facts.values()))):
            for row, (name, label) in enumerate(lines):
                name.setProperty("tone", "muted")
                for shown in (name, label):
                    shown.setMinimumHeight(_ICON_SIZE)
                label.setAccessibleName(name.text())
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label, row, 1)
        for row, look in enumerate(_ORDER):
            for place, part in enumerate((self._icons[look], self._names[look], self._counts[look])):
                states.addWidget(part, row, place)
        self._below.setHorizontalSpacing(24)
        self._below.setVerticalSpacing(6)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(self._below, 1)
        column.setContentsMargins(0, 0, 0, 0)
        self._content.setLayout(column)
        inner = QWidget()
        inner.setObjectName("facts")
        row_of_all = QHBoxLayout(inner)
        row_of_all.setContentsMargins(12, 8, 12, 8)
        row_of_all.addWidget(self._content, _WIDEST_WITH_FACTS)
        row_of_all.addStretch(1)
        self.setWidget(inner)
        self._put_parts()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_parts()

    def _put_parts(self) -> None:
        """Sums, states and facts beside each other, or in a narrow window the facts below the others."""
        has_facts, is_wide = not self._facts_part.isHidden(), self.viewport().width() >= _WIDE
        if (has_facts, is_wide) == self._is_put:
            return
        self._is_put = has_facts, is_wide
        is_beside = has_facts and is_wide
        self._content.setMaximumWidth(_WIDEST_WITH_FACTS if is_beside else _WIDEST)
        self._below.addWidget(self._sums_part, 0, 0)
        self._below.addWidget(self._states_part, 0, 1)
        if is_beside:
            self._below.addWidget(self._facts_part, 0, 2)
        else:
            self._below.addWidget(self._facts_part, 1, 0, 1, 2)
        for column, stretch in enumerate((2, 2, 6) if is_beside else (1, 1, 0)):
            self._below.setColumnStretch(column, stretch)
        is_below = has_facts and not is_wide
        self._below.setRowStretch(0, 0 if is_below else 1)
        self._below.setRowStretch(1, 1 if is_below else 0)
        names = [name for name, _ in (*self._sums, *self._facts.values())]
        for grid in (self._sum_grid, self._fact_grid):
            grid.setColumnMinimumWidth(0, max(name.sizeHint().width() for name in names) if is_below else 0)

    def _draw_icons(self) -> None:
        size = QSize(_ICON_SIZE, _ICON_SIZE)
        for look, label in self._icons.items():
            drawn = icon(APPEARANCE[look].icon, self._theme.colours.of_look(look))
            label.setPixmap(drawn.pixmap(size, self.devicePixelRatio()))


class _Bar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shares = (0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        bar = QRectF(0, (self.height() - BAR_HEIGHT) / 2, self.width(), BAR_HEIGHT)
        colours = self._theme.colours
        paint_bar(QPainter(self), bar, self.shares, colours, colours.accent)
