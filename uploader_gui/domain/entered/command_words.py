"""A command as it is entered: split into its program and arguments, with no shell in between."""

import shlex
import sys

from uploader_gui.domain.entered.entered_text import entered
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message


def clean_command(text: str) -> str:
    """A command as we keep it, "" for none. Raises BadSettingsError where it can't be split."""
    command = entered(text, "The command")
    if command and not words_of(command):
        raise BadSettingsError(message(MessageCode.COMMAND_UNREADABLE))
    return command


def words_of(command: str) -> list[str]:
    """The program and its arguments, split as a shell splits them. Raises BadSettingsError.

    On Windows a backslash is no escape, but stands in paths.
    """
    is_windows = sys.platform == "win32"
    try:
        words = shlex.split(command, posix=not is_windows)
    except ValueError:
        raise BadSettingsError(message(MessageCode.COMMAND_UNREADABLE)) from None
    return [word.strip("\"'") for word in words] if is_windows else words
