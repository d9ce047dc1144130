"""The fields of a JSON submit that say what the object gets; beside them the connection's own holds."""

from collections.abc import Collection
from typing import Final

from uploader_gui.domain.entered.entered_terms import MOST_DAYS, clean_content_type
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.store.object_terms import (
    AskedTerms,
    Encryption,
    Pairs,
    Retention,
    said_encryption,
    said_retention,
    said_words,
)
from uploader_gui.headless.api.errors import bad_request
from uploader_gui.headless.api.json_body import JsonFields, text_field

TERMS_FIELDS: Final = frozenset(
    {
        "contentType",
        "metadata",
        "tags",
        "storageClass",
        "cacheControl",
        "encryption",
        "kmsKeyId",
        "retention",
        "retentionDays",
    }
)


def asked_terms(fields: JsonFields) -> AskedTerms:
    """What they ask for. Raises UploaderError BAD_REQUEST naming what is wrong with one."""
    return AskedTerms(
        metadata=_pairs(fields, "metadata"),
        tags=_pairs(fields, "tags"),
        storage_class=text_field(fields, "storageClass"),
        cache_control=text_field(fields, "cacheControl"),
        encryption=said_encryption(_word(fields, "encryption", said_words(Encryption))),
        kms_key_id=text_field(fields, "kmsKeyId"),
        retention=said_retention(_word(fields, "retention", said_words(Retention))),
        retention_days=_days(fields),
        content_type=clean_content_type(text_field(fields, "contentType") or ""),
    )


def _pairs(fields: JsonFields, name: str) -> Pairs:
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise bad_request(MessageCode.FIELD_IS_PAIRS, field=name)
    return tuple(value.items())


def _word(fields: JsonFields, name: str, words: Collection[str]) -> str | None:
    text = text_field(fields, name)
    if text is not None and text not in words:
        raise bad_request(MessageCode.FIELD_IS_WORD, field=name, words=", ".join(words))
    return text


def _days(fields: JsonFields) -> int | None:
    value = fields.get("retentionDays")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_DAYS:
        raise bad_request(MessageCode.FIELD_IS_NUMBER, field="retentionDays", largest=MOST_DAYS)
    return value
