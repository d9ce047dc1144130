"""A state directory as an earlier version of the program left it, with what it had sent still open on a store."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from lab.files import make_file
from lab.stores.plain_s3 import Caller, crc32_of
from lab.stores.s3probe import S3Address
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.profile import Profile
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.settings.settings import Language, ReopenPolicy, Settings, Theme

PART = 5 * MIB
STEPS = (1, 4, 8, 13)
"""How many steps the schemas had whose state directories are kept."""
SIZES = {
    "small.mov": 1000,
    "whole.mov": 2 * PART - 7,
    "refused.mov": 2000,
    "paused.mov": 2 * PART,
    "interrupted.mov": 3 * PART,
    "waiting.mov": PART + 1,
}
"""The files that were added, in this order."""
SETTINGS = Settings(
    jobs_at_once=1,
    workers=5,
    part_size=PART,
    retry_limit=7,
    on_reopen=ReopenPolicy.ALWAYS,
    on_conflict=ConflictPolicy.RENAME,
    theme=Theme.DARK,
    stalled_after_min=25,
    language=Language.CHINESE,
    keeps_awake=False,
    shows_summary=False,
    closes_to_tray=True,
    api_is_on=True,
    api_port=8123,
)
"""What was chosen in them."""
ARCHIVE = Profile(
    "archive",
    "https://archive.example.com:9000",
    "tapes",
    "archivist",
    upload_lifetime_h=48.0,
    certificate_sha256="ab" * 32,
)
"""A connection that nothing was sent over."""
ARCHIVE_SECRET = "its secret"
FOLDER = Path(__file__).with_name("old_states")
"""A folder for each of ``STEPS``; its README says how they came to be."""


@dataclass(frozen=True, slots=True)
class OldState:
    """Where the state directory is, and the files that it tells of."""

    directory: Path
    files: dict[str, Path]


def studio(address: S3Address, endpoint: str) -> Profile:
    """The connection that everything was sent over."""
    return Profile(
        "studio", endpoint, address.bucket, address.access_key, prefix="rushes", max_object_size=1 << 40
    )


def lay_out(place: Path, step: int, address: S3Address, *, reached_at: str = "") -> OldState:
    """Put the state directory of that schema below ``place``, as after a kill, with its files beside it.

    It knows the store as ``reached_at`` if that is given, such as through a proxy. The uploads that it had begun are
    open there, with the parts that it had sent.
    """
    folder, directory = place / "footage", place / "state"
    folder.mkdir()
    directory.mkdir(mode=0o700)
    files = {
        name: make_file(folder / name, size, seed=seed)
        for seed, (name, size) in enumerate(SIZES.items(), start=1)
    }
    words = {
        "{endpoint}": reached_at or address.endpoint,
        "{bucket}": address.bucket,
        "{folder}": str(folder),
        "{access_key}": address.access_key,
        "{secret_key}": address.secret_key,
    }
    for kept in sorted((FOLDER / f"step-{step}").iterdir()):
        text = kept.read_text(encoding="utf-8")
        for word, meant in words.items():
            text = text.replace(word, meant)
        if kept.suffix == ".sql":
            _make_database(directory / FILE_NAME, text, files, Caller(address))
        else:
            (directory / kept.name).write_text(text, encoding="utf-8")
            (directory / kept.name).chmod(0o600)
    (directory / f"{FILE_NAME}.open").touch(0o600)
    return OldState(directory, files)


def _make_database(path: Path, sql: str, files: dict[str, Path], store: Caller) -> None:
    path.touch(0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as sqlite:
        sqlite.executescript(sql)
        for name, file in files.items():
            found = file.stat()
            sqlite.execute(
                "UPDATE async_upload_tasks SET source_mtime_ns = ?, source_ctime_ns = ?, source_device = ?,"
                " source_file_id = ? WHERE file_name = ?",
                (found.st_mtime_ns, found.st_ctime_ns, str(found.st_dev), str(found.st_ino), name),
            )
        begun = sqlite.execute(
            "SELECT id, object_key, file_name FROM async_upload_tasks WHERE upload_id <> '' AND status <> 'COMPLETED'"
        )
        for task, key, name in begun.fetchall():
            upload_id = store.begin(key, **{"x-amz-checksum-type": "FULL_OBJECT"})
            sqlite.execute("UPDATE async_upload_tasks SET upload_id = ? WHERE id = ?", (upload_id, task))
            sent = "SELECT part_number, \"offset\", size FROM async_upload_parts WHERE task_id = ? AND status = 'DONE'"
            for number, offset, size in sqlite.execute(sent, (task,)).fetchall():
                _send(store, key, upload_id, number, files[name].read_bytes()[offset : offset + size])


def _send(store: Caller, key: str, upload_id: str, number: int, data: bytes) -> None:
    query = {"partNumber": str(number), "uploadId": upload_id}
    heard = store("PUT", key, query, {"x-amz-checksum-crc32": crc32_of(data)}, data)
    assert heard.status == 200, heard.text
