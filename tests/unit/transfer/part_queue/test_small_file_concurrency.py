"""How many workers send small files follows how much of a file's time is work."""

import pytest

from uploader_gui.transfer.part_queue.small_files import SmallFileConcurrency

MOST = 8
WORK_S = 0.00025
NOW_S = 1000.0


def heard(wall_s: float, *, files: int = 17) -> SmallFileConcurrency:
    """After it has listened to so many files, the first of which opened a connection."""
    concurrency = SmallFileConcurrency()
    assert concurrency.senders(MOST, NOW_S) == 1
    concurrency.took(1.0, WORK_S, NOW_S)
    for _ in range(files - 1):
        concurrency.took(wall_s, WORK_S, NOW_S)
    return concurrency


@pytest.mark.parametrize(
    ("wall_s", "senders"), [(0.00035, 1), (0.0012, 3), (0.0031, 7), (0.02, MOST), (1.0, MOST)]
)
def test_one_works_while_the_others_wait(wall_s: float, senders: int) -> None:
    assert heard(wall_s).senders(MOST, NOW_S) == senders


def test_there_are_never_more_than_the_user_allows_and_never_none() -> None:
    assert heard(0.02).senders(3, NOW_S) == 3
    assert heard(0.0001).senders(3, NOW_S) == 1


def test_a_slow_store_is_known_after_one_file() -> None:
    assert heard(0.02, files=2).senders(MOST, NOW_S) == MOST
    assert heard(0.0003, files=2).senders(MOST, NOW_S) == 1, "a quick one is listened to for longer"


def test_listening_ends_though_nothing_comes() -> None:
    concurrency = SmallFileConcurrency()
    assert concurrency.senders(MOST, NOW_S) == 1
    assert concurrency.senders(MOST, NOW_S + 0.04) == 1
    assert concurrency.senders(MOST, NOW_S + 0.06) == MOST


def test_it_listens_again_after_a_while() -> None:
    concurrency = heard(0.02)
    assert concurrency.senders(MOST, NOW_S + 4) == MOST
    assert concurrency.senders(MOST, NOW_S + 6) == 1
    for _ in range(16):
        concurrency.took(0.0003, WORK_S, NOW_S + 6)
    assert concurrency.senders(MOST, NOW_S + 7) == 1


def test_what_takes_long_because_something_failed_is_no_reason_to_go_alone() -> None:
    concurrency = heard(0.00035)
    concurrency.failed(NOW_S)
    assert concurrency.senders(MOST, NOW_S + 1) == MOST
    concurrency.took(0.00035, WORK_S, NOW_S + 1)
    assert concurrency.senders(MOST, NOW_S + 1) == MOST


def test_a_clock_that_has_not_moved_yet_tells_nothing() -> None:
    concurrency = SmallFileConcurrency()
    concurrency.senders(MOST, NOW_S)
    for _ in range(30):
        concurrency.took(0.0003, 0.0, NOW_S)
    assert concurrency.senders(MOST, NOW_S) == 1, "it still listens"
    concurrency.took(0.0003, 0.016, NOW_S)
    assert concurrency.senders(MOST, NOW_S + 1) == 1
