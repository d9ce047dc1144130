"""A timetable: which rule is in force by the clock on the wall, and until when."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from uploader_gui.domain.unattended.timetable import (
    NO_LIMIT,
    NOTHING,
    Effect,
    InForce,
    TimetableNow,
    in_force,
    timetable_now,
)
from uploader_gui.domain.unattended.timetable_text import parsed_timetable, rule_text

BERLIN = ZoneInfo("Europe/Berlin")
MB = 1_000_000


def _berlin(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)


def _at(text: str, moment: str) -> InForce:
    """What counts by this clock of Berlin's walls, or of the world's where ``moment`` says so."""
    time = datetime.fromisoformat(moment)
    return in_force(parsed_timetable(text), time if time.tzinfo else time.replace(tzinfo=BERLIN), _berlin)


def _until(found: InForce) -> str:
    assert found.until is not None
    return found.until.isoformat(timespec="minutes")


def test_a_limit_of_office_hours_counts_from_monday_to_friday() -> None:
    rules = "08-18 Mon-Fri 2 MB/s, else none"

    assert _at(rules, "2026-11-30T07:59:59").effect == NO_LIMIT
    assert _at(rules, "2026-11-30T08:00:00").effect == Effect(2 * MB)
    assert _at(rules, "2026-11-30T17:59:59").effect == Effect(2 * MB)
    assert _at(rules, "2026-11-30T18:00:00").effect == NO_LIMIT
    assert _at(rules, "2026-11-28T12:00:00").effect == NO_LIMIT


def test_it_is_told_until_when_it_counts_also_over_a_weekend() -> None:
    rules = "08-18 Mon-Fri 2 MB/s"

    assert _until(_at(rules, "2026-11-30T09:12:34")) == "2026-11-30T18:00+01:00"
    assert _until(_at(rules, "2026-11-27T20:00:00")) == "2026-11-30T08:00+01:00"


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    rules = "20:00-06:00 Sun 1 MB/s"

    assert _at(rules, "2026-11-29T23:00").effect == Effect(1 * MB)
    assert _at(rules, "2026-11-30T05:59").effect == Effect(1 * MB)
    assert _at(rules, "2026-11-30T23:00").effect == NO_LIMIT
    assert _until(_at(rules, "2026-11-29T23:00")) == "2026-11-30T06:00+01:00"


def test_only_between_lets_nothing_be_sent_at_other_times() -> None:
    rules = "only between 20:00-06:00"

    assert _at(rules, "2026-11-30T12:00").effect == NOTHING
    assert _until(_at(rules, "2026-11-30T12:00")) == "2026-11-30T20:00+01:00"
    assert _at(rules, "2026-11-30T21:00").effect == NO_LIMIT


def test_the_first_rule_that_fits_counts() -> None:
    rules = "only between 20-06; 20-22 1 MB/s; 20-24 Mon 5 MB/s"

    assert _at(rules, "2026-11-30T21:00").effect == Effect(1 * MB)
    assert _at(rules, "2026-11-30T23:00").effect == Effect(5 * MB)
    assert _at(rules, "2026-12-01T23:00").effect == NO_LIMIT
    assert _at(rules, "2026-12-01T12:00").effect == NOTHING


def test_a_change_of_rule_that_changes_nothing_is_no_change() -> None:
    rules = "08-12 2 MB/s; 12-18 2 MB/s"

    assert _until(_at(rules, "2026-11-30T09:00")) == "2026-11-30T18:00+01:00"


@pytest.mark.parametrize("rules", ["", "always 2 MB/s", "00:00-24:00 2 MB/s"])
def test_what_always_counts_never_changes(rules: str) -> None:
    assert _at(rules, "2026-11-30T09:00").until is None


def test_when_the_clock_is_put_forward_the_end_comes_an_hour_earlier() -> None:
    """On 29 March 2026 Berlin's clocks go from 02:00 to 03:00."""
    rules = "only between 20:00-06:00"
    found = _at(rules, "2026-03-28T22:00")

    assert _until(found) == "2026-03-29T06:00+02:00"
    assert found.until is not None
    assert found.until - datetime.fromisoformat("2026-03-28T22:00+01:00") == timedelta(hours=7)


def test_when_the_clock_is_put_back_the_end_comes_an_hour_later() -> None:
    """On 25 October 2026 Berlin's clocks go from 03:00 to 02:00."""
    rules = "only between 20:00-06:00"
    found = _at(rules, "2026-10-24T22:00")

    assert _until(found) == "2026-10-25T06:00+01:00"
    assert found.until is not None
    assert found.until - datetime.fromisoformat("2026-10-24T22:00+02:00") == timedelta(hours=9)


def test_an_hour_that_the_clock_leaps_over_does_not_come() -> None:
    rules = "02:00-03:00 1 MB/s"

    assert _until(_at(rules, "2026-03-28T12:00")) == "2026-03-30T02:00+02:00"
    assert _at(rules, "2026-03-29T01:00:00+00:00").effect == NO_LIMIT


def test_a_rule_that_begins_within_the_leap_begins_with_it() -> None:
    rules = "02:30-05:00 1 MB/s"

    assert _until(_at(rules, "2026-03-29T01:00")) == "2026-03-29T03:00+02:00"
    assert _at(rules, "2026-03-29T01:00:00+00:00").effect == Effect(1 * MB)


def test_an_hour_that_the_clock_shows_twice_counts_twice() -> None:
    rules = "02:00-03:00 1 MB/s"
    first, second = "2026-10-25T00:30:00+00:00", "2026-10-25T01:30:00+00:00"

    assert _at(rules, first).effect == _at(rules, second).effect == Effect(1 * MB)
    assert _until(_at(rules, first)) == "2026-10-25T03:00+01:00"


def test_half_an_hour_that_the_clock_shows_twice_ends_and_begins_again() -> None:
    rules = "02:00-02:30 1 MB/s"

    assert _until(_at(rules, "2026-10-25T00:10:00+00:00")) == "2026-10-25T02:30+02:00"
    assert _until(_at(rules, "2026-10-25T00:40:00+00:00")) == "2026-10-25T02:00+01:00"
    assert _until(_at(rules, "2026-10-25T01:10:00+00:00")) == "2026-10-25T02:30+01:00"


@pytest.mark.parametrize("day", [datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)])
def test_each_change_that_is_told_is_where_looking_minute_by_minute_finds_it(day: datetime) -> None:
    timetable = parsed_timetable(
        "only between 20:00-06:00 or 01:00-03:30 Sun; 02:15-02:45 1 MB/s; 22-04 3 MB/s"
    )
    minutes = [day + timedelta(minutes=number) for number in range(5 * 24 * 60)]
    found = [in_force(timetable, minute, _berlin) for minute in minutes]
    changes = [
        minute
        for minute, before, now in zip(minutes[1:], found, found[1:], strict=False)
        if before.effect != now.effect
    ]

    told = {one.until.astimezone(UTC) for one in found if one.until is not None}

    assert sorted(one for one in told if one <= minutes[-1]) == changes


def test_it_is_told_by_which_rule_and_whether_that_holds_anything_back() -> None:
    rules = parsed_timetable("08-18 Mon-Fri 2 MB/s, 20-22 nothing, Sat no limit")

    def now(moment: str) -> TimetableNow:
        return timetable_now(rules, None, datetime.fromisoformat(moment).replace(tzinfo=BERLIN), _berlin)

    by_day, at_night, on_saturday, on_sunday = (
        now(moment)
        for moment in ("2026-11-30T09:00", "2026-11-30T21:00", "2026-11-28T12:00", "2026-11-29T12:00")
    )
    found = [one.in_force.rule for one in (by_day, at_night, on_saturday, on_sunday)]
    assert found == [*rules.rules, None]
    assert rule_text(rules.rules[2], rules) == "Sat no limit"
    assert rule_text(parsed_timetable("always nothing").rules[0], parsed_timetable("always nothing")) == (
        "always nothing"
    )
    assert [by_day.holds_back(limit) for limit in (None, 3 * MB, 2 * MB, MB)] == [True, True, False, False]
    assert at_night.holds_back(MB)
    assert not on_saturday.holds_back(None)
