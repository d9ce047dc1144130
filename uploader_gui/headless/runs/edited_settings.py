"""What somebody writes into the settings file while a process without a window runs is used from then on."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import english
from uploader_gui.domain.unattended.timetable_text import parsed_timetable
from uploader_gui.headless.output.lines import notice
from uploader_gui.runtime.runtime import Runtime

_LOOK_S = 1.0
_Stamp = tuple[int, int, int]


@contextlib.asynccontextmanager
async def following_edits(runtime: Runtime) -> AsyncIterator[None]:
    """Watched folders, connections and the timetable are as the file says, soon after each time that it is saved."""
    following = asyncio.create_task(_follow(runtime))
    try:
        yield
    finally:
        following.cancel()
        await asyncio.wait([following])


async def _follow(runtime: Runtime) -> None:
    path = runtime.settings_file.path
    used = before = await asyncio.to_thread(_stamp, path)
    while True:
        await asyncio.sleep(_LOOK_S)
        now = await asyncio.to_thread(_stamp, path)
        # An editor may write it in pieces; and one that takes it away for a moment does not mean to empty it.
        if now is not None and now == before and now != used:
            used = now
            await _use(runtime)
        before = now


async def _use(runtime: Runtime) -> None:
    try:
        saved = await asyncio.to_thread(runtime.reread)
        runtime.engine.use_timetable(parsed_timetable(saved.settings.timetable))
        if runtime.settings_notice:
            notice(f"uploader-gui: {english(runtime.settings_notice)}")
    except BadSettingsError as error:
        notice(f"uploader-gui: {error.message} Until then the settings of before are used.")


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
