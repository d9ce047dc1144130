"""Names, keys and paths as the window shows them: what would not be seen in them gets a sign."""

from typing import Final

from uploader_gui.domain.entered.visible_text import visible

_LONGEST: Final = 30
_BEGINNING: Final = 12
_SIGNS: Final = str.maketrans({"\n": "↵", "\r": "␍", "\t": "⇥"})


def name_words(name: str) -> str:
    r"""``name`` in one line: ``↵`` for a line break, ``⇥`` for a tab, ``\u202e`` and the like for what else is unseen."""
    return visible(name.translate(_SIGNS))


def shortened(name: str) -> str:
    """``name`` without its middle where a sentence about it would have no room for more than the name."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[:_BEGINNING]}…{name[_BEGINNING + 1 - _LONGEST :]}"
