"""The settings that a user may change."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.plan import MIB, S3_LIMITS
from uploader_gui.storage.settings import MOST_JOBS, MOST_WORKERS, ReopenPolicy, Settings
from uploader_gui.storage.settings import Theme as ThemeName

_Choice = TypeVar("_Choice", bound=StrEnum)
_MB = 1_000_000
_FASTEST_MB = 10_000.0
_FIELD_HEIGHT = 28


class PreferencesDialog(QDialog):
    """Edits a ``Settings`` value; ``settings`` gives the changed one. GUI thread."""

    def __init__(self, parent: QWidget | None, settings: Settings) -> None:
        super().__init__(parent)
        self._old = settings
        self.setWindowTitle(self.tr("Preferences"))
        self.jobs = _number(settings.jobs_at_once, 1, MOST_JOBS)
        self.workers = _number(settings.workers, 1, MOST_WORKERS)
        least, most = S3_LIMITS.min_part_size // MIB, S3_LIMITS.max_part_size // MIB
        self.part_size = _number(settings.part_size // MIB, least, most)
        self.part_size.setSuffix(" MiB")
        self.is_limited = QCheckBox(self.tr("at most"))
        self.limit = QDoubleSpinBox(minimum=0.1, maximum=_FASTEST_MB, decimals=1, suffix=" MB/s")
        self.limit.setMinimumHeight(_FIELD_HEIGHT)
        self.limit.setValue((settings.bandwidth_limit or 5 * _MB) / _MB)
        self.is_limited.setChecked(settings.bandwidth_limit is not None)
        self.limit.setEnabled(self.is_limited.isChecked())
        self.is_limited.toggled.connect(self.limit.setEnabled)
        self.on_reopen = _choice(self._reopen_words(), settings.on_reopen)
        self.on_conflict = _choice(self._conflict_words(), settings.on_conflict)
        self.theme = _choice(self._theme_words(), settings.theme)
        self._lay_out()

    def settings(self) -> Settings:
        """The settings as entered; what this dialog does not show is kept."""
        limit = round(self.limit.value() * _MB) if self.is_limited.isChecked() else None
        return replace(
            self._old,
            jobs_at_once=self.jobs.value(),
            workers=self.workers.value(),
            part_size=self._chosen_part_size(),
            bandwidth_limit=limit,
            on_reopen=ReopenPolicy(self.on_reopen.currentData()),
            on_conflict=ConflictPolicy(self.on_conflict.currentData()),
            theme=ThemeName(self.theme.currentData()),
        )

    def _chosen_part_size(self) -> int:
        """Bytes; a size from the file that is no whole number of MiB stays as it is unless it was changed."""
        shown = self._old.part_size // MIB
        return self._old.part_size if self.part_size.value() == shown else self.part_size.value() * MIB

    def _reopen_words(self) -> dict[ReopenPolicy, str]:
        return {
            ReopenPolicy.ASK: self.tr("Ask whether to continue"),
            ReopenPolicy.ALWAYS: self.tr("Continue at once"),
            ReopenPolicy.NEVER: self.tr("Leave them paused"),
        }

    def _conflict_words(self) -> dict[ConflictPolicy, str]:
        return {
            ConflictPolicy.REFUSE: self.tr("Ask"),
            ConflictPolicy.SKIP: self.tr("Skip the file"),
            ConflictPolicy.RENAME: self.tr("Keep both, under a new name"),
            ConflictPolicy.OVERWRITE: self.tr("Replace what is there"),
        }

    def _theme_words(self) -> dict[ThemeName, str]:
        return {
            ThemeName.SYSTEM: self.tr("As the system"),
            ThemeName.LIGHT: self.tr("Light"),
            ThemeName.DARK: self.tr("Dark"),
        }

    def _lay_out(self) -> None:
        limit = QHBoxLayout()
        limit.setSpacing(12)
        limit.addWidget(self.is_limited)
        limit.addWidget(self.limit)
        limit.addStretch()
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("Files at once"), self.jobs)
        form.addRow(self.tr("Parts at once, of all files"), self.workers)
        form.addRow(self.tr("Part size"), self.part_size)
        form.addRow("", _muted(self.tr("For files added from now on; large files get larger parts.")))
        form.addRow(self.tr("Upload speed"), limit)
        form.addRow(self.tr("Interrupted uploads"), self.on_reopen)
        form.addRow(self.tr("If the object exists"), self.on_conflict)
        form.addRow(self.tr("Colours"), self.theme)
        box = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(box.Save | box.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)


def _number(value: int, low: int, high: int) -> QSpinBox:
    box = QSpinBox(minimum=low, maximum=high, value=value)
    box.setMinimumHeight(_FIELD_HEIGHT)
    box.setToolTip(f"{low:,} – {high:,}")
    return box


def _choice(words: Mapping[_Choice, str], chosen: _Choice) -> QComboBox:
    box = QComboBox()
    for value, text in words.items():
        box.addItem(text, value.value)
    box.setCurrentIndex(box.findData(chosen.value))
    return box


def _muted(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("tone", "muted")
    return label
