"""The program as a screen reader has it, over AT-SPI: a display, a session bus and a store of the test's own."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.screens import screen_reader
from lab.screens.desktop import NEEDED, Desktop, running_desktop
from lab.screens.screen_reader import ScreenReader, Widget, listening
from lab.stores.s3probe import S3Address
from uploader_gui.domain.plan import MIB
from uploader_gui.storage.settings.settings import Language, SavedSettings, Settings
from uploader_gui.storage.settings.settings_file import SettingsFile

pytestmark = pytest.mark.tools(*NEEDED, *screen_reader.NEEDED)

HOLDERS = {
    "filler",
    "panel",
    "layered pane",
    "splitter",
    "grip",
    "status bar",
    "menu bar",
    "popup menu",
    "graphic",
}
"""Roles of what only holds others, says all by what it is, or adorns words beside it: readers pass over it."""
UPLOADED = {
    Language.ENGLISH: "clip.mp4, Completed, Uploaded, checksum matches",
    Language.CHINESE: "clip.mp4，已完成，已上传，校验和一致",
}


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with running_desktop() as running:
        yield running


@pytest.fixture
def reader(desktop: Desktop) -> Iterator[ScreenReader]:
    with listening(desktop) as running:
        yield running


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.CHINESE])
def test_an_upload_is_heard_once_and_all_that_can_be_used_has_a_name_and_a_role(
    desktop: Desktop,
    reader: ScreenReader,
    proxied: S3Address,
    proxy: FaultProxy,
    tmp_path: Path,
    language: Language,
) -> None:
    home = tmp_path / "home"
    SettingsFile(home).save(SavedSettings(Settings(language=language)))
    clip = make_file(tmp_path / "clip.mp4", MIB)
    program = Program(home, proxied, **desktop.environment, **reader.environment)
    held = proxy.on("put", hold())  # what is said before the window can be heard is lost
    with program.running(clip) as running:
        window = reader.window(may_come=lambda: not running.is_over())
        held.release()
        announced = reader.announced(lambda words: words == UPLOADED[language])
        widgets = list(window.below())
    assert len(set(announced)) == len(announced)
    assert mute(widgets) == []
    cells = [one.name for one in widgets if one.role == "cell"]
    assert UPLOADED[language] in cells
    if language is Language.CHINESE:
        shown = [one.name for one in widgets if one.is_showing and one.role != "cell"]
        assert [name for name in shown if re.search("[a-z]{4}", name) and proxied.bucket not in name] == [
            "clip.mp4"
        ]


def test_a_package_is_read_as_one_row_and_heard_when_keys_open_it(
    desktop: Desktop, reader: ScreenReader, proxied: S3Address, proxy: FaultProxy, tmp_path: Path
) -> None:
    home, card = tmp_path / "home", tmp_path / "A007"
    SettingsFile(home).save(SavedSettings(Settings(shows_summary=False)))
    card.mkdir()
    for name in ("a.mov", "b.mov"):
        make_file(card / name, MIB, seed=ord(name[0]))
    program = Program(home, proxied, **desktop.environment, **reader.environment)
    held = proxy.on("put", hold())
    with program.running(card) as running:
        window = reader.window(may_come=lambda: not running.is_over())
        held.release()
        reader.announced(lambda words: words.startswith("A007:"))
        desktop.press(desktop.window(".*Uploader"), "Right")
        assert "Opened, 2 files" in reader.announced(lambda words: words == "Opened, 2 files")
        cells = [one.name for one in window.below() if one.role == "cell"]
    assert [one for one in cells if one.startswith("A007, package, open, 2 files, 2 done, checksums match")]
    assert UPLOADED[Language.ENGLISH].replace("clip.mp4", "a.mov") in cells


def mute(widgets: Sequence[Widget]) -> list[Widget]:
    """What is read, and has no name; and what can be used, and is nothing in particular. Cells may be empty."""
    read = [one for one in widgets if (one.is_showing or one.role == "menu item") and one.role != "cell"]
    return [one for one in read if one.role not in HOLDERS and not one.name] + [
        one for one in read if one.role in HOLDERS and one.is_focusable and not one.name
    ]
