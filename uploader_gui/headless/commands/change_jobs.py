"""The commands that change jobs and do not wait for them: ``pause``, ``limit``, ``start-at`` and ``remove``."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from uploader_gui.domain.job import Job
from uploader_gui.headless.commands.handover import here_or_there
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.lines import notice, print_line
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.headless.runs.job_verbs import (
    Say,
    found,
    limit_jobs,
    limit_together,
    pause_jobs,
    remove_jobs,
    start_jobs_at,
)
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.runtime.runtime import Runtime

if TYPE_CHECKING:
    from uploader_gui.headless.commands.handover_client import HandoverClient
    from uploader_gui.headless.runs.handover_messages import Handover


class Streams:
    """Standard output and standard error."""

    def line(self, text: str) -> None:
        """A line of results."""
        print_line(text)

    def notice(self, text: str) -> None:
        """A sentence beside them."""
        notice(text)


Change = Callable[[Runtime, Sequence[Job] | None, Say], Awaitable[int]]
MakeHandover = Callable[[], "Handover"]


def pause(environ: Mapping[str, str], job_ids: Sequence[str] | None, *, after_parts: bool) -> int:
    """Pause these jobs, or all (None); returns the exit code. Raises UploaderError in words.

    ``after_parts``: those that another process sends end the parts that are on their way first.
    """

    def change(runtime: Runtime, jobs: Sequence[Job] | None, say: Say) -> Awaitable[int]:
        return pause_jobs(runtime, jobs, say, after_parts=after_parts)

    def handover() -> "Handover":
        from uploader_gui.headless.runs.handover_messages import PauseHandover

        return PauseHandover(job_ids, after_parts=after_parts)

    return _change(environ, "pause", job_ids, change, handover)


def limit(environ: Mapping[str, str], job_ids: Sequence[str] | None, bytes_per_second: int | None) -> int:
    """Let these jobs, or all (None), send so much a second each at most, None: without a limit of their own.

    Returns the exit code. Raises UploaderError in words.
    """

    def change(runtime: Runtime, jobs: Sequence[Job] | None, say: Say) -> Awaitable[int]:
        return limit_jobs(runtime, jobs, say, bytes_per_second)

    def handover() -> "Handover":
        from uploader_gui.headless.runs.handover_messages import LimitHandover

        return LimitHandover(job_ids, bytes_per_second)

    return _change(environ, "limit", job_ids, change, handover)


def limit_package(environ: Mapping[str, str], package: str, bytes_per_second: int | None) -> int:
    """Let all jobs of this package, a name or an id, together send so much a second at most; None: without a limit.

    Returns the exit code. Raises UploaderError in words.
    """

    async def run(runtime: Runtime) -> int:
        await runtime.engine.start(runs_waiting=False)
        try:
            found = await asyncio.to_thread(runtime.jobs.find_package, package)
            return await limit_together(runtime, found, Streams(), bytes_per_second)
        finally:
            await runtime.engine.stop()

    def here() -> int:
        with holding(environ, "limit") as runtime:
            return run_engine(run(runtime))

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow
        from uploader_gui.headless.runs.handover_messages import PackageLimitHandover

        return follow(client, PackageLimitHandover(package, bytes_per_second), Interrupt(), as_json=False)

    return here_or_there(environ, here, there)


def start_at(environ: Mapping[str, str], job_ids: Sequence[str] | None, when: datetime | None) -> int:
    """Let these jobs, or all that do not run yet (None), start at ``when``; None: as soon as they can.

    Returns the exit code. Raises UploaderError in words.
    """

    async def change(runtime: Runtime, jobs: Sequence[Job] | None, say: Say) -> int:
        code = await start_jobs_at(runtime, jobs, say, when)
        say.notice(
            "No program runs these uploads now: the window or `uploader-gui serve` will, or "
            "`uploader-gui resume` with their ids."
        )
        return code

    def handover() -> "Handover":
        from uploader_gui.headless.runs.handover_messages import StartHandover

        return StartHandover(job_ids, when)

    return _change(environ, "start-at", job_ids, change, handover)


def remove(environ: Mapping[str, str], job_ids: Sequence[str]) -> int:
    """Remove these jobs; returns the exit code. Raises UploaderError in words, with nothing removed."""

    def handover() -> "Handover":
        from uploader_gui.headless.runs.handover_messages import RemoveHandover

        return RemoveHandover(job_ids)

    return _change(environ, "remove", job_ids, remove_jobs, handover)


def _change(
    environ: Mapping[str, str],
    verb: str,
    job_ids: Sequence[str] | None,
    change: Change,
    make_handover: MakeHandover,
) -> int:
    async def run(runtime: Runtime, chosen: Sequence[Job] | None) -> int:
        await runtime.engine.start(runs_waiting=False)
        try:
            return await change(runtime, chosen, Streams())
        finally:
            await runtime.engine.stop()

    def here() -> int:
        with holding(environ, verb) as runtime:
            return run_engine(run(runtime, found(runtime.jobs, job_ids)))

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow

        return follow(client, make_handover(), Interrupt(), as_json=False)

    return here_or_there(environ, here, there)
