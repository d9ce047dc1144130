"""A LaunchAgent of macOS, written and read."""

import plistlib
from typing import Final
from xml.parsers.expat import ExpatError

from uploader_gui.gui.desktop.login.login_start import LoginStart

LABEL: Final = "uploader-gui"


def agent_text(start: LoginStart) -> str:
    """The file that has launchd start this at login, and leave it alone once it has ended."""
    wanted: dict[str, object] = {
        "Label": LABEL,
        "ProgramArguments": list(start.words),
        "RunAtLoad": True,
        "ProcessType": "Interactive",
    }
    if start.variables:
        wanted["EnvironmentVariables"] = dict(start.variables)
    return plistlib.dumps(wanted, sort_keys=False).decode("utf-8")


def agent_words(text: str) -> tuple[str, ...]:
    """The program that a file has started, with all its arguments; nothing where it is off, or no such file."""
    try:
        read = plistlib.loads(text.encode("utf-8"))
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        return ()
    is_on = isinstance(read, dict) and read.get("RunAtLoad") is True and not read.get("Disabled")
    words = read.get("ProgramArguments") if is_on else None
    return tuple(map(str, words)) if isinstance(words, list) else ()
