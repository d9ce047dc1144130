"""The settings file: read strictly, replaced whole, without losing what someone else put there."""

import errno
import tomllib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.plan import S3_LIMITS, check_part_size
from uploader_gui.domain.profile import (
    DEFAULT_REGION,
    LARGEST_OBJECT_SIZE,
    Addressing,
    Profile,
    clean_endpoint,
    clean_fingerprint,
)
from uploader_gui.private_files import check_file
from uploader_gui.storage.database.sqlite_connection import full, read_only
from uploader_gui.storage.settings.atomic_file import changing, replace_private
from uploader_gui.storage.settings.settings import MOST_JOBS, MOST_WORKERS, SavedSettings, Settings
from uploader_gui.storage.settings.toml_table import UNLIMITED, Table

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT

FILE_NAME = "settings.toml"
_NEW_FILE = """\
# Settings of uploader-gui. Sizes are bytes, bandwidth_limit is bytes a second or "unlimited".
# Secret keys are not here: the system's keyring holds them.
"""


class SettingsFile:
    """``settings.toml`` in the state directory. Any thread; writers wait for each other."""

    def __init__(self, state_dir: Path) -> None:
        self.path = state_dir / FILE_NAME

    def load(self) -> SavedSettings:
        """What is saved; all defaults if there is no file yet.

        Raises BadSettingsError naming the line of a broken file, or the key of a value that can't be used; and for a
        file that somebody else may have written.
        """
        return self._parsed(self._text())

    def change(self, edit: Callable[[SavedSettings], SavedSettings]) -> SavedSettings:
        """Put into the file what ``edit`` makes of what it says now, and return that; one after the other.

        So nothing is lost that another thread, another program or an editor has put there meanwhile; comments and
        keys unknown to us stay. The old or the new file is there at any moment, never half of one. Raises
        BadSettingsError for values that could not be loaded again, for a broken file (which is left alone) and a
        full or read-only disk.
        """
        try:
            with changing(self.path):
                text = self._text()
                saved = edit(self._parsed(text))
                replace_private(self.path, self._edited(text, saved))
        except OSError as error:
            raise (full if error.errno == errno.ENOSPC else read_only)(self.path.parent) from error
        return saved

    def save(self, saved: SavedSettings) -> None:
        """Have the file say ``saved``, whatever it said before. Raises BadSettingsError as ``change`` does."""
        self.change(lambda _before: saved)

    def _edited(self, text: str, saved: SavedSettings) -> str:
        import tomlkit

        document = tomlkit.parse(text or _NEW_FILE)
        _write_into(document, saved)
        edited = tomlkit.dumps(document)
        self._parsed(edited)
        return edited

    def _text(self) -> str:
        check_file(self.path)
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise BadSettingsError(
                f"The settings in {self.path} can't be read ({error}). Repair or delete that file."
            ) from error

    def _parsed(self, text: str) -> SavedSettings:
        try:
            table = Table(tomllib.loads(text), str(self.path))
        except tomllib.TOMLDecodeError as error:
            raise BadSettingsError(
                f"The settings in {self.path} are broken: {error}. Correct that line, or delete the file."
            ) from None
        profiles = tuple(_profile_of(one) for one in table.tables("profiles"))
        names = [profile.name for profile in profiles]
        if len(set(names)) < len(names):
            raise BadSettingsError(f"In {self.path}, two connections have one name. Rename one of them.")
        current = table.text("current_profile", "")
        return SavedSettings(
            _settings_of(table.table("settings")), profiles, current if current in names else ""
        )


def _settings_of(table: Table) -> Settings:
    """The preferences in ``[settings]``; what is missing has its default."""
    usual = Settings()
    part_size = table.number("part_size", usual.part_size, low=1)
    try:
        check_part_size(part_size)
    except BadSettingsError as error:
        raise table.bad("part_size", f"can't be used ({error.message})", part_size) from None
    return Settings(
        jobs_at_once=table.number("jobs_at_once", usual.jobs_at_once, low=1, high=MOST_JOBS),
        workers=table.number("workers", usual.workers, low=1, high=MOST_WORKERS),
        part_size=part_size,
        bandwidth_limit=table.limit("bandwidth_limit", usual.bandwidth_limit, low=1),
        retry_limit=table.limit("retry_limit", usual.retry_limit, low=0),
        on_reopen=table.choice("on_reopen", usual.on_reopen),
        on_conflict=table.choice("on_conflict", usual.on_conflict),
        theme=table.choice("theme", usual.theme),
        stalled_after_min=table.number("stalled_after_min", usual.stalled_after_min, low=1),
        language=table.choice("language", usual.language),
        keeps_awake=table.flag("keeps_awake", default=usual.keeps_awake),
        shows_summary=table.flag("shows_summary", default=usual.shows_summary),
        closes_to_tray=table.flag("closes_to_tray", default=usual.closes_to_tray),
        asks_before_quitting=table.flag("asks_before_quitting", default=usual.asks_before_quitting),
        api_is_on=table.flag("api_is_on", default=usual.api_is_on),
        api_host=table.entered("api_host", usual.api_host, is_word=True) or usual.api_host,
        api_port=table.number("api_port", usual.api_port, low=0, high=65535),
    )


def _profile_of(table: Table) -> Profile:
    """One saved connection."""
    endpoint = table.text("endpoint")
    try:
        endpoint = clean_endpoint(endpoint)
    except BadSettingsError as error:
        raise table.bad("endpoint", f"can't be used ({error.message})", endpoint) from None
    return Profile(
        table.text("name"),
        endpoint,
        table.entered("bucket", ""),
        table.entered("access_key", "", is_word=True),
        region=table.entered("region", DEFAULT_REGION, is_word=True),
        prefix=table.entered("prefix", ""),
        ca_file=table.text("ca_file", ""),
        upload_lifetime_h=table.hours("upload_lifetime_h"),
        max_object_size=table.number(
            "max_object_size", S3_LIMITS.max_object_size, low=1, high=LARGEST_OBJECT_SIZE
        ),
        certificate_sha256=_fingerprint_of(table),
        addressing=table.choice("addressing", Addressing.AUTO),
    )


def _fingerprint_of(table: Table) -> str:
    text = table.text("certificate_sha256", "")
    try:
        return clean_fingerprint(text)
    except BadSettingsError as error:
        raise table.bad("certificate_sha256", f"can't be used ({error.message})", text) from None


def _write_into(document: "TOMLDocument", saved: SavedSettings) -> None:
    import tomlkit

    document["current_profile"] = saved.current_profile
    _set_all(document.setdefault("settings", tomlkit.table()), _settings_values(saved.settings))
    document["profiles"] = _profile_tables(document.get("profiles", tomlkit.aot()), saved.profiles)


def _settings_values(settings: Settings) -> dict[str, object]:
    values: dict[str, object] = asdict(settings)
    return {
        key: UNLIMITED if value is None else str(value) if isinstance(value, str) else value
        for key, value in values.items()
    }


def _profile_tables(there: "AoT", profiles: Sequence[Profile]) -> "AoT":
    """The profiles as ``[[profiles]]``, each in the table of its name where there is one."""
    import tomlkit

    known = {table["name"]: table for table in there}
    tables = tomlkit.aot()
    for profile in profiles:
        table = known.get(profile.name, tomlkit.table())
        values: dict[str, object] = asdict(profile) | {"addressing": profile.addressing.value}
        if profile.upload_lifetime_h is None:
            del values["upload_lifetime_h"]
            table.pop("upload_lifetime_h", None)
        _set_all(table, values)
        tables.append(table)
    return tables


def _set_all(table: MutableMapping[str, object], values: Mapping[str, object]) -> None:
    """Set what differs; an equal value keeps its own spelling and comment."""
    for key, value in values.items():
        if table.get(key) != value:
            table[key] = value
