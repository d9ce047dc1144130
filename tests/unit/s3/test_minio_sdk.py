"""The private parts of minio-py and urllib3 that are used or overridden: another version may not have them."""

import inspect
import subprocess
import sys

import pytest
from minio import Minio
from minio.helpers import BaseURL
from urllib3 import HTTPConnectionPool, PoolManager
from urllib3.connection import HTTPConnection

from uploader_gui.domain.profile import Connection
from uploader_gui.s3.client import S3Client
from uploader_gui.s3.http.http_connection import POOLS, StoppableHttpConnection
from uploader_gui.s3.minio_sdk import MinioSdk


def parameters(function: object) -> list[str]:
    assert callable(function)
    return [name for name in inspect.signature(function).parameters if name != "self"]


def test_minio_sends_everything_through_the_method_that_is_overridden() -> None:
    assert parameters(Minio._url_open) == parameters(MinioSdk._url_open)
    assert "self._url_open(" in inspect.getsource(Minio._execute)
    for name in ("_abort_multipart_upload", "_list_objects"):
        assert "self._execute(" in inspect.getsource(getattr(Minio, name)), name


@pytest.mark.case("C08")
def test_the_private_calls_of_minio_have_the_parameters_that_are_given() -> None:
    assert parameters(Minio._abort_multipart_upload) == ["bucket_name", "object_name", "upload_id"]
    assert parameters(Minio._get_region) == ["bucket_name"]
    assert {"method", "region", "bucket_name", "object_name"} <= set(parameters(BaseURL.build))


def test_no_cryptography_is_loaded_for_administration_that_nobody_does() -> None:
    code = (
        "import sys, uploader_gui.s3.client; print(*{'minio', 'Crypto', 'argon2', 'cffi'} & {*sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["minio"]


def test_urllib3_connects_through_the_method_that_is_overridden() -> None:
    assert parameters(HTTPConnection._new_conn) == parameters(StoppableHttpConnection._new_conn) == []
    assert "self._new_conn()" in inspect.getsource(HTTPConnection.connect)
    assert parameters(HTTPConnectionPool._new_conn) == []
    manager = PoolManager()
    manager.pool_classes_by_scheme = POOLS
    for scheme in POOLS:
        made = manager.connection_from_host("store.example", 9000, scheme)._new_conn()
        assert isinstance(made, StoppableHttpConnection)


@pytest.mark.case("C41")
@pytest.mark.parametrize(
    ("endpoint", "bucket", "address"),
    [
        ("http://127.0.0.1:9000", "videos", "http://127.0.0.1:9000/videos/a%20b"),
        ("https://s3.eu-west-1.amazonaws.com", "videos", "https://videos.s3.eu-west-1.amazonaws.com/a%20b"),
        (
            "https://s3.eu-west-1.amazonaws.com",
            "my.videos",
            "https://s3.eu-west-1.amazonaws.com/my.videos/a%20b",
        ),
    ],
)
def test_a_bucket_is_named_where_its_store_wants_it(endpoint: str, bucket: str, address: str) -> None:
    client = S3Client(Connection(endpoint, "eu-west-1", "key", "secret"))
    assert client.presigned_url(bucket, "a b", 60).partition("?")[0] == address
