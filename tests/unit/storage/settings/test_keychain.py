import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest
from keyring.core import load_keyring

from uploader_gui.domain.messages import english
from uploader_gui.storage.settings.keychain import Keychain

ACCOUNT = ("home", "http://127.0.0.1:9000", "AK")


class DictKeyring(keyring.backend.KeyringBackend):
    """The system's keyring, which a test machine has none of."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not found")


class LockedKeyring(DictKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked("the user said no")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise keyring.errors.KeyringLocked("the user said no")


def no_keyring() -> keyring.backend.KeyringBackend:
    return load_keyring("keyring.backends.fail.Keyring")


@pytest.fixture(autouse=True)
def own_backend() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_secret_outlives_the_program_in_the_keyring(tmp_path: Path) -> None:
    backend = DictKeyring()
    keyring.set_keyring(backend)
    Keychain(tmp_path).set(*ACCOUNT, "secret")

    again = Keychain(tmp_path)
    assert again.get(*ACCOUNT) == "secret"
    assert again.is_persistent
    assert "keyring" in english(again.explanation)
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_given_to_its_own_endpoint_and_key_only(tmp_path: Path) -> None:
    keyring.set_keyring(DictKeyring())
    keychain = Keychain(tmp_path)
    keychain.set(*ACCOUNT, "secret")

    assert keychain.get("home", "http://elsewhere:9000", "AK") is None
    assert keychain.get("home", "http://127.0.0.1:9000", "other") is None


def test_a_deleted_secret_is_gone_and_deleting_again_is_no_error(tmp_path: Path) -> None:
    keyring.set_keyring(DictKeyring())
    keychain = Keychain(tmp_path)
    keychain.set(*ACCOUNT, "secret")
    keychain.delete(*ACCOUNT)
    keychain.delete(*ACCOUNT)

    assert keychain.get(*ACCOUNT) is None
    assert keychain.is_persistent


@pytest.mark.case("C75")
@pytest.mark.parametrize("backend", [no_keyring, LockedKeyring])
def test_without_a_working_keyring_a_secret_lives_for_the_session(
    tmp_path: Path, backend: Callable[[], keyring.backend.KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    keychain = Keychain(tmp_path)
    keychain.set(*ACCOUNT, "secret")

    assert keychain.get(*ACCOUNT) == "secret"
    assert not keychain.is_persistent
    assert "until this program ends" in english(keychain.explanation)
    assert Keychain(tmp_path).get(*ACCOUNT) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.case("C75")
def test_a_file_holds_secrets_only_on_request_and_for_its_owner_only(tmp_path: Path) -> None:
    keyring.set_keyring(no_keyring())
    Keychain(tmp_path).set(*ACCOUNT, "secret", may_use_file=True)

    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    again = Keychain(tmp_path)
    assert again.get(*ACCOUNT) == "secret"
    again.delete(*ACCOUNT)
    assert not (tmp_path / "secrets.json").exists()


def test_it_is_known_which_secrets_stand_in_the_file(tmp_path: Path) -> None:
    keyring.set_keyring(no_keyring())
    keychain = Keychain(tmp_path)
    keychain.set(*ACCOUNT, "secret", may_use_file=True)
    keychain.set("work", *ACCOUNT[1:], "other")
    assert keychain.is_in_file(*ACCOUNT)
    assert not keychain.is_in_file("work", *ACCOUNT[1:])


def test_the_keyring_is_imported_on_first_use_only(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from uploader_gui.storage.settings.keychain import Keychain; "
        f"Keychain(Path({str(tmp_path)!r})); sys.exit('keyring' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class StubbornKeyring(keyring.backend.KeyringBackend):
    """Keeps secrets and does not let go of them."""

    priority = 1

    def __init__(self) -> None:
        """Nothing of the base's."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""

    def delete_password(self, service: str, username: str) -> None:
        raise keyring.errors.KeyringLocked("the user said no")


@pytest.fixture
def stubborn_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(StubbornKeyring())
    yield
    keyring.set_keyring(before)


@pytest.mark.case("C75")
def test_a_keyring_that_does_not_delete_is_used_no_more(tmp_path: Path, stubborn_keyring: None) -> None:
    chain = Keychain(tmp_path)
    assert "system's keyring" in english(chain.explanation)
    chain.delete(*ACCOUNT)
    assert not chain.is_persistent
    assert "the user said no" in english(chain.explanation)


def test_a_file_of_secrets_that_holds_something_else_holds_none(
    tmp_path: Path, stubborn_keyring: None
) -> None:
    chain = Keychain(tmp_path)
    chain.delete(*ACCOUNT)  # from now on without the keyring
    chain.set(*ACCOUNT, "secret", may_use_file=True)
    (tmp_path / "secrets.json").write_text("[1, 2]")
    assert Keychain(tmp_path).get(*ACCOUNT) is None
