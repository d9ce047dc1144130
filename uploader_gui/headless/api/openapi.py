"""The API in OpenAPI's words. A test holds it to the routes."""

from uploader_gui import __version__
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import JobState, VerifiedBy
from uploader_gui.domain.plan import S3_LIMITS
from uploader_gui.headless.api.errors import STATUSES

Node = dict[str, object]

_INTRODUCTION = """\
Uploads files to an S3 store part by part, and goes on with the first missing part after any interruption.

Without the token answer only the form, `progress` and `resume`, and only on this machine; everything else wants
`Authorization: Bearer TOKEN`. The token stands in `engine.json` in the state directory, or is what
`UPLOADER_GUI_API_TOKEN` says. Requests that a web page from elsewhere could have sent are answered with 403.
"""
_TEXT: Node = {"type": "string"}
_COUNT: Node = {"type": "integer", "minimum": 0}
_TIME: Node = {"type": "string", "format": "date-time"}
_PART_SIZE: Node = {
    "type": "integer",
    "minimum": S3_LIMITS.min_part_size,
    "maximum": S3_LIMITS.max_part_size,
    "description": "Bytes of a part.",
}


def openapi() -> Node:
    """The whole description, OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Uploader", "version": __version__, "description": _INTRODUCTION},
        "paths": {
            "/api/uploads/async": {"post": _submit(), "get": _list()},
            "/api/uploads/async/{jobId}": {"parameters": [_JOB_ID], "delete": _remove()},
            "/api/uploads/async/{jobId}/progress": {
                "parameters": [_JOB_ID],
                "get": _progress(),
            },
            "/api/uploads/async/{jobId}/resume": {
                "parameters": [_JOB_ID],
                "post": _call(
                    "Resume a job that is PAUSED or FAILED",
                    *(
                        ErrorCode.JOB_NOT_FOUND,
                        ErrorCode.JOB_NOT_RESUMABLE,
                        ErrorCode.SOURCE_MISSING,
                        ErrorCode.BAD_REQUEST,
                    ),
                    is_open=True,
                ),
            },
            "/api/uploads/async/{jobId}/pause": {
                "parameters": [_JOB_ID],
                "post": _call(
                    "Pause a job; its parts are kept", ErrorCode.JOB_NOT_FOUND, ErrorCode.JOB_NOT_PAUSABLE
                ),
            },
            "/api/uploads/async/{jobId}/events": {"parameters": [_JOB_ID], "get": _events()},
            "/healthz": {"get": _health()},
            "/metrics": {"get": _metrics()},
        },
        "components": {
            "schemas": {"Job": _job(), "UploadResponse": _upload_response(), "Error": _error()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


_JOB_ID: Node = {
    "name": "jobId",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}


def _call(
    summary: str, *codes: ErrorCode, is_open: bool = False, success: Node | None = None, status: int = 200
) -> Node:
    answers = {str(status): success or _json("The job.", {"$ref": "#/components/schemas/Job"})}
    return {
        "summary": summary,
        "responses": answers | _errors(ErrorCode.UNAUTHORIZED, ErrorCode.FORBIDDEN, *codes),
        "security": [{}, {"token": []}] if is_open else [{"token": []}],
    }


def _progress() -> Node:
    seconds: Node = {"type": "integer", "minimum": 1, "maximum": 604_800}
    words = "Make downloadUrl a link that anyone can use for so many seconds (token only)."
    parameter: Node = {"name": "presign", "in": "query", "schema": seconds, "description": words}
    call = _call(
        "The job as it is now",
        ErrorCode.JOB_NOT_FOUND,
        ErrorCode.BAD_REQUEST,
        ErrorCode.STORE_UNAVAILABLE,
        is_open=True,
    )
    return call | {"parameters": [parameter]}


def _submit() -> Node:
    call = _call(
        "Submit a file: a form with the file, or JSON with the path of a file of this machine (token only)",
        *(
            ErrorCode.BAD_REQUEST,
            ErrorCode.SOURCE_MISSING,
            ErrorCode.OBJECT_EXISTS,
            ErrorCode.FILE_TOO_LARGE,
            ErrorCode.STORE_UNAVAILABLE,
        ),
        ErrorCode.STAGING_FULL,
        is_open=True,
        status=202,
    )
    form: Node = {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}, "chunkSize": _PART_SIZE},
    }
    path: Node = {
        "type": "object",
        "required": ["path"],
        "additionalProperties": False,
        "properties": {
            "path": {**_TEXT, "description": "The file's absolute path; it is not copied."},
            "bucket": {**_TEXT, "description": "Instead of the connection's."},
            "prefix": {**_TEXT, "description": "Instead of the connection's."},
            "chunkSize": _PART_SIZE,
            "onConflict": {"enum": ["refuse", "rename", "overwrite"], "default": "refuse"},
            "stage": {"type": "boolean", "default": False, "description": "Send from a private copy."},
        },
    }
    content = {"multipart/form-data": {"schema": form}, "application/json": {"schema": path}}
    return call | {"requestBody": {"required": True, "content": content}}


def _list() -> Node:
    jobs: Node = {
        "type": "object",
        "required": ["jobs", "next"],
        "properties": {
            "jobs": {"type": "array", "items": {"$ref": "#/components/schemas/Job"}},
            "next": {"type": ["string", "null"], "description": "The `cursor` of the next page."},
        },
    }
    parameters: list[Node] = [
        {"name": "status", "in": "query", "schema": {"enum": [state.value for state in JobState]}},
        {
            "name": "limit",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
        },
        {"name": "cursor", "in": "query", "schema": _TEXT},
    ]
    call = _call(
        "Jobs, newest first", ErrorCode.BAD_REQUEST, ErrorCode.JOB_NOT_FOUND, success=_json("A page.", jobs)
    )
    return call | {"parameters": parameters}


def _remove() -> Node:
    gone: Node = {"description": "It is gone; a finished object stays."}
    return _call(
        "Remove a job and abort its unfinished upload", ErrorCode.JOB_NOT_FOUND, success=gone, status=204
    )


def _events() -> Node:
    words = "Server-sent events: the job now and at every change, until it is COMPLETED or removed."
    told: Node = {"description": words, "content": {"text/event-stream": {"schema": _TEXT}}}
    return _call("The job's events", ErrorCode.JOB_NOT_FOUND, success=told)


def _health() -> Node:
    health: Node = {"type": "object", "properties": {"status": {"const": "ok"}, "version": _TEXT}}
    return _call(
        "Whether it works", ErrorCode.STORE_UNAVAILABLE, is_open=True, success=_json("It does.", health)
    )


def _metrics() -> Node:
    text: Node = {"description": "Prometheus' text format.", "content": {"text/plain": {"schema": _TEXT}}}
    return _call("Figures for Prometheus", success=text)


def _job() -> Node:
    """The shape of ``job_object``."""
    maybe_count: Node = {"type": ["integer", "null"], "minimum": 0}
    always: Node = {
        "jobId": {"type": "string", "format": "uuid"},
        "status": {"enum": [state.value for state in JobState]},
        "progress": {
            "type": "number",
            "minimum": 0,
            "maximum": 100,
            "description": "Per cent, acknowledged.",
        },
        "message": _TEXT,
        "uploadedParts": _COUNT,
        "totalParts": _COUNT,
        "fileName": _TEXT,
        "fileSize": _COUNT,
        "startTime": _TIME,
        "bucket": _TEXT,
        "objectKey": _TEXT,
        "chunkSize": _COUNT,
        "bytesSent": _COUNT,
        "bytesPerSecond": maybe_count,
        "secondsLeft": maybe_count,
        "errorCode": {"type": ["string", "null"]},
    }
    ended: Node = {"endTime": _TIME, "uploadResponse": {"$ref": "#/components/schemas/UploadResponse"}}
    return {"type": "object", "required": list(always), "properties": always | ended}


def _upload_response() -> Node:
    properties: Node = {
        "downloadUrl": _TEXT,
        "bucket": _TEXT,
        "objectKey": _TEXT,
        "etag": _TEXT,
        "fileSize": _COUNT,
        "contentType": _TEXT,
        "videoRecordingId": {"type": "integer"},
        "verifiedBy": {"enum": [each.value for each in VerifiedBy]},
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def _error() -> Node:
    error: Node = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": {"enum": sorted(STATUSES)}, "message": _TEXT},
    }
    return {"type": "object", "required": ["error"], "properties": {"error": error}}


def _errors(*codes: ErrorCode) -> dict[str, Node]:
    """The answers for these codes, those of one status together."""
    by_status: dict[str, list[str]] = {}
    for code in codes:
        by_status.setdefault(str(STATUSES[code]), []).append(code)
    schema: Node = {"$ref": "#/components/schemas/Error"}
    return {status: _json(" or ".join(names), schema) for status, names in by_status.items()}


def _json(words: str, schema: Node) -> Node:
    return {"description": words, "content": {"application/json": {"schema": schema}}}
