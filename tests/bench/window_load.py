"""``python -m bench.window_load`` from ``tests/``: the window while 8 files of 262 MB are sent beside 5,000 rows.

On the null sink, and without a screen. What its process holds a while after, against what it held at rest; and the
longest gap of its event loop at a limited speed, as on a line of 1 Gbit/s, while menus and dialogs are opened.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

import psutil
import qasync
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from bench.stores import sink
from bench.window_history import fill
from gui.rig import GapMeter, Rig, environment, opened
from lab.files import make_file
from lab.stores.s3probe import S3Address
from uploader_gui.gui.app import collect_rarely, give_memory_back
from uploader_gui.gui.job_kind import Look
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.storage.settings.settings import Settings

FILES = 8
SIZE = 262_000_000
CONTENT = "content"
"""Of all files, as links to it. Not a hole: to read one, Linux clears 16 MB at a stretch, and lets nothing else run."""
GIGABIT = 125_000_000
MOST_MEMORY = 1.2
LONGEST_GAP_S = 0.1


def main(arguments: list[str]) -> int:
    """1 if it holds more than it may, or stands still for longer."""
    parser = argparse.ArgumentParser(prog="bench.window_load", description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="after the end, before memory is looked at"
    )
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    give_memory_back()  # as the program does
    application = QApplication(["uploader-gui"])
    theme = Theme(application, "light")
    with tempfile.TemporaryDirectory() as name, sink(Path(name)) as bucket, bucket() as probe:
        folder = Path(name)
        (folder / "home").mkdir(mode=0o700)
        make_file(folder / CONTENT, SIZE)
        fill(folder / "home", 0, chosen.rows)
        loop = qasync.QEventLoop(application)
        asyncio.set_event_loop(loop)
        with loop:
            return int(loop.run_until_complete(_measured(theme, probe.address, folder, chosen.seconds)))


async def _measured(theme: Theme, to: S3Address, folder: Path, seconds: float) -> bool:
    content = folder / CONTENT
    async with opened(theme, environment(folder / "home", to)) as rig:
        collect_rarely()  # as the program does
        await asyncio.sleep(5)
        before = _held_mb()
        print(f"at rest {before:.0f} MB", flush=True)
        await _send(rig, content)
        await asyncio.sleep(seconds)
        after = _held_mb()
        print(f"{seconds:.0f} s after {after:.0f} MB: {after / before:.2f} (<= {MOST_MEMORY})", flush=True)
        rig.window.totals.limit.chosen.emit(GIGABIT)
        with GapMeter() as meter:
            sending = asyncio.ensure_future(_send(rig, content, FILES))
            await _open_all(rig)
            await sending
        longest, usual = max(meter.gaps), meter.percentile(0.99)
        print(f"longest gap {longest * 1000:.0f} ms (<= 100), p99 {usual * 1000:.0f} ms")
        return after > MOST_MEMORY * before or longest > LONGEST_GAP_S


async def _send(rig: Rig, content: Path, sent_before: int = 0) -> None:
    for number in range(sent_before, sent_before + FILES):
        path = content.with_name(f"{number}.mov")
        path.hardlink_to(content)
        rig.drop(path)
    wanted = sent_before + FILES
    while rig.window.model.counts().get(Look.COMPLETED, 0) < wanted:  # noqa: ASYNC110 - a look costs nothing
        await asyncio.sleep(0.1)


async def _open_all(rig: Rig) -> None:
    """Open and close each menu, the details and the largest dialog, with all rows selected."""
    window = rig.window
    await asyncio.sleep(1)
    rig.select_all()
    for tab in range(window.details.tabs.count()):
        window.details.tabs.setCurrentIndex(tab)
        await asyncio.sleep(0.2)
    of_bar = window.menuBar().findChildren(QMenu)
    menus = [window.commands.context_menu(window), window.commands.limits, *of_bar]
    for menu in menus:
        menu.popup(window.mapToGlobal(QPoint(200, 200)))
        await asyncio.sleep(0.3)
        menu.close()
    dialog = PreferencesDialog(window, Settings())
    dialog.open()
    await asyncio.sleep(0.5)
    dialog.close()


def _held_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
