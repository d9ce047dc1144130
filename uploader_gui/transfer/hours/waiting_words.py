"""What is said of jobs that wait for a time."""

from dataclasses import replace
from datetime import datetime, timedelta

from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.domain.unattended.timetable import LocalTime, TimetableNow

_A_DAY = timedelta(days=1)


def status_in_time(status: JobStatus, table: TimetableNow, now: datetime, local: LocalTime) -> JobStatus:
    """A SUBMITTED job's status as it is at ``now``, for who reads along: with the time that it waits for, if it does."""
    start_at = status.job.start_at
    if start_at is not None and start_at > now:
        said, activity = said_of_start(start_at, now, local)
    elif not table.sends:
        said, activity = said_outside_hours(table, now, local)
    else:
        return status
    return replace(status, messages=(said,), activity=activity)


def time_words(moment: datetime, now: datetime, local: LocalTime) -> str:
    """What the clock on the wall shows at ``moment``; with the date unless that is within a day."""
    wall = local(moment)
    return f"{wall:%H:%M}" if now <= moment < now + _A_DAY else f"{wall:%Y-%m-%d %H:%M}"


def said_of_start(start_at: datetime, now: datetime, local: LocalTime) -> tuple[Message, Activity]:
    """Of a job that starts later."""
    said = message(MessageCode.STARTS_AT, time=time_words(start_at, now, local))
    return said, Activity.WAITING_FOR_START


def said_outside_hours(table: TimetableNow, now: datetime, local: LocalTime) -> tuple[Message, Activity]:
    """Of a job that waits while nothing may be sent."""
    until = table.in_force.until
    if until is None:
        return message(MessageCode.WAITING_FOR_TIMETABLE), Activity.WAITING_FOR_TIMETABLE
    said = message(MessageCode.WAITING_UNTIL, time=time_words(until, now, local))
    return said, Activity.WAITING_FOR_TIMETABLE
