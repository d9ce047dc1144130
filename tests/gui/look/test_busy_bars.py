import asyncio
from pathlib import Path

import pytest

from gui.conftest import RunOnQt
from gui.rig import PATIENCE_S, environment, opened
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import JobState
from uploader_gui.gui import notice_bar
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.notice_bar import NoticeArea


def test_a_bar_says_what_goes_on_only_where_one_could_read_it(on_qt: RunOnQt, theme: Theme) -> None:
    async def scenario() -> None:
        area = NoticeArea(theme)
        with area.while_busy("Looking…"):
            assert area.notices() == []
        came = asyncio.Event()
        area.changed.connect(came.set)
        with area.while_busy("Looking…") as bar:
            bar.say("2 files found…")
            await asyncio.wait_for(came.wait(), PATIENCE_S)
            assert [one.words for one in area.notices()] == ["2 files found…"]
            bar.say("3 files found…")
            assert [one.words for one in area.notices()] == ["3 files found…"]
            came.clear()
        assert came.is_set()  # that it went
        assert area.notices() == []
        area.deleteLater()

    on_qt(scenario())


def test_adding_a_file_moves_nothing_on_the_page(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_bar, "_SHOWN_AFTER_MS", 600_000)  # a busy machine may take long to add a file
    (tmp_path / "clip.mov").write_bytes(b"clip")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            seen: list[str] = []
            notices = rig.window.notices
            notices.changed.connect(lambda: seen.extend(one.words for one in notices.notices()))
            rig.drop(tmp_path / "clip.mov")
            await rig.until_all(JobState.COMPLETED)
            assert [words for words in seen if "…" in words] == []

    on_qt(scenario())
