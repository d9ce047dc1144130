"""One window for a state directory: a second start shows the first one's, and gives it its files."""

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from uploader_gui.domain.job import Job
from uploader_gui.headless.commands.handover import follow
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.runtime.runtime import Runtime, engine_runs, state_directory

if TYPE_CHECKING:
    from uploader_gui.headless.api.api import Api

# A window that is just starting has taken the lock, but no requests yet.
_PATIENCE_S = 5.0
_LOOK_AGAIN_S = 0.1


def shown_elsewhere(environ: Mapping[str, str], files: Sequence[Path]) -> int | None:
    """Have the holder of the state directory take these files, in its window if it has one; the exit code.

    None where nobody holds it, or the holder takes no requests. Raises UploaderError in words.
    """
    deadline_s = time.monotonic() + _PATIENCE_S
    while engine_runs(environ):
        from uploader_gui.headless.commands.handover_client import HolderClient
        from uploader_gui.headless.runs.handover_messages import own_access_key, show_order

        client = HolderClient.connected(state_directory(environ))
        if client is not None:
            with contextlib.closing(client):
                order, own_key = show_order(environ, files), own_access_key(environ)
                return follow(client, order, Interrupt(), as_json=False, own_key=own_key)
        if time.monotonic() > deadline_s:
            return None
        time.sleep(_LOOK_AGAIN_S)
    return None


async def open_window_api(
    runtime: Runtime, came_in: Callable[[Job], None], shown: Callable[[Sequence[Path]], None]
) -> "Api":
    """The API of a window, on loopback: for other starts of the program, all with the token."""
    from uploader_gui.headless.api.api import open_api

    return await open_api(runtime, came_in=came_in, shown=shown)
