"""Commands for when nobody is there: to serve, to watch a folder, to keep to a timetable."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from uploader_gui.cli.option_types import GivenPath, GivenText, PublicAddress, Seconds
from uploader_gui.cli.shared_options import as_json_option, conflict_option, name_template_option
from uploader_gui.domain.entered.public_url import PublicUrl
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.unattended.watch_folder import (
    LONGEST_SETTLED_S,
    USUAL_SETTLED_S,
    Afterwards,
    WatchFolder,
    check_entered_watch_folder,
    usual_watch_id,
)


@click.command("serve")
@click.option(
    "--host",
    type=GivenText("0.0.0.0 is every address of this machine."),
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 picks a free one."
)
@click.option("--resume", "resumes", is_flag=True, help="Go on with what the last end interrupted.")
@click.option(
    "--public-url",
    "behind",
    type=PublicAddress(),
    metavar="URL",
    help="Where a reverse proxy offers it, such as https://media.example.org/uploader. Every request needs the token then.",
)
def serve_command(*, host: str, port: int, resumes: bool, behind: PublicUrl | None) -> None:
    """Run uploads without a window, and take them over HTTP, until it is ended."""
    from uploader_gui.headless.commands.serve import serve

    sys.exit(serve(os.environ, host=host, port=port, resumes=resumes, behind=behind))


@click.command("timetable")
@click.argument("action", metavar="[show|set|off]", type=click.Choice(["show", "set", "off"]), default="show")
@click.argument("rules", metavar="[RULES]", nargs=-1)
@as_json_option
def timetable_command(*, action: str, rules: Sequence[str], as_json: bool) -> None:
    """Show when how much may be sent and what counts now, or set other rules; also while another process sends.

    RULES are such as "08-18 Mon-Fri 2 MB/s, else no limit" or "only between 20:00-06:00", by the clock on the wall. The
    first one that fits counts, and of it and the limit in the settings the smaller one.
    """
    from uploader_gui.headless.commands.timetable import timetable

    text = " ".join(rules)
    if (action == "set") != bool(text.strip()):
        raise click.UsageError(
            'Give the rules behind `set`, such as: set "08-18 Mon-Fri 2 MB/s, else no limit".'
        )
    sys.exit(timetable(os.environ, {"show": None, "off": "", "set": text}[action], as_json=as_json))


class _Watched(TypedDict):
    """The options of ``watch`` that a watched folder has under the same names."""

    include: tuple[str, ...]
    exclude: tuple[str, ...]
    has_subfolders: bool
    settled_s: float
    is_growing: bool
    is_polled: bool


@click.command("watch")
@click.argument("folder", metavar="[FOLDER]", required=False, type=GivenPath(path_type=Path))
@click.option(
    "--profile",
    type=GivenText("Leave --profile out for the current one."),
    help="A saved connection by name; otherwise the one of the environment or the current one.",
)
@click.option(
    "--prefix",
    type=GivenText("Leave --prefix out for none."),
    help="Where to below the connection's own prefix.",
)
@name_template_option
@click.option(
    "--include", metavar="PATTERN", multiple=True, help="Only such files, such as *.mov; may be repeated."
)
@click.option(
    "--exclude",
    metavar="PATTERN",
    multiple=True,
    help="No such files, and nothing in folders of such names; may be repeated.",
)
@click.option(
    "--subfolders/--no-subfolders", "has_subfolders", default=True, help="Whether folders in it count."
)
@click.option(
    "--settled",
    "settled_s",
    metavar="SECONDS",
    type=Seconds(0, LONGEST_SETTLED_S),
    default=USUAL_SETTLED_S,
    show_default=True,
    help="A file is finished when it has not changed for so long and nobody has it open for writing.",
)
@click.option(
    "--marker",
    metavar="NAME",
    type=GivenText("Leave --marker out for none."),
    help="A file is finished when one of this name is beside it, such as {name}.done, {stem} without the ending.",
)
@click.option(
    "--afterwards",
    type=click.Choice([each.value for each in Afterwards]),
    help="What becomes of a file once its upload is proven: it is left where it is, moved to --move-to, or DELETED.",
)
@click.option(
    "--move-to", metavar="FOLDER", type=GivenPath(path_type=Path), help="Where uploaded files are moved to."
)
@click.option("--growing", "is_growing", is_flag=True, help="Send files while they are still being written.")
@click.option(
    "--poll",
    "is_polled",
    is_flag=True,
    help="Look through the folder again and again; otherwise where needed.",
)
@conflict_option(otherwise="as the preferences say, which refuse unless told otherwise")
@as_json_option
def watch_command(
    *,
    folder: Path | None,
    profile: str | None,
    prefix: str | None,
    name_template: str | None,
    marker: str | None,
    afterwards: str | None,
    move_to: Path | None,
    on_conflict: str | None,
    as_json: bool,
    **how: Unpack[_Watched],
) -> None:
    """Upload the files of a folder as they come, until it is ended; without FOLDER those of all saved watch folders."""
    from uploader_gui.headless.commands.watch import WatchRequest, watch

    if folder is None:
        _refuse_options_but("as_json")
        sys.exit(watch(os.environ, WatchRequest(None, None), as_json=as_json))
    place = os.path.realpath(folder)  # by whatever name: its files are known by it
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{place} is no folder.")
    if move_to is not None and afterwards not in {None, Afterwards.MOVE}:
        raise click.UsageError(f"--move-to moves files; --afterwards {afterwards} is something else.")
    wanted = WatchFolder(
        usual_watch_id(place, profile or "", prefix or ""),
        place,
        profile=profile or "",
        prefix=prefix or "",
        name_template=name_template or "",
        marker=marker or "",
        afterwards=Afterwards(afterwards or (Afterwards.MOVE if move_to else Afterwards.LEAVE)),
        moved_to="" if move_to is None else os.path.realpath(move_to),
        **how,
    )
    policy = ConflictPolicy(on_conflict) if on_conflict else None
    sys.exit(watch(os.environ, WatchRequest(check_entered_watch_folder(wanted), policy), as_json=as_json))


def _refuse_options_but(allowed: str) -> None:
    """Raise UsageError where the current command was given others."""
    context = click.get_current_context()
    by_hand = click.core.ParameterSource.COMMANDLINE
    if any(context.get_parameter_source(name) is by_hand for name in context.params if name != allowed):
        raise click.UsageError("These options are for a FOLDER; saved watch folders have their own.")
