"""The saved connections with their secrets, read and written away from the GUI thread."""

from dataclasses import dataclass, field, replace

from uploader_gui.domain.entered.endpoint_address import is_within
from uploader_gui.domain.profile import Connection, Profile, Secret
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.storage.settings.settings import SavedSettings


@dataclass(frozen=True, slots=True)
class ConnectionEntry:
    """A connection and its secret. ``may_use_file``: the user's word that the secret may stand in a file."""

    profile: Profile
    secret: Secret = field(repr=False)
    may_use_file: bool = False


class SavedConnections:
    """Knows no widgets. GUI thread; what waits for a keyring or the disk is awaited."""

    def __init__(self, link: EngineLink) -> None:
        self._link = link

    @property
    def environment_profile(self) -> Profile | None:
        """The connection that the environment names; it is not saved, and wins."""
        return self._runtime.environment.profile

    @property
    def saved_name(self) -> str:
        """The name of the connection that was last in use, "" if there is none."""
        return self._runtime.saved.current_profile

    def profiles(self) -> list[Profile]:
        """All there are, the environment's first."""
        own = self.environment_profile
        return [*([own] if own else []), *self._runtime.saved.profiles]

    def names_beside(self, profile: Profile | None) -> set[str]:
        """The names that another connection than ``profile`` has."""
        return {one.name for one in self.profiles()} - ({profile.name} if profile else set())

    def find(self, name: str) -> Profile | None:
        """The connection of this name."""
        return next((profile for profile in self.profiles() if profile.name == name), None)

    def serving(self, name: str, endpoint: str) -> Profile | None:
        """The connection whose keys jobs are given that go to ``endpoint`` by the connection of this name."""
        fitting = [profile for profile in self.profiles() if is_within(endpoint, profile.endpoint)]
        same = [profile for profile in fitting if is_within(profile.endpoint, endpoint)] or fitting
        return next((one for one in same if one.name == name), next(iter(same), None))

    async def keeping(self, profile: Profile | None) -> SecretKeeping:
        """Where the secret of ``profile`` (None: of a new one) is or would be kept."""
        keychain = self._runtime.keychain

        def ask() -> SecretKeeping:
            if keychain.is_persistent:
                return SecretKeeping(keychain.explanation)
            in_file = profile is not None and keychain.is_in_file(*_entry(profile))
            return SecretKeeping(keychain.explanation, may_use_file=in_file)

        return await self._link.in_thread(ask)

    async def names_in_file(self) -> frozenset[str]:
        """The connections whose secret stands in a file, by the user's word."""
        keychain, profiles = self._runtime.keychain, self._runtime.saved.profiles

        def ask() -> frozenset[str]:
            if keychain.is_persistent:
                return frozenset()
            return frozenset(one.name for one in profiles if keychain.is_in_file(*_entry(one)))

        return await self._link.in_thread(ask)

    async def secret_of(self, profile: Profile) -> Secret:
        """The secret, with an empty key where it is not known."""
        runtime = self._runtime
        if profile == runtime.environment.profile:
            return runtime.environment.secret
        return await self._link.in_thread(lambda: runtime.keychain.secret(*_entry(profile)) or Secret())

    async def connection(self, profile: Profile) -> Connection:
        """All that is needed to speak to its store, with the secret that is kept."""
        return connection_of(profile, await self.secret_of(profile))

    async def keep(self, entry: ConnectionEntry, old: Profile | None) -> None:
        """Save a connection, in the place of ``old`` where there is one, and remember it as the one in use."""
        runtime, profile = self._runtime, entry.profile
        gone = {profile.name, old.name if old else profile.name}

        def edit(there: SavedSettings) -> SavedSettings:
            others = [one for one in there.profiles if one.name not in gone]
            at = next((at for at, one in enumerate(there.profiles) if one.name in gone), len(others))
            return replace(
                there, profiles=(*others[:at], profile, *others[at:]), current_profile=profile.name
            )

        def write() -> None:
            keychain = runtime.keychain
            if old is not None and old != self.environment_profile:
                keychain.delete(*_entry(old))
            keychain.delete(*_entry(profile))  # from the file, too, if it shall not stand there any more
            keychain.set(
                *_entry(profile),
                entry.secret.key,
                session_token=entry.secret.session_token,
                may_use_file=entry.may_use_file,
            )
            if old is not None and old.name != profile.name:  # numbers of names go on under the new one
                runtime.jobs.use_up({profile.name: runtime.jobs.next_number(old.name)})
            runtime.change(edit)

        await self._link.in_thread(write)
        await self._link.call(runtime.engine.keys_changed)

    async def change(self, profile: Profile) -> None:
        """Save another bucket or prefix of a connection; its secret stays."""

        def edit(there: SavedSettings) -> SavedSettings:
            profiles = tuple(profile if one.name == profile.name else one for one in there.profiles)
            return replace(there, profiles=profiles)

        await self._link.in_thread(lambda: self._runtime.change(edit))

    async def use(self, name: str) -> None:
        """Remember which one is in use."""
        runtime = self._runtime
        if runtime.saved.profile(name) is not None:
            await self._link.in_thread(
                lambda: runtime.change(lambda there: replace(there, current_profile=name))
            )

    async def delete(self, profile: Profile) -> None:
        """Forget a saved connection and its secret."""
        runtime = self._runtime

        def edit(there: SavedSettings) -> SavedSettings:
            profiles = tuple(one for one in there.profiles if one.name != profile.name)
            current = "" if there.current_profile == profile.name else there.current_profile
            return replace(there, profiles=profiles, current_profile=current)

        def forget() -> None:
            runtime.change(edit)
            runtime.keychain.delete(*_entry(profile))

        await self._link.in_thread(forget)
        await self._link.call(runtime.engine.keys_changed)

    @property
    def _runtime(self) -> Runtime:
        return self._link.runtime


def connection_of(profile: Profile, secret: Secret) -> Connection:
    """A profile with its secret."""
    return Connection(
        profile.endpoint,
        profile.region,
        profile.access_key,
        secret.key,
        profile.ca_file,
        certificate_sha256=profile.certificate_sha256,
        session_token=secret.session_token,
        addressing=profile.addressing,
        keep_parts=profile.keep_parts,
        kept_bucket=profile.kept_bucket,
        kept_prefix=profile.kept_prefix,
    )


def _entry(profile: Profile) -> tuple[str, str, str]:
    return profile.name, profile.endpoint, profile.access_key
