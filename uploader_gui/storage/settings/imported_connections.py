"""Connections that other programs have saved: the MinIO client's aliases and AWS's profiles, read only."""

import configparser
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from uploader_gui.domain.entered.endpoint_address import split_address
from uploader_gui.domain.entered.entered_text import entered, entered_word
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, Messages, message
from uploader_gui.domain.profile import DEFAULT_REGION, Addressing

MINIO_CLIENT, AWS = "MinIO client", "AWS"
_EXAMPLE_KEYS = frozenset({"YOUR-ACCESS-KEY-HERE", ""})


@dataclass(frozen=True, slots=True)
class ImportedConnection:
    """One connection of another program. ``why_not``: why it can't be used here, else empty."""

    program: str
    name: str
    endpoint: str
    region: str
    access_key: str
    secret_key: str = field(repr=False)
    ca_file: str = ""
    why_not: Messages = ()
    session_token: str = field(default="", repr=False)
    addressing: Addressing = Addressing.AUTO


def foreign_connections(home: Path, environ: Mapping[str, str]) -> list[ImportedConnection]:
    """All that is found in the usual files, by program and name; files that are missing hold none. Blocking.

    The variables that move those files count: MC_CONFIG_DIR, AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE.
    Raises BadSettingsError naming a file that can't be read.
    """
    return [*_aliases(_minio_client_file(home, environ)), *_aws_profiles(home, environ)]


def _minio_client_file(home: Path, environ: Mapping[str, str]) -> Path:
    if folder := environ.get("MC_CONFIG_DIR"):
        return Path(folder) / "config.json"
    windows = home / "mc" / "config.json"
    return windows if windows.exists() else home / ".mc" / "config.json"


def _aliases(path: Path) -> Iterator[ImportedConnection]:
    try:
        values = json.loads(_text(path) or "{}")
    except ValueError as error:
        raise BadSettingsError(
            message(MessageCode.FILE_MALFORMED, path=str(path), reason=str(error))
        ) from error
    aliases = values.get("aliases", values.get("hosts", {})) if isinstance(values, dict) else {}
    for name, alias in sorted(aliases.items() if isinstance(aliases, dict) else ()):
        if not isinstance(alias, dict) or str(alias.get("accessKey", "")) in _EXAMPLE_KEYS:
            continue
        yield _connection(
            MINIO_CLIENT,
            name,
            str(alias.get("url", "")),
            DEFAULT_REGION,
            (str(alias.get("accessKey", "")), str(alias.get("secretKey", ""))),
            session_token=str(alias.get("sessionToken") or ""),
        )


def _aws_profiles(home: Path, environ: Mapping[str, str]) -> Iterator[ImportedConnection]:
    keys = _ini(Path(environ.get("AWS_SHARED_CREDENTIALS_FILE") or home / ".aws" / "credentials"))
    config = _ini(Path(environ.get("AWS_CONFIG_FILE") or home / ".aws" / "config"))
    profiles: dict[str, dict[str, str]] = {}
    for section in config.sections():
        if section == "default" or section.startswith("profile "):
            profiles[section.removeprefix("profile ").strip()] = dict(config[section])
    for section in keys.sections():
        profiles[section] = profiles.get(section, {}) | dict(keys[section])
    for name, values in sorted(profiles.items()):
        region = values.get("region", "")
        endpoint = _endpoint_of(values, config) or _aws_endpoint(region)
        pair = values.get("aws_access_key_id", ""), values.get("aws_secret_access_key", "")
        yield _connection(
            AWS,
            name,
            endpoint,
            region or DEFAULT_REGION,
            pair,
            ca_file=values.get("ca_bundle", ""),
            session_token=values.get("aws_session_token", ""),
            addressing=_addressing_of(values),
        )


def _endpoint_of(profile: Mapping[str, str], config: configparser.RawConfigParser) -> str:
    """``endpoint_url`` for S3 alone, in the profile or its [services] section, before that for all services."""
    nested = _nested(profile.get("s3", ""))
    section = f"services {profile.get('services', '')}"
    shared = _nested(config[section].get("s3", "")) if config.has_section(section) else {}
    return shared.get("endpoint_url", "") or nested.get("endpoint_url", "") or profile.get("endpoint_url", "")


def _addressing_of(profile: Mapping[str, str]) -> Addressing:
    style = _nested(profile.get("s3", "")).get("addressing_style", "")
    return Addressing(style) if style in list(Addressing) else Addressing.AUTO


def _nested(text: str) -> dict[str, str]:
    """Indented ``name = value`` lines below a key."""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _aws_endpoint(region: str) -> str:
    return f"https://s3.{region}.amazonaws.com" if region else "https://s3.amazonaws.com"


def _connection(
    program: str,
    name: str,
    address: str,
    region: str,
    keys: tuple[str, str],
    *,
    ca_file: str = "",
    session_token: str = "",
    addressing: Addressing = Addressing.AUTO,
) -> ImportedConnection:
    why_not: Messages = ()
    endpoint = address
    try:
        found = split_address(address)
        endpoint, keys = (
            found.endpoint,
            (entered_word(keys[0], "The access key"), entered(keys[1], "The secret key")),
        )
        region = entered_word(region, "The region")
        if found.bucket:
            why_not = (message(MessageCode.IMPORT_WITH_PATH, path=f"/{found.bucket}/{found.prefix}"),)
    except BadSettingsError as error:
        why_not = error.messages
    if not all(keys):
        why_not = (message(MessageCode.IMPORT_WITHOUT_KEYS),)
    return ImportedConnection(
        program, name, endpoint, region, keys[0], keys[1], ca_file, why_not, session_token, addressing
    )


def _ini(path: Path) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, default_section="")
    try:
        parser.read_string(_text(path), str(path))
    except configparser.Error as error:
        raise BadSettingsError(
            message(MessageCode.FILE_MALFORMED, path=str(path), reason=error.message)
        ) from error
    return parser


def _text(path: Path) -> str:
    try:
        return path.expanduser().read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettingsError(
            message(MessageCode.FILE_UNREADABLE, path=str(path), reason=str(error))
        ) from error
