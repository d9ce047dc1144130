"""Doing a command in this process, or handing it over to the one that holds the state directory already."""

import contextlib
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from uploader_gui.domain.errors import StateDirectoryBusyError
from uploader_gui.domain.job import Job
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.headless.output.lines import notice
from uploader_gui.headless.runs.exit_codes import EXIT_DONE
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.runtime.instance_lock import read_holder
from uploader_gui.runtime.runtime import Runtime, engine_runs, state_directory

if TYPE_CHECKING:  # not needed where nobody else holds the state directory
    from uploader_gui.headless.api.api import Api
    from uploader_gui.headless.commands.handover_client import HandoverClient

# A holder that takes no requests is a short command that ends by itself, or has not come so far yet.
_HOLDER_WAIT_S = 5.0
_HOLDER_POLL_S = 0.1

ExitCode = TypeVar("ExitCode", int, int | None)
There = Callable[["HandoverClient"], int]


def here_or_there(environ: Mapping[str, str], here: Callable[[], ExitCode], there: There) -> ExitCode:
    """Do it in this process, or have it done by the holder of the state directory; returns the exit code.

    ``here`` raises StateDirectoryBusyError if there is a holder. It is raised on if that one does not answer.
    """
    deadline_s = time.monotonic() + _HOLDER_WAIT_S
    while True:
        try:
            return here()
        except StateDirectoryBusyError:
            from uploader_gui.headless.commands.handover_client import HandoverClient, HolderClosingError

            client = HandoverClient.connected(state_directory(environ))
            if client is not None:
                with contextlib.closing(client), contextlib.suppress(HolderClosingError):
                    return there(client)
            if time.monotonic() > deadline_s:
                raise
        time.sleep(_HOLDER_POLL_S)


def shown_elsewhere(environ: Mapping[str, str], start: WindowStart) -> int | None:
    """Have the holder of the state directory do what is wanted, in its window if it has one; the exit code.

    None where nobody holds it, or the holder takes no requests. Raises UploaderError in words.
    """

    def here() -> int | None:
        if engine_runs(environ):
            holder = read_holder(state_directory(environ))
            raise StateDirectoryBusyError(holder.name, holder.pid)
        return None

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow
        from uploader_gui.headless.runs.handover_messages import own_access_key, show_handover

        handover, own_key = show_handover(environ, start), own_access_key(environ)
        return follow(client, handover, Interrupt(), as_json=False, own_key=own_key)

    try:
        return here_or_there(environ, here, there)
    except StateDirectoryBusyError:
        return None


def runs_elsewhere(environ: Mapping[str, str]) -> int | None:
    """EXIT_DONE where somebody holds the state directory: what is started at login then has nothing to do."""
    if not engine_runs(environ):
        return None
    holder = read_holder(state_directory(environ))
    notice(f"{holder.name} (process {holder.pid}) takes care of the uploads already.")
    return EXIT_DONE


async def open_window_api(
    runtime: Runtime, came_in: Callable[[Job], None], shown: Callable[[WindowStart], None]
) -> "Api":
    """The API of a window, on loopback: for other starts of the program, all with the token."""
    from uploader_gui.headless.api.api import open_api

    return await open_api(runtime, came_in=came_in, shown=shown)
