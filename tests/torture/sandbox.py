"""The store of a torture run, which can be killed."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil

from lab.minio_face import MinioFace
from lab.s3probe import S3Address
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


@contextlib.contextmanager
def answering_as(face: str, address: S3Address) -> Iterator[S3Address]:
    """The address where the store answers in the manner of ``face``, one of ``FACES``."""
    if face == PLAIN:
        yield address
        return
    with MinioFace(address.endpoint) as answering:
        yield replace(address, endpoint=answering.endpoint)
