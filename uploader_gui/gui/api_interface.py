"""What the window needs of the HTTP API, which is built elsewhere and knows nothing of windows."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from uploader_gui.domain.job import Job
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.runtime.runtime import Runtime


class Api(Protocol):
    """The API of the process that runs the engine; every call on the engine's loop."""

    @property
    def token(self) -> str:
        """What a request has to send."""

    def listen(self, host: str, port: int, *, is_open: bool) -> str:
        """Answer there too, and give the URL. Raises BadSettingsError."""

    async def stop_listening(self, address: str) -> None:
        """End what ``listen`` began there."""

    def begin_closing(self) -> None:
        """Drop what is still arriving."""

    async def close(self) -> None:
        """End it all, within two seconds."""


CameIn = Callable[[Job], None]
"""Told of each job that was submitted through the API; on the engine's loop."""
Shown = Callable[[WindowStart], None]
"""Told what another start of the program wants of the window; on the engine's loop."""
OpenApi = Callable[[Runtime, CameIn, Shown], Awaitable[Api]]
"""Opens the API on loopback, before the engine is started. Raises UploaderError."""
