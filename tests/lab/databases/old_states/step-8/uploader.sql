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
INSERT INTO "async_upload_parts" VALUES(4,1,0,5242880,'26e260e0','','8ce5d5f655ae1ca14ea723cefaebbd5a','DONE','2026-11-29 17:35:47.623439','UPLOAD','');
INSERT INTO "async_upload_parts" VALUES(4,2,5242880,5242880,'','','','PENDING',NULL,NULL,NULL);
INSERT INTO "async_upload_parts" VALUES(5,1,0,5242880,'84d85a28','','7e90631eabf9787efc3f1726ca3820ff','DONE','2026-11-29 17:35:50.219724','UPLOAD','');
INSERT INTO "async_upload_parts" VALUES(5,2,5242880,5242880,'5f2e9f80','','cb91ac51152c2266c5aad9f87abaeb9f','DONE','2026-11-29 17:35:50.260519','UPLOAD','');
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
    verified_by VARCHAR NOT NULL, position BIGINT, messages VARCHAR, pause_reason VARCHAR, kept_bucket VARCHAR, kept_prefix VARCHAR, takes_copies BOOLEAN, bandwidth_limit BIGINT, package_id VARCHAR, expected_hashes VARCHAR, hashes VARCHAR, active_s FLOAT, running_since DATETIME,
    PRIMARY KEY (id),
    UNIQUE (job_id),
    FOREIGN KEY(video_recording_id) REFERENCES video_recordings (id) ON DELETE SET NULL
);
INSERT INTO "async_upload_tasks" VALUES(1,'2a7c57b3-30fd-489e-9bf7-9a040ca330f9','COMPLETED',100.0,'Uploaded, checksum matches',1,1,'small.mov',1000,'video/quicktime',5242880,'','rushes/small.mov','',1,'2026-11-29 17:35:41.199398','2026-11-29 17:35:41.450457','2026-11-29 17:35:41.199398','2026-11-29 17:35:41.452087',1000,'studio','{endpoint}','us-east-1','{bucket}','{folder}/small.mov',1000,1795973739219639022,1795973739219639022,'65024','10379463',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,1,'','checksum',NULL,'[["UPLOADED_CHECKSUM", {}]]','','','',0,NULL,'e8f1b1c9-9b51-4372-bc7d-98718a9866d9','','',0.240846,NULL);
INSERT INTO "async_upload_tasks" VALUES(2,'52d9c86c-6713-42eb-87ff-10475589c5a8','COMPLETED',100.0,'Uploaded, checksum matches',2,2,'whole.mov',10485753,'video/quicktime',5242880,'882921a655c36bdedf9d197b018b2788dc89f46b_666736b28cbc4344aba4a466a9a543ab','rushes/whole.mov','',2,'2026-11-29 17:35:41.199398','2026-11-29 17:35:42.704083','2026-11-29 17:35:41.199398','2026-11-29 17:35:42.708047',10485753,'studio','{endpoint}','us-east-1','{bucket}','{folder}/whole.mov',10485753,1795973739315374104,1795973739315374104,'65024','10379465',0,'crc32-full-object','refuse',1,'2026-11-29 17:35:41.315016','2026-11-29 17:35:41.401800',NULL,0,1,1,'','checksum',NULL,'[["UPLOADED_CHECKSUM", {}]]','','','',0,NULL,'e8f1b1c9-9b51-4372-bc7d-98718a9866d9','','',1.494472,NULL);
INSERT INTO "async_upload_tasks" VALUES(3,'f9226e3f-77e7-4de3-a193-99f0f8d17e4e','FAILED',0.0,'There is no such bucket. Create it, or correct its name in the connection. It says: The specified bucket does not exist',0,1,'refused.mov',2000,'video/quicktime',5242880,'','rushes/refused.mov','',NULL,'2026-11-29 17:35:45.109902','2026-11-29 17:35:45.144036','2026-11-29 17:35:45.109902','2026-11-29 17:35:45.144571',0,'studio','{endpoint}','us-east-1','there-is-none','{folder}/refused.mov',2000,1795973742967940597,1795973742967940597,'65024','10379445',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,1,'NO_SUCH_BUCKET','',NULL,'[["NO_SUCH_BUCKET", {}], ["STORE_SAYS", {"text": "The specified bucket does not exist"}]]','','','',0,NULL,'1976973e-ca5e-46dc-a97f-06f820fad07d','','',0.009435,NULL);
INSERT INTO "async_upload_tasks" VALUES(4,'9bdc17df-a771-4cad-95b5-0104af2594dd','PAUSED',50.0,'Paused',1,2,'paused.mov',10485760,'video/quicktime',5242880,'c87d79d15321bc5c34e3168bc828ed053b660fa6_84891e7e74fd4e809492dd4b5599f848','rushes/paused.mov','',NULL,'2026-11-29 17:35:47.383515',NULL,'2026-11-29 17:35:47.383515','2026-11-29 17:35:47.649469',5242880,'studio','{endpoint}','us-east-1','{bucket}','{folder}/paused.mov',10485760,1795973745563374034,1795973745563374034,'65024','10379488',0,'crc32-full-object','refuse',1,'2026-11-29 17:35:47.414463','2026-11-29 17:35:47.421142',NULL,0,0,1,'','',NULL,'[["PAUSED", {}]]','BY_USER','','',0,NULL,'9b34afd9-00ae-49e2-933e-af492139bbf1','','',0.236936,NULL);
INSERT INTO "async_upload_tasks" VALUES(5,'3a99c45d-b32f-4ae4-97bf-6132252cf5d1','UPLOADING',66.6,'Waiting to start',2,3,'interrupted.mov',15728640,'video/quicktime',5242880,'4df4a09e81cc6b7920ce74936b325e5edf0ca154_396e9adfc1ae4fbba5e2be5559c14084','rushes/interrupted.mov','',NULL,'2026-11-29 17:35:49.963244',NULL,'2026-11-29 17:35:49.963244','2026-11-29 17:35:50.261096',10485760,'studio','{endpoint}','us-east-1','{bucket}','{folder}/interrupted.mov',15728640,1795973748475374001,1795973748475374001,'65024','10379508',0,'crc32-full-object','refuse',1,'2026-11-29 17:35:49.971236','2026-11-29 17:35:49.975455',NULL,0,0,1,'','',NULL,'[["WAITING_TO_START", {}]]','','','',0,NULL,'5cbd2c25-5b63-4640-9c1d-76c254822940','','',0.0,'2026-11-29 17:35:49.968861');
INSERT INTO "async_upload_tasks" VALUES(6,'6db1bad3-9497-46a4-87ff-501bd50733ed','SUBMITTED',0.0,'Waiting to start',0,2,'waiting.mov',5242881,'video/quicktime',5242880,'','rushes/waiting.mov','',NULL,'2026-11-29 17:35:49.963244',NULL,'2026-11-29 17:35:49.963244','2026-11-29 17:35:49.963244',0,'studio','{endpoint}','us-east-1','{bucket}','{folder}/waiting.mov',5242881,1795973748583374000,1795973748583374000,'65024','10379509',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,0,'','',NULL,'[["WAITING_TO_START", {}]]','','','',0,NULL,'5cbd2c25-5b63-4640-9c1d-76c254822940','','',0.0,NULL);
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
INSERT INTO "job_log" VALUES(1,2,'2026-11-29 17:35:41.311190','Added: 10,485,753 bytes in 2 parts','','[["ADDED", {"size": 10485753, "parts": 2}]]');
INSERT INTO "job_log" VALUES(2,2,'2026-11-29 17:35:41.416882','Began to send at 0.0 %','','[["BEGAN_TO_SEND", {"percent": 0.0}]]');
INSERT INTO "job_log" VALUES(3,2,'2026-11-29 17:35:42.715412','Uploaded, checksum matches','','[["UPLOADED_CHECKSUM", {}]]');
INSERT INTO "job_log" VALUES(4,3,'2026-11-29 17:35:45.204785','Failed: There is no such bucket. Create it, or correct its name in the connection. It says: The specified bucket does not exist','NO_SUCH_BUCKET','[["FAILED", {}], ["NO_SUCH_BUCKET", {}], ["STORE_SAYS", {"text": "The specified bucket does not exist"}]]');
INSERT INTO "job_log" VALUES(5,4,'2026-11-29 17:35:47.515653','Added: 10,485,760 bytes in 2 parts','','[["ADDED", {"size": 10485760, "parts": 2}]]');
INSERT INTO "job_log" VALUES(6,4,'2026-11-29 17:35:47.515653','Began to send at 0.0 %','','[["BEGAN_TO_SEND", {"percent": 0.0}]]');
INSERT INTO "job_log" VALUES(7,4,'2026-11-29 17:35:47.650590','Paused','','[["PAUSED", {}]]');
INSERT INTO "job_log" VALUES(8,5,'2026-11-29 17:35:50.069784','Added: 15,728,640 bytes in 3 parts','','[["ADDED", {"size": 15728640, "parts": 3}]]');
INSERT INTO "job_log" VALUES(9,6,'2026-11-29 17:35:50.069784','Added: 5,242,881 bytes in 2 parts','','[["ADDED", {"size": 5242881, "parts": 2}]]');
INSERT INTO "job_log" VALUES(10,5,'2026-11-29 17:35:50.069784','Began to send at 0.0 %','','[["BEGAN_TO_SEND", {"percent": 0.0}]]');
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
INSERT INTO "package_actions" VALUES(1,'e8f1b1c9-9b51-4372-bc7d-98718a9866d9','told','done',0,'2026-11-29 17:35:42.711414','2026-11-29 17:35:42.716240','[]','{"package": ["2 files from footage", "", "2026-11-29 17:35:40.906413", "e8f1b1c9-9b51-4372-bc7d-98718a9866d9", "check", 0], "completed": 2, "failed": 0, "bytes_sent": 10486753, "began_at": "2026-11-29 17:35:40.906413", "ended_at": "2026-11-29 17:35:42.711414", "active_s": 1.4944720268249512, "failures": []}');
INSERT INTO "package_actions" VALUES(2,'1976973e-ca5e-46dc-a97f-06f820fad07d','told','done',0,'2026-11-29 17:35:45.197036','2026-11-29 17:35:45.205588','[]','{"package": ["refused.mov", "", "2026-11-29 17:35:44.900710", "1976973e-ca5e-46dc-a97f-06f820fad07d", "check", 0], "completed": 0, "failed": 1, "bytes_sent": 0, "began_at": "2026-11-29 17:35:44.900710", "ended_at": "2026-11-29 17:35:45.197036", "active_s": 0.0, "failures": [["{folder}/refused.mov", "NO_SUCH_BUCKET", "[[\"NO_SUCH_BUCKET\", {}], [\"STORE_SAYS\", {\"text\": \"The specified bucket does not exist\"}]]"]]}');
CREATE TABLE store_traits (
    endpoint VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    trait VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    learned_at DATETIME NOT NULL,
    PRIMARY KEY (endpoint, bucket, trait)
);
INSERT INTO "store_traits" VALUES('{endpoint}','','checksum_mode','yes','2026-11-29 17:35:41.058089');
INSERT INTO "store_traits" VALUES('{endpoint}','','checksums','yes','2026-11-29 17:35:41.330705');
INSERT INTO "store_traits" VALUES('{endpoint}','','repeats_checksums','yes','2026-11-29 17:35:41.348199');
INSERT INTO "store_traits" VALUES('{endpoint}','','announced_checksums','yes','2026-11-29 17:35:41.362668');
INSERT INTO "store_traits" VALUES('{endpoint}','','whole_checksums','yes','2026-11-29 17:35:41.369600');
INSERT INTO "store_traits" VALUES('{endpoint}','{bucket}','upload_lifetime','unlimited','2026-11-29 17:35:41.374316');
INSERT INTO "store_traits" VALUES('{endpoint}','','whole_checksum_at_the_end','yes','2026-11-29 17:35:41.827322');
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
INSERT INTO "upload_packages" VALUES(1,'e8f1b1c9-9b51-4372-bc7d-98718a9866d9','2 files from footage','','2026-11-29 17:35:40.906413','2026-11-29 17:35:42.711414','check','',0,'',0);
INSERT INTO "upload_packages" VALUES(2,'1976973e-ca5e-46dc-a97f-06f820fad07d','refused.mov','','2026-11-29 17:35:44.900710','2026-11-29 17:35:45.197036','check','',0,'',0);
INSERT INTO "upload_packages" VALUES(3,'9b34afd9-00ae-49e2-933e-af492139bbf1','paused.mov','','2026-11-29 17:35:47.175017',NULL,'check','',0,'',0);
INSERT INTO "upload_packages" VALUES(4,'5cbd2c25-5b63-4640-9c1d-76c254822940','2 files from footage','','2026-11-29 17:35:49.696711',NULL,'check','',0,'',0);
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
    audio_codec VARCHAR NOT NULL, job_id VARCHAR, package_id VARCHAR, source_path VARCHAR, profile VARCHAR, endpoint VARCHAR, region VARCHAR, part_count INTEGER, part_size BIGINT, began_at DATETIME, active_s FLOAT, crc32 VARCHAR, hashes VARCHAR, user VARCHAR, host VARCHAR, program_version VARCHAR, checked_at DATETIME, checked_by VARCHAR, check_result VARCHAR,
    PRIMARY KEY (id)
);
INSERT INTO "video_recordings" VALUES(1,'small.mov','{bucket}','rushes/small.mov','',1000,'video/quicktime','bb771c4cad7bd2d6a9c47f552aec1091','checksum','2026-11-29 17:35:41.450457','{endpoint}/{bucket}/rushes/small.mov',NULL,NULL,NULL,'','','2a7c57b3-30fd-489e-9bf7-9a040ca330f9','e8f1b1c9-9b51-4372-bc7d-98718a9866d9','{folder}/small.mov','studio','{endpoint}','us-east-1',1,5242880,'2026-11-29 17:35:41.199398',0.240846,'926d1353','','ana','suite','0.1.0',NULL,'','');
INSERT INTO "video_recordings" VALUES(2,'whole.mov','{bucket}','rushes/whole.mov','',10485753,'video/quicktime','003f7d873a22dabadf873b515779928a-2','checksum','2026-11-29 17:35:42.704083','{endpoint}/{bucket}/rushes/whole.mov',NULL,NULL,NULL,'','','52d9c86c-6713-42eb-87ff-10475589c5a8','e8f1b1c9-9b51-4372-bc7d-98718a9866d9','{folder}/whole.mov','studio','{endpoint}','us-east-1',2,5242880,'2026-11-29 17:35:41.199398',1.494472,'8f5188bb','','ana','suite','0.1.0',NULL,'','');
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
PRAGMA user_version = 8;
