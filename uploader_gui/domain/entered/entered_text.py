"""Text as people and files hand it in, made fit for the wire: trimmed, or refused with the character named."""

import re
import unicodedata

from uploader_gui.domain.entered.visible_text import escape
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message

# Control and format characters, line and paragraph separators, halves of surrogate pairs: nobody means to enter
# them, they come along when something is copied. CR and LF would even put a header of their own into a request.
_UNSEEN_KINDS = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})
_EDGES = re.compile(r"^[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_CONTROL_NAMES = {"\n": "a line break", "\r": "a carriage return", "\t": "a tab", "\0": "a NUL"}


def trimmed(text: str) -> str:
    """``text`` without white space, line breaks and characters that can't be seen at either end."""
    left = _EDGES.sub("", text)
    return _EDGES.sub("", left[::-1])[::-1]


def entered(text: str, what: str) -> str:
    """A text for ``what`` (``The bucket``), trimmed. Raises BadSettingsError for a character that can't be seen."""
    text = trimmed(text)
    for character in text:
        if unicodedata.category(character) in _UNSEEN_KINDS:
            raise BadSettingsError(
                message(MessageCode.TEXT_WITH_UNSEEN, what=what, character=_named(character))
            )
    return text


def entered_word(text: str, what: str) -> str:
    """As ``entered``, for what stands in a header: one word in ASCII. Raises BadSettingsError."""
    text = entered(text, what)
    for character in text:
        if not "!" <= character <= "~":
            raise BadSettingsError(
                message(MessageCode.TEXT_NOT_ASCII, what=what, character=_named(character))
            )
    return text


def _named(character: str) -> str:
    usual = _CONTROL_NAMES.get(character)
    if usual:
        return usual
    name = unicodedata.name(character, "").lower()
    if character.isprintable() and not character.isspace():
        return f"'{character}'"
    return f"U+{ord(character):04X}" + (f" ({name})" if name else f" ({escape(character)})")
