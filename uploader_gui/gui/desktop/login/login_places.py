"""Where a desktop looks for what it is to start at login."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from uploader_gui.storage.settings.atomic_file import replace_private

if sys.platform == "win32":
    import winreg

NAME: Final = "uploader-gui"
_RUN_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"


class LoginPlace(Protocol):
    """One text, "" where it is not there. All of it raises OSError."""

    def read(self) -> str:
        """What is there now."""
        ...

    def write(self, text: str) -> None:
        """Put ``text`` there, whole or not at all."""
        ...

    def clear(self) -> None:
        """Have nothing there."""
        ...


@dataclass(frozen=True, slots=True)
class LoginFile:
    """A file of this user's."""

    path: Path

    def read(self) -> str:
        """What is in it; what can't be read as text is nothing that we wrote."""
        try:
            return self.path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def write(self, text: str) -> None:
        """Replace it in one step. A link there (some keep such files in a repository) is written through."""
        replace_private(self.path.resolve(), text)

    def clear(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)


class RunKey:
    """A value below the Run key of this user in Windows' registry."""

    def read(self) -> str:
        """What it says."""
        if sys.platform == "win32":
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                    return str(winreg.QueryValueEx(key, NAME)[0])
            except FileNotFoundError:
                return ""
        return ""

    def write(self, text: str) -> None:
        """Set it."""
        if sys.platform == "win32":
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, text)

    def clear(self) -> None:
        """Remove it."""
        if sys.platform == "win32":
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY, access=winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, NAME)
            except FileNotFoundError:
                return


def autostart_file(environ: Mapping[str, str], home: Path) -> Path:
    """The entry of ours where desktops look for what this user has started; a relative folder does not count."""
    folder = Path(environ.get("XDG_CONFIG_HOME", ""))
    return (folder if folder.is_absolute() else home / ".config") / "autostart" / f"{NAME}.desktop"


def agent_file(home: Path) -> Path:
    """The agent of ours where launchd looks for what this user has started."""
    return home / "Library" / "LaunchAgents" / f"{NAME}.plist"
