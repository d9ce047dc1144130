"""Which of the new files become jobs: one job a destination, and no object replaced unasked."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from uploader_gui.domain.errors import ErrorCode, StoppedError, StoreError, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.failure_table import cannot_protect
from uploader_gui.domain.job import ConflictPolicy, Job, JobState, NewJob
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.store_traits import Trait
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.intake.replanning import ReplanRequest, asks_for_more
from uploader_gui.transfer.job.conflict import (
    ALREADY_THERE,
    ExistingKeys,
    ReservedKeys,
    find_existing,
    settle,
)
from uploader_gui.transfer.job.job_run import Tools

Admitted = NewJob | Job | Refusal | ReplanRequest


def _refused(new: NewJob, code: ErrorCode, said: Messages, *, is_success: bool = False) -> Refusal:
    """A new file that is not taken."""
    return Refusal(
        new.source_path, new.destination.object_key, new.plan.file_size, code, said, is_success=is_success
    )


class Admission:
    """Looks at a batch of new files, in order; blocking, on a worker.

    Each becomes a NewJob to add, the Job that is there already for the same source and destination, that Job with
    what is to be changed of it (ReplanRequest), or a Refusal: DESTINATION_BUSY (another source is on its way to that key),
    OBJECT_EXISTS, DIFFERENT_OBJECT, SKIPPED (a success), CANNOT_PROTECT (nobody can tell what would be replaced),
    or what the store says to every upload (wrong keys, no such bucket).
    """

    def __init__(self, database: JobDatabase, destinations: ClientCache) -> None:
        self._jobs = database
        self._destinations = destinations

    def are_free(self, new: Sequence[NewJob]) -> bool:
        """Say whether no unfinished job has one of these destinations."""
        groups: dict[tuple[str, str], list[str]] = {}
        for one in new:
            to = one.destination
            groups.setdefault((to.endpoint, to.bucket), []).append(to.object_key)
        return not any(self._jobs.unfinished_at(*place, keys) for place, keys in groups.items())

    def admit(
        self, new: Sequence[NewJob], restarted: Collection[str] = (), *, awaits_keys: bool = False
    ) -> list[Admitted]:
        """Decide about each of ``new``; they may lead to several buckets.

        ``restarted``: ids of jobs that begin anew whatever they do and have sent. ``awaits_keys``: files for whose
        store no keys are known are taken, and looked at when they start.
        """
        decided: dict[int, Admitted] = {}
        groups: dict[tuple[str, str], list[int]] = {}
        for index, one in enumerate(new):
            groups.setdefault((one.destination.endpoint, one.destination.bucket), []).append(index)
        for (endpoint, bucket), indexes in groups.items():
            files = [new[index] for index in indexes]
            decided.update(
                zip(
                    indexes,
                    self._admit_to(endpoint, bucket, files, set(restarted), awaits_keys=awaits_keys),
                    strict=True,
                )
            )
        return [decided[index] for index in range(len(new))]

    def _admit_to(
        self,
        endpoint: str,
        bucket: str,
        new: Sequence[NewJob],
        restarted: set[str],
        *,
        awaits_keys: bool,
    ) -> list[Admitted]:
        keys = {one.destination.object_key for one in new}
        busy = self._jobs.unfinished_at(endpoint, bucket, keys)
        old = _planned_anew(new, busy, restarted)
        for key in old:
            del busy[key]
        asked = {one.destination.object_key for one in new if one.on_conflict is not ConflictPolicy.OVERWRITE}
        try:
            found = self._find_existing(new[0], asked - set(busy))
            found = replace(found, taken=found.taken - set(self._with_own_object(old, found.taken)))
        except StoppedError:
            raise  # the program is ending: nothing is decided
        except UploaderError as error:
            if error.code != ErrorCode.CREDENTIALS_MISSING or not awaits_keys:
                return [self._known(one, busy) or _refused(one, error.code, error.messages) for one in new]
            found = ExistingKeys(frozenset(), is_certain=False, may_retry=True)
        reserved = ReservedKeys(self._jobs, endpoint, bucket, {*keys, *busy})
        decided = [self._decide(one, busy, found, reserved) for one in new]
        return [_replan_request(one, of, old, restarted) for one, of in zip(decided, new, strict=True)]

    def _with_own_object(self, old: dict[str, Job], taken: Collection[str]) -> Iterable[str]:
        """Those of the taken keys whose object is that of the old job: its answer was lost, or it was damaged."""
        for key in taken:
            job = old.get(key)
            if job is not None and (job.finish_was_sent or job.plan.is_single_put) and self._is_of(job):
                yield key

    def _is_of(self, job: Job) -> bool:
        """Say whether the object at a job's key names that job; False where the key may not look."""
        place = job.destination
        try:
            facts = self._destinations.client(place).head(place.bucket, place.object_key)
        except StoreError as error:
            if error.code == ErrorCode.ACCESS_DENIED:
                return False
            raise
        return facts is not None and facts.job_id == job.job_id

    def _find_existing(self, any_of_them: NewJob, keys: set[str]) -> ExistingKeys:
        if not keys:
            return ExistingKeys(frozenset())
        client = self._destinations.client(any_of_them.destination)
        return find_existing(client, any_of_them.destination.bucket, keys)

    def _decide(
        self, new: NewJob, busy: dict[str, Job], found: ExistingKeys, reserved: ReservedKeys
    ) -> Admitted:
        known = self._known(new, busy)
        if known is not None:
            return known
        key = new.destination.object_key
        if key not in found.taken and key not in busy:
            if not found.is_certain and not found.may_retry and self._is_unprotected(new):
                error = cannot_protect()
                return _refused(new, error.code, error.messages)
            return replace(new, conflict_is_checked=not found.may_retry)
        try:
            settled = settle(new, self._destinations.client(new.destination), reserved)
        except StoppedError:
            raise  # the program is ending: nothing is decided
        except UploaderError as error:
            return _refused(new, error.code, error.messages)
        if settled is None:
            return _refused(new, ErrorCode.SKIPPED, (ALREADY_THERE,), is_success=True)
        if isinstance(settled, UploaderError):
            return _refused(new, settled.code, settled.messages)
        reserved.keys.add(settled.destination.object_key)
        return replace(settled, conflict_is_checked=settled is not new)

    def _is_unprotected(self, new: NewJob) -> bool:
        """The store is known not to keep the condition that the key be free, and nobody may look."""
        condition = Trait.PUT_CONDITION if new.plan.is_single_put else Trait.FINISH_CONDITION
        is_kept = self._destinations.traits.has(new.destination.endpoint, condition)
        return new.on_conflict is not ConflictPolicy.OVERWRITE and is_kept is False

    def _known(self, new: NewJob, busy: dict[str, Job]) -> Job | Refusal | None:
        job = busy.get(new.destination.object_key)
        if job is None:
            return None
        if job.source_path == new.source_path:
            return job
        if new.on_conflict is ConflictPolicy.RENAME:
            return None
        said = message(MessageCode.KEY_ON_ITS_WAY, path=job.source_path, key=new.destination.object_key)
        return _refused(new, ErrorCode.DESTINATION_BUSY, (said,))


def _planned_anew(new: Sequence[NewJob], busy: dict[str, Job], restarted: Collection[str]) -> dict[str, Job]:
    """By key, the unfinished jobs of the same files that take new terms: at rest, or to be restarted."""
    old = {}
    for one in new:
        job = busy.get(one.destination.object_key)
        if job is None or job.source_path != one.source_path:
            continue
        rests = job.state is not JobState.UPLOADING
        if job.job_id in restarted or (rests and asks_for_more(job, one)):
            old[one.destination.object_key] = job
    return old


def _replan_request(
    decided: Admitted, asked: NewJob, old: dict[str, Job], restarted: Collection[str]
) -> Admitted:
    job = old.get(asked.destination.object_key)
    if job is None or not isinstance(decided, NewJob):
        return decided
    return ReplanRequest(job, decided, keeps_parts=job.job_id not in restarted)


class Submission:
    """Lives on the engine's loop; any number of callers may submit at once."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._admission = Admission(tools.jobs, tools.destinations)
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
        awaits_keys = self._tools.awaits_keys
        while True:
            admitted = await self._tools.calls.run(
                lambda: self._admission.admit(new, restarted, awaits_keys=awaits_keys)
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
        return self._tools.jobs.add(fresh) if self._admission.are_free(fresh) else None


def _place(new: NewJob) -> tuple[str, str, str]:
    return new.destination.endpoint, new.destination.bucket, new.destination.object_key
