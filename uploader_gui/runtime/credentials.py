"""The keys for a destination: from the environment, else from the saved connection and the keyring."""

from collections.abc import Callable

from uploader_gui.domain.entered.endpoint_address import nodes_of
from uploader_gui.domain.entered.entered_text import trimmed
from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.job import Destination
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.domain.profile import Connection, Profile, Secret
from uploader_gui.storage.settings.keychain import WEBHOOK_ENTRY, Keychain
from uploader_gui.storage.settings.settings import Environment, SavedSettings


class Credentials:
    """Resolves destinations to connections; any thread.

    The environment wins, but only for its own endpoint. Otherwise the saved connection of the destination's name
    is asked, then any other with the same endpoint. One with the same addresses, in whatever notation, goes before one
    that names others too. A key is never given to an address that it was not meant for, and never comes from another process. ``on_secret`` hears each secret before it is used (the log
    hides it). ``is_attended``: there is a window to enter keys in.
    """

    def __init__(
        self,
        environment: Environment,
        saved: SavedSettings,
        keychain: Keychain,
        on_secret: Callable[[str], None],
        *,
        is_attended: bool = False,
    ) -> None:
        self._environment = environment
        self._keychain = keychain
        self._on_secret = on_secret
        self._is_attended = is_attended
        self.saved = saved  # replaced as a whole when the user saves others

    def connect(self, destination: Destination) -> Connection:
        """Give what is needed to speak to ``destination``. Raises UploaderError CREDENTIALS_MISSING in words."""
        found = self._found(destination.endpoint, destination.profile)
        if found is not None:
            return self._connection(*found, destination)
        raise UploaderError(
            self._where_to_enter_keys(destination.endpoint), code=ErrorCode.CREDENTIALS_MISSING
        )

    def profile_at(self, endpoint: str) -> Profile | None:
        """Whose keys jobs for this endpoint would be sent with; None where none are known here. May block."""
        found = self._found(endpoint, self.saved.current_profile)
        return None if found is None else found[0]

    def current_profile(self) -> Profile:
        """The connection for new jobs. Raises BadSettingsError naming the variables where there is none."""
        if self._environment.profile is not None:
            return self._environment.profile
        for profile in self.saved.profiles:
            if profile.name == self.saved.current_profile:
                return profile
        raise BadSettingsError(message(MessageCode.NO_CONNECTION))

    def webhook_secret(self) -> str:
        """What webhooks are signed with, "" for nothing; blocking. Raises UploaderError where it is not known."""
        own = self._environment.webhook_secret
        if own or self._environment.webhook or not self.saved.settings.webhook_is_signed:
            return own
        kept = self._keychain.get(*WEBHOOK_ENTRY)
        if not kept:
            raise UploaderError(
                message(MessageCode.WEBHOOK_SECRET_UNKNOWN), code=ErrorCode.CREDENTIALS_MISSING
            )
        self._on_secret(kept)
        return kept

    def _found(self, endpoint: str, name: str) -> tuple[Profile, Secret] | None:
        """A connection with its secret for ``endpoint``, that of ``name`` before others."""
        wanted = nodes_of(endpoint)
        return self._among(lambda nodes: nodes == wanted, name) or self._among(wanted.issubset, name)

    def _among(self, fits: Callable[[frozenset[str]], bool], name: str) -> tuple[Profile, Secret] | None:
        own = self._environment.profile
        if own is not None and fits(nodes_of(own.endpoint)):
            return own, self._environment.secret
        fitting = [each for each in self.saved.profiles if fits(nodes_of(each.endpoint))]
        for profile in sorted(fitting, key=lambda profile: profile.name != name):
            secret = self._keychain.secret(profile.name, profile.endpoint, profile.access_key)
            if secret is not None:
                return profile, Secret(trimmed(secret.key), trimmed(secret.session_token))
        return None

    def _where_to_enter_keys(self, endpoint: str) -> Message:
        code = MessageCode.KEYS_UNKNOWN if self._is_attended else MessageCode.KEYS_UNKNOWN_UNATTENDED
        return message(code, endpoint=endpoint)

    def _connection(self, profile: Profile, secret: Secret, destination: Destination) -> Connection:
        self._on_secret(secret.key)
        if secret.session_token:
            self._on_secret(secret.session_token)
        return Connection(
            endpoint=destination.endpoint,
            region=destination.region,
            access_key=profile.access_key,
            secret_key=secret.key,
            session_token=secret.session_token,
            ca_file=profile.ca_file,
            upload_lifetime_h=self._environment.upload_lifetime_h or profile.upload_lifetime_h,
            certificate_sha256=profile.certificate_sha256,
            addressing=profile.addressing,
            keep_parts=profile.keep_parts,
            kept_bucket=profile.kept_bucket,
            kept_prefix=profile.kept_prefix,
        )
