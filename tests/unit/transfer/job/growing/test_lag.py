from uploader_gui.transfer.job.growing.lag import Lag


def test_a_byte_is_late_from_when_it_was_first_seen_until_it_is_sent() -> None:
    lag = Lag()
    lag.saw(0, 0)
    assert lag.behind_s(5, 0) == 0
    lag.saw(10, 100)
    lag.saw(11, 200)
    assert lag.behind_s(15, 0) == 5
    assert lag.behind_s(15, 99) == 5
    assert lag.behind_s(15, 100) == 4
    assert lag.behind_s(15, 200) == 0


def test_of_what_was_there_before_nobody_knows_since_when() -> None:
    lag = Lag()
    lag.saw(0, 1000)
    lag.saw(5, 1500)
    assert lag.behind_s(7, 999) is None
    assert lag.behind_s(7, 1000) == 2


def test_hours_without_a_line_cost_no_memory_and_hardly_any_exactness() -> None:
    lag = Lag()
    lag.saw(0, 0)
    for second in range(1, 20_001):
        lag.saw(second, second * 10)
    behind_s = lag.behind_s(20_000, 10_000 * 10)
    assert behind_s is not None
    assert 9_980 <= behind_s <= 10_000
    assert lag.behind_s(20_000, 20_000 * 10) == 0
