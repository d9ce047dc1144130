"""Which rights the keys of an upload need, for each thing that the program does, and the policy that gives them.

Names and places are those of S3's IAM policies, which MinIO speaks too.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.store.kept_parts import KEPT_FOLDER
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Retention

_SPECIAL: Final = re.compile(r"[*?]|\$(?=\{)")
TEST_NAME: Final = ".uploader-test"
"""The object by which a connection is tested; it is deleted again."""


class Feature(StrEnum):
    """What the program does with a store. ``SEND`` is enough for uploads; the rest makes them surer, or adds to them."""

    SEND = "send"
    LOOK = "look"
    GO_ON = "go on"
    FIND = "find"
    KEEP_PARTS = "keep parts"
    KEEP_PARTS_IN_VERSIONS = "keep parts in versions"
    TEST_PROTECTION = "test protection"
    BROWSE = "browse"
    CREATE_BUCKET = "create bucket"
    TAGS = "tags"
    RETENTION = "retention"
    KMS = "kms"


class Scope(StrEnum):
    """What a right is about.

    ``COPY_TRIAL`` is the upload by which it is found out whether the store copies: it lies where parts would be kept, but
    in the bucket of the object.
    """

    OBJECTS = "objects"
    KEPT = "kept parts"
    COPY_TRIAL = "copy trial"
    TEST = "test object"
    BUCKETS = "buckets"
    STORE = "store"
    KMS = "kms"


RIGHTS: Final[Mapping[Feature, Mapping[Scope, tuple[str, ...]]]] = MappingProxyType(
    {
        Feature.SEND: {Scope.OBJECTS: ("s3:PutObject",)},
        Feature.LOOK: {Scope.OBJECTS: ("s3:GetObject",), Scope.BUCKETS: ("s3:ListBucket",)},
        Feature.GO_ON: {Scope.OBJECTS: ("s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")},
        Feature.FIND: {
            Scope.OBJECTS: ("s3:ListMultipartUploadParts",),
            Scope.BUCKETS: ("s3:ListBucketMultipartUploads",),
        },
        Feature.KEEP_PARTS: {
            Scope.KEPT: ("s3:PutObject", "s3:GetObject", "s3:DeleteObject"),
            Scope.COPY_TRIAL: ("s3:PutObject", "s3:AbortMultipartUpload"),
            Scope.BUCKETS: ("s3:ListBucket",),
        },
        Feature.KEEP_PARTS_IN_VERSIONS: {
            Scope.KEPT: ("s3:GetObjectVersion", "s3:DeleteObjectVersion"),
            Scope.BUCKETS: ("s3:ListBucketVersions",),
        },
        Feature.TEST_PROTECTION: {
            Scope.TEST: ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion")
        },
        Feature.BROWSE: {Scope.STORE: ("s3:ListAllMyBuckets",), Scope.BUCKETS: ("s3:ListBucket",)},
        Feature.CREATE_BUCKET: {Scope.BUCKETS: ("s3:CreateBucket",)},
        Feature.TAGS: {Scope.OBJECTS: ("s3:PutObjectTagging",)},
        Feature.RETENTION: {Scope.OBJECTS: ("s3:PutObjectRetention",)},
        Feature.KMS: {Scope.KMS: ("kms:GenerateDataKey", "kms:Decrypt")},
    }
)

OFFERED: Final = frozenset(
    {
        Feature.SEND,
        Feature.LOOK,
        Feature.GO_ON,
        Feature.FIND,
        Feature.KEEP_PARTS,
        Feature.KEEP_PARTS_IN_VERSIONS,
    }
)
"""What is offered to copy when a store denies: uploads, and all that makes resuming, keeping parts and tidying up certain."""


@dataclass(frozen=True, slots=True)
class UploadPlace:
    """Where objects go, and where parts are kept meanwhile; ``kept_bucket`` and ``kept_prefix`` as in a Profile.

    ``kms_key_id``: of the KMS that encrypts them; "" for any.
    """

    bucket: str
    prefix: str = ""
    kept_bucket: str = ""
    kept_prefix: str = ""
    kms_key_id: str = ""


def features_for(terms: ObjectTerms | None) -> frozenset[Feature]:
    """What objects that get ``terms`` need beside the rest."""
    if terms is None:
        return frozenset()
    asked = {
        Feature.TAGS: bool(terms.tags),
        Feature.RETENTION: terms.retention is not Retention.AS_BUCKET,
        Feature.KMS: terms.encryption is Encryption.SSE_KMS,
    }
    return frozenset(feature for feature, is_asked in asked.items() if is_asked)


def rights_of(features: Collection[Feature]) -> tuple[str, ...]:
    """The names of all rights that these take, in the order of the table, each once."""
    chosen = (RIGHTS[feature] for feature in Feature if feature in features)
    return tuple(dict.fromkeys(name for scopes in chosen for names in scopes.values() for name in names))


def is_named_by_every_store(place: UploadPlace) -> bool:
    """Whether the policies of all stores can name the place; else only those can that take AWS's ``${*}`` for an asterisk.

    MinIO's do not: it replaces the variables that it knows, and takes what is left for itself, the asterisk for any text.
    """
    return not any(map(_SPECIAL.search, (place.prefix, place.kept_prefix)))


def policy_for(place: UploadPlace, features: Collection[Feature] = OFFERED) -> str:
    """The policy that gives the rights for ``features`` there, and no other (JSON, two spaces).

    Signs that stand for more in a policy are written as the variables that AWS has for them (IAM's user guide, "Variables
    and tags"): where a store does not know these, the policy gives too little, never too much.
    """
    statements = list(_statements(place, features))
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2)


def _statements(place: UploadPlace, features: Collection[Feature]) -> Iterator[dict[str, object]]:
    for scope in Scope:
        chosen = (RIGHTS[feature].get(scope, ()) for feature in Feature if feature in features)
        actions = list(dict.fromkeys(name for names in chosen for name in names))
        if actions:
            yield {"Effect": "Allow", "Action": actions, "Resource": _resources(scope, place, features)}


def _literal(text: str) -> str:
    return _SPECIAL.sub(lambda sign: f"${{{sign[0]}}}", text)


def _resources(scope: Scope, place: UploadPlace, features: Collection[Feature]) -> list[str]:
    kept_bucket = place.kept_bucket or place.bucket
    prefix = _literal(place.prefix)
    folder = _literal(clean_prefix(place.kept_prefix)) or f"{prefix}*{KEPT_FOLDER}/"
    match scope:
        case Scope.OBJECTS:
            return [f"arn:aws:s3:::{place.bucket}/{prefix}*"]
        case Scope.KEPT:
            return [f"arn:aws:s3:::{kept_bucket}/{folder}*"]
        case Scope.COPY_TRIAL:
            return [f"arn:aws:s3:::{place.bucket}/{folder}*"]
        case Scope.TEST:
            return [f"arn:aws:s3:::{place.bucket}/{prefix}{TEST_NAME}"]
        case Scope.BUCKETS:
            buckets = [place.bucket, kept_bucket] if Feature.KEEP_PARTS in features else [place.bucket]
            return [f"arn:aws:s3:::{bucket}" for bucket in dict.fromkeys(buckets)]
        case Scope.STORE:
            return ["arn:aws:s3:::*"]
        case Scope.KMS:
            key_id = place.kms_key_id or "*"
            return [key_id if key_id.startswith("arn:") else f"arn:aws:kms:*:*:key/{key_id}"]
