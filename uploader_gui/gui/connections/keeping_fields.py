"""The rows of a connection that are about uploads longer than a store remembers them; folded away until wanted."""

from dataclasses import replace

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from uploader_gui.domain.entered.entered_text import entered, trimmed
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.kept_parts import KEPT_FOLDER, KeepParts, entered_lifetime
from uploader_gui.gui.look.forms import Form, Note

_ARROW = QSize(10, 10)


class KeepingFields(QObject):
    """Whether parts are kept as objects of their own, and where. GUI thread.

    ``switch`` folds the other rows and unfolds them; ``folded`` follows.
    ``lay_out`` puts them at the end of ``form``, the layout of ``parent``.
    """

    folded = Signal()

    def __init__(self, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.switch = QToolButton(autoRaise=True)
        self.switch.setProperty("tone", "section")
        self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.switch.setIconSize(_ARROW)
        self.switch.setText(self.tr("Long uploads"))
        self.keep = QComboBox()
        self.lifetime = QLineEdit(placeholderText=self.tr("As the store says; MinIO: 24"))
        self.bucket = QLineEdit(placeholderText=self.tr("The bucket of the upload"))
        self.prefix = QLineEdit(placeholderText=self.tr("{0}/ beside the object").format(KEPT_FOLDER))
        self._note = Note()
        self._describe()
        self._rows: list[QWidget] = []
        self._is_open = False
        self.switch.clicked.connect(lambda *_: self._fold(is_open=not self._is_open))

    def lay_out(self) -> None:
        """Add the rows, folded."""
        form = self._form
        form.addRow(self.switch)
        self._rows = [
            form.add("", self._note),
            form.add(self.tr("Keep parts"), self.keep),
            form.add(self.tr("Uploads last (hours)"), self.lifetime),
            form.add(self.tr("Bucket for parts"), self.bucket),
            form.add(self.tr("Prefix for parts"), self.prefix),
        ]
        self._fold(is_open=False)

    def fill_in(self, profile: Profile) -> None:
        """Show what is saved; unfolded where that is not what everybody has."""
        self.keep.setCurrentIndex(self.keep.findData(profile.keep_parts.value))
        hours = profile.upload_lifetime_h
        self.lifetime.setText("" if hours is None else str(hours).removesuffix(".0"))
        self.bucket.setText(profile.kept_bucket)
        self.prefix.setText(profile.kept_prefix)
        is_special = profile.keep_parts is not KeepParts.AUTO or hours is not None
        self._fold(is_open=is_special or bool(profile.kept_bucket or profile.kept_prefix))

    def added_to(self, profile: Profile) -> Profile:
        """``profile`` with what was entered here.

        Raises BadSettingsError saying which entry can't be used; the rows are unfolded then.
        """
        try:
            return self._added_to(profile)
        except BadSettingsError:
            self._fold(is_open=True)
            raise

    def _added_to(self, profile: Profile) -> Profile:
        bucket = entered(self.bucket.text(), "The bucket for kept parts")
        if "/" in bucket:
            raise BadSettingsError(message(MessageCode.BUCKET_WITH_SLASH))
        return replace(
            profile,
            keep_parts=KeepParts(self.keep.currentData()),
            upload_lifetime_h=self._hours(),
            kept_bucket=bucket,
            kept_prefix=clean_prefix(entered(self.prefix.text(), "The prefix for kept parts")),
        )

    def _hours(self) -> float | None:
        text = trimmed(self.lifetime.text())
        hours = entered_lifetime(text)
        if text and hours is None:
            raise BadSettingsError(message(MessageCode.LIFETIME_NO_HOURS, text=text))
        return hours

    def _describe(self) -> None:
        self._note.setText(
            self.tr(
                "Stores drop unfinished uploads, MinIO after 24 hours. Kept parts are objects of their own, which stay; "
                "the store joins them at the end."
            )
        )
        self.keep.addItem(self.tr("Where an hour or more would be at stake"), KeepParts.AUTO.value)
        self.keep.addItem(self.tr("Always"), KeepParts.ALWAYS.value)
        self.keep.addItem(self.tr("Never"), KeepParts.NEVER.value)
        self.keep.setToolTip(
            self.tr(
                "Kept parts outlive the upload, so a pause or a slow line costs nothing.\n"
                "Never: everything goes into one upload, which has to end before the store drops it."
            )
        )
        self.lifetime.setToolTip(
            self.tr(
                "Hours that this store keeps an unfinished upload, such as 24 or 0.5.\n"
                "Empty: as the store says, or what is usual for it."
            )
        )
        self.bucket.setToolTip(
            self.tr(
                "Another bucket for kept parts, one that nobody watches for new files.\n"
                "The key has to be allowed to write, read and delete there."
            )
        )
        self.prefix.setToolTip(
            self.tr("Another folder for kept parts. Each upload has one of its own in it.")
        )

    def _fold(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self.switch.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        for field in self._rows:
            self._form.setRowVisible(field, is_open)
        self.folded.emit()
