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
INSERT INTO "async_upload_parts" VALUES(4,1,0,5242880,'26e260e0','','8ce5d5f655ae1ca14ea723cefaebbd5a','DONE','2026-11-29 17:35:58.091689');
INSERT INTO "async_upload_parts" VALUES(4,2,5242880,5242880,'','','','PENDING',NULL);
INSERT INTO "async_upload_parts" VALUES(5,1,0,5242880,'84d85a28','','7e90631eabf9787efc3f1726ca3820ff','DONE','2026-11-29 17:36:00.224484');
INSERT INTO "async_upload_parts" VALUES(5,2,5242880,5242880,'5f2e9f80','','cb91ac51152c2266c5aad9f87abaeb9f','DONE','2026-11-29 17:36:00.251204');
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
    verified_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (job_id),
    FOREIGN KEY(video_recording_id) REFERENCES video_recordings (id) ON DELETE SET NULL
);
INSERT INTO "async_upload_tasks" VALUES(1,'23514f42-c4c4-49ef-9911-a2c006486596','COMPLETED',100.0,'Uploaded, checksum matches',1,1,'small.mov',1000,'video/quicktime',5242880,'','rushes/small.mov','',1,'2026-11-29 17:35:52.753917','2026-11-29 17:35:52.829990','2026-11-29 17:35:52.753917','2026-11-29 17:35:52.830204',1000,'studio','{endpoint}','us-east-1','{bucket}','{folder}/small.mov',1000,1795973751219425252,1795973751219425252,'65024','10379516',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,1,'','checksum');
INSERT INTO "async_upload_tasks" VALUES(2,'9444a61c-16cd-49ef-ac0a-1bba295aa6b1','COMPLETED',100.0,'Uploaded, checksum matches',2,2,'whole.mov',10485753,'video/quicktime',5242880,'882921a655c36bdedf9d197b018b2788dc89f46b_a8f4b062050d479c890a4416004998b8','rushes/whole.mov','',2,'2026-11-29 17:35:52.753917','2026-11-29 17:35:53.898141','2026-11-29 17:35:52.753917','2026-11-29 17:35:53.898477',10485753,'studio','{endpoint}','us-east-1','{bucket}','{folder}/whole.mov',10485753,1795973751331373969,1795973751331373969,'65024','10379518',0,'crc32-full-object','refuse',1,'2026-11-29 17:35:52.759640','2026-11-29 17:35:52.814422',NULL,0,1,1,'','checksum');
INSERT INTO "async_upload_tasks" VALUES(3,'4d13c93f-7e5d-45ad-bb7c-453d54d86200','FAILED',0.0,'There is no such bucket. Create it, or correct its name in the connection.',0,1,'refused.mov',2000,'video/quicktime',5242880,'','rushes/refused.mov','',NULL,'2026-11-29 17:35:55.522665','2026-11-29 17:35:55.585155','2026-11-29 17:35:55.522665','2026-11-29 17:35:55.585555',0,'studio','{endpoint}','us-east-1','there-is-none','{folder}/refused.mov',2000,1795973754419647745,1795973754419647745,'65024','10379473',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,1,'NO_SUCH_BUCKET','');
INSERT INTO "async_upload_tasks" VALUES(4,'236baaa6-4ec9-47d5-8a19-84e7b7338658','PAUSED',50.0,'Paused',1,2,'paused.mov',10485760,'video/quicktime',5242880,'c87d79d15321bc5c34e3168bc828ed053b660fa6_0ef1dc0f75f54da2aa93b72252bdbcbc','rushes/paused.mov','',NULL,'2026-11-29 17:35:57.911040',NULL,'2026-11-29 17:35:57.911040','2026-11-29 17:35:58.181368',5242880,'studio','{endpoint}','us-east-1','{bucket}','{folder}/paused.mov',10485760,1795973756131373915,1795973756131373915,'65024','10379525',0,'crc32-full-object','refuse',1,'2026-11-29 17:35:57.922959','2026-11-29 17:35:57.952749',NULL,0,0,1,'','');
INSERT INTO "async_upload_tasks" VALUES(5,'f66b2a55-4ce8-41a7-84d1-3c832243f990','UPLOADING',66.6,'Waiting to start',2,3,'interrupted.mov',15728640,'video/quicktime',5242880,'4df4a09e81cc6b7920ce74936b325e5edf0ca154_d9aa29e34b23455585838adf1e16fc36','rushes/interrupted.mov','',NULL,'2026-11-29 17:35:59.959970',NULL,'2026-11-29 17:35:59.959970','2026-11-29 17:36:00.251697',10485760,'studio','{endpoint}','us-east-1','{bucket}','{folder}/interrupted.mov',15728640,1795973758627373886,1795973758627373886,'65024','10379541',0,'crc32-full-object','refuse',1,'2026-11-29 17:35:59.969309','2026-11-29 17:35:59.976760',NULL,0,0,1,'','');
INSERT INTO "async_upload_tasks" VALUES(6,'752dae71-5fb3-4699-bad3-7bfc26e482e1','SUBMITTED',0.0,'Waiting to start',0,2,'waiting.mov',5242881,'video/quicktime',5242880,'','rushes/waiting.mov','',NULL,'2026-11-29 17:35:59.959970',NULL,'2026-11-29 17:35:59.959970','2026-11-29 17:35:59.959970',0,'studio','{endpoint}','us-east-1','{bucket}','{folder}/waiting.mov',5242881,1795973758667373886,1795973758667373886,'65024','10379542',0,'undecided','refuse',1,NULL,NULL,NULL,0,0,0,'','');
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
INSERT INTO "video_recordings" VALUES(1,'small.mov','{bucket}','rushes/small.mov','',1000,'video/quicktime','bb771c4cad7bd2d6a9c47f552aec1091','checksum','2026-11-29 17:35:52.829990','{endpoint}/{bucket}/rushes/small.mov',NULL,NULL,NULL,'','');
INSERT INTO "video_recordings" VALUES(2,'whole.mov','{bucket}','rushes/whole.mov','',10485753,'video/quicktime','003f7d873a22dabadf873b515779928a-2','checksum','2026-11-29 17:35:53.898141','{endpoint}/{bucket}/rushes/whole.mov',NULL,NULL,NULL,'','');
CREATE INDEX ix_async_upload_tasks_object ON async_upload_tasks (endpoint, bucket, object_key);
CREATE INDEX ix_async_upload_tasks_status ON async_upload_tasks (status);
COMMIT;
PRAGMA user_version = 1;
