"""Commands that change jobs, one or many, or remove them."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

import click

from uploader_gui.cli.option_types import JOB_ID, StartOrNow, rate_or_none
from uploader_gui.cli.shared_options import (
    STATES,
    as_json_option,
    package_option,
)
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import JobState, Verb
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.headless.output.lines import notice
from uploader_gui.headless.runs.exit_codes import EXIT_DONE

_job_ids = click.argument("job_ids", metavar="[JOB_ID...]", nargs=-1, type=JOB_ID)
_every = click.option("--all", "every", is_flag=True, help="All jobs that allow it.")


class _Named(TypedDict):
    """How jobs are named on the command line."""

    job_ids: Sequence[str]
    package: str | None
    every: bool


@click.command("resume")
@_job_ids
@package_option
@_every
@as_json_option
def resume_command(*, as_json: bool, **named: Unpack[_Named]) -> None:
    """Go on with jobs that were paused, failed or interrupted, and wait until they are done."""
    from uploader_gui.headless.commands.upload import resume

    sys.exit(resume(os.environ, _selection(Verb.RESUME, **named), as_json=as_json))


@click.command("pause")
@_job_ids
@package_option
@_every
@click.option(
    "--after-part",
    is_flag=True,
    help="Let parts that are on their way be sent to their end first, so that nothing of them is sent again.",
)
def pause_command(*, after_part: bool, **named: Unpack[_Named]) -> None:
    """Pause jobs that run or wait until they are resumed; finished parts are kept."""
    from uploader_gui.headless.commands.change_jobs import pause

    sys.exit(pause(os.environ, _selection(Verb.PAUSE, **named), after_parts=after_part))


@click.command("limit")
@click.argument("rate", metavar="RATE", type=rate_or_none)
@_job_ids
@package_option
@_every
def limit_command(*, rate: int, **named: Unpack[_Named]) -> None:
    """Let each of these jobs send so much a second at most, or a package all together, now and whenever it goes on.

    RATE is bytes a second, such as 400000, 400k or 1.5M; none takes the limit away. Several jobs that are named have it
    each for itself, the files of a --package share it; the limit of all together is a setting.
    """
    from uploader_gui.headless.commands.change_jobs import limit, limit_package

    package = named["package"]
    if package is not None and not named["job_ids"] and not named["every"]:
        sys.exit(limit_package(os.environ, package, rate or None))
    sys.exit(limit(os.environ, _selection(Verb.LIMIT, **named), rate or None))


@click.command("start-at")
@click.argument("when", metavar="TIME", type=StartOrNow())
@_job_ids
@package_option
@_every
def start_at_command(*, when: datetime | str, **named: Unpack[_Named]) -> None:
    """Let jobs that do not run yet start at a time and not before, or now; also those that are paused or failed.

    TIME is 22:00, the next one, or 2026-12-01T22:00; now takes the time away. `resume` leaves the time as it is.
    """
    from uploader_gui.headless.commands.change_jobs import start_at

    start = when if isinstance(when, datetime) else None
    sys.exit(start_at(os.environ, _selection(Verb.START_AT, **named), start))


@click.command("remove")
@_job_ids
@package_option
def remove_command(*, job_ids: Sequence[str], package: str | None) -> None:
    """Remove jobs from the list: unfinished uploads are aborted, finished objects stay."""
    from uploader_gui.headless.commands.change_jobs import remove

    if bool(job_ids) == (package is not None):
        raise click.UsageError(
            "Name one or more jobs (`uploader-gui list` shows their ids), or say --package."
        )
    chosen = _selection(Verb.REMOVE, job_ids=job_ids, package=package, every=False)
    sys.exit(remove(os.environ, chosen or ()))


@click.command("cleanup")
@click.option(
    "--older-than", metavar="AGE", default="30d", show_default=True, help="Ended longer ago: 12h, 30d, 4w."
)
@click.option("--status", type=STATES, default="completed", show_default=True, help="Jobs in this state.")
@click.option(
    "--uploads",
    is_flag=True,
    help="Also unfinished uploads and kept parts on the store that no job here owns.",
)
@click.option("--yes", is_flag=True, help="Do it; otherwise it is only shown.")
def cleanup_command(*, older_than: str, status: str, uploads: bool, yes: bool) -> None:
    """Show what can go, or remove it: old jobs, and staged copies without a job."""
    from uploader_gui.headless.commands.cleanup import CleanupRequest, cleanup

    state = JobState(status.upper())
    sys.exit(cleanup(os.environ, CleanupRequest(older_than, state, uploads, yes)))


def _selection(verb: Verb, **named: Unpack[_Named]) -> Sequence[str] | None:
    """The ids that were named, those of a package that allow ``verb``, or None for all of them.

    Ends the program where the package has none.
    """
    package = named["package"]
    if [bool(named["job_ids"]), package is not None, named["every"]].count(True) != 1:
        raise BadSettingsError(message(MessageCode.JOBS_NOT_NAMED))
    if package is None:
        return named["job_ids"] or None
    from uploader_gui.headless.commands.packages import job_ids_of

    job_ids = job_ids_of(os.environ, package, verb)
    if not job_ids:
        notice(f"Nothing to {verb} in {package}.")
        sys.exit(EXIT_DONE)
    return job_ids
