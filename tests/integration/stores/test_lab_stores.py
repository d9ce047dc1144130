"""The stores that tests run against are what they seem."""

import hashlib
import os
from dataclasses import replace

import pytest
from minio.error import InvalidResponseError

from lab.lines.proxy import FaultProxy
from lab.stores.s3probe import Probe, S3Address


def test_bucket_is_empty_and_goes_with_its_test(bucket: Probe) -> None:
    assert bucket.keys() == []
    assert bucket.uploads() == []
    bucket.put("folder/k", b"x")
    assert bucket.head("folder/k") is not None
    bucket.delete("folder/k")
    assert bucket.head("folder/k") is None


def test_probe_sees_open_uploads(bucket: Probe) -> None:
    upload_id = bucket.begin_upload("a&b")
    assert bucket.uploads() == [("a&b", upload_id)]
    assert bucket.parts("a&b", upload_id) == {}
    bucket.abort("a&b", upload_id)
    assert bucket.uploads() == []


def test_rclone_stores_and_checks_keys(rclone: S3Address) -> None:
    data = os.urandom(1_000_000)
    with FaultProxy(rclone.endpoint) as proxy:
        probe = Probe(replace(rclone, endpoint=proxy.endpoint))
        probe.put("k", data)
        assert probe.sha256("k") == hashlib.sha256(data).hexdigest()
        probe.close()
        stranger = Probe(replace(rclone, endpoint=proxy.endpoint, secret_key="wrong-secret"))
        with pytest.raises(InvalidResponseError, match="403"):
            stranger.get("k")
        stranger.close()
