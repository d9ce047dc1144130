"""What a report looks like in each of its formats, whatever the names in it hold."""

import ast
import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import JobState, VerifiedBy
from uploader_gui.domain.messages import MessageCode, message, messages_of
from uploader_gui.domain.packages.package import LeftOut, LeftOutFile, NamedFiles
from uploader_gui.domain.reports.report import ReportEntry
from uploader_gui.domain.reports.report_fields import FIELD_NAMES
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Retention
from uploader_gui.runtime.reports import html_report
from uploader_gui.runtime.reports.csv_report import write_csv
from uploader_gui.runtime.reports.html_report import write_html
from uploader_gui.runtime.reports.json_report import write_json
from uploader_gui.runtime.reports.report_words import ReportWords, readers_language
from uploader_gui.storage.settings.settings import Language

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
DELIVERED = ReportEntry(
    package_order=1,
    package_id="p-1",
    package_name="A007",
    job_id="j-1",
    state=JobState.COMPLETED,
    file_name="a.mov",
    source_path="/cards/A007/a.mov",
    file_size=1_500_000_000,
    bytes_done=1_500_000_000,
    content_type="video/quicktime",
    profile="home",
    endpoint="https://store.example",
    bucket="films",
    object_key="A007/a.mov",
    began_at=NOON,
    ended_at=NOON + timedelta(minutes=10),
    active_s=300.0,
    part_count=96,
    hashes=((HashKind.XXH64, "0ea03b369a463d9d"), (HashKind.MD5, "9e107d9d372bb6826bd81d3542a419d6")),
    version_id="v1",
    etag="0cc175b9c0f1b6a831c399e269772661-96",
    crc32=0x00123456,
    verified_by=VerifiedBy.CHECKSUM,
    download_url="https://store.example/films/A007/a.mov",
    user="ana",
    host="cart-2",
    program_version="1.2.3",
    checked_at=NOON + timedelta(days=1),
    checked_by=CheckKind.STORE,
    check_result=CheckResult.MATCHES,
    terms=ObjectTerms(
        metadata=(("show", "Alps"), ("director", "Žofie")),
        tags=(("=team", "news"),),
        storage_class="STANDARD_IA",
        cache_control="no-store",
        encryption=Encryption.SSE_KMS,
        kms_key_id="media",
        retention=Retention.GOVERNANCE,
        retention_days=30,
    ),
)
FAILED = ReportEntry(
    package_order=1,
    package_id="p-1",
    package_name="A007",
    job_id="j-2",
    state=JobState.FAILED,
    file_name="b.mov",
    source_path="/cards/A007/b.mov",
    file_size=1000,
    bytes_done=400,
    content_type="video/quicktime",
    profile="home",
    endpoint="https://store.example",
    bucket="films",
    object_key="A007/b.mov",
    began_at=NOON,
    ended_at=NOON + timedelta(minutes=1),
    active_s=2.0,
    part_count=1,
    hashes=(),
    code=ErrorCode.VERIFY_MISMATCH,
    messages=(message(MessageCode.VERIFY_MISMATCH, what="the checksum"),),
)
PAUSED = replace(
    FAILED, package_order=2, package_id="", package_name="", state=JobState.PAUSED, job_id="j-3", ended_at=None,
    code=ErrorCode.NONE, messages=(),
)  # fmt: skip
ALL = [DELIVERED, FAILED, PAUSED]
TAKEN = LeftOutFile("/cards/A007/+taken.mov", ErrorCode.OBJECT_EXISTS, (message(MessageCode.OBJECT_EXISTS),))
LACKING = [
    replace(
        entry,
        missing=NamedFiles(("/cards/A007/CLIPS/=gone.mov", "/cards/A007/lost.wav"), 1234),
        unlisted=NamedFiles(("/cards/A007/notes & more.txt",), 1),
        left_out=LeftOut((TAKEN,), 3),
    )
    for entry in (DELIVERED, FAILED)
]
NASTY = [
    '=HYPERLINK("http://evil.example")',
    "+1.mov",
    "-cam.mov",
    "@sum.mov",
    "\t=1.mov",
    "line\nbreak.mov",
    'quo"te, comma.mov',
    "🎬 会议.mov",
    "a\u202egnp.exe",
    "<script>alert(1)</script>.mov",
    "\x1b[2J.mov",
    r"\udcff.mov",
]


def written(write: Callable[[io.StringIO], object]) -> str:
    file = io.StringIO(newline="")
    write(file)
    return file.getvalue()


def as_csv(entries: Sequence[ReportEntry]) -> str:
    return written(lambda file: write_csv(entries, file))


def as_json(entries: Iterable[ReportEntry]) -> str:
    return written(lambda file: write_json(entries, NOON, file))


def as_html(entries: Sequence[ReportEntry], language: Language = Language.ENGLISH) -> str:
    return written(lambda file: write_html(entries, NOON, ReportWords(language), file))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_documentation_names_all_columns_in_their_order() -> None:
    page = (Path(__file__).parents[4] / "docs/scripts/packages.md").read_text("utf-8")
    assert f"`{' '.join(FIELD_NAMES)}`" in page.replace("\n", " ")


class Page(HTMLParser):
    """The text of a page, the tags in it, and whether each is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_csv_has_a_line_for_each_file_with_named_columns() -> None:
    text = as_csv(ALL)
    assert text.startswith("\ufeffpackageId,packageName,jobId,status,fileName,fileSize,")
    assert text.count("\r\n") == text.count("\n") == 4
    delivered, failed, paused = rows(text)
    assert delivered == {
        "packageId": "p-1", "packageName": "A007", "jobId": "j-1", "status": "COMPLETED", "fileName": "a.mov",
        "fileSize": "1500000000", "bytesSent": "1500000000", "contentType": "video/quicktime", "connection": "home",
        "endpoint": "https://store.example", "bucket": "films", "objectKey": "A007/a.mov", "versionId": "v1",
        "etag": "0cc175b9c0f1b6a831c399e269772661-96", "verifiedBy": "checksum",
        "downloadUrl": "https://store.example/films/A007/a.mov", "endedAt": "2026-11-28T12:10:00.000Z",
        "errorCode": "", "message": "", "sourcePath": "/cards/A007/a.mov", "crc32": "0x00123456",
        "hashes": "xxh64:0ea03b369a463d9d md5:9e107d9d372bb6826bd81d3542a419d6",
        "beganAt": "2026-11-28T12:00:00.000Z", "activeSeconds": "300.0", "bytesPerSecond": "5000000",
        "partCount": "96", "user": "ana", "host": "cart-2", "programVersion": "1.2.3",
        "checkedAt": "2026-11-29T12:00:00.000Z", "checkedBy": "store", "checkResult": "matches",
        "metadata": "show=Alps; director=Žofie", "tags": "'=team=news", "storageClass": "STANDARD_IA",
        "cacheControl": "no-store", "encryption": "kms", "kmsKeyId": "media", "retention": "governance",
        "retentionDays": "30",
    }  # fmt: skip
    assert (failed["status"], failed["errorCode"], failed["bytesSent"]) == (
        "FAILED",
        "VERIFY_MISMATCH",
        "400",
    )
    assert "the checksum" in failed["message"]
    assert (paused["status"], paused["endedAt"], paused["bytesPerSecond"]) == ("PAUSED", "", "")


def test_csv_has_a_line_for_each_file_that_was_left_out_or_is_missing_behind_those_of_its_package() -> None:
    lines = rows(as_csv([*LACKING, PAUSED]))
    assert [line["status"] for line in lines] == [
        "COMPLETED",
        "FAILED",
        "LEFT_OUT",
        "LEFT_OUT",
        "MISSING",
        "MISSING",
        "MISSING",
        "PAUSED",
    ]
    told = [{name: value for name, value in line.items() if value} for line in lines[2:7]]
    package = {"packageId": "p-1", "packageName": "A007", "status": "MISSING"}
    left_out = package | {"status": "LEFT_OUT"}
    assert told == [
        left_out
        | {
            "fileName": "'+taken.mov",
            "sourcePath": "/cards/A007/+taken.mov",
            "errorCode": "OBJECT_EXISTS",
            "message": "An object with this name is there already.",
        },
        left_out | {"message": "2 more files were left out."},
        package | {"fileName": "'=gone.mov", "sourcePath": "/cards/A007/CLIPS/=gone.mov"},
        package | {"fileName": "lost.wav", "sourcePath": "/cards/A007/lost.wav"},
        package | {"message": "1232 more files are missing."},
    ]


def test_csv_of_nothing_has_its_head() -> None:
    assert as_csv([]).startswith("\ufeffpackageId,")
    assert rows(as_csv([])) == []


@pytest.mark.parametrize("name", NASTY)
def test_a_name_in_csv_is_read_again_as_it_was_and_calculates_nothing(name: str) -> None:
    text = as_csv([replace(DELIVERED, file_name=name, object_key=f"in/{name}"), FAILED])
    first, second = rows(text)
    assert first["fileName"] in {name, f"'{name}"}
    assert first["fileName"].lstrip()[0] not in "=+-@"
    assert first["objectKey"] == f"in/{name}"
    assert second["fileName"] == "b.mov"


def test_json_is_one_document_of_files_packages_and_totals() -> None:
    document = json.loads(as_json(ALL))
    assert document.keys() == {"format", "report", "files", "packages", "totals"}
    assert document["format"] == 1
    assert document["report"].keys() == {"program", "programVersion", "madeAt"}
    delivered, failed, paused = document["files"]
    assert delivered == {
        "packageId": "p-1", "packageName": "A007", "jobId": "j-1", "status": "COMPLETED", "fileName": "a.mov",
        "fileSize": 1500000000, "bytesSent": 1500000000, "contentType": "video/quicktime", "connection": "home",
        "endpoint": "https://store.example", "bucket": "films", "objectKey": "A007/a.mov", "versionId": "v1",
        "etag": "0cc175b9c0f1b6a831c399e269772661-96", "verifiedBy": "checksum",
        "downloadUrl": "https://store.example/films/A007/a.mov", "endedAt": "2026-11-28T12:10:00.000Z",
        "errorCode": None, "message": None, "sourcePath": "/cards/A007/a.mov", "crc32": "00123456",
        "hashes": {"xxh64": "0ea03b369a463d9d", "md5": "9e107d9d372bb6826bd81d3542a419d6"},
        "beganAt": "2026-11-28T12:00:00.000Z", "activeSeconds": 300.0, "bytesPerSecond": 5000000,
        "partCount": 96, "user": "ana", "host": "cart-2", "programVersion": "1.2.3",
        "checkedAt": "2026-11-29T12:00:00.000Z", "checkedBy": "store", "checkResult": "matches",
        "metadata": {"show": "Alps", "director": "Žofie"}, "tags": {"=team": "news"}, "storageClass": "STANDARD_IA",
        "cacheControl": "no-store", "encryption": "kms", "kmsKeyId": "media", "retention": "governance",
        "retentionDays": 30,
    }  # fmt: skip
    assert (failed["metadata"], failed["retentionDays"]) == ({}, None)
    assert (failed["errorCode"], paused["packageId"], paused["endedAt"]) == ("VERIFY_MISMATCH", None, None)
    sums = {
        "files": 2, "verified": 1, "notVerified": 0, "missingOrDiffering": 0, "failed": 1, "unfinished": 0,
        "missingAtSource": 0, "leftOut": 0, "bytes": 1500001000, "bytesDelivered": 1500000000,
        "beganAt": "2026-11-28T12:00:00.000Z", "endedAt": "2026-11-28T12:10:00.000Z",
        "elapsedSeconds": 600.0, "bytesPerSecond": 2500000,
    }  # fmt: skip
    lists = {"missingFiles": [], "unlistedFiles": [], "unlisted": 0, "leftOutFiles": []}
    assert document["packages"] == [{"packageId": "p-1", "packageName": "A007"} | lists | sums]
    assert document["totals"] == sums | {"files": 3, "unfinished": 1, "bytes": 1500002000}


def test_json_names_by_package_what_was_left_out_or_is_missing_and_what_is_in_no_list() -> None:
    document = json.loads(as_json([*LACKING, PAUSED]))
    (package,) = document["packages"]
    assert package["missingFiles"] == ["/cards/A007/CLIPS/=gone.mov", "/cards/A007/lost.wav"]
    assert package["unlistedFiles"] == ["/cards/A007/notes & more.txt"]
    assert (package["missingAtSource"], package["unlisted"], package["files"]) == (1234, 1, 2)
    assert package["leftOutFiles"] == [
        {
            "path": "/cards/A007/+taken.mov",
            "errorCode": "OBJECT_EXISTS",
            "message": "An object with this name is there already.",
        }
    ]
    assert (package["leftOut"], document["totals"]["leftOut"]) == (3, 3)
    assert (document["totals"]["missingAtSource"], document["totals"]["files"]) == (1234, 3)


@pytest.mark.parametrize(
    ("by", "result", "is_verified"),
    [
        (CheckKind.STORE, CheckResult.MATCHES, True),
        (CheckKind.STORE, CheckResult.UNKNOWN, True),
        (CheckKind.STORE, CheckResult.MISSING, False),
        (CheckKind.READ_BACK, CheckResult.DIFFERS, False),
        (CheckKind.SOURCE, CheckResult.DIFFERS, True),
    ],
)
def test_what_is_missing_or_differs_by_now_counts_as_verified_no_more(
    by: CheckKind, result: CheckResult, is_verified: bool
) -> None:
    entry = replace(DELIVERED, checked_by=by, check_result=result)
    totals = json.loads(as_json([entry]))["totals"]
    assert (totals["verified"], totals["missingOrDiffering"]) == (int(is_verified), int(not is_verified))
    assert totals["notVerified"] == 0
    page = as_html([entry])
    assert ("✓ Checksum matches</p>" in page) is is_verified
    assert ("✕ Delivered, missing now</p>" in page) is (result is CheckResult.MISSING)
    assert ("✕ Delivered, changed since</p>" in page) is (by is CheckKind.READ_BACK)
    assert ("the store has what was sent, the file is another one now" in page) is (by is CheckKind.SOURCE)


def test_what_only_verifying_again_proved_counts_as_verified() -> None:
    entry = replace(DELIVERED, verified_by=VerifiedBy.NONE)
    assert json.loads(as_json([entry]))["totals"]["verified"] == 1
    assert "✓ Verified afterwards</p>" in as_html([entry])
    unknown = replace(entry, check_result=CheckResult.UNKNOWN)
    assert json.loads(as_json([unknown]))["totals"]["notVerified"] == 1
    assert "○ Delivered, not verified</p>" in as_html([unknown])


def test_json_of_nothing_is_a_document_too() -> None:
    document = json.loads(as_json([]))
    assert (document["files"], document["packages"], document["totals"]["files"]) == ([], [], 0)


@pytest.mark.parametrize("name", NASTY)
def test_a_name_in_json_is_exactly_that_and_commands_no_terminal(name: str) -> None:
    text = as_json([replace(DELIVERED, file_name=name)])
    assert json.loads(text)["files"][0]["fileName"] == name
    assert text.replace("\n", "").isascii()
    assert text.replace("\n", "").isprintable()


def test_json_is_written_while_its_files_are_read() -> None:
    file = io.StringIO()
    sizes = []

    def entries() -> Iterable[ReportEntry]:
        for _ in range(3):
            sizes.append(len(file.getvalue()))
            yield DELIVERED

    write_json(entries(), NOON, file)
    assert sizes[0] < sizes[1] < sizes[2]


def test_html_tells_every_fact_of_a_file() -> None:
    text = Page(as_html([DELIVERED])).text
    for fact in (
        "A007", "a.mov", "films/A007/a.mov", "https://store.example", "v1", "/cards/A007/a.mov", "1.50 GB",
        "1,500,000,000 bytes", "Parts: 96", "0:05:00", "5.00 MB/s", "ana@cart-2", "Uploader 1.2.3",
        "✓ Checksum matches", "0cc175b9c0f1b6a831c399e269772661-96", "00123456", "0ea03b369a463d9d",
        "9e107d9d372bb6826bd81d3542a419d6", "by asking the store: matches",
    ):  # fmt: skip
        assert fact in text
    for moment in (NOON, NOON + timedelta(minutes=10), NOON + timedelta(days=1)):
        assert f"{moment.astimezone():%Y-%m-%d %H:%M:%S}" in text


def test_html_says_why_a_file_failed_and_how_far_another_is() -> None:
    text = Page(as_html(ALL)).text
    assert "✕ Failed" in text
    assert "the checksum" in text
    assert "Paused, 40 % sent" in text
    assert "In no package" in text


def test_html_names_what_was_left_out_or_is_missing_of_a_package_and_what_is_in_no_list() -> None:
    text = Page(as_html(LACKING)).text
    for words in (
        "✕ Named by the media hash list and not there: 1,234", "/cards/A007/CLIPS/=gone.mov", "/cards/A007/lost.wav",
        "And 1,232 more", "○ In no media hash list: 1", "/cards/A007/notes & more.txt", "Listed, not there1,234",
        "✕ Added, and left out: 3", "/cards/A007/+taken.mov: An object with this name is there already.",
        "Left out3",
    ):  # fmt: skip
        assert words in text
    assert "A007✕ Left out: 3✕ Listed, not there: 1,234" in Page(as_html([*LACKING, PAUSED])).text
    whole = Page(as_html(ALL)).text
    assert "Listed" not in whole
    assert "eft out" not in whole
    assert "hash list" not in whole


def test_html_is_a_file_of_its_own() -> None:
    page = Page(as_html(ALL))
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not {"src", "href", "onload"} & {name for name, _ in page.attributes}
    assert "url(" not in page.text
    assert "@import" not in page.text
    assert "size: A4" in page.text


@pytest.mark.parametrize("name", NASTY)
def test_a_name_in_html_is_text_in_its_place(name: str) -> None:
    page = Page(as_html([replace(DELIVERED, file_name=name, package_name=name)]))
    assert "script" not in page.tags
    assert "\x1b" not in page.text
    assert "\u202e" not in page.text


def test_html_speaks_its_readers_language() -> None:
    html = as_html(ALL, Language.CHINESE)
    text = Page(html).text
    assert '<html lang="zh-CN">' in html
    for words in ("上传报告", "校验和一致", "失败", "已暂停，已发送 40 %", "字节"):
        assert words in text
    for words in ("Upload report", "Checksum", "Failed", "Paused", "{0}"):
        assert words not in text


def test_every_word_of_the_page_is_gathered_for_translation() -> None:
    """Qt's own tool overlooks a call inside of an f-string."""
    tree = ast.parse(Path(html_report.__file__).read_text(encoding="utf-8"))

    texts = [
        node.args[1].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "translate"
        and isinstance(node.args[1], ast.Constant)
    ]
    words = ReportWords(Language.CHINESE)
    assert len(texts) > 40
    assert [text for text in texts if words.translate("Report", str(text)) == text] == []


def test_why_a_file_failed_is_said_in_that_language_too() -> None:
    words = ReportWords(Language.CHINESE)
    said = words.failure(FAILED.code, FAILED.messages)
    assert said.isascii() is False
    assert "the checksum" not in said
    old = words.failure(ErrorCode.VERIFY_MISMATCH, messages_of("The checksum does not match."))
    assert old.isascii() is False
    assert (
        ReportWords(Language.ENGLISH).failure(ErrorCode.INTERNAL, messages_of("Old words.")) == "Old words."
    )


@pytest.mark.parametrize(
    ("chosen", "variables", "language"),
    [
        (Language.CHINESE, {"LANG": "en_US.UTF-8"}, Language.CHINESE),
        (Language.ENGLISH, {"LANG": "zh_CN.UTF-8"}, Language.ENGLISH),
        (Language.SYSTEM, {"LANG": "zh_CN.UTF-8"}, Language.CHINESE),
        (Language.SYSTEM, {"LC_ALL": "zh_Hans_SG.UTF-8", "LANG": "en_US"}, Language.CHINESE),
        (Language.SYSTEM, {"LANG": "zh_TW.UTF-8"}, Language.ENGLISH),
        (Language.SYSTEM, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, Language.ENGLISH),
        (Language.SYSTEM, {"LANG": "de_DE.UTF-8"}, Language.ENGLISH),
    ],
)
def test_the_language_is_the_chosen_one_or_that_of_the_locale(
    chosen: Language, variables: dict[str, str], language: Language
) -> None:
    assert readers_language(chosen, variables) is language


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.00 kB"), (999_949, "1,000 kB"), (12_345_678, "12.3 MB"), (2 * 10**15, "2.00 PB")],
)  # fmt: skip
def test_sizes_have_three_digits(size: int, words: str) -> None:
    assert words in Page(as_html([replace(DELIVERED, file_size=size)])).text
