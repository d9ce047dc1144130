"""Bodies of requests as they come, and what JSON in them says, field by field."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Mapping
from datetime import UTC, datetime

from starlette.requests import Request

from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.plan import KIB
from uploader_gui.domain.unattended.start_time import entered_start
from uploader_gui.headless.api.errors import bad_request

_LARGEST_JSON = 64 * KIB
_SILENCE_S = 300
_FASTEST = 10**12

JsonFields = Mapping[str, object]


async def body_of(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes. Raises ClientDisconnect, and UploaderError if it stops coming."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(_SILENCE_S):
                data = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise bad_request(MessageCode.BODY_STOPPED, seconds=_SILENCE_S) from None
        yield data


async def json_fields(request: Request, known: Collection[str]) -> JsonFields:
    """The object that the body is. Raises UploaderError BAD_REQUEST for anything else, and for a field not ``known``."""
    body = b""
    async for data in body_of(request):
        body += data
        if len(body) > _LARGEST_JSON:
            raise bad_request(MessageCode.JSON_TOO_LARGE, limit=_LARGEST_JSON)
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request(MessageCode.JSON_UNREADABLE) from None
    if not isinstance(fields, dict):
        raise bad_request(MessageCode.JSON_NO_OBJECT)
    unknown = sorted(key for key in fields if key not in known)
    if unknown:
        raise bad_request(MessageCode.FIELD_UNKNOWN, field=unknown[0], known=", ".join(sorted(known)))
    return fields


def text_field(fields: JsonFields, name: str) -> str | None:
    """The text of a field; None where it is missing or null. Raises UploaderError BAD_REQUEST."""
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value
    raise bad_request(MessageCode.FIELD_IS_TEXT, field=name)


def start_at(fields: JsonFields) -> datetime | None:
    """``startAt``, a time as ``--start-at`` takes it; None where it is missing or null. Raises UploaderError BAD_REQUEST."""
    text = text_field(fields, "startAt")
    return None if text is None else entered_start(text, datetime.now(UTC))


def bandwidth_limit(fields: JsonFields) -> int | None:
    """``bandwidthLimit`` in bytes per second; None where it is missing or null. Raises UploaderError BAD_REQUEST."""
    value = fields.get("bandwidthLimit")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _FASTEST:
        raise bad_request(MessageCode.FIELD_IS_NUMBER, field="bandwidthLimit", largest=_FASTEST)
    return value
