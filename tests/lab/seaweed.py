"""A real SeaweedFS for tests: one a test process, a fresh bucket a test."""

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lab.minio_face import MinioFace
from lab.proxy import FaultProxy
from lab.s3probe import Probe, S3Address
from uploader_gui.headless.demo.demo_store import DemoStore


@contextlib.contextmanager
def running_seaweed(directory: Path) -> Iterator[S3Address]:
    """SeaweedFS with its data in ``directory``; the address of its first bucket."""
    store = DemoStore(directory)
    with store as found:
        yield S3Address(found.endpoint, found.access_key, found.secret_key, found.bucket, found.region)


@contextlib.contextmanager
def fresh_bucket(store: S3Address) -> Iterator[Probe]:
    """A new bucket on the store, deleted afterwards with all that is in it."""
    probe = Probe(replace(store, bucket=f"test-{uuid.uuid4().hex[:20]}"))
    try:
        probe.make_bucket()
        yield probe
        probe.drop_bucket()
    finally:
        probe.close()


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Address]:
    """The store of this test process."""
    with running_seaweed(tmp_path_factory.mktemp("seaweed")) as address:
        yield address


@pytest.fixture
def bucket(seaweed: S3Address) -> Iterator[Probe]:
    """An empty bucket of the test's own, through the eyes of a probe; ``bucket.address`` says where."""
    with fresh_bucket(seaweed) as probe:
        yield probe


@pytest.fixture
def minio_face(seaweed: S3Address) -> Iterator[MinioFace]:
    """The store with MinIO's manner of answering, for tests that steer it."""
    with MinioFace(seaweed.endpoint) as face:
        yield face


@pytest.fixture
def face(request: pytest.FixtureRequest, seaweed: S3Address) -> str:
    """Whose answers the test hears: ``plain`` is the store's own, ``minio`` MinIO's. Gives the address behind the proxy."""
    if getattr(request, "param", "plain") == "plain":
        return seaweed.endpoint
    worn: MinioFace = request.getfixturevalue("minio_face")
    return worn.endpoint


@pytest.fixture
def proxy(face: str) -> Iterator[FaultProxy]:
    """A fault proxy before the store; ``proxied`` is the test's bucket as seen through it."""
    with FaultProxy(face) as running:
        yield running


@pytest.fixture
def proxied(bucket: Probe, proxy: FaultProxy) -> S3Address:
    """The address of the test's bucket, through the proxy: what the product is given."""
    return replace(bucket.address, endpoint=proxy.endpoint)
