"""Kept parts that no job here owns: what removed jobs have left on the store, and what may be another computer's."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.entered.endpoint_address import are_same_store
from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.job import AbandonedParts, Destination, Job
from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.store.kept_parts import PLAN_NAME, PROBE_NAME, KeptPlace, KeptPlan, kept_folder
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.s3.answers.responses import StoredObject
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.client_cache import ClientCache

_JOB_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_KEPT = re.compile(rf"({_JOB_ID}/)(?:\d{{5,}}|{re.escape(PLAN_NAME)}|{PROBE_NAME})")
_LARGEST_PLAN = 64 * 1024


@dataclass(frozen=True, slots=True)
class OrphanedParts:
    """What is kept in a folder of its own. ``size`` in bytes; ``written_at`` when the last of it was, by the store.

    ``file_name``: of the file that it is part of, "" where that is not known. ``is_recorded``: a job here has left it;
    else its job may be another computer's. Both None: the store does not tell.
    """

    parts: AbandonedParts
    size: int | None = None
    written_at: datetime | None = None
    file_name: str = ""

    @property
    def is_recorded(self) -> bool:
        """Say whether it is known here that nobody wants it any more."""
        return bool(self.parts.abandoned_id)

    def was_written_within(self, time: timedelta) -> bool:
        """Say whether somebody may still be at it."""
        return self.written_at is not None and datetime.now(UTC) - self.written_at < time


@dataclass(frozen=True, slots=True)
class OrphanedPartsFound:
    """What was found, and of which places the store told nothing: each with the reason."""

    found: list[OrphanedParts]
    untold: list[tuple[str, UploaderError]]


def orphaned_parts(runtime: Runtime, destinations: ClientCache) -> OrphanedPartsFound:
    """Kept parts that are recorded as abandoned, and those in the folders that jobs and the connection in use lead to.

    Blocking. What a job here owns is left out.
    """
    jobs = runtime.jobs.jobs()
    owned = [(job.destination.endpoint, job.kept) for job in jobs if job.kept.prefix]
    recorded = {_place(one): one for one in runtime.jobs.abandoned_parts()}
    found: dict[tuple[str, KeptPlace], OrphanedParts] = {}
    untold: list[tuple[str, UploaderError]] = []
    for root, destination in _roots(
        [*_destinations(jobs), *_of_the_connection(runtime)], destinations, recorded.values()
    ).items():
        _endpoint, bucket, folder = root
        try:
            client = destinations.client(destination)
            there = _by_folder(client.list_stored(bucket, folder), folder)
        except UploaderError as error:
            untold.append((f"{bucket}/{folder}", error))
            continue
        for prefix, objects in there.items():
            parts = AbandonedParts(destination, KeptPlace(bucket, prefix))
            parts = recorded.get(_place(parts), parts)
            if not _is_among(_place(parts), owned) and not _is_among(_place(parts), found):
                found[_place(parts)] = _described(parts, objects, client)
    unseen = [OrphanedParts(one) for place, one in recorded.items() if place not in found]
    return OrphanedPartsFound([*unseen, *found.values()], untold)


def _place(parts: AbandonedParts) -> tuple[str, KeptPlace]:
    return parts.destination.endpoint, parts.kept


def _is_among(place: tuple[str, KeptPlace], others: Iterable[tuple[str, KeptPlace]]) -> bool:
    """Say whether one of these is the same place, though its store may be named by other addresses."""
    endpoint, kept = place
    return any(kept == other and are_same_store(endpoint, named) for named, other in others)


def _roots(
    places: Iterable[Destination], destinations: ClientCache, recorded: Iterable[AbandonedParts]
) -> dict[tuple[str, str, str], Destination]:
    """The folders that jobs' folders are in, as endpoint, bucket and prefix, and for each whose keys may look there."""
    roots: dict[tuple[str, str, str], Destination] = {}
    for one in recorded:
        roots.setdefault(
            (one.destination.endpoint, one.kept.bucket, _above(one.kept.prefix)), one.destination
        )
    for destination in places:
        with suppress(UploaderError):  # without keys for it, nothing is known of where its parts would be
            connection = destinations.connection(destination)
            folder = kept_folder(destination.object_key, connection.kept_prefix)
            bucket = connection.kept_bucket or destination.bucket
            roots.setdefault((destination.endpoint, bucket, folder), destination)
    return roots


def _above(prefix: str) -> str:
    return prefix.rstrip("/").rpartition("/")[0] + "/"


def _destinations(jobs: Iterable[Job]) -> Iterator[Destination]:
    """One for each folder that something of several parts goes to."""
    seen: set[Destination] = set()
    for job in jobs:
        to = job.destination
        beside = replace(to, object_key=to.object_key.rpartition("/")[0] + "/")
        if not job.is_single_put and beside not in seen:
            seen.add(beside)
            yield to


def _of_the_connection(runtime: Runtime) -> list[Destination]:
    """Where new files would go now, if there is a connection and it names a bucket."""
    try:
        to = runtime.credentials.current_profile()
    except BadSettingsError:
        return []
    key = clean_prefix(to.prefix)
    return [Destination(to.name, to.endpoint, to.region, to.bucket, key)] if to.bucket else []


def _by_folder(stored: Iterable[StoredObject], root: str) -> dict[str, list[StoredObject]]:
    """What is kept there, by the folder of its job; anything else that is there is not ours."""
    folders: dict[str, list[StoredObject]] = {}
    for entry in stored:
        if match := _KEPT.fullmatch(entry.key.removeprefix(root)):
            folders.setdefault(root + match[1], []).append(entry)
    return folders


def _described(parts: AbandonedParts, objects: list[StoredObject], client: S3Client) -> OrphanedParts:
    plan = None
    with suppress(UploaderError):  # the key may not read, or it has gone meanwhile
        text = client.read_object(parts.kept.bucket, parts.kept.plan_key, at_most=_LARGEST_PLAN)
        plan = KeptPlan.from_json(text or b"")
    return OrphanedParts(
        parts,
        sum(entry.size for entry in objects),
        max(entry.modified_at for entry in objects),
        plan.file_name if plan else "",
    )
