"""Which version of the program this is, from which commit it was made, and whose work is in it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from uploader_gui import __version__

_PACKAGE: Final = Path(__file__).parents[1]
BAKED: Final = "commit.txt"
"""What is built has this file beside ``uploader_gui/__init__.py``: one line, the commit. A checkout does not."""
_NOTICES: Final = "THIRD-PARTY-NOTICES.txt"
_GIT_ANSWERS_WITHIN_S: Final = 5.0
# With these the caller names another repository, as git itself does to its hooks (git rev-parse --local-env-vars).
_OTHER_REPOSITORY: Final = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_WORK_TREE",
    }
)


def program_version() -> str:
    """The version, and the commit where it is known: ``0.2.0 (1a2b3c4d5e)``. Blocking: a checkout asks git."""
    known = commit()
    return f"{__version__} ({known})" if known else __version__


def commit(package: Path = _PACKAGE) -> str:
    """The commit that ``package`` was built from, or is checked out at, then with ``-dirty`` if it was changed since.

    "": nobody knows.
    """
    try:
        return (package / BAKED).read_text(encoding="ascii").strip()
    except OSError:
        return _checked_out(package.parent)


def third_party_notices(executable: Path | None = None) -> str:
    """The licences of all that a bundle has in it, which lie beside its executable. "": this is no bundle. Blocking."""
    try:
        return (executable or Path(sys.executable)).with_name(_NOTICES).read_text("utf-8")
    except OSError:
        return ""


def _checked_out(root: Path) -> str:
    if not (root / ".git").exists():
        return ""
    command = ["git", "-C", str(root), "describe", "--always", "--dirty", "--exclude=*", "--abbrev=10"]
    environment = {name: value for name, value in os.environ.items() if name not in _OTHER_REPOSITORY}
    try:
        answer = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            timeout=_GIT_ANSWERS_WITHIN_S,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
