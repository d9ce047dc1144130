"""An object may have the key already: how that is found out, and whether it is the same file."""

import itertools
import zlib
from collections.abc import Collection, Container, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError, UploaderError
from uploader_gui.domain.job import ConflictPolicy, Job, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.naming import renamed_key
from uploader_gui.domain.plan import Plan, is_md5_etag, multipart_etag
from uploader_gui.s3.answers.responses import ObjectFacts, crc32_to_base64
from uploader_gui.s3.client import S3Client
from uploader_gui.source.source_file import Source, Unstoppable, combine_crc32
from uploader_gui.storage.jobs.job_database import JobDatabase

ALREADY_THERE = message(MessageCode.ALREADY_THERE)


# A handful of keys is asked for one by one; more by a listing of what they have in common, which is given up when it
# has cost about as much as asking for each: a page of 1,000 takes as long as some twenty keys.
_ASKED_SINGLY = 3
_KEYS_A_PAGE = 20
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class ObjectThere:
    """What is seen of an object that has a key already; ``modified_at`` None where the store does not say."""

    size: int
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExistingKeys:
    """Which objects there are: ``taken`` of the keys asked for; ``is_certain`` False if that could not be found out.

    ``undecided`` have an object of which could not be found out whose it is: they are asked again in the same way.
    ``may_retry``: the store did not answer, so it is asked again when the job starts; a store that forbids asking is
    not asked again (the condition on the request closes the gap).
    """

    taken: frozenset[str]
    is_certain: bool = True
    may_retry: bool = False
    undecided: frozenset[str] = frozenset()
    there: Mapping[str, ObjectThere] = field(default_factory=dict)
    """What each of those that are taken has."""


def find_existing(client: S3Client, bucket: str, keys: Collection[str]) -> ExistingKeys:
    """See which of ``keys`` are taken: HEAD for a few, one listing of their common prefix for many. Blocking.

    In a folder that holds many times more, HEAD for those that the listing has not shown by then.

    Raises StoreError for what would fail every upload (wrong keys, no such bucket).
    """
    try:
        if len(keys) <= _ASKED_SINGLY:
            return _existing({key: _seen(client, bucket, key) for key in keys})
        pages = 1 + len(keys) // _KEYS_A_PAGE
        listed, is_whole = client.list_some_objects(bucket, common_prefix(keys), pages)
        wanted = set(keys)
        there = {
            key: ObjectThere(one.size, one.modified_at if one.modified_at.timestamp() else None)
            for key, one in listed.items()
            if key in wanted
        }
        return _existing(there if is_whole else there | _ask_for(client, bucket, wanted - listed.keys()))
    except StoreError as error:
        if error.code == ErrorCode.ACCESS_DENIED:
            return ExistingKeys(frozenset(), is_certain=False)
        if error.kind is ErrorKind.TRANSIENT:
            return ExistingKeys(frozenset(), is_certain=False, may_retry=True)
        raise


def _existing(found: Mapping[str, ObjectThere | None]) -> ExistingKeys:
    there = {key: one for key, one in found.items() if one is not None}
    return ExistingKeys(frozenset(there), there=there)


def _seen(client: S3Client, bucket: str, key: str) -> ObjectThere | None:
    facts = client.head(bucket, key)
    return None if facts is None else ObjectThere(facts.size, facts.modified_at)


def _ask_for(client: S3Client, bucket: str, keys: Collection[str]) -> dict[str, ObjectThere | None]:
    """Ask for each key, some at once."""
    with ThreadPoolExecutor(_AT_ONCE, "look") as workers:
        try:
            return dict(workers.map(lambda key: (key, _seen(client, bucket, key)), keys))
        except UploaderError:
            workers.shutdown(cancel_futures=True)
            raise


def common_prefix(keys: Collection[str]) -> str:
    """The folder-like prefix that all ``keys`` share, "" or ending in a slash."""
    first, last = min(keys).split("/")[:-1], max(keys).split("/")[:-1]  # all others stand between these
    shared = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(f"{segment}/" for segment, _ in shared)


def object_exists(key: str) -> UploaderError:
    """The key is taken and nobody said what to do about it."""
    return UploaderError(
        message(MessageCode.OBJECT_LEFT_AS_IT_IS, key=key),
        code=ErrorCode.OBJECT_EXISTS,
    )


def different_object(key: str) -> UploaderError:
    """Asked to skip, but what is there is not this file."""
    return UploaderError(
        message(MessageCode.DIFFERENT_OBJECT, key=key),
        code=ErrorCode.DIFFERENT_OBJECT,
    )


def uncomparable_object(key: str) -> UploaderError:
    """Asked to skip, but nobody can say whether what is there is this file."""
    return UploaderError(
        message(MessageCode.OBJECT_UNCOMPARABLE, key=key),
        code=ErrorCode.OBJECT_UNCOMPARABLE,
    )


def object_is_the_file(job: Job | NewJob, facts: ObjectFacts | None) -> bool | None:
    """Say whether the object has the file's size and its checksum or ETag; reads the file. Blocking.

    None where the store shows neither: an ETag of what is encrypted with a key of a KMS is no MD5.
    """
    plan = job.plan
    if facts is None or facts.size != plan.file_size:
        return False
    path = job.read_path if isinstance(job, Job) else job.source_path
    with Source(path) as source:
        if facts.crc32_whole is not None:
            crcs = [(source.crc32(part, Unstoppable()), part.size) for part in plan.parts()]
            return combine_crc32(crcs) == facts.crc32_whole
        if not facts.etag_may_prove:
            return _has_composite(source, plan, facts.composite)
        return _etag_of(source, _plan_behind(plan, facts.etag)) == facts.etag


def _has_composite(source: Source, plan: Plan, composite: str) -> bool | None:
    """Whether the file has this CRC32 of its parts' CRC32s; None where it is of other parts, or there is none."""
    if not composite.endswith(f"-{plan.part_count}"):
        return None
    crcs = [source.crc32(part, Unstoppable()) for part in plan.parts()]
    joined = b"".join(crc32.to_bytes(4, "big") for crc32 in crcs)
    return crc32_to_base64(zlib.crc32(joined)) == composite.partition("-")[0]


def _plan_behind(plan: Plan, etag: str) -> Plan:
    """The plan that an ETag was made with, as far as it shows: one MD5 is one part."""
    return Plan(plan.file_size, max(1, plan.file_size)) if is_md5_etag(etag) else plan


def _etag_of(source: Source, plan: Plan) -> str | None:
    md5s = [source.digests(part, Unstoppable())[1] for part in plan.parts()]
    return md5s[0] if plan.is_single_put else multipart_etag(md5s)


class ReservedKeys(Container[str]):
    """Keys that a renamed file can't have: ``keys``, and those of unfinished jobs. Asks the table; blocking."""

    def __init__(self, database: JobDatabase, endpoint: str, bucket: str, keys: set[str]) -> None:
        self.keys = keys
        self._jobs = database
        self._place = (endpoint, bucket)

    def __contains__(self, key: object) -> bool:
        return key in self.keys or bool(self._jobs.unfinished_at(*self._place, [str(key)]))


def free_key(key: str, client: S3Client, bucket: str, reserved: Container[str]) -> str:
    """The first of ``a (2).mp4``, ``a (3).mp4``... that neither an object nor ``reserved`` has. Blocking."""
    while True:
        key = renamed_key(key)
        if key not in reserved and not find_existing(client, bucket, [key]).taken:
            return key


def with_key(new: NewJob, key: str) -> NewJob:
    """The same file for another key."""
    return replace(new, destination=replace(new.destination, object_key=key))


def settle(new: NewJob, client: S3Client, reserved: Container[str]) -> NewJob | UploaderError | None:
    """Decide about a file whose key is taken, by its policy. Blocking.

    Gives the job to make (perhaps under another key), None if the same file is there and it is to be skipped,
    or the reason why it is refused.
    """
    bucket, key = new.destination.bucket, new.destination.object_key
    if new.on_conflict is ConflictPolicy.OVERWRITE:
        return new
    if new.on_conflict is ConflictPolicy.RENAME:
        return with_key(new, free_key(key, client, bucket, reserved))
    if new.on_conflict is ConflictPolicy.SKIP:
        facts = client.head(bucket, key)
        if facts is None:  # gone since it was looked for, or not shown yet: its condition decides in the end
            return new
        is_same = object_is_the_file(new, facts)
        if is_same:
            return None
        return different_object(key) if is_same is False else uncomparable_object(key)
    return object_exists(key)
