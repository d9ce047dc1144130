"""The stores that the clients send to: the null sink for their own cost, SeaweedFS for truth."""

import contextlib
import functools
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from lab.lines.scripted import CERTIFICATE
from lab.stores.s3probe import Probe, S3Address
from lab.stores.seaweed import fresh_bucket, running_seaweed

Bucket = Callable[[], AbstractContextManager[Probe]]
"""Gives an empty bucket for one run."""


@contextlib.contextmanager
def sink(
    _scratch: Path, *, tls: bool = False, host: str = "127.0.0.1", inside: Sequence[str] = ()
) -> Iterator[Bucket]:
    """The null sink in a process of its own, so that its work is in nobody's figures.

    ``tls``: over https; those that heed ``SSL_CERT_FILE`` (ours, minio-py) trust it. ``inside``: what to put before
    the command.
    """
    command = [
        *inside,
        sys.executable,
        "-m",
        "lab.stores.sink",
        f"--host={host}",
        *(["--tls"] if tls else []),
    ]
    if tls:
        os.environ["SSL_CERT_FILE"] = str(CERTIFICATE)
    tests = Path(__file__).parents[1]
    with subprocess.Popen(
        command, cwd=tests, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        endpoint = process.stdout.readline().strip()

        @contextlib.contextmanager
        def bucket() -> Iterator[Probe]:
            probe = Probe(S3Address(endpoint, "access-key", "secret-key", f"run-{uuid.uuid4().hex[:12]}"))
            try:
                yield probe
            finally:
                probe.close()

        try:
            yield bucket
        finally:
            process.stdin.close()


@contextlib.contextmanager
def seaweed(scratch: Path) -> Iterator[Bucket]:
    """SeaweedFS with its data on disk."""
    with running_seaweed(scratch / "seaweed") as address:
        yield lambda: fresh_bucket(address)


STORES: dict[str, Callable[[Path], AbstractContextManager[Bucket]]] = {
    "sink": sink,
    "sink-https": functools.partial(sink, tls=True),
    "seaweed": seaweed,
}
