"""The state of the selected job at the head of its details: its icon and word, the whole of what is said, its button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from uploader_gui.domain.events import JobStatus
from uploader_gui.gui.job_kind import APPEARANCE, Look, look_of, remedy_of
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.words import wording

_ICON_SIZE = 16
_BESIDE_BUTTON = 3
"""So much higher than a line of text the button is, above and below: the text keeps its place whether there is one."""
_SAID_BY_SENTENCE = frozenset(
    {
        Look.CHECKING,
        Look.COPYING,
        Look.JOINING,
        Look.FINISHING,
        Look.PAUSING,
        Look.ASKING,
        Look.WAITING,
        Look.LATER,
    }
)
"""Their sentences begin with the word."""


class StateLine(QWidget):
    """``remedy_wanted`` carries the job's id. Hidden while there is no job to speak of. GUI thread."""

    remedy_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("state")
        self._theme = theme
        self._status: JobStatus | None = None
        self._icon, self._word = PlainLabel(), PlainLabel()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self._word.setFont(bold)
        self._sentence = PlainLabel(wraps=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.setProperty("tone", "small")
        self._button.clicked.connect(self._want_remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(8)
        for label in (self._icon, self._word, self._sentence):
            label.setContentsMargins(0, _BESIDE_BUTTON, 0, _BESIDE_BUTTON)
        self._icon.setFixedHeight(self.fontMetrics().height() + 2 * _BESIDE_BUTTON)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        row.addWidget(self._word, 0, top)
        row.addWidget(self._sentence, 1, top)
        row.addWidget(self._button, 0, top)
        theme.changed.connect(self._draw)

    @property
    def words(self) -> str:
        """All that it says."""
        return f"{self._word.text()}: {self._sentence.text()}"

    @property
    def button(self) -> QPushButton:
        """What solves it; hidden where nothing is amiss."""
        return self._button

    def show_status(self, status: JobStatus | None) -> None:
        """Show how this job is; None: there is none."""
        self._status = status
        if status is not None:
            self._draw()

    def _draw(self) -> None:
        status = self._status
        if status is None:
            return
        look, colours = look_of(status), self._theme.colours
        tone = colours.of_look(look)
        self._icon.setPixmap(icon(APPEARANCE[look].icon, tone).pixmap(_ICON_SIZE, _ICON_SIZE))
        self._word.setText(wording.look_words(look))
        self._word.setVisible(look not in _SAID_BY_SENTENCE)
        self._word.setStyleSheet(f"color: {tone}")
        self._sentence.setText(wording.detail_sentence(status))
        remedy = remedy_of(status)
        self._button.setVisible(remedy is not None)
        if remedy is not None:
            self._button.setText(wording.remedy_words(remedy))

    def _want_remedy(self) -> None:
        if self._status is not None:
            self.remedy_wanted.emit(self._status.job.job_id)
