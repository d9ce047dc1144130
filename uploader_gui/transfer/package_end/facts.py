"""The facts of an end in the terms of other programs: JSON, and variables of a command."""

from collections.abc import Mapping

from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.job import JobState, Recording
from uploader_gui.domain.messages import english
from uploader_gui.domain.packages.package_end import MOST_FAILURES, PackageAction, PackageEnd
from uploader_gui.domain.reports.report_fields import proof_fields, terms_fields, utc_text

Json = str | int | float | None | Mapping[str, "Json"] | list["Json"]
Facts = dict[str, Json]
PACKAGE_ENDED = "package.ended"
TEST = "test"
"""The events that are told of."""


def end_facts(end: PackageEnd) -> Facts:
    """Sizes in bytes, times as ``2026-11-29T08:15:30.000Z``; ``seconds`` are those in which something was sent."""
    package = end.package
    return {
        "package": {
            "id": package.package_id,
            "name": package.name,
            "sourceFolder": visible(package.source_folder) or None,
        },
        "state": _state(end),
        "files": end.files,
        "completed": end.completed,
        "failed": end.failed,
        "missingAtSource": package.missing.count,
        "leftOut": package.left_out.count,
        "bytes": end.bytes_sent,
        "beganAt": utc_text(end.began_at),
        "endedAt": utc_text(end.ended_at),
        "seconds": round(end.active_s, 3),
        "bytesPerSecond": None if end.bytes_per_second is None else round(end.bytes_per_second),
        "failures": [
            {"path": visible(one.path), "errorCode": one.code or None, "message": english(one.messages)}
            for one in end.failures
        ],
        "moreFailures": end.more_failures,
        "leftOutFiles": [
            {"path": visible(one.path), "errorCode": one.code, "message": english(one.messages)}
            for one in package.left_out.files[:MOST_FAILURES]
        ],
    }


def delivery_facts(action: PackageAction, event: str = PACKAGE_ENDED) -> Facts:
    """What a webhook is sent: the same each time that it is sent."""
    return {"event": event, "delivery": action.delivery_id, **end_facts(action.end)}


def upload_facts(recording: Recording) -> Facts:
    """A finished file as it stands in the report that a command gets: the names of every report."""
    return {
        "fileName": recording.file_name,
        "fileSize": recording.file_size,
        "contentType": recording.content_type,
        "bucket": recording.bucket,
        "objectKey": recording.object_key,
        "versionId": recording.version_id or None,
        "etag": recording.etag,
        "verifiedBy": recording.verified_by.value,
        "downloadUrl": recording.download_url,
        "endedAt": utc_text(recording.uploaded_at),
        **proof_fields(recording),
        **terms_fields(recording.terms),
    }


def command_variables(action: PackageAction, report: str, event: str) -> dict[str, str]:
    """What a command finds in its environment beside what this program has in its own."""
    end = action.end
    values = {
        "EVENT": event,
        "DELIVERY": action.delivery_id,
        "ATTEMPT": str(action.attempts),
        "ID": end.package.package_id,
        "NAME": end.package.name,
        "FOLDER": end.package.source_folder,
        "STATE": _state(end),
        "FILES": str(end.files),
        "COMPLETED": str(end.completed),
        "FAILED": str(end.failed),
        "MISSING": str(end.package.missing.count),
        "LEFT_OUT": str(end.package.left_out.count),
        "BYTES": str(end.bytes_sent),
        "SECONDS": f"{end.active_s:.3f}",
        "BEGAN": utc_text(end.began_at),
        "ENDED": utc_text(end.ended_at),
        "REPORT": report,
    }
    return {f"UPLOADER_PACKAGE_{name}": value for name, value in values.items()}


def _state(end: PackageEnd) -> str:
    return (JobState.FAILED if end.is_incomplete else JobState.COMPLETED).value
