"""A timetable as people type it: ``08-18 Mon-Fri 2 MB/s, else no limit``, ``only between 20:00-06:00``."""

import re
from typing import Final

from uploader_gui.domain.entered.rate import RATE, entered_rate, rate_text
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.unattended.timetable import (
    DAY_MIN,
    EVERY_DAY,
    NO_LIMIT,
    NOTHING,
    Effect,
    Hours,
    Rule,
    Span,
    Timetable,
)

LONGEST_TEXT: Final = 4_000
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORDS_OF_DAYS: Final = {
    **{day.lower(): number for number, day in enumerate(DAYS)},
    **{
        day: number
        for number, day in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
    },
}
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_TIME = r"(\d{1,2})(?::(\d{2}))?"
_SPAN = re.compile(rf"{_TIME}[ \t]*[-–][ \t]*{_TIME}(?![\w.:])")
_DASH = re.compile(r"[-–]")
_COMMA = re.compile(r",")
_BREAK = re.compile(r"[\s;,]*[;,\n][\s;,]*")
_BLANKS = re.compile(r"[ \t\r]*")
_RATE_END = re.compile(r"(?!\w)")
_SHOWN = 40


def parsed_timetable(text: str) -> Timetable:
    """The rules of a text, one after the other, with ``;``, a comma or a new line between them; "" for no timetable.

    Raises BadSettingsError that names the place that is not understood.
    """
    if len(text) > LONGEST_TEXT:
        raise BadSettingsError(message(MessageCode.TIMETABLE_TOO_LONG, limit=LONGEST_TEXT))
    return Timetable(tuple(_Reader(text).rules()))


def timetable_text(timetable: Timetable, between: str = "; ") -> str:
    """The text of these rules as it is always written; ``between``: what stands between two of them."""
    return between.join(_rule_text(rule, is_first=not number) for number, rule in enumerate(timetable.rules))


def rule_text(rule: Rule, timetable: Timetable) -> str:
    """One of its rules as it stands there."""
    return _rule_text(rule, is_first=rule == timetable.rules[0])


def clean_timetable(text: str) -> str:
    """A text as it is always written. Raises BadSettingsError as ``parsed_timetable``."""
    return timetable_text(parsed_timetable(text))


class _Reader:
    """Reads a text from its beginning. What it can't read it names with the number of the rule it is in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._number = 1

    def rules(self) -> list[Rule]:
        """All rules there are."""
        rules: list[Rule] = []
        self._at += len(self._text) - len(self._text.lstrip(" \t\r\n;"))
        while self._left:
            self._number = len(rules) + 1
            if rules and not rules[-1].hours:
                raise self._unclear(MessageCode.TIMETABLE_AFTER_ELSE)
            rules.append(self._rule())
            if self._left and self._take(_BREAK) is None:
                raise self._unclear(MessageCode.TIMETABLE_NEEDS_BREAK)
        return rules

    def _rule(self) -> Rule:
        if self._word("only"):
            self._word("between", "on", "at")
            return Rule(self._all_hours(), NOTHING, is_outside=True)
        if self._word("else", "always", "otherwise"):
            return Rule((), self._effect())
        effect = self._effect_if_any()
        return Rule((), effect) if effect is not None else Rule(self._all_hours(), self._effect())

    def _all_hours(self) -> tuple[Hours, ...]:
        hours = [self._hours()]
        while self._word("or", "and"):
            hours.append(self._hours())
        return tuple(hours)

    def _hours(self) -> Hours:
        """Days and times in either order, one of them at least."""
        spans = self._spans()
        days = self._days()
        if not spans and days is not None:
            spans = self._spans()
        if not spans and days is None:
            raise self._unclear(MessageCode.TIMETABLE_NEEDS_HOURS)
        return Hours(EVERY_DAY if days is None else days, spans)

    def _spans(self) -> tuple[Span, ...]:
        spans: list[Span] = []
        before = self._at
        while (found := self._take(_SPAN)) is not None:
            spans.append(self._span(found))
            before = self._at
            if self._take(_COMMA) is None:
                break
        self._at = before
        return tuple(spans)

    def _span(self, found: re.Match[str]) -> Span:
        begin, end = (self._minute(found, hour) for hour in (1, 3))
        if begin in {end, DAY_MIN}:
            raise self._unclear(MessageCode.TIMETABLE_NO_SPAN, found[0])
        return Span(begin, end)

    def _minute(self, found: re.Match[str], hour: int) -> int:
        minute = int(found[hour]) * 60 + int(found[hour + 1] or 0)
        if int(found[hour + 1] or 0) >= 60 or minute > DAY_MIN:
            raise self._unclear(MessageCode.TIMETABLE_NO_TIME, found[0])
        return minute

    def _days(self) -> frozenset[int] | None:
        """Weekdays, None where there are none."""
        days: set[int] = set()
        before = self._at
        while (some := self._days_at_once()) is not None:
            days |= some
            before = self._at
            if self._take(_COMMA) is None:
                break
        self._at = before
        return frozenset(days) or None

    def _days_at_once(self) -> set[int] | None:
        if self._word("weekdays"):
            return {0, 1, 2, 3, 4}
        if self._word("weekend", "weekends"):
            return {5, 6}
        if self._word("daily"):
            return set(EVERY_DAY)
        first = self._day()
        if first is None:
            return None
        before = self._at
        if self._take(_DASH) is None:
            return {first}
        last = self._day()
        if last is None:
            self._at = before
            raise self._unclear(MessageCode.TIMETABLE_NEEDS_DAY)
        return {(first + step) % 7 for step in range((last - first) % 7 + 1)}

    def _day(self) -> int | None:
        before = self._at
        found = self._take(_WORD)
        day = None if found is None else _WORDS_OF_DAYS.get(found[0].lower())
        if day is None:
            self._at = before
        return day

    def _effect(self) -> Effect:
        effect = self._effect_if_any()
        if effect is None:
            raise self._unclear(MessageCode.TIMETABLE_NEEDS_LIMIT)
        return effect

    def _effect_if_any(self) -> Effect | None:
        if self._word("none", "unlimited"):
            return NO_LIMIT
        if self._word("nothing", "stop", "off"):
            return NOTHING
        before = self._at
        if self._word("no") and self._word("limit"):
            return NO_LIMIT
        self._at = before
        found = self._take(RATE)
        rate = None if found is None or not (found[2] or found[3]) else entered_rate(found[0])
        if rate is None or self._take(_RATE_END) is None:
            self._at = before
            return None
        return Effect(rate)

    @property
    def _left(self) -> str:
        return self._text[self._at :].strip()

    def _word(self, *words: str) -> bool:
        """Take one of these words; False if there is none."""
        before = self._at
        found = self._take(_WORD)
        if found is not None and found[0].lower() in words:
            return True
        self._at = before
        return False

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what fits behind blanks, if it does."""
        if pattern in {_RATE_END, _BREAK}:
            found = pattern.match(self._text, self._at)
        else:
            blanks = _BLANKS.match(self._text, self._at)
            found = pattern.match(self._text, self._at if blanks is None else blanks.end())
        if found is not None:
            self._at = found.end()
        return found

    def _unclear(self, code: MessageCode, text: str | None = None) -> BadSettingsError:
        shown = text or re.split(r"[;\n]", self._left)[0]
        if not shown:
            return BadSettingsError(message(MessageCode.TIMETABLE_INCOMPLETE, number=self._number))
        if len(shown) > _SHOWN:
            shown = f"{shown[:_SHOWN]}…"
        return BadSettingsError(message(code, number=self._number, text=shown))


def _rule_text(rule: Rule, *, is_first: bool) -> str:
    hours = " or ".join(map(_hours_text, rule.hours))
    if rule.is_outside:
        return f"only between {hours}" if rule.hours[0].spans else f"only on {hours}"
    return f"{hours or ('always' if is_first else 'else')} {effect_text(rule.effect)}"


def effect_text(effect: Effect) -> str:
    """What may be sent, in the words of a rule."""
    if not effect.sends:
        return "nothing"
    return "no limit" if effect.limit is None else rate_text(effect.limit)


def _hours_text(hours: Hours) -> str:
    spans = ", ".join(f"{clock_text(span.begin)}-{clock_text(span.end)}" for span in hours.spans)
    days = "" if hours.days == EVERY_DAY and spans else _days_text(hours.days)
    return " ".join(filter(None, (spans, days)))


def _days_text(days: frozenset[int]) -> str:
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 1 else DAYS[run[0]] for run in runs)


def clock_text(minute: int) -> str:
    """A minute of the day, 1,440 for its end."""
    return f"{minute // 60:02}:{minute % 60:02}"
