"""Buckets and folders of a real store."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.profile import Connection
from uploader_gui.s3.buckets import Folder
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.connection_test import opened, try_connection


@pytest.fixture
def client(bucket: Probe) -> Iterator[S3Client]:
    with opened(connection_to(bucket)) as client:
        yield client


def connection_to(bucket: Probe) -> Connection:
    address = bucket.address
    return Connection(address.endpoint, address.region, address.access_key, address.secret_key)


def test_folders_are_listed_level_by_level(client: S3Client, bucket: Probe) -> None:
    for key in ("2026/raw/a.mp4", "2026/raw/b.mp4", "2026/edit/c.mp4", "top.mp4"):
        bucket.put(key, b"x")
    name = bucket.address.bucket
    assert client.list_folder(name, "") == Folder(("2026",), 1)
    assert client.list_folder(name, "2026/") == Folder(("edit", "raw"), 0)
    assert client.list_folder(name, "2026/raw/") == Folder((), 2)
    assert client.list_folder(name, "nowhere/") == Folder((), 0)


def test_a_new_bucket_is_among_the_buckets(client: S3Client, bucket: Probe) -> None:
    name = f"{bucket.address.bucket}-new"
    client.create_bucket(name, bucket.address.region)
    assert {name, bucket.address.bucket} <= set(client.list_buckets())


def test_a_bad_bucket_name_is_refused_in_words(client: S3Client) -> None:
    with pytest.raises(StoreError) as caught:
        client.create_bucket("Not A Bucket", "us-east-1")
    assert caught.value.code == ErrorCode.BAD_BUCKET_NAME


@pytest.mark.case("W12")
def test_without_a_bucket_a_connection_is_tried_and_its_buckets_are_named(bucket: Probe) -> None:
    result = try_connection(connection_to(bucket), "", "")
    assert result.error is None
    assert bucket.address.bucket in (result.buckets or ())


@pytest.mark.case("W12")
def test_without_a_bucket_a_wrong_secret_is_told(bucket: Probe) -> None:
    result = try_connection(replace(connection_to(bucket), secret_key="wrong"), "", "")
    assert result.error is not None
    assert result.error.code == ErrorCode.WRONG_SECRET
