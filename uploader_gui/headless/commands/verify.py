"""The command ``verify``: finished uploads looked at again, whoever holds the state directory."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from uploader_gui.domain.events import JobEvent, Refusal, Verified, VerifyProgress
from uploader_gui.domain.messages import english
from uploader_gui.domain.packages.package_end import PackageEnd
from uploader_gui.headless.commands.handover import here_or_there
from uploader_gui.headless.commands.headless_run import HeadlessRun
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.job_json import verified_object
from uploader_gui.headless.output.lines import notice, print_cells, print_json, print_line
from uploader_gui.headless.output.reporters import Reporter
from uploader_gui.headless.output.words import size_words
from uploader_gui.headless.runs.exit_codes import EXIT_DONE
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.headless.runs.run_start import StartedRun
from uploader_gui.headless.runs.verify_run import VerifyRequest, verify_uploads
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.transfer.engine import Engine
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

if TYPE_CHECKING:
    from uploader_gui.headless.commands.handover_client import HandoverClient

_RESULT_WIDTH = len("matches")


def verify(environ: Mapping[str, str], request: VerifyRequest, *, as_json: bool) -> int:
    """Verify uploads again; returns the exit code. Raises UploaderError in words."""
    interrupt = Interrupt()
    shown = VerifyLines(as_json=as_json)

    def here() -> int:
        found = EXIT_DONE
        with holding(environ, "verify") as runtime:

            async def begin(_engine: Engine, _reporter: Reporter) -> StartedRun:
                nonlocal found
                found = await verify_uploads(runtime, request, shown, VerifySwitch())
                return StartedRun((), are_all=True)

            ended = run_engine(HeadlessRun(runtime, _NoJobs(), interrupt)(begin))
        return ended or found

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow
        from uploader_gui.headless.runs.handover_messages import VerifyHandover

        return follow(client, VerifyHandover(request), interrupt, as_json=as_json, verified=shown.verified)

    try:
        return here_or_there(environ, here, there)
    finally:
        shown.close()


class VerifyLines:
    """One line for each upload: a JSON object, cells with tabs between them, or on a terminal a row of a table.

    There, how far it is stands below them while something is read.
    """

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._is_table = sys.stdout.isatty()
        self._shows_progress = self._is_table and sys.stderr.isatty()
        self._below = ""

    def verified(self, verified: Verified) -> None:
        """Print what was found."""
        self._clear()
        recording, words = verified.recording, english(verified.messages)
        if self._as_json:
            print_json(verified_object(verified))
        elif self._is_table:
            print_line(f"{verified.result:<{_RESULT_WIDTH}}  {recording.file_name}  {words}")
        else:
            to = f"{recording.bucket}/{recording.object_key}"
            print_cells((verified.result, recording.job_id, recording.file_name, to, words))

    def progress(self, progress: VerifyProgress) -> None:
        """Show how far it is, in a line that goes away again."""
        if not self._shows_progress or not progress.bytes_total:
            return
        self._clear()
        read, whole = size_words(progress.bytes_read), size_words(progress.bytes_total)
        self._below = f"{progress.done} of {progress.total} verified, {read} of {whole} read"
        sys.stderr.write(self._below)
        sys.stderr.flush()

    def notice(self, text: str) -> None:
        """Say it on stderr."""
        self._clear()
        notice(text)

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._clear()

    def _clear(self) -> None:
        if self._below:
            sys.stderr.write("\r" + " " * len(self._below) + "\r")
            sys.stderr.flush()
            self._below = ""


class _NoJobs:
    """A run of no jobs of its own has nothing to report of them."""

    def show(self, events: Sequence[JobEvent]) -> None:
        """What others handed over is theirs to show."""

    def refuse(self, refusal: Refusal, bucket: str | None) -> None:
        """Nothing is submitted."""

    def remark(self, text: str) -> None:
        """Nothing is remarked on."""

    def tell_end(self, end: PackageEnd) -> None:
        """No package of it ends."""

    def close(self) -> None:
        """Nothing is left open."""
