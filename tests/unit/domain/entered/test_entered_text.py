"""Text that is handed in, from every entrance: made fit for the wire, or refused with the character named."""

import json
from pathlib import Path

import msgspec
import pytest

from uploader_gui.domain.entered.endpoint_address import clean_endpoint, place_at
from uploader_gui.domain.entered.entered_text import entered, entered_word, trimmed
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import english
from uploader_gui.headless.runs.handover_messages import upload_handover
from uploader_gui.headless.runs.run_start import RunDefaults, UploadRequest, UploadStart
from uploader_gui.storage.settings.imported_connections import foreign_connections
from uploader_gui.storage.settings.settings import Environment, environment
from uploader_gui.storage.settings.settings_file import FILE_NAME, SettingsFile

GIVEN = {
    "UPLOADER_GUI_ENDPOINT": "http://127.0.0.1:9000",
    "UPLOADER_GUI_ACCESS_KEY": "AK",
    "UPLOADER_GUI_SECRET_KEY": "SK",
    "UPLOADER_GUI_BUCKET": "media",
}
ZERO_WIDTH = "\u200b"


def read(**changes: str) -> Environment:
    return environment(GIVEN | {f"UPLOADER_GUI_{name}": value for name, value in changes.items()})


@pytest.mark.case("R17")
@pytest.mark.parametrize("edge", ["\n", "\r\n", " ", "\t", ZERO_WIDTH, "\ufeff", "\u00a0", f"{ZERO_WIDTH}\n"])
def test_what_a_copy_brings_along_at_the_ends_is_left_out(edge: str) -> None:
    assert trimmed(f"{edge}AK{edge}") == "AK"
    variables = read(
        **{name.removeprefix("UPLOADER_GUI_"): f"{edge}{text}{edge}" for name, text in GIVEN.items()}
    )
    assert variables == environment(GIVEN)


@pytest.mark.case("S10", "R17")
@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\n", "a line break"),
        ("\r", "a carriage return"),
        ("\0", "a NUL"),
        (ZERO_WIDTH, r"U\+200B \(zero width space\)"),
        ("\u202e", r"U\+202E \(right-to-left override\)"),
        ("\x1b", r"U\+001B"),
        ("\ud800", r"U\+D800"),
    ],
)
@pytest.mark.parametrize("field", ["ACCESS_KEY", "SECRET_KEY", "BUCKET", "PREFIX", "REGION", "API_TOKEN"])
def test_what_can_not_be_seen_inside_is_refused_by_name(field: str, character: str, name: str) -> None:
    with pytest.raises(BadSettingsError, match=f"UPLOADER_GUI_{field} holds {name}"):
        read(**{field: f"one{character}two"})


@pytest.mark.case("R17")
@pytest.mark.parametrize("text", ["schlüssel", "two words", "ＡＫ"])
def test_what_no_header_can_carry_is_refused(text: str) -> None:
    for field in ("ACCESS_KEY", "REGION", "API_TOKEN"):
        with pytest.raises(BadSettingsError, match=f"UPLOADER_GUI_{field} holds"):
            read(**{field: text})
    assert entered(f" {text}\n", "The prefix") == text
    with pytest.raises(BadSettingsError):
        entered_word(text, "The region")


@pytest.mark.case("R17", "S10")
@pytest.mark.parametrize("field", ["bucket", "prefix", "region", "access_key", "endpoint"])
def test_the_settings_file_is_read_as_strictly(tmp_path: Path, field: str) -> None:
    table = {"name": "Studio", "endpoint": "https://a.example", "bucket": "b"} | {field: "x\\r\\nEvil: 1"}
    lines = "\n".join(f'{name} = "{value}"' for name, value in table.items())
    (tmp_path / FILE_NAME).write_text(f"[[profiles]]\n{lines}\n", encoding="utf-8")
    with pytest.raises(BadSettingsError, match=f"'{field}'"):
        SettingsFile(tmp_path).load()


@pytest.mark.case("R17", "S10")
def test_keys_that_are_imported_are_made_clean_or_not_offered(tmp_path: Path) -> None:
    alias = {"url": "http://127.0.0.1:9000", "accessKey": f"AK{ZERO_WIDTH}", "secretKey": "SK\n"}
    (tmp_path / ".mc").mkdir()
    aliases = {"good": alias, "wrong": alias | {"accessKey": "A\r\nEvil: 1"}}
    (tmp_path / ".mc" / "config.json").write_text(json.dumps({"aliases": aliases}), encoding="utf-8")
    good, wrong = foreign_connections(tmp_path, {})
    assert (good.access_key, good.secret_key, good.why_not) == ("AK", "SK", ())
    assert "The access key holds" in english(wrong.why_not)


@pytest.mark.case("S10")
@pytest.mark.parametrize("field", ["bucket", "region", "prefix"])
def test_a_place_that_is_handed_over_is_read_as_strictly(field: str) -> None:
    place = upload_handover(GIVEN, UploadRequest([])).place
    assert place is not None
    assert place.checked() == place
    with pytest.raises(BadSettingsError, match="holds a carriage return"):
        msgspec.structs.replace(place, **{field: "a\r\nEvil: 1"}).checked()


@pytest.mark.case("R17")
@pytest.mark.parametrize("wanted", [UploadRequest([], bucket="a\nb"), UploadRequest([], prefix="a\x1bb")])
def test_options_of_the_command_line_are_read_as_strictly(wanted: UploadRequest) -> None:
    profile = environment(GIVEN).profile
    assert profile is not None
    with pytest.raises(BadSettingsError, match="holds"):
        UploadStart(wanted, RunDefaults(profile, 8 << 20, None))


@pytest.mark.case("R16")
@pytest.mark.parametrize(
    ("typed", "endpoint"),
    [
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("BÜCHER.example:9000", "https://xn--bcher-kva.example:9000"),
        ("http://存储。example", "http://xn--k0q63x.example"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("https://nas_1.local", "https://nas_1.local"),
    ],
)
def test_a_host_in_any_script_is_kept_as_it_is_looked_up(typed: str, endpoint: str) -> None:
    assert clean_endpoint(typed) == endpoint


@pytest.mark.case("R16")
@pytest.mark.parametrize(
    "typed", ["https://straße.example", "https://" + "ü" * 70 + ".example", "https://ü..example"]
)
def test_a_host_that_can_not_be_told_in_ascii_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadSettingsError, match="begins with xn--"):
        clean_endpoint(typed)


@pytest.mark.case("R28")
def test_a_path_behind_the_endpoint_is_a_link_to_a_bucket_where_none_is_named() -> None:
    assert place_at("https://nas:9000/media/2026", "").bucket == "media"
    profile = read(ENDPOINT="https://nas:9000/media/2026", BUCKET="").profile
    assert profile is not None
    assert (profile.endpoint, profile.bucket, profile.prefix) == ("https://nas:9000", "media", "2026/")
    profile = read(ENDPOINT="https://nas:9000/media", PREFIX="raw").profile
    assert profile is not None
    assert (profile.bucket, profile.prefix) == ("media", "raw")


@pytest.mark.case("R28")
@pytest.mark.parametrize("path", ["/s3", "/media/other", "/s3/media"])
def test_a_store_below_a_path_is_refused_with_the_same_words_everywhere(path: str, tmp_path: Path) -> None:
    words = "a store below a path can't be used"
    with pytest.raises(BadSettingsError, match=words):
        place_at(f"https://nas:9000{path}", "media", "")
    with pytest.raises(BadSettingsError, match=words):
        read(ENDPOINT=f"https://nas:9000{path}")
    (tmp_path / ".mc").mkdir()
    alias = {"url": f"https://nas:9000{path}", "accessKey": "AK", "secretKey": "SK"}
    (tmp_path / ".mc" / "config.json").write_text(json.dumps({"aliases": {"x": alias}}), encoding="utf-8")
    assert words in english(foreign_connections(tmp_path, {})[0].why_not)
