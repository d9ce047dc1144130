"""A job as one JSON object, the same for ``--json`` and for the HTTP API."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import TypeAlias

from uploader_gui.domain.events import EventKind, JobEvent, JobStatus, Refusal, Verified
from uploader_gui.domain.job import JobState, Recording
from uploader_gui.domain.messages import english
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_summary import PackageSummary
from uploader_gui.domain.reports.deliveries import Delivery
from uploader_gui.domain.reports.report_fields import proof_fields, terms_fields, utc_text

JsonValue: TypeAlias = "str | int | float | Mapping[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]


def job_object(
    status: JobStatus, event: EventKind | None = None, *, package: Package | None = None
) -> JsonObject:
    """The job in JSON's terms: sizes in bytes, times as ``2026-11-25T08:15:30Z``, null for what is unknown.

    ``activity`` is what an UPLOADING job does, where this process runs it; ``keptParts`` where parts of it are kept
    as objects of their own; ``growing`` while its file is still written, and ``secondsBehind`` since when the oldest byte
    of that waits to be sent; ``bandwidthLimit`` bytes per second of this job alone; ``startAt``: it does
    not start before. ``package`` is what it was added with,
    its name null where ``package`` was not found; ``objectTerms`` what its object is to get beside its bytes. ``partsByAddress`` is there while a job sends to a store with several addresses,
    ``endTime`` when it has ended, ``uploadResponse`` when it is COMPLETED, with ``check`` fields when it was verified again,
    ``event`` when something happened to it.
    """
    job = status.job
    runs = job.state is JobState.UPLOADING
    fields: JsonObject = {"event": event.value} if event else {}
    fields |= {
        "jobId": job.job_id,
        "status": job.state.value,
        "progress": job.progress,
        "message": status.message,
        "uploadedParts": job.uploaded_parts,
        "totalParts": job.total_parts,
        "fileName": job.file_name,
        "fileSize": job.file_size,
        "startTime": utc_text(job.start_time),
        "bucket": job.destination.bucket,
        "objectKey": job.destination.object_key,
        "chunkSize": job.part_size,
        "bytesSent": job.bytes_done,
        "bytesPerSecond": _whole(status.bytes_per_second) if runs else None,
        "secondsLeft": _whole(status.seconds_left) if runs else None,
        "growing": job.grows,
        "secondsBehind": status.behind_s,
        "activity": status.activity.value or None,
        "keptParts": {"bucket": job.kept.bucket, "prefix": job.kept.prefix} if job.kept.prefix else None,
        "bandwidthLimit": job.bandwidth_limit,
        "startAt": None if job.start_at is None else utc_text(job.start_at),
        "package": _package_of(job.package_id, package) if job.package_id else None,
        "objectTerms": None if job.terms is None else terms_fields(job.terms),
        "errorCode": job.error_code or None,
    }
    if status.parts_by_address:
        fields["partsByAddress"] = dict(status.parts_by_address)
    if job.end_time is not None:
        fields["endTime"] = utc_text(job.end_time)
    if job.state is JobState.COMPLETED and status.recording is not None:
        fields["uploadResponse"] = _upload_response(status.recording, job.recording_id)
    return fields


def _package_of(package_id: str, package: Package | None) -> JsonObject:
    """A job's package, with what was added with it and is no file of it; null where it was not found."""
    return {
        "id": package_id,
        "name": None if package is None else package.name,
        "missingAtSource": None if package is None else package.missing.count,
        "leftOut": None if package is None else package.left_out.count,
    }


def event_object(event: JobEvent) -> JsonObject:
    """The job to which something happened."""
    return job_object(event.status, event.kind, package=event.package)


def refusal_object(refusal: Refusal, bucket: str | None) -> JsonObject:
    """A file that never became a job, under the same keys: ``refused``, or ``skipped`` where all is well."""
    event = EventKind.SKIPPED if refusal.is_success else EventKind.REFUSED
    return {
        "event": event.value,
        "jobId": None,
        "status": None,
        "progress": None,
        "message": refusal.reason,
        "uploadedParts": None,
        "totalParts": None,
        "fileName": PurePath(refusal.path).name,
        "fileSize": refusal.file_size,
        "startTime": None,
        "bucket": bucket,
        "objectKey": refusal.object_key or None,
        "chunkSize": None,
        "bytesSent": None,
        "bytesPerSecond": None,
        "secondsLeft": None,
        "growing": None,
        "secondsBehind": None,
        "activity": None,
        "keptParts": None,
        "bandwidthLimit": None,
        "startAt": None,
        "package": None,
        "objectTerms": None,
        "errorCode": None if refusal.is_success else refusal.code,
    }


def package_object(summary: PackageSummary) -> JsonObject:
    """A package: what was added together, with what its jobs come to, in the terms of a job.

    ``status`` is that of the whole, ``prefix`` what all keys begin with up to a ``/``; null for what they have not in common.
    """
    package, to = summary.package, summary.destination
    return {
        "packageId": package.package_id,
        "name": package.name,
        "status": summary.state.value,
        "message": summary.words,
        "progress": summary.progress,
        "files": summary.files,
        "filesByStatus": {state.value: count for state, count in summary.counts},
        "missingAtSource": package.missing.count,
        "leftOut": package.left_out.count,
        "bandwidthLimit": package.bandwidth_limit,
        "fileSize": summary.bytes_total,
        "bytesSent": summary.bytes_done,
        "bucket": None if to is None else to.bucket or None,
        "prefix": None if to is None else to.object_key[: to.object_key.rfind("/") + 1],
        "startTime": utc_text(package.created_at),
        "endTime": None if package.ended_at is None else utc_text(package.ended_at),
    }


def delivery_object(delivery: Delivery) -> JsonObject:
    """A finished upload as ``recording_object`` has it, and the name of its package."""
    return {**recording_object(delivery.recording), "packageName": delivery.package_name or None}


def recording_object(recording: Recording) -> JsonObject:
    """A finished upload, whether its job is still listed or not: the keys of ``uploadResponse`` and three more."""
    return {
        "fileName": recording.file_name,
        "uploadedAt": utc_text(recording.uploaded_at),
        "versionId": recording.version_id or None,
        **_upload_response(recording),
    }


def verified_object(verified: Verified) -> JsonObject:
    """A finished upload that was verified again: the keys of ``recording_object`` and what was found this time."""
    return {
        "event": EventKind.VERIFIED.value,
        "jobId": verified.recording.job_id or None,
        "result": verified.result.value,
        "message": english(verified.messages),
        **recording_object(verified.recording),
    }


def _upload_response(recording: Recording, recording_id: int | None = None) -> JsonObject:
    fields: JsonObject = {
        "downloadUrl": recording.download_url,
        "bucket": recording.bucket,
        "objectKey": recording.object_key,
        "etag": recording.etag,
        "fileSize": recording.file_size,
        "contentType": recording.content_type,
        "videoRecordingId": recording.recording_id or recording_id,
        "verifiedBy": recording.verified_by.value,
        **proof_fields(recording),
        **terms_fields(recording.terms),
    }
    if (check := recording.check) is not None:
        fields |= {"checkedAt": utc_text(check.at), "checkedBy": check.by, "checkResult": check.result}
        fields["checkLooks"] = {by.value: result.value for by, result in check.looks}
    return fields


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
