import math

from uploader_gui.domain.job import Fingerprint
from uploader_gui.source.watching.settling import Settling

SMALL = Fingerprint(1, 10, 10, 1, 1)
LARGE = Fingerprint(2, 20, 20, 1, 1)


def test_a_file_is_due_once_when_its_time_is_over() -> None:
    settling = Settling()
    settling.wait("a", SMALL, 10.0)
    assert settling.due(9.9, most=10) == []
    assert settling.next_s == 10.0
    assert settling.due(10.0, most=10) == [("a", SMALL)]
    assert settling.due(99.0, most=10) == []
    assert len(settling) == 0


def test_a_file_that_changes_waits_anew() -> None:
    settling = Settling()
    settling.wait("a", SMALL, 10.0)
    settling.wait("a", LARGE, 15.0)
    assert settling.due(12.0, most=10) == []
    assert settling.seen("a") == LARGE
    assert settling.due(15.0, most=10) == [("a", LARGE)]


def test_a_file_that_is_forgotten_is_never_due() -> None:
    settling = Settling()
    settling.wait("a", SMALL, 10.0)
    settling.wait("b", SMALL, math.inf)
    settling.forget("a")
    assert settling.due(1e9, most=10) == []
    assert len(settling) == 1


def test_many_files_come_in_pieces() -> None:
    settling = Settling()
    for number in range(5):
        settling.wait(str(number), SMALL, 1.0)
    assert len(settling.due(2.0, most=3)) == 3
    assert len(settling.due(2.0, most=3)) == 2
