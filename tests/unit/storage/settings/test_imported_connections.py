"""Connections found in the files of the MinIO client and of AWS."""

import json
from pathlib import Path

import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import english
from uploader_gui.storage.settings.imported_connections import ImportedConnection, foreign_connections

CONFIG = """\
[default]
region = eu-west-1

[profile studio]
region = garage
endpoint_url = https://everything.example.com
s3 =
  endpoint_url = https://s3.studio.example.com:9000
  max_concurrent_requests = 20
ca_bundle = /etc/studio.pem

[profile shared]
services = local

[services local]
s3 =
  endpoint_url = http://127.0.0.1:9000

[profile sso]
sso_start_url = https://example.com/start
region = us-west-2

[sso-session x]
sso_region = us-east-1
"""
KEYS = """\
[default]
aws_access_key_id = AK
aws_secret_access_key = SK%1

[studio]
aws_access_key_id=AK2
aws_secret_access_key=SK2

[shared]
aws_access_key_id = AK3
aws_secret_access_key = SK3

[temporary]
aws_access_key_id = AK4
aws_secret_access_key = SK4
aws_session_token = TOKEN
"""
MC = {
    "version": "10",
    "aliases": {
        "local": {
            "url": "http://localhost:9000",
            "accessKey": "minio",
            "secretKey": "minio123",
            "api": "S3v4",
        },
        "s3": {
            "url": "https://s3.amazonaws.com",
            "accessKey": "YOUR-ACCESS-KEY-HERE",
            "secretKey": "YOUR-SECRET-KEY-HERE",
        },
        "public": {"url": "https://play.example.com", "accessKey": "", "secretKey": ""},
    },
}


def found(home: Path) -> dict[str, ImportedConnection]:
    return {one.name: one for one in foreign_connections(home, {})}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".mc").mkdir()
    return tmp_path


def test_without_files_there_is_nothing_to_import(tmp_path: Path) -> None:
    assert foreign_connections(tmp_path, {}) == []


def test_aliases_of_the_minio_client_are_found_but_for_its_examples(home: Path) -> None:
    (home / ".mc" / "config.json").write_text(json.dumps(MC), encoding="utf-8")
    assert list(found(home)) == ["local"]
    local = found(home)["local"]
    assert (local.endpoint, local.access_key, local.secret_key) == (
        "http://localhost:9000",
        "minio",
        "minio123",
    )
    assert "minio123" not in repr(local)


def test_profiles_of_aws_are_put_together_from_both_files(home: Path) -> None:
    (home / ".aws" / "config").write_text(CONFIG, encoding="utf-8")
    (home / ".aws" / "credentials").write_text(KEYS, encoding="utf-8")
    profiles = found(home)
    assert list(profiles) == ["default", "shared", "sso", "studio", "temporary"]
    default, studio = profiles["default"], profiles["studio"]
    assert (default.endpoint, default.region) == ("https://s3.eu-west-1.amazonaws.com", "eu-west-1")
    assert default.secret_key == "SK%1"
    assert (studio.endpoint, studio.region, studio.ca_file) == (
        "https://s3.studio.example.com:9000",
        "garage",
        "/etc/studio.pem",
    )
    assert profiles["shared"].endpoint == "http://127.0.0.1:9000"


def test_what_cannot_be_used_says_why(home: Path) -> None:
    (home / ".aws" / "config").write_text(CONFIG, encoding="utf-8")
    (home / ".aws" / "credentials").write_text(KEYS, encoding="utf-8")
    profiles = found(home)
    assert "no keys of its own" in english(profiles["sso"].why_not)
    assert profiles["temporary"].why_not == ()
    assert profiles["temporary"].session_token == "TOKEN"
    assert profiles["default"].why_not == ()


def test_files_that_were_moved_are_found_by_their_variables(tmp_path: Path) -> None:
    moved = tmp_path / "keys"
    moved.write_text(KEYS, encoding="utf-8")
    variables = {"AWS_SHARED_CREDENTIALS_FILE": str(moved), "MC_CONFIG_DIR": str(tmp_path / "none")}
    assert len(foreign_connections(tmp_path, variables)) == 4


@pytest.mark.parametrize(("name", "text"), [(".mc/config.json", "{"), (".aws/config", "region = x")])
def test_a_broken_file_is_named(home: Path, name: str, text: str) -> None:
    (home / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadSettingsError, match=Path(name).name):
        foreign_connections(home, {})


def test_an_address_that_is_none_is_shown_with_what_is_wrong_with_it(home: Path) -> None:
    alias = {"url": "ftp://nas", "accessKey": "AK", "secretKey": "SK"}
    (home / ".mc" / "config.json").write_text(json.dumps({"aliases": {"nas": alias}}), encoding="utf-8")
    nas = found(home)["nas"]
    assert nas.endpoint == "ftp://nas"
    assert "http" in english(nas.why_not)


def test_a_file_that_is_no_text_is_named(home: Path) -> None:
    (home / ".aws" / "credentials").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSettingsError, match="credentials can't be read"):
        foreign_connections(home, {})
