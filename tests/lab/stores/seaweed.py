"""A real SeaweedFS for tests: one a test process, a fresh bucket a test."""

import contextlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import urllib3

from lab.lines.proxy import FaultProxy
from lab.stores.minio_face import MinioFace
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.headless.demo.demo_store import PORT_OPTIONS, DemoStore


@dataclass(frozen=True, slots=True)
class SeaweedAddress(S3Address):
    """A bucket on a SeaweedFS; ``master`` is the URL of what hands out the store's volumes."""

    master: str = field(kw_only=True)


@contextlib.contextmanager
def running_seaweed(directory: Path) -> Iterator[SeaweedAddress]:
    """SeaweedFS with its data in ``directory``; the address of its first bucket."""
    with DemoStore(directory) as found:
        ports = json.loads((directory / "identity.json").read_text("ascii"))["ports"]
        yield SeaweedAddress(
            found.endpoint,
            found.access_key,
            found.secret_key,
            found.bucket,
            found.region,
            master=f"http://127.0.0.1:{ports[PORT_OPTIONS.index('master.port')]}",
        )


@contextlib.contextmanager
def fresh_bucket(store: SeaweedAddress, *, is_locked: bool = False) -> Iterator[Probe]:
    """A new bucket on the store, deleted afterwards with all that is in it; one that locks what is written stays.

    It has a volume already: who writes first would have to wait a second for one.
    """
    probe = Probe(replace(store, bucket=f"test-{uuid.uuid4().hex[:20]}"))
    try:
        probe.make_bucket(is_locked=is_locked)
        _grow(store.master, probe.address.bucket)
        yield probe
        if not is_locked:
            probe.drop_bucket()
    finally:
        probe.close()


def _grow(master: str, bucket: str) -> None:
    answer = urllib3.request("GET", f"{master}/vol/grow", fields={"collection": bucket, "count": "1"})
    assert answer.status == 200, answer.data


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedAddress]:
    """The store of this test process."""
    with running_seaweed(tmp_path_factory.mktemp("seaweed")) as address:
        yield address


@pytest.fixture
def bucket(seaweed: SeaweedAddress) -> Iterator[Probe]:
    """An empty bucket of the test's own, through the eyes of a probe; ``bucket.address`` says where."""
    with fresh_bucket(seaweed) as probe:
        yield probe


@pytest.fixture
def locked_bucket(seaweed: SeaweedAddress) -> Iterator[Probe]:
    """A bucket that keeps what is written for a day, whoever wants it deleted."""
    with fresh_bucket(seaweed, is_locked=True) as probe:
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
