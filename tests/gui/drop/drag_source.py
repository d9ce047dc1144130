"""A window that offers a file to whoever is dragged onto: ``python tests/gui/drop/drag_source.py FILE``.

It says on standard output what becomes of the drag: ``over <action>`` for what would happen if it were dropped
here, ``ended <action>`` for what did happen.
"""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override

TITLE = "Drag from here"


class DragSource(QLabel):
    """Begins the drag when the mouse is pressed and has moved."""

    def __init__(self, path: str) -> None:
        super().__init__(path, alignment=Qt.AlignmentFlag.AlignCenter)
        self.setWindowTitle(TITLE)
        self.resize(200, 150)
        self._url = QUrl.fromLocalFile(path)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag, mime = QDrag(self), QMimeData()
        mime.setUrls([self._url])
        drag.setMimeData(mime)
        drag.actionChanged.connect(lambda action: say("over", action))
        say("ended", drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction))


def say(what: str, action: Qt.DropAction) -> None:
    print(what, action.name, flush=True)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = DragSource(sys.argv[1])
    window.show()
    application.exec()
