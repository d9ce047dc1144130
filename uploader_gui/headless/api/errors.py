"""What is answered when something can't be done: a status, a code that stays, and a sentence."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import ErrorCode, StoreError, UploaderError
from uploader_gui.domain.messages import Argument, Message, MessageCode, Messages, english, message

STATUSES = {
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.UNAUTHORIZED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.JOB_NOT_FOUND: 404,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.JOB_NOT_RESUMABLE: 409,
    ErrorCode.JOB_NOT_PAUSABLE: 409,
    ErrorCode.JOB_NOT_LIMITABLE: 409,
    ErrorCode.JOB_NOT_POSTPONABLE: 409,
    ErrorCode.JOB_NOT_VERIFIABLE: 409,
    ErrorCode.SOURCE_MISSING: 409,
    ErrorCode.OBJECT_EXISTS: 409,
    ErrorCode.UPLOAD_FOUND: 409,
    ErrorCode.UPLOAD_IN_USE: 409,
    ErrorCode.FILE_TOO_LARGE: 413,
    ErrorCode.INTERNAL: 500,
    ErrorCode.STORE_UNAVAILABLE: 503,
    ErrorCode.STAGING_FULL: 507,
}
# Our own finer codes, as callers of the API know them. What a store said is STORE_UNAVAILABLE.
_MEANT = {
    ErrorCode.BAD_KEY: ErrorCode.BAD_REQUEST,
    ErrorCode.DUPLICATE_KEY: ErrorCode.BAD_REQUEST,
    ErrorCode.FOLDER_EMPTY: ErrorCode.BAD_REQUEST,
    ErrorCode.SOURCE_NOT_A_FILE: ErrorCode.BAD_REQUEST,
    ErrorCode.SOURCE_UNREADABLE: ErrorCode.BAD_REQUEST,
    ErrorCode.SOURCE_IN_USE: ErrorCode.BAD_REQUEST,
    ErrorCode.DESTINATION_BUSY: ErrorCode.OBJECT_EXISTS,
    ErrorCode.DIFFERENT_OBJECT: ErrorCode.OBJECT_EXISTS,
    ErrorCode.OBJECT_UNCOMPARABLE: ErrorCode.OBJECT_EXISTS,
    ErrorCode.SKIPPED: ErrorCode.OBJECT_EXISTS,
    ErrorCode.STAGING_FAILED: ErrorCode.STAGING_FULL,
    ErrorCode.STATE_FULL: ErrorCode.STAGING_FULL,
}


def code_of(code: ErrorCode) -> ErrorCode:
    """The API's code for one of ours."""
    return code if code in STATUSES else _MEANT.get(code, ErrorCode.STORE_UNAVAILABLE)


def answer(code: ErrorCode, said: Messages | Message) -> JSONResponse:
    """The error as a response, in English; ``code`` is one of ``STATUSES``."""
    words = english((said,) if isinstance(said, Message) else said)
    headers = {"WWW-Authenticate": "Bearer"} if code == ErrorCode.UNAUTHORIZED else None
    return JSONResponse({"error": {"code": code, "message": visible(words)}}, STATUSES[code], headers)


def bad_request(said: MessageCode, **arguments: Argument) -> UploaderError:
    """The error for what was asked wrongly."""
    return UploaderError(message(said, **arguments), code=ErrorCode.BAD_REQUEST)


async def on_uploader_error(_request: Request, error: Exception) -> Response:
    """Everything that is raised on purpose."""
    if not isinstance(error, UploaderError):
        raise error
    if isinstance(error, StoreError) and error.code not in STATUSES:
        return answer(ErrorCode.STORE_UNAVAILABLE, error.messages)
    said = tuple(
        one for one in error.messages if one.code is not MessageCode.LIST_SHOWS_JOBS
    )  # for a terminal
    return answer(code_of(error.code), said)


async def on_http_exception(_request: Request, error: Exception) -> Response:
    """Unknown addresses and methods."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    if status == STATUSES[ErrorCode.METHOD_NOT_ALLOWED]:
        response = answer(ErrorCode.METHOD_NOT_ALLOWED, message(MessageCode.API_UNKNOWN_METHOD))
        headers = (error.headers if isinstance(error, HTTPException) else None) or {}
        response.headers.update(headers)
        return response
    return answer(ErrorCode.NOT_FOUND, message(MessageCode.API_UNKNOWN_PATH))


async def on_defect(_request: Request, _error: Exception) -> Response:
    """A mistake of ours; the trace is in the log."""
    return answer(ErrorCode.INTERNAL, message(MessageCode.API_DEFECT))
