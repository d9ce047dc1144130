"""Numbers, times and states as a person reads them in the window; decimal units, as on a disk's box."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import Job, JobState, VerifiedBy
from uploader_gui.domain.messages import SAYS_THAT_PARTS_ARE_KEPT
from uploader_gui.gui.words.engine_words import status_words

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


translate = QCoreApplication.translate


def number_words(count: int) -> str:
    """A whole number with its thousands marked."""
    return QLocale().toString(count)


def size_words(count: int) -> str:
    """Bytes in short: ``512 B``, ``2.1 GB``, ``118 GB``."""
    value, unit = float(count), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    digits = 1 if unit and value < 9.95 else 0
    return f"{QLocale().toString(value, 'f', digits)} {_UNITS[unit]}"


def speed_words(bytes_per_second: float | None) -> str:
    """Speed in short: ``38 MB/s``; nothing where it is not known."""
    return "" if bytes_per_second is None else f"{size_words(round(bytes_per_second))}/s"


def duration_words(seconds: float | None) -> str:
    """Time in its two largest units at most: ``40 s``, ``31 min``, ``2 h 10 min``, ``3 d 4 h``."""
    if seconds is None:
        return ""
    whole = max(1, round(seconds))
    if whole < 60:
        return translate("Wording", "{0} s").format(whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return translate("Wording", "{0} min").format(minutes)
    if minutes < 24 * 60:
        return translate("Wording", "{0} h {1} min").format(minutes // 60, minutes % 60)
    hours = round(minutes / 60)
    return translate("Wording", "{0} d {1} h").format(hours // 24, hours % 24)


def percent_words(job: Job) -> str:
    """Acknowledged share, one decimal, rounded down."""
    return f"{QLocale().toString(job.progress, 'f', 1)} %"


def parts_words(job: Job) -> str:
    """``57/125``, with thousands marked."""
    return f"{number_words(job.uploaded_parts)}/{number_words(job.total_parts)}"


def state_words(state: JobState) -> str:
    """The word for a stored state."""
    return {
        JobState.SUBMITTED: translate("Wording", "Waiting"),
        JobState.UPLOADING: translate("Wording", "Uploading"),
        JobState.PAUSED: translate("Wording", "Paused"),
        JobState.FAILED: translate("Wording", "Failed"),
        JobState.COMPLETED: translate("Wording", "Completed"),
    }[state]


def destination_words(job: Job) -> str:
    """Bucket and key."""
    return f"{job.destination.bucket}/{job.destination.object_key}"


def moment_words(moment: datetime) -> str:
    """Local time; the day where it is not today's, the year where it is not this one."""
    local = QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000))
    today = QDateTime.currentDateTime().date()
    if local.date() == today:
        form = translate("Wording", "HH:mm")
    elif local.date().year() == today.year():
        form = translate("Wording", "d MMM HH:mm")
    else:
        form = translate("Wording", "d MMM yyyy")
    return QLocale().toString(local, form)


def is_sending(status: JobStatus) -> bool:
    """Say whether the row shows a bar with a percentage instead of a sentence."""
    return status.job.state is JobState.UPLOADING and status.activity in {Activity.NONE, Activity.SENDING}


def is_unverified(job: Job) -> bool:
    """A completed job that nothing proved: never shown in green."""
    return job.state is JobState.COMPLETED and job.verified_by in {None, VerifiedBy.NONE}


def sentence(status: JobStatus) -> str:
    """What the row says in words: what happened, and what to do."""
    job = status.job
    if job.state is JobState.COMPLETED and not is_unverified(job):
        proof = {
            VerifiedBy.CHECKSUM: translate("Wording", "checksum matches"),
            VerifiedBy.ETAG: translate("Wording", "ETag matches"),
        }
        return translate("Wording", "Uploaded, {0}").format(proof.get(job.verified_by or VerifiedBy.NONE, ""))
    words = status_words(status)
    says_it = any(said.code in SAYS_THAT_PARTS_ARE_KEPT for said in status.messages)
    if job.state is JobState.FAILED and job.uploaded_parts and not says_it:
        words = translate("Wording", "{0} (The parts are kept.)").format(words)
    return words or state_words(job.state)


def listed(words: Iterable[str]) -> str:
    """Short facts one after the other, with the language's own comma."""
    return translate("Wording", ", ").join(words)


def count_words(count: int, one: str, many: str, *others: str) -> str:
    """``many``, or ``one`` for a single thing, with the count as ``{0}`` and ``others`` as ``{1}`` and on."""
    return (one if count == 1 else many).format(number_words(count), *others)
