"""The main job without a window, as a newcomer runs it."""

import os
import subprocess
import sys
from pathlib import Path

from lab.files import make_file, sha256_of
from uploader_gui.domain.plan import MIB


def test_demo_run_pauses_in_the_middle_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    file = make_file(tmp_path / "recording.mp4", 96 * MIB)
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("UPLOAD_", "UPLOADER_"))
    }
    ended = subprocess.run(
        [sys.executable, "-m", "uploader_gui", "--demo", "--headless", str(file)],
        env=environ | {"UPLOADER_GUI_HOME": str(tmp_path / "state")},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Paused in" in ended.stdout
    assert "Resuming: only the parts that are missing are sent." in ended.stdout
    assert ended.stdout.count(sha256_of(file)) == 2
    assert "byte for byte" in ended.stdout
