"""The store of a torture run, which can be killed."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from lab.stores.minio_face import MinioFace
from lab.stores.s3probe import S3Address
from uploader_gui.headless.demo.demo_store import DemoAddress, DemoStore

PLAIN = "plain"
FACES = (PLAIN, "minio")


class KillableStore:
    """SeaweedFS in a directory, killed with SIGKILL and started again on the same data and address."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._store = DemoStore(directory)

    def start(self) -> S3Address:
        found: DemoAddress = self._store.start()
        return S3Address(found.endpoint, found.access_key, found.secret_key, found.bucket, found.region)

    def kill(self) -> None:
        pids = json.loads((self._directory / "server.pid").read_text(encoding="ascii"))
        server = psutil.Process(pids["server"])
        server.kill()
        self._store.stop()

    def stop(self) -> None:
        self._store.stop()


@contextlib.contextmanager
def running_store(directory: Path) -> Iterator[tuple[KillableStore, S3Address]]:
    """The store, started, and stopped at the end."""
    store = KillableStore(directory)
    address = store.start()
    try:
        yield store, address
    finally:
        store.stop()


@dataclass(slots=True)
class Shown:
    """Where the store answers, and the face that it has on, None for its own."""

    address: S3Address
    face: MinioFace | None = None

    def has_forgotten(self, upload_id: str) -> bool:
        """Whether an upload is gone for whoever asks here, though the store behind may have it."""
        return self.face is not None and self.face.uploads.is_gone(upload_id)


@contextlib.contextmanager
def answering_as(face: str, address: S3Address, lifetime_s: float) -> Iterator[Shown]:
    """The store in the manner of ``face``, one of ``FACES``. MinIO's forgets uploads after so long."""
    if face == PLAIN:
        yield Shown(address)
        return
    with MinioFace(address.endpoint, lifetime_s=lifetime_s) as answering:
        yield Shown(replace(address, endpoint=answering.endpoint), answering)
