"""The tool bar: adding at the left, what is done to uploads in the middle, at the right the filter and where new files go."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget
from typing_extensions import override

from uploader_gui.gui.actions import Actions
from uploader_gui.gui.connections.destination_button import DestinationButton

_ROOM_FOR_DESTINATION = 320
_FILTER_WIDTHS = (92, 116, 200)
"""At least, beside buttons with words, and at most."""
_SHARE_OF_FILTER = 6
_WIDEST = 16_777_215  # what Qt takes for no limit
_GAP = 4
_MARGIN = 8


class ToolBar(QToolBar):
    """Leaves out the words of its buttons, which have icons too, before the destination gets too little room. The
    filter is narrow before that. GUI thread.
    """

    def __init__(
        self, commands: Actions, filter_box: QLineEdit, destination: DestinationButton, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Actions"))
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._filter_box = filter_box
        self._destination = destination
        self._width_with_words = 0
        self.addActions([commands.add_files, commands.add_folder])
        self.widgetForAction(commands.add_files).setObjectName("first")  # its icon stands where the side's do
        self.addSeparator()
        self.addActions([commands.pause, commands.resume, commands.remove])
        pause = self.widgetForAction(commands.pause)
        if isinstance(pause, QToolButton):
            gently = QMenu(pause)
            gently.addAction(commands.pause_after_part)
            pause.setMenu(gently)
            pause.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.addAction(commands.of_all)
        of_all = self.widgetForAction(commands.of_all)
        if isinstance(of_all, QToolButton):
            of_all.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.addWidget(filter_box)
        self.addWidget(destination)
        destination.shown.connect(self._fit)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words as long as there is room for them; the destination gets what the buttons leave."""
        words, icons = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        self._destination.setMaximumWidth(_WIDEST)
        if self.toolButtonStyle() is words:
            self._width_with_words = self._width_of_buttons()
        wanted = min(self._destination.needed_width(), _ROOM_FOR_DESTINATION)
        least, narrow, broad = _FILTER_WIDTHS
        has_room = self.width() >= self._width_with_words + narrow + wanted
        self.setToolButtonStyle(words if has_room else icons)
        room = self.width() - self._width_of_buttons()
        self._filter_box.setFixedWidth(
            max(least, min(broad, room - wanted, self.width() // _SHARE_OF_FILTER))
        )
        self._destination.setMaximumWidth(max(0, room - self._filter_box.width()))

    def _width_of_buttons(self) -> int:
        """What all takes but the filter and the destination, in logical pixels."""
        parts = [self.widgetForAction(action) for action in self.actions()]
        others = (self._filter_box, self._destination)
        hints = [part.sizeHint().width() for part in parts if part and part not in others]
        return sum(max(0, hint) for hint in hints) + _GAP * len(parts) + 2 * _MARGIN
