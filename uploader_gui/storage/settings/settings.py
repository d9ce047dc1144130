"""Preferences, saved connections, and what the environment says instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path

from uploader_gui.domain.endpoint_address import place_at
from uploader_gui.domain.entered_text import entered, entered_word, trimmed
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.plan import DEFAULT_PART_SIZE, check_part_size
from uploader_gui.domain.profile import DEFAULT_REGION, Addressing, Profile, Secret

MOST_JOBS = 16
MOST_WORKERS = 32
ENVIRONMENT_PROFILE = "environment"
_MOST_DIGITS = 18
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
    ``api_host`` and ``api_port`` are where the window answers HTTP requests while ``api_is_on``; port 0: a free one.
    """

    jobs_at_once: int = 3
    workers: int = 8
    part_size: int = DEFAULT_PART_SIZE
    bandwidth_limit: int | None = None
    retry_limit: int | None = 10
    on_reopen: ReopenPolicy = ReopenPolicy.ASK
    on_conflict: ConflictPolicy = ConflictPolicy.REFUSE
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


def with_changes(now: Settings, before: Settings, wanted: Settings) -> Settings:
    """``now``, with that changed in which ``wanted`` differs from ``before``."""
    names = [each.name for each in fields(Settings)]
    changed = {
        name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(before, name)
    }
    return replace(now, **changed)


@dataclass(frozen=True, slots=True)
class SavedSettings:
    """All that the settings file holds. ``current_profile`` is the name of one of ``profiles``, or ""."""

    settings: Settings = field(default_factory=Settings)
    profiles: tuple[Profile, ...] = ()
    current_profile: str = ""

    def profile(self, name: str) -> Profile | None:
        """The saved connection of this name."""
        return next((profile for profile in self.profiles if profile.name == name), None)


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables that were set. None or "": not set.

    ``profile`` is made of the ``UPLOADER_GUI_*`` connection variables and wins over saved ones; its bucket is
    "" where only the command line names one. ``max_size`` and ``part_size`` are bytes.
    """

    profile: Profile | None = None
    secret_key: str = field(default="", repr=False)
    session_token: str = field(default="", repr=False)
    state_dir: Path | None = None
    staging_dir: Path | None = None
    max_size: int | None = None
    part_size: int | None = None
    api_token: str = field(default="", repr=False)

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
    )


def _profile(environ: Mapping[str, str]) -> Profile | None:
    def value(name: str) -> str:
        return trimmed(environ.get(f"UPLOADER_GUI_{name}", ""))

    if not any(value(name) for name in (*_CONNECTION, "BUCKET")):
        return None
    missing = [f"UPLOADER_GUI_{name}" for name in _CONNECTION if not value(name)]
    if missing:
        raise BadSettingsError(
            f"A connection from the environment also needs {' and '.join(missing)}. Set it, or unset the other "
            "UPLOADER_GUI_ variables to use a saved connection."
        )
    bucket, prefix = (entered(value(name), f"UPLOADER_GUI_{name}") for name in ("BUCKET", "PREFIX"))
    try:
        place = place_at(value("ENDPOINT"), bucket, prefix)
    except BadSettingsError as error:
        raise BadSettingsError(f"UPLOADER_GUI_ENDPOINT: {error.message}") from None
    return Profile(
        ENVIRONMENT_PROFILE,
        place.endpoint,
        place.bucket,
        entered_word(value("ACCESS_KEY"), "UPLOADER_GUI_ACCESS_KEY"),
        region=entered_word(value("REGION"), "UPLOADER_GUI_REGION") or place.region or DEFAULT_REGION,
        prefix=prefix or place.prefix,
        addressing=_addressing(trimmed(value("ADDRESSING"))),
    )


def _addressing(text: str) -> Addressing:
    if text and text not in list(Addressing):
        words = ", ".join(Addressing)
        raise BadSettingsError(f"UPLOADER_GUI_ADDRESSING is one of {words}, not '{text}'.")
    return Addressing(text) if text else Addressing.AUTO


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    text = environ.get(name, "")
    if not text:
        return None
    try:
        folder = Path(text).expanduser().absolute()
    except RuntimeError:
        raise BadSettingsError(f"{name}: there is no such home directory in '{text}'.") from None
    if folder.exists() and not folder.is_dir():
        raise BadSettingsError(f"{name} names {folder}, which is not a directory.")
    return folder


def _bytes(environ: Mapping[str, str], name: str) -> int | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS) or not int(text):
        raise BadSettingsError(f"{name} is a number of bytes over 0, such as 2147483648, not '{text}'.")
    return int(text)


def _part_size(environ: Mapping[str, str], name: str) -> int | None:
    size = _bytes(environ, name)
    if size is None:
        return None
    try:
        return check_part_size(size)
    except BadSettingsError as error:
        raise BadSettingsError(f"{name}: {error.message}") from None
