"""The application: which address leads where."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from uploader_gui.domain.errors import UploaderError
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.endpoints import (
    handover_endpoints,
    job_endpoints,
    package_endpoints,
    program_endpoints,
    submit_endpoint,
    timetable_endpoints,
    watch_endpoints,
)
from uploader_gui.headless.api.errors import on_defect, on_http_exception, on_uploader_error

Endpoint = Callable[[Backend, Request], Awaitable[Response]]

_JOBS = "/api/uploads/async"
ENDPOINTS: tuple[tuple[str, str, Endpoint], ...] = (
    ("POST", _JOBS, submit_endpoint.submit),
    ("GET", _JOBS, job_endpoints.list_jobs),
    ("GET", f"{_JOBS}/{{job_id}}/progress", job_endpoints.progress),
    ("POST", f"{_JOBS}/{{job_id}}/resume", job_endpoints.resume),
    ("POST", f"{_JOBS}/{{job_id}}/pause", job_endpoints.pause),
    ("POST", f"{_JOBS}/{{job_id}}/verify", job_endpoints.verify),
    ("PATCH", f"{_JOBS}/{{job_id}}", job_endpoints.change),
    ("DELETE", f"{_JOBS}/{{job_id}}", job_endpoints.remove),
    ("GET", f"{_JOBS}/{{job_id}}/events", job_endpoints.events),
    ("GET", "/api/v1/packages/{package_id}", package_endpoints.show),
    ("PATCH", "/api/v1/packages/{package_id}", package_endpoints.change),
    ("GET", "/api/v1/timetable", timetable_endpoints.show),
    ("PUT", "/api/v1/timetable", timetable_endpoints.change),
    ("GET", "/api/v1/watch-folders", watch_endpoints.list_watch_folders),
    ("PATCH", "/api/v1/watch-folders/{watch_id}", watch_endpoints.change),
    ("GET", "/healthz", program_endpoints.health),
    ("GET", "/metrics", program_endpoints.metrics),
    ("GET", "/openapi.json", program_endpoints.description),
    ("GET", "/", program_endpoints.page),
    ("GET", "/docs", program_endpoints.page),
    ("GET", "/docs.js", program_endpoints.script),
    ("GET", "/docs.css", program_endpoints.style),
    ("POST", "/api/hand-over/{run_id}", handover_endpoints.begin),
    ("DELETE", "/api/hand-over/{run_id}", handover_endpoints.interrupt),
)


def application(backend: Backend) -> Starlette:
    """All routes over one engine. Access control has to stand before it."""
    by_path: dict[str, dict[str, Endpoint]] = {}
    for method, path, call in ENDPOINTS:
        by_path.setdefault(path, {})[method] = call
    return Starlette(
        routes=[
            Route(path, _choosing(calls, backend), methods=list(calls)) for path, calls in by_path.items()
        ],
        exception_handlers={
            UploaderError: on_uploader_error,
            HTTPException: on_http_exception,
            Exception: on_defect,
        },
    )


def _choosing(calls: dict[str, Endpoint], backend: Backend) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return await calls[method](backend, request)

    return endpoint
