"""Being the one who runs the engine, for the length of a command."""

import contextlib
from collections.abc import Iterator, Mapping

from uploader_gui.headless.reporting import notice
from uploader_gui.runtime import Runtime, open_runtime


@contextlib.contextmanager
def holding(
    environ: Mapping[str, str], command: str, *, jobs_at_once: int | None = None, workers: int | None = None
) -> Iterator[Runtime]:
    """Hold the state directory as ``uploader-gui COMMAND``, and say what had to be repaired.

    Raises StateDirectoryBusyError and BadSettingsError in words.
    """
    holder = f"`uploader-gui {command}`"
    runtime = open_runtime(environ, holder=holder, jobs_at_once=jobs_at_once, workers=workers)
    with contextlib.closing(runtime):
        runtime.database.on_locked(notice)
        if runtime.notice:
            notice(runtime.notice)
        yield runtime
