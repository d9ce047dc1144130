"""What an object is to get beside its bytes, as the headers of the request that makes it: Create, and PUT alike."""

from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from uploader_gui.domain.entered.entered_terms import header_text
from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.object_terms import METADATA_PREFIX, Encryption, ObjectTerms, Retention
from uploader_gui.domain.store.rights import features_for, rights_of

_SAY_NO_REASON = frozenset({ErrorCode.REQUEST_REFUSED, ErrorCode.NOT_SUPPORTED, ErrorCode.STORE_ERROR})
_ALGORITHMS: Final = {Encryption.SSE_S3: "AES256", Encryption.SSE_KMS: "aws:kms"}


def terms_headers(terms: ObjectTerms | None) -> dict[str, str]:
    """By lower-case name; none for None. A retention counts from now, by this computer's clock."""
    if terms is None:
        return {}
    headers = {f"{METADATA_PREFIX}{name}": header_text(value) for name, value in terms.metadata}
    if terms.tags:
        headers["x-amz-tagging"] = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in terms.tags)
    if terms.storage_class:
        headers["x-amz-storage-class"] = terms.storage_class
    if terms.cache_control:
        headers["cache-control"] = terms.cache_control
    if terms.encryption is not Encryption.AS_BUCKET:
        headers["x-amz-server-side-encryption"] = _ALGORITHMS[terms.encryption]
    if terms.kms_key_id:
        headers["x-amz-server-side-encryption-aws-kms-key-id"] = terms.kms_key_id
    if terms.retention is not Retention.AS_BUCKET:
        until = datetime.now(UTC) + timedelta(days=terms.retention_days)
        headers["x-amz-object-lock-mode"] = terms.retention.name
        headers["x-amz-object-lock-retain-until-date"] = f"{until:%Y-%m-%dT%H:%M:%SZ}"
    return headers


def add_possible_reason(error: StoreError, terms: ObjectTerms | None) -> None:
    """Where a store refuses without a reason, say which of these terms may be it; and which rights they need."""
    if terms is None:
        return
    if error.code == ErrorCode.ACCESS_DENIED:
        if needed := ", ".join(rights_of(features_for(terms))):
            error.messages = (*error.messages, message(MessageCode.TERMS_NEED_RIGHTS, rights=needed))
    elif error.code in _SAY_NO_REASON:
        error.messages = (*error.messages, message(_possible_reason(terms)))


def _possible_reason(terms: ObjectTerms) -> MessageCode:
    """SeaweedFS answers InvalidRequest where the bucket has no lock, and InternalError without a KMS."""
    if terms.retention is not Retention.AS_BUCKET:
        return MessageCode.LOCK_MAY_BE_WHY
    if terms.encryption is not Encryption.AS_BUCKET:
        return MessageCode.ENCRYPTION_MAY_BE_WHY
    return MessageCode.TERMS_MAY_BE_WHY


def _quoted(text: str) -> str:
    return quote(text, safe="~")
