"""The facts of a job as titles and values, ready to copy; what is not known is left out."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from uploader_gui.domain.checks import Check, CheckKind, CheckResult
from uploader_gui.domain.entered.endpoint_address import object_url
from uploader_gui.domain.events import JobStatus, by_address
from uploader_gui.domain.job import ChecksumMode, Job, JobState, MediaFacts, Recording, VerifiedBy
from uploader_gui.domain.plan import PARTS_A_SIZE
from uploader_gui.domain.reports.report_fields import average_speed
from uploader_gui.domain.store.store_traits import CopyAbility
from uploader_gui.gui.connections.trait_words import keeping_words
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.terms_words import terms_facts
from uploader_gui.gui.words.wording import duration_words, listed, moment_words, number_words, speed_words

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PartPlaces:
    """Where a job's done parts are: so many in the open upload, so many as objects of their own.

    ``ability``: whether its store can keep parts so, as far as it is known.
    """

    in_upload: int
    kept: int
    ability: CopyAbility | None = None


translate = QCoreApplication.translate


def _part_size_words(job: Job) -> str:
    if job.is_single_put:
        return ""
    if not job.plan.doubles:
        return _bytes(job.part_size)
    return translate("Facts", "{0}, doubled after every {1} parts").format(
        _bytes(job.part_size), number_words(PARTS_A_SIZE)
    )


def _growth_words(job: Job) -> str:
    """How the end of a file that is still written is known."""
    growth = job.growth
    if growth is None or not job.grows:
        return ""
    quiet = duration_words(growth.quiet_s)
    marker = growth.marker_path(job.source_path)
    if marker is None:
        return translate("Facts", "nothing was written to it for {0}").format(quiet)
    return translate("Facts", "nothing was written to it for {0}, or {1} is there").format(quiet, marker.name)


def facts(
    status: JobStatus, recording: Recording | None, now: datetime, places: PartPlaces | None = None
) -> list[Fact]:
    """Everything that there is to know; ``recording`` of a completed job and ``places``, once they were read."""
    job, place = status.job, status.job.destination
    found = [
        (translate("Facts", "File"), job.source_path or job.file_name),
        (translate("Facts", "Key"), place.object_key),
        (translate("Facts", "Bucket"), place.bucket),
        (translate("Facts", "Endpoint"), place.endpoint),
        (translate("Facts", "Connection"), place.profile),
        (translate("Facts", "Size"), _bytes(job.file_size)),
        (translate("Facts", "Part size"), _part_size_words(job)),
        (translate("Facts", "Ends when"), _growth_words(job)),
        (translate("Facts", "Content type"), job.content_type),
        *terms_facts(job.terms),
        (translate("Facts", "Speed limit"), speed_words(job.bandwidth_limit)),
        (translate("Facts", "Starts at"), "" if job.start_at is None else moment_words(job.start_at)),
        (translate("Facts", "Parts by address"), by_address(status.parts_by_address)),
        (translate("Facts", "Upload id"), job.upload_id),
        (translate("Facts", "Kept parts"), _kept_words(job, places)),
        (translate("Facts", "Kept in"), job.kept.prefix and f"{job.kept.bucket}/{job.kept.prefix}"),
        (translate("Facts", "Checksums"), _checksum_words(job)),
        (translate("Facts", "Verified by"), _verified_words(job)),
        (translate("Facts", "Verified again"), _again_words(status.check)),
        (translate("Facts", "Added"), _moment(job.created_at)),
        (translate("Facts", "Ended"), _moment(job.end_time)),
        (translate("Facts", "Open upload expires"), _expiry(job, now, places)),
        (translate("Facts", "Tries"), f"{job.attempts:,}" if job.attempts else ""),
        (translate("Facts", "Error code"), job.error_code),
        (translate("Facts", "Job id"), job.job_id),
    ]
    if recording is not None:
        found += [
            (translate("Facts", "ETag"), recording.etag),
            (translate("Facts", "Version id"), recording.version_id),
            (
                translate("Facts", "CRC32 of the file"),
                "" if recording.crc32 is None else f"{recording.crc32:08x}",
            ),
            *((kind.value, value) for kind, value in recording.hashes),
            (translate("Facts", "Active"), duration_words(recording.active_s)),
            (translate("Facts", "Average speed"), speed_words(average_speed(recording))),
            (translate("Facts", "Sent by"), "@".join(filter(None, (recording.user, recording.host)))),
            (
                translate("Facts", "Sent with"),
                recording.program_version and f"Uploader {recording.program_version}",
            ),
        ]
        found += _media(recording.media)
    if job.state is JobState.COMPLETED:
        address = object_url(place.endpoint, place.bucket, place.object_key)
        found.insert(1, (translate("Facts", "URL"), address))
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
        ChecksumMode.MD5_ALONE: translate("Facts", "MD5 of each part"),
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


def _again_words(check: Check | None) -> str:
    """When, by what, and what was found."""
    if check is None:
        return ""
    looks = check.looks if len(check.looks) > 1 else ((check.by, check.result),)
    return listed([_moment(check.at), *(words for look in looks for words in _look_words(*look))])


def _look_words(by: CheckKind, result: CheckResult) -> tuple[str, str]:
    how = {
        CheckKind.STORE: translate("Facts", "by asking the store"),
        CheckKind.SOURCE: translate("Facts", "by reading the file"),
        CheckKind.READ_BACK: translate("Facts", "by reading it back"),
    }[by]
    found = {
        CheckResult.MATCHES: translate("Facts", "it matches"),
        CheckResult.DIFFERS: translate("Facts", "it differs"),
        CheckResult.MISSING: translate("Facts", "it is missing"),
        CheckResult.UNKNOWN: translate("Facts", "nobody could say"),
    }[result]
    return how, found


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000))
    return QLocale().toString(local, translate("Facts", "d MMM yyyy HH:mm:ss"))


def _kept_words(job: Job, places: PartPlaces | None) -> str:
    """How many parts are objects of their own, or why none can be."""
    if places is None or job.state is JobState.COMPLETED or job.is_single_put:
        return ""
    if job.kept.prefix:
        number = QLocale().toString
        words = translate("Facts", "{0} of {1}; {2} in the open upload")
        return words.format(number(places.kept), number(job.total_parts), number(places.in_upload))
    if places.ability in {None, CopyAbility.ABLE}:
        return ""
    return keeping_words(CopyAbility(places.ability))


def _expiry(job: Job, now: datetime, places: PartPlaces | None) -> str:
    """When the open upload goes, if something goes with it."""
    if job.upload_expires_at is None or job.state is JobState.COMPLETED:
        return ""
    if job.kept.prefix and places is not None and not places.in_upload:
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
