"""Holding the state directory while a command works, and saying what goes wrong meanwhile."""

import contextlib
import logging
from collections.abc import Iterator, Mapping

from uploader_gui.domain.messages import english
from uploader_gui.headless.output.lines import notice
from uploader_gui.runtime.log_file import Redaction
from uploader_gui.runtime.runtime import Runtime, open_runtime


class _SaidErrors(logging.Handler):
    """Says on stderr what is logged as an error, without its trace; what keeps failing the same way, once."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__(logging.ERROR)
        self._redaction = redaction
        self._said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        text = self._redaction.redacted(record.getMessage())
        if text not in self._said:
            self._said.add(text)
            notice(text)


@contextlib.contextmanager
def holding(
    environ: Mapping[str, str], command: str, *, jobs_at_once: int | None = None, workers: int | None = None
) -> Iterator[Runtime]:
    """Hold the state directory as ``uploader-gui COMMAND``, and say what had to be repaired.

    Raises StateDirectoryBusyError and BadSettingsError in words.
    """
    holder = f"`uploader-gui {command}`"
    runtime = open_runtime(environ, holder=holder, jobs_at_once=jobs_at_once, workers=workers)
    with contextlib.closing(runtime), contextlib.ExitStack() as resources:
        runtime.database.on_locked(notice)
        logger = logging.getLogger("uploader_gui")  # ours alone: a library's errors are for the log file
        resources.callback(logger.removeHandler, errors := _SaidErrors(runtime.log.redaction))
        logger.addHandler(errors)
        for said in (runtime.notice, runtime.settings_notice):
            if said:
                notice(english(said))
        yield runtime
