"""Foreign text made visible: what a terminal or a log would obey, or hide, is written as its escape."""

import re

# Control characters (C0, DEL, C1), what turns the direction of writing, what is not seen or breaks the line, and
# halves of surrogate pairs. Joiners that names in some scripts need (U+200C, U+200D) stay.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_LAST_BYTE, _LAST_OF_PLANE = 0xFF, 0xFFFF


def visible(text: str) -> str:
    r"""``text`` in one line that any terminal shows as it is: ``\n``, ``\x1b``, ``\u202e`` for what it would not."""
    return _UNSEEN.sub(lambda match: escape(match[0]), text)


def escape(character: str) -> str:
    """A character as its escape."""
    number = ord(character)
    if number <= _LAST_BYTE:
        return _SHORT.get(character, f"\\x{number:02x}")
    return f"\\u{number:04x}" if number <= _LAST_OF_PLANE else f"\\U{number:08x}"
