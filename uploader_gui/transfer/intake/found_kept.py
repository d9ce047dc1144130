"""Kept parts that lie beside a new file's key, with the plan that says what they are parts of."""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from uploader_gui.domain.job import NewJob
from uploader_gui.domain.plan import KIB, Plan
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.kept_parts import KeptPlace, KeptPlan, kept_folder
from uploader_gui.s3.answers.responses import ListedPart, StoredObject
from uploader_gui.s3.client import S3Client
from uploader_gui.transfer.intake.found_listing import Listing, is_possible

_MOST_PLANS = 100  # of one folder
_LARGEST_PLAN = 64 * KIB


@dataclass(frozen=True, slots=True)
class KeptParts:
    """Kept parts of a file of the right size for the right key; whether they are the file's own is to be seen.

    ``written_at``: when any object there was, by the store's clock.
    """

    place: KeptPlace
    plan: Plan
    listed: Listing
    written_at: datetime


class KeptFolders:
    """The folders of kept parts on one store; each is listed once, and each plan in it read once. Blocking; any thread.

    ``not_these``: places that this computer has for itself, or is about to delete. Raises StoreError.
    """

    def __init__(self, client: S3Client, connection: Connection, not_these: Collection[KeptPlace]) -> None:
        self._client = client
        self._connection = connection
        self._not_these = not_these
        self._plans: dict[tuple[str, str], list[tuple[KeptPlace, KeptPlan]]] = {}
        self._lock = threading.Lock()

    def parts_for(self, new: NewJob) -> list[KeptParts]:
        """What is kept for exactly this key and a file of this size."""
        to = new.destination
        bucket = self._connection.kept_bucket or to.bucket
        folder = kept_folder(to.object_key, self._connection.kept_prefix)
        found = []
        for place, kept in self._plans_in(bucket, folder):
            plan = replace(new.plan, part_size=kept.part_size, doubles=kept.doubles)
            fits = kept.is_of(to.object_key, plan.file_size) and kept.doubles >= new.plan.doubles
            if fits and is_possible(plan):
                there = self._client.list_stored(place.bucket, place.prefix)
                if listed := _parts_among(there, place):
                    found.append(KeptParts(place, plan, listed, max(one.modified_at for one in there)))
        return found

    def _plans_in(self, bucket: str, folder: str) -> list[tuple[KeptPlace, KeptPlan]]:
        with self._lock:
            if (bucket, folder) not in self._plans:
                self._plans[bucket, folder] = self._read(bucket, folder)
            return self._plans[bucket, folder]

    def _read(self, bucket: str, folder: str) -> list[tuple[KeptPlace, KeptPlan]]:
        places = [
            KeptPlace(bucket, f"{folder}{name}/") for name in self._client.list_folder(bucket, folder).folders
        ]
        found = []
        for place in [place for place in places if place not in self._not_these][:_MOST_PLANS]:
            text = self._client.read_object(bucket, place.plan_key, at_most=_LARGEST_PLAN)
            plan = None if text is None else KeptPlan.from_json(text)
            found += [] if plan is None else [(place, plan)]
        return found


def _parts_among(stored: Sequence[StoredObject], place: KeptPlace) -> Listing:
    entries = {}
    for one in stored:
        name = one.key.removeprefix(place.prefix)
        if name.isascii() and name.isdecimal() and place.part_key(int(name)) == one.key:
            entries[int(name)] = [ListedPart(int(name), one.size, one.etag, None, one.modified_at)]
    return entries
