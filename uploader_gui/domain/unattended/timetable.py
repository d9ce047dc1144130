"""How fast may be sent at which hours of the week: the rules, which of them is in force, and until when."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

DAY_MIN: Final = 24 * 60
WEEK_MIN: Final = 7 * DAY_MIN
EVERY_DAY: Final = frozenset(range(7))
_MOST_LOOKS = 4

LocalTime = Callable[[datetime], datetime]
"""Gives what the clock on the wall shows at a moment, with the zone as it is then."""


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of a day, from ``begin`` to before ``end`` (1,440: midnight); over midnight where the end is not behind."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of some weekdays, 0 for Monday. No ``spans``: the whole day. What goes over midnight is of the day it begins."""

    days: frozenset[int] = EVERY_DAY
    spans: tuple[Span, ...] = ()

    def minutes(self) -> Iterator[tuple[int, int]]:
        """Begin and end of each piece, in minutes of the week from Monday on; none goes past its end."""
        for day in self.days:
            for span in self.spans or (Span(0, DAY_MIN),):
                begin = day * DAY_MIN + span.begin
                end = day * DAY_MIN + span.end + (DAY_MIN if span.end <= span.begin else 0)
                yield begin, min(end, WEEK_MIN)
                if end > WEEK_MIN:
                    yield 0, end - WEEK_MIN


@dataclass(frozen=True, slots=True)
class Effect:
    """What may be sent: ``limit`` bytes a second at most, None for no limit; nothing at all where not ``sends``."""

    limit: int | None = None
    sends: bool = True

    def with_limit(self, limit: int | None) -> int | None:
        """The smaller one of its own limit and this one, bytes a second; None where neither says anything."""
        return min((one for one in (self.limit, limit) if one is not None), default=None)


NO_LIMIT: Final = Effect()
NOTHING: Final = Effect(sends=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """``effect`` in these ``hours``, none: always. ``is_outside``: in all other hours instead ("only between")."""

    hours: tuple[Hours, ...]
    effect: Effect
    is_outside: bool = False

    def fits(self) -> list[bool]:
        """Say of each minute of the week whether this rule fits it."""
        fits = [not self.hours] * WEEK_MIN
        for hours in self.hours:
            for begin, end in hours.minutes():
                fits[begin:end] = [True] * (end - begin)
        return [not one for one in fits] if self.is_outside else fits


@dataclass(frozen=True, slots=True)
class Timetable:
    """The first rule that fits counts; where none does, there is no limit. No rules: there is no timetable."""

    rules: tuple[Rule, ...] = ()


NO_TIMETABLE: Final = Timetable()


@dataclass(frozen=True, slots=True)
class InForce:
    """What counts now by which ``rule``, None where none fits, and ``until`` when, with the zone as it is then.

    ``until`` None: it never changes.
    """

    effect: Effect = NO_LIMIT
    until: datetime | None = None
    rule: Rule | None = None


ALWAYS: Final = InForce()


@dataclass(frozen=True, slots=True)
class TimetableNow:
    """What counts altogether: ``limit`` bytes a second, of the timetable and of the settings the smaller one.

    ``is_ignored``: until ``in_force`` changes the timetable does not count, as the user wishes; ``sends``: something may
    be sent at all.
    """

    timetable: Timetable = NO_TIMETABLE
    in_force: InForce = ALWAYS
    limit: int | None = None
    sends: bool = True
    is_ignored: bool = False

    @property
    def is_bounded(self) -> bool:
        """Say whether the timetable now keeps anything from being sent, or from being sent faster."""
        return not self.is_ignored and self.in_force.effect != NO_LIMIT

    def holds_back(self, limit: int | None) -> bool:
        """Say whether more could be sent now without the rule in force: with this ``limit`` alone, bytes a second."""
        effect = self.in_force.effect
        return not effect.sends or effect.with_limit(limit) != limit


class _Week:
    """What counts in each minute of a week, and where that changes."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules: list[Rule | None] = [None] * WEEK_MIN
        for rule in reversed(rules):
            self.rules = [
                rule if fits else before for fits, before in zip(rule.fits(), self.rules, strict=True)
            ]
        self.effects = [NO_LIMIT if rule is None else rule.effect for rule in self.rules]
        self._changes = [
            minute for minute in range(WEEK_MIN) if self.effects[minute] != self.effects[minute - 1]
        ]

    def minutes_to_change(self, minute: int) -> int | None:
        """How many minutes of the wall's clock are left until something else counts; None: nothing ever does."""
        if not self._changes:
            return None
        following = bisect_right(self._changes, minute)
        change = self._changes[following] if following < len(self._changes) else self._changes[0] + WEEK_MIN
        return change - minute


@lru_cache(maxsize=8)
def _week_of(rules: tuple[Rule, ...]) -> _Week:
    return _Week(rules)


def system_time(moment: datetime) -> datetime:
    """What this computer's clock shows at a moment."""
    return moment.astimezone()


def week_effects(timetable: Timetable) -> list[Effect]:
    """What counts in each minute of the week, from Monday on."""
    return list(_week_of(timetable.rules).effects)


def in_force(timetable: Timetable, now: datetime, local: LocalTime = system_time) -> InForce:
    """What counts at ``now``, a time with its zone, by the clock on the wall.

    Where that is put forward or back, hours that it leaps over do not come, and those that it shows twice count twice.
    """
    week = _week_of(timetable.rules)
    wall = local(now)
    effect, rule = week.effects[_minute(wall)], week.rules[_minute(wall)]
    # In UTC: within a zone, adding hours would add them to what its clocks show.
    at = now.astimezone(UTC) - timedelta(seconds=wall.second, microseconds=wall.microsecond)
    until = _next_change(week, at, effect, local)
    return InForce(effect, None if until is None else local(until), rule)


def timetable_now(
    timetable: Timetable,
    limit: int | None,
    now: datetime,
    local: LocalTime = system_time,
    *,
    is_ignored: bool = False,
) -> TimetableNow:
    """What counts at ``now`` with a ``limit`` beside it, bytes a second."""
    found = in_force(timetable, now, local) if timetable.rules else ALWAYS
    effect = NO_LIMIT if is_ignored else found.effect
    return TimetableNow(timetable, found, effect.with_limit(limit), effect.sends, is_ignored)


def _next_change(week: _Week, at: datetime, effect: Effect, local: LocalTime) -> datetime | None:
    """When something else than ``effect`` counts after ``at``, which begins a minute of the wall's clock."""
    for _ in range(_MOST_LOOKS):
        wall = local(at)
        left = week.minutes_to_change(_minute(wall))
        if left is None:
            return None
        change = at + timedelta(minutes=left)
        if local(change).utcoffset() == wall.utcoffset():
            return change
        # The clock is put forward or back in between, and may leap over the change, or bring it early or twice.
        for _minutes in range(left + DAY_MIN):
            at += timedelta(minutes=1)
            if week.effects[_minute(local(at))] != effect:
                return at
    return None


def _minute(wall: datetime) -> int:
    return wall.weekday() * DAY_MIN + wall.hour * 60 + wall.minute
