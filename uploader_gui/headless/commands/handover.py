"""Who comes second hands over to the holder what it was asked to do, and shows it as if it did it itself."""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from uploader_gui.domain.errors import ErrorCode, StateDirectoryBusyError, UploaderError
from uploader_gui.domain.job import Job
from uploader_gui.domain.messages import english
from uploader_gui.headless.output.lines import notice, print_line
from uploader_gui.headless.output.reporters import Reporter, make_reporter
from uploader_gui.headless.runs.exit_codes import EXIT_FAILED
from uploader_gui.headless.runs.interrupt import EXIT_INTERRUPTED, Interrupt
from uploader_gui.runtime.log_file import Redaction
from uploader_gui.runtime.runtime import Runtime, engine_runs, open_runtime, state_directory

if TYPE_CHECKING:  # not needed by the one who comes first
    from uploader_gui.headless.api.api import Api
    from uploader_gui.headless.commands.handover_client import HandoverClient
    from uploader_gui.headless.runs.handover_messages import Order


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
        resources.callback(logger.removeHandler, said := _SaidErrors(runtime.log.redaction))
        logger.addHandler(said)
        if runtime.notice:
            notice(english(runtime.notice))
        yield runtime


# A holder that takes no requests is a short command that ends by itself, or has not come so far yet.
_PATIENCE_S = 5.0
_LOOK_AGAIN_S = 0.1


_SAID = {"line": print_line, "notice": notice}


class HolderClosingError(UploaderError):
    """The holder was ending already when it got the order, and left it undone."""


There = Callable[["HandoverClient"], int]


def here_or_there(environ: Mapping[str, str], here: Callable[[], int], there: There) -> int:
    """Do it in this process, or have it done by the holder of the state directory; returns the exit code.

    ``here`` raises StateDirectoryBusyError if there is a holder. It is raised on if that one does not answer.
    """
    deadline_s = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return here()
        except StateDirectoryBusyError as busy:
            from uploader_gui.headless.commands.handover_client import HandoverClient

            client = HandoverClient.connected(state_directory(environ))
            if client is not None:
                with contextlib.closing(client), contextlib.suppress(HolderClosingError):
                    return there(client)
            if time.monotonic() > deadline_s:
                raise
            del busy
        time.sleep(_LOOK_AGAIN_S)


def follow(
    client: "HandoverClient", order: "Order", interrupt: Interrupt, *, as_json: bool, own_key: str = ""
) -> int:
    """Hand the order over and show what comes of it, to its end; a signal pauses it. Returns the exit code.

    ``own_key`` is the access key that our own environment names: it is said if the holder uses another one.
    """
    reporter = make_reporter(as_json=as_json)
    interrupt.call(client.interrupt)
    try:
        return _shown(client, order, reporter, own_key)
    except UploaderError:
        if interrupt.came:
            return EXIT_INTERRUPTED
        raise
    finally:
        interrupt.nothing_is_left()
        reporter.close()


def _shown(client: "HandoverClient", order: "Order", reporter: Reporter, own_key: str) -> int:
    from uploader_gui.headless.runs.handover_messages import event_of, refusal_of

    for name, fields in client.hand_over(order):
        if name == "job":
            job = fields["job"]
            if isinstance(job, Mapping):
                reporter.show([event_of(job, str(fields["activity"]))])
        elif name == "refusal":
            bucket = fields["bucket"]
            reporter.refuse(refusal_of(fields), None if bucket is None else str(bucket))
        elif name in _SAID:
            _SAID[name](str(fields["text"]))
        elif name == "keys":
            _say_whose_keys(client, own_key, str(fields["accessKey"]))
        elif name == "failure":
            notice(f"uploader-gui: {fields['message']}")
            return _exit_code(fields)
        elif name == "closing":
            raise HolderClosingError(
                "The program that ran the uploads was just ending.", code=ErrorCode.ENGINE_BUSY
            )
        elif name == "end":
            return _exit_code(fields)
    holder = client.holder
    notice(
        f"uploader-gui: {holder.name} (process {holder.pid}), which ran these uploads, was ended. "
        "`uploader-gui resume --all` goes on with them."
    )
    return EXIT_FAILED


def _say_whose_keys(client: "HandoverClient", own_key: str, used_key: str) -> None:
    if used_key != own_key:
        notice(
            f"{client.holder.name}, which runs these uploads already, uses its own access key {used_key}, not the "
            f"{own_key} of this environment: keys are never handed over."
        )


def _exit_code(fields: Mapping[str, object]) -> int:
    code = fields["exit"]
    return code if isinstance(code, int) else EXIT_FAILED


# A window that is just starting has taken the lock, but no requests yet.
_SHOWING_WAIT_S = 5.0
_SHOWING_POLL_S = 0.1


def shown_elsewhere(environ: Mapping[str, str], files: Sequence[Path]) -> int | None:
    """Have the holder of the state directory take these files, in its window if it has one; the exit code.

    None where nobody holds it, or the holder takes no requests. Raises UploaderError in words.
    """
    deadline_s = time.monotonic() + _SHOWING_WAIT_S
    while engine_runs(environ):
        from uploader_gui.headless.commands.handover_client import HandoverClient
        from uploader_gui.headless.runs.handover_messages import own_access_key, show_order

        client = HandoverClient.connected(state_directory(environ))
        if client is not None:
            with contextlib.closing(client):
                order, own_key = show_order(environ, files), own_access_key(environ)
                return follow(client, order, Interrupt(), as_json=False, own_key=own_key)
        if time.monotonic() > deadline_s:
            return None
        time.sleep(_SHOWING_POLL_S)
    return None


async def open_window_api(
    runtime: Runtime, came_in: Callable[[Job], None], shown: Callable[[Sequence[Path]], None]
) -> "Api":
    """The API of a window, on loopback: for other starts of the program, all with the token."""
    from uploader_gui.headless.api.api import open_api

    return await open_api(runtime, came_in=came_in, shown=shown)
