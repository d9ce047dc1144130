"""New files become rows: looked at, and added so that no two jobs ever lead to one destination."""

import asyncio
from collections.abc import Collection, Sequence

from uploader_gui.domain.job import Job, NewJob
from uploader_gui.transfer.intake.admission import Admission, Admitted
from uploader_gui.transfer.job.job_run import Tools


class Submission:
    """Lives on the engine's loop; any number of callers may submit at once."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._admission = Admission(tools.store, tools.destinations)
        self._adding = asyncio.Lock()
        self._under_way: set[tuple[str, str, str]] = set()
        self._changed = asyncio.Condition()

    async def take(
        self, new: Sequence[NewJob], restarted: Collection[str] = ()
    ) -> tuple[list[Admitted], list[Job]]:
        """What was decided about each of ``new``, and the jobs that were added for those that stayed NewJobs.

        Callers with files for one destination take turns: the later one sees the job of the earlier.
        ``restarted`` as for ``Admission.admit``.
        """
        places = {_place(one) for one in new}
        async with self._changed:
            await self._changed.wait_for(lambda: self._under_way.isdisjoint(places))
            self._under_way |= places
        try:
            return await self._take(new, restarted)
        finally:
            async with self._changed:
                self._under_way -= places
                self._changed.notify_all()

    async def _take(
        self, new: Sequence[NewJob], restarted: Collection[str]
    ) -> tuple[list[Admitted], list[Job]]:
        while True:
            admitted = await self._tools.calls.run(
                lambda: self._admission.admit(new, restarted, awaits_keys=self._tools.awaits_keys)
            )
            fresh = [one for one in admitted if isinstance(one, NewJob)]
            if not fresh:
                return admitted, []
            async with self._adding:
                added = await self._tools.calls.run(lambda: self._add(fresh))  # noqa: B023
            if added is not None:
                return admitted, added

    def _add(self, fresh: Sequence[NewJob]) -> list[Job] | None:
        """Add the jobs; None if another submission was given one of their destinations meanwhile. Blocking."""
        return self._tools.store.add(fresh) if self._admission.are_free(fresh) else None


def _place(new: NewJob) -> tuple[str, str, str]:
    return new.destination.endpoint, new.destination.bucket, new.destination.object_key
