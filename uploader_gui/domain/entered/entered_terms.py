"""What an object is to get, as it is entered: cleaned as stores take it, or refused in words."""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator

from uploader_gui.domain.entered.entered_text import entered, entered_word
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.object_terms import (
    METADATA_PREFIX,
    Encryption,
    ObjectTerms,
    Pairs,
    Retention,
    metadata_name,
)

JOB_NAME = "uploader-job"
"""The name under which every object tells its job."""
MOST_METADATA = (
    2048  # bytes of the headers' names and values, as MinIO counts them; AWS leaves the prefixes out
)
MOST_TAGS = 10
MOST_DAYS = 36_500
_JOB_SIZE = len(METADATA_PREFIX) + len(JOB_NAME) + 36
_TAG_NAME, _TAG_VALUE = 128, 256  # characters: "Categorizing your objects using tags" in AWS's S3 user guide
_TAG_SIGNS = frozenset("+-=._:/@ ")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CLASS = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_TYPE = re.compile(
    r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;\s*[\w!#$&^.+-]+=(\"[^\"\\]*\"|[\w!#$&^.+-]+))*", re.ASCII
)
_ASCII_PRINTED = re.compile(r"[\x20-\x7e]*")
_LONGEST_WORD = 45  # bytes in an encoded word of at most 75 characters (RFC 2047)


def clean_terms(terms: ObjectTerms) -> ObjectTerms:
    """The terms as we keep them. Raises BadSettingsError for what no store would take."""
    key_id = entered_word(terms.kms_key_id, "The key's id")
    if key_id and terms.encryption is not Encryption.SSE_KMS:
        raise BadSettingsError(message(MessageCode.KMS_KEY_WITHOUT_KMS))
    if (terms.retention is Retention.AS_BUCKET) == bool(terms.retention_days):
        raise BadSettingsError(message(MessageCode.RETENTION_HALF_SAID))
    if not 0 <= terms.retention_days <= MOST_DAYS:
        raise BadSettingsError(message(MessageCode.RETENTION_DAYS_UNFIT, most=MOST_DAYS))
    return ObjectTerms(
        metadata=clean_metadata(terms.metadata),
        tags=clean_tags(terms.tags),
        storage_class=clean_storage_class(terms.storage_class),
        cache_control=clean_cache_control(terms.cache_control),
        encryption=terms.encryption,
        kms_key_id=key_id,
        retention=terms.retention,
        retention_days=terms.retention_days,
    )


def clean_metadata(pairs: Pairs) -> Pairs:
    """Names in lower case without S3's own prefix, as headers are. Raises BadSettingsError."""
    found = _each_once(
        ((metadata_name(entered(name, "The metadata")), _value(value)) for name, value in pairs),
        "The metadata",
    )
    for name, value in found:
        if not _TOKEN.fullmatch(name):
            raise BadSettingsError(message(MessageCode.METADATA_NAME_UNFIT, name=name))
        if name == JOB_NAME:
            raise BadSettingsError(message(MessageCode.METADATA_NAME_OURS, name=name))
        if not value:
            raise BadSettingsError(message(MessageCode.METADATA_WITHOUT_VALUE, name=name))
    size = _JOB_SIZE + sum(
        len(METADATA_PREFIX) + len(name) + len(header_text(value)) for name, value in found
    )
    if found and size > MOST_METADATA:
        raise BadSettingsError(message(MessageCode.METADATA_TOO_LARGE, size=size, most=MOST_METADATA))
    return found


def _value(text: str) -> str:
    """Runs of blanks are one: signatures are made of values so, and not every store undoes it alike."""
    return " ".join(entered(text, "The metadata").split())


def clean_tags(pairs: Pairs) -> Pairs:
    """At most ten tags that S3 allows. Raises BadSettingsError."""
    found = _each_once(
        ((entered(name, "A tag"), entered(value, "A tag")) for name, value in pairs), "The tags"
    )
    if len(found) > MOST_TAGS:
        raise BadSettingsError(message(MessageCode.TAGS_TOO_MANY, count=len(found), most=MOST_TAGS))
    for name, value in found:
        if not 0 < len(name) <= _TAG_NAME or len(value) > _TAG_VALUE:
            raise BadSettingsError(
                message(MessageCode.TAG_TOO_LONG, name=name, of_name=_TAG_NAME, of_value=_TAG_VALUE)
            )
        if name.lower().startswith("aws:"):
            raise BadSettingsError(message(MessageCode.TAG_OF_AWS, name=name))
        for character in name + value:
            if not _is_for_tags(character):
                raise BadSettingsError(message(MessageCode.TAG_UNFIT, name=name, character=f"'{character}'"))
    return found


def _is_for_tags(character: str) -> bool:
    return character in _TAG_SIGNS or unicodedata.category(character)[0] in "LMN"


def clean_storage_class(text: str) -> str:
    """One word, as the store spells it; "" for its usual one. Raises BadSettingsError."""
    word = entered(text, "The storage class")
    if word and not _CLASS.fullmatch(word):
        raise BadSettingsError(message(MessageCode.STORAGE_CLASS_UNFIT, text=word))
    return word


def clean_cache_control(text: str) -> str:
    """What stands in the header. Raises BadSettingsError."""
    text = entered(text, "Cache-Control")
    if not _ASCII_PRINTED.fullmatch(text):
        raise BadSettingsError(message(MessageCode.CACHE_CONTROL_UNFIT, text=text))
    return " ".join(text.split())


def clean_content_type(text: str) -> str:
    """``video/mp4``, with parameters or without; "" for none. Raises BadSettingsError."""
    text = entered(text, "The content type")
    if text and not _TYPE.fullmatch(text):
        raise BadSettingsError(message(MessageCode.CONTENT_TYPE_UNFIT, text=text))
    return text


def clean_type_rules(pairs: Pairs) -> Pairs:
    """Patterns of file names with their types; an ending alone (``.mov``) means all that end so. Raises BadSettingsError."""
    found = _each_once(
        ((_pattern(pattern), clean_content_type(kind)) for pattern, kind in pairs), "The content types"
    )
    for pattern, kind in found:
        if not pattern or not kind or "/" in pattern:
            raise BadSettingsError(message(MessageCode.TYPE_RULE_UNFIT, text=f"{pattern}={kind}"))
    return found


def _pattern(text: str) -> str:
    text = entered(text, "The content types")
    return f"*{text}" if text.startswith(".") else text


def read_pairs(texts: Iterable[str]) -> Pairs:
    """``NAME=VALUE`` each, as on a command line or in the lines of a field. Raises BadSettingsError where there is no ``=``."""
    return tuple(map(_pair, texts))


def asked_metadata(texts: Iterable[str]) -> Pairs:
    """Pairs of metadata, each name once; a value may be empty. Raises BadSettingsError."""
    return _each_once(((metadata_name(name), value) for name, value in read_pairs(texts)), "The metadata")


def asked_tags(texts: Iterable[str]) -> Pairs:
    """Pairs of tags, likewise."""
    return _each_once(read_pairs(texts), "The tags")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise BadSettingsError(message(MessageCode.NO_PAIR, text=text))
    return name.strip(), value.strip()


def _each_once(pairs: Iterable[tuple[str, str]], what: str) -> Pairs:
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise BadSettingsError(message(MessageCode.PAIR_TWICE, what=what, name=name))
        found[name] = value
    return tuple(found.items())


def header_text(value: str) -> str:
    """A value as its header carries it: ASCII as it is, all else as encoded words (RFC 2047), which is how S3 returns it."""
    return value if value.isascii() else " ".join(map(_encoded_word, _pieces(value)))


def _encoded_word(piece: str) -> str:
    return f"=?UTF-8?B?{b64encode(piece.encode()).decode('ascii')}?="


def _pieces(value: str) -> Iterator[str]:
    """Pieces that fit into an encoded word each, whole characters all."""
    piece, size = "", 0
    for character in value:
        length = len(character.encode())
        if size + length > _LONGEST_WORD:
            yield piece
            piece, size = "", 0
        piece, size = piece + character, size + length
    yield piece
