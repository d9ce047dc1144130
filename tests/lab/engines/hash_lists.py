"""Media hash lists as others write them: by the ASC's own command, and the classic form by hand."""

import hashlib
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

import xxhash

from uploader_gui.domain.hashes import HashKind

_TAGS = {HashKind.MD5: "md5", HashKind.SHA1: "sha1", HashKind.XXH64: "xxhash64be"}


# Not by the scripts `ascmhl` and `ascmhl-debug`, which have these commands: they ask the network for a newer version.
_COMMAND = "import sys; from ascmhl import commands; getattr(commands, sys.argv.pop(1))()"


def ascmhl(command: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run a command of the ASC's library (create, verify, info...), as a receiver would."""
    line = [sys.executable, "-c", _COMMAND, command, *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def create_history(folder: Path, *kinds: HashKind) -> Path:
    """Have the ASC's command write a generation; the ``ascmhl`` folder."""
    ended = ascmhl("create", *(f"-h{kind.value}" for kind in kinds), folder)
    assert ended.returncode == 0, ended
    return folder / "ascmhl"


def classic_hash(path: Path, kind: HashKind) -> str:
    data = path.read_bytes()
    if kind is HashKind.XXH64:
        return xxhash.xxh64(data).hexdigest()
    return hashlib.new(kind.value, data).hexdigest()


def write_classic(path: Path, entries: dict[str, str], *, before: str = "") -> Path:
    """A classic list: by path below its folder, the XML of each file's hashes."""
    files = "".join(
        f"<hash><file>{escape(name)}</file><size>1</size>{hashes}<hashdate>2026-11-29T10:00:00Z</hashdate></hash>"
        for name, hashes in entries.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    path.write_text(f'{head}{before}<hashlist version="1.1"><creatorinfo/>{files}</hashlist>', "utf-8")
    return path


def classic_list(path: Path, *files: Path, kind: HashKind = HashKind.XXH64) -> Path:
    """A classic list of files that are there."""
    tag = _TAGS[kind]
    return write_classic(
        path,
        {
            file.relative_to(path.parent).as_posix(): f"<{tag}>{classic_hash(file, kind)}</{tag}>"
            for file in files
        },
    )
