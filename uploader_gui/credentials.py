"""The keys for a destination: from the environment, else from the saved connection and the keyring."""

from collections.abc import Callable, Iterable, Sequence

from uploader_gui.domain.errors import BadSettingsError, UploaderError
from uploader_gui.domain.job import Destination
from uploader_gui.domain.profile import Connection, Profile
from uploader_gui.storage.keychain import Keychain
from uploader_gui.storage.settings import Environment, SavedSettings


class Credentials:
    """Resolves destinations to connections; any thread.

    Keys that were lent for a job win for that job alone. Then comes the environment, but only for its own
    endpoint. Otherwise the saved connection of the destination's name is asked, then any other with the same
    endpoint, then what was lent for other jobs there. A key is never given to an endpoint that it was not
    meant for. ``on_secret`` hears each secret before it is used (the log hides it).
    """

    def __init__(
        self,
        environment: Environment,
        saved: SavedSettings,
        keychain: Keychain,
        on_secret: Callable[[str], None],
    ) -> None:
        self._environment = environment
        self._keychain = keychain
        self._on_secret = on_secret
        self._lent: dict[tuple[str, str, str], tuple[Profile, str]] = {}
        self.saved = saved  # replaced as a whole when the user saves others

    def lend(self, profile: Profile, secret: str, destinations: Iterable[Destination]) -> None:
        """Use these keys for jobs that lead there, as far as that is the profile's endpoint; kept in memory only."""
        places = [_place(each) for each in destinations if each.endpoint == profile.endpoint]
        self._lent = self._lent | dict.fromkeys(places, (profile, secret))

    def connect(self, destination: Destination) -> Connection:
        """Give what is needed to speak to ``destination``. Raises UploaderError CREDENTIALS_MISSING in words."""
        if (lent := self._lent.get(_place(destination))) is not None:
            return self._connection(*lent, destination)
        own = self._environment.profile
        if own is not None and own.endpoint == destination.endpoint:
            return self._connection(own, self._environment.secret_key, destination)
        for profile in self._candidates(destination):
            secret = self._keychain.get(profile.name, profile.endpoint, profile.access_key)
            if secret is not None:
                return self._connection(profile, secret, destination)
        for (endpoint, _, _), lent in self._lent.items():
            if endpoint == destination.endpoint:
                return self._connection(*lent, destination)
        raise UploaderError(
            f"No keys are known for {destination.endpoint}. Set UPLOADER_GUI_ENDPOINT={destination.endpoint} with "
            "UPLOADER_GUI_ACCESS_KEY and UPLOADER_GUI_SECRET_KEY, or save the connection in the window; then resume.",
            code="CREDENTIALS_MISSING",
        )

    def current_profile(self) -> Profile:
        """The connection for new jobs. Raises BadSettingsError naming the variables where there is none."""
        if self._environment.profile is not None:
            return self._environment.profile
        for profile in self.saved.profiles:
            if profile.name == self.saved.current_profile:
                return profile
        raise BadSettingsError(
            "No connection is configured. Set UPLOADER_GUI_ENDPOINT, UPLOADER_GUI_ACCESS_KEY, "
            "UPLOADER_GUI_SECRET_KEY and UPLOADER_GUI_BUCKET, or save a connection in the window."
        )

    def _candidates(self, destination: Destination) -> Sequence[Profile]:
        same_endpoint = [each for each in self.saved.profiles if each.endpoint == destination.endpoint]
        return sorted(same_endpoint, key=lambda profile: profile.name != destination.profile)

    def _connection(self, profile: Profile, secret: str, destination: Destination) -> Connection:
        self._on_secret(secret)
        return Connection(
            endpoint=destination.endpoint,
            region=destination.region,
            access_key=profile.access_key,
            secret_key=secret,
            ca_file=profile.ca_file,
            upload_lifetime_h=profile.upload_lifetime_h,
            certificate_sha256=profile.certificate_sha256,
        )


def _place(destination: Destination) -> tuple[str, str, str]:
    return destination.endpoint, destination.bucket, destination.object_key
