import itertools
from pathlib import Path

import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import Fault, Said, answer, error, hold
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job

pytestmark = pytest.mark.faces("plain", "minio")

SIZES = [1000, 2 * PART]


def refusal(bench: Workbench, path: Path, policy: ConflictPolicy) -> Refusal:
    (result,) = bench.submit(bench.new(path, on_conflict=policy))
    assert isinstance(result, Refusal)
    return result


@pytest.mark.case("C60")
@pytest.mark.parametrize("size", SIZES)
def test_an_existing_object_is_never_replaced_unasked(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    bucket.put("clip.mov", b"somebody's")
    refused = refusal(bench, make_file(tmp_path / "clip.mov", size), ConflictPolicy.REFUSE)
    assert refused.code == ErrorCode.OBJECT_EXISTS
    assert not refused.is_success
    assert bucket.get("clip.mov") == b"somebody's"
    assert proxy.log.count("create") == proxy.log.count("put") == 0


@pytest.mark.case("C60")
@pytest.mark.parametrize("size", SIZES)
def test_an_object_that_appears_meanwhile_is_not_replaced(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    held = proxy.on("put" if size < PART else "complete", hold(), times=1)
    job = bench.upload(make_file(tmp_path / "clip.mov", size))
    proxy.log.wait_for("put" if size < PART else "complete")
    bucket.put("clip.mov", b"somebody's")
    held.release()
    assert bench.failed(job.job_id).error_code == ErrorCode.OBJECT_EXISTS
    assert bucket.get("clip.mov") == b"somebody's"


@pytest.mark.parametrize("size", SIZES)
def test_overwrite_replaces_it(bench: Workbench, bucket: Probe, tmp_path: Path, size: int) -> None:
    bucket.put("clip.mov", b"old")
    path = make_file(tmp_path / "clip.mov", size)
    bench.completed(bench.upload(path, on_conflict=ConflictPolicy.OVERWRITE).job_id)
    assert bucket.sha256("clip.mov") == sha256_of(path)


@pytest.mark.parametrize("size", SIZES)
def test_rename_takes_the_next_free_name(bench: Workbench, bucket: Probe, tmp_path: Path, size: int) -> None:
    bucket.put("clip.mov", b"old")
    bucket.put("clip (2).mov", b"old too")
    path = make_file(tmp_path / "clip.mov", size)
    job = bench.upload(path, on_conflict=ConflictPolicy.RENAME)
    bench.completed(job.job_id)
    assert job.destination.object_key == "clip (3).mov"
    assert bucket.sha256("clip (3).mov") == sha256_of(path)
    assert bucket.get("clip.mov") == b"old"


@pytest.mark.case("C60")
@pytest.mark.parametrize("size", SIZES)
def test_skip_is_a_success_only_for_the_same_bytes(
    bench: Workbench, bucket: Probe, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    bench.completed(bench.upload(path).job_id)
    same = refusal(bench, path, ConflictPolicy.SKIP)
    assert same.code == ErrorCode.SKIPPED
    assert same.is_success
    make_file(path, size, seed=2)  # a camera used the name again
    other = refusal(bench, path, ConflictPolicy.SKIP)
    assert other.code == ErrorCode.DIFFERENT_OBJECT
    assert not other.is_success


def test_a_free_name_that_cannot_be_looked_for_refuses_that_file_with_the_reason(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bucket.put("clip.mov", b"somebody's")
    for operation, nth in (("head", 2), ("list_objects", 1)):
        proxy.on(operation, error(400, "InvalidAccessKeyId"), nth=nth)
    refused = refusal(bench, make_file(tmp_path / "clip.mov", 1000), ConflictPolicy.RENAME)
    assert (refused.code, refused.is_success) == (ErrorCode.WRONG_ACCESS_KEY, False)
    assert proxy.log.count("put") == 0


@pytest.mark.case("C14")
def test_the_same_file_dropped_again_leads_to_its_job(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 3 * PART)
    held = proxy.on("part", hold())
    job = bench.upload(path)
    proxy.log.wait_for("part")
    assert bench.upload(path).job_id == job.job_id
    bench.pause(job.job_id)
    assert bench.upload(path).job_id == job.job_id
    held.release()
    bench.completed(job.job_id)
    assert proxy.log.count("create") == 1


def test_another_source_for_a_busy_destination_is_refused(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    proxy.on("part", hold())
    bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    other = tmp_path / "card2"
    other.mkdir()
    refused = refusal(bench, make_file(other / "clip.mov", 2 * PART), ConflictPolicy.REFUSE)
    assert refused.code == ErrorCode.DESTINATION_BUSY


def test_a_folder_is_looked_up_with_one_listing(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    for number in range(20):
        make_file(folder / f"{number:02}.mov", 100)
    bucket.put("card/07.mov", b"there")
    results = bench.submit(bench.new(folder))
    refused = [result for result in results if isinstance(result, Refusal)]
    assert [one.object_key for one in refused] == ["card/07.mov"]
    for result in results:
        if isinstance(result, Job):
            bench.completed(result.job_id)
    assert proxy.log.count("head") == 0
    assert proxy.log.count("list_objects") == 1


def test_a_look_that_the_store_did_not_answer_is_repeated_at_the_start(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    bucket.put("clip.mov", b"somebody's")
    bench = open_bench()
    proxy.on("head", error(503, "SlowDown"), times=1)
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    assert bench.failed(job.job_id).error_code == ErrorCode.OBJECT_EXISTS
    assert proxy.log.count("create") == 0


@pytest.mark.case("C60")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("policy", "is_same", "ended"),
    [
        (ConflictPolicy.RENAME, False, "clip (2).mov"),
        (ConflictPolicy.SKIP, True, "clip.mov"),
        (ConflictPolicy.SKIP, False, "DIFFERENT_OBJECT"),
        (ConflictPolicy.OVERWRITE, False, "clip.mov"),
    ],
)
def test_what_was_chosen_holds_for_a_look_that_comes_late(
    bench: Workbench,
    bucket: Probe,
    proxy: FaultProxy,
    tmp_path: Path,
    size: int,
    policy: ConflictPolicy,
    is_same: bool,
    ended: str,
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    if is_same:
        bench.completed(bench.upload(path).job_id)
    else:
        bucket.put("clip.mov", b"somebody's")
    proxy.log.clear()
    proxy.on("head", error(503, "SlowDown"), times=1)
    job = bench.upload(path, on_conflict=policy)
    if ended == "DIFFERENT_OBJECT":
        assert bench.failed(job.job_id).error_code == ended
        assert bucket.get("clip.mov") == b"somebody's"
        return
    done = bench.completed(job.job_id)
    assert done.job.destination.object_key == ended
    assert bucket.sha256(ended) == sha256_of(path)
    assert proxy.log.count("create") + proxy.log.count("put") == (0 if is_same else 1)


@pytest.mark.case("C60")
@pytest.mark.parametrize(
    ("policy", "is_same", "ended"),
    [
        (ConflictPolicy.RENAME, False, "clip (2).mov"),
        (ConflictPolicy.SKIP, True, "clip.mov"),
        (ConflictPolicy.SKIP, False, "DIFFERENT_OBJECT"),
    ],
)
def test_what_was_chosen_holds_for_an_object_that_appears_while_a_small_file_is_sent(
    bench: Workbench,
    bucket: Probe,
    proxy: FaultProxy,
    tmp_path: Path,
    policy: ConflictPolicy,
    is_same: bool,
    ended: str,
) -> None:
    path = make_file(tmp_path / "clip.mov", 1000)
    held = proxy.on("put", hold(), times=1)
    job = bench.upload(path, on_conflict=policy)
    proxy.log.wait_for("put")
    bucket.put("clip.mov", path.read_bytes() if is_same else b"somebody's")
    held.release()
    if ended == "DIFFERENT_OBJECT":
        assert bench.failed(job.job_id).error_code == ended
    else:
        assert bench.completed(job.job_id).job.destination.object_key == ended
        assert bucket.sha256(ended) == sha256_of(path)
    assert is_same or bucket.get("clip.mov") == b"somebody's"


@pytest.mark.case("R21")
@pytest.mark.parametrize("count", [4, 30])
def test_some_files_into_a_huge_folder_never_cost_more_than_asking_for_each(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, count: int
) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    for number in range(count):
        make_file(folder / f"{number:02}.mov", 100)
    bucket.put("card/02.mov", b"there")
    pages = itertools.count()

    def page(said: Said) -> Said:
        """Another page of a folder that has 200,000 objects, none of them wanted."""
        number = next(pages)
        entry = "<Contents><Key>card/old {0}-{1}.mov</Key><Size>1</Size><ETag>e</ETag></Contents>"
        entries = "".join(entry.format(number, at) for at in range(1000))
        token = "" if number == 199 else f"<NextContinuationToken>{number}</NextContinuationToken>"
        truncated = f"<IsTruncated>{str(number < 199).lower()}</IsTruncated>"
        space = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
        document = f"<ListBucketResult {space}>{truncated}{token}{entries}</ListBucketResult>"
        return Said(said.status, said.headers, document.encode())

    proxy.on("list_objects", Fault(rewrite=page))
    results = bench.submit(bench.new(folder))
    refused = [result for result in results if isinstance(result, Refusal)]
    assert [(one.object_key, one.code) for one in refused] == [("card/02.mov", ErrorCode.OBJECT_EXISTS)]
    assert proxy.log.count("list_objects") <= 1 + count // 10
    assert proxy.log.count("head") <= count


@pytest.mark.case("R21")
def test_a_listing_without_an_end_is_given_up_and_each_key_asked_for(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    for number in range(40):
        make_file(folder / f"{number:02}.mov", 100)
    bucket.put("card/02.mov", b"there")
    document = "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>a</NextContinuationToken></ListBucketResult>"
    proxy.on("list_objects", answer(200, document, headers={"Content-Type": "application/xml"}))
    results = bench.submit(bench.new(folder))
    refused = [result for result in results if isinstance(result, Refusal)]
    assert [one.object_key for one in refused] == ["card/02.mov"]


@pytest.mark.case("C60")
def test_a_file_that_is_renamed_late_passes_over_the_keys_of_other_uploads(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    """The other one may overwrite: nobody would notice that it replaced this one's object."""
    first, other = make_file(tmp_path / "clip.mov", 1000), make_file(tmp_path / "clip (2).mov", 2000)
    proxy.on("put", hold(), key="clip (2).mov")
    waiting = bench.upload(other, on_conflict=ConflictPolicy.OVERWRITE)
    proxy.log.wait_for("put")
    bench.pause(waiting.job_id)
    bucket.put("clip.mov", b"somebody's")
    proxy.on("head", error(503, "SlowDown"), times=1)
    renamed = bench.completed(bench.upload(first, on_conflict=ConflictPolicy.RENAME).job_id).job
    assert renamed.destination.object_key == "clip (3).mov"
    assert bucket.sha256("clip (3).mov") == sha256_of(first)


@pytest.mark.case("C60")
@pytest.mark.parametrize("size", SIZES)
def test_one_refusal_without_a_word_does_not_cost_the_store_its_condition(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, size: int
) -> None:
    """Any gateway may say so once; what is then believed of the store holds for a month."""
    kind = "put" if size < PART else "complete"
    proxy.on(kind, answer(400), times=1)
    bench.completed(bench.upload(make_file(tmp_path / "first.mov", size)).job_id)
    held = proxy.on(kind, hold(), times=1, key="clip.mov")
    job = bench.upload(make_file(tmp_path / "clip.mov", size))
    proxy.log.wait_for(kind, count=3)
    bucket.put("clip.mov", b"somebody's")
    held.release()
    assert bench.failed(job.job_id).error_code == ErrorCode.OBJECT_EXISTS
    assert bucket.get("clip.mov") == b"somebody's"
