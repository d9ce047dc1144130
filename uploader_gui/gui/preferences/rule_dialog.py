"""A rule of the timetable put together from fields, for who does not want to type it."""

from enum import StrEnum

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QTimeEdit,
    QWidget,
)

from uploader_gui.domain.unattended.timetable import (
    DAY_MIN,
    EVERY_DAY,
    NO_LIMIT,
    NOTHING,
    Effect,
    Hours,
    Rule,
    Span,
)
from uploader_gui.gui.look.forms import GAP, Form, bottom_row, dialog_column
from uploader_gui.gui.look.number_fields import inset
from uploader_gui.gui.preferences.preferences_form import choice_field

_MB = 1_000_000
_FASTEST_MB = 10_000.0
_USUAL_MB = 2.0
_WORKDAYS = frozenset(range(5))
_BEGIN, _END = QTime(8, 0), QTime(18, 0)


class RuleKind(StrEnum):
    """What a rule says of its hours."""

    AT_MOST = "at most"
    NO_LIMIT = "no limit"
    NOTHING = "nothing"
    ONLY_THEN = "only then"


class RuleDialog(QDialog):
    """``rule`` gives what was chosen. GUI thread."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add a rule"))
        self.kind = choice_field(self._kind_words(), RuleKind.AT_MOST)
        self.limit = QDoubleSpinBox(minimum=0.01, maximum=_FASTEST_MB, decimals=2, suffix=" MB/s")
        self.limit.setValue(_USUAL_MB)
        inset(self.limit)
        self.days = [self._day_box(day) for day in range(7)]
        self.begin, self.end = QTimeEdit(_BEGIN), QTimeEdit(_END)
        for box in (self.begin, self.end):
            box.setDisplayFormat("HH:mm")
            inset(box)
        self.is_rest = QCheckBox(self.tr("At all other times"))
        answer = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(answer.Ok | answer.Cancel)
        self._buttons.button(answer.Ok).setText(self.tr("Add"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._follow)
        self.is_rest.toggled.connect(self._follow)
        for button in self.days:
            button.toggled.connect(self._follow)
        self._follow()

    @property
    def is_whole(self) -> bool:
        """Say whether there is a rule to add: its hours need a day."""
        return not self._has_hours or any(button.isChecked() for button in self.days)

    def rule(self) -> Rule:
        """What the fields say. An end that is not behind the begin is on the next day; alike, they are the whole day."""
        kind = RuleKind(self.kind.currentData())
        effect = {
            RuleKind.AT_MOST: Effect(round(self.limit.value() * _MB)),
            RuleKind.NO_LIMIT: NO_LIMIT,
            RuleKind.NOTHING: NOTHING,
            RuleKind.ONLY_THEN: NOTHING,
        }[kind]
        if not self._has_hours:
            return Rule((), effect)
        days = frozenset(day for day, button in enumerate(self.days) if button.isChecked())
        begin, end = (box.time().hour() * 60 + box.time().minute() for box in (self.begin, self.end))
        spans = () if begin == end else (Span(begin, end or DAY_MIN),)
        return Rule((Hours(days or EVERY_DAY, spans),), effect, is_outside=kind is RuleKind.ONLY_THEN)

    @property
    def _has_hours(self) -> bool:
        return not (self.is_rest.isEnabled() and self.is_rest.isChecked())

    def _kind_words(self) -> dict[RuleKind, str]:
        return {
            RuleKind.AT_MOST: self.tr("at most so much"),
            RuleKind.NO_LIMIT: self.tr("without a limit"),
            RuleKind.NOTHING: self.tr("nothing"),
            RuleKind.ONLY_THEN: self.tr("only then, and nothing at other times"),
        }

    def _day_box(self, day: int) -> QCheckBox:
        locale = QLocale()
        box = QCheckBox(locale.dayName(day + 1, QLocale.FormatType.ShortFormat))
        box.setChecked(day in _WORKDAYS)
        box.setAccessibleName(locale.dayName(day + 1, QLocale.FormatType.LongFormat))
        return box

    def _follow(self) -> None:
        kind = RuleKind(self.kind.currentData())
        self.limit.setEnabled(kind is RuleKind.AT_MOST)
        self.is_rest.setEnabled(kind is not RuleKind.ONLY_THEN)
        for field in (*self.days, self.begin, self.end):
            field.setEnabled(self._has_hours)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.is_whole)

    def _lay_out(self) -> None:
        days = QWidget()
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for button in self.days:
            row.addWidget(button)
        row.addStretch()
        form = Form()
        form.add(self.tr("Send"), self.kind)
        form.add(self.tr("Upload speed"), self.limit)
        form.add(self.tr("On"), days)
        form.add(self.tr("From"), self.begin)
        form.add(self.tr("To"), self.end, self.tr("An end before the beginning is on the next day."))
        form.add_check(self.is_rest)
        form.line_up()
        column = dialog_column(self)
        column.addLayout(form)
        column.addLayout(bottom_row(self._buttons))
