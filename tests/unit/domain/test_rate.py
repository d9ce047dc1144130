import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader_gui.domain.rate import SETTLING_S, WINDOW_S, Pace, RateMeter, goes_on_like_this, together

MB = 1_000_000


@pytest.mark.case("C18")
def test_a_resumed_job_shows_only_the_speed_of_this_session() -> None:
    meter = RateMeter(started_s=1000.0)  # 90 % were sent long before
    for tenth in range(1, 200):
        now_s = 1000.0 + tenth / 10
        meter.add(now_s, MB // 10)
        rate = meter.bytes_per_second(now_s)
        assert rate is None or rate <= 1.2 * MB


def test_no_speed_is_told_in_the_first_second() -> None:
    meter = RateMeter(started_s=0.0)
    meter.add(0.5, 50 * MB)
    assert meter.bytes_per_second(0.9) is None
    assert meter.bytes_per_second(1.0) == pytest.approx(50 * MB)


def test_time_in_which_nothing_was_sent_does_not_lower_the_speed_of_what_begins_after_it() -> None:
    meter = RateMeter(started_s=0.0)
    meter.begin(600.0)
    meter.add(600.5, 10 * MB)
    meter.add(602.0, 10 * MB)
    assert meter.bytes_per_second(602.0) == pytest.approx(10 * MB)
    assert meter.seconds_left(602.0, MB) is None


def test_small_files_that_follow_one_another_are_measured_together() -> None:
    meter = RateMeter(started_s=0.0)
    for second in range(10):
        meter.begin(float(second))
        meter.add(second + 0.5, MB)
    assert meter.bytes_per_second(10.0) == pytest.approx(MB)


@pytest.mark.case("C18")
def test_no_time_left_is_told_before_five_seconds_were_measured() -> None:
    meter = RateMeter(started_s=0.0)
    meter.add(4.0, 4 * MB)
    assert meter.seconds_left(SETTLING_S - 0.1, 10 * MB) is None
    meter.add(5.0, 1 * MB)
    assert meter.seconds_left(SETTLING_S, 10 * MB) == pytest.approx(10.0)


def test_a_stalled_line_has_speed_zero_and_no_time_left() -> None:
    meter = RateMeter(started_s=0.0)
    meter.add(1.0, 10 * MB)
    later_s = 1.0 + WINDOW_S + 0.1
    assert meter.bytes_per_second(later_s) == 0
    assert meter.seconds_left(later_s, 1) is None


@given(
    st.lists(st.tuples(st.floats(0, 2), st.integers(0, 100 * MB)), min_size=1, max_size=60),
    st.floats(0, 30),
)
def test_speed_times_window_is_never_more_than_what_was_sent(
    steps: list[tuple[float, int]], idle_s: float
) -> None:
    meter = RateMeter(started_s=0.0)
    now_s = 0.0
    for step_s, count in steps:
        now_s += step_s
        meter.add(now_s, count)
    rate = meter.bytes_per_second(now_s + idle_s)
    sent = sum(count for _, count in steps)
    assert rate is None or 0 <= rate * min(WINDOW_S, now_s + idle_s) <= sent * 1.000001


@pytest.mark.case("L3.2")
def test_what_fills_the_buffers_on_the_way_is_not_taken_for_the_line() -> None:
    meter = RateMeter(started_s=0.0)
    meter.moved(0.0, 600_000)
    for tenth in range(1, 50):
        meter.moved(tenth / 10, 10_000)
    assert meter.bytes_per_second(5.0) == pytest.approx(100_000, rel=0.05)
    assert meter.seconds_left(5.0, MB) == pytest.approx(10, rel=0.05)


@pytest.mark.case("L3.2")
def test_time_before_the_first_byte_and_after_a_long_silence_is_not_measured() -> None:
    meter = RateMeter(started_s=0.0)
    for second in (60, 61, 62, 120, 121, 122):
        meter.moved(float(second), 100_000)
    assert meter.bytes_per_second(120.5) is None
    assert meter.bytes_per_second(122.0) == pytest.approx(100_000)


@pytest.mark.case("L3.2")
def test_bytes_that_come_in_bursts_make_a_steady_speed() -> None:
    """A line of 100 kB/s that lets 200 kB through every two seconds."""
    meter = RateMeter(started_s=0.0)
    told = []
    for tenth in range(1, 400):
        now_s = tenth / 10
        if tenth % 20 == 0:
            meter.moved(now_s, 200_000)
        if now_s > 10:
            told.append(meter.bytes_per_second(now_s) or 0.0)
    assert min(told) > 75_000
    assert max(told) < 125_000


def test_what_gets_only_what_others_leave_does_not_go_on_like_this() -> None:
    others = [Pace(20_000_000, 30_000.0) for _ in range(3)]

    def goes_on(own: Pace, others: list[Pace]) -> bool:
        return goes_on_like_this(own, together([own, *others]))

    assert not goes_on(Pace(18_000_000, 2_500.0), others)
    assert goes_on(Pace(1_000_000, 2_500.0), others)
    assert goes_on(Pace(18_000_000, 2_500.0), [])
    assert goes_on(others[0], others[1:])
    assert goes_on(Pace(20_000_000, 24_000.0), others)
