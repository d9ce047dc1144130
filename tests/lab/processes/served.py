"""A holder with the HTTP API in this process, on a loop of its own thread; asked over real HTTP."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
import pytest

from lab.processes.program import connection_environment
from lab.stores.s3probe import Probe, S3Address
from lab.stores.seaweed import SeaweedAddress, fresh_bucket
from uploader_gui.domain.entered.public_url import PublicUrl
from uploader_gui.headless.api.api import Api, open_api
from uploader_gui.runtime.runtime import Runtime, open_runtime

Result = TypeVar("Result")
Json = dict[str, Any]

JOBS = "/api/uploads/async"


class Served:
    """What ``serve`` is, from entering to leaving; ``open`` asks without the token, ``trusted`` with it."""

    def __init__(
        self,
        state_dir: Path,
        address: S3Address | None,
        *,
        is_open: bool = True,
        behind: PublicUrl | None = None,
        loop: asyncio.AbstractEventLoop | None = None,
        **variables: str,
    ) -> None:
        self.state_dir = state_dir
        self.staging_dir = Path(variables.get("UPLOAD_TEMP_DIR", state_dir / "staging"))
        self._is_open = is_open
        self._behind = behind
        self._environ: Mapping[str, str] = {
            "UPLOADER_GUI_HOME": str(state_dir),
            **(connection_environment(address) if address else {}),
            **variables,
        }
        self.loop = loop or asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.came_in: list[str] = []

    def __enter__(self) -> Self:
        self._thread.start()
        self.runtime, self.api = self.do(self._opened())
        self.open = httpx.Client(base_url=self.api.address, timeout=30)
        self.trusted = httpx.Client(
            base_url=self.api.address, timeout=30, headers={"Authorization": f"Bearer {self.api.token}"}
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open.close()
        self.trusted.close()
        self.do(self._closed())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)

    def do(self, work: Coroutine[Any, Any, Result], timeout: float = 60.0) -> Result:
        """Run something on the engine's loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout)

    def send(self, name: str, data: bytes, **fields: str) -> Json:
        """Send a form; the job."""
        answered = self.open.post(JOBS, files={"file": (name, data)}, data=fields)
        assert answered.status_code == 202, answered.text
        job: Json = answered.json()
        return job

    def job(self, job_id: str) -> Json:
        """The job as the API says it is."""
        job: Json = self.open.get(f"{JOBS}/{job_id}/progress").json()
        return job

    def wait_for(self, job_id: str, *states: str, timeout: float = 60.0) -> Json:
        """Wait until the job is in one of ``states``."""
        return self.wait_until(job_id, lambda job: job["status"] in states, timeout)

    def wait_until(self, job_id: str, is_so: Callable[[Json], bool], timeout: float = 60.0) -> Json:
        """Ask, as the guide's script does but more often, until it is so."""
        deadline = time.monotonic() + timeout
        while not is_so(job := self.job(job_id)):
            assert time.monotonic() < deadline, job
            time.sleep(0.03)
        return job

    def staged(self) -> list[str]:
        """What lies in the staging directory and in the notes about it."""
        folders = (self.staging_dir, self.state_dir / "arriving")
        return sorted(path.name for folder in folders if folder.is_dir() for path in folder.iterdir())

    def until_nothing_is_staged(self, timeout: float = 30.0) -> None:
        """Wait until no copy is left: that of an upload is deleted after it has become COMPLETED."""
        deadline = time.monotonic() + timeout
        while left := self.staged():
            assert time.monotonic() < deadline, left
            time.sleep(0.01)

    async def _opened(self) -> tuple[Runtime, Api]:
        runtime = open_runtime(self._environ, holder="the laboratory")
        try:
            api = await open_api(
                runtime,
                is_open=self._is_open,
                came_in=lambda job: self.came_in.append(job.job_id),
                behind=self._behind,
            )
            await runtime.engine.start(runs_waiting=True)
            await runtime.watching.start()
        except BaseException:
            runtime.close()
            raise
        return runtime, api

    async def _closed(self) -> None:
        self.api.begin_closing()
        await self.runtime.watching.close()
        await self.runtime.engine.stop()
        await self.api.close()
        await asyncio.to_thread(self.runtime.close)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.fixture(scope="module")
def seaweed_bucket(seaweed: SeaweedAddress) -> Iterator[Probe]:
    """A bucket for all tests of a module."""
    with fresh_bucket(seaweed) as probe:
        yield probe


@pytest.fixture(scope="module")
def served(seaweed_bucket: Probe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One for all tests of a module."""
    with Served(tmp_path_factory.mktemp("served"), seaweed_bucket.address) as running:
        yield running
