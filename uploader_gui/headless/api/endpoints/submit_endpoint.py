"""Submitting: a form whose file streams into the staging directory, or the path of a file of this machine."""

import asyncio
import shutil
import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.entered.entered_text import entered
from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Destination, Fingerprint, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.name_template import clean_template
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.plan import KIB, MIB, Limits, check_part_size, plan_for
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.object_terms import AskedTerms
from uploader_gui.domain.unattended.growth import MOST_QUIET_S, Growth, entered_growth
from uploader_gui.headless.api.access_control import has_token
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.endpoints.terms_fields import TERMS_FIELDS, asked_terms
from uploader_gui.headless.api.errors import answer, bad_request, code_of
from uploader_gui.headless.api.json_body import (
    JsonFields,
    bandwidth_limit,
    body_of,
    json_fields,
    start_at,
    text_field,
)
from uploader_gui.headless.api.multipart_form import (
    MultipartForm,
    chunk_size_of,
    found_policy,
    package_name_of,
)
from uploader_gui.headless.output.job_json import job_object
from uploader_gui.private_files import make_folder
from uploader_gui.source.hash_lists.hash_checks import with_expected_hashes
from uploader_gui.source.received_copy import ReceivedCopy
from uploader_gui.source.scan import Scan, scan
from uploader_gui.source.source_file import Unstoppable, source_error
from uploader_gui.transfer.intake.names import naming_by
from uploader_gui.transfer.intake.new_jobs import content_type_for, new_jobs, wanted_terms

# Of the file's bytes, what is written at once: fewer cost a switch between threads each.
_SLICE = 1 * MIB
# What a form adds to its file: boundaries, headers, small fields.
_FORM_OVERHEAD = 64 * KIB
_KNOWN_FIELDS = TERMS_FIELDS | frozenset(
    (
        "path",
        "bucket",
        "prefix",
        "chunkSize",
        "onConflict",
        "found",
        "stage",
        "bandwidthLimit",
        "startAt",
        "package",
        "nameTemplate",
        "growing",
        "quietFor",
        "growingMarker",
    )
)
_POLICIES = {each.value: each for each in ConflictPolicy if each is not ConflictPolicy.SKIP}


async def submit(backend: Backend, request: Request) -> Response:
    """Take a form with a file, or JSON that names one."""
    content_type = request.headers.get("content-type", "").lower()
    if content_type.startswith("multipart/form-data"):
        return await _submit_form(backend, request)
    if content_type.startswith("application/json"):
        if not has_token(request.headers):
            return answer(ErrorCode.UNAUTHORIZED, message(MessageCode.API_TOKEN_FOR_PATH))
        return await _submit_path(backend, request)
    raise bad_request(MessageCode.BODY_OF_OTHER_KIND)


async def _submit_path(backend: Backend, request: Request) -> Response:
    wanted = _parsed(await json_fields(request, _KNOWN_FIELDS))
    new = await asyncio.to_thread(_new_job_at, backend, wanted)
    return await _submitted(backend, new, wanted.package_name)


async def _submit_form(backend: Backend, request: Request) -> Response:
    arrivals: list[ReceivedCopy] = []

    def make_arrival(name: str) -> ReceivedCopy:
        arrivals.append(ReceivedCopy(backend.staging_dir, name, backend.arrivals_dir))
        return arrivals[-1]

    try:
        with backend.arriving():
            form = MultipartForm(request.headers["content-type"], make_arrival)
            new = await _receive(backend, request, form)
            package_name = package_name_of(form.text("package"))
    except BaseException as error:
        for arrival in arrivals:
            await asyncio.to_thread(arrival.discard)
        if isinstance(error, ClientDisconnect):
            return Response(status_code=400)  # nobody is there to read it
        if isinstance(error, asyncio.CancelledError) and backend.drops_forms:
            return answer(ErrorCode.STORE_UNAVAILABLE, message(MessageCode.API_CLOSING))
        raise
    # From here on the copy may belong to a job: whoever gives up waiting does not undo that.
    return await asyncio.shield(_submitted_copy(backend, new, package_name, arrivals[0]))


async def _submitted_copy(
    backend: Backend, new: NewJob, package_name: str | None, arrival: ReceivedCopy
) -> Response:
    try:
        response = await _submitted(backend, new, package_name)
    except UploaderError:
        await asyncio.to_thread(arrival.discard)
        raise
    await asyncio.to_thread(arrival.hand_on)
    return response


async def _receive(backend: Backend, request: Request, form: MultipartForm) -> NewJob:
    """Write the body's file into the staging directory, and make of it what is to be submitted."""
    profile = _with_bucket(backend.profile())
    await asyncio.to_thread(_check_announced, backend, request.headers)
    waiting = 0
    async for data in body_of(request):
        form.feed(data)
        waiting = sum(map(len, form.pieces))
        if form.arrival is not None:
            _check_limit(form.arrival.size + waiting, backend.form_limit)
            if waiting >= _SLICE:
                await asyncio.to_thread(form.arrival.write, form.pieces)
                form.pieces.clear()
    arrival = form.end()
    part_size = check_part_size(chunk_size_of(form.text("chunkSize")) or backend.part_size)
    on_found = found_policy(form.text("found"))
    naming = await asyncio.to_thread(naming_by, _named_by(profile, form.text("nameTemplate")))
    key, name = naming.key_of((arrival.file_name,), time.time_ns())  # it was last written when it came
    await asyncio.to_thread(arrival.write, form.pieces)
    new = _new_job(profile, key, arrival, await asyncio.to_thread(arrival.finish), part_size)
    return replace(new, on_found=on_found, name=name)


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
            message(MessageCode.ARRIVAL_HAS_NO_ROOM, needed_mib=int(announced) // MIB, free_mib=free // MIB),
            code=ErrorCode.STAGING_FULL,
        )


def _check_limit(size: int, limit: int) -> None:
    if size > limit:
        raise UploaderError(
            message(MessageCode.ARRIVAL_OVER_LIMIT, limit=limit),
            code=ErrorCode.FILE_TOO_LARGE,
        )


def _new_job(
    profile: Profile, key: str, arrival: ReceivedCopy, fingerprint: Fingerprint, part_size: int
) -> NewJob:
    return NewJob(
        source_path=str(arrival.path),
        file_name=arrival.file_name,
        content_type=content_type_for(arrival.file_name, profile),
        fingerprint=fingerprint,
        plan=plan_for(fingerprint.size, part_size, Limits(max_object_size=profile.max_object_size)),
        destination=Destination(profile.name, profile.endpoint, profile.region, profile.bucket, key),
        on_conflict=ConflictPolicy.RENAME,
        staged_path=str(arrival.path),
        job_id=arrival.job_id,
        terms=wanted_terms(profile),
    )


async def _submitted(backend: Backend, new: NewJob, package_name: str | None) -> Response:
    """Submit, and answer with the job. Raises UploaderError for a file that was not taken.

    With a ``package_name`` the file joins the package of that name that has not ended, if there is one.
    """
    name = visible(new.file_name) if package_name is None else package_name
    package = Package(name, hash_lists=backend.runtime.saved.settings.hash_lists)
    (taken,) = await backend.engine.submit([new], package, joins_open=package_name is not None)
    if isinstance(taken, Refusal):
        raise UploaderError(taken.messages, code=code_of(taken.code))
    backend.came_in(taken)
    its_package = await backend.engine.packages.of_job(taken)
    return JSONResponse(job_object(backend.engine.jobs_now.resting(taken), package=its_package), 202)


@dataclass(frozen=True, slots=True)
class _PathRequest:
    """A checked request. ``path`` is absolute; None leaves it to the connection and the settings."""

    path: Path
    bucket: str | None
    prefix: str | None
    chunk_size: int | None
    on_conflict: ConflictPolicy
    on_found: FoundPolicy
    stage: bool
    bandwidth_limit: int | None
    start_at: datetime | None
    package_name: str | None
    name_template: str | None
    asked: AskedTerms
    growth: Growth | None


def _parsed(body: JsonFields) -> _PathRequest:
    """Check the JSON. Raises UploaderError BAD_REQUEST naming what is wrong with it."""
    path = text_field(body, "path")
    if not path or not _can_be_path(path) or not Path(path).is_absolute():
        raise bad_request(MessageCode.FIELD_IS_PATH, field="path")
    chunk_size = body.get("chunkSize")
    if chunk_size is not None and (not isinstance(chunk_size, int) or isinstance(chunk_size, bool)):
        raise bad_request(MessageCode.FIELD_IS_BYTES, field="chunkSize")
    stage = body.get("stage", False)
    if not isinstance(stage, bool):
        raise bad_request(MessageCode.FIELD_IS_FLAG, field="stage")
    chosen = text_field(body, "onConflict")
    policy = ConflictPolicy.REFUSE.value if chosen is None else chosen
    if policy not in _POLICIES:
        raise bad_request(MessageCode.FIELD_IS_WORD, field="onConflict", words=", ".join(_POLICIES))
    bucket, prefix = _entered_field(body, "bucket"), _entered_field(body, "prefix")
    if bucket == "":
        raise bad_request(MessageCode.BUCKET_EMPTY)
    on_found = found_policy(text_field(body, "found"))
    return _PathRequest(
        Path(path),
        bucket,
        prefix,
        chunk_size,
        _POLICIES[policy],
        on_found,
        stage,
        bandwidth_limit(body),
        start_at(body),
        package_name_of(text_field(body, "package")),
        text_field(body, "nameTemplate"),
        asked_terms(body),
        _growth(body),
    )


def _growth(body: JsonFields) -> Growth | None:
    """How the end of a growing file is known; None: it does not grow. Raises UploaderError BAD_REQUEST."""
    growing, quiet_s, marker = (
        body.get("growing", False),
        body.get("quietFor"),
        text_field(body, "growingMarker"),
    )
    if not isinstance(growing, bool):
        raise bad_request(MessageCode.FIELD_IS_FLAG, field="growing")
    if not growing:
        if quiet_s is not None or marker:
            raise bad_request(MessageCode.GROWING_NOT_ASKED)
        return None
    is_number = isinstance(quiet_s, int | float) and not isinstance(quiet_s, bool)
    if quiet_s is not None and not is_number:
        raise bad_request(MessageCode.FIELD_IS_NUMBER, field="quietFor", largest=round(MOST_QUIET_S))
    return entered_growth(quiet_s if isinstance(quiet_s, int | float) else None, marker or "")


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
    profile = _named_by(profile, wanted.name_template)
    try:
        is_folder = wanted.path.is_dir()
    except OSError as error:
        raise source_error(wanted.path, error) from error
    if is_folder:
        raise bad_request(MessageCode.PATH_IS_FOLDER)
    found = scan([wanted.path], stop=Unstoppable())
    policy = backend.runtime.saved.settings.hash_lists
    new, refused = new_jobs(
        Scan(with_expected_hashes(found, policy, Unstoppable()).files, []),
        profile,
        part_size=backend.part_size if wanted.chunk_size is None else wanted.chunk_size,
        max_size=backend.runtime.environment.max_size,
        on_conflict=wanted.on_conflict,
        stage=wanted.stage,
        part_size_is_chosen=wanted.chunk_size is not None,
        on_found=wanted.on_found,
        asked=wanted.asked,
        growth=wanted.growth,
    )
    for refusal in (*found.skipped, *refused):
        raise UploaderError(refusal.messages, code=refusal.code)
    return replace(new[0], bandwidth_limit=wanted.bandwidth_limit, start_at=wanted.start_at)


def _with_bucket(profile: Profile) -> Profile:
    """The profile, if it names a bucket; else UploaderError STORE_UNAVAILABLE."""
    if profile.bucket:
        return profile
    raise UploaderError(message(MessageCode.BUCKET_OF_CONNECTION_MISSING), code=ErrorCode.STORE_UNAVAILABLE)


def _named_by(profile: Profile, template: str | None) -> Profile:
    """The profile with this template, if one was given. Raises BadSettingsError for one that can't be read."""
    return profile if template is None else replace(profile, name_template=clean_template(template))


def _entered_field(body: JsonFields, name: str) -> str | None:
    text = text_field(body, name)
    return None if text is None else entered(text, f"`{name}`")


def _can_be_path(path: str) -> bool:
    """Whether a file can have this path: it has no NUL, and no halves of characters."""
    return "\0" not in path and all(not "\ud800" <= each <= "\udfff" for each in path)
