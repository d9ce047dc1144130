"""Preferences of uploading: how much at once, how fast, and what becomes of objects that exist."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QWidget

from uploader_gui.domain.hashes import HashListPolicy
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.plan import MIB, S3_LIMITS
from uploader_gui.gui.look.forms import SECTION
from uploader_gui.gui.look.number_fields import inset, number_field
from uploader_gui.gui.preferences.preferences_form import choice_field, form_on
from uploader_gui.storage.settings.settings import MOST_JOBS, MOST_WORKERS, Settings

_MB = 1_000_000
_FASTEST_MB = 10_000.0
_USUAL_MB = 5
_DAY_MIN = 1440


class UploadsPage(QWidget):
    """GUI thread."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._old = settings
        self.jobs = number_field(settings.jobs_at_once, 1, MOST_JOBS)
        self.workers = number_field(settings.workers, 1, MOST_WORKERS)
        least, most = S3_LIMITS.min_part_size // MIB, S3_LIMITS.max_part_size // MIB
        self.part_size = number_field(settings.part_size // MIB, least, most)
        self.part_size.setSuffix(" MiB")
        self.is_limited = QCheckBox(self.tr("at most"))
        self.limit = QDoubleSpinBox(minimum=0.1, maximum=_FASTEST_MB, decimals=1, suffix=" MB/s")
        inset(self.limit)
        self.limit.setValue((settings.bandwidth_limit or _USUAL_MB * _MB) / _MB)
        self.is_limited.setChecked(settings.bandwidth_limit is not None)
        self.limit.setEnabled(self.is_limited.isChecked())
        self.limit.setAccessibleName(self.tr("Upload speed"))
        self.is_limited.toggled.connect(self.limit.setEnabled)
        self.on_conflict = choice_field(self._conflict_words(), settings.on_conflict)
        self.hash_lists = choice_field(self._hash_list_words(), settings.hash_lists)
        self.shows_summary = QCheckBox(self.tr("Show folders and several files before they are uploaded"))
        self.shows_summary.setChecked(settings.shows_summary)
        self.stalled_after = number_field(
            settings.stalled_after_min, 1, max(_DAY_MIN, settings.stalled_after_min)
        )
        self.stalled_after.setSuffix(self.tr(" min"))
        self._lay_out()

    def changed(self, settings: Settings) -> Settings:
        """``settings`` with what was entered here."""
        return replace(
            settings,
            jobs_at_once=self.jobs.value(),
            workers=self.workers.value(),
            part_size=self._chosen_part_size(),
            bandwidth_limit=round(self.limit.value() * _MB) if self.is_limited.isChecked() else None,
            on_conflict=ConflictPolicy(self.on_conflict.currentData()),
            hash_lists=HashListPolicy(self.hash_lists.currentData()),
            shows_summary=self.shows_summary.isChecked(),
            stalled_after_min=self.stalled_after.value(),
        )

    def _chosen_part_size(self) -> int:
        """Bytes; a size from the file that is no whole number of MiB stays as it is unless it was changed."""
        shown = self._old.part_size // MIB
        return self._old.part_size if self.part_size.value() == shown else self.part_size.value() * MIB

    def _conflict_words(self) -> dict[ConflictPolicy, str]:
        return {
            ConflictPolicy.REFUSE: self.tr("Ask"),
            ConflictPolicy.SKIP: self.tr("Skip the file"),
            ConflictPolicy.RENAME: self.tr("Keep both, under a new name"),
            ConflictPolicy.OVERWRITE: self.tr("Replace what is there"),
        }

    def _hash_list_words(self) -> dict[HashListPolicy, str]:
        return {
            HashListPolicy.CHECK: self.tr("Compare files with them"),
            HashListPolicy.CREATE: self.tr("Compare, and write one beside the files and in the store"),
            HashListPolicy.STORE: self.tr("Compare, and write one in the store"),
            HashListPolicy.IGNORE: self.tr("Ignore them"),
        }

    def _lay_out(self) -> None:
        speed = QWidget()
        row = QHBoxLayout(speed)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SECTION)
        row.addWidget(self.is_limited)
        row.addWidget(self.limit, 1)
        self.form = form = form_on(self)
        form.add(self.tr("Files at once"), self.jobs)
        form.add(self.tr("Parts at once, of all files"), self.workers)
        words = self.tr("For files added from now on; large files get larger parts.")
        form.add(self.tr("Part size"), self.part_size, words)
        form.add(self.tr("Upload speed"), speed)
        form.add(self.tr("If a file is there already"), self.on_conflict)
        words = self.tr("Lists (MHL) that come with the files: a file that differs is not finished.")
        form.add(self.tr("Media hash lists"), self.hash_lists, words)
        form.add_check(
            self.shows_summary, self.tr("With their names in the store, and what is there already.")
        )
        form.add(self.tr("Warn after a standstill of"), self.stalled_after)
