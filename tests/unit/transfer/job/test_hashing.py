import threading

import pytest

from uploader_gui.domain.errors import StoppedError
from uploader_gui.transfer.job.hashing import _AHEAD, ReadingPace


def reached(pace: ReadingPace, offset: int) -> tuple[threading.Thread, list[str]]:
    """Somebody who wants to read at ``offset``, and what became of it."""
    said: list[str] = []

    def wait() -> None:
        try:
            pace.wait_for(offset)
        except StoppedError:
            said.append("stopped")
        else:
            said.append("read")

    thread = threading.Thread(target=wait)
    thread.start()
    return thread, said


def test_what_is_a_little_ahead_of_what_is_sent_is_read_at_once() -> None:
    ReadingPace().wait_for(_AHEAD - 1)


def test_what_is_far_ahead_is_read_when_sending_has_come_nearer() -> None:
    pace = ReadingPace()
    thread, said = reached(pace, _AHEAD + 10)
    pace.sending(10)
    assert thread.is_alive()
    assert said == []
    pace.sending(11)
    thread.join(10)
    assert said == ["read"]


def test_a_part_that_is_sent_again_holds_nothing_back() -> None:
    pace = ReadingPace()
    pace.sending(100)
    pace.sending(50)
    pace.wait_for(_AHEAD + 99)


def test_a_stop_ends_the_waiting_and_all_that_follows() -> None:
    pace = ReadingPace()
    thread, said = reached(pace, _AHEAD)
    pace.stop()
    thread.join(10)
    assert said == ["stopped"]
    assert pace.is_stopped
    with pytest.raises(StoppedError):
        pace.wait_for(0)
