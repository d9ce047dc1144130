"""Which of the new files become jobs: one job a destination, and no object replaced unasked."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from uploader_gui.domain.entered.endpoint_address import nodes_of
from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoppedError, StoreError, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, JobState, NewJob
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.packages.package import LeftOutFile, Package
from uploader_gui.domain.store.failure_table import cannot_protect
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.source.source_file import Source, Unstoppable
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.intake.found_uploads import Seen, find_there, left_alone
from uploader_gui.transfer.intake.left_out import left_out_files, refused_files, without
from uploader_gui.transfer.intake.names import (
    keys_of_others,
    numbers_used,
    passing_over,
    settled,
    vary,
)
from uploader_gui.transfer.intake.replanning import ReplanRequest, asks_for_more
from uploader_gui.transfer.job.conflict import (
    ALREADY_THERE,
    ExistingKeys,
    ReservedKeys,
    find_existing,
    settle,
)
from uploader_gui.transfer.job.hashing import hashes_of
from uploader_gui.transfer.job.job_run import Tools

# Of looks for a number that nobody has; where others have more in a row, the next submission goes on from there.
_MOST_ROUNDS = 50
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
    UPLOAD_FOUND and UPLOAD_IN_USE (part of it is in the store, and is left alone), or what the store says to every upload (wrong keys, no such bucket).
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
            found = self._without_own_objects(old, found)
        except StoppedError:
            raise  # the program is ending: nothing is decided
        except UploaderError as error:
            if error.code != ErrorCode.CREDENTIALS_MISSING or not awaits_keys:
                return [self._known(one, busy) or _refused(one, error.code, error.messages) for one in new]
            found = ExistingKeys(frozenset(), is_certain=False, may_retry=True)
        reserved = ReservedKeys(self._jobs, endpoint, bucket, {*keys, *busy})
        decided = [self._decide(one, busy, found, reserved) for one in new]
        admitted = [_replan_request(one, of, old, restarted) for one, of in zip(decided, new, strict=True)]
        return admitted if found.may_retry else self._with_what_is_there(admitted)

    def _with_what_is_there(self, admitted: Sequence[Admitted]) -> list[Admitted]:
        """Those that are new go on with what the store has of them, or are refused for it."""
        fresh = [one for one in admitted if isinstance(one, NewJob)]
        there = find_there(fresh, self._jobs, self._destinations)
        return [_going_on(one, there) if isinstance(one, NewJob) else one for one in admitted]

    def _without_own_objects(self, old: dict[str, Job], found: ExistingKeys) -> ExistingKeys:
        """A key is not taken by the object of its old job, whose answer was lost, or that was damaged."""
        may_be_own = {key: job for key, job in old.items() if key in found.taken and _may_have_finished(job)}
        is_own = {key: self._is_of(job) for key, job in may_be_own.items()}
        free = {key for key, own in is_own.items() if own is not False}
        undecided = frozenset(key for key, own in is_own.items() if own is None)
        return replace(found, taken=found.taken - free, undecided=undecided)

    def _is_of(self, job: Job) -> bool | None:
        """Say whether the object at a job's key names that job; False where the key may not look.

        None where the store can't say now.
        """
        place = job.destination
        try:
            facts = self._destinations.client(place).head(place.bucket, place.object_key)
        except StoreError as error:
            if error.code == ErrorCode.ACCESS_DENIED:
                return False
            if error.kind is ErrorKind.TRANSIENT:
                return None
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
            return replace(new, conflict_is_checked=not found.may_retry and key not in found.undecided)
        try:
            settled = settle(new, self._destinations.client(new.destination), reserved)
            if settled is None:
                _compare_with_list(new)
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


def _may_have_finished(job: Job) -> bool:
    """Say whether it may have made an object; of a file that went on to grow, one that was finished too early."""
    return job.finish_was_sent or job.is_single_put or job.growth is not None


def _compare_with_list(new: NewJob) -> None:
    """A file that is in the store already is not well for that. Blocking; raises SourceError HASH_MISMATCH."""
    listed = tuple((kind, value) for kind, value in new.expected_hashes if value)
    if listed:
        with Source(new.source_path) as source:
            hashes_of(source, listed, Unstoppable())


def _going_on(new: NewJob, there: Seen) -> NewJob | Refusal:
    """A new file with what was found of it; where the store did not answer it is asked when the job starts."""
    key = new.destination.object_key
    found = there.found.get(key)
    if found is None:
        return replace(new, found_is_checked=key not in there.unanswered)
    progress = found.progress
    if not progress.leaves_alone(new.on_found):
        return replace(found.job, found_is_checked=True)
    error = left_alone(progress)
    return replace(_refused(new, error.code, error.messages), found=progress)


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


@dataclass(frozen=True, slots=True)
class Entry:
    """The package that new jobs are added to, None for none, and whether an open one of its name takes its place.

    ``left_out``: what was left out of it before; None where it does not keep what is left out.
    """

    package: Package | None = None
    joins_open: bool = False
    left_out: Sequence[LeftOutFile] | None = None

    def without_left_out(self, admitted: Sequence[Admitted]) -> Package | None:
        """The package as it is once this was decided; None where it keeps nothing of it."""
        if self.package is None or self.left_out is None:
            return None
        return without(self.package, [*self.left_out, *left_out_files(self.package, admitted)])


class Submission:
    """Lives on the engine's loop; any number of callers may submit at once."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._admission = Admission(tools.jobs, tools.destinations)
        self._adding = asyncio.Lock()
        self._under_way: set[tuple[str, str, str]] = set()
        self._changed = asyncio.Condition()

    async def take(
        self, new: Sequence[NewJob], entry: Entry, restarted: Collection[str] = ()
    ) -> tuple[list[Admitted], list[Job]]:
        """What was decided about each of ``new``, and the jobs that were added for those that stayed NewJobs.

        Callers with files for one destination take turns: the later one sees the job of the earlier. So do those
        whose files are named by one counter, or by when they are added.
        ``restarted`` as for ``Admission.admit``.
        """
        async with self._turn({(scope, "", "") for scope in vary(new)}):
            named = await self._named(new, entry)
            able = [one for one in named if isinstance(one, NewJob)]
            if entry.left_out is not None:
                unnamed = refused_files(one for one in named if isinstance(one, Refusal))
                entry = replace(entry, left_out=[*entry.left_out, *unnamed])
            async with self._turn({_place(one) for one in able}):
                admitted, added = await self._take(able, entry, restarted)
        in_order = iter(admitted)
        return [one if isinstance(one, Refusal) else next(in_order) for one in named], added

    async def _named(self, new: Sequence[NewJob], entry: Entry) -> Sequence[NewJob | Refusal]:
        """The files with the keys that they are added under."""
        if not vary(new):
            return new
        package_name = "" if entry.package is None else entry.package.name
        return await self._tools.calls.run(lambda: settled(new, self._tools.jobs, package_name))

    @contextlib.asynccontextmanager
    async def _turn(self, places: set[tuple[str, str, str]]) -> AsyncIterator[None]:
        """Wait until nobody else has one of these, and keep them to the end."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._under_way.isdisjoint(places))
            self._under_way |= places
        try:
            yield
        finally:
            async with self._changed:
                self._under_way -= places
                self._changed.notify_all()

    async def _take(
        self, new: Sequence[NewJob], entry: Entry, restarted: Collection[str]
    ) -> tuple[list[Admitted], list[Job]]:
        while True:
            new, admitted = await self._tools.calls.run(lambda: self._admitted(new, restarted))  # noqa: B023
            fresh = [one for one in admitted if isinstance(one, NewJob)]
            used = numbers_used(new, admitted)
            if not fresh:
                if used:
                    await self._tools.calls.run(lambda: self._tools.jobs.use_up(used))  # noqa: B023
                return admitted, []
            package = entry.without_left_out(admitted)
            async with self._adding:
                added = await self._tools.calls.run(lambda: self._add(fresh, entry, package, used))  # noqa: B023
            if added is not None:
                return admitted, added

    def _admitted(
        self, new: Sequence[NewJob], restarted: Collection[str]
    ) -> tuple[Sequence[NewJob], list[Admitted]]:
        """What was decided about each, and the files as they are named then: numbers that others have are passed over.

        Blocking.
        """
        admit, awaits_keys = self._admission.admit, self._tools.awaits_keys
        admitted = admit(new, restarted, awaits_keys=awaits_keys)
        taken: set[str] = set()
        for _ in range(_MOST_ROUNDS):
            taken |= keys_of_others(new, admitted)
            new, places = passing_over(new, taken)
            if not places:
                break
            again = admit([new[place] for place in places], restarted, awaits_keys=awaits_keys)
            for place, decided in zip(places, again, strict=True):
                admitted[place] = decided
        return new, admitted

    def _add(
        self,
        fresh: Sequence[NewJob],
        entry: Entry,
        without: Package | None,
        next_numbers: Mapping[str, int],
    ) -> list[Job] | None:
        """Add the jobs, to the package ``without`` what is left out if that is kept; None if another submission was given one of their destinations meanwhile. Blocking."""
        if not self._admission.are_free(fresh):
            return None
        if entry.package is None:
            return self._tools.jobs.add(fresh, next_numbers=next_numbers)
        return self._tools.jobs.add(
            fresh,
            packages=[without or entry.package],
            package_id=entry.package.package_id,
            joins_open=entry.joins_open,
            knows_left_out=without is not None,
            next_numbers=next_numbers,
        )


def _place(new: NewJob) -> tuple[str, str, str]:
    nodes = ",".join(sorted(nodes_of(new.destination.endpoint)))
    return nodes, new.destination.bucket, new.destination.object_key
