"""What the timetable says now, as lines and as one JSON object: for the command line and the HTTP API."""

from uploader_gui.domain.entered.rate import rate_text
from uploader_gui.domain.unattended.timetable import Effect, TimetableNow
from uploader_gui.domain.unattended.timetable_text import effect_text, rule_text, timetable_text
from uploader_gui.headless.output.job_json import JsonObject


def timetable_object(now: TimetableNow) -> JsonObject:
    """The rules as text, what they say now and ``until`` when, with the offset of this computer's clock; null: for ever.

    ``limit`` is what counts altogether, bytes per second, with the settings' own ``bandwidthLimit``; null for no limit.
    """
    effect, until, rule = now.in_force.effect, now.in_force.until, now.in_force.rule
    return {
        "rules": timetable_text(now.timetable),
        "inForce": effect_text(effect) if now.timetable.rules else None,
        "rule": None if rule is None else rule_text(rule, now.timetable),
        "until": None if until is None else until.isoformat(timespec="seconds"),
        "isIgnored": now.is_ignored,
        "sends": now.sends,
        "limit": now.limit,
    }


def timetable_lines(now: TimetableNow) -> list[str]:
    """The rules one a line, and what counts now."""
    if not now.timetable.rules:
        return ["There is no timetable."]
    return [*timetable_text(now.timetable, between="\n").split("\n"), now_words(now)]


def now_words(now: TimetableNow) -> str:
    """``Now: 2 MB/s until Mon 18:00, by the rule 08:00-18:00 2 MB/s.``, and what else counts."""
    effect, until, rule = now.in_force.effect, now.in_force.until, now.in_force.rule
    end = "" if until is None else f" until {until:%a %H:%M}"
    if now.is_ignored:
        return f"Now: {effect_text(effect)}{end}, but that is left aside{end}."
    by = "" if rule is None else f", by the rule {rule_text(rule, now.timetable)}"
    said = f"Now: {effect_text(effect)}{end}{by}."
    if now.sends and Effect(now.limit) != effect:
        said += f" The settings allow {rate_text(now.limit or 0)}, which counts."
    return said
