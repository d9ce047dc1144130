"""The facts of a job as titles and values, ready to copy; what is not known is left out."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import ChecksumMode, Job, JobState, MediaFacts, Recording, VerifiedBy
from uploader_gui.domain.profile import object_url
from uploader_gui.gui.words.wording import duration_words, size_words

Fact = tuple[str, str]


translate = QCoreApplication.translate


def link_or_key(job: Job) -> str:
    """The plain URL of a finished object; the key that an unfinished one will have."""
    place = job.destination
    if job.state is JobState.COMPLETED:
        return object_url(place.endpoint, place.bucket, place.object_key)
    return place.object_key


def facts(status: JobStatus, recording: Recording | None, now: datetime) -> list[Fact]:
    """Everything that there is to know; ``recording`` of a completed job, once it was read."""
    job, place = status.job, status.job.destination
    found = [
        (translate("Facts", "File"), job.source_path or job.file_name),
        (translate("Facts", "Key"), place.object_key),
        (translate("Facts", "Bucket"), place.bucket),
        (translate("Facts", "Endpoint"), place.endpoint),
        (translate("Facts", "Connection"), place.profile),
        (translate("Facts", "Size"), _bytes(job.file_size)),
        (translate("Facts", "Part size"), "" if job.plan.is_single_put else _bytes(job.part_size)),
        (translate("Facts", "Content type"), job.content_type),
        (translate("Facts", "Upload id"), job.upload_id),
        (translate("Facts", "Checksums"), _checksum_words(job)),
        (translate("Facts", "Verified by"), _verified_words(job)),
        (translate("Facts", "Added"), _moment(job.created_at)),
        (translate("Facts", "Ended"), _moment(job.end_time)),
        (translate("Facts", "Open upload expires"), _expiry(job, now)),
        (translate("Facts", "Tries"), f"{job.attempts:,}" if job.attempts else ""),
        (translate("Facts", "Error code"), job.error_code),
        (translate("Facts", "Job id"), job.job_id),
    ]
    if recording is not None:
        found += [
            (translate("Facts", "ETag"), recording.etag),
            (translate("Facts", "Version id"), recording.version_id),
        ]
        found += _media(recording.media)
    if job.state is JobState.COMPLETED:
        found.insert(1, (translate("Facts", "URL"), link_or_key(job)))
    return [(title, value) for title, value in found if value]


def _bytes(count: int) -> str:
    number = QLocale().toString(count)
    return translate("Facts", "{0} ({1} bytes)").format(size_words(count), number)


def _checksum_words(job: Job) -> str:
    return {
        ChecksumMode.UNDECIDED: "",
        ChecksumMode.CRC32_WHOLE: translate("Facts", "CRC32 of the whole file"),
        ChecksumMode.CRC32: translate("Facts", "CRC32 of each part"),
        ChecksumMode.MD5: translate("Facts", "MD5 of each part"),
        ChecksumMode.SIZE: translate("Facts", "sizes alone: the store shows no checksum"),
    }[job.checksum_mode]


def _verified_words(job: Job) -> str:
    if job.state is not JobState.COMPLETED:
        return ""
    return {
        VerifiedBy.CHECKSUM: translate("Facts", "checksum"),
        VerifiedBy.ETAG: translate("Facts", "ETag"),
        VerifiedBy.NONE: translate("Facts", "not verified"),
    }[job.verified_by or VerifiedBy.NONE]


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000))
    return QLocale().toString(local, translate("Facts", "d MMM yyyy HH:mm:ss"))


def _expiry(job: Job, now: datetime) -> str:
    if job.upload_expires_at is None or job.state is JobState.COMPLETED:
        return ""
    left_s = (job.upload_expires_at - now).total_seconds()
    if left_s <= 0:
        return translate("Facts", "{0} (over)").format(_moment(job.upload_expires_at))
    return translate("Facts", "{0} (in {1})").format(_moment(job.upload_expires_at), duration_words(left_s))


def _media(media: MediaFacts) -> list[Fact]:
    picture = f"{media.width} × {media.height}" if media.width and media.height else ""
    return [
        (translate("Facts", "Duration"), duration_words(media.duration_s)),
        (translate("Facts", "Picture"), picture),
        (translate("Facts", "Video codec"), media.video_codec),
        (translate("Facts", "Audio codec"), media.audio_codec),
    ]
