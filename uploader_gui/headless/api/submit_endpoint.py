"""Submitting: a form whose file streams into the staging directory, or the path of a file of this machine."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.entered_text import entered
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
from uploader_gui.headless.output.job_json import job_object
from uploader_gui.private_files import make_folder
from uploader_gui.source.received_copy import ReceivedCopy
from uploader_gui.source.scan import Scan, scan
from uploader_gui.source.source_file import Unstoppable, source_error
from uploader_gui.transfer.intake.new_jobs import new_jobs
from uploader_gui.transfer.job.job_progress import status_at_rest

# Of the file's bytes, what is written at once: fewer cost a switch between threads each.
_SLICE = 1 * MIB
# What a form adds to its file: boundaries, headers, small fields.
_FORM_OVERHEAD = 64 * KIB
_LARGEST_JSON = 64 * KIB
_SILENCE_S = 300.0
_KNOWN_FIELDS = frozenset({"path", "bucket", "prefix", "chunkSize", "onConflict", "stage"})
_POLICIES = {each.value: each for each in ConflictPolicy if each is not ConflictPolicy.SKIP}
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
    wanted = _parsed(await _json_body(request))
    new = await asyncio.to_thread(_new_job_at, backend, wanted)
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
    profile = _with_bucket(backend.profile())
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
    make_folder(backend.staging_dir)
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


@dataclass(frozen=True, slots=True)
class _PathRequest:
    """A checked request. ``path`` is absolute; None leaves it to the connection and the settings."""

    path: Path
    bucket: str | None
    prefix: str | None
    chunk_size: int | None
    on_conflict: ConflictPolicy
    stage: bool


def _parsed(body: object) -> _PathRequest:
    """Check the JSON. Raises UploaderError BAD_REQUEST naming what is wrong with it."""
    if not isinstance(body, dict):
        raise bad_request("The JSON is an object with a `path`.")
    unknown = sorted(str(key) for key in body if key not in _KNOWN_FIELDS)
    if unknown:
        raise bad_request(f"`{unknown[0]}` is not known here. Known are {', '.join(sorted(_KNOWN_FIELDS))}.")
    path = _text_field(body, "path")
    if not path or not _can_be_path(path) or not Path(path).is_absolute():
        raise bad_request("`path` is the absolute path of a file on this machine.")
    chunk_size = body.get("chunkSize")
    if chunk_size is not None and (not isinstance(chunk_size, int) or isinstance(chunk_size, bool)):
        raise bad_request("`chunkSize` is a number of bytes.")
    stage = body.get("stage", False)
    if not isinstance(stage, bool):
        raise bad_request("`stage` is true or false.")
    chosen = _text_field(body, "onConflict")
    policy = ConflictPolicy.REFUSE.value if chosen is None else chosen
    if policy not in _POLICIES:
        raise bad_request(f"`onConflict` is one of {', '.join(_POLICIES)}.")
    bucket, prefix = _entered_field(body, "bucket"), _entered_field(body, "prefix")
    if bucket == "":
        raise bad_request("`bucket` is empty. Leave it out for the connection's.")
    return _PathRequest(Path(path), bucket, prefix, chunk_size, _POLICIES[policy], stage)


def _new_job_at(backend: Backend, wanted: _PathRequest) -> NewJob:
    """Look at the file. Blocking; raises UploaderError where it can't be taken."""
    profile = backend.profile()
    profile = _with_bucket(
        replace(
            profile,
            bucket=wanted.bucket or profile.bucket,
            prefix=profile.prefix if wanted.prefix is None else wanted.prefix,
        )
    )
    try:
        is_folder = wanted.path.is_dir()
    except OSError as error:
        raise source_error(wanted.path, error) from error
    if is_folder:
        raise bad_request("`path` names a folder. Send one request for each file.")
    found = scan([wanted.path], stop=Unstoppable())
    new, refused = new_jobs(
        Scan(found.files, []),
        profile,
        part_size=backend.part_size if wanted.chunk_size is None else wanted.chunk_size,
        max_size=backend.runtime.environment.max_size,
        on_conflict=wanted.on_conflict,
        stage=wanted.stage,
        part_size_is_chosen=wanted.chunk_size is not None,
    )
    for refusal in (*found.skipped, *refused):
        raise UploaderError(refusal.messages, code=refusal.code)
    return new[0]


def _with_bucket(profile: Profile) -> Profile:
    """The profile, if it names a bucket; else UploaderError STORE_UNAVAILABLE."""
    if profile.bucket:
        return profile
    raise UploaderError(
        "The connection names no bucket. Set UPLOADER_GUI_BUCKET.", code=ErrorCode.STORE_UNAVAILABLE
    )


def _entered_field(body: Mapping[object, object], name: str) -> str | None:
    text = _text_field(body, name)
    return None if text is None else entered(text, f"`{name}`")


def _can_be_path(path: str) -> bool:
    """Whether a file can have this path: it has no NUL, and no halves of characters."""
    return "\0" not in path and all(not "\ud800" <= each <= "\udfff" for each in path)


def _text_field(body: Mapping[object, object], name: str) -> str | None:
    value = body.get(name)
    if value is None or isinstance(value, str):
        return value
    raise bad_request(f"`{name}` is a text.")
