"""A value of Windows' Run key, written and read: one command line."""

import re
import subprocess
from typing import Final

from uploader_gui.gui.desktop.login.login_start import LoginStart

_WORD: Final = re.compile(r'"([^"]*)"|(\S+)')


def command_text(start: LoginStart) -> str:
    """The command line that starts this; Windows has no place for variables in it."""
    return subprocess.list2cmdline(start.words)


def command_words(text: str) -> tuple[str, ...]:
    """The program that a command line starts, with its arguments. No path on Windows has a quotation mark in it."""
    return tuple(quoted or plain for quoted, plain in _WORD.findall(text))
