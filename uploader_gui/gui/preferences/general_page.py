"""Preferences of the window itself: its language and colours, and how it behaves beside other programs."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from uploader_gui.gui.preferences.preferences_form import Form, choice_field
from uploader_gui.storage.settings.settings import Language, ReopenPolicy, Settings, Theme


class GeneralPage(QWidget):
    """``why_not_awake``: why this machine can't be kept awake, "" where it can. GUI thread."""

    def __init__(self, settings: Settings, *, has_tray: bool, why_not_awake: str) -> None:
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
        form = Form(self)
        form.add(self.tr("Language"), self.language)
        form.add(self.tr("Colours"), self.theme)
        form.add(self.tr("Interrupted uploads"), self.on_reopen)
        form.add_check(self.keeps_awake, why_not_awake)
        form.add_check(self.closes_to_tray, "" if has_tray else self.tr("This desktop has no tray."))
        form.add_check(self.asks_before_quitting, "")

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
