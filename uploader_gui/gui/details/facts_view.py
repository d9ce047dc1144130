"""The facts of a job, each with a button that copies it; on top, for a finished one, its links."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from uploader_gui.gui.details.job_facts import Fact
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme

_HOUR_S: Final = 3600
_DAY_S: Final = 24 * _HOUR_S


class FactsView(QScrollArea):
    """``link_wanted`` carries for how many seconds a link with rights is to be good. GUI thread."""

    link_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facts: list[Fact] = []
        self._buttons: list[QToolButton] = []
        self._values: list[PlainLabel] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._links = self._made_links()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(2, 1)
        inner = QWidget()
        inner.setObjectName("facts")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._links)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inner)
        theme.changed.connect(self._draw_icons)

    def show_facts(self, facts: Sequence[Fact], *, has_link: bool) -> None:
        """Show these; labels are made anew only where the titles have changed."""
        self._links.setVisible(has_link)
        if [title for title, _ in facts] != [title for title, _ in self._facts]:
            self._build(facts)
        for (_, value), label in zip(facts, self._values, strict=True):
            if label.text() != value:
                label.setText(value)
        self._facts = list(facts)

    def value(self, title: str) -> str:
        """What is shown under ``title``."""
        return dict(self._facts).get(title, "")

    def copy(self, title: str) -> None:
        """Put a value on the clipboard."""
        QGuiApplication.clipboard().setText(self.value(title))

    def _made_links(self) -> QWidget:
        self.durations = QComboBox()
        self.durations.setAccessibleName(self.tr("How long the link is good"))
        for words, seconds in (
            (self.tr("1 hour"), _HOUR_S),
            (self.tr("1 day"), _DAY_S),
            (self.tr("7 days"), 7 * _DAY_S),
        ):
            self.durations.addItem(words, seconds)
        self.copy_link = QPushButton(self.tr("Copy link"))
        self.copy_link.setToolTip(self.tr("A link by which anyone can read the file for this long"))
        self.copy_link.clicked.connect(lambda: self.link_wanted.emit(self.durations.currentData()))
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(0, 0, 0, 8)
        row.addWidget(PlainLabel(self.tr("Link for anyone, good for")))
        row.addWidget(self.durations)
        row.addWidget(self.copy_link)
        row.addStretch(1)
        return row_widget

    def _build(self, facts: Sequence[Fact]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons, self._values = [], []
        for row, (title, _) in enumerate(facts):
            self._add_row(row, title)
        self._draw_icons()

    def _add_row(self, row: int, title: str) -> None:
        name = PlainLabel(title)
        name.setProperty("tone", "muted")
        value = PlainLabel()
        value.setFont(tabular(self.font()))
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(title)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Copy"))
        button.setAccessibleName(self.tr("Copy {0}").format(title))
        button.setProperty("tone", "small")
        button.clicked.connect(lambda *_: self.copy(title))
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(button, row, 1)
        self._grid.addWidget(value, row, 2)
        self._buttons.append(button)
        self._values.append(value)

    def _draw_icons(self) -> None:
        colours = self._theme.colours
        for button in self._buttons:
            button.setIcon(icon("copy", colours.muted, colours.faint))
