"""Each thing the program does works with exactly the rights that it is said to take; what one less makes of it is said."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from lab.engines.kept_numbers import kept_numbers
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file
from lab.lines.rules import hold
from lab.screens.desktop import until
from lab.stores.rights_guard import RightsGuard
from lab.stores.s3probe import Probe
from lab.stores.seaweed import SeaweedAddress, fresh_bucket
from uploader_gui.domain.checks import CheckKind
from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import JobState
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Retention
from uploader_gui.domain.store.rights import OFFERED, Feature, UploadPlace, policy_for, rights_of
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.connection_test import FixKind, try_connection
from uploader_gui.s3.learned_traits import LearnedTraits


@dataclass(slots=True)
class Desk:
    """A program whose keys have the rights of the guard's policy, and a look past them at what is really there."""

    guard: RightsGuard
    bucket: Probe
    folder: Path
    stack: contextlib.ExitStack

    @property
    def connection(self) -> Connection:
        address = self.bucket.address
        return Connection(self.guard.endpoint, address.region, address.access_key, address.secret_key)

    def grant(self, features: frozenset[Feature], *, without: str = "") -> None:
        """Let the keys do these things, but for the action ``without``."""
        policy = json.loads(policy_for(UploadPlace(self.bucket.address.bucket), features))
        for statement in policy["Statement"]:
            statement["Action"] = [action for action in statement["Action"] if action != without]
        self.guard.grant(json.dumps(policy))

    @contextlib.contextmanager
    def all_granted(self) -> Iterator[None]:
        """Have what comes first done by keys that may do all of it."""
        policy = self.guard.policy
        self.grant(OFFERED)
        yield
        self.guard.grant(policy)

    def bench(self, name: str = "state") -> Workbench:
        address = replace(self.bucket.address, endpoint=self.guard.endpoint)
        return self.stack.enter_context(Workbench(self.folder / name, address))

    def client(self) -> S3Client:
        client = S3Client(self.connection)
        self.stack.callback(client.close)
        return client

    def file(self, name: str = "clip.mov", size: int = 3 * PART) -> Path:
        return make_file(self.folder / name, size)


@pytest.fixture
def desk(seaweed: SeaweedAddress, bucket: Probe, tmp_path: Path) -> Iterator[Desk]:
    with contextlib.ExitStack() as stack:
        guard = stack.enter_context(RightsGuard(seaweed.endpoint))
        yield Desk(guard, bucket, tmp_path, stack)


def ended(bench: Workbench, job_id: str) -> str:
    """Wait for the end of a job; all that was said of it."""
    bench.wait_for(job_id, JobState.COMPLETED, JobState.FAILED)
    heard = [event.status for event in bench.events if event.status.job.job_id == job_id]
    return "\n".join(dict.fromkeys(f"{status.job.state}: {status.message}" for status in heard))


def resumed(bench: Workbench, guard: RightsGuard, job_id: str) -> str:
    """All that is said of a job from resuming it on; a part is held until it is said that it is on its way.

    What is said is looked at a few times a second only, and the last part may be gone sooner than that.
    """
    held = [guard.on(operation, hold(), number=3) for operation in ("put", "part")]
    bench.resume(job_id)
    bench.wait_until(job_id, lambda status: status.bytes_in_flight > 0, "a part on its way")
    for rule in held:
        rule.release()
    return ended(bench, job_id)


# What each thing is; the answer is what is said and what comes of it.


def send(desk: Desk) -> str:
    bench = desk.bench()
    jobs = [bench.upload(path) for path in (desk.file("small.mov", 1000), desk.file())]
    return "\n".join(ended(bench, job.job_id) for job in jobs)


def look(desk: Desk) -> str:
    """A key that is taken is noticed before anything is sent, and a finished upload is looked at again."""
    bench = desk.bench()
    path = desk.file("there.mov")
    with desk.all_granted():
        there, sent = bench.upload(path), bench.upload(desk.file("sent.mov", 1000))
        for job in (there, sent):
            bench.completed(job.job_id)
        bench.remove(there.job_id)
    desk.guard.log.clear()
    (taken,) = bench.submit(bench.new(path))
    looked = taken.reason if isinstance(taken, Refusal) else ended(bench, taken.job_id)
    before = desk.guard.log.count("part")
    (free,) = bench.submit(bench.new(desk.file("free.mov", 1000)))
    new = free.reason if isinstance(free, Refusal) else ended(bench, free.job_id)
    verified = bench.verify(sent.job_id, kinds={CheckKind.READ_BACK})
    return f"{looked}\nparts sent: {before}\n{new}\n{verified.words}"


def go_on(desk: Desk) -> str:
    """A job is paused and resumed, another one removed."""
    bench = desk.bench()
    job = paused_after(bench, desk.guard, desk.file())
    dropped = paused_after(bench, desk.guard, desk.file("dropped.mov"))
    said = resumed(bench, desk.guard, job.job_id)
    bench.remove(dropped.job_id)
    return f"{said}\nleft open: {len(bench.jobs.abandoned())}"


def find(desk: Desk) -> str:
    """Another computer goes on with what one has begun."""
    path = desk.file()
    with desk.all_granted():
        laptop = desk.bench("laptop")
        paused_after(laptop, desk.guard, path)
        laptop.close()
        desk.guard.log.clear()
    bench = desk.bench()
    said = ended(bench, bench.upload(path, on_found=FoundPolicy.CONTINUE).job_id)
    return f"{said}\nsent: {sorted(desk.guard.log.parts_sent())}"


def keep(desk: Desk) -> str:
    """Parts are kept, the program ends and begins again, and the store joins them."""
    bench = desk.bench()
    bench.keep_parts = KeepParts.ALWAYS
    held = [desk.guard.on(operation, hold(), number=3) for operation in ("put", "part")]
    job = bench.upload(desk.file())
    bench.wait_until(job.job_id, lambda status: status.job.uploaded_parts == 2, "2 parts")
    until(lambda: any(rule.hits for rule in held), "part 3 is held")
    first = "\n".join(event.status.message for event in bench.events)
    bench.close()
    desk.guard.cut_all()
    desk.guard.clear()
    again = desk.bench()
    again.keep_parts = KeepParts.ALWAYS
    said = resumed(again, desk.guard, job.job_id)
    again.wait_until_nothing_is_kept()
    return f"{first}\n{said}\nkept: {kept_numbers(desk.guard)}\nleft: {len(desk.bucket.versions()) - 1}"


def keep_in_versions(desk: Desk) -> str:
    desk.bucket.keep_versions()
    return keep(desk)


def try_a_connection(desk: Desk) -> str:
    traits = LearnedTraits()
    found = try_connection(desk.connection, desk.bucket.address.bucket, "", traits)
    learned = traits.has(desk.guard.endpoint, Trait.PUT_CONDITION)
    return f"{found.error}\nlearned: {learned}\nleft: {desk.bucket.versions()}"


def browse(desk: Desk) -> str:
    client, name = desk.client(), desk.bucket.address.bucket
    asked: list[Callable[[], object]] = [
        lambda: name in client.list_buckets(),
        lambda: client.list_folder(name, "").folders,
    ]
    said = []
    for ask in asked:
        try:
            said.append(f"{ask()}")
        except StoreError as error:
            said.append(f"{error.code}: {error.message}")
    return "\n".join(said)


def create_bucket(desk: Desk) -> str:
    """One that is there already: what is asked is the same, and nothing is left to be deleted."""
    try:
        desk.client().create_bucket(desk.bucket.address.bucket, "us-east-1")
    except StoreError as error:
        return error.message
    return "made"


def upload_with(terms: ObjectTerms) -> Callable[[Desk], str]:
    def run(desk: Desk) -> str:
        bench = desk.bench()
        bench.terms = terms
        return ended(bench, bench.upload(desk.file()).job_id)

    return run


SCENES: dict[Feature, Callable[[Desk], str]] = {
    Feature.SEND: send,
    Feature.LOOK: look,
    Feature.GO_ON: go_on,
    Feature.FIND: find,
    Feature.KEEP_PARTS: keep,
    Feature.KEEP_PARTS_IN_VERSIONS: keep_in_versions,
    Feature.TEST_PROTECTION: try_a_connection,
    Feature.BROWSE: browse,
    Feature.CREATE_BUCKET: create_bucket,
    Feature.TAGS: upload_with(ObjectTerms(tags=(("project", "mill"),))),
    Feature.RETENTION: upload_with(ObjectTerms(retention=Retention.GOVERNANCE, retention_days=1)),
}
"""All but a KMS, which the store of the tests has not."""

BESIDES = {Feature.KEEP_PARTS_IN_VERSIONS: {Feature.SEND, Feature.KEEP_PARTS}, Feature.BROWSE: set()}
"""What a thing can't be without; of all that are not named here it is sending."""

ALL_WELL = {
    Feature.SEND: "COMPLETED",
    Feature.LOOK: "parts sent: 0",
    Feature.GO_ON: "left open: 0",
    Feature.FIND: "sent: [3]",
    Feature.KEEP_PARTS: "kept: [1, 2, 3, 3]\nleft: 0",
    Feature.KEEP_PARTS_IN_VERSIONS: "kept: [1, 2, 3, 3]\nleft: 0",
    Feature.TEST_PROTECTION: "learned: True\nleft: []",
    Feature.BROWSE: "True\n()",
    Feature.CREATE_BUCKET: "you already own it",
    Feature.TAGS: "COMPLETED",
    Feature.RETENTION: "not every bucket has Object Lock",
}
"""Of part 3 the first request is held until the program has ended."""

UNUSED = {Feature.TEST_PROTECTION: {"s3:DeleteObjectVersion"}}
"""What only a bucket with versions needs."""

DENIED = "this key has no right to do that"
LACKING = [
    (Feature.SEND, "s3:PutObject", (f"FAILED: The store refused: {DENIED}",)),
    (
        Feature.LOOK,
        "s3:GetObject",
        ("is there already", "parts sent: 3", "could not be verified again", "COMPLETED"),
    ),
    (
        Feature.LOOK,
        "s3:ListBucket",
        ("is there already", "parts sent: 0", "COMPLETED", "it is what was sent"),
    ),
    (
        Feature.GO_ON,
        "s3:ListMultipartUploadParts",
        ("The key may not list parts", "left open: 0", "COMPLETED"),
    ),
    (Feature.GO_ON, "s3:AbortMultipartUpload", ("left open: 1", "COMPLETED")),
    (Feature.FIND, "s3:ListMultipartUploadParts", ("sent: [1, 2, 3]", "COMPLETED")),
    (Feature.FIND, "s3:ListBucketMultipartUploads", ("sent: [1, 2, 3]", "COMPLETED")),
    (Feature.KEEP_PARTS, "s3:GetObject", ("may not read there", "kept: []", "COMPLETED")),
    (Feature.KEEP_PARTS, "s3:DeleteObject", ("may not delete there", "kept: []", "COMPLETED")),
    (Feature.KEEP_PARTS, "s3:ListBucket", ("The key may not list parts", "COMPLETED", "left: 0")),
    (Feature.KEEP_PARTS_IN_VERSIONS, "s3:GetObjectVersion", ("may not read there", "kept: []", "COMPLETED")),
    (
        Feature.KEEP_PARTS_IN_VERSIONS,
        "s3:DeleteObjectVersion",
        ("may not delete there", "kept: []", "COMPLETED"),
    ),
    (Feature.KEEP_PARTS_IN_VERSIONS, "s3:ListBucketVersions", ("kept: [1, 2, 3", "COMPLETED")),
    (Feature.TEST_PROTECTION, "s3:DeleteObject", ("None", "learned: None", "left: []")),
    (Feature.BROWSE, "s3:ListAllMyBuckets", ("ACCESS_DENIED",)),
    (Feature.BROWSE, "s3:ListBucket", ("ACCESS_DENIED",)),
    (Feature.CREATE_BUCKET, "s3:CreateBucket", (DENIED,)),
    (Feature.TAGS, "s3:PutObjectTagging", (DENIED, "also needs these rights: s3:PutObjectTagging")),
    (Feature.RETENTION, "s3:PutObjectRetention", (DENIED, "also needs these rights: s3:PutObjectRetention")),
]


def granted_for(feature: Feature) -> frozenset[Feature]:
    return frozenset({feature, *BESIDES.get(feature, {Feature.SEND})})


@pytest.mark.parametrize("feature", SCENES)
def test_it_works_with_exactly_its_rights_and_uses_each_of_them(desk: Desk, feature: Feature) -> None:
    desk.grant(granted_for(feature))
    said = SCENES[feature](desk)
    assert ALL_WELL[feature] in said
    assert set(rights_of({feature})) - desk.guard.actions_used() <= UNUSED.get(feature, set())


@pytest.mark.parametrize(
    ("feature", "less", "words"), LACKING, ids=[f"{feature} without {less}" for feature, less, _ in LACKING]
)
def test_one_right_less_is_coped_with_and_said(
    desk: Desk, feature: Feature, less: str, words: tuple[str, ...]
) -> None:
    desk.grant(granted_for(feature), without=less)
    said = SCENES[feature](desk)
    assert [word for word in words if word not in said] == [], said
    assert less in desk.guard.actions_refused()


def test_a_key_of_the_kms_that_may_not_be_used_is_said(desk: Desk) -> None:
    desk.grant(frozenset({Feature.SEND}))
    said = upload_with(ObjectTerms(encryption=Encryption.SSE_KMS))(desk)
    assert "also needs these rights: kms:GenerateDataKey, kms:Decrypt" in said


@pytest.mark.case("L1.2")
def test_with_the_policy_that_is_offered_nothing_is_refused(desk: Desk, seaweed: SeaweedAddress) -> None:
    with fresh_bucket(seaweed) as scratch:
        scratch.keep_versions()
        place = UploadPlace(desk.bucket.address.bucket, "2026/", scratch.address.bucket, "parts")
        desk.guard.grant(policy_for(place))
        bench = desk.bench()
        bench.kept_bucket, bench.kept_prefix = place.kept_bucket, place.kept_prefix
        bench.keep_parts = KeepParts.ALWAYS
        job = bench.upload(desk.file(), prefix=place.prefix)
        bench.completed(job.job_id)
        bench.verify(job.job_id, kinds={CheckKind.READ_BACK})
        bench.wait_until_nothing_is_kept()
        assert desk.guard.log.count("copy_part") == 4  # one of them tried whether the store copies
        assert scratch.versions() == []
    assert desk.guard.refused == set()


def test_where_even_uploads_are_denied_the_policy_is_offered_with_what_the_objects_get(desk: Desk) -> None:
    desk.grant(frozenset())
    terms = ObjectTerms(tags=(("project", "mill"),))
    found = try_connection(desk.connection, desk.bucket.address.bucket, "2026/", terms=terms)
    assert found.suggested_fix is not None
    assert found.suggested_fix.kind is FixKind.RIGHTS
    desk.guard.grant(found.suggested_fix.value)
    bench = desk.bench()
    bench.terms = terms
    bench.completed(bench.upload(desk.file(), prefix="2026/").job_id)
    assert desk.guard.refused == set()


def test_the_policy_that_is_offered_gives_a_prefix_with_special_signs_and_no_other(desk: Desk) -> None:
    desk.grant(frozenset())
    found = try_connection(desk.connection, desk.bucket.address.bucket, "a*${b}?/")
    assert found.suggested_fix is not None
    assert not found.suggested_fix.is_for_every_store
    desk.guard.grant(found.suggested_fix.value)
    bench = desk.bench()
    bench.completed(bench.upload(desk.file(), prefix="a*${b}?/").job_id)
    assert desk.guard.refused == set()
    bench.failed(bench.upload(desk.file("other.mov"), prefix="another${b}x/").job_id)
