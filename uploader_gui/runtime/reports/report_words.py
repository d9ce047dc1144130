"""The words of a report in its reader's language: the window's own translation, which is kept for this without Qt.

English stands in the code. ``packaging/translate`` gathers it into the window's texts, and writes from these the file beside.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.messages import ENGLISH, MessageCode, Messages, is_plain_text, written
from uploader_gui.storage.settings.settings import Language

TRANSLATIONS: Final = Path(__file__).with_name("translations")
_SIMPLIFIED: Final = ("hans", "cn", "sg")
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


class ReportWords:
    """The words in one language. Raises OSError where the program's own file is gone."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._contexts: dict[str, dict[str, str]] = {}
        if language is not Language.ENGLISH:
            file = TRANSLATIONS / f"{language.value}.json"
            self._contexts = json.loads(file.read_text(encoding="utf-8"))
        messages = self._contexts.get("Messages", {})
        self._sentences = ENGLISH | {code: messages[code] for code in MessageCode if code in messages}

    def translate(self, context: str, text: str) -> str:
        """``text``, which is English or a code, in this language."""
        return self._contexts.get(context, {}).get(text, text)

    def failure(self, code: ErrorCode, messages: Messages) -> str:
        """Why a file failed. What an older program said in English is said by its code in another language."""
        said = written(messages, self._sentences, lambda text: self.translate("Names", text))
        general = self._contexts.get("Codes", {}).get(code, "") if is_plain_text(messages) else ""
        return general.replace("{0}", said) if general else said


def readers_language(chosen: Language, environ: Mapping[str, str]) -> Language:
    """The language to write in where there is no window to tell: the chosen one, else that of the user's locale."""
    if chosen is not Language.SYSTEM:
        return chosen
    wanted = next((value for name in _VARIABLES if (value := environ.get(name))), "") or _windows_locale()
    speaks, *rest = wanted.lower().partition(".")[0].replace("-", "_").split("_")
    is_simplified = not rest or any(part in _SIMPLIFIED for part in rest)
    return Language.CHINESE if speaks == "zh" and is_simplified else Language.ENGLISH


def _windows_locale() -> str:
    """What Windows, which has no such variables, speaks to its user; "" elsewhere."""
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
