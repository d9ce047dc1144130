from pathlib import Path

import pytest

from gui.conftest import RunOnQt
from gui.rig import environment
from gui.session.closing import CLIP_SIZE, IN_FLIGHT, StalledStore, close_often
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.stores.s3probe import Probe
from uploader_gui.gui.look.theme import Theme
from uploader_gui.transfer.part_queue import concurrency

ROUNDS = 8  # ``python -m gui.session.closing`` from tests/ does 50


def test_closing_with_eight_parts_in_flight_leaves_nothing_behind_however_often(
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    bucket: Probe,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stalled = StalledStore(proxy, bucket, make_file(tmp_path / "clip.mov", CLIP_SIZE))
    monkeypatch.setattr(concurrency, "FIRST_WIDTH", IN_FLIGHT)

    async def scenario() -> None:
        rounds = await close_often(theme, environment(tmp_path / "home", stalled.address()), stalled, ROUNDS)
        assert [one for one in rounds if not one.is_clean()] == []
        assert rounds[-1].files <= rounds[0].files

    on_qt(scenario())
    assert bucket.sha256("clip.mov") == sha256_of(stalled.clip)
    assert bucket.uploads() == []
