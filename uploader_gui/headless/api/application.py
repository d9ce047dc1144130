"""The application: which address leads where."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from uploader_gui.domain.errors import UploaderError
from uploader_gui.headless.api import hand_over, jobs, metrics, pages, submitting
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import on_defect, on_http_exception, on_uploader_error

Endpoint = Callable[[Backend, Request], Awaitable[Response]]

_JOBS = "/api/uploads/async"
ENDPOINTS: tuple[tuple[str, str, Endpoint], ...] = (
    ("POST", _JOBS, submitting.submit),
    ("GET", _JOBS, jobs.list_jobs),
    ("GET", f"{_JOBS}/{{job_id}}/progress", jobs.progress),
    ("POST", f"{_JOBS}/{{job_id}}/resume", jobs.resume),
    ("POST", f"{_JOBS}/{{job_id}}/pause", jobs.pause),
    ("DELETE", f"{_JOBS}/{{job_id}}", jobs.remove),
    ("GET", f"{_JOBS}/{{job_id}}/events", jobs.events),
    ("GET", "/healthz", pages.health),
    ("GET", "/metrics", metrics.metrics),
    ("GET", "/openapi.json", pages.description),
    ("GET", "/", pages.page),
    ("GET", "/docs", pages.page),
    ("GET", "/docs.js", pages.script),
    ("GET", "/docs.css", pages.style),
    ("POST", "/api/hand-over/{run_id}", hand_over.begin),
    ("DELETE", "/api/hand-over/{run_id}", hand_over.interrupt),
)


def application(backend: Backend) -> Starlette:
    """All routes over one engine. The gate has to stand before it."""
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
