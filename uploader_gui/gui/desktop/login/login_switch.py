"""The switch that has the program started at login: it shows what is there, whoever put it there."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.gui.desktop.login.desktop_entry import entry_text, entry_words
from uploader_gui.gui.desktop.login.launch_agent import agent_text, agent_words
from uploader_gui.gui.desktop.login.login_places import (
    LoginFile,
    LoginPlace,
    RunKey,
    agent_file,
    autostart_file,
)
from uploader_gui.gui.desktop.login.login_start import HIDDEN, LoginStart
from uploader_gui.gui.desktop.login.run_command import command_text, command_words


@dataclass(frozen=True, slots=True)
class LoginState:
    """Whether a program of this name is started at login, and without its window; ``other``: not this one, but that."""

    is_on: bool = False
    is_hidden: bool = True
    other: str = ""


@dataclass(frozen=True, slots=True)
class LoginSwitch:
    """Blocking; any thread. ``start``: the program that runs now."""

    start: LoginStart
    place: LoginPlace
    text_of: Callable[[LoginStart], str]
    words_of: Callable[[str], tuple[str, ...]]

    @classmethod
    def of_platform(cls, platform: str, start: LoginStart, environ: Mapping[str, str], home: Path) -> Self:
        """The switch of a platform, as ``sys.platform`` names it."""
        if platform == "win32":
            return cls(start, RunKey(), command_text, command_words)
        if platform == "darwin":
            return cls(start, LoginFile(agent_file(home)), agent_text, agent_words)
        return cls(start, LoginFile(autostart_file(environ, home)), entry_text, entry_words)

    def state(self) -> LoginState:
        """How it is now. Raises BadSettingsError."""
        try:
            words = self.words_of(self.place.read())
        except OSError as error:
            raise self._failed(error) from error
        if not words:
            return LoginState()
        program = tuple(word for word in words if word != HIDDEN)
        other = "" if program == self.start.program else " ".join(program)
        return LoginState(is_on=True, is_hidden=HIDDEN in words, other=other)

    def turn(self, wanted: LoginState) -> None:
        """Have it so, with this program. Raises BadSettingsError.

        What is so already is not written again: somebody may have added to it.
        """
        wanted = replace(wanted, other="")
        there = self.state()
        if wanted == there or not (wanted.is_on or there.is_on):
            return
        try:
            if wanted.is_on:
                self.place.write(self.text_of(replace(self.start, is_hidden=wanted.is_hidden)))
            else:
                self.place.clear()
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> BadSettingsError:
        return BadSettingsError(message(MessageCode.LOGIN_START_FAILED, reason=str(error)))


def login_switch(start: LoginStart, environ: Mapping[str, str]) -> LoginSwitch:
    """The switch of this platform and user."""
    return LoginSwitch.of_platform(sys.platform, start, environ, Path.home())
