import struct
import subprocess
import sys
import time
import wave
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from uploader_gui.domain.job import MediaFacts
from uploader_gui.domain.plan import MIB
from uploader_gui.source.media_facts import media_facts


def chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def avi(width: int, height: int, frames: int, frames_per_second: int) -> bytes:
    """A silent AVI of black, uncompressed pictures."""
    picture = b"\0" * (width * height * 3)
    main_header = struct.pack(
        "<10I16x", 1_000_000 // frames_per_second, 0, 0, 0x10, frames, 0, 1, len(picture), width, height
    )
    stream_header = struct.pack(
        "<4s4sIHHIIIIIIII4H",
        *(b"vids", b"DIB ", 0, 0, 0, 0, 1, frames_per_second, 0, frames, len(picture), 0, 0),
        *(0, 0, width, height),
    )
    stream_format = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(picture), 0, 0, 0, 0)
    stream = chunk(b"LIST", b"strl" + chunk(b"strh", stream_header) + chunk(b"strf", stream_format))
    headers = chunk(b"LIST", b"hdrl" + chunk(b"avih", main_header) + stream)
    return chunk(b"RIFF", b"AVI " + headers + chunk(b"LIST", b"movi" + chunk(b"00db", picture) * frames))


def test_a_video_tells_its_duration_and_picture_size(tmp_path: Path) -> None:
    film = tmp_path / "视频 1.avi"
    film.write_bytes(avi(64, 48, frames=50, frames_per_second=25))
    facts = media_facts(film)
    assert facts.duration_s == pytest.approx(2.0, abs=0.1)
    assert (facts.width, facts.height) == (64, 48)
    assert facts.video_codec
    assert facts.audio_codec == ""


def test_sound_alone_has_a_duration_and_no_picture(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 12000)
    facts = media_facts(tmp_path / "a.wav")
    assert facts == MediaFacts(duration_s=1.5, audio_codec="PCM")


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 100_000, Random(1).randbytes(100_000), avi(64, 48, 50, 25)[:150]]
)
def test_a_broken_video_has_no_facts_and_no_error(tmp_path: Path, data: bytes) -> None:
    film = tmp_path / "a.mp4"
    film.write_bytes(data)
    assert media_facts(film).duration_s is None


def test_what_is_not_called_a_video_is_not_looked_at(tmp_path: Path) -> None:
    film = tmp_path / "film.bin"
    film.write_bytes(avi(64, 48, 50, 25))
    assert media_facts(film) == MediaFacts()


def test_a_missing_file_or_a_folder_has_no_facts(tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    assert media_facts(tmp_path / "nothing.mp4") == MediaFacts()
    assert media_facts(tmp_path / "folder.mp4") == MediaFacts()


def test_a_machine_without_the_library_has_no_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymediainfo", None)
    film = tmp_path / "a.avi"
    film.write_bytes(avi(64, 48, 50, 25))
    assert media_facts(film) == MediaFacts()


@pytest.mark.parametrize("duration", ["nan", "inf", "-inf", "soon"])
def test_a_duration_that_is_no_number_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, duration: str
) -> None:
    tracks = [{"track_type": "General", "duration": duration}, {"track_type": "Video", "width": 64}]
    library = SimpleNamespace(
        MediaInfo=SimpleNamespace(parse=lambda *_, **__: SimpleNamespace(to_data=lambda: {"tracks": tracks}))
    )
    monkeypatch.setitem(sys.modules, "pymediainfo", library)
    film = tmp_path / "a.avi"
    film.write_bytes(avi(64, 48, 50, 25))
    assert media_facts(film) == MediaFacts(width=64)


_MEASURED = """
import re, sys
from pathlib import Path
from pymediainfo import MediaInfo
from uploader_gui.source.media_facts import MediaFacts, media_facts
def now():
    said = Path("/proc/self/status").read_text() + Path("/proc/self/io").read_text()
    return [int(re.search(name + r":\\s+(\\d+)", said)[1]) for name in ("VmHWM", "rchar")]
assert MediaInfo.can_parse()
before = now()
assert media_facts(sys.argv[1]) == MediaFacts()
print(*(after - at_first for after, at_first in zip(now(), before)))
"""


def atom(name: bytes, data: bytes = b"", size: int = 0) -> bytes:
    return struct.pack(">I4s", size or 8 + len(data), name) + data


@pytest.mark.parametrize(
    ("begin", "goes_on"),
    [
        (
            atom(b"ftyp", b"qt  " + bytes(8))
            + atom(b"moov", size=1 << 31)
            + atom(b"mvhd", bytes(100))
            + atom(b"udta", size=1 << 30)
            + atom(b"\xa9nam", size=1 << 29),
            b"",
        ),
        (b"<html><body>", b"<p>some words</p>\n" * 200_000),
    ],
    ids=["a broken index", "a page"],
)
def test_what_is_no_film_takes_neither_much_memory_nor_reading(
    tmp_path: Path, begin: bytes, goes_on: bytes
) -> None:
    path = tmp_path / "a.mov"
    with path.open("wb") as file:
        file.write(begin)
        for _ in range(20):
            file.write(goes_on)
        file.truncate(300_000_000)
    command = [sys.executable, "-c", _MEASURED, str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    memory_kib, read_bytes = map(int, said.split())
    assert memory_kib < 100 * 1024
    assert read_bytes < 40 * MIB


def test_reading_ends_when_the_time_is_up(tmp_path: Path) -> None:
    film = tmp_path / "a.ts"
    with film.open("wb") as file:
        file.truncate(1 << 40)
    started_s = time.monotonic()
    media_facts(film, time_limit_s=0.2)
    assert time.monotonic() - started_s < 5
