"""One question for all files whose place in the store is taken."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.gui.wording import count_words, number_words

_SHOWN_AT_MOST = 200


class ConflictSheet(QDialog):
    """Lists the objects that are there already; ``policy`` is the answer for all of them. GUI thread."""

    def __init__(self, parent: QWidget | None, taken: Sequence[Refusal]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Already in the store"))
        self.setMinimumWidth(520)
        one = self.tr("An object with this name is already there. What shall become of it?")
        many = self.tr("{0} objects with these names are already there. What shall become of them?")
        self.question = QLabel(count_words(len(taken), one, many), wordWrap=True)
        names = QListWidget()
        names.addItems([refusal.object_key for refusal in taken[:_SHOWN_AT_MOST]])
        if len(taken) > _SHOWN_AT_MOST:
            names.addItem(self.tr("and {0} more").format(number_words(len(taken) - _SHOWN_AT_MOST)))
        names.setMaximumHeight(180)
        self._group = QButtonGroup(self)
        self.choices = {
            ConflictPolicy.SKIP: QRadioButton(
                self.tr("Skip: leave what is there, and check that it is the same file")
            ),
            ConflictPolicy.RENAME: QRadioButton(
                self.tr("Keep both: upload under a new name, like “clip (2).mp4”")
            ),
            ConflictPolicy.OVERWRITE: QRadioButton(self.tr("Replace: the object that is there is lost")),
        }
        self.choices[ConflictPolicy.SKIP].setChecked(True)
        box = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(box.Ok | box.Cancel)
        buttons.button(box.Ok).setText(self.tr("Continue"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.question)
        column.addWidget(names)
        for button in self.choices.values():
            self._group.addButton(button)
            column.addWidget(button)
        column.addWidget(buttons)

    def policy(self) -> ConflictPolicy:
        """What was chosen for all of them."""
        return next(policy for policy, button in self.choices.items() if button.isChecked())
