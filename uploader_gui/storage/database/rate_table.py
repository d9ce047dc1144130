"""RateTable: how fast the line to each store was, and how many parts at once it took; kept over restarts."""

from uploader_gui.domain.rate import DestinationRate
from uploader_gui.storage.database.column_values import time_of, time_text
from uploader_gui.storage.database.database import Database

_LOAD = "SELECT endpoint, bytes_per_second, width, measured_at FROM destination_rates"
_KEEP = "INSERT OR REPLACE INTO destination_rates (endpoint, bytes_per_second, width, measured_at) VALUES (?, ?, ?, ?)"


class RateTable:
    """Blocking; any thread. Raises BadSettingsError in words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[str, DestinationRate]:
        """All that is kept, by endpoint."""
        with self._database.reading() as sqlite:
            return {
                endpoint: DestinationRate(rate, width, time_of(measured_at))
                for endpoint, rate, width, measured_at in sqlite.execute(_LOAD)
            }

    def keep(self, endpoint: str, rate: DestinationRate) -> None:
        """Keep what was measured last in the place of what was known."""
        values = (endpoint, rate.bytes_per_second, rate.width, time_text(rate.measured_at))
        self._database.write(lambda sqlite: sqlite.execute(_KEEP, values))
