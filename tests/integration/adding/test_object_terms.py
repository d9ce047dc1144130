"""What objects get beside their bytes: on the store itself where it has that, else as the requests' headers."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.engines.benches import OpenAt, OpenBench
from lab.engines.kept_numbers import copied_numbers
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, Said, error, shift_date
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.checks import CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, VerifiedBy
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.store.object_terms import AskedTerms, Encryption, ObjectTerms, Retention
from uploader_gui.s3.connection_test import try_connection

TERMS = ObjectTerms(
    metadata=(("show", "Alps"), ("director", "Žofie Nová")),
    tags=(("team", "news+sport = 1"), ("Ort", "Zürich")),
    storage_class="STANDARD_IA",
    cache_control="max-age=3600",
)
ENCRYPTED = ObjectTerms(encryption=Encryption.SSE_S3)
BY_KMS = ObjectTerms(encryption=Encryption.SSE_KMS, kms_key_id="media-key")
LOCKED = ObjectTerms(retention=Retention.GOVERNANCE, retention_days=30)
SIZES = pytest.mark.parametrize("size", [1000, 2 * PART + 17], ids=["one PUT", "in parts"])
_ASKS = (
    "cache-control",
    "x-amz-meta-",
    "x-amz-storage-class",
    "x-amz-tagging",
    "x-amz-server-side",
    "x-amz-object-lock",
)
ELEVEN_MINUTES_S = 11 * 60


def asked_of(proxy: FaultProxy, operation: str) -> list[dict[str, str]]:
    """What each of these requests asked for, by header, beside what every one of ours has."""
    asked = []
    for entry in proxy.log.entries(operation):
        said = {name: value for name, value in entry.request.headers.items() if name.startswith(_ASKS)}
        said.pop("x-amz-meta-uploader-job", None)
        asked.append(said)
    return asked


def as_by_kms(said: Said) -> Said:
    """An answer of a store that encrypts by its KMS: the ETag has an MD5's form and is none, and no checksum is shown."""
    text = said.body.decode()
    etag = re.search(r"<ETag>(.*?)</ETag>", text)
    body = text.replace(etag[1], _not_md5(etag[1])) if etag else text
    body = re.sub(r"<Checksum.*?</Checksum\w+>", "", body)
    headers = {name: value for name, value in said.headers.items() if not name.startswith("x-amz-checksum")}
    if "etag" in headers:
        headers["etag"] = _not_md5(headers["etag"])
    return Said(said.status, headers | {"x-amz-server-side-encryption": "aws:kms"}, body.encode())


def _not_md5(etag: str) -> str:
    return re.sub("[0-9a-f]{32}", lambda found: found[0][::-1], etag)


def test_the_object_has_what_its_connection_says(bench: Workbench, bucket: Probe, tmp_path: Path) -> None:
    bench.terms = TERMS
    for size, name in ((1000, "small.mov"), (2 * PART + 17, "large.mov")):
        path = make_file(tmp_path / name, size)
        status = bench.completed(bench.upload(path).job_id)
        facts = bucket.head(name)
        assert facts is not None
        assert facts.metadata["show"] == "Alps"
        assert facts.metadata["director"] == "=?UTF-8?B?xb1vZmllIE5vdsOh?="
        assert facts.headers["cache-control"] == "max-age=3600"
        assert facts.headers["x-amz-storage-class"] == "STANDARD_IA"
        assert bucket.tags(name) == {"team": "news+sport = 1", "Ort": "Zürich"}
        assert bucket.sha256(name) == sha256_of(path)
        assert status.recording is not None
        assert status.recording.terms == TERMS


@SIZES
def test_an_object_is_encrypted_by_the_store_and_proven_all_the_same(
    bench: Workbench, bucket: Probe, tmp_path: Path, size: int
) -> None:
    bench.terms = ENCRYPTED
    path = make_file(tmp_path / "clip.mov", size)
    done = bench.completed(bench.upload(path).job_id).job
    facts = bucket.head("clip.mov")
    assert facts is not None
    assert facts.headers["x-amz-server-side-encryption"] == "AES256"
    assert done.verified_by is VerifiedBy.CHECKSUM
    assert bucket.sha256("clip.mov") == sha256_of(path)


@SIZES
def test_a_store_that_passes_over_encryption_is_told_of(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    def without(said: Said) -> Said:
        headers = {name: value for name, value in said.headers.items() if "server-side" not in name}
        return Said(said.status, headers, said.body)

    proxy.on("head", Fault(rewrite=without))
    bench.terms = replace(TERMS, encryption=Encryption.SSE_S3)
    path = make_file(tmp_path / "clip.mov", size)
    status = bench.completed(bench.upload(path, on_conflict=ConflictPolicy.OVERWRITE).job_id)
    assert status.job.verified_by is VerifiedBy.CHECKSUM
    assert [said.code for said in status.messages][1:] == [MessageCode.ENCRYPTION_NOT_SHOWN]
    assert status.recording is not None
    assert status.recording.terms == TERMS


@SIZES
def test_a_retention_counts_from_when_the_upload_begins_on_the_store(
    open_bench: OpenBench, locked_bucket: Probe, tmp_path: Path, size: int
) -> None:
    bench = open_bench(locked_bucket.address)
    bench.terms = LOCKED
    before = datetime.now(UTC)
    status = bench.completed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    assert len(status.messages) == 1
    facts = locked_bucket.head("clip.mov")
    assert facts is not None
    assert facts.headers["x-amz-object-lock-mode"] == "GOVERNANCE"
    until = datetime.fromisoformat(facts.headers["x-amz-object-lock-retain-until-date"])
    assert before + timedelta(days=30, seconds=-1) <= until <= datetime.now(UTC) + timedelta(days=30)


@SIZES
def test_a_key_of_the_kms_is_asked_for_by_create_and_put_alike(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    bench.terms = BY_KMS
    operation = "put" if size == 1000 else "create"
    proxy.on(operation, error(400, "KMS.NotFoundException", "Invalid keyId"))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    assert job.error_code is ErrorCode.KMS_KEY_REFUSED
    assert asked_of(proxy, operation) == [
        {
            "x-amz-server-side-encryption": "aws:kms",
            "x-amz-server-side-encryption-aws-kms-key-id": "media-key",
        }
    ]


@SIZES
@pytest.mark.parametrize(
    ("status", "code", "text", "meant"),
    [
        (501, "NotImplemented", "Server side encryption specified but KMS is not configured", ErrorCode.ENCRYPTION_REFUSED),
        (400, "InvalidRequest", "Bucket is missing ObjectLockConfiguration", ErrorCode.LOCK_REFUSED),
        (400, "InvalidStorageClass", "Invalid storage class.", ErrorCode.STORAGE_CLASS_REFUSED),
        (400, "InvalidArgument", "Unsupported header 'x-amz-tagging' received for this API call.", ErrorCode.TAGS_REFUSED),
    ],
)  # fmt: skip
def test_a_refusal_is_told_in_words_after_one_request_and_teaches_nothing_of_the_store(
    bench: Workbench,
    proxy: FaultProxy,
    tmp_path: Path,
    size: int,
    status: int,
    code: str,
    text: str,
    meant: ErrorCode,
) -> None:
    bench.terms = ENCRYPTED
    operation = "put" if size == 1000 else "create"
    proxy.on(operation, error(status, code, text))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    assert job.error_code is meant
    assert proxy.log.count(operation) == 1
    assert job.messages[-1].code in {MessageCode.STORE_SAYS, MessageCode(meant.value)}


@SIZES
def test_a_wordless_error_for_bytes_that_are_to_be_encrypted_names_that_as_a_possible_reason(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    """SeaweedFS takes a Create with any key, and answers InternalError to each part."""
    bench.terms = BY_KMS
    proxy.on("put" if size == 1000 else "part", error(500, "InternalError"))
    job = bench.upload(make_file(tmp_path / "clip.mov", size))
    said = {one.code for one in bench.wait_for_retry(job.job_id, 2).messages}
    assert MessageCode.ENCRYPTION_MAY_BE_WHY in said


def test_where_parts_were_taken_an_error_is_not_laid_to_the_encryption(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.terms = ENCRYPTED
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 4 * PART))
    proxy.on("part", error(500, "InternalError"))
    bench.resume(job.job_id)
    status = bench.wait_for_retry(job.job_id, 1)
    assert status.job.terms == ENCRYPTED
    assert MessageCode.ENCRYPTION_MAY_BE_WHY not in {one.code for one in status.messages}


@SIZES
def test_what_was_refused_goes_on_with_what_is_corrected_in_place_of_it(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    bench.terms = ENCRYPTED
    operation = "put" if size == 1000 else "create"
    refusal = error(501, "NotImplemented", "Server side encryption specified but KMS is not configured")
    proxy.on(operation, refusal, header="x-amz-server-side-encryption")
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", size)).job_id)
    bench.forget_events()
    (going_on,) = bench.do(bench.engine.send_with_terms([job.job_id], TERMS, "video/quicktime"))
    assert isinstance(going_on, Job)
    done = bench.completed(going_on.job_id).job
    assert (done.job_id, done.terms, done.content_type) == (job.job_id, TERMS, "video/quicktime")
    assert "x-amz-server-side-encryption" not in asked_of(proxy, operation)[-1]


def test_what_was_sent_for_other_terms_is_dropped(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 4 * PART))
    bench.do(bench.engine.send_with_terms([job.job_id], ENCRYPTED))
    done = bench.completed(job.job_id).job
    assert (done.terms, done.content_type) == (ENCRYPTED, job.content_type)
    bench.close()
    assert bucket.uploads() == []


def test_a_bucket_without_lock_is_named_as_the_likely_reason_of_a_wordless_refusal(
    bench: Workbench, tmp_path: Path
) -> None:
    bench.terms = LOCKED
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 1000)).job_id)
    assert MessageCode.LOCK_MAY_BE_WHY in [said.code for said in job.messages]


def test_rights_that_tags_need_besides_are_named_where_the_store_only_denies(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.terms = TERMS
    proxy.on("create", error(403, "AccessDenied", "Access Denied."))
    job = bench.failed(bench.upload(make_file(tmp_path / "clip.mov", 2 * PART)).job_id)
    assert job.error_code is ErrorCode.ACCESS_DENIED
    assert "s3:PutObjectTagging" in job.message


def test_a_kept_part_is_encrypted_and_gets_nothing_that_would_keep_it_there(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.keep_parts = KeepParts.ALWAYS
    bench.terms = ObjectTerms(
        metadata=TERMS.metadata, tags=TERMS.tags, storage_class="STANDARD_IA", encryption=Encryption.SSE_S3
    )
    path = make_file(tmp_path / "clip.mov", 2 * PART + 17)
    bench.completed(bench.upload(path).job_id)
    of_parts = asked_of(proxy, "put")
    assert of_parts
    assert all(said == {"x-amz-server-side-encryption": "AES256"} for said in of_parts)
    assert copied_numbers(proxy) == [1, 2, 3]
    facts = bucket.head("clip.mov")
    assert facts is not None
    assert facts.metadata["show"] == "Alps"
    assert facts.headers["x-amz-storage-class"] == "STANDARD_IA"
    assert facts.headers["x-amz-server-side-encryption"] == "AES256"
    assert bucket.tags("clip.mov") == dict(TERMS.tags)
    assert bucket.sha256("clip.mov") == sha256_of(path)
    proxy.log.wait_for("delete_objects", stage="ended")
    assert bucket.keys() == ["clip.mov"]


@SIZES
def test_an_etag_that_is_no_md5_is_never_called_a_mismatch(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    for operation in ("put", "complete", "head"):
        proxy.on(operation, Fault(rewrite=as_by_kms))
    path = make_file(tmp_path / "clip.mov", size)
    done = bench.completed(bench.upload(path, on_conflict=ConflictPolicy.OVERWRITE).job_id).job
    assert done.verified_by is VerifiedBy.NONE
    assert bucket.sha256("clip.mov") == sha256_of(path)
    assert bench.verify(done.job_id).one.result is CheckResult.UNKNOWN
    bench.change("UPDATE video_recordings SET etag = 'd41d8cd98f00b204e9800998ecf8427e'")
    assert bench.verify(done.job_id).one.result is CheckResult.UNKNOWN
    (again,) = bench.submit(bench.new(path, on_conflict=ConflictPolicy.SKIP))
    assert isinstance(again, Refusal)
    assert again.code is ErrorCode.OBJECT_UNCOMPARABLE


def test_what_a_connection_says_later_touches_no_upload_that_has_begun(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.terms = TERMS
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = paused_after(bench, proxy, path, 1)
    bench.terms = ENCRYPTED
    again = bench.upload(path)
    assert again.job_id == job.job_id
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 0
    assert sorted(proxy.log.parts_sent()) == [2, 3]
    facts = bucket.head("clip.mov")
    assert facts is not None
    assert facts.metadata["show"] == "Alps"


def test_what_is_asked_for_a_file_itself_begins_its_upload_anew(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    job = paused_after(bench, proxy, path, 1)
    again = bench.upload(path, asked=AskedTerms(metadata=(("Show", "Alps"),)))
    assert again.job_id == job.job_id
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 1
    facts = bucket.head("clip.mov")
    assert facts is not None
    assert facts.metadata["show"] == "Alps"
    assert bucket.uploads() == []


def left_by_laptop(open_at: OpenAt, proxy: FaultProxy, path: Path) -> None:
    """An open upload with two parts, begun without any terms by a computer that is gone, and at rest."""
    laptop = open_at("laptop")
    paused_after(laptop, proxy, path, 2)
    laptop.close()
    proxy.log.clear()
    proxy.on("list_uploads", shift_date(ELEVEN_MINUTES_S))


def test_an_upload_that_was_begun_elsewhere_is_left_where_the_object_is_to_get_something(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    left_by_laptop(open_at, proxy, path)
    desk.terms = TERMS
    status = desk.completed(desk.upload(path).job_id)
    assert sorted(proxy.log.parts_sent()) == [1, 2, 3]
    assert status.recording is not None
    assert status.recording.terms == TERMS
    facts = bucket.head("clip.mov")
    assert facts is not None
    assert facts.metadata["show"] == "Alps"


def test_who_goes_on_with_an_upload_begun_elsewhere_is_told_what_its_object_lacks(
    open_at: OpenAt, desk: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    left_by_laptop(open_at, proxy, path)
    desk.terms = TERMS
    status = desk.completed(desk.upload(path, on_found=FoundPolicy.CONTINUE).job_id)
    assert proxy.log.parts_sent() == [3]
    assert status.messages[-1].code is MessageCode.TERMS_OF_ANOTHER
    assert status.recording is not None
    assert status.recording.terms is None


def test_what_was_there_already_is_not_said_to_have_what_was_asked_for(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 1000)
    proxy.on("head", error(503, "SlowDown"), times=1)
    bucket.put("clip.mov", path.read_bytes())
    bench.terms = TERMS
    status = bench.completed(bench.upload(path, on_conflict=ConflictPolicy.SKIP).job_id)
    assert status.recording is not None
    assert status.recording.terms is None


def test_the_test_of_a_connection_asks_for_the_encryption_too(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy
) -> None:
    connection = Connection(proxied.endpoint, proxied.region, proxied.access_key, proxied.secret_key)
    assert try_connection(connection, proxied.bucket, "", terms=ENCRYPTED.of_parts).error is None
    assert asked_of(proxy, "put") == [{"x-amz-server-side-encryption": "AES256"}]
    proxy.on("put", error(400, "KMS.DisabledException", "The key is disabled."))
    found = try_connection(connection, proxied.bucket, "", terms=BY_KMS.of_parts).error
    assert found is not None
    assert found.code is ErrorCode.KMS_KEY_REFUSED
    assert bucket.keys() == []


def test_a_job_that_asks_for_nothing_sends_no_header_for_it(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench.completed(bench.upload(make_file(tmp_path / "small.mov", 1000)).job_id)
    bench.completed(bench.upload(make_file(tmp_path / "large.mov", 2 * PART)).job_id)
    assert asked_of(proxy, "put") + asked_of(proxy, "create") == [{}, {}]
