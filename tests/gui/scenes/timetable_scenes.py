"""What the window shows of the timetable: jobs that wait for their hours, and what counts until when."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from gui import samples
from gui.samples import GB, an_event
from gui.scenes.scene_totals import show_totals
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.unattended.timetable import Effect, InForce, TimetableNow
from uploader_gui.domain.unattended.timetable_text import parsed_timetable
from uploader_gui.gui.main_window import MainWindow

_UNTIL = message(MessageCode.WAITING_UNTIL, time="20:00")
_OUTSIDE = [
    samples.waiting_for_time(1, _UNTIL, name="interview_01.mov", done=0.413),
    samples.waiting_for_time(2, _UNTIL, name="drone-b.mp4"),
    samples.starting_later(3, name="take 7.mxf"),
    samples.starting_later(4, name="会议录像.mp4", time="2026-12-01 22:00"),
    samples.completed(5, name="edit_v2.mov", size=8 * GB),
]
_BY_DAY = [
    samples.uploading(1, name="interview_01.mov", size=118 * GB, done=0.413, speed=2e6),
    samples.starting_later(3, name="take 7.mxf"),
]


def _now(rules: str, effect: Effect, hour: int, *, is_ignored: bool = False) -> TimetableNow:
    """What counts until the next time that the clock shows this hour."""
    now = datetime.now(UTC)
    until = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    until += timedelta(days=until <= now)
    limit, sends = (None, True) if is_ignored else (effect.limit, effect.sends)
    return TimetableNow(parsed_timetable(rules), InForce(effect, until), limit, sends, is_ignored)


def _outside_hours(window: MainWindow) -> None:
    window.apply([an_event(status) for status in _OUTSIDE])
    window.table.setFocus()
    show_totals(window, _OUTSIDE)
    window.totals.limit.show_timetable(_now("only between 20-06", Effect(sends=False), 20))
    window.select_jobs([_OUTSIDE[2].job.job_id])
    window.details.show_job(_OUTSIDE[2])


def _limited(window: MainWindow) -> None:
    window.apply([an_event(status) for status in _BY_DAY])
    window.table.setFocus()
    show_totals(window, _BY_DAY)
    window.totals.limit.show_timetable(_now("08-18 2 MB/s", Effect(2_000_000), 18))
    menu = window.totals.limit.menu()
    menu.popup(window.mapToGlobal(window.rect().bottomRight()) - menu.rect().bottomRight())


def _aside(window: MainWindow) -> None:
    _limited(window)
    window.totals.limit.menu().hide()
    window.totals.limit.show_timetable(_now("08-18 2 MB/s", Effect(2_000_000), 18, is_ignored=True))


TIMETABLE: dict[str, Callable[[MainWindow], None]] = {
    "timetable-outside": _outside_hours,
    "timetable-limited": _limited,
    "timetable-aside": _aside,
}
