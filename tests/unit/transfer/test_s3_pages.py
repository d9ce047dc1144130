"""Listings of many pages: every one is read, and one that leads nowhere ends."""

from lab.s3_calls import Serve
from lab.scripted import Script, Visit, answering
from uploader_gui.transfer.browsing import Folder


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
