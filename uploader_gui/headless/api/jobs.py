"""The calls about jobs that are there: list, progress, resume, pause, remove, events."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.job import JobState
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import bad_request
from uploader_gui.headless.api.event_stream import job_events
from uploader_gui.headless.job_json import job_object
from uploader_gui.transfer.source import take_fingerprint

_USUAL_LIMIT = 100
_LARGEST_LIMIT = 1000


async def list_jobs(backend: Backend, request: Request) -> Response:
    """Jobs newest first: ``status``, ``limit`` and ``cursor`` (the ``next`` of the page before) choose."""
    limit = _limit(request.query_params.get("limit", str(_USUAL_LIMIT)))
    state = _state(request.query_params.get("status", ""))
    cursor = request.query_params.get("cursor") or None
    found = await backend.engine.statuses(state=state, limit=limit + 1, before_id=cursor)
    page = found[:limit]
    return JSONResponse(
        {
            "jobs": [job_object(status) for status in page],
            "next": page[-1].job.job_id if len(found) > limit else None,
        }
    )


async def progress(backend: Backend, request: Request) -> Response:
    """The job as it is now."""
    return JSONResponse(job_object(await backend.engine.status(_job_id(request))))


async def resume(backend: Backend, request: Request) -> Response:
    """Resume a job that is PAUSED or FAILED, if its file is still there."""
    job_id = _job_id(request)
    job = (await backend.engine.status(job_id)).job
    if job.state in {JobState.PAUSED, JobState.FAILED}:
        await asyncio.to_thread(take_fingerprint, job.read_path)
    return JSONResponse(job_object((await backend.engine.resume([job_id]))[0]))


async def pause(backend: Backend, request: Request) -> Response:
    """Pause a job that is SUBMITTED or UPLOADING."""
    return JSONResponse(job_object((await backend.engine.pause([_job_id(request)]))[0]))


async def remove(backend: Backend, request: Request) -> Response:
    """Remove a job; its open upload is aborted, a finished object stays."""
    await backend.engine.remove([_job_id(request)])
    return Response(status_code=204)


async def events(backend: Backend, request: Request) -> Response:
    """The job now and at every change, until it is COMPLETED or removed."""
    return await job_events(backend, _job_id(request))


def _job_id(request: Request) -> str:
    return str(request.path_params["job_id"])


def _limit(text: str) -> int:
    if text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= _LARGEST_LIMIT:
        return int(text)
    raise bad_request(f"`limit` is a number from 1 to {_LARGEST_LIMIT}.")


def _state(text: str) -> JobState | None:
    if not text:
        return None
    try:
        return JobState(text.upper())
    except ValueError:
        raise bad_request(f"`status` is one of {', '.join(JobState)}.") from None
