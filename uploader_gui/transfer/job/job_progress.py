"""What is known of a job only while it runs, and the words for it."""

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.errors import ErrorCode, StoreError, UploaderError
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.job import Job, JobState, Recording
from uploader_gui.domain.messages import Message, MessageCode, Messages, message
from uploader_gui.domain.rate import RateMeter

_NETWORK_CODES = frozenset(
    {
        ErrorCode.NETWORK_LOST,
        ErrorCode.HOST_NOT_FOUND,
        ErrorCode.PROXY_LOST,
        ErrorCode.STORE_UNREACHABLE,
        ErrorCode.NETWORK_LOGIN,
    }
)
_STANDS_STILL_S = 10.0
_SAID = {
    Activity.CHECKING_SOURCE: MessageCode.CHECKING_SOURCE,
    Activity.CHECKING_PARTS: MessageCode.CHECKING_PARTS,
    Activity.VERIFYING: MessageCode.VERIFYING,
}


@dataclass(slots=True)
class JobProgress:
    """Mutable; read and set on the engine's loop only. ``copied`` counts bytes of a staged copy being made.

    ``overall`` is the speed of all jobs together.
    """

    overall: RateMeter
    meter: RateMeter = field(default_factory=lambda: RateMeter(time.monotonic()))
    activity: Activity = Activity.NONE
    activity_began_s: float = field(default_factory=time.monotonic)
    waiting_for: StoreError | None = None
    retry_number: int = 0
    retry_at_s: float = 0.0
    disk_trouble: UploaderError | None = None
    copied: int = 0
    note: Messages = ()
    acknowledged_before: int = 0
    counted: int = 0
    moved_at_s: float = field(default_factory=time.monotonic)

    def show(self, activity: Activity) -> None:
        """Say what is being done now."""
        self.waiting_for = None
        if activity is not self.activity:
            self.activity = activity
            self.activity_began_s = time.monotonic()

    def show_waiting(self, error: StoreError, retry_number: int, delay_s: float) -> None:
        """Say what is waited for, and until when."""
        lost = error.code in _NETWORK_CODES
        self.show(Activity.WAITING_FOR_NETWORK if lost else Activity.WAITING_TO_RETRY)
        self.waiting_for = error
        self.retry_number = retry_number
        self.retry_at_s = time.monotonic() + delay_s

    def show_disk(self, trouble: UploaderError) -> None:
        """Say why the list of uploads can't be written; what is sent now could not be recorded."""
        self.show(Activity.WAITING_FOR_DISK)
        self.disk_trouble = trouble

    def count(self, bytes_done: int, in_flight: int) -> None:
        """Feed the speed with what left this machine in this session; what is sent again counts once."""
        sent = bytes_done - self.acknowledged_before + in_flight
        if sent > self.counted:
            self.moved_at_s = time.monotonic()
            self.meter.add(self.moved_at_s, sent - self.counted)
            self.overall.add(self.moved_at_s, sent - self.counted)
            self.counted = sent

    def start_again(self, note: Message) -> None:
        """The store forgot what was sent: count from nothing, and say why."""
        self.note = (note,)
        self.acknowledged_before = self.counted = 0

    def status(self, job: Job, in_flight: int, parts: tuple[int, ...]) -> JobStatus:
        """An UPLOADING job with all that is known of it now."""
        now_s = time.monotonic()
        left = job.file_size - job.bytes_done
        if self.activity is Activity.WAITING_FOR_DISK and self.disk_trouble is not None:
            return status_held_up(job, self.disk_trouble)
        seconds_left = self.meter.seconds_left(now_s, left)
        return JobStatus(
            job,
            (*self._messages(job), *self.note, *deadline_warning(job, seconds_left)),
            self.activity,
            min(in_flight, left),
            self.meter.bytes_per_second(now_s),
            seconds_left,
            parts,
            waits_for=self.waiting_for.code if self.waiting_for else ErrorCode.NONE,
        )

    def _messages(self, job: Job) -> Messages:
        now_s = time.monotonic()
        if self.waiting_for is not None:
            seconds = max(0, round(self.retry_at_s - now_s))
            retry = message(MessageCode.RETRY, number=self.retry_number, seconds=seconds)
            said = (*self.waiting_for.messages, retry)
            is_offline = self.activity is Activity.WAITING_FOR_NETWORK
            return (message(MessageCode.WAITING_FOR_NETWORK), *said) if is_offline else said
        if self.activity is Activity.COPYING:
            percent = self.copied * 100 // job.file_size if job.file_size else 100
            return (message(MessageCode.COPYING, percent=percent),)
        if self.activity is Activity.FINALIZING:
            minutes, seconds = divmod(int(now_s - self.activity_began_s), 60)
            return (message(MessageCode.FINALIZING, minutes=minutes, seconds=seconds),)
        still_s = now_s - max(self.moved_at_s, self.activity_began_s)
        if self.activity is Activity.SENDING and still_s >= _STANDS_STILL_S:
            return (sending(job), message(MessageCode.NOTHING_MOVES, seconds=int(still_s)))
        code = _SAID.get(self.activity)
        return (message(code) if code else sending(job),)


def sending(job: Job) -> Message:
    """What is said of a job that is sending parts."""
    number = min(job.uploaded_parts + 1, job.total_parts)
    return message(MessageCode.SENDING_PART, number=number, total=job.total_parts)


def status_at_rest(job: Job, recording: Recording | None = None) -> JobStatus:
    """The status of a job that no Upload of this process runs.

    What a job that is UPLOADING does is never stored, so its message is still that of the state before; only what
    the row knows is said of it: it may be sending, waiting for the network or finishing.
    """
    is_running = job.state is JobState.UPLOADING
    done = message(MessageCode.PARTS_DONE, done=job.uploaded_parts, total=job.total_parts)
    return JobStatus(job, (done,) if is_running else job.messages, recording=recording)


def status_held_up(job: Job, trouble: UploaderError) -> JobStatus:
    """The status of a job that the disk with the list of uploads holds up; its code is shown, and not stored."""
    said = (*trouble.messages, message(MessageCode.GOES_ON_BY_ITSELF))
    return JobStatus(replace(job, error_code=trouble.code), said, Activity.WAITING_FOR_DISK)


def deadline_warning(job: Job, seconds_left: float | None) -> Messages:
    """Say early that the store will drop the upload before it can end, with the fix; nothing if it will not."""
    if job.upload_expires_at is None or seconds_left is None:
        return ()
    remaining = job.upload_expires_at - datetime.now(UTC)
    if timedelta(seconds=seconds_left) <= remaining:
        return ()
    hours = max(0.0, remaining.total_seconds() / 3600)
    return (message(MessageCode.EXPIRES_TOO_SOON, hours=hours),)
