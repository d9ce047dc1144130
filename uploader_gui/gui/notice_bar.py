"""Bars above the table for what wants attention but can wait: no dialog in the way."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme


class Notice(QWidget):
    """One bar: words, buttons (the first is the main one), perhaps a check box.

    A button closes it, unless it is among ``stays_after``. ``closed``: by whatever. ``about``: the error it tells of.
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
    ) -> None:
        super().__init__()
        self.about = about
        self._theme = theme
        self._stays_after = stays_after
        self._is_warning = is_warning
        self.is_closed = False
        self._picture = PlainLabel()
        self._words = PlainLabel(words, wraps=True)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        self.check_box = QCheckBox(check_box)
        self.check_box.setVisible(bool(check_box))
        for position, (title, chosen) in enumerate(choices):
            row.addWidget(self._button(title, chosen, is_main=position == 0))
        if check_box:
            row.addWidget(self.check_box)
        self._cross = QToolButton()
        self._cross.setToolTip(self.tr("Close"))
        self._cross.setAccessibleName(self.tr("Close"))
        self._cross.clicked.connect(self.close_for_good)
        row.addWidget(self._cross)
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
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours.selected))
        tone = colours.paused if self._is_warning else colours.accent
        painter.fillRect(0, 0, 3, self.height(), QColor(tone))

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


class NoticeArea(QWidget):
    """The bars, newest at the bottom; takes no room while there is none. ``changed``: one came, or went by itself."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_notice(
        self,
        words: str,
        choices: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        check_box: str = "",
        is_warning: bool = False,
        stays_after: Collection[str] = (),
        about: ErrorCode = ErrorCode.NONE,
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
        )
        self._column.addWidget(notice)
        self.changed.emit()
        return notice

    def close_all(self, about: ErrorCode) -> None:
        """Take away the bars that tell of this error: it is so no more."""
        for notice in self.notices():
            if notice.about == about:
                notice.close_for_good()
        self.changed.emit()

    def notices(self) -> list[Notice]:
        """The bars that are there."""
        return [notice for notice in self.findChildren(Notice) if not notice.is_closed]
