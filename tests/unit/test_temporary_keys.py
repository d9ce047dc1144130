"""Temporary keys: a session token goes with the secret wherever that goes, and never where secrets do not."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from lab.lines.scripted import ScriptedServer, answering
from lab.stores.s3_calls import complete
from uploader_gui.domain.errors import BadSettingsError, StoreError
from uploader_gui.domain.job import Destination
from uploader_gui.domain.profile import Addressing, Connection, Profile, Secret
from uploader_gui.headless.runs.handover_messages import encoded, upload_handover
from uploader_gui.headless.runs.run_start import UploadRequest
from uploader_gui.runtime.credentials import Credentials
from uploader_gui.s3.client import S3Client
from uploader_gui.storage.settings.keychain import FILE_NAME, Keychain
from uploader_gui.storage.settings.settings import SavedSettings, environment
from uploader_gui.storage.settings.settings_file import SettingsFile

ENVIRON = {
    "UPLOADER_GUI_ENDPOINT": "https://store.example",
    "UPLOADER_GUI_ACCESS_KEY": "ASIA7",
    "UPLOADER_GUI_SECRET_KEY": "hunter2",
    "UPLOADER_GUI_SESSION_TOKEN": "the-token",
    "UPLOADER_GUI_BUCKET": "films",
    "UPLOADER_GUI_ADDRESSING": "virtual",
}
ENTRY = ("studio", "https://store.example", "ASIA7")
PROFILE = Profile("studio", "https://store.example", "films", "ASIA7")
TO = Destination("studio", "https://store.example", "us-east-1", "films", "a.mov")


@pytest.mark.case("R29")
def test_the_token_is_signed_with_every_request_and_stands_in_presigned_links() -> None:
    with ScriptedServer(answering(403)) as server:
        client = S3Client(
            Connection(server.endpoint, "us-east-1", "ASIA7", "hunter2", session_token="the-token")
        )
        with pytest.raises(StoreError):
            complete(client)
        link = client.presigned_url("videos", "k", 60)
        client.close()
    head = server.heads[0].lower()
    assert "x-amz-security-token: the-token" in head
    assert "x-amz-security-token" in head.partition("signedheaders=")[2].partition(",")[0]
    assert parse_qs(urlsplit(link).query)["X-Amz-Security-Token"] == ["the-token"]


@pytest.mark.case("R29")
def test_the_token_is_kept_with_its_secret_and_goes_with_it(tmp_path: Path) -> None:
    keychain = Keychain(tmp_path)
    keychain.set(*ENTRY, "hunter2", session_token="the-token", may_use_file=True)
    assert Keychain(tmp_path).secret(*ENTRY) == Secret("hunter2", "the-token")
    assert keychain.get(*ENTRY) == "hunter2"
    keychain.set(*ENTRY, "lasting", may_use_file=True)
    assert Keychain(tmp_path).secret(*ENTRY) == Secret("lasting")
    assert "the-token" not in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


@pytest.mark.case("R29")
@pytest.mark.parametrize("key", ["123", '{"a": 1}', "null", '"x"'])
def test_a_secret_that_happens_to_be_json_stays_what_it_is(tmp_path: Path, key: str) -> None:
    keychain = Keychain(tmp_path)
    keychain.set(*ENTRY, key)
    assert keychain.secret(*ENTRY) == Secret(key)


@pytest.mark.case("R29")
def test_the_environments_token_is_used_hidden_and_not_handed_over(tmp_path: Path) -> None:
    variables = environment(ENVIRON)
    assert "the-token" not in repr(variables)
    hidden: list[str] = []
    connection = Credentials(variables, SavedSettings(), Keychain(tmp_path), hidden.append).connect(TO)
    assert (connection.secret_key, connection.session_token) == ("hunter2", "the-token")
    assert connection.addressing is Addressing.VIRTUAL
    assert "the-token" in hidden
    assert "the-token" not in repr(connection)
    assert "the-token" not in encoded(upload_handover(ENVIRON, UploadRequest([tmp_path])))


@pytest.mark.case("R12")
def test_where_the_buckets_name_stands_is_a_setting(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    profile = Profile("studio", "https://store.example", "films", "key", addressing=Addressing.VIRTUAL)
    file.save(SavedSettings(profiles=(profile,)))
    assert file.load().profiles == (profile,)
    assert 'addressing = "virtual"' in file.path.read_text(encoding="utf-8")
    with pytest.raises(BadSettingsError, match="ADDRESSING is one of auto, path, virtual"):
        environment(ENVIRON | {"UPLOADER_GUI_ADDRESSING": "host"})
    for addressing, link in (
        (Addressing.VIRTUAL, "https://films.store.example/a"),
        (Addressing.PATH, "https://store.example/films/a"),
        (Addressing.AUTO, "https://store.example/films/a"),
    ):
        client = S3Client(Connection("https://store.example", "us-east-1", "k", "s", addressing=addressing))
        assert client.presigned_url("films", "a", 60).partition("?")[0] == link
        client.close()
