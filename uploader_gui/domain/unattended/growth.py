"""A file that is sent while somebody still writes it."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message

USUAL_QUIET_S = 10.0
LEAST_QUIET_S = 1.0
MOST_QUIET_S = 86_400.0
_EXAMPLE = "{name}.done"


@dataclass(frozen=True, slots=True)
class Growth:
    """How a growing file's end is known: it has not changed for ``quiet_s`` seconds, or a file named ``marker`` is there.

    ``marker``: a name beside the file, in which ``{name}`` and ``{stem}`` stand for the file's own; "" for none, and
    then only the quiet counts. ``ended_at``, UTC: when its end was found; None while it grows.
    ``quiet_s`` 0: it never grew here, and has only the plan of one that did, whose parts were found in the store.
    """

    quiet_s: float = USUAL_QUIET_S
    marker: str = ""
    ended_at: datetime | None = None

    @property
    def may_go_on(self) -> bool:
        """Say whether it may be written to again, though its end was found."""
        return self.quiet_s > 0

    def marker_path(self, path: str) -> Path | None:
        """Where the marker of the file at ``path`` would be; None where there is to be none."""
        if not self.marker:
            return None
        file = Path(path)
        return file.with_name(self.marker.replace("{name}", file.name).replace("{stem}", file.stem))


def entered_growth(quiet_s: float | None, marker: str = "") -> Growth:
    """What somebody asked for; None and "" for what is usual. Raises BadSettingsError for what can't be used."""
    quiet_s = USUAL_QUIET_S if quiet_s is None else quiet_s
    if not LEAST_QUIET_S <= quiet_s <= MOST_QUIET_S:
        raise BadSettingsError(
            message(MessageCode.GROWING_QUIET_UNFIT, seconds=quiet_s, least=LEAST_QUIET_S, most=MOST_QUIET_S)
        )
    return Growth(quiet_s, clean_marker(marker))


def clean_marker(marker: str) -> str:
    """A marker as it is kept, "" for none. Raises BadSettingsError for what is no other file beside the one it marks."""
    marker = marker.strip()
    own = marker.replace("{name}", "").replace("{stem}", "").strip(".")
    if marker and (not own or set(marker) & set("/\\\0")):
        raise BadSettingsError(message(MessageCode.MARKER_UNFIT, marker=marker, example=_EXAMPLE))
    return marker


def growth_text(growth: Growth | None) -> str:
    """As it stands in a database's column; "" for a file that does not grow."""
    if growth is None:
        return ""
    ended_at = None if growth.ended_at is None else growth.ended_at.isoformat()
    return json.dumps([growth.quiet_s, growth.marker, ended_at])


def growth_of(text: str | None) -> Growth | None:
    """What ``growth_text`` made, or of a row from before files could grow."""
    if not text:
        return None
    quiet_s, marker, ended_at = json.loads(text)
    return Growth(quiet_s, marker, None if ended_at is None else datetime.fromisoformat(ended_at))
