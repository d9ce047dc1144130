"""What several selected jobs are together: a bar, sums, and how many there are in each state."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
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
        self._sum_grid = QGridLayout()
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
        for row, labels in enumerate(self._sums[1:], start=1):
            self._sum_grid.setRowMinimumHeight(row, 0 if is_over else _ICON_SIZE)
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
        sums, states = self._sum_grid, QGridLayout()
        for grid, stretching in ((sums, 1), (states, 3)):
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(stretching, 1)
            grid.setRowStretch(len(self._sums) + len(self._facts), 1)
            for row in range(len(JobState)):
                grid.setRowMinimumHeight(row, 0 if grid is states else _ICON_SIZE)
        for row, (name, label) in enumerate([*self._sums, *self._facts.values()]):
            name.setProperty("tone", "muted")
            label.setAccessibleName(name.text())
            sums.addWidget(name, row, 0)
            sums.addWidget(label, row, 1)
        for row, look in enumerate(_ORDER):
            for place, part in enumerate((self._icons[look], self._names[look], self._counts[look])):
                states.addWidget(part, row, place)
        below = QHBoxLayout()
        below.setSpacing(24)
        below.addLayout(sums, 1)
        below.addLayout(states, 1)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(below, 1)
        content = QWidget()
        content.setLayout(column)
        content.setMaximumWidth(_WIDEST)
        inner = QWidget()
        inner.setObjectName("facts")
        row_of_all = QHBoxLayout(inner)
        row_of_all.setContentsMargins(12, 8, 12, 8)
        column.setContentsMargins(0, 0, 0, 0)
        row_of_all.addWidget(content, _WIDEST)
        row_of_all.addStretch(1)
        self.setWidget(inner)

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
