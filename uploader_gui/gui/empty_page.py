"""What a newcomer sees: where to drop, what will happen, and what is needed first."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme

_ICON = 64


class EmptyPage(QWidget):
    """A large drop target with two buttons. With a connection they add; without one they connect."""

    add_files_wanted = Signal()
    add_folder_wanted = Signal()
    connection_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, theme: Theme, *, has_demo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._theme = theme
        self._has_demo = has_demo
        self._picture = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._headline = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        large = QFont(self.font())
        large.setPointSizeF(self.font().pointSizeF() * 1.7)
        self._headline.setFont(large)
        self._detail = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter, wraps=True)
        self._detail.setProperty("tone", "muted")
        self._detail.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._detail.setMaximumWidth(720)
        self._files = self._button(self.tr("Add files"), self.add_files_wanted)
        self._folder = self._button(self.tr("Add folder"), self.add_folder_wanted)
        self._connect = self._button(self.tr("Connect to a store"), self.connection_wanted)
        self._demo = self._button(self.tr("Try it with a demo store"), self.demo_wanted)
        for main in (self._files, self._connect):
            main.setProperty("tone", "main")
        self._lay_out()
        theme.changed.connect(self._draw_picture)
        self._draw_picture()
        self.show_destination("")

    @property
    def words(self) -> str:
        """All that it says now."""
        return f"{self._headline.text()}\n{self._detail.text()}"

    def buttons(self) -> list[QPushButton]:
        """Its buttons from left to right, hidden ones included."""
        return [self._files, self._folder, self._connect, self._demo]

    def take_keys(self) -> None:
        """Give them to the button that comes first now."""
        next((button for button in self.buttons() if not button.isHidden()), self).setFocus()

    def show_destination(self, destination: str) -> None:
        """Say where files would go (plain text); "" where no connection is set up yet."""
        is_connected = bool(destination)
        for button in (self._files, self._folder):
            button.setVisible(is_connected)
        self._connect.setVisible(not is_connected)
        self._demo.setVisible(not is_connected and self._has_demo)
        if is_connected:
            self._headline.setText(self.tr("Drop files or folders here"))
            first = self.tr("They go to {0}.").format(destination)
            then = self.tr(
                "You can close the window or lose the network at any time; each upload goes on where it stopped."
            )
        else:
            self._headline.setText(self.tr("Upload big files to your own store"))
            first = self.tr(
                "Connect to MinIO, Amazon S3 or any other S3 store. Whoever runs it gives you its address and two keys."
            )
            then = self.tr(
                "A network that drops, a closed window or a crash costs nothing: each upload goes on where it stopped."
            )
        self._detail.setText(f"{first}\n{then}")
        self.setAccessibleName(self._headline.text())
        if self.hasFocus():
            (self._files if is_connected else self._connect).setFocus()

    def say_busy(self, words: str) -> None:
        """Show ``words`` and no buttons, while something is being set up."""
        self._detail.setText(words)
        self.setFocus()  # a button that hides would hand the focus to anything in the window
        for button in self.buttons():
            button.setVisible(False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_picture_where_there_is_room()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.base))
        painter.setPen(QPen(QColor(colours.faint), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(24, 24, -24, -24), 12, 12)

    def _button(self, words: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda *_: wanted.emit())
        return button

    def _show_picture_where_there_is_room(self) -> None:
        """The words and buttons come first in a low window."""
        self._picture.hide()
        column = self._column
        column.invalidate()
        words = column.totalHeightForWidth(self.width())
        self._picture.setVisible(words + _ICON + column.spacing() <= self.height())

    def _draw_picture(self) -> None:
        self._picture.setPixmap(
            icon("drop", self._theme.colours.accent).pixmap(QSize(_ICON, _ICON), self.devicePixelRatio())
        )

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button in self.buttons():
            buttons.addWidget(button)
        buttons.addStretch()
        words = QHBoxLayout()
        words.addStretch()
        words.addWidget(self._detail, 4)
        words.addStretch()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addSpacing(16)
        column.addWidget(self._headline)
        column.addSpacing(8)
        column.addLayout(words)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addStretch(3)
