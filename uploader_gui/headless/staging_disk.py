"""How full the disk of the staging directory is."""

import shutil
from pathlib import Path


def staging_space(staging_dir: Path) -> tuple[int, int]:
    """Bytes that staged copies take, and bytes free on their disk. Blocking."""
    used = 0
    if staging_dir.is_dir():
        for path in staging_dir.iterdir():
            try:
                used += path.stat().st_size if path.is_file() else 0
            except FileNotFoundError:
                continue  # deleted between the two looks
    existing = next(each for each in (staging_dir, *staging_dir.parents) if each.exists())
    return used, shutil.disk_usage(existing).free
