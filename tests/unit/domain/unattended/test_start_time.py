"""When a job is to start, as people enter it."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.unattended.start_time import entered_start

NOW = datetime(
    2026, 3, 28, 20, 30, tzinfo=UTC
)  # 21:30 in Berlin, the evening before its clocks are put forward


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("22:00", "2026-03-28T22:00+01:00"),
        (" 6:00 ", "2026-03-29T06:00+02:00"),
        ("21:30", "2026-03-29T21:30+02:00"),
        ("2026-12-01T22:00", "2026-12-01T22:00+01:00"),
        ("2026-12-01 22:00", "2026-12-01T22:00+01:00"),
        ("2026-12-01T22:00Z", "2026-12-01T23:00+01:00"),
        ("2026-12-01", "2026-12-01T00:00+01:00"),
    ],
)
def test_a_time_of_day_is_the_next_one_by_this_computers_clock(text: str, start: str) -> None:
    assert entered_start(text, NOW).isoformat(timespec="minutes") == start


@pytest.mark.parametrize(
    "text", ["", "25:00", "10:60", "tonight", "2026-13-01", "22", "9999-12-31T23:59-23:00"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadSettingsError, match="is no time to start at"):
        entered_start(text, NOW)
