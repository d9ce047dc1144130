"""The program ``uploader-gui``: arguments -> the window or a headless run.

Imports on demand, so that ``list`` answers at once.
"""

import io
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from uploader_gui import __version__
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import ConflictPolicy, JobState
from uploader_gui.headless.output.lines import notice
from uploader_gui.headless.output.streams import unfailing_output
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED, failing_in_words, printed_exit_code
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.storage.settings.settings import MOST_JOBS, MOST_WORKERS

_WINDOW = "window"
_ONLY_PRINTS = frozenset({"--help", "--version"})
_POLICIES = [each.value for each in ConflictPolicy if each is not ConflictPolicy.REFUSE]
_STATES = click.Choice([state.value.lower() for state in JobState], case_sensitive=False)


class _GivenPath(click.Path):
    """A path that was really given: "" would be the working directory, all of it."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path as it is."""
        if not os.fspath(value):
            self.fail("an empty text names no file. Is a variable unset? '.' is this directory.", param, ctx)
        return super().convert(value, param, ctx)


class _GivenText(click.types.StringParamType):
    """A text that is not empty; ``hint`` says what to write instead."""

    def __init__(self, hint: str) -> None:
        self._hint = hint

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it is."""
        text = str(super().convert(value, param, ctx))
        if not text.strip():
            self.fail(f"it is empty. Is a variable unset? {self._hint}", param, ctx)
        return text


_job_id_type = _GivenText("`uploader-gui list` shows the ids of jobs.")
_as_json = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, nothing else on stdout."
)
_job_ids = click.argument("job_ids", metavar="[JOB_ID...]", nargs=-1, type=_job_id_type)
_every = click.option("--all", "every", is_flag=True, help="All jobs that allow it.")


class _Wanted(TypedDict):
    """The options of ``upload`` that are passed on as they are."""

    bucket: str | None
    prefix: str | None
    chunk_size: int | None
    jobs: int | None
    workers: int | None
    stage: bool


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
    return [_WINDOW, *arguments]


@click.group(
    options_metavar="",
    subcommand_metavar="[--demo] [FILE...] | COMMAND ...",
    epilog="A connection comes from UPLOADER_GUI_ENDPOINT, UPLOADER_GUI_ACCESS_KEY, UPLOADER_GUI_SECRET_KEY and "
    "UPLOADER_GUI_BUCKET, otherwise from what was saved in the window.",
)
@click.version_option(__version__, message="uploader-gui %(version)s")
@click.pass_context
def program(context: click.Context) -> None:
    """Big files into MinIO or any other S3 store, over a link that drops.

    With files, or with nothing, it opens the window and queues them; --demo connects that window to an
    embedded S3 server.
    """
    if context.invoked_subcommand != _WINDOW:  # the window has its own way to be ended
        Interrupt()


@program.command(_WINDOW, hidden=True)
@click.option("--demo", is_flag=True, help="Connect to an embedded S3 server.")
@click.argument("files", metavar="[FILE...]", nargs=-1, type=_GivenPath(path_type=Path))
def _window(*, demo: bool, files: Sequence[Path]) -> None:
    """Open the window and queue the files."""
    for file in files:
        if not file.exists():
            raise BadSettingsError(
                f"There is no file and no command '{file}'. `uploader-gui --help` shows the commands."
            )
    from uploader_gui.headless.commands.handover import shown_elsewhere

    code = shown_elsewhere(os.environ, files)
    if code is None:
        from uploader_gui.gui.app import run_window
        from uploader_gui.headless.commands.handover import open_window_api
        from uploader_gui.headless.demo.demo_store import DemoStore

        code = run_window(
            environ=os.environ,
            files=list(files),
            demo=demo,
            demo_store_factory=DemoStore,
            open_api=open_window_api,
        )
    sys.exit(code)


@program.command("upload")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_GivenPath(path_type=Path))
@click.option(
    "--bucket",
    type=_GivenText("Leave --bucket out for the connection's."),
    help="Instead of the connection's bucket.",
)
@click.option(
    "--prefix",
    type=_GivenText("Write / for no prefix, leave --prefix out for the connection's."),
    help="Instead of the connection's prefix.",
)
@click.option("--chunk-size", metavar="BYTES", type=int, help="Size of a part, 5242880 or more.")
@click.option("--jobs", metavar="N", type=click.IntRange(1, MOST_JOBS), help="Files at once.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(1, MOST_WORKERS), help="Parts at once, of all files."
)
@click.option("--stage", is_flag=True, help="Send from a private copy.")
@click.option(
    "--on-conflict", type=click.Choice(_POLICIES), help="If the key is taken; otherwise it is refused."
)
@_as_json
def _upload(
    *, paths: Sequence[Path], on_conflict: str | None, as_json: bool, **wanted: Unpack[_Wanted]
) -> None:
    """Upload files and folders, and wait until they are done."""
    from uploader_gui.headless.commands.upload import upload
    from uploader_gui.headless.runs.run_start import UploadRequest

    policy = ConflictPolicy(on_conflict) if on_conflict else ConflictPolicy.REFUSE
    sys.exit(upload(os.environ, UploadRequest(paths, on_conflict=policy, **wanted), as_json=as_json))


@program.command("list")
@click.option("--status", type=_STATES, help="Only jobs in this state.")
@click.option(
    "--recordings", is_flag=True, help="Finished uploads, also those whose jobs were removed from the list."
)
@click.option(
    "--search",
    metavar="TEXT",
    type=_GivenText("Leave --search out for all."),
    help="Only recordings with this in the file name or bucket/key.",
)
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Newest first.")
@_as_json
def _list(*, status: str | None, recordings: bool, search: str | None, limit: int, as_json: bool) -> None:
    """List jobs, newest first; also while another process runs them."""
    from uploader_gui.headless.commands.list_show import list_jobs, list_recordings

    if recordings:
        if status is not None:
            raise click.UsageError("--status is a job's; --recordings lists finished uploads.")
        sys.exit(list_recordings(os.environ, search=search or "", limit=limit, as_json=as_json))
    if search is not None:
        raise click.UsageError("--search looks through finished uploads: give --recordings as well.")
    sys.exit(list_jobs(os.environ, state=_state(status), limit=limit, as_json=as_json))


@program.command("show")
@click.argument("job_id", metavar="JOB_ID", type=_job_id_type)
@_as_json
def _show(*, job_id: str, as_json: bool) -> None:
    """Show all that is known of a job; its id may be cut to 8 characters."""
    from uploader_gui.headless.commands.list_show import show_job

    sys.exit(show_job(os.environ, job_id, as_json=as_json))


@program.command("resume")
@_job_ids
@_every
@_as_json
def _resume(*, job_ids: Sequence[str], every: bool, as_json: bool) -> None:
    """Go on with jobs that were paused, failed or interrupted, and wait until they are done."""
    from uploader_gui.headless.commands.upload import resume

    sys.exit(resume(os.environ, _selection(job_ids, every=every), as_json=as_json))


@program.command("pause")
@_job_ids
@_every
def _pause(*, job_ids: Sequence[str], every: bool) -> None:
    """Keep waiting jobs from being started until they are resumed."""
    from uploader_gui.headless.commands.pause_remove import pause

    sys.exit(pause(os.environ, _selection(job_ids, every=every)))


@program.command("remove")
@click.argument("job_ids", metavar="JOB_ID...", nargs=-1, required=True, type=_job_id_type)
def _remove(*, job_ids: Sequence[str]) -> None:
    """Remove jobs from the list: unfinished uploads are aborted, finished objects stay."""
    from uploader_gui.headless.commands.pause_remove import remove

    sys.exit(remove(os.environ, job_ids))


@program.command("serve")
@click.option(
    "--host",
    type=_GivenText("0.0.0.0 is every address of this machine."),
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 picks a free one."
)
def _serve(*, host: str, port: int) -> None:
    """Run uploads without a window, and take them over HTTP, until it is ended."""
    from uploader_gui.headless.commands.serve import serve

    sys.exit(serve(os.environ, host=host, port=port))


@program.command("cleanup")
@click.option(
    "--older-than", metavar="AGE", default="30d", show_default=True, help="Ended longer ago: 12h, 30d, 4w."
)
@click.option("--status", type=_STATES, default="completed", show_default=True, help="Jobs in this state.")
@click.option("--uploads", is_flag=True, help="Also our unfinished uploads on the store that no job owns.")
@click.option("--yes", is_flag=True, help="Do it; otherwise it is only shown.")
def _cleanup(*, older_than: str, status: str, uploads: bool, yes: bool) -> None:
    """Show what can go, or remove it: old jobs, and staged copies without a job."""
    from uploader_gui.headless.commands.cleanup import CleanupRequest, cleanup

    state = JobState(status.upper())
    sys.exit(cleanup(os.environ, CleanupRequest(older_than, state, uploads, yes)))


def _state(word: str | None) -> JobState | None:
    return JobState(word.upper()) if word else None


def _selection(job_ids: Sequence[str], *, every: bool) -> Sequence[str] | None:
    """The ids that were named, or None for all of them."""
    if bool(job_ids) == every:
        raise BadSettingsError("Name one or more jobs (`uploader-gui list` shows their ids), or say --all.")
    return job_ids or None
