import socket
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from lab.stopwatch import least
from uploader_gui.domain.errors import ErrorCode, SourceError, StoppedError
from uploader_gui.domain.plan import KIB, MIB, PartRange
from uploader_gui.s3.http.request_body import Body, StopSwitch, Throttle
from uploader_gui.source.source_file import Source


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(bytes(range(256)) * 4096)
    return path


def test_a_body_is_its_range_in_slices(path: Path) -> None:
    with Source(path) as source:
        body = Body(source, PartRange(2, 100, 1000), Throttle(), slice_size=300)
        slices = list(body)
    assert [len(data) for data in slices] == [300, 300, 300, 100]
    assert b"".join(slices) == path.read_bytes()[100:1100]
    assert len(body) == 1000


def test_an_empty_body_has_no_slices(path: Path) -> None:
    with Source(path) as source:
        assert list(Body(source, PartRange(1, 0, 0), Throttle())) == []


@pytest.mark.case("C65")
def test_what_is_read_does_not_count_as_sent(path: Path) -> None:
    with Source(path) as source:
        body = Body(source, PartRange(1, 0, MIB), Throttle())
        list(body)
        assert body.sent == 0
        body.count(70)
        body.count(7)
        assert body.sent == 77
        body.restart()
        assert body.sent == 0


@pytest.mark.case("W18")
def test_a_part_takes_the_memory_of_two_slices_while_it_is_hashed_and_sent_and_none_after(
    tmp_path: Path,
) -> None:
    film = tmp_path / "film.mov"
    with film.open("wb") as file:
        file.truncate(64 * MIB)
    part = PartRange(1, 0, 64 * MIB)
    with Source(film) as source:
        body = Body(source, part, Throttle())
        tracemalloc.start()
        try:
            source.digests(part, body)
            sent = sum(len(data) for data in body)
            held, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert sent == 64 * MIB
    assert peak < 2 * MIB + 128 * KIB
    assert held < 128 * KIB


def test_a_source_that_became_shorter_is_noticed(path: Path) -> None:
    with Source(path) as source:
        body = Body(source, PartRange(1, 0, 2 * MIB), Throttle())
        with pytest.raises(SourceError) as caught:
            list(body)
    assert caught.value.code == ErrorCode.SOURCE_TRUNCATED


def test_a_stopped_body_gives_nothing_more(path: Path) -> None:
    with Source(path) as source:
        body = Body(source, PartRange(1, 0, MIB), Throttle(), slice_size=KIB)
        slices = iter(body)
        next(slices)
        body.stop()
        assert body.is_stopped
        with pytest.raises(StoppedError):
            next(slices)


def test_stopping_wakes_who_waits_on_the_socket() -> None:
    ours, theirs = socket.socketpair()
    switch = StopSwitch()
    with ours, theirs, ours.dup() as handle:
        switch.attach(handle)
        timer = threading.Timer(0.01, switch.stop)
        timer.start()
        assert ours.recv(1) == b""
        timer.join()
        switch.detach(handle)


def test_nothing_is_attached_to_a_switch_that_was_thrown() -> None:
    switch = StopSwitch()
    switch.stop()
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(StoppedError):
        switch.attach(ours)


def test_a_socket_that_was_detached_is_left_alone() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        switch = StopSwitch()
        switch.attach(ours)
        switch.detach(ours)
        switch.stop()
        ours.send(b"x")
        assert theirs.recv(1) == b"x"


def test_without_a_limit_all_is_granted_at_once() -> None:
    assert Throttle().take(MIB, StopSwitch()) == MIB


def test_a_limit_holds_over_all_who_share_it() -> None:
    throttle = Throttle(1_000_000)
    sent: list[int] = []

    def send() -> None:
        count = 100_000
        while count:
            granted = throttle.take(count, StopSwitch())
            sent.append(granted)
            count -= granted

    def seconds_of_three() -> float:
        sent.clear()
        began_s = time.monotonic()
        threads = [threading.Thread(target=send) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - began_s

    took_s = least(seconds_of_three, 0.4)
    assert sum(sent) == 300_000
    assert max(sent) <= 50_000  # small steps: a limit that is changed, and a stop, act soon
    assert 0.2 < took_s < 0.4


def test_a_limit_below_a_byte_a_grant_still_moves() -> None:
    assert Throttle(3).take(1000, StopSwitch()) == 1


def taken_for_an_hour() -> Throttle:
    throttle = Throttle(1)
    throttle.grant(1, time.monotonic() + 3600, 0)
    return throttle


def test_who_waits_for_the_throttle_is_freed_by_a_new_limit() -> None:
    throttle = taken_for_an_hour()
    granted: list[int] = []
    waiter = threading.Thread(target=lambda: granted.append(throttle.take(MIB, StopSwitch())))
    waiter.start()
    throttle.set_limit(None)
    waiter.join(20)
    assert granted == [MIB]


def test_who_waits_for_the_throttle_is_freed_by_a_stop() -> None:
    def freed_in_s() -> float:
        switch = StopSwitch()
        began_s = time.monotonic()
        threading.Timer(0.01, switch.stop).start()
        with pytest.raises(StoppedError):
            taken_for_an_hour().take(MIB, switch)
        return time.monotonic() - began_s

    assert least(freed_in_s, 0.1) < 0.1


@pytest.mark.parametrize(
    ("own", "shared", "least"), [(None, None, None), (5, None, 5), (None, 7, 7), (5, 7, 5), (9, 7, 7)]
)
def test_of_two_limits_the_smaller_one_holds(own: int | None, shared: int | None, least: int | None) -> None:
    assert Throttle(own, within=Throttle(shared)).least == least
    assert Throttle(own).least == own
