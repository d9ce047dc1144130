"""The settings file: read strictly, replaced whole, without losing what someone else put there."""

import errno
import tomllib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

from uploader_gui.domain.entered.command_words import clean_command
from uploader_gui.domain.entered.endpoint_address import clean_endpoint
from uploader_gui.domain.entered.entered_terms import (
    MOST_DAYS,
    clean_cache_control,
    clean_metadata,
    clean_storage_class,
    clean_tags,
    clean_terms,
    clean_type_rules,
)
from uploader_gui.domain.entered.webhook_address import clean_webhook
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.name_template import clean_template
from uploader_gui.domain.plan import S3_LIMITS, check_part_size
from uploader_gui.domain.profile import (
    DEFAULT_REGION,
    LARGEST_OBJECT_SIZE,
    Addressing,
    Profile,
    clean_fingerprint,
)
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Retention
from uploader_gui.domain.unattended.timetable_text import clean_timetable
from uploader_gui.domain.unattended.watch_folder import (
    LONGEST_SETTLED_S,
    USUAL_SETTLED_S,
    Afterwards,
    WatchFolder,
    check_watch_folder,
    usual_watch_id,
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
_OF_OBJECTS = {each.name for each in fields(ObjectTerms)} | {"content_types"}
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
                message(MessageCode.SETTINGS_UNREADABLE, path=str(self.path), reason=str(error))
            ) from error

    def _parsed(self, text: str) -> SavedSettings:
        try:
            table = Table(tomllib.loads(text), str(self.path))
        except tomllib.TOMLDecodeError as error:
            raise BadSettingsError(
                message(MessageCode.SETTINGS_BROKEN, path=str(self.path), reason=str(error))
            ) from None
        profiles = tuple(
            _profile_of(one) for one in table.tables("profiles", MessageCode.SETTING_OF_CONNECTION)
        )
        names = [profile.name for profile in profiles]
        if len(set(names)) < len(names):
            raise BadSettingsError(message(MessageCode.CONNECTIONS_ALIKE, path=str(self.path)))
        current = table.text("current_profile", "")
        return SavedSettings(
            _settings_of(table.table("settings")),
            profiles,
            current if current in names else "",
            self._watch_folders(table),
            tuple(one.name for one in fields(Settings) if table.has(one.name)),
        )

    def _watch_folders(self, table: Table) -> tuple[WatchFolder, ...]:
        tables = table.tables("watch_folders", MessageCode.SETTING_OF_WATCH_FOLDER)
        watches = tuple(_watch_folder_of(one) for one in tables)
        ids = {watch.watch_id for watch in watches}
        places = {(watch.folder, watch.profile, watch.prefix) for watch in watches}
        if min(len(ids), len(places)) < len(watches):
            raise BadSettingsError(message(MessageCode.WATCH_FOLDERS_ALIKE, path=str(self.path)))
        return watches


def _settings_of(table: Table) -> Settings:
    """The preferences in ``[settings]``; what is missing has its default."""
    usual = Settings()
    part_size = table.number("part_size", usual.part_size, low=1)
    try:
        check_part_size(part_size)
    except BadSettingsError as error:
        raise table.unusable("part_size", error, part_size) from None
    return Settings(
        jobs_at_once=table.number("jobs_at_once", usual.jobs_at_once, low=1, high=MOST_JOBS),
        workers=table.number("workers", usual.workers, low=1, high=MOST_WORKERS),
        part_size=part_size,
        bandwidth_limit=table.limit("bandwidth_limit", usual.bandwidth_limit, low=1),
        retry_limit=table.limit("retry_limit", usual.retry_limit, low=0),
        on_reopen=table.choice("on_reopen", usual.on_reopen),
        on_conflict=table.choice("on_conflict", usual.on_conflict),
        hash_lists=table.choice("hash_lists", usual.hash_lists),
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
        package_command=table.clean("package_command", clean_command),
        webhook=table.clean("webhook", clean_webhook),
        webhook_is_signed=table.flag("webhook_is_signed", default=usual.webhook_is_signed),
        timetable=table.clean("timetable", clean_timetable),
    )


def _profile_of(table: Table) -> Profile:
    """One saved connection."""
    endpoint = table.text("endpoint")
    try:
        endpoint = clean_endpoint(endpoint)
    except BadSettingsError as error:
        raise table.unusable("endpoint", error, endpoint) from None
    objects = table.table("objects")
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
        keep_parts=table.choice("keep_parts", KeepParts.AUTO),
        kept_bucket=table.entered("kept_bucket", ""),
        kept_prefix=table.entered("kept_prefix", ""),
        name_template=table.clean("name_template", clean_template),
        terms=_terms_of(objects),
        content_types=objects.pairs("content_types", clean_type_rules),
    )


def _terms_of(table: Table) -> ObjectTerms:
    """What objects get, in ``[profiles.objects]``."""
    terms = ObjectTerms(
        metadata=table.pairs("metadata", clean_metadata),
        tags=table.pairs("tags", clean_tags),
        storage_class=table.clean("storage_class", clean_storage_class),
        cache_control=table.clean("cache_control", clean_cache_control),
        encryption=table.choice("encryption", Encryption.AS_BUCKET),
        kms_key_id=table.entered("kms_key_id", "", is_word=True),
        retention=table.choice("retention", Retention.AS_BUCKET),
        retention_days=table.number("retention_days", 0, low=0, high=MOST_DAYS),
    )
    try:
        return clean_terms(terms)
    except BadSettingsError as error:  # of those that need each other
        key, value = ("kms_key_id", terms.kms_key_id) if terms.kms_key_id else ("retention", terms.retention)
        raise table.unusable(key, error, value) from None


def _watch_folder_of(table: Table) -> WatchFolder:
    """One watched folder; without an id, which people who write the file need not invent, it has that of its folder."""
    folder = table.text("folder")
    watch = WatchFolder(
        watch_id=table.text("watch_id", "") or usual_watch_id(folder),
        folder=folder,
        profile=table.text("profile", ""),
        prefix=table.entered("prefix", ""),
        name_template=table.clean("name_template", clean_template),
        include=table.texts("include"),
        exclude=table.texts("exclude"),
        has_subfolders=table.flag("has_subfolders", default=True),
        settled_s=table.seconds("settled_s", USUAL_SETTLED_S, high=LONGEST_SETTLED_S),
        marker=table.entered("marker", ""),
        afterwards=table.choice("afterwards", Afterwards.LEAVE),
        moved_to=table.text("moved_to", ""),
        is_growing=table.flag("is_growing", default=False),
        is_on=table.flag("is_on", default=True),
        is_polled=table.flag("is_polled", default=False),
    )
    try:
        return check_watch_folder(watch)
    except BadSettingsError as error:
        raise table.unusable("folder", error, folder) from None


def _fingerprint_of(table: Table) -> str:
    text = table.text("certificate_sha256", "")
    try:
        return clean_fingerprint(text)
    except BadSettingsError as error:
        raise table.unusable("certificate_sha256", error, text) from None


def _write_into(document: "TOMLDocument", saved: SavedSettings) -> None:
    import tomlkit

    document["current_profile"] = saved.current_profile
    _set_all(document.setdefault("settings", tomlkit.table()), _settings_values(saved.settings))
    document["profiles"] = _profile_tables(document.get("profiles", tomlkit.aot()), saved.profiles)
    there = document.get("watch_folders", tomlkit.aot())
    if saved.watch_folders or there:
        document["watch_folders"] = _watch_folder_tables(there, saved.watch_folders)


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
        words = {"addressing": profile.addressing.value, "keep_parts": profile.keep_parts.value}
        values: dict[str, object] = asdict(profile) | words
        if profile.upload_lifetime_h is None:
            del values["upload_lifetime_h"]
            table.pop("upload_lifetime_h", None)
        del values["terms"], values["content_types"]
        _set_all(table, values)
        _set_objects(table, profile)
        tables.append(table)
    return tables


def _set_objects(table: MutableMapping[str, object], profile: Profile) -> None:
    """What objects get, in a table of its own; none where they get nothing."""
    import tomlkit

    said = {name: value for name, value in asdict(profile.terms).items() if value}
    said |= {"content_types": profile.content_types} if profile.content_types else {}
    objects = table.get("objects")
    if not isinstance(objects, MutableMapping):
        objects = tomlkit.table()
    for name in _OF_OBJECTS - said.keys():
        objects.pop(name, None)
    for name, value in said.items():
        if not isinstance(value, tuple):
            _set_all(objects, {name: str(value) if isinstance(value, str) else value})
        elif tuple(objects.get(name, {}).items()) != value:
            pairs = objects[name] = tomlkit.inline_table()
            pairs.update(dict(value))
    if objects:
        table["objects"] = objects
    else:
        table.pop("objects", None)


def _watch_folder_tables(there: "AoT", watches: Sequence[WatchFolder]) -> "AoT":
    """The watched folders as ``[[watch_folders]]``, each in the table of its id where there is one."""
    import tomlkit

    known = {table.get("watch_id") or usual_watch_id(table["folder"]): table for table in there}
    tables = tomlkit.aot()
    for watch in watches:
        table = known.get(watch.watch_id, tomlkit.table())
        lists = {"include": list(watch.include), "exclude": list(watch.exclude)}
        values: dict[str, object] = asdict(watch) | lists | {"afterwards": watch.afterwards.value}
        _set_all(table, values)
        tables.append(table)
    return tables


def _set_all(table: MutableMapping[str, object], values: Mapping[str, object]) -> None:
    """Set what differs; an equal value keeps its own spelling and comment."""
    for key, value in values.items():
        if table.get(key) != value:
            table[key] = value
