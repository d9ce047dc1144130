"""The secrets of profiles: in the system's keyring, or for this session only."""

import json
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.profile import Secret
from uploader_gui.private_files import NotPrivateError, check_file
from uploader_gui.storage.settings.atomic_file import changing, replace_private

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

FILE_NAME = "secrets.json"
WEBHOOK_ENTRY = "webhook", "all addresses", "signature"
"""Where the secret is kept with which webhooks are signed; the arguments with which it is asked for."""
_SERVICE = "uploader-gui"
_KEY, _TOKEN = "secretKey", "sessionToken"


class Keychain:
    """Finds, keeps and forgets the secret key of a saved connection.

    The keyring is imported on first use (0.1 s and more). A call may wait for the user to unlock it, so the
    window asks from another thread than its own; any thread will do. Where no keyring works, secrets stay in
    memory until the program ends, or in ``secrets.json`` in the state directory on the user's explicit word.
    """

    def __init__(self, state_dir: Path) -> None:
        self._file = state_dir / FILE_NAME
        self._memory: dict[str, str] = {}
        self._lock = RLock()
        self._was_asked = False
        self._backend: KeyringBackend | None = None
        self._without_keyring = message(MessageCode.SECRETS_WITHOUT_KEYRING)

    @property
    def is_persistent(self) -> bool:
        """Whether a secret that is kept now will be there after the program has ended."""
        return self._keyring() is not None

    @property
    def explanation(self) -> Messages:
        """A sentence for the user on where secrets are kept, and why not in a keyring."""
        if self._keyring() is not None:
            return (message(MessageCode.SECRETS_IN_KEYRING),)
        return (self._without_keyring,)

    def get(self, profile_name: str, endpoint: str, access_key: str) -> str | None:
        """The secret key of this profile for exactly this endpoint and access key, or None."""
        found = self.secret(profile_name, endpoint, access_key)
        return found.key if found is not None else None

    def secret(self, profile_name: str, endpoint: str, access_key: str) -> Secret | None:
        """As ``get``, with the session token that belongs to temporary keys."""
        name = _entry(profile_name, endpoint, access_key)
        with self._lock:
            kept = self._memory.get(name) or self._from_keyring(name) or self._in_file().get(name)
        return _unpacked(kept) if kept else None

    def is_in_file(self, profile_name: str, endpoint: str, access_key: str) -> bool:
        """Whether the secret stands in the file, by the user's word."""
        with self._lock:
            return _entry(profile_name, endpoint, access_key) in self._in_file()

    def set(
        self,
        profile_name: str,
        endpoint: str,
        access_key: str,
        secret: str,
        *,
        session_token: str = "",
        may_use_file: bool = False,
    ) -> None:
        """Keep a secret: in the keyring, else in memory, and in the file too if the user said so.

        Its session token is kept in the same entry: one is worth nothing without the other. Raises OSError if that
        file can't be written.
        """
        name = _entry(profile_name, endpoint, access_key)
        packed = _packed(Secret(secret, session_token))
        with self._lock:
            if self._to_keyring(name, packed):
                self._memory.pop(name, None)
                return
            self._memory[name] = packed
            if may_use_file:
                with changing(self._file):
                    self._to_file(self._in_file() | {name: packed})

    def delete(self, profile_name: str, endpoint: str, access_key: str) -> None:
        """Forget a secret wherever it is; one that is nowhere is no error. Raises OSError as ``set`` does."""
        name = _entry(profile_name, endpoint, access_key)
        with self._lock:
            self._memory.pop(name, None)
            self._out_of_keyring(name)
            if name not in self._in_file():
                return
            with changing(self._file):
                self._to_file({kept: secret for kept, secret in self._in_file().items() if kept != name})

    def _keyring(self) -> "KeyringBackend | None":
        """The backend that keeps secrets, looked for once; None where there is none."""
        with self._lock:
            if not self._was_asked:
                self._was_asked = True
                import keyring
                from keyring.backends import fail, null

                backend = keyring.get_keyring()
                if not isinstance(backend, fail.Keyring | null.Keyring):
                    self._backend = backend
            return self._backend

    def _give_up(self, error: Exception) -> None:
        self._backend = None
        reason = str(error) or type(error).__name__
        self._without_keyring = message(MessageCode.SECRETS_KEYRING_BROKEN, reason=reason)

    def _from_keyring(self, name: str) -> str | None:
        backend = self._keyring()
        if backend is None:
            return None
        from keyring.errors import KeyringError

        try:
            return backend.get_password(_SERVICE, name)
        except KeyringError as error:
            self._give_up(error)
            return None

    def _to_keyring(self, name: str, secret: str) -> bool:
        backend = self._keyring()
        if backend is None:
            return False
        from keyring.errors import KeyringError

        try:
            backend.set_password(_SERVICE, name, secret)
        except KeyringError as error:
            self._give_up(error)
            return False
        return True

    def _out_of_keyring(self, name: str) -> None:
        backend = self._keyring()
        if backend is None:
            return
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            backend.delete_password(_SERVICE, name)
        except PasswordDeleteError:
            return  # it was not there
        except KeyringError as error:
            self._give_up(error)

    def _in_file(self) -> dict[str, str]:
        """The file's secrets; one that is missing, damaged or somebody else's holds none."""
        try:
            check_file(self._file)
            values = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, NotPrivateError):
            return {}
        if not isinstance(values, dict):
            return {}
        return {name: secret for name, secret in values.items() if isinstance(secret, str)}

    def _to_file(self, secrets: dict[str, str]) -> None:
        if secrets:
            replace_private(self._file, json.dumps(secrets, indent=1))
        else:
            self._file.unlink(missing_ok=True)


def _packed(secret: Secret) -> str:
    """A secret as it is kept: the key alone, or with its token as JSON."""
    if not secret.session_token:
        return secret.key
    return json.dumps({_KEY: secret.key, _TOKEN: secret.session_token})


def _unpacked(kept: str) -> Secret:
    try:
        values = json.loads(kept)
    except ValueError:
        return Secret(kept)
    if not isinstance(values, dict) or values.keys() != {_KEY, _TOKEN}:
        return Secret(kept)  # a key that happens to be JSON, such as a number
    return Secret(str(values[_KEY]), str(values[_TOKEN]))


def _entry(profile_name: str, endpoint: str, access_key: str) -> str:
    """The entry's name, readable in the system's own list of secrets."""
    return f"{profile_name} ({access_key} at {endpoint})"
