"""What would become of new files, before anything is added: which destinations are taken, and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from uploader_gui.domain.job import NewJob
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.found_progress import FoundProgress
from uploader_gui.s3.client import S3Client
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.intake.found_uploads import look_for
from uploader_gui.transfer.job.conflict import ObjectThere, find_existing


class DestinationState(StrEnum):
    """What is at a new file's destination.

    KNOWN: this very file is on its way there; BUSY: another one is. BEGUN: part of it is there, and nobody here sent it.
    """

    FREE = "free"
    TAKEN = "taken"
    KNOWN = "known"
    BUSY = "busy"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Preview:
    """``destination_states`` by key, of all that are not FREE, of those that are BEGUN what there is of them, and of those
    that are TAKEN what is ``there``.

    ``is_certain`` False: these keys may not look.
    """

    destination_states: dict[str, DestinationState]
    is_certain: bool = True
    begun: dict[str, FoundProgress] = field(default_factory=dict)
    there: Mapping[str, ObjectThere] = field(default_factory=dict)


def preview(
    new: Sequence[NewJob], client: S3Client, connection: Connection, database: JobDatabase
) -> Preview:
    """Look at the destinations of ``new``, which lead to one bucket. Blocking; changes nothing.

    Raises StoreError for what would fail every upload (wrong keys, no such bucket).
    """
    if not new:
        return Preview({})
    to = new[0].destination
    sources = {one.destination.object_key: one.source_path for one in new}
    jobs = database.unfinished_at(to.endpoint, to.bucket, sources)
    destination_states = {
        key: DestinationState.KNOWN if job.source_path == sources[key] else DestinationState.BUSY
        for key, job in jobs.items()
    }
    free = sources.keys() - jobs.keys()
    found = find_existing(client, to.bucket, free) if free else None
    if found is None:
        return Preview(destination_states)
    destination_states |= dict.fromkeys(found.taken, DestinationState.TAKEN)
    if found.may_retry:
        return Preview(destination_states, found.is_certain, there=found.there)
    wanted = [one for one in new if one.destination.object_key not in destination_states]
    there = look_for(wanted, client, connection, database)
    begun = {key: one.progress for key, one in there.items()}
    destination_states |= dict.fromkeys(begun, DestinationState.BEGUN)
    return Preview(destination_states, found.is_certain, begun, found.there)
