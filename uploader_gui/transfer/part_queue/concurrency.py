"""How many parts may be on their way to one store at once: found out while sending.

Two lines that look alike at first want the opposite. Where packets are lost, or the store is far, each connection is slow
and the number of connections is everything (256 MiB over 100 Mbit/s, 40 ms, 1 % loss: 3 connections 251 s, 8 94 s, 32
29 s). Where the line itself is thin, many take the bandwidth from each other: none of their parts is finished for long, an
interruption costs them all, and the store gives up on some. Only a trial can tell them apart: with other numbers, the
throughput of all together changes or does not.
"""

import math
from collections import deque
from dataclasses import dataclass

from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.plan import KIB, MIB

FIRST_WIDTH = 4
LONGEST_LOSS_S = 10.0
"""What an interruption may cost: so many seconds of the line, or one part."""
# Of the throughput that more senders would ideally add, they have to bring this much, or they go again.
_WORTHWHILE = 0.3
# A few are tried against one, more against half of them: TCP needs a while to take over what the others leave, and what
# waits in the routers on the way covers only so much.
_FEW = 4
# How much wider it gets at once where so many fewer brought so much less.
_BIG_STEP = 8
# A sender does not always bring the same: so many more than it would take by what one did.
_SPARE = 1.5
# When the last parts are on their way, those that wait for their turn end so much later: where each is slow, none waits.
_SPARE_AT_THE_END = 3.0
# All steps to fewer within a moment may cost no more than what is missing of this.
_STILL_FULL = 0.87
_MOMENT_S = 10.0
# What fewer bring at first may not last. For so long after a trial the others come back if it does not.
_PROBATION_S = 30.0
_LASTS = 0.92
# Many more that were let in at once have to bring something by then, or they go again, and are not let in for a while.
# What they bring in the beginning only fills the buffers of the other side.
_FILLED_S, _PROVEN_S = 2.0, 5.0
_NO_BIG_STEP_S = 60.0
# A line that is remembered may be another one today: each sender has to bring so much of what one did, before so many times
# as many may send.
_AS_KNOWN, _KNOWN_STEP = 0.6, 4
# After so long without any, it may be another line in this run too.
_LONG_AGO_S = 60.0
# So many more than are good are too many to let pass.
_TOO_MANY = 1.25
# Where each sender is known to be slow, more of them may stay for this much.
_SOME_GAIN = 1.08
# Where a sender is slower than this, one more costs no processor time that would be missed.
_SLOW_SENDER = 4 * MIB
# A connection that has just been opened is slow at first, then faster than it can last: while all together change this
# much from one moment to the next, nothing is decided yet.
_STEADY = 1.25
_MOST_UNSTEADY = 6
# Between two parts the line may rest for a moment; so many measurements in a row do not all fall into it.
_RECENT = 10
_SHORTEST_MEASUREMENT_S = 0.2
# What has left this machine's buffers of each when the line has got used to another number of senders, and no longer than
# that is waited for it.
_QUEUED, _SETTLING_S = 192 * KIB, 0.6
# The same where the other side takes more of each before it reads any of it, and still reads when that one has stopped, or
# where nobody can tell; longer where fewer are tried on a line that is known.
_BUFFERED, _SETTLING_UNREAD_S, _SETTLING_FEWER_S = 512 * KIB, 2.0, 10.0
# So far back goes what is remembered of the throughput.
_REMEMBERED_S = 10.0
_FIRST_RETRY_S, _LAST_RETRY_S = 4.0, 30.0
# A trial with fewer costs some of the throughput where all are needed.
_TRIM_S = 2.0
# Enough for one sender to tell its speed from.
_ENOUGH = 64 * KIB
# The same where the system does not say how much of what it took is still here.
_ENOUGH_UNSEEN = 1 * MIB


@dataclass(slots=True)
class _Window:
    """One stretch of measuring: since when, from how many bytes on, how many have to move, how many parts arrived.

    ``settles_s``: it is only waited for, so long at most, until the buffers on both sides have got used to the new number.
    """

    began_s: float
    began_bytes: int
    enough: int
    settles_s: float = 0.0
    arrivals: int = 0

    def is_over(self, now_s: float, delivered: int, width: int) -> bool:
        """Say whether enough has moved to tell."""
        if self.settles_s and now_s - self.began_s >= self.settles_s:
            return True
        has_moved = delivered - self.began_bytes >= self.enough or self.arrivals >= 2 * width
        return has_moved and now_s - self.began_s >= _SHORTEST_MEASUREMENT_S


@dataclass(frozen=True, slots=True)
class _Trial:
    """Another width is tried: what it was before, how many were sending then, and how much they carried together.

    ``line_rate``: with fewer, the most that was seen a moment ago.
    """

    width: int
    senders: int
    rate: float
    line_rate: float = 0.0


@dataclass(frozen=True, slots=True)
class KnownLine:
    """What was found out about a line before: its width, and the bytes a second that it carried; None: not known."""

    width: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """How many there were before fewer seemed enough, and until when that may turn out to be wrong."""

    senders: int
    until_s: float


@dataclass(frozen=True, slots=True)
class _Widened:
    """How many there were, and what they carried, before many more were let in without a trial; when that was."""

    senders: int
    rate: float
    at_s: float


class AdaptiveConcurrency:
    """Senders to one store: ``active`` of at most ``width``. On the engine's loop; times are monotonic seconds.

    ``wave`` counts the failures. A part that leaves takes it along and gives it back if it fails: those that were on their
    way together, and fail together, count once. ``sees_queues``: what is measured is what has arrived, without what
    the system has taken and not sent yet. ``known``: a guess, until one sender, then some, bring what that says; it begins with
    one, for whom there is nothing to share if the line has become thin. ``is_read_slowly``: the senders wait for the store and not for the line, so what
    is taken is no measure of what the line carries, and slow senders are no reason for more; None: not known. ``found``: the width that was
    found last, None before one was.
    """

    def __init__(
        self, ceiling: int, now_s: float, *, sees_queues: bool = True, known: KnownLine | None = None
    ) -> None:
        self.active = 0
        self._guess = known if known and known.rate and known.width > 1 else None
        first = 1 if self._guess else min(known.width, FIRST_WIDTH) if known else FIRST_WIDTH
        self.width = max(1, min(first, ceiling))
        self.found: int | None = None
        self.rate = 0.0
        self.is_read_slowly: bool | None = None
        self.held_by: StoreError | None = None
        self.held_until_s = 0.0
        self.wave = 0
        self._acknowledged = 0
        self._ceiling = ceiling
        self._recovers_to = 0
        self._on_the_way = 0
        self._sees_queues = sees_queues
        self._window = self._new_window(now_s, 0)
        self._recent: deque[float] = deque(maxlen=_RECENT)
        self._history: deque[tuple[float, int]] = deque()
        self._unsteady = 0
        self._has_more = True
        self._trial: _Trial | None = None
        self._next_attempt_s = now_s
        self._retry_s = _FIRST_RETRY_S
        self._judged_rate = (known.rate or 0.0) if known and not self._guess else 0.0
        self._sender_rate = self._judged_rate / self.width if self._judged_rate else None
        self._line_rate = (now_s, 0.0)
        self._changed_at_s = self._last_used_s = now_s
        self._narrowed = _Narrowed(0, now_s)
        self._widened: _Widened | None = None
        self._next_big_step_s = now_s
        self._next_trim_s = now_s

    @property
    def proven(self) -> int | None:
        """``found``, once the store has acknowledged so many parts: one that reads slowly lets many seem useful at first."""
        is_proven = self.found is not None and self._acknowledged >= self.found
        return self.found if is_proven else None

    def set_ceiling(self, ceiling: int) -> None:
        """Most senders at once, as the user wants it."""
        self._ceiling = ceiling
        self.width = max(1, min(self.width, ceiling))
        self._trial = None

    def may_begin(self, now_s: float, *, sent_whole: int = 0) -> bool:
        """Say whether one more part may leave now.

        ``sent_whole``: parts that only their answer is missing of. One of them leaves its place to the next, so that the line
        does not stand still meanwhile; not while a store recovers.
        """
        if not self.active and now_s >= self._last_used_s + _LONG_AGO_S:
            self._doubt()
        spare = min(1, sent_whole) if self.width >= self._recovers_to else 0
        return not self.is_held(now_s) and self.active < min(self._ceiling, self.width + spare)

    def _doubt(self) -> None:
        """Take what was found for a guess."""
        if self._guess is not None or self.found is None or self.found <= 1:
            return
        self._guess = KnownLine(self.found, self._judged_rate)
        self.width = 1
        self._judged_rate, self._sender_rate = 0.0, None
        self._trial = self._widened = None
        self._recent.clear()
        self._recovers_to = 0

    def is_held(self, now_s: float) -> bool:
        """Say whether the store asked to be left alone, and that time is not over."""
        if self.held_by is not None and now_s >= self.held_until_s:
            self.held_by = None
        return self.held_by is not None

    def begun(self, size: int = 0) -> None:
        """Count a worker that begins to send a part of ``size`` bytes; 0: small files, which are nothing to lose."""
        self.active += 1
        self._on_the_way += size

    def ended(self, size: int = 0) -> None:
        """Count a worker that has ended, whatever became of what it sent."""
        self.active -= 1
        self._on_the_way -= size

    def arrived(self) -> None:
        """Count a part that the store acknowledged."""
        self._window.arrivals += 1
        self._acknowledged += 1
        if self.width < min(self._recovers_to, self._ceiling):
            self.width += 1

    def failed(self, error: StoreError, wave: int, now_s: float) -> None:
        """Halve the senders, once for all parts that were on their way together.

        Arriving parts bring them back one by one, unless the store gave up waiting for data: then there are too
        many for this network.
        """
        if wave != self.wave:
            return
        self.wave += 1
        self._recovers_to = 0 if error.code == ErrorCode.STORE_TIMEOUT else max(self._recovers_to, self.width)
        self.width = max(1, self.width // 2)
        if self._guess is not None:
            self._judged_rate = self._guess.rate or 0.0
        self._trial = self._guess = None
        self._sender_rate = None
        self._retry_s = _LAST_RETRY_S
        self._next_attempt_s = now_s + _LAST_RETRY_S

    def hold(self, error: StoreError, until_s: float) -> None:
        """Let nothing leave until then: the store asked for it."""
        if self.held_by is None or until_s > self.held_until_s:
            self.held_by, self.held_until_s = error, until_s

    def measure(self, delivered: int, now_s: float, *, has_more: bool = True) -> None:
        """Measure, and try more senders or fewer. ``delivered``: all bytes that ever arrived over this line.

        Called often; it decides only while all senders there may be are busy, or there are no more parts for them
        (``has_more``).
        """
        self._has_more = has_more
        has_rested = now_s >= self._last_used_s + _LONG_AGO_S
        if self.active:
            self._last_used_s = now_s
        is_idle = not self.active or has_rested or (has_more and self.active < self.width)
        if is_idle or delivered < self._window.began_bytes:
            self._window = self._new_window(now_s, delivered)
            self._history.clear()
            return
        self._remember(now_s, delivered)
        width = self.width
        self._look_at_once(now_s)
        if self.width != width:
            self._begin_anew(now_s, delivered)
            return
        if not self._window.is_over(now_s, delivered, self._senders):
            return
        over, self._window = self._window, self._new_window(now_s, delivered)
        if over.settles_s:
            return
        before = self._recent[-1] if self._recent else 0.0
        self.rate = (delivered - over.began_bytes) / (now_s - over.began_s)
        self._recent.append(self.rate)
        is_steady = before <= self.rate * _STEADY and self.rate <= before * _STEADY
        if not is_steady and self._unsteady < _MOST_UNSTEADY:
            self._unsteady += 1
            return
        self._unsteady = 0
        self._decide(now_s)
        if self.width != width:
            self._begin_anew(now_s, delivered)
        if self._trial is None and self._judged_rate:
            self.found = self.width

    def _begin_anew(self, now_s: float, delivered: int) -> None:
        """Measure another number of senders, once the line has got used to it."""
        self._recent.clear()
        self._changed_at_s = now_s
        self._settle(now_s, delivered)

    def _settle(self, now_s: float, delivered: int) -> None:
        if self.is_read_slowly is False:
            self._window = _Window(now_s, delivered, _QUEUED * self._senders, settles_s=_SETTLING_S)
            return
        is_narrower = self._trial is not None and self.width < self._trial.width and self._judged_rate > 0
        longest_s = _SETTLING_FEWER_S if is_narrower else _SETTLING_UNREAD_S
        self._window = _Window(now_s, delivered, _BUFFERED * self._senders, settles_s=longest_s)

    def _remember(self, now_s: float, delivered: int) -> None:
        while self._history and self._history[0][0] < now_s - _REMEMBERED_S:
            self._history.popleft()
        self._history.append((now_s, delivered))

    def _mean_rate_since(self, since_s: float) -> float:
        """Bytes a second from then on, or from where the memory begins; 0 where it holds nothing."""
        known = [moment for moment in self._history if moment[0] >= since_s]
        if len(known) < 2:
            return 0.0
        (first_s, first), (last_s, last) = known[0], known[-1]
        return (last - first) / (last_s - first_s)

    def _new_window(self, now_s: float, delivered: int) -> _Window:
        return _Window(now_s, delivered, (_ENOUGH if self._sees_queues else _ENOUGH_UNSEEN) * self._senders)

    @property
    def _senders(self) -> int:
        return max(1, min(self.width, self.active))

    def _look_at_once(self, now_s: float) -> None:
        """Do what need not wait until enough has moved: on a thin line that takes long, where many have been let in."""
        widened = self._widened
        if widened is not None and now_s >= widened.at_s + _PROVEN_S:
            self._widened = None
            if self._brought_nothing(widened):
                self._next_big_step_s = now_s + _NO_BIG_STEP_S
                self._try_fewer(widened.senders, now_s)
        elif self._guess is not None:
            self._look_whether_as_known(self._guess, now_s)

    def _look_whether_as_known(self, guess: KnownLine, now_s: float) -> None:
        """Let more in where those who send bring what was known, or where the rate that is seen makes them safe."""
        rate, senders = self._rate_of_this_width(now_s), self._senders
        if not rate or not guess.rate:
            return
        is_as_known = rate >= _AS_KNOWN * guess.rate * senders / guess.width
        most = max(_KNOWN_STEP * senders if is_as_known else 1, self._safe_width(rate))
        known = min(guess.width, self._ceiling)
        self.width = max(self.width, min(known, most))
        if self.width < known:
            return
        self._guess = None
        self.rate, self._sender_rate = rate, rate / senders
        self._next_trim_s = now_s + _TRIM_S
        self._attempt_later(now_s)

    def _rate_of_this_width(self, now_s: float) -> float:
        """Bytes a second since so many send, without what only filled the other side's buffers; 0 while it is too early."""
        known = [moment for moment in self._history if moment[0] >= self._changed_at_s]
        if not known:
            return 0.0
        first, last = known[0][1], known[-1][1]
        if self.is_read_slowly is False:
            since_s, since = max(moment for moment in known if moment[1] == first)
        else:
            filled = first + _BUFFERED * self._senders
            since_s, since = next((moment for moment in known if moment[1] >= filled), known[-1])
        seconds = now_s - since_s
        return (last - since) / seconds if seconds >= _SHORTEST_MEASUREMENT_S else 0.0

    def _give_up_guess(self, now_s: float) -> None:
        """The line is not as it was."""
        self._guess = None
        self.width = max(1, min(self.width, self._safe_width(self.rate)))
        self._attempt_again(now_s)

    def _decide(self, now_s: float) -> None:
        trial, self._trial = self._trial, None
        if self._guess is not None:
            self._give_up_guess(now_s)
        elif trial is None:
            self._look_for_a_better_width(now_s)
        elif self.width > trial.width:
            self._judge_more(trial, now_s)
        else:
            self._judge_fewer(trial, now_s)

    def _look_for_a_better_width(self, now_s: float) -> None:
        best = max(self._recent)
        if len(self._recent) == _RECENT and best * _STEADY < self._judged_rate:
            self._attempt_again(now_s)
        if self._sender_rate is not None and best < _SPARE * self._sender_rate:
            self._sender_rate = None  # the line has become so thin that one may fill it
        if self._is_too_narrow(now_s):
            self._sender_rate = self._mean_rate / self._senders
            self._line_rate = (now_s, 0.0)
            self._widen(self._narrowed.senders, now_s)
            return
        if self.is_read_slowly and self._senders > _TOO_MANY * self._safe_width(best):
            self.width = self._safe_width(best)
            self._sender_rate = None
            self._attempt_later(now_s)
            return
        fewest, senders = self._fewest(), self._senders
        good = max(self._safe_width(self.rate), fewest)
        if senders > _TOO_MANY * good and now_s >= self._next_trim_s:
            self._try_fewer(1 if senders <= _FEW else max(good, senders // 2), now_s)
        elif not self._has_more and self.width < min(fewest, self.active):
            self._widen(fewest, now_s)
        elif not self._has_all_senders:
            return
        elif not self._judged_rate and self._is_slow and not self.is_read_slowly:
            self._widen(self._ceiling, now_s)
        elif self.width < self._ceiling and now_s >= self._next_attempt_s:
            self._try(self.width * 2, best)

    def _brought_nothing(self, before: _Widened) -> bool:
        """Say whether many more were let in and did not help: what one seemed to do was no measure of the line then.

        What they do now counts, not how they began: whoever opens a connection fills the other side's buffers first.
        """
        return self._mean_rate_since(before.at_s + _FILLED_S) < _SOME_GAIN * before.rate

    def _is_too_narrow(self, now_s: float) -> bool:
        """Say whether those who were enough at first bring less by now. A few tell little: between two parts they rest."""
        is_known = len(self._recent) == _RECENT and now_s < self._narrowed.until_s
        is_telling = is_known and self._has_all_senders and _FEW < self.width < self._narrowed.senders
        return is_telling and self._mean_rate < _LASTS * self._line_rate[1]

    @property
    def _has_all_senders(self) -> bool:
        return self.active >= self.width

    @property
    def _mean_rate(self) -> float:
        return sum(self._recent) / len(self._recent)

    @property
    def _is_slow(self) -> bool:
        return self.rate / self._senders < _SLOW_SENDER

    def _widen(self, width: int, now_s: float) -> None:
        """Have more at once without a trial; what all can do together shows when they have got going."""
        self.width = min(self._ceiling, width)
        self._next_trim_s = now_s + _TRIM_S
        self._attempt_again(now_s)

    def _safe_width(self, rate: float) -> int:
        """Senders whose parts are no more, all together, than an interruption may cost at so many bytes a second."""
        if not self._on_the_way:
            return self._ceiling
        part_size = self._on_the_way / self.active
        return max(1, min(self._ceiling, math.floor(LONGEST_LOSS_S * rate / part_size)))

    def _fewest(self) -> int:
        """Senders that it takes to fill the line, by what one was seen to do."""
        if self._sender_rate is None:
            return 1
        spare = _SPARE if self._has_more else _SPARE_AT_THE_END
        return min(self._ceiling, math.ceil(spare * self.rate / self._sender_rate))

    def _judge_more(self, trial: _Trial, now_s: float) -> None:
        if self.rate >= trial.rate * (1 + _WORTHWHILE * (self.width / trial.width - 1)):
            self._sender_rate = self.rate / self.width
            self._attempt_again(now_s)
            self._look_for_a_better_width(now_s)
            return
        self._attempt_later(now_s)
        if self._sender_rate is not None and self.rate >= _SOME_GAIN * trial.rate:
            return
        harmless = self._safe_width(self.rate) if self._is_slow else 0
        self.width = max(trial.width, min(self.width, harmless))

    def _judge_fewer(self, trial: _Trial, now_s: float) -> None:
        share = self._senders / trial.senders
        fills_it = trial.rate * (1 + share) / 2  # nearer to all of it than to their share
        if self.rate >= max(fills_it, _STILL_FULL * trial.line_rate):
            is_next = now_s < self._narrowed.until_s
            before = max(trial.senders, self._narrowed.senders) if is_next else trial.senders
            self._narrowed = _Narrowed(before, now_s + _PROBATION_S)
            self._sender_rate = None
            self._retry_s = _LAST_RETRY_S
            self._attempt_later(now_s)
            return
        if self.is_read_slowly:
            self.width = max(self.width, min(trial.width, self._safe_width(trial.rate)))
            self._attempt_later(now_s)
            return
        self._sender_rate = max(1.0, self.rate / self._senders)
        needed = math.ceil(trial.rate / self._sender_rate)
        if needed < trial.senders / _TOO_MANY:
            self.width, self._trial = needed, trial
            return
        if (trial.senders <= _FEW or 2 * share <= 1) and now_s >= self._next_big_step_s:
            self._widened = _Widened(trial.senders, trial.rate, now_s)
            self._widen(trial.width * _BIG_STEP, now_s)
            self._next_trim_s = now_s + _PROVEN_S
        else:
            self._widen(trial.width, now_s)

    def _attempt_again(self, now_s: float) -> None:
        """Something has changed: what was found before does not hold any more."""
        self._judged_rate = self.rate
        self._next_attempt_s = now_s
        self._retry_s = _FIRST_RETRY_S

    def _attempt_later(self, now_s: float) -> None:
        self._judged_rate = self.rate
        self._next_attempt_s = now_s + self._retry_s
        self._retry_s = min(_LAST_RETRY_S, 2 * self._retry_s)

    def _try_fewer(self, width: int, now_s: float) -> None:
        seen_at_s, line_rate = self._line_rate
        rate = self._rate_to_compare_with()
        if rate > line_rate or now_s - seen_at_s > _MOMENT_S:
            self._line_rate = seen_at_s, line_rate = now_s, rate
        self._trial = _Trial(self.width, self._senders, rate, line_rate)
        self.width = width
        self._recovers_to = 0

    def _rate_to_compare_with(self) -> float:
        """Bytes a second; where one part takes longer than an interruption may cost, over all the time since so many send.

        What arrives late arrives together: a moment may show twice what a thin line carries.
        """
        mean = self._mean_rate_since(self._changed_at_s)
        is_thin = LONGEST_LOSS_S * mean * self.active < self._on_the_way
        return min(self.rate, mean) if mean and is_thin else self.rate

    def _try(self, width: int, rate: float) -> None:
        self._trial = _Trial(self.width, self._senders, rate)
        self.width = max(1, min(self._ceiling, width))
