"""The sockets behind which the HTTP server is started by the first who connects."""

import asyncio
from pathlib import Path
from typing import Never

import pytest

from lab.served import Served


class WatchesNoSockets(asyncio.SelectorEventLoop):
    """Refuses what the usual loop of Windows refuses."""

    def add_reader(self, *_: object, **__: object) -> Never:
        raise NotImplementedError

    def remove_reader(self, *_: object, **__: object) -> Never:
        raise NotImplementedError


@pytest.mark.parametrize("loop", [asyncio.SelectorEventLoop, WatchesNoSockets])
def test_first_who_connects_is_answered_whatever_the_loop_can_watch(
    loop: type[asyncio.SelectorEventLoop], tmp_path: Path
) -> None:
    with Served(tmp_path, None, loop=loop()) as served:
        assert served.open.get("/healthz").status_code == 200
