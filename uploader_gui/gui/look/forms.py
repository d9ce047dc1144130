"""One grid for all dialogs: margins and gaps, the height of a field, and where labels and buttons stand beside it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.gui.look.plain_text import PlainLabel, labels_of

MARGIN = 24  # between a dialog's edge and what is in it
SECTION = 16  # between its sections
GAP = 8  # between what belongs together
NOTE_GAP = 4  # between a field and what is said about it
FIELD_HEIGHT = 30  # of a field, and of the button beside it: the style sheet makes both so
_FRAME_WIDTH, _FRAME_HEIGHT = 8, 48  # of a window with its title, which is not measured before it is shown
_LEAST_FORM_HEIGHT = 160
_BAR_GAP = 10
_CHECK_WIDTH = 26  # of the square and what is between it and its words


def dialog_column(dialog: QDialog) -> QVBoxLayout:
    """The column in which the sections of ``dialog`` stand."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    column.setSpacing(SECTION)
    return column


def room_for(dialog: QDialog) -> QSize:
    """The largest that a dialog may be on its screen, with its frame."""
    return dialog.screen().availableGeometry().size() - QSize(_FRAME_WIDTH, _FRAME_HEIGHT)


def open_at(dialog: QDialog, size: QSize) -> None:
    """Give a dialog this size, or what a small screen has of it."""
    dialog.resize(size.boundedTo(room_for(dialog)).expandedTo(dialog.minimumSizeHint()))


def needed_height(dialog: QDialog, area: "FormArea") -> int:
    """The height in which all rows that a dialog's form shows now have room, in logical pixels."""
    layout = dialog.layout()
    if layout is None:
        return dialog.height()
    area.updateGeometry()  # what changes inside is not told by itself
    layout.activate()
    return layout.totalHeightForWidth(dialog.width())


def keep_wide(dialog: QDialog, width: int) -> None:
    """Keep a dialog at least so wide; on a screen that is too small for that, as wide as its rows need."""
    if room_for(dialog).width() >= width:
        dialog.setMinimumWidth(width)


def bottom_row(answers: QDialogButtonBox, *others: QWidget) -> QHBoxLayout:
    """A dialog's last row: what ends it at the right, what else it offers at the left."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for other in others:
        row.addWidget(other)
    row.addStretch()
    row.addWidget(answers)
    return row


def put_on_grid(dialog: QMessageBox | QInputDialog) -> None:
    """Give one of Qt's own dialogs our margins and gaps; to be called when its words and buttons are set."""
    dialog.sizeHint()  # lays it out, if that was not done yet
    layout = dialog.layout()
    if layout is not None:
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
    if isinstance(dialog, QMessageBox) and isinstance(layout, QGridLayout):
        _drop_room_for_icon(dialog, layout)


def _drop_room_for_icon(box: QMessageBox, grid: QGridLayout) -> None:
    """Qt indents the words of a box without an icon as if there were a small one."""
    grid.setHorizontalSpacing(0)
    grid.setColumnStretch(grid.columnCount() - 1, 1)
    first = grid.itemAtPosition(0, 0)
    spacer = first.spacerItem() if first else None
    if spacer is not None:
        spacer.changeSize(0, 0)
    for label in labels_of(box):
        label.setIndent(0)
        label.setContentsMargins(
            0, 0, 0, 0 if label.text() == box.text() else GAP
        )  # the buttons are a section


def push_button(words: str, do: Callable[[], None]) -> QPushButton:
    """A button that is never the one that Enter presses."""
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda *_: do())
    return button


class FormArea(QScrollArea):
    """As high as the form needs, or lower with a scroll bar on a screen that is too small for it.

    The mouse wheel scrolls, also over a choice or a number: turned on the way past, that would change unseen. It is given
    its form when it stands in its dialog: with each new parent Qt styles a widget anew, and all that is in it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self._form = QWidget()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.verticalScrollBar().rangeChanged.connect(self._keep_off_the_bar)

    def hold(self, form: QWidget) -> None:
        """Show this form."""
        self._form = form
        self.setWidget(form)
        for each in (self.viewport(), form):
            each.setAutoFillBackground(False)
        for field in (*form.findChildren(QComboBox), *form.findChildren(QAbstractSpinBox)):
            field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QComboBox | QAbstractSpinBox):
            event.ignore()  # so that it goes on to what is around the field
            return True
        return super().eventFilter(watched, event)

    def _keep_off_the_bar(self, _low: int, high: int) -> None:
        """A scroll bar does not touch the fields."""
        self._form.setContentsMargins(0, 0, _BAR_GAP if high else 0, 0)

    @override
    def heightForWidth(self, width: int) -> int:
        form = self._form
        return form.heightForWidth(width) if form.hasHeightForWidth() else form.sizeHint().height()

    @override
    def sizeHint(self) -> QSize:
        return self._form.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._form.minimumSizeHint().width(), _LEAST_FORM_HEIGHT)


class Note(PlainLabel):
    """What is said beside the matter: wrapped, muted, and never higher than its lines."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words, wraps=True)
        self.setProperty("tone", "muted")

    def say(self, words: str, tone: str = "muted") -> None:
        """Say something else, in another tone."""
        self.setText(words)
        self.setProperty("tone", tone)
        self.style().polish(self)

    @override
    def minimumSizeHint(self) -> QSize:
        """One line: Qt's own guess is that of a narrow column, which a form then keeps as the least height."""
        return QSize(0, self.fontMetrics().height())


class _Row(QWidget):
    """A field with what is said about it. A form goes by the hint, not by the height that follows from the width, so the
    hint is that height.
    """

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.hasHeightForWidth():
            hint.setHeight(self.heightForWidth(self.width()))
        return hint

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.hasHeightForWidth() and event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Form(QFormLayout):
    """Labels at the left, fields of one width, and a column for the buttons beside some of them.

    A label names its field for screen readers. ``line_up`` comes last, when all rows are there.
    """

    def __init__(self, page: QWidget | None = None) -> None:
        super().__init__(page)
        self._buttons: list[QAbstractButton] = []
        self._lines: list[QHBoxLayout] = []
        self._labels: list[PlainLabel] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setVerticalSpacing(GAP)
        self.setHorizontalSpacing(SECTION)

    def add(
        self, words: str, field: QWidget, note: "str | Note" = "", button: QAbstractButton | None = None
    ) -> QWidget:
        """Add a field, with the button beside it and below it what there is to say; gives the row, to show or hide."""
        if words and not isinstance(field, PlainLabel):
            field.setAccessibleName(words)
            field.setAccessibleDescription(note if isinstance(note, str) else note.text())
        said = note if isinstance(note, Note) else Note(note) if note else None
        return self._add_row(words, field, said, button)

    def add_check(self, box: QCheckBox, note: str = "") -> QWidget:
        """Add a check box, which has its words itself; what there is to say stands below those."""
        box.setAccessibleDescription(note)
        said = Note(note) if note else None
        if said is not None:
            said.setContentsMargins(_CHECK_WIDTH, 0, 0, 0)
        return self._add_row("", box, said, None)

    def line_up(self, others: Iterable["Form"] = ()) -> None:
        """Give all fields one width, of these forms all labels."""
        forms = [self, *others]
        labels = [label for form in forms for label in form._labels]
        for label in labels:
            label.ensurePolished()  # else it has not its font yet
        widest = max((label.sizeHint().width() for label in labels), default=0)
        for form in forms:
            form._line_up(widest)

    def _add_row(
        self, words: str, field: QWidget, note: Note | None, button: QAbstractButton | None
    ) -> QWidget:
        row = _Row()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(NOTE_GAP)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(field, 1)
        if button is not None:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self._buttons.append(button)
        else:
            self._lines.append(line)
        column.addLayout(line)
        if note is not None:
            column.addWidget(note)
        row.setFocusProxy(field)
        number = self.rowCount()
        self.setWidget(number, QFormLayout.ItemRole.FieldRole, row)
        if words:
            label = PlainLabel(words)
            label.setBuddy(field)
            self.setWidget(number, QFormLayout.ItemRole.LabelRole, label)
            self._labels.append(label)
        return row

    def _line_up(self, label_width: int) -> None:
        for label in self._labels:
            label.setMinimumWidth(label_width)
            label.setFixedHeight(
                FIELD_HEIGHT
            )  # so that it stands beside the first line, not above or below it
        for button in self._buttons:
            button.ensurePolished()
        room = max((button.sizeHint().width() for button in self._buttons), default=0)
        for button in self._buttons:
            button.setFixedWidth(room)
        for line in self._lines:
            line.setContentsMargins(0, 0, room + GAP if room else 0, 0)
