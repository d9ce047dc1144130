"""The S3 calls of an upload: plain values in, plain values or one StoreError out."""

import base64
import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, StoreError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.profile import Connection
from uploader_gui.domain.store.failure_table import cannot_protect, endless_listing, failure_of, not_s3
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.domain.store.store_traits import CopyAbility, Trait
from uploader_gui.s3 import buckets, kept_objects, listings
from uploader_gui.s3.answers import response_errors, responses
from uploader_gui.s3.answers.responses import (
    CompleteResponse,
    CopiedPart,
    CreatedUpload,
    ListedPart,
    ObjectFacts,
    OpenUploads,
    PartResponse,
    PutResponse,
    StoredObject,
    Undeleted,
    UploadContents,
)
from uploader_gui.s3.buckets import check_bucket
from uploader_gui.s3.condition_probe import probe_conditions
from uploader_gui.s3.copy_probe import abort_probes, probe_copying
from uploader_gui.s3.http.connection_pool import HttpConnectionPool
from uploader_gui.s3.http.http1 import Response
from uploader_gui.s3.http.request_body import Body
from uploader_gui.s3.kept_objects import CopySource
from uploader_gui.s3.learned_traits import LearnedTraits, send_as_taken
from uploader_gui.s3.minio_sdk import MinioSdk
from uploader_gui.s3.terms_headers import add_possible_reason, terms_headers

T = TypeVar("T")

_SUCCESS = 200
_NOT_FOUND = 404
_BAD_REQUEST = 400
_PRECONDITION_FAILED = 412
_ONLY_IF_ABSENT = {"if-none-match": "*"}
_JOB_HEADER = "x-amz-meta-uploader-job"


class S3Client:
    """All calls to one store with one pair of keys; blocking, any thread.

    Every call raises StoreError (its kind says what helps), and StoppedError when its body was stopped or the
    client closed. Timeouts are seconds in which nothing at all moves: a slow network is no error. ``was_store`` says
    whether the store was at this address before this client was made: then what can't be its answer is no mistake
    in the connection (NETWORK_LOGIN, ANSWER_UNREADABLE). It is asked only about such answers. ``traits`` is asked
    before each request what the store takes, and taught by the answers.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        traits: LearnedTraits | None = None,
        max_connections: int = 34,
        connect_timeout_s: float = 10.0,
        read_timeout_s: float = 60.0,
        finish_timeout_s: float = 600.0,
        was_store: Callable[[], bool] = lambda: False,
    ) -> None:
        def open_connections(endpoint: str) -> HttpConnectionPool:
            return HttpConnectionPool(
                endpoint,
                connection.ca_file,
                certificate_sha256=connection.certificate_sha256,
                max_connections=max_connections,
                connect_timeout_s=connect_timeout_s,
            )

        self.traits = traits or LearnedTraits()
        try:
            self._sdk = MinioSdk(connection, open_connections, read_timeout_s, was_store, self.traits)
        except ValueError as error:
            raise BadSettingsError(message(MessageCode.CONNECTION_UNUSABLE, reason=str(error))) from error
        self._read_timeout_s = read_timeout_s
        self._finish_timeout_s = finish_timeout_s
        self._endpoint = connection.endpoint

    def create_upload(
        self,
        bucket: str,
        key: str,
        *,
        content_type: str,
        job_id: str,
        terms: ObjectTerms | None = None,
        takes_copies: bool = False,
    ) -> CreatedUpload:
        """Open a multipart upload, announcing CRC32 per part and for the whole as far as the store takes it.

        ``takes_copies``: ``copy_part`` has to work with it. So it is announced only where the store is known to copy
        into such an upload, which MinIO refuses. ``terms``: what the object gets.
        """
        headers = {"content-type": content_type, _JOB_HEADER: job_id, **terms_headers(terms)}

        def send(taken: frozenset[Trait]) -> Response:
            announced = _announcement(taken)
            return self._sdk.call("POST", bucket, key, query={"uploads": ""}, headers=headers | announced)

        may_announce = not takes_copies or self.traits.has(self._endpoint, Trait.COPY_ANNOUNCED)
        try:
            response = self._as_taken((Trait.ANNOUNCEMENT, Trait.WHOLE) if may_announce else (), send)
        except StoreError as error:
            add_possible_reason(error, terms)
            raise
        with self._reading():
            created = responses.created_upload(response.headers, response_errors.document_of(response))
            if created is None:
                raise not_s3()
            return created

    def send_part(
        self,
        bucket: str,
        key: str,
        upload_id: str,
        number: int,
        body: Body,
        *,
        crc32: int | None,
        md5: str | None,
        md5_instead: Callable[[], str] | None = None,
        terms: ObjectTerms | None = None,
    ) -> PartResponse:
        """Send one part with its CRC32 or MD5 (hex), which the store compares if it can.

        ``md5_instead`` gives the MD5 for a store that takes no CRC32. ``terms``: of those that the upload was begun with
        such as may be why a part is refused.
        """
        query = {"partNumber": str(number), "uploadId": upload_id}

        def send(taken: frozenset[Trait]) -> Response:
            body.restart()
            proof = _proof_as_taken(taken, crc32, md5, md5_instead)
            timeout_s = self._timeout_s(body)
            return self._sdk.call(
                "PUT", bucket, key, query=query, headers=proof, body=body, timeout_s=timeout_s
            )

        try:
            response = self._as_taken((Trait.CHECKSUMS,) if crc32 is not None else (), send)
        except StoreError as error:
            add_possible_reason(error, terms)
            raise
        return PartResponse(
            response_errors.etag_of(response),
            responses.crc32_from_base64(response.headers.get("x-amz-checksum-crc32")),
            responses.etag_may_prove(response.headers),
        )

    def copy_part(
        self, bucket: str, key: str, upload_id: str, number: int, *, source: CopySource
    ) -> CopiedPart:
        """Have the store copy a whole object into an upload as its part ``number``; no byte of it is sent.

        Raises StoreError KEPT_PART_CHANGED where the object is not what its ETag says, NO_SUCH_OBJECT where there is
        none, UPLOAD_GONE, and COPY_WITHOUT_RESULT for a success that names no ETag.
        """
        timeout_s = self._finish_timeout_s
        return kept_objects.copy_part(self._sdk, bucket, key, upload_id, number, source, timeout_s)

    def put_object(
        self,
        bucket: str,
        key: str,
        body: Body,
        *,
        content_type: str,
        job_id: str,
        crc32: int | None,
        md5: str | None,
        only_if_absent: bool,
        md5_instead: Callable[[], str] | None = None,
        terms: ObjectTerms | None = None,
    ) -> PutResponse:
        """Store a whole object; ``only_if_absent`` fails with OBJECT_EXISTS if the key is taken.

        Where the store is known not to keep that condition, a look at the key stands in for it. ``md5_instead``: as
        for a part. ``terms``: what the object gets.
        """
        headers = {"content-type": content_type, _JOB_HEADER: job_id}
        if terms is not None:
            headers |= terms_headers(terms)

        def send(taken: frozenset[Trait]) -> Response:
            body.restart()
            proof = _proof_as_taken(taken, crc32, md5, md5_instead)
            condition = self._condition(
                bucket, key, is_taken=Trait.PUT_CONDITION in taken, is_wanted=only_if_absent
            )
            timeout_s = self._timeout_s(body)
            return self._sdk.call(
                "PUT", bucket, key, headers=headers | proof | condition, body=body, timeout_s=timeout_s
            )

        optional = [Trait.CHECKSUMS] if crc32 is not None else []
        optional += [Trait.PUT_CONDITION] if only_if_absent else []
        try:
            response = self._as_taken(optional, send, condition=Trait.PUT_CONDITION)
        except StoreError as error:
            add_possible_reason(error, terms)
            raise
        return PutResponse(
            response_errors.etag_of(response),
            responses.crc32_from_base64(response.headers.get("x-amz-checksum-crc32")),
            response.headers.get("x-amz-version-id", ""),
            responses.etag_may_prove(response.headers),
        )

    def _timeout_s(self, body: Body) -> float:
        """A store that needs longer for an answer than it was given gets twice as long the next time."""
        return min(self._read_timeout_s * 2.0**body.unanswered, self._finish_timeout_s)

    def list_part(self, bucket: str, key: str, upload_id: str, number: int) -> list[ListedPart]:
        """What the store has of one part, in its order; nothing else is asked for.

        Raises UPLOAD_GONE (Ceph: NO_SUCH_OBJECT) if the upload is gone.
        """
        with self._reading():
            return listings.list_part(self._sdk, bucket, key, upload_id, number)

    def list_parts(self, bucket: str, key: str, upload_id: str) -> dict[int, list[ListedPart]]:
        """All parts that the store has, by number; one that it lists twice has two entries, in its order."""
        with self._reading():
            return listings.list_parts(self._sdk, bucket, key, upload_id)

    def upload_contents(
        self, bucket: str, key: str, upload_id: str, *, timeout_s: float | None = None
    ) -> UploadContents:
        """The same, with what else the listing tells of an upload that somebody else may have begun."""
        with self._reading():
            return listings.upload_contents(self._sdk, bucket, key, upload_id, timeout_s)

    def complete(
        self,
        bucket: str,
        key: str,
        upload_id: str,
        parts: Sequence[tuple[int, str, int | None]],
        *,
        whole_crc32: int | None,
        only_if_absent: bool,
        may_omit_listed: bool = False,
        timeout: float | None = None,
    ) -> CompleteResponse:
        """Make the object of its parts, given in order as (number, unquoted ETag, CRC32).

        ``only_if_absent``: as for ``put_object``. ``may_omit_listed``: a store that reads its documents strictly and
        knows no CRC32s in them gets the list without.

        Raises StoreError OUTCOME_UNKNOWN (``got_no_answer``) where the object may be there all the same: no
        answer, an empty or garbled one, a result without an ETag; likewise NETWORK_LOGIN.
        """
        timeout_s = timeout or self._finish_timeout_s
        whole = {}
        if whole_crc32 is not None:
            whole = _proof(whole_crc32, None) | {"x-amz-checksum-type": "FULL_OBJECT"}

        def send(taken: frozenset[Trait]) -> CompleteResponse:
            keeps_listed = Trait.LISTED in taken or not may_omit_listed
            listed = parts if keeps_listed else [(number, etag, None) for number, etag, _ in parts]
            headers = {"content-type": "application/xml"}
            headers |= whole if Trait.FINISH_WHOLE in taken else {}
            headers |= self._condition(
                bucket, key, is_taken=Trait.FINISH_CONDITION in taken, is_wanted=only_if_absent
            )
            document = responses.finish_document(listed)
            query = {"uploadId": upload_id}
            try:
                response = self._sdk.call(
                    "POST", bucket, key, query=query, headers=headers, body=document, timeout_s=timeout_s
                )
            except StoreError as error:
                # A web page with status 200 is a gateway's answer: what the store behind it did is unknown.
                is_unknown = error.got_no_answer or error.http_status == _SUCCESS
                if is_unknown and error.code != ErrorCode.NETWORK_LOGIN:
                    raise response_errors.completion_unanswered() from error
                raise
            return response_errors.checked_completion(response)

        optional = [Trait.LISTED] if may_omit_listed else []
        optional += [Trait.FINISH_WHOLE] if whole else []
        optional += [Trait.FINISH_CONDITION] if only_if_absent else []
        return self._as_taken(optional, send, condition=Trait.FINISH_CONDITION)

    def abort(self, bucket: str, key: str, upload_id: str) -> None:
        """Drop an open upload and its parts; one that is gone already is no error."""
        try:
            self._sdk._abort_multipart_upload(bucket_name=bucket, object_name=key, upload_id=upload_id)
        except StoreError as error:
            if error.http_status != _NOT_FOUND or error.s3_code == "NoSuchBucket":
                raise

    def list_uploads(self, bucket: str, key: str, *, timeout_s: float | None = None) -> OpenUploads:
        """The open uploads of exactly this key, every page, and how far the store's clock is ahead of ours."""
        with self._reading():
            return listings.list_uploads(self._sdk, bucket, key, timeout_s)

    def head(self, bucket: str, key: str) -> ObjectFacts | None:
        """What is known of an object; None if there is none. ACCESS_DENIED where the key may not look."""

        def send(taken: frozenset[Trait]) -> Response | None:
            mode = {"x-amz-checksum-mode": "ENABLED"} if Trait.CHECKSUM_MODE in taken else {}
            try:
                return self._sdk.call("HEAD", bucket, key, headers=mode)
            except StoreError as error:
                if error.http_status == _NOT_FOUND:
                    return None
                raise

        try:
            response = self._as_taken((Trait.CHECKSUM_MODE,), send)
        except StoreError as error:
            if error.http_status != _BAD_REQUEST or error.s3_code:
                raise
            before = self.traits.said(self._endpoint, bucket, Trait.REGION)
            self._ask_why(bucket, key)
            if before == self.traits.said(self._endpoint, bucket, Trait.REGION):
                raise
            response = self._as_taken((Trait.CHECKSUM_MODE,), send)  # by now the store has told its region
        with self._reading():
            return None if response is None else responses.object_facts(response.headers)

    def read_object(self, bucket: str, key: str, *, at_most: int) -> bytes | None:
        """The first ``at_most`` bytes of an object; None if there is none. ACCESS_DENIED where the key may not read."""
        return kept_objects.read_object(self._sdk, bucket, key, at_most)

    def read_range(self, bucket: str, key: str, offset: int, size: int, *, etag: str) -> bytes | None:
        """Exactly these bytes of the object that has this ETag (unquoted); None where it is gone or another one.

        ACCESS_DENIED where the key may not read. All of it is held in memory.
        """
        with self._reading():
            return kept_objects.read_range(self._sdk, bucket, key, offset, size, etag)

    def write_object(self, bucket: str, key: str, data: bytes, terms: ObjectTerms | None = None) -> str:
        """Store a small object whose content is at hand; its version id, "" where the bucket keeps none."""
        return kept_objects.write_object(self._sdk, bucket, key, data, terms)

    def delete_objects(self, bucket: str, objects: Sequence[tuple[str, str]]) -> list[Undeleted]:
        """Delete objects, given as (key, version id or ""), and return those that stayed; one that is gone already did not.

        A thousand go with each request, where the store speaks that. Raises StoreError for what concerns them all;
        those before may be deleted then.
        """
        stayed: list[Undeleted] = []
        for at in range(0, len(objects), kept_objects.MOST_IN_A_BATCH):
            stayed += self._delete_batch(bucket, objects[at : at + kept_objects.MOST_IN_A_BATCH])
        return stayed

    def _delete_batch(self, bucket: str, objects: Sequence[tuple[str, str]]) -> list[Undeleted]:
        def send(taken: frozenset[Trait]) -> list[Undeleted]:
            delete = kept_objects.delete_batch if Trait.BATCH_DELETE in taken else kept_objects.delete_singly
            with self._reading():
                return delete(self._sdk, bucket, objects)

        return self._as_taken((Trait.BATCH_DELETE,) if len(objects) > 1 else (), send)

    def _as_taken(
        self,
        optional: Sequence[Trait],
        send: Callable[[frozenset[Trait]], T],
        *,
        condition: Trait | None = None,
    ) -> T:
        """Send with those of the optional headers that the store takes, and learn from how that goes."""

        def send_and_learn(taken: frozenset[Trait]) -> T:
            try:
                result = send(taken)
            except StoreError as error:
                if error.http_status == _PRECONDITION_FAILED and condition in taken and condition is not None:
                    self.traits.learn(self._endpoint, condition, is_so=True)
                raise
            for trait in taken - {condition}:
                self.traits.learn(self._endpoint, trait, is_so=True)
            return result

        return send_as_taken(self.traits, self._endpoint, optional, send_and_learn)

    def _condition(self, bucket: str, key: str, *, is_taken: bool, is_wanted: bool) -> dict[str, str]:
        """The condition that a key be free; where the store does not keep it, a look at the key instead.

        Raises StoreError OBJECT_EXISTS, and CANNOT_PROTECT where the key of this connection may not look.
        """
        if is_taken:
            return _ONLY_IF_ABSENT
        if not is_wanted:
            return {}
        try:
            found = self.head(bucket, key)
        except StoreError as error:
            if error.code != ErrorCode.ACCESS_DENIED:
                raise
            raise cannot_protect() from error
        if found is not None:
            raise failure_of("PreconditionFailed", _PRECONDITION_FAILED)
        return {}

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Read a success: what is not S3's is no store's, or was damaged on the way from one."""
        try:
            with response_errors.reading():
                yield
        except StoreError as error:
            raise self._sdk.judged(error) from error

    def _ask_why(self, bucket: str, key: str) -> None:
        """Raise what a request says whose answer has a body, where a HEAD was refused without a word."""
        try:
            self._sdk.call("GET", bucket, query={"list-type": "2", "max-keys": "1", "prefix": key})
        except StoreError as error:
            if error.code != ErrorCode.ACCESS_DENIED:
                raise

    def list_objects(self, bucket: str, prefix: str) -> dict[str, tuple[int, str]]:
        """Size in bytes and unquoted ETag of every object whose key begins with ``prefix``; as ``list_stored``."""
        return {entry.key: (entry.size, entry.etag) for entry in self.list_stored(bucket, prefix)}

    def list_stored(self, bucket: str, prefix: str) -> list[StoredObject]:
        """Every object whose key begins with ``prefix``. Raises LISTING_ENDLESS where the store finds no end."""
        with self._reading():
            found, is_whole = listings.list_objects(self._sdk, bucket, prefix)
        if not is_whole:
            raise endless_listing()
        return list(found.values())

    def list_versions(self, bucket: str, prefix: str) -> list[tuple[str, str]]:
        """Key and version id ("" where the bucket keeps none) of all there is and was under ``prefix``, deletions too."""
        with self._reading():
            found, is_whole = listings.list_versions(self._sdk, bucket, prefix)
        if not is_whole:
            raise endless_listing()
        return found

    def list_some_objects(self, bucket: str, prefix: str, pages: int) -> tuple[dict[str, StoredObject], bool]:
        """Objects by key that begins with ``prefix``, of at most so many pages of 1,000, and whether these are all."""
        with self._reading():
            return listings.list_objects(self._sdk, bucket, prefix, pages)

    def presigned_url(self, bucket: str, key: str, expires_s: int) -> str:
        """A URL by which anyone can read the object for ``expires_s`` seconds (at most seven days)."""
        self._sdk.check_name(bucket)
        return self._sdk.presigned(bucket, key, timedelta(seconds=expires_s))

    def check_bucket(self, bucket: str, prefix: str = "", terms: ObjectTerms | None = None) -> None:
        """Find out whether uploads to ``bucket`` under ``prefix`` would work; StoreError says what to change."""
        check_bucket(self._sdk, bucket, prefix, terms)

    def probe_conditions(self, bucket: str, prefix: str = "") -> None:
        """Learn whether the store keeps existing objects from being replaced, where that is unknown."""
        probe_conditions(self._sdk, self.traits, self._endpoint, bucket, prefix)

    def probe_copying(
        self, bucket: str, *, probe_bucket: str, probe_key: str, terms: ObjectTerms | None = None
    ) -> CopyAbility:
        """Find out with a small object at ``probe_key`` whether parts kept in ``probe_bucket`` can be joined in ``bucket``.

        Nothing is left behind where it can be deleted. Whether copies are taken into uploads begun with a checksum
        algorithm is learned on the way. ``terms``: of the probe. Raises StoreError for what says nothing about that: a lost network, wrong keys.
        """
        timeout_s = self._finish_timeout_s
        return probe_copying(
            self._sdk, self.traits, self._endpoint, bucket, (probe_bucket, probe_key), timeout_s, terms
        )

    def abort_probes(self, bucket: str, probe_key: str) -> None:
        """Abort what a ``probe_copying`` that was killed left open, as far as the key may look."""
        with self._reading():
            abort_probes(self._sdk, bucket, probe_key)

    def list_buckets(self) -> list[str]:
        """The names of all buckets that these keys may see."""
        return buckets.list_buckets(self._sdk)

    def list_folder(self, bucket: str, prefix: str) -> buckets.Folder:
        """What stands directly below ``prefix``, which is "" or ends in a slash."""
        return buckets.list_folder(self._sdk, bucket, prefix)

    def create_bucket(self, bucket: str, region: str) -> None:
        """Make a bucket."""
        buckets.create_bucket(self._sdk, bucket, region)

    def close(self) -> None:
        """End all calls but those with a body, which are stopped through it; any thread, any time."""
        self._sdk.stop()


def _announcement(taken: frozenset[Trait]) -> dict[str, str]:
    if Trait.ANNOUNCEMENT not in taken:
        return {}
    whole = {"x-amz-checksum-type": "FULL_OBJECT"} if Trait.WHOLE in taken else {}
    return {"x-amz-checksum-algorithm": "CRC32", **whole}


def _proof_as_taken(
    taken: frozenset[Trait], crc32: int | None, md5: str | None, md5_instead: Callable[[], str] | None
) -> dict[str, str]:
    """The CRC32 for a store that takes it, else the MD5."""
    if crc32 is None or Trait.CHECKSUMS in taken:
        return _proof(crc32, md5)
    return _proof(None, md5 or (md5_instead() if md5_instead is not None else None))


def _proof(crc32: int | None, md5: str | None) -> dict[str, str]:
    headers = {}
    if crc32 is not None:
        headers["x-amz-checksum-crc32"] = responses.crc32_to_base64(crc32)
    if md5 is not None:
        headers["content-md5"] = base64.b64encode(bytes.fromhex(md5)).decode("ascii")
    return headers
