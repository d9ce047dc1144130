"""The fields of a connection, in the order in which a person has them at hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from uploader_gui.domain.messages import Messages
from uploader_gui.domain.profile import DEFAULT_REGION, Addressing, Profile
from uploader_gui.gui.connections.certificate_words import fingerprint_words
from uploader_gui.gui.look.plain_text import PlainLabel, tip_words
from uploader_gui.gui.words.engine_words import message_words

_SHOWN_PAIRS = 4
_ROW_HEIGHT = 30


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
        self.endpoint.setToolTip(self.tr("A link to a bucket or folder can be pasted here, too"))
        self.region = QLineEdit(DEFAULT_REGION)
        self.access_key = QLineEdit()
        self.secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.session_token = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.session_token.setPlaceholderText(self.tr("Only for temporary keys"))
        self.addressing = QComboBox()
        self.addressing.addItem(self.tr("As the store wants it"), Addressing.AUTO.value)
        self.addressing.addItem(self.tr("In the path"), Addressing.PATH.value)
        self.addressing.addItem(self.tr("In the host name"), Addressing.VIRTUAL.value)
        self.bucket = QLineEdit()
        self.prefix = QLineEdit(placeholderText=self.tr("Optional, like 2026/raw"))
        self.ca_file = QLineEdit(placeholderText=self.tr("Optional, for a certificate of your own"))
        self.may_use_file = QCheckBox(self.tr("Keep it in a file that only this user can read"))
        self.may_use_file.setChecked(bool(keeping.may_use_file))
        self.browse = _button(self.tr("Browse"), self.browse_wanted.emit)
        self._pin = PlainLabel()
        self._pin_row = _row(self._pin, _button(self.tr("Forget"), self.pin_dropped.emit))
        self._traits = PlainLabel(wraps=True)
        self._traits.setProperty("tone", "muted")
        self._traits_row = _row(self._traits, _button(self.tr("Ask anew"), self.traits_forgotten.emit))
        self._form = QFormLayout(self)
        self._lay_out(keeping)
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
        self.ca_file.setText(profile.ca_file)
        self.addressing.setCurrentIndex(self.addressing.findData(profile.addressing.value))
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

    def _lay_out(self, keeping: SecretKeeping) -> None:
        form = self._form
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        importing = _button(self.tr("Import"), self.import_wanted.emit)
        importing.setToolTip(self.tr("From the MinIO client's or AWS's configuration on this computer"))
        choosing = _button(self.tr("Choose"), self.ca_file_wanted.emit)
        self.endpoint.setAccessibleName(self.tr("Endpoint"))
        form.addRow(self.tr("Endpoint"), _row(self.endpoint, importing))
        form.addRow(self.tr("Access key"), self.access_key)
        form.addRow(self.tr("Secret key"), self.secret)
        form.addRow(self.tr("Session token"), self.session_token)
        muted = PlainLabel(message_words(keeping.note), wraps=True)
        muted.setProperty("tone", "muted")
        form.addRow("", muted)
        form.addRow("", self.may_use_file)
        form.setRowVisible(self.may_use_file, keeping.may_use_file is not None)
        self.bucket.setAccessibleName(self.tr("Bucket"))
        form.addRow(self.tr("Bucket"), _row(self.bucket, self.browse))
        form.addRow(self.tr("Prefix"), self.prefix)
        form.addRow(self.tr("Region"), self.region)
        form.addRow(self.tr("Bucket's name"), self.addressing)
        self.ca_file.setAccessibleName(self.tr("CA file"))
        form.addRow(self.tr("CA file"), _row(self.ca_file, choosing))
        form.addRow(self.tr("Trusted certificate"), self._pin_row)
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("This store"), self._traits_row)
        self.show_traits(())
        for row in range(form.rowCount()):
            item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
            label = item.widget() if item else None
            if label is not None:
                label.setMinimumHeight(_ROW_HEIGHT)  # so that it stands beside the text, not above it


def _button(words: str, do: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda *_: do())
    return button


def _row(field: QWidget, button: QPushButton) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(field, 1)
    layout.addWidget(button)
    row.setFocusProxy(field)
    return row
