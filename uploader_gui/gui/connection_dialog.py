"""Where to upload to: address, keys, bucket and prefix, and a button that tries them."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.profile import DEFAULT_REGION, Profile, clean_endpoint
from uploader_gui.gui.engine_words import error_words

_WIDTH = 560


class ConnectionDialog(QDialog):
    """Edits one profile. ``test_wanted`` asks for a try; ``show_answer`` tells how it went, and emits ``answered``. GUI thread.

    An empty secret of a connection that has one means: keep it.
    """

    test_wanted = Signal()
    answered = Signal()

    def __init__(
        self, parent: QWidget | None, profile: Profile | None, *, has_secret: bool, note: str
    ) -> None:
        super().__init__(parent)
        self._old = profile
        self._has_secret = has_secret
        self._is_busy = False
        self.setWindowTitle(self.tr("Connection") if profile else self.tr("Connect to a store"))
        self.setMinimumWidth(_WIDTH)
        self.name = QLineEdit(placeholderText=self.tr("As you want to call it"))
        self.endpoint = QLineEdit(placeholderText="https://minio.example.com:9000")
        self.region = QLineEdit(DEFAULT_REGION)
        self.access_key = QLineEdit()
        self.secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.bucket = QLineEdit()
        self.prefix = QLineEdit(placeholderText=self.tr("Optional, like 2026/raw"))
        self.ca_file = QLineEdit(placeholderText=self.tr("Optional, for a certificate of your own"))
        self.answer = QLabel(wordWrap=True)
        self._test = QPushButton(self.tr("Test"))
        self._buttons = QDialogButtonBox()
        self._fill_in(profile)
        self._lay_out(note)
        self._connect()
        self._fit_buttons()

    def profile(self) -> Profile:
        """What was entered. Raises BadSettingsError saying which entry can't be used."""
        endpoint = clean_endpoint(self.endpoint.text())
        name = self.name.text().strip() or endpoint.partition("://")[2]
        bucket = self.bucket.text().strip()
        if "/" in bucket:
            raise BadSettingsError(
                self.tr("The bucket is one name without “/”. What follows belongs in the prefix.")
            )
        entered = Profile(
            name=name,
            endpoint=endpoint,
            bucket=bucket,
            access_key=self.access_key.text().strip(),
            region=self.region.text().strip() or DEFAULT_REGION,
            prefix=clean_prefix(self.prefix.text().strip()),
            ca_file=self.ca_file.text().strip(),
        )
        old = self._old
        if old is None:
            return entered
        return replace(entered, upload_lifetime_h=old.upload_lifetime_h, max_object_size=old.max_object_size)

    def new_secret(self) -> str:
        """The secret as entered; "" where the one that is kept shall stay."""
        return self.secret.text()

    def show_busy(self) -> None:
        """Say that the test runs."""
        self._is_busy = True
        self._say(self.tr("Asking the store…"), "muted")

    def show_answer(self, words: str, *, is_good: bool) -> None:
        """Say how the test went, and let it be repeated."""
        self._is_busy = False
        self._say(words, "good" if is_good else "bad")
        self.answered.emit()

    @override
    def accept(self) -> None:
        try:
            self.profile()
        except UploaderError as error:
            self.show_answer(error_words(error), is_good=False)
            return
        super().accept()

    def _fill_in(self, profile: Profile | None) -> None:
        if profile is None:
            return
        self.name.setText(profile.name)
        self.endpoint.setText(profile.endpoint)
        self.region.setText(profile.region)
        self.access_key.setText(profile.access_key)
        self.bucket.setText(profile.bucket)
        self.prefix.setText(profile.prefix)
        self.ca_file.setText(profile.ca_file)
        if self._has_secret:
            self.secret.setPlaceholderText(self.tr("Kept; enter another to replace it"))

    def _lay_out(self, note: str) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("Endpoint"), self.endpoint)
        form.addRow(self.tr("Access key"), self.access_key)
        form.addRow(self.tr("Secret key"), self.secret)
        form.addRow("", _muted(note))
        form.addRow(self.tr("Bucket"), self.bucket)
        form.addRow(self.tr("Prefix"), self.prefix)
        form.addRow(self.tr("Region"), self.region)
        form.addRow(self.tr("CA file"), _with_button(self.ca_file, self.tr("Choose"), self._choose_ca_file))
        form.addRow(self.tr("Name"), self.name)
        box = QDialogButtonBox.StandardButton
        save = self._buttons.addButton(box.Save)
        save.setDefault(True)
        self._buttons.addButton(box.Cancel).setAutoDefault(False)
        self._test.setAutoDefault(False)
        self._buttons.addButton(self._test, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self.answer)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._test.clicked.connect(self._ask_for_test)
        for field in (self.endpoint, self.access_key, self.secret, self.bucket):
            field.textChanged.connect(self._fit_buttons)

    def _fit_buttons(self) -> None:
        needed = [self.endpoint, self.access_key, self.bucket]
        is_whole = all(field.text().strip() for field in needed) and (
            self._has_secret or bool(self.secret.text())
        )
        self._test.setEnabled(is_whole)
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(is_whole)

    def _ask_for_test(self) -> None:
        if not self._is_busy:
            self.test_wanted.emit()

    def _choose_ca_file(self) -> None:
        dialog = QFileDialog(self, self.tr("CA file"))
        dialog.setNameFilters([self.tr("Certificates (*.pem *.crt *.cer)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.ca_file.setText)
        dialog.open()

    def _say(self, words: str, tone: str) -> None:
        self.answer.setText(words)
        self.answer.setProperty("tone", tone)
        self.answer.style().polish(self.answer)  # a style sheet reads the property only then


def test_passed_words(profile: Profile) -> str:
    """What a good test says."""
    words = QCoreApplication.translate("ConnectionDialog", "It works: files can be uploaded to {0}.")
    return words.format(f"{profile.bucket}/{profile.prefix}")


def _muted(words: str) -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setProperty("tone", "muted")
    return label


def _with_button(field: QLineEdit, words: str, do: Callable[[], None]) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(field)
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda *_: do())
    layout.addWidget(button)
    return row
