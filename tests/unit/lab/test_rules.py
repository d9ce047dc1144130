"""Rules pick the requests that they were written for."""

import pytest

from lab.lines.request import Request, parse_request
from lab.lines.rules import Fault, Rule, answer, combined, cut, delay


def request(line: str, *headers: str) -> Request:
    return parse_request("\r\n".join([f"{line} HTTP/1.1", *headers, "", ""]).encode())


@pytest.mark.parametrize(
    ("line", "operation"),
    [
        ("POST /b/k?uploads=", "create"),
        ("PUT /b/k?partNumber=3&uploadId=u", "part"),
        ("GET /b/k?uploadId=u&max-parts=1000", "list_parts"),
        ("POST /b/k?uploadId=u", "complete"),
        ("DELETE /b/k?uploadId=u", "abort"),
        ("PUT /b/folder/k", "put"),
        ("GET /b/k", "get"),
        ("HEAD /b/k", "head"),
        ("DELETE /b/k", "delete"),
        ("GET /b?uploads=", "list_uploads"),
        ("GET /b?location=", "location"),
        ("GET /b/?list-type=2&prefix=", "list_objects"),
        ("HEAD /b", "head_bucket"),
        ("PUT /b", "make_bucket"),
        ("DELETE /b", "delete_bucket"),
        ("GET /", "list_buckets"),
        ("OPTIONS /b/k", "options"),
    ],
)
def test_operation_is_read_from_method_path_and_query(line: str, operation: str) -> None:
    assert request(line).operation == operation


def test_request_knows_key_part_and_size() -> None:
    found = request("PUT /b/a%20b/%E6%96%87?partNumber=7&uploadId=u%2F1", "Content-Length: 12", "Host: h")
    assert (found.bucket, found.key, found.part_number, found.upload_id) == ("b", "a b/文", 7, "u/1")
    assert found.body_size == 12
    assert found.headers["host"] == "h"


def test_rule_takes_the_nth_and_as_many_as_it_was_told() -> None:
    rule = Rule("part", answer(503), nth=2, times=2)
    part = request("PUT /b/k?partNumber=1&uploadId=u")
    assert [rule.takes(part) for _ in range(5)] == [False, True, True, False, False]


def test_rule_looks_at_key_number_and_size() -> None:
    rule = Rule("part", answer(413), key="k", number=2, larger_than=10)
    assert rule.takes(request("PUT /b/k?partNumber=2&uploadId=u", "Content-Length: 11"))
    assert not rule.takes(request("PUT /b/k?partNumber=2&uploadId=u", "Content-Length: 10"))
    assert not rule.takes(request("PUT /b/k?partNumber=3&uploadId=u", "Content-Length: 11"))
    assert not rule.takes(request("PUT /b/x?partNumber=2&uploadId=u", "Content-Length: 11"))
    assert not rule.takes(request("PUT /b/k", "Content-Length: 11"))


def test_faults_add_up() -> None:
    both = combined((delay(2), cut("in_body", after_bytes=5)))
    assert both == Fault(delay_s=2, cut="in_body", cut_after=5)
