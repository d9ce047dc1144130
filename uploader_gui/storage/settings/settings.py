"""Preferences, saved connections, and what the environment says instead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from uploader_gui.domain.entered.command_words import clean_command
from uploader_gui.domain.entered.endpoint_address import place_at
from uploader_gui.domain.entered.entered_text import entered, entered_word, trimmed
from uploader_gui.domain.entered.webhook_address import clean_webhook
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.hashes import HashListPolicy
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import DEFAULT_PART_SIZE, check_part_size
from uploader_gui.domain.profile import DEFAULT_REGION, Addressing, Profile, Secret
from uploader_gui.domain.store.kept_parts import KeepParts, entered_lifetime
from uploader_gui.domain.unattended.watch_folder import WatchFolder

MOST_JOBS = 16
MOST_WORKERS = 32
ENVIRONMENT_PROFILE = "environment"
_MOST_DIGITS = 18
_Word = TypeVar("_Word", bound=StrEnum)
_CONNECTION = ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY")


class ReopenPolicy(StrEnum):
    """What happens at start-up to the jobs that were interrupted."""

    ASK = "ask"
    ALWAYS = "always"
    NEVER = "never"


class Theme(StrEnum):
    """The window's colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(StrEnum):
    """The window's language."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh_CN"


@dataclass(frozen=True, slots=True)
class Settings:
    """The preferences. ``part_size`` in bytes, ``bandwidth_limit`` in bytes a second; None: no limit.

    ``retry_limit`` counts tries after a failure that is the store's; None: go on for ever.
    ``stalled_after_min``: minutes without a part acknowledged after which a running job is warned about.
    ``shows_summary``: a drop of many files or a folder is shown before it is uploaded.
    ``asks_before_quitting``: while uploads run, the user is told first what becomes of them.
    ``package_command`` is run and ``webhook``, a URL, called when a package has ended; "" for neither.
    ``webhook_is_signed``: with a secret that the keyring holds.
    ``timetable``: how fast may be sent when, as ``timetable_text`` writes it; "" for none.
    ``api_host`` and ``api_port`` are where the window answers HTTP requests while ``api_is_on``; port 0: a free one.
    """

    jobs_at_once: int = 3
    workers: int = MOST_WORKERS
    part_size: int = DEFAULT_PART_SIZE
    bandwidth_limit: int | None = None
    retry_limit: int | None = 10
    on_reopen: ReopenPolicy = ReopenPolicy.ASK
    on_conflict: ConflictPolicy = ConflictPolicy.REFUSE
    hash_lists: HashListPolicy = HashListPolicy.CHECK
    theme: Theme = Theme.SYSTEM
    stalled_after_min: int = 10
    language: Language = Language.SYSTEM
    keeps_awake: bool = True
    shows_summary: bool = True
    closes_to_tray: bool = False
    asks_before_quitting: bool = True
    api_is_on: bool = False
    api_host: str = "127.0.0.1"
    api_port: int = 8080
    package_command: str = ""
    webhook: str = ""
    webhook_is_signed: bool = False
    timetable: str = ""


def with_changes(now: Settings, before: Settings, wanted: Settings) -> Settings:
    """``now``, with that changed in which ``wanted`` differs from ``before``."""
    names = [each.name for each in fields(Settings)]
    changed = {
        name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(before, name)
    }
    return replace(now, **changed)


@dataclass(frozen=True, slots=True)
class SavedSettings:
    """All that the settings file holds. ``current_profile`` is the name of one of ``profiles``, or "".

    ``misplaced``: preferences that stand where nobody reads them.
    """

    settings: Settings = field(default_factory=Settings)
    profiles: tuple[Profile, ...] = ()
    current_profile: str = ""
    watch_folders: tuple[WatchFolder, ...] = ()
    misplaced: tuple[str, ...] = ()

    def profile(self, name: str) -> Profile | None:
        """The saved connection of this name."""
        return next((profile for profile in self.profiles if profile.name == name), None)


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables that were set. None or "": not set.

    ``profile`` is made of the ``UPLOADER_GUI_*`` connection variables and wins over saved ones; its bucket is
    "" where only the command line names one. ``max_size`` and ``part_size`` are bytes. ``upload_lifetime_h``:
    hours, before what any connection says.
    """

    profile: Profile | None = None
    secret_key: str = field(default="", repr=False)
    session_token: str = field(default="", repr=False)
    state_dir: Path | None = None
    staging_dir: Path | None = None
    max_size: int | None = None
    part_size: int | None = None
    api_token: str = field(default="", repr=False)
    upload_lifetime_h: float | None = None
    package_command: str = ""
    webhook: str = ""
    webhook_secret: str = field(default="", repr=False)

    @property
    def secret(self) -> Secret:
        """The secret half of the connection's keys."""
        return Secret(self.secret_key, self.session_token)


def environment(environ: Mapping[str, str]) -> Environment:
    """Read ``environ``; a variable that is empty counts as not set.

    Raises BadSettingsError naming the variable that can't be used, or the one that is missing.
    """
    return Environment(
        profile=_profile(environ),
        secret_key=entered(environ.get("UPLOADER_GUI_SECRET_KEY", ""), "UPLOADER_GUI_SECRET_KEY"),
        session_token=entered_word(
            environ.get("UPLOADER_GUI_SESSION_TOKEN", ""), "UPLOADER_GUI_SESSION_TOKEN"
        ),
        state_dir=_folder(environ, "UPLOADER_GUI_HOME"),
        staging_dir=_folder(environ, "UPLOAD_TEMP_DIR"),
        max_size=_bytes(environ, "UPLOAD_MAX_SIZE"),
        part_size=_part_size(environ, "UPLOAD_CHUNK_SIZE"),
        api_token=entered_word(environ.get("UPLOADER_GUI_API_TOKEN", ""), "UPLOADER_GUI_API_TOKEN"),
        upload_lifetime_h=_hours(environ, "UPLOADER_GUI_UPLOAD_LIFETIME_H"),
        package_command=_clean(environ, "UPLOADER_GUI_PACKAGE_COMMAND", clean_command),
        webhook=_clean(environ, "UPLOADER_GUI_WEBHOOK", clean_webhook),
        webhook_secret=entered(environ.get("UPLOADER_GUI_WEBHOOK_SECRET", ""), "UPLOADER_GUI_WEBHOOK_SECRET"),
    )


def _profile(environ: Mapping[str, str]) -> Profile | None:
    def value(name: str) -> str:
        return trimmed(environ.get(f"UPLOADER_GUI_{name}", ""))

    if not any(value(name) for name in (*_CONNECTION, "BUCKET")):
        return None
    missing = [f"UPLOADER_GUI_{name}" for name in _CONNECTION if not value(name)]
    if missing:
        raise BadSettingsError(message(MessageCode.ENVIRONMENT_LACKS, names=", ".join(missing)))
    bucket, prefix = (entered(value(name), f"UPLOADER_GUI_{name}") for name in ("BUCKET", "PREFIX"))
    try:
        place = place_at(value("ENDPOINT"), bucket, prefix)
    except BadSettingsError as error:
        raise _unusable("UPLOADER_GUI_ENDPOINT", error) from None
    return Profile(
        ENVIRONMENT_PROFILE,
        place.endpoint,
        place.bucket,
        entered_word(value("ACCESS_KEY"), "UPLOADER_GUI_ACCESS_KEY"),
        region=entered_word(value("REGION"), "UPLOADER_GUI_REGION") or place.region or DEFAULT_REGION,
        prefix=prefix or place.prefix,
        addressing=_word(environ, "UPLOADER_GUI_ADDRESSING", Addressing.AUTO),
        keep_parts=_word(environ, "UPLOADER_GUI_KEEP_PARTS", KeepParts.AUTO),
        kept_bucket=entered_word(value("KEPT_BUCKET"), "UPLOADER_GUI_KEPT_BUCKET"),
        kept_prefix=entered(value("KEPT_PREFIX"), "UPLOADER_GUI_KEPT_PREFIX"),
        name_template=_clean(environ, "UPLOADER_GUI_NAME_TEMPLATE", _clean_template),
    )


def _word(environ: Mapping[str, str], name: str, usual: _Word) -> _Word:
    """One of the words of ``usual``'s kind."""
    text, kind = trimmed(environ.get(name, "")), type(usual)
    if text and text not in list(kind):
        raise BadSettingsError(
            message(MessageCode.VARIABLE_NO_WORD, name=name, words=", ".join(kind), text=text)
        )
    return kind(text) if text else usual


def _clean(environ: Mapping[str, str], name: str, clean: Callable[[str], str]) -> str:
    """What ``clean`` makes of the text."""
    try:
        return clean(environ.get(name, ""))
    except BadSettingsError as error:
        raise _unusable(name, error) from None


def _clean_template(text: str) -> str:
    if not text:
        return ""
    from uploader_gui.domain.name_template import (
        clean_template,
    )  # few have one, and `list` shall not wait

    return clean_template(text)


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    text = environ.get(name, "")
    if not text:
        return None
    try:
        folder = Path(text).expanduser().absolute()
    except RuntimeError:
        raise BadSettingsError(message(MessageCode.VARIABLE_WITHOUT_HOME, name=name, text=text)) from None
    if folder.exists() and not folder.is_dir():
        raise BadSettingsError(message(MessageCode.VARIABLE_NO_FOLDER, name=name, path=str(folder)))
    return folder


def _hours(environ: Mapping[str, str], name: str) -> float | None:
    text = trimmed(environ.get(name, ""))
    if not text:
        return None
    hours = entered_lifetime(text)
    if hours is None:
        raise BadSettingsError(message(MessageCode.VARIABLE_NO_HOURS, name=name, text=text))
    return hours


def _bytes(environ: Mapping[str, str], name: str) -> int | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS) or not int(text):
        raise BadSettingsError(message(MessageCode.VARIABLE_NO_BYTES, name=name, text=text))
    return int(text)


def _part_size(environ: Mapping[str, str], name: str) -> int | None:
    size = _bytes(environ, name)
    if size is None:
        return None
    try:
        return check_part_size(size)
    except BadSettingsError as error:
        raise _unusable(name, error) from None


def _unusable(name: str, error: BadSettingsError) -> BadSettingsError:
    return BadSettingsError((message(MessageCode.VARIABLE_UNUSABLE, name=name), *error.messages))
