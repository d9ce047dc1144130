"""The columns of parts, recordings, and what is abandoned on stores."""

import json

from uploader_gui.domain.checks import looks_of, looks_text
from uploader_gui.domain.job import AbandonedParts, AbandonedUpload, Part, PartPlace, Recording
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.plan import PartRange
from uploader_gui.domain.store.object_terms import terms_of, terms_text
from uploader_gui.storage.database.column_values import (
    Value,
    crc32_of,
    crc32_text,
    hashes_of,
    hashes_text,
    left_out_of,
    left_out_text,
    path_form,
    path_of,
    paths_of,
    paths_text,
    plain,
    text_or_empty,
)
from uploader_gui.storage.database.columns import ColumnForm, Columns


def _versions_text(versions: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(versions)


def _versions(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, version_id) for key, version_id in json.loads(text))


def _place(text: str | None) -> PartPlace:
    return PartPlace(text) if text else PartPlace.UPLOAD


PARTS = Columns(
    Part,
    names={"number": "part_number", "state": "status"},
    forms={
        "crc32": ColumnForm(crc32_text, crc32_of),
        "place": ColumnForm(str, _place),
        "version_id": ColumnForm(read=text_or_empty),
    },
)
PROOF = PARTS.only({"crc32", "md5", "etag", "sent_at", "place", "version_id"})
"""What a part's row learns when the part is done."""

NEW_PART_COLUMNS = ("task_id", "part_number", "offset", "size", "crc32", "md5", "etag", "status")


def new_part(task_id: int, part: PartRange) -> list[Value]:
    """``NEW_PART_COLUMNS`` of a part that waits to be sent."""
    return [task_id, part.number, part.offset, part.size, "", "", "", "PENDING"]


_LATE_TEXT = ColumnForm(read=text_or_empty)
RECORDINGS = Columns(
    Recording,
    names={"recording_id": "id"},
    forms={
        "source_path": ColumnForm(plain, text_or_empty),
        "crc32": ColumnForm(crc32_text, crc32_of),
        "hashes": ColumnForm(hashes_text, hashes_of),
        "terms": ColumnForm(terms_text, terms_of),
        "check_looks": ColumnForm(looks_text, looks_of),
    }
    | dict.fromkeys(
        ("job_id", "package_id", "profile", "endpoint", "region", "user", "host", "program_version"),
        _LATE_TEXT,
    ),
)
NEW_RECORDING = RECORDINGS.only(set(RECORDINGS.names) - {"id"})
"""All but the ``id``."""


def _number(count: int | None) -> int:
    return count or 0


_PATHS = ColumnForm(paths_text, paths_of)
PACKAGES = Columns(
    Package,
    names={
        f"{kind}.{field}": f"{kind}_{field}"
        for kind in ("missing", "unlisted")
        for field in ("paths", "count")
    }
    | {"left_out.files": "left_out_files", "left_out.count": "left_out_count"},
    forms={
        "source_folder": ColumnForm(path_form, path_of),
        "missing.paths": _PATHS,
        "unlisted.paths": _PATHS,
        "left_out.files": ColumnForm(left_out_text, left_out_of),
        "left_out.count": ColumnForm(read=_number),
    },
)
NEW_PACKAGE = PACKAGES.only(set(PACKAGES.names))
"""All; the ``id`` is SQLite's own."""
LEFT_OUT = PACKAGES.only({"left_out_files", "left_out_count"})

ABANDONED = Columns(AbandonedUpload, names={"abandoned_id": "id"})
NEW_ABANDONED = ABANDONED.only(set(ABANDONED.names) - {"id"})
"""All but the ``id``, which SQLite gives."""

ABANDONED_PARTS = Columns(
    AbandonedParts,
    names={"abandoned_id": "id", "kept.bucket": "kept_bucket", "kept.prefix": "kept_prefix"},
    forms={"versions": ColumnForm(_versions_text, _versions)},
)
NEW_ABANDONED_PARTS = ABANDONED_PARTS.only(set(ABANDONED_PARTS.names) - {"id"})
"""All but the ``id``, which SQLite gives."""
