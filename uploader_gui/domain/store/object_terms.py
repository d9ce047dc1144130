"""What an object gets beside its bytes: metadata, tags, storage class, encryption, retention."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

METADATA_PREFIX = "x-amz-meta-"
Pairs = tuple[tuple[str, str], ...]


NONE_SAID = "none"
"""How people say that an object is to get nothing of a kind, whatever its connection says."""


class Encryption(StrEnum):
    """What the store encrypts the object with: as its bucket says, with the store's own keys, or a key of its KMS."""

    AS_BUCKET = ""
    SSE_S3 = "s3"
    SSE_KMS = "kms"


class Retention(StrEnum):
    """Object Lock: none of its own, one that some may shorten, or one that nobody may."""

    AS_BUCKET = ""
    GOVERNANCE = "governance"
    COMPLIANCE = "compliance"


@dataclass(frozen=True, slots=True)
class ObjectTerms:
    """What is asked of the store for an object; "" and empty pairs: nothing, so that the bucket's own rule holds.

    ``metadata`` and ``tags`` in the order in which they were given, names in ``metadata`` in lower case.
    ``kms_key_id``: "" for the bucket's own. ``retention_days`` count from when the upload is begun on the store; 0
    where there is no ``retention``.
    """

    metadata: Pairs = ()
    tags: Pairs = ()
    storage_class: str = ""
    cache_control: str = ""
    encryption: Encryption = Encryption.AS_BUCKET
    kms_key_id: str = ""
    retention: Retention = Retention.AS_BUCKET
    retention_days: int = 0

    @property
    def of_parts(self) -> "ObjectTerms | None":
        """What of it an object gets that holds a part for a while: the encryption, and nothing that would keep it there."""
        if self.encryption is Encryption.AS_BUCKET:
            return None
        return ObjectTerms(encryption=self.encryption, kms_key_id=self.kms_key_id)


NO_TERMS = ObjectTerms()


@dataclass(frozen=True, slots=True)
class AskedTerms:
    """What is asked for certain files, over what their connection says; None and empty pairs leave it to that.

    A pair without a value takes away what the connection says under that name. ``content_type``: "" by the file's name.
    """

    metadata: Pairs = ()
    tags: Pairs = ()
    storage_class: str | None = None
    cache_control: str | None = None
    encryption: Encryption | None = None
    kms_key_id: str | None = None
    retention: Retention | None = None
    retention_days: int | None = None
    content_type: str = ""

    def over(self, usual: ObjectTerms) -> ObjectTerms:
        """What the files get whose connection says ``usual``; not cleaned.

        A key id alone asks for a key of the KMS; what belongs to another encryption or retention goes with it.
        """
        encryption = usual.encryption if self.encryption is None else self.encryption
        if self.kms_key_id and self.encryption is None:
            encryption = Encryption.SSE_KMS
        key_id = usual.kms_key_id if self.kms_key_id is None else self.kms_key_id
        if self.kms_key_id is None and encryption is not Encryption.SSE_KMS:
            key_id = ""
        retention = usual.retention if self.retention is None else self.retention
        days = usual.retention_days if self.retention_days is None else self.retention_days
        if self.retention_days is None and retention is Retention.AS_BUCKET:
            days = 0
        return ObjectTerms(
            metadata=_with(
                usual.metadata, tuple((metadata_name(name), value) for name, value in self.metadata)
            ),
            tags=_with(usual.tags, self.tags),
            storage_class=usual.storage_class if self.storage_class is None else self.storage_class,
            cache_control=usual.cache_control if self.cache_control is None else self.cache_control,
            encryption=encryption,
            kms_key_id=key_id,
            retention=retention,
            retention_days=days,
        )

    @classmethod
    def exactly(cls, terms: ObjectTerms, usual: ObjectTerms) -> "AskedTerms":
        """Ask for ``terms`` and nothing else, whose connection says ``usual``."""
        return cls(
            metadata=_taking_away(usual.metadata, terms.metadata),
            tags=_taking_away(usual.tags, terms.tags),
            storage_class=terms.storage_class,
            cache_control=terms.cache_control,
            encryption=terms.encryption,
            kms_key_id=terms.kms_key_id,
            retention=terms.retention,
            retention_days=terms.retention_days,
        )


NOTHING_ASKED = AskedTerms()


def metadata_name(text: str) -> str:
    """A name of metadata as we keep it: in lower case, without S3's own prefix; it may be unfit all the same."""
    return text.strip().lower().removeprefix(METADATA_PREFIX)


def _with(usual: Pairs, asked: Pairs) -> Pairs:
    """Both, each name once: with the last value that is given for it, and not at all where that is empty."""
    return tuple((name, value) for name, value in dict([*usual, *asked]).items() if value)


def _taking_away(usual: Pairs, wanted: Pairs) -> Pairs:
    names = {name for name, _ in wanted}
    return (*((name, "") for name, _ in usual if name not in names), *wanted)


def pairs_text(pairs: Pairs) -> str:
    """Pairs in one line."""
    return "; ".join(f"{name}={value}" for name, value in pairs)


def said_words(kind: type[Encryption] | type[Retention]) -> list[str]:
    """What people can say of an encryption or a retention."""
    return [each.value or NONE_SAID for each in kind]


def said_encryption(word: str | None) -> Encryption | None:
    """What one of these words asks for; None for None. Raises ValueError."""
    return None if word is None else Encryption("" if word == NONE_SAID else word)


def said_retention(word: str | None) -> Retention | None:
    """The same of a retention."""
    return None if word is None else Retention("" if word == NONE_SAID else word)


def type_by_rules(rules: Sequence[tuple[str, str]], file_name: str) -> str:
    """The content type that the first fitting of these patterns gives a file; "" where none does. Case is the same."""
    lowered = file_name.lower()
    return next((kind for pattern, kind in rules if fnmatchcase(lowered, pattern.lower())), "")


def terms_text(terms: ObjectTerms | None) -> str:
    """As it stands in a database's column: JSON of what is asked for; "" for nothing."""
    if terms is None or terms == NO_TERMS:
        return ""
    return json.dumps({name: value for name, value in asdict(terms).items() if value})


def terms_of(text: str | None) -> ObjectTerms | None:
    """What ``terms_text`` made; None for nothing, and of a row from before there were any."""
    if not text:
        return None
    found = json.loads(text)
    for name in ("metadata", "tags"):
        found[name] = tuple((key, value) for key, value in found.get(name, ()))
    found["encryption"] = Encryption(found.get("encryption", ""))
    found["retention"] = Retention(found.get("retention", ""))
    return ObjectTerms(**found)
