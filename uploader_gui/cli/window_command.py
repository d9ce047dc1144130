"""The window, which is what no command means."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from uploader_gui.cli.option_types import GivenFile
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.window_start import WindowErrand, WindowStart

WINDOW = "window"
_ACTIVATION = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


@click.command(WINDOW, hidden=True)
@click.option("--demo", is_flag=True, help="Connect to an embedded S3 server.")
@click.option("--headless", is_flag=True, help="With --demo: the same job on the terminal, without a window.")
@click.option("--hidden", is_flag=True, help="In the tray, or minimised where there is none.")
@click.option(
    "--review",
    is_flag=True,
    help="Show the files before they are added, one alone too, unless the preferences say not to.",
)
@click.option(
    "--add-files", "errand", flag_value=WindowErrand.ADD_FILES.value, help="Ask there for files to add."
)
@click.option(
    "--pause-all", "errand", flag_value=WindowErrand.PAUSE_ALL.value, help="Pause all uploads there."
)
@click.option(
    "--resume-all", "errand", flag_value=WindowErrand.RESUME_ALL.value, help="Resume all uploads there."
)
@click.argument("files", metavar="[FILE...]", nargs=-1, type=GivenFile(path_type=Path))
def window_command(
    *, demo: bool, headless: bool, hidden: bool, review: bool, errand: str | None, files: Sequence[Path]
) -> None:
    """Open the window and queue the files; in one that is open already, do it there."""
    if headless and not demo:
        raise click.UsageError(
            "--headless goes with --demo; to upload without a window: uploader-gui upload FILE..."
        )
    for file in files:
        if not review and not file.exists():
            raise BadSettingsError(message(MessageCode.NO_SUCH_COMMAND, text=str(file)))
    if headless:
        from uploader_gui.headless.demo.demo_run import run_demo

        sys.exit(run_demo(os.environ, files))
    start = WindowStart(
        [file.absolute() for file in files],
        review,
        WindowErrand(errand) if errand else None,
        next((os.environ[name] for name in _ACTIVATION if os.environ.get(name)), ""),
    )
    from uploader_gui.headless.commands.handover import runs_elsewhere, shown_elsewhere

    is_quiet = hidden and not files and errand is None
    code = runs_elsewhere(os.environ) if is_quiet else shown_elsewhere(os.environ, start)
    if code is None:
        from uploader_gui.gui.app import run_window
        from uploader_gui.headless.commands.handover import open_window_api
        from uploader_gui.headless.demo.demo_store import DemoStore, has_demo_store

        code = run_window(
            environ=os.environ,
            start=start,
            demo=demo,
            is_hidden=hidden,
            demo_store_factory=DemoStore if demo or has_demo_store() else None,
            open_api=open_window_api,
            done_elsewhere=lambda: shown_elsewhere(os.environ, start),
        )
    sys.exit(code)
