"""The columns of parts, recordings and abandoned uploads."""

from uploader_gui.domain.job import AbandonedUpload, Part, Recording
from uploader_gui.domain.plan import PartRange
from uploader_gui.storage.database.column_values import Value
from uploader_gui.storage.database.columns import Columns, Form


def _hex(crc32: int | None) -> str:
    return "" if crc32 is None else f"{crc32:08x}"


def _number(text: str) -> int | None:
    return int(text, 16) if text else None


PARTS = Columns(
    Part, names={"number": "part_number", "state": "status"}, forms={"crc32": Form(_hex, _number)}
)
PROOF = PARTS.only({"crc32", "md5", "etag", "sent_at"})
"""What a part's row learns when the part is done."""

NEW_PART_COLUMNS = ("task_id", "part_number", "offset", "size", "crc32", "md5", "etag", "status")


def new_part(task_id: int, part: PartRange) -> list[Value]:
    """``NEW_PART_COLUMNS`` of a part that waits to be sent."""
    return [task_id, part.number, part.offset, part.size, "", "", "", "PENDING"]


RECORDINGS = Columns(Recording, names={"recording_id": "id"})
RECORDING = RECORDINGS.only(RECORDINGS.names)

ABANDONED = Columns(AbandonedUpload, names={"abandoned_id": "id"})
NEW_ABANDONED = ABANDONED.only(set(ABANDONED.names) - {"id"})
"""All but the ``id``, which SQLite gives."""
