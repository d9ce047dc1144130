"""A folder whose files are uploaded by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath
from uuid import NAMESPACE_URL, uuid5

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.name_template import clean_template
from uploader_gui.domain.unattended.growth import clean_marker

USUAL_SETTLED_S = 10.0
LONGEST_SETTLED_S = 86_400.0


class Afterwards(StrEnum):
    """What becomes of a watched file once its upload is proven: it stays, is moved to a folder, or is deleted."""

    LEAVE = "leave"
    MOVE = "move"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class WatchFolder:
    """A watched folder and what becomes of its files. ``watch_id`` is its own for ever, ``folder`` absolute.

    ``profile``: the saved connection by name, "" for the current one. ``prefix`` goes behind the connection's own,
    ``name_template`` in the place of the connection's; "" for what the connection says. ``include`` and ``exclude``:
    patterns such as ``*.mov``; no ``include``: all files. A file is finished when it has not changed for ``settled_s``
    seconds; where there is a ``marker`` (as of ``Growth``), when that is beside it. ``moved_to``: absolute, of
    ``Afterwards.MOVE``. ``is_growing``: files are sent while they are written. ``is_polled``: looked at in intervals,
    also where the system would tell what changes.
    """

    watch_id: str
    folder: str
    profile: str = ""
    prefix: str = ""
    name_template: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    has_subfolders: bool = True
    settled_s: float = USUAL_SETTLED_S
    marker: str = ""
    afterwards: Afterwards = Afterwards.LEAVE
    moved_to: str = ""
    is_growing: bool = False
    is_on: bool = True
    is_polled: bool = False


def usual_watch_id(*place: str) -> str:
    """The id of a watched folder that nobody has given one: always the same for the same folder (and more)."""
    return str(uuid5(NAMESPACE_URL, "\n".join(("watch", *place))))


def with_watch_changes(
    now: Sequence[WatchFolder], before: Sequence[WatchFolder], wanted: Sequence[WatchFolder]
) -> tuple[WatchFolder, ...]:
    """``now``, with that changed in which ``wanted`` differs from ``before``: folders edited, removed, added."""
    was = {watch.watch_id: watch for watch in before}
    changed = {watch.watch_id: watch for watch in wanted if watch != was.get(watch.watch_id)}
    removed = was.keys() - {watch.watch_id for watch in wanted}
    kept = [watch for watch in now if watch.watch_id not in removed]
    there = {watch.watch_id for watch in kept}
    added = [watch for watch_id, watch in changed.items() if watch_id not in there]
    return (*(changed.get(watch.watch_id, watch) for watch in kept), *added)


def check_watch_folder(watch: WatchFolder) -> WatchFolder:
    """``watch`` with its paths as they are compared, or BadSettingsError in words for what can't be carried out."""
    folder, moved_to = PurePath(watch.folder), PurePath(watch.moved_to)
    for path in (folder, moved_to) if watch.moved_to else (folder,):
        if not path.is_absolute():
            raise BadSettingsError(message(MessageCode.WATCH_PATH_NOT_WHOLE, path=str(path)))
    if watch.afterwards is Afterwards.MOVE and not watch.moved_to:
        raise BadSettingsError(message(MessageCode.WATCH_MOVES_NOWHERE))
    if watch.afterwards is Afterwards.MOVE and moved_to == folder:
        raise BadSettingsError(message(MessageCode.WATCH_MOVES_INTO_ITSELF))
    marker = clean_marker(watch.marker)
    clean_template(watch.name_template)
    moved = str(moved_to) if watch.moved_to else ""
    return replace(watch, folder=str(folder), moved_to=moved, marker=marker)


def check_entered_watch_folder(watch: WatchFolder) -> WatchFolder:
    """The same of one that somebody enters now: what is moved from a subfolder must not come back into it either.

    Saved ones from before that was looked at stay in use: their files stay where they are then, which is said.
    """
    checked = check_watch_folder(watch)
    moves = checked.afterwards is Afterwards.MOVE and checked.has_subfolders
    if moves and PurePath(checked.folder).is_relative_to(checked.moved_to):
        raise BadSettingsError(message(MessageCode.WATCH_MOVES_BACK, path=checked.folder))
    return checked
