"""What objects get beside their bytes, of a connection or of one drop: metadata, tags, encryption and the rest."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.entered.entered_terms import (
    MOST_DAYS,
    clean_content_type,
    clean_terms,
    clean_type_rules,
    read_pairs,
)
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import in_turn
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Pairs, Retention
from uploader_gui.gui.look.forms import Form, FormArea, Note, bottom_row, dialog_column, keep_wide, room_for
from uploader_gui.gui.look.number_fields import number_field
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.gui.words.terms_words import encryption_names, retention_names

_WIDTH = 640
_LINES = 3  # of a field for pairs
_FRAME = 14  # around its lines, in pixels
_TEXT_MARGIN = 2  # with which its text stands under that of other fields
_USUAL_DAYS = 30


class PairsField(QPlainTextEdit):
    """Pairs, a line each, as ``name=value``; Tab goes on to the next field."""

    def __init__(self, example: str) -> None:
        super().__init__()
        self.setPlaceholderText(example)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.document().setDocumentMargin(_TEXT_MARGIN)

    def show_pairs(self, pairs: Pairs) -> None:
        """Show these."""
        self.setPlainText("\n".join(f"{name}={value}" for name, value in pairs))

    def pairs(self) -> Pairs:
        """What was entered. Raises BadSettingsError for a line that is no pair."""
        return read_pairs(line for line in self.toPlainText().splitlines() if line.strip())

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LINES * self.fontMetrics().lineSpacing() + _FRAME)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class TermsSheet(QDialog):
    """Edits ``ObjectTerms``; GUI thread. Accepted only with what stores take.

    Of a connection also the rules that give files their content types (``content_types``); of one drop one type for all
    of its files (``content_type``, "" for that of their names).
    """

    def __init__(
        self,
        parent: QWidget | None,
        terms: ObjectTerms,
        content_types: Pairs = (),
        content_type: str = "",
        *,
        of_drop: bool = False,
    ) -> None:
        super().__init__(parent)
        self._of_drop = of_drop
        self.setWindowTitle(self.tr("What objects get"))
        keep_wide(self, _WIDTH)
        self.type_rules = PairsField("*.mov=video/quicktime")
        self.type_of_all = QLineEdit(content_type, placeholderText=self.tr("That of each file's name"))
        self.metadata = PairsField("show=Alps")
        self.tags = PairsField("team=news")
        self.storage_class = QLineEdit(
            placeholderText=self.tr("The store's usual one; else like STANDARD_IA")
        )
        self.cache_control = QLineEdit(placeholderText=self.tr("Optional, like max-age=3600"))
        self.encryption = QComboBox()
        self.kms_key_id = QLineEdit(placeholderText=self.tr("The bucket's own"))
        self.retention = QComboBox()
        self.retention_days = number_field(terms.retention_days or _USUAL_DAYS, 1, MOST_DAYS)
        self.retention_days.setSuffix(self.tr(" days"))
        for encryption, words in encryption_names().items():
            self.encryption.addItem(words, encryption.value)
        for retention, words in retention_names().items():
            self.retention.addItem(words, retention.value)
        self.said = Note()
        self.said.setProperty("tone", "bad")
        self.said.hide()
        self._area = FormArea(self)
        self._page = QWidget()
        self._form = Form(self._page)
        self._lay_out()
        self._fill_in(terms, content_types)
        self._fit()
        self.encryption.currentIndexChanged.connect(self._fit)
        self.retention.currentIndexChanged.connect(self._fit)

    def terms(self) -> ObjectTerms:
        """What was entered. Raises BadSettingsError saying what can't be used."""
        retention = Retention(self.retention.currentData())
        encryption = Encryption(self.encryption.currentData())
        return clean_terms(
            ObjectTerms(
                metadata=self.metadata.pairs(),
                tags=self.tags.pairs(),
                storage_class=self.storage_class.text(),
                cache_control=self.cache_control.text(),
                encryption=encryption,
                kms_key_id=self.kms_key_id.text() if encryption is Encryption.SSE_KMS else "",
                retention=retention,
                retention_days=0 if retention is Retention.AS_BUCKET else self.retention_days.value(),
            )
        )

    def content_types(self) -> Pairs:
        """The rules. Raises BadSettingsError."""
        return clean_type_rules(self.type_rules.pairs())

    def content_type(self) -> str:
        """The type of all files of a drop. Raises BadSettingsError."""
        return clean_content_type(self.type_of_all.text())

    @override
    def accept(self) -> None:
        try:
            self.terms(), self.content_types(), self.content_type()
        except BadSettingsError as error:
            self.said.setText(error_words(error))
            self.said.show()
            self._grow()
            return
        super().accept()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()  # only now the style has measured the fields

    def _fill_in(self, terms: ObjectTerms, content_types: Pairs) -> None:
        self.type_rules.show_pairs(content_types)
        self.metadata.show_pairs(terms.metadata)
        self.tags.show_pairs(terms.tags)
        self.storage_class.setText(terms.storage_class)
        self.cache_control.setText(terms.cache_control)
        self.encryption.setCurrentIndex(self.encryption.findData(terms.encryption.value))
        self.kms_key_id.setText(terms.kms_key_id)
        self.retention.setCurrentIndex(self.retention.findData(terms.retention.value))

    def _lay_out(self) -> None:
        form = self._form
        a_line = self.tr("name=value, one a line.")
        form.add(self.tr("Metadata"), self.metadata, a_line)
        words = self.tr(
            "name=value, one a line, at most ten. Stores choose by them what expires or who may read."
        )
        form.add(self.tr("Tags"), self.tags, words)
        if self._of_drop:
            form.add(self.tr("Content type"), self.type_of_all)
        else:
            words = self.tr("Pattern=type, one a line; the first that fits counts, then what is usual.")
            form.add(self.tr("Content types"), self.type_rules, words)
        form.add(self.tr("Storage class"), self.storage_class)
        form.add("Cache-Control", self.cache_control)
        form.add(self.tr("Encryption"), self.encryption)
        self._key_row = form.add(self.tr("Id of the key"), self.kms_key_id)
        form.add(self.tr("Retention"), self.retention)
        words = self.tr(
            "In buckets with Object Lock: nobody deletes it for so long, from when its upload begins."
        )
        self._days_row = form.add(self.tr("Kept for"), self.retention_days, words)
        form.line_up()
        self._area.hold(self._page)
        buttons = QDialogButtonBox()
        box = QDialogButtonBox.StandardButton
        buttons.addButton(box.Ok).setDefault(True)
        buttons.addButton(box.Cancel).setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        head = (
            self.tr("For the files of this upload.") if self._of_drop else self.tr("For uploads from now on.")
        )
        rest = self.tr("What is left empty is as the bucket has it.")
        column.addWidget(Note(in_turn((head, rest))))
        column.addWidget(self._area)
        column.addWidget(self.said)
        column.addStretch()
        column.addLayout(bottom_row(buttons))

    def _fit(self, _index: int = 0) -> None:
        """Only what belongs to what was chosen."""
        form = self._form
        form.setRowVisible(self._key_row, self.encryption.currentData() == Encryption.SSE_KMS.value)
        form.setRowVisible(self._days_row, self.retention.currentData() != Retention.AS_BUCKET.value)
        if self.isVisible():
            self._grow()

    def _grow(self) -> None:
        """Take the room that the rows need, as far as the screen has it."""
        layout = self.layout()
        if layout is None:
            return
        self._area.updateGeometry()  # what changes inside is not told by itself
        layout.activate()
        needed = QSize(self.width(), layout.totalHeightForWidth(self.width()))
        self.resize(needed.boundedTo(room_for(self)))
