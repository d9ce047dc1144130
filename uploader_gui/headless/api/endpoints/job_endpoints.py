"""The calls about jobs that are there: list, progress, resume, pause, remove, events."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.checks import CheckKind
from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.events import JobStatus, Verified, VerifyProgress
from uploader_gui.domain.job import JobState, Verb, check_allowed
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.headless.api.access_control import has_token
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import answer, bad_request
from uploader_gui.headless.api.event_stream import job_events
from uploader_gui.headless.api.json_body import bandwidth_limit, json_fields, start_at
from uploader_gui.headless.output.job_json import JsonObject, job_object
from uploader_gui.source.source_file import take_fingerprint
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

_USUAL_LIMIT = 100
_LARGEST_LIMIT = 1000
_LONGEST_LINK_S = 7 * 86_400  # what S3 signs for
_MOST_DIGITS = 10
_AFTER_PARTS = "parts"
_TRUE, _FALSE = "true", "false"
_LIMIT, _START = "bandwidthLimit", "startAt"
_CHANGEABLE = (_LIMIT, _START)


async def list_jobs(backend: Backend, request: Request) -> Response:
    """Jobs newest first: ``status``, ``package`` (its name or id), ``limit`` and ``cursor`` (the ``next`` of the page before) choose."""
    limit = _number("limit", request.query_params.get("limit", str(_USUAL_LIMIT)), _LARGEST_LIMIT)
    state = _state(request.query_params.get("status", ""))
    cursor = request.query_params.get("cursor") or None
    package_ids = await _package_ids(backend, request.query_params.get("package", ""))
    found = await backend.engine.jobs_now.statuses(
        state=state, limit=limit + 1, before_id=cursor, package_ids=package_ids
    )
    page = found[:limit]
    packages = await backend.engine.packages.of([status.job for status in page])
    return JSONResponse(
        {
            "jobs": [job_object(one, package=packages.get(one.job.package_id)) for one in page],
            "next": page[-1].job.job_id if len(found) > limit else None,
        }
    )


async def _package_ids(backend: Backend, word: str) -> list[str] | None:
    """The packages that ``word`` names; None for all where it is empty."""
    if not word:
        return None
    try:
        found = await asyncio.to_thread(backend.jobs.find_packages, word)
    except BadSettingsError:
        return []  # none of them has a job
    return [package.package_id for package in found]


async def _fields(backend: Backend, status: JobStatus) -> JsonObject:
    return job_object(status, package=await backend.engine.packages.of_job(status.job))


async def progress(backend: Backend, request: Request) -> Response:
    """The job as it is now; with ``presign``, and the token, a link that anyone can use for so many seconds."""
    status = await backend.engine.jobs_now.status(_job_id(request))
    fields = await _fields(backend, status)
    lifetime = request.query_params.get("presign")
    response = fields.get("uploadResponse")
    if lifetime is not None:
        if not has_token(request.headers):
            return answer(ErrorCode.UNAUTHORIZED, message(MessageCode.API_TOKEN_FOR_LINK))
        lifetime_s = _number("presign", lifetime, _LONGEST_LINK_S)
        if isinstance(response, dict):
            response["downloadUrl"] = await backend.engine.presigned_url(status.job.job_id, lifetime_s)
    return JSONResponse(fields)


async def resume(backend: Backend, request: Request) -> Response:
    """Resume a job that is PAUSED or FAILED, if its file is still there."""
    job_id = _job_id(request)
    job = (await backend.engine.jobs_now.status(job_id)).job
    if job.state in {JobState.PAUSED, JobState.FAILED}:
        await asyncio.to_thread(take_fingerprint, job.read_path)
    return JSONResponse(await _fields(backend, (await backend.engine.resume([job_id]))[0]))


async def pause(backend: Backend, request: Request) -> Response:
    """Pause a job that is SUBMITTED or UPLOADING; with ``after=parts`` when the parts on their way have ended."""
    after = request.query_params.get("after", "")
    if after not in {"", _AFTER_PARTS}:
        raise bad_request(MessageCode.FIELD_IS_WORD, field="after", words=_AFTER_PARTS)
    (status,) = await backend.engine.pause([_job_id(request)], after_parts=bool(after))
    return JSONResponse(await _fields(backend, status))


async def verify(backend: Backend, request: Request) -> Response:
    """Verify a COMPLETED job again; answers when that is done, with what was found. ``source`` and ``readBack`` ask for more."""
    status = await backend.engine.jobs_now.status(_job_id(request))
    check_allowed(Verb.VERIFY, status.job.state)
    wanted = {"source": CheckKind.SOURCE, "readBack": CheckKind.READ_BACK}
    kinds = {kind for name, kind in wanted.items() if _is_set(name, request)}
    if status.job.recording_id is not None:
        await backend.engine.verify([status.job.recording_id], kinds, _Unheard(), VerifySwitch())
    return JSONResponse(await _fields(backend, await backend.engine.jobs_now.status(status.job.job_id)))


class _Unheard:
    """Who asked gets the result alone."""

    def progress(self, progress: VerifyProgress) -> None:
        """Nobody hears of it."""

    def verified(self, verified: Verified) -> None:
        """It is read from the job."""


async def change(backend: Backend, request: Request) -> Response:
    """Change what may be changed of a job that is not COMPLETED: its ``bandwidthLimit``, and when it starts."""
    fields = await json_fields(request, _CHANGEABLE)
    if not fields:
        raise bad_request(MessageCode.FIELD_IS_NEEDED, field=", ".join(_CHANGEABLE))
    job_id, limit, when = _job_id(request), bandwidth_limit(fields), start_at(fields)
    if _START in fields:
        await backend.engine.start_at([job_id], when)
    if _LIMIT in fields:
        await backend.engine.limit([job_id], limit)
    return JSONResponse(await _fields(backend, await backend.engine.jobs_now.status(job_id)))


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
    raise bad_request(MessageCode.FIELD_IS_NUMBER, field=name, largest=largest)


def _is_set(name: str, request: Request) -> bool:
    text = request.query_params.get(name, _FALSE)
    if text not in {_TRUE, _FALSE}:
        raise bad_request(MessageCode.FIELD_IS_WORD, field=name, words=f"{_TRUE}, {_FALSE}")
    return text == _TRUE


def _state(text: str) -> JobState | None:
    if not text:
        return None
    try:
        return JobState(text.upper())
    except ValueError:
        raise bad_request(MessageCode.FIELD_IS_WORD, field="status", words=", ".join(JobState)) from None
