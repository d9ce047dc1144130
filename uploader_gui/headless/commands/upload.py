"""The commands ``upload`` and ``resume``: run until every job of theirs has ended."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from uploader_gui.domain.plan import check_part_size
from uploader_gui.headless.commands.handover import here_or_there
from uploader_gui.headless.commands.headless_run import HeadlessRun
from uploader_gui.headless.commands.holding import holding
from uploader_gui.headless.output.lines import notice
from uploader_gui.headless.output.reporters import Reporter, make_reporter
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.headless.runs.run_start import (
    StartedRun,
    UploadRequest,
    UploadStart,
    begin_resuming,
    defaults_of,
)
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.transfer.engine import Engine

if TYPE_CHECKING:
    from uploader_gui.headless.commands.handover_client import HandoverClient


def upload(environ: Mapping[str, str], request: UploadRequest, *, as_json: bool) -> int:
    """Upload files and folders; returns the exit code. Raises UploaderError in words."""
    interrupt = Interrupt()
    if request.chunk_size is not None:
        check_part_size(request.chunk_size)

    def here() -> int:
        with holding(environ, "upload", jobs_at_once=request.jobs, workers=request.workers) as runtime:
            start = UploadStart(request, defaults_of(runtime))
            return run_engine(HeadlessRun(runtime, make_reporter(as_json=as_json), interrupt)(start.begin))

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow
        from uploader_gui.headless.runs.handover_messages import own_access_key, upload_handover

        if request.jobs or request.workers:
            notice(
                f"--jobs and --workers are left to {client.holder.name}, which runs these uploads already."
            )
        handover = upload_handover(environ, request)
        return follow(client, handover, interrupt, as_json=as_json, own_key=own_access_key(environ))

    return here_or_there(environ, here, there)


def resume(environ: Mapping[str, str], job_ids: Sequence[str] | None, *, as_json: bool) -> int:
    """Resume these jobs, or all (None); returns the exit code. Raises UploaderError in words."""
    interrupt = Interrupt()

    def here() -> int:
        with holding(environ, "resume") as runtime:
            chosen = None if job_ids is None else [runtime.jobs.find(each) for each in job_ids]

            async def begin(engine: Engine, _reporter: Reporter) -> StartedRun:
                return await begin_resuming(runtime.jobs, engine, chosen, say=notice)

            return run_engine(HeadlessRun(runtime, make_reporter(as_json=as_json), interrupt)(begin))

    def there(client: "HandoverClient") -> int:
        from uploader_gui.headless.commands.handover_client import follow
        from uploader_gui.headless.runs.handover_messages import ResumeHandover

        return follow(client, ResumeHandover(job_ids), interrupt, as_json=as_json)

    return here_or_there(environ, here, there)
