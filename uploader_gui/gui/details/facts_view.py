"""The facts of a job, each with a button that copies it; on top, for a finished one, its links."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.gui.details.job_facts import Fact
from uploader_gui.gui.look.fonts import tabular
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel, menu_words
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.look.wrapped_text import WrappedText
from uploader_gui.gui.words.names import name_words

HOUR_S: Final = 3600
DAY_S: Final = 24 * HOUR_S
WEEK_S: Final = 7 * DAY_S


@dataclass(frozen=True, slots=True)
class _Row:
    """The three parts of a line of facts; hidden while there is no fact for it."""

    title: PlainLabel
    button: QToolButton
    value: WrappedText

    def parts(self) -> tuple[QWidget, QWidget, QWidget]:
        return self.title, self.button, self.value


class FactsView(QScrollArea):
    """``link_wanted`` carries for how many seconds a link with rights is to be good. GUI thread."""

    link_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Facts"))
        self._theme = theme
        self._facts: list[Fact] = []
        self._rows: list[_Row] = []
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
        """Show these in the rows that are there; more are made where they don't suffice."""
        self._links.setVisible(has_link)
        self._facts = list(facts)
        while len(self._rows) < len(facts):
            self._rows.append(self._made_row(len(self._rows)))
        for row, fact in zip_longest(self._rows, facts):
            for part in row.parts():
                part.setVisible(fact is not None)
            if fact is not None:
                self._fill(row, *fact)

    def value(self, title: str) -> str:
        """What is shown under ``title``."""
        return dict(self._facts).get(title, "")

    def copy(self, title: str) -> None:
        """Put a value on the clipboard."""
        QGuiApplication.clipboard().setText(self.value(title))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu_at(event.globalPos())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def menu_at(self, place: QPoint) -> QMenu:
        """What can be copied at a point of the screen: what is selected of that fact or all of it, and all facts."""
        menu, copy = QMenu(self), QGuiApplication.clipboard().setText
        for (title, value), row in zip(self._facts, self._rows, strict=False):
            label = row.value
            if 0 <= label.mapFromGlobal(place).y() < label.height():
                chosen = label.textCursor().selection().toPlainText() or value
                entry = menu.addAction(menu_words(self.tr("Copy {0}").format(title)))
                entry.triggered.connect(lambda _=False, words=chosen: copy(words))
        every = "\n".join(f"{title}: {value}" for title, value in self._facts)
        menu.addAction(self.tr("Copy all facts")).triggered.connect(lambda *_: copy(every))
        return menu

    def link_lifetime_s(self) -> int:
        """For how many seconds links are to be good that are copied from now on, here or elsewhere."""
        return int(self.durations.currentData())

    def _made_links(self) -> QWidget:
        self.durations = QComboBox()
        self.durations.setAccessibleName(self.tr("How long the link is good"))
        for words, seconds in (
            (self.tr("7 days"), WEEK_S),
            (self.tr("1 day"), DAY_S),
            (self.tr("1 hour"), HOUR_S),
        ):
            self.durations.addItem(words, seconds)
        self.copy_link = QPushButton(self.tr("Copy link"))
        self.copy_link.setToolTip(self.tr("A link by which anyone can read the file for this long"))
        self.copy_link.clicked.connect(lambda: self.link_wanted.emit(self.link_lifetime_s()))
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.setContentsMargins(0, 0, 0, 8)
        row.addWidget(PlainLabel(self.tr("Link for anyone, good for")))
        row.addWidget(self.durations)
        row.addWidget(self.copy_link)
        row.addStretch(1)
        return row_widget

    def _fill(self, row: _Row, title: str, value: str) -> None:
        if row.title.text() != title:
            row.title.setText(title)
            row.value.setAccessibleName(title)
            row.button.setAccessibleName(self.tr("Copy {0}").format(title))
        row.value.say(name_words(value))

    def _made_row(self, number: int) -> _Row:
        row = _Row(PlainLabel(""), QToolButton(), WrappedText(tabular(self.font())))
        row.title.setProperty("tone", "muted")
        row.title.setContentsMargins(0, WrappedText.margin, 0, 0)
        row.value.setContextMenuPolicy(
            Qt.ContextMenuPolicy.NoContextMenu
        )  # the view's own knows the whole value
        row.button.setAutoRaise(True)
        row.button.setToolTip(self.tr("Copy"))
        row.button.setProperty("tone", "small")
        row.button.setIcon(icon("copy", self._theme.colours.muted, self._theme.colours.faint))
        row.button.clicked.connect(lambda *_: self.copy(row.title.text()))
        for column, part in enumerate(row.parts()):
            self._grid.addWidget(part, number, column, Qt.AlignmentFlag.AlignTop)
        return row

    def _draw_icons(self) -> None:
        colours = self._theme.colours
        for row in self._rows:
            row.button.setIcon(icon("copy", colours.muted, colours.faint))
