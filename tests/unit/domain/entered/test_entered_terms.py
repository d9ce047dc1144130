import pytest

from uploader_gui.domain.entered.entered_terms import (
    MOST_METADATA,
    clean_content_type,
    clean_terms,
    clean_type_rules,
    header_text,
    read_pairs,
)
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Pairs, Retention


def test_entries_are_made_clean() -> None:
    entered = ObjectTerms(
        metadata=((" X-Amz-Meta-Show ", " Alps   from above\n"),),
        tags=((" team ", " news "), ("empty", "")),
        storage_class=" STANDARD_IA ",
        cache_control=" max-age=60 ",
        encryption=Encryption.SSE_KMS,
        kms_key_id=" arn:aws:kms:eu-central-1:1:key/9 ",
        retention=Retention.GOVERNANCE,
        retention_days=7,
    )
    assert clean_terms(entered) == ObjectTerms(
        metadata=(("show", "Alps from above"),),
        tags=(("team", "news"), ("empty", "")),
        storage_class="STANDARD_IA",
        cache_control="max-age=60",
        encryption=Encryption.SSE_KMS,
        kms_key_id="arn:aws:kms:eu-central-1:1:key/9",
        retention=Retention.GOVERNANCE,
        retention_days=7,
    )


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (ObjectTerms(metadata=(("a b", "c"),)), MessageCode.METADATA_NAME_UNFIT),
        (ObjectTerms(metadata=(("größe", "c"),)), MessageCode.METADATA_NAME_UNFIT),
        (ObjectTerms(metadata=(("a:b", "c"),)), MessageCode.METADATA_NAME_UNFIT),
        (ObjectTerms(metadata=(("Uploader-Job", "c"),)), MessageCode.METADATA_NAME_OURS),
        (ObjectTerms(metadata=(("a", " "),)), MessageCode.METADATA_WITHOUT_VALUE),
        (ObjectTerms(metadata=(("a", "1"), ("A", "2"))), MessageCode.PAIR_TWICE),
        (ObjectTerms(metadata=(("a", "b\r\nx-evil: 1"),)), MessageCode.TEXT_WITH_UNSEEN),
        (ObjectTerms(metadata=(("a", "x" * MOST_METADATA),)), MessageCode.METADATA_TOO_LARGE),
        (ObjectTerms(tags=tuple((f"t{each}", "v") for each in range(11))), MessageCode.TAGS_TOO_MANY),
        (ObjectTerms(tags=(("t" * 129, "v"),)), MessageCode.TAG_TOO_LONG),
        (ObjectTerms(tags=(("t", "v" * 257),)), MessageCode.TAG_TOO_LONG),
        (ObjectTerms(tags=(("", "v"),)), MessageCode.TAG_TOO_LONG),
        (ObjectTerms(tags=(("aws:x", "v"),)), MessageCode.TAG_OF_AWS),
        (ObjectTerms(tags=(("t", "a&b"),)), MessageCode.TAG_UNFIT),
        (ObjectTerms(storage_class="two words"), MessageCode.STORAGE_CLASS_UNFIT),
        (ObjectTerms(cache_control="für immer"), MessageCode.CACHE_CONTROL_UNFIT),
        (ObjectTerms(encryption=Encryption.SSE_S3, kms_key_id="k"), MessageCode.KMS_KEY_WITHOUT_KMS),
        (ObjectTerms(retention=Retention.COMPLIANCE), MessageCode.RETENTION_HALF_SAID),
        (ObjectTerms(retention_days=3), MessageCode.RETENTION_HALF_SAID),
        (ObjectTerms(retention=Retention.COMPLIANCE, retention_days=-1), MessageCode.RETENTION_DAYS_UNFIT),
    ],
)
def test_what_no_store_takes_is_refused_in_words(terms: ObjectTerms, code: MessageCode) -> None:
    with pytest.raises(BadSettingsError) as refused:
        clean_terms(terms)
    assert [said.code for said in refused.value.messages] == [code]
    assert refused.value.message


def test_the_size_of_metadata_is_that_of_its_headers_with_our_own() -> None:
    fits = MOST_METADATA - len("x-amz-meta-uploader-job") - 36 - len("x-amz-meta-a")
    clean_terms(ObjectTerms(metadata=(("a", "x" * fits),)))
    with pytest.raises(BadSettingsError):
        clean_terms(ObjectTerms(metadata=(("a", "x" * (fits + 1)),)))


@pytest.mark.parametrize("value", ["plain", "Žofie", "会议录像" * 30, "🎬" * 50])
def test_a_value_is_sent_in_ascii_as_s3_returns_it(value: str) -> None:
    import email.header

    sent = header_text(value)
    assert sent.isascii()
    assert all(len(word) <= 75 for word in sent.split(" "))
    assert str(email.header.make_header(email.header.decode_header(sent))) == value


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ((("*.MXF", "application/mxf"),), (("*.MXF", "application/mxf"),)),
        (((".mov", "video/quicktime; codecs=\"ap4h\""),), (("*.mov", "video/quicktime; codecs=\"ap4h\""),)),
    ],
)  # fmt: skip
def test_a_rule_for_content_types_may_name_an_ending(entered: Pairs, kept: Pairs) -> None:
    assert clean_type_rules(entered) == kept


@pytest.mark.parametrize(
    "rule", [("*.mov", ""), ("", "video/mp4"), ("a/*.mov", "video/mp4"), ("*.mov", "video")]
)
def test_what_is_no_rule_is_refused(rule: tuple[str, str]) -> None:
    with pytest.raises(BadSettingsError):
        clean_type_rules((rule,))


@pytest.mark.parametrize(
    "text", ["video", "video/", "/mp4", "video/mp4; a", "video/mp4\r\nx: y", "vidéo/mp4"]
)
def test_what_is_no_content_type_is_refused(text: str) -> None:
    with pytest.raises(BadSettingsError):
        clean_content_type(text)


def test_a_pair_is_read_at_its_first_equals_sign() -> None:
    assert read_pairs([" a = b=c ", "d="]) == (("a", "b=c"), ("d", ""))
    for text in ("a", "=b", ""):
        with pytest.raises(BadSettingsError):
            read_pairs([text])
