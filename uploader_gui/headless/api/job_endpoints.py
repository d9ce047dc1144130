"""The calls about jobs that are there: list, progress, resume, pause, remove, events."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import JobState
from uploader_gui.headless.api.access_control import has_token
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import answer, bad_request
from uploader_gui.headless.api.event_stream import job_events
from uploader_gui.headless.output.job_json import job_object
from uploader_gui.source.source_file import take_fingerprint

_USUAL_LIMIT = 100
_LARGEST_LIMIT = 1000
_LONGEST_LINK_S = 7 * 86_400  # what S3 signs for
_MOST_DIGITS = 10


async def list_jobs(backend: Backend, request: Request) -> Response:
    """Jobs newest first: ``status``, ``limit`` and ``cursor`` (the ``next`` of the page before) choose."""
    limit = _number("limit", request.query_params.get("limit", str(_USUAL_LIMIT)), _LARGEST_LIMIT)
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
    """The job as it is now; with ``presign``, and the token, a link that anyone can use for so many seconds."""
    status = await backend.engine.status(_job_id(request))
    fields = job_object(status)
    lifetime = request.query_params.get("presign")
    response = fields.get("uploadResponse")
    if lifetime is not None:
        if not has_token(request.headers):
            return answer(ErrorCode.UNAUTHORIZED, "A presigned link is given with the token only.")
        lifetime_s = _number("presign", lifetime, _LONGEST_LINK_S)
        if isinstance(response, dict):
            response["downloadUrl"] = await backend.engine.presigned_url(status.job.job_id, lifetime_s)
    return JSONResponse(fields)


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


def _number(name: str, text: str, largest: int) -> int:
    if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS and 0 < int(text) <= largest:
        return int(text)
    raise bad_request(f"`{name}` is a number from 1 to {largest}.")


def _state(text: str) -> JobState | None:
    if not text:
        return None
    try:
        return JobState(text.upper())
    except ValueError:
        raise bad_request(f"`status` is one of {', '.join(JobState)}.") from None
