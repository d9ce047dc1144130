"""The schema's numbered steps, frozen as SQL, and the walk from any older version to the newest.

Step 1 is what ``python -m uploader_gui.storage.database.tables`` printed then. A later change to the tables is another
step behind it; a step that has been released is never edited. ``PRAGMA user_version`` counts the steps done.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.messages import MessageCode, message

_STEP_1 = """
CREATE TABLE abandoned_uploads (
    id INTEGER NOT NULL,
    profile VARCHAR NOT NULL,
    endpoint VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    object_key VARCHAR NOT NULL,
    upload_id VARCHAR NOT NULL,
    intent_at DATETIME NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE video_recordings (
    id INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    object_key VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    file_size BIGINT NOT NULL,
    content_type VARCHAR NOT NULL,
    etag VARCHAR NOT NULL,
    verified_by VARCHAR NOT NULL,
    uploaded_at DATETIME NOT NULL,
    download_url VARCHAR NOT NULL,
    duration_s FLOAT,
    width INTEGER,
    height INTEGER,
    video_codec VARCHAR NOT NULL,
    audio_codec VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE async_upload_tasks (
    id INTEGER NOT NULL,
    job_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    progress FLOAT NOT NULL,
    message VARCHAR NOT NULL,
    uploaded_parts INTEGER NOT NULL,
    total_parts INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    file_size BIGINT NOT NULL,
    content_type VARCHAR NOT NULL,
    chunk_size BIGINT NOT NULL,
    upload_id VARCHAR NOT NULL,
    object_key VARCHAR NOT NULL,
    temp_file_path VARCHAR NOT NULL,
    video_recording_id INTEGER,
    start_time DATETIME NOT NULL,
    end_time DATETIME,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    bytes_done BIGINT NOT NULL,
    profile VARCHAR NOT NULL,
    endpoint VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    source_path VARCHAR NOT NULL,
    source_size BIGINT NOT NULL,
    source_mtime_ns BIGINT NOT NULL,
    source_ctime_ns BIGINT,
    source_device VARCHAR NOT NULL,
    source_file_id VARCHAR NOT NULL,
    stage BOOLEAN NOT NULL,
    checksum_mode VARCHAR NOT NULL,
    on_conflict VARCHAR NOT NULL,
    conflict_is_checked BOOLEAN NOT NULL,
    intent_at DATETIME,
    upload_begun_at DATETIME,
    upload_expires_at DATETIME,
    discards INTEGER NOT NULL,
    finish_was_sent BOOLEAN NOT NULL,
    attempts INTEGER NOT NULL,
    error_code VARCHAR NOT NULL,
    verified_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (job_id),
    FOREIGN KEY(video_recording_id) REFERENCES video_recordings (id) ON DELETE SET NULL
);

CREATE INDEX ix_async_upload_tasks_object ON async_upload_tasks (endpoint, bucket, object_key);

CREATE INDEX ix_async_upload_tasks_status ON async_upload_tasks (status);

CREATE TABLE async_upload_parts (
    task_id INTEGER NOT NULL,
    part_number INTEGER NOT NULL,
    "offset" BIGINT NOT NULL,
    size BIGINT NOT NULL,
    crc32 VARCHAR NOT NULL,
    md5 VARCHAR NOT NULL,
    etag VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    sent_at DATETIME,
    PRIMARY KEY (task_id, part_number),
    FOREIGN KEY(task_id) REFERENCES async_upload_tasks (id) ON DELETE CASCADE
) WITHOUT ROWID;
"""
_STEP_2 = """
ALTER TABLE async_upload_tasks ADD COLUMN position BIGINT;

CREATE TABLE job_log (
    id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    words VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(task_id) REFERENCES async_upload_tasks (id) ON DELETE CASCADE
);

CREATE INDEX ix_job_log_task ON job_log (task_id);
"""
_STEP_3 = """
ALTER TABLE job_log ADD COLUMN code VARCHAR
"""
_STEP_4 = """
CREATE TABLE store_traits (
    endpoint VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    trait VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    learned_at DATETIME NOT NULL,
    PRIMARY KEY (endpoint, bucket, trait)
)
"""
# The only place that knows a state, or a sentence, by its English words: those of rows from before they had codes.
_STEP_5 = """
ALTER TABLE async_upload_tasks ADD COLUMN messages VARCHAR;

ALTER TABLE async_upload_tasks ADD COLUMN pause_reason VARCHAR;

ALTER TABLE job_log ADD COLUMN messages VARCHAR;

UPDATE async_upload_tasks SET pause_reason = CASE message
    WHEN 'Interrupted: the program ended' THEN 'PROGRAM_ENDED'
    WHEN 'Paused: the program was closed' THEN 'PROGRAM_CLOSED'
    ELSE 'BY_USER' END
WHERE status = 'PAUSED';

UPDATE async_upload_tasks SET messages = CASE message
    WHEN 'Waiting to start' THEN '[["WAITING_TO_START", {}]]'
    WHEN 'Paused' THEN '[["PAUSED", {}]]'
    WHEN 'Paused: the program was closed' THEN '[["PROGRAM_CLOSED", {}]]'
    WHEN 'Interrupted: the program ended' THEN '[["PROGRAM_ENDED", {}]]'
    WHEN 'Uploaded, checksum matches' THEN '[["UPLOADED_CHECKSUM", {}]]'
    WHEN 'Uploaded, ETag matches' THEN '[["UPLOADED_ETAG", {}]]'
    WHEN 'The same file is there already' || char(59) || ' nothing was sent.' THEN '[["ALREADY_THERE", {}]]'
    ELSE json_array(json_array('VERBATIM', json_object('text', message))) END;

UPDATE job_log SET messages = CASE WHEN words LIKE 'Failed: %'
    THEN json_array(json_array('FAILED', json_object()), json_array('VERBATIM', json_object('text', substr(words, 9))))
    ELSE json_array(json_array('VERBATIM', json_object('text', words))) END
"""
_STEP_6 = """
ALTER TABLE async_upload_tasks ADD COLUMN kept_bucket VARCHAR;

ALTER TABLE async_upload_tasks ADD COLUMN kept_prefix VARCHAR;

ALTER TABLE async_upload_tasks ADD COLUMN takes_copies BOOLEAN;

ALTER TABLE async_upload_parts ADD COLUMN place VARCHAR;

ALTER TABLE async_upload_parts ADD COLUMN version_id VARCHAR;

CREATE TABLE abandoned_parts (
    id INTEGER NOT NULL,
    profile VARCHAR NOT NULL,
    endpoint VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    object_key VARCHAR NOT NULL,
    kept_bucket VARCHAR NOT NULL,
    kept_prefix VARCHAR NOT NULL,
    versions VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE destination_rates (
    endpoint VARCHAR NOT NULL,
    bytes_per_second FLOAT,
    width INTEGER,
    measured_at DATETIME NOT NULL,
    PRIMARY KEY (endpoint)
)
"""
_STEP_7 = """
ALTER TABLE async_upload_tasks ADD COLUMN bandwidth_limit BIGINT
"""
_STEP_8 = """
CREATE TABLE upload_packages (
    id INTEGER NOT NULL,
    package_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    source_folder VARCHAR NOT NULL,
    created_at DATETIME NOT NULL,
    ended_at DATETIME,
    hash_lists VARCHAR NOT NULL,
    missing_paths VARCHAR NOT NULL,
    missing_count INTEGER NOT NULL,
    unlisted_paths VARCHAR NOT NULL,
    unlisted_count INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (package_id)
);

CREATE INDEX ix_upload_packages_open ON upload_packages (name) WHERE ended_at IS NULL;

CREATE TABLE package_actions (
    id INTEGER NOT NULL,
    package_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    wanted_at DATETIME NOT NULL,
    done_at DATETIME,
    answer VARCHAR NOT NULL,
    facts VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_package_actions_package ON package_actions (package_id);

CREATE INDEX ix_package_actions_state ON package_actions (state);

ALTER TABLE async_upload_tasks ADD COLUMN package_id VARCHAR;

ALTER TABLE async_upload_tasks ADD COLUMN expected_hashes VARCHAR;

ALTER TABLE async_upload_tasks ADD COLUMN hashes VARCHAR;

ALTER TABLE async_upload_tasks ADD COLUMN active_s FLOAT;

ALTER TABLE async_upload_tasks ADD COLUMN running_since DATETIME;

CREATE INDEX ix_async_upload_tasks_package ON async_upload_tasks (package_id, status);

ALTER TABLE video_recordings ADD COLUMN job_id VARCHAR;

ALTER TABLE video_recordings ADD COLUMN package_id VARCHAR;

ALTER TABLE video_recordings ADD COLUMN source_path VARCHAR;

ALTER TABLE video_recordings ADD COLUMN profile VARCHAR;

ALTER TABLE video_recordings ADD COLUMN endpoint VARCHAR;

ALTER TABLE video_recordings ADD COLUMN region VARCHAR;

ALTER TABLE video_recordings ADD COLUMN part_count INTEGER;

ALTER TABLE video_recordings ADD COLUMN part_size BIGINT;

ALTER TABLE video_recordings ADD COLUMN began_at DATETIME;

ALTER TABLE video_recordings ADD COLUMN active_s FLOAT;

ALTER TABLE video_recordings ADD COLUMN crc32 VARCHAR;

ALTER TABLE video_recordings ADD COLUMN hashes VARCHAR;

ALTER TABLE video_recordings ADD COLUMN user VARCHAR;

ALTER TABLE video_recordings ADD COLUMN host VARCHAR;

ALTER TABLE video_recordings ADD COLUMN program_version VARCHAR;

ALTER TABLE video_recordings ADD COLUMN checked_at DATETIME;

ALTER TABLE video_recordings ADD COLUMN checked_by VARCHAR;

ALTER TABLE video_recordings ADD COLUMN check_result VARCHAR;

CREATE INDEX ix_video_recordings_package ON video_recordings (package_id);

CREATE INDEX ix_video_recordings_uploaded ON video_recordings (uploaded_at);

UPDATE video_recordings SET
    job_id = job.job_id,
    source_path = CASE typeof(job.source_path) WHEN 'text' THEN job.source_path END,
    profile = job.profile,
    endpoint = job.endpoint,
    part_count = job.total_parts,
    began_at = job.start_time
FROM async_upload_tasks AS job WHERE job.video_recording_id = video_recordings.id
"""
_STEP_9 = """
ALTER TABLE async_upload_tasks ADD COLUMN growth VARCHAR;

ALTER TABLE async_upload_tasks ADD COLUMN start_at DATETIME;

ALTER TABLE async_upload_tasks ADD COLUMN terms VARCHAR;

ALTER TABLE video_recordings ADD COLUMN parts_double BOOLEAN;

ALTER TABLE video_recordings ADD COLUMN terms VARCHAR;

ALTER TABLE upload_packages ADD COLUMN bandwidth_limit BIGINT;

CREATE TABLE watched_files (
    id INTEGER NOT NULL,
    watch_id VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    ctime_ns BIGINT,
    device VARCHAR NOT NULL,
    file_id VARCHAR NOT NULL,
    job_id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (watch_id, path)
);

CREATE TABLE name_counters (
    scope VARCHAR NOT NULL,
    next_number BIGINT NOT NULL,
    PRIMARY KEY (scope)
)
"""
_STEP_10 = """
ALTER TABLE upload_packages ADD COLUMN left_out_files VARCHAR;

ALTER TABLE upload_packages ADD COLUMN left_out_count INTEGER
"""
_STEP_11 = """
ALTER TABLE upload_packages ADD COLUMN active_s FLOAT;

ALTER TABLE upload_packages ADD COLUMN bytes_sent BIGINT;

UPDATE upload_packages SET
    active_s = json_extract(told.facts, '$.active_s'),
    bytes_sent = json_extract(told.facts, '$.bytes_sent')
FROM package_actions AS told WHERE told.id =
    (SELECT max(id) FROM package_actions WHERE package_id = upload_packages.package_id)
"""
_STEP_12 = """
ALTER TABLE async_upload_tasks ADD COLUMN on_found VARCHAR
"""
_STEP_13 = """
ALTER TABLE video_recordings ADD COLUMN check_looks VARCHAR
"""
STEPS: tuple[str, ...] = (
    _STEP_1,
    _STEP_2,
    _STEP_3,
    _STEP_4,
    _STEP_5,
    _STEP_6,
    _STEP_7,
    _STEP_8,
    _STEP_9,
    _STEP_10,
    _STEP_11,
    _STEP_12,
    _STEP_13,
)


def version_of(sqlite: sqlite3.Connection) -> int:
    """The number of steps that this database has behind it; 0 for an empty file."""
    row: tuple[int] = sqlite.execute("PRAGMA user_version").fetchone()
    return row[0]


def check_version(sqlite: sqlite3.Connection, path: Path, steps: Sequence[str] = STEPS) -> int:
    """Return the version; raise BadSettingsError for a file that a newer program wrote."""
    version = version_of(sqlite)
    if version > len(steps):
        raise BadSettingsError(
            message(MessageCode.STATE_NEWER, path=str(path), version=version, known=len(steps)),
            code=ErrorCode.STATE_NEWER,
        )
    return version


def migrate(sqlite: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Carry out the steps that are missing, each in a transaction of its own together with its number.

    ``sqlite`` must be in autocommit mode. A step is plain statements without ``;`` inside them.
    """
    for number in range(version_of(sqlite) + 1, len(steps) + 1):
        sqlite.execute("BEGIN IMMEDIATE")
        try:
            for statement in steps[number - 1].split(";"):
                sqlite.execute(statement)
            sqlite.execute(f"PRAGMA user_version = {number:d}")
            sqlite.execute("COMMIT")
        finally:
            if sqlite.in_transaction:
                sqlite.execute("ROLLBACK")
