"""The fields of a connection, in the order in which a person has them at hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from uploader_gui.domain.messages import Messages
from uploader_gui.domain.profile import DEFAULT_REGION, Addressing, Profile
from uploader_gui.gui.connections.certificate_words import fingerprint_words
from uploader_gui.gui.connections.keeping_fields import KeepingFields
from uploader_gui.gui.look.forms import Form, Note, push_button
from uploader_gui.gui.look.plain_text import PlainLabel, tip_words
from uploader_gui.gui.look.secret_field import SecretField
from uploader_gui.gui.naming.template_field import TemplateField
from uploader_gui.gui.objects.terms_row import TermsRow
from uploader_gui.gui.words.engine_words import message_words

_SHOWN_PAIRS = 4


@dataclass(frozen=True, slots=True)
class SecretKeeping:
    """Where secrets are kept, said in ``note``. ``may_use_file`` None: there is a keyring, nothing to choose."""

    note: Messages
    may_use_file: bool | None = None


class ConnectionForm(QWidget):
    """Fields and the buttons beside them; it judges nothing. GUI thread."""

    changed = Signal()
    browse_wanted = Signal()
    import_wanted = Signal()
    ca_file_wanted = Signal()
    pin_dropped = Signal()
    traits_forgotten = Signal()

    def __init__(self, keeping: SecretKeeping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit(placeholderText=self.tr("As you want to call it"))
        self.endpoint = QLineEdit(placeholderText="https://minio.example.com:9000")
        self.endpoint.setToolTip(
            self.tr(
                "A link to a bucket or folder can be pasted here, too.\n"
                "A store with several addresses: https://minio{1...4}.example.com:9000, or all of them with commas "
                "between; each takes its share."
            )
        )
        self.region = QLineEdit(DEFAULT_REGION)
        self.access_key = QLineEdit()
        self.secret = SecretField()
        self.session_token = SecretField()
        self.session_token.setPlaceholderText(self.tr("Only for temporary keys"))
        self.addressing = QComboBox()
        self.addressing.addItem(self.tr("As the store wants it"), Addressing.AUTO.value)
        self.addressing.addItem(self.tr("In the path"), Addressing.PATH.value)
        self.addressing.addItem(self.tr("In the host name"), Addressing.VIRTUAL.value)
        self.bucket = QLineEdit()
        self.prefix = QLineEdit(placeholderText=self.tr("Optional, like 2026/raw"))
        self.name_template = TemplateField()
        self.ca_file = QLineEdit(placeholderText=self.tr("Optional, for a certificate of your own"))
        self.may_use_file = QCheckBox(self.tr("Keep this key in a file only this user can read"))
        self.may_use_file.setChecked(bool(keeping.may_use_file))
        self._keeping = keeping
        self._keeping_note = Note()
        self.browse = push_button(self.tr("Browse"), self.browse_wanted.emit)
        self._pin = PlainLabel()
        self.objects = TermsRow(self)
        self._traits = Note()
        self._form = Form(self)
        self.kept_parts = KeepingFields(self._form, self)
        self._lay_out()
        self._say_where_kept()
        self.may_use_file.toggled.connect(self._say_where_kept)
        for field in (self.endpoint, self.access_key, self.secret, self.bucket):
            field.textChanged.connect(self.changed)

    @property
    def has_address_and_key(self) -> bool:
        """Whether endpoint and access key are entered."""
        return bool(self.endpoint.text().strip() and self.access_key.text().strip())

    def fill_in(self, profile: Profile, *, has_secret: bool) -> None:
        """Show what is saved."""
        self.name.setText(profile.name)
        self.endpoint.setText(profile.endpoint)
        self.region.setText(profile.region)
        self.access_key.setText(profile.access_key)
        self.bucket.setText(profile.bucket)
        self.prefix.setText(profile.prefix)
        self.name_template.setText(profile.name_template)
        self.name_template.setCursorPosition(0)
        self.ca_file.setText(profile.ca_file)
        self.addressing.setCurrentIndex(self.addressing.findData(profile.addressing.value))
        self.kept_parts.fill_in(profile)
        self.objects.show_terms(profile.terms, profile.content_types)
        self.secret.setPlaceholderText(self.tr("Kept; enter another to replace it") if has_secret else "")

    def show_traits(self, lines: Sequence[str]) -> None:
        """Show what was learned about the store, a line each; nothing: nothing is known yet."""
        self._traits.setText("\n".join(lines))
        self._form.setRowVisible(self._traits_row, bool(lines))

    def show_pin(self, sha256: str) -> None:
        """Show the start of the trusted certificate's fingerprint; "": there is none."""
        words = fingerprint_words(sha256)
        self._pin.setText(words[: 3 * _SHOWN_PAIRS] + "…")
        self._pin.setToolTip(tip_words(words))
        self._form.setRowVisible(self._pin_row, bool(sha256))

    def _lay_out(self) -> None:
        form = self._form
        importing = push_button(self.tr("Import"), self.import_wanted.emit)
        importing.setToolTip(self.tr("From the MinIO client's or AWS's configuration on this computer"))
        form.add(self.tr("Endpoint"), self.endpoint, button=importing)
        form.add(self.tr("Access key"), self.access_key)
        form.add(self.tr("Secret key"), self.secret)
        form.add(self.tr("Session token"), self.session_token)
        form.add("", self._keeping_note)
        keeping = form.add_check(self.may_use_file)
        form.setRowVisible(keeping, self._keeping.may_use_file is not None)
        form.add(self.tr("Bucket"), self.bucket, button=self.browse)
        form.add(self.tr("Prefix"), self.prefix)
        form.add(self.tr("Names"), self.name_template, note=self.name_template.note)
        form.add(self.tr("Objects get"), self.objects.label, button=self.objects.button)
        form.add(self.tr("Region"), self.region)
        form.add(self.tr("Bucket in the address"), self.addressing)
        choosing = push_button(self.tr("Choose"), self.ca_file_wanted.emit)
        form.add(self.tr("CA file"), self.ca_file, button=choosing)
        forgetting = push_button(self.tr("Forget"), self.pin_dropped.emit)
        self._pin_row = form.add(self.tr("Trusted certificate"), self._pin, button=forgetting)
        form.add(self.tr("Name"), self.name)
        asking = push_button(self.tr("Ask anew"), self.traits_forgotten.emit)
        self._traits_row = form.add(self.tr("This store"), self._traits, button=asking)
        self.kept_parts.lay_out()
        form.line_up()
        self.show_traits(())

    def _say_where_kept(self) -> None:
        """What the box below says is what will be done."""
        words = message_words(self._keeping.note)
        if self.may_use_file.isChecked():
            words = self.tr(
                "The secret key is kept in a file. Whoever can read this user's files can read it."
            )
        self._keeping_note.setText(words)
