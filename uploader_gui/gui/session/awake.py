"""Keeping the machine awake while files are being sent, by whatever the platform has for it."""

import asyncio
import logging
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink

if TYPE_CHECKING:
    from wakepy import Mode

_log = logging.getLogger(__name__)
_SESSION_BUS = "DBUS_SESSION_BUS_ADDRESS"


class WakeLock(QObject):
    """Asks the system to stay awake from ``want`` True to False. GUI thread; the system is asked on another."""

    def __init__(self, link: EngineLink, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks
        self._mode: Mode | None = None
        self._is_wanted = False
        self._changing = asyncio.Lock()
        self._has_failed = False

    @property
    def is_held(self) -> bool:
        """Whether the system was asked, and agreed."""
        return self._mode is not None

    def why_not(self) -> str:
        """Why this machine can't be kept awake, as far as is known; "" where it can."""
        if sys.platform == "linux" and not os.environ.get(_SESSION_BUS):
            return self.tr("Not possible here: there is no desktop session that could be asked.")
        if self._has_failed:
            return self.tr("Not possible here: neither the desktop's power nor its session program agreed.")
        return ""

    def want(self, wanted: bool, /) -> None:
        """Have it, or give it back; returns at once, and asks only for what differs from the last time."""
        if wanted is not self._is_wanted:
            self._is_wanted = wanted
            self._tasks.start(self._change())

    async def let_go(self) -> None:
        """Give it back and wait until that is done."""
        self._is_wanted = False
        await self._change()

    async def _change(self) -> None:
        async with self._changing:
            if self._is_wanted and self._mode is None:
                self._mode = await self._link.in_thread(_entered)
                self._has_failed = self._mode is None
            elif not self._is_wanted and self._mode is not None:
                mode, self._mode = self._mode, None
                await self._link.in_thread(partial(mode.__exit__, None, None, None))


def _entered() -> "Mode | None":
    """Ask the system; blocking, with a fifth of a second of imports."""
    from wakepy import keep

    mode = keep.running(on_fail="pass")
    mode.__enter__()
    if mode.active:
        return mode
    _log.info("This machine can't be kept awake: %s", mode.result.get_failure_text())
    return None
