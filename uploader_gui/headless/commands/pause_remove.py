"""The commands ``pause`` and ``remove``."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from uploader_gui.domain.job import Job
from uploader_gui.headless.commands.handover import here_or_there
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.lines import notice, print_line
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.headless.runs.job_verbs import Say, found, pause_jobs, remove_jobs
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.runtime.runtime import Runtime

if TYPE_CHECKING:
    from uploader_gui.headless.commands.handover_client import HandoverClient


class _Streams:
    """Standard output and standard error."""

    def line(self, text: str) -> None:
        print_line(text)

    def notice(self, text: str) -> None:
        notice(text)


Change = Callable[[Runtime, Sequence[Job] | None, Say], Awaitable[int]]


def pause(environ: Mapping[str, str], job_ids: Sequence[str] | None) -> int:
    """Pause these jobs, or all (None); returns the exit code. Raises UploaderError in words."""
    return _change(environ, "pause", pause_jobs, job_ids)


def remove(environ: Mapping[str, str], job_ids: Sequence[str]) -> int:
    """Remove these jobs; returns the exit code. Raises UploaderError in words, with nothing removed."""
    return _change(environ, "remove", remove_jobs, job_ids)


def _change(environ: Mapping[str, str], verb: str, change: Change, job_ids: Sequence[str] | None) -> int:
    async def run(runtime: Runtime, chosen: Sequence[Job] | None) -> int:
        await runtime.engine.start(runs_waiting=False)
        try:
            return await change(runtime, chosen, _Streams())
        finally:
            await runtime.engine.stop()

    def here() -> int:
        with holding(environ, verb) as runtime:
            return run_engine(run(runtime, found(runtime.jobs, job_ids)))

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow
        from uploader_gui.headless.runs.handover_messages import PauseHandover, RemoveHandover

        handover = PauseHandover(job_ids) if change is pause_jobs else RemoveHandover(job_ids)
        return follow(client, handover, Interrupt(), as_json=False)

    return here_or_there(environ, here, there)
