"""A field for a secret: dots, and an eye that shows what was entered."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from typing_extensions import override

from uploader_gui.gui.look.icons import icon


class SecretField(QLineEdit):
    """``eye`` shows and hides it; there is nothing to be seen of a secret that was kept before. GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.eye = QAction(self)
        self.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.eye.triggered.connect(lambda *_: self._show(is_shown=not self._is_shown))
        self._show(is_shown=False)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    @property
    def _is_shown(self) -> bool:
        return self.echoMode() is QLineEdit.EchoMode.Normal

    def _show(self, *, is_shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self.eye.setText(self.tr("Hide what was entered") if is_shown else self.tr("Show what was entered"))
        self._draw()

    def _draw(self) -> None:
        colour = self.palette().placeholderText().color().name()
        self.eye.setIcon(icon("eye-off" if self._is_shown else "eye", colour))
