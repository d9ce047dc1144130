"""What is said of a file, for programs: the names are the same in CSV, JSON, ``--json`` and the HTTP API, and stay."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, overload

from uploader_gui.domain.job import JobState, Recording
from uploader_gui.domain.messages import english
from uploader_gui.domain.store.object_terms import NO_TERMS, ObjectTerms

if TYPE_CHECKING:  # every start that shows a job would wait for it
    from uploader_gui.domain.reports.report import ReportEntry

FieldValue = str | int | float | None | dict[str, str]
Fields = dict[str, FieldValue]


def average_speed(file: "Recording | ReportEntry") -> int | None:
    """Bytes per second of the time in which it was sent; None where that is not known, or it was not sent to its end."""
    is_whole = isinstance(file, Recording) or file.state is JobState.COMPLETED
    return round(file.file_size / file.active_s) if is_whole and file.active_s else None


_PROOF: Final[dict[str, Callable[["Recording | ReportEntry"], FieldValue]]] = {
    "sourcePath": lambda file: file.source_path or None,
    "crc32": lambda file: None if file.crc32 is None else f"{file.crc32:08x}",
    "hashes": lambda file: {kind.value: value for kind, value in file.hashes},
    "beganAt": lambda file: utc_text(file.began_at),
    "activeSeconds": lambda file: None if file.active_s is None else round(file.active_s, 3),
    "bytesPerSecond": average_speed,
    "partCount": lambda file: file.part_count,
    "user": lambda file: file.user or None,
    "host": lambda file: file.host or None,
    "programVersion": lambda file: file.program_version or None,
}
_TERMS: Final[dict[str, Callable[[ObjectTerms], FieldValue]]] = {
    "metadata": lambda terms: dict(terms.metadata),
    "tags": lambda terms: dict(terms.tags),
    "storageClass": lambda terms: terms.storage_class or None,
    "cacheControl": lambda terms: terms.cache_control or None,
    "encryption": lambda terms: terms.encryption.value or None,
    "kmsKeyId": lambda terms: terms.kms_key_id or None,
    "retention": lambda terms: terms.retention.value or None,
    "retentionDays": lambda terms: terms.retention_days or None,
}
_CHECK: Final[dict[str, Callable[["ReportEntry"], FieldValue]]] = {
    "checkedAt": lambda file: utc_text(file.checked_at),
    "checkedBy": lambda file: file.checked_by and file.checked_by.value,
    "checkResult": lambda file: file.check_result and file.check_result.value,
}
_ENTRY: Final[dict[str, Callable[["ReportEntry"], FieldValue]]] = {
    "packageId": lambda entry: entry.package_id or None,
    "packageName": lambda entry: entry.package_name or None,
    "jobId": lambda entry: entry.job_id or None,
    "status": lambda entry: entry.state.value,
    "fileName": lambda entry: entry.file_name,
    "fileSize": lambda entry: entry.file_size,
    "bytesSent": lambda entry: entry.bytes_done,
    "contentType": lambda entry: entry.content_type,
    "connection": lambda entry: entry.profile or None,
    "endpoint": lambda entry: entry.endpoint or None,
    "bucket": lambda entry: entry.bucket,
    "objectKey": lambda entry: entry.object_key,
    "versionId": lambda entry: entry.version_id or None,
    "etag": lambda entry: entry.etag or None,
    "verifiedBy": lambda entry: entry.verified_by and entry.verified_by.value,
    "downloadUrl": lambda entry: entry.download_url or None,
    "endedAt": lambda entry: utc_text(entry.ended_at),
    "errorCode": lambda entry: entry.code or None,
    "message": lambda entry: english(entry.messages) or None,
}
FIELD_NAMES: Final = (*_ENTRY, *_PROOF, *_CHECK, *_TERMS)
"""In the order in which they are written."""


def report_fields(entry: "ReportEntry") -> Fields:
    """All of it: sizes in bytes, times as ``2026-11-29T08:15:30.000Z``, None for what is not known or not so."""
    before = {name: value_of(entry) for name, value_of in _ENTRY.items()}
    again = {name: value_of(entry) for name, value_of in _CHECK.items()}
    return before | proof_fields(entry) | again | terms_fields(entry.terms)


@lru_cache(maxsize=64)  # files that were added together have them in common
def terms_fields(terms: ObjectTerms | None) -> Fields:
    """What an object gets beside its bytes, as far as it was asked for here. Not to be changed: others are given the same."""
    return {name: value_of(terms or NO_TERMS) for name, value_of in _TERMS.items()}


def proof_fields(file: "Recording | ReportEntry") -> Fields:
    """What shows that a file arrived as it left, how long that took, and who sent it.

    ``crc32`` is eight hex digits, ``hashes`` has those that were made by kind, ``activeSeconds`` without pauses.
    """
    return {name: value_of(file) for name, value_of in _PROOF.items()}


@overload
def utc_text(time: datetime) -> str: ...
@overload
def utc_text(time: datetime | None) -> str | None: ...
def utc_text(time: datetime | None) -> str | None:
    """A time as programs take it: ``2026-11-29T08:15:30.000Z``."""
    return None if time is None else _utc_text(time)


@lru_cache(maxsize=64)  # files that were added together have most of their times in common
def _utc_text(time: datetime) -> str:
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
