"""Facts about a video file: duration, picture size, codecs."""

import logging
import math
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree.ElementTree import ParseError

from uploader_gui.domain.errors import SourceError
from uploader_gui.domain.job import MediaFacts
from uploader_gui.domain.naming import content_type_of
from uploader_gui.domain.plan import MIB
from uploader_gui.source.source_file import Source

_log = logging.getLogger(__name__)
_TIME_LIMIT_S = 5.0
_MOST_IN_A_ROW = 34 * MIB
"""Bytes that the library may read one after the other without going elsewhere in the file.

It keeps an element of the file whole, twice, be it up to 64 MiB long: in what is broken that may be anything. Pages and
other XML it would read to their end. Of films it reads no more than 33 MB in a row, of transport streams; of their indexes
about 10 bytes for each frame of picture and sound, and where it gets no more of one, the duration is known already.
"""
_NO_FACTS = MediaFacts()
_one_at_a_time = (
    threading.Lock()
)  # the library takes some 50 MB for each file that it looks into, of a broken one 100


def media_facts(path: str | Path, *, time_limit_s: float = _TIME_LIMIT_S) -> MediaFacts:
    """What MediaInfo can read of a video or sound file (by its name) within ``time_limit_s``; never raises.

    Empty for any other file, a broken one, or where the library can't be loaded. Any thread; it reads some MB.
    """
    content_type = content_type_of(Path(path).name)
    if not content_type.startswith(("video/", "audio/")) and content_type != "application/mxf":
        return _NO_FACTS
    try:
        from pymediainfo import MediaInfo

        with _one_at_a_time, _TimedReader(path, time_limit_s) as reader:
            facts = _read_facts(MediaInfo.parse(reader, encoding_errors="replace").to_data())
    except (ImportError, OSError, RuntimeError, ValueError, ParseError, SourceError) as error:
        _log.info("No media facts of %s: %s", path, error)
        return _NO_FACTS
    return facts


def _read_facts(data: dict[str, list[dict[str, object]]]) -> MediaFacts:
    tracks: dict[object, dict[str, object]] = {}
    for track in data["tracks"]:
        tracks.setdefault(track["track_type"], track)
    video, audio = tracks.get("Video", {}), tracks.get("Audio", {})
    if not video and not audio:
        return _NO_FACTS
    duration_ms = _number(tracks.get("General", {}).get("duration"))
    width, height = _number(video.get("width")), _number(video.get("height"))
    return MediaFacts(
        duration_s=None if duration_ms is None else duration_ms / 1000,
        width=None if width is None else int(width),
        height=None if height is None else int(height),
        video_codec=str(video.get("format") or ""),
        audio_codec=str(audio.get("format") or ""),
    )


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


class _TimedReader:
    """The file as MediaInfo wants it; it seems to end when the time is up, too much was read in a row or reading fails.

    An exception here would leave the library's handle open, so none is raised.
    """

    def __init__(self, path: str | Path, time_limit_s: float) -> None:
        self._source = Source(path)
        self._size = self._source.at_opening.size
        self._offset = self._in_a_row = 0
        self._deadline_s = time.monotonic() + time_limit_s

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.close()

    def seek(self, offset: int, whence: int = 0) -> None:
        self._offset = offset + (self._size if whence else 0)
        self._in_a_row = 0

    def tell(self) -> int:
        return self._offset

    def read(self, size: int) -> bytes:
        if time.monotonic() > self._deadline_s or self._in_a_row >= _MOST_IN_A_ROW:
            return b""
        try:
            data = self._source.read(self._offset, max(0, min(size, self._size - self._offset)))
        except SourceError:
            return b""
        self._offset += len(data)
        self._in_a_row += len(data)
        return data
