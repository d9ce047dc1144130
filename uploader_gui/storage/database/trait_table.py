"""TraitTable: what was learned about each store, kept over restarts."""

import sqlite3

from uploader_gui.domain.store.store_traits import Learned, Trait, TraitPlace
from uploader_gui.storage.database.column_values import plain, time_of, time_text
from uploader_gui.storage.database.database import Database

_LOAD = "SELECT endpoint, bucket, trait, value, learned_at FROM store_traits"
_KEEP = (
    "INSERT OR REPLACE INTO store_traits (endpoint, bucket, trait, value, learned_at) VALUES (?, ?, ?, ?, ?)"
)
_DROP = "DELETE FROM store_traits WHERE endpoint = ? AND bucket = ? AND trait = ?"
_FORGET = "DELETE FROM store_traits WHERE endpoint = ?"


class TraitTable:
    """Blocking; any thread. Raises BadSettingsError in words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[TraitPlace, Learned]:
        """All that is kept; what a newer program has learned beside it is passed over."""
        names = set(Trait)
        with self._database.reading() as sqlite:
            return {
                TraitPlace(endpoint, bucket, Trait(trait)): Learned(value, time_of(learned_at))
                for endpoint, bucket, trait, value, learned_at in sqlite.execute(_LOAD)
                if trait in names
            }

    def keep(self, place: TraitPlace, learned: Learned | None) -> None:
        """Keep a trait in the place of what was known of it; None: it is unknown again."""

        def write(sqlite: sqlite3.Connection) -> None:
            at = (place.endpoint, place.bucket, place.trait.value)
            if learned is None:
                sqlite.execute(_DROP, at)
            else:
                sqlite.execute(_KEEP, (*at, plain(learned.value), time_text(learned.learned_at)))

        self._database.write(write)

    def forget(self, endpoint: str) -> None:
        """Forget all that is kept of a store."""
        self._database.write(lambda sqlite: sqlite.execute(_FORGET, (endpoint,)))
