"""What is told of the program itself: its version, and what a report of a fault needs."""

from collections.abc import Sequence
from pathlib import Path

import PySide6
from PySide6.QtCore import QLocale, QSize, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from uploader_gui.gui.look.forms import push_button
from uploader_gui.gui.text_sheet import TextSheet


class AboutSheet(TextSheet):
    """The version, and what it runs on; ``notices`` of the work of others, where it is in the program. GUI thread."""

    def __init__(
        self, parent: QWidget | None, version_facts: Sequence[str], state_dir: Path, notices: str
    ) -> None:
        program, *versions = version_facts
        facts = [
            *versions,
            _qt_fact(),
            self.tr("Screens: {0}; scale {1}").format(*_screens(parent)),
            self.tr("Language: {0}").format(QLocale().name()),
            self.tr("State directory: {0}").format(state_dir),
        ]
        super().__init__(
            parent,
            self.tr("About Uploader"),
            self.tr("Big files into MinIO or any other S3 store, over a link that drops."),
            "\n".join(facts),
            (push_button(self.tr("Licences"), lambda: self._show(notices)),) if notices else (),
            headline=program,
            size=QSize(620, 320),
        )

    def _show(self, notices: str) -> None:
        head = self.tr("What others have made and is in this program, with the licence of each.")
        TextSheet(self, self.tr("Licences"), head, notices, size=QSize(860, 520)).show()


class ReportSheet(TextSheet):
    """A report to be looked through before it is passed on. GUI thread."""

    def __init__(self, parent: QWidget | None, text: str, *others: QPushButton) -> None:
        head = self.tr(
            "Copy or save this, add what you did and what happened, and pass it on to whoever looks after the "
            "program. Keys are not in it, but names of files and addresses of stores are: look it through before."
        )
        super().__init__(parent, self.tr("Report a fault"), head, text, others, size=QSize(760, 520))


def window_facts(window: QWidget | None) -> list[str]:
    """What the window runs on, for who looks for a fault in it; in English, as the whole report is."""
    sizes, scale = _screens(window)
    return [_qt_fact(), f"Screens: {sizes}; scale {scale}", f"Language: {QLocale().name()}"]


def _qt_fact() -> str:
    return f"Qt {qVersion()}, PySide {PySide6.__version__}, {QGuiApplication.platformName()}"


def _screens(window: QWidget | None) -> tuple[str, str]:
    """The size of each, and the scale of that with the window."""
    scale = window.devicePixelRatio() if window is not None else 1.0
    sizes = [f"{screen.size().width()} x {screen.size().height()}" for screen in QGuiApplication.screens()]
    return ", ".join(sizes), f"{scale:g}"
