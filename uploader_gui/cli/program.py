"""The program ``uploader-gui``: arguments -> the window or a headless run.

Commands import what they do on demand, so that ``list`` answers at once.
"""

import io
import os
import sys
from collections.abc import Collection, Sequence

import click
from click.shell_completion import CompletionItem

from uploader_gui.cli.job_commands import (
    cleanup_command,
    limit_command,
    pause_command,
    remove_command,
    resume_command,
    start_at_command,
)
from uploader_gui.cli.reading_commands import (
    list_command,
    packages_command,
    report_command,
    show_command,
    verify_command,
)
from uploader_gui.cli.unattended_commands import serve_command, timetable_command, watch_command
from uploader_gui.cli.upload_command import upload_command
from uploader_gui.cli.window_command import WINDOW, window_command
from uploader_gui.headless.output.lines import notice
from uploader_gui.headless.output.streams import unfailing_output
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED, failing_in_words, printed_exit_code
from uploader_gui.headless.runs.interrupt import Interrupt

_ONLY_PRINTS = frozenset({"--help", "--version"})


class _Program(click.Group):
    """Completes as the window too, which needs no command."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands; beside them the window's options, and files where no command begins like that."""
        window = self.commands[WINDOW]
        of_the_window = window.shell_complete(click.Context(window), incomplete)
        found = {item.value: item for item in [*super().shell_complete(ctx, incomplete), *of_the_window]}
        return [CompletionItem(incomplete, type="file"), *found.values()]


def _say_version(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
    if is_asked and not context.resilient_parsing:
        from uploader_gui.runtime.program_version import program_version

        click.echo(f"uploader-gui {program_version()}")
        context.exit()


@click.group(
    cls=_Program,
    commands=[
        window_command,
        upload_command,
        list_command,
        packages_command,
        show_command,
        report_command,
        verify_command,
        resume_command,
        pause_command,
        limit_command,
        start_at_command,
        remove_command,
        cleanup_command,
        serve_command,
        watch_command,
        timetable_command,
    ],
    options_metavar="",
    subcommand_metavar="[--demo [--headless]] [--hidden] [FILE...] | COMMAND ...",
    epilog="A connection comes from UPLOADER_GUI_ENDPOINT, UPLOADER_GUI_ACCESS_KEY, UPLOADER_GUI_SECRET_KEY and "
    "UPLOADER_GUI_BUCKET, otherwise from what was saved in the window.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_say_version,
    help="Show the version and exit.",
)
@click.pass_context
def program(context: click.Context) -> None:
    """Big files into MinIO or any other S3 store, over a link that drops.

    With files, or with nothing, it opens the window and queues them; --demo connects that window to an
    embedded S3 server (and --headless shows the same job on the terminal, without one), --hidden leaves it
    in the tray, or minimised where there is none.
    """
    if context.invoked_subcommand != WINDOW:  # the window has its own way to be ended
        Interrupt()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end the process with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with unfailing_output(), failing_in_words(os.environ):
        try:
            _run(with_command(given, program.commands))
        except SystemExit as end:
            if end.code == EXIT_DONE and not _ONLY_PRINTS.isdisjoint(given):
                sys.exit(printed_exit_code())
            raise


def _run(arguments: list[str]) -> None:
    try:
        sys.exit(program.main(arguments, prog_name="uploader-gui", standalone_mode=False))
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        for line in said.getvalue().rstrip("\n").split("\n"):
            notice(line)  # it quotes what was given
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(EXIT_FAILED)


def with_command(arguments: list[str], commands: Collection[str]) -> list[str]:
    """Files and ``--demo`` without a command mean the window."""
    if arguments and (arguments[0] in commands or arguments[0] in {"--help", "--version"}):
        return arguments
    return [WINDOW, *arguments]
