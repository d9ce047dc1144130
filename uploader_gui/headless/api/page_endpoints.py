"""Health, the description of the API, and the page to try it out, which loads nothing from anywhere else."""

import asyncio
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui import __version__
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.openapi import openapi

_NOTHING_FROM_ELSEWHERE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


async def health(backend: Backend, _request: Request) -> Response:
    """200 as long as the list of jobs can be read; raises UploaderError otherwise."""
    await asyncio.to_thread(backend.jobs.counts)
    return JSONResponse({"status": "ok", "version": __version__})


async def description(_backend: Backend, _request: Request) -> Response:
    """The API in OpenAPI's words."""
    return JSONResponse(openapi())


async def page(_backend: Backend, _request: Request) -> Response:
    """The page to try the API out."""
    return _asset("docs.html", "text/html")


async def script(_backend: Backend, _request: Request) -> Response:
    """The page's script."""
    return _asset("docs.js", "text/javascript")


async def style(_backend: Backend, _request: Request) -> Response:
    """The page's style."""
    return _asset("docs.css", "text/css")


def _asset(name: str, media_type: str) -> Response:
    text = (files("uploader_gui.headless.api") / "assets" / name).read_text("utf-8")
    headers = {"Content-Security-Policy": _NOTHING_FROM_ELSEWHERE}
    return Response(text, media_type=media_type, headers=headers)
