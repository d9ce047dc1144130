import pytest

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.store.object_terms import NOTHING_ASKED, AskedTerms, Encryption, Retention
from uploader_gui.headless.api.endpoints.terms_fields import asked_terms


def test_fields_ask_for_what_the_object_gets() -> None:
    fields = {
        "metadata": {"show": "Alps"},
        "tags": {"team": "news"},
        "storageClass": "STANDARD_IA",
        "cacheControl": "no-store",
        "contentType": "video/x-a",
        "encryption": "kms",
        "kmsKeyId": "media",
        "retention": "none",
        "retentionDays": 7,
    }
    assert asked_terms(fields) == AskedTerms(
        metadata=(("show", "Alps"),),
        tags=(("team", "news"),),
        storage_class="STANDARD_IA",
        cache_control="no-store",
        content_type="video/x-a",
        encryption=Encryption.SSE_KMS,
        kms_key_id="media",
        retention=Retention.AS_BUCKET,
        retention_days=7,
    )
    assert asked_terms({}) == NOTHING_ASKED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("metadata", []),
        ("metadata", {"a": 1}),
        ("tags", "a=b"),
        ("encryption", "AES256"),
        ("encryption", ""),
        ("retention", 7),
        ("retentionDays", 0),
        ("retentionDays", True),
        ("retentionDays", 10**40),
        ("contentType", "video"),
        ("storageClass", 1),
    ],
)
def test_a_field_of_another_kind_is_a_bad_request(field: str, value: object) -> None:
    with pytest.raises(UploaderError) as refused:
        asked_terms({field: value})
    assert refused.value.code is ErrorCode.BAD_REQUEST
