"""Listings of many pages: every one is read, and one that leads nowhere ends."""

import itertools
import tracemalloc
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from lab.lines.scripted import Script, Visit, answering
from lab.stores.s3_calls import Serve, failure
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.plan import MIB
from uploader_gui.s3.answers import responses
from uploader_gui.s3.buckets import Folder


def pages(*bodies: str) -> Script:
    """One body a request."""

    def script(visit: Visit) -> None:
        for body in bodies:
            visit.read_request()
            visit.answer(200, body.encode())

    return script


def uploads_page(upload_id: str, following: str) -> str:
    more = f"<IsTruncated>true</IsTruncated><NextKeyMarker>{following}</NextKeyMarker>" if following else ""
    entry = f"<Upload><Key>k</Key><UploadId>{upload_id}</UploadId><Initiated>2026-11-25T08:00:00Z</Initiated></Upload>"
    return f"<ListMultipartUploadsResult>{more}{entry}</ListMultipartUploadsResult>"


def folder_page(name: str, token: str) -> str:
    more = f"<IsTruncated>true</IsTruncated><NextContinuationToken>{token}</NextContinuationToken>"
    entry = f"<CommonPrefixes><Prefix>{name}/</Prefix></CommonPrefixes>"
    return f"<ListBucketResult>{more if token else ''}{entry}</ListBucketResult>"


def test_open_uploads_of_every_page_are_found(serve: Serve) -> None:
    server, client = serve(pages(uploads_page("a", "k"), uploads_page("b", "")))
    uploads, _ = client.list_uploads("videos", "k")
    assert [upload.upload_id for upload in uploads] == ["a", "b"]
    assert "key-marker=k" in server.heads[1]


def test_uploads_page_that_leads_back_to_itself_ends_the_listing(serve: Serve) -> None:
    server, client = serve(answering(200, uploads_page("a", "k").encode()))
    client.list_uploads("videos", "k")
    assert len(server.heads) == 2


def test_folders_of_every_page_are_found(serve: Serve) -> None:
    _, client = serve(pages(folder_page("a", "t1"), folder_page("b", "")))
    assert client.list_folder("videos", "") == Folder(("a", "b"), 0)


def test_folder_with_more_than_anybody_reads_says_that_there_is_more(serve: Serve) -> None:
    server, client = serve(pages(*(folder_page(f"{number:02}", f"t{number}") for number in range(30))))
    found = client.list_folder("videos", "")
    assert not found.is_whole
    assert found.folders == tuple(f"{number:02}" for number in range(len(server.heads)))


def test_new_bucket_names_its_region_unless_it_is_the_default(serve: Serve) -> None:
    server, client = serve(answering(200))
    client.create_bucket("videos", "eu-west-1")
    client.create_bucket("videos", "us-east-1")
    assert b"<LocationConstraint>eu-west-1</LocationConstraint>" in server.bodies[0]
    assert server.bodies[1] == b""


def parts_page(*numbers: int) -> bytes:
    entries = "".join(
        f"<Part><PartNumber>{number}</PartNumber><Size>5</Size><ETag>e</ETag></Part>" for number in numbers
    )
    return f"<ListPartsResult><IsTruncated>true</IsTruncated>{entries}</ListPartsResult>".encode()


def objects_page(name: str, token: str) -> str:
    more = f"<IsTruncated>true</IsTruncated><NextContinuationToken>{token}</NextContinuationToken>"
    return f"<ListBucketResult>{more if token else ''}<Contents><Key>{name}</Key><Size>1</Size></Contents></ListBucketResult>"


def test_objects_of_every_page_are_found(serve: Serve) -> None:
    server, client = serve(pages(objects_page("a+%41", "t1"), objects_page("b", "")))
    assert client.list_objects("videos", "") == {"a+%41": (1, ""), "b": (1, "")}
    assert "continuation-token=t1" in server.heads[1]


@pytest.mark.case("S09")
def test_a_page_of_parts_that_comes_again_ends_the_listing(serve: Serve) -> None:
    server, client = serve(answering(200, parts_page(1, 2)))
    assert sorted(client.list_parts("videos", "k", "u")) == [1, 2]
    assert len(server.heads) == 2


@pytest.mark.case("S09")
def test_a_page_of_objects_that_comes_again_is_named(serve: Serve) -> None:
    server, client = serve(answering(200, objects_page("a", "t").encode()))
    found = failure(lambda: client.list_objects("videos", ""))
    assert (found.code, len(server.heads)) == (ErrorCode.LISTING_ENDLESS, 2)
    assert "does not come to an end" in found.message


@pytest.mark.case("S09")
@pytest.mark.parametrize("kind", ["objects", "uploads"])
def test_pages_that_lead_round_in_a_circle_end(serve: Serve, kind: str) -> None:
    def script(visit: Visit) -> None:
        while True:
            for name in ("x", "y"):
                visit.read_request()
                page = objects_page(name, name) if kind == "objects" else uploads_page(name, name)
                visit.answer(200, page.encode())

    server, client = serve(script)
    if kind == "objects":
        assert failure(lambda: client.list_objects("videos", "")).code == ErrorCode.LISTING_ENDLESS
    else:
        client.list_uploads("videos", "k")
    assert len(server.heads) == 3


@pytest.mark.case("S09")
def test_pages_with_ever_new_markers_end_too(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uploader_gui.s3.listings._MOST_PAGES", 20)
    monkeypatch.setattr("uploader_gui.s3.listings._MOST_PAGES_OF_OBJECTS", 20)

    def script(visit: Visit) -> None:
        for number in itertools.count(1):
            head = visit.read_request()
            page = (
                uploads_page("u", f"k{number}").encode()
                if b"uploads=" in head
                else parts_page(number)
                if b"max-parts" in head
                else objects_page(f"{number}", f"t{number}").encode()
            )
            visit.answer(200, page)

    server, client = serve(script)
    calls: list[Callable[[], object]] = [
        lambda: client.list_uploads("videos", "k"),
        lambda: client.list_parts("videos", "k", "u"),
        lambda: client.list_objects("videos", ""),
    ]
    for call in calls:
        server.heads.clear()
        assert failure(call).code == ErrorCode.LISTING_ENDLESS
        assert len(server.heads) == 20


@pytest.mark.case("S09")
def test_a_page_of_any_size_takes_little_memory() -> None:
    entry = (
        b"<Contents><Key>a/key/of/some/length.mov</Key><Size>5</Size><ETag>&quot;e&quot;</ETag></Contents>"
    )
    body = b"<ListBucketResult>" + entry * (3 * MIB // len(entry)) + b"</ListBucketResult>"
    count = 0

    def take(element: ElementTree.Element) -> None:
        nonlocal count
        assert responses.listed_object(element).size == 5
        count += 1

    tracemalloc.start()
    try:
        responses.listing(body, ("Contents",), take)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 3 * MIB // len(entry)
    assert most < 1 * MIB


@pytest.mark.case("S09")
@pytest.mark.parametrize(
    "body",
    [
        b"<a>" * 40_000 + b"</a>" * 40_000,
        b"<ListBucketResult>" + b"<x/>" * 100_000 + b"</ListBucketResult>",
        b"<ListBucketResult><Contents>" + b"<x/>" * 100_000 + b"</Contents></ListBucketResult>",
    ],
    ids=["deep", "wide", "wide entry"],
)
def test_a_document_that_is_deeper_or_wider_than_any_of_s3_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="deeper"):
        responses.listing(body, ("Contents",), lambda _entry: None)
