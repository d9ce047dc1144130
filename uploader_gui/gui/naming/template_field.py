"""A field for a name template, and what it makes of an example, said below it as it is typed."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.name_template import (
    LONGEST_TEMPLATE,
    Occasion,
    clean_template,
    parsed_template,
)
from uploader_gui.gui.look.forms import Note
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.words.engine_words import error_words, message_words

_FOLDER, _NAME = "A007", "C001.mov"
_LIKE = "{year}/{folder}/{name}"


class TemplateField(QLineEdit):
    """``note`` belongs below it, and has an example. ``when_empty``: what holds then. GUI thread."""

    def __init__(self, parent: QWidget | None = None, *, when_empty: str = "") -> None:
        self._when_empty = when_empty
        super().__init__(parent, placeholderText=self.tr("Optional, like {0}").format(_LIKE))
        self.setMaxLength(LONGEST_TEMPLATE)
        self.setToolTip(tip_words(template_help()))
        self.note = Note()
        self.textChanged.connect(self._say)
        self._say()

    def template(self) -> str:
        """What was entered, "" for nothing. Raises BadSettingsError where it can't be used."""
        return clean_template(self.text())

    def _say(self) -> None:
        words, is_good = example_words(self.text())
        if self._when_empty and not self.text().strip():
            words = self._when_empty
        self.note.say(words, "muted" if is_good else "bad")
        self.setAccessibleDescription(words)


def example_words(text: str) -> tuple[str, bool]:
    """What a template makes of an example, or what is wrong with it; and whether all is well."""
    translate = QCoreApplication.translate
    try:
        template = clean_template(text)
        if not template:
            return translate("TemplateField", "Files keep their folders and names."), True
        parsed = parsed_template(template)
        if not parsed.tells_files_apart:
            return message_words((message(MessageCode.TEMPLATE_ONE_NAME),)), False
        now = datetime.now(UTC)
        occasion = Occasion(now, "ingest-1", "ada", _FOLDER)
        made = parsed.key("", (_FOLDER, _NAME), int(now.timestamp()) * 10**9, occasion, 1)
    except UploaderError as error:
        return error_words(error), False
    return f"{_FOLDER}/{_NAME} → {made}", True


def template_help() -> str:
    """Which fields there are, and what they stand for."""
    translate = QCoreApplication.translate
    lines = (
        (
            "{name} {stem} {ext}",
            translate("TemplateField", "the file's name; without its extension; the extension"),
        ),
        (
            "{folder} {parent}",
            translate("TemplateField", "its folders below what was added; the last of them"),
        ),
        ("{year} {month} {day} {hour} {minute} {second}", translate("TemplateField", "when it is added")),
        ("{file_year} {file_month} …", translate("TemplateField", "when it was last written")),
        ("{host} {user} {package}", translate("TemplateField", "this computer, its user, the package")),
        (
            "{counter:03}",
            translate("TemplateField", "a number that is given once, with three digits at least"),
        ),
        ("{{ }}", translate("TemplateField", "braces")),
    )
    return "\n".join(f"{fields}: {words}" for fields, words in lines)
