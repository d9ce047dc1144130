"""A state directory in which an earlier run has found out about a line."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from uploader_gui.domain.rate import DestinationRate
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.database.rate_table import RateTable


def remember_line(
    state_dir: Path, endpoint: str, *, rate: float | None = None, width: int | None = None
) -> None:
    """Let a run before have measured ``rate`` bytes a second, and that ``width`` parts at once are worth it."""
    state_dir.mkdir(exist_ok=True)
    with closing(Database.open(state_dir)) as database:
        RateTable(database).keep(endpoint, DestinationRate(rate, width, datetime.now(UTC)))
