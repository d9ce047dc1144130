"""What the desktop is told to start at login, and which program that is."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

HIDDEN: Final = "--hidden"
_CARRIED: Final = "UPLOADER_GUI_HOME"
_MODULE: Final = "uploader_gui"
WINDOW_PROGRAM: Final = "Uploader.exe"
"""The bundle's program that opens no console, beside the one for the command line; on Windows."""


@dataclass(frozen=True, slots=True)
class LoginStart:
    """``program``: its path, absolute, and its first arguments. ``is_hidden``: without its window.

    ``variables``: what has to be in its environment, where the desktop can be told that.
    """

    program: tuple[str, ...]
    is_hidden: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """The program with all its arguments."""
        return (*self.program, HIDDEN) if self.is_hidden else self.program


def running_program(arguments: Sequence[str], environ: Mapping[str, str]) -> LoginStart:
    """The program that runs now, as it was started: a script, a module, one file with all in it.

    ``arguments`` are those of the process, its name among them. On Windows it is one that opens no console.
    """
    variables = {_CARRIED: str(Path(environ[_CARRIED]).absolute())} if environ.get(_CARRIED) else {}
    return LoginStart(_program(arguments, environ), variables=variables)


def _program(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[str, ...]:
    if environ.get("APPIMAGE"):
        return (environ["APPIMAGE"],)
    if getattr(sys, "frozen", False):
        window = Path(sys.executable).with_name(WINDOW_PROGRAM)
        return (str(window if window.exists() else sys.executable),)
    without_console = Path(sys.executable).with_name("pythonw.exe")
    if sys.platform == "win32" and without_console.exists():
        return (str(without_console), "-m", _MODULE)
    script = Path(arguments[0]).absolute()
    return (sys.executable, "-m", _MODULE) if script.suffix == ".py" else (str(script),)
