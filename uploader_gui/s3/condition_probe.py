"""Finding out whether a store keeps the condition that a key be free, with an object of our own, deleted again.

Garage and rclone take ``If-None-Match: *`` and replace the object all the same; Ceph does so at Complete.
"""

import contextlib

from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.store.rights import TEST_NAME
from uploader_gui.domain.store.store_traits import Trait
from uploader_gui.s3.answers import response_errors, responses
from uploader_gui.s3.http.http1 import Response
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.s3.minio_sdk import MinioSdk

_PROBE = b"uploader"
_IF_ABSENT = {"if-none-match": "*"}
_TAKEN = 412


def probe_conditions(sdk: MinioSdk, traits: LearnedTraits, endpoint: str, bucket: str, prefix: str) -> None:
    """Learn what is unknown of both conditions; nothing is left behind, and nothing of others is touched.

    A key that may not delete could not clear up: then nothing is put, and what is unknown stays so. Raises StoreError.
    """
    unknown = [
        trait
        for trait in (Trait.PUT_CONDITION, Trait.FINISH_CONDITION)
        if traits.has(endpoint, trait) is None
    ]
    if unknown:
        _Probe(sdk, bucket, f"{prefix}{TEST_NAME}").ask(traits, endpoint, unknown)


class _Probe:
    """One object under a key of ours; one thread."""

    def __init__(self, sdk: MinioSdk, bucket: str, key: str) -> None:
        self._sdk = sdk
        self._place = (bucket, key)

    def ask(self, traits: LearnedTraits, endpoint: str, unknown: list[Trait]) -> None:
        self._delete("")  # a key that may not delete is refused here, before anything is put
        versions = [_version(self._sdk.call("PUT", *self._place, body=_PROBE))]
        try:
            for trait in unknown:
                version = self._put() if trait is Trait.PUT_CONDITION else self._complete()
                traits.learn(endpoint, trait, is_so=version is None)
                versions += [] if version is None else [version]
        finally:
            for version in versions:
                with contextlib.suppress(StoreError):
                    self._delete(version)

    def _put(self) -> str | None:
        """Put it again if nothing is there; the version made all the same, None if the condition was kept."""
        try:
            return _version(self._sdk.call("PUT", *self._place, headers=_IF_ABSENT, body=_PROBE))
        except StoreError as error:
            if error.http_status != _TAKEN:
                raise
            return None

    def _complete(self) -> str | None:
        """The same in parts."""
        root = response_errors.document_of(self._sdk.call("POST", *self._place, query={"uploads": ""}))
        upload = {"uploadId": root.findtext("{*}UploadId") or ""}
        try:
            part = self._sdk.call("PUT", *self._place, query=upload | {"partNumber": "1"}, body=_PROBE)
            document = responses.finish_document([(1, response_errors.etag_of(part), None)])
            response = self._sdk.call("POST", *self._place, query=upload, headers=_IF_ABSENT, body=document)
            return response_errors.checked_completion(response).version_id
        except StoreError as error:
            with contextlib.suppress(StoreError):
                self._sdk.call("DELETE", *self._place, query=upload)
            if error.http_status != _TAKEN:
                raise
            return None

    def _delete(self, version: str) -> None:
        """Delete the object, or this version of it; in a bucket with versions, the mark of a deletion as well."""
        query = {"versionId": version} if version else {}
        response = self._sdk.call("DELETE", *self._place, query=query)
        marker = _version(response)
        if not version and marker and "x-amz-delete-marker" in response.headers:
            with contextlib.suppress(StoreError):
                self._sdk.call("DELETE", *self._place, query={"versionId": marker})


def _version(response: Response) -> str:
    return response.headers.get("x-amz-version-id", "")
