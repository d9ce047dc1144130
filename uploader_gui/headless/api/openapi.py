"""The API in OpenAPI's words. A test holds it to the routes."""

from uploader_gui import __version__
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.entered.entered_terms import MOST_DAYS
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity
from uploader_gui.domain.job import JobState, VerifiedBy
from uploader_gui.domain.name_template import LONGEST_TEMPLATE, Field
from uploader_gui.domain.packages.package_name import LONGEST_NAME
from uploader_gui.domain.plan import S3_LIMITS
from uploader_gui.domain.store.found_progress import FOUND_CHOICES
from uploader_gui.domain.store.object_terms import Encryption, Retention, said_words
from uploader_gui.domain.unattended.growth import LEAST_QUIET_S, MOST_QUIET_S, USUAL_QUIET_S
from uploader_gui.domain.unattended.watch_folder import Afterwards
from uploader_gui.domain.unattended.watch_status import WatchMeans, WatchState
from uploader_gui.headless.api.errors import STATUSES

Node = dict[str, object]

_INTRODUCTION = """\
Uploads files to an S3 store part by part, and goes on with the first missing part after any interruption.

Without the token answer only the form, `progress` and `resume`, and only on this machine; everything else wants
`Authorization: Bearer TOKEN`. The token stands in `engine.json` in the state directory, or is what
`UPLOADER_GUI_API_TOKEN` says. Requests that a web page from elsewhere could have sent are answered with 403.
"""
_TEXT: Node = {"type": "string"}
_MAYBE_TEXT: Node = {"type": ["string", "null"]}
_COUNT: Node = {"type": "integer", "minimum": 0}
_TIME: Node = {"type": "string", "format": "date-time"}
_PART_SIZE: Node = {
    "type": "integer",
    "minimum": S3_LIMITS.min_part_size,
    "maximum": S3_LIMITS.max_part_size,
    "description": "Bytes of a part.",
}
_LIMIT: Node = {
    "type": ["integer", "null"],
    "minimum": 1,
    "maximum": 10**12,
    "description": "Bytes per second of this job alone; null for no limit of its own.",
}
_START: Node = {
    "type": ["string", "null"],
    "description": "Do not start before: a time of day such as 22:00, the next one, or a date with it in ISO 8601; null "
    "for as soon as it can.",
}
_FOUND: Node = {
    "enum": [each.value for each in FOUND_CHOICES],
    "description": "If part of this file is in the store already, sent by another computer or before the list of "
    "uploads was lost: go on with it, begin anew, or refuse (UPLOAD_FOUND). Without it the upload goes on with what "
    "is there, unless that was written in the last ten minutes (UPLOAD_IN_USE).",
}
_PACKAGE: Node = {
    "type": "string",
    "maxLength": LONGEST_NAME,
    "description": "The name of the package that the file belongs to: the one of this name that has not ended, or else "
    "a new one. Without it the file is a package of its own.",
}

_NAME_TEMPLATE: Node = {
    "type": "string",
    "maxLength": LONGEST_TEMPLATE,
    "description": "How the file is named below the prefix, instead of the connection's template: text with fields in "
    f"braces ({', '.join(Field)}), such as {{file_year}}/{{stem}}_{{counter:03}}{{ext}}.",
}
_GROWING = "The file is still being written: it is sent while it grows, and finished when its end is found. Not with stage."
_QUIET = f"With growing: it is at its end when it was not written to for so many seconds; otherwise {USUAL_QUIET_S:.0f}."
_MARKER = (
    "With growing: it is also at its end when a file of this name lies beside it, in which {name} stands for its own "
    "name and {stem} for that without its extension."
)


def openapi() -> Node:
    """The whole description, OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Uploader", "version": __version__, "description": _INTRODUCTION},
        "servers": [
            {"url": "."}
        ],  # beside this description, also where a reverse proxy has put it below a path
        "paths": {
            "/api/uploads/async": {"post": _submit(), "get": _list()},
            "/api/uploads/async/{jobId}": {
                "parameters": [_JOB_ID],
                "patch": _change(),
                "delete": _remove(),
            },
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
                "post": _pause(),
            },
            "/api/uploads/async/{jobId}/verify": {
                "parameters": [_JOB_ID],
                "post": _verify(),
            },
            "/api/uploads/async/{jobId}/events": {"parameters": [_JOB_ID], "get": _events()},
            "/api/v1/packages/{packageId}": {
                "parameters": [_PACKAGE_ID],
                "get": _show_package(),
                "patch": _change_package(),
            },
            "/api/v1/timetable": {"get": _timetable(), "put": _change_timetable()},
            "/api/v1/watch-folders": {"get": _watch_folders()},
            "/api/v1/watch-folders/{watchId}": {"patch": _change_watch_folder()},
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
_PACKAGE_ID: Node = {
    "name": "packageId",
    "in": "path",
    "required": True,
    "description": "Its id, eight characters of it at least, or its name.",
    "schema": _TEXT,
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
            ErrorCode.UPLOAD_FOUND,
            ErrorCode.UPLOAD_IN_USE,
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
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "chunkSize": _PART_SIZE,
            "found": _FOUND,
            "package": _PACKAGE,
            "nameTemplate": _NAME_TEMPLATE,
        },
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
            "found": _FOUND,
            "stage": {"type": "boolean", "default": False, "description": "Send from a private copy."},
            "growing": {"type": "boolean", "default": False, "description": _GROWING},
            "quietFor": {
                "type": "number",
                "minimum": LEAST_QUIET_S,
                "maximum": MOST_QUIET_S,
                "description": _QUIET,
            },
            "growingMarker": {**_TEXT, "description": _MARKER},
            "bandwidthLimit": _LIMIT,
            "startAt": _START,
            "package": _PACKAGE,
            "nameTemplate": _NAME_TEMPLATE,
            **_terms(),
        },
    }
    content = {"multipart/form-data": {"schema": form}, "application/json": {"schema": path}}
    return call | {"requestBody": {"required": True, "content": content}}


def _terms() -> Node:
    """What the object gets, over what the connection says."""
    pairs: Node = {"type": "object", "additionalProperties": _TEXT}
    days: Node = {"type": "integer", "minimum": 1, "maximum": MOST_DAYS}
    return {
        "contentType": {**_TEXT, "description": "Instead of that of the file's name."},
        "metadata": {**pairs, "description": 'User metadata; "" takes the connection\'s away.'},
        "tags": {**pairs, "description": 'At most ten; "" takes the connection\'s away.'},
        "storageClass": _TEXT,
        "cacheControl": _TEXT,
        "encryption": {
            "enum": said_words(Encryption),
            "description": "By the store's keys, or by one of its KMS.",
        },
        "kmsKeyId": {**_TEXT, "description": "The key of the KMS, instead of the bucket's."},
        "retention": {
            "enum": said_words(Retention),
            "description": "Object Lock, for so many retentionDays.",
        },
        "retentionDays": days,
    }


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
        {
            "name": "package",
            "in": "query",
            "schema": _TEXT,
            "description": "Only jobs of packages of this name, or of this id, of which 8 characters are enough.",
        },
    ]
    call = _call(
        "Jobs, newest first", ErrorCode.BAD_REQUEST, ErrorCode.JOB_NOT_FOUND, success=_json("A page.", jobs)
    )
    return call | {"parameters": parameters}


def _pause() -> Node:
    words = (
        "Send the parts that are on their way to their end first; until then the job is UPLOADING, `pausing`."
    )
    after: Node = {"name": "after", "in": "query", "schema": {"enum": ["parts"]}, "description": words}
    call = _call(
        "Pause a job; its parts are kept",
        ErrorCode.JOB_NOT_FOUND,
        ErrorCode.JOB_NOT_PAUSABLE,
        ErrorCode.BAD_REQUEST,
    )
    return call | {"parameters": [after]}


def _verify() -> Node:
    """What it finds is no error: it stands in the job."""
    flag: Node = {"type": "boolean", "default": False}
    parameters: list[Node] = [
        {"name": name, "in": "query", "schema": flag, "description": words}
        for name, words in (
            ("source", "Also read the file on this machine and compare."),
            (
                "readBack",
                "Also read the object back from the store and compare; the answer comes when all is read.",
            ),
        )
    ]
    call = _call(
        "Verify a COMPLETED job again; what was found stands in its uploadResponse",
        ErrorCode.JOB_NOT_FOUND,
        ErrorCode.JOB_NOT_VERIFIABLE,
        ErrorCode.BAD_REQUEST,
    )
    return call | {"parameters": parameters}


def _change() -> Node:
    wanted: Node = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {"bandwidthLimit": _LIMIT, "startAt": _START},
    }
    call = _call(
        "Change a job that is not COMPLETED; it acts at once",
        ErrorCode.JOB_NOT_FOUND,
        ErrorCode.JOB_NOT_LIMITABLE,
        ErrorCode.JOB_NOT_POSTPONABLE,
        ErrorCode.BAD_REQUEST,
    )
    return call | {"requestBody": {"required": True, "content": {"application/json": {"schema": wanted}}}}


def _show_package() -> Node:
    return _call(
        "A package: what was added together, and what its files come to",
        ErrorCode.NOT_FOUND,
        ErrorCode.BAD_REQUEST,
        success=_package(),
    )


def _change_package() -> Node:
    wanted: Node = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            "bandwidthLimit": {
                **_LIMIT,
                "description": "Bytes per second of all its files together; null for no limit of its own.",
            },
            "startAt": {
                **_START,
                "description": f"Of those of its files that do not run yet. {_START['description']}",
            },
            "name": {**_PACKAGE, "description": "What it is called from now on."},
        },
    }
    call = _call(
        "Change a package; it acts at once",
        ErrorCode.NOT_FOUND,
        ErrorCode.JOB_NOT_POSTPONABLE,
        ErrorCode.BAD_REQUEST,
        success=_package(),
    )
    return call | {"requestBody": {"required": True, "content": {"application/json": {"schema": wanted}}}}


def _package() -> Node:
    """The shape of ``package_object``."""
    shape: Node = {
        "type": "object",
        "properties": {
            "packageId": _TEXT,
            "name": _TEXT,
            "status": {"enum": [each.value for each in JobState]},
            "message": {**_TEXT, "description": "How many files are in which state, in English."},
            "progress": {"type": "number"},
            "files": _COUNT,
            "filesByStatus": {"type": "object", "additionalProperties": _COUNT},
            "missingAtSource": {**_COUNT, "description": "Named by its media hash list, and not there."},
            "leftOut": {**_COUNT, "description": "Added with it and not taken."},
            "bandwidthLimit": {"type": ["integer", "null"]},
            "fileSize": _COUNT,
            "bytesSent": _COUNT,
            "bucket": _MAYBE_TEXT,
            "prefix": {**_MAYBE_TEXT, "description": "What all keys begin with, up to a slash."},
            "startTime": _TIME,
            "endTime": {"type": ["string", "null"], "format": "date-time"},
        },
    }
    return _json("The package.", shape)


def _remove() -> Node:
    gone: Node = {"description": "It is gone; a finished object stays."}
    return _call(
        "Remove a job and abort its unfinished upload", ErrorCode.JOB_NOT_FOUND, success=gone, status=204
    )


def _events() -> Node:
    words = "Server-sent events: the job now and at every change, until it is COMPLETED or removed."
    told: Node = {"description": words, "content": {"text/event-stream": {"schema": _TEXT}}}
    return _call("The job's events", ErrorCode.JOB_NOT_FOUND, success=told)


def _watch_folders() -> Node:
    """The shape of ``watch_object``."""
    counts: dict[str, Node] = {
        "files": {**_COUNT, "description": "There now, of those that its patterns take."},
        "settling": {**_COUNT, "description": "Not finished yet."},
        "sending": {**_COUNT, "description": "Have become jobs that have not ended."},
        "sent": {**_COUNT, "description": "Ended well, since the folder is watched."},
        "notVerified": {**_COUNT, "description": "Sent without a proof, so that they stay where they are."},
        "failed": _COUNT,
        "refused": _COUNT,
    }
    shape: Node = {
        "type": "object",
        "properties": {
            "watchId": _TEXT,
            "folder": _TEXT,
            "isOn": {"type": "boolean"},
            "profile": {**_TEXT, "description": "Empty for the current connection."},
            "prefix": _TEXT,
            "afterwards": {"enum": [each.value for each in Afterwards]},
            "movedTo": _TEXT,
            "isGrowing": {"type": "boolean"},
            "state": {"enum": [each.value for each in WatchState]},
            "means": {"enum": [*(each.value for each in WatchMeans), None]},
            "meansReason": {**_TEXT, "description": "Why it is polled; else empty."},
            **counts,
            "lastFile": _MAYBE_TEXT,
            "lastFileAt": {"type": ["string", "null"], "format": "date-time"},
            "trouble": {**_TEXT, "description": "The newest that somebody has to know; empty for nothing."},
        },
    }
    answer: Node = {"type": "object", "properties": {"watchFolders": {"type": "array", "items": shape}}}
    return _call("The watched folders, and what is known of each", success=_json("All of them.", answer))


def _change_watch_folder() -> Node:
    wanted: Node = {
        "type": "object",
        "required": ["isOn"],
        "additionalProperties": False,
        "properties": {"isOn": {"type": "boolean"}},
    }
    call = _call(
        "Switch a saved watched folder on or off",
        ErrorCode.BAD_REQUEST,
        ErrorCode.NOT_FOUND,
        success={"description": "It is."},
        status=204,
    )
    place: Node = {"name": "watchId", "in": "path", "required": True, "schema": _TEXT}
    body: Node = {"required": True, "content": {"application/json": {"schema": wanted}}}
    return call | {"parameters": [place], "requestBody": body}


def _timetable() -> Node:
    return _call("When how much may be sent, and what counts now", success=_timetable_answer())


def _change_timetable() -> Node:
    wanted: Node = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            "rules": {
                **_TEXT,
                "description": "Such as `08-18 Mon-Fri 2 MB/s, else no limit`; empty for none.",
            },
            "isIgnored": {
                "type": "boolean",
                "description": "Leave them aside until what they say changes next.",
            },
        },
    }
    call = _call("Change the timetable", ErrorCode.BAD_REQUEST, success=_timetable_answer())
    return call | {"requestBody": {"required": True, "content": {"application/json": {"schema": wanted}}}}


def _timetable_answer() -> Node:
    """The shape of ``timetable_object``."""
    shape: Node = {
        "type": "object",
        "properties": {
            "rules": {**_TEXT, "description": "Empty where there is no timetable."},
            "inForce": {
                **_MAYBE_TEXT,
                "description": "What the rules say now: a speed, `no limit` or `nothing`.",
            },
            "rule": {
                **_MAYBE_TEXT,
                "description": "The one of the rules that says so; null where none fits, and nothing is limited.",
            },
            "until": {"type": ["string", "null"], "format": "date-time"},
            "isIgnored": {"type": "boolean", "description": "They are left aside until then."},
            "sends": {"type": "boolean", "description": "Something may be sent at all."},
            "limit": {
                "type": ["integer", "null"],
                "description": "Bytes per second: of the rules and the settings the smaller one.",
            },
        },
    }
    return _json("The timetable.", shape)


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
        "growing": {"type": "boolean", "description": "Its file is still being written, as far as is known."},
        "secondsBehind": {
            **maybe_count,
            "description": "For how long the oldest byte of a growing file that was not sent has been there; null where "
            "that is not known.",
        },
        "activity": {
            "enum": [*(each.value for each in Activity if each.value), None],
            "description": "What an UPLOADING job does now; null where that is not known, or nothing.",
        },
        "keptParts": {
            "type": ["object", "null"],
            "required": ["bucket", "prefix"],
            "properties": {"bucket": _TEXT, "prefix": _TEXT},
            "description": "Where parts are kept as objects of their own, until the store joins them; null as long as all go into the upload.",
        },
        "bandwidthLimit": _LIMIT,
        "startAt": {
            "type": ["string", "null"],
            "format": "date-time",
            "description": "It does not start before.",
        },
        "package": {
            "type": ["object", "null"],
            "required": ["id", "name"],
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "name": {"type": ["string", "null"]},
                "missingAtSource": {
                    "type": ["integer", "null"],
                    "description": "Files that its media hash lists name and that were not there.",
                },
                "leftOut": {
                    "type": ["integer", "null"],
                    "description": "Files that were added with it and not taken.",
                },
            },
            "description": "What it was added with; null for jobs from before there were packages.",
        },
        "objectTerms": {
            "type": ["object", "null"],
            "properties": _got_terms(),
            "description": "What its object is to get beside its bytes; null for what the bucket gives.",
        },
        "errorCode": {"type": ["string", "null"]},
    }
    sent: Node = {
        "partsByAddress": {
            "type": "object",
            "additionalProperties": _COUNT,
            "description": "Parts that each address of the store has taken, where it has several.",
        }
    }
    ended: Node = {"endTime": _TIME, "uploadResponse": {"$ref": "#/components/schemas/UploadResponse"}}
    return {"type": "object", "required": list(always), "properties": always | sent | ended}


def _got_terms() -> Node:
    """The shape of ``terms_fields``."""
    pairs: Node = {"type": "object", "additionalProperties": _TEXT}
    return {
        "metadata": pairs,
        "tags": pairs,
        "storageClass": _MAYBE_TEXT,
        "cacheControl": _MAYBE_TEXT,
        "encryption": {"enum": [*(each.value for each in Encryption if each), None]},
        "kmsKeyId": _MAYBE_TEXT,
        "retention": {"enum": [*(each.value for each in Retention if each), None]},
        "retentionDays": {"type": ["integer", "null"]},
    }


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
        "sourcePath": _MAYBE_TEXT,
        "crc32": {
            **_MAYBE_TEXT,
            "description": "Of the whole file: eight hex digits, as zlib and ZIP have it.",
        },
        "hashes": {
            "type": "object",
            "additionalProperties": _TEXT,
            "description": "Those that were made of what was read, by kind: xxh64, md5 and others.",
        },
        "beganAt": {"type": ["string", "null"], "format": "date-time"},
        "activeSeconds": {"type": ["number", "null"], "description": "Without waits and pauses."},
        "bytesPerSecond": {"type": ["integer", "null"], "description": "On average of those seconds."},
        "partCount": {"type": ["integer", "null"]},
        "user": _MAYBE_TEXT,
        "host": _MAYBE_TEXT,
        "programVersion": _MAYBE_TEXT,
        **_got_terms(),
    }
    again: Node = {
        "checkedAt": {**_TIME, "description": "When it was verified again; not there where it never was."},
        "checkedBy": {"enum": [each.value for each in CheckKind]},
        "checkResult": {"enum": [each.value for each in CheckResult]},
        "checkLooks": {
            "type": "object",
            "description": "What each look of that time found by itself: by asking the store, reading the file, reading back.",
            "additionalProperties": {"enum": [each.value for each in CheckResult]},
        },
    }
    return {"type": "object", "required": list(properties), "properties": properties | again}


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
