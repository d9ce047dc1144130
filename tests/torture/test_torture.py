"""The torture run as a test: ``pytest tests/torture``. TORTURE_MINUTES, TORTURE_SEED and
TORTURE_FACE (``plain`` or ``minio``, with TORTURE_LIFETIME in seconds) choose another one.
"""

import os

import pytest

from lab.stores.minio_uploads import LIFETIME_S
from torture.driver import torture
from torture.sandbox import PLAIN

MINUTES = float(os.environ.get("TORTURE_MINUTES", "3"))
SEED = int(os.environ.get("TORTURE_SEED", "1"))
LIFETIME = float(os.environ.get("TORTURE_LIFETIME", LIFETIME_S))
FACE = os.environ.get("TORTURE_FACE", PLAIN)


@pytest.mark.timeout(MINUTES * 60 + 1200)
def test_nothing_is_lost_whatever_happens() -> None:
    figures = torture(SEED, MINUTES, face=FACE, lifetime_s=LIFETIME)
    print(figures)
    assert figures.wrongs == []
    assert figures.kills > 0
    assert figures.completed > 0
