"""What is known of a job only while it runs, and the words for it."""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from uploader_gui.domain.checks import Check
from uploader_gui.domain.errors import ErrorCode, StoreError, UploaderError
from uploader_gui.domain.events import AFTER_SENDING, WAITING_TO_TRY, Activity, JobStatus
from uploader_gui.domain.job import Job, JobState, Recording
from uploader_gui.domain.messages import Message, MessageCode, Messages, message
from uploader_gui.domain.rate import Pace, RateMeter, goes_on_like_this, together

_NETWORK_CODES = frozenset(
    {
        ErrorCode.NETWORK_LOST,
        ErrorCode.HOST_NOT_FOUND,
        ErrorCode.PROXY_LOST,
        ErrorCode.STORE_UNREACHABLE,
        ErrorCode.NETWORK_LOGIN,
    }
)
_STANDS_STILL_S = 5.0
# The speed is a mean over longer than this; once nothing moves any more there is none.
_QUIET_S = 2.0
# Between two parts of a job there may be a moment without any; only then it waits for its turn.
_BETWEEN_PARTS_S = 1.0
_SEEN = 100  # what is less than one of so many can't be seen in a bar
_SAID = {
    Activity.CHECKING_SOURCE: MessageCode.CHECKING_SOURCE,
    Activity.CHECKING_PARTS: MessageCode.CHECKING_PARTS,
    Activity.VERIFYING: MessageCode.VERIFYING,
}


@dataclass(frozen=True, slots=True)
class GrowthShown:
    """What is shown of a file that is still written: for how many seconds its oldest byte that was not sent is there.

    None where that is not known. ``waits``: all that may be sent now is sent. ``is_held_open``: it is quiet, but somebody
    has it open for writing.
    """

    behind_s: int | None
    waits: bool
    is_held_open: bool


@dataclass(slots=True)
class JobProgress:
    """Mutable; read and set on the engine's loop only. ``copied`` counts bytes of a staged copy being made, ``hashed``
    is how much of the file has been hashed, in per cent.

    ``overall`` is the speed of all jobs together. ``keeps_parts``: those that leave now are objects of their own;
    ``joined``: so many of them the store has joined. ``activity`` is the step that the job is at; ``waiting_for`` what
    keeps it from going on there, until the store answers or something moves again. ``pace``: how it was sent at the last
    look, None while that has not been measured; ``shares_limit_of``: the package whose files share a limit with it.
    ``is_silent``: nothing of it has moved since its store was found not to answer. ``most_sent``: bytes that were done or
    on their way once; less is there where what was on its way was lost.
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
    hashed: int = 0
    note: Messages = ()
    parts_by_address: tuple[tuple[str, int], ...] = ()
    acknowledged_before: int = 0
    counted: int = 0
    delivered: int = 0
    moved_at_s: float = field(default_factory=time.monotonic)
    had_parts_at_s: float = -math.inf
    keeps_parts: bool = False
    joined: int = 0
    growth: GrowthShown | None = None
    pace: Pace | None = None
    shares_limit_of: str = ""
    is_silent: bool = False
    most_sent: int = 0

    def show(self, activity: Activity) -> None:
        """Say what is being done now. Another step is begun only where something has answered."""
        if activity is not self.activity:
            self.waiting_for = None
            self.activity = activity
            self.activity_began_s = time.monotonic()

    def show_waiting(self, error: StoreError, retry_number: int, delay_s: float) -> None:
        """Say what is waited for, and until when; that it is tried then is said until ``answered``."""
        self.waiting_for = error
        self.retry_number = retry_number
        self.retry_at_s = time.monotonic() + delay_s

    def answered(self) -> None:
        """What was waited for is there again."""
        self.is_silent = False
        self.waiting_for = None

    def show_disk(self, trouble: UploaderError) -> None:
        """Say why the list of uploads can't be written; what is sent now could not be recorded."""
        self.show(Activity.WAITING_FOR_DISK)
        self.disk_trouble = trouble

    @property
    def is_moving(self) -> bool:
        """Say whether bytes have moved in the last moment."""
        return time.monotonic() - self.moved_at_s < _QUIET_S

    def count(self, bytes_done: int, in_flight: int, delivered: int) -> None:
        """Feed the speed with what left this machine in this session.

        What is sent again counts once, unless all that was on its way was lost: then it is the speed of the line again.
        ``delivered``: bytes that have arrived by what sends now, be they acknowledged or not.
        """
        sent = bytes_done - self.acknowledged_before + in_flight
        now_s = time.monotonic()
        if sent > self.counted or delivered > self.delivered:
            self.moved_at_s = now_s
            self.is_silent = False
            if now_s >= self.retry_at_s:
                self.answered()
        self.delivered = delivered
        if self.waiting_for is not None and not in_flight:
            self.counted = min(self.counted, sent)
        if sent > self.counted:
            self.meter.moved(now_s, sent - self.counted)
            self.overall.moved(now_s, sent - self.counted)
            self.counted = sent

    def start_again(self, note: Message, bytes_done: int) -> None:
        """The store forgot what was sent: count from what is left (bytes), and say why."""
        self.note = (note,)
        self.acknowledged_before = bytes_done
        self.counted = self.most_sent = 0

    def status(
        self,
        job: Job,
        in_flight: int,
        parts: tuple[int, ...],
        others: "Callable[[], Iterable[JobProgress]]" = tuple,
    ) -> JobStatus:
        """An UPLOADING job with all that is known of it now; ``others`` gives what is known of those to the same store.

        One that gets only what these leave has no time left: what its speed of now says of that is not true.
        """
        now_s = time.monotonic()
        left = job.file_size - job.bytes_done
        if self.activity is Activity.WAITING_FOR_DISK and self.disk_trouble is not None:
            return status_held_up(job, self.disk_trouble)
        if parts:
            self.had_parts_at_s = now_s
        if self._line_is_with_others(now_s):
            self.answered()
        activity = self._activity(now_s, others)
        self.is_silent = activity in WAITING_TO_TRY or (
            self.is_silent and activity is not Activity.WAITING_FOR_TURN
        )
        has_speed = self.is_moving and activity not in AFTER_SENDING | WAITING_TO_TRY
        on_the_way = min(in_flight, left)
        knows_end = has_speed and self.growth is None
        rate = self.meter.bytes_per_second(now_s) if has_speed else None
        seconds_left = self.meter.seconds_left(now_s, left - on_the_way) if knows_end else None
        self.pace = Pace(left - on_the_way, rate) if rate and seconds_left is not None else None
        longest_s = seconds_left
        if self.pace is not None:
            line = together((self.pace, *self._beside(job, others())))
            if not goes_on_like_this(self.pace, line):
                seconds_left, longest_s = None, line.seconds_left
        return JobStatus(
            job,
            (
                *self._with_loss(job, on_the_way, self._messages(job, activity, on_the_way)),
                *self.note,
                *self._warning(job, longest_s),
            ),
            activity,
            on_the_way,
            rate,
            seconds_left,
            parts,
            parts_by_address=self.parts_by_address,
            waits_for=self.waiting_for.code if self.waiting_for else ErrorCode.NONE,
            retry_in_s=self._retry_in_s(now_s),
            behind_s=None if self.growth is None else self.growth.behind_s,
        )

    def _beside(self, job: Job, others: "Iterable[JobProgress]") -> list[Pace]:
        """How those are sent that have the same line; none where a limit of its own bounds its speed."""
        if job.bandwidth_limit is not None:
            return []
        alike = (one for one in others if one.shares_limit_of == self.shares_limit_of)
        return [one.pace for one in alike if one.pace is not None]

    def _with_loss(self, job: Job, on_the_way: int, said: Messages) -> Messages:
        """Say also that less is there than was, where one can see that; what grows is measured otherwise."""
        if self.growth is not None:
            return said
        sent = job.bytes_done + on_the_way
        self.most_sent = max(self.most_sent, sent)
        lost = self.most_sent - sent
        if not lost or lost * _SEEN < job.file_size:
            return said
        again = message(MessageCode.SENT_AGAIN, lost=lost)
        is_no_sentence = said[0].code is MessageCode.WAITING_FOR_TURN
        return (again, *said) if is_no_sentence else (*said, again)

    def _activity(self, now_s: float, others: "Callable[[], Iterable[JobProgress]]") -> Activity:
        """What the job does, or what it waits for before it can go on with that."""
        if self.waiting_for is not None:
            is_lost = self.waiting_for.code in _NETWORK_CODES
            return Activity.WAITING_FOR_NETWORK if is_lost else Activity.WAITING_TO_RETRY
        sends = self.activity is Activity.SENDING
        if sends and self.growth is not None and self.growth.waits:
            return Activity.GROWING
        if sends and now_s - self.had_parts_at_s >= _BETWEEN_PARTS_S:
            is_still = self.is_silent and not any(
                now_s - one.moved_at_s < _STANDS_STILL_S for one in others()
            )
            return Activity.WAITING_FOR_STORE if is_still else Activity.WAITING_FOR_TURN
        if sends and self._still_s(now_s) >= _STANDS_STILL_S:
            return Activity.WAITING_FOR_STORE
        return Activity.GROWING if sends and self.growth is not None else self.activity

    def _line_is_with_others(self, now_s: float) -> bool:
        """Its try is due and not made, while others send: it waits for them and for nothing else."""
        due_s = max(self.retry_at_s, self.had_parts_at_s) + _BETWEEN_PARTS_S
        is_idle = self.activity is Activity.SENDING and now_s >= due_s
        return is_idle and self.waiting_for is not None and self.overall.has_moved_since(now_s - _QUIET_S)

    def _still_s(self, now_s: float) -> float:
        return now_s - max(self.moved_at_s, self.activity_began_s)

    def _retry_in_s(self, now_s: float) -> int | None:
        return None if self.waiting_for is None else max(0, math.ceil(self.retry_at_s - now_s))

    def _warning(self, job: Job, seconds_left: float | None) -> Messages:
        return () if self.keeps_parts else deadline_warning(job, seconds_left)

    def _messages(self, job: Job, activity: Activity, on_the_way: int) -> Messages:
        now_s = time.monotonic()
        if self.waiting_for is not None:
            said = (*self.waiting_for.messages, self._retry(now_s))
            is_offline = activity is Activity.WAITING_FOR_NETWORK
            return (message(MessageCode.WAITING_FOR_NETWORK), *said) if is_offline else said
        if activity is Activity.WAITING_FOR_TURN:
            return (message(MessageCode.WAITING_FOR_TURN),)
        if self.activity is Activity.COPYING:
            percent = self.copied * 100 // job.file_size if job.file_size else 100
            return (message(MessageCode.COPYING, percent=percent),)
        if self.activity is Activity.CHECKING_HASH:
            return (message(MessageCode.CHECKING_HASH, percent=self.hashed),)
        if self.activity is Activity.JOINING:
            number = min(self.joined + 1, job.total_parts)
            return (message(MessageCode.JOINING_PART, number=number, total=job.total_parts),)
        if self.activity is Activity.FINALIZING:
            minutes, seconds = divmod(int(now_s - self.activity_began_s), 60)
            return (message(MessageCode.FINALIZING, minutes=minutes, seconds=seconds),)
        sent = self._sending(job, on_the_way)
        if activity is Activity.WAITING_FOR_STORE:
            return (
                sent,
                message(MessageCode.NOTHING_MOVES, seconds=int(self._still_s(now_s))),
            )
        code = _SAID.get(self.activity)
        return (message(code) if code else sent,)

    def _sending(self, job: Job, on_the_way: int) -> Message:
        if self.growth is None:
            return sending(job)
        sent, behind_s = job.bytes_done + on_the_way, self.growth.behind_s
        if self.growth.is_held_open:
            return message(MessageCode.GROWING_HELD_OPEN, sent=sent)
        if behind_s is None:
            return message(MessageCode.GROWING_CATCHING_UP, sent=sent, there=job.file_size)
        if not behind_s:
            return message(MessageCode.GROWING, sent=sent)
        return message(MessageCode.GROWING_BEHIND, sent=sent, seconds=behind_s)

    def _retry(self, now_s: float) -> Message:
        seconds = self._retry_in_s(now_s)
        if not seconds:
            return message(MessageCode.TRYING_NOW)
        return message(MessageCode.RETRY, number=self.retry_number, seconds=seconds)


def sending(job: Job) -> Message:
    """What is said of a job that is sending parts."""
    number = min(job.uploaded_parts + 1, job.total_parts)
    return message(MessageCode.SENDING_PART, number=number, total=job.total_parts)


def pausing(parts: int) -> Messages:
    """What is said of a job that sends only the parts that are on their way, and is paused then."""
    if parts > 1:
        return (message(MessageCode.PAUSING_AFTER_PARTS, count=parts),)
    return (message(MessageCode.PAUSING_AFTER_PART),)


def status_at_rest(job: Job, recording: Recording | None = None, check: Check | None = None) -> JobStatus:
    """The status of a job that no Upload of this process runs.

    What a job that is UPLOADING does is never stored, so its message is still that of the state before; only what
    the row knows is said of it: it may be sending, waiting for the network or finishing. ``check``: what its recording
    says, where that was not read as a whole.
    """
    if job.state is not JobState.UPLOADING:
        check = recording.check if recording is not None else check
        return JobStatus(job, job.messages, recording=recording, check=check)
    done = message(MessageCode.PARTS_DONE, done=job.uploaded_parts, total=job.total_parts)
    return JobStatus(job, (done,), recording=recording)


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
