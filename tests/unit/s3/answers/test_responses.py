from datetime import UTC, datetime

import pytest

from lab.lines.scripted import answering
from lab.stores.s3_calls import Serve
from uploader_gui.s3.answers import responses

S3 = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'


def test_a_crc32_is_written_as_four_bytes_the_highest_first() -> None:
    assert responses.crc32_to_base64(0x00000001) == "AAAAAQ=="
    assert responses.crc32_from_base64("AAAAAQ==") == 1


@pytest.mark.parametrize("text", [None, "", "AAAAAQ==-3", "AAAA", "not base64!", "AAAAAQAAAAE="])
def test_what_is_no_crc32_of_bytes_is_none(text: str | None) -> None:
    assert responses.crc32_from_base64(text) is None


@pytest.mark.parametrize("text", ['"abc"', "abc", 'W/"abc"', ' "abc" '])
def test_etags_are_compared_without_their_quotes(text: str) -> None:
    assert responses.unquoted(text) == "abc"


def test_escaped_quotes_in_a_listing_are_taken_off_too() -> None:
    root = responses.document(
        f"<ListPartsResult {S3}><Part><PartNumber>1</PartNumber><Size>5</Size><ETag>&#34;abc&#34;</ETag></Part>"
        "<Part><PartNumber>2</PartNumber><Size>6</Size><ETag>&quot;def&quot;</ETag>"
        "<ChecksumCRC32>AAAAAQ==</ChecksumCRC32></Part></ListPartsResult>".encode()
    )
    assert [responses.listed_part(part) for part in root] == [
        responses.ListedPart(1, 5, "abc", None),
        responses.ListedPart(2, 6, "def", 1),
    ]


def test_spaces_before_the_document_are_passed_over() -> None:
    root = responses.document(
        b'   \n<?xml version="1.0"?><CompleteMultipartUploadResult><ETag>e-2</ETag></CompleteMultipartUploadResult>'
    )
    finished = responses.complete_response({}, root)
    assert finished is not None
    assert finished.etag == "e-2"


def test_a_result_without_an_etag_is_no_result() -> None:
    root = responses.document(b"<CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>")
    assert responses.complete_response({}, root) is None


def test_the_kind_of_a_whole_checksum_is_told_in_the_body_or_in_a_header() -> None:
    body = "<ETag>e</ETag><ChecksumCRC32>AAAAAQ==</ChecksumCRC32>"
    kind = "<ChecksumType>FULL_OBJECT</ChecksumType>"
    name = "CompleteMultipartUploadResult"
    inside = responses.complete_response({}, responses.document(f"<{name}>{body}{kind}</{name}>".encode()))
    headers = {"x-amz-checksum-type": "FULL_OBJECT", "x-amz-version-id": "v1"}
    outside = responses.complete_response(headers, responses.document(f"<{name}>{body}</{name}>".encode()))
    assert inside == responses.CompleteResponse("e", "AAAAAQ==", is_full_object=True, version_id="")
    assert outside == responses.CompleteResponse("e", "AAAAAQ==", is_full_object=True, version_id="v1")


def test_creates_answer_says_what_the_store_will_do() -> None:
    root = responses.document(
        b"<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
    )
    headers = {
        "x-amz-checksum-algorithm": "CRC32",
        "x-amz-checksum-type": "FULL_OBJECT",
        "x-amz-abort-date": "Thu, 26 Nov 2026 00:00:00 GMT",
        "server": "MinIO",
    }
    abort_date = datetime(2026, 11, 26, tzinfo=UTC)
    assert responses.created_upload(headers, root) == responses.CreatedUpload(
        "u", checksum_is_announced=True, is_full_object=True, abort_date=abort_date, is_minio=True
    )
    assert responses.created_upload({}, root) == responses.CreatedUpload(
        "u", checksum_is_announced=False, is_full_object=False, abort_date=None, is_minio=False
    )


@pytest.mark.parametrize(
    ("headers", "crc32_whole"),
    [
        ({"etag": '"abc-2"', "x-amz-checksum-type": "FULL_OBJECT"}, 1),
        ({"etag": '"abc-2"', "x-amz-checksum-type": "COMPOSITE"}, None),
        ({"etag": '"abc-2"'}, None),  # Garage shows the CRC of the parts' CRCs, and no type
        ({"etag": '"abc"'}, 1),
    ],
)
def test_only_a_checksum_of_all_bytes_counts_as_the_wholes(
    headers: dict[str, str], crc32_whole: int | None
) -> None:
    facts = responses.object_facts({**headers, "content-length": "7", "x-amz-checksum-crc32": "AAAAAQ=="})
    assert (facts.size, facts.crc32_whole) == (7, crc32_whole)


def test_only_uploads_of_exactly_the_key_are_listed(serve: Serve) -> None:
    entries = "".join(
        f"<Upload><Key>{key}</Key><UploadId>{key}-id</UploadId><Initiated>2026-11-25T02:47:01.123Z</Initiated></Upload>"
        for key in ("a.mp4", "a.mp4.part", "b/a.mp4")
    )
    page = f"<ListMultipartUploadsResult {S3}>{entries}</ListMultipartUploadsResult>"
    _, client = serve(answering(200, page.encode()))
    begun_at = datetime(2026, 11, 25, 2, 47, 1, 123000, tzinfo=UTC)
    assert client.list_uploads("videos", "a.mp4").uploads == [responses.OpenUpload("a.mp4-id", begun_at)]


def test_the_list_of_parts_to_finish_carries_their_checksums() -> None:
    text = responses.finish_document([(1, "a<b", 1), (2, "c", None)]).decode()
    assert (
        "<Part><ChecksumCRC32>AAAAAQ==</ChecksumCRC32><ETag>a&lt;b</ETag><PartNumber>1</PartNumber></Part>"
        in text
    )
    assert "<Part><ETag>c</ETag><PartNumber>2</PartNumber></Part>" in text
