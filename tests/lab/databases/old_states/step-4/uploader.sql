BEGIN TRANSACTION;
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
    sent_at DATETIME,
    PRIMARY KEY (task_id, part_number),
    FOREIGN KEY(task_id) REFERENCES async_upload_tasks (id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO "async_upload_parts" VALUES(3,1,0,2000,'','','','PENDING',NULL);
INSERT INTO "async_upload_parts" VALUES(4,1,0,5242880,'26e260e0','','8ce5d5f655ae1ca14ea723cefaebbd5a','DONE','2026-11-29 17:36:07.803386');
INSERT INTO "async_upload_parts" VALUES(4,2,5242880,5242880,'','','','PENDING',NULL);
INSERT INTO "async_upload_parts" VALUES(5,1,0,5242880,'84d85a28','','7e90631eabf9787efc3f1726ca3820ff','DONE','2026-11-29 17:36:09.985569');
INSERT INTO "async_upload_parts" VALUES(5,2,5242880,5242880,'5f2e9f80','','cb91ac51152c2266c5aad9f87abaeb9f','DONE','2026-11-29 17:36:10.000060');
INSERT INTO "async_upload_parts" VALUES(5,3,10485760,5242880,'','','','PENDING',NULL);
INSERT INTO "async_upload_parts" VALUES(6,1,0,5242880,'','','','PENDING',NULL);
INSERT INTO "async_upload_parts" VALUES(6,2,5242880,1,'','','','PENDING',NULL);
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
    verified_by VARCHAR NOT NULL, position BIGINT,
    PRIMARY KEY (id),
    UNIQUE (job_id),
    FOREIGN KEY(video_recording_id) REFERENCES video_recordings (id) ON DELETE SET NULL
);
INSERT INTO "async_upload_tasks" VALUES(1,'c8a50142-f978-421e-a65d-76aad375aa0e','COMPLETED',100.0,'Uploaded, checksum matches',1,1,'small.mov',1000,'video/quicktime',5242880,'','rushes/small.mov','',1,'2026-11-29 17:36:02.712416','2026-11-29 17:36:02.830749','2026-11-29 17:36:02.712416','2026-11-29 17:36:02.831033',1000,'studio','{endpoint}','us-east-1','{bucket}','{folder}/small.mov',1000,1795973761151726926,1795973761151726926,'65024','10003282',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,1,'','checksum',NULL);
INSERT INTO "async_upload_tasks" VALUES(2,'ad56dea2-d2fe-4d03-b7a8-9c2224deba65','COMPLETED',100.0,'Uploaded, checksum matches',2,2,'whole.mov',10485753,'video/quicktime',5242880,'882921a655c36bdedf9d197b018b2788dc89f46b_effd050370644c55959e5aba60027ee4','rushes/whole.mov','',2,'2026-11-29 17:36:02.712416','2026-11-29 17:36:04.031742','2026-11-29 17:36:02.712416','2026-11-29 17:36:04.031933',10485753,'studio','{endpoint}','us-east-1','{bucket}','{folder}/whole.mov',10485753,1795973761219373857,1795973761219373857,'65024','10003314',0,'crc32-full-object','refuse',1,'2026-11-29 17:36:02.723195','2026-11-29 17:36:02.731385',NULL,0,1,1,'','checksum',NULL);
INSERT INTO "async_upload_tasks" VALUES(3,'5b04ee65-7d0d-4cbf-88b4-a90002e55060','FAILED',0.0,'There is no such bucket. Create it, or correct its name in the connection. It says: The specified bucket does not exist',0,1,'refused.mov',2000,'video/quicktime',5242880,'','rushes/refused.mov','',NULL,'2026-11-29 17:36:06.159827','2026-11-29 17:36:06.225709','2026-11-29 17:36:06.159827','2026-11-29 17:36:06.226386',0,'studio','{endpoint}','us-east-1','there-is-none','{folder}/refused.mov',2000,1795973764407603159,1795973764407603159,'65024','10002510',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,1,'NO_SUCH_BUCKET','',NULL);
INSERT INTO "async_upload_tasks" VALUES(4,'13143d37-d892-4a63-b544-455a5456f5b0','PAUSED',50.0,'Paused',1,2,'paused.mov',10485760,'video/quicktime',5242880,'c87d79d15321bc5c34e3168bc828ed053b660fa6_9f788b1ce1014f9b95cf4de41c5fad35','rushes/paused.mov','',NULL,'2026-11-29 17:36:07.682791',NULL,'2026-11-29 17:36:07.682791','2026-11-29 17:36:07.868201',5242880,'studio','{endpoint}','us-east-1','{bucket}','{folder}/paused.mov',10485760,1795973766527824644,1795973766527824644,'65024','10002723',0,'crc32-full-object','refuse',1,'2026-11-29 17:36:07.691592','2026-11-29 17:36:07.695920',NULL,0,0,1,'','',NULL);
INSERT INTO "async_upload_tasks" VALUES(5,'185fe7cc-65b4-4596-a991-bee76763d712','UPLOADING',66.6,'Waiting to start',2,3,'interrupted.mov',15728640,'video/quicktime',5242880,'4df4a09e81cc6b7920ce74936b325e5edf0ca154_9734b680e4944175913ffa10304de130','rushes/interrupted.mov','',NULL,'2026-11-29 17:36:09.753762',NULL,'2026-11-29 17:36:09.753762','2026-11-29 17:36:10.000461',10485760,'studio','{endpoint}','us-east-1','{bucket}','{folder}/interrupted.mov',15728640,1795973768331373777,1795973768331373777,'65024','10003138',0,'crc32-full-object','refuse',1,'2026-11-29 17:36:09.758681','2026-11-29 17:36:09.768117',NULL,0,0,1,'','',NULL);
INSERT INTO "async_upload_tasks" VALUES(6,'39b23979-e864-48af-9c9d-6ce06a99e524','SUBMITTED',0.0,'Waiting to start',0,2,'waiting.mov',5242881,'video/quicktime',5242880,'','rushes/waiting.mov','',NULL,'2026-11-29 17:36:09.753762',NULL,'2026-11-29 17:36:09.753762','2026-11-29 17:36:09.753762',0,'studio','{endpoint}','us-east-1','{bucket}','{folder}/waiting.mov',5242881,1795973768367373777,1795973768367373777,'65024','10002755',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,0,'','',NULL);
CREATE TABLE job_log (
    id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    words VARCHAR NOT NULL, code VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(task_id) REFERENCES async_upload_tasks (id) ON DELETE CASCADE
);
INSERT INTO "job_log" VALUES(1,2,'2026-11-29 17:36:02.817022','Added: 10,485,753 bytes in 2 parts','');
INSERT INTO "job_log" VALUES(2,2,'2026-11-29 17:36:02.817022','Began to send at 0.0 %','');
INSERT INTO "job_log" VALUES(3,2,'2026-11-29 17:36:04.035800','Uploaded, checksum matches','');
INSERT INTO "job_log" VALUES(4,3,'2026-11-29 17:36:06.227423','Failed: There is no such bucket. Create it, or correct its name in the connection. It says: The specified bucket does not exist','NO_SUCH_BUCKET');
INSERT INTO "job_log" VALUES(5,4,'2026-11-29 17:36:07.792182','Added: 10,485,760 bytes in 2 parts','');
INSERT INTO "job_log" VALUES(6,4,'2026-11-29 17:36:07.792182','Began to send at 0.0 %','');
INSERT INTO "job_log" VALUES(7,4,'2026-11-29 17:36:07.868709','Paused','');
INSERT INTO "job_log" VALUES(8,5,'2026-11-29 17:36:09.857472','Added: 15,728,640 bytes in 3 parts','');
INSERT INTO "job_log" VALUES(9,6,'2026-11-29 17:36:09.857472','Added: 5,242,881 bytes in 2 parts','');
INSERT INTO "job_log" VALUES(10,5,'2026-11-29 17:36:09.857472','Began to send at 0.0 %','');
CREATE TABLE store_traits (
    endpoint VARCHAR NOT NULL,
    bucket VARCHAR NOT NULL,
    trait VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    learned_at DATETIME NOT NULL,
    PRIMARY KEY (endpoint, bucket, trait)
);
INSERT INTO "store_traits" VALUES('{endpoint}','','checksum_mode','yes','2026-11-29 17:36:02.691958');
INSERT INTO "store_traits" VALUES('{endpoint}','','announced_checksums','yes','2026-11-29 17:36:02.729471');
INSERT INTO "store_traits" VALUES('{endpoint}','','checksums','yes','2026-11-29 17:36:02.729941');
INSERT INTO "store_traits" VALUES('{endpoint}','','repeats_checksums','yes','2026-11-29 17:36:02.730664');
INSERT INTO "store_traits" VALUES('{endpoint}','','whole_checksums','yes','2026-11-29 17:36:02.730858');
INSERT INTO "store_traits" VALUES('{endpoint}','','whole_checksum_at_the_end','yes','2026-11-29 17:36:02.993837');
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
INSERT INTO "video_recordings" VALUES(1,'small.mov','{bucket}','rushes/small.mov','',1000,'video/quicktime','bb771c4cad7bd2d6a9c47f552aec1091','checksum','2026-11-29 17:36:02.830749','{endpoint}/{bucket}/rushes/small.mov',NULL,NULL,NULL,'','');
INSERT INTO "video_recordings" VALUES(2,'whole.mov','{bucket}','rushes/whole.mov','',10485753,'video/quicktime','003f7d873a22dabadf873b515779928a-2','checksum','2026-11-29 17:36:04.031742','{endpoint}/{bucket}/rushes/whole.mov',NULL,NULL,NULL,'','');
CREATE INDEX ix_async_upload_tasks_object ON async_upload_tasks (endpoint, bucket, object_key);
CREATE INDEX ix_async_upload_tasks_status ON async_upload_tasks (status);
CREATE INDEX ix_job_log_task ON job_log (task_id);
COMMIT;
PRAGMA user_version = 4;
