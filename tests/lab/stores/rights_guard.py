"""A proxy before a store that lets through what a policy grants, as AWS and MinIO do, and nothing else.

The real store of the tests knows but read, write, list and tag, so a missing right would hardly be felt there. Each request
is judged by the rights that AWS's page "Required permissions for Amazon S3 API operations" names for it.
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from html import escape

from lab.lines.proxy import FaultProxy
from lab.lines.request import Request
from lab.lines.rules import Answer, Fault, Rule, Said

Right = tuple[str, str]
"""An action, and the resource that it is about."""

_ON_OBJECTS = {
    "create": "s3:PutObject",
    "part": "s3:PutObject",
    "complete": "s3:PutObject",
    "put": "s3:PutObject",
    "copy_part": "s3:PutObject",
    "list_parts": "s3:ListMultipartUploadParts",
    "abort": "s3:AbortMultipartUpload",
    "head": "s3:GetObject",
    "get": "s3:GetObject",
    "delete": "s3:DeleteObject",
}
_ON_BUCKETS = {
    "list_objects": "s3:ListBucket",
    "head_bucket": "s3:ListBucket",
    "list_versions": "s3:ListBucketVersions",
    "list_uploads": "s3:ListBucketMultipartUploads",
    "make_bucket": "s3:CreateBucket",
}
_VERSIONED = frozenset({"head", "get", "delete"})
_WILDCARDS = {"*": ".*", "?": "."}
_DENIED = "<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>"
_XML = {"Content-Type": "application/xml"}


class RightsGuard(FaultProxy):
    """Grants what ``policy`` (JSON) does; steered from any thread, but between requests only.

    ``used`` and ``refused``: the rights that were asked for and granted, and those that were not.
    """

    def __init__(self, upstream: str, policy: str = "") -> None:
        super().__init__(upstream)
        self.policy = policy
        self.used: set[Right] = set()
        self.refused: set[Right] = set()

    def grant(self, policy: str) -> None:
        """Grant what this policy does from now on, and forget what was asked before."""
        self.policy = policy
        self.used.clear()
        self.refused.clear()

    def actions_used(self) -> set[str]:
        return {action for action, _ in self.used}

    def actions_refused(self) -> set[str]:
        return {action for action, _ in self.refused}

    def _rule_for(self, request: Request) -> Rule | None:
        if request.operation == "delete_objects":
            return Rule(None, Fault(judge=partial(self._judge_deletion, request)))
        granted = [self._is_granted(right) for right in _rights_for(request)]  # each of them is to be noted
        if not all(granted):
            return Rule(None, Fault(answer=Answer(403, _DENIED.encode(), _XML)))
        rule = super()._rule_for(request)
        if rule is None and request.operation in {"head", "get"}:
            return Rule(None, Fault(rewrite=partial(self._hide_absence, request)))
        return rule

    def _hide_absence(self, request: Request, said: Said) -> Said:
        """Whether an object is absent hears only who may list the bucket."""
        if said.status == 404 and not self._is_granted(("s3:ListBucket", _arn(request.bucket))):
            return Said(403, dict(_XML), b"" if request.method == "HEAD" else _DENIED.encode())
        return said

    def _judge_deletion(self, request: Request, body: bytes) -> Answer | bytes:
        entries = re.findall(rb"<Object>(.*?)</Object>", body, re.DOTALL)
        keys = [re.findall(rb"<Key>(.*?)</Key>", entry)[0].decode() for entry in entries]
        actions = [
            "s3:DeleteObjectVersion" if b"<VersionId>" in entry else "s3:DeleteObject" for entry in entries
        ]
        rights = [
            (action, _arn(f"{request.bucket}/{key}")) for action, key in zip(actions, keys, strict=True)
        ]
        granted = [self._is_granted(right) for right in rights]
        if all(granted):
            return body
        stayed = "".join(
            f"<Error><Key>{escape(key)}</Key><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>"
            for key in keys
        )
        return Answer(200, f"<DeleteResult>{stayed}</DeleteResult>".encode(), _XML)

    def _is_granted(self, right: Right) -> bool:
        is_granted = any(_grants(statement, right) for statement in json.loads(self.policy)["Statement"])
        (self.used if is_granted else self.refused).add(right)
        return is_granted


def _grants(statement: dict[str, list[str]], right: Right) -> bool:
    action, resource = right
    return action in statement["Action"] and any(
        re.fullmatch(_as_regex(pattern), resource) for pattern in statement["Resource"]
    )


def _as_regex(pattern: str) -> str:
    """``${*}``, ``${?}`` and ``${$}`` are these signs themselves, as AWS has it."""
    pieces = re.findall(r"\$\{[*?$]\}|.", pattern, re.DOTALL)
    return "(?s)" + "".join(
        _WILDCARDS.get(piece) or re.escape(piece[2] if len(piece) > 1 else piece) for piece in pieces
    )


def _rights_for(request: Request) -> Iterator[Right]:
    operation = request.operation
    if operation == "list_buckets":
        yield "s3:ListAllMyBuckets", _arn("*")
    elif operation in _ON_BUCKETS:
        yield _ON_BUCKETS[operation], _arn(request.bucket)
    else:
        action = _ON_OBJECTS[operation]
        is_versioned = operation in _VERSIONED and "versionId" in request.query
        yield f"{action}Version" if is_versioned else action, _arn(f"{request.bucket}/{request.key}")
    if operation == "copy_part":
        of_version = "versionId=" in request.headers["x-amz-copy-source"]
        yield "s3:GetObjectVersion" if of_version else "s3:GetObject", _arn(request.copy_source)
    if operation in {"put", "create"}:
        yield from _rights_for_terms(request)


def _rights_for_terms(request: Request) -> Iterator[Right]:
    there = _arn(f"{request.bucket}/{request.key}")
    if "x-amz-tagging" in request.headers:
        yield "s3:PutObjectTagging", there
    if "x-amz-object-lock-mode" in request.headers:
        yield "s3:PutObjectRetention", there
    if request.headers.get("x-amz-server-side-encryption") == "aws:kms":
        key_id = request.headers.get("x-amz-server-side-encryption-aws-kms-key-id", "of-the-bucket")
        yield "kms:GenerateDataKey", f"arn:aws:kms:us-east-1:111122223333:key/{key_id}"


def _arn(place: str) -> str:
    return f"arn:aws:s3:::{place}"
