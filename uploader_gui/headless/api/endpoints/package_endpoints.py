"""The calls about packages: what was added together."""

import asyncio
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.job import ALLOWED, JobState, Verb, check_allowed
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_name import entered_name
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import bad_request
from uploader_gui.headless.api.json_body import bandwidth_limit, json_fields, start_at, text_field
from uploader_gui.headless.output.job_json import package_object

_LIMIT, _START, _NAME = "bandwidthLimit", "startAt", "name"
_CHANGEABLE = (_LIMIT, _START, _NAME)


async def show(backend: Backend, request: Request) -> Response:
    """The package as it is now; it is named by its id, or by its name."""
    return await _answer(backend, await _package(backend, request))


async def change(backend: Backend, request: Request) -> Response:
    """Change its ``name``, the ``bandwidthLimit`` that its files share, and when those start that do not run yet."""
    fields = await json_fields(request, _CHANGEABLE)
    if not fields:
        raise bad_request(MessageCode.FIELD_IS_NEEDED, field=", ".join(_CHANGEABLE))
    limit, when = bandwidth_limit(fields), start_at(fields)
    name = entered_name(text_field(fields, _NAME) or "") if _NAME in fields else None
    package = await _package(backend, request)
    if _START in fields:
        await _start_at(backend, package, when)
    if _LIMIT in fields:
        await backend.engine.limit_package(package.package_id, limit)
    if name is not None:
        await backend.engine.packages.rename(package.package_id, name)
    return await _answer(backend, package)


async def _start_at(backend: Backend, package: Package, when: datetime | None) -> None:
    """Raises NotAllowedError JOB_NOT_POSTPONABLE if all its files run or are done."""
    jobs = await asyncio.to_thread(backend.jobs.jobs, package_ids=[package.package_id])
    chosen = [job.job_id for job in jobs if job.state in ALLOWED[Verb.START_AT]]
    if not chosen:
        runs = any(job.state is JobState.UPLOADING for job in jobs)
        check_allowed(Verb.START_AT, JobState.UPLOADING if runs else JobState.COMPLETED)
    await backend.engine.start_at(chosen, when)


async def _package(backend: Backend, request: Request) -> Package:
    word = str(request.path_params["package_id"])
    try:
        found = await asyncio.to_thread(backend.jobs.find_packages, word)
    except BadSettingsError as error:
        raise UploaderError(error.messages, code=ErrorCode.NOT_FOUND) from error
    return found[0] if len(found) == 1 else await asyncio.to_thread(backend.jobs.find_package, word)


async def _answer(backend: Backend, package: Package) -> Response:
    ids = [package.package_id]
    found = await asyncio.to_thread(backend.jobs.package_summaries, ids)
    return JSONResponse(package_object(found[package.package_id]))
