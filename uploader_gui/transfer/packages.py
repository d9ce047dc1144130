"""Packages as the engine knows them: who hears of them, what they are called."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import PackageListener
from uploader_gui.domain.job import Job
from uploader_gui.domain.packages.package import Package
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.job.retry import log_delay
from uploader_gui.transfer.listeners import Listeners

log = logging.getLogger(__name__)

_ENDED_KEPT = 1_000


class Packages:
    """Lives on the engine's loop. Listeners hear of a package before they hear of a job that was added to it."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._telling = asyncio.Lock()
        self._listeners: Listeners[Sequence[Package]] = Listeners("packages")
        self._open: dict[str, Package] = {}
        self._ended: OrderedDict[str, Package] = OrderedDict()
        self._waiting: frozenset[str] = frozenset()

    def subscribe(self, listener: PackageListener) -> Callable[[], None]:
        """Hear of every package that changes from now on; call the result to end that."""
        return self._listeners.add(listener)

    async def load(self) -> None:
        """Learn which packages have not ended."""
        self._learn(await self._tools.calls.run(self._tools.jobs.open_packages))

    def known(self, package_id: str) -> Package | None:
        """The package as far as it is known by now: those that events tell of are, if they are not long ended."""
        return self._open.get(package_id) or self._ended.get(package_id)

    @property
    def waiting_for_others(self) -> frozenset[str]:
        """The ids of those that have not ended and have files which another package sends; any thread."""
        return self._waiting

    async def of(self, jobs: Iterable[Job]) -> dict[str, Package]:
        """The packages of these jobs, by package id; they are known from now on."""
        ids = {job.package_id for job in jobs if job.package_id}
        found = {one: package for one in ids if (package := self.known(one)) is not None}
        if unknown := ids - found.keys():
            async with self._telling:
                read = await self._tools.calls.run(lambda: self._tools.jobs.packages(unknown))
                self._learn(read.values())
            found |= read
        return found

    async def of_job(self, job: Job) -> Package | None:
        """The package of this job, None where it has none."""
        return (await self.of([job])).get(job.package_id)

    async def tell_of(self, jobs: Iterable[Job]) -> None:
        """Something of these jobs' packages has changed: tell of them as they are now, if they can be read."""
        ids = {job.package_id for job in jobs if job.package_id}
        if ids:
            async with self._telling:
                try:
                    packages = await self._tools.calls.run(lambda: self._tools.jobs.packages(ids))
                except UploaderError as error:  # the change is stored: what comes after it is not held up
                    log_delay(log, "What has changed of packages can't be read", error)
                else:
                    self._tell(list(packages.values()))

    def ended(self, packages: Sequence[Package]) -> None:
        """These have ended, as they are here."""
        self._tell(packages)

    async def rename(self, package_id: str, name: str) -> Package:
        """Give a package another name, as ``entered_name`` gives it. Raises BadSettingsError if it is not there."""
        async with self._telling:
            package = await self._tools.calls.run(lambda: self._tools.jobs.rename_package(package_id, name))
            self._tell([package])
        return package

    async def limit(self, package_id: str, bytes_per_second: int | None) -> Package:
        """Let all its jobs together send so much at most, None: without a limit; parts on their way keep to it at once.

        Raises BadSettingsError if it is not there.
        """
        async with self._telling:
            call = self._tools.calls.run
            package = await call(lambda: self._tools.jobs.limit_package(package_id, bytes_per_second))
            self._tell([package])
        return package

    async def leave_out(self, package: Package) -> bool:
        """Have a package that is there say so of what was left out; says whether that is anything new."""
        async with self._telling:
            changed = await self._tools.calls.run(lambda: self._tools.jobs.leave_out(package))
            if changed is not None:
                self._tell([changed])
        return changed is not None

    def _tell(self, packages: Sequence[Package]) -> None:
        self._learn(packages)
        self._listeners.tell(packages)

    def _learn(self, packages: Iterable[Package]) -> None:
        packages = list(packages)
        self._tools.package_throttles.learn(packages)
        for package in packages:
            self._open.pop(package.package_id, None)
            self._ended.pop(package.package_id, None)
            (self._open if package.ended_at is None else self._ended)[package.package_id] = package
        known = {package.package_id for package in packages}
        self._waiting = self._waiting - known | {one.package_id for one in packages if one.awaited}
        while len(self._ended) > _ENDED_KEPT:
            self._ended.popitem(last=False)
