"""``upload``: its options become a request."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Unpack

import click

from uploader_gui.cli.option_types import GivenPath, GivenText, StartTime
from uploader_gui.cli.shared_options import as_json_option, conflict_option, name_template_option
from uploader_gui.cli.terms_options import TermsOptions, asked_terms, terms_options
from uploader_gui.domain.hashes import HashListPolicy
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.store.found_progress import FOUND_CHOICES, FoundPolicy
from uploader_gui.domain.unattended.growth import USUAL_QUIET_S, Growth, entered_growth
from uploader_gui.storage.settings.settings import MOST_JOBS, MOST_WORKERS


class _Wanted(TermsOptions):
    """The options of ``upload`` beside those that choose a policy."""

    bucket: str | None
    prefix: str | None
    chunk_size: int | None
    jobs: int | None
    workers: int | None
    stage: bool
    package: str | None
    name_template: str | None
    start_at: datetime | None


@click.command("upload")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=GivenPath(path_type=Path))
@click.option(
    "--bucket",
    type=GivenText("Leave --bucket out for the connection's."),
    help="Instead of the connection's bucket.",
)
@click.option(
    "--prefix",
    type=GivenText("Write / for no prefix, leave --prefix out for the connection's."),
    help="Instead of the connection's prefix.",
)
@name_template_option
@click.option("--chunk-size", metavar="BYTES", type=int, help="Size of a part, 5242880 or more.")
@click.option("--jobs", metavar="N", type=click.IntRange(1, MOST_JOBS), help="Files at once.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(1, MOST_WORKERS), help="Parts at once, of all files."
)
@click.option("--stage", is_flag=True, help="Send from a private copy.")
@click.option(
    "--growing",
    is_flag=True,
    help="The files are still being written: send them while they grow, and finish each when its end is found.",
)
@click.option(
    "--quiet-for",
    metavar="SECONDS",
    type=float,
    help=f"With --growing: it is at its end when it was not written to for so long; otherwise {USUAL_QUIET_S:.0f}.",
)
@click.option(
    "--growing-marker",
    metavar="NAME",
    type=GivenText("Leave --growing-marker out for none."),
    help="With --growing: it is also at its end when a file of this name lies beside it; {name} stands for its own name, "
    "{stem} for that without its extension.",
)
@click.option(
    "--package",
    metavar="NAME",
    type=GivenText("Leave --package out to have it named after the files."),
    help="What all of this is called together, instead of the folder's name.",
)
@click.option(
    "--start-at",
    metavar="TIME",
    type=StartTime(),
    help="Wait until then without taking a slot: 22:00, 2026-12-01T22:00.",
)
@conflict_option(otherwise="it is refused")
@click.option(
    "--found",
    type=click.Choice([each.value for each in FOUND_CHOICES]),
    help="If part of a file is in the store already, sent by another computer or before the list was lost: go on "
    "with it, begin anew, or leave the file out. Otherwise it goes on with what has rested for ten minutes.",
)
@click.option(
    "--mhl",
    type=click.Choice([each.value for each in HashListPolicy]),
    help="Media hash lists that come with the files, or lie above them: compare with them (a file that differs fails), "
    "also create the list of what was uploaded, beside the files and in the store, or only in the store, or ignore "
    "them. Otherwise as the preferences say.",
)
@terms_options
@as_json_option
def upload_command(
    *,
    paths: Sequence[Path],
    on_conflict: str | None,
    found: str | None,
    mhl: str | None,
    growing: bool,
    quiet_for: float | None,
    growing_marker: str | None,
    as_json: bool,
    **wanted: Unpack[_Wanted],
) -> None:
    """Upload files and folders, and wait until they are done.

    Their objects get what the connection says, metadata, tags and all, and what is said here beside or instead.
    """
    from uploader_gui.headless.commands.upload import upload
    from uploader_gui.headless.runs.run_start import UploadRequest

    policy = ConflictPolicy(on_conflict) if on_conflict else ConflictPolicy.REFUSE
    on_found = FoundPolicy(found) if found else FoundPolicy.UNASKED
    hash_lists = HashListPolicy(mhl) if mhl else None
    growth = _growth(growing=growing, quiet_for=quiet_for, marker=growing_marker)
    request = UploadRequest(
        paths,
        bucket=wanted["bucket"],
        prefix=wanted["prefix"],
        chunk_size=wanted["chunk_size"],
        jobs=wanted["jobs"],
        workers=wanted["workers"],
        stage=wanted["stage"],
        on_conflict=policy,
        found=on_found,
        package=wanted["package"],
        hash_lists=hash_lists,
        name_template=wanted["name_template"],
        start_at=wanted["start_at"],
        asked=asked_terms(wanted),
        growth=growth,
    )
    sys.exit(upload(os.environ, request, as_json=as_json))


def _growth(*, growing: bool, quiet_for: float | None, marker: str | None) -> Growth | None:
    if growing:
        return entered_growth(quiet_for, marker or "")
    if quiet_for is not None or marker is not None:
        raise click.UsageError("--quiet-for and --growing-marker go with --growing.")
    return None
