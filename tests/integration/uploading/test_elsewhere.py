"""What other systems lack, taken away from a process of this one: all is imported, and a file is uploaded."""

import subprocess
import sys
from pathlib import Path

from lab.files import make_file
from lab.processes.program import connection_environment
from lab.stores.s3probe import Probe

SCRIPT = Path(__file__).parents[2] / "lab" / "processes" / "elsewhere.py"


def test_every_module_is_imported_and_a_file_uploaded_without_what_only_posix_has(
    bucket: Probe, tmp_path: Path
) -> None:
    file = make_file(tmp_path / "clip.mp4", 12_000_000)
    ended = subprocess.run(
        [sys.executable, SCRIPT, file],
        env={
            "HOME": str(tmp_path),
            "QT_QPA_PLATFORM": "offscreen",
            "UPLOADER_GUI_HOME": str(tmp_path / "state"),
            **connection_environment(bucket.address),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert bucket.get("clip.mp4") == file.read_bytes()
