"""Kept parts that no job wants any more: remembered, and deleted as soon as the store can be asked."""

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.job import AbandonedParts
from uploader_gui.domain.store.kept_parts import KeptPlace
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.client_cache import ClientCache
from uploader_gui.storage.jobs.job_database import JobDatabase


def delete_abandoned_parts(
    database: JobDatabase, destinations: ClientCache, abandoned: AbandonedParts
) -> None:
    """Delete what an ended job has kept, with every version of it, and forget it. Blocking.

    What a job has, by now, is only forgotten. Raises UploaderError if something stays for now: then it stays recorded.
    """
    kept = abandoned.kept
    if not database.keeps_parts_at(abandoned.destination.endpoint, kept):
        client = destinations.client(abandoned.destination)
        try:
            client.abort_probes(abandoned.destination.bucket, kept.probe_key)
            _delete_all(client, abandoned)
        except StoreError as error:
            if error.code != ErrorCode.NO_SUCH_BUCKET:
                raise
    database.forget_abandoned_parts(abandoned.abandoned_id)


def _delete_all(client: S3Client, abandoned: AbandonedParts) -> None:
    """Delete what is listed, and what another listing names then: one that is damaged on its way leaves something out."""
    kept = abandoned.kept
    deleted: set[tuple[str, str]] = set()
    there = {*abandoned.versions, *_listed(client, kept)}
    while True:
        stayed = client.delete_objects(kept.bucket, sorted(there))
        if stayed:
            raise StoreError(stayed[0].words, code=stayed[0].code, kind=ErrorKind.PERMANENT)
        deleted |= there
        there = {*_listed(client, kept)} - deleted
        if not there:
            return


def _listed(client: S3Client, kept: KeptPlace) -> list[tuple[str, str]]:
    """All that is there, as far as the store tells: parts that were sent and never recorded, versions, the plan."""
    try:
        return client.list_versions(kept.bucket, kept.prefix)
    except StoreError as error:
        if error.kind is ErrorKind.TRANSIENT or error.code == ErrorCode.NO_SUCH_BUCKET:
            raise
    try:
        return [(entry.key, "") for entry in client.list_stored(kept.bucket, kept.prefix)]
    except StoreError as error:
        if error.code != ErrorCode.ACCESS_DENIED:
            raise
        return [(kept.plan_key, ""), (kept.probe_key, "")]
