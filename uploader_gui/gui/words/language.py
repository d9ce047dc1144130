"""The window's language: English as it is written here, others from Qt's translation files."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from uploader_gui.storage.settings.settings import Language

TRANSLATIONS: Final = Path(__file__).with_name("translations")
_SIMPLIFIED: Final = ("Hans", "CN", "SG")
_QT_FILES: Final = ("qtbase",)


class Translations:
    """What is installed in the application; words made after ``choose`` are in that language. GUI thread."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self._system = QLocale.system()
        self.language = Language.ENGLISH

    def choose(self, choice: Language) -> bool:
        """Speak ``choice`` from now on, numbers and times too; whether that is another one than before."""
        language = spoken(choice, self._system)
        is_other = language is not self.language
        self.language = language
        QLocale.setDefault(self._locale())
        if is_other:
            self._install(language)
        return is_other

    def _locale(self) -> QLocale:
        """The system's own way of writing numbers and times where its language is spoken, else the usual one."""
        is_systems = self._system.name().startswith(self.language.value[:2])
        return self._system if is_systems else QLocale(self.language.value)

    def _install(self, language: Language) -> None:
        for translator in self._installed:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        if language is Language.ENGLISH:
            return
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        files = [Path(qt_folder) / f"{name}_{language.value}.qm" for name in _QT_FILES]
        for file in (*files, TRANSLATIONS / f"uploader-gui_{language.value}.qm"):
            translator = QTranslator(self._application)
            if translator.load(str(file)):
                self._application.installTranslator(translator)
                self._installed.append(translator)


def spoken(choice: Language, system: QLocale) -> Language:
    """The language to speak: the chosen one, or of those there are the first that the system's user wants."""
    if choice is not Language.SYSTEM:
        return choice
    for wanted in system.uiLanguages():
        if wanted.startswith("en"):
            return Language.ENGLISH
        if wanted.startswith("zh") and any(part in wanted for part in _SIMPLIFIED):
            return Language.CHINESE
    return Language.ENGLISH
