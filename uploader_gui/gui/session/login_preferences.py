"""What the preferences need of the desktop for the start at login."""

import os
import sys

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.gui.desktop.login.login_start import running_program
from uploader_gui.gui.desktop.login.login_switch import LoginState, LoginSwitch, login_switch
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.preferences.general_page import LoginFacts
from uploader_gui.gui.words.engine_words import error_words


class LoginPreferences:
    """GUI thread; the desktop's files are looked at on another."""

    def __init__(self, link: EngineLink) -> None:
        self._link = link

    async def facts(self) -> LoginFacts:
        """What there is to show."""
        try:
            return LoginFacts(await self._link.in_thread(self._switch().state))
        except BadSettingsError as error:
            return LoginFacts(why_not=error_words(error))

    async def keep(self, wanted: LoginState | None) -> None:
        """Have it so from the next login on; None: as it is. Raises BadSettingsError."""
        if wanted is not None:
            await self._link.in_thread(lambda: self._switch().turn(wanted))

    def _switch(self) -> LoginSwitch:
        return login_switch(running_program(sys.argv, os.environ), os.environ)
