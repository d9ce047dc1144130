"""How an earlier version of the program remembered its window."""

import shutil
from pathlib import Path

import pytest

from lab.databases.old_state import FOLDER
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.window_layout import WindowLayout


@pytest.mark.parametrize("step", [4, 8])
def test_what_is_still_known_of_an_older_window_is_taken_and_the_rest_is_as_usual(
    window: MainWindow, tmp_path: Path, step: int
) -> None:
    shutil.copy(FOLDER / f"step-{step}" / "window.ini", tmp_path)
    usual = window.table.fitted.remembered()

    WindowLayout(tmp_path).restore(window)

    assert window.jobs_page.details_height() == 230
    assert window.commands.details.isChecked()
    assert window.table.fitted.remembered() == usual
