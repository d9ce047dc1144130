"""Finding out whether parts can be kept as objects: one is written, read, copied into an upload and deleted again."""

import contextlib

from uploader_gui.domain.errors import ErrorCode, ErrorKind, StoreError
from uploader_gui.domain.store.failure_table import ABOUT_TERMS
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.domain.store.store_traits import CopyAbility, Trait
from uploader_gui.s3 import kept_objects, listings
from uploader_gui.s3.answers import response_errors, responses
from uploader_gui.s3.kept_objects import CopySource
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.s3.minio_sdk import MinioSdk
from uploader_gui.s3.terms_headers import terms_headers

_PROBE = b"uploader"
_TRIES = 3
_ANNOUNCED = {"x-amz-checksum-algorithm": "CRC32"}

Place = tuple[str, str]
"""A bucket and a key in it."""


def probe_copying(
    sdk: MinioSdk,
    traits: LearnedTraits,
    endpoint: str,
    bucket: str,
    probe: Place,
    timeout_s: float,
    terms: ObjectTerms | None = None,
) -> CopyAbility:
    """Say what can't be done first with an object at ``probe`` that is to become part of one in ``bucket``.

    The upload there has the probe's key, which nobody else uses: what a kill leaves open can't be taken for a job's.
    Learns whether copies are taken into uploads that were begun with a checksum algorithm. ``timeout_s``: for the copy.
    ``terms``: what a bucket may insist on in all that is written to it.
    Raises StoreError for what says nothing about that; the probe is deleted all the same, if it can be.
    """
    try:
        written = kept_objects.put_small(sdk, *probe, _PROBE, terms)
    except StoreError as error:
        _raise_unless_refused(error)
        return CopyAbility.NOT_WRITABLE
    version_id = written.headers.get("x-amz-version-id", "")
    source = CopySource(*probe, version_id, response_errors.etag_of(written))
    target = (bucket, source.key)
    try:
        ability = _readable(sdk, source)
        if ability is CopyAbility.ABLE and not _copies(
            sdk, traits, endpoint, target, source, timeout_s, terms
        ):
            ability = CopyAbility.NO_COPY
    except StoreError:
        with contextlib.suppress(StoreError):
            kept_objects.delete_singly(sdk, source.bucket, [(source.key, version_id)])
        raise
    stayed = kept_objects.delete_singly(sdk, source.bucket, [(source.key, version_id)])
    if ability is not CopyAbility.ABLE or not stayed:
        return ability
    is_locked = stayed[0].code == ErrorCode.OBJECT_LOCKED
    return CopyAbility.LOCKED if is_locked else CopyAbility.NOT_DELETABLE


def abort_probes(sdk: MinioSdk, bucket: str, probe_key: str) -> None:
    """Abort what a kill in the middle of a probe left open; where the key may not list, nobody can."""
    try:
        left = listings.list_uploads(sdk, bucket, probe_key).uploads
    except StoreError as error:
        _raise_unless_refused(error)
        return
    for upload in left:
        _abort(sdk, (bucket, probe_key), upload.upload_id)


def _abort(sdk: MinioSdk, target: Place, upload_id: str) -> None:
    with contextlib.suppress(StoreError):
        sdk.call("DELETE", *target, query={"uploadId": upload_id})


def _raise_unless_refused(error: StoreError) -> None:
    """A refusal is an answer; all else says nothing about what the store can do, nor what it says of the terms."""
    if error.code in ABOUT_TERMS or (
        error.kind is not ErrorKind.PERMANENT and error.code != ErrorCode.ACCESS_DENIED
    ):
        raise error


def _readable(sdk: MinioSdk, source: CopySource) -> CopyAbility:
    query = {"versionId": source.version_id} if source.version_id else {}
    try:
        if responses.is_locked(sdk.call("HEAD", source.bucket, source.key, query=query).headers):
            return CopyAbility.LOCKED
        found = kept_objects.read_object(sdk, source.bucket, source.key, 2 * len(_PROBE))
    except StoreError as error:
        _raise_unless_refused(error)
        return CopyAbility.NOT_READABLE
    return CopyAbility.ABLE if found == _PROBE else CopyAbility.NOT_READABLE


def _copies(
    sdk: MinioSdk,
    traits: LearnedTraits,
    endpoint: str,
    target: Place,
    source: CopySource,
    timeout_s: float,
    terms: ObjectTerms | None,
) -> bool:
    """Whether the object is copied into an upload; one with a checksum algorithm where that may be."""
    may_announce = traits.has(endpoint, Trait.COPY_ANNOUNCED) is not False
    asked = terms_headers(terms)
    if may_announce and _copies_into(sdk, target, source, _ANNOUNCED | asked, timeout_s):
        traits.learn(endpoint, Trait.COPY_ANNOUNCED, is_so=True)
        return True
    if not _copies_into(sdk, target, source, asked, timeout_s):
        return False
    traits.learn(endpoint, Trait.COPY_ANNOUNCED, is_so=False)
    return True


def _copies_into(
    sdk: MinioSdk, target: Place, source: CopySource, headers: dict[str, str], timeout_s: float
) -> bool:
    upload_id = ""
    try:
        created = sdk.call("POST", *target, query={"uploads": ""}, headers=headers)
        upload_id = response_errors.document_of(created).findtext("{*}UploadId") or ""
        if "x-amz-checksum-algorithm" in headers and "x-amz-checksum-algorithm" not in created.headers:
            return False  # it heard nothing of it, or keeps it to itself as Garage does, which a part without one kills
        return _copy_has_result(sdk, target, upload_id, source, timeout_s)
    except StoreError as error:
        _raise_unless_refused(error)
        return False
    finally:
        if upload_id:
            _abort(sdk, target, upload_id)


def _copy_has_result(
    sdk: MinioSdk, target: Place, upload_id: str, source: CopySource, timeout_s: float
) -> bool:
    """Copy into an upload; False where no answer says what was copied: one may have been damaged, not all."""
    for _ in range(_TRIES):
        try:
            kept_objects.copy_part(sdk, *target, upload_id, 1, source, timeout_s)
        except StoreError as error:
            if error.code != ErrorCode.COPY_WITHOUT_RESULT:
                raise
        else:
            return True
    return False
