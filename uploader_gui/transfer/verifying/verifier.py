"""Many finished uploads verified again, some at once, beside whatever is sent meanwhile."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Protocol

from uploader_gui.domain.checks import Check, CheckKind, CheckResult
from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.events import JobStatus, Verified, VerifyProgress
from uploader_gui.domain.job import Job, Recording
from uploader_gui.transfer.job.job_progress import status_at_rest
from uploader_gui.transfer.job.job_run import Tools
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

_LOOKS_AT_ONCE = 8
_READS_AT_ONCE = 4
_RECORDINGS_AT_ONCE = 500  # as many as are held in memory
_TOLD_EVERY_S = 0.1


class VerifyListener(Protocol):
    """Hears of a run, on the engine's loop."""

    def progress(self, progress: VerifyProgress) -> None:
        """It has come so far; ten times a second at most."""

    def verified(self, verified: Verified) -> None:
        """One upload has been verified."""


class Verifier:
    """Lives on the engine's loop. ``tell`` hears of listed jobs with what was found of them.

    ``verbs``: held while a result is kept and told, so that no removed job is told of afterwards.
    """

    def __init__(
        self, tools: Tools, verbs: asyncio.Lock, tell: Callable[[Sequence[JobStatus]], None]
    ) -> None:
        self._tools = tools
        self._verbs = verbs
        self._tell = tell
        self._switches: set[VerifySwitch] = set()

    async def run(
        self,
        recording_ids: Sequence[int],
        kinds: Collection[CheckKind],
        listener: VerifyListener,
        switch: VerifySwitch,
    ) -> Counter[CheckResult]:
        """Verify these; how many of them are what. One that ``switch`` ends keeps what was known of it before.

        Raises UploaderError where what was found can't be kept; then the others are stopped too.
        """
        self._switches.add(switch)
        run = _Run(self._tools, kinds, switch, len(recording_ids), listener)
        ticking = asyncio.ensure_future(run.tick())
        try:
            await run.measure(recording_ids)
            for at in range(0, len(recording_ids), _RECORDINGS_AT_ONCE):
                some = recording_ids[at : at + _RECORDINGS_AT_ONCE]
                found = await self._tools.calls.run(lambda: self._tools.jobs.recordings_at(some))  # noqa: B023
                left = iter(found)
                await _all_of([self._work(run, left) for _ in range(run.at_once)], switch)
        finally:
            ticking.cancel()
            self._switches.discard(switch)
        run.tell()
        return run.results

    def close(self) -> None:
        """Stop all runs."""
        for each in self._switches:
            each.stop()

    async def _work(self, run: "_Run", left: Iterator[tuple[Recording, Job | None]]) -> None:
        for recording, job in left:
            if run.switch.is_stopped:
                return
            try:
                await self._verify(run, recording, job)
            except StoppedError:
                return

    async def _verify(self, run: "_Run", recording: Recording, job: Job | None) -> None:
        from uploader_gui.transfer.verifying.object_check import ObjectCheck  # most runs verify nothing

        tools = self._tools
        check = ObjectCheck(recording, job, tools.destinations, run.switch, run.count)
        finding = await tools.calls.run(lambda: check.run(run.kinds))
        found = Check(datetime.now(UTC), finding.by, finding.result, finding.looks)
        recording_id = recording.recording_id or 0
        job_id = job.job_id if job is not None else recording.job_id
        async with self._verbs:
            kept = await tools.calls.run(
                lambda: tools.jobs.keep_check(recording_id, job_id, found, finding.messages)
            )
            if kept.job is not None:
                self._tell([status_at_rest(kept.job, kept.recording)])
        is_unknown = finding.result is CheckResult.UNKNOWN
        stands = found.result if is_unknown else kept.recording.check_result or found.result
        run.add(Verified(kept.recording, stands, kept.messages))


class _Run:
    """What one run has done so far; ``count`` is for any thread, all else for the loop."""

    def __init__(
        self,
        tools: Tools,
        kinds: Collection[CheckKind],
        switch: VerifySwitch,
        total: int,
        listener: VerifyListener,
    ) -> None:
        self.kinds = kinds
        self.switch = switch
        self.results: Counter[CheckResult] = Counter()
        self._tools = tools
        self._listener = listener
        self._total = total
        self._reads = len(set(kinds) - {CheckKind.STORE})
        self._bytes_total = 0
        self._bytes_read = 0
        self._counting = threading.Lock()
        self._told: VerifyProgress | None = None

    @property
    def at_once(self) -> int:
        """How many are verified at once."""
        return _READS_AT_ONCE if self._reads else _LOOKS_AT_ONCE

    async def measure(self, recording_ids: Sequence[int]) -> None:
        """Find out how much there is to read."""
        if self._reads:
            jobs = self._tools.jobs
            size = await self._tools.calls.run(lambda: jobs.recorded_bytes(recording_ids))
            self._bytes_total = size * self._reads

    def count(self, size: int) -> None:
        """So many bytes more have been read; any thread."""
        with self._counting:
            self._bytes_read += size

    def add(self, verified: Verified) -> None:
        """One more is done."""
        self.results[verified.result] += 1
        self._listener.verified(verified)

    def tell(self) -> None:
        """Tell how far it is, if that is something new."""
        progress = VerifyProgress(
            sum(self.results.values()),
            self._total,
            min(self._bytes_read, self._bytes_total),
            self._bytes_total,
        )
        if progress != self._told:
            self._told = progress
            self._listener.progress(progress)

    async def tick(self) -> None:
        """Tell it again and again."""
        while True:
            self.tell()
            await asyncio.sleep(_TOLD_EVERY_S)


async def _all_of(works: Iterable[Coroutine[None, None, None]], switch: VerifySwitch) -> None:
    """Do these at once; if one fails, stop the others and wait until they have ended."""
    tasks = [asyncio.ensure_future(one) for one in works]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        switch.stop()
        await asyncio.wait(tasks)
        raise
