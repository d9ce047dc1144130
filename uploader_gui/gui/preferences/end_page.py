"""Preferences of what is done when uploads have ended: a command and a webhook, tried out here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from uploader_gui.domain.entered.command_words import clean_command
from uploader_gui.domain.entered.webhook_address import clean_webhook
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import Messages
from uploader_gui.domain.packages.package_end import ActionKind, PackageAction
from uploader_gui.gui.look.forms import Note, push_button
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.look.secret_field import SecretField
from uploader_gui.gui.preferences.preferences_form import form_on
from uploader_gui.gui.words.engine_words import error_words, message_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import moment_words
from uploader_gui.storage.settings.settings import Settings

_VARIABLES = {
    ActionKind.COMMAND: "UPLOADER_GUI_PACKAGE_COMMAND",
    ActionKind.WEBHOOK: "UPLOADER_GUI_WEBHOOK",
}


@dataclass(frozen=True, slots=True)
class EndFacts:
    """``answers``: what last became of each. ``from_environment``: what a variable says. ``keeping``: where secrets are."""

    answers: Mapping[ActionKind, PackageAction] = field(default_factory=dict)
    from_environment: frozenset[ActionKind] = frozenset()
    keeping: Messages = ()


class EndPage(QWidget):
    """``test_wanted`` carries the ActionKind that is to be tried out as it is entered. GUI thread."""

    test_wanted = Signal(object)

    def __init__(self, settings: Settings, facts: EndFacts) -> None:
        super().__init__()
        self._was_signed = settings.webhook_is_signed
        self.command = QLineEdit(settings.package_command)
        self.webhook = QLineEdit(settings.webhook, placeholderText="https://hooks.example.com/uploads")
        self.is_signed = QCheckBox(self.tr("Sign what is sent with a secret"))
        self.is_signed.setChecked(settings.webhook_is_signed)
        self.secret = SecretField()
        if settings.webhook_is_signed:
            self.secret.setPlaceholderText(self.tr("Kept; enter another to replace it"))
        self._fields = {ActionKind.COMMAND: self.command, ActionKind.WEBHOOK: self.webhook}
        self.said = {kind: PlainLabel(self._last_words(kind, facts), wraps=True) for kind in self._fields}
        self.tests = {kind: self._test_button(kind) for kind in self._fields}
        for kind in facts.from_environment:
            self._fields[kind].clear()
            self._fields[kind].setEnabled(False)
            self._fields[kind].setPlaceholderText(self.tr("As {0} says").format(_VARIABLES[kind]))
        self._lay_out(facts)
        self.is_signed.toggled.connect(self._follow)
        for entry in self._fields.values():
            entry.textChanged.connect(self._follow)
        self._follow()

    def changed(self, settings: Settings) -> Settings:
        """``settings`` with what was entered here. Raises BadSettingsError for what can't be used."""
        command, webhook = settings.package_command, settings.webhook
        return replace(
            settings,
            package_command=clean_command(self.command.text()) if self.command.isEnabled() else command,
            webhook=clean_webhook(self.webhook.text()) if self.webhook.isEnabled() else webhook,
            webhook_is_signed=self.is_signed.isChecked() and (bool(self.secret.text()) or self._was_signed),
        )

    def is_usable(self) -> bool:
        """Say whether all that was entered can be used; if not, why not, and go there."""
        for kind, clean in ((ActionKind.COMMAND, clean_command), (ActionKind.WEBHOOK, clean_webhook)):
            try:
                clean(self._fields[kind].text())
            except BadSettingsError as error:
                self.say(kind, error_words(error), is_good=False)
                self._fields[kind].setFocus()
                return False
        return True

    def show_testing(self, kind: ActionKind) -> None:
        """It is being tried out."""
        self.tests[kind].setEnabled(False)
        self.say(kind, self.tr("Trying it out…"), is_good=True)

    def show_answer(self, kind: ActionKind, words: str, *, is_good: bool) -> None:
        """It was tried out, and this came of it."""
        self._follow()
        self.say(kind, words, is_good=is_good)

    def say(self, kind: ActionKind, words: str, *, is_good: bool) -> None:
        """Say this below the field."""
        said = self.said[kind]
        said.setText(words)
        said.setProperty("tone", "" if is_good else "bad")
        said.style().polish(said)

    def _follow(self) -> None:
        self.form.setRowVisible(self._secret_row, self.is_signed.isChecked())
        for kind, test in self.tests.items():
            test.setEnabled(bool(self._fields[kind].text().strip()))

    def _test_button(self, kind: ActionKind) -> QPushButton:
        return push_button(self.tr("Test"), lambda: self.test_wanted.emit(kind))

    def _last_words(self, kind: ActionKind, facts: EndFacts) -> str:
        action = facts.answers.get(kind)
        if action is None:
            return self.tr("Nothing yet")
        moment: datetime = action.done_at or action.wanted_at
        name, said = name_words(action.end.package.name), message_words(action.answer)
        return self.tr("{0}, {1}: {2}").format(moment_words(moment), name, said)

    def _lay_out(self, facts: EndFacts) -> None:
        self.form = form = form_on(self)
        words = self.tr(
            "For at most 10 minutes, without a shell. UPLOADER_PACKAGE_NAME, _STATE, _FILES and more are in its "
            "environment, and in _REPORT the path of a JSON file."
        )
        form.add(self.tr("Run a command"), self.command, words, button=self.tests[ActionKind.COMMAND])
        form.add(self.tr("Last time"), self.said[ActionKind.COMMAND])
        words = self.tr("Gets the same as JSON by POST; tried for up to a day until it takes it.")
        form.add(self.tr("Call a webhook"), self.webhook, words, button=self.tests[ActionKind.WEBHOOK])
        form.add_check(self.is_signed, self.tr("In X-Uploader-Signature: the HMAC-SHA256 of the body."))
        self._secret_row = form.add(self.tr("Secret"), self.secret, message_words(facts.keeping))
        form.add(self.tr("Last time"), self.said[ActionKind.WEBHOOK])
        words = self.tr("After a crash an end may be told twice, with the same delivery id.")
        form.add("", Note(words))
