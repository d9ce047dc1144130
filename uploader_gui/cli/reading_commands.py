"""Commands that tell: what there is, what was sent, and whether the store still has it."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from uploader_gui.cli.option_types import JOB_ID, GivenPath, GivenText, Moment
from uploader_gui.cli.shared_options import STATES, as_json_option, package_option
from uploader_gui.domain.job import JobState
from uploader_gui.domain.reports.deliveries import DeliverySearch
from uploader_gui.domain.reports.report_format import ReportFormat
from uploader_gui.storage.settings.settings import Language

_LANGUAGES = [each.value for each in Language if each is not Language.SYSTEM]

_since = click.option(
    "--since", metavar="TIME", type=Moment(), help="Ended then or later: 2026-11-01, 2026-11-01T18:30."
)
_until = click.option(
    "--until", metavar="TIME", type=Moment(is_end=True), help="Ended before; of a day all of it counts."
)
_limit = click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Newest first.")


class _Reported(TypedDict):
    """The options of ``report`` that are passed on as they are."""

    package: str | None
    job: str | None
    since: datetime | None
    until: datetime | None
    language: str | None


@click.command("list")
@click.option("--status", type=STATES, help="Only jobs in this state.")
@package_option
@click.option(
    "--recordings", is_flag=True, help="Finished uploads, also those whose jobs were removed from the list."
)
@click.option(
    "--search",
    metavar="TEXT",
    type=GivenText("Leave --search out for all."),
    help="Only recordings with this in the file name, bucket/key or name of the package.",
)
@_since
@_until
@_limit
@as_json_option
def list_command(
    *,
    status: str | None,
    package: str | None,
    recordings: bool,
    search: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    as_json: bool,
) -> None:
    """List jobs, newest first; also while another process runs them."""
    from uploader_gui.headless.commands.list_show import list_jobs, list_recordings

    if recordings:
        if status is not None or package is not None:
            raise click.UsageError(
                "--status and --package are those of jobs; --recordings lists finished uploads."
            )
        wanted = DeliverySearch(() if search is None else (search,), since, until)
        sys.exit(list_recordings(os.environ, search=wanted, limit=limit, as_json=as_json))
    if (search, since, until) != (None, None, None):
        raise click.UsageError(
            "--search, --since and --until look through finished uploads: give --recordings as well."
        )
    state = JobState(status.upper()) if status else None
    sys.exit(list_jobs(os.environ, state=state, package=package, limit=limit, as_json=as_json))


@click.command("packages")
@_limit
@as_json_option
def packages_command(*, limit: int, as_json: bool) -> None:
    """List what was added together, newest first, and how far it is."""
    from uploader_gui.headless.commands.packages import list_packages

    sys.exit(list_packages(os.environ, limit=limit, as_json=as_json))


@click.command("show")
@click.argument("job_id", metavar="JOB_ID", type=JOB_ID)
@as_json_option
def show_command(*, job_id: str, as_json: bool) -> None:
    """Show all that is known of a job; its id may be cut to 8 characters."""
    from uploader_gui.headless.commands.list_show import show_job

    sys.exit(show_job(os.environ, job_id, as_json=as_json))


@click.command("report")
@click.option(
    "--package",
    metavar="PACKAGE",
    type=GivenText("Leave --package out for all."),
    help="Only this package: its name or its id.",
)
@click.option("--job", metavar="JOB_ID", type=JOB_ID, help="Only this job, also after it was removed.")
@_since
@_until
@click.option("--status", "statuses", type=STATES, multiple=True, help="Only in this state; may be repeated.")
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in ReportFormat]),
    help="Otherwise what the name of FILE ends with. mhl lists the files whose hashes were made.",
)
@click.option("--language", type=click.Choice(_LANGUAGES), help="Of the HTML; otherwise that of the window.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=GivenPath(path_type=Path, allow_dash=True),
    default="-",
    help="Where to, whole or not at all; otherwise to the terminal. With mhl also a folder that has the downloaded copies.",
)
def report_command(
    *, statuses: Sequence[str], form: str | None, output: Path, **wanted: Unpack[_Reported]
) -> None:
    """Show what was sent, where to and how it was verified: for the receiver, as CSV, JSON, HTML to be printed, or a media hash list (MHL).

    Finished uploads are in it after their jobs were removed from the list, too.
    """
    from uploader_gui.headless.commands.report import ReportRequest, report

    ending = output.suffix.lower().removeprefix(".")
    if form is None and ending not in list(ReportFormat):
        raise click.UsageError(
            f"give --format, or a FILE that ends with {', '.join(f'.{one}' for one in ReportFormat)}."
        )
    states = [JobState(status.upper()) for status in statuses] or None
    file = None if output == Path("-") else output
    sys.exit(report(os.environ, ReportRequest(ReportFormat(form or ending), file, states, **wanted)))


@click.command("verify")
@click.argument("job_ids", metavar="[JOB...]", nargs=-1, type=JOB_ID)
@click.option(
    "--package",
    metavar="NAME",
    type=GivenText("Leave --package out, and name jobs or say --all."),
    help="All uploads of the package with this name or id.",
)
@click.option("--all", "every", is_flag=True, help="All finished uploads, listed still or not.")
@click.option("--source", is_flag=True, help="Also read the file on this computer and compare.")
@click.option("--read-back", is_flag=True, help="Also read the object back from the store and compare.")
@as_json_option
def verify_command(
    *,
    job_ids: Sequence[str],
    package: str | None,
    every: bool,
    source: bool,
    read_back: bool,
    as_json: bool,
) -> None:
    """Look at finished uploads again: is what was sent still what the store has?

    The store is asked for size, ETag and checksum. Jobs that were removed from the list are found by their ids, too.
    Ends with 0 if all match, 3 if anything differs or is missing, 4 if anything could not be verified.
    """
    from uploader_gui.headless.commands.verify import verify
    from uploader_gui.headless.runs.verify_run import VerifyRequest

    if bool(job_ids) + bool(package) + every != 1:
        raise click.UsageError("Name jobs, or a package with --package, or say --all.")
    request = VerifyRequest(job_ids or None, package or "", source=source, read_back=read_back)
    sys.exit(verify(os.environ, request, as_json=as_json))
