"""When a job is to start, as people enter it."""

import re
from datetime import datetime, timedelta
from typing import Final

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message

_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})")


def entered_start(text: str, now: datetime) -> datetime:
    """The time that ``22:00`` means next, or a date and time, by this computer's clock unless it names a zone.

    ``now``: a time with its zone. Raises BadSettingsError for anything else.
    """
    try:
        return _start(text.strip(), now)
    except (ValueError, OverflowError, OSError):
        raise BadSettingsError(message(MessageCode.START_UNCLEAR, text=text)) from None


def _start(text: str, now: datetime) -> datetime:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return datetime.fromisoformat(text).astimezone()
    wall = now.astimezone().replace(
        tzinfo=None, hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0
    )
    today = wall.astimezone()
    return today if today > now else (wall + timedelta(days=1)).astimezone()
