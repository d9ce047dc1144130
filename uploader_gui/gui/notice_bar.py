"""Bars above the table, or below it, for what wants attention but can wait: no dialog in the way."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.spoken.announcing import announce

_SHOWN_AFTER_MS: Final = 300
"""What is over sooner needs no bar: one that flashes moves the page twice and can't be read."""
_ROOM_FOR_WORDS: Final = 240
_ROOM_BESIDE: Final = 120
"""What icon, cross and margins take, with some to spare."""


class Notice(QWidget):
    """One bar: words, buttons (the first is the main one), perhaps a check box.

    A button closes it, unless it is among ``stays_after``. ``closed``: by whatever. ``about``: the error it tells of.
    ``has_cross``: not where a button says what closing it means.
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        words: str,
        choices: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        check_box: str = "",
        is_warning: bool = False,
        stays_after: Collection[str] = (),
        about: ErrorCode = ErrorCode.NONE,
        has_cross: bool = True,
    ) -> None:
        super().__init__()
        self.about = about
        self._theme = theme
        self._stays_after = stays_after
        self._is_warning = is_warning
        self._has_cross = has_cross
        self.is_closed = False
        self._picture = PlainLabel()
        self._words = PlainLabel(words, wraps=True)
        self.setAccessibleName(words)
        self.check_box = QCheckBox(check_box)
        self._controls = QHBoxLayout()
        self._controls.setSpacing(8)
        for position, (title, chosen) in enumerate(choices):
            self._controls.addWidget(self._button(title, chosen, is_main=position == 0))
        if check_box:
            self._controls.addWidget(self.check_box)
        self._cross = QToolButton()
        self._cross.setToolTip(self.tr("Close"))
        self._cross.setAccessibleName(self.tr("Close"))
        self._cross.clicked.connect(self.close_for_good)
        self._lay_out()
        for part, is_wanted in ((self.check_box, bool(check_box)), (self._cross, has_cross)):
            if not is_wanted:
                part.hide()
        theme.changed.connect(self._draw_icons)
        self._draw_icons()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def is_checked(self) -> bool:
        """The state of the check box."""
        return self.check_box.isChecked()

    def say(self, words: str) -> None:
        """Change the words; harmless once the bar is closed."""
        if not self.is_closed:
            self._words.setText(words)
            self.setAccessibleName(words)

    def buttons(self) -> list[QPushButton]:
        """Its buttons from left to right."""
        return self.findChildren(QPushButton)

    def close_for_good(self) -> None:
        """Take the bar away."""
        if not self.is_closed:
            self.is_closed = True
            self.closed.emit()
            self.hide()
            self.deleteLater()  # without taking it from its parent: Python's collector may run on any thread

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = min(self.fontMetrics().horizontalAdvance(self.words), _ROOM_FOR_WORDS)
        needed = words + self._controls.sizeHint().width() + _ROOM_BESIDE
        is_narrow = needed > self.width() and self._controls.count() > 0
        directions = QBoxLayout.Direction
        direction = directions.TopToBottom if is_narrow else directions.LeftToRight
        if self._middle.direction() is not direction:
            self._middle.setDirection(direction)
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours.selected))
        tone = colours.paused if self._is_warning else colours.accent
        painter.fillRect(0, 0, 3, self.height(), QColor(tone))

    def _lay_out(self) -> None:
        """The words with the buttons behind them, or below where there is no room for both."""
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(8)
        self._middle.addWidget(self._words, 1)
        self._middle.addLayout(self._controls)
        self._middle.setAlignment(self._controls, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8 if self._has_cross else 16, 8)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addLayout(self._middle, 1)
        row.addWidget(self._cross)

    def _button(self, title: str, chosen: Callable[[], None], *, is_main: bool) -> QPushButton:
        button = QPushButton(title)
        if is_main:
            button.setProperty("tone", "main")

        def choose() -> None:
            chosen()
            if title not in self._stays_after:
                self.close_for_good()

        button.clicked.connect(choose)
        return button

    def _draw_icons(self) -> None:
        colours = self._theme.colours
        name, tone = ("failed", colours.paused) if self._is_warning else ("info", colours.accent)
        self._picture.setPixmap(icon(name, tone).pixmap(QSize(20, 20), self.devicePixelRatio()))
        self._cross.setIcon(icon("close", colours.muted))


class Busy:
    """What a bar says while something goes on, once it is shown."""

    def __init__(self, words: str) -> None:
        self.notice: Notice | None = None
        self.words = words

    def say(self, words: str) -> None:
        """Say this from now on."""
        self.words = words
        if self.notice is not None:
            self.notice.say(words)


class NoticeArea(QWidget):
    """The bars, newest at the bottom; takes no room while there is none. ``changed``: one came or went.

    ``below`` is a place of its own for those that come while the user works on the rows: these must not move then.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.below = QWidget()
        self._column, self._column_below = QVBoxLayout(self), QVBoxLayout(self.below)
        for column in (self._column, self._column_below):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(1)

    def show_notice(
        self,
        words: str,
        choices: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        check_box: str = "",
        is_warning: bool = False,
        stays_after: Collection[str] = (),
        about: ErrorCode = ErrorCode.NONE,
        has_cross: bool = True,
        is_below: bool = False,
    ) -> Notice:
        """Add a bar and give it back; a message that offers no choice stands there only once."""
        for notice in self.notices():
            if notice.words == words and not choices and not notice.buttons():
                notice.close_for_good()
        notice = Notice(
            self._theme,
            words,
            choices,
            check_box=check_box,
            is_warning=is_warning,
            stays_after=stays_after,
            about=about,
            has_cross=has_cross,
        )
        notice.closed.connect(self.changed)
        (self._column_below if is_below else self._column).addWidget(notice)
        announce(self, words, is_urgent=is_warning)
        self.changed.emit()
        return notice

    @contextmanager
    def while_busy(
        self,
        words: str,
        choices: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        stays_after: Collection[str] = (),
    ) -> Iterator[Busy]:
        """A bar that stands as long as the block runs; none where the block is over before one could read it."""
        busy = Busy(words)

        def show() -> None:
            busy.notice = self.show_notice(busy.words, choices, stays_after=stays_after)

        timer = QTimer(self, singleShot=True, interval=_SHOWN_AFTER_MS)
        timer.timeout.connect(show)
        timer.start()
        try:
            yield busy
        finally:
            timer.stop()
            timer.deleteLater()
            if busy.notice is not None:
                busy.notice.close_for_good()

    def close_all(self, about: ErrorCode) -> None:
        """Take away the bars that tell of this error: it is so no more."""
        for notice in self.notices():
            if notice.about == about:
                notice.close_for_good()

    def notices(self) -> list[Notice]:
        """The bars that are there."""
        found = [*self.findChildren(Notice), *self.below.findChildren(Notice)]
        return [notice for notice in found if not notice.is_closed]
