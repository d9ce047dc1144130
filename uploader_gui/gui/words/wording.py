"""Numbers, times and states as a person reads them in the window; decimal units, as on a disk's box."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from uploader_gui.domain.checks import Check, CheckKind, CheckResult
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import Job, JobState, PauseReason, VerifiedBy
from uploader_gui.domain.messages import SAYS_THAT_PARTS_ARE_KEPT, in_turn
from uploader_gui.domain.store.found_progress import FoundProgress
from uploader_gui.gui.job_kind import ENTRIES, Look, Remedy, look_of
from uploader_gui.gui.words.engine_words import lost_words, reason_words, status_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.sizes import distinct_sizes, size_words

translate = QCoreApplication.translate


def program_name() -> str:
    """What the program is called, for the titles of its questions."""
    return translate("Wording", "Uploader")


def title_words(counts: Mapping[JobState, int], share: float | None) -> str:
    """The window's title: what goes on, for who sees it in the taskbar alone.

    ``share``: how far all that is under way is, from 0 to 1; None where it is not known.
    """
    running, waiting, failed = (
        counts.get(state, 0) for state in (JobState.UPLOADING, JobState.SUBMITTED, JobState.FAILED)
    )
    if running and share is not None:
        words = translate("Wording", "{0} uploading, {1} %").format(number_words(running), int(share * 100))
    elif running:
        words = translate("Wording", "{0} uploading").format(number_words(running))
    elif waiting:
        words = translate("Wording", "{0} waiting").format(number_words(waiting))
    elif failed:
        words = translate("Wording", "{0} failed").format(number_words(failed))
    else:
        return program_name()
    return translate("Wording", "{0} - Uploader").format(words)


def number_words(count: int) -> str:
    """A whole number with its thousands marked."""
    return QLocale().toString(count)


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


def percent_words(status: JobStatus) -> str:
    """The share that is sent, one decimal, rounded down."""
    return share_words(status.percent)


def share_words(percent: float) -> str:
    """``41.3 %``."""
    return f"{QLocale().toString(percent, 'f', 1)} %"


def parts_words(job: Job) -> str:
    """``57/125``, with thousands marked."""
    return f"{number_words(job.uploaded_parts)}/{number_words(job.total_parts)}"


def look_words(look: Look) -> str:
    """The word for how a job looks."""
    return {
        Look.SENDING: translate("Wording", "Uploading"),
        Look.GROWING: translate("Wording", "Growing"),
        Look.CHECKING: translate("Wording", "Checking"),
        Look.COPYING: translate("Wording", "Copying"),
        Look.JOINING: translate("Wording", "Joining"),
        Look.FINISHING: translate("Wording", "Finishing"),
        Look.PAUSING: translate("Wording", "Pausing"),
        Look.RETRYING: translate("Wording", "Retrying"),
        Look.SILENT: translate("Wording", "No answer"),
        Look.HELD_UP: translate("Wording", "Held up"),
        Look.ASKING: translate("Wording", "Needs you"),
        Look.WAITING: translate("Wording", "Waiting"),
        Look.LATER: translate("Wording", "Later"),
        Look.PAUSED: translate("Wording", "Paused"),
        Look.INTERRUPTED: translate("Wording", "Interrupted"),
        Look.FAILED: translate("Wording", "Failed"),
        Look.COMPLETED: translate("Wording", "Completed"),
        Look.UNVERIFIED: translate("Wording", "Unverified"),
        Look.MISSING: translate("Wording", "Missing"),
        Look.DIFFERING: translate("Wording", "Differs"),
    }[look]


def state_words(state: JobState) -> str:
    """The word for an entry of the side."""
    return look_words(ENTRIES[state])


def remedy_words(remedy: Remedy) -> str:
    """What the button says that does it."""
    return {
        Remedy.TRY_NOW: translate("Wording", "Try now"),
        Remedy.RESUME: translate("Wording", "Resume"),
        Remedy.EDIT_CONNECTION: translate("Wording", "Edit connection"),
        Remedy.LOCATE: translate("Wording", "Locate"),
        Remedy.BEGIN_ANEW: translate("Wording", "Begin anew"),
        Remedy.RENAME: translate("Wording", "Rename"),
        Remedy.UPLOAD_AGAIN: translate("Wording", "Upload again"),
        Remedy.CHANGE_TERMS: translate("Wording", "What objects get"),
        Remedy.SEND_GROWING: translate("Wording", "Send while it grows"),
        Remedy.DECIDE_FOUND: translate("Wording", "Go on or begin anew"),
    }[remedy]


def destination_words(job: Job) -> str:
    """Bucket and key."""
    return name_words(f"{job.destination.bucket}/{job.destination.object_key}")


def folder_words(job: Job) -> str:
    """Bucket and key; where the key ends with the file's name, its folder alone: the name stands beside it."""
    whole, own_name = destination_words(job), f"/{name_words(job.file_name)}"
    return whole[: 1 - len(own_name)] if whole.endswith(own_name) else whole


def moment_words(moment: datetime) -> str:
    """Local time; the day where it is not today's, the year where it is not this one."""
    local = QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000))
    today = QDateTime.currentDateTime().date()
    if local.date() == today:
        form = translate("Wording", "HH:mm")
    elif local.date().year() == today.year():
        form = translate("Wording", "d MMM HH:mm")
    else:
        return day_words(local.date())
    return QLocale().toString(local, form)


def day_words(day: QDate) -> str:
    """A day that nobody can take for another: with its month's name and all of its year."""
    return QLocale().toString(day, translate("Wording", "d MMM yyyy"))


def past_words(moment: datetime) -> str:
    """A moment of the last days as one says it: ``3 min ago``, ``today 18:40``, ``yesterday 18:40``."""
    local = QDateTime.fromMSecsSinceEpoch(round(moment.timestamp() * 1000))
    now = QDateTime.currentDateTime()
    past_s = local.secsTo(now)
    if past_s < 3600:
        return translate("Wording", "{0} ago").format(duration_words(max(0, past_s)))
    time = QLocale().toString(local, translate("Wording", "HH:mm"))
    if local.date() == now.date():
        return translate("Wording", "today {0}").format(time)
    if local.date().daysTo(now.date()) == 1:
        return translate("Wording", "yesterday {0}").format(time)
    return moment_words(moment)


def found_words(found: FoundProgress) -> str:
    """How much of a file is in the store already, and whether somebody may be at it."""
    past = past_words(found.written_at)
    if not found.is_recent:
        words = translate("Wording", "{0} % of this file is already in the store, last written {1}.")
        return words.format(found.percent, past)
    words = translate(
        "Wording",
        "{0} % of this file is already in the store, last written {1}: another computer may be at it.",
    )
    return words.format(found.percent, past)


def short_found_words(found: FoundProgress) -> str:
    """The same for a line of a table."""
    words = translate("Wording", "{0} %, last written {1}")
    if found.is_recent:
        words = translate("Wording", "{0} %, last written {1}: another computer?")
    return words.format(found.percent, past_words(found.written_at))


def there_words(size: int, modified_at: datetime | None, own_size: int) -> str:
    """An object that has the place of a file of ``own_size``: its size, told apart from the file's, and when it came."""
    words = translate("Wording", "Same size")
    if size != own_size:
        words = distinct_sizes({size, own_size})[size]
    return words if modified_at is None else listed((words, moment_words(modified_at)))


def shows_bar_alone(status: JobStatus) -> bool:
    """Say whether the row shows a bar with a percentage and no sentence: icon and colour say the rest."""
    return look_of(status) in {Look.SENDING, Look.PAUSED}


def countdown_words(status: JobStatus) -> str:
    """When a job that waits for the network or the store tries again; nothing for any other."""
    if status.retry_in_s is None:
        return ""
    if not status.retry_in_s:
        return translate("Wording", "Trying again now.")
    return translate("Wording", "Tries again in {0}.").format(duration_words(status.retry_in_s))


def sentence(status: JobStatus) -> str:
    """What the row says in words: what happened, and what to do; what changes by the second first."""
    job, look = status.job, look_of(status)
    if look in {Look.RETRYING, Look.SILENT}:
        return in_turn(filter(None, [countdown_words(status), reason_words(status)]))
    if look is Look.INTERRUPTED:
        if job.pause_reason is PauseReason.PROGRAM_CLOSED:
            return translate("Wording", "The program was closed")
        return translate("Wording", "The program ended unexpectedly")
    if look in {Look.COMPLETED, Look.MISSING, Look.DIFFERING}:
        return _finished_words(status)
    words = status_words(status)
    says_it = any(said.code in SAYS_THAT_PARTS_ARE_KEPT for said in status.messages)
    if look is Look.FAILED and job.uploaded_parts and not says_it:
        words = translate("Wording", "{0} (The parts are kept.)").format(words)
    return words or look_words(look)


def _finished_words(status: JobStatus) -> str:
    """How a finished job is, by the last that was found out about it."""
    if status.check is not None and status.check.result is not CheckResult.UNKNOWN:
        return check_words(status.check)
    proof = {
        VerifiedBy.CHECKSUM: translate("Wording", "checksum matches"),
        VerifiedBy.ETAG: translate("Wording", "ETag matches"),
    }
    how = proof.get(status.job.verified_by or VerifiedBy.NONE, "")
    return translate("Wording", "Uploaded, {0}").format(how)


def check_words(check: Check) -> str:
    """What verifying again found, and when."""
    match check.result, check.by:
        case CheckResult.MATCHES, CheckKind.STORE:
            words = translate("Wording", "Matches the store, verified again {0}")
        case CheckResult.MATCHES, CheckKind.SOURCE:
            words = translate("Wording", "Store and file match, verified again {0}")
        case CheckResult.MATCHES, CheckKind.READ_BACK:
            words = translate("Wording", "Read back and matches, verified again {0}")
        case CheckResult.MISSING, _:
            words = translate("Wording", "Missing in the store, verified again {0}")
        case CheckResult.DIFFERS, CheckKind.SOURCE:
            words = translate(
                "Wording", "The store has what was sent, the file is another one now; verified again {0}"
            )
        case CheckResult.DIFFERS, CheckKind.READ_BACK:
            words = translate("Wording", "Read back, it differs from what was sent; verified again {0}")
        case CheckResult.DIFFERS, _:
            words = translate("Wording", "Differs from what was sent, verified again {0}")
        case _:
            words = translate("Wording", "It could not be verified again {0}")
    return words.format(moment_words(check.at))


def detail_sentence(status: JobStatus) -> str:
    """The same where there is room: of a job that a row shows as a bar alone, what it does or who paused it."""
    look = look_of(status)
    if look is Look.PAUSED:
        return translate("Wording", "By you. Resume goes on where it stopped.")
    if look is Look.SENDING:
        left = translate("Wording", "{0} left").format(duration_words(status.seconds_left))
        speed = speed_words(status.bytes_per_second or None)
        said = listed(filter(None, [percent_words(status), speed, left if status.seconds_left else ""]))
        lost = lost_words(status)
        return in_turn([translate("Wording", "{0}.").format(said), lost]) if lost else said
    words = sentence(status)
    if look is Look.GROWING:
        return listed(filter(None, [words, speed_words(status.bytes_per_second or None)]))
    if status.check is not None and status.check.result is CheckResult.UNKNOWN:
        words = in_turn([translate("Wording", "{0}.").format(words), check_words(status.check)])
    return words


def listed(words: Iterable[str]) -> str:
    """Short facts one after the other, with the language's own comma."""
    return translate("Wording", ", ").join(words)


def count_words(count: int, one: str, many: str, *others: str) -> str:
    """``many``, or ``one`` for a single thing, with the count as ``{0}`` and ``others`` as ``{1}`` and on."""
    return (one if count == 1 else many).format(number_words(count), *others)
