"""The window comes to the front for a start whose launcher gave leave for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.processes.program import Program
from lab.screens.desktop import NEEDED, Desktop, running_desktop, until
from lab.screens.overheard import Overheard
from uploader_gui.gui.desktop.activation import startup_lines

LAUNCHED = 'files-1-studio-"/opt/up loader"-0_TIME4711'


def test_the_end_of_a_start_is_told_in_pieces_that_a_message_holds() -> None:
    lines = list(startup_lines(LAUNCHED + "\\"))
    assert {len(line) for line in lines[:-1]} == {20}
    text = b"".join(lines)
    assert text == b'remove: ID="files-1-studio-\\"/opt/up loader\\"-0_TIME4711\\\\"\0'


def test_a_token_that_is_no_text_is_told_as_it_was_given() -> None:
    assert b"".join(startup_lines("files-\udce9_TIME7")) == b'remove: ID="files-\xe9_TIME7"\0'


def is_told(overheard: Overheard) -> bool:
    overheard.listen()
    return overheard.texts.endswith(b"\0")


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with running_desktop() as running:
        yield running


@pytest.mark.tools(*NEEDED)
def test_a_minimised_window_comes_to_the_front_by_a_launchers_leave(desktop: Desktop, tmp_path: Path) -> None:
    home = tmp_path / "home"
    program = Program(home, None, **desktop.environment)
    launched = Program(home, None, **desktop.environment, DESKTOP_STARTUP_ID=LAUNCHED)
    with program.running() as running:
        window = desktop.window("Uploader", may_come=lambda: not running.is_over())
        until(lambda: desktop.active() == window, "the end of its start, in which it shows itself")
        desktop.do("windowminimize", "--sync", window)
        until(lambda: not desktop.windows("Uploader", only_seen=True), "its being away")
        with Overheard(desktop.environment["DISPLAY"]) as overheard:
            assert launched.run().code == 0
            until(lambda: desktop.windows("Uploader", only_seen=True) == [window], "the window")
            until(lambda: is_told(overheard), "that the start is over")
        assert overheard.texts.rstrip(b"\0") == b"".join(startup_lines(LAUNCHED)).rstrip(b"\0")
        assert (1, 4711) in {facts[:2] for facts in overheard.facts}  # as of the click
        until(lambda: desktop.active() == window, "its turn for the keys")
        desktop.press(window, "alt+F4")
        ended = running.end()
    assert (ended.code, ended.errors) == (0, "")
