"""Submitting: a form whose file streams into the staging directory, or the path of a file of this machine."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Destination, Fingerprint, NewJob
from uploader_gui.domain.naming import content_type_of, object_key
from uploader_gui.domain.plan import KIB, MIB, Limits, check_part_size, plan_for
from uploader_gui.domain.profile import Profile
from uploader_gui.headless.api.access_control import has_token
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import answer, bad_request, code_of
from uploader_gui.headless.api.multipart_form import Form, chunk_size_of
from uploader_gui.headless.api.path_request import new_job_at, parsed, with_bucket
from uploader_gui.headless.output.job_json import job_object
from uploader_gui.source.received_copy import ReceivedCopy
from uploader_gui.transfer.job.job_progress import status_at_rest

# Of the file's bytes, what is written at once: fewer cost a switch between threads each.
_SLICE = 1 * MIB
# What a form adds to its file: boundaries, headers, small fields.
_FORM_OVERHEAD = 64 * KIB
_LARGEST_JSON = 64 * KIB
_SILENCE_S = 300.0
_CLOSING = "This program is being ended, and the file had not arrived whole. Send it again when it runs."


async def submit(backend: Backend, request: Request) -> Response:
    """Take a form with a file, or JSON that names one."""
    content_type = request.headers.get("content-type", "").lower()
    if content_type.startswith("multipart/form-data"):
        return await _submit_form(backend, request)
    if content_type.startswith("application/json"):
        if not has_token(request.headers):
            return answer(ErrorCode.UNAUTHORIZED, "A file of this machine is taken with the token only.")
        return await _submit_path(backend, request)
    raise bad_request("Send a form (multipart/form-data) with a file, or JSON with a path.")


async def _submit_path(backend: Backend, request: Request) -> Response:
    wanted = parsed(await _json_body(request))
    new = await asyncio.to_thread(new_job_at, backend, wanted)
    return await _submitted(backend, new)


async def _submit_form(backend: Backend, request: Request) -> Response:
    arrivals: list[ReceivedCopy] = []

    def make_arrival(name: str) -> ReceivedCopy:
        arrivals.append(ReceivedCopy(backend.staging_dir, name, backend.arrivals_dir))
        return arrivals[-1]

    try:
        with backend.arriving():
            new = await _receive(backend, request, Form(request.headers["content-type"], make_arrival))
    except BaseException as error:
        for arrival in arrivals:
            await asyncio.to_thread(arrival.discard)
        if isinstance(error, ClientDisconnect):
            return Response(status_code=400)  # nobody is there to read it
        if isinstance(error, asyncio.CancelledError) and backend.drops_forms:
            return answer(ErrorCode.STORE_UNAVAILABLE, _CLOSING)
        raise
    # From here on the copy may belong to a job: whoever gives up waiting does not undo that.
    return await asyncio.shield(_submitted_copy(backend, new, arrivals[0]))


async def _submitted_copy(backend: Backend, new: NewJob, arrival: ReceivedCopy) -> Response:
    try:
        response = await _submitted(backend, new)
    except UploaderError:
        await asyncio.to_thread(arrival.discard)
        raise
    await asyncio.to_thread(arrival.hand_on)
    return response


async def _receive(backend: Backend, request: Request, form: Form) -> NewJob:
    """Write the body's file into the staging directory, and make of it what is to be submitted."""
    profile = with_bucket(backend.profile())
    await asyncio.to_thread(_check_announced, backend, request.headers)
    waiting = 0
    async for data in _body(request):
        form.feed(data)
        waiting = sum(map(len, form.pieces))
        if form.arrival is not None:
            _check_limit(form.arrival.size + waiting, backend.form_limit)
            if waiting >= _SLICE:
                await asyncio.to_thread(form.arrival.write, form.pieces)
                form.pieces.clear()
    arrival = form.end()
    part_size = check_part_size(chunk_size_of(form.chunk_size) or backend.part_size)
    key = object_key(profile.prefix, (arrival.file_name,))
    await asyncio.to_thread(arrival.write, form.pieces)
    return _new_job(profile, key, arrival, await asyncio.to_thread(arrival.finish), part_size)


async def _body(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes. Raises ClientDisconnect, and UploaderError if it stops coming."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(_SILENCE_S):
                data = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise bad_request(f"Nothing more of the body came for {_SILENCE_S:.0f} seconds.") from None
        yield data


def _check_announced(backend: Backend, headers: Headers) -> None:
    """Refuse before the first byte what can't be taken anyhow. Blocking."""
    announced = headers.get("content-length", "")
    if not announced.isdecimal():
        return
    _check_limit(int(announced) - _FORM_OVERHEAD, backend.form_limit)
    backend.staging_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    free = shutil.disk_usage(backend.staging_dir).free
    if int(announced) - _FORM_OVERHEAD > free:
        raise UploaderError(
            f"The staging directory has no room for this file: {int(announced) // MIB} MiB are needed, "
            f"{free // MIB} MiB are free.",
            code=ErrorCode.STAGING_FULL,
        )


def _check_limit(size: int, limit: int) -> None:
    if size > limit:
        raise UploaderError(
            f"The file is larger than the limit set here, {limit} bytes (UPLOAD_MAX_SIZE).",
            code=ErrorCode.FILE_TOO_LARGE,
        )


def _new_job(
    profile: Profile, key: str, arrival: ReceivedCopy, fingerprint: Fingerprint, part_size: int
) -> NewJob:
    return NewJob(
        source_path=str(arrival.path),
        file_name=arrival.file_name,
        content_type=content_type_of(arrival.file_name),
        fingerprint=fingerprint,
        plan=plan_for(fingerprint.size, part_size, Limits(max_object_size=profile.max_object_size)),
        destination=Destination(profile.name, profile.endpoint, profile.region, profile.bucket, key),
        on_conflict=ConflictPolicy.RENAME,
        staged_path=str(arrival.path),
        job_id=arrival.job_id,
    )


async def _submitted(backend: Backend, new: NewJob) -> Response:
    """Submit, and answer with the job. Raises UploaderError for a file that was not taken."""
    (taken,) = await backend.engine.submit([new])
    if isinstance(taken, Refusal):
        raise UploaderError(taken.messages, code=code_of(taken.code))
    backend.came_in(taken)
    return JSONResponse(job_object(status_at_rest(taken)), 202)


async def _json_body(request: Request) -> object:
    body = b""
    async for data in _body(request):
        body += data
        if len(body) > _LARGEST_JSON:
            raise bad_request(f"The JSON is larger than {_LARGEST_JSON} bytes.")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("The body is no JSON.") from None
