"""The policy that is offered where a store denies, and the rights that each thing takes."""

import json
from typing import Any

import pytest

from uploader_gui.domain.store.object_terms import NO_TERMS, Encryption, ObjectTerms, Retention
from uploader_gui.domain.store.rights import (
    OFFERED,
    Feature,
    UploadPlace,
    features_for,
    is_named_by_every_store,
    policy_for,
    rights_of,
)


def statements(place: UploadPlace, features: frozenset[Feature] = OFFERED) -> list[dict[str, Any]]:
    policy = json.loads(policy_for(place, features))
    assert policy["Version"] == "2012-10-17"
    found: list[dict[str, Any]] = policy["Statement"]
    return found


def test_the_offered_policy_names_bucket_and_prefix_and_lets_nothing_but_kept_parts_be_deleted() -> None:
    found = statements(UploadPlace("media", "2026/"))
    assert [one["Resource"] for one in found] == [
        ["arn:aws:s3:::media/2026/*"],
        ["arn:aws:s3:::media/2026/*.uploader-parts/*"],
        ["arn:aws:s3:::media/2026/*.uploader-parts/*"],
        ["arn:aws:s3:::media"],
    ]
    assert [one for one in found if "Delete" in str(one["Action"])] == found[1:2]


@pytest.mark.case("L1.2")
def test_the_policy_names_the_place_where_parts_are_kept_and_the_one_where_copying_is_tried() -> None:
    found = statements(UploadPlace("media", "2026/", "scratch", "parts"))
    assert [one["Resource"] for one in found] == [
        ["arn:aws:s3:::media/2026/*"],
        ["arn:aws:s3:::scratch/parts/*"],
        ["arn:aws:s3:::media/parts/*"],
        ["arn:aws:s3:::media", "arn:aws:s3:::scratch"],
    ]
    # A versioned bucket's parts are copied and deleted by their versions.
    assert {"s3:GetObjectVersion", "s3:DeleteObjectVersion"} < set(found[1]["Action"])
    assert {"s3:PutObject", "s3:GetObject", "s3:DeleteObject"} < set(found[1]["Action"])


@pytest.mark.parametrize(
    ("prefix", "named"),
    [
        ("a*b/", "a${*}b/"),
        ("what?/", "what${?}/"),
        ("${aws:username}/", "${$}{aws:username}/"),
        ("100 $/{x}/", "100 $/{x}/"),
    ],
)
def test_signs_that_stand_for_more_in_a_policy_are_named_as_what_they_are(prefix: str, named: str) -> None:
    places = UploadPlace("media", prefix), UploadPlace("media", "", "scratch", prefix)
    own, kept = (statements(place, OFFERED | {Feature.TEST_PROTECTION}) for place in places)
    assert [one["Resource"] for one in own] == [
        [f"arn:aws:s3:::media/{named}*"],
        [f"arn:aws:s3:::media/{named}*.uploader-parts/*"],
        [f"arn:aws:s3:::media/{named}*.uploader-parts/*"],
        [f"arn:aws:s3:::media/{named}.uploader-test"],
        ["arn:aws:s3:::media"],
    ]
    assert [one["Resource"] for one in kept[1:3]] == [
        [f"arn:aws:s3:::scratch/{named}*"],
        [f"arn:aws:s3:::media/{named}*"],
    ]
    assert [is_named_by_every_store(place) for place in places] == [prefix == named] * 2


def test_a_right_that_two_things_take_is_named_once() -> None:
    (objects, _buckets) = statements(UploadPlace("media"), frozenset({Feature.GO_ON, Feature.FIND}))
    assert objects["Action"] == ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
    assert rights_of({Feature.GO_ON, Feature.FIND}) == (
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
        "s3:ListBucketMultipartUploads",
    )


def test_what_objects_get_takes_rights_of_its_own() -> None:
    terms = ObjectTerms(
        tags=(("a", "b"),), encryption=Encryption.SSE_KMS, retention=Retention.GOVERNANCE, retention_days=1
    )
    assert rights_of(features_for(terms)) == (
        "s3:PutObjectTagging",
        "s3:PutObjectRetention",
        "kms:GenerateDataKey",
        "kms:Decrypt",
    )
    assert features_for(NO_TERMS) == features_for(None) == frozenset()


@pytest.mark.parametrize(
    ("key_id", "resource"),
    [
        ("", "arn:aws:kms:*:*:key/*"),
        ("studio", "arn:aws:kms:*:*:key/studio"),
        ("arn:aws:kms:eu-west-1:1:key/x", "arn:aws:kms:eu-west-1:1:key/x"),
    ],
)
def test_a_key_of_the_kms_is_named_where_it_is_known(key_id: str, resource: str) -> None:
    (of_kms,) = statements(UploadPlace("media", kms_key_id=key_id), frozenset({Feature.KMS}))
    assert of_kms["Resource"] == [resource]
