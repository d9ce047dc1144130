"""Removing: abort and delete on the store, delete the staged copy; what can't be done now is remembered and done later."""

import asyncio
import contextlib
import functools
import logging
from collections.abc import Iterable, Sequence

from uploader_gui.domain.errors import ErrorKind, StoreError, UploaderError
from uploader_gui.domain.job import Job, Replanned
from uploader_gui.source.staged_copy import delete_staged
from uploader_gui.transfer.job.abandoned_upload import abort_abandoned, left_open_by
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.job.kept_parts.abandoned_parts import delete_abandoned_parts
from uploader_gui.transfer.job.retry import log_delay
from uploader_gui.transfer.job.upload import Upload

log = logging.getLogger(__name__)

_DRAIN_S = 5.0
_ABORT_S = 10.0
_CATCH_UP_S = 60.0


class Removal:
    """Lives on the engine's loop, but for what is marked blocking."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._catching_up: asyncio.Task[None] | None = None
        self._is_wanted = asyncio.Event()
        self._was_tried = asyncio.Event()

    def drop_rows(self, jobs: Iterable[Job]) -> None:
        """Delete the jobs' rows; what they leave open on the store is remembered with it. Blocking."""
        for job in jobs:
            self._tools.jobs.remove(job.job_id, left_open_by(job))

    async def clean_up(self, jobs: Sequence[Job], stopped: Sequence[Upload]) -> None:
        """Abort and delete what removed jobs leave, once their last calls have come back; at most some seconds."""
        if stopped:
            await asyncio.wait([asyncio.ensure_future(one.drained()) for one in stopped], timeout=_DRAIN_S)
        staged = [job.staged_path for job in jobs if job.staged_path]
        if staged:
            await self._tools.calls.run(
                lambda: [delete_staged(path, self._tools.staging_dir) for path in staged]
            )
        if any(left_open_by(job) or job.kept.prefix for job in jobs):
            self.catch_up()
            await self.drained(_ABORT_S)

    async def give_up(self, planned_anew: Sequence[Replanned]) -> None:
        """Abort and delete what jobs that were planned anew have no more use for; at most some seconds."""
        copies = [one.dropped_copy for one in planned_anew if one.dropped_copy]
        if copies:
            await self._tools.calls.run(
                lambda: [delete_staged(path, self._tools.staging_dir) for path in copies]
            )
        if any(one.abandoned for one in planned_anew):
            self.catch_up()
            await self.drained(_ABORT_S)

    def catch_up(self) -> None:
        """Abort what was abandoned, now and every minute for as long as only the network or the store is in the way."""
        self._was_tried.clear()
        self._is_wanted.set()
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = asyncio.ensure_future(self._catch_up())

    async def drained(self, timeout_s: float) -> None:
        """Wait until all that was abandoned was tried once, but not longer than ``timeout_s``."""
        if self._catching_up is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._was_tried.wait(), timeout_s)

    async def close(self) -> None:
        """Leave what is left for the next start; when this returns, no task is under way any more."""
        if self._catching_up is not None:
            self._catching_up.cancel()
            await asyncio.wait([self._catching_up])

    async def _catch_up(self) -> None:
        while True:
            self._is_wanted.clear()
            try:
                is_worth_another_try = await self._try_all()
            except Exception as error:  # noqa: BLE001 - logged; what is left is tried again in a minute
                log_delay(log, "Abandoned uploads can't be looked after now", error)
                is_worth_another_try = True
            if self._is_wanted.is_set():
                continue
            self._was_tried.set()
            if not is_worth_another_try:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._is_wanted.wait(), _CATCH_UP_S)

    async def _try_all(self) -> bool:
        """Try to abort and delete all that was abandoned; whether trying again later may help with what is left."""
        tools = self._tools
        is_worth_another_try = False
        uploads = [
            functools.partial(abort_abandoned, tools.jobs, tools.destinations, one)
            for one in await tools.calls.run(tools.jobs.abandoned)
        ]
        parts = [
            functools.partial(delete_abandoned_parts, tools.jobs, tools.destinations, one)
            for one in await tools.calls.run(tools.jobs.abandoned_parts)
        ]
        for give_up in uploads + parts:
            try:
                await tools.calls.run(give_up)
            except UploaderError as error:
                log.info("What was abandoned on a store stays for later: %s", error.message)
                is_transient = isinstance(error, StoreError) and error.kind is ErrorKind.TRANSIENT
                is_worth_another_try = is_worth_another_try or is_transient
        return is_worth_another_try
