"""The HTTP API as the window offers it: switched on and off, and what came in through it."""

from PySide6.QtCore import QObject

from uploader_gui.domain.job import Job
from uploader_gui.gui.api_interface import Api
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.preferences.api_page import ApiFacts
from uploader_gui.storage.settings.settings import Settings

_REMEMBERED = 200


class ApiSwitch(QObject):
    """Listens where the settings say, beside the loopback address that other starts of the program use.

    GUI thread; the API lives on the engine's loop.
    """

    def __init__(self, link: EngineLink, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._came_in: list[Job] = []
        link.came_in.connect(self._remember)

    def facts(self) -> ApiFacts:
        """What there is to show of it."""
        api = self._link.api
        if api is None:
            return ApiFacts()
        _, address = self._link.api_place
        return ApiFacts(address, api.token, tuple(self._came_in))

    async def use(self, settings: Settings) -> None:
        """Listen where ``settings`` say, or nowhere. Raises BadSettingsError where that can't be."""
        api = self._link.api
        wanted = (settings.api_host, settings.api_port) if settings.api_is_on else None
        there, address = self._link.api_place
        if api is None or wanted == there:
            return

        async def move(api: Api = api) -> str:
            if address:
                await api.stop_listening(address)
                self._link.api_place = None, ""
            return api.listen(*wanted, is_open=True) if wanted else ""

        moved = await self._link.call(move)
        self._link.api_place = wanted, moved

    def _remember(self, job: Job) -> None:
        self._came_in = [job, *self._came_in][:_REMEMBERED]
