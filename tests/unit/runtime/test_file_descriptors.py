"""Few descriptors: fewer workers and clients, never none."""

import pytest

from uploader_gui.runtime.file_descriptors import (
    clients_within,
    raised_limit,
    strangers_within,
    workers_within,
)

pytestmark = pytest.mark.case("S02")


@pytest.mark.parametrize(
    ("limit", "wanted", "workers"), [(None, 32, 32), (4096, 32, 32), (1024, 8, 8), (64, 8, 6), (40, 8, 1)]
)
def test_workers_fit_into_the_descriptors_that_there_are(
    limit: int | None, wanted: int, workers: int
) -> None:
    assert workers_within(limit, wanted) == workers


@pytest.mark.parametrize(
    ("limit", "clients"), [(None, 128), (4096, 128), (1024, 85), (256, 21), (64, 5), (16, 4)]
)
def test_most_descriptors_are_kept_back_for_the_engine(limit: int | None, clients: int) -> None:
    assert clients_within(limit) == clients


def test_the_limit_is_raised_as_far_as_the_system_lets_us() -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        limit = raised_limit()
        assert limit is not None
        assert limit > 256
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (limit, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize(("clients", "strangers"), [(4, 3), (85, 64), (128, 96)])
def test_a_quarter_of_the_clients_have_the_token(clients: int, strangers: int) -> None:
    assert strangers_within(clients) == strangers
