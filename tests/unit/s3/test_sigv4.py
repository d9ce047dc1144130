import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from minio.credentials.credentials import Credentials
from minio.signer import sign_v4_s3

from uploader_gui.s3.sigv4 import Signer

KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(time, "gmtime", moment.timetuple)


def test_the_example_of_the_aws_documentation_is_signed_as_written_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at(monkeypatch, datetime(2013, 5, 24, tzinfo=UTC))
    headers = {
        "host": "examplebucket.s3.amazonaws.com",
        "date": "Fri, 24 May 2013 00:00:00 GMT",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
    }
    payload_hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
    Signer(KEY, SECRET, "us-east-1").sign("PUT", "/test%24file.text", "", headers, payload_hash)
    expected = "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
    assert headers["authorization"].endswith(f"Signature={expected}")


def test_our_signature_is_the_sdks(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 25, 12, 34, 56, tzinfo=UTC)
    at(monkeypatch, moment)
    headers = {"host": "h:9000", "x-amz-meta-uploader-job": "a  job", "content-type": "video/mp4"}
    url = "http://h:9000/b/dir/%C3%A4%20%2B.mp4?partNumber=3&uploadId=a%2Fb"
    Signer(KEY, SECRET, "eu-1").sign(
        "PUT", "/b/dir/%C3%A4%20%2B.mp4", "partNumber=3&uploadId=a%2Fb", headers, "UNSIGNED-PAYLOAD"
    )
    given = {name: value for name, value in headers.items() if name != "authorization"}
    theirs = sign_v4_s3(
        method="PUT",
        url=urlsplit(url),
        region="eu-1",
        headers=dict(given),
        credentials=Credentials(KEY, SECRET),
        content_sha256="UNSIGNED-PAYLOAD",
        date=moment,
    )
    assert headers["authorization"] == theirs["Authorization"]


@pytest.mark.case("C35")
def test_the_key_of_yesterday_is_not_used_today(monkeypatch: pytest.MonkeyPatch) -> None:
    signer = Signer(KEY, SECRET, "us-east-1")
    signatures = []
    for moment in (datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC), datetime(2026, 11, 26, tzinfo=UTC)):
        at(monkeypatch, moment)
        headers, fresh = {"host": "h"}, {"host": "h"}
        signer.sign("GET", "/", "", headers, "x")
        Signer(KEY, SECRET, "us-east-1").sign("GET", "/", "", fresh, "x")
        assert headers == fresh
        signatures.append(headers["authorization"])
    assert signatures[0] != signatures[1]
