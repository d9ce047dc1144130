from dataclasses import replace

import pytest

from uploader_gui.domain.store.object_terms import (
    NOTHING_ASKED,
    AskedTerms,
    Encryption,
    ObjectTerms,
    Retention,
    terms_of,
    terms_text,
    type_by_rules,
)


@pytest.mark.parametrize(
    "terms",
    [
        ObjectTerms(metadata=(("show", "Früh"), ("take", "3"))),
        ObjectTerms(tags=(("team", "news"),), storage_class="STANDARD_IA", cache_control="no-store"),
        ObjectTerms(encryption=Encryption.SSE_KMS, kms_key_id="media"),
        ObjectTerms(retention=Retention.COMPLIANCE, retention_days=30),
    ],
)
def test_terms_are_read_as_they_were_written(terms: ObjectTerms) -> None:
    assert terms_of(terms_text(terms)) == terms


@pytest.mark.parametrize("text", [None, ""])
def test_a_row_without_terms_asks_for_nothing(text: str | None) -> None:
    assert terms_of(text) is None


@pytest.mark.parametrize("terms", [None, ObjectTerms()])
def test_terms_that_ask_for_nothing_take_no_room(terms: ObjectTerms | None) -> None:
    assert terms_text(terms) == ""


USUAL = ObjectTerms(
    metadata=(("show", "Alps"), ("unit", "2")),
    tags=(("team", "news"),),
    storage_class="STANDARD_IA",
    encryption=Encryption.SSE_KMS,
    kms_key_id="media",
    retention=Retention.GOVERNANCE,
    retention_days=30,
)


def test_what_is_asked_for_files_stands_beside_what_their_connection_says() -> None:
    asked = AskedTerms(
        metadata=(("X-Amz-Meta-Show", "Sea"), ("take", "3"), ("unit", "")),
        tags=(("cam", "B"),),
        storage_class="",
    )
    assert asked.over(USUAL) == replace(
        USUAL,
        metadata=(("show", "Sea"), ("take", "3")),
        tags=(("team", "news"), ("cam", "B")),
        storage_class="",
    )
    assert NOTHING_ASKED.over(USUAL) == USUAL


def test_what_belongs_to_another_encryption_or_retention_goes_with_it() -> None:
    none = AskedTerms(encryption=Encryption.AS_BUCKET, retention=Retention.AS_BUCKET)
    assert none.over(USUAL) == replace(
        USUAL, encryption=Encryption.AS_BUCKET, kms_key_id="", retention=Retention.AS_BUCKET, retention_days=0
    )
    assert AskedTerms(encryption=Encryption.SSE_S3).over(USUAL).kms_key_id == ""


def test_a_key_alone_asks_for_a_key_of_the_kms() -> None:
    asked = AskedTerms(kms_key_id="other").over(ObjectTerms(encryption=Encryption.SSE_S3))
    assert (asked.encryption, asked.kms_key_id) == (Encryption.SSE_KMS, "other")


@pytest.mark.parametrize(
    "wanted", [ObjectTerms(), ObjectTerms(metadata=(("unit", "3"),), tags=(("a", "b"),)), USUAL]
)
def test_exactly_what_is_shown_can_be_asked_for(wanted: ObjectTerms) -> None:
    assert AskedTerms.exactly(wanted, USUAL).over(USUAL) == wanted


def test_a_part_that_is_kept_for_a_while_is_only_encrypted() -> None:
    assert USUAL.of_parts == ObjectTerms(encryption=Encryption.SSE_KMS, kms_key_id="media")
    assert replace(USUAL, encryption=Encryption.AS_BUCKET, kms_key_id="").of_parts is None


def test_the_first_fitting_rule_gives_the_content_type_whatever_the_case() -> None:
    rules = (("a*.MOV", "video/x-a"), ("*.mov", "video/x-b"))
    found = [type_by_rules(rules, name) for name in ("A1.mov", "b.MOV", "b.mp4")]
    assert found == ["video/x-a", "video/x-b", ""]
