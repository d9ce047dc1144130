"""The commands ``pause`` and ``remove``."""

import asyncio
from collections.abc import Mapping, Sequence

from uploader_gui.domain.job import ALLOWED, Job, Verb
from uploader_gui.headless.failures import EXIT_DONE, EXIT_FAILED
from uploader_gui.headless.holding import holding
from uploader_gui.headless.reporting import notice, print_line
from uploader_gui.runtime import Runtime


def pause(environ: Mapping[str, str], job_ids: Sequence[str] | None) -> int:
    """Pause these jobs, or all (None); returns the exit code. Raises UploaderError in words."""
    with holding(environ, "pause") as runtime:
        chosen = None if job_ids is None else _find(runtime, job_ids)
        return asyncio.run(_pause(runtime, chosen))


def remove(environ: Mapping[str, str], job_ids: Sequence[str]) -> int:
    """Remove these jobs; returns the exit code. Raises UploaderError in words, with nothing removed."""
    with holding(environ, "remove") as runtime:
        return asyncio.run(_remove(runtime, _find(runtime, job_ids)))


def _find(runtime: Runtime, job_ids: Sequence[str]) -> list[Job]:
    jobs = [runtime.store.find(job_id) for job_id in job_ids]
    return list({job.job_id: job for job in jobs}.values())


async def _pause(runtime: Runtime, chosen: Sequence[Job] | None) -> int:
    engine, store = runtime.engine, runtime.store
    await engine.start(runs_waiting=False)
    try:
        # What a program that ended left UPLOADING is paused by now.
        paused = [
            job for job in engine.interrupted if chosen is None or job.job_id in {c.job_id for c in chosen}
        ]
        rest = (
            store.waiting()
            if chosen is None
            else [store.get(job.job_id) for job in chosen if job not in paused]
        )
        allowed = [job for job in rest if job.state in ALLOWED[Verb.PAUSE]]
        if allowed:
            await engine.pause([job.job_id for job in allowed])
    finally:
        await engine.stop()
    for job in [*paused, *allowed]:
        print_line(f"{job.file_name}: paused.")
    for job in rest:
        if job not in allowed:
            notice(f"{job.file_name}: this job is {job.state} and can't be paused.")
    if chosen is None and not paused and not allowed:
        notice("Nothing to pause: no job is waiting.")
    return EXIT_DONE if len(allowed) == len(rest) else EXIT_FAILED


async def _remove(runtime: Runtime, chosen: Sequence[Job]) -> int:
    engine = runtime.engine
    await engine.start(runs_waiting=False)
    try:
        await engine.remove([job.job_id for job in chosen])
    finally:
        await engine.stop()
    left_open = {upload.upload_id for upload in runtime.store.abandoned()}
    for job in chosen:
        print_line(f"{job.file_name}: removed.")
        if job.upload_id and job.upload_id in left_open:
            notice(
                f"{job.file_name}: the store could not be asked to drop the parts. That is done at the next "
                "chance, or by `uploader-gui cleanup --uploads --yes`."
            )
    return EXIT_DONE
