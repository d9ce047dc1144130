"""How the test of a connection went: words, what is to be compared, and the button that fixes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from uploader_gui.gui.connections.certificate_words import certificate_words
from uploader_gui.gui.connections.connection_test_words import connection_test_words, fix_words
from uploader_gui.gui.look.plain_text import PlainLabel, menu_words
from uploader_gui.s3.connection_test import ConnectionTest, SuggestedFix


class ConnectionTestPanel(QWidget):
    """Takes no room until it has something to say. ``fix_chosen`` carries a SuggestedFix. GUI thread."""

    fix_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fix: SuggestedFix | None = None
        self.answer = PlainLabel(wraps=True)
        self.facts = PlainLabel()
        self.facts.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.facts.setAccessibleName(self.tr("The store's certificate"))
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.answer)
        column.addWidget(self.facts)
        column.addLayout(row)
        self.say("", "muted")

    def say(self, words: str, tone: str) -> None:
        """Words alone; ``tone`` is muted, good or bad."""
        self._fix = None
        self.answer.setText(words)
        self.answer.setProperty("tone", tone)
        self.answer.style().polish(self.answer)  # a style sheet reads the property only then
        self.facts.hide()
        self.button.hide()
        self.setVisible(bool(words))

    def show_test(self, test: ConnectionTest, place: str) -> None:
        """Say how it went at ``place``, bucket and prefix."""
        self.say(connection_test_words(test, place), "bad" if test.error else "good")
        self._fix = test.suggested_fix
        if test.suggested_fix is None:
            return
        self.button.setText(menu_words(fix_words(test.suggested_fix)))
        self.button.show()
        if test.suggested_fix.certificate:
            self.facts.setText(certificate_words(test.suggested_fix.certificate).text)
            self.facts.show()

    def _choose(self) -> None:
        if self._fix is not None:
            self.fix_chosen.emit(self._fix)
