"""The tables, as SQLModel describes them. ``python -m uploader_gui.storage.database.tables`` prints their SQL.

The running program does not import this module: SQLModel and SQLAlchemy take 0.65 s and 33 MB, more
than everything else that ``uploader-gui list`` does. New databases are made by the SQL in ``schema.py``; a
test holds the two equal. Here the columns can be read, and queried with an ORM by whoever makes reports.

Times are UTC in SQLAlchemy's own text form, enums are stored by value, sizes are bytes.
"""

import sys
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import Field, SQLModel


class RecordingRow(SQLModel, table=True):
    """A finished upload. Stays when its job is removed from the list."""

    __tablename__ = "video_recordings"
    __table_args__ = (
        Index("ix_video_recordings_package", "package_id"),
        Index("ix_video_recordings_uploaded", "uploaded_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    file_name: str
    bucket: str
    object_key: str
    version_id: str
    file_size: int = Field(sa_type=BigInteger)
    content_type: str
    etag: str
    verified_by: str
    uploaded_at: datetime
    download_url: str
    duration_s: float | None
    width: int | None
    height: int | None
    video_codec: str
    audio_codec: str
    # NULL in all of these: recorded before they were kept. ``crc32`` is eight hex digits or "", ``hashes`` JSON: pairs of
    # a kind and a value.
    job_id: str | None
    package_id: str | None
    source_path: str | None
    profile: str | None
    endpoint: str | None
    region: str | None
    part_count: int | None
    part_size: int | None = Field(sa_type=BigInteger)
    began_at: datetime | None
    active_s: float | None
    crc32: str | None
    hashes: str | None
    user: str | None
    host: str | None
    program_version: str | None
    checked_at: datetime | None
    checked_by: str | None
    check_result: str | None
    # NULL: no. True for a file that grew: each 1,000 parts are twice as long as those before.
    parts_double: bool | None
    # JSON: what the object got beside its bytes; "" for nothing.
    terms: str | None
    # What each look of the last check found: "store=matches source=unknown".
    check_looks: str | None


class JobRow(SQLModel, table=True):
    """A job. ``id`` is the order of submission; ``job_id`` is what the user sees."""

    __tablename__ = "async_upload_tasks"
    __table_args__ = (
        Index("ix_async_upload_tasks_status", "status"),
        Index("ix_async_upload_tasks_object", "endpoint", "bucket", "object_key"),
        Index("ix_async_upload_tasks_package", "package_id", "status"),
    )

    id: int | None = Field(default=None, primary_key=True)
    job_id: str = Field(unique=True)
    status: str
    progress: float
    message: str
    uploaded_parts: int
    total_parts: int
    file_name: str
    file_size: int = Field(sa_type=BigInteger)
    content_type: str
    chunk_size: int = Field(sa_type=BigInteger)
    upload_id: str
    object_key: str
    temp_file_path: str
    video_recording_id: int | None = Field(
        sa_column=Column(ForeignKey("video_recordings.id", ondelete="SET NULL"))
    )
    start_time: datetime
    end_time: datetime | None
    created_at: datetime
    updated_at: datetime
    bytes_done: int = Field(sa_type=BigInteger)
    profile: str
    endpoint: str
    region: str
    bucket: str
    source_path: str
    source_size: int = Field(sa_type=BigInteger)
    source_mtime_ns: int = Field(sa_type=BigInteger)
    source_ctime_ns: int | None = Field(sa_type=BigInteger)
    # Text: device and file numbers may have 64 unsigned bits (btrfs, ZFS) or 128 (ReFS).
    source_device: str
    source_file_id: str
    stage: bool
    checksum_mode: str
    on_conflict: str
    conflict_is_checked: bool
    intent_at: datetime | None
    upload_begun_at: datetime | None
    upload_expires_at: datetime | None
    discards: int
    finish_was_sent: bool
    attempts: int
    error_code: str
    verified_by: str
    # NULL: where its id puts it.
    position: int | None = Field(sa_type=BigInteger)
    # JSON: each sentence of ``message`` with its code and arguments.
    messages: str | None
    pause_reason: str | None
    kept_bucket: str | None
    kept_prefix: str | None
    takes_copies: bool | None
    # Bytes per second of this job alone; NULL: no limit of its own.
    bandwidth_limit: int | None = Field(sa_type=BigInteger)
    # What it was added with; NULL or "": alone.
    package_id: str | None
    # JSON: pairs of a kind and a value; of a hash that is to be made the value is "".
    expected_hashes: str | None
    hashes: str | None
    # Seconds for which it was UPLOADING before ``running_since``.
    active_s: float | None
    running_since: datetime | None
    # JSON: how the end of a growing file is known, and when it was; "" for others.
    growth: str | None
    start_at: datetime | None
    # JSON, as of a recording.
    terms: str | None
    # NULL or "": nothing is looked for in the store when it starts.
    on_found: str | None


class PackageRow(SQLModel, table=True):
    """What was added together. ``ended_at`` is NULL while one of its jobs waits, runs or is paused.

    ``missing_paths`` and ``unlisted_paths`` are JSON, "" for none.
    """

    __tablename__ = "upload_packages"
    __table_args__ = (Index("ix_upload_packages_open", "name", sqlite_where=text("ended_at IS NULL")),)

    id: int | None = Field(default=None, primary_key=True)
    package_id: str = Field(unique=True)
    name: str
    source_folder: str
    created_at: datetime
    ended_at: datetime | None
    hash_lists: str
    missing_paths: str
    missing_count: int
    unlisted_paths: str
    unlisted_count: int
    # Bytes per second of all its jobs together; NULL: no limit of its own.
    bandwidth_limit: int | None = Field(sa_type=BigInteger)
    # JSON: paths with error codes; NULL for none, as of older packages.
    left_out_files: str | None
    left_out_count: int | None
    # Of its last end.
    active_s: float | None
    bytes_sent: int | None = Field(sa_type=BigInteger)


class PackageActionRow(SQLModel, table=True):
    """What is to be done when a package has ended, and what became of it.

    ``answer`` is JSON: sentences with codes and arguments; ``facts`` too: what there was to tell at the end.
    """

    __tablename__ = "package_actions"
    __table_args__ = (
        Index("ix_package_actions_package", "package_id"),
        Index("ix_package_actions_state", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    package_id: str
    kind: str
    state: str
    attempts: int
    wanted_at: datetime
    done_at: datetime | None
    answer: str
    facts: str


class WatchedFileRow(SQLModel, table=True):
    """A file of a watched folder that has a job, as it was then, and what became of it after its upload."""

    __tablename__ = "watched_files"
    __table_args__ = (UniqueConstraint("watch_id", "path"),)

    id: int | None = Field(default=None, primary_key=True)
    watch_id: str
    path: str
    size: int = Field(sa_type=BigInteger)
    mtime_ns: int = Field(sa_type=BigInteger)
    ctime_ns: int | None = Field(sa_type=BigInteger)
    device: str
    file_id: str
    job_id: str
    state: str


class NameCounterRow(SQLModel, table=True):
    """The next number that a template's ``{counter}`` gives, for each connection or watched folder."""

    __tablename__ = "name_counters"

    scope: str = Field(primary_key=True)
    next_number: int = Field(sa_type=BigInteger)


class PartRow(SQLModel, table=True):
    """A part of a job that is not completed. ``crc32`` is eight hex digits; it, ``md5`` and ``etag`` may be "".

    ``place``: UPLOAD (or NULL), or KEPT for an object of its own.
    """

    __tablename__ = "async_upload_parts"
    __table_args__ = {"sqlite_with_rowid": False}

    task_id: int = Field(
        sa_column=Column(ForeignKey("async_upload_tasks.id", ondelete="CASCADE"), primary_key=True)
    )
    part_number: int = Field(primary_key=True)
    offset: int = Field(sa_type=BigInteger)
    size: int = Field(sa_type=BigInteger)
    crc32: str
    md5: str
    etag: str
    status: str
    sent_at: datetime | None
    place: str | None
    version_id: str | None


class LogRow(SQLModel, table=True):
    """What happened to a job, a sentence a row."""

    __tablename__ = "job_log"
    __table_args__ = (Index("ix_job_log_task", "task_id"),)

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(
        sa_column=Column(ForeignKey("async_upload_tasks.id", ondelete="CASCADE"), nullable=False)
    )
    at: datetime
    words: str
    code: str | None = None
    messages: str | None = None


class AbandonedUploadRow(SQLModel, table=True):
    """An open upload of a removed job, to be aborted when the store can be reached."""

    __tablename__ = "abandoned_uploads"

    id: int | None = Field(default=None, primary_key=True)
    profile: str
    endpoint: str
    region: str
    bucket: str
    object_key: str
    upload_id: str
    intent_at: datetime


class AbandonedPartsRow(SQLModel, table=True):
    """Kept parts that no job wants any more. ``versions`` is JSON: pairs of a key and a version id."""

    __tablename__ = "abandoned_parts"

    id: int | None = Field(default=None, primary_key=True)
    profile: str
    endpoint: str
    region: str
    bucket: str
    object_key: str
    kept_bucket: str
    kept_prefix: str
    versions: str


class RateRow(SQLModel, table=True):
    """How fast the line to a store last was, and how many parts at once it took."""

    __tablename__ = "destination_rates"

    endpoint: str = Field(primary_key=True)
    bytes_per_second: float | None
    width: int | None
    measured_at: datetime


class TraitRow(SQLModel, table=True):
    """What was learned about a store, or with ``bucket`` about one of its buckets."""

    __tablename__ = "store_traits"

    endpoint: str = Field(primary_key=True)
    bucket: str = Field(primary_key=True)
    trait: str = Field(primary_key=True)
    value: str
    learned_at: datetime


def statements() -> Iterator[str]:
    """The statements that make all tables and indexes in an empty SQLite file, in order."""
    dialect = sqlite.dialect()
    for table in SQLModel.metadata.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect)).strip()
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect)).strip()


if __name__ == "__main__":
    sys.stdout.writelines(f"{statement};\n\n" for statement in statements())
