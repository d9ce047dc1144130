"""The tool bar: adding at the left, what is done to uploads in the middle, at the right where new files go."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget
from typing_extensions import override

from uploader_gui.gui.actions import Actions, menu_button
from uploader_gui.gui.connections.destination_button import DestinationButton

_ROOM_FOR_DESTINATION = 320
_WIDEST = 16_777_215  # what Qt takes for no limit
_GAP = 4
_MARGIN = 12


class ToolBar(QToolBar):
    """Leaves out the words of its buttons, which have icons too, before the destination gets too little room.

    GUI thread.
    """

    def __init__(self, commands: Actions, destination: DestinationButton, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Actions"))
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._destination = destination
        self._width_with_words = 0
        self.addActions([commands.add_files, commands.add_folder])
        self.addSeparator()
        self.addActions([commands.pause, commands.resume, commands.remove])
        self.addWidget(menu_button(self.tr("All uploads"), commands.menu_of_all(parent)))
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
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
        wanted = min(self._destination.sizeHint().width(), _ROOM_FOR_DESTINATION)
        self.setToolButtonStyle(words if self.width() >= self._width_with_words + wanted else icons)
        self._destination.setMaximumWidth(max(0, self.width() - self._width_of_buttons()))

    def _width_of_buttons(self) -> int:
        """What all takes but the destination, in logical pixels."""
        parts = [self.widgetForAction(action) for action in self.actions()]
        hints = [part.sizeHint().width() for part in parts if part and part is not self._destination]
        return sum(max(0, hint) for hint in hints) + _GAP * len(parts) + 2 * _MARGIN
