"""A job with a limit of its own takes few parts at once, and tells nothing of the line while the limit holds it back."""

import pytest

from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.s3.http.request_body import Throttle
from uploader_gui.transfer.part_queue.job_limit import JobLimit

pytestmark = pytest.mark.case("L3.1")
LIMIT = 1_000_000


def sends(limit: JobLimit, since_s: float, seconds: float, *, share: float, active: int) -> float:
    """So many parts are on their way for so long, and use this share of the limit; the time afterwards."""
    limit.measure(since_s, active)
    limit.throttle.granted += round(share * (limit.throttle.limit or 0) * seconds)
    limit.measure(since_s + seconds, active)
    return since_s + seconds


def holds_back(limit: JobLimit) -> bool:
    return limit.holds_back


def most_at_once(limit: JobLimit) -> int:
    return next(count for count in range(1000) if not limit.may_begin(count, sent_whole=0))


def test_a_thin_limit_gets_one_part_and_the_next_while_the_first_awaits_its_answer() -> None:
    limit = JobLimit(Throttle(100_000), 8 * MIB)
    assert limit.may_begin(0, sent_whole=0)
    assert not limit.may_begin(1, sent_whole=0)
    assert limit.may_begin(1, sent_whole=1)
    assert not limit.may_begin(2, sent_whole=1)


def test_small_parts_are_as_many_as_ten_seconds_of_the_limit() -> None:
    assert most_at_once(JobLimit(Throttle(LIMIT), 512 * KIB)) == 19


def test_without_a_limit_nothing_is_held_back() -> None:
    limit = JobLimit(Throttle(), 8 * MIB)
    assert limit.may_begin(100, sent_whole=0)
    assert not holds_back(limit)


def test_a_limit_that_is_used_holds_back() -> None:
    limit = JobLimit(Throttle(LIMIT), 8 * MIB)
    assert holds_back(limit)
    sends(limit, 0.0, 3.0, share=0.97, active=1)
    assert holds_back(limit)
    assert most_at_once(limit) == 1


def test_where_one_connection_is_slow_there_are_as_many_parts_as_use_the_limit() -> None:
    limit = JobLimit(Throttle(LIMIT), 8 * MIB)
    now_s = sends(limit, 0.0, 3.0, share=0.25, active=1)
    assert not holds_back(limit)
    assert most_at_once(limit) == 2
    now_s = sends(limit, now_s, 3.0, share=0.5, active=2)
    assert most_at_once(limit) == 4
    sends(limit, now_s, 3.0, share=0.98, active=4)
    assert holds_back(limit)
    assert most_at_once(limit) == 4


def test_fewer_parts_on_their_way_than_there_may_be_ask_for_no_more() -> None:
    limit = JobLimit(Throttle(LIMIT), 8 * MIB)
    now_s = sends(limit, 0.0, 3.0, share=0.25, active=1)
    sends(limit, now_s, 3.0, share=0.25, active=1)
    assert most_at_once(limit) == 2


def test_another_limit_is_judged_anew() -> None:
    limit = JobLimit(Throttle(LIMIT), 8 * MIB)
    now_s = sends(limit, 0.0, 3.0, share=0.25, active=1)
    limit.change(LIMIT // 10)
    limit.measure(now_s + 3.0, 2)
    assert holds_back(limit)
    assert most_at_once(limit) == 1
    limit.change(None)
    assert not holds_back(limit)


def test_time_in_which_nothing_is_on_its_way_does_not_count() -> None:
    limit = JobLimit(Throttle(LIMIT), 8 * MIB)
    limit.measure(0.0, 1)
    limit.measure(1.0, 0)
    limit.measure(20.0, 1)
    assert holds_back(limit)
