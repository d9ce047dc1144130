"""Progress that is in the store though no job here made it: open uploads and kept parts of a new file, for its key."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.errors import (
    ErrorCode,
    ErrorKind,
    SourceError,
    StoppedError,
    StoreError,
    UploaderError,
)
from uploader_gui.domain.job import AdoptedUpload, ChecksumMode, NewJob
from uploader_gui.domain.plan import Plan
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.found_progress import RECENTLY, FoundPolicy, FoundProgress
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.s3.answers.responses import OpenUpload, UploadContents
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.intake.found_kept import KeptFolders, KeptParts
from uploader_gui.transfer.intake.found_listing import is_of_file, moments, numbers_there, possible_plans
from uploader_gui.transfer.job.kept_parts.keeping import MINIO_UPLOAD_LIFETIME

log = logging.getLogger(__name__)

_AT_ONCE = 8
# A look must not hold up what was dropped: what a store has not told by then counts as not there.
_ANSWER_S = 10.0
_ALL_ANSWERS_S = 30.0
_MOST_UPLOADS = 20  # of one key

_GONE = frozenset({ErrorCode.UPLOAD_GONE, ErrorCode.NO_SUCH_OBJECT})


@dataclass(frozen=True, slots=True)
class Found:
    """What is there of a file, and the job that would go on with it: in the parts in which it was begun."""

    progress: FoundProgress
    job: NewJob
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Seen:
    """By key, what is there of some files, and the keys of which the store has not answered."""

    found: dict[str, Found] = field(default_factory=dict)
    unanswered: Collection[str] = ()


def find_there(new: Sequence[NewJob], database: JobDatabase, destinations: ClientCache) -> Seen:
    """What the store has of these new files, which lead to one bucket. Blocking.

    An open upload was begun with whatever was asked for there: a file that is to get something of its own goes on with it
    only if its user says so.
    """
    wanted = [one for one in new if one.may_be_found]
    if not wanted:
        return Seen()
    to = new[0].destination
    try:
        client, connection = destinations.client(to), destinations.connection(to)
    except StoppedError:
        raise  # the program is ending
    except UploaderError:  # no keys for the store: they are asked for when the job starts
        return Seen(unanswered=[one.destination.object_key for one in wanted])
    look = _Look(client, connection, database, terms_matter=True)
    return Seen(look.find(wanted), look.unanswered)


def find_late(new: NewJob, database: JobDatabase, destinations: ClientCache) -> NewJob | None:
    """The file of a job that starts, with what the store has of it, or None, by the same rules. Blocking.

    Raises UploaderError where it is to be left alone, and StoreError if the store does not answer.
    """
    to = new.destination
    look = _Look(destinations.client(to), destinations.connection(to), database, terms_matter=True)
    found = look.find([new]).get(to.object_key)
    if found is None:
        for error in look.unanswered.values():
            raise error
        return None
    if found.progress.leaves_alone(new.on_found):
        raise left_alone(found.progress)
    return found.job


def left_alone(progress: FoundProgress) -> UploaderError:
    """Why a file is not taken of which there is so much. UPLOAD_IN_USE or UPLOAD_FOUND."""
    code = ErrorCode.UPLOAD_IN_USE if progress.is_recent else ErrorCode.UPLOAD_FOUND
    return UploaderError(progress.said, code=code)


def look_for(
    new: Sequence[NewJob], client: S3Client, connection: Connection, database: JobDatabase
) -> dict[str, Found]:
    """The same with this connection, for somebody who is going to be asked about it."""
    return _Look(client, connection, database, terms_matter=False).find(new)


class _Look:
    """One look at what the store has of some new files, which lead to one bucket. Blocking.

    What was given up here, and waits to be removed from the store, is none of it. A store that does not tell, for whatever
    reason, is not asked on: then nothing is found. ``unanswered``: by key, of files for which it said nothing at all, why.
    """

    def __init__(
        self, client: S3Client, connection: Connection, database: JobDatabase, *, terms_matter: bool
    ) -> None:
        self._client = client
        self._terms_matter = terms_matter
        self._lifetime_h = connection.upload_lifetime_h
        self._jobs = database
        self._given_up = {upload.upload_id for upload in database.abandoned()}
        not_these = {parts.kept for parts in database.abandoned_parts()}
        self._folders = KeptFolders(client, connection, not_these)
        self._ends_s = time.monotonic() + _ALL_ANSWERS_S
        self._clock_offset = timedelta()
        self._refused: set[str] = set()
        self._silence: StoreError | None = None
        self.unanswered: dict[str, StoreError] = {}
        self._lock = threading.Lock()

    def find(self, new: Sequence[NewJob]) -> dict[str, Found]:
        """By key, what is there of those of these files that may be looked for."""
        wanted = [one for one in new if one.may_be_found]
        if len(wanted) < 2:
            found = [self._look(one) for one in wanted]
        else:
            with ThreadPoolExecutor(_AT_ONCE, "look") as workers:
                found = list(workers.map(self._look, wanted))
        return {one.job.destination.object_key: one for one in found if one is not None}

    def _look(self, new: NewJob) -> Found | None:
        uploads = self._asked("open uploads", new, lambda: self._in_uploads(new))
        kept = self._asked("kept parts", new, lambda: self._in_kept_parts(new))
        return _together(_most(uploads), _most(kept))

    def _asked(self, what: str, new: NewJob, look: Callable[[], list[Found]]) -> list[Found]:
        with self._lock:
            is_refused = what in self._refused
            if is_refused and self._silence is not None:
                self.unanswered[new.destination.object_key] = self._silence
        if is_refused or time.monotonic() > self._ends_s:
            return []
        try:
            return look()
        except StoppedError:
            raise  # the program is ending
        except (StoreError, SourceError) as error:
            log.info("%s: %s can't be looked for (%s).", new.source_path, what, error.code)
            if isinstance(error, StoreError):
                with self._lock:
                    self._refused.add(what)
                    if error.kind is ErrorKind.TRANSIENT and not error.http_status:
                        self._silence = self.unanswered[new.destination.object_key] = error
            return []

    def _in_uploads(self, new: NewJob) -> list[Found]:
        """Of the open uploads of exactly its key those whose parts are the file's own."""
        to = new.destination
        if self._terms_matter and new.terms is not None and new.on_found is FoundPolicy.UNASKED:
            return []
        uploads, clock_offset_s = self._client.list_uploads(to.bucket, to.object_key, timeout_s=_ANSWER_S)
        with self._lock:
            self._clock_offset = timedelta(seconds=clock_offset_s)
        uploads = sorted(uploads, key=lambda one: one.begun_at, reverse=True)[:_MOST_UPLOADS]
        found = [self._fitting(new, one) for one in uploads if one.upload_id not in self._given_up]
        return [one for one in found if one is not None]

    def _fitting(self, new: NewJob, upload: OpenUpload) -> Found | None:
        to = new.destination
        try:
            contents = self._client.upload_contents(
                to.bucket, to.object_key, upload.upload_id, timeout_s=_ANSWER_S
            )
        except StoreError as error:
            if error.code not in _GONE:
                raise
            return None
        mode = _mode_for(contents)
        plans = possible_plans(new.plan, contents.parts)
        plan = next((one for one in plans if is_of_file(new.source_path, one, contents.parts)), None)
        if mode is None or plan is None:
            return None
        begun_at = upload.begun_at - self._clock_offset
        adopted = AdoptedUpload(
            upload.upload_id,
            begun_at,
            mode,
            takes_copies=not contents.announced,
            expires_at=self._expiry(contents, begun_at),
        )
        numbers = numbers_there(plan, contents.parts)
        written_at = max(moments(contents.parts), default=upload.begun_at)
        progress = self._progress(plan, numbers, written_at)
        return Found(progress, replace(_planned(new, plan), adopted=adopted), numbers)

    def _in_kept_parts(self, new: NewJob) -> list[Found]:
        """What is kept for its key and is of the file."""
        return [
            self._going_on_with(new, kept)
            for kept in self._folders.parts_for(new)
            if self._may_go_on_with(kept) and is_of_file(new.source_path, kept.plan, kept.listed)
        ]

    def _may_go_on_with(self, kept: KeptParts) -> bool:
        """Say whether they are no job's here, not even of one that has ended."""
        return not self._jobs.some([kept.place.owner])

    def _going_on_with(self, new: NewJob, kept: KeptParts) -> Found:
        numbers = numbers_there(kept.plan, kept.listed)
        job = replace(_planned(new, kept.plan), kept=kept.place, job_id=new.job_id or _job_id_of(kept))
        return Found(self._progress(kept.plan, numbers, kept.written_at), job, numbers)

    def _progress(self, plan: Plan, numbers: Iterable[int], written_at: datetime) -> FoundProgress:
        written_at -= self._clock_offset
        return FoundProgress(
            sum(plan.part(number).size for number in numbers),
            plan.file_size,
            written_at,
            is_recent=datetime.now(UTC) - written_at < RECENTLY,
        )

    def _expiry(self, contents: UploadContents, begun_at: datetime) -> datetime | None:
        if contents.abort_date is not None:
            return contents.abort_date
        if self._lifetime_h is not None:
            return begun_at + timedelta(hours=self._lifetime_h)
        return begun_at + MINIO_UPLOAD_LIFETIME if contents.is_minio else None


def _planned(new: NewJob, plan: Plan) -> NewJob:
    """The file in the parts of this plan; of one that doubles, though the file grows no more, it is remembered why."""
    grew = Growth(quiet_s=0.0, ended_at=datetime.now(UTC)) if plan.doubles else None
    return replace(new, plan=plan, growth=new.growth or grew)


def _most(found: Sequence[Found]) -> Found | None:
    """The one with most of the file."""
    return max(found, key=lambda one: one.progress.size, default=None)


def _together(uploaded: Found | None, kept: Found | None) -> Found | None:
    """Both, where the store can join them; else the one with more of the file."""
    if uploaded is None or kept is None:
        return uploaded or kept
    adopted = uploaded.job.adopted
    if adopted is None or not adopted.takes_copies or uploaded.job.plan != kept.job.plan:
        return _most([uploaded, kept])
    plan, numbers = kept.job.plan, uploaded.numbers | kept.numbers
    newest = max(uploaded.progress, kept.progress, key=lambda one: one.written_at)
    size = sum(plan.part(number).size for number in numbers)
    return Found(replace(newest, size=size), replace(kept.job, adopted=adopted), numbers)


def _job_id_of(kept: KeptParts) -> str:
    """The id of the job that kept them, so that each computer knows the object that the other one makes of them."""
    owner = kept.place.owner
    try:
        return owner if str(uuid.UUID(owner)) == owner else ""
    except ValueError:
        return ""


def _mode_for(contents: UploadContents) -> ChecksumMode | None:
    """What the parts that are missing have to be sent with; None for checksums that are not computed here."""
    algorithms = contents.announced | contents.of_parts
    if not algorithms:
        return ChecksumMode.MD5_ALONE
    if algorithms != {"CRC32"}:
        return None
    if not contents.announced:
        return ChecksumMode.MD5  # of MD5s the ETag is made that proves copies and sent parts together
    return ChecksumMode.CRC32_WHOLE if contents.is_full_object else ChecksumMode.UNDECIDED
