BEGIN TRANSACTION;
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
CREATE TABLE async_upload_parts (
    task_id INTEGER NOT NULL,
    part_number INTEGER NOT NULL,
    "offset" BIGINT NOT NULL,
    size BIGINT NOT NULL,
    crc32 VARCHAR NOT NULL,
    md5 VARCHAR NOT NULL,
    etag VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    sent_at DATETIME, place VARCHAR, version_id VARCHAR,
    PRIMARY KEY (task_id, part_number),
    FOREIGN KEY(task_id) REFERENCES async_upload_tasks (id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO "async_upload_parts" VALUES(3,1,0,2000,'','','','PENDING',NULL,NULL,NULL);
INSERT INTO "async_upload_parts" VALUES(4,1,0,5242880,'26e260e0','','8ce5d5f655ae1ca14ea723cefaebbd5a','DONE','2026-11-30 00:09:38.980597','UPLOAD','');
INSERT INTO "async_upload_parts" VALUES(4,2,5242880,5242880,'','','','PENDING',NULL,NULL,NULL);
INSERT INTO "async_upload_parts" VALUES(5,1,0,5242880,'84d85a28','','7e90631eabf9787efc3f1726ca3820ff','DONE','2026-11-30 00:09:40.643186','UPLOAD','');
INSERT INTO "async_upload_parts" VALUES(5,2,5242880,5242880,'5f2e9f80','','cb91ac51152c2266c5aad9f87abaeb9f','DONE','2026-11-30 00:09:40.649956','UPLOAD','');
INSERT INTO "async_upload_parts" VALUES(5,3,10485760,5242880,'','','','PENDING',NULL,NULL,NULL);
INSERT INTO "async_upload_parts" VALUES(6,1,0,5242880,'','','','PENDING',NULL,NULL,NULL);
INSERT INTO "async_upload_parts" VALUES(6,2,5242880,1,'','','','PENDING',NULL,NULL,NULL);
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
    verified_by VARCHAR NOT NULL, position BIGINT, messages VARCHAR, pause_reason VARCHAR, kept_bucket VARCHAR, kept_prefix VARCHAR, takes_copies BOOLEAN, bandwidth_limit BIGINT, package_id VARCHAR, expected_hashes VARCHAR, hashes VARCHAR, active_s FLOAT, running_since DATETIME, growth VARCHAR, start_at DATETIME, terms VARCHAR, on_found VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (job_id),
    FOREIGN KEY(video_recording_id) REFERENCES video_recordings (id) ON DELETE SET NULL
);
INSERT INTO "async_upload_tasks" VALUES(1,'0313231f-149a-4147-a7e4-b1d8a9630a62','COMPLETED',100.0,'Uploaded, checksum matches',1,1,'small.mov',1000,'video/quicktime',5242880,'','rushes/small.mov','',1,'2026-11-30 00:09:35.606271','2026-11-30 00:09:35.702372','2026-11-30 00:09:35.606271','2026-11-30 00:09:35.702853',1000,'studio','{endpoint}','us-east-1','{bucket}','{folder}/small.mov',1000,1795997371312050683,1795997371312050683,'65024','10084562',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,1,'','checksum',NULL,'[["UPLOADED_CHECKSUM", {}]]','','','',0,NULL,'89729a93-f61d-4bae-8c97-a0f3561331dc','','',0.092233,NULL,'',NULL,'','');
INSERT INTO "async_upload_tasks" VALUES(2,'1f876072-e932-4b1c-91d5-2e9bfbe5870c','COMPLETED',100.0,'Uploaded, checksum matches',2,2,'whole.mov',10485753,'video/quicktime',5242880,'882921a655c36bdedf9d197b018b2788dc89f46b_5c7e143f77d842bc9a96dac79076c5f7','rushes/whole.mov','',2,'2026-11-30 00:09:35.606271','2026-11-30 00:09:36.493913','2026-11-30 00:09:35.606271','2026-11-30 00:09:36.494178',10485753,'studio','{endpoint}','us-east-1','{bucket}','{folder}/whole.mov',10485753,1795997371389898015,1795997371389898015,'65024','10084563',0,'crc32-full-object','refuse',1,'2026-11-30 00:09:35.614919','2026-11-30 00:09:35.628540',NULL,0,1,1,'','checksum',NULL,'[["UPLOADED_CHECKSUM", {}]]','','','',0,NULL,'89729a93-f61d-4bae-8c97-a0f3561331dc','','',0.883774,NULL,'',NULL,'','');
INSERT INTO "async_upload_tasks" VALUES(3,'14e34c4a-f9ee-465a-b158-67248657163a','FAILED',0.0,'There is no such bucket. Create it, or correct its name in the connection. It says: The specified bucket does not exist',0,1,'refused.mov',2000,'video/quicktime',5242880,'','rushes/refused.mov','',NULL,'2026-11-30 00:09:37.301647','2026-11-30 00:09:37.357477','2026-11-30 00:09:37.301647','2026-11-30 00:09:37.358284',0,'studio','{endpoint}','us-east-1','no-such-bucket','{folder}/refused.mov',2000,1795997371392804538,1795997371392804538,'65024','10084564',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,1,'NO_SUCH_BUCKET','',NULL,'[["NO_SUCH_BUCKET", {}], ["STORE_SAYS", {"text": "The specified bucket does not exist"}]]','','','',0,NULL,'c4f06b33-b0d4-4dd1-9dc6-db3864963d4b','','',0.052552,NULL,'',NULL,'','');
INSERT INTO "async_upload_tasks" VALUES(4,'3ffbdbcb-821b-40d8-ab04-8fbf8e682704','PAUSED',50.0,'Paused',1,2,'paused.mov',10485760,'video/quicktime',5242880,'c87d79d15321bc5c34e3168bc828ed053b660fa6_3d355cd4a5d74dd189d44bec6f4ceb91','rushes/paused.mov','',NULL,'2026-11-30 00:09:38.796392',NULL,'2026-11-30 00:09:38.796392','2026-11-30 00:09:39.178649',5242880,'studio','{endpoint}','us-east-1','{bucket}','{folder}/paused.mov',10485760,1795997371457898016,1795997371457898016,'65024','10084565',0,'crc32-full-object','refuse',1,'2026-11-30 00:09:38.810062','2026-11-30 00:09:38.818188',NULL,0,0,1,'','',NULL,'[["PAUSED", {}]]','BY_USER','','',0,NULL,'598e05f2-63e1-415c-a491-6290e5d04988','','',0.374308,NULL,'',NULL,'','');
INSERT INTO "async_upload_tasks" VALUES(5,'f2a9324e-e044-432c-bc9e-70ecd1e9c4b0','UPLOADING',66.6,'Waiting to start',2,3,'interrupted.mov',15728640,'video/quicktime',5242880,'4df4a09e81cc6b7920ce74936b325e5edf0ca154_f3c31603a5da44148fac0e7c4a797a46','rushes/interrupted.mov','',NULL,'2026-11-30 00:09:40.502272',NULL,'2026-11-30 00:09:40.502272','2026-11-30 00:09:40.652311',10485760,'studio','{endpoint}','us-east-1','{bucket}','{folder}/interrupted.mov',15728640,1795997371529898017,1795997371529898017,'65024','10084566',0,'crc32-full-object','refuse',1,'2026-11-30 00:09:40.511910','2026-11-30 00:09:40.522358',NULL,0,0,1,'','',NULL,'[["WAITING_TO_START", {}]]','','','',0,NULL,'7c762260-74db-400d-be7c-f6ff7c004a2c','','',0.0,'2026-11-30 00:09:40.509668','',NULL,'','');
INSERT INTO "async_upload_tasks" VALUES(6,'8ceae705-7176-416f-b83d-01243fd5484c','SUBMITTED',0.0,'Waiting to start',0,2,'waiting.mov',5242881,'video/quicktime',5242880,'','rushes/waiting.mov','',NULL,'2026-11-30 00:09:40.502272',NULL,'2026-11-30 00:09:40.502272','2026-11-30 00:09:40.502272',0,'studio','{endpoint}','us-east-1','{bucket}','{folder}/waiting.mov',5242881,1795997371553898017,1795997371553898017,'65024','10084567',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,0,'','',NULL,'[["WAITING_TO_START", {}]]','','','',0,NULL,'7c762260-74db-400d-be7c-f6ff7c004a2c','','',0.0,NULL,'',NULL,'','');
CREATE TABLE destination_rates (
    endpoint VARCHAR NOT NULL,
    bytes_per_second FLOAT,
    width INTEGER,
    measured_at DATETIME NOT NULL,
    PRIMARY KEY (endpoint)
);
CREATE TABLE job_log (
    id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    words VARCHAR NOT NULL, code VARCHAR, messages VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(task_id) REFERENCES async_upload_tasks (id) ON DELETE CASCADE
);
INSERT INTO "job_log" VALUES(1,2,'2026-11-30 00:09:35.711232','Added: 10,485,753 bytes in 2 parts','','[["ADDED", {"size": 10485753, "parts": 2}]]');
INSERT INTO "job_log" VALUES(2,2,'2026-11-30 00:09:35.711232','Began to send at 0.0 %','','[["BEGAN_TO_SEND", {"percent": 0.0}]]');
INSERT INTO "job_log" VALUES(3,2,'2026-11-30 00:09:36.497092','Uploaded, checksum matches','','[["UPLOADED_CHECKSUM", {}]]');
INSERT INTO "job_log" VALUES(4,3,'2026-11-30 00:09:37.362823','Failed: There is no such bucket. Create it, or correct its name in the connection. It says: The specified bucket does not exist','NO_SUCH_BUCKET','[["FAILED", {}], ["NO_SUCH_BUCKET", {}], ["STORE_SAYS", {"text": "The specified bucket does not exist"}]]');
INSERT INTO "job_log" VALUES(5,4,'2026-11-30 00:09:38.904540','Added: 10,485,760 bytes in 2 parts','','[["ADDED", {"size": 10485760, "parts": 2}]]');
INSERT INTO "job_log" VALUES(6,4,'2026-11-30 00:09:38.904540','Began to send at 0.0 %','','[["BEGAN_TO_SEND", {"percent": 0.0}]]');
INSERT INTO "job_log" VALUES(7,4,'2026-11-30 00:09:39.179907','Paused','','[["PAUSED", {}]]');
INSERT INTO "job_log" VALUES(8,5,'2026-11-30 00:09:40.610773','Added: 15,728,640 bytes in 3 parts','','[["ADDED", {"size": 15728640, "parts": 3}]]');
INSERT INTO "job_log" VALUES(9,6,'2026-11-30 00:09:40.610773','Added: 5,242,881 bytes in 2 parts','','[["ADDED", {"size": 5242881, "parts": 2}]]');
INSERT INTO "job_log" VALUES(10,5,'2026-11-30 00:09:40.610773','Began to send at 0.0 %','','[["BEGAN_TO_SEND", {"percent": 0.0}]]');
CREATE TABLE name_counters (
    scope VARCHAR NOT NULL,
    next_number BIGINT NOT NULL,
    PRIMARY KEY (scope)
);
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
INSERT INTO "package_actions" VALUES(1,'89729a93-f61d-4bae-8c97-a0f3561331dc','told','done',0,'2026-11-30 00:09:36.495840','2026-11-30 00:09:36.498230','[]','{"package": ["2 files from footage", "", "2026-11-30 00:09:35.470014", "89729a93-f61d-4bae-8c97-a0f3561331dc", "check", 0], "completed": 2, "failed": 0, "bytes_sent": 10486753, "began_at": "2026-11-30 00:09:35.470014", "ended_at": "2026-11-30 00:09:36.495840", "active_s": 0.8837740421295166, "left_out": [], "left_out_count": 0, "failures": []}');
INSERT INTO "package_actions" VALUES(2,'c4f06b33-b0d4-4dd1-9dc6-db3864963d4b','told','done',0,'2026-11-30 00:09:37.360626','2026-11-30 00:09:37.366123','[]','{"package": ["refused.mov", "", "2026-11-30 00:09:37.268415", "c4f06b33-b0d4-4dd1-9dc6-db3864963d4b", "check", 0], "completed": 0, "failed": 1, "bytes_sent": 0, "began_at": "2026-11-30 00:09:37.268415", "ended_at": "2026-11-30 00:09:37.360626", "active_s": 0.0, "left_out": [], "left_out_count": 0, "failures": [["{folder}/refused.mov", "NO_SUCH_BUCKET", "[[\"NO_SUCH_BUCKET\", {}], [\"STORE_SAYS\", {\"text\": \"The specified bucket does not exist\"}]]"]]}');
CREATE TABLE store_traits (
    endpoint VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    trait VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    learned_at DATETIME NOT NULL,
    PRIMARY KEY (endpoint, bucket, trait)
);
INSERT INTO "store_traits" VALUES('{endpoint}','','checksum_mode','yes','2026-11-30 00:09:35.493375');
INSERT INTO "store_traits" VALUES('{endpoint}','','whole_checksums','yes','2026-11-30 00:09:35.626016');
INSERT INTO "store_traits" VALUES('{endpoint}','','announced_checksums','yes','2026-11-30 00:09:35.627173');
INSERT INTO "store_traits" VALUES('{endpoint}','{bucket}','upload_lifetime','unlimited','2026-11-30 00:09:35.628040');
INSERT INTO "store_traits" VALUES('{endpoint}','','checksums','yes','2026-11-30 00:09:35.634827');
INSERT INTO "store_traits" VALUES('{endpoint}','','repeats_checksums','yes','2026-11-30 00:09:35.635475');
INSERT INTO "store_traits" VALUES('{endpoint}','','whole_checksum_at_the_end','yes','2026-11-30 00:09:35.908387');
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
    unlisted_count INTEGER NOT NULL, bandwidth_limit BIGINT, left_out_files VARCHAR, left_out_count INTEGER, active_s FLOAT, bytes_sent BIGINT,
    PRIMARY KEY (id),
    UNIQUE (package_id)
);
INSERT INTO "upload_packages" VALUES(1,'89729a93-f61d-4bae-8c97-a0f3561331dc','2 files from footage','','2026-11-30 00:09:35.470014','2026-11-30 00:09:36.495840','check','',0,'',0,NULL,'',0,8.83774042129516601562e-01,10486753);
INSERT INTO "upload_packages" VALUES(2,'c4f06b33-b0d4-4dd1-9dc6-db3864963d4b','refused.mov','','2026-11-30 00:09:37.268415','2026-11-30 00:09:37.360626','check','',0,'',0,NULL,'',0,0.0,0);
INSERT INTO "upload_packages" VALUES(3,'598e05f2-63e1-415c-a491-6290e5d04988','paused.mov','','2026-11-30 00:09:38.656015',NULL,'check','',0,'',0,NULL,'',0,NULL,NULL);
INSERT INTO "upload_packages" VALUES(4,'7c762260-74db-400d-be7c-f6ff7c004a2c','2 files from footage','','2026-11-30 00:09:40.400901',NULL,'check','',0,'',0,NULL,'',0,NULL,NULL);
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
    audio_codec VARCHAR NOT NULL, job_id VARCHAR, package_id VARCHAR, source_path VARCHAR, profile VARCHAR, endpoint VARCHAR, region VARCHAR, part_count INTEGER, part_size BIGINT, began_at DATETIME, active_s FLOAT, crc32 VARCHAR, hashes VARCHAR, user VARCHAR, host VARCHAR, program_version VARCHAR, checked_at DATETIME, checked_by VARCHAR, check_result VARCHAR, parts_double BOOLEAN, terms VARCHAR, check_looks VARCHAR,
    PRIMARY KEY (id)
);
INSERT INTO "video_recordings" VALUES(1,'small.mov','{bucket}','rushes/small.mov','',1000,'video/quicktime','bb771c4cad7bd2d6a9c47f552aec1091','checksum','2026-11-30 00:09:35.702372','{endpoint}/{bucket}/rushes/small.mov',NULL,NULL,NULL,'','','0313231f-149a-4147-a7e4-b1d8a9630a62','89729a93-f61d-4bae-8c97-a0f3561331dc','{folder}/small.mov','studio','{endpoint}','us-east-1',1,5242880,'2026-11-30 00:09:35.606271',0.092233,'926d1353','','ana','suite','0.2.0',NULL,'','',0,'','');
INSERT INTO "video_recordings" VALUES(2,'whole.mov','{bucket}','rushes/whole.mov','',10485753,'video/quicktime','003f7d873a22dabadf873b515779928a-2','checksum','2026-11-30 00:09:36.493913','{endpoint}/{bucket}/rushes/whole.mov',NULL,NULL,NULL,'','','1f876072-e932-4b1c-91d5-2e9bfbe5870c','89729a93-f61d-4bae-8c97-a0f3561331dc','{folder}/whole.mov','studio','{endpoint}','us-east-1',2,5242880,'2026-11-30 00:09:35.606271',0.883774,'8f5188bb','','ana','suite','0.2.0',NULL,'','',0,'','');
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
CREATE INDEX ix_async_upload_tasks_object ON async_upload_tasks (endpoint, bucket, object_key);
CREATE INDEX ix_async_upload_tasks_status ON async_upload_tasks (status);
CREATE INDEX ix_job_log_task ON job_log (task_id);
CREATE INDEX ix_upload_packages_open ON upload_packages (name) WHERE ended_at IS NULL;
CREATE INDEX ix_package_actions_package ON package_actions (package_id);
CREATE INDEX ix_package_actions_state ON package_actions (state);
CREATE INDEX ix_async_upload_tasks_package ON async_upload_tasks (package_id, status);
CREATE INDEX ix_video_recordings_package ON video_recordings (package_id);
CREATE INDEX ix_video_recordings_uploaded ON video_recordings (uploaded_at);
COMMIT;
PRAGMA user_version = 13;
