"""Preferences of the window itself: its language and colours, and how it behaves beside other programs."""

from dataclasses import dataclass, field, replace

from PySide6.QtWidgets import QCheckBox, QWidget

from uploader_gui.gui.desktop.login.login_switch import LoginState
from uploader_gui.gui.preferences.preferences_form import choice_field, form_on
from uploader_gui.gui.words.names import name_words
from uploader_gui.storage.settings.settings import Language, ReopenPolicy, Settings, Theme


@dataclass(frozen=True, slots=True)
class LoginFacts:
    """How the start at login is set now; ``why_not``: why that can't be changed here, "" where it can."""

    state: LoginState = field(default_factory=LoginState)
    why_not: str = ""


class GeneralPage(QWidget):
    """``why_not_awake``: why this machine can't be kept awake, "" where it can. ``login``: what is started at login.

    GUI thread.
    """

    def __init__(self, settings: Settings, login: LoginFacts, *, has_tray: bool, why_not_awake: str) -> None:
        super().__init__()
        self.language = choice_field(self._language_words(), settings.language)
        self.theme = choice_field(self._theme_words(), settings.theme)
        self.on_reopen = choice_field(self._reopen_words(), settings.on_reopen)
        self.keeps_awake = QCheckBox(self.tr("Keep this computer awake while files are being sent"))
        self.keeps_awake.setChecked(settings.keeps_awake)
        self.closes_to_tray = QCheckBox(self.tr("Closing the window leaves the program in the tray"))
        self.closes_to_tray.setChecked(settings.closes_to_tray)
        self.closes_to_tray.setEnabled(has_tray)
        self.asks_before_quitting = QCheckBox(self.tr("Ask before quitting while files are being sent"))
        self.asks_before_quitting.setChecked(settings.asks_before_quitting)
        self.starts_at_login = QCheckBox(self.tr("Start at login"))
        self.starts_at_login.setChecked(login.state.is_on)
        self.starts_at_login.setEnabled(not login.why_not)
        self.starts_hidden = QCheckBox(self.tr("Start in the tray, without the window"))
        self.starts_hidden.setChecked(login.state.is_hidden)
        self.starts_at_login.toggled.connect(self._fit)
        self._fit()
        self.form = form = form_on(self)
        form.add(self.tr("Language"), self.language)
        form.add(self.tr("Colours"), self.theme)
        form.add(self.tr("Interrupted uploads"), self.on_reopen)
        form.add_check(self.keeps_awake, why_not_awake)
        form.add_check(self.closes_to_tray, "" if has_tray else self.tr("This desktop has no tray."))
        form.add_check(self.asks_before_quitting, "")
        form.add_check(self.starts_at_login, self._login_words(login))
        form.add_check(
            self.starts_hidden, "" if has_tray else self.tr("Minimised, as this desktop has no tray.")
        )

    def changed(self, settings: Settings) -> Settings:
        """``settings`` with what was entered here."""
        return replace(
            settings,
            language=Language(self.language.currentData()),
            theme=Theme(self.theme.currentData()),
            on_reopen=ReopenPolicy(self.on_reopen.currentData()),
            keeps_awake=self.keeps_awake.isChecked(),
            closes_to_tray=self.closes_to_tray.isChecked(),
            asks_before_quitting=self.asks_before_quitting.isChecked(),
        )

    def login(self) -> LoginState | None:
        """What is to be started at login, as entered; None where that can't be changed here."""
        if not self.starts_at_login.isEnabled():
            return None
        return LoginState(self.starts_at_login.isChecked(), self.starts_hidden.isChecked())

    def _fit(self) -> None:
        self.starts_hidden.setEnabled(self.starts_at_login.isChecked())

    def _login_words(self, login: LoginFacts) -> str:
        if login.state.other:
            return self.tr("Now another program is started: {0}. Save has this one started.").format(
                name_words(login.state.other)
            )
        return login.why_not

    def _language_words(self) -> dict[Language, str]:
        return {
            Language.SYSTEM: self.tr("As the system"),
            Language.ENGLISH: "English",
            Language.CHINESE: "简体中文",
        }

    def _reopen_words(self) -> dict[ReopenPolicy, str]:
        return {
            ReopenPolicy.ASK: self.tr("Ask whether to continue"),
            ReopenPolicy.ALWAYS: self.tr("Continue at once"),
            ReopenPolicy.NEVER: self.tr("Leave them paused"),
        }

    def _theme_words(self) -> dict[Theme, str]:
        return {
            Theme.SYSTEM: self.tr("As the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
        }
