"""Whose keys are used for a destination."""

from dataclasses import replace
from pathlib import Path

import pytest

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.job import Destination
from uploader_gui.domain.profile import Profile
from uploader_gui.runtime.credentials import Credentials
from uploader_gui.storage.settings.keychain import WEBHOOK_ENTRY, Keychain
from uploader_gui.storage.settings.settings import Environment, SavedSettings, Settings

HERE, THERE = "https://here.example.com", "https://there.example.com"
STUDIO = Profile("studio", HERE, "media", "studio-key")
FROM_ENVIRONMENT = Environment(Profile("environment", THERE, "media", "env-key"), "env-secret")


@pytest.fixture
def keychain(tmp_path: Path) -> Keychain:
    keychain = Keychain(tmp_path)
    keychain.set("studio", HERE, "studio-key", "studio-secret")
    return keychain


def to(endpoint: str, profile: str = "studio") -> Destination:
    return Destination(profile, endpoint, "eu-1", "media", "a.mp4")


def test_environment_wins_for_its_own_endpoint_only(keychain: Keychain) -> None:
    heard: list[str] = []
    credentials = Credentials(FROM_ENVIRONMENT, SavedSettings(profiles=(STUDIO,)), keychain, heard.append)
    assert credentials.connect(to(THERE)).secret_key == "env-secret"
    assert credentials.connect(to(HERE)).secret_key == "studio-secret"
    assert heard == ["env-secret", "studio-secret"]


def test_region_stays_the_jobs_own(keychain: Keychain) -> None:
    credentials = Credentials(
        Environment(), SavedSettings(profiles=(STUDIO,)), keychain, lambda _secret: None
    )
    assert credentials.connect(to(HERE)).region == "eu-1"


def test_keys_are_never_given_to_another_endpoint(keychain: Keychain) -> None:
    credentials = Credentials(
        Environment(), SavedSettings(profiles=(STUDIO,)), keychain, lambda _secret: None
    )
    with pytest.raises(UploaderError, match="UPLOADER_GUI_SECRET_KEY") as caught:
        credentials.connect(to(THERE))
    assert caught.value.code == ErrorCode.CREDENTIALS_MISSING


def test_renamed_profile_still_serves_the_jobs_of_its_endpoint(keychain: Keychain) -> None:
    credentials = Credentials(
        Environment(), SavedSettings(profiles=(STUDIO,)), keychain, lambda _secret: None
    )
    assert credentials.connect(to(HERE, "its old name")).access_key == "studio-key"


@pytest.mark.case("L3.5")
@pytest.mark.parametrize("endpoint", [f"{THERE},{HERE}", f"{HERE},{THERE}", HERE])
def test_a_connection_that_names_all_addresses_of_a_job_serves_it_at_those(
    keychain: Keychain, endpoint: str
) -> None:
    keychain.set("studio", f"{HERE},{THERE}", "studio-key", "studio-secret")
    both = replace(STUDIO, endpoint=f"{HERE},{THERE}")
    credentials = Credentials(Environment(), SavedSettings(profiles=(both,)), keychain, lambda _secret: None)
    connection = credentials.connect(to(endpoint))
    assert (connection.endpoint, connection.secret_key) == (endpoint, "studio-secret")


@pytest.mark.case("L3.5")
def test_a_job_for_more_addresses_than_a_connection_names_gets_no_keys(keychain: Keychain) -> None:
    credentials = Credentials(
        Environment(), SavedSettings(profiles=(STUDIO,)), keychain, lambda _secret: None
    )
    with pytest.raises(UploaderError) as caught:
        credentials.connect(to(f"{HERE},{THERE}"))
    assert caught.value.code == ErrorCode.CREDENTIALS_MISSING


@pytest.mark.case("L3.5")
def test_a_connection_for_just_the_addresses_of_a_job_goes_before_one_for_more(keychain: Keychain) -> None:
    wide = Environment(Profile("environment", f"{HERE},{THERE}", "media", "env-key"), "env-secret")
    credentials = Credentials(wide, SavedSettings(profiles=(STUDIO,)), keychain, lambda _secret: None)
    assert credentials.connect(to(HERE)).secret_key == "studio-secret"
    assert credentials.connect(to(THERE)).secret_key == "env-secret"


def test_without_any_connection_the_variables_are_named(keychain: Keychain) -> None:
    credentials = Credentials(Environment(), SavedSettings(), keychain, lambda _secret: None)
    with pytest.raises(BadSettingsError, match="UPLOADER_GUI_ENDPOINT"):
        credentials.current_profile()


def test_the_trusted_certificate_goes_with_the_keys(keychain: Keychain) -> None:
    pinned = replace(STUDIO, certificate_sha256="ab" * 32)
    credentials = Credentials(
        Environment(), SavedSettings(profiles=(pinned,)), keychain, lambda _secret: None
    )
    assert credentials.connect(to(HERE)).certificate_sha256 == "ab" * 32


@pytest.mark.case("S01")
def test_whose_keys_an_endpoint_gets_is_known_beforehand(keychain: Keychain) -> None:
    credentials = Credentials(
        FROM_ENVIRONMENT, SavedSettings(profiles=(STUDIO,)), keychain, lambda _secret: None
    )
    assert credentials.profile_at(HERE) == STUDIO
    assert credentials.profile_at(THERE) == FROM_ENVIRONMENT.profile
    assert credentials.profile_at("https://elsewhere.example.com") is None


@pytest.mark.case("S01")
def test_a_connection_without_its_secret_supplies_no_keys(tmp_path: Path) -> None:
    credentials = Credentials(
        Environment(), SavedSettings(profiles=(STUDIO,)), Keychain(tmp_path), lambda _secret: None
    )
    assert credentials.profile_at(HERE) is None


def test_a_webhook_is_signed_with_the_secret_of_the_keyring_or_of_the_environment(tmp_path: Path) -> None:
    heard: list[str] = []
    signed = SavedSettings(Settings(webhook="https://hooks.example.com", webhook_is_signed=True))
    keychain = Keychain(tmp_path)
    credentials = Credentials(Environment(), signed, keychain, heard.append)
    with pytest.raises(UploaderError) as caught:
        credentials.webhook_secret()
    assert caught.value.code == ErrorCode.CREDENTIALS_MISSING
    keychain.set(*WEBHOOK_ENTRY, "kept")
    assert credentials.webhook_secret() == "kept"
    assert heard == ["kept"]
    unsigned = Credentials(Environment(), SavedSettings(), keychain, heard.append)
    assert unsigned.webhook_secret() == ""
    told = Environment(webhook="https://other.example.com", webhook_secret="told")
    assert Credentials(told, signed, keychain, heard.append).webhook_secret() == "told"
    elsewhere = Environment(webhook="https://other.example.com")
    assert Credentials(elsewhere, signed, keychain, heard.append).webhook_secret() == ""
