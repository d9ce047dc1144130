"""On one line the oldest part gets the bytes first."""

import contextlib
import socket
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.plan import KIB, MIB
from uploader_gui.s3.http.line_share import LineShare, LineTurn
from uploader_gui.s3.http.request_body import StopSwitch, Throttle


class FakeClock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def line(clock: FakeClock) -> LineShare:
    return LineShare(Throttle(), clock)


@pytest.mark.case("L3.1")
def test_only_the_oldest_may_send_and_the_next_when_it_has_sent_all(line: LineShare) -> None:
    line.set_width(2)
    first, second, third = line.enter(), line.enter(), line.enter()
    assert [line.place_of(turn) for turn in (third, second, first)] == [None, 1, 0]
    first.sent()
    assert line.sent_whole == 1
    assert [line.place_of(turn) for turn in (second, third)] == [0, 1]
    first.leave()
    assert line.sent_whole == 0


@pytest.mark.case("L3.1")
def test_who_starts_again_is_as_old_as_before(line: LineShare) -> None:
    first, second = line.enter(), line.enter()
    first.sent()
    assert line.place_of(second) == 0
    assert line.place_of(first) == 0
    assert line.place_of(second) is None
    assert line.sent_whole == 0


@pytest.mark.case("L3.1")
def test_who_fails_makes_room(line: LineShare) -> None:
    first, second = line.enter(), line.enter()
    first.leave()
    assert line.place_of(second) == 0


@pytest.mark.case("L3.1")
def test_who_waits_goes_on_as_soon_as_it_is_its_turn(line: LineShare) -> None:
    first, second = line.enter(), line.enter()
    granted: list[int] = []
    waiter = threading.Thread(target=lambda: granted.append(second.take(MIB, StopSwitch())))
    waiter.start()
    assert not granted
    first.leave()
    waiter.join(10)
    assert granted


@pytest.mark.case("L3.1")
def test_who_lost_its_turn_shows_now_and_then_that_it_is_there(line: LineShare, clock: FakeClock) -> None:
    """A store gives up on a body of which nothing comes."""
    line.set_width(2)
    line.enter()
    younger, switch = line.enter(), StopSwitch()
    younger.take(MIB, switch)
    line.set_width(1)
    clock.now_s = 5.0
    assert younger.take(MIB, switch) == 4 * KIB


def test_who_waits_is_freed_by_a_stop(line: LineShare) -> None:
    line.enter()
    switch = StopSwitch()
    switch.stop()
    with pytest.raises(StoppedError):
        line.enter().take(MIB, switch)


def test_slices_fit_how_fast_they_are_sent(line: LineShare, clock: FakeClock) -> None:
    turn, switch = line.enter(), StopSwitch()
    assert {turn.take(8 * MIB, switch) for _ in range(9)} == {64 * KIB}
    assert [turn.take(8 * MIB, switch) for _ in range(5)] == [
        128 * KIB,
        256 * KIB,
        512 * KIB,
        MIB,
        MIB,
    ]
    clock.now_s += 0.1
    assert turn.take(8 * MIB, switch) == MIB
    clock.now_s += 1.0
    assert turn.take(8 * MIB, switch) == 512 * KIB


@pytest.mark.case("L3.1")
def test_buffers_that_take_the_first_slices_at_once_make_them_no_larger(
    line: LineShare, clock: FakeClock
) -> None:
    """A large slice that has begun on a thin line keeps the others waiting for many seconds."""
    switch = StopSwitch()
    turns = [line.enter() for _ in range(4)]
    line.set_width(4)
    for turn in turns:
        granted = [turn.take(8 * MIB, switch) for _ in range(4)]
        assert max(granted) == 64 * KIB
    clock.now_s += 1.0
    for turn in turns:
        granted = [turn.take(8 * MIB, switch) for _ in range(4)]
        assert max(granted) == 64 * KIB


@pytest.mark.case("L3.1")
def test_slices_begin_small_again_after_a_long_rest(line: LineShare, clock: FakeClock) -> None:
    turn, switch = line.enter(), StopSwitch()
    for _ in range(14):
        turn.take(8 * MIB, switch)
    turn.leave()
    clock.now_s += 10.0
    next_one = line.enter()
    assert next_one.take(8 * MIB, switch) == MIB
    next_one.leave()
    clock.now_s += 100.0
    assert line.enter().take(8 * MIB, switch) == 64 * KIB


@pytest.mark.case("L3.1")
def test_under_a_limit_the_others_get_what_the_first_leaves() -> None:
    throttle = Throttle(1_000_000)
    now_s = 100.0
    throttle.grant(50_000, now_s, 0)
    throttle.grant(50_000, now_s, 0)
    granted, wait_s = throttle.grant(MIB, now_s, 0)
    assert granted == 0
    assert throttle.grant(MIB, now_s + wait_s, 1)[0] == 0
    assert throttle.grant(MIB, now_s + wait_s, 0)[0] == 50_000


@pytest.mark.case("L3.1")
def test_a_limit_is_used_up_by_the_others_where_the_first_does_not() -> None:
    throttle = Throttle(1_000_000)
    now_s, sent = 100.0, 0
    while now_s < 110.0:
        granted, wait_s = throttle.grant(MIB, now_s, 3)
        sent += granted
        now_s += wait_s
    assert sent == pytest.approx(10_000_000, rel=0.02)


@pytest.mark.case("L3.1")
def test_who_waits_for_a_limit_of_its_own_leaves_its_place_to_the_next(line: LineShare) -> None:
    limited, free = line.enter(Throttle(10_000)), line.enter()
    assert limited.take(MIB, StopSwitch()) == 500
    assert line.place_of(free) is None
    switch = StopSwitch()
    waiter = threading.Thread(target=lambda: _take_until_stopped(limited, switch))
    waiter.start()
    assert free.take(MIB, StopSwitch()) > 500
    switch.stop()
    waiter.join(10)


def _take_until_stopped(turn: LineTurn, switch: StopSwitch) -> None:
    with contextlib.suppress(StoppedError):
        while True:
            turn.take(MIB, switch)


@pytest.mark.case("L3.1")
def test_of_one_job_with_a_limit_the_older_part_comes_first(line: LineShare) -> None:
    line.set_width(3)
    own = Throttle(10_000)
    _other, older, younger = line.enter(), line.enter(own), line.enter(own)
    assert (line.place_in_job(older), line.place_in_job(younger)) == (0, 1)
    older.sent()
    assert line.place_in_job(younger) == 0
    assert (line.sent_whole_of(own), line.sent_whole_of(Throttle())) == (1, 0)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A connection: who sends, and who reads or does not."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * KIB)
        with socket.create_connection(server.getsockname()) as near, server.accept()[0] as far:
            near.settimeout(0)
            yield near, far


@pytest.mark.case("L3.1")
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not say what a connection waits for")
@pytest.mark.parametrize("reads", [False, True])
def test_line_knows_whether_the_store_reads_slowly(
    line: LineShare, ends: tuple[socket.socket, socket.socket], reads: bool
) -> None:
    near, far = ends
    switch = StopSwitch()
    switch.attach(near)
    line.enter().take(16 * KIB, switch)
    until_s = time.monotonic() + 20
    least_often = 500 if reads else 0
    while time.monotonic() < until_s and (least_often > 0 or line.is_read_slowly is not (not reads)):
        least_often -= 1
        with contextlib.suppress(BlockingIOError):
            near.send(bytes(8 * KIB if reads else MIB))
        if reads:
            far.recv(MIB)
    assert line.is_read_slowly is (not reads)


def test_line_on_which_nobody_sends_tells_nothing_of_who_reads(line: LineShare) -> None:
    line.enter()
    assert line.is_read_slowly is None
