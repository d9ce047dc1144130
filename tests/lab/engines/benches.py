"""Fixtures that give a test an engine of its own, before a proxy and a real store."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from lab.engines.workbench import Workbench
from lab.stores.s3probe import S3Address
from uploader_gui.domain.store.kept_parts import KeepParts

OpenBench = Callable[..., Workbench]
OpenAt = Callable[..., Workbench]


@pytest.fixture
def open_bench(proxied: S3Address, tmp_path: Path) -> Iterator[OpenBench]:
    """Open the program's engine, again and again on the same state directory; closed at the end.

    ``bench = open_bench()``; ``bench.close()`` ends it, as quitting the program does.
    """
    with ExitStack() as stack:

        def open_one(address: S3Address = proxied, **how: Any) -> Workbench:
            return stack.enter_context(Workbench(tmp_path / "state", address, **how))

        yield open_one


@pytest.fixture
def bench(open_bench: OpenBench) -> Workbench:
    """The program's engine, going through the proxy."""
    return open_bench()


@pytest.fixture
def open_at(proxied: S3Address, tmp_path: Path) -> Iterator[OpenAt]:
    """Open the program with a state directory of this name: another computer, or a list that was lost."""
    with ExitStack() as stack:

        def open_one(name: str, *, keep_parts: KeepParts = KeepParts.AUTO, **how: Any) -> Workbench:
            bench = stack.enter_context(Workbench(tmp_path / name, proxied, **how))
            bench.keep_parts = keep_parts
            return bench

        yield open_one


@pytest.fixture
def desk(open_at: OpenAt) -> Workbench:
    """The computer that goes on with what another one has begun."""
    return open_at("desk")
