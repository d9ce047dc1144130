"""The calls about the program itself: its health and figures, the description of the API, the page to try it out."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui import __version__
from uploader_gui.domain.job import JobState
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.openapi import openapi
from uploader_gui.headless.runs.orphaned_copies import staging_space
from uploader_gui.transfer.jobs_now import Totals

_NOTHING_FROM_ELSEWHERE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


async def health(backend: Backend, _request: Request) -> Response:
    """200 as long as the list of jobs can be read; raises UploaderError otherwise."""
    await asyncio.to_thread(backend.jobs.counts)
    return JSONResponse({"status": "ok", "version": __version__})


async def metrics(backend: Backend, _request: Request) -> Response:
    """All figures as they are now."""
    figures = _Figures(backend, backend.engine.jobs_now.totals())
    return Response(await asyncio.to_thread(figures.text), media_type=_TEXT_FORMAT)


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


class _Figures(Collector):
    """All figures at one moment; blocking, on a thread."""

    def __init__(self, backend: Backend, totals: Totals) -> None:
        self._backend = backend
        self._totals = totals

    def text(self) -> bytes:
        """The figures in Prometheus' text format."""
        registry = CollectorRegistry()
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        database = self._backend.jobs
        yield _by_label("uploader_jobs", "Jobs by state.", "state", database.counts())
        yield _by_label("uploader_failed_jobs", "FAILED jobs by error code.", "reason", database.failures())
        after = timedelta(minutes=self._backend.runtime.saved.settings.stalled_after_min)
        now = datetime.now(UTC)
        running = database.jobs(state=JobState.UPLOADING)
        stalled = sum(job.stands_still_for(now) > after for job in running)
        yield _one("uploader_jobs_without_progress", "Jobs UPLOADING without a part acknowledged.", stalled)
        used, free = staging_space(self._backend.staging_dir)
        yield _one("uploader_staging_used_bytes", "Bytes of staged copies.", used)
        yield _one("uploader_staging_free_bytes", "Bytes free on the disk of the staging directory.", free)
        totals = self._totals
        yield _one("uploader_bytes_per_second", "Speed of all running jobs.", totals.bytes_per_second)
        yield _one("uploader_parts_in_flight", "Parts being sent now.", totals.active_parts)
        version = GaugeMetricFamily("uploader_info", "The program's version.", labels=["version"])
        version.add_metric([__version__], 1)
        yield version


def _one(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)


def _by_label(
    name: str, words: str, label: str, values: dict[JobState, int] | dict[str, int]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in values.items():
        family.add_metric([str(key)], value)
    return family
