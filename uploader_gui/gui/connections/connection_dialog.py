"""Where to upload to: address, keys, bucket and prefix, and a button that tries them."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QWidget,
)
from typing_extensions import override

from uploader_gui.domain.entered.endpoint_address import place_at, split_address
from uploader_gui.domain.entered.entered_text import entered, entered_word, trimmed
from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.profile import DEFAULT_REGION, Addressing, Profile, Secret, free_name
from uploader_gui.gui.connections.certificate_words import certificate_words
from uploader_gui.gui.connections.connection_form import ConnectionForm, SecretKeeping
from uploader_gui.gui.connections.connection_test_panel import ConnectionTestPanel
from uploader_gui.gui.look.forms import (
    FormArea,
    bottom_row,
    dialog_column,
    keep_wide,
    needed_height,
    push_button,
    room_for,
)
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, SuggestedFix
from uploader_gui.storage.settings.imported_connections import ImportedConnection

_WIDTH = 640


class ConnectionDialog(QDialog):
    """Edits one profile. GUI thread.

    It can be tried as soon as there are an address and keys, and saved with a bucket.
    It asks for what takes a while: ``test_wanted``, ``browse_wanted``, ``import_wanted``, ``bucket_wanted`` (to
    create the one named). ``show_test`` and ``show_answer`` tell how that went, and emit ``answered``. An empty
    secret of a connection that has one means: keep it. ``taken_names`` are those of the other connections.
    """

    test_wanted = Signal()
    browse_wanted = Signal()
    import_wanted = Signal()
    bucket_wanted = Signal(str)
    answered = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        profile: Profile | None,
        *,
        has_secret: bool,
        keeping: SecretKeeping,
        taken_names: Collection[str] = (),
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self._old = profile
        self._has_secret = has_secret
        self._taken_names = taken_names
        self._is_busy = False
        self._pin = profile.certificate_sha256 if profile else ""
        usual = self.tr("Connection") if profile else self.tr("Connect to a store")
        self.setWindowTitle(title or usual)
        keep_wide(self, _WIDTH)
        self.form = ConnectionForm(keeping)
        self._area = FormArea(self)
        self._area.hold(self.form)
        self.panel = ConnectionTestPanel()
        self._test = push_button(self.tr("Test"), self._ask_for_test)
        self._buttons = QDialogButtonBox()
        if profile is not None:
            self.form.fill_in(profile, has_secret=has_secret)
        self._lay_out()
        self._connect()
        self.form.show_pin(self._pin)
        self._fit_buttons()

    def profile(self) -> Profile:
        """What was entered. Raises BadSettingsError saying which entry can't be used."""
        form = self.form
        place = place_at(form.endpoint.text(), form.bucket.text(), form.prefix.text())
        endpoint, bucket = place.endpoint, place.bucket
        entered(form.secret.text(), "The secret key")
        entered_word(form.session_token.text(), "The session token")
        if "/" in bucket:
            raise BadSettingsError(message(MessageCode.BUCKET_WITH_SLASH))
        profile = Profile(
            name=self._name(endpoint),
            endpoint=endpoint,
            bucket=bucket,
            access_key=entered_word(form.access_key.text(), "The access key"),
            region=entered_word(form.region.text(), "The region") or DEFAULT_REGION,
            prefix=place.prefix,
            ca_file=form.ca_file.text().strip(),
            certificate_sha256=self._pin,
            addressing=Addressing(form.addressing.currentData()),
            name_template=form.name_template.template(),
            terms=form.objects.terms,
            content_types=form.objects.content_types,
        )
        profile = form.kept_parts.added_to(profile)
        return profile if self._old is None else replace(profile, max_object_size=self._old.max_object_size)

    def secret(self, kept: Secret) -> Secret:
        """The secret as entered; what was left empty stays as it is ``kept``. A new key has no old token."""
        token = trimmed(self.form.session_token.text())
        if self.new_secret():
            return Secret(self.new_secret(), token)
        return Secret(kept.key, token or kept.session_token)

    def new_secret(self) -> str:
        """The secret as entered; "" where the one that is kept shall stay."""
        return trimmed(self.form.secret.text())

    def show_busy(self) -> None:
        """Say that the store is being asked."""
        self._is_busy = True
        self.panel.say(self.tr("Asking the store…"), "muted")

    def show_test(self, test: ConnectionTest) -> None:
        """Say how the test went, and offer the fix."""
        self._is_busy = False
        bucket, prefix = self.form.bucket.text().strip(), self.form.prefix.text().strip()
        self.panel.show_test(test, f"{bucket}/{prefix}" if bucket else "")
        self._grow()
        self.answered.emit()

    def show_answer(self, words: str, *, is_good: bool) -> None:
        """Say something else about what was asked for."""
        self._is_busy = False
        self.panel.say(words, "good" if is_good else "bad")
        self._grow()
        self.answered.emit()

    def take(self, found: ImportedConnection) -> None:
        """Fill in what another program has saved."""
        self._has_secret = False
        self._pin = ""
        self.form.fill_in(
            Profile(
                free_name(found.name, self._taken_names),
                found.endpoint,
                self.form.bucket.text(),
                found.access_key,
                region=found.region,
                prefix=self.form.prefix.text(),
                ca_file=found.ca_file,
                addressing=found.addressing,
                name_template=self.form.name_template.text(),
                terms=self.form.objects.terms,
                content_types=self.form.objects.content_types,
            ),
            has_secret=False,
        )
        self.form.secret.setText(found.secret_key)
        self.form.session_token.setText(found.session_token)
        self.form.show_pin("")
        self.form.bucket.setFocus()

    def choose_place(self, bucket: str, prefix: str) -> None:
        """Fill in what was browsed for."""
        self.form.bucket.setText(bucket)
        self.form.prefix.setText(prefix)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()  # only now the style has measured the fields

    @override
    def accept(self) -> None:
        try:
            self.profile()
        except UploaderError as error:
            self.show_answer(error_words(error), is_good=False)
            return
        super().accept()

    def _name(self, endpoint: str) -> str:
        name = self.form.name.text().strip()
        if name in self._taken_names:
            raise BadSettingsError(message(MessageCode.CONNECTION_NAME_TAKEN, name=name))
        return name or free_name(endpoint.partition(",")[0].partition("://")[2], self._taken_names)

    def _lay_out(self) -> None:
        box = QDialogButtonBox.StandardButton
        self._buttons.addButton(box.Save).setDefault(True)
        self._buttons.addButton(box.Cancel).setAutoDefault(False)
        column = dialog_column(self)
        column.addWidget(self._area)
        column.addWidget(self.panel)
        column.addStretch()
        column.addLayout(bottom_row(self._buttons, self._test))

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.panel.fix_chosen.connect(self._carry_out)
        self.form.endpoint.editingFinished.connect(self._take_apart)
        self.form.kept_parts.folded.connect(self._fit_height)
        self.form.name_template.textChanged.connect(lambda *_: self._grow())
        self.form.objects.changed.connect(self._grow)
        self.form.changed.connect(self._fit_buttons)
        self.form.changed.connect(self._forget_answer)
        self.form.browse_wanted.connect(self.browse_wanted)
        self.form.import_wanted.connect(self.import_wanted)
        self.form.ca_file_wanted.connect(self._choose_ca_file)
        self.form.pin_dropped.connect(lambda: self._use_pin(""))

    def _grow(self) -> None:
        """Make room for what is said: Qt's own way stops at two thirds of the screen, and squeezes the rest."""
        self._take_height(max(self.height(), self._needed_height()))

    def _fit_height(self) -> None:
        """Take the room that the rows need that are shown now, and no more."""
        self._take_height(self._needed_height())
        last = self.form.kept_parts.prefix
        if last.isVisible():
            self._area.ensureWidgetVisible(last)

    def _needed_height(self) -> int:
        return needed_height(self, self._area)

    def _take_height(self, height: int) -> None:
        """As much of it as the screen has, all of it to be seen."""
        screen = self.screen().availableGeometry()
        self.resize(self.width(), min(height, room_for(self).height()))
        too_low = self.frameGeometry().bottom() - screen.bottom()
        if self.isVisible() and too_low > 0:
            self.move(self.x(), max(screen.top(), self.y() - too_low))

    def _fit_buttons(self) -> None:
        has_keys = self.form.has_address_and_key and (self._has_secret or bool(self.new_secret()))
        is_whole = has_keys and bool(self.form.bucket.text().strip())
        for_asking = self.tr("Needs endpoint, access key and secret key")
        for_saving = self.tr("Needs endpoint, access key, secret key and bucket")
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        for button, is_ready, needs in (
            (self.form.browse, has_keys, for_asking),
            (self._test, has_keys, for_asking),
            (save, is_whole, for_saving),
        ):
            button.setEnabled(is_ready)
            button.setToolTip("" if is_ready else needs)

    def _forget_answer(self) -> None:
        """What the store said was about other entries."""
        if not self._is_busy:
            self.panel.say("", "muted")

    def _ask_for_test(self) -> None:
        if not self._is_busy:
            self.test_wanted.emit()

    def _take_apart(self) -> None:
        """What was pasted may hold more than the endpoint: put bucket, prefix and region where they belong."""
        try:
            address = split_address(self.form.endpoint.text())
            place_at(
                self.form.endpoint.text(), self.form.bucket.text(), self.form.prefix.text() or address.prefix
            )
        except UploaderError:
            return  # said when it is tested or saved
        fields = {
            self.form.endpoint: address.endpoint,
            self.form.bucket: address.bucket,
            self.form.prefix: address.prefix,
            self.form.region: address.region,
        }
        for field, text in fields.items():
            if text:
                field.setText(text)

    def _carry_out(self, fix: SuggestedFix) -> None:
        match fix.kind:
            case FixKind.ENDPOINT:
                self.form.endpoint.setText(fix.value)
            case FixKind.REGION:
                self.form.region.setText(fix.value)
            case FixKind.TRUST:
                self._use_pin(certificate_words(fix.certificate).sha256)
            case FixKind.BUCKET:
                self.bucket_wanted.emit(fix.value)
                return
            case FixKind.PLACE:
                self.browse_wanted.emit()
                return
            case FixKind.RIGHTS:
                QGuiApplication.clipboard().setText(fix.value)
                self.panel.button.setText(self.tr("Copied"))
                return
        self._ask_for_test()

    def _use_pin(self, sha256: str) -> None:
        self._pin = sha256
        self.form.show_pin(sha256)

    def _choose_ca_file(self) -> None:
        dialog = QFileDialog(self, self.tr("CA file"))
        dialog.setNameFilters([self.tr("Certificates (*.pem *.crt *.cer)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.form.ca_file.setText)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
