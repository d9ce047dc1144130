"""The torture run as a test: ``pytest tests/torture``. TORTURE_MINUTES and TORTURE_SEED choose another one."""

import os

import pytest

from torture.driver import torture

MINUTES = float(os.environ.get("TORTURE_MINUTES", "3"))
SEED = int(os.environ.get("TORTURE_SEED", "1"))


@pytest.mark.timeout(MINUTES * 60 + 1200)
def test_nothing_is_lost_whatever_happens() -> None:
    figures = torture(SEED, MINUTES)
    print(figures)
    assert figures.wrongs == []
    assert figures.kills > 0
    assert figures.completed > 0
