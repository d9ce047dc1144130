"""What the timetable says, in the window's language."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from uploader_gui.domain.unattended.timetable import Effect, TimetableNow
from uploader_gui.domain.unattended.timetable_text import rule_text
from uploader_gui.gui.words.wording import speed_words

translate = QCoreApplication.translate

_A_DAY = timedelta(days=1)


def effect_words(effect: Effect) -> str:
    """What may be sent."""
    if not effect.sends:
        return translate("Timetable", "nothing is sent")
    return translate("Timetable", "no limit") if effect.limit is None else speed_words(effect.limit)


def until_words(until: datetime) -> str:
    """A time of the next days: ``18:00``, ``Mon 08:00``."""
    clock = f"{until:%H:%M}"
    if until - datetime.now(until.tzinfo) < _A_DAY:
        return clock
    return f"{QLocale().dayName(until.isoweekday(), QLocale.FormatType.ShortFormat)} {clock}"


def now_words(now: TimetableNow) -> str:
    """What it says now and until when."""
    effect, until = effect_words(now.in_force.effect), now.in_force.until
    if until is None:
        return translate("Timetable", "Now: {0}").format(effect)
    return translate("Timetable", "Now: {0} until {1}").format(effect, until_words(until))


def limit_words(now: TimetableNow, limit: int | None) -> str:
    """How fast may be sent now, for the status bar; ``limit``: that of the settings, bytes a second."""
    until = "" if now.in_force.until is None else until_words(now.in_force.until)
    if now.is_ignored and until:
        words = translate("Timetable", "Limit: {0} (timetable left aside until {1})")
        return words.format(_limit_words(limit), until)
    if not now.sends:
        words = translate("Timetable", "Nothing is sent until {0} (timetable)")
        return words.format(until) if until else translate("Timetable", "Nothing is sent (timetable)")
    if not now.timetable.rules or now.limit != now.in_force.effect.limit:
        return translate("Timetable", "Limit: {0}").format(_limit_words(limit))
    words = translate("Timetable", "Limit: {0} until {1} (timetable)")
    if not until:
        words = translate("Timetable", "Limit: {0} (timetable)")
    return words.format(_limit_words(now.limit), until)


def rule_words(now: TimetableNow) -> str:
    """What the timetable says now and until when: ``Timetable: no limit until Mon 08:00``; "" where there is none."""
    if not now.timetable.rules:
        return ""
    effect, until = effect_words(now.in_force.effect), now.in_force.until
    if until is None:
        return translate("Timetable", "Timetable: {0}").format(effect)
    return translate("Timetable", "Timetable: {0} until {1}").format(effect, until_words(until))


def reason_words(now: TimetableNow, limit: int | None) -> list[str]:
    """By which rule that is so, and what counts instead of it: one sentence a line; ``limit`` as above."""
    rule = now.in_force.rule
    lines = (
        [translate("Timetable", "By its rule: {0}").format(rule_text(rule, now.timetable))] if rule else []
    )
    if now.is_ignored:
        return [*lines, translate("Timetable", "It is left aside.")]
    if now.sends and now.limit != now.in_force.effect.limit:
        return [*lines, translate("Timetable", "The limit set here counts: {0}").format(_limit_words(limit))]
    return lines


def _limit_words(limit: int | None) -> str:
    return speed_words(limit) if limit else translate("Timetable", "none")
